import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import type { Logger } from '../connections/logger.js';
import { keepFindings } from '../models/findings.js';
import { recordsInSpans } from '../models/ledger-spans.js';
import type { LedgerStore } from '../models/ledger-store.js';
import { LedgerDamaged } from '../models/seal.js';
import { proceduresOn, type Procedure } from '../models/procedures.js';
import { isRunning, seqKnown, startRun, tellOfRecord } from './runs.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { procedureId } from '../workflows/law/record/kinds.js';
import { makeUp, type Follow } from './records.js';

/** What the check needs. `now` in epoch ms. */
export type CheckParts = {
  connection: Connection;
  store: LedgerStore;
  client: Client;
  taskQueue: string;
  rows: readonly ProcedureRow[];
  follow: Follow;
  logger: Logger;
  now: () => number;
};

/**
 * What a check found and mended, by number. `withoutRun`: open procedures whose workflow did not run,
 * started again. `behind`: records whose projection or letters were missing, made up; runs that had not
 * heard of one, told. `lapsesUnrecorded`: periods that passed without a record. `cursor`: where the next
 * check goes on among the open procedures; empty to begin again. `recentFrom`: and among the records, epoch
 * ms.
 */
export type Findings = {
  looked: number;
  withoutRun: number;
  behind: number;
  lapsesUnrecorded: number;
  cursor: string;
  recentFrom: number;
};

export type CheckActivities = ReturnType<typeof createRecordCheck>;

/** Open procedures looked at in one check. */
const SLICE = 200;
/** How long a run may take to put a lapse on file before it is missed, in ms. */
const LAPSE_GRACE_MS = 2 * 60_000;
/**
 * Whoever opens a procedure puts it on file first and starts its run then; before this many ms nothing is
 * missing.
 */
const START_GRACE_MS = 60_000;
/** Where the first check of all begins to look for consequences that are missing altogether, in ms. */
const RECENT_MS = 5 * 60_000;
/** So many records at most in one check, and some; a busy minute has some hundreds. */
const RECENT_LIMIT = 2_000;
/** And so many questions: they cover more than an hour of a service that was down. */
const RECENT_SPANS = 1_000;
/** A record's time is taken before its commit, by no more than an append may take, and some, in ms. */
const OVERLAP_MS = 2 * 60_000;
/** A bulk import that follows a quiet time is met with the longest span: some ten thousand records. */
const RECENT_WALK = {
  columns: ['chainId', 'procedure', 'seq'],
  firstSpanMs: 1_000,
  longestSpanMs: 5_000,
} as const;
/** A record this young may have its consequences under way. */
const SETTLING_MS = 10_000;
/** Descriptions asked for at the same time. */
const AT_ONCE = 10;

/** The activity that compares the record with the runs. */
export function createRecordCheck(parts: CheckParts) {
  return {
    /**
     * Looks at the next slice of open procedures and at the records since the last check. A worker that dies
     * in it does no harm: everything here may be done twice.
     */
    async checkRecord(cursor: string, recentFrom?: number): Promise<Findings> {
      const slice = await nextSlice(parts, cursor);
      const findings: Findings = {
        looked: slice.length,
        withoutRun: 0,
        behind: 0,
        lapsesUnrecorded: 0,
        cursor: slice.length < SLICE ? '' : (slice.at(-1)?._id ?? ''),
        recentFrom: 0,
      };
      const recent = await makeUpRecent(parts, recentFrom ?? parts.now() - RECENT_MS);
      findings.behind += recent.made;
      findings.recentFrom = recent.nextFrom;
      for (let from = 0; from < slice.length; from += AT_ONCE)
        await Promise.all(slice.slice(from, from + AT_ONCE).map((one) => look(parts, one, findings)));
      const { withoutRun, behind, lapsesUnrecorded } = findings;
      await keepFindings(parts.connection, { at: parts.now(), withoutRun, behind, lapsesUnrecorded });
      return findings;
    },
  };
}

type Seen = Pick<
  Procedure,
  '_id' | 'chainId' | 'procedure' | 'seq' | 'openedAt' | 'updatedAt' | 'tasks' | 'clocks' | 'terminated'
>;

const nextSlice = (parts: CheckParts, cursor: string): Promise<Seen[]> =>
  proceduresOn(parts.connection)
    .find(
      { open: true, _id: { $gt: cursor } },
      { chainId: 1, procedure: 1, seq: 1, openedAt: 1, updatedAt: 1, tasks: 1, clocks: 1, terminated: 1 },
    )
    .sort({ _id: 1 })
    .limit(SLICE)
    .lean<Seen[]>();

async function look(parts: CheckParts, seen: Seen, findings: Findings): Promise<void> {
  const { chainId, procedure } = seen;
  const made = await makeUpOne(parts, seen);
  if (made > 0)
    parts.logger.warn({ chainId, procedure, records: made }, 'record check: consequences made up');
  findings.behind += made;
  const young = parts.now() - seen.openedAt < START_GRACE_MS;
  if (!young && !(await isRunning(parts.client, seen._id))) {
    parts.logger.error({ chainId, procedure }, 'record check: open procedure without a run, started again');
    findings.withoutRun += 1;
    await startRun(parts, chainId, procedure);
  } else if (await isUnaware(parts, seen)) {
    parts.logger.warn({ chainId, procedure }, 'record check: a run had not heard of its record, told');
    findings.behind += 1;
    await tellOfRecord(parts.client, seen._id, seen.seq);
  }
  const missed = lapses(seen, parts.now());
  if (missed > 0)
    parts.logger.error({ chainId, procedure, missed }, 'record check: a period passed without a record');
  findings.lapsesUnrecorded += missed;
}

