import type { Connection, Model } from 'mongoose';
import { proceduresOn, type Procedure } from '../models/procedures.js';
import { procedureId, procedureName } from '../workflows/law/record/kinds.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import type { Visible } from './policies.js';
import { createSearch, type Found } from './search.js';

/**
 * What the lists read: projections only. The engine reads every match before it sorts or limits, so every
 * query has a selective equality or a two-sided range.
 */
export interface Lists {
  procedureById(chainId: string, procedure: string): Promise<Procedure | undefined>;
  /** Every procedure of these matters. */
  ofMatters(chainIds: readonly string[]): Promise<Procedure[]>;
  /** Procedures with an open task that this person, or one of those for whom he acts, may do. */
  awaiting(person: string, principals?: readonly string[]): Promise<Procedure[]>;
  /** Open procedures that concern a person, at most `limit`. */
  concerning(person: string, limit: number): Promise<Procedure[]>;
  /** Procedures of one row on these matters, newest first. */
  ofRow(key: string, chainIds: readonly string[], limit: number): Promise<Procedure[]>;
  /** Numbers of matters, newest first, with when they were opened (epoch ms). */
  matters(wanted: MatterQuery): Promise<Matter[]>;
  /** Procedures with something late or an advised recording absent (第七条), the longest open first. */
  amiss(wanted: AmissQuery): Promise<Procedure[]>;
  /** How many procedures are open, how many overdue at `now` (epoch ms), and how many wait for each role. */
  counts(now: number): Promise<ProcedureCounts>;
}

/** Of matters opened since `from`; `units` undefined for all. `from`, `now` in epoch ms. */
export type AmissQuery = { from: number; now: number; units: readonly string[] | undefined; limit: number };

export type ProcedureCounts = { open: number; overdue: number; waiting: ReadonlyMap<string, number> };

/** A matter, and when it was opened (epoch ms). */
export type Matter = { chainId: string; openedAt: number };

export type MatterQuery = {
  visible: Visible;
  from: number;
  to: number;
  now: number;
  limit: number;
  /** The last of the page before. */
  before?: { openedAt: number; chainId: string };
  open?: boolean;
  overdue?: boolean;
  late?: boolean;
  provisional?: boolean;
  emergency?: boolean;
  unit?: string;
  /** What must be found in its number, titles or parties: each of these. */
  terms?: readonly string[];
  /** Whether the reader may know the parties of a matter; one found by them alone is not shown to others. */
  knowsParties?: (matter: { unit: string; involved: readonly string[] }) => boolean;
};

const DAY_MS = 86_400_000;

/**
 * Of matters that were searched for so many are read first, then twice as many and so on, until a page is
 * full.
 */
const SEARCHED_FIRST = 200;

export function createLists(connection: Connection, rows: readonly ProcedureRow[]): Lists {
  const procedures = proceduresOn(connection);
  const find = (filter: Record<string, unknown>) => procedures.find(filter).lean<Procedure[]>();
  const opening = rows.filter((row) => row.opensMatter).map((row) => row.key);

  const matters = createMatterList(procedures, opening);

  return {
    async procedureById(chainId, procedure) {
      const found = await procedures.findById(procedureId(chainId, procedure)).lean<Procedure | null>();
      return found ?? undefined;
    },

    ofMatters: (chainIds) => find({ chainId: { $in: chainIds } }),

    awaiting: (person, principals = []) =>
      find({ people: principals.length === 0 ? person : { $in: [person, ...principals] } }),

    concerning: (person, limit) => find({ involved: person, open: true }).sort({ _id: 1 }).limit(limit),

    ofRow: (key, chainIds, limit) =>
      find({ chainId: { $in: chainIds }, procedure: { $gte: `${key}/`, $lt: `${key}0` } })
        .sort({ openedAt: -1 })
        .limit(limit),

    matters,

    async amiss({ from, now, units, limit }) {
      const time = { openedAt: { $gte: from, $lte: now + DAY_MS } };
      const of = units ? { unit: { $in: units } } : {};
      const each = await Promise.all(
        [...overdueAt(now), { late: true }, { 'recordingsAbsent.seq': { $gte: 0 } }].map((condition) =>
          find({ ...time, ...of, ...condition })
            .sort({ openedAt: 1 })
            .limit(limit),
        ),
      );
      const found = new Map(each.flat().map((procedure) => [procedure._id, procedure]));
      return inOrder([...found.values()]).slice(0, limit);
    },

    async counts(now) {
      const [open, overdue, waiting] = await Promise.all([
        procedures.countDocuments({ open: true }),
        Promise.all(overdueAt(now).map((one) => procedures.countDocuments({ open: true, ...one }))),
        procedures.aggregate<{ _id: string; count: number }>([
          { $match: { open: true } },
          { $unwind: '$tasks' },
          { $group: { _id: { procedure: '$_id', role: '$tasks.role' } } },
          { $group: { _id: '$_id.role', count: { $sum: 1 } } },
        ]),
      ]);
      const late = overdue.reduce((sum, count) => sum + count, 0);
      return { open, overdue: late, waiting: new Map(waiting.map(({ _id, count }) => [_id, count])) };
    },
  };
}

