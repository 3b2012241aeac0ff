import { afterEach, describe, expect, test } from '@jest/globals';
import {
  applicationRow,
  CORRECTION_CLOCK,
  DELIVERY_CLOCK,
  PERMIT_CLOCK,
} from '../../src/workflows/law/application-rows.js';
import { complaintRow, VERIFICATION_CLOCK } from '../../src/workflows/law/complaint-rows.js';
import {
  inspectionRow,
  MADE_UP_CLOCK,
  urgentInspectionRow,
} from '../../src/workflows/law/inspection-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import type { Body, Facts } from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { people, TUESDAY, World } from '../harness/world.js';
import { recordingOnFile } from './recording-scene.js';

const DAY = 86_400_000;
const CASE = 'HY-2026-0001';
const COMPLAINT = 'HYC-2026-0001';
const APPLICATION = 'HYA-2026-0001';
const INSPECTION = 'HYI-2026-0001';

let world: World;
afterEach(() => world.sandbox.dispose());
const made = () => (world = new World(given('TEST_WORKFLOW_BUNDLE')));

const row = (one: unknown) => one as ProcedureRow;
const facts: Facts = { edition: 'test', unit: 'inspection', people };
const register = (one: unknown, chain: string, actor: string, more: Facts, form: Body) =>
  world.open(row(one), chain, { ...facts, ...more }, actor, {
    body: { title: '登记', opinion: '予以登记', form },
  });
const outcome = async (chain: string, procedure: string) =>
  (await world.state(chain, procedure)).concluded?.facts['outcome'];

