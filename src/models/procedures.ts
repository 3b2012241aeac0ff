import type { Collection } from 'mongodb';
import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicate } from '../connections/mongodb.js';
import { project, type Projection, type State } from '../workflows/law/record/fold.js';
import { procedureId, type Body, type Json, type RecordHeader } from '../workflows/law/record/kinds.js';
import { clockPaths, taskPaths } from './ledger.js';
import { PART, STRICT } from './schema.js';
import { tokensOf, tokensOfNumber } from './search-words.js';

/**
 * What the bodies add to a projection for people: the case's title and its party. `wordsSeq`: the record
 * they are from.
 */
export type Words = { title: string | null; party: string | null; wordsSeq: number };

/**
 * What a matter is found by: every title and every party's name that the record has given it, corrected
 * ones too, and their pieces (search-words.ts).
 */
export type Findable = { titles: string[]; parties: string[]; tokens: string[] };

/** One procedure as lists show it. A cache of the ledger; times in epoch ms. */
export type Procedure = Projection & Words & Partial<Findable>;

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const flag = { type: Boolean, required: true } as const;

const schema = new Schema(
  {
    _id: text,
    chainId: text,
    procedure: text,
    seq: number,
    open: flag,
    outcome: { type: String, default: null },
    terminated: flag,
    emergency: flag,
    unit: text,
    openedAt: number,
    updatedAt: number,
    tasks: { type: [new Schema({ ...taskPaths, openedBy: number, openedAt: number }, PART)], default: [] },
    people: { type: [String], default: [] },
    involved: { type: [String], default: [] },
    named: { type: [String], default: [] },
    clocks: {
      type: [
        new Schema(
          {
            ...clockPaths,
            openedAt: number,
            moved: Number,
            movedAt: Number,
            met: Number,
            metAt: Number,
            passed: Number,
            corrected: Number,
            stopped: Number,
            stoppedAt: Number,
          },
          PART,
        ),
      ],
      default: [],
    },
    dueAt: { type: Number, default: null },
    overdue: flag,
    late: flag,
    provisional: flag,
    recordingsAbsent: { type: [new Schema({ act: text, seq: number, at: number }, PART)], default: [] },
    arisesFrom: String,
    title: { type: String, default: null },
    party: { type: String, default: null },
    wordsSeq: { type: Number, default: 0 },
    titles: { type: [String], default: [] },
    parties: { type: [String], default: [] },
    tokens: { type: [String], default: [] },
  },
  { ...STRICT, collection: 'procedures', minimize: false },
);

// "My tasks": a person's open ones. Lists are two-sided on openedAt, because the engine reads every
// match before it sorts or limits.
schema.index({ people: 1 });
schema.index({ involved: 1, openedAt: 1 });
schema.index({ unit: 1, openedAt: 1 });
schema.index({ openedAt: 1 });
schema.index({ chainId: 1, openedAt: 1 });
schema.index({ open: 1, dueAt: 1 });
schema.index({ tokens: 1 });
schema.index({ arisesFrom: 1 }, { sparse: true });

/** The projections of a connection. */
export const proceduresOn = (connection: Connection): Model<Procedure> =>
  (connection.models['Procedure'] as Model<Procedure> | undefined) ??
  (connection.model('Procedure', schema) as unknown as Model<Procedure>);

/**
 * Moves a procedure's projection forward to the state a record left; a newer one stays. Doing it twice
 * changes nothing.
 * The words have a seq of their own: a record's words are not lost when a later record's projection came
 * first.
 */
export async function moveProjection(
  procedures: Model<Procedure>,
  record: RecordHeader,
  body: Body,
  after: State,
): Promise<void> {
  const id = procedureId(record.chainId, record.procedure);
  const words =
    wordsOf(body) ??
    (record.kind === 'opening' ? await wordsOfMatter(procedures, record.chainId) : undefined);
  const findable = findableBy(record.chainId, body);
  const said = { ...NO_WORDS, ...(words ? { ...words, wordsSeq: record.seq } : {}), ...findable };
  if (await upsertNewer(procedures, project(id, after, record), said)) return;
  await putWords(procedures, id, record.seq, words, findable);
}

/** The words of a newer record stay; what a matter is found by is only ever added to. */
async function putWords(
  procedures: Model<Procedure>,
  _id: string,
  wordsSeq: number,
  words: Partial<Words> | undefined,
  findable: Findable | undefined,
): Promise<void> {
  const added = findable && {
    $addToSet: Object.fromEntries(
      Object.entries(findable).map(([key, values]) => [key, { $each: values }] as const),
    ),
  };
  const moved =
    words &&
    (await procedures.updateOne(
      { _id, wordsSeq: { $lt: wordsSeq } },
      { $set: { ...words, wordsSeq }, ...added },
    ));
  if (added && !moved?.matchedCount) await procedures.updateOne({ _id }, added);
}

