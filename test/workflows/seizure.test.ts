import { afterEach, describe, expect, test } from '@jest/globals';
import { MEASURE_APPROVAL_CLOCK, MEASURE_CLOCK, seizureRow } from '../../src/workflows/law/measure-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import type { Body, Facts } from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { notOffered } from '../harness/offered.js';
import { TUESDAY, World } from '../harness/world.js';
import { recordingOnFile } from './recording-scene.js';
import { approvedCase, CASE, clockOf, DAY, HOUR, officers, paper } from './case-course.js';

const title = (rest: string) => `${articleTitle(15)} ${rest}`;
const SEIZURE = 'seizure/1';
const row = seizureRow as unknown as ProcedureRow;
const at = { procedure: SEIZURE };

let world: World;
afterEach(async () => {
  expect(notOffered(await world.records(CASE))).toEqual([]);
  await world.sandbox.dispose();
});

const basis = { measure: 'seizure', basisKey: 'safetySealing' };
const approvalForm: Body = {
  ...basis,
  mode: 'approvedBefore',
  reasons: '涉嫌使用不合格升降机',
  things: ['施工升降机一台'],
};
const open = (facts: Facts = {}, form: Body = {}) =>
  world.openOn(CASE, row, 'officer-1', {
    form: { ...approvalForm, ...facts, ...form },
    facts: { ...basis, mode: 'approvedBefore', ...facts },
  });
const openOnTheSpot = (takenAt = world.sandbox.now, facts: Facts = {}) =>
  open({ mode: 'onTheSpot', takenAt, ...facts }, { urgency: '吊笼即将坠落' });
const decide = (actor: string, step: string, decision: string, form: Body = {}) =>
  world.decide(CASE, actor, step, decision, { ...at, form });
const approve = async (subject: string, verdict = 'agree') => {
  await decide('head-1', `${subject}/review/1`, 'agree');
  return decide('leader-1', `${subject}/approve/1`, verdict);
};
const put = (
  document: string,
  form: Body,
  facts: Facts = {},
  more: Record<string, unknown> = {},
  by = 'officer-1',
) => world.putOnFile(CASE, by, SEIZURE, document, { form, facts, officers: [], ...more });
const onSite: Body = {
  certificatesShown: '已出示',
  takenAt: 0,
  place: '某工地',
  presence: 'present',
  told: '已告知理由、依据、权利和救济途径',
  defence: '无',
  course: '当场扣押',
  signing: 'signed',
  signedOriginal: ['原件'],
};
const take = async (takenAt = world.sandbox.now, more: Record<string, unknown> = {}) => {
  await recordingOnFile(world, CASE);
  return put('measureRecord', onSite, { takenAt, recordingIds: ['1'] }, { officers, ...more });
};
const sealingDecision: Body = {
  ...basis,
  partyNameAndAddress: '某建设公司，华阴市某路 1 号',
  reasonsBasisTerm: '涉嫌使用不合格升降机，安全生产法第六十五条，三十日',
  things: ['施工升降机一台'],
  remedies: '六十日内申请行政复议，六个月内提起行政诉讼',
  agencyAndDate: '华阴市住房和城乡建设局 2026 年 11 月 24 日',
  signing: 'signed',
  signedOriginal: ['决定书.jpg'],
};
const sealingList: Body = {
  items: ['施工升降机一台'],
  copies: '当事人、本局各一份',
  signing: 'signed',
  signedOriginal: ['清单.jpg'],
};
const handOver = async () => {
  await decide('officer-1', 'sealing-decision/submit/1', 'submit', sealingDecision);
  return decide('officer-1', 'sealing-list/submit/1', 'submit', sealingList);
};
const lifting: Body = { ground: 'expired', itemsReturned: ['施工升降机一台'], liftedAt: 0 };
const returned: Body = {
  items: ['施工升降机一台'],
  returnedAt: 0,
  receiver: '某建设公司',
  signing: 'signed',
  signedOriginal: ['原件'],
};
const emergencyReport: Body = {
  ...basis,
  takenAt: TUESDAY,
  officers: ['officer-1', 'officer-2'],
  urgency: '吊笼即将坠落',
  things: ['施工升降机一台'],
};
const giveBack = () => decide('officer-1', 'things-returned/submit/1', 'submit', returned);
const code = (answer: { refused?: { code: string } }) => answer.refused?.code;
const outcome = async () => (await world.state(CASE, SEIZURE)).concluded?.facts;
const clock = () => clockOf(world, MEASURE_CLOCK, SEIZURE);