/**
 * A kill right after a commit can leave a run that waits for an act long done. Who acts next, or the next
 * alarm, makes it read its record; where nobody is asked and no clock runs, nobody would.
 */
async function isUnaware({ client, now }: CheckParts, seen: Seen): Promise<boolean> {
  const awaited = seen.tasks.length > 0 || running(seen).length > 0;
  if (awaited || now() - seen.updatedAt < SETTLING_MS) return false;
  const known = await seqKnown(client, seen._id);
  return known !== undefined && known < seen.seq;
}

type Newest = { chainId: string; procedure: string; seq: number };

/**
 * Procedures with a recent record whose projection is behind it or not there at all: an opening whose
 * consequences were lost has no projection by which the slice could find it. One that has come to the end
 * leaves the last of it to the next as well; one that has found too much leaves the rest.
 */
async function makeUpRecent(parts: CheckParts, from: number): Promise<{ made: number; nextFrom: number }> {
  const to = parts.now() - SETTLING_MS;
  const { made, upTo } = await makeUpBetween(parts, from, to, { records: RECENT_LIMIT, spans: RECENT_SPANS });
  return { made, nextFrom: upTo < to ? upTo : to - OVERLAP_MS };
}

type MadeUp = { made: number; upTo: number };

/**
 * The same of the records of a span (epoch ms), the oldest first, until so many were looked at; of all of
 * them when nothing is said. Says how many were made up, and up to when it has looked.
 */
export async function makeUpBetween(
  parts: Pick<CheckParts, 'connection' | 'store' | 'follow' | 'logger'>,
  from: number,
  to: number,
  limit = { records: Number.POSITIVE_INFINITY, spans: Number.POSITIVE_INFINITY },
): Promise<MadeUp> {
  const course = { made: 0, upTo: from, looked: 0, spans: 0 };
  for await (const { records, upTo } of recordsInSpans(parts.connection, { from, to, ...RECENT_WALK })) {
    course.made += await makeUpThese(parts, records);
    course.upTo = upTo;
    course.looked += records.length;
    course.spans += 1;
    if (course.looked >= limit.records || course.spans >= limit.spans) break;
  }
  const { made, upTo } = course;
  if (made > 0) parts.logger.warn({ records: made }, 'record check: consequences of recent records made up');
  return { made, upTo };
}

async function makeUpThese(
  parts: Pick<CheckParts, 'connection' | 'store' | 'follow' | 'logger'>,
  records: readonly Newest[],
): Promise<number> {
  const newest = new Map<string, Newest>();
  for (const one of records.toSorted((first, second) => first.seq - second.seq))
    newest.set(procedureId(one.chainId, one.procedure), one);
  if (newest.size === 0) return 0;
  const projected = await proceduresOn(parts.connection)
    .find({ _id: { $in: [...newest.keys()] } }, { seq: 1 })
    .lean<Pick<Procedure, '_id' | 'seq'>[]>();
  const known = new Map(projected.map(({ _id, seq }) => [_id, seq]));
  let made = 0;
  for (const [id, { chainId, procedure, seq }] of newest)
    if ((known.get(id) ?? 0) < seq)
      made += await makeUpOne(parts, { chainId, procedure, seq: known.get(id) ?? 0 });
  return made;
}

/** One whose record does not hold together is left as it is and told of: it must not stop the others. */
async function makeUpOne(
  parts: Pick<CheckParts, 'store' | 'follow' | 'logger'>,
  { chainId, procedure, seq }: Newest,
): Promise<number> {
  try {
    return await makeUp(parts, { chainId, procedure, seq });
  } catch (error) {
    if (!(error instanceof LedgerDamaged)) throw error;
    parts.logger.error({ chainId, procedure }, 'record check: a record does not hold together');
    return 0;
  }
}

/** A terminated procedure's clocks no longer run. */
const running = ({ clocks, terminated }: Pick<Seen, 'clocks' | 'terminated'>): Seen['clocks'] =>
  (terminated ? [] : clocks).filter(({ met, passed }) => met === undefined && passed === undefined);

const lapses = (seen: Seen, now: number): number =>
  running(seen).filter((clock) => clock.at + LAPSE_GRACE_MS < now).length;

/**
 * The schedule of a task queue's check: every minute, never two at once. One that is there stays as it is.
 */
export async function ensureSchedules(client: Client, taskQueue: string): Promise<void> {
  await client.schedule
    .create({
      scheduleId: `record-check/${taskQueue}`,
      spec: { intervals: [{ every: '1 minute' }] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
      action: {
        type: 'startWorkflow',
        workflowType: 'recordCheck',
        workflowId: `record-check/${taskQueue}`,
        taskQueue,
        args: [],
      },
    })
    .catch((error: unknown) => {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    });
}
