import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { ActAnswer, CaseList, Letters } from '../../src/api/schemas.js';
import { rebuild } from '../../src/activities/rebuild.js';
import { lettersOf } from '../../src/activities/letters/letters-of.js';
import { proceduresOn, type Procedure } from '../../src/models/procedures.js';
import { openOffice, read, startCase, submit, until, type Desks, type Office } from './desk.js';
import { ordinaryStart, pointers, problemOf, said, type Visitor } from './service.js';

let office: Office;
let desks: Desks;
const numbers: Record<string, string> = {};

const named = (name: string, title: string) => ({
  ...ordinaryStart(),
  title,
  party: { name, kind: 'organisation' },
});

const parties = {
  gate: ['华阴市（东关）建筑有限公司', '未按规定设置围挡案'],
  tower: ['渭南东关物业服务有限公司', '擅自改变承重结构案'],
  formula: ['=HYPERLINK("http://x")装饰公司', '+违法分包案'],
} as const;

beforeAll(async () => {
  office = await openOffice();
  ({ desks } = office);
  for (const [key, [party, title]] of Object.entries(parties))
    numbers[key] = await startCase(desks, named(party, title));
}, 120_000);
afterAll(() => office.close());

const find = async (visitor: Visitor, q: string, more = ''): Promise<string[]> => {
  const answer = await visitor.get(`/api/cases?q=${encodeURIComponent(q)}${more}`);
  return read(answer, 200, CaseList).items.map((one) => one.number);
};

describe('GET /api/cases?q › refused', () => {
  test.each(['东', '·', '3'])('“%s” is too little to search for › 400 at the field', async (q) => {
    const answer = await desks.clerk.get(`/api/cases?q=${encodeURIComponent(q)}`);
    expect(said(answer)).toEqual(problemOf(400, 'invalidRequest'));
    expect(pointers(answer)).toEqual(['/query/q']);
  });

  test('another unit, who may not know of the case › not found', async () => {
    expect(await find(desks.other, '东关')).toEqual([]);
  });

  test('第三十三条 the archivist, who sees the case and not its party › does not find it by the party', async () => {
    expect(await find(desks.archivist, '东关')).toEqual([]);
    expect(await find(desks.archivist, '承重结构')).toEqual([numbers['tower']]);
    expect(await find(desks.archivist, '承重 物业')).toEqual([]);
  });
});

describe('GET /api/cases?q › found', () => {
  test('by party, title, number, its end, and several of them at once', async () => {
    const { gate = '', tower = '' } = numbers;
    expect(await find(desks.clerk, '东关')).toEqual([tower, gate]);
    expect(await find(desks.clerk, '东关建筑')).toEqual([gate]);
    expect(await find(desks.clerk, '东关服务')).toEqual([]);
    expect(await find(desks.clerk, `围挡 ${gate.slice(-3)}`)).toEqual([gate]);
    expect(await find(desks.clerk, gate.toLowerCase())).toEqual([gate]);
    expect(await find(desks.clerk, gate.slice(0, -2))).toEqual(expect.arrayContaining([gate, tower]));
    expect(await find(desks.clerk, '东关', '&emergency=true')).toEqual([]);
    expect(await find(desks.clerk, '东关', '&open=true')).toEqual([tower, gate]);
  });

  test('page by page › each once, in order', async () => {
    const first = read(await desks.clerk.get('/api/cases?q=%E4%B8%9C%E5%85%B3&limit=1'), 200, CaseList);
    const second = read(
      await desks.clerk.get(`/api/cases?q=%E4%B8%9C%E5%85%B3&limit=1&cursor=${first.next ?? ''}`),
      200,
      CaseList,
    );
    expect([...first.items, ...second.items].map((one) => one.number)).toEqual([
      numbers['tower'],
      numbers['gate'],
    ]);
    expect(second.next).toBeNull();
  });

  test('by every two or more Han characters of its party, and by nothing it does not contain', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(10), fc.integer({ min: 2, max: 6 }), async (from, length) => {
        const term = '渭南东关物业服务有限公司'.slice(from, from + length);
        if (term.length < 2) return;
        const bare = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
        const having = Object.entries(parties)
          .filter(([, words]) => words.some((text) => bare(text).includes(term)))
          .map(([key]) => numbers[key]);
        expect((await find(desks.clerk, term)).sort()).toEqual(having.sort());
      }),
      { numRuns: 25 },
    );
  });

  test('第三十五条 the party is corrected › found by what it was and by what it is', async () => {
    const { gate = '' } = numbers;
    const answer = await desks.clerk.post(`/api/cases/${gate}/corrections`, {
      procedure: 'case-initiation',
      target: 1,
      reason: '名称登记有误',
      replacement: { party: '华阴市西岳建筑有限公司；统一社会信用代码：91610582MA6XXXXX0X' },
    });
    read(answer, 200, ActAnswer);
    await until('the correction is searched', async () => (await find(desks.clerk, '西岳')).length === 1);
    expect(await find(desks.clerk, '西岳建筑')).toEqual([gate]);
    expect(await find(desks.clerk, '东关建筑')).toEqual([gate]);
  });

  test('projections made before there was a search › are found once they are rebuilt', async () => {
    const procedures = proceduresOn(office.service.connection);
    const before = await procedures.find({ chainId: { $in: Object.values(numbers) } }).lean<Procedure[]>();
    await procedures.collection.updateMany(
      { chainId: { $in: Object.values(numbers) } },
      { $unset: { titles: 1, parties: 1, tokens: 1 } },
    );
    expect(await find(desks.clerk, '西岳')).toEqual([]);
    const { connection, parts } = office.service;
    await rebuild({
      connection,
      store: parts.ledger,
      letterBox: parts.letterBox,
      rows: parts.rows,
      lettersOf,
    });
    const after = await procedures.find({ chainId: { $in: Object.values(numbers) } }).lean<Procedure[]>();
    const sets = (all: Procedure[]) =>
      all.map((one) => [one._id, new Set(one.titles), new Set(one.parties), new Set(one.tokens)]);
    expect(sets(after)).toEqual(sets(before));
    expect(await find(desks.clerk, '西岳')).toEqual([numbers['gate']]);
  });
});

