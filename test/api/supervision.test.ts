import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NextSteps } from '../../src/api/opening-schemas.js';
import { ActAnswer, TaskDetail, TaskList, Timeline } from '../../src/api/schemas.js';
import { Supervision } from '../../src/api/supervision-schemas.js';
import { articleTitle } from '../harness/article-title.js';
import {
  decide,
  openOffice,
  read,
  startCase,
  submit,
  taskOf,
  until,
  type Desks,
  type Office,
} from './desk.js';
import { problemOf, said, type Visitor } from './service.js';

const HOUR = 3_600_000;
const title = (rest: string) => `${articleTitle(7)} 监督检查 › ${rest}`;

let office: Office;
let desks: Desks;
let number: string;

/** A case with a recording that was to be in store six hours ago, and a questioning without a recording. */
beforeAll(async () => {
  office = await openOffice();
  ({ desks } = office);
  number = await startCase(desks);
  await submit(number, desks.officer);
  await decide(desks.head, taskOf(number, 'review'), 'agree');
  await decide(desks.leader, taskOf(number, 'approve'), 'agree');
  const open = (body: object) => desks.officer.post(`/api/cases/${number}/procedures`, body);
  read(await open({ procedure: 'investigation', opinion: '开展调查' }), 201, ActAnswer);
  const obtained = {
    source: 'thirdParty',
    provider: '居民提供',
    act: 'inspection',
    obtainedAt: Date.now() - 30 * HOUR,
  };
  const announced = { procedure: 'recording-custody', opinion: '居民提供的录像', form: obtained };
  read(await open(announced), 201, ActAnswer);
}, 120_000);
afterAll(() => office.close());

const list = async (visitor: Visitor, query = '') =>
  read(await visitor.get(`/api/supervision${query}`), 200, Supervision);

describe(title('what is amiss'), () => {
  test('an advised recording absent › accepted, said in the answer and on the record, and in the list', async () => {
    const next = read(await desks.officer.get(`/api/cases/${number}/next`), 200, NextSteps);
    const form = next.records.find(({ document }) => document.key === 'questioningRecord')?.document;
    expect(form?.notice).toContain('询问：建议同时进行音像记录');
    const answer = read(
      await desks.officer.post(`/api/cases/${number}/records`, questioned()),
      200,
      ActAnswer,
    );
    expect(answer.noted).toEqual(['询问没有音像记录（建议同时进行音像记录），已在记录中注明。']);
    const { items } = read(await desks.legal.get(`/api/cases/${number}/timeline?limit=100`), 200, Timeline);
    expect(items.find(({ seq }) => seq === answer.record.seq)?.noted).toEqual(answer.noted);
    const { items: found } = await list(desks.legal, '?kind=absent');
    expect(found).toMatchObject([{ caseNumber: number, what: '询问', article: 14, byMs: null }]);
  });

  test('a recording that is not in store after 24 hours › listed with the task to urge', async () => {
    const { items } = await list(desks.legal, '?kind=recording');
    expect(items).toMatchObject([
      { caseNumber: number, article: 30, unit: { id: 'construction' }, procedureTitle: '音像记录入库' },
    ]);
    expect(items[0]?.byMs).toBeGreaterThan(5 * HOUR);
    const task = items[0]?.task ?? '';
    read(await desks.legal.post(`/api/tasks/${task}/urge`, { opinion: '请尽快入库' }), 200, ActAnswer);
  });

  test('counts › by unit, article and kind; pages › one after another, none twice', async () => {
    const { counts, total, items, next } = await list(desks.legal, '?limit=1');
    expect(counts.map(({ unit, article, kind, count }) => [unit.id, article, kind, count])).toEqual([
      ['construction', 14, 'absent', 1],
      ['construction', 30, 'recording', 1],
    ]);
    expect([total, items.length]).toEqual([2, 1]);
    const second = await list(desks.legal, `?limit=1&cursor=${next ?? ''}`);
    expect([second.items.length, second.next]).toEqual([1, null]);
    expect(second.items[0]?.kind).not.toBe(items[0]?.kind);
  });

  test('by article › only that article’s', async () => {
    expect((await list(desks.legal, '?article=30')).total).toBe(1);
    expect((await list(desks.legal, '?article=14')).total).toBe(1);
  });
});

describe(title('who sees it'), () => {
  test('the head of the unit, a leader › yes; an officer, a clerk › no', async () => {
    expect((await list(desks.head)).total).toBe(2);
    expect((await list(desks.leader)).total).toBe(2);
    for (const visitor of [desks.officer, desks.clerk, desks.other])
      expect(said(await visitor.get('/api/supervision'))).toEqual(problemOf(403, 'notPermitted'));
  });

  test('a head who asks for another unit › refused; the 法制机构 › what that unit has', async () => {
    expect(said(await desks.head.get('/api/supervision?unit=market'))).toEqual(
      problemOf(403, 'notPermitted'),
    );
    expect((await list(desks.legal, '?unit=market')).total).toBe(0);
  });
});

describe(title('监督意见'), () => {
  const opinion = {
    procedure: 'enforcement-case',
    document: 'supervisionOpinion',
    opinion: '请按第十四条、第三十条办理',
    form: { ground: 'absent', findings: '询问没有音像记录', advice: '以后的询问同时录像' },
  };

  test('by the 法制机构 › on record, and asked of those who handle the case; answered by them', async () => {
    const given = await desks.legal.post(`/api/cases/${number}/records`, opinion);
    read(given, 200, ActAnswer);
    const task = `${number}~enforcement-case~supervision-1.submit.1`;
    await until('the answer is asked for', async () =>
      read(await desks.officer.get('/api/tasks'), 200, TaskList).items.some(({ id }) => id === task),
    );
    const detail = read(await desks.officer.get(`/api/tasks/${task}`), 200, TaskDetail);
    expect(detail.document?.title).toBe('执法记录监督意见办理情况');
    const answer = { decision: 'submit', opinion: '已落实', form: { measures: '已对全科人员重申' } };
    read(await desks.officer.post(`/api/tasks/${task}/decision`, answer), 200, ActAnswer);
  });

  test('by anybody else › refused', async () => {
    for (const visitor of [desks.officer, desks.head])
      expect(said(await visitor.post(`/api/cases/${number}/records`, opinion))).toEqual(
        problemOf(403, 'notPermitted'),
      );
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
    startedAt: Date.now() - 2 * HOUR,
    endedAt: Date.now() - HOUR,
    place: '执法科',
    personQuestioned: '某经理',
    questionsAndAnswers: '问：……答：……',
    signing: 'refused',
    refusalToSign: '拒绝签名',
    witness: '某监理',
  },
});
