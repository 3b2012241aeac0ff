import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fieldViews } from '../../src/api/fields.js';
import { formErrors } from '../../src/api/form-check.js';
import { ActAnswer, TaskDetail, Timeline, type FieldView } from '../../src/api/schemas.js';
import type { Field } from '../../src/workflows/law/documents/document.js';
import { formatMoment } from '../../src/workflows/law/moments.js';
import {
  decide,
  form,
  openOffice,
  read,
  startCase,
  submit,
  taskOf,
  until,
  type Desks,
  type Office,
} from './desk.js';
import { emergencyStart, ordinaryStart, pointers, problemOf, said } from './service.js';

const HOUR_MS = 3_600_000;

let office: Office;
let desks: Desks;

beforeAll(async () => {
  office = await openOffice();
  desks = office.desks;
});
afterAll(() => office.close());

const detail = async (task: string, visitor = desks.officer) =>
  read(await visitor.get(`/api/tasks/${task}`), 200, TaskDetail);

const timelineOf = async (number: string) =>
  read(await desks.clerk.get(`/api/cases/${number}/timeline?limit=100`), 200, Timeline).items;

const byKey = <T extends { key: string }>(fields: readonly T[]): Record<string, T> =>
  Object.fromEntries(fields.map((field) => [field.key, field]));

describe('第九条 程序启动审批表 on the page', () => {
  test('an ordinary start › asks what the law asks of the 承办人, in its own kinds and words', async () => {
    const number = await startCase(desks);
    const { document, prefilled } = await detail(taskOf(number, 'submit'));
    const fields = byKey(document?.fields ?? []);
    expect(fields['causeOfInitiation']).toEqual({
      key: 'causeOfInitiation',
      label: '启动原因',
      kind: 'longText',
      choices: null,
      posts: null,
      required: 'law',
      when: null,
      dependsOn: null,
      given: false,
      value: null,
      words: null,
    });
    expect(fields['evidenceList']).toMatchObject({ kind: 'list', required: 'practice' });
    expect(fields['handlers']).toMatchObject({
      kind: 'people',
      given: true,
      value: ['officer-1', 'officer-2'],
      words: ['李建平', '王晓燕'],
    });
    for (const key of ['actualStart', 'urgency', 'filedAt', 'handlerOpinion'])
      expect(Object.keys(fields)).not.toContain(key);
    expect(prefilled).toMatchObject({ causeOfInitiation: '巡查发现施工现场未设置围挡' });
    expect(Object.keys(prefilled)).not.toContain('handlers');
  });

  test('an emergency › what is on file is given with its value, the filing’s own moment once it is there', async () => {
    const startedAt = Date.now() - 2 * HOUR_MS;
    const number = await startCase(desks, emergencyStart(startedAt));
    const before = byKey((await detail(taskOf(number, 'submit'))).document?.fields ?? []);
    expect(before['actualStart']).toMatchObject({
      kind: 'instant',
      required: 'law',
      when: 'emergency',
      given: true,
      value: startedAt,
      words: formatMoment(startedAt),
    });
    expect(before['urgency']).toMatchObject({ given: true, words: expect.stringContaining('坍塌') });
    expect(before['filedAt']).toMatchObject({ given: true, value: null, words: null });
    const filed = read(await submit(number, desks.officer), 200, ActAnswer);
    const after = byKey((await detail(taskOf(number, 'submit'))).document?.fields ?? []);
    expect(after['filedAt']).toMatchObject({ value: filed.record.receivedAt });
  });

  test('a form with what nobody asks, of the wrong kind, or on file already › refused, each field named', async () => {
    const number = await startCase(desks);
    const post = (sent: object) =>
      desks.officer.post(`/api/tasks/${taskOf(number, 'submit')}/decision`, {
        decision: 'submit',
        opinion: '建议启动',
        form: sent,
      });
    expect(pointers(await post({ ...form, nonsense: 'x', handlers: ['officer-1'] }))).toEqual([
      '/form/nonsense',
      '/form/handlers',
    ]);
    expect(
      pointers(await post({ causeOfInitiation: 7, evidenceList: 'one', partyParticulars: '甲' })),
    ).toEqual(['/form/causeOfInitiation', '/form/evidenceList']);
    const missing = await post({ causeOfInitiation: '  ' });
    expect(said(missing)).toEqual(problemOf(422, 'contentsRequired'));
    expect(pointers(missing)).toEqual(['/form/causeOfInitiation', '/form/partyParticulars']);
    expect(await office.service.parts.ledger.since(number, 1)).toHaveLength(1);
  });

  test('a form on a task that asks for an opinion alone › refused', async () => {
    const number = await startCase(desks);
    await submit(number, desks.officer);
    const answer = await desks.head.post(`/api/tasks/${taskOf(number, 'review')}/decision`, {
      decision: 'agree',
      opinion: '同意',
      form,
    });
    expect(pointers(answer)).toEqual(['/form/causeOfInitiation', '/form/partyParticulars']);
  });
});

