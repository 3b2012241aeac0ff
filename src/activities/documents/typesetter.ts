import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { familyNamesIn } from './font-names.js';
import type { Sheet } from './sheet.js';
import { TEMPLATE } from './template.js';

/**
 * The fonts that are embedded where the bureau has set none; they come with the service, so that no machine's
 * own fonts are asked for.
 */
const FONT_FILES = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
];

/** Kept results of the compiler that so many documents have not used are let go. */
const CACHE_AGE = 4;

/** What came of a sheet: the PDF, or the characters that no font has and that would be missing from it. */
export type Typeset = { pdf: Buffer } | { charactersMissing: string };

/**
 * Sets sheets. The same sheet in the same fonts gives the same bytes. `fonts`: SHA-256 of each file that is
 * set in, so that it can be said later in which a document was.
 */
export type Typesetter = ((sheet: Sheet) => Typeset) & { readonly fonts: readonly string[] };

/** A font file of the settings cannot be used. The message is for the operator. */
export class FontUnusable extends Error {
  override readonly name = 'FontUnusable';
}

/**
 * Loads the compiler and the fonts, some 80 MB, which only documents need. `fontFiles`: paths of the bureau's
 * own faces of one family, regular first; none for the embedded ones. Throws `FontUnusable` for a file that
 * is not there, is no font or not of that family, and when the compiler is not installed.
 */
export async function openTypesetter(fontFiles: readonly string[] = []): Promise<Typesetter> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const { resolve } = createRequire(import.meta.url);
  const paths = fontFiles.length > 0 ? fontFiles : FONT_FILES.map((file) => resolve(file));
  const fontBlobs = await Promise.all(paths.map(readFont));
  // The folder is only a name: the template reads no file.
  const compiler = NodeCompiler.create({ workspace: tmpdir(), fontArgs: [{ fontBlobs }] });
  const family = familyKnownTo(compiler, fontBlobs);
  if (family === undefined) throw new FontUnusable(`字体文件无法使用：${paths.join('、')}`);
  const set = (sheet: Sheet): Typeset => {
    try {
      return typeset(compiler, sheet, family);
    } finally {
      compiler.evictCache(CACHE_AGE);
    }
  };
  const fonts = fontBlobs.map((blob) => createHash('sha256').update(blob).digest('hex'));
  return Object.assign(set, { fonts });
}

/** Says at the start of a process what would otherwise be found out with the first document. */
export async function checkFonts(fontFiles: readonly string[]): Promise<void> {
  if (fontFiles.length > 0) await openTypesetter(fontFiles);
}

async function readFont(path: string): Promise<Buffer> {
  const blob = await readFile(path).catch((error: unknown) => {
    throw new FontUnusable(`读不到字体文件：${path}`, { cause: error });
  });
  if (familyNamesIn(blob).length === 0) throw new FontUnusable(`不是 OpenType 或 TrueType 字体：${path}`);
  return blob;
}

/** Under which of its names the compiler knows the family that every file belongs to. */
function familyKnownTo(compiler: NodeCompiler, fonts: readonly Buffer[]): string | undefined {
  const [first = [], ...others] = fonts.map(familyNamesIn);
  const common = first.filter((name) => others.every((names) => names.includes(name)));
  return common.find((name) => {
    const mainFileContent = `#set text(font: ${JSON.stringify(name)}, fallback: false)\n国徽`;
    const compiled = compiler.compile({ mainFileContent });
    return compiled.result && !(compiled.takeDiagnostics() ?? compiled.takeWarnings());
  });
}

/** Faults carry no word of the document: they go into logs and histories. */
function typeset(compiler: NodeCompiler, sheet: Sheet, family: string): Typeset {
  const inputs = { sheet: JSON.stringify({ ...sheet, families: [family] }) };
  const compiled = compiler.compile({ mainFileContent: TEMPLATE, inputs });
  const document = compiled.result;
  // A warning is an unknown font: the page would silently come out in another face.
  const said = compiled.takeDiagnostics() ?? compiled.takeWarnings();
  if (!document || said) throw new Error(`The template could not be set: ${messagesOf(said)}`);
  try {
    return { pdf: compiler.pdf(document, { pdfStandard: 'a-2b' }) };
  } catch (error) {
    const charactersMissing = missingIn(error);
    if (charactersMissing === '') throw new Error('The document could not be written as PDF/A-2b');
    return { charactersMissing };
  }
}

type Diagnostics = ReturnType<NodeCompiler['compile']>['takeDiagnostics'] extends () => infer D ? D : never;

function messagesOf(said: Diagnostics): string {
  const messages = (said?.shortDiagnostics ?? []) as { message?: string; severity?: number }[];
  return messages.map(({ message }) => (message ?? '').slice(0, 80)).join('; ');
}

/** PDF/A-2 forbids a glyph that is not there, and the compiler names each text that would need one. */
const NO_GLYPH = /the text `\\?"(.+?)\\?"` could not be displayed/gu;

function missingIn(error: unknown): string {
  const text = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
  const found = [...text.matchAll(NO_GLYPH)].flatMap(([, characters = '']) => Array.from(characters));
  return [...new Set(found)].join('');
}