/** Matters by what their procedures are, newest first. */
function createListing(procedures: Model<Procedure>, opening: readonly string[]) {
  const find = (filter: Record<string, unknown>) => procedures.find(filter).lean<Procedure[]>();

  /**
   * Matters of which any procedure meets one of the alternatives. Each is asked on its own: beside an `$or`
   * the embedded engine uses no index.
   */
  const meetingAny = async (
    wanted: MatterQuery,
    among: readonly string[] | undefined,
    alternatives: Alternatives,
  ): Promise<string[]> => {
    const found = await Promise.all(alternatives.map((conditions) => meeting(wanted, among, conditions)));
    return [...new Set(found.flat())];
  };

  const meeting = async (
    wanted: MatterQuery,
    among: readonly string[] | undefined,
    conditions: Record<string, unknown>,
  ): Promise<string[]> =>
    procedures.distinct('chainId', {
      ...(among
        ? { chainId: { $in: among } }
        : { openedAt: { $gte: wanted.from, $lte: wanted.now + DAY_MS } }),
      ...conditions,
    });

  const listed = async (wanted: MatterQuery, among?: readonly string[]): Promise<Matter[]> => {
    const { met, unmet } = anywhere(wanted);
    const meetingEach = (some: readonly Alternatives[]) =>
      Promise.all(some.map((alternatives) => meetingAny(wanted, among, alternatives)));
    const [sets, others] = await Promise.all([meetingEach(met), meetingEach(unmet)]);
    const within =
      sets.length === 0 ? among : sets.reduce((one, other) => one.filter((id) => other.includes(id)));
    const asked = { procedure: { $in: opening }, ...rootConditions(wanted) };
    const named = within || unmet.length > 0 ? narrowed(within, others.flat()) : {};
    const newestFirst = ({ below, ...time }: TimeSpan) => {
      const numbers = { ...named, ...(below === undefined ? {} : { $lt: below }) };
      return find({ ...asked, ...time, ...(Object.keys(numbers).length > 0 ? { chainId: numbers } : {}) })
        .sort({ openedAt: -1, chainId: -1 })
        .limit(wanted.limit);
    };
    const spans: TimeSpan[] = among ? [{}] : spansOf(wanted);
    const found = (await Promise.all(spans.map(newestFirst))).flat();
    return found.slice(0, wanted.limit).map(({ chainId, openedAt }) => ({ chainId, openedAt }));
  };

  return listed;
}

/** The list of matters, and what is searched for in it. */
function createMatterList(procedures: Model<Procedure>, opening: readonly string[]) {
  const find = (filter: Record<string, unknown>) => procedures.find(filter).lean<Procedure[]>();
  const search = createSearch(procedures, opening);
  const listed = createListing(procedures, opening);

  /** Those that its reader may know to be found: by a party's name only where he may know the parties. */
  const mayKnow = async ({ knowsParties }: MatterQuery, found: readonly Found[]): Promise<string[]> => {
    const secret = found.filter((one) => one.byParty && knowsParties).map((one) => one.chainId);
    const read = secret.length === 0 ? [] : await find({ chainId: { $in: secret } });
    const known = secret.filter((id) => {
      const own = read.filter((one) => one.chainId === id);
      return own.some(({ unit }) => knowsParties?.({ unit, involved: own.flatMap((one) => one.involved) }));
    });
    return found.map((one) => one.chainId).filter((id) => !secret.includes(id) || known.includes(id));
  };

  /**
   * A page of what was searched for, filled from the newest on. The time is not asked of the database again:
   * its engine would read everything of that time instead of these.
   */
  const searched = async (wanted: MatterQuery, terms: readonly string[]): Promise<Matter[]> => {
    const found = (await search(terms)).filter((one) => isWithin(wanted, one));
    const page: Matter[] = [];
    for (let at = 0, size = SEARCHED_FIRST; at < found.length && page.length < wanted.limit; size *= 2) {
      const some = await mayKnow(wanted, found.slice(at, at + size));
      if (some.length > 0) page.push(...(await listed(wanted, some)));
      at += size;
    }
    return page.slice(0, wanted.limit);
  };

  return (wanted: MatterQuery): Promise<Matter[]> =>
    wanted.terms ? searched(wanted, wanted.terms) : listed(wanted);
}

