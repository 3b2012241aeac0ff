import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NextSteps } from '../../src/api/opening-schemas.js';
import { ActAnswer, CaseDetail, TaskDetail } from '../../src/api/schemas.js';
import { decide, openOffice, read, startCase, submit, taskOf, type Desks, type Office } from './desk.js';
import { pointers, problemOf, said } from './service.js';

let office: Office;
let desks: Desks;

beforeAll(async () => {
  office = await openOffice();
  ({ desks } = office);
}, 120_000);
afterAll(() => office.close());

const form = { reasons: '钢筋可能被转移', objects: ['HRB400 钢筋 3 吨'], form: '就地登记保存' };
const wish = (more: object = {}) => ({
  procedure: 'evidence-preservation',
  opinion: '证据可能灭失，建议先行登记保存',
  form,
  ...more,
});

/** A case whose start the 负责人 has approved. */
async function approvedCase(): Promise<string> {
  const number = await startCase(desks);
  await submit(number, desks.officer);
  await decide(desks.head, taskOf(number, 'review'), 'agree');
  await decide(desks.leader, taskOf(number, 'approve'), 'agree');
  return number;
}

const openOn = (number: string, body: object = wish(), key?: string) =>
  desks.officer.post(`/api/cases/${number}/procedures`, body, key);

describe('第十五条 在案件中启动先行登记保存', () => {
  test('the start is approved › 201, its review is asked, the case shows it, the form is in the task', async () => {
    const number = await approvedCase();
    const answer = read(await openOn(number), 201, ActAnswer);
    expect(answer.procedure).toBe('evidence-preservation/1');
    const [asked] = answer.opens;
    expect(asked?.label).toBe('先行登记保存证据审批表·审核');
    const detail = read(await desks.head.get(`/api/tasks/${asked?.id ?? ''}`), 200, TaskDetail);
    expect(detail.task.procedureTitle).toBe('证据先行登记保存');
    expect(detail.facts.map(({ label, words }) => [label, words])).toContainEqual([
      '证据保全的启动理由',
      '钢筋可能被转移',
    ]);
    const shown = read(await desks.head.get(`/api/cases/${number}`), 200, CaseDetail);
    expect(shown.procedures.map(({ procedure }) => procedure)).toContain('evidence-preservation/1');
  });

  test('a second one on the same case › its own number; the same request repeated › the same answer', async () => {
    const number = await approvedCase();
    const first = read(await openOn(number, wish(), 'preserve-1'), 201, ActAnswer);
    const again = read(await openOn(number, wish(), 'preserve-1'), 201, ActAnswer);
    const second = read(await openOn(number, wish(), 'preserve-2'), 201, ActAnswer);
    expect(again).toEqual(first);
    expect(second.procedure).toBe('evidence-preservation/2');
  });

  test('a required field is empty › 422 contentsRequired at the field; nothing is opened', async () => {
    const number = await approvedCase();
    const answer = await openOn(number, wish({ form: { ...form, reasons: '' } }));
    expect(said(answer)).toEqual(problemOf(422, 'contentsRequired'));
    expect(pointers(answer)).toEqual(['/form/reasons']);
    const shown = read(await desks.officer.get(`/api/cases/${number}`), 200, CaseDetail);
    expect(shown.procedures.map(({ procedure }) => procedure)).not.toContain('evidence-preservation/1');
  });

  test('an unknown field, a wrong kind, an act in the future › 400 at the field', async () => {
    const number = await approvedCase();
    const unknown = await openOn(number, wish({ form: { ...form, nothing: '无' } }));
    expect(pointers(unknown)).toEqual(['/form/nothing']);
    const wrong = await openOn(number, wish({ form: { ...form, objects: '钢筋' } }));
    expect(pointers(wrong)).toEqual(['/form/objects']);
    const future = await openOn(number, wish({ occurredAt: Date.now() + 3_600_000 }));
    expect(pointers(future)).toEqual(['/occurredAt']);
  });

  test('no opinion › 422 at the opinion: opinions are never made up', async () => {
    const number = await approvedCase();
    const answer = await openOn(number, wish({ opinion: ' ' }));
    expect(said(answer)).toEqual(problemOf(422, 'opinionRequired'));
    expect(pointers(answer)).toEqual(['/opinion']);
  });

  test('the start is not approved yet › 409 startNotApproved', async () => {
    const number = await startCase(desks);
    expect((await openOn(number)).status).toBe(409);
  });

  test('a stranger to the case › 404; a clerk, who handles nothing in it › 403', async () => {
    const number = await approvedCase();
    const path = `/api/cases/${number}/procedures`;
    expect((await desks.other.post(path, wish())).status).toBe(404);
    expect(said(await desks.clerk.post(path, wish()))).toEqual(problemOf(403, 'notYourTask'));
  });

  test('a procedure that nobody opens by a form, or that there is not › 404', async () => {
    const number = await approvedCase();
    for (const procedure of ['enforcement-case', 'substitution', 'nothing-of-the-kind'])
      expect((await openOn(number, wish({ procedure }))).status).toBe(404);
  });
});

describe('第三条 现在可以办理的事项', () => {
  const next = async (number: string) =>
    read(await desks.officer.get(`/api/cases/${number}/next`), 200, NextSteps);

  test('before the approval › what stands against it is said in words', async () => {
    const number = await startCase(desks);
    const { openings } = await next(number);
    const preservation = openings.find(({ procedure }) => procedure === 'evidence-preservation');
    expect(preservation?.refused).toContain('须事先经行政机关负责人批准');
  });

  test('after it › nothing does, and the form is there', async () => {
    const { openings } = await next(await approvedCase());
    const preservation = openings.find(({ procedure }) => procedure === 'evidence-preservation');
    expect(preservation).toMatchObject({ refused: null, missing: [], article: 15 });
    expect(preservation?.document?.fields.map(({ key }) => key)).toEqual(['reasons', 'objects', 'form']);
  });
});

describe('第十一条 将文书记入案卷', () => {
  test('a procedure that is not open, a document that does not exist › 404', async () => {
    const number = await approvedCase();
    const path = `/api/cases/${number}/records`;
    const body = { procedure: 'hearing/9', document: 'hearingRecord', opinion: '补记' };
    expect((await desks.officer.post(path, body)).status).toBe(404);
    const unknown = { procedure: 'enforcement-case', document: 'nothing', opinion: '补记' };
    expect((await desks.officer.post(path, unknown)).status).toBe(404);
  });

  test('a document that the procedure does not take › 422 documentNotExpected', async () => {
    const number = await approvedCase();
    await openOn(number);
    const answer = await desks.officer.post(`/api/cases/${number}/records`, {
      procedure: 'evidence-preservation/1',
      document: 'hearingReport',
      opinion: '补记',
    });
    expect(said(answer)).toEqual(problemOf(422, 'documentNotExpected'));
  });
});
