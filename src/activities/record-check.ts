import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import type { Logger } from '../connections/logger.js';
import { keepFindings } from '../models/findings.js';
import { headersOn } from '../models/ledger.js';
import type { LedgerStore } from '../models/ledger-store.js';
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
 * started again.
 * `behind`: records whose projection or letters were missing, made up; runs that had not heard of one,
 * told. `lapsesUnrecorded`: periods that
 * passed without
 * a record. `cursor`: where the next check goes on; empty to begin again.
 */
export type Findings = {
  looked: number;
  withoutRun: number;
  behind: number;
  lapsesUnrecorded: number;
  cursor: string;
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
/** Records looked back at for consequences that are missing altogether: two checks' time and some, in ms. */
const RECENT_MS = 5 * 60_000;
/** So many at most; a busy minute has some hundreds. */
const RECENT_LIMIT = 2_000;
/** A record this young may have its consequences under way. */
const SETTLING_MS = 10_000;
/** Descriptions asked for at the same time. */
const AT_ONCE = 10;

/** The activity that compares the record with the runs. */
export function createRecordCheck(parts: CheckParts) {
  return {
    /**
     * Looks at the next slice of open procedures. A worker that dies in it does no harm: everything here
     * may be done twice.
     */
    async checkRecord(cursor: string): Promise<Findings> {
      const slice = await nextSlice(parts, cursor);
      const findings: Findings = {
        looked: slice.length,
        withoutRun: 0,
        behind: 0,
        lapsesUnrecorded: 0,
        cursor: slice.length < SLICE ? '' : (slice.at(-1)?._id ?? ''),
      };
      findings.behind += await makeUpRecent(parts);
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
  const made = await makeUp(parts, seen);
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
 * consequences
 * were lost has no projection by which the slice could find it.
 */
const makeUpRecent = (parts: CheckParts): Promise<number> =>
  makeUpBetween(parts, parts.now() - RECENT_MS, parts.now() - SETTLING_MS, RECENT_LIMIT);

/** The same of every record of a span (epoch ms); a `limit` of 0 is none. Says how many were made up. */
export async function makeUpBetween(
  parts: Pick<CheckParts, 'connection' | 'store' | 'follow' | 'logger'>,
  from: number,
  to: number,
  limit = 0,
): Promise<number> {
  const recent = await headersOn(parts.connection)
    .find({ recordedAt: { $gte: from, $lt: to } }, { chainId: 1, procedure: 1, seq: 1 })
    .limit(limit)
    .lean<Newest[]>();
  const newest = new Map<string, Newest>();
  for (const one of recent.sort((first, second) => first.seq - second.seq))
    newest.set(procedureId(one.chainId, one.procedure), one);
  const projected = await proceduresOn(parts.connection)
    .find({ _id: { $in: [...newest.keys()] } }, { seq: 1 })
    .lean<Pick<Procedure, '_id' | 'seq'>[]>();
  const known = new Map(projected.map(({ _id, seq }) => [_id, seq]));
  let made = 0;
  for (const [id, { chainId, procedure, seq }] of newest)
    if ((known.get(id) ?? 0) < seq)
      made += await makeUp(parts, { chainId, procedure, seq: known.get(id) ?? 0 });
  if (made > 0) parts.logger.warn({ records: made }, 'record check: consequences of recent records made up');
  return made;
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
