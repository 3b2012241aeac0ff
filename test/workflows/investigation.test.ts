import { afterEach, describe, expect, test } from '@jest/globals';
import type { Facts } from '../../src/workflows/law/record/kinds.js';
import { evidenceOf, isFrozen } from '../../src/workflows/law/evidence-records.js';
import { emptyState, foldMatter, type State } from '../../src/workflows/law/record/fold.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { notOffered } from '../harness/offered.js';
import { TUESDAY, World } from '../harness/world.js';
import {
  approvedCase,
  approveForm,
  CASE,
  HOUR,
  INVESTIGATION,
  officers,
  openInvestigation,
  paper,
  report,
  THE_CASE,
} from './case-course.js';

let world: World;
afterEach(async () => {
  expect(notOffered(await world.records(CASE))).toEqual([]);
  await world.sandbox.dispose();
});

async function investigating(): Promise<void> {
  world = await approvedCase();
  await openInvestigation(world);
}

const told: Facts = {
  statement: 'told',
  defence: 'told',
  recusal: 'told',
  hearing: 'notNow',
  method: 'notice',
};
const here = (document: string, facts: Facts = {}, more: Record<string, unknown> = {}) =>
  paper(world, document, { in: INVESTIGATION, facts, more: { officers, ...more } });
const code = (answer: { refused?: { code: string } }) => answer.refused?.code;
const submitReport = (facts: Facts = { proposalKind: 'penalty' }, round = 1) =>
  world.decide(CASE, 'officer-1', `investigation-report/submit/${String(round)}`, 'submit', {
    procedure: INVESTIGATION,
    form: report,
    facts,
  });
const outcome = async () => (await world.state(CASE, INVESTIGATION)).concluded?.facts;

describe('启动', () => {
  const eleven = (rest: string) => `${articleTitle(11)} ${rest}`;

  test.each([
    { start: '普通启动尚未批准', hoursAgo: undefined, refused: 'startNotApproved' },
    { start: '情况紧急先启动', hoursAgo: 1, refused: undefined },
  ])(eleven('$start：调查取证'), async ({ hoursAgo, refused }) => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.begin(CASE, hoursAgo === undefined ? {} : { hoursAgo });
    expect(code(await openInvestigation(world))).toBe(refused);
  });

  test(eleven('紧急启动未获批准：进行中的调查随之结束'), async () => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.begin(CASE, { hoursAgo: 1 });
    await openInvestigation(world);
    await world.submit(CASE, 'officer-1');
    await world.review(CASE, 'head-1', 'agree');
    await world.approve(CASE, 'leader-1', 'refuse');
    expect(await outcome()).toEqual({ outcome: 'caseEnded' });
    expect(world.sandbox.running(`${CASE}/${INVESTIGATION}`)).toBe(false);
  });

  test(eleven('启动后的任务是案件调查终结报告'), async () => {
    await investigating();
    expect(await world.awaited(CASE, INVESTIGATION)).toEqual([
      'investigation-report/submit/1 officer-1|officer-2',
    ]);
  });
});

describe('两名执法人员', () => {
  const eleven = (rest: string) => `${articleTitle(11)} ${rest}`;

  test.each([
    { who: '一名', named: officers.slice(0, 1), refused: 'twoOfficersRequired' },
    { who: '同一人两次', named: [officers[0], officers[0]], refused: 'twoOfficersRequired' },
    { who: '两名', named: officers, refused: undefined },
  ])(eleven('询问笔录记明$who执法人员'), async ({ named, refused }) => {
    await investigating();
    expect(code(await here('questioningRecord', {}, { officers: named }))).toBe(refused);
  });

  test.each([
    { moment: '证件到期前的行为，到期后补记', occurredAt: TUESDAY - HOUR, refused: undefined },
    { moment: '证件到期后的行为', occurredAt: TUESDAY + 1, refused: 'certificateExpired' },
  ])(eleven('$moment：以行为发生时的证件为准'), async ({ occurredAt, refused }) => {
    await investigating();
    world.people.get('officer-2')!.certificates[0]!.until = TUESDAY;
    await world.sandbox.advanceTo(TUESDAY + 2 * HOUR);
    expect(code(await here('questioningRecord', {}, { occurredAt }))).toBe(refused);
  });

  test(eleven('未记出示证件情况：被拒绝并指明所缺'), async () => {
    await investigating();
    const answer = await here('questioningRecord', {}, { form: { certificatesShown: '' } });
    expect(answer.refused).toMatchObject({
      code: 'contentsRequired',
      params: { missing: '出示执法证件情况' },
    });
  });

  test(eleven('现场做成、回局补记：发生时间和记录时间各自保留'), async () => {
    await investigating();
    await world.sandbox.advanceTo(TUESDAY + 5 * HOUR);
    const { seq } = await here('questioningRecord', {}, { occurredAt: TUESDAY + HOUR });
    const record = (await world.records(CASE)).find((one) => one.seq === seq)!;
    expect(record).toMatchObject({ occurredAt: TUESDAY + HOUR, receivedAt: TUESDAY + 5 * HOUR });
    expect(record.recordedAt).toBeGreaterThanOrEqual(TUESDAY + 5 * HOUR);
  });
});

