import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Sheet } from './sheet.js';
import { TEMPLATE } from './template.js';

/** The fonts that are embedded; they come with the service, so that no machine's own fonts are asked for. */
const FAMILY = 'Noto Serif SC';
const FONT_FILES = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
];

/** Kept results of the compiler that so many documents have not used are let go. */
const CACHE_AGE = 4;

/** What came of a sheet: the PDF, or the characters that no font has and that would be missing from it. */
export type Typeset = { pdf: Buffer } | { charactersMissing: string };

/** Sets sheets. The same sheet gives the same bytes. */
export type Typesetter = (sheet: Sheet) => Typeset;

/**
 * Loads the compiler and the fonts, some 80 MB, which only documents need. Throws when they are not
 * installed.
 */
export async function openTypesetter(): Promise<Typesetter> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const { resolve } = createRequire(import.meta.url);
  const fontBlobs = await Promise.all(FONT_FILES.map((file) => readFile(resolve(file))));
  // The folder is only a name: the template reads no file.
  const compiler = NodeCompiler.create({ workspace: tmpdir(), fontArgs: [{ fontBlobs }] });
  return (sheet) => {
    try {
      return typeset(compiler, sheet);
    } finally {
      compiler.evictCache(CACHE_AGE);
    }
  };
}

/** Faults carry no word of the document: they go into logs and histories. */
function typeset(compiler: NodeCompiler, sheet: Sheet): Typeset {
  const inputs = { sheet: JSON.stringify({ ...sheet, families: [FAMILY] }) };
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