describe('投诉举报', () => {
  const title = (rest: string) => `${articleTitle(10)} ${rest}`;
  const receipt: Body = {
    receivedAt: TUESDAY,
    realName: 'realName',
    complainant: '某居民',
    complainantContact: '—',
    complaint: '夜间违法施工',
  };
  const receive = (realName: 'realName' | 'anonymous' = 'realName') =>
    register(complaintRow, COMPLAINT, 'clerk-1', { receivedAt: TUESDAY, realName }, { ...receipt, realName });
  const decide = (actor: string, step: string, decision: string, form: Body = {}, said: Facts = {}) =>
    world.decide(COMPLAINT, actor, step, decision, { procedure: 'complaint', form, facts: said });
  const verify = (conclusion: string, proposal: string) =>
    decide(
      'officer-1',
      'verification-report/submit/1',
      'submit',
      {
        officers: ['officer-1', 'officer-2'],
        verifiedAt: TUESDAY,
        course: '现场核查',
        findings: '情况如下',
        conclusion,
        proposal,
        reasons: '依据核查情况',
      },
      { conclusion, proposal },
    );
  const conclude = async (result: string) => {
    const form: Body = { result, reasons: '依据核查情况', competentAgency: '某机关' };
    await decide('officer-1', 'complaint-outcome/submit/1', 'submit', form, { result });
    await decide('head-1', 'complaint-outcome/review/1', 'agree');
    await decide('leader-1', 'complaint-outcome/approve/1', 'agree');
  };
  const told: Body = {
    toldAt: TUESDAY,
    method: 'writing',
    toldWhat: '不启动及理由',
    proof: ['回执'],
  };

  test(title('实名、不启动：告知留证后方办结'), async () => {
    made();
    await receive();
    expect((await world.state(COMPLAINT, 'complaint')).clocks[VERIFICATION_CLOCK]?.lastDay).toBe(
      '2026-12-15',
    );
    await verify('noViolation', 'noStart');
    await conclude('noStart');
    expect(await outcome(COMPLAINT, 'complaint')).toBeUndefined();
    expect(await world.awaited(COMPLAINT, 'complaint')).toEqual([
      'complainant-told/submit/1 officer-1|officer-2',
    ]);
    await decide('officer-1', 'complainant-told/submit/1', 'submit', told);
    expect(await outcome(COMPLAINT, 'complaint')).toBe('notStarted');
  });

  test(title('匿名、不启动：批准后即办结'), async () => {
    made();
    await receive('anonymous');
    await verify('noViolation', 'noStart');
    await conclude('noStart');
    expect(await outcome(COMPLAINT, 'complaint')).toBe('notStarted');
  });

  test(title('启动：未填案件编号、案件不存在的被拒绝，填真实案件后办结'), async () => {
    made();
    await receive();
    await verify('suspected', 'start');
    await conclude('start');
    const link = (caseNumber: string, joined: Body = {}) =>
      decide(
        'officer-1',
        'case-link/submit/1',
        'submit',
        { caseNumber, ...joined },
        caseNumber ? { caseNumber } : {},
      );
    expect((await link(CASE)).refused).toMatchObject({ code: 'requirementsMissing', article: 10 });
    await world.begin(CASE);
    expect((await link(CASE)).refused?.message).toContain('并案的理由');
    await link(CASE, { joinedBecause: '与在办案件系同一工地、同一违法行为' });
    expect(await outcome(COMPLAINT, 'complaint')).toBe('started');
  });

  test(title('负责人不同意处理意见：重新提出，不视为批准'), async () => {
    made();
    await receive('anonymous');
    await verify('noViolation', 'noStart');
    const form: Body = { result: 'noStart', reasons: '依据核查情况' };
    await decide('officer-1', 'complaint-outcome/submit/1', 'submit', form, { result: 'noStart' });
    await decide('head-1', 'complaint-outcome/review/1', 'agree');
    await decide('leader-1', 'complaint-outcome/approve/1', 'refuse');
    expect(await world.awaited(COMPLAINT, 'complaint')).toEqual([
      'complaint-outcome-2/submit/1 officer-1|officer-2',
    ]);
  });

  test(title('核查期限经批准延长一次：自受理起二十五个工作日；第二次被拒绝'), async () => {
    made();
    await receive();
    const form: Body = {
      period: '线索核查',
      ground: '情况复杂',
      until: '2026-12-29',
      partyNotified: '不涉及',
    };
    await world.putOnFile(COMPLAINT, 'officer-1', 'complaint', 'periodExtensionForm', { form });
    const state = () => world.state(COMPLAINT, 'complaint');
    expect(Object.keys((await state()).tasks)).toContain('extension-1/review/1');
    await decide('head-1', 'extension-1/review/1', 'agree');
    await decide('leader-1', 'extension-1/approve/1', 'agree');
    expect((await state()).clocks[VERIFICATION_CLOCK]).toMatchObject({ lastDay: '2026-12-29' });
    const again = await world.putOnFile(COMPLAINT, 'officer-1', 'complaint', 'periodExtensionForm', { form });
    expect(again.refused).toMatchObject({ code: 'extensionNotAllowed' });
  });

  test(title('延长申请待批时再次申请、届满后批准延长：被拒绝'), async () => {
    made();
    await receive();
    const form: Body = {
      period: '线索核查',
      ground: '情况复杂',
      until: '2026-12-29',
      partyNotified: '不涉及',
    };
    const ask = () => world.putOnFile(COMPLAINT, 'officer-1', 'complaint', 'periodExtensionForm', { form });
    await ask();
    expect((await ask()).refused).toMatchObject({ code: 'alreadyUnderReview' });
    await decide('head-1', 'extension-1/review/1', 'agree');
    await world.sandbox.advanceTo(TUESDAY + 40 * DAY);
    const late = await decide('leader-1', 'extension-1/approve/1', 'agree');
    expect(late.refused?.message).toContain('在期限届满前批准延长');
  });

  test(title('核查逾期：记录届满，核查照常进行，恢复运行后不重复'), async () => {
    made();
    await receive();
    await world.sandbox.advanceTo(TUESDAY + 40 * DAY);
    await world.resume(COMPLAINT);
    const file = await world.onFile(COMPLAINT, 'complaint');
    expect(file.filter((one) => one === `periodPassed ${VERIFICATION_CLOCK}`)).toHaveLength(1);
    await verify('noViolation', 'noStart');
    expect((await world.state(COMPLAINT, 'complaint')).clocks[VERIFICATION_CLOCK]?.met).toBeUndefined();
    await conclude('noStart');
    const clock = (await world.state(COMPLAINT, 'complaint')).clocks[VERIFICATION_CLOCK];
    expect(clock?.metAt).toBeGreaterThan(clock?.at ?? 0);
  });
});