const binary = (visitor: Visitor, path: string) =>
  visitor
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });

describe('GET /api/cases/export', () => {
  test('a filter that is wrong › 400; nobody signed in › 401', async () => {
    expect((await desks.clerk.get('/api/cases/export?format=pdf')).status).toBe(400);
    expect((await desks.clerk.get('/api/cases/export?limit=3')).status).toBe(400);
    expect((await office.service.anonymous().get('/api/cases/export')).status).toBe(401);
  });

  test('CSV › for Excel, named after bureau and day, no cell a formula, only what the reader may see', async () => {
    const answer = await binary(desks.clerk, '/api/cases/export?format=csv');
    const bytes = answer.body as Buffer;
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(answer.get('content-disposition')).toMatch(
      /^attachment; filename="[^"]*"; filename\*=UTF-8''.*%E6%A1%88%E4%BB%B6-\d{4}-\d{2}-\d{2}\.csv$/,
    );
    const rows = parse(bytes, { bom: true, columns: true });
    const row = (rows as Record<string, string>[]).find((one) => one['案号'] === numbers['formula']);
    expect(row).toMatchObject({
      案件名称: "'+违法分包案",
      当事人: `'${parties.formula[0]}`,
      启动时间: expect.stringMatching(/^20\d\d-\d\d-\d\d \d\d:\d\d$/) as unknown as string,
      状态: '办理中',
    });
    const seen = (await binary(desks.archivist, '/api/cases/export?format=csv')).body as Buffer;
    expect(seen.toString('utf8')).toContain(numbers['gate'] ?? '?');
    expect(seen.toString('utf8')).not.toContain('东关');
    const none = (await binary(desks.other, '/api/cases/export?format=csv')).body as Buffer;
    expect(parse(none, { bom: true })).toHaveLength(1);
  });

  test('XLSX › moments are dates of Shanghai, texts are texts; the export is logged without what was sought', async () => {
    const q = encodeURIComponent('物业');
    const answer = await binary(desks.clerk, `/api/cases/export?q=${q}`);
    const [headings = [], row = [], ...others] = (await readSheet(answer.body as Buffer)) as unknown[][];
    expect(others).toEqual([]);
    const cell = (heading: string) => row[headings.indexOf(heading)];
    expect(cell('案号')).toBe(numbers['tower']);
    const [detail] = read(await desks.clerk.get(`/api/cases?q=${q}`), 200, CaseList).items;
    const shanghai = Math.floor(((detail?.openedAt ?? 0) + 8 * 3_600_000) / 60_000);
    expect(Math.floor((cell('启动时间') as Date).getTime() / 60_000)).toBe(shanghai);
    const lines = office.service
      .log()
      .split('\n')
      .filter((line) => line.includes('"exported"'));
    expect(JSON.parse(lines.at(-1) ?? '{}')).toMatchObject({
      person: 'clerk-1',
      count: 1,
      cut: false,
      format: 'xlsx',
      filters: ['q'],
    });
    expect(lines.join('')).not.toContain('物业');
  });
});

describe('GET /api/tasks/export', () => {
  test('my tasks › the same as the list', async () => {
    const answer = await binary(desks.officer, '/api/tasks/export?format=csv');
    const rows = parse<Record<string, string>>(answer.body as Buffer, { bom: true, columns: true });
    expect(rows.map((row) => row['案号']).sort()).toEqual(Object.values(numbers).sort());
    expect(rows[0]?.['办理人']).toMatch(/^可认领：/);
    expect(new Set(rows.map((row) => row['依据']))).toEqual(new Set(['第九条']));
  });
});

describe('GET /api/letters', () => {
  test('which letter asks what, of which case, and where it stands; by state and kind', async () => {
    await submit(numbers['tower'] ?? '', desks.officer);
    const mine = async (query = '') => read(await desks.head.get(`/api/letters${query}`), 200, Letters).items;
    await until('the letter is posted', async () => (await mine()).length > 0);
    const [letter] = await mine('?template=assigned');
    expect(letter).toMatchObject({ caseNumber: numbers['tower'], title: parties.tower[1] });
    expect(letter?.asks).toMatch(/\p{Script=Han}/u);
    expect(await mine('?state=sent')).toEqual([]);
    expect(await mine('?template=urged')).toEqual([]);
    expect((await desks.head.get('/api/letters?state=lost')).status).toBe(400);
  });
});

describe('POST /api/cases › somebody is named for a part whose post he does not hold', () => {
  test('第三十六条 refused at his field', async () => {
    const people = { handlers: ['officer-1', 'clerk-1'], reviewers: ['officer-2'], approvers: ['leader-1'] };
    const answer = await desks.clerk.post('/api/cases', { ...ordinaryStart(), people });
    expect(said(answer)).toEqual(problemOf(403, 'postNotHeld'));
    expect(pointers(answer).sort()).toEqual(['/people/handlers/1', '/people/reviewers/0']);
  });
});
