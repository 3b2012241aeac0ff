import type { DocumentKey } from './documents.js';
import { readStep } from './record/approval-tasks.js';
import { held, recordedOn, type State } from './record/fold.js';
import { textOf, textsOf, type Act, type Facts, type RecordHeader } from './record/kinds.js';
import type { WholeMatter } from './record/requirements.js';
import { partyActedAt } from './party-acts.js';
import { shanghaiDay } from './moments.js';
import type { PenaltyKey } from './penalties.js';
import type { PeriodKey } from './periods.js';
import { hearingDuty } from './rules/hearing.js';
import { kindsOf, penaltyIn } from './rules/penalty.js';

/** Key of the row of notices; its procedures are `penalty-notice/1`, `penalty-notice/2` … */
export const NOTICE = 'penalty-notice';

/** What a notice gives a party: to state and defend, and where it was offered to ask for a hearing. */
export const rights = {
  defence: {
    clock: (party: string) => `defence/${party}`,
    period: 'statementAndDefence',
    waiver: 'defenceWaiver',
    used: ['defenceRecord', 'writtenDefence'],
  },
  hearing: {
    clock: (party: string) => `hearing-request/${party}`,
    period: 'hearingRequest',
    waiver: 'hearingWaiver',
    used: ['hearingRequest'],
  },
} as const satisfies Record<
  string,
  { clock: (party: string) => string; period: PeriodKey; waiver: DocumentKey; used: readonly DocumentKey[] }
>;
export type Right = keyof typeof rights;

/** The documents by which a party makes use of a right or gives it up. */
export const answersTo = (right: Right): readonly DocumentKey[] => [
  ...rights[right].used,
  rights[right].waiver,
];

/** The right a document of a party is about. */
export const rightOf = (document: DocumentKey): Right =>
  answersTo('hearing').includes(document) ? 'hearing' : 'defence';

/** The key of one of several of a kind: `late-request`, `late-request-2`. */
export const numbered = (subject: string, count: number): string =>
  count === 1 ? subject : `${subject}-${String(count)}`;

/** The record of the notice as it was submitted last: the opening, or a submission after a return. */
export const noticeRecord = (state: State): RecordHeader | undefined =>
  Object.values(state.steps)
    .filter(({ step, decision }) => decision === 'submit' && readStep(step).subject === NOTICE)
    .sort((one, other) => other.seq - one.seq)[0] ?? state.opening;

/** What a notice tells, in the facts of its form. */
export const noticeFacts = (state: State): Facts => noticeRecord(state)?.facts ?? {};

/** The parties a notice names by key; the only party of a case needs no naming. */
export function noticedParties(told: Facts): readonly string[] {
  const named = textsOf(told, 'parties');
  return named.length > 0 ? [...new Set(named)] : ['1'];
}

/** The rights a notice tells of. */
export const rightsIn = (state: State): readonly Right[] =>
  textOf(noticeFacts(state), 'hearingOffered') === 'offered' ? ['defence', 'hearing'] : ['defence'];

/**
 * Was a hearing offered on money only because nobody has set from which amount one must be (law of the
 * province), so that people can be told?
 */
export function isOfferedForSafety(state: State): boolean {
  const record = noticeRecord(state);
  const penalty = record && penaltyIn(record.facts);
  if (!penalty || !rightsIn(state).includes('hearing')) return false;
  const { grounds, thresholdUnset } = hearingDuty('organisation', penalty, shanghaiDay(record.receivedAt));
  return thresholdUnset && grounds.length === kindsOf(penalty).filter(isMoney).length;
}

const isMoney = (kind: PenaltyKey): boolean => kind === 'fine' || kind === 'confiscation';

/** Of which party of the notice a document is; empty where it names none and there are several. */
export function partyOf(state: State, { facts }: Pick<Act, 'facts'>): string {
  const [only, second] = noticedParties(noticeFacts(state));
  return textOf(facts, 'party') || (second === undefined ? (only ?? '') : '');
}

