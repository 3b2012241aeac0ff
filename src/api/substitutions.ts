import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { KnownPerson } from '../models/people.js';
import type { SubstitutionEntry, Whose } from '../models/substitutions.js';
import { bureauChain } from '../workflows/law/bureau.js';
import { edition } from '../workflows/law/edition.js';
import { formatMoment } from '../workflows/law/moments.js';
import { postsAt } from '../workflows/law/posts.js';
import { procedureId } from '../workflows/law/record/kinds.js';
import { isInForce, SUBSTITUTION, type SubstitutionFacts } from '../workflows/law/record/substitution.js';
import type { OpenRequest } from '../workflows/messages.js';
import { refusal } from '../workflows/refusals.js';
import { roleAs, type Caller } from './callers.js';
import { act, open, type Outcome } from './doors.js';
import { bodyOfRecord, recordsOfProcedure } from './bureau-matters.js';
import { namesFor } from './names.js';
import { rowIn, type ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { actReply, attachmentViews, pendingReply, type Names } from './presenters.js';
import { pointing, type Pointing } from './pointers.js';
import { problem, refused, type FieldError } from './problems.js';
import { attachedTo, requestOf, type Told } from './requests.js';
import { route, type Reply, type Route } from './route.js';
import { Pending } from './schemas.js';
import { seesSubstitution, substitutionMatter } from './substitution-sight.js';
import {
  BureauAnswer,
  BureauParams,
  GrantSubstitution,
  Revocation,
  SubstitutionDetail,
  SubstitutionList,
  SubstitutionQuery,
} from './substitution-schemas.js';
import { bureauIdOf, readBureauId, roleLabel } from './words.js';

/** How far back those that are over are listed: twelve months. */
const LIST_SPAN_MS = 366 * 86_400_000;

/** 代理: who acts for whom, until when, by what authority; granting and revoking it. */
export const substitutionRoutes = (parts: ApiParts): Route[] => [
  ...readingRoutes(parts),
  grantRoute(parts),
  revokeRoute(parts),
];

// ── reading

const readingRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/substitutions',
    summary: '代理：本人的，以及按职务可以查看的；不指定的为生效中和尚未开始的',
    query: SubstitutionQuery,
    answers: { 200: SubstitutionList },
    load: ({ caller, query, receivedAt }) => wantedOf(parts, caller, query, receivedAt),
    do: async ({ caller, receivedAt: now }, { entries, next }) => {
      const names = await namesFor(parts, entries.flatMap(peopleIn));
      const items = entries.map((entry) => viewOf(entry, caller, names, now));
      const mayOrderHandover =
        allowed(caller, 'orderHandover') ||
        caller.posts.some(({ unit }) => allowed(caller, 'orderHandover', { unit }));
      return { items, grantFor: grantFor(caller), mayOrderHandover, next, now };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'get',
    path: '/api/substitutions/:id',
    summary: '一项代理及其依据',
    params: BureauParams,
    answers: { 200: SubstitutionDetail },
    load: ({ caller, params }) => readOne(parts, caller, params.id),
    do: async ({ caller, params, receivedAt }, entry) => {
      const names = await namesFor(parts, peopleIn(entry));
      const { chainId, procedure } = readBureauId(SUBSTITUTION, params.id);
      const [opening] = await recordsOfProcedure(parts.ledger, chainId, procedure, '该代理');
      const attachments = attachmentViews(opening, await bodyOfRecord(parts.ledger, opening));
      return { ...viewOf(entry, caller, names, receivedAt), attachments };
    },
    present: (body) => ({ body }),
  }),
];

const peopleIn = ({ principal, substitute, grantedBy, revokedBy }: SubstitutionEntry): string[] => [
  principal,
  substitute,
  grantedBy,
  ...(revokedBy === null ? [] : [revokedBy]),
];

type Wanted = z.output<typeof SubstitutionQuery>;

/**
 * A page of what the caller may see and asks for; read on until it is full, for the rules decide one by
 * one.
 */
async function wantedOf(parts: ApiParts, caller: Caller, query: Wanted, now: number) {
  const { state, cursor, limit } = query;
  const endingFrom = state === 'ended' ? now - LIST_SPAN_MS : now;
  const isShown = (entry: SubstitutionEntry) =>
    seesSubstitution(caller, entry) &&
    isWanted(state, { state: stateOf(entry, now), mine: standsTo(entry, caller.id) });
  const entries: SubstitutionEntry[] = [];
  let after = cursor === undefined ? undefined : readCursor(cursor);
  for (;;) {
    const page = { endingFrom, limit, ...(after ? { after } : {}) };
    const found = await parts.substitutions.listed(seenBy(caller), page);
    entries.push(...found.filter(isShown));
    after = found.at(-1);
    if (found.length < limit || entries.length > limit) break;
  }
  const shown = entries.slice(0, limit);
  const last = shown.at(-1);
  return { entries: shown, next: last && entries.length > limit ? cursorOf(last) : null };
}

