import { setTimeout as delay } from 'node:timers/promises';
import {
  type Client,
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, type Workflow } from '@temporalio/common';
import { foldMatter, type State } from '../workflows/law/record/fold.js';
import { DECISIONS, procedureId, type RecordHeader } from '../workflows/law/record/kinds.js';
import { formatMoment } from '../workflows/law/moments.js';
import { articleLabel } from '../workflows/law/articles.js';
import { runSummary, type ProcedureRow } from '../workflows/law/procedures.js';
import type { Answer, Doors, Ids, OpenRequest, Request } from '../workflows/messages.js';
import { byAndAt, REFUSED, refusal, type Refusal } from '../workflows/refusals.js';
import { searchAttributesOf } from '../workflows/steps/search-attributes.js';
import type { LedgerStore } from '../models/ledger-store.js';
import { Problem, problem, refused } from './problems.js';

/** How long a caller waits for a procedure before he is told where to look. */
const PATIENCE_MS = 8_000;
/**
 * Shorter than Temporal's 10 s, so that a worker killed under an act does not cost its caller the whole
 * patience.
 */
const WORKFLOW_TASK_TIMEOUT_MS = 5_000;
/** An event that arrives as a run ends fails its workflow task; asked again, it meets the next state. */
const REPEATS_LIMIT = 5;
/** To tell a procedure of a record when the patience of its act is at its end already. */
const TELL_MS = 2_000;
/** What follows from a record takes some milliseconds. */
const LOOK_AGAIN_MS = 50;

export type DoorParts = {
  client: Client;
  taskQueue: string;
  ledger: Pick<LedgerStore, 'byRequest' | 'since'>;
  rowOf: (procedure: string) => ProcedureRow | undefined;
  /** How far everything has followed from a procedure's records, so that the next person's list shows it. */
  projected: (
    chainId: string,
    procedure: string,
  ) => Promise<{ seq: number; open: boolean; unit: string } | undefined>;
  patienceMs?: number;
  /** Hears how long each act took and what became of it. */
  timed?: (door: DoorName, outcome: ActOutcome, seconds: number) => void;
};

export type DoorName = keyof Doors | 'open';
/** `recorded`: on file. `pending`: no answer within the patience; the record may still come. */
export type ActOutcome = 'recorded' | 'refused' | 'pending' | 'failed';

/** The record an act made, or `pending` when no answer came in time. A refusal is thrown as a Problem. */
export type Outcome = { record: RecordHeader } | { pending: true };

/**
 * Opens a procedure by Update-With-Start. `dueAt` (epoch ms) is its first deadline, for the operators' lists.
 */
export function open(parts: DoorParts, ids: Ids, request: OpenRequest, dueAt?: number): Promise<Outcome> {
  const row = parts.rowOf(ids.procedure);
  if (!row) throw refused(refusal('notFound', { what: '该程序' }));
  return timed(parts, 'open', ids, request, () =>
    parts.client.workflow.executeUpdateWithStart<Workflow, Answer, [OpenRequest]>('open', {
      args: [request],
      updateId: request.requestId,
      startWorkflowOperation: new WithStartWorkflowOperation(
        row.workflowType,
        startOf(parts, row, ids, request.actor.unit, dueAt),
      ),
    }),
  );
}

/** Acts on a procedure that is open. */
export function act<D extends keyof Doors>(
  parts: DoorParts,
  door: D,
  ids: Ids,
  request: Doors[D],
): Promise<Outcome> {
  const handle = parts.client.workflow.getHandle(procedureId(ids.chainId, ids.procedure));
  return timed(parts, door, ids, request, () =>
    handle.executeUpdate<Answer, [Doors[D]]>(door, { args: [request], updateId: request.requestId }),
  );
}

/** Readable in the Temporal Web UI, and without personal data: ids and titles of the law only. */
function startOf(parts: DoorParts, row: ProcedureRow, ids: Ids, unit: string, dueAt?: number) {
  return {
    workflowId: procedureId(ids.chainId, ids.procedure),
    taskQueue: parts.taskQueue,
    args: [ids] as [Ids],
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MS,
    staticSummary: runSummary(ids.chainId, row),
    staticDetails: `案号：${ids.chainId}\n\n程序：${row.title}\n\n依据：本制度${articleLabel(row.article)}`,
    typedSearchAttributes: searchAttributesOf(ids.chainId, ids.procedure, unit, dueAt),
  };
}

async function timed(
  parts: DoorParts,
  door: DoorName,
  ids: Ids,
  request: Request,
  send: () => Promise<Answer>,
): Promise<Outcome> {
  const begun = performance.now();
  const tell = (outcome: ActOutcome): void =>
    parts.timed?.(door, outcome, (performance.now() - begun) / 1_000);
  try {
    const outcome = await ask(parts, ids, request, send);
    tell('record' in outcome ? 'recorded' : 'pending');
    return outcome;
  } catch (error) {
    tell(error instanceof Problem && error.body.status < 500 ? 'refused' : 'failed');
    throw error;
  }
}

/**
 * One round trip, bounded by the caller's patience. What it guarantees:
 * 1. an answer is given only for what is on file, its consequences included, and is read from there;
 * 2. whatever Temporal says, a request that is on file is answered as done, or as not done yet;
 * 3. a repeat is safe at any point: the request id is the Update's id and unique in the ledger.
 */