async function taken(): Promise<void> {
  world = await approvedCase();
  await open();
  await approve('sealing-form');
  await take();
}

describe('启动', () => {
  test.each([
    {
      what: '没有授权的法律、法规',
      facts: { basisKey: 'housing-notice-9' },
      refused: 'measureLegalBasisRequired',
    },
    { what: '依据没有规定查封、扣押', facts: { basisKey: 'correctionOrder' }, refused: 'basisGivesNoPower' },
    { what: '由受委托组织提起', facts: { unitKind: 'entrusted' }, refused: 'measureNotEntrustable' },
    { what: '当场实施未写时间', facts: { mode: 'onTheSpot' }, refused: 'contentsRequired' },
    { what: '依据为安全生产法第六十五条', facts: {}, refused: undefined },
  ])(title('查封扣押$what'), async ({ facts, refused }) => {
    world = await approvedCase();
    expect(code(await open(facts as Facts))).toBe(refused);
  });

  test(title('当场实施的时间晚于现在：被拒绝'), async () => {
    world = await approvedCase();
    expect(code(await openOnTheSpot(TUESDAY + HOUR))).toBe('documentTimeWrong');
  });

  test.each([
    { start: '普通启动尚未批准', hoursAgo: undefined, refused: 'startNotApproved' },
    { start: '紧急启动', hoursAgo: 1, refused: undefined },
  ])(title('$start：查封扣押'), async ({ hoursAgo, refused }) => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.begin(CASE, hoursAgo === undefined ? {} : { hoursAgo });
    expect(code(await openOnTheSpot())).toBe(refused);
  });

  test(
    title('紧急启动满 24 小时未补报：须经批准的查封被拒绝，当场实施的仍可报告；补报后可以提起'),
    async () => {
      world = new World(given('TEST_WORKFLOW_BUNDLE'));
      await world.begin(CASE, { hoursAgo: 1 });
      await world.sandbox.advanceTo(world.sandbox.now + 24 * HOUR);
      expect((await open()).refused?.message).toContain('补报以前不得继续办理');
      expect(code(await openOnTheSpot())).toBeUndefined();
      await world.submit(CASE, 'officer-1');
      const answer = await world.openOn(CASE, row, 'officer-1', {
        form: { ...approvalForm },
        facts: { ...basis, mode: 'approvedBefore' },
        procedure: 'seizure/2',
      });
      expect(answer.refused).toBeUndefined();
    },
  );
});

