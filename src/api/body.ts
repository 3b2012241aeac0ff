import express, { type RequestHandler } from 'express';
import { JSON_LIMIT_BYTES, readJson } from './json.js';
import { problem } from './problems.js';

const bytes = express.raw({ type: () => true, limit: JSON_LIMIT_BYTES, inflate: false });

/**
 * Reads the body of what changes something: JSON and nothing else. A browser may send the other types without
 * asking
 * first, so they are refused, except a multipart upload, which its route reads itself.
 */
export const readBody: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD' || isEmpty(request)) {
    next();
    return;
  }
  if (request.is('multipart/form-data')) {
    next();
    return;
  }
  if (!request.is('application/json'))
    throw problem('typeUnsupported', { why: '请以 application/json 发送。' });
  bytes(request, response, (error?: unknown) => {
    if (error) return next(error);
    try {
      request.body = readJson(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    } catch (refusal) {
      return next(refusal);
    }
    next();
  });
};

const isEmpty = (request: Parameters<RequestHandler>[0]): boolean =>
  request.get('transfer-encoding') === undefined && (request.get('content-length') ?? '0') === '0';
