import { caseGoesOn, emergencyReported, notSuspended, phaseOnFile } from './case-requirements.js';
import type { PeriodKey } from './periods.js';
import type { Phase, ProcedureRow } from './procedures.js';
import { readStep, readSubject } from './record/approval-tasks.js';
import { textOf, type Act } from './record/kinds.js';
import type { Requirement } from './record/requirements.js';

/**
 * What the course of the case (第三条) means for each act in it. 中止 holds up what brings the case nearer to a
 * decision; it holds up nothing that a party may do, that relieves him, or whose term goes on. 终止 and a start
 * that was refused end everything but the winding-up.
 */

/**
 * `advances`: neither while suspended nor after the end. `goesOn`: also while suspended. `windsUp`: also
 * after the end.
 */
export type Course = 'advances' | 'goesOn' | 'windsUp';

/** Of one act: its course, and what that rests on. */
type Rule = { course: Course; source: string };

/**
 * Of one procedure: what holds of its acts, by `opening`, the document put on file, or the subject of the
 * step, where it is otherwise than in general.
 */
type Rules = { general: Rule; otherwise?: Readonly<Record<string, Rule>> };

const rule =
  (course: Course) =>
  (source: string): Rule => ({ course, source });
const advances = rule('advances');
const goesOn = rule('goesOn');
const windsUp = rule('windsUp');

/** 中止调查 as the people who wrote this remember the rule of the ministry; its article has not been read. */
const SUSPENDED = '住房和城乡建设行政处罚程序规定（中止调查、终止调查，条号待核）';
const OWN_COURSE = '本制度第三条、住房和城乡建设行政处罚程序规定（条号待核）';

const rights = goesOn('行政处罚法第七条、第四十五条（当事人的权利不因中止而停止行使）');
const recusal = goesOn('行政处罚法第四十三条（决定作出之前，不停止调查；亦不因中止而不决定）');
const served = goesOn('行政处罚法第六十一条（已经作出的文书照常送达）');
const received = goesOn('他人作出、送交本局的材料，收到即入卷（第三条）');

export const courseOfActs: Readonly<Record<string, Rules>> = {
  'enforcement-case': {
    general: goesOn(OWN_COURSE),
    otherwise: {
      ...supplementary(advances(SUSPENDED)),
      investigationReport: advances(SUSPENDED),
      'investigation-report': advances(SUSPENDED),
      rightsToldRecord: goesOn('行政处罚法第四十四条'),
      rightsNotice: goesOn('行政处罚法第四十四条'),
      'termination-report': windsUp('行政强制法第十九条'),
      'evidence-flag': windsUp('第七条'),
      'course-notice-termination': windsUp(OWN_COURSE),
    },
  },
  investigation: {
    general: advances(SUSPENDED),
    otherwise: {
      rightsToldRecord: goesOn('行政处罚法第四十四条'),
      rightsNotice: goesOn('行政处罚法第四十四条'),
      recusalApplication: recusal,
      recusal,
      unsuitable: goesOn('第十四条（只是理由的审核，行为另行办理）'),
    },
  },
  appraisal: {
    general: received,
    otherwise: { opening: advances(SUSPENDED) },
  },
  'evidence-preservation': {
    general: advances(SUSPENDED),
    otherwise: {
      preservationList: windsUp('行政处罚法第五十六条（已经保存的，须有清单）'),
      'preservation-disposition': windsUp('行政处罚法第五十六条（七日内作出处理决定）'),
    },
  },
  seizure: {
    general: windsUp('行政强制法第二十五条、第二十八条（措施的期限不因中止而停止，解除、退还不得拖延）'),
    otherwise: {
      opening: advances(SUSPENDED),
      'sealing-form': advances(SUSPENDED),
      measureRecord: advances(SUSPENDED),
      periodExtensionForm: goesOn('行政强制法第二十五条'),
      'period-extension': goesOn('行政强制法第二十五条'),
    },
  },
  'penalty-notice': {
    general: advances(SUSPENDED),
    otherwise: {
      defenceRecord: rights,
      writtenDefence: rights,
      defenceWaiver: rights,
      hearingRequest: rights,
      hearingWaiver: rights,
      penaltyNoticeWithdrawal: goesOn('行政处罚法第四十四条（撤回告知不使案件趋近决定）'),
      'service-again': served,
    },
  },
  hearing: {
    general: goesOn('行政处罚法第六十四条（指定、变更、回避、撤回，均不举行听证）'),
    otherwise: {
      'hearing-notice': advances(SUSPENDED),
      'hearing-record': advances(SUSPENDED),
      hearingNoShow: advances(SUSPENDED),
      'hearing-report': advances(SUSPENDED),
    },
  },
  decision: {
    general: advances(SUSPENDED),
    otherwise: {
      expertOpinion: received,
      policeReply: received,
      legalReviewObjection: goesOn('第十七条（异议使决定暂缓）'),
      'transfer-report': goesOn('行政执法机关移送涉嫌犯罪案件的规定第三条（涉嫌犯罪的，必须移送）'),
      // The decision is made; what remains is to issue it (行政处罚法第五十九条、第六十一条).
      'penalty-decision': goesOn('行政处罚法第五十九条'),
      'no-penalty-decision': goesOn('行政处罚法第五十九条'),
      'not-proven-decision': goesOn('行政处罚法第五十九条'),
      referral: goesOn('行政处罚法第五十九条'),
      stamp: goesOn('行政处罚法第五十九条、第六十一条'),
    },
  },
  'summary-penalty': {
    general: advances(SUSPENDED),
    otherwise: {
      ordinary: goesOn('行政处罚法第五十一条（转为一般程序）'),
      'spot-filing': windsUp('行政处罚法第五十二条（当场决定须报备案）'),
    },
  },
  'crime-transfer': {
    general: windsUp('行政执法机关移送涉嫌犯罪案件的规定第三条、第五条（移送的期限不因中止、终止而停止）'),
    otherwise: { opening: goesOn('行政执法机关移送涉嫌犯罪案件的规定第三条') },
  },
  service: { general: windsUp('行政处罚法第六十一条（已经作出的文书照常送达）') },
  'recording-custody': { general: windsUp('第三十条第三款（录制完成之时起二十四小时内入库）') },
};

