import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ImportPreview, RegisterAnswer } from '../../src/api/register-schemas.js';
import { readTable } from '../../src/api/table-file.js';
import { personColumns, unitColumns } from '../../src/api/register-table.js';
import { bureauChain } from '../../src/workflows/law/bureau.js';
import { articleTitle } from '../harness/article-title.js';
import { read } from './desk.js';
import {
  done,
  change,
  openRegisterOffice,
  personOn,
  upload,
  type RegisterOffice,
} from './register-office.js';
import { problemOf, said, type Visitor } from './service.js';

const title = (rest: string) => `${articleTitle(33)} 人员导入 › ${rest}`;
const PEOPLE = '/api/register/imports/people';

let office: RegisterOffice;
beforeAll(async () => {
  office = await openRegisterOffice();
}, 60_000);
afterAll(() => office.close());

const headings = Object.values(personColumns).join(',');
/** A file of these people, one row each. */
const file = (...rows: string[]) => Buffer.from(`\ufeff${[headings, ...rows].join('\r\n')}\r\n`, 'utf8');
const row = (id: string, more = ',,,,,,,') => `${id},新人${id},${id}@bureau.example,是${more}`;
const preview = async (bytes: Buffer, by: Visitor = office.administrator) =>
  read(await upload(by, `${PEOPLE}/preview`, bytes), 200, ImportPreview);
const records = () => office.service.parts.ledger.since(bureauChain(Date.now()), 1);
const openings = async () => (await records()).filter(({ kind }) => kind === 'opening');

const exported = async (path: string) => {
  const answer = await office.administrator
    .get(path)
    .buffer(true)
    .parse((response, finish) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        finish(null, Buffer.concat(chunks));
      });
    });
  return { answer, bytes: answer.body as Buffer };
};

describe(title('who may'), () => {
  test('a clerk › exports, does not import; nobody signed in › neither', async () => {
    expect((await office.desks.clerk.get('/api/register/files/people')).status).toBe(200);
    expect(said(await upload(office.desks.clerk, PEOPLE, file(row('x'))))).toEqual(
      problemOf(403, 'notPermitted'),
    );
    expect(said(await office.desks.officer.get('/api/register/files/people'))).toEqual(
      problemOf(403, 'notPermitted'),
    );
    expect(said(await office.service.anonymous().get('/api/register/files/people'))).toEqual(
      problemOf(401, 'unauthenticated'),
    );
  });

  test('no key › the import is refused, its preview is not', async () => {
    const { agent, csrfToken } = office.administrator;
    const send = (path: string) =>
      agent
        .post(path)
        .set('x-csrf-token', csrfToken)
        .attach('file', file(row('x')), { filename: 'x.csv' });
    expect(said(await send(PEOPLE))).toEqual(problemOf(400, 'invalidRequest'));
    expect((await send(`${PEOPLE}/preview`)).status).toBe(200);
  });
});

describe(title('what is exported can be imported'), () => {
  test.each(['csv', 'xlsx'] as const)('%s › of people and units › nothing to do', async (format) => {
    for (const kind of ['people', 'units'] as const) {
      const { answer, bytes } = await exported(`/api/register/files/${kind}?format=${format}`);
      expect(answer.headers['content-disposition']).toContain(`.${format}`);
      const { counts, faults } = read(
        await upload(office.administrator, `/api/register/imports/${kind}/preview`, bytes),
        200,
        ImportPreview,
      );
      expect([kind, { ...counts, nothing: 0 }, faults]).toEqual([
        kind,
        { add: 0, change: 0, nothing: 0, error: 0 },
        [],
      ]);
      expect(counts.nothing).toBeGreaterThan(4);
    }
  });

  test('the template › its headings and an example', async () => {
    const { bytes } = await exported('/api/register/files/units?template=true');
    const table = await readTable(bytes);
    expect('rows' in table && table.rows[0]).toEqual(Object.values(unitColumns));
  });
});