describe('第九条 a refused emergency start › the forms of what follows', () => {
  test('the 法制机构 › chooses from the closed list; the record shows the words', async () => {
    const number = await startCase(desks, emergencyStart(Date.now() - HOUR_MS));
    await submit(number, desks.officer);
    await decide(desks.head, taskOf(number, 'review'), 'agree');
    read(await decide(desks.leader, taskOf(number, 'approve'), 'refuse', '证据不足'), 200, ActAnswer);
    const task = `${number}~enforcement-case~evidence-flag.submit.1`;
    await until(
      'the 法制机构 is asked',
      async () => (await desks.legal.get(`/api/tasks/${task}`)).status === 200,
    );
    const { document } = await detail(task, desks.legal);
    const disposition = byKey(document?.fields ?? [])['disposition'];
    expect(disposition).toMatchObject({ kind: 'choice', given: false });
    expect(disposition?.choices?.map(({ key }) => key)).toEqual([
      'keepOnFile',
      'usableLater',
      'returnToHolder',
    ]);
    const post = (choice: string) =>
      desks.legal.post(`/api/tasks/${task}/decision`, {
        decision: 'submit',
        opinion: '仅留存备查',
        form: { disposition: choice, evidenceConcerned: ['现场照片'], reasons: '启动未获批准' },
      });
    expect(pointers(await post('burnIt'))).toEqual(['/form/disposition']);
    read(await post('keepOnFile'), 200, ActAnswer);
    const entry = (await timelineOf(number)).find((one) => one.actor.id === 'legal-1');
    expect(entry?.form[0]).toMatchObject({
      label: '处理意见',
      value: 'keepOnFile',
      words: '留存备查，不作为定案证据',
    });
  });
});

describe('第三十五条 更正', () => {
  const correct = (number: string, target: number, replacement: object, reason = '录入有误') =>
    desks.clerk.post(`/api/cases/${number}/corrections`, {
      procedure: 'case-initiation',
      target,
      reason,
      replacement,
    });

  test('of an opening › both versions under the opening’s own labels', async () => {
    const number = await startCase(desks);
    read(await correct(number, 1, { cause: '更正后的原因', sourceOfCase: '群众举报' }), 200, ActAnswer);
    const [opening, correction] = await timelineOf(number);
    const shown = [
      { key: 'cause', label: '启动原因', words: '更正后的原因' },
      { key: 'sourceOfCase', label: '案件来源', words: '群众举报' },
    ];
    expect(opening?.corrections).toMatchObject([{ replacement: shown }]);
    expect(correction).toMatchObject({ corrects: 1, form: shown });
  });

  test('of a correction › still under the labels of what it corrects', async () => {
    const number = await startCase(desks);
    read(await correct(number, 1, { cause: '第一次更正' }), 200, ActAnswer);
    read(await correct(number, 2, { cause: '第二次更正' }), 200, ActAnswer);
    expect((await timelineOf(number))[2]).toMatchObject({
      corrects: 2,
      form: [{ label: '启动原因', words: '第二次更正' }],
    });
  });

  test('of nothing, of what the record does not say, of what is not there › refused, the field named', async () => {
    const number = await startCase(desks);
    expect(pointers(await correct(number, 1, {}))).toEqual(['/replacement']);
    expect(pointers(await correct(number, 1, { seq: 7, measures: 'one' }))).toEqual([
      '/replacement/seq',
      '/replacement/measures',
    ]);
    const unknown = await correct(number, 999, { cause: '更正' });
    expect(said(unknown)).toEqual(problemOf(404, 'correctionTargetUnknown'));
    expect(pointers(unknown)).toEqual(['/target']);
    expect(await office.service.parts.ledger.since(number, 1)).toHaveLength(1);
  });

  test('of a record with personal data › as secret as the record; an archivist reads neither', async () => {
    const number = await startCase(desks);
    read(await correct(number, 1, { party: '更正后的某建设有限公司' }), 200, ActAnswer);
    const [, header] = await office.service.parts.ledger.since(number, 1);
    expect(header?.secrecy).toBe(2);
    const seen = await desks.archivist.get(`/api/cases/${number}/timeline`);
    expect(seen.status).toBe(200);
    expect(seen.text).not.toContain('某建设有限公司');
    expect(seen.text).not.toContain('某建筑有限公司');
  });
});

