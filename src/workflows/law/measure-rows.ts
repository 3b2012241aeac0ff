import { caseGoesOn, CASE, isPending, verdictOn } from './case-requirements.js';
import { documents } from './documents.js';
import { isLegalBasisKey } from './legal-bases.js';
import { limits } from './limits.js';
import { formatMoment } from './moments.js';
import { periods } from './periods.js';
import {
  startGate,
  type MatterFile,
  type OpenedFacts,
  type ProcedureRow,
  type RecordRow,
  type StepRow,
} from './procedures.js';
import { powers } from './powers.js';
import { readStep, reviewTask, submitTask } from './record/approval-tasks.js';
import { held, recordedOn, type State } from './record/fold.js';
import { formOf, numberOf, textOf, type Act, type ClockStart, type Task } from './record/kinds.js';
import {
  approvedIn,
  atApproval,
  beforeLapse,
  concludedAs,
  onOwnRecord,
  type Requirement,
  type WholeMatter,
} from './record/requirements.js';
import { LEADERS, OFFICERS } from './record-roles.js';
import { refuseExtension } from './rules/extension.js';
import { refuseMeasureBasis } from './rules/legal-basis.js';
import { first, refusal, type Refusal } from '../refusals.js';

/** Key of the clock of the measure itself: 三十日 — 行政强制法第二十五条. */
export const MEASURE_CLOCK = 'measure';
/** Key of the clock of 补办批准 after a measure on the spot: 24 小时 — 行政强制法第十九条. */
export const MEASURE_APPROVAL_CLOCK = 'measure-approval';

/** Subjects of the two approvals: before the measure, and of a measure on the spot after it. */
export const SEALING_FORM = 'sealing-form';
export const EMERGENCY_REPORT = 'emergency-report';
/** The step under which it is on file that the approval was made up, or refused. */
export const APPROVAL_MADE_UP = `${EMERGENCY_REPORT}/approved`;

/** Facts of the opening. `takenAt` (epoch ms): when a measure on the spot was taken. */
export type MeasureFacts = OpenedFacts & {
  mode: string;
  measure: string;
  basisKey: string;
  takenAt?: number;
  /** Kind of the unit that opens it, where the door says so. */
  unitKind?: string;
};

/** 情况紧急，需要当场实施 — 行政强制法第十九条. */
export const isOnTheSpot = ({ mode }: Pick<MeasureFacts, 'mode'>): boolean => mode === 'onTheSpot';

const measureClock = (from: number): ClockStart => ({ key: MEASURE_CLOCK, period: 'measureDuration', from });

/**
 * 行政强制措施权不得委托 (第十七条); only by a law that names the measure (第二十二条); on the spot only with its moment
 * and its urgency (第十九条).
 */
function refuseMeasure(file: MatterFile, act: Act): Refusal | undefined {
  const facts = act.facts as unknown as Partial<MeasureFacts>;
  const basis = textOf(act.facts, 'basisKey');
  const at = facts.takenAt ?? act.occurredAt;
  const entrusted = facts.unitKind === 'entrusted';
  const ended = file[CASE]?.terminated ?? false;
  return first([
    startGate(seizureRow, file),
    ended ? refusal('notReady', { missing: caseGoesOn.missing }) : undefined,
    entrusted
      ? refusal('measureNotEntrustable', {
          unit: textOf(act.facts, 'unit'),
          power: powers.safetyMeasure.label,
        })
      : undefined,
    refuseMeasureBasis(isLegalBasisKey(basis) ? basis : null, at),
    facts.mode === 'onTheSpot' ? refuseOnTheSpot(facts.takenAt, act) : undefined,
  ]);
}

function refuseOnTheSpot(takenAt: number | undefined, act: Act): Refusal | undefined {
  const { title } = documents.sealingApprovalForm;
  if (takenAt === undefined)
    return refusal('contentsRequired', { document: title, missing: '当场实施的时间' });
  return takenAt > act.receivedAt
    ? refusal('documentTimeWrong', { document: title, why: '当场实施的时间晚于填报时间' })
    : undefined;
}

const own = (matter: WholeMatter, { procedure }: Act): State | undefined => matter[procedure];

const factsOf = (state: State | undefined): Partial<MeasureFacts> => state?.opening?.facts ?? {};

/** 实施前须向行政机关负责人报告并经批准 — 第十八条（一）; of a measure on the spot the approval is made up. */
const approvedBefore: Requirement = {
  missing: '查封、扣押已经行政机关负责人批准',
  article: null,
  statute: '行政强制法第十八条',
  met: (matter, act) => {
    const state = own(matter, act);
    return factsOf(state).mode === 'onTheSpot' || approvedIn(state, SEALING_FORM);
  },
};

