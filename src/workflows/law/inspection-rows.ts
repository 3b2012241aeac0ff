import { caseOfThisMatter, matterChains } from './matter-chains.js';
import type { OpenedFacts, ProcedureRow, RecordRow, StepRow } from './procedures.js';
import { readStep, reviewTask } from './record/approval-tasks.js';
import { numberOf, textOf } from './record/kinds.js';
import {
  approvedIn,
  notAhead,
  onOwnRecord,
  type Requirement,
  type WholeMatter,
} from './record/requirements.js';
import { verdictOn } from './case-requirements.js';
import { recordedOn } from './record/fold.js';
import { unsuitableSteps } from './recusal-rows.js';

/** Key of the clock of the approval that an urgent inspection is to make up. */
export const MADE_UP_CLOCK = 'urgent-inspection-approval';

/** Facts of an urgent inspection: when it began (epoch ms). */
export type UrgentInspectionFacts = OpenedFacts & { startedAt: number };

const source = '国办发〔2024〕54号';

const stateOf = (matter: WholeMatter) => matter['inspection'] ?? matter['urgent-inspection'];

const noticeGiven: Requirement = {
  missing: '《行政检查通知书》已经送交（检查前或者到场时）',
  article: 2,
  statute: source,
  met: (matter) => stateOf(matter)?.steps['inspection-notice/submit/1'] !== undefined,
};

const visited: Requirement = {
  missing: '《现场检查（勘验）笔录》已经记入案卷',
  article: 13,
  met: (matter) => {
    const state = stateOf(matter);
    return state !== undefined && recordedOn(state, 'inspectionRecord').length > 0;
  },
};

const approved: Requirement = {
  missing: '检查已经本机关负责人批准',
  article: 2,
  statute: source,
  met: (matter) => approvedIn(stateOf(matter), 'inspection-approval'),
};

/** 未经批准不得实施检查: the visit comes after the approval, whenever it is entered. */
const visitedAfterApproval = onOwnRecord(
  { missing: '检查时间不早于负责人批准的时间', article: 2, statute: source },
  (state, { facts, occurredAt }) => {
    const approvedAt = verdictOn(state, 'inspection-approval')?.receivedAt;
    return approvedAt === undefined || (numberOf(facts, 'inspectedAt') ?? occurredAt) >= approvedAt;
  },
);

const caseOpened: Requirement = {
  missing: '所填案件编号的案件已在本系统启动',
  article: 2,
  met: (matter, { facts }) => {
    const number = textOf(facts, 'caseNumber');
    const named = textOf(facts, 'result') !== 'caseOpened' || number !== '';
    return named && (number === '' || matter[matterChains.procedureOf(number)]?.opening !== undefined);
  },
};

const steps: Readonly<Record<string, StepRow>> = {
  'inspection-approval': {
    label: '行政检查审批表',
    asks: '填写行政检查审批表，报本机关负责人批准',
    document: 'inspectionApprovalForm',
    article: 2,
  },
  'inspection-notice': {
    label: '行政检查通知书',
    asks: '检查前或者到场时向检查对象送交行政检查通知书',
    document: 'inspectionNotice',
    article: 2,
  },
  'inspection-result': {
    label: '行政检查结果告知书',
    asks: '将检查结果告知检查对象；启动案件的填写案件编号',
    document: 'inspectionResult',
    article: 2,
    requires: [approved, noticeGiven, visited, caseOpened, caseOfThisMatter(2)],
  },
  ...unsuitableSteps,
};

const inspectionRecord: RecordRow = { article: 13, by: ['handler'], officers: 2, media: 'inspection' };

/** 不适宜音像记录的除外 — 第十四条: agreed to by the head of the unit before the record is put on file. */
const unsuitableForRecording: RecordRow = { article: 14, by: ['handler'] };

const outcomes = {
  notApproved: '未批准检查',
  noProblem: '未发现问题',
  guidance: '当场指导、即时改正',
  correction: '责令（限期）改正',
  caseOpened: '已启动执法案件',
  passedOn: '已移送有管辖权的机关',
};

const reads: ProcedureRow['reads'] = ({ step, facts }) =>
  readStep(step).subject === 'inspection-result' ? matterChains.named(textOf(facts, 'caseNumber')) : [];

/** 行政检查: approved before the visit, told, recorded, answered (第二条). */
export const inspectionRow: ProcedureRow<OpenedFacts> = {
  key: 'inspection',
  workflowType: 'inspection',
  title: '行政检查',
  article: 2,
  phase: 'initiation',
  matter: 'inspection',
  openedBy: ['officer'],
  opensMatter: true,
  opening: 'inspectionApprovalForm',
  exercises: 'inspection',
  beforeApproval: 'allowed',
  steps,
  records: {
    inspectionRecord: { ...inspectionRecord, requires: [approved, visitedAfterApproval, noticeGiven] },
    unsuitableForRecording,
  },
  outcomes,
  begins: ({ people }) => ({
    opens: [reviewTask('inspection-approval', 'inspectionApprovalForm', 1, people)],
    starts: [],
  }),
  reads,
  gate: () => undefined,
};

/** 情况紧急的行政检查: visited first, reported at once, and its approval made up within the bureau's term. */
export const urgentInspectionRow: ProcedureRow<UrgentInspectionFacts> = {
  ...inspectionRow,
  key: 'urgent-inspection',
  workflowType: 'urgentInspection',
  title: '紧急行政检查',
  opening: 'urgentInspectionReport',
  requires: [notAhead('startedAt', '紧急检查开始的时间', 2)],
  steps: {
    ...steps,
    'inspection-approval': {
      label: '紧急行政检查情况报告',
      asks: '报告紧急检查的情况，补办批准手续',
      document: 'urgentInspectionReport',
      article: 2,
    },
  },
  records: { inspectionRecord, unsuitableForRecording },
  begins: ({ people, startedAt }) => ({
    opens: [reviewTask('inspection-approval', 'urgentInspectionReport', 1, people)],
    starts: [{ key: MADE_UP_CLOCK, period: 'urgentInspectionApproval', from: startedAt }],
  }),
};
