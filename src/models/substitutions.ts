import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicate } from '../connections/mongodb.js';
import type { State } from '../workflows/law/record/fold.js';
import { textOf, type Body, type RecordHeader } from '../workflows/law/record/kinds.js';
import { isInForce, substitutionOf, type Substitution } from '../workflows/law/record/substitution.js';
import { STRICT } from './schema.js';

/**
 * One substitution as lists show it: a cache of its record, moved forward by seq only. `authority`: 文号 of the
 * instrument, `authorityDate` its day (YYYY-MM-DD). Times in epoch ms.
 */
export type SubstitutionEntry = Omit<Substitution, 'id' | 'revokedAt'> & {
  _id: string;
  seq: number;
  /** The unit of the principal. */
  unit: string;
  grantedBy: string;
  authority: string;
  authorityDate: string;
  reason: string | null;
  revokedAt: number | null;
  revokedBy: string | null;
  revokedBecause: string | null;
};

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
/** `all`, or a list of keys. */
const scope = { type: [String], default: [] };

/** How `all` is kept among keys: no role and no unit is called so. */
const ALL = '*';

type Stored = Omit<SubstitutionEntry, 'roles' | 'units'> & { roles: string[]; units: string[] };

const schema = new Schema(
  {
    _id: text,
    seq: number,
    unit: text,
    principal: text,
    substitute: text,
    roles: scope,
    units: scope,
    from: number,
    until: number,
    grantedAt: number,
    grantedBy: text,
    authority: text,
    authorityDate: text,
    reason: { type: String, default: null },
    revokedAt: { type: Number, default: null },
    revokedBy: { type: String, default: null },
    revokedBecause: { type: String, default: null },
  },
  { ...STRICT, collection: 'substitutions' },
);
schema.index({ substitute: 1, until: 1 });
schema.index({ principal: 1, until: 1 });
schema.index({ grantedBy: 1, until: 1 });
schema.index({ unit: 1, until: 1 });
schema.index({ until: 1 });

/** The substitutions of a connection. */
export const substitutionsOn = (connection: Connection): Model<Stored> =>
  (connection.models['Substitution'] as Model<Stored> | undefined) ??
  (connection.model('Substitution', schema) as unknown as Model<Stored>);

const textIn = (body: Body, key: string): string | null => {
  const value = body[key];
  return typeof value === 'string' && value !== '' ? value : null;
};

const packed = (some: readonly string[] | 'all'): string[] => (some === 'all' ? [ALL] : [...some]);
const unpacked = (some: readonly string[]): string[] | 'all' => (some.includes(ALL) ? 'all' : [...some]);
const entryOf = (stored: Stored): SubstitutionEntry => ({
  ...stored,
  roles: unpacked(stored.roles),
  units: unpacked(stored.units),
});

/**
 * Moves a substitution's entry to what a record of its procedure left. A newer one stays; doing it twice
 * changes nothing. The words of the grant come with the opening, those of the revocation with its record, in
 * whatever order the two arrive.
 */
export async function moveSubstitution(
  connection: Connection,
  record: RecordHeader,
  body: Body,
  after: State,
): Promise<void> {
  const substitution = substitutionOf(after);
  if (!substitution || !after.opening) return;
  const substitutions = substitutionsOn(connection);
  const { id: _id, revokedAt, roles, units, ...rest } = substitution;
  if (record.kind === 'opening') {
    const grant = {
      ...rest,
      roles: packed(roles),
      units: packed(units),
      seq: record.seq,
      unit: textOf(record.facts, 'unit'),
      grantedBy: record.actor.id,
      authority: textIn(body, 'authority') ?? '',
      authorityDate: textIn(body, 'authorityDate') ?? '',
      reason: textIn(body, 'reason'),
    };
    await substitutions
      .updateOne({ _id }, { $setOnInsert: grant }, { upsert: true })
      .catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
  }
  if (record.kind === 'terminated' && revokedAt !== undefined)
    await substitutions.updateOne(
      { _id, seq: { $lt: record.seq } },
      {
        $set: {
          seq: record.seq,
          revokedAt,
          revokedBy: record.actor.id,
          revokedBecause: textIn(body, 'opinion'),
        },
      },
    );
}

