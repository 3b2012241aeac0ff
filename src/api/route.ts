import { createHmac } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { canonical } from '../models/canonical.js';
import type { RecordHeader } from '../workflows/law/record/kinds.js';
import { refusal } from '../workflows/refusals.js';
import type { Caller } from './callers.js';
import { escaped, unreadableText } from './json.js';
import { problem, refused, type FieldError } from './problems.js';
import { ActHeaders } from './schemas.js';
import { bearsStateSecret } from './secrecy.js';

type Method = 'get' | 'post' | 'put' | 'delete';
type Shape = z.ZodType;

/**
 * One request whose shape is right. `receivedAt` (epoch ms) is when the door received it: lateness is judged
 * by it.
 */
export type Call<P extends Shape, Q extends Shape, B extends Shape> = {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  caller: Caller;
  receivedAt: number;
  request: Request;
  response: Response;
  /**
   * The caller's id and his Idempotency-Key; a keyed hash of method, path and body. Empty without a key,
   * which only acts demand.
   */
  requestId: string;
  fingerprint: string;
};

/** What an answer is. A body of `undefined` means that the handler has written it. */
export type Reply = { status?: number; headers?: Record<string, string>; body?: unknown };

/** What documentation needs of a route. */
export type RouteDescription = {
  method: Method;
  path: string;
  summary: string;
  /** Needs no sign-in. */
  open?: boolean;
  /** Writes the record: needs an Idempotency-Key, is answered once, and may be answered 202. */
  act?: boolean;
  /** Writes something else: an Idempotency-Key is welcome, and a repeat gets the same answer. */
  keyed?: boolean;
  /** The body is multipart/form-data and read by the handler. */
  upload?: boolean;
  /** The answer is a file. */
  download?: boolean;
  params?: Shape;
  query?: Shape;
  body?: Shape;
  answers: Record<number, Shape>;
};

/** The five moves of every route: check shape, load, may he, do, present. */
export type Moves<P extends Shape, Q extends Shape, B extends Shape, L, D> = RouteDescription & {
  params?: P;
  query?: Q;
  body?: B;
  load?: (call: Call<P, Q, B>) => Promise<L> | L;
  /** Throws what the caller is told; says nothing when he may. */
  may?: (call: Call<P, Q, B>, loaded: L) => void;
  do: (call: Call<P, Q, B>, loaded: L) => Promise<D> | D;
  present: (done: D, call: Call<P, Q, B>, loaded: L) => Promise<Reply> | Reply;
  /** Answers a repeat of an act from its record, where its answer is not the usual one. */
  again?: (record: RecordHeader, call: Call<P, Q, B>) => Promise<Reply> | Reply;
};

/** What the routes need to answer a repeat from the record. */
export type RouteParts = {
  now: () => number;
  ledgerKey: string;
  byRequest: (requestId: string) => Promise<RecordHeader | undefined>;
  /** What to say of a record on file while not everything has followed from it; undefined once it has. */
  unsettled: (record: RecordHeader) => Promise<Reply | undefined>;
  /** Makes the answer to an act from its record only. */
  presentAct: (record: RecordHeader) => Reply;
  onStateSecret: (caller: Caller | undefined, path: string) => void;
};

export type Route = RouteDescription & { handle: (parts: RouteParts) => RequestHandler };

const nothing = z.strictObject({});

/** Makes a route of its five moves. */
export function route<
  L,
  D,
  P extends Shape = typeof nothing,
  Q extends Shape = typeof nothing,
  B extends Shape = typeof nothing,
>(moves: Moves<P, Q, B, L, D>): Route {
  return {
    ...moves,
    handle: (parts) => async (request, response) =>
      answer(response, await run(moves, parts, request, response)),
  };
}

