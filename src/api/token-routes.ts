import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Environment } from '../environment.js';
import { refusal } from '../workflows/refusals.js';
import type { ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { refused } from './problems.js';
import { route, type Route } from './route.js';
import { IssuedToken, NewToken, TokenParams, Tokens } from './schemas.js';
import { expiryOf } from './tokens.js';

/** The token of a request with a key: its repeat, after an answer that was lost, hears the same one. */
const tokenOf = ({ SESSION_SECRET }: Environment, requestId: string): string =>
  createHmac('sha256', SESSION_SECRET).update(`token\n${requestId}`, 'utf8').digest('base64url');

/** Bearer tokens of the caller, for his programs. */
export const tokenRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'post',
    path: '/api/tokens',
    summary: '申请访问令牌；令牌只显示这一次',
    keyed: true,
    body: NewToken,
    answers: { 201: IssuedToken },
    may: ({ caller }) => {
      if (!allowed(caller, 'holdToken') || caller.authentication !== 'password')
        throw refused(refusal('notPermitted', { what: '申请访问令牌' }));
    },
    do: async ({ caller, body, receivedAt, requestId, fingerprint }) => {
      const wish = { name: body.name, expiresAt: expiryOf(body.expiresInDays, receivedAt) };
      const repeatable = requestId
        ? { token: tokenOf(parts.environment, requestId), fingerprint }
        : undefined;
      const issued = await parts.tokens.issue(caller.id, wish, receivedAt, repeatable);
      if (!issued) throw refused(refusal('requestIdUsed'));
      return issued;
    },
    present: (body) => ({ status: 201, body, headers: { 'Cache-Control': 'no-store' } }),
  }),
  route({
    method: 'get',
    path: '/api/tokens',
    summary: '我的访问令牌',
    answers: { 200: Tokens },
    do: async ({ caller, receivedAt }) => ({ items: await parts.tokens.ofPerson(caller.id, receivedAt) }),
    present: (body) => ({ body }),
  }),
  route({
    method: 'delete',
    path: '/api/tokens/:id',
    summary: '废止一个访问令牌，立即生效',
    params: TokenParams,
    answers: { 204: z.null() },
    do: async ({ caller, params }) => {
      if (!(await parts.tokens.remove(caller.id, params.id)))
        throw refused(refusal('notFound', { what: '该令牌' }));
    },
    present: () => ({ status: 204 }),
  }),
];
