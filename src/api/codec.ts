import express, { Router, type RequestHandler } from 'express';
import type { Payload } from '@temporalio/common';
import { refusal } from '../workflows/refusals.js';
import type { ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { problem, refused } from './problems.js';
import { z } from 'zod';

/** A page of a history in the Web UI; larger than any request of the API. */
const LIMIT = '8mb';

const Base64 = z.base64();
const Payloads = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string().max(200), Base64).optional(), data: Base64.nullish() }))
    .max(2_000),
});
type Told = z.output<typeof Payloads>['payloads'][number];

/**
 * Temporal's codec-server protocol, so that the Web UI shows operators who may see them the payloads that are
 * encrypted in Temporal. The browser sends the session's cookie because the operator has switched
 * "Include cross-origin credentials" on (Decision 0303).
 */
export function codecRouter(parts: ApiParts): Router {
  const router = Router();
  const ui = new URL(parts.environment.TEMPORAL_UI_URL).origin;
  router.use('/codec', allowOrigin(ui));
  const work = [express.json({ limit: LIMIT, inflate: false }), onlyOperators(ui)] as const;
  router.post(
    '/codec/decode',
    ...work,
    converted((payloads) => parts.codec.decode(payloads)),
  );
  router.post(
    '/codec/encode',
    ...work,
    converted((payloads) => parts.codec.encode(payloads)),
  );
  return router;
}

const allowOrigin =
  (ui: string): RequestHandler =>
  (request, response, next) => {
    response.vary('Origin');
    if (request.get('origin') === ui)
      response.set({
        'Access-Control-Allow-Origin': ui,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Allow-Methods': 'POST, OPTIONS',
        'Access-Control-Allow-Headers': 'content-type, x-namespace, authorization, authorization-extras',
        'Access-Control-Max-Age': '600',
        // The page's own policy would otherwise keep the answer from the other origin.
        'Cross-Origin-Resource-Policy': 'cross-origin',
      });
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };

/**
 * The Web UI has no CSRF token of ours: its origin is checked instead, and reading a payload changes nothing.
 */
const onlyOperators =
  (ui: string): RequestHandler =>
  (request, _response, next) => {
    const { caller } = request;
    if (!caller) throw problem('unauthenticated');
    const origin = request.get('origin');
    const own = `${request.protocol}://${request.get('host') ?? ''}`;
    if (caller.authentication === 'password' && origin !== ui && origin !== own)
      throw problem('originRefused');
    if (!allowed(caller, 'readPayloads')) throw refused(refusal('notPermitted', { what: '解读载荷' }));
    next();
  };

const converted =
  (convert: (payloads: Payload[]) => Promise<Payload[]>): RequestHandler =>
  async (request, response) => {
    const read = Payloads.safeParse(request.body);
    if (!read.success)
      throw problem('invalidRequest', {}, [{ pointer: '/payloads', detail: '不是 Temporal 的载荷' }]);
    const payloads = await convert(read.data.payloads.map(payloadOf)).catch(() => undefined);
    if (!payloads)
      throw problem('invalidRequest', {}, [{ pointer: '/payloads', detail: '本系统没有这些载荷的密钥' }]);
    response.set('Cache-Control', 'no-store').json({ payloads: payloads.map(toldOf) });
  };

const payloadOf = ({ metadata, data }: Told): Payload => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64')]),
  ),
  data: data ? Buffer.from(data, 'base64') : null,
});

const toldOf = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
  ),
  ...(data ? { data: Buffer.from(data).toString('base64') } : {}),
});