describe('文书', () => {
  const thirteen = (rest: string) => `${articleTitle(13)} ${rest}`;

  test.each([
    { what: '当事人已签名而未附原件', form: { signing: 'signed', signedOriginal: [] }, missing: '原件' },
    {
      what: '拒绝签名未写原因和见证人',
      form: { signing: 'refused' },
      missing: '拒绝签名或者盖章的原因、见证人',
    },
    {
      what: '拒绝签名，写明原因和见证人',
      form: { signing: 'refused', refusalToSign: '对罚款不满', witness: '社区工作人员' },
      missing: undefined,
    },
  ])(thirteen('询问笔录$what'), async ({ form, missing }) => {
    await investigating();
    const { refused } = await here('questioningRecord', {}, { form });
    if (missing === undefined) expect(refused).toBeUndefined();
    else {
      expect(refused?.code).toBe('contentsRequired');
      for (const part of missing.split('、')) expect(refused?.message).toContain(part);
    }
  });

  test.each([
    {
      what: '结束早于开始',
      facts: { startedAt: TUESDAY, endedAt: TUESDAY - 1 },
      refused: 'documentTimeWrong',
    },
    { what: '开始晚于现在', facts: { startedAt: TUESDAY + HOUR }, refused: 'documentTimeWrong' },
    { what: '开始即结束', facts: { startedAt: TUESDAY, endedAt: TUESDAY }, refused: undefined },
  ])(thirteen('询问时间$what'), async ({ facts, refused }) => {
    await investigating();
    expect(code(await here('questioningRecord', facts))).toBe(refused);
  });

  test(thirteen('拒绝接受调查：记录在案，不需要对方签名'), async () => {
    await investigating();
    const form = {
      certificatesShown: '已出示',
      refusedAt: TUESDAY,
      place: '工地大门',
      person: '门卫',
      refusedWhat: 'investigation',
      course: '拒绝开门',
    };
    expect(
      (await here('refusalToCooperate', { refusedWhat: 'investigation' }, { form })).refused,
    ).toBeUndefined();
  });

  test(thirteen('没有抽查取样通知书而填物品清单：被拒绝'), async () => {
    await investigating();
    const form = { items: ['钢筋 3 根'], signing: 'signed', signedOriginal: ['原件'] };
    expect((await here('samplingList', {}, { form })).refused).toMatchObject({
      code: 'requirementsMissing',
      article: 13,
    });
  });

  test(thirteen('内勤填报询问笔录：被拒绝'), async () => {
    await investigating();
    const answer = await paper(world, 'questioningRecord', {
      by: 'clerk-1',
      in: INVESTIGATION,
      more: { officers },
    });
    expect(code(answer)).toBe('notPermitted');
  });
});

describe('音像', () => {
  const fourteen = (rest: string) => `${articleTitle(14)} ${rest}`;
  const unsuitable = { recordingMade: 'unsuitable' };
  const record = (facts: Facts) =>
    here('inspectionRecord', facts, {
      form: { recordingMade: facts['recordingMade'] ?? '', recordingIds: ['1'] },
    });

  test(fourteen('勘验没有音像记录，也没有经批准的理由：被拒绝'), async () => {
    await investigating();
    expect(code(await record(unsuitable))).toBe('requirementsMissing');
    expect(code(await record({ recordingMade: 'made', recordingIds: [] }))).toBe('requirementsMissing');
  });

  test(fourteen('勘验所列音像记录没有登记：被拒绝'), async () => {
    await investigating();
    expect(code(await record({ recordingMade: 'made', recordingIds: ['1'] }))).toBe('requirementsMissing');
  });

  test(fourteen('不适宜音像记录的理由经科室负责人批准：可以只用文字，一个理由只用于一次勘验'), async () => {
    await investigating();
    await here('unsuitableForRecording', { act: 'inspection' }, { officers: [] });
    expect(code(await record(unsuitable))).toBe('requirementsMissing');
    await world.decide(CASE, 'head-1', 'unsuitable-1/review/1', 'agree', { procedure: INVESTIGATION });
    expect((await record(unsuitable)).refused).toBeUndefined();
    expect(code(await record(unsuitable))).toBe('requirementsMissing');
  });

  test(fourteen('理由未获批准，或者是另一种行为的理由：仍须音像记录'), async () => {
    await investigating();
    await here('unsuitableForRecording', { act: 'inspection' }, { officers: [] });
    await world.decide(CASE, 'head-1', 'unsuitable-1/review/1', 'refuse', { procedure: INVESTIGATION });
    await here('unsuitableForRecording', { act: 'sampling' }, { officers: [] });
    await world.decide(CASE, 'head-2', 'unsuitable-2/review/1', 'agree', { procedure: INVESTIGATION });
    expect(code(await record(unsuitable))).toBe('requirementsMissing');
  });
});

