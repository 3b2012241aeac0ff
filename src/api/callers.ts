import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type {} from 'express-session';
import { certificateAt, ownRole, postOfRole, postsAt, posts as postTable } from '../workflows/law/posts.js';
import type { Actor } from '../workflows/law/record/kinds.js';
import type { Standing } from '../workflows/law/record/standing.js';
import type { RoleKey } from '../workflows/law/roles.js';
import { refusal } from '../workflows/refusals.js';
import { problem, refused } from './problems.js';
import { principalsOf } from './acting-for.js';
import type { Substitutions } from '../models/substitutions.js';
import type { Principal, Subject } from './policies.js';
import type { Tokens } from './tokens.js';

/**
 * Whoever a request comes from, with his posts of this moment: a right that is taken away is gone at the next
 * request.
 */
export type Caller = Subject & {
  name: string;
  person: Standing;
  authentication: 'password' | 'token';
  /** Reference to the session or token, never its secret. */
  session: string;
  /** Finds out for whom he acts (代理); read once a request, where it is needed. */
  findPrincipals?: () => Promise<readonly Principal[]>;
};

/** What a signed-in session holds; times in epoch ms. */
declare module 'express-session' {
  interface SessionData {
    personId?: string;
    signedInAt?: number;
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    caller?: Caller;
  }
}

/** A session ends this long after the sign-in, however busy it was (ASVS 5.0 7.3). */
export const SESSION_LIFE_MS = 12 * 3_600_000;

export type CallerParts = {
  people: { personById: (id: string) => Promise<(Standing & { sessionsFrom?: number }) | undefined> };
  tokens: Pick<Tokens, 'use'>;
  substitutions: Pick<Substitutions, 'actingFor'>;
  now: () => number;
};

/** Does the request carry a bearer token? Then no session is read or made for it. */
export const bearerOf = (request: Request): string | undefined =>
  /^Bearer ([A-Za-z0-9_-]{20,200})$/i.exec(request.get('authorization') ?? '')?.[1];

/** Says who is calling. A wrong or expired token is refused; no token and no session is nobody. */
export function recogniseCaller(parts: CallerParts): RequestHandler {
  return async (request, _response, next) => {
    const caller = request.get('authorization')
      ? await byToken(parts, request)
      : await bySession(parts, request);
    if (caller)
      request.caller = {
        ...caller,
        findPrincipals: principalsOf(parts.substitutions, caller.id, parts.now()),
      };
    next();
  };
}

async function byToken(parts: CallerParts, request: Request): Promise<Caller> {
  const token = bearerOf(request);
  const used = token === undefined ? undefined : await parts.tokens.use(token, parts.now());
  const person = used && (await parts.people.personById(used.person));
  if (!used || !person?.active) throw problem('unauthenticated');
  return callerOf(person, parts.now(), 'token', used.id);
}

async function bySession(parts: CallerParts, request: Request): Promise<Caller | undefined> {
  const session = request.session as Request['session'] | undefined;
  if (session?.personId === undefined) return undefined;
  const person = await parts.people.personById(session.personId);
  const signedInAt = session.signedInAt ?? 0;
  if (!person?.active || parts.now() - signedInAt > SESSION_LIFE_MS) return undefined;
  // A new password ends the sessions that were signed in with the old one (ASVS 5.0 7.4.3).
  if (signedInAt < (person.sessionsFrom ?? 0)) return undefined;
  return callerOf(person, parts.now(), 'password', referenceOf(request.sessionID));
}

const referenceOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex').slice(0, 16);

/** The person as a caller at a moment (epoch ms). */
export const callerOf = (
  person: Standing,
  now: number,
  authentication: Caller['authentication'],
  session: string,
): Caller => ({
  id: person.id,
  name: person.name,
  posts: postsAt(person, now).map(({ post, unit }) => ({ post, unit })),
  person,
  authentication,
  session,
});

/** What the caller is in a matter of this unit, outside the steps of an approval. */
export function roleAs(caller: Caller, unit: string): RoleKey {
  const role = ownRole(caller.posts, unit);
  if (!role) throw refused(refusal('notPermitted', { what: '办理事项：没有在任职务' }));
  return role;
}

/**
 * The actor of an act at this moment: role, unit and certificate go on the record (第三十六条, 第十一条).
 * `unit`, when he holds the post there, is preferred to another unit of his.
 */
export function actorOf(caller: Caller, role: RoleKey, unit: string, now: number): Actor {
  const post = postOfRole(role);
  const suitable = caller.posts.filter((held) => post === undefined || held.post === post);
  const held = suitable.find((one) => one.unit === unit) ?? suitable[0] ?? caller.posts[0];
  if (!held) throw refused(refusal('notPermitted', { what: '办理事项：没有在任职务' }));
  const certified = post !== undefined && postTable[post].certified;
  const certificate = certified ? certificateAt(caller.person, now) : undefined;
  return {
    id: caller.id,
    name: caller.name,
    role,
    unit: held.unit,
    ...(certificate === undefined ? {} : { certificate }),
    authentication: caller.authentication,
    session: caller.session,
  };
}
