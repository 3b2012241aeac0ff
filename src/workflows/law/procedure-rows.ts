import { caseRecords, caseSteps, DECISION_CLOCK } from './case-records.js';
import { FILING_CLOCK } from './case-requirements.js';
import { progressInWords, type CalendarImportFacts } from './calendar-import.js';
import { crimeTransferRow } from './crime-transfer-rows.js';
import { decisionRow } from './decision-rows.js';
import { hearingRow } from './hearing-rows.js';
import { summaryPenaltyRow } from './summary-rows.js';
import { penaltyNoticeRow } from './notice-rows.js';
import type { PowerKey } from './powers.js';
import type { MatterMatrix } from './media-matrix.js';
import type { CasePeople, ProcedureRow } from './procedures.js';
import { startGate } from './procedures.js';
import { appraisalRow, investigationRow } from './investigation-rows.js';
import { seizureRow } from './measure-rows.js';
import { applicationRow } from './application-rows.js';
import { complaintRow } from './complaint-rows.js';
import { entrustmentRow } from './entrustment-rows.js';
import { inspectionRow, urgentInspectionRow } from './inspection-rows.js';
import { evidencePreservationRow } from './preservation-rows.js';
import { submitTask } from './record/approval-tasks.js';
import { refuseCalendarImport } from './record/calendar-gate.js';
import { refuseInitiation } from './record/initiation-gate.js';
import { recordingCustodyRow } from './recording-rows.js';
import { registerChangeRow } from './register/row.js';
import { serviceRow } from './service-rows.js';
import { handoverRow, substitutionRow } from './substitution-rows.js';

/**
 * Facts of an emergency start: the real moment (epoch ms), and the two officers with the certificates they
 * carried.
 */
export type EmergencyFacts = {
  startedAt: number;
  officers: readonly { id: string; certificate: string }[];
  /** Entered later than the named limit after the start; the reason is in the body. */
  lateEntry: boolean;
};

/** Facts of 程序启动. `edition` of the law the case keeps. */
export type InitiationFacts = {
  edition: string;
  unit: string;
  people: CasePeople;
  /** The power item it uses (权责事项), where one was named; unsaid by older starts. */
  power?: PowerKey;
  /** Which limits and signers hold for the party (行政处罚法第五十一条; 民事诉讼法第八十八条); unsaid by older starts. */
  partyKind?: 'citizen' | 'organisation';
  /** The matter the case arises from, and its newest record when it did. */
  arisesFrom?: { chainId: string; seq: number; sha256: string };
  /** By which version of the media matrix it is recorded, where that is not the table itself (第五条). */
  mediaMatrix?: MatterMatrix;
  emergency: EmergencyFacts | null;
};

/**
 * Facts of a case: `startedAt` is the earlier of the real emergency start and the approval (处罚法第六十条, B7).
 * `start`: what 程序启动 came to, when it had come to something before the case began.
 */
export type CaseFacts = InitiationFacts & { startedAt: number; start?: 'initiated' };

export { DECISION_CLOCK, FILING_CLOCK };

/** 第九条. */
export const caseInitiationRow: ProcedureRow<InitiationFacts> = {
  key: 'case-initiation',
  workflowType: 'caseInitiation',
  title: '程序启动',
  article: 9,
  phase: 'initiation',
  openedBy: ['clerk', 'unitHead', 'officer'],
  opensMatter: true,
  exercises: 'penalty',
  media: 'initiation',
  beforeApproval: 'allowed',
  steps: {
    'initiation-form': {
      label: '程序启动审批表',
      asks: '填写程序启动审批表，报本机关负责人批准',
      document: 'initiationForm',
      article: 9,
      onFile: ['actualStart', 'urgency', 'filedAt', 'handlers'],
    },
  },
  outcomes: { initiated: '已批准启动', notInitiated: '未批准启动' },
  begins: ({ people, emergency }) => ({
    opens: [
      submitTask(
        'initiation-form',
        'initiationForm',
        1,
        people.handlers,
        emergency ? FILING_CLOCK : undefined,
      ),
    ],
    starts: emergency ? [{ key: FILING_CLOCK, period: 'emergencyFiling', from: emergency.startedAt }] : [],
  }),
  gate: (_, act) => refuseInitiation(act),
};

/** 第三条. */
export const enforcementCaseRow: ProcedureRow<CaseFacts> = {
  key: 'enforcement-case',
  workflowType: 'enforcementCase',
  title: '执法案件',
  article: 3,
  phase: 'investigation',
  openedBy: [],
  opensMatter: false,
  beforeApproval: 'inEmergency',
  steps: {
    'termination-report': {
      label: '启动未获批准后的处理',
      asks: '立即解除措施，退还物品和证据原件，告知当事人，并逐项记录',
      document: 'terminationReport',
      article: 9,
    },
    'evidence-flag': {
      label: '已取得证据的处理意见',
      asks: '对先启动期间取得的证据提出处理意见',
      document: 'evidenceFlagOpinion',
      article: 7,
    },
    ...caseSteps,
  },
  records: caseRecords,
  outcomes: { terminated: '启动未获批准，案件终止', ended: '终止调查，案件终止' },
  begins: ({ startedAt }) => ({
    opens: [],
    starts: [{ key: DECISION_CLOCK, period: 'caseDecision', from: startedAt }],
  }),
  gate: (file) => startGate(enforcementCaseRow, file),
};

/** 第七条: the calendar that every working day and every last day is read from. The bureau's own matter. */
export const calendarImportRow: ProcedureRow<CalendarImportFacts> = {
  key: 'calendar-import',
  workflowType: 'calendarImport',
  title: '节假日日历导入',
  article: 7,
  phase: null,
  openedBy: ['administrator', 'legalOfficer'],
  opensMatter: false,
  beforeApproval: 'allowed',
  steps: {
    calendar: { label: '写入日历', asks: '按放假通知写入日历', document: null, article: 7 },
    deadlines: { label: '重新计算期限', asks: '重新计算跨该年度的期限', document: null, article: 7 },
  },
  outcomes: { imported: '已导入，有关期限已重新计算' },
  begins: () => ({ opens: [], starts: [] }),
  gate: refuseCalendarImport,
  progress: progressInWords,
};

/** Every procedure of the service, in the order of the articles. */
export const rows: readonly ProcedureRow[] = [
  applicationRow,
  complaintRow,
  inspectionRow,
  urgentInspectionRow,
  caseInitiationRow,
  enforcementCaseRow,
  investigationRow,
  appraisalRow,
  evidencePreservationRow,
  seizureRow,
  penaltyNoticeRow,
  hearingRow,
  decisionRow,
  summaryPenaltyRow,
  crimeTransferRow,
  serviceRow,
  recordingCustodyRow,
  entrustmentRow,
  calendarImportRow,
  substitutionRow,
  handoverRow,
  registerChangeRow,
] as readonly unknown[] as readonly ProcedureRow[];
