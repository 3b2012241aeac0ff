import { articleLabel, type ArticleNumber } from '../articles.js';
import { refusal, type Refusal } from '../../refusals.js';
import { held, recordedOn, type State } from './fold.js';
import { textOf, type Act, type RecordHeader } from './kinds.js';
import type { DocumentKey } from '../documents.js';
import { stepKey } from './approval-tasks.js';

/** Every procedure of a matter, by procedure key (`hearing/1`). */
export type WholeMatter = Readonly<Record<string, State>>;

/**
 * What must be on file before a procedure opens or a document is put on file. Gates are lists of these, so
 * that a refusal names everything that is missing at once.
 */
export type Requirement = {
  /** What is missing, in words: 《案件调查终结报告》已经审核批准. */
  missing: string;
  /** The article of the regulation it rests on, or null. */
  article: ArticleNumber | null;
  /** What stands behind it, with its article. */
  statute?: string;
  /** Pure. Is it on file? `act` is what is about to be done. */
  met: (matter: WholeMatter, act: Act) => boolean;
};

/** The requirements that are not met, in their order. Pure. */
export const unmet = (
  requirements: readonly Requirement[],
  matter: WholeMatter,
  act: Act,
): readonly Requirement[] => requirements.filter(({ met }) => !met(matter, act));

/** The refusal that names everything missing, each with its article; undefined for nothing. */
export function refuseUnmet(missing: readonly Requirement[]): Refusal | undefined {
  const [first] = missing;
  if (!first) return undefined;
  const words = missing.map(requirementInWords).join('；');
  return refusal(
    'requirementsMissing',
    { missing: words, count: missing.length },
    first.article ?? undefined,
  );
}

/** A requirement with what it rests on: 法制审核通过（第十七条、行政处罚法第五十八条）. */
export function requirementInWords({ missing, article, statute }: Requirement): string {
  const sources = [...(article === null ? [] : [articleLabel(article)]), ...(statute ? [statute] : [])];
  return `${missing}（${sources.join('、')}）`;
}

// — what requirements are made of —

/** A requirement on the record of the procedure that the act belongs to. */
export const onOwnRecord = (
  words: Omit<Requirement, 'met'>,
  met: (state: State, act: Act, matter: WholeMatter) => boolean,
): Requirement => ({
  ...words,
  met: (matter, act) => {
    const state = matter[act.procedure];
    return state !== undefined && met(state, act, matter);
  },
});

/** The procedures of a row on the matter, in order of their opening: `hearing`, `hearing/1`, `hearing/2`. */
export const instancesOf = (matter: WholeMatter, key: string): State[] =>
  Object.entries(matter)
    .filter(([procedure, state]) => (procedure === key || procedure.startsWith(`${key}/`)) && state.opening)
    .map(([, state]) => state)
    .sort((one, other) => (one.opening?.seq ?? 0) - (other.opening?.seq ?? 0));

/** What a procedure came to; undefined while it is open or was never opened. */
export const outcomeOn = (state: State | undefined): string | undefined =>
  state?.concluded && textOf(state.concluded.facts, 'outcome');

/** Has a procedure of this row come to one of these outcomes? */
export const concludedAs = (matter: WholeMatter, key: string, ...outcomes: readonly string[]): boolean =>
  instancesOf(matter, key).some((state) => outcomes.includes(outcomeOn(state) ?? ''));

/** Is a procedure of this row still under way? */
export const underWay = (matter: WholeMatter, key: string): boolean =>
  instancesOf(matter, key).some((state) => !state.concluded);

/** The documents of a kind on file in the procedures of a row. */
export const onFile = (matter: WholeMatter, key: string, document: DocumentKey): RecordHeader[] =>
  instancesOf(matter, key).flatMap((state) => recordedOn(state, document));

/** How an approval in a procedure of a row ended: the latest decision of its 批准人 that stands. */
export const approvedIn = (state: State | undefined, subject: string): boolean => {
  for (let round = 1; state && held(state.steps, stepKey(subject, 'review', round)); round += 1)
    if (held(state.steps, stepKey(subject, 'approve', round))?.decision === 'agree') return true;
  return false;
};