async function ask(
  parts: DoorParts,
  ids: Ids,
  request: Request,
  send: () => Promise<Answer>,
): Promise<Outcome> {
  const until = patienceEnd(parts);
  for (let repeats = 0; ; repeats += 1) {
    try {
      await parts.client.withDeadline(until, send);
      return await onFile(parts, request);
    } catch (error) {
      const record = await parts.ledger.byRequest(request.requestId);
      if (record) return settled(parts, sameRequest(record, request).record, until);
      const next = await afterFailure(parts, ids, request, error);
      if (next === 'pending' || Date.now() >= until) return { pending: true };
      if (repeats >= REPEATS_LIMIT) throw problem('unavailable', {});
      await delay(50 * 2 ** repeats);
    }
  }
}

const patienceEnd = (parts: DoorParts): number => Date.now() + (parts.patienceMs ?? PATIENCE_MS);

async function onFile(parts: DoorParts, request: Request): Promise<Outcome> {
  const record = await parts.ledger.byRequest(request.requestId);
  if (!record) throw new Error('The procedure answered and its record is not on file');
  return sameRequest(record, request);
}

/**
 * What becomes of a record that was found on file without a word of its procedure. A kill may have come
 * between the two: the procedure would wait for an act that has long been done, and what follows from the
 * record may be missing. So it is told, by a run of its own where none is left, and the record is an answer
 * once everything has followed from it. `until` in epoch ms.
 */
export async function settled(
  parts: DoorParts,
  record: RecordHeader,
  until = patienceEnd(parts),
): Promise<Outcome> {
  const projected = () => parts.projected(record.chainId, record.procedure);
  try {
    const before = await projected();
    if (before?.open !== false) await tell(parts, record, before?.unit ?? record.actor.unit, until);
    for (let now = before; (now?.seq ?? 0) < record.seq; now = await projected()) {
      if (Date.now() >= until) return { pending: true };
      await delay(LOOK_AGAIN_MS);
    }
    return { record };
  } catch (error) {
    if (isOfTemporal(error)) return { pending: true };
    throw error;
  }
}

async function tell(parts: DoorParts, record: RecordHeader, unit: string, until: number): Promise<void> {
  const row = parts.rowOf(record.procedure);
  if (!row) return;
  await parts.client.withDeadline(until + TELL_MS, () =>
    parts.client.workflow.signalWithStart<Workflow, [number]>(row.workflowType, {
      ...startOf(parts, row, record, unit),
      signal: 'recordAdded',
      signalArgs: [record.seq],
    }),
  );
}

function sameRequest(record: RecordHeader, request: Request): { record: RecordHeader } {
  if (record.fingerprint !== request.fingerprint) throw refused(refusal('requestIdUsed'));
  return { record };
}

/** Says what to do about a failure: ask again, or tell the caller to look later; throws what is final. */
async function afterFailure(
  parts: DoorParts,
  ids: Ids,
  request: Request,
  error: unknown,
): Promise<'again' | 'pending'> {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return 'pending';
  if (error instanceof WorkflowNotFoundError) return revive(parts, ids, request);
  const said = refusalIn(error);
  if (said) throw refused(said);
  if (isMomentary(error)) return 'again';
  if (isDeadline(error)) return 'pending';
  throw error;
}

/** The refusal a procedure answered with. */
function refusalIn(error: unknown): Refusal | undefined {
  if (!(error instanceof WorkflowUpdateFailedError)) return undefined;
  const { cause } = error;
  return cause instanceof ApplicationFailure && cause.type === REFUSED
    ? (cause.details?.[0] as Refusal)
    : undefined;
}

/**
 * A run that ended under the Update, or a workflow task that failed: the next attempt meets the new state.
 */
function isMomentary(error: unknown): boolean {
  const texts = [error, (error as { cause?: unknown }).cause].map((one) =>
    one instanceof Error ? one.message : '',
  );
  const type = ((error as { cause?: { type?: unknown } }).cause ?? {}).type;
  return (
    type === 'AcceptedUpdateCompletedWorkflow' ||
    texts.some((text) =>
      /unexpected workflow task failure|workflow execution already completed|WorkflowNotReady/i.test(text),
    )
  );
}

/** gRPC: CANCELLED 1, DEADLINE_EXCEEDED 4. */
const isDeadline = (error: unknown): boolean => isOfTemporal(error, (code) => [1, 4].includes(code));

/** Said by the server, or by the connection to it. */
function isOfTemporal(error: unknown, wanted: (code: number) => boolean = () => true): boolean {
  const { cause } = error as { cause?: unknown };
  return [error, cause].some((one) => isGrpcServiceError(one) && wanted(one.code));
}

/**
 * No run of that id. The record knows why: decided, ended, never opened, or its history was lost; then a run
 * is
 * started, which restores itself from the record, and the act is asked again.
 */
async function revive(parts: DoorParts, ids: Ids, request: Request & { step?: string }): Promise<'again'> {
  const state = foldMatter(await parts.ledger.since(ids.chainId, 1))[ids.procedure];
  const row = parts.rowOf(ids.procedure);
  if (!state?.opening || !row) throw refused(refusal('notOpen'));
  const decided = request.step === undefined ? undefined : state.steps[request.step];
  if (decided?.decision) throw refused(decidedBy(decided));
  if (state.concluded) throw refused(ended(state, state.concluded));
  await parts.client.workflow.start(row.workflowType, startOf(parts, row, ids, state.opening.actor.unit));
  return 'again';
}

const ended = (state: State, concluded: RecordHeader): Refusal =>
  state.terminated
    ? refusal('procedureTerminated', byAndAt(state.terminated, formatMoment))
    : refusal('procedureConcluded', byAndAt(concluded, formatMoment));

/** Who decided a step, when and how, for a caller who comes too late. */
export const decidedBy = (record: RecordHeader): Refusal =>
  refusal('alreadyDecided', {
    ...byAndAt(record, formatMoment),
    decision: record.decision ? DECISIONS[record.decision] : '',
  });
