import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MediaMatrixView } from '../../src/api/media-matrix-schemas.js';
import { NextSteps } from '../../src/api/opening-schemas.js';
import { RegisterAnswer } from '../../src/api/register-schemas.js';
import { ActAnswer } from '../../src/api/schemas.js';
import { bureauChain } from '../../src/workflows/law/bureau.js';
import { mediaMatrixVersion } from '../../src/workflows/law/media-matrix.js';
import { articleTitle } from '../harness/article-title.js';
import { decide, openOffice, read, startCase, submit, taskOf, type Desks, type Office } from './desk.js';
import { pointers, problemOf, said, type Visitor } from './service.js';

const title = (rest: string) => `${articleTitle(5)} 记录方式表 › ${rest}`;

let office: Office;
let desks: Desks;
beforeAll(async () => {
  office = await openOffice();
  ({ desks } = office);
}, 120_000);
afterAll(() => office.close());

const matrixOf = async (visitor: Visitor) =>
  read(await visitor.get('/api/media-matrix'), 200, MediaMatrixView);
const cellOf = async (act: string) => (await matrixOf(desks.legal)).items.find((one) => one.act === act);
async function set(act: string, audioVisual: string | null, reason = '询问重大案件当事人', by = desks.legal) {
  const version = (await cellOf(act))?.version ?? 'initial';
  return by.post(`/api/media-matrix/${act}`, { version, audioVisual, reason });
}

describe(title('who may'), () => {
  test('an officer, a clerk › read it, and may not set it', async () => {
    expect((await matrixOf(desks.officer)).may).toEqual({ change: false });
    for (const visitor of [desks.officer, desks.clerk, desks.leader])
      expect(said(await set('questioning', 'required', '理由', visitor))).toEqual(
        problemOf(403, 'notPermitted'),
      );
  });

  test('until the bureau has set anything › the version is the table’s, and it says that it is unconfirmed', async () => {
    const { version, unconfirmedBecause } = await matrixOf(desks.legal);
    expect([version, typeof unconfirmedBecause]).toEqual([mediaMatrixVersion.id, 'string']);
  });
});

describe(title('setting a cell'), () => {
  test.each(['inspection', 'sampling', 'hearing', 'leavingService', 'publicNotice'])(
    '%s with less than a recording › refused at the field, with its article',
    async (act) => {
      const answer = await set(act, 'advised');
      expect(said(answer)).toMatchObject({ code: 'mediaCellMandatory' });
      expect(pointers(answer)).toEqual(['/audioVisual']);
    },
  );

  test('without a reason › refused; an act there is none of › not found; an old version › whose change came before', async () => {
    expect(pointers(await set('questioning', 'required', '  '))).toEqual(['/reason']);
    expect(said(await set('telephoning', 'required'))).toEqual(problemOf(404, 'notFound'));
    const stale = { version: 'BUREAU-2026#0', audioVisual: 'required', reason: '理由' };
    expect(said(await desks.legal.post('/api/media-matrix/questioning', stale))).toEqual(
      problemOf(409, 'entryChanged'),
    );
  });

  test('a case that starts afterwards › says the version; its form says it; without a recording › refused', async () => {
    const before = read(await set('questioning', 'required'), 200, RegisterAnswer);
    expect(before.changed).toEqual([{ what: 'media', id: 'questioning', fields: ['audioVisual'] }]);
    const { version, items, history } = await matrixOf(desks.legal);
    expect(version).toBe(`${bureauChain(Date.now())}#${String(before.records[0]?.seq)}`);
    expect(items.find(({ act }) => act === 'questioning')).toMatchObject({
      byTable: 'advised',
      inForce: 'required',
      set: { reason: '询问重大案件当事人', by: '郑文静' },
    });
    expect(history[0]?.says).toEqual(['询问：建议同时音像记录 → 应当同时音像记录。理由：询问重大案件当事人']);

    const number = await startCase(desks);
    await submit(number, desks.officer);
    await decide(desks.head, taskOf(number, 'review'), 'agree');
    await decide(desks.leader, taskOf(number, 'approve'), 'agree');
    const opened = await desks.officer.post(`/api/cases/${number}/procedures`, {
      procedure: 'investigation',
      opinion: '开展调查',
    });
    read(opened, 201, ActAnswer);
    const [opening] = await office.service.parts.ledger.since(number, 1);
    expect(opening?.facts['mediaMatrix']).toEqual({ version, audioVisual: { questioning: 'required' } });

    const next = read(await desks.officer.get(`/api/cases/${number}/next`), 200, NextSteps);
    const form = (key: string) => next.records.find(({ document }) => document.key === key)?.document;
    expect(form('questioningRecord')?.notice).toContain('询问：应当同时进行音像记录');
    expect(form('inspectionRecord')?.notice).toContain('现场检查（勘验）：应当同时进行音像记录');
    const asked = await desks.officer.post(`/api/cases/${number}/records`, questioned());
    expect(said(asked)).toMatchObject({ code: 'requirementsMissing' });
    expect((asked.body as { detail: string }).detail).toContain('询问同时进行音像记录');
  });

  test('as the table has it again › back, with its reason on record', async () => {
    read(await set('questioning', null, '已无必要'), 200, RegisterAnswer);
    const { version, items } = await matrixOf(desks.legal);
    expect(version).toBe(mediaMatrixVersion.id);
    expect(items.find(({ act }) => act === 'questioning')?.inForce).toBe('advised');
  });
});

const questioned = () => ({
  procedure: 'investigation',
  document: 'questioningRecord',
  officers: ['officer-1', 'officer-2'],
  opinion: '询问经过如实记录',
  form: {
    certificatesShown: '已出示',
    rightsTold: '已告知',
    startedAt: Date.now() - 7_200_000,
    endedAt: Date.now() - 3_600_000,
    place: '执法科',
    personQuestioned: '某经理',
    questionsAndAnswers: '问：……答：……',
    signing: 'refused',
    refusalToSign: '拒绝签名',
    witness: '某监理',
  },
});