describe('事先批准的', () => {
  test(title('负责人不同意：未批准而办结'), async () => {
    world = await approvedCase();
    await open();
    await approve('sealing-form', 'refuse');
    expect(await outcome()).toEqual({ outcome: 'notApproved' });
  });

  test(title('未经批准即填现场笔录：被拒绝；批准后由两名持证人员实施，30 日自实施起算'), async () => {
    world = await approvedCase();
    await open();
    expect(code(await take())).toBe('requirementsMissing');
    await approve('sealing-form');
    expect(code(await take(TUESDAY - 1))).toBe('documentTimeWrong');
    expect(code(await take(TUESDAY, { officers: officers.slice(0, 1) }))).toBe('twoOfficersRequired');
    expect((await take()).refused).toBeUndefined();
    expect(await clock()).toMatchObject({ period: 'measureDuration', lastDay: '2026-12-24' });
    expect(await world.awaited(CASE, SEIZURE)).toEqual([
      'sealing-decision/submit/1 officer-1|officer-2',
      'sealing-list/submit/1 officer-1|officer-2',
    ]);
    expect(code(await take())).toBe('notReady');
  });

  test(
    title('期限届满：记录在案，即时要求负责人作出解除决定、承办人退还财物；逾期解除记明迟延'),
    async () => {
      await taken();
      const { at: last } = await clock();
      await world.sandbox.advanceTo(last);
      expect(await world.onFile(CASE, SEIZURE)).not.toContain(`periodPassed ${MEASURE_CLOCK}`);
      await world.sandbox.advanceTo(last + 1);
      expect(await world.onFile(CASE, SEIZURE)).toEqual(
        expect.arrayContaining([`periodPassed ${MEASURE_CLOCK}`, 'carriedOut']),
      );
      expect(await world.awaited(CASE, SEIZURE)).toContain('measure-lifting/submit/1 leader-1');
      await world.resume(CASE);
      await decide('leader-1', 'measure-lifting/submit/1', 'submit', lifting);
      await world.resume(CASE);
      await giveBack();
      expect(await outcome()).toEqual({ outcome: 'lifted', ground: 'expired' });
      const record = (await world.records(CASE)).find(({ step }) => step === 'measure-lifting/submit/1');
      expect(record?.late).toEqual([{ clock: MEASURE_CLOCK, byMs: 1 }]);
    },
  );

  test(title('期限内负责人主动解除：退还后办结，没有逾期'), async () => {
    await taken();
    await put('measureLiftingDecision', { ...lifting, ground: 'noViolation' }, {}, {}, 'leader-1');
    expect(await world.awaited(CASE, SEIZURE)).toContain('things-returned/submit/1 officer-1|officer-2');
    await giveBack();
    expect(await outcome()).toEqual({ outcome: 'lifted', ground: 'lifted' });
  });

  test(title('承办人自行解除、未作处理决定即没收：被拒绝'), async () => {
    await taken();
    expect(code(await put('measureLiftingDecision', lifting))).toBe('notPermitted');
    const disposal = { disposal: 'confiscated', items: ['升降机'], basis: '第二十七条', disposedAt: 0 };
    expect(code(await put('measureDisposalRecord', disposal))).toBe('requirementsMissing');
  });

  test(title('批准后未实施即撤销：没有需要退还的财物'), async () => {
    world = await approvedCase();
    await open();
    await approve('sealing-form');
    await put('measureLiftingDecision', { ...lifting, ground: 'other' }, {}, {}, 'leader-1');
    expect(await outcome()).toEqual({ outcome: 'notTaken' });
  });
});

describe('当场实施的', () => {
  test(title('24 小时内补办批准：期限自实施起算；没有现场笔录不能批准'), async () => {
    world = await approvedCase();
    await openOnTheSpot();
    expect(await clock()).toMatchObject({ lastDay: '2026-12-24' });
    await decide('officer-1', 'emergency-report/submit/1', 'submit', emergencyReport);
    expect(code(await approve('emergency-report'))).toBe('requirementsMissing');
    await take();
    const early = await decide('leader-1', 'emergency-report/approve/1', 'agree');
    expect(early.refused?.message).toContain('《查封（扣押）清单》已经交付');
    await handOver();
    await decide('leader-1', 'emergency-report/approve/1', 'agree');
    const approval = await clockOf(world, MEASURE_APPROVAL_CLOCK, SEIZURE);
    expect(approval.metAt).toBe(TUESDAY);
    expect(await outcome()).toBeUndefined();
  });

  test.each([
    { when: '第 24 小时的最后一刻', offset: 0, passed: false },
    { when: '超过一毫秒', offset: 1, passed: true },
  ])(title('补办批准在$when作出：$passed'), async ({ offset, passed }) => {
    world = await approvedCase();
    await openOnTheSpot();
    await take();
    await handOver();
    await decide('officer-1', 'emergency-report/submit/1', 'submit', emergencyReport);
    await decide('head-1', 'emergency-report/review/1', 'agree');
    await world.sandbox.advanceTo(TUESDAY + 24 * HOUR + offset);
    await decide('leader-1', 'emergency-report/approve/1', 'agree');
    const kinds = await world.onFile(CASE, SEIZURE);
    expect(kinds.includes(`periodPassed ${MEASURE_APPROVAL_CLOCK}`)).toBe(passed);
    expect(await outcome()).toBeUndefined();
  });

  test(title('负责人认为不应当采取：立即解除，退还后办结'), async () => {
    world = await approvedCase();
    await openOnTheSpot();
    await take();
    await decide('officer-1', 'emergency-report/submit/1', 'submit', emergencyReport);
    await approve('emergency-report', 'refuse');
    expect(await world.awaited(CASE, SEIZURE)).toContain('measure-lifting/submit/1 leader-1');
    await decide('leader-1', 'measure-lifting/submit/1', 'submit', { ...lifting, ground: 'notApproved' });
    await giveBack();
    expect(await outcome()).toEqual({ outcome: 'lifted', ground: 'notApproved' });
  });

  test(title('紧急启动的案件未获批准：当场实施的措施随即要求解除'), async () => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.begin(CASE, { hoursAgo: 1 });
    await openOnTheSpot();
    await world.submit(CASE, 'officer-1');
    await world.review(CASE, 'head-1', 'agree');
    await world.approve(CASE, 'leader-1', 'refuse');
    expect(await world.awaited(CASE, SEIZURE)).toContain('measure-lifting/submit/1 leader-1');
    await decide('leader-1', 'measure-lifting/submit/1', 'submit', { ...lifting, ground: 'notApproved' });
    await giveBack();
    expect(await outcome()).toEqual({ outcome: 'lifted', ground: 'startRefused' });
  });
});

