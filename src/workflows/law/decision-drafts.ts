import type { JointRule } from './joint-opinions.js';
import { held, type State } from './record/fold.js';
import { jointStanding, type Book, type Joint } from './record/joint.js';
import { textOf, textsOf, type Facts, type RecordHeader } from './record/kinds.js';
import { readStep, stepKey } from './record/approval-tasks.js';
import { discussionGrounds } from './rules/collective-discussion.js';
import { reviewGrounds } from './rules/legal-review.js';
import { penaltyIn } from './rules/penalty.js';

/** What a draft proposes. What the bureau may not decide it proposes to others. */
export const proposals = ['penalty', 'minorNoPenalty', 'notProven', 'crimeTransfer', 'referral'] as const;
export type Proposal = (typeof proposals)[number];

/** Subjects of the steps of a decision. */
export const SUBSTANCE = 'substance-review';
export const DRAFT = 'draft';
export const SUBMISSION = 'legal-submission';
export const LEGAL_REVIEW = 'legal-review';
export const DISCUSSION = 'discussion';
export const DISCUSSION_SIGNATURE = 'discussion-signature';
export const COUNTERSIGN = 'countersign';

/** Keys of what belongs to one draft, by the round in which it was submitted. */
export const submissionStep = (draft: number): string => stepKey(SUBMISSION, 'submit', draft);
export const legalReviewStep = (draft: number | ''): string => `${LEGAL_REVIEW}/opinion/${String(draft)}`;
export const minutesStep = (draft: number, meeting: number): string =>
  stepKey(`${DISCUSSION}-${String(draft)}`, 'submit', meeting);
const signatureSubject = (draft: number): string => `${DISCUSSION_SIGNATURE}-${String(draft)}`;

/** In which round a record of the decision was made. */
export const roundOf = ({ step }: Pick<RecordHeader, 'step'>): number => readStep(step).round;

/** The draft that stands in a round: the one submitted last, up to it. */
export function draftUpTo(on: Book['on'], round: number): RecordHeader | undefined {
  for (let earlier = round; earlier > 0; earlier -= 1) {
    const draft = on(stepKey(DRAFT, 'submit', earlier));
    if (draft?.kind === 'decided') return draft;
  }
  return undefined;
}

/** The last round in which a draft was submitted; 0 before the first. */
export const latestRound = ({ steps }: Pick<State, 'steps'>): number =>
  Math.max(
    0,
    ...Object.keys(steps)
      .filter((step) => step.startsWith(`${DRAFT}/submit/`))
      .map((step) => readStep(step).round),
  );

/** What a draft proposes; undefined where it says nothing of the list. */
export const proposalIn = (facts: Facts): Proposal | undefined =>
  proposals.find((proposal) => proposal === textOf(facts, 'proposal'));

const demolition = (draft: Facts): boolean => textOf(draft, 'penaltyKind') === 'demolition';

/** What was said of a case when its drafts were submitted, and whether one of them was 审核未通过. */
export type Submitted = { submissions: readonly Facts[]; notPassedBefore: boolean };

/**
 * Everything submitted up to a draft. What calls for 法制审核 or 集体讨论 is of the case: what was once said stands
 * for every later draft, and 审核未通过 is not left behind with the draft it was about.
 */
export function submittedUpTo(on: Book['on'], draft: number): Submitted {
  const drafts = Array.from({ length: draft }, (_, index) => index + 1);
  const reviews = drafts
    .filter((number) => number < draft)
    .flatMap((number) => on(legalReviewStep(number)) ?? []);
  return {
    submissions: drafts.flatMap((number) => on(submissionStep(number)) ?? []).map(({ facts }) => facts),
    notPassedBefore: reviews.some(({ facts }) => textOf(facts, 'result') === 'notPassed'),
  };
}

/**
 * Why the draft must pass 法制审核, in words; empty when it need not. A case that was heard is submitted as
 * such: the submission is refused otherwise.
 */
export function groundsForReview(
  draft: Facts,
  { submissions, notPassedBefore }: Submitted,
): readonly string[] {
  const yes = (key: string) => submissions.some((one) => textOf(one, key) === 'yes');
  return reviewGrounds({
    notPassedBefore,
    publicInterest: yes('publicInterest'),
    majorRights: yes('majorRights'),
    heard: yes('majorRights'),
    complexRelations: yes('complexRelations'),
    otherGround: yes('otherGround'),
    demolition: demolition(draft),
  });
}

