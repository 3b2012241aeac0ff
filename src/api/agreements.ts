import { createHash, createHmac } from 'node:crypto';
import type { RecordHeader } from '../workflows/law/record/kinds.js';
import { refusal } from '../workflows/refusals.js';
import { Agree, Agreements, type AgreementResult } from './agreement-schemas.js';
import { knowPrincipals } from './acting-for.js';
import { settled, type Outcome } from './doors.js';
import { problemOf } from './errors.js';
import type { ApiParts } from './parts.js';
import { refused } from './problems.js';
import type { Told } from './requests.js';
import { route, type Route } from './route.js';
import { Decide } from './schemas.js';
import { decide, reach } from './tasks.js';

/** This many procedures are asked at a time; each has its turn, and others want theirs. */
const AT_ONCE = 5;
/** How long the whole may take before what is left is answered `pending` (ms). */
const PATIENCE_MS = 12_000;
/** The least that a procedure is given for its answer (ms). */
const LEAST_PATIENCE_MS = 500;

type Agreeing = ReturnType<typeof Agree.parse>;
type Item = Agreeing['items'][number];

/** 批量同意: the same opinion on several tasks, each an act of its own on its own record. */
export const agreementRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'post',
    path: '/api/tasks/agreements',
    summary: '批量同意：对所选任务签署同一意见，逐项办理、逐项答复；同一请求重发，已办理的不重复办理',
    act: true,
    body: Agree,
    answers: { 200: Agreements, 202: Agreements },
    do: async (call) => {
      const { caller } = call;
      await knowPrincipals(caller);
      const until = Date.now() + PATIENCE_MS;
      const results = await inTurn(call.body.items, (item) => agree(parts, call, call.body, item, until));
      const count = (state: AgreementResult['state']) => results.filter((one) => one.state === state).length;
      parts.logger.info(
        { event: 'agreements', person: caller.id, recorded: count('recorded'), refused: count('refused') },
        'several agreed to',
      );
      return results;
    },
    present: (items) => ({
      status: items.some((one) => one.state === 'pending') ? 202 : 200,
      body: { items },
    }),
  }),
];

/** At most `AT_ONCE` at a time; the answers in the order asked for. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = [...items.entries()];
  const next = async (): Promise<void> => {
    for (let turn = waiting.shift(); turn; turn = waiting.shift()) results[turn[0]] = await work(turn[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return results;
}

/** One of them, whose refusal or fault is its own result. `until` in epoch ms. */
async function agree(
  parts: ApiParts,
  told: Told,
  { opinion }: Agreeing,
  item: Item,
  until: number,
): Promise<AgreementResult> {
  const left = until - Date.now();
  if (left <= 0) return { id: item.id, state: 'pending', record: null, problem: null };
  const patient = { ...parts, doors: { ...parts.doors, patienceMs: Math.max(left, LEAST_PATIENCE_MS) } };
  try {
    const outcome = await agreeOnce(patient, tellingOf(parts, told, opinion, item), opinion, item);
    if ('record' in outcome)
      return { id: item.id, state: 'recorded', record: recordIn(outcome.record), problem: null };
    return { id: item.id, state: 'pending', record: null, problem: null };
  } catch (error) {
    const { body } = problemOf(error, parts.logger, '/api/tasks/agreements');
    parts.metrics.problems.inc({ code: body.code });
    return { id: item.id, state: body.status < 500 ? 'refused' : 'failed', record: null, problem: body };
  }
}

const recordIn = ({ seq, receivedAt, late }: RecordHeader) => ({ seq, receivedAt, late });

/**
 * One key covers the request; each of its acts has an id of its own that follows from both. Its
 * fingerprint is of the opinion and the task alone: sent again for some of them only, under the same key,
 * it is the same act.
 */
function tellingOf(parts: ApiParts, told: Told, opinion: string, { id }: Item): Told {
  const own = createHash('sha256').update(id, 'utf8').digest('hex').slice(0, 24);
  const said = `agree\n${id}\n${opinion}`;
  return {
    caller: told.caller,
    receivedAt: told.receivedAt,
    requestId: `${told.requestId}#${own}`,
    fingerprint: createHmac('sha256', parts.environment.LEDGER_KEY).update(said, 'utf8').digest('hex'),
  };
}

/** The very path of a single decision, after what a repeat and a newer record ask for. */
async function agreeOnce(parts: ApiParts, told: Told, opinion: string, item: Item): Promise<Outcome> {
  const before = await parts.ledger.byRequest(told.requestId);
  if (before && before.fingerprint !== told.fingerprint) throw refused(refusal('requestIdUsed'));
  if (before) return settled(parts.doors, before);
  const aim = await reach(parts, told.caller, item.id, told.receivedAt);
  if (item.seen !== undefined && item.seen < aim.seen) await refuseUnread(parts, aim, item.seen);
  const body = Decide.parse({ decision: 'agree', opinion });
  return decide(parts, { ...told, body }, aim);
}

/** What has been put right or remarked since the list was read, the person has not read. */
async function refuseUnread(
  parts: ApiParts,
  { chainId, procedure }: { chainId: string; procedure: string },
  seen: number,
): Promise<void> {
  const newer = await parts.ledger.since(chainId, seen + 1);
  const unread = newer.find(
    (record) => record.procedure === procedure && ['corrected', 'remarked'].includes(record.kind),
  );
  if (unread) throw refused(refusal('changedSinceRead', { seq: unread.seq }));
}
