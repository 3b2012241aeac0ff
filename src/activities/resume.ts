import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { headersOn } from '../models/ledger.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { procedureId } from '../workflows/law/record/kinds.js';
import { isRunning, startRun } from './runs.js';

/** What a resume found and did: open procedures, those that ran, those it gave a run. */
export type Resumed = { open: number; running: number; started: number };

export type ResumeParts = {
  connection: Connection;
  client: Client;
  taskQueue: string;
  rows: readonly ProcedureRow[];
};

/** Runs asked about and started at the same time. */
const AT_ONCE = 16;

/**
 * Gives every procedure on file that is not concluded a run, whatever became of Temporal's own data. What
 * is open is
 * asked of the ledger, not of the projections. May be done at any time and twice.
 */
export async function resume(parts: ResumeParts, only?: string): Promise<Resumed> {
  const open = await openProcedures(parts.connection, only);
  const resumed: Resumed = { open: open.length, running: 0, started: 0 };
  for (let from = 0; from < open.length; from += AT_ONCE)
    await Promise.all(open.slice(from, from + AT_ONCE).map((one) => resumeOne(parts, one, resumed)));
  return resumed;
}

type Open = { chainId: string; procedure: string };

async function openProcedures(connection: Connection, only: string | undefined): Promise<Open[]> {
  const ends = await headersOn(connection)
    .find(
      { ...(only === undefined ? {} : { chainId: only }), kind: { $in: ['opening', 'concluded'] } },
      { chainId: 1, procedure: 1, kind: 1 },
    )
    .lean<(Open & { kind: string })[]>();
  const concluded = new Set(ends.filter(({ kind }) => kind === 'concluded').map(idOf));
  return ends.filter((one) => one.kind === 'opening' && !concluded.has(idOf(one)));
}

const idOf = ({ chainId, procedure }: Open): string => procedureId(chainId, procedure);

async function resumeOne(parts: ResumeParts, { chainId, procedure }: Open, resumed: Resumed): Promise<void> {
  if (await isRunning(parts.client, procedureId(chainId, procedure))) {
    resumed.running += 1;
    return;
  }
  await startRun(parts, chainId, procedure);
  resumed.started += 1;
}