async function run<L, D, P extends Shape, Q extends Shape, B extends Shape>(
  moves: Moves<P, Q, B, L, D>,
  parts: RouteParts,
  request: Request,
  response: Response,
): Promise<Reply> {
  const receivedAt = parts.now();
  const { caller } = request;
  if (!moves.open && !caller) throw problem('unauthenticated');
  refuseStateSecret(parts, moves, request);
  const call = {
    ...shapeOf(moves, request),
    ...identityOf(moves, parts, request),
    caller: caller as Caller,
    receivedAt,
    request,
    response,
  } as Call<P, Q, B>;
  const repeated = moves.act ? await parts.byRequest(call.requestId) : undefined;
  const { again = parts.presentAct } = moves;
  if (repeated) return repeat(parts, call, repeated, (record) => again(record, call));
  const loaded = (await moves.load?.(call)) as L;
  moves.may?.(call, loaded);
  const done = await moves.do(call, loaded);
  return moves.present(done, call, loaded);
}

/** The same request again is answered from the record; another one under the same key is refused. */
async function repeat(
  parts: RouteParts,
  call: { fingerprint: string },
  record: RecordHeader,
  present: (record: RecordHeader) => Promise<Reply> | Reply,
): Promise<Reply> {
  if (record.fingerprint !== call.fingerprint) throw refused(refusal('requestIdUsed'));
  return (await parts.unsettled(record)) ?? present(record);
}

/** The route's own pattern is logged: the address as it came may hold what is refused. */
function refuseStateSecret(parts: RouteParts, { path }: RouteDescription, request: Request): void {
  if (!bearsStateSecret([request.body, request.query, request.params])) return;
  parts.onStateSecret(request.caller, path);
  throw refused(refusal('stateSecretRefused'));
}

function shapeOf(moves: RouteDescription, request: Request) {
  const errors: FieldError[] = [];
  const check = (schema: Shape | undefined, value: unknown, at: string): unknown => {
    const read = (schema ?? nothing).safeParse(value);
    if (read.success) return read.data;
    errors.push(...read.error.issues.flatMap((issue) => errorsOf(issue, at)));
    return undefined;
  };
  const texts = Object.entries({ ...request.query }).filter(
    ([, value]) => typeof value === 'string' && unreadableText(value),
  );
  errors.push(
    ...texts.map(([key]) => ({ pointer: `/query/${escaped(key)}`, detail: '含有控制字符或者无效编码' })),
  );
  const shape = {
    params: check(moves.params, { ...request.params }, '/path'),
    query: check(moves.query, { ...request.query }, '/query'),
    body: moves.method === 'get' || moves.upload ? {} : check(moves.body, request.body ?? {}, ''),
  };
  if (errors.length > 0) throw problem('invalidRequest', {}, errors.slice(0, 50));
  return shape;
}

function errorsOf(issue: z.core.$ZodIssue, at: string): FieldError[] {
  const pointer = at + issue.path.map((segment) => `/${escaped(String(segment))}`).join('');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ pointer: `${pointer}/${escaped(key)}`, detail: '没有这个字段' }));
  return [{ pointer: pointer || '/', detail: issue.message }];
}

function identityOf(moves: RouteDescription, parts: RouteParts, request: Request) {
  const key = request.get('idempotency-key');
  if (!moves.act && !(moves.keyed && key !== undefined)) return { requestId: '', fingerprint: '' };
  const headers = ActHeaders.safeParse({ 'idempotency-key': key });
  if (!headers.success)
    throw problem('invalidRequest', {}, [
      {
        pointer: '/headers/idempotency-key',
        detail: '请在 Idempotency-Key 中给出 8 至 128 个可见 ASCII 字符的请求编号',
      },
    ]);
  const said = `${moves.method}\n${request.path}\n${canonical((request.body ?? {}) as never)}`;
  return {
    requestId: `${request.caller?.id ?? ''}:${headers.data['idempotency-key']}`,
    fingerprint: createHmac('sha256', parts.ledgerKey).update(said, 'utf8').digest('hex'),
  };
}

function answer(response: Response, { status = 200, headers = {}, body }: Reply): void {
  if (response.headersSent) return;
  response.status(status).set(headers);
  if (body === undefined) response.end();
  else response.json(body);
}