/** Evidence after the investigation, put on file in the case itself. */
function supplementary(same: Rule): Record<string, Rule> {
  const documents = [
    'questioningRecord',
    'evidenceCollectionNotice',
    'evidenceList',
    'originalToCopyRecord',
    'inspectionRecord',
    'samplingNotice',
    'samplingList',
    'otherEvidenceRecord',
    'refusalToCooperate',
    'evidenceSecuredRecord',
    'evidenceExclusion',
  ];
  return Object.fromEntries(documents.map((document) => [document, same]));
}

/** What an act is called in the table: `opening`, its document, or the subject of its step. */
function nameOf({ kind, step, facts }: Act): string {
  if (kind === 'opening') return 'opening';
  if (kind === 'recorded') return textOf(facts, 'document');
  return readStep(step).subject;
}

/** The rule of one act; undefined of a procedure that is no part of the course of a case. Pure. */
export function courseOf(row: Pick<ProcedureRow, 'key'>, act: Act): Rule | undefined {
  const rules = courseOfActs[row.key];
  const name = nameOf(act);
  return rules && (rules.otherwise?.[name] ?? rules.otherwise?.[readSubject(name).kind] ?? rules.general);
}

/**
 * A measure taken on the spot in an emergency is a fact: it is reported and recorded within its 24 hours,
 * whatever the course of the case (行政强制法第十九条). Whether it may be opened after the end its own gate says.
 */
const unlessOnTheSpot = (requirement: Requirement): Requirement => ({
  ...requirement,
  met: (matter, act) =>
    textOf(matter[act.procedure]?.opening?.facts ?? act.facts, 'mode') === 'onTheSpot' ||
    requirement.met(matter, act),
});

/** A termination, or what undoes a measure, is served when the case is over; nothing else is begun then. */
const SERVED_AFTERWARDS: readonly string[] = [
  'suspensionNotice',
  'measureLiftingDecision',
  'thingsReturnedRecord',
  'preservationDisposition',
  'spotPenaltyDecision',
];

const begunAfterTheEnd = (act: Act): boolean =>
  act.kind === 'opening' &&
  act.procedure.startsWith('service') &&
  !SERVED_AFTERWARDS.includes(textOf(act.facts, 'document'));

/** Which phase has to be on file, or passed over for reasons, before a procedure of a phase opens (第三条). */
const phaseBefore: Readonly<Partial<Record<Phase, 'investigation' | 'decision' | 'enforcement'>>> = {
  decision: 'investigation',
  enforcement: 'decision',
  archiving: 'enforcement',
};