/**
 * The time asked for, after the last of the page before: what was opened at its moment, then what before. Two
 * spans, because beside an `$or` the embedded engine uses no index.
 */
function spansOf({ from, to, before }: MatterQuery): TimeSpan[] {
  if (!before) return [{ openedAt: { $gte: from, $lte: to } }];
  const { openedAt, chainId } = before;
  const besides: TimeSpan[] = openedAt <= to ? [{ openedAt, below: chainId }] : [];
  return [...besides, { openedAt: { $gte: from, $lte: Math.min(to, openedAt - 1) } }];
}

/** `below`: only numbers before this one. */
type TimeSpan = { openedAt?: number | { $gte: number; $lte: number }; below?: string };

/** Conditions of which one is enough. */
type Alternatives = readonly Record<string, unknown>[];

const narrowed = (within: readonly string[] | undefined, excluded: readonly string[]) => ({
  ...(within ? { $in: within } : {}),
  ...(excluded.length > 0 ? { $nin: excluded } : {}),
  ...(!within && excluded.length === 0 ? { $type: 'string' } : {}),
});

/** Was it opened in the time asked for, and after the last of the page before? */
const isWithin = ({ from, to, before }: MatterQuery, { openedAt, chainId }: Matter): boolean =>
  openedAt >= from &&
  openedAt <= to &&
  (!before || openedAt < before.openedAt || (openedAt === before.openedAt && chainId < before.chainId));

/** Conditions that any procedure of the matter may meet, each on its own; `unmet`: that none may. */
function anywhere(wanted: MatterQuery): { met: Alternatives[]; unmet: Alternatives[] } {
  const { visible, now } = wanted;
  const flags: [boolean | undefined, Alternatives][] = [
    [wanted.open, [{ open: true }]],
    [wanted.overdue, overdueAt(now)],
    [wanted.late, [{ late: true }]],
    [wanted.provisional, [{ provisional: true }]],
  ];
  const of = (flag: boolean) => flags.flatMap(([wish, condition]) => (wish === flag ? [condition] : []));
  const seen = visible.all ? [] : [seenBy(visible)];
  return { met: [...seen, ...of(true)], unmet: of(false) };
}

/** What a reader sees by his units, by his own part, and by the part of those for whom he acts. */
const seenBy = ({
  units,
  person,
  principals,
}: Extract<Visible, { all: false }>): Record<string, unknown>[] => [
  { unit: { $in: units } },
  { involved: person },
  ...principals.map((one) => ({
    involved: one.id,
    ...(one.units === 'all' ? {} : { unit: { $in: [...one.units] } }),
  })),
];

/** A lapse is put on file a moment after it; a worker that is away makes that moment long. */
const overdueAt = (now: number): Alternatives => [
  { overdue: true },
  { overdue: false, open: true, dueAt: { $gte: 0, $lt: now } },
];

/** The same of one procedure. */
export const isOverdue = ({ overdue, open, dueAt }: Procedure, now: number): boolean =>
  overdue || (open && dueAt !== null && dueAt < now);

/** Conditions on the matter's first procedure. */
const rootConditions = ({ emergency, unit }: MatterQuery): Record<string, unknown> => ({
  ...(emergency === undefined ? {} : { emergency }),
  ...(unit === undefined ? {} : { unit }),
});

/** Procedures of a matter in the order they were opened. */
export const inOrder = (procedures: readonly Procedure[]): Procedure[] =>
  [...procedures].sort((one, other) => one.openedAt - other.openedAt || one._id.localeCompare(other._id));

/** The row key of a projection. */
export const keyOf = (procedure: Procedure): string => procedureName(procedure.procedure);
