import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { headersOn } from '../models/ledger.js';
import { recordsInSpans } from '../models/ledger-spans.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { procedureId, type Kind } from '../workflows/law/record/kinds.js';
import { runOf, startRun } from './runs.js';

/**
 * What a resume found and did: open procedures, those that ran, those it gave a run. `waiting`: runs that
 * no worker had taken up when it went on without them. `left`: procedures it did not come to, because no
 * worker took anything up; a resume that is done again goes on with them.
 */
export type Resumed = { open: number; running: number; started: number; waiting: number; left: number };

export type ResumeParts = {
  connection: Connection;
  client: Client;
  taskQueue: string;
  rows: readonly ProcedureRow[];
  /** Hears how far it has come, every {@link SAY_EVERY} procedures. */
  progress?: (so: Readonly<Resumed>) => void;
  /** Lets so many ms pass. */
  pause?: (ms: number) => Promise<unknown>;
};

/**
 * Runs that wait for a worker at the same time, of one resume: whoever acts meanwhile waits behind so many.
 * More of them make a resume no faster, because a worker on two cores has no rest with these.
 */
const AT_ONCE = 8;
/** A procedure begins and ends with these. */
const ENDS: Kind[] = ['opening', 'concluded'];
const DAY_MS = 24 * 3_600_000;
/** No record is older than the service; a clock that is a day ahead is allowed for at the other end. */
const WALK = {
  from: Date.UTC(2020, 0, 1),
  columns: ['chainId', 'procedure', 'kind'],
  firstSpanMs: DAY_MS,
  longestSpanMs: 16 * DAY_MS,
} as const;
/** The first pause before a run is looked at again; each is half as long again as the one before, in ms. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;
/** Longer than a killed worker's tasks take to come back to the queue (10 s), in ms of pauses. */
const PATIENCE_MS = 30_000;
/** Procedures between two words of progress. */
const SAY_EVERY = 50;

/**
 * Gives every procedure on file that is not concluded a run, whatever became of Temporal's own data. What
 * is open is asked of the ledger, not of the projections. May be done at any time, twice, and by several
 * processes at once.
 *
 * Runs are given at the pace at which workers take them up: a worker takes tasks in the order in which they
 * came, and people's acts are to find no ten thousand runs before them.
 */
export async function resume(parts: ResumeParts, only?: string): Promise<Resumed> {
  const open = await openProcedures(parts.connection, only);
  const resumed: Resumed = { open: open.length, running: 0, started: 0, waiting: 0, left: open.length };
  const course: Course = { resumed, takenUp: 0, stalled: false };
  const ahead = open.values();
  const one = async () => {
    for (const procedure of ahead) {
      await resumeOne(parts, procedure, course);
      if (course.stalled) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return resumed;
}

/** What those at work at the same time know of each other. */
type Course = { resumed: Resumed; takenUp: number; stalled: boolean };

type Open = { chainId: string; procedure: string };

/** Some time's records at a time: a question for all of them would fill the embedded database's memory. */
async function openProcedures(connection: Connection, only: string | undefined): Promise<Open[]> {
  const where = { kind: { $in: ENDS } };
  const opened = new Map<string, Open>();
  const concluded = new Set<string>();
  const take = (ends: readonly (Open & { kind: string })[]) => {
    for (const { chainId, procedure, kind } of ends)
      if (kind === 'concluded') concluded.add(procedureId(chainId, procedure));
      else opened.set(procedureId(chainId, procedure), { chainId, procedure });
  };
  if (only === undefined)
    for await (const { records } of recordsInSpans(connection, { ...WALK, where, to: Date.now() + DAY_MS }))
      take(records);
  else
    take(
      await headersOn(connection)
        .find({ chainId: only, kind: { $in: ENDS } }, { chainId: 1, procedure: 1, kind: 1 })
        .lean<(Open & { kind: string })[]>(),
    );
  return [...opened].flatMap(([id, one]) => (concluded.has(id) ? [] : [one]));
}

async function resumeOne(parts: ResumeParts, { chainId, procedure }: Open, course: Course): Promise<void> {
  const { resumed } = course;
  const workflowId = procedureId(chainId, procedure);
  const run = await runOf(parts.client, workflowId);
  if (run === 'none') await startRun(parts, chainId, procedure);
  if (run === 'atRest' || (await isTakenUp(parts, workflowId, course))) course.takenUp += 1;
  else resumed.waiting += 1;
  resumed[run === 'none' ? 'started' : 'running'] += 1;
  resumed.left -= 1;
  if ((resumed.open - resumed.left) % SAY_EVERY === 0) parts.progress?.(resumed);
}

/**
 * Waits until a worker has done what there was to do for a run. One that is not taken up in time, while
 * others are, is left to its worker; where none is, there is no worker, and the whole resume stalls.
 */
async function isTakenUp(parts: ResumeParts, workflowId: string, course: Course): Promise<boolean> {
  const before = course.takenUp;
  let pauseMs = FIRST_PAUSE_MS;
  for (let waitedMs = 0; waitedMs < PATIENCE_MS && !course.stalled; waitedMs += pauseMs) {
    pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS);
    await (parts.pause ?? pause)(pauseMs);
    if ((await runOf(parts.client, workflowId)) !== 'queued') return true;
  }
  course.stalled ||= course.takenUp === before;
  return false;
}