describe('调查终结', () => {
  const twelve = (rest: string) => `${articleTitle(12)} ${rest}`;

  test(twelve('报告提交时一次指明全部所缺：各项权利告知、证据、拟处理方式'), async () => {
    await investigating();
    const { refused } = await submitReport({});
    expect(refused).toMatchObject({ code: 'requirementsMissing', params: { count: 5 } });
    for (const missing of ['陈述', '申辩', '申请回避', '证据', '拟处理的方式'])
      expect(refused?.message).toContain(missing);
  });

  test.each([
    { proposalKind: 'penalty', expected: 'penalty' },
    { proposalKind: 'crimeTransfer', expected: 'transfer' },
    { proposalKind: 'notProven', expected: 'notProven' },
  ])(twelve('报告拟$proposalKind，经审核、批准：调查以此终结'), async ({ proposalKind, expected }) => {
    await investigating();
    await here('rightsToldRecord', told);
    await here('questioningRecord');
    await submitReport({ proposalKind });
    await approveForm(world, 'investigation-report', 'agree', INVESTIGATION);
    expect(await outcome()).toMatchObject({ outcome: expected, proposal: proposalKind });
  });

  test(twelve('负责人不同意报告：重新提出报告，调查继续；退回亦然；以最后批准的报告为准'), async () => {
    await investigating();
    await here('rightsToldRecord', told);
    await here('questioningRecord');
    await submitReport();
    await world.decide(CASE, 'head-1', 'investigation-report/review/1', 'return', {
      procedure: INVESTIGATION,
    });
    await submitReport({ proposalKind: 'penalty' }, 2);
    const at = { procedure: INVESTIGATION };
    await world.decide(CASE, 'head-1', 'investigation-report/review/2', 'agree', at);
    await world.decide(CASE, 'leader-1', 'investigation-report/approve/2', 'refuse', at);
    expect(await outcome()).toBeUndefined();
    await world.resume(CASE);
    const again = { ...at, form: report, facts: { proposalKind: 'noPenalty' } };
    await world.decide(CASE, 'officer-2', 'investigation-report-2/submit/1', 'submit', again);
    await approveForm(world, 'investigation-report-2', 'agree', INVESTIGATION);
    expect(await outcome()).toMatchObject({ outcome: 'noPenalty' });
  });

  test(twelve('紧急启动尚未批准：报告不能提交'), async () => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.begin(CASE, { hoursAgo: 1 });
    await openInvestigation(world);
    await here('rightsToldRecord', told);
    await here('questioningRecord');
    expect((await submitReport()).refused?.message).toContain('程序启动已经行政机关负责人批准');
  });

  test(twelve('中止期间报告不能提交'), async () => {
    await investigating();
    await here('rightsToldRecord', told);
    await here('questioningRecord');
    await paper(world, 'suspensionForm', { facts: { ground: 'other' } });
    await approveForm(world, 'suspension-1');
    expect((await submitReport()).refused?.message).toContain('中止的调查已经恢复');
  });
});

describe('证据的冻结', () => {
  const sixteen = (rest: string) => `${articleTitle(16)} ${rest}`;
  const concluded = async () => {
    await investigating();
    await here('rightsToldRecord', told);
    await here('questioningRecord');
    await submitReport();
    await approveForm(world, 'investigation-report', 'agree', INVESTIGATION);
  };
  const matter = async () => foldMatter(await world.records(CASE));
  const supplement = () => paper(world, 'questioningRecord', { in: THE_CASE, more: { officers } });

  test(sixteen('调查终结后、决定报批前：补充的证据记入案件，并入证据；调查未终结的须记入调查'), async () => {
    await investigating();
    expect(code(await supplement())).toBe('requirementsMissing');
    await world.sandbox.dispose();
    await concluded();
    expect((await supplement()).refused).toBeUndefined();
    expect(evidenceOf(await matter())).toHaveLength(2);
  });

  test.each([
    { what: '已经报批', tasks: ['draft/approve/1'], decisions: {}, frozen: true },
    {
      what: '报批后退回',
      tasks: ['draft/submit/2'],
      decisions: { 'draft/approve/1': 'return' },
      frozen: false,
    },
    { what: '已经批准', tasks: ['stamp/submit/1'], decisions: { 'draft/approve/1': 'agree' }, frozen: true },
    { what: '尚在起草', tasks: ['draft/submit/1'], decisions: {}, frozen: false },
  ])(sixteen('决定$what：不再接受证据为 $frozen'), async ({ tasks, decisions, frozen }) => {
    await concluded();
    const whole = await matter();
    const { opening } = whole[INVESTIGATION]!;
    const task = {
      role: 'approver',
      document: null,
      decisions: [],
      candidates: [],
      openedBy: 1,
      openedAt: 1,
    };
    const decision = {
      ...emptyState(),
      opening: opening!,
      tasks: Object.fromEntries(tasks.map((step) => [step, { ...task, step }])),
      steps: Object.fromEntries(
        Object.entries(decisions).map(([step, decided]) => [step, { ...opening!, step, decision: decided }]),
      ),
    } as unknown as State;
    expect(isFrozen({ ...whole, decision })).toBe(frozen);
  });
});
