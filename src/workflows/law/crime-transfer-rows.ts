import { limits } from './limits.js';
import { startGate, type OpenedFacts, type ProcedureRow } from './procedures.js';
import { OFFICERS } from './record-roles.js';
import { stepKey } from './record/approval-tasks.js';
import { recordedOn, type State } from './record/fold.js';
import { textOf, textsOf, type Act, type Facts, type RecordHeader, type Task } from './record/kinds.js';
import { underWay, type Requirement } from './record/requirements.js';
import type { DocumentKey } from './documents.js';
import { first, refusal, type Refusal } from '../refusals.js';

/** Keys of the clocks, each named after what it waits for. */
export const PRINCIPAL_CLOCK = 'transfer-decision';
export const TRANSFER_CLOCK = 'transfer';
export const POLICE_CLOCK = 'police-decision';
export const RECONSIDERATION_CLOCK = 'reconsideration';
export const RECONSIDERED_CLOCK = 'reconsideration-decision';
export const SUPERVISION_CLOCK = 'supervision';
export const THINGS_CLOCK = 'things-handover';

/** Facts of a transfer: the team and the 正职负责人 by id, and when he received the report (epoch ms). */
export type CrimeTransferFacts = OpenedFacts & {
  team: readonly string[];
  principal: readonly string[];
  reportedAt: number;
  for?: string;
};

const momentIn = (facts: Facts, key: string): number | undefined => {
  const fact = facts[key];
  return typeof fact === 'number' && Number.isSafeInteger(fact) && fact > 0 ? fact : undefined;
};

/** 立即指定2名或者2名以上行政执法人员组成专案组 — 移送规定第五条. */
const teamOfTwo: Requirement = {
  missing: '两名以上行政执法人员组成的专案组',
  article: null,
  statute: '行政执法机关移送涉嫌犯罪案件的规定第五条',
  met: (_, { facts }) => new Set(textsOf(facts, 'team')).size >= limits.officers.value,
};

/** One 正职负责人 or leader in charge, not of the team: he decides on its report. */
const principalNamed: Requirement = {
  missing: '接到报告的正职负责人或者主持工作的负责人（一人，不是专案组成员），及接到报告的时间',
  article: null,
  statute: '行政执法机关移送涉嫌犯罪案件的规定第五条',
  met: (_, { facts, receivedAt }) => {
    const named = textsOf(facts, 'principal');
    const apart = !textsOf(facts, 'team').some((id) => named.includes(id));
    return named.length === 1 && apart && (momentIn(facts, 'reportedAt') ?? Infinity) <= receivedAt;
  },
};

const noOtherTransfer: Requirement = {
  missing: '没有正在办理的另一次移送',
  article: null,
  statute: '行政执法机关移送涉嫌犯罪案件的规定第五条',
  met: (matter, { procedure }) =>
    !underWay(
      Object.fromEntries(Object.entries(matter).filter(([key]) => key !== procedure)),
      'crime-transfer',
    ),
};

/** What a report says, and what must be so, before a transfer begins. */
export const transferBegins: readonly Requirement[] = [teamOfTwo, principalNamed, noOtherTransfer];

// — the tasks —

const task = (
  subject: string,
  document: DocumentKey,
  { role = 'handler', clock, ...rest }: Partial<Task> & { candidates: string[] },
): Task => ({
  step: stepKey(subject, 'submit', 1),
  role,
  document,
  decisions: ['submit'],
  ...rest,
  ...(clock === undefined ? {} : { clock }),
});

/** 正职负责人……自接到报告之日起3日内作出批准移送或者不批准移送的决定. */
export const principalTask = (principal: readonly string[]): Task =>
  task('transfer-decision', 'crimeTransferDecision', {
    role: 'principal',
    candidates: [...principal],
    clock: PRINCIPAL_CLOCK,
  });

/** 在24小时内向同级公安机关移送. */
export const letterTask = (handlers: readonly string[]): Task =>
  task('transfer-letter', 'crimeTransferLetter', { candidates: [...handlers], clock: TRANSFER_CLOCK });

/** 提请复议, or a recorded reason why not (不同意). */
export const reconsiderationTask = (handlers: readonly string[]): Task =>
  task('reconsideration', 'policeReconsiderationRequest', {
    candidates: [...handlers],
    decisions: ['submit', 'refuse'],
    clock: RECONSIDERATION_CLOCK,
  });

/** 建议人民检察院依法进行立案监督, or a recorded reason why not. */
export const supervisionTask = (handlers: readonly string[]): Task =>
  task('supervision', 'policeReconsiderationRequest', {
    candidates: [...handlers],
    decisions: ['submit', 'refuse'],
    clock: SUPERVISION_CLOCK,
  });

/** 3日内将涉案物品以及与案件有关的其他材料移交公安机关. */
export const thingsTask = (handlers: readonly string[]): Task =>
  task('things-handover', 'thingsHandoverRecord', { candidates: [...handlers], clock: THINGS_CLOCK });

// — what may be said when —

