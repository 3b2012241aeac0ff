import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { runSummary, type ProcedureRow } from '../workflows/law/procedures.js';
import { procedureId, procedureName } from '../workflows/law/record/kinds.js';
import type { Ids } from '../workflows/messages.js';

type RunParts = { client: Client; taskQueue: string; rows: readonly ProcedureRow[] };

/**
 * Gives a procedure on file a run; one that runs is left as it is. The run reads the record and waits where
 * the
 * procedure waited, so this may be done at any time and twice. Throws when there is no such procedure.
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
 * Does the procedure have a run that has not ended? Asked of the workflow itself, not of the list, which
 * lags behind.
 */
export async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