/** The seq a projection has come to; 0 where there is none. */
export async function projectedSeq(
  procedures: Model<Procedure>,
  chainId: string,
  procedure: string,
): Promise<number> {
  const projected = await procedures
    .findById(procedureId(chainId, procedure), { seq: 1 })
    .lean<Pick<Procedure, 'seq'> | null>();
  return projected?.seq ?? 0;
}

const NO_WORDS: Words & Findable = {
  ...{ title: null, party: null, wordsSeq: 0 },
  ...{ titles: [], parties: [], tokens: [] },
};

/** True when this began the projection, words and all. */
async function upsertNewer(
  procedures: Model<Procedure>,
  projection: Projection,
  words: Words & Findable,
): Promise<boolean> {
  const { _id, seq, ...rest } = projection;
  try {
    const { upsertedCount } = await driverOf(procedures).updateOne(
      { _id, seq: { $lt: seq } },
      { $set: { seq, ...rest }, $setOnInsert: words },
      { upsert: true },
    );
    return upsertedCount === 1;
  } catch (error) {
    // The filter did not match and the id is taken: this record or a newer one is there.
    if (!isDuplicate(error)) throw error;
    return false;
  }
}

/** Every record moves a projection, which is made by `project` alone: its writes go to the driver itself. */
const driverOf = (procedures: Model<Procedure>) => procedures.collection as unknown as Collection<Procedure>;

/** Writes a projection as the ledger has it, whatever was there; one that has moved on meanwhile stays. */
export async function putProjection(
  procedures: Model<Procedure>,
  latest: RecordHeader,
  state: State,
  words: Words & Findable,
): Promise<void> {
  const { _id, ...rest } = {
    ...project(procedureId(latest.chainId, latest.procedure), state, latest),
    ...words,
  };
  try {
    await procedures.updateOne({ _id, seq: { $lte: rest.seq } }, { $set: rest }, { upsert: true });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** The words of a procedure that another one opened: those of the matter. */
async function wordsOfMatter(
  procedures: Model<Procedure>,
  chainId: string,
): Promise<Partial<Words> | undefined> {
  const [eldest] = await procedures
    .find({ chainId, title: { $type: 'string' } }, { title: 1, party: 1 })
    .sort({ openedAt: 1 })
    .limit(1)
    .lean<Pick<Procedure, 'title' | 'party'>[]>();
  return eldest && { title: eldest.title, party: eldest.party };
}

const wordFrom = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

const inside = (value: Json | undefined, key: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })[key]
    : undefined;

/**
 * Title and party as a body has them: an opening says `title` and `party`, that of an inspection names its
 * subject on the form, and a form may correct the party by `partyName`.
 * Undefined when the body says neither.
 */
export function wordsOf(body: Body): Partial<Words> | undefined {
  const title = wordFrom(body['title']);
  const party =
    wordFrom(inside(body['form'], 'partyName')) ??
    wordFrom(body['party']) ??
    wordFrom(inside(body['party'], 'name')) ??
    (title === undefined ? undefined : wordFrom(inside(body['form'], 'subject')));
  if (title === undefined && party === undefined) return undefined;
  return { ...(title === undefined ? {} : { title }), ...(party === undefined ? {} : { party }) };
}

/** A party in one paragraph begins with its name (partyText in api/fields.ts). */
const nameIn = (paragraph: string | undefined): string | undefined => {
  const [name = ''] = (paragraph ?? '').split(/[；;\n]/u);
  return /[：:]/u.test(name) ? undefined : wordFrom(name.trim());
};

/**
 * What a record's body adds to what its matter is found by; undefined when it names neither title nor
 * party.
 */
export function findableBy(chainId: string, body: Body): Findable | undefined {
  const said = wordsOf(body);
  const replacement = body['replacement'];
  const some = (...words: (string | null | undefined)[]) => words.flatMap((word) => (word ? [word] : []));
  const titles = some(said?.title, wordFrom(inside(replacement, 'title')));
  const parties = some(said?.party, nameIn(wordFrom(inside(replacement, 'party'))));
  if (titles.length + parties.length === 0) return undefined;
  return {
    titles,
    parties,
    tokens: [...tokensOfNumber(chainId), ...titles.concat(parties).flatMap(tokensOf)],
  };
}

/** Both together, each word once. */
export const foundByBoth = (one: Findable, other: Findable | undefined): Findable => ({
  titles: [...new Set([...one.titles, ...(other?.titles ?? [])])],
  parties: [...new Set([...one.parties, ...(other?.parties ?? [])])],
  tokens: [...new Set([...one.tokens, ...(other?.tokens ?? [])])],
});