describe(title('a file'), () => {
  test('previewed and imported › one record, everybody there, letters to the new ones', async () => {
    const bytes = file(
      row('import-1', ',行政执法人员,建设工程执法科,2026-01-01,,陕E-100,2026-01-01,2029-12-31,'),
      row('import-2', ',内勤,housing,2026/1/1,,,,,'),
      'officer-2,王晓燕燕,,,,,,,,,,',
    );
    const seen = await preview(bytes);
    expect(seen.counts).toEqual({ add: 2, change: 1, nothing: 0, error: 0 });
    const before = (await openings()).length;
    const key = 'import-of-three-people';
    const path = `${PEOPLE}?version=${seen.version}`;
    const answer = read(await upload(office.administrator, path, bytes, key), 200, RegisterAnswer);
    expect(answer).toMatchObject({ outcome: 'applied', invited: 2 });
    expect(answer.changed.map(({ id }) => id).toSorted()).toEqual(['import-1', 'import-2', 'officer-2']);
    expect((await openings()).length).toBe(before + 1);
    expect((await personOn(office.administrator, 'import-1')).person.posts[0]?.label).toBe('行政执法人员');
    expect((await personOn(office.administrator, 'officer-2')).person.name).toBe('王晓燕燕');

    const again = read(await upload(office.administrator, path, bytes, key), 200, RegisterAnswer);
    expect(again).toEqual(answer);
    expect((await openings()).length).toBe(before + 1);
    expect(said(await upload(office.administrator, path, file(row('import-3')), key))).toEqual(
      problemOf(409, 'requestIdUsed'),
    );
    expect(said(await upload(office.administrator, PEOPLE, bytes))).toEqual(problemOf(409, 'nothingChanged'));
  });

  test('one row is wrong › nothing of it is imported, and each fault names its row and column', async () => {
    const bytes = file(row('import-4'), row('import-5', ',行政执法人员,没有的科,2026-01-01,,,,,'));
    const seen = await preview(bytes);
    expect(seen.rows.map(({ status }) => status)).toEqual(['add', 'error']);
    const before = (await records()).length;
    const answer = await upload(office.administrator, PEOPLE, bytes);
    expect(said(answer)).toEqual(problemOf(422, 'importFaulty'));
    expect((answer.body as { errors: object[] }).errors).toEqual([
      { pointer: '/file/3/科室', detail: '第 3 行“科室”：没有“没有的科”这个科室' },
    ]);
    expect((await records()).length).toBe(before);
    expect((await office.administrator.get('/api/register/people/import-4')).status).toBe(404);
  });

  test('somebody changes the register after the preview › the import asks for a new one', async () => {
    const bytes = file(row('import-6'));
    const { version } = await preview(bytes);
    await done(change(office.second, 'clerk-9', { name: '改了名' }));
    const answer = await upload(office.administrator, `${PEOPLE}?version=${version}`, bytes);
    expect(said(answer)).toEqual(problemOf(409, 'previewStale'));
    const { version: fresh } = await preview(bytes);
    expect((await upload(office.administrator, `${PEOPLE}?version=${fresh}`, bytes)).status).toBe(200);
  });

  test.each([
    ['his own post', 'administrator-1,,,,内勤,housing,2026-01-01,,,,,', '本人的职务'],
    ['the marking of a state secret', row('import-7').replace('新人', '绝密★'), ''],
  ])('%s › refused', async (_, line, detail) => {
    const answer = await upload(office.administrator, PEOPLE, file(line));
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain(detail);
  });

  test('what is no table, too large, missing › a sentence', async () => {
    const { faults } = await preview(Buffer.from('PK\u0003\u0004 nothing', 'latin1'));
    expect(faults).toEqual(['文件已损坏或者已加密，请重新另存后上传']);
    expect(said(await upload(office.administrator, PEOPLE, Buffer.alloc(2 * 1024 * 1024 + 1, 0x61)))).toEqual(
      problemOf(413, 'bodyTooLarge'),
    );
    expect(said(await office.administrator.post(`${PEOPLE}/preview`, {}))).toEqual(
      problemOf(400, 'invalidRequest'),
    );
  });

  test('more people than one record holds › several records, each part once; a repeat adds nothing', async () => {
    const many = Array.from({ length: 900 }, (_, index) =>
      row(
        `many-${String(index)}`,
        `,行政执法人员,建设工程执法科,2026-01-01,,陕M-${String(index)},2026-01-01,2029-12-31,`,
      ),
    );
    const bytes = file(...many);
    const { version, counts } = await preview(bytes);
    expect(counts.add).toBe(900);
    const before = (await openings()).length;
    const key = 'import-of-nine-hundred';
    const path = `${PEOPLE}?version=${version}`;
    let answer = await upload(office.administrator, path, bytes, key);
    for (let asked = 0; answer.status === 202 && asked < 20; asked += 1)
      answer = await upload(office.administrator, path, bytes, key);
    const imported = read(answer, 200, RegisterAnswer);
    expect(imported.records.length).toBeGreaterThan(1);
    expect((await openings()).length).toBe(before + imported.records.length);
    expect(imported.changed).toHaveLength(900);
    expect(imported.invited).toBe(900);
    await done(change(office.second, 'many-0', { name: '后来改的' }));
    expect((await upload(office.administrator, path, bytes, key)).body).toEqual(answer.body);
    expect((await personOn(office.second, 'many-0')).person.name).toBe('后来改的');
  }, 120_000);
});
