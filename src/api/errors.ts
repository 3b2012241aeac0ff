import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { MulterError } from 'multer';
import type { Logger } from '../connections/logger.js';
import { JSON_LIMIT_BYTES } from './json.js';
import type { Metrics } from './metrics.js';
import { Problem, problem } from './problems.js';

/** No route has this address. */
export const refuseUnknownRoute: RequestHandler = () => {
  throw problem('routeUnknown');
};

/**
 * The one place that turns whatever was thrown into application/problem+json. What nobody foresaw is a bland
 * 500 with an
 * incident id; the log has the id and where it happened. Messages of libraries may hold what people typed, so
 * only
 * those of our own plain errors are logged (第三十三条).
 */
export function answerErrors(logger: Logger, metrics: Metrics): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const { body, headers } = problemOf(error, logger, patternOf(request));
    metrics.problems.inc({ code: body.code });
    if (body.status >= 400 && body.status < 500 && request.caller)
      logger.info({ code: body.code, status: body.status, person: request.caller.id }, 'refused');
    if (response.headersSent) {
      next(error);
      return;
    }
    response
      .status(body.status)
      .set(headers)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .json(body);
  };
}

/** The route's pattern; an address as it came may hold what somebody typed. */
const patternOf = (request: Request): string => {
  const { path } = (request.route ?? {}) as { path?: unknown };
  return typeof path === 'string' ? path : '(other)';
};

/** What is answered to whatever was thrown; what nobody foresaw is logged under the incident it is given. */
export const problemOf = (error: unknown, logger: Logger, path: string): Problem =>
  asProblem(error) ?? incident(error, logger, path);

function incident(error: unknown, logger: Logger, path: string): Problem {
  const said = problem('internal');
  const id = randomUUID();
  logger.error({ incident: id, path, fault: describe(error) }, 'a request failed');
  said.body.incident = id;
  return said;
}

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trim().startsWith('at '));
  const ours = ['Error', 'TypeError', 'RangeError'].includes(error.name);
  return {
    type: error.name,
    code: codeOf(error),
    ...(ours ? { message: error.message } : {}),
    stack: frames.join('\n'),
  };
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

/** A problem that something else threw, or undefined when nobody foresaw it. */
function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof MulterError) return ofUpload();
  return ofBody(error) ?? (isAway(error) ? away() : undefined);
}

const kib = (bytes: number): string => `${String(Math.floor(bytes / 1024))} KiB`;

function ofUpload(): Problem {
  return problem('invalidRequest', {}, [
    { pointer: '/file', detail: '请以 multipart/form-data 的 file 字段上传一个文件' },
  ]);
}

/** An upload that ended before its end, as busboy and multer word it. */
const CUT_OFF = /unexpected end of form|malformed part|multipart|^Request (aborted|closed)$/i;

/** What body-parser, busboy and the router say about a request they could not read. */
function ofBody(error: unknown): Problem | undefined {
  const { type, status, message } = error as { type?: unknown; status?: unknown; message?: unknown };
  switch (type) {
    case 'entity.too.large':
      return problem('bodyTooLarge', { limit: kib(JSON_LIMIT_BYTES) });
    case 'request.aborted':
    case 'request.size.invalid':
      return problem('unfinished');
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return problem('typeUnsupported', { why: '不接受压缩或者其他字符集的内容。' });
    case 'entity.parse.failed':
      return problem('notJson', { why: '语法有误' });
  }
  if (typeof message === 'string' && CUT_OFF.test(message)) return problem('unfinished');
  // A file that is not there, or a path that leads out of the folder.
  if (status === 404 || status === 403) return problem('routeUnknown');
  if (error instanceof URIError || status === 400)
    return problem('invalidRequest', {}, [{ pointer: '/path', detail: '地址有误' }]);
  return undefined;
}

function away(): Problem {
  const said = problem('unavailable');
  said.headers = { 'Retry-After': '2' };
  return said;
}

/** Names under which the database's driver says that it cannot be reached. */
const DATABASE_AWAY = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoTopologyClosedError',
  'MongooseServerSelectionError',
  'MongoWriteConcernError',
]);
/** gRPC: DEADLINE_EXCEEDED 4, RESOURCE_EXHAUSTED 8, UNAVAILABLE 14. */
const TEMPORAL_AWAY = new Set([4, 8, 14]);

/** The database or Temporal is away for a while; nothing was done. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { cause } = error;
  const grpc = [error, cause].some((one) => {
    const code = codeOf(one);
    return typeof code === 'number' && TEMPORAL_AWAY.has(code) && 'details' in (one as object);
  });
  return (
    grpc ||
    DATABASE_AWAY.has(error.name) ||
    /WT_PANIC|before initial connection/.test(error.message) ||
    (cause !== undefined && cause !== error && isAway(cause))
  );
}