/** What is asked of the substitutions. Every query has a selective equality or a bound on `until`. */
export interface Substitutions {
  /** Those by which a person acts for others at a moment (epoch ms). */
  actingFor(substitute: string, moment: number): Promise<SubstitutionEntry[]>;
  /** Those by which others act for a person at a moment (epoch ms). */
  actingOf(principal: string, moment: number): Promise<SubstitutionEntry[]>;
  /** The same of several people at once. */
  actingOfAny(principals: readonly string[], moment: number): Promise<SubstitutionEntry[]>;
  substitutionById(id: string): Promise<SubstitutionEntry | undefined>;
  /** A page of those that meet a reader's conditions, the one that ends last first. */
  listed(who: Whose, page: SubstitutionPage): Promise<SubstitutionEntry[]>;
}

/** `endingFrom` (epoch ms): those that end then or later. `after`: the last of the page before. */
export type SubstitutionPage = {
  endingFrom: number;
  limit: number;
  after?: Pick<SubstitutionEntry, '_id' | 'until'>;
};

/** Whose substitutions a reader may see: everybody's, or his own and those of these units. */
export type Whose = { all: true } | { all: false; person: string; units: readonly string[] };

/** Each is asked on its own: beside an `$or` the embedded engine uses no index. */
const branchesOf = (whose: Whose): Record<string, unknown>[] =>
  whose.all
    ? [{}]
    : [
        { principal: whose.person },
        { substitute: whose.person },
        { grantedBy: whose.person },
        { unit: { $in: [...whose.units] } },
      ];

/**
 * The spans of ends that a page is taken from: after its cursor those of the same moment, then those
 * before.
 */
const endsAfter = (endingFrom: number, after: SubstitutionPage['after']): Record<string, unknown>[] =>
  after
    ? [{ until: after.until, _id: { $gt: after._id } }, { until: { $gte: endingFrom, $lt: after.until } }]
    : [{ until: { $gte: endingFrom, $lte: Number.MAX_SAFE_INTEGER } }];

const laterEndFirst = (one: SubstitutionEntry, other: SubstitutionEntry): number =>
  other.until - one.until || (one._id < other._id ? -1 : 1);

/** The substitutions in MongoDB. */
export function createSubstitutions(connection: Connection): Substitutions {
  const substitutions = substitutionsOn(connection);
  const find = async (filter: Record<string, unknown>) =>
    (await substitutions.find(filter).lean<Stored[]>()).map(entryOf);
  const standing = (entries: SubstitutionEntry[], moment: number) =>
    entries
      .filter(({ revokedAt, ...entry }) =>
        isInForce({ ...entry, ...(revokedAt === null ? {} : { revokedAt }) }, moment),
      )
      .sort((one, other) => (one._id < other._id ? -1 : 1));
  return {
    actingFor: async (substitute, moment) =>
      standing(await find({ substitute, until: { $gte: moment } }), moment),
    actingOf: async (principal, moment) =>
      standing(await find({ principal, until: { $gte: moment } }), moment),
    actingOfAny: async (principals, moment) =>
      standing(await find({ principal: { $in: [...principals] }, until: { $gte: moment } }), moment),
    substitutionById: async (id) => {
      const found = await substitutions.findById(id).lean<Stored | null>();
      return found ? entryOf(found) : undefined;
    },
    listed: async (whose, { endingFrom, limit, after }) => {
      const page = (filter: Record<string, unknown>) =>
        substitutions.find(filter).sort({ until: -1, _id: 1 }).limit(limit).lean<Stored[]>();
      const asked = branchesOf(whose).flatMap((branch) =>
        endsAfter(endingFrom, after).map((ends) => page({ ...ends, ...branch })),
      );
      const found = new Map((await Promise.all(asked)).flat().map((one) => [one._id, entryOf(one)]));
      return [...found.values()].sort(laterEndFirst).slice(0, limit);
    },
  };
}
