import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { renderDocument, type Rendered } from '../../../src/activities/documents/render.js';
import { layOut, type Particulars } from '../../../src/activities/documents/sheet.js';
import { openTypesetter, type Typesetter } from '../../../src/activities/documents/typesetter.js';
import { documentKeys, documentOf, type DocumentKey } from '../../../src/workflows/law/documents.js';
import { applies } from '../../../src/workflows/law/documents/circumstances.js';
import type { Body } from '../../../src/workflows/law/record/kinds.js';
import { AT, contentsOf, particulars } from './samples.js';

let typeset: Typesetter;
beforeAll(async () => {
  typeset = await openTypesetter();
});

const render = (key: DocumentKey, contents: Body = contentsOf(key), change: Partial<Particulars> = {}) =>
  renderDocument(typeset, key, contents, { ...particulars, ...change });

function pdfOf(rendered: Rendered): Buffer {
  if ('refused' in rendered) throw new Error(rendered.refused.message);
  return rendered.pdf;
}

const pagesOf = (pdf: Buffer): number =>
  Number(/<xmpTPg:NPages>(\d+)</.exec(pdf.toString('latin1'))?.[1] ?? 'NaN');
/** What a PDF says of itself, as far as it is not compressed. */
function factsOf(pdf: Buffer) {
  const text = pdf.toString('utf8');
  const first = (pattern: RegExp) => pattern.exec(text)?.slice(1).join('') ?? '';
  const fonts = [...text.matchAll(/\/FontName \/[A-Z]{6}\+([\w-]+)/g)].map(([, name = '']) => name);
  return {
    version: text.slice(0, 8),
    profile: first(/<pdfaid:part>(\d)<\/pdfaid:part><pdfaid:conformance>(\w)</),
    title: first(/<dc:title><rdf:Alt><rdf:li xml:lang="x-default">([^<]*)</),
    created: first(/<xmp:CreateDate>([^<]*)</),
    size: first(/\/MediaBox \[0 0 ([\d. ]+)\]/),
    fonts: [...new Set(fonts)].sort(),
  };
}

const sha256 = (pdf: Buffer): string => createHash('sha256').update(pdf).digest('hex');

describe('第二十一条 every document of the tables', () => {
  test.each(documentKeys)('%s › PDF/A-2b on A4, fonts embedded, named and dated by the record', (key) => {
    expect(factsOf(pdfOf(render(key)))).toEqual({
      version: '%PDF-1.7',
      profile: '2B',
      title: documentOf(key).title,
      created: '2026-11-24T06:05:09Z',
      size: '595.2756 841.8898',
      fonts: ['NotoSerifSC-Bold', 'NotoSerifSC-Regular'],
    });
  });

  test('rendered again, by another compiler › the same bytes', async () => {
    const other = await openTypesetter();
    for (const key of documentKeys) {
      const again = renderDocument(other, key, contentsOf(key), particulars);
      expect(`${key} ${sha256(pdfOf(again))}`).toBe(`${key} ${sha256(pdfOf(render(key)))}`);
    }
  });

  test.each(documentKeys)('%s, nothing filled in › refused, everything the law requires named', (key) => {
    const { title, contents } = documentOf(key);
    const labels = contents
      .filter((field) => field.required === 'law' && applies(field, {}, true))
      .map(({ label }) => label);
    const rendered = render(key, {});
    if (labels.length === 0) expect(rendered).toHaveProperty('pdf');
    else
      expect(rendered).toMatchObject({
        refused: {
          code: 'contentsRequired',
          params: { document: title, missing: labels.join('、') },
        },
      });
  });
});