describe('申请', () => {
  const title = (rest: string) => `${articleTitle(8)} ${rest}`;
  const apply = (receivedAt = TUESDAY) =>
    register(
      applicationRow,
      APPLICATION,
      'clerk-1',
      { receivedAt, form: 'written' },
      {
        applicant: '某公司',
        receivedAt,
        form: 'written',
        matterApplied: '施工许可',
        items: ['申请表'],
      },
    );
  const decide = (actor: string, step: string, decision: string, form: Body = {}, said: Facts = {}) =>
    world.decide(APPLICATION, actor, step, decision, { procedure: 'application', form, facts: said });
  const examine = (acceptance: string) =>
    decide(
      'officer-1',
      'examination/submit/1',
      'submit',
      {
        applicant: '某公司',
        receivedAt: TUESDAY,
        form: 'written',
        matterApplied: '施工许可',
        acceptance,
        voucher: '受理凭证',
      },
      { acceptance },
    );
  const accept = () =>
    decide('officer-1', 'acceptance-notice/submit/1', 'submit', {
      matter: '施工许可',
      acceptedAt: TUESDAY,
      ground: 'complete',
    });
  const permit: Body = {
    applicant: '某公司',
    matter: '施工许可',
    result: 'granted',
    basis: '建筑法第八条',
    decidedAt: '2026-11-25',
  };
  const grant = async () => {
    await decide('officer-1', 'permit-decision/submit/1', 'submit', permit, { result: 'granted' });
    await decide('head-1', 'permit-decision/review/1', 'agree');
    await decide('leader-1', 'permit-decision/approve/1', 'agree');
  };
  const clocks = async () => (await world.state(APPLICATION, 'application')).clocks;

  test(title('受理、决定、送达：三个期限依次起算并办结'), async () => {
    made();
    await apply();
    expect((await clocks())[CORRECTION_CLOCK]?.lastDay).toBe('2026-12-01');
    await examine('accepted');
    await accept();
    expect((await clocks())[PERMIT_CLOCK]?.lastDay).toBe('2026-12-22');
    await grant();
    expect((await clocks())[PERMIT_CLOCK]?.met).toBeDefined();
    expect((await clocks())[DELIVERY_CLOCK]?.lastDay).toBe('2026-12-08');
    await decide('officer-1', 'permit-delivery/submit/1', 'submit', {
      permit: '施工许可证 1 号',
      deliveredAt: TUESDAY,
      receipt: ['签收'],
    });
    expect(await outcome(APPLICATION, 'application')).toBe('granted');
  });

  test(title('一次告知补正：补正后受理；不能再次告知'), async () => {
    made();
    await apply();
    await examine('incomplete');
    const list: Body = { missingItems: ['身份证明', '施工图'], toldAt: TUESDAY };
    await decide('officer-1', 'one-time-notice/submit/1', 'submit', list);
    const second = await decide('officer-1', 'one-time-notice/submit/1', 'submit', list);
    expect(second.refused).toMatchObject({ code: 'alreadyDecided' });
    expect((await decide('officer-1', 'one-time-notice/submit/2', 'submit', list)).refused).toBeDefined();
    await decide(
      'officer-1',
      'correction-receipt/submit/1',
      'submit',
      { receivedAt: TUESDAY, items: ['身份证明'], complete: 'complete' },
      { complete: 'complete' },
    );
    expect(await world.awaited(APPLICATION, 'application')).toEqual([
      'acceptance-notice/submit/1 officer-1|officer-2',
    ]);
  });

  test(title('五个工作日内未告知：视为受理，决定期限自收到之日起算，此后不得要求补正'), async () => {
    made();
    await apply();
    await world.sandbox.advanceTo(TUESDAY + 10 * DAY);
    expect((await clocks())[PERMIT_CLOCK]).toMatchObject({ from: TUESDAY, lastDay: '2026-12-22' });
    expect((await examine('incomplete')).refused).toMatchObject({ code: 'requirementsMissing', article: 8 });
    await examine('accepted');
    await accept();
    expect((await clocks())[PERMIT_CLOCK]).toMatchObject({ from: TUESDAY });
  });

  test(title('审查意见在期内、一次告知书逾期未出：视为受理，不再要求补正，出具受理通知书'), async () => {
    made();
    await apply();
    await examine('incomplete');
    await world.sandbox.advanceTo(TUESDAY + 10 * DAY);
    expect(await world.awaited(APPLICATION, 'application')).toEqual([
      'acceptance-notice/submit/1 officer-1|officer-2',
    ]);
    await world.resume(APPLICATION);
    await accept();
    expect((await clocks())[PERMIT_CLOCK]).toMatchObject({ from: TUESDAY });
  });

  test(title('不予受理通知书逾期未出：视为受理，不得再不予受理'), async () => {
    made();
    await apply();
    await examine('refused');
    await world.sandbox.advanceTo(TUESDAY + 10 * DAY);
    expect(await world.awaited(APPLICATION, 'application')).toEqual([
      'acceptance-notice/submit/1 officer-1|officer-2',
    ]);
  });

  test(title('收到申请的时间晚于现在：被拒绝'), async () => {
    made();
    const ahead = await apply(TUESDAY + DAY);
    expect(ahead.refused?.message).toContain('收到申请的时间不晚于现在');
  });

  test(title('不予受理：出具书面凭证后办结'), async () => {
    made();
    await apply();
    await examine('refused');
    await decide('officer-1', 'refusal-notice/submit/1', 'submit', {
      matter: '施工许可',
      ground: 'noPermitNeeded',
      reasons: '依法不需要许可',
      refusedAt: TUESDAY,
      remedies: '六十日内申请行政复议，六个月内提起诉讼',
    });
    expect(await outcome(APPLICATION, 'application')).toBe('notAccepted');
  });

  test(title('检测期间不计入：决定期限停止、恢复，末日后移；延长一次后再后移'), async () => {
    made();
    await apply();
    await examine('accepted');
    await accept();
    const form: Body = { activity: 'test', from: TUESDAY, expectedUntil: '2026-12-01' };
    await world.putOnFile(APPLICATION, 'officer-1', 'application', 'excludedTimeNotice', {
      form,
      facts: { activity: 'test', from: TUESDAY },
    });
    expect((await clocks())[PERMIT_CLOCK]?.stopped).toBeDefined();
    const until = TUESDAY + 7 * DAY;
    await world.sandbox.advanceTo(until);
    await world.putOnFile(APPLICATION, 'officer-1', 'application', 'excludedTimeEnded', {
      form: { until, result: '合格' },
      facts: { until },
    });
    expect((await clocks())[PERMIT_CLOCK]).toMatchObject({
      lastDay: '2026-12-29',
      stops: [{ from: TUESDAY, until }],
    });
    await world.putOnFile(APPLICATION, 'officer-1', 'application', 'permitExtensionNotice', {
      form: { reasons: '情况复杂', until: '2027-01-12' },
    });
    await decide('head-1', 'permit-extension-1/review/1', 'agree');
    await decide('leader-1', 'permit-extension-1/approve/1', 'agree');
    expect((await clocks())[PERMIT_CLOCK]?.extensions).toEqual(['permitDecisionExtension']);
  });
});

