import type { Connection } from 'mongoose';
import { proceduresOn, type Procedure } from '../models/procedures.js';
import { procedureId, procedureName } from '../workflows/law/record/kinds.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import type { visibleTo } from './policies.js';

/**
 * What the lists read: projections only. The engine reads every match before it sorts or limits, so every
 * query has a selective equality or a two-sided range.
 */
export interface Lists {
  procedureById(chainId: string, procedure: string): Promise<Procedure | undefined>;
  /** Every procedure of these matters. */
  ofMatters(chainIds: readonly string[]): Promise<Procedure[]>;
  /** Procedures with an open task that this person may do. */
  awaiting(person: string): Promise<Procedure[]>;
  /** Numbers of matters, newest first, with when they were opened (epoch ms). */
  matters(wanted: MatterQuery): Promise<{ chainId: string; openedAt: number }[]>;
  /** How many procedures are open, how many overdue at `now` (epoch ms), and how many wait for each role. */
  counts(now: number): Promise<ProcedureCounts>;
}

export type ProcedureCounts = { open: number; overdue: number; waiting: ReadonlyMap<string, number> };

export type MatterQuery = {
  visible: ReturnType<typeof visibleTo>;
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
  /** The beginning of the number. */
  prefix?: string;
};

const DAY_MS = 86_400_000;

/** Follows every character that a case number may have. */
const AFTER_NUMBERS = '\uffff';

export function createLists(connection: Connection, rows: readonly ProcedureRow[]): Lists {
  const procedures = proceduresOn(connection);
  const find = (filter: Record<string, unknown>) => procedures.find(filter).lean<Procedure[]>();
  const opening = rows.filter((row) => row.opensMatter).map((row) => row.key);

  /** Matters of which any procedure meets the conditions that may be met by any. */
  const meeting = async (wanted: MatterQuery, conditions: Record<string, unknown>): Promise<string[]> =>
    procedures.distinct('chainId', {
      openedAt: { $gte: wanted.from, $lte: wanted.now + DAY_MS },
      ...numbersOf(wanted.prefix),
      ...conditions,
    });

  return {
    async procedureById(chainId, procedure) {
      const found = await procedures.findById(procedureId(chainId, procedure)).lean<Procedure | null>();
      return found ?? undefined;
    },

    ofMatters: (chainIds) => find({ chainId: { $in: chainIds } }),

    awaiting: (person) => find({ people: person }),

    async matters(wanted) {
      const { met, unmet } = anywhere(wanted);
      const meetingEach = (some: readonly Record<string, unknown>[]) =>
        Promise.all(some.map((conditions) => meeting(wanted, conditions)));
      const [sets, others] = await Promise.all([meetingEach(met), meetingEach(unmet)]);
      const within =
        sets.length === 0 ? undefined : sets.reduce((one, other) => one.filter((id) => other.includes(id)));
      const found = await find({
        procedure: { $in: opening },
        ...rootConditions(wanted),
        ...(within || unmet.length > 0
          ? { chainId: narrowed(within, others.flat(), wanted.prefix) }
          : numbersOf(wanted.prefix)),
      })
        .sort({ openedAt: -1, chainId: -1 })
        .limit(wanted.limit);
      return found.map(({ chainId, openedAt }) => ({ chainId, openedAt }));
    },

    async counts(now) {
      const [open, overdue, waiting] = await Promise.all([
        procedures.countDocuments({ open: true }),
        procedures.countDocuments({ open: true, ...overdueAt(now) }),
        procedures.aggregate<{ _id: string; count: number }>([
          { $match: { open: true } },
          { $unwind: '$tasks' },
          { $group: { _id: { procedure: '$_id', role: '$tasks.role' } } },
          { $group: { _id: '$_id.role', count: { $sum: 1 } } },
        ]),
      ]);
      return { open, overdue, waiting: new Map(waiting.map(({ _id, count }) => [_id, count])) };
    },
  };
}

const numbersOf = (prefix: string | undefined): Record<string, unknown> =>
  prefix === undefined ? {} : { chainId: { $gte: prefix, $lt: prefix + AFTER_NUMBERS } };

const narrowed = (within: string[] | undefined, excluded: string[], prefix: string | undefined) => ({
  ...(within ? { $in: within } : {}),
  ...(excluded.length > 0 ? { $nin: excluded } : {}),
  ...(prefix === undefined ? {} : { $gte: prefix, $lt: prefix + AFTER_NUMBERS }),
  ...(!within && excluded.length === 0 && prefix === undefined ? { $type: 'string' } : {}),
});

/** Conditions that any procedure of the matter may meet, each on its own; `unmet`: that none may. */
function anywhere(wanted: MatterQuery): { met: Record<string, unknown>[]; unmet: Record<string, unknown>[] } {
  const { visible, now } = wanted;
  const flags: [boolean | undefined, Record<string, unknown>][] = [
    [wanted.open, { open: true }],
    [wanted.overdue, overdueAt(now)],
    [wanted.late, { late: true }],
    [wanted.provisional, { provisional: true }],
  ];
  const of = (flag: boolean) => flags.flatMap(([wish, condition]) => (wish === flag ? [condition] : []));
  const seen = visible.all ? [] : [{ $or: [{ unit: { $in: visible.units } }, { involved: visible.person }] }];
  return { met: [...seen, ...of(true)], unmet: of(false) };
}

/** A lapse is put on file a moment after it; a worker that is away makes that moment long. */
const overdueAt = (now: number) => ({ $or: [{ overdue: true }, { open: true, dueAt: { $lt: now } }] });

/** The same of one procedure. */
export const isOverdue = ({ overdue, open, dueAt }: Procedure, now: number): boolean =>
  overdue || (open && dueAt !== null && dueAt < now);

/** Conditions on the matter's first procedure. */
function rootConditions({ from, to, before, emergency, unit }: MatterQuery): Record<string, unknown> {
  const range = { openedAt: { $gte: from, $lte: before ? Math.min(to, before.openedAt) : to } };
  return {
    ...range,
    ...(emergency === undefined ? {} : { emergency }),
    ...(unit === undefined ? {} : { unit }),
    ...(before
      ? {
          $or: [
            { openedAt: { $lt: before.openedAt } },
            { openedAt: before.openedAt, chainId: { $lt: before.chainId } },
          ],
        }
      : {}),
  };
}

/** Procedures of a matter in the order they were opened. */
export const inOrder = (procedures: readonly Procedure[]): Procedure[] =>
  [...procedures].sort((one, other) => one.openedAt - other.openedAt || one._id.localeCompare(other._id));

/** The row key of a projection. */
export const keyOf = (procedure: Procedure): string => procedureName(procedure.procedure);
