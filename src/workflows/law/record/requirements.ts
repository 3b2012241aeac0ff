import { articleLabel, type ArticleNumber } from '../articles.js';
import { refusal, type Refusal } from '../../refusals.js';
import { held, recordedOn, type State } from './fold.js';
import { numberOf, textOf, type Act, type RecordHeader } from './kinds.js';
import type { DocumentKey } from '../documents.js';
import { readStep, stepKey } from './approval-tasks.js';

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

/**
 * What is missing before an act, told apart for whoever has not filled in its form yet: what is not on file,
 * and what the form itself will have to say (`form`). Pure.
 */
export function missingBefore(requirements: readonly Requirement[], matter: WholeMatter, act: Act) {
  const onFile: Requirement[] = [];
  const form: Requirement[] = [];
  for (const requirement of requirements) {
    const empty = unfilled(act);
    if (!requirement.met(matter, empty.act)) (empty.wasSought() ? form : onFile).push(requirement);
  }
  return { onFile, form };
}

/** An act whose form is not filled in yet; `wasSought`: something has looked there for an answer. */
export function unfilled(act: Act): { act: Act; wasSought: () => boolean } {
  let sought = false;
  const noting = <T extends object>(said: T, every = false): T =>
    new Proxy(said, {
      get: (target, key, receiver) => {
        sought ||= every || !(key in target);
        return Reflect.get(target, key, receiver) as unknown;
      },
    });
  const facts = noting(act.facts);
  const body = { ...act.body, form: noting({}) };
  return {
    act: { ...act, facts, body, attachments: noting(act.attachments, true) },
    wasSought: () => sought,
  };
}

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

/** Asked of the 批准人 alone: before him what he decides on may be made and examined. */
export const atApproval = (requirement: Requirement): Requirement => ({
  ...requirement,
  met: (matter, act) => readStep(act.step).part !== 'approve' || requirement.met(matter, act),
});

/** A clock of the procedure has not run out, or stands still: what comes later would hide that it has. */
export const beforeLapse = (clock: string, words: Omit<Requirement, 'met'>): Requirement =>
  onOwnRecord(words, ({ clocks }, { receivedAt }) => {
    const running = held(clocks, clock);
    return running !== undefined && (running.stopped !== undefined || receivedAt <= running.at);
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

/** A moment that a form tells of has come: what has not happened yet starts no term. */
export const notAhead = (key: string, label: string, article: ArticleNumber): Requirement => ({
  missing: `${label}不晚于现在`,
  article,
  met: (_, { facts, receivedAt }) => (numberOf(facts, key) ?? 0) <= receivedAt,
});