/** The answers of a party to one right, in their order. */
export const answersOf = (state: State, right: Right, party: string): RecordHeader[] =>
  answersTo(right)
    .flatMap((document) => recordedOn(state, document))
    .filter((record) => partyOf(state, record) === party)
    .sort((one, other) => one.seq - other.seq);

/** Has the party declared that he does without it? Silence is no declaration. */
export const isWaived = (state: State, right: Right, party: string): boolean =>
  recordedOn(state, rights[right].waiver).some((record) => partyOf(state, record) === party);

/** Is the notice served on the party? His terms run from it. */
export const isServedOn = (state: State, party: string): boolean =>
  held(state.clocks, rights.defence.clock(party)) !== undefined;

/**
 * Has a party's term run out at a moment (epoch ms)? Never while it is reckoned with a calendar that may
 * still change: a right is not cut off by a reckoning.
 */
export function isTermOver(state: State, right: Right, party: string, at: number): boolean {
  const clock = held(state.clocks, rights[right].clock(party));
  return clock !== undefined && !clock.provisional && at > clock.at;
}

/** Did a party act within the term, or before it began? */
export function isInTime(state: State, right: Right, record: RecordHeader | Act): boolean {
  const clock = held(state.clocks, rights[right].clock(partyOf(state, record)));
  return clock === undefined || partyActedAt(record) <= clock.at;
}

/** Statements and defences on file, oral and written. */
export const statementsOn = (state: State): RecordHeader[] =>
  rights.defence.used
    .flatMap((document) => recordedOn(state, document))
    .sort((one, other) => one.seq - other.seq);

/** The step that reviews a statement, by the statement's number on the record. */
export const reviewSubject = ({ seq }: Pick<RecordHeader, 'seq'>): string => `defence-review-${String(seq)}`;

/** Is the statement's written review on file? */
export const isDefenceReviewed = (state: State, statement: RecordHeader): boolean =>
  held(state.steps, `${reviewSubject(statement)}/submit/1`)?.decision === 'submit';

/** The number of a request among the requests of its notice. */
const countOf = (state: State, request: RecordHeader): number =>
  recordedOn(state, 'hearingRequest').findIndex(({ seq }) => seq === request.seq) + 1;

/** The step that decides on a request that came late or without an offer. */
export const leaveStep = (count: number): string => `${numbered('late-request', count)}/approve/1`;

/** What was decided about a request that needed leave, or undefined. */
const leaveOn = (state: State, request: RecordHeader): RecordHeader | undefined =>
  held(state.steps, leaveStep(countOf(state, request)));

/** Does a request need leave: it is late, or no hearing was offered? */
export const needsLeave = (state: State, request: RecordHeader): boolean =>
  !rightsIn(state).includes('hearing') || !isInTime(state, 'hearing', request);

/** A request that leads to a hearing. */
export const isGranted = (state: State, request: RecordHeader): boolean => {
  const leave = leaveOn(state, request);
  return leave ? leave.decision === 'agree' : !needsLeave(state, request);
};

/** A request that was refused leads nowhere and is settled. */
export const isRequestSettled = (state: State, request: RecordHeader): boolean =>
  leaveOn(state, request)?.decision === 'refuse';

/**
 * The number of the hearing that a request leads to: the notice's own, `hearing/1` for `penalty-notice/1`,
 * and `hearing/1-2` for its second request. So no two notices ever ask for the same one.
 */
export function hearingInstance(notice: string, count: number): string {
  const [, number = '1'] = notice.split('/');
  return numbered(number, count);
}

/** The hearing a request led to, as the matter has it. */
export const hearingOf = (matter: WholeMatter, state: State, request: RecordHeader): State | undefined => {
  const found = matter[`hearing/${hearingInstance(request.procedure, countOf(state, request))}`];
  return found?.opening ? found : undefined;
};