/** 制作并当场交付查封、扣押决定书和清单 — 行政强制法第二十四条: what follows the measure rests on them; its lifting never waits. */
const handedOver = onOwnRecord(
  {
    missing: '《查封（扣押）决定书》和《查封（扣押）清单》已经交付',
    article: 15,
    statute: '行政强制法第二十四条',
  },
  ({ steps }, { step }) =>
    !['approve', 'record'].includes(readStep(step).part) ||
    (steps['sealing-decision/submit/1'] !== undefined && steps['sealing-list/submit/1'] !== undefined),
);

const measureRecorded: Requirement = {
  missing: '《实施行政强制措施现场笔录》',
  article: null,
  statute: '行政强制法第十八条（七）',
  met: (matter, act) => {
    const state = own(matter, act);
    return (
      readStep(act.step).part !== 'approve' || (state ? recordedOn(state, 'measureRecord').length > 0 : false)
    );
  },
};

const decidedOn: Requirement = {
  missing: '对违法行为已经作出处理决定',
  article: null,
  statute: '行政强制法第二十七条、第二十八条',
  met: (matter) => concludedAs(matter, 'decision', 'penalty', 'noPenalty'),
};

const transferredOn: Requirement = {
  missing: '涉嫌犯罪案件已经移送公安机关',
  article: null,
  statute: '行政强制法第二十一条',
  met: (matter) => concludedAs(matter, 'crime-transfer', 'transferred'),
};

/** An extension approved late would be a measure without a ground. */
const beforeItLapsed = atApproval(
  beforeLapse(MEASURE_CLOCK, {
    missing: '在查封、扣押期限届满前批准延长',
    article: null,
    statute: '行政强制法第二十五条',
  }),
);

/** The measure is taken once, not before its approval, and not in the future. */
function recordRefused(state: State, { facts, receivedAt, occurredAt }: Act): Refusal | undefined {
  const { title } = documents.measureRecord;
  const takenAt = numberOf(facts, 'takenAt') ?? occurredAt;
  const approved = verdictOn(state, SEALING_FORM);
  const wrong = (why: string) => refusal('documentTimeWrong', { document: title, why });
  if (takenAt > receivedAt) return wrong('实施时间晚于填报时间');
  if (recordedOn(state, 'measureRecord').length > 0)
    return refusal('notReady', { missing: '现场笔录只填报一次，更正请用更正' });
  return factsOf(state).mode !== 'onTheSpot' && approved && takenAt < approved.occurredAt
    ? wrong(`实施时间早于批准时间（${formatMoment(approved.occurredAt)}）`)
    : undefined;
}

function extensionRefused(state: State, act: Act): Refusal | undefined {
  const clock = held(state.clocks, MEASURE_CLOCK);
  const not = (why: string) => refusal('extensionNotAllowed', { period: periods.measureDuration.label, why });
  if (!clock || clock.met !== undefined) return not('没有正在进行的查封、扣押');
  if (textOf(act.facts, 'extension') !== 'measureExtension') return not('没有这种延长');
  return isPending(state, 'periodExtensionForm')
    ? refusal('alreadyUnderReview', { document: documents.periodExtensionForm.title })
    : refuseExtension({
        period: 'measureDuration',
        granted: clock.extensions ?? [],
        next: 'measureExtension',
        decider: 'agencyHead',
        endsAt: clock.stopped === undefined ? clock.at : Infinity,
        at: act.receivedAt,
      });
}

/** 期间应当明确，并书面告知当事人 — 第二十五条第三款: one test at a time, and a last day that lies ahead. */
function testRefused(state: State, act: Act): Refusal | undefined {
  const clock = held(state.clocks, MEASURE_CLOCK);
  const { title } = documents.testNotice;
  if (!clock || clock.met !== undefined) return refusal('notReady', { missing: '正在进行的查封、扣押' });
  if (clock.stopped !== undefined) return refusal('notReady', { missing: '此前检测的期间已经结束' });
  const form = formOf(act);
  const until = textOf(act.facts, 'until') || textOf(form, 'until');
  return until === ''
    ? refusal('contentsRequired', { document: title, missing: '期间的最后一日' })
    : undefined;
}

const paper = (more: Partial<RecordRow> = {}): RecordRow => ({
  article: 15,
  by: OFFICERS,
  ...more,
});

