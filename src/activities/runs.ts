import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { runSummary, type ProcedureRow } from '../workflows/law/procedures.js';
import type { State } from '../workflows/law/record/fold.js';
import { procedureId, procedureName } from '../workflows/law/record/kinds.js';
import type { Ids } from '../workflows/messages.js';

type RunParts = { client: Client; taskQueue: string; rows: readonly ProcedureRow[] };

/**
 * Gives a procedure on file a run; one that runs is left as it is. The run reads the record and waits where
 * the procedure waited, so this may be done at any time and twice. Throws when there is no such procedure.
 */
export async function startRun(
  { client, taskQueue, rows }: RunParts,
  chainId: string,
  procedure: string,
): Promise<void> {
  const row = rows.find(({ key }) => key === procedureName(procedure));
  if (!row) throw new Error(`There is no procedure ${procedureName(procedure)}`);
  const ids: Ids = { chainId, procedure };
  await client.workflow.start(row.workflowType, {
    workflowId: procedureId(chainId, procedure),
    taskQueue,
    args: [ids],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    staticSummary: runSummary(chainId, row),
  });
}

/**
 * The newest record of its procedure that a run knows; undefined where nobody answers for it. Asking leaves
 * nothing in its history.
 */
export async function seqKnown(client: Client, workflowId: string): Promise<number | undefined> {
  const asked = client.workflow.getHandle(workflowId).query<State>('state');
  const state = await asked.catch(() => undefined);
  return state?.seq;
}

/** Tells a run of a record it has not heard of; it reads the record and goes on from there. */
export async function tellOfRecord(client: Client, workflowId: string, seq: number): Promise<void> {
  await client.workflow.getHandle(workflowId).signal<[number]>('recordAdded', seq);
}

/**
 * Does the procedure have a run that has not ended? Asked of the workflow itself, not of the list, which
 * lags behind.
 */
export const isRunning = async (client: Client, workflowId: string): Promise<boolean> =>
  (await runOf(client, workflowId)) !== 'none';

/**
 * How a procedure's run stands: `none` that has not ended, one that is `queued` for a worker or in its
 * hands, or one `atRest`, whose worker has done all there was to do. Temporal's own books say so; no
 * worker is kept from its work.
 */
export async function runOf(client: Client, workflowId: string): Promise<'none' | 'queued' | 'atRest'> {
  try {
    const { status, raw } = await client.workflow.getHandle(workflowId).describe();
    if (status.name !== 'RUNNING') return 'none';
    return raw.pendingWorkflowTask ? 'queued' : 'atRest';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'none';
    throw error;
  }
}
