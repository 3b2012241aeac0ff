import { createHash } from 'node:crypto';
import MongoStore from 'connect-mongo';
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import { hash, verify } from '@node-rs/argon2';
import type { Connection } from 'mongoose';
import type { Environment } from '../environment.js';
import { bearerOf, callerOf, SESSION_LIFE_MS, type Caller } from './callers.js';
import { viewOfPerson } from './people.js';
import type { ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { problem } from './problems.js';
import { route, type Route } from './route.js';
import { Session, SignIn } from './schemas.js';
import { z } from 'zod';

/** A session that nobody uses ends after this long (ASVS 5.0 7.3). */
const IDLE_MS = 30 * 60_000;
/** The store notes at most every minute that a session is in use. */
const TOUCH_SECONDS = 60;

export const CSRF_HEADER = 'x-csrf-token';

const isHttps = (environment: Environment): boolean => new URL(environment.PUBLIC_URL).protocol === 'https:';

/** Reads and keeps sessions; a request with a bearer token has none. The id is stored as its hash only. */
export function sessions(environment: Environment, connection: Connection): RequestHandler {
  const store = MongoStore.create({
    client: connection.getClient(),
    dbName: connection.name,
    collectionName: 'sessions',
    ttl: IDLE_MS / 1_000,
    touchAfter: TOUCH_SECONDS,
    transformId: (id) => createHash('sha256').update(id).digest('hex'),
  });
  const read = session({
    name: 'sid',
    secret: environment.SESSION_SECRET,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: isHttps(environment), maxAge: IDLE_MS, path: '/' },
  });
  return (request, response, next) => {
    if (request.get('authorization') === undefined) void read(request, response, next);
    else next();
  };
}

const csrf = csrfSync({
  getTokenFromRequest: (request) => request.get(CSRF_HEADER),
  size: 32,
});

const MUTATING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Whatever changes something must come from our own pages: by `Origin` where the browser sends one, and by
 * the
 * session's token once somebody is signed in. Requests with a bearer token cannot be forged by a page.
 */
export function refuseForeignPages(environment: Environment): RequestHandler {
  const home = new URL(environment.PUBLIC_URL).origin;
  return (request, _response, next) => {
    if (!MUTATING.has(request.method) || bearerOf(request) !== undefined) {
      next();
      return;
    }
    const origin = request.get('origin');
    const own =
      origin === undefined ||
      origin === home ||
      origin === `${request.protocol}://${request.get('host') ?? ''}`;
    if (!own || request.get('sec-fetch-site') === 'cross-site') throw problem('originRefused');
    if (request.caller && !csrf.isRequestValid(request)) throw problem('csrfRefused');
    next();
  };
}

const regenerate = (request: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    request.session.regenerate((error?: Error | null) => (error ? reject(error) : resolve()));
  });

const save = (request: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    request.session.save((error?: Error | null) => (error ? reject(error) : resolve()));
  });

const destroy = (request: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    request.session.destroy((error?: Error | null) => (error ? reject(error) : resolve()));
  });

/** A session under a new id (ASVS 5.0 7.2.4), signed in at this moment (epoch ms). */
export async function continueSession(request: Request, personId: string, now: number): Promise<void> {
  await regenerate(request);
  request.session.personId = personId;
  request.session.signedInAt = now;
  csrf.generateToken(request);
  await save(request);
}

export function sessionRoutes(parts: ApiParts): Route[] {
  /** What an unknown person's password is compared with, so that the answer takes as long. */
  const nobody = hash('nobody has this password');
  return [
    route({
      method: 'post',
      path: '/api/session',
      summary: '登录：人员编号或者电子邮箱，和密码',
      open: true,
      body: SignIn,
      answers: { 201: Session },
      load: async ({ body, request }) => {
        await parts.signInLimits.attempt(body.signIn, request.ip ?? '');
        return parts.people.personToSignIn(body.signIn);
      },
      do: async ({ body, request, receivedAt }, account) => {
        const matches = await verify(account?.passwordHash ?? (await nobody), body.password);
        if (!account?.active || account.passwordHash === null || !matches) throw problem('signInFailed');
        await parts.signInLimits.forget(body.signIn, request.ip ?? '');
        await continueSession(request, account._id, receivedAt);
        const { _id: id, passwordHash: _, ...known } = account;
        return callerOf({ id, ...known }, receivedAt, 'password', '');
      },
      present: async (caller, { request, receivedAt }) => ({
        status: 201,
        body: await sessionOf(parts, caller, request, receivedAt),
      }),
    }),
    route({
      method: 'get',
      path: '/api/session',
      summary: '我是谁、有哪些职务、可以做什么',
      answers: { 200: Session },
      do: ({ caller, request, receivedAt }) => sessionOf(parts, caller, request, receivedAt),
      present: (body) => ({ body }),
    }),
    route({
      method: 'delete',
      path: '/api/session',
      summary: '退出登录',
      answers: { 204: z.null() },
      do: async ({ request, response, caller }) => {
        if (caller.authentication !== 'password') return;
        await destroy(request);
        forget(response);
      },
      present: () => ({ status: 204 }),
    }),
  ];
}

const forget = (response: Response): void => {
  response.clearCookie('sid', { path: '/' });
};

/** Who the caller is and what he may do at all. */
export async function sessionOf(parts: ApiParts, caller: Caller, request: Request, now: number) {
  const { environment } = parts;
  const signedIn = caller.authentication === 'password';
  const reads = allowed(caller, 'readPayloads');
  return {
    person: await viewOfPerson(parts, caller.person, now, true),
    capabilities: {
      startCase: caller.posts.some(({ unit }) => allowed(caller, 'startCase', { unit })),
      seeCases: caller.posts.some(({ unit }) => allowed(caller, 'seeCase', { unit, involved: [caller.id] })),
      decideTasks: caller.posts.length > 0,
      seeLetters: caller.posts.length > 0,
      readPayloads: reads,
      holdTokens: allowed(caller, 'holdToken'),
      seeCalendar: allowed(caller, 'seeCalendar'),
      importCalendar: allowed(caller, 'importCalendar'),
      supervise: caller.posts.some(({ unit }) => allowed(caller, 'supervise', { unit })),
      seeRegister: allowed(caller, 'seeRegister'),
      maintainRegister: allowed(caller, 'maintainRegister') && signedIn,
    },
    csrfToken: signedIn ? csrf.generateToken(request) : null,
    bureau: environment.BUREAU_NAME,
    caseNumberPrefix: environment.CASE_NUMBER_PREFIX,
    temporalUiUrl: reads ? environment.TEMPORAL_UI_URL : null,
    expiresAt: signedIn ? (request.session.signedInAt ?? now) + SESSION_LIFE_MS : null,
    now,
  };
}
