import { readStep, readSubject, stepKey } from './record/approval-tasks.js';
import { held, recordedOn, type State } from './record/fold.js';
import { numberOf, textsOf, type Act, type RecordHeader } from './record/kinds.js';
import {
  approvedIn,
  concludedAs,
  outcomeOn,
  type Requirement,
  type WholeMatter,
} from './record/requirements.js';
import type { DocumentKey } from './documents.js';
import { phases, type Phase } from './procedures.js';

/** Key of the procedure that carries the case. */
export const CASE = 'enforcement-case';

/** What its recorded forms are approved under; the number of the form follows: `suspension-1`. */
export const COURSE_SUBJECTS = {
  suspensionForm: 'suspension',
  resumptionForm: 'resumption',
  terminationForm: 'termination',
  periodExtensionForm: 'period-extension',
  phaseSkipReason: 'phase-skip',
  investigationReport: 'investigation-report',
} as const satisfies Partial<Record<DocumentKey, string>>;
export type CourseForm = keyof typeof COURSE_SUBJECTS;

/** The subject of the approval of one recorded form, by its number. */
export const subjectOf = (form: CourseForm, count: number): string =>
  `${COURSE_SUBJECTS[form]}-${String(count)}`;

/** The last decision of the 批准人 on a subject that ends its approval, or undefined. */
export function verdictOn(state: State | undefined, subject: string): RecordHeader | undefined {
  for (let round = 1; state && held(state.steps, stepKey(subject, 'review', round)); round += 1) {
    const decided = held(state.steps, stepKey(subject, 'approve', round));
    if (decided?.decision === 'agree' || decided?.decision === 'refuse') return decided;
  }
  return undefined;
}

/**
 * The documents of a kind approved under a subject and their number, in order, as they were submitted last.
 */
export const approvedUnder = (state: State, document: DocumentKey, subject: string): RecordHeader[] =>
  recordedOn(state, document).flatMap((record, index) => {
    const numbered = `${subject}-${String(index + 1)}`;
    return approvedIn(state, numbered) ? [submittedLast(state, numbered) ?? record] : [];
  });

/** The forms of a kind that have been approved, in order, as they were submitted last. */
export const approvedForms = (state: State | undefined, form: CourseForm): RecordHeader[] =>
  state ? approvedUnder(state, form, COURSE_SUBJECTS[form]) : [];

/** Is a document of this kind still on its way through its approval, under a subject and its number? */
export const isPendingUnder = (state: State, document: DocumentKey, subject: string): boolean =>
  recordedOn(state, document).some((_, index) => !verdictOn(state, `${subject}-${String(index + 1)}`));

/** Is a form of this kind still on its way through its approval? */
export const isPending = (state: State, form: CourseForm): boolean =>
  isPendingUnder(state, form, COURSE_SUBJECTS[form]);

/** The latest submission of a subject that was returned; undefined where the recorded form itself stands. */
export const submittedLast = (state: State, subject: string): RecordHeader | undefined =>
  Object.values(state.steps)
    .filter(({ kind, step }) => kind === 'decided' && step.startsWith(`${subject}/submit/`))
    .sort((one, other) => other.seq - one.seq)[0];

/** Is the investigation suspended (中止): more suspensions approved than resumptions? */
export const isSuspended = (state: State | undefined): boolean =>
  approvedForms(state, 'suspensionForm').length > approvedForms(state, 'resumptionForm').length;

/** The moment (epoch ms) a form of the course states; when it was handed in where it states none. */
const momentIn = ({ facts, occurredAt }: RecordHeader): number => numberOf(facts, 'from') ?? occurredAt;

/** 中止 from the later of what the form says and its approval: a form alone holds nothing up. Epoch ms. */
export const suspendedFrom = (form: RecordHeader, verdict: RecordHeader): number =>
  Math.max(momentIn(form), verdict.receivedAt);

/** 恢复 from the earlier of when the cause had ended and the approval. Epoch ms. */
export const resumedFrom = (form: RecordHeader, verdict: RecordHeader): number =>
  Math.min(momentIn(form), verdict.receivedAt);

/** When each approved form of a kind took effect, in order (epoch ms). */
function effectiveOn(
  state: State,
  form: 'suspensionForm' | 'resumptionForm',
  from: typeof suspendedFrom,
): number[] {
  return recordedOn(state, form).flatMap((record, index) => {
    const subject = subjectOf(form, index + 1);
    const verdict = verdictOn(state, subject);
    return verdict?.decision === 'agree' ? [from(submittedLast(state, subject) ?? record, verdict)] : [];
  });
}

/** Was the investigation suspended at a moment (epoch ms)? Suspensions and resumptions alternate. */
export function isSuspendedAt(state: State | undefined, moment: number): boolean {
  if (!state) return false;
  const ends = effectiveOn(state, 'resumptionForm', resumedFrom);
  return effectiveOn(state, 'suspensionForm', suspendedFrom).some(
    (from, index) => from <= moment && moment < (ends[index] ?? Infinity),
  );
}