describe('第九条 what a document says', () => {
  const sectionsOf = (key: DocumentKey, contents = contentsOf(key)) =>
    Object.fromEntries(
      layOut(key, contents, particulars).sections.map(({ label, paragraphs, items }) => [
        label,
        [...paragraphs, ...items],
      ]),
    );

  test('money › in 大写 and in figures', () => {
    expect(sectionsOf('demandNotice')['明确的金额']).toEqual(['人民币伍万元零伍分（¥50,000.05）']);
  });

  test('moments, days, people and choices › Shanghai words, names and labels', () => {
    expect(sectionsOf('initiationForm')).toMatchObject({
      程序实际启动时间: ['2026年11月24日 14:05'],
      '承办人（两人以上）': ['李建平、王晓燕'],
    });
    expect(sectionsOf('correctionOrder')['改正的期限']).toEqual(['2026年12月8日']);
    expect(sectionsOf('defenceReview')['是否采纳']).toEqual(['采纳']);
  });

  test('an approval form › each opinion with its signature, and places for the one who has yet to sign', () => {
    const { sections, signatures } = layOut('initiationForm', contentsOf('initiationForm'), particulars);
    const places = sections.flatMap(({ label, signature }) =>
      signature
        ? [[label, signature.signed.map(({ name, note }) => `${name} ${note}`), signature.blanks]]
        : [],
    );
    expect(places).toEqual([
      ['承办人意见', ['李建平 2026年11月24日 14:05 系统内签署'], 1],
      ['承办机构意见', ['赵国栋 2026年11月24日 15:05 系统内签署'], 0],
      ['行政机关负责人意见', ['周明远 代吴海涛 2026年11月24日 16:05 系统内签署'], 0],
    ]);
    expect(signatures).toEqual([]);
  });

  test('a 文号 before it is issued › its place is open; a form of the bureau’s own has none', () => {
    const numberOf = (key: DocumentKey, number: Particulars['number']) =>
      layOut(key, contentsOf(key), { ...particulars, number }).number;
    expect(numberOf('penaltyDecision', { year: 2026, serial: 7 })).toBe('华住建罚决字〔2026〕第7号');
    expect(numberOf('penaltyDecision', null)).toBe('华住建罚决字〔2026〕第　　号');
    expect(numberOf('initiationForm', null)).toBeNull();
  });

  test('a row or period that nobody has confirmed › the mark 待确认 with its reason', () => {
    const marks = (key: DocumentKey, periods: Particulars['periods'] = []) =>
      layOut(key, contentsOf(key), { ...particulars, periods }).unconfirmed;
    expect(marks('initiationForm')).toEqual([]);
    expect(marks('closingForm')[0]).toMatch(/^《结案审批表》：凭记忆/);
    expect(marks('initiationForm', ['emergencyDecision', 'emergencyDecision'])).toHaveLength(1);
    const marked = pdfOf(render('closingForm'));
    expect(marked.length).not.toBe(pdfOf(render('initiationForm')).length);
  });
});

describe('第十三条 contents that are long or strange', () => {
  test('markup, quotes and brackets › are set as they are, and nothing of them is carried out', () => {
    const strange = '#panic("x") $x$ [*b*] `code` \\ @a <b> // no comment /* nor this */';
    expect(pagesOf(pdfOf(render('remark', { remark: strange })))).toBe(1);
  });

  test('a record of many lines, a list of two hundred things, one word of a thousand letters › over the pages', () => {
    const lines = Array.from({ length: 200 }, (_, line) => `问：第 ${String(line)} 个问题？\n答：是。`);
    const things = Array.from(
      { length: 200 },
      (_, at) => `钢管第 ${String(at + 1)} 批，数量 ${String(at)} 根`,
    );
    const record = { ...contentsOf('questioningRecord'), questionsAndAnswers: lines.join('\n') };
    expect(pagesOf(pdfOf(render('questioningRecord', record)))).toBeGreaterThan(8);
    expect(
      pagesOf(pdfOf(render('sealingList', { ...contentsOf('sealingList'), items: things }))),
    ).toBeGreaterThan(8);
    expect(pagesOf(pdfOf(render('remark', { remark: 'a'.repeat(4_000) })))).toBeGreaterThan(1);
  });

  test('an opinion longer than a page › a page more, none empty', () => {
    const opinion = '经查，当事人在施工现场未按规定设置围挡。'.repeat(120);
    const contents = { ...contentsOf('initiationForm'), handlerOpinion: opinion };
    expect(pagesOf(pdfOf(render('initiationForm', contents)))).toBeLessThanOrEqual(6);
  });

  test('names with rare characters that the fonts have › are set', () => {
    const names = { 'officer-1': '垚堃喆犇赟昇', 'officer-2': '珺祎翀彧旻旸龑䶮㙍' };
    expect(render('inspectionNotice', undefined, { names })).toHaveProperty('pdf');
  });

  test('a character no font has › refused with the character, whatever comes before', () => {
    expect(render('remark', { remark: '当事人𡌜某、𠮷某' })).toMatchObject({
      refused: { code: 'charactersNotInFont', params: { document: '备注', characters: '𡌜𠮷' } },
    });
    expect(render('remark', { remark: '当事人某' }, { at: AT + 1_000 })).toHaveProperty('pdf');
  });
});