describe('延长和检测', () => {
  const extend = (facts: Facts = { extension: 'measureExtension' }) =>
    put(
      'periodExtensionForm',
      { period: '扣押', ground: '案情复杂', until: '2027-01-23', partyNotified: '将书面告知' },
      facts,
    );

  test(title('经负责人批准延长 30 日，书面告知当事人并说明理由；不能再次延长'), async () => {
    await taken();
    expect(code(await extend({ extension: 'caseDecisionExtension' }))).toBe('extensionNotAllowed');
    await extend();
    await handOver();
    await approve('period-extension-1');
    expect(await clock()).toMatchObject({ extensions: ['measureExtension'], lastDay: '2027-01-23' });
    expect(await world.awaited(CASE, SEIZURE)).toContain('extension-decision-1/submit/1 officer-1|officer-2');
    expect(code(await extend())).toBe('extensionNotAllowed');
  });

  test(title('期限届满后批准延长：被拒绝，仍须解除'), async () => {
    await taken();
    await extend();
    await decide('head-1', 'period-extension-1/review/1', 'agree');
    await world.sandbox.advanceTo((await clock()).at + 1);
    expect(code(await decide('leader-1', 'period-extension-1/approve/1', 'agree'))).toBe(
      'requirementsMissing',
    );
  });

  const test1 = (until: string) =>
    put(
      'testNotice',
      { matter: '钢结构检测', from: 0, until, costs: '由本局承担' },
      { from: TUESDAY + 2 * DAY, until },
    );

  test.each([
    { what: '在告知的期间内完成', days: 7, until: TUESDAY + 7 * DAY },
    { what: '超过告知的期间', days: 20, until: Date.UTC(2026, 11, 4, 16) - 1 },
  ])(title('检测$what：不计入的时间至完成或者告知的最后一日为止'), async ({ days, until }) => {
    await taken();
    await world.sandbox.advanceTo(TUESDAY + 2 * DAY);
    await test1('2026-12-04');
    expect((await clock()).stopped).toBeDefined();
    expect(code(await test1('2026-12-10'))).toBe('notReady');
    await world.sandbox.advanceTo(TUESDAY + days * DAY);
    await put(
      'testResultNotice',
      { completedAt: 0, result: '不合格', opinion: ['报告'] },
      {
        completedAt: world.sandbox.now,
      },
    );
    const { stops, stopped } = await clock();
    expect(stopped).toBeUndefined();
    expect(stops).toEqual([{ from: TUESDAY + 2 * DAY, until }]);
  });

  test(title('检测一直没有结果：告知的最后一日过后，期限自行恢复计算'), async () => {
    await taken();
    await world.sandbox.advanceTo(TUESDAY + 2 * DAY);
    await test1('2026-12-04');
    await world.resume(CASE);
    await world.sandbox.advanceTo(TUESDAY + 12 * DAY);
    expect((await clock()).stopped).toBeUndefined();
  });

  test(title('案件终止前须先解除查封、扣押'), async () => {
    await taken();
    await paper(world, 'terminationForm', { facts: { ground: 'entityEnded' } });
    const inCase = { procedure: 'enforcement-case' };
    await world.decide(CASE, 'head-1', 'termination-1/review/1', 'agree', inCase);
    const answer = await world.decide(CASE, 'leader-1', 'termination-1/approve/1', 'agree', inCase);
    expect(answer.refused?.message).toContain('查封、扣押和先行登记保存已经解除或者处理');
  });
});