/** The form behind an approval step: `suspension-2/approve/1` is about the second one on file. */
export function formBehind(
  state: State | undefined,
  form: CourseForm,
  { step }: Act,
): RecordHeader | undefined {
  const { subject } = readStep(step);
  return state && (submittedLast(state, subject) ?? recordedOn(state, form)[readSubject(subject).count - 1]);
}

// — what procedures ask of the course of the case —

/** The start is approved, not only begun in an emergency. */
export const startIsApproved: Requirement = {
  missing: '程序启动已经行政机关负责人批准',
  article: 9,
  met: (matter) => hasEffect(matter['case-initiation'], 'startApproved'),
};

/** Key of the clock of the 24-hour 补报. */
export const FILING_CLOCK = 'emergency-filing';

/**
 * 情况紧急的……在行政执法程序启动后24小时内补报 — 第九条. Once they have passed, nothing that needs an approval goes on before the
 * report is made; it may still be made, late.
 */
export const emergencyReported: Requirement = {
  missing: '紧急启动已经补报（二十四小时已过，补报以前不得继续办理须经批准的事项）',
  article: 9,
  met: (matter, { receivedAt }) => {
    const clock = held(matter['case-initiation']?.clocks ?? {}, FILING_CLOCK);
    return clock === undefined || clock.met !== undefined || receivedAt <= clock.at;
  },
};

/** Nobody has refused the start, and the case has not been terminated. */
export const caseGoesOn: Requirement = {
  missing: '案件未终止，启动未被不予批准',
  article: 9,
  statute: '住房和城乡建设行政处罚程序规定（终止调查，条号待核）',
  met: (matter) => !hasEnded(matter),
};

const hasEnded = (matter: WholeMatter): boolean =>
  hasEffect(matter['case-initiation'], 'startRefused') ||
  matter[CASE]?.terminated !== undefined ||
  outcomeOn(matter[CASE]) !== undefined;

/**
 * 中止 has an end before the case goes on. What was done on site before it, or after its end, may be put on file
 * at any time: it is judged by when it happened.
 */
export const notSuspended: Requirement = {
  missing: '中止的调查已经恢复',
  article: null,
  statute: '住房和城乡建设行政处罚程序规定（中止调查，条号待核）',
  met: (matter, { kind, occurredAt, receivedAt }) =>
    !isSuspendedAt(matter[CASE], kind === 'recorded' ? occurredAt : receivedAt),
};

const hasEffect = (state: State | undefined, effect: RecordHeader['effect']): boolean =>
  state !== undefined && Object.values(state.steps).some((record) => record.effect === effect);

/** Has the 负责人 agreed to the reasons for which a phase is passed over? */
export const phaseSkipped = (matter: WholeMatter, phase: Phase): boolean =>
  approvedForms(matter[CASE], 'phaseSkipReason').some(({ facts }) => facts['phase'] === phase);

/**
 * 全过程记录 — 第三条: a phase is on file, or the reasons for passing it over are, approved. For the rows of the
 * procedures that follow it.
 */
export const phaseOnFile = (phase: 'investigation' | 'decision' | 'enforcement'): Requirement => ({
  missing: `“${phases[phase]}”阶段已有记录，或者略过的理由已经批准`,
  article: 3,
  met: (matter) => phaseSkipped(matter, phase) || phaseDone[phase](matter),
});

const phaseDone: Readonly<
  Record<'investigation' | 'decision' | 'enforcement', (matter: WholeMatter) => boolean>
> = {
  investigation: (matter) => outcomeOn(matter['investigation']) !== undefined,
  decision: (matter) =>
    outcomeOn(matter['decision']) !== undefined ||
    outcomeOn(matter['summary-penalty']) !== undefined ||
    hasEnded(matter),
  // A case that was terminated, or whose start was refused, has nothing to carry out and is archived.
  enforcement: (matter) => concludedAs(matter, 'service', 'served') || hasEnded(matter),
};

/** 负责人集体讨论 is no meeting of one. */
const MEETING_MEMBERS = 2;

/** 负责人集体讨论 about a subject, on file after a form, by at least two of them, none of those concerned. */
export function discussedSince(
  matter: WholeMatter,
  subject: string,
  form: RecordHeader | undefined,
  apart: readonly string[] = [],
): boolean {
  const records = matter[CASE] ? recordedOn(matter[CASE], 'collectiveDiscussionRecord') : [];
  return records.some(({ facts, seq }) => {
    const attendees = new Set(textsOf(facts, 'attendees'));
    return (
      facts['subject'] === subject &&
      seq > (form?.seq ?? Infinity) &&
      attendees.size >= MEETING_MEMBERS &&
      !apart.some((id) => attendees.has(id))
    );
  });
}