/** A moment that an act tells of is not ahead, nor before what it follows. */
function refuseMoment(act: Act, key: string, label: string, after: number | undefined): Refusal | undefined {
  const at = momentIn(act.facts, key);
  const wrong = (why: string) => refusal('momentWrong', { what: label, why });
  if (at === undefined) return wrong('未填写');
  if (at > act.receivedAt) return wrong('晚于现在');
  return after !== undefined && at < after ? wrong('早于所依据的事项') : undefined;
}

const saidAt = (state: State, subject: string, key: string): number | undefined => {
  const record = state.steps[stepKey(subject, 'submit', 1)];
  return record && momentIn(record.facts, key);
};

/** Of what the police answer: in the order in which they can. */
function refuseReply(state: State, act: Act): Refusal | undefined {
  const reply = textOf(act.facts, 'reply');
  const sent = saidAt(state, 'transfer-letter', 'transferredAt');
  const asked = state.steps[stepKey('reconsideration', 'submit', 1)];
  const answered = decisiveReplies(recordedOn(state, 'policeReply')).length;
  const late = ['filedOnReconsideration', 'reconsiderationUpheld'].includes(reply);
  const ready = late ? asked?.decision === 'submit' : answered === 0 || asked !== undefined;
  return first([
    sent === undefined ? refusal('notReady', { missing: '向公安机关移送' }) : undefined,
    ready && reply !== 'givenBack' ? undefined : refusal('notReady', { missing: '与该答复对应的移送、提请' }),
    refuseMoment(act, 'receivedAt', '收到时间', sent),
  ]);
}

const DECISIVE = ['filed', 'notFiled', 'filedOnReconsideration', 'reconsiderationUpheld'];

/** What the police, or after them the procuratorate, decided, in order; a mere receipt is none. */
export const decisiveReplies = (replies: readonly RecordHeader[]): RecordHeader[] =>
  replies.filter(({ facts }) => DECISIVE.includes(textOf(facts, 'reply')));

/** The clock a reply meets: of the police's first decision, or of their decision on reconsideration. */
function meetsOf(_: State, act: Act): readonly string[] {
  const reply = textOf(act.facts, 'reply');
  if (reply === 'filed' || reply === 'notFiled') return [POLICE_CLOCK];
  return DECISIVE.includes(reply) ? [RECONSIDERED_CLOCK] : [];
}

/** 移送涉嫌犯罪: at any moment of a case; while it is under way no penalty is imposed. */
export const crimeTransferRow: ProcedureRow<CrimeTransferFacts> = {
  key: 'crime-transfer',
  workflowType: 'crimeTransfer',
  title: '移送涉嫌犯罪案件',
  article: 21,
  phase: 'decision',
  openedBy: ['officer'],
  opensMatter: false,
  opening: 'crimeTransferReport',
  many: true,
  beforeApproval: 'allowed',
  requires: transferBegins,
  records: {
    policeReply: { article: 21, by: OFFICERS, meets: meetsOf, refuse: refuseReply },
  },
  steps: {
    'transfer-decision': {
      label: '移送涉嫌犯罪案件审批表',
      asks: '三日内作出批准移送或者不批准移送的决定；不批准的，写明理由',
      document: 'crimeTransferDecision',
      article: 21,
      refuse: (state, act) =>
        refuseMoment(act, 'decidedAt', '决定时间', momentIn(state.opening?.facts ?? {}, 'reportedAt')),
    },
    'transfer-letter': {
      label: '涉嫌犯罪案件移送书',
      asks: '24小时内向同级公安机关移送，附调查报告、涉案物品清单、检验报告和其他材料',
      document: 'crimeTransferLetter',
      article: 21,
      refuse: (state, act) =>
        refuseMoment(act, 'transferredAt', '移送时间', saidAt(state, 'transfer-decision', 'decidedAt')),
    },
    reconsideration: {
      label: '提请复议（建议立案监督）书',
      asks: '公安机关不予立案：三日内提请复议或者建议立案监督；不提请的，选“不同意”并写明理由',
      document: 'policeReconsiderationRequest',
      article: 21,
      refuse: (_, act) => refuseMoment(act, 'sentAt', '提请时间', undefined),
    },
    supervision: {
      label: '建议立案监督书',
      asks: '复议维持不予立案：三日内建议人民检察院立案监督；不建议的，选“不同意”并写明理由',
      document: 'policeReconsiderationRequest',
      article: 21,
      refuse: (_, act) => refuseMoment(act, 'sentAt', '提请时间', undefined),
    },
    'things-handover': {
      label: '涉案物品材料移交清单',
      asks: '三日内将涉案物品和有关材料移交公安机关，办结交接手续',
      document: 'thingsHandoverRecord',
      article: 21,
      refuse: (_, act) => refuseMoment(act, 'handedOverAt', '移交时间', undefined),
    },
  },
  outcomes: {
    transferred: '公安机关已立案',
    notApproved: '未批准移送',
    policeDeclined: '公安机关不予立案，由本机关依法处理',
  },
  begins: ({ principal, reportedAt }) => ({
    opens: [principalTask(principal)],
    starts: [{ key: PRINCIPAL_CLOCK, period: 'crimeTransferDecision', from: reportedAt }],
  }),
  gate: (file) => startGate(crimeTransferRow, file),
};