const step = (
  label: string,
  asks: string,
  document: StepRow['document'],
  more: Partial<StepRow> = {},
): StepRow => ({
  label,
  asks,
  document,
  article: 15,
  ...more,
});

/** The written decision to lift, by a leader: 行政机关应当及时作出解除查封、扣押决定 — 行政强制法第二十八条. */
export const liftingTask = (approvers: readonly string[]): Task => ({
  step: 'measure-lifting/submit/1',
  role: 'approver',
  document: 'measureLiftingDecision',
  decisions: ['submit'],
  candidates: [...approvers],
  clock: MEASURE_CLOCK,
});

/** 查封、扣押: 行政强制法第三章. A form of securing evidence here, so its steps are shown under 第十五条. */
export const seizureRow: ProcedureRow<MeasureFacts> = {
  key: 'seizure',
  workflowType: 'seizure',
  title: '查封、扣押',
  article: 15,
  phase: 'investigation',
  openedBy: ['officer'],
  opensMatter: false,
  opening: 'sealingApprovalForm',
  exercises: 'measure',
  many: true,
  beforeApproval: 'inEmergency',
  records: {
    measureRecord: paper({
      media: 'measure',
      officers: limits.officers.value,
      requires: [approvedBefore],
      refuse: recordRefused,
      starts: (state, { facts, occurredAt }) =>
        held(state.clocks, MEASURE_CLOCK) ? [] : [measureClock(numberOf(facts, 'takenAt') ?? occurredAt)],
    }),
    safekeepingRecord: paper(),
    testNotice: paper({ refuse: testRefused }),
    testResultNotice: paper(),
    periodExtensionForm: paper({ refuse: extensionRefused }),
    measureLiftingDecision: paper({ by: LEADERS, requires: [approvedBefore], meets: () => [MEASURE_CLOCK] }),
    measureDisposalRecord: paper({ requires: [decidedOn, handedOver], meets: () => [MEASURE_CLOCK] }),
    thingsTransferNotice: paper({ requires: [transferredOn], meets: () => [MEASURE_CLOCK] }),
  },
  steps: {
    [SEALING_FORM]: step(
      '查封（扣押）审批',
      '填写查封（扣押）审批表，报本机关负责人批准',
      'sealingApprovalForm',
    ),
    [EMERGENCY_REPORT]: step(
      '当场实施后补办批准',
      '当场实施后24小时内向行政机关负责人报告，并补办批准手续',
      'emergencyMeasureReport',
      { requires: [measureRecorded, handedOver] },
    ),
    'sealing-decision': step('查封（扣押）决定书', '当场交付查封（扣押）决定书', 'sealingDecision'),
    'sealing-list': step('查封（扣押）清单', '当场清点，制作清单一式二份', 'sealingList'),
    'period-extension': step(
      '延长查封、扣押期限',
      '填写延长期限审批表，报本机关负责人批准',
      'periodExtensionForm',
      {
        requires: [beforeItLapsed, handedOver],
      },
    ),
    'extension-decision': step(
      '延长查封（扣押）期限决定书',
      '将延长期限的决定及时书面告知当事人，并说明理由',
      'measureExtensionDecision',
    ),
    'measure-lapsed': step('查封、扣押期限届满，应当解除', '期限届满，立即解除查封、扣押', null),
    'measure-lifting': step('解除查封（扣押）', '立即作出解除查封、扣押决定', 'measureLiftingDecision'),
    'things-returned': step('退还财物', '立即退还财物，制作退还清单', 'thingsReturnedRecord'),
    test: step('检测期间', '检测、检验、检疫或者技术鉴定的期间', null),
  },
  outcomes: {
    notApproved: '未批准查封、扣押',
    notTaken: '批准后未实施，已撤销',
    lifted: '已解除查封、扣押，退还财物',
    disposed: '查封、扣押的财物已依法处理或者移送',
  },
  begins: (facts) => {
    const { people, takenAt } = facts;
    if (!isOnTheSpot(facts) || takenAt === undefined)
      return { opens: [reviewTask(SEALING_FORM, 'sealingApprovalForm', 1, people)], starts: [] };
    return {
      opens: [submitTask(EMERGENCY_REPORT, 'emergencyMeasureReport', 1, people.handlers)],
      starts: [
        { key: MEASURE_APPROVAL_CLOCK, period: 'emergencyMeasureApproval', from: takenAt },
        measureClock(takenAt),
      ],
    };
  },
  gate: refuseMeasure,
};