describe('行政检查', () => {
  const title = (rest: string) => `${articleTitle(2)} ${rest}`;
  const form: Body = { subject: '某工地', basis: '建筑法', matters: ['临边防护'], plannedAt: TUESDAY };
  const open = () => register(inspectionRow, INSPECTION, 'officer-1', { plannedAt: TUESDAY }, form);
  const decide = (
    actor: string,
    step: string,
    decision: string,
    given: Body = {},
    said: Facts = {},
    procedure = 'inspection',
  ) => world.decide(INSPECTION, actor, step, decision, { procedure, form: given, facts: said });
  const notice: Body = {
    subject: '某工地',
    basis: '建筑法',
    matters: ['临边防护'],
    inspectionAt: TUESDAY,
    officers: ['officer-1', 'officer-2'],
  };
  const record: Body = {
    certificatesShown: '已出示',
    inspectedAt: TUESDAY,
    place: '某工地',
    findings: '临边无防护',
    measurements: ['照片 1'],
    signing: 'refused',
    refusalToSign: '负责人拒绝签名',
    witness: '某监理',
  };
  const recorded: Facts = { recordingMade: 'made', recordingIds: ['recording-custody/1'] };
  const visit = async (procedure = 'inspection', said = recorded) => {
    await recordingOnFile(world, INSPECTION);
    return world.putOnFile(INSPECTION, 'officer-1', procedure, 'inspectionRecord', {
      form: { ...record, ...said },
      facts: said,
    });
  };
  const answer = (result: string, caseNumber = '', procedure = 'inspection', more: Body = {}) =>
    decide(
      'officer-1',
      'inspection-result/submit/1',
      'submit',
      { subject: '某工地', inspectedOn: '2026-11-24', result, correctBy: '2026-12-01', ...more },
      { result, ...(caseNumber ? { caseNumber } : {}) },
      procedure,
    );

  const openUrgent = () =>
    register(
      urgentInspectionRow,
      INSPECTION,
      'officer-1',
      { startedAt: TUESDAY },
      {
        certificatesShown: '已出示',
        subject: '某工地',
        startedAt: TUESDAY,
        urgency: '基坑变形',
        basis: '安全生产法',
        matters: ['基坑支护'],
      },
    );

  test(title('批准、通知、两人检查、告知结果：办结'), async () => {
    made();
    await open();
    expect((await visit()).refused).toMatchObject({ code: 'requirementsMissing' });
    await decide('head-1', 'inspection-approval/review/1', 'agree');
    await decide('leader-1', 'inspection-approval/approve/1', 'agree');
    await decide('officer-1', 'inspection-notice/submit/1', 'submit', notice);
    const early = await answer('noProblem');
    expect(early.refused?.message).toContain('《现场检查（勘验）笔录》');
    await visit();
    await answer('noProblem');
    expect(await outcome(INSPECTION, 'inspection')).toBe('noProblem');
  });

  test(title('批准之前已经检查、批准后才记入：被拒绝'), async () => {
    made();
    await open();
    await world.sandbox.advanceTo(TUESDAY + DAY);
    await decide('head-1', 'inspection-approval/review/1', 'agree');
    await decide('leader-1', 'inspection-approval/approve/1', 'agree');
    await decide('officer-1', 'inspection-notice/submit/1', 'submit', notice);
    const before = await visit('inspection', { ...recorded, inspectedAt: TUESDAY });
    expect(before.refused?.message).toContain('检查时间不早于负责人批准的时间');
    const now = await visit('inspection', { ...recorded, inspectedAt: world.sandbox.now });
    expect(now.refused).toBeUndefined();
  });

  test(title('一名执法人员检查：被拒绝'), async () => {
    made();
    await open();
    await decide('head-1', 'inspection-approval/review/1', 'agree');
    await decide('leader-1', 'inspection-approval/approve/1', 'agree');
    await decide('officer-1', 'inspection-notice/submit/1', 'submit', notice);
    const officers = [{ id: 'officer-1', certificate: '陕E-001' }];
    const alone = await world.putOnFile(INSPECTION, 'officer-1', 'inspection', 'inspectionRecord', {
      form: { ...record, ...recorded },
      facts: recorded,
      officers,
    });
    expect(alone.refused).toMatchObject({ code: 'twoOfficersRequired', article: 11 });
  });

  test(title('检查发现违法：结果为启动案件的，须填已启动的案件'), async () => {
    made();
    await open();
    await decide('head-1', 'inspection-approval/review/1', 'agree');
    await decide('leader-1', 'inspection-approval/approve/1', 'agree');
    await decide('officer-1', 'inspection-notice/submit/1', 'submit', notice);
    await visit();
    expect((await answer('caseOpened', CASE)).refused).toMatchObject({ code: 'requirementsMissing' });
    await world.begin(CASE);
    expect((await answer('caseOpened', CASE)).refused?.message).toContain('并案的理由');
    await answer('caseOpened', CASE, 'inspection', { joinedBecause: '同一工地的在办案件' });
    expect(await outcome(INSPECTION, 'inspection')).toBe('caseOpened');
  });

  test(title('紧急检查：先检查，二十四小时内补办批准；逾期记录，不视为批准'), async () => {
    made();
    await openUrgent();
    await visit('urgent-inspection');
    await world.sandbox.advanceTo(TUESDAY + 25 * 3_600_000);
    expect(await world.onFile(INSPECTION, 'urgent-inspection')).toContain(`periodPassed ${MADE_UP_CLOCK}`);
    expect(await outcome(INSPECTION, 'urgent-inspection')).toBeUndefined();
    await decide('head-1', 'inspection-approval/review/1', 'agree', {}, {}, 'urgent-inspection');
    await decide('leader-1', 'inspection-approval/approve/1', 'agree', {}, {}, 'urgent-inspection');
    await decide('officer-1', 'inspection-notice/submit/1', 'submit', notice, {}, 'urgent-inspection');
    await answer('guidance', '', 'urgent-inspection');
    expect(await outcome(INSPECTION, 'urgent-inspection')).toBe('guidance');
  });

  test(title('紧急检查未获批准：即行结束，不再要求通知'), async () => {
    made();
    await openUrgent();
    await decide('head-1', 'inspection-approval/review/1', 'agree', {}, {}, 'urgent-inspection');
    await decide('leader-1', 'inspection-approval/approve/1', 'refuse', {}, {}, 'urgent-inspection');
    expect(await outcome(INSPECTION, 'urgent-inspection')).toBe('notApproved');
  });
});
