import { documents } from './documents.js';
import { limits } from './limits.js';
import { formatMoment } from './moments.js';
import { startGate, type OpenedFacts, type ProcedureRow } from './procedures.js';
import { OFFICERS } from './record-roles.js';
import { readStep, reviewTask } from './record/approval-tasks.js';
import { recordedOn, type State } from './record/fold.js';
import { numberOf, textOf, type Act } from './record/kinds.js';
import { concludedAs, instancesOf, onOwnRecord, type Requirement } from './record/requirements.js';
import { verdictOn } from './case-requirements.js';
import { refusal, type Refusal } from '../refusals.js';

/** Key of the clock of the disposition. */
export const DISPOSITION_CLOCK = 'preservation-disposition';
/** Subjects of its steps. */
export const PRESERVATION_FORM = 'preservation-form';
export const PRESERVATION_NOTICE = 'preservation-notice';
export const DISPOSITION = 'preservation-disposition';

/** 经行政机关负责人批准，可以先行登记保存 — 行政处罚法第五十六条: after the approval, and not in the future. */
function preservedWrongly(state: State, { facts, occurredAt, receivedAt }: Act): Refusal | undefined {
  const at = numberOf(facts, 'preservedAt') ?? occurredAt;
  const approved = verdictOn(state, PRESERVATION_FORM)?.receivedAt;
  const wrong = (why: string) =>
    refusal('documentTimeWrong', { document: documents.preservationNotice.title, why });
  if (at > receivedAt) return wrong('登记保存的时间晚于填报时间');
  return approved !== undefined && at < approved
    ? wrong(`登记保存的时间早于负责人批准的时间（${formatMoment(approved)}）`)
    : undefined;
}

const listed = onOwnRecord(
  { missing: '《先行登记保存证据清单》', article: 13, statute: '行政处罚法第五十六条' },
  (state) => recordedOn(state, 'preservationList').length > 0,
);

/** 依法转为查封、扣押, 依法没收: what the disposition says has been done the way its own law asks for. */
const done: Readonly<Record<string, Omit<Requirement, 'article'>>> = {
  seizure: {
    missing: '转为查封、扣押的，查封、扣押程序已经提起',
    statute: '行政强制法第十八条',
    met: (matter) => instancesOf(matter, 'seizure').length > 0,
  },
  confiscation: {
    missing: '没收的，行政处罚决定已经作出',
    statute: '行政处罚法第五十七条',
    met: (matter) => concludedAs(matter, 'decision', 'penalty'),
  },
};

const disposedLawfully: readonly Requirement[] = Object.entries(done).map(([outcome, { met, ...words }]) => ({
  ...words,
  article: 15,
  met: (matter, act) =>
    readStep(act.step).part !== 'submit' || textOf(act.facts, 'outcome') !== outcome || met(matter, act),
}));

/** 先行登记保存: approved before, also in an emergency; disposed of within seven working days. */
export const evidencePreservationRow: ProcedureRow<OpenedFacts> = {
  key: 'evidence-preservation',
  workflowType: 'evidencePreservation',
  title: '证据先行登记保存',
  article: 15,
  phase: 'investigation',
  openedBy: ['officer'],
  opensMatter: false,
  opening: 'preservationApprovalForm',
  many: true,
  beforeApproval: 'never',
  records: {
    preservationList: { article: 13, by: OFFICERS, officers: limits.officers.value },
  },
  steps: {
    [PRESERVATION_FORM]: {
      label: '先行登记保存证据审批表',
      asks: '填写先行登记保存证据审批表，报本机关负责人批准',
      document: 'preservationApprovalForm',
      article: 15,
    },
    [PRESERVATION_NOTICE]: {
      label: '先行登记保存证据通知书',
      asks: '实施先行登记保存，当场清点，开具通知书',
      document: 'preservationNotice',
      article: 15,
      media: 'preservation',
      refuse: preservedWrongly,
    },
    [DISPOSITION]: {
      label: '先行登记保存证据处理决定',
      asks: '提出处理意见，报本机关负责人在七个工作日内作出处理决定',
      document: 'preservationDisposition',
      article: 15,
      requires: [listed, ...disposedLawfully],
    },
  },
  outcomes: { notApproved: '未批准先行登记保存', disposed: '已作出处理决定' },
  begins: ({ people }) => ({
    opens: [reviewTask(PRESERVATION_FORM, 'preservationApprovalForm', 1, people)],
    starts: [],
  }),
  gate: (file) => startGate(evidencePreservationRow, file),
};
