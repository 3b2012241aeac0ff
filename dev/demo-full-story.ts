/** What a long story is made of, what it says is on file afterwards, and the comparison. Pure. */
import type { RecordEntry } from './demo-story.js';

/** Which of the two matters of the story: the complaint, or the case it led to. */
export type Chain = 'complaint' | 'case';

type Value = string | number | readonly string[];
export type Form = Readonly<Record<string, Value>>;

/**
 * One act of a person by one door of the API. In texts `{name}` stands for the number of the record of the
 * act of that name, `{complaint}` and `{case}` for the numbers of the matters; `{now}` alone is the moment of
 * acting.
 */
export interface Act {
  readonly person: string;
  /** What he does, in words. */
  readonly does: string;
  readonly chain: Chain;
  readonly door: 'matters' | 'cases' | 'procedures' | 'records' | 'tasks';
  /** With its instance. */
  readonly procedure: string;
  readonly opinion: string;
  readonly name?: string;
  readonly document?: string;
  readonly step?: string;
  readonly decision?: 'submit' | 'agree' | 'return';
  readonly officers?: readonly string[];
  readonly form?: Form;
  /** Names of the papers and recordings that go with it. */
  readonly attaches?: readonly string[];
  /** The rest of the body, of the doors that begin a matter. */
  readonly start?: Readonly<Record<string, unknown>>;
  /** The law forbids it now: the code of the refusal, and words its reason must hold. It leaves no record. */
  readonly refused?: { readonly code: string; readonly says: readonly string[] };
  /** It waits for the moment that a field of an earlier act's form names: a term has to run before. */
  readonly notBefore?: { readonly act: string; readonly field: string; readonly why: string };
}

/** How each procedure of a matter has ended; null for one that is open. */
export type Ends = Readonly<Record<string, string | null>>;

/** A story to the end. */
export interface FullStory {
  readonly title: string;
  readonly acts: readonly Act[];
  /** With the placeholders of the acts in the keys. */
  readonly ends: Readonly<Record<Chain, Ends>>;
}

/** What is read of a record beside what it says to people. */
export interface Entry extends RecordEntry {
  readonly step: string;
  readonly form: readonly { readonly key: string; readonly value: unknown }[];
}

/** What the acts so far have brought about. */
export interface SoFar {
  readonly numbers: Readonly<Partial<Record<Chain, string>>>;
  readonly entries: Readonly<Record<Chain, readonly Entry[]>>;
}

export const NOW = '{now}';

/** The acts that leave a record, in order; each leaves one. */
const lasting = (acts: readonly Act[], chain: Chain): Act[] =>
  acts.filter((act) => act.chain === chain && !act.refused);

const byPeople = (entries: readonly Entry[]): Entry[] =>
  entries.filter(({ actor }) => actor.role !== 'system');

/** The record an act has left: the story's acts and what people have put on file go side by side. */
export function recordOf(acts: readonly Act[], soFar: SoFar, act: Act): Entry | undefined {
  const index = lasting(acts, act.chain).indexOf(act);
  return index < 0 ? undefined : byPeople(soFar.entries[act.chain])[index];
}

/** A text of the story with its placeholders filled in. */
export function filledIn(text: string, acts: readonly Act[], soFar: SoFar): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    if (name === 'complaint' || name === 'case') return soFar.numbers[name] ?? placeholder;
    const act = acts.find((one) => one.name === name);
    const seq = act && recordOf(acts, soFar, act)?.seq;
    return seq === undefined ? placeholder : String(seq);
  });
}

/** A form, or the rest of a body, with its placeholders filled in. `now` in epoch ms. */
export function formOf(form: unknown, acts: readonly Act[], soFar: SoFar, now: number): unknown {
  if (form === NOW) return now;
  if (typeof form === 'string') return filledIn(form, acts, soFar);
  if (Array.isArray(form)) return form.map((one: unknown) => formOf(one, acts, soFar, now));
  if (typeof form !== 'object' || form === null) return form;
  return Object.fromEntries(
    Object.entries(form).map(([key, value]) => [key, formOf(value, acts, soFar, now)]),
  );
}

const kindOf: Readonly<Record<Act['door'], string>> = {
  matters: 'opening',
  cases: 'opening',
  procedures: 'opening',
  records: 'recorded',
  tasks: 'decided',
};

/**
 * How what is on file of a matter differs from the acts played; empty when people have put on file exactly
 * what is told, in its order, in time, and every procedure has ended as told. Of a story that is not whole
 * yet, what is still to come is not missed.
 */
export function differencesOf(
  { acts, ends }: FullStory,
  chain: Chain,
  soFar: SoFar,
  endings: Ends,
  isWhole: boolean,
): string[] {
  const told = lasting(acts, chain);
  const entries = soFar.entries[chain];
  const found = byPeople(entries);
  const gaps = entries.flatMap(({ seq }, index) =>
    seq === index + 1 ? [] : [`第 ${String(index + 1)} 条记录的序号为 ${String(seq)}`],
  );
  const records = Array.from({ length: Math.max(told.length, found.length) }, (_, index) =>
    differencesOfRecord(told[index], found[index], (text) => filledIn(text, acts, soFar), isWhole),
  );
  const expected: Ends = Object.fromEntries(
    Object.entries(ends[chain]).map(([key, end]) => [filledIn(key, acts, soFar), end] as const),
  );
  return [...gaps, ...records.flat(), ...(isWhole ? differencesOfEnds(expected, endings) : [])];
}

function differencesOfRecord(
  act: Act | undefined,
  entry: Entry | undefined,
  fill: (text: string) => string,
  isWhole: boolean,
): string[] {
  if (!act) return entry ? [`第 ${String(entry.seq)} 条没有讲到：${entry.procedure} ${entry.kind}`] : [];
  if (!entry) return isWhole ? [`不在案：${act.does}`] : [];
  const compared: [what: string, told: string | null, found: string | null][] = [
    ['程序', fill(act.procedure), entry.procedure],
    ['种类', kindOf[act.door], entry.kind],
    ['环节', act.step === undefined ? null : fill(act.step), act.step === undefined ? null : entry.step],
    ['办理人', act.person, entry.actor.id],
    ['办理', act.decision ?? null, entry.decision],
    ['意见', act.opinion === '' ? null : act.opinion, entry.opinion],
  ];
  const where = `第 ${String(entry.seq)} 条`;
  return [
    ...compared
      .filter(([, told, found]) => told !== found)
      .map(([what, told, found]) => `${where}的${what}应为「${told ?? ''}」，实为「${found ?? ''}」`),
    ...(entry.late.length > 0 ? [`${where}逾期，与所述不符`] : []),
  ];
}

function differencesOfEnds(told: Ends, found: Ends): string[] {
  const keys = [...new Set([...Object.keys(told), ...Object.keys(found)])];
  const words = (ends: Ends, key: string) => (key in ends ? (ends[key] ?? '在办') : '没有');
  return keys
    .filter((key) => words(told, key) !== words(found, key))
    .map((key) => `${key} 应为「${words(told, key)}」，实为「${words(found, key)}」`);
}