test('第九条 启动前的核查 › shown with its time and people; one in the future is refused', async () => {
  const prior = (at: number) => ({
    at,
    description: '接举报后现场核查',
    officers: ['officer-1', 'officer-2'],
  });
  const future = { ...ordinaryStart(), priorVerification: prior(Date.now() + HOUR_MS) };
  expect(pointers(await desks.clerk.post('/api/cases', future))).toEqual(['/priorVerification/at']);
  const at = Date.now() - 5 * HOUR_MS;
  const number = await startCase(desks, { ...ordinaryStart(), priorVerification: prior(at) });
  const { facts } = await detail(taskOf(number, 'submit'));
  expect(byKey(facts)).toMatchObject({
    priorVerification: { words: '接举报后现场核查' },
    priorVerificationAt: { words: formatMoment(at) },
    priorVerificationOfficers: { words: ['李建平', '王晓燕'] },
  });
});

describe('every kind of field', () => {
  const names = { person: (id: string) => `name of ${id}`, unit: (id: string) => id };
  const choices = [{ key: 'yes', label: '是的' }];
  /** kind | what is accepted, in words | what is not */
  const table: [Field['kind'], FieldView['value'], FieldView['words'], FieldView['value']][] = [
    ['text', '甲', '甲', 1],
    ['longText', '甲', '甲', ['甲']],
    ['instant', Date.UTC(2026, 10, 24, 1), '2026年11月24日 09:00', '2026-11-24'],
    ['date', '2026-02-28', '2026年2月28日', '2026-02-29'],
    ['people', ['officer-1'], ['name of officer-1'], 'officer-1'],
    ['list', ['甲', '乙'], ['甲', '乙'], '甲'],
    ['choice', 'yes', '是的', 'no'],
    ['amount', 123_405, '1234.05 元', -1],
    ['attachments', ['a'], ['a'], 'a'],
  ];

  test.each(table)(
    '%s › accepted and worded; what is not one is refused',
    async (kind, right, words, wrong) => {
      const fields = [{ key: 'field', label: '栏目', kind, choices }];
      const check = (value: FieldView['value']) =>
        formErrors(office.service.parts.people, { field: value }, fields, [], '/form');
      expect(await check(right)).toEqual([]);
      expect(await check(null)).toEqual([]);
      expect(await check(wrong)).toMatchObject([{ pointer: '/form/field' }]);
      expect(fieldViews({ field: right }, fields, names)).toMatchObject([{ words }]);
    },
  );

  test('people › one who is not on file is named by his place', async () => {
    const fields = [{ key: 'field', kind: 'people' as const }];
    const sent = { field: ['officer-1', 'nobody'] };
    expect(await formErrors(office.service.parts.people, sent, fields, [], '/form')).toEqual([
      { pointer: '/form/field/1', detail: '没有这个人员' },
    ]);
  });
});
