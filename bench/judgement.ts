/** What became of acts that were sent while parts were killed: lost, doubled, torn. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { ActAnswer, TimelineEntry } from '../src/api/schemas.js';
import type { Answered } from './approval.js';
import { faultsOf, type Sent } from './read-back.js';

/** A case as its client saw it, and what is on file of it in the end. */
export interface WitnessedCase {
  readonly number: string;
  readonly sent: Sent;
  readonly answered: readonly Answered[];
  /** Every answered act sent once more at the end: what it was answered, or why it was refused. */
  readonly repeated: readonly (ActAnswer | { readonly refused: string })[];
  readonly entries: readonly TimelineEntry[];
  /** Whether a task of the case is still on somebody's list although all of it has been decided. */
  readonly stillListed: boolean;
}

/** What was found, a sentence each. */
export interface Judgement {
  /** Acknowledged, and not on file. */
  readonly lost: string[];
  /** Sent once, and on file twice, or answered by another record when it was sent again. */
  readonly doubled: string[];
  /** On file, but not whole: a gap, a missing part, or without what follows from it. */
  readonly torn: string[];
}

/** Judges one case; the sentences begin with its number. */
export function judge(witnessed: WitnessedCase): Judgement {
  const named = (sentences: string[]): string[] => sentences.map((words) => `${witnessed.number}: ${words}`);
  const doubled = doubledIn(witnessed);
  const lost = lostIn(witnessed);
  const known = doubled.length + lost.length > 0;
  return { lost: named(lost), doubled: named(doubled), torn: named(known ? [] : tornIn(witnessed)) };
}

function lostIn({ answered, entries }: WitnessedCase): string[] {
  return answered.flatMap(({ act, answer }) => {
    const { seq, kind, step, decision } = answer.record;
    const entry = entries.find((one) => one.seq === seq);
    const same =
      entry?.kind === kind &&
      entry.step === step &&
      entry.decision === decision &&
      entry.actor.id === act.person;
    return same ? [] : [`${act.name} was acknowledged as record ${String(seq)}, which is not on file`];
  });
}

function doubledIn({ answered, repeated, entries, sent }: WitnessedCase): string[] {
  const starts = entries.filter(
    ({ kind, procedure }) => kind === 'opening' && procedure === 'case-initiation',
  );
  const again = answered.flatMap(({ act, answer }, index) => {
    const repeat = repeated[index];
    if (repeat === undefined) return [];
    if ('refused' in repeat) return [`${act.name} was refused when it was sent again: ${repeat.refused}`];
    return isDeepStrictEqual(repeat, answer) ? [] : [`${act.name} was answered otherwise when sent again`];
  });
  const opinions = sent.decisions.flatMap(({ opinion, role }) => {
    const times = entries.filter((entry) => entry.opinion === opinion).length;
    return times > 1 ? [`the opinion of the ${role} is there ${String(times)} times`] : [];
  });
  return [...(starts.length > 1 ? [`${String(starts.length)} starts`] : []), ...opinions, ...again];
}

function tornIn({ answered, entries, sent, stillListed }: WitnessedCase): string[] {
  const complete = answered.length === sent.decisions.length + 1;
  if (!complete) return [`only ${String(answered.length)} acts were answered`];
  const opened = entries.filter(
    ({ kind, procedure }) => kind === 'opening' && procedure === 'enforcement-case',
  );
  const concluded = entries.filter(
    ({ kind, procedure }) => kind === 'concluded' && procedure === 'case-initiation',
  );
  return [
    ...faultsOf(entries, sent),
    ...(opened.length === 1 ? [] : [`the case was opened ${String(opened.length)} times`]),
    ...(concluded.length === 1 ? [] : [`the initiation was concluded ${String(concluded.length)} times`]),
    ...(stillListed ? ['a task that has been decided is still on a list'] : []),
  ];
}

/** Cases that nobody started: an act that made a second case when it was repeated. */
export const strayCases = (listed: readonly string[], started: ReadonlySet<string>): string[] =>
  listed.filter((number) => !started.has(number)).map((number) => `${number}: a case that no answer told of`);
