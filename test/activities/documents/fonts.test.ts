import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { familyNamesIn } from '../../../src/activities/documents/font-names.js';
import { renderDocument } from '../../../src/activities/documents/render.js';
import { checkFonts, openTypesetter } from '../../../src/activities/documents/typesetter.js';
import { articleTitle } from '../../harness/article-title.js';
import { contentsOf, particulars } from './samples.js';

const title = (rest: string) => `${articleTitle(21)} ${rest}`;
const { resolve } = createRequire(import.meta.url);
const regular = resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf');
const bold = resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fonts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pdfIn = async (...files: string[]) => {
  const rendered = renderDocument(
    await openTypesetter(files),
    'penaltyDecision',
    contentsOf('penaltyDecision'),
    particulars,
  );
  return 'pdf' in rendered ? rendered.pdf : undefined;
};

describe(title('文书字体'), () => {
  test(title('文书字体 › the names of a family are read from its file'), () => {
    expect(familyNamesIn(readFileSync(regular))).toContain('Noto Serif SC');
    expect(familyNamesIn(Buffer.from('no font'))).toEqual([]);
    expect(familyNamesIn(readFileSync(regular).subarray(0, 40))).toEqual([]);
  });

  test(title('文书字体 › the same files › the same bytes and hashes; one face fewer › others'), async () => {
    const [embedded, own] = [await openTypesetter(), await openTypesetter([regular, bold])];
    expect(own.fonts).toEqual(embedded.fonts);
    expect(await pdfIn(regular, bold)).toEqual(await pdfIn());
    expect(await pdfIn(regular)).not.toEqual(await pdfIn());
    expect((await openTypesetter([regular])).fonts).toEqual(own.fonts.slice(0, 1));
  });

  test(title('文书字体 › a file that is not there, or no font › named at the start'), async () => {
    const text = join(folder, 'text.ttf');
    writeFileSync(text, 'no font');
    await expect(checkFonts([join(folder, 'none.ttf')])).rejects.toThrow('none.ttf');
    await expect(checkFonts([text])).rejects.toThrow('text.ttf');
    await expect(checkFonts([])).resolves.toBeUndefined();
  });
});