/** Why the leaders must decide on it together, in words; empty when one may. Only of a penalty. */
export function groundsForDiscussion(draft: Facts, { submissions }: Submitted): readonly string[] {
  if (proposalIn(draft) !== 'penalty') return [];
  const said = submissions.map((one) => textOf(one, 'gravity'));
  const gravity = (['serious', 'complex'] as const).find((one) => said.includes(one)) ?? 'ordinary';
  return discussionGrounds({ gravity, demolition: demolition(draft) });
}

/**
 * Did the meeting decide what the draft proposes, of a penalty its kind and amounts too? Minutes from before
 * those were asked for name none.
 */
export function isAsDiscussed(minutes: Facts, draft: Facts): boolean {
  if (textOf(minutes, 'resultKind') !== (proposalIn(draft) ?? 'notProven')) return false;
  const [decided, drafted] = [penaltyIn(minutes), penaltyIn(draft)];
  if (proposalIn(draft) !== 'penalty' || !decided) return true;
  return (['kind', 'fine', 'confiscated'] as const).every((key) => decided[key] === drafted?.[key]);
}

/** The signatures of everybody who was at the meeting, under its minutes. */
export const minutesSignatures = (draft: number, attendees: readonly string[]) => ({
  subject: signatureSubject(draft),
  purpose: 'minutes' as const,
  rule: { kind: 'all' as const },
  signers: attendees.map((person) => ({ person })),
});

/** The minutes of the last meeting on a draft, and whether everybody has signed them. */
export function meetingOn(book: Book, draft: number): { minutes: RecordHeader; signed: boolean } | undefined {
  let last: RecordHeader | undefined;
  let meeting = 0;
  for (let next = book.on(minutesStep(draft, 1)); next; next = book.on(minutesStep(draft, meeting + 1))) {
    last = next;
    meeting += 1;
  }
  if (!last) return undefined;
  const joint = minutesSignatures(draft, textsOf(last.facts, 'attendees'));
  return { minutes: last, signed: jointStanding(joint, meeting, book).verdict?.result === 'agreed' };
}

const countersignRules: Readonly<Record<string, JointRule>> = {
  any: { kind: 'any' },
  inOrder: { kind: 'inOrder' },
  // More than half: of four two are not enough.
  majority: { kind: 'share', percent: 51 },
};

/**
 * The countersigning of a draft, or undefined where it names nobody. After a return the drafter chooses: on
 * to where it was returned from, with the same signers, or through all again.
 */
export function countersignOf(
  on: Book['on'],
  draft: RecordHeader,
): { joint: Joint & { purpose: 'consultation' }; round: number } | undefined {
  const first = firstOfSeries(on, draft);
  const named = textsOf(first.facts, 'countersigners');
  if (named.length === 0) return undefined;
  const joint = {
    subject: `${COUNTERSIGN}-${String(roundOf(first))}`,
    purpose: 'consultation' as const,
    rule: countersignRules[textOf(first.facts, 'countersignRule')] ?? { kind: 'all' as const },
    signers: named.map((person) => ({ person })),
    resumes: () => true,
  };
  return { joint, round: seriesLength(on, first, draft) };
}

/** The draft whose countersigning this one goes on with. */
function firstOfSeries(on: Book['on'], draft: RecordHeader): RecordHeader {
  const before = draftUpTo(on, roundOf(draft) - 1);
  return before && textOf(draft.facts, 'resubmission') === 'toReturner' ? firstOfSeries(on, before) : draft;
}

function seriesLength(on: Book['on'], first: RecordHeader, draft: RecordHeader): number {
  const before = draft.seq === first.seq ? undefined : draftUpTo(on, roundOf(draft) - 1);
  return before ? 1 + seriesLength(on, first, before) : 1;
}

/** The countersigning that is open now. */
export function openCountersign(state: State): { joint: Joint; round: number } | undefined {
  const on = (step: string) => held(state.steps, step);
  const draft = draftUpTo(on, latestRound(state));
  const found = draft && countersignOf(on, draft);
  const open = found && Object.keys(state.tasks).some((step) => step.startsWith(`${found.joint.subject}/`));
  return open ? found : undefined;
}
