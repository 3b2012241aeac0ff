import { numbered } from './notice-rights.js';
import type { OpenedFacts } from './procedures.js';
import { readStep, readSubject } from './record/approval-tasks.js';
import { held, recordedOn, type State } from './record/fold.js';
import { numberOf, textOf, textsOf, type Facts, type RecordHeader, type Task } from './record/kinds.js';
import { successorOf } from './record/successors.js';

/** Facts of a hearing: the notice it follows from, the party that asked, and the seq of his request. */
export type HearingFacts = OpenedFacts & { notice: string; party: string; request: number };

/** Who a form names in a field of persons: the first, where one is meant. */
const personIn = (facts: Facts, key: string): string => textsOf(facts, key)[0] ?? textOf(facts, key);

/** The chair whom an appointment names. */
export const chairIn = ({ facts }: Pick<RecordHeader, 'facts'>): string => personIn(facts, 'chair');
/** The 记录人 whom an appointment names. */
export const recorderIn = ({ facts }: Pick<RecordHeader, 'facts'>): string => personIn(facts, 'recorder');

const decidedWith = (state: State, subjects: readonly string[]): RecordHeader[] =>
  Object.values(state.steps)
    .filter(({ kind, step }) => kind === 'decided' && subjects.includes(subjectOf(step)))
    .sort((one, other) => one.seq - other.seq);

/** A step's subject without the number that tells several of a kind apart. */
const subjectOf = (step: string): string => readSubject(readStep(step).subject).kind;

/** The appointment that stands: the latest. */
export const appointmentOn = (state: State): RecordHeader | undefined =>
  decidedWith(state, ['hearing-appointment']).at(-1);

/** Who chairs the hearing now, or who has taken his part since; empty while nobody is appointed. */
export function chairOn(state: State): string {
  const appointment = appointmentOn(state);
  return appointment ? successorOf(state.successors, 'hearingChair', chairIn(appointment)) : '';
}

/** Everything that told the party of a time and place, in order: the notice, and each move of the hearing. */
export const announcementsOn = (state: State): RecordHeader[] =>
  [
    ...decidedWith(state, ['hearing-notice', 'hearing-postponement']),
    ...recordedOn(state, 'hearingPostponement'),
  ].sort((one, other) => one.seq - other.seq);

/** The time and place that stand. */
export const announcementOn = (state: State): RecordHeader | undefined => announcementsOn(state).at(-1);

/** When the hearing is to be held, by an announcement (epoch ms); undefined where it does not say. */
export const hearingAt = ({ facts }: Pick<RecordHeader, 'facts'>): number | undefined =>
  numberOf(facts, 'hearingAt');

/** The clock of the seven working days between service of an announcement and the hearing. */
export const announcementClock = ({ seq }: Pick<RecordHeader, 'seq'>): string =>
  `hearing-notice/${String(seq)}`;

/**
 * Is the party told of this time seven whole working days before it, by what is surely known of the calendar?
 * 应当在举行听证的七日前，通知当事人 — 行政处罚法第六十四条（二）.
 */
export function isToldInTime(state: State, announcement: RecordHeader): boolean {
  const clock = held(state.clocks, announcementClock(announcement));
  const at = hearingAt(announcement);
  return clock !== undefined && !clock.provisional && at !== undefined && at > clock.at;
}

/** The step that decides on a challenge of the chair. */
export const challengeStep = (count: number): string => `${numbered('hearing-challenge', count)}/approve/1`;

/** Challenges nobody has decided yet. */
export const challengesPending = (state: State): RecordHeader[] =>
  recordedOn(state, 'hearingChallenge').filter(
    (_, index) => held(state.steps, challengeStep(index + 1)) === undefined,
  );

/** Whom the challenges name to which the 负责人 has agreed. */
export const stoodDownOn = (state: State): string[] =>
  recordedOn(state, 'hearingChallenge').flatMap(({ facts }, index) =>
    held(state.steps, challengeStep(index + 1))?.decision === 'agree' ? textsOf(facts, 'persons') : [],
  );

/** Whom the challenge names that a step decides on. */
export const challengedBehind = (state: State, { step }: { step: string }): string[] => {
  const challenge = recordedOn(state, 'hearingChallenge')[readSubject(readStep(step).subject).count - 1];
  return textsOf(challenge?.facts ?? {}, 'persons');
};

/** Asks for the decision on a challenge: of whoever of the 负责人 is not himself challenged. */
export const challengeTask = (
  count: number,
  approvers: readonly string[],
  { facts }: RecordHeader,
): Task => ({
  step: challengeStep(count),
  role: 'approver',
  document: null,
  decisions: ['agree', 'refuse'],
  candidates: approvers.filter((id) => !textsOf(facts, 'persons').includes(id)),
});

/** The decision that a chair appointed by a record stands down. */
export const standDownAfter = (state: State, appointed: RecordHeader): RecordHeader | undefined =>
  decidedWith(state, ['hearing-challenge']).find(
    ({ decision, seq }) => decision === 'agree' && seq > appointed.seq,
  );

/** The step that decides whether a recording is 不适宜. */
export const unsuitableStep = (count: number): string =>
  `${numbered('recording-unsuitable', count)}/approve/1`;

/** The 听证笔录 that was made. */
export const hearingRecordOn = (state: State): RecordHeader | undefined =>
  decidedWith(state, ['hearing-record']).at(-1);

/** Asks the 负责人 for a chair, once more after one has stood down. */
export const appointmentTask = (count: number, approvers: readonly string[]): Task => ({
  step: `${numbered('hearing-appointment', count)}/submit/1`,
  role: 'approver',
  document: 'hearingAppointment',
  decisions: ['submit'],
  candidates: [...approvers],
});

const ofChair = (subject: string, document: NonNullable<Task['document']>, chair: string): Task => ({
  step: `${subject}/submit/1`,
  role: 'hearingChair',
  document,
  decisions: ['submit'],
  candidates: [chair],
});

/** Asks a chair to tell the party of time and place; `count`: his number among the chairs. */
export const noticeTask = (count: number, chair: string): Task =>
  ofChair(numbered('hearing-notice', count), 'hearingNotice', chair);

/** Asks the chair for another day; `count`: of the announcement that it moves. */
export const postponementTask = (count: number, chair: string): Task =>
  ofChair(numbered('hearing-postponement', count), 'hearingPostponement', chair);

/** Asks the chair to hold the hearing; `count`: of the announcement it is held on. */
export const recordTask = (count: number, chair: string): Task =>
  ofChair(numbered('hearing-record', count), 'hearingRecord', chair);

/** Asks the chair for his report. */
export const reportTask = (chair: string): Task => ofChair('hearing-report', 'hearingReport', chair);
