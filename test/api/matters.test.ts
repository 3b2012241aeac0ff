import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NextSteps } from '../../src/api/opening-schemas.js';
import { RestrictedContents } from '../../src/api/restricted.js';
import { ActAnswer, CaseDetail, TaskDetail, Timeline } from '../../src/api/schemas.js';
import { openOffice, read, type Desks, type Office } from './desk.js';
import { ordinaryStart, pointers, problemOf, said } from './service.js';

let office: Office;
let desks: Desks;

beforeAll(async () => {
  office = await openOffice();
  ({ desks } = office);
}, 120_000);
afterAll(() => office.close());

const NAME = '举报人甲乙丙';
const receivedAt = Date.UTC(2026, 10, 20, 2);
const form = {
  receivedAt,
  channel: 'letter',
  realName: 'realName',
  complainant: NAME,
  complainantContact: '某路某号',
  complaint: '夜间违法施工',
};
const wish = (more: object = {}) => ({
  procedure: 'complaint',
  title: '夜间施工投诉',
  unit: 'construction',
  people: { handlers: ['officer-1', 'officer-2'] },
  opinion: '予以登记，转承办机构核查',
  form,
  ...more,
});
const receive = async () => read(await desks.clerk.post('/api/matters', wish()), 201, ActAnswer);

describe('第十条 登记投诉举报', () => {
  test('a complaint › its own number, the verification is asked of the officers with its term', async () => {
    const answer = await receive();
    expect(answer.caseNumber).toMatch(/^[A-Z]+C-\d{4}-\d{4}$/);
    expect(answer.opens.map(({ label }) => label)).toEqual(['线索核查报告·填报']);
    const task = read(await desks.officer.get(`/api/tasks/${answer.opens[0]?.id ?? ''}`), 200, TaskDetail);
    expect(task.clocks.map(({ label }) => label)).toEqual(['线索核查']);
    expect(task.facts.map(({ words }) => words)).toContain('夜间违法施工');
    const { openings } = read(
      await desks.officer.get(`/api/cases/${answer.caseNumber}/next`),
      200,
      NextSteps,
    );
    expect(openings.map(({ procedure }) => procedure)).toEqual(['service', 'recording-custody']);
  });

  test('a required field is empty, the kind of it is wrong › at the field', async () => {
    const empty = await desks.clerk.post('/api/matters', wish({ form: { ...form, complaint: '' } }));
    expect(said(empty)).toEqual(problemOf(422, 'contentsRequired'));
    expect(pointers(empty)).toEqual(['/form/complaint']);
    const wrong = await desks.clerk.post('/api/matters', wish({ form: { ...form, realName: 'maybe' } }));
    expect(pointers(wrong)).toEqual(['/form/realName']);
  });

  test('the same request again › the same number; another unit’s clerk › 403; a case by this door › 404', async () => {
    const first = read(await desks.clerk.post('/api/matters', wish(), 'matter-1'), 201, ActAnswer);
    const again = read(await desks.clerk.post('/api/matters', wish(), 'matter-1'), 201, ActAnswer);
    expect(again).toEqual(first);
    expect((await desks.other.post('/api/matters', wish())).status).toBe(403);
    const asCase = await desks.clerk.post('/api/matters', wish({ procedure: 'case-initiation' }));
    expect(asCase.status).toBe(404);
  });
});

describe('第十条 投诉举报引起的案件', () => {
  test('a case that names the complaint › records its number and newest record; one that nobody has › 400', async () => {
    const { caseNumber, record } = await receive();
    const started = await desks.clerk.post('/api/cases', { ...ordinaryStart(), arisesFrom: caseNumber });
    const number = read(started, 201, ActAnswer).caseNumber;
    const [opening] = await office.service.parts.ledger.since(number, 1);
    expect(opening?.facts['arisesFrom']).toMatchObject({ chainId: caseNumber, seq: record.seq });
    const complaint = read(await desks.clerk.get(`/api/cases/${caseNumber}`), 200, CaseDetail);
    expect(complaint.arisen).toEqual([expect.objectContaining({ number })]);
    const opened = read(await desks.clerk.get(`/api/cases/${number}`), 200, CaseDetail);
    expect(opened.arisesFrom).toMatchObject({ number: caseNumber, matterLabel: '投诉举报' });
    const nobody = await desks.clerk.post('/api/cases', { ...ordinaryStart(), arisesFrom: 'ZZC-2026-9999' });
    expect(pointers(nobody)).toEqual(['/arisesFrom']);
  });
});

describe('第三十三条 投诉人、举报人的身份', () => {
  test('it is on the record as ciphertext, shown to nobody in passing, and to those who handle it by its door', async () => {
    const { caseNumber } = await receive();
    const path = `/api/cases/${caseNumber}`;
    const timeline = await desks.officer.get(`${path}/timeline`);
    expect(timeline.text).not.toContain(NAME);
    expect(read(timeline, 200, Timeline).items[0]?.form.find(({ key }) => key === 'complainant')?.words).toBe(
      '依法保密，不予显示',
    );
    expect((await desks.officer.get(path)).text).not.toContain(NAME);
    read(await desks.officer.get(path), 200, CaseDetail);
    const bodies = await office.service.connection.collection('bodies').find({}).toArray();
    expect(JSON.stringify(bodies)).not.toContain(NAME);
    const shown = read(await desks.officer.get(`${path}/records/1/restricted`), 200, RestrictedContents);
    expect(shown.items.map(({ words }) => words)).toEqual([NAME, '某路某号']);
    expect((await desks.legal.get(`${path}/records/1/restricted`)).status).toBe(403);
    expect((await desks.other.get(`${path}/records/1/restricted`)).status).toBe(404);
  });
});

describe('第三十三条 投诉举报材料', () => {
  test('the letter › no name in passing, no ordinary download; by its own door for those who handle it alone', async () => {
    const upload = await desks.clerk.agent
      .post('/api/attachments')
      .set('x-csrf-token', desks.clerk.csrfToken)
      .attach('file', Buffer.from('%PDF-1.4\n%%EOF\n'), `${NAME}来信.pdf`);
    const letter = upload.body as { sha256: string; name: string };
    const attachments = [{ sha256: letter.sha256, name: letter.name }];
    const started = await desks.clerk.post('/api/matters', wish({ attachments }));
    const { caseNumber } = read(started, 201, ActAnswer);
    const path = `/api/cases/${caseNumber}`;
    const door = `${path}/records/1/restricted/${letter.sha256}`;
    const shownTo = async (desk: Desks['officer']) => {
      const timeline = await desk.get(`${path}/timeline`);
      expect(timeline.text).not.toContain(NAME);
      const [file] = read(timeline, 200, Timeline).items.flatMap((item) => item.attachments);
      return [file?.name, file?.path];
    };
    expect(await shownTo(desks.officer)).toEqual(['依法保密，不予显示', door]);
    expect(await shownTo(desks.legal)).toEqual(['依法保密，不予显示', null]);
    const ordinary = `/api/attachments/${letter.sha256}`;
    for (const desk of [desks.officer, desks.legal, desks.other])
      expect((await desk.get(ordinary)).status).toBe(404);
    expect((await desks.officer.get(door)).status).toBe(200);
    expect((await desks.legal.get(door)).status).toBe(403);
    expect((await desks.other.get(door)).status).toBe(404);
  });
});
