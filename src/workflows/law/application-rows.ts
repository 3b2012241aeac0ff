import type { OpenedFacts, ProcedureRow } from './procedures.js';
import { refuseProlonging, prolongedInTime } from './prolonging.js';
import { instancesOf, notAhead, type Requirement } from './record/requirements.js';
import { textOf } from './record/kinds.js';

/** Keys of the clocks of an application. */
export const CORRECTION_CLOCK = 'correction-notice';
export const PERMIT_CLOCK = 'permit-decision';
export const DELIVERY_CLOCK = 'permit-delivery';

/** 二十日内不能作出决定的，经本行政机关负责人批准，可以延长十日 — 行政许可法第四十二条. */
export const permitProlonging = {
  document: 'permitExtensionNotice',
  subject: 'permit-extension',
  clock: PERMIT_CLOCK,
  period: 'permitDecisionExtension',
} as const;

/** 依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在期限内 — 行政许可法第四十五条. */
export const permitExclusion = {
  clock: PERMIT_CLOCK,
  begins: 'excludedTimeNotice',
  ends: 'excludedTimeEnded',
} as const;

/** Facts of an application as it was received: when (epoch ms). */
export type ApplicationFacts = OpenedFacts & { receivedAt: number };

const statute = '行政许可法第三十二条';

/** 逾期不告知的，自收到申请材料之日起即为受理: after that there is nothing to refuse and nothing to ask for. */
const notDeemedAccepted: Requirement = {
  missing: '自收到申请材料之日起五个工作日内一次告知或者不予受理（逾期即为受理）',
  article: 8,
  statute,
  met: (matter, act) =>
    textOf(act.facts, 'acceptance') === 'accepted' ||
    instancesOf(matter, 'application').every(
      ({ clocks }) => act.receivedAt <= (clocks[CORRECTION_CLOCK]?.at ?? act.receivedAt),
    ),
};

/** 逾期即为受理; only papers that stayed incomplete after a list in time may still be refused. */
const refusedInTime: Requirement = {
  ...notDeemedAccepted,
  met: (matter, act) =>
    matter['application']?.steps['correction-receipt/submit/1'] !== undefined ||
    notDeemedAccepted.met(matter, act),
};

/** 申请: registration, acceptance or not, one list of what is missing, decision, delivery (第八条). */
export const applicationRow: ProcedureRow<ApplicationFacts> = {
  key: 'application',
  workflowType: 'application',
  title: '申请办理',
  article: 8,
  phase: 'initiation',
  matter: 'application',
  openedBy: ['clerk', 'officer', 'unitHead'],
  opensMatter: true,
  opening: 'applicationReceipt',
  requires: [notAhead('receivedAt', '收到申请的时间', 8)],
  beforeApproval: 'allowed',
  steps: {
    examination: {
      label: '申请事项登记表',
      asks: '审查申请材料，作出受理、不予受理或者一次告知补正的处理',
      document: 'applicationRegister',
      article: 8,
      media: 'application',
      requires: [notDeemedAccepted],
    },
    'one-time-notice': {
      label: '一次性告知书',
      asks: '一次告知需要补正的全部内容；不得再次告知',
      document: 'oneTimeNotice',
      article: 8,
      requires: [notDeemedAccepted],
    },
    'correction-receipt': {
      label: '补正材料接收凭证',
      asks: '收到补正材料后出具接收凭证',
      document: 'correctionReceipt',
      article: 8,
    },
    'acceptance-notice': {
      label: '受理通知书',
      asks: '出具受理通知书',
      document: 'applicationAcceptance',
      article: 8,
    },
    'refusal-notice': {
      label: '不予受理通知书',
      asks: '出具不予受理通知书，说明理由和救济途径',
      document: 'applicationRefusal',
      article: 8,
      requires: [refusedInTime],
    },
    'permit-decision': {
      label: '行政许可决定书',
      asks: '提出准予或者不予许可的意见，报本机关负责人批准',
      document: 'applicationDecision',
      article: 8,
    },
    'permit-extension': {
      label: '延长行政许可决定期限',
      asks: '说明延长决定期限的理由，报本机关负责人批准并告知申请人',
      document: 'permitExtensionNotice',
      article: 8,
      approved: true,
      requires: [prolongedInTime(permitProlonging, 8)],
    },
    'permit-delivery': {
      label: '行政许可证件颁发送达记录',
      asks: '十个工作日内向申请人颁发、送达许可证件或者决定',
      document: 'permitDeliveryRecord',
      article: 8,
    },
  },
  records: {
    onTheSpotCorrection: { article: 8, by: ['handler', 'manager'] },
    permitExtensionNotice: { article: 8, by: ['handler'], refuse: refuseProlonging(permitProlonging) },
    excludedTimeNotice: { article: 8, by: ['handler'] },
    excludedTimeEnded: { article: 8, by: ['handler'] },
  },
  outcomes: { granted: '准予行政许可', refused: '不予行政许可', notAccepted: '不予受理' },
  begins: ({ people, receivedAt }) => ({
    opens: [
      {
        step: 'examination/submit/1',
        role: 'handler',
        document: 'applicationRegister',
        decisions: ['submit'],
        candidates: [...people.handlers],
      },
    ],
    starts: [{ key: CORRECTION_CLOCK, period: 'applicationCorrectionNotice', from: receivedAt }],
  }),
  gate: () => undefined,
};
