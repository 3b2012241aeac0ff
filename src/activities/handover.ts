import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Connection } from 'mongoose';
import type { LedgerStore } from '../models/ledger-store.js';
import { proceduresOn, type Procedure } from '../models/procedures.js';
import type { HandedOver, HandoverFacts, HandoverSlice } from '../workflows/law/record/handover.js';
import { procedureId, textOf, type RecordHeader } from '../workflows/law/record/kinds.js';
import { namedNow, rolesAmong } from '../workflows/law/record/successors.js';
import type { Answer, HandOverRequest } from '../workflows/messages.js';
import { REFUSED, type Refusal } from '../workflows/refusals.js';
import { bodyOn, stateUpTo } from './records.js';
import { startRun } from './runs.js';

/** One procedure the leaver is named in or holds a task of. */
export type Concerned = Pick<Procedure, '_id' | 'chainId' | 'procedure' | 'seq'> & {
  /** Missing in a projection from before there were handovers. */
  named?: readonly string[];
};

/** What a handover reads and asks. `ask` throws when a procedure gives no answer. */
export type HandoverParts = {
  store: Pick<LedgerStore, 'ofProcedure' | 'byRequest' | 'body'>;
  /** Open procedures that concern a person, by id after `cursor`. */
  concerned: (person: string, cursor: string, limit: number) => Promise<Concerned[]>;
  ask: (one: Concerned, request: HandOverRequest) => Promise<{ seq: number } | { refused: Refusal }>;
  /** Tells that the work goes on. */
  beat: () => void;
  /** Is this the attempt from which a procedure that does not answer is left to people? */
  givesUp: () => boolean;
};

export type HandoverActivities = ReturnType<typeof createHandover>;

/** Procedures in one slice, and so in one record of what became of them. */
const SLICE = 20;

/** The activity that hands a leaver's parts to those who follow him. */
export function createHandover(parts: HandoverParts) {
  return {
    /**
     * One slice of the order whose procedure is named. Every request has an id made of the order and the
     * part, so that a slice which is done again finds its own records.
     */
    async handOverSlice(order: string, cursor: string): Promise<HandoverSlice> {
      const { opening, reason } = await orderOf(parts, order);
      const { from, successors } = opening.facts as unknown as HandoverFacts;
      const slice = await parts.concerned(from, cursor, SLICE);
      const results: HandedOver[] = [];
      for (const one of slice) {
        const roles = rolesAmong(one.named ?? (await namedOnFile(parts, one)), from);
        for (const { role, to } of successors) {
          parts.beat();
          const held = roles.includes(role);
          const result = held
            ? await handOver(parts, { opening, reason }, one, { role, to })
            : await handedBefore(parts, opening, one, role);
          if (result) results.push({ procedure: one._id, role, to, ...result });
        }
      }
      return { cursor: slice.length < SLICE ? '' : (slice.at(-1)?._id ?? ''), results };
    },
  };
}

const namedOnFile = async ({ store }: HandoverParts, one: Concerned): Promise<string[]> =>
  namedNow(await stateUpTo(store, one.chainId, one.procedure, one.seq));

/** The order as it is on file, and its reason in the words of the person. */
type Order = { opening: RecordHeader; reason: string };

async function orderOf({ store }: HandoverParts, order: string): Promise<Order> {
  const [chainId = '', ...rest] = order.split('/');
  const span = { after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: 1 };
  const [opening] = await store.ofProcedure(chainId, rest.join('/'), span);
  if (!opening) throw new Error(`The order ${order} is not on file`);
  return { opening, reason: textOf(await bodyOn(store, opening), 'reason') };
}

const requestIdOf = (opening: RecordHeader, one: Concerned, role: string): string =>
  `${procedureId(opening.chainId, opening.procedure)}:${one._id}:${role}`;

/** A part that the same order has handed over already, in an attempt of this slice that was lost. */
async function handedBefore(
  { store }: HandoverParts,
  opening: RecordHeader,
  one: Concerned,
  role: string,
): Promise<Pick<HandedOver, 'seq'> | undefined> {
  const record = await store.byRequest(requestIdOf(opening, one, role));
  return record && { seq: record.seq };
}

async function handOver(
  parts: HandoverParts,
  { opening, reason }: Order,
  one: Concerned,
  { role, to }: HandoverFacts['successors'][number],
): Promise<Pick<HandedOver, 'seq' | 'refused'>> {
  const requestId = requestIdOf(opening, one, role);
  const { actor, receivedAt, occurredAt, policy } = opening;
  const request: HandOverRequest = {
    requestId,
    fingerprint: createHash('sha256').update(requestId).digest('hex'),
    ...{ actor, receivedAt, occurredAt, policy },
    seen: one.seq,
    role,
    from: textOf(opening.facts, 'from'),
    to,
    opinion: reason,
  };
  try {
    const answer = await parts.ask(one, request);
    return 'refused' in answer ? { refused: answer.refused.code } : answer;
  } catch (error) {
    if (!parts.givesUp()) throw error;
    return { refused: 'noAnswer' };
  }
}

/** Open procedures that concern a person, from the projections. */
export const concernedOn =
  (connection: Connection): HandoverParts['concerned'] =>
  (person, cursor, limit) =>
    proceduresOn(connection)
      .find(
        { involved: person, open: true, _id: { $gt: cursor } },
        { chainId: 1, procedure: 1, seq: 1, named: 1 },
      )
      .sort({ _id: 1 })
      .limit(limit)
      .lean<Concerned[]>();

/** How long one procedure may take to answer, in ms, and how often it is given a run that it lacked. */
const PATIENCE_MS = 8_000;
const REVIVALS = 3;
/** Attempts after which one silent procedure no longer holds up the others. */
const ATTEMPTS_LIMIT = 6;

type RunParts = Parameters<typeof startRun>[0];

/** Asks the procedure itself, as a person's request would be asked. */
export const askRun =
  (parts: RunParts): HandoverParts['ask'] =>
  async ({ _id, chainId, procedure }, request) => {
    const handle = parts.client.workflow.getHandle(_id);
    for (let revived = 0; ; revived += 1) {
      try {
        const { seq } = await parts.client.withDeadline(Date.now() + PATIENCE_MS, () =>
          handle.executeUpdate<Answer, [HandOverRequest]>('handOver', {
            args: [request],
            updateId: request.requestId,
          }),
        );
        return { seq };
      } catch (error) {
        const refused = refusalIn(error);
        if (refused) return { refused };
        if (!(error instanceof WorkflowNotFoundError) || revived >= REVIVALS) throw error;
        await startRun(parts, chainId, procedure);
        await delay(200);
      }
    }
  };

function refusalIn(error: unknown): Refusal | undefined {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return cause instanceof ApplicationFailure && cause.type === REFUSED
    ? (cause.details?.[0] as Refusal)
    : undefined;
}

/** The activity over the real database and Temporal. */
export const openHandover = (
  connection: Connection,
  store: HandoverParts['store'],
  runs: RunParts & { client: Client },
) =>
  createHandover({
    store,
    concerned: concernedOn(connection),
    ask: askRun(runs),
    beat: () => Context.current().heartbeat(),
    givesUp: () => Context.current().info.attempt >= ATTEMPTS_LIMIT,
  });