/** 当场处罚 has no investigation of its own; a crime is transferred, and a document served, at any phase. */
const OF_ANY_PHASE: readonly string[] = ['summary-penalty', 'crime-transfer', 'service'];

/**
 * What the course of the case asks before an act: that the phase before is on file, that the case goes on,
 * that it does not stand still, and that an emergency was reported; what was found on site is put on file all
 * the same. Nothing of the system's own acts: what a procedure leads to follows. Pure.
 */
export function courseRequirements(
  row: Pick<ProcedureRow, 'key' | 'phase'>,
  act: Act,
): readonly Requirement[] {
  if (act.actor.role === 'system' || !isAsked(act)) return [];
  const before = row.phase === null || OF_ANY_PHASE.includes(row.key) ? undefined : phaseBefore[row.phase];
  const phase = act.kind === 'opening' && before ? [phaseOnFile(before)] : [];
  const course = courseOf(row, act)?.course;
  if (course === undefined) return phase;
  const ends = course === 'windsUp' && !begunAfterTheEnd(act) ? [] : [caseGoesOn];
  const frozen = act.kind === 'recorded' ? [] : [emergencyReported];
  const asked = [...ends, ...(course === 'advances' ? [notSuspended, ...frozen] : [])];
  return [...phase, ...(row.key === 'seizure' ? asked.map(unlessOnTheSpot) : asked)];
}

/** A return, a withdrawal and a refusal bring nothing nearer to a decision. */
const isAsked = ({ kind, decision }: Act): boolean =>
  kind === 'opening' ||
  kind === 'recorded' ||
  (kind === 'decided' && (decision === 'submit' || decision === 'agree'));

// — which clocks stand still with the case —

/** Of one clock while the investigation is suspended. */
type ClockRule = { stops: boolean; source: string };

const runsOn = (source: string): ClockRule => ({ stops: false, source });

/**
 * 中止 stops the clocks that a rule lets stop, and no other: one row for each period that a procedure of a case
 * runs. B10, from memory of the ministry's rule, names the term of the decision alone.
 */
export const clocksWhileSuspended = {
  caseDecision: { stops: true, source: SUSPENDED },
  emergencyFiling: runsOn('第九条（24小时内补报，以自然时刻计）'),
  emergencyDecision: runsOn('本局参数（紧急启动的批准不因中止而延缓）'),
  measureDuration: runsOn('行政强制法第二十五条（只扣除检测、检验、检疫、技术鉴定的期间）'),
  emergencyMeasureApproval: runsOn('行政强制法第十九条'),
  evidencePreservation: runsOn('行政处罚法第五十六条（七日，不得延长）'),
  statementAndDefence: runsOn('行政处罚法第四十五条（当事人的期限，不因中止而缩短或者停止）'),
  hearingRequest: runsOn('行政处罚法第六十四条'),
  hearingNotice: runsOn('行政处罚法第六十四条（通知在先的天数自送达起算）'),
  decisionService: runsOn('行政处罚法第六十一条（已经作出的决定照常送达）'),
  publicNoticeService: runsOn('民事诉讼法第九十五条'),
  publicNoticeServiceAbroad: runsOn('民事诉讼法第二百八十三条'),
  entrustedService: runsOn('民事诉讼法第九十一条及其解释'),
  spotPenaltyFiling: runsOn('行政处罚法第五十二条'),
  recordingCustody: runsOn('第三十条第三款'),
  crimeTransferDecision: runsOn('行政执法机关移送涉嫌犯罪案件的规定第五条'),
  crimeTransfer: runsOn('行政执法机关移送涉嫌犯罪案件的规定第五条'),
  policeDecision: runsOn('行政执法机关移送涉嫌犯罪案件的规定第八条'),
  policeReconsideration: runsOn('行政执法机关移送涉嫌犯罪案件的规定第九条'),
  policeReconsiderationDecision: runsOn('行政执法机关移送涉嫌犯罪案件的规定第九条'),
  procuratorateSupervision: runsOn('行政执法机关移送涉嫌犯罪案件的规定第九条'),
  thingsHandover: runsOn('行政执法机关移送涉嫌犯罪案件的规定第十二条'),
} as const satisfies Partial<Record<PeriodKey, ClockRule>>;

/** Does a clock of this period stand still while the investigation is suspended? */
export const standsStillWhileSuspended = (period: PeriodKey): boolean =>
  (clocksWhileSuspended as Partial<Record<PeriodKey, ClockRule>>)[period]?.stops ?? false;