const CURSOR = /^(\d{1,16})~([A-Za-z0-9_-]{1,200})$/;
const cursorOf = ({ until, _id }: SubstitutionEntry): string =>
  `${String(until)}~${Buffer.from(_id).toString('base64url')}`;

function readCursor(cursor: string): Pick<SubstitutionEntry, '_id' | 'until'> {
  const [, until, id] = CURSOR.exec(cursor) ?? [];
  if (until === undefined || id === undefined)
    throw problem('invalidRequest', {}, [{ pointer: '/query/cursor', detail: '游标有误' }]);
  return { until: Number(until), _id: Buffer.from(id, 'base64url').toString() };
}

/** A first cut for the query: the rules decide entry by entry. */
function seenBy(caller: Caller): Whose {
  if (allowed(caller, 'seeSubstitution')) return { all: true };
  return { all: false, person: caller.id, units: caller.posts.map(({ unit }) => unit) };
}

/** For whom the caller may grant, so that the page offers nobody else. */
function grantFor(caller: Caller): z.output<typeof SubstitutionList>['grantFor'] {
  if (allowed(caller, 'grantSubstitution')) return { all: true };
  const units = caller.posts.map(({ unit }) => unit);
  return { all: false, units: units.filter((unit) => allowed(caller, 'grantSubstitution', { unit })) };
}

async function readOne(parts: ApiParts, caller: Caller, id: string): Promise<SubstitutionEntry> {
  const { chainId, procedure } = readBureauId(SUBSTITUTION, id);
  const entry = await parts.substitutions.substitutionById(procedureId(chainId, procedure));
  if (!entry || !seesSubstitution(caller, entry)) throw refused(refusal('notFound', { what: '该代理' }));
  return entry;
}

const stateLabels = { coming: '尚未开始', inForce: '生效中', ended: '已期满', revoked: '已撤销' } as const;

function stateOf({ revokedAt, ...entry }: SubstitutionEntry, now: number): keyof typeof stateLabels {
  if (revokedAt !== null) return 'revoked';
  if (now > entry.until) return 'ended';
  return isInForce(entry, now) ? 'inForce' : 'coming';
}

function isWanted(wanted: Wanted['state'], { state, mine }: { state: string; mine: string }): boolean {
  if (wanted === 'ended') return state === 'ended' || state === 'revoked';
  if (wanted === 'mine') return mine !== 'neither' && state === 'inForce';
  return wanted === undefined ? state === 'inForce' || state === 'coming' : state === wanted;
}

function viewOf(entry: SubstitutionEntry, caller: Caller, names: Names, now: number) {
  const named = (id: string) => ({ id, name: names.person(id) });
  const unitOf = (id: string) => ({ id, name: names.unit(id) });
  const [chainId = '', ...procedure] = entry._id.split('/');
  const state = stateOf(entry, now);
  const { revokedAt, revokedBy, revokedBecause } = entry;
  return {
    id: bureauIdOf(chainId, procedure.join('/')),
    principal: named(entry.principal),
    substitute: named(entry.substitute),
    unit: unitOf(entry.unit),
    from: entry.from,
    until: entry.until,
    roles: entry.roles === 'all' ? null : entry.roles.map((key) => ({ key, label: roleLabel(key) })),
    units: entry.units === 'all' ? null : entry.units.map(unitOf),
    authority: entry.authority,
    authorityDate: entry.authorityDate,
    reason: entry.reason,
    grantedBy: named(entry.grantedBy),
    grantedAt: entry.grantedAt,
    state,
    stateLabel: stateLabels[state],
    revoked:
      revokedAt === null || revokedBy === null
        ? null
        : { by: named(revokedBy), at: revokedAt, reason: revokedBecause ?? '' },
    mine: standsTo(entry, caller.id),
    permissions: {
      revoke: (state === 'inForce' || state === 'coming') && mayRevoke(caller, entry),
    },
  };
}

const standsTo = ({ principal, substitute }: SubstitutionEntry, person: string) =>
  principal === person ? 'principal' : substitute === person ? 'substitute' : 'neither';

const mayRevoke = (caller: Caller, entry: SubstitutionEntry): boolean =>
  allowed(caller, 'revokeSubstitution', substitutionMatter(entry));

// ── granting

type Parties = { principal: KnownPerson; substitute: KnownPerson; unit: string };

/** Where the error of a refused grant belongs on its form. */
const ofGrant: Pointing = {
  substituteIsPrincipal: ['/substitute'],
  substitutionPeriodWrong: ['/until'],
  substitutionScopeMissing: ['/roles'],
  authorityRequired: ['/authority'],
  principalWithoutRole: ['/principal'],
  substitutionOverlaps: ['/from'],
  substitutionChained: ['/substitute'],
};

const grantRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/substitutions',
    summary: '办理代理：被代理人、代理人、期限、范围和依据；代理人须自己担任相应职务',
    act: true,
    body: GrantSubstitution,
    answers: { 201: BureauAnswer, 202: Pending },
    load: ({ body, receivedAt }) => partiesOf(parts, body, receivedAt),
    may: ({ caller, receivedAt }, { principal }) => {
      const units = [...unitsOf(principal, receivedAt), undefined];
      const may = units.some((unit) =>
        allowed(caller, 'grantSubstitution', {
          principal: principal.id,
          ...(unit === undefined ? {} : { unit }),
        }),
      );
      const no = refusal('notPermitted', { what: '为该人员办理代理' });
      if (!may) throw refused(no, [{ pointer: '/principal', detail: no.message }]);
    },
    do: (call, parties) => pointing(ofGrant, () => grant(parts, call, call.body, parties)),
    present: (outcome) => presentOutcome(parts, outcome),
  });

const unitsOf = (person: KnownPerson, now: number): string[] => postsAt(person, now).map(({ unit }) => unit);

/** Both must be known and active, and the units of the scope must be there. */
async function partiesOf(
  parts: ApiParts,
  { principal, substitute, units }: Grant,
  now: number,
): Promise<Parties> {
  const [away, acting, known] = await Promise.all([
    parts.people.personById(principal),
    parts.people.personById(substitute),
    parts.units.listUnits(),
  ]);
  const ids = known.map(({ _id }) => _id);
  const errors: FieldError[] = [
    ...(away?.active ? [] : [{ pointer: '/principal', detail: '没有这个人员' }]),
    ...(acting?.active ? [] : [{ pointer: '/substitute', detail: '没有这个人员' }]),
    ...(units === 'all' || units.every((unit) => ids.includes(unit))
      ? []
      : [{ pointer: '/units', detail: '没有这个科室' }]),
  ];
  if (!away || !acting || errors.length > 0) throw problem('invalidRequest', {}, errors);
  return { principal: away, substitute: acting, unit: unitsOf(away, now)[0] ?? '' };
}

type Grant = ReturnType<typeof GrantSubstitution.parse>;

/** The same request always opens the same procedure, so that a repeat finds its own record. */
export const nameOfRequest = (requestId: string): string =>
  createHash('sha256').update(requestId).digest('hex').slice(0, 16);

async function grant(parts: ApiParts, told: Told, body: Grant, { unit }: Parties): Promise<Outcome> {
  const { principal, substitute, from, until, roles, units, authority, authorityDate, reason } = body;
  const facts: SubstitutionFacts = {
    edition: edition.id,
    unit: unit === '' ? (told.caller.posts[0]?.unit ?? '') : unit,
    ...{ principal, substitute, from, until, roles, units },
  };
  const { attachments, attachmentNames } = await attachedTo(parts, told.caller, body.attachments);
  const request: OpenRequest = {
    ...requestOf(told, roleAs(told.caller, facts.unit), facts.unit, 0),
    facts: facts,
    body: {
      authority: authority.trim(),
      authorityDate,
      ...(reason === undefined ? {} : { reason }),
      attachmentNames,
    },
    secrecy: 1,
    attachments,
  };
  const procedure = `${SUBSTITUTION}/${nameOfRequest(told.requestId)}`;
  return open(parts.doors, { chainId: bureauChain(told.receivedAt), procedure }, request);
}

// ── revoking

const revokeRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/substitutions/:id/revocation',
    summary: '撤销代理，须说明理由；自受理之时起不再生效',
    act: true,
    params: BureauParams,
    body: Revocation,
    answers: { 200: BureauAnswer, 202: Pending },
    load: ({ caller, params }) => readOne(parts, caller, params.id),
    may: ({ caller }, entry) => {
      if (!mayRevoke(caller, entry)) throw refused(refusal('notPermitted', { what: '撤销该代理' }));
    },
    do: async (call, entry) => {
      await refuseRevoked(parts, entry);
      return pointing({ opinionRequired: ['/opinion'] }, () => {
        const ids = readBureauId(SUBSTITUTION, call.params.id);
        const request = requestOf(call, roleAs(call.caller, entry.unit), entry.unit, entry.seq);
        return act(parts.doors, 'revoke', ids, { ...request, opinion: call.body.opinion });
      });
    },
    present: (outcome) => presentOutcome(parts, outcome),
  });

/** By whom and when; the procedure itself is over by then and knows no names. */
async function refuseRevoked(parts: ApiParts, { revokedAt, revokedBy }: SubstitutionEntry): Promise<void> {
  if (revokedAt === null || revokedBy === null) return;
  const by = (await parts.people.personById(revokedBy))?.name ?? revokedBy;
  throw refused(refusal('substitutionEnded', { by, at: formatMoment(revokedAt), atMs: revokedAt }));
}

function presentOutcome(parts: ApiParts, outcome: Outcome): Reply {
  if ('record' in outcome) return actReply(outcome.record, (procedure) => rowIn(parts.rows, procedure));
  return pendingReply('/api/substitutions');
}
