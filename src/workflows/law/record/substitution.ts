import { epochDayOf, formatMoment } from '../moments.js';
import { limits } from '../limits.js';
import { postFor } from '../posts.js';
import type { MatterFile } from '../procedures.js';
import { roles as roleTable, type RoleKey } from '../roles.js';
import { first, refusal, type Refusal } from '../../refusals.js';
import type { State } from './fold.js';
import { procedureId, procedureName, textOf, type Act, type Actor, type Facts, type Json } from './kinds.js';
import { refuseNamed, type Standing } from './standing.js';

/**
 * 代理: while somebody is away, a named person does his part of the approvals (第三十六条), by an instrument of
 * authority, for a period and a scope. It confers no post and no certificate: the substitute acts with his
 * own (Reading 0112).
 */

/** Key of the procedure's row. */
export const SUBSTITUTION = 'substitution';

/** What may be done for another: the parts of approvals and the other tasks of a case. */
export type SubstitutableRole = keyof typeof postFor;
export const substitutableRoles = Object.keys(postFor) as readonly SubstitutableRole[];

/** `all`: every role of the principal's posts, every unit's matters. Said, never assumed. */
export type Scope = { roles: readonly string[] | 'all'; units: readonly string[] | 'all' };

/** Facts of a grant: ids and moments (epoch ms); `until` is the last instant. Words are in the body. */
export type SubstitutionFacts = Scope & {
  edition: string;
  /** The unit of the principal: whose matter it is. */
  unit: string;
  principal: string;
  substitute: string;
  from: number;
  until: number;
};

/** A substitution as its record leaves it. `id` is the procedure's id; times in epoch ms. */
export type Substitution = Scope & {
  id: string;
  principal: string;
  substitute: string;
  from: number;
  until: number;
  grantedAt: number;
  /** When the door received the revocation. */
  revokedAt?: number;
};

const MAX_LENGTH_MS = limits.longestSubstitution.value * 86_400_000;

/** Kinds of acts that are done for another; whatever else somebody does, he does for himself. */
export const DONE_FOR_ANOTHER: readonly string[] = [
  'opening',
  'recorded',
  'decided',
  'claimed',
  'withdrawn',
  'reassigned',
];

/** The substitution a record of its procedure tells of, or undefined. Pure. */
export function substitutionOf({ opening, terminated }: State): Substitution | undefined {
  if (!opening || procedureName(opening.procedure) !== SUBSTITUTION) return undefined;
  const { principal, substitute, from, until, roles, units } = opening.facts as unknown as SubstitutionFacts;
  return {
    id: procedureId(opening.chainId, opening.procedure),
    ...{ principal, substitute, from, until, roles, units },
    grantedAt: opening.receivedAt,
    ...(terminated ? { revokedAt: terminated.receivedAt } : {}),
  };
}

/**
 * Is it in force at a moment (epoch ms)? From its first instant, not before it was granted, up to and with
 * its last, and not from the instant it was revoked.
 */
export const isInForce = (
  { from, until, grantedAt, revokedAt }: Pick<Substitution, 'from' | 'until' | 'grantedAt' | 'revokedAt'>,
  moment: number,
): boolean =>
  moment >= Math.max(from, grantedAt) && moment <= until && (revokedAt === undefined || moment < revokedAt);

/** Does it cover this role in a matter of this unit? */
export const covers = ({ roles, units }: Scope, role: string, unit: string): boolean =>
  (roles === 'all' || roles.includes(role)) && (units === 'all' || units.includes(unit));

/** The id of the substitution an act is done by; empty when it names none. */
export const substitutionIn = (act: Pick<Act, 'facts'>): string => textOf(act.facts, 'substitution');

/**
 * What only the moment knows of an act that is done for another: the substitution and the principal's post,
 * as they were when the door received it. The substitute's own post and certificate are asked of every actor.
 * `state` is that of the procedure acted on. Pure; undefined for yes.
 */
export function refuseActingFor(
  act: Act,
  state: State,
  substitution: Substitution | undefined,
  principal: Standing | undefined,
): Refusal | undefined {
  const { onBehalfOf: behalf, actor, receivedAt } = act;
  if (!behalf) return undefined;
  const role = roleOf(act, state);
  const unit = state.opening
    ? textOf(state.opening.facts, 'unit') || state.opening.actor.unit
    : textOf(act.facts, 'unit');
  const holds =
    substitution?.principal === behalf.id &&
    substitution.substitute === actor.id &&
    DONE_FOR_ANOTHER.includes(act.kind) &&
    actor.role === role &&
    behalf.role === role &&
    isInForce(substitution, receivedAt) &&
    covers(substitution, role, unit);
  if (!holds) return notInForce(actor, behalf);
  return refuseNamed(principal, role, receivedAt);
}

/**
 * The role of the task acted on; of a withdrawal, that in which the decision was made. A procedure is opened,
 * and a document put on file, for a 承办人: everybody else does so by a post of his own.
 */
function roleOf(act: Act, state: State): RoleKey | undefined {
  if (act.kind === 'opening' || act.kind === 'recorded') return 'handler';
  if (act.kind !== 'withdrawn') return state.tasks[act.step]?.role;
  const role = state.steps[textOf(act.facts, 'of')]?.actor.role;
  return role === 'system' ? undefined : role;
}

/** The authority is not there. Names for people. */
export const notInForce = (actor: Pick<Actor, 'name'>, principal: Pick<Actor, 'name'>): Refusal =>
  refusal('substitutionNotInForce', { name: actor.name, principal: principal.name });

/** What a grant must be by itself and beside the others on file. Pure; undefined for yes. */
export function refuseGrant(file: MatterFile, act: Act): Refusal | undefined {
  const facts = act.facts as unknown as SubstitutionFacts;
  return first([
    facts.principal === facts.substitute ? refusal('substituteIsPrincipal') : undefined,
    refusePeriod(facts, act.receivedAt),
    refuseScope(facts),
    textIn(act, 'authority') === '' || textIn(act, 'authorityDate') === ''
      ? refusal('authorityRequired')
      : undefined,
    ...standing(file).flatMap((other) => [overlapping(facts, other), chained(facts, other)]),
  ]);
}

const textIn = (act: Act, key: string): string => {
  const value = act.body[key];
  return typeof value === 'string' ? value.trim() : '';
};

function refusePeriod({ from, until }: SubstitutionFacts, receivedAt: number): Refusal | undefined {
  const wrong = (why: string) => refusal('substitutionPeriodWrong', { why });
  if (until <= from) return wrong('终止时间须晚于开始时间');
  if (until <= receivedAt) return wrong('终止时间已过');
  if (epochDayOf(from) < epochDayOf(receivedAt)) return wrong('开始时间不得早于今日，代理不溯及既往');
  if (until - from > MAX_LENGTH_MS)
    return wrong(`最长不超过 ${String(limits.longestSubstitution.value)} 日，期满可以重新委托`);
  return undefined;
}

function refuseScope({ roles, units }: SubstitutionFacts): Refusal | undefined {
  const none = (some: readonly string[] | 'all') => some !== 'all' && some.length === 0;
  const unknown = roles === 'all' ? [] : roles.filter((role) => !isSubstitutable(role));
  return none(roles) || none(units) || unknown.length > 0 ? refusal('substitutionScopeMissing') : undefined;
}

const isSubstitutable = (role: string): role is SubstitutableRole => Object.hasOwn(postFor, role);

/** The grants on file that have not been revoked. */
const standing = (file: MatterFile): SubstitutionFacts[] =>
  Object.entries(file).flatMap(([procedure, entry]) =>
    procedureName(procedure) === SUBSTITUTION && !entry.terminated
      ? [entry.opened as unknown as SubstitutionFacts]
      : [],
  );

const sameTime = (one: SubstitutionFacts, other: SubstitutionFacts): boolean =>
  one.from <= other.until && other.from <= one.until;

const meet = (some: readonly string[] | 'all', others: readonly string[] | 'all'): boolean =>
  some === 'all' || others === 'all' || some.some((one) => others.includes(one));

/** Two substitutes for one part of one person: nobody could say which of them is to act. */
function overlapping(facts: SubstitutionFacts, other: SubstitutionFacts): Refusal | undefined {
  const same = facts.principal === other.principal && sameTime(facts, other);
  return same && meet(facts.roles, other.roles) && meet(facts.units, other.units)
    ? refusal('substitutionOverlaps', { from: formatMoment(other.from), until: formatMoment(other.until) })
    : undefined;
}

/** 不得转委托: whoever is away substitutes for nobody, and whoever substitutes is not himself substituted. */
function chained(facts: SubstitutionFacts, other: SubstitutionFacts): Refusal | undefined {
  if (!sameTime(facts, other)) return undefined;
  if (facts.principal === other.substitute)
    return refusal('substitutionChained', { why: '被代理人在该期间正在代理他人' });
  if (facts.substitute === other.principal)
    return refusal('substitutionChained', { why: '代理人在该期间已由他人代理' });
  return undefined;
}

/**
 * Do both hold, on the first day, the posts that the scope needs? Under `all` these are the roles of the
 * principal's own posts; one that none of his posts gives is nothing to hand to anybody. Pure.
 */
export function refuseParties(
  act: Act,
  principal: Standing | undefined,
  substitute: Standing | undefined,
): Refusal | undefined {
  const facts = act.facts as unknown as SubstitutionFacts;
  const moment = Math.max(facts.from, act.receivedAt);
  const named = facts.roles === 'all' ? rolesOf(principal, moment) : facts.roles.filter(isSubstitutable);
  if (facts.roles === 'all' && named.length === 0)
    return refusal('principalWithoutRole', { name: principal?.name ?? '该人员' });
  return first(
    named.flatMap((role) => [refuseNamed(principal, role, moment), refuseNamed(substitute, role, moment)]),
  );
}

/** The roles that a person's posts of a moment (epoch ms) let him act in, and another for him. */
export const rolesOf = (person: Standing | undefined, moment: number): SubstitutableRole[] =>
  substitutableRoles.filter((role) => refuseNamed(person, role, moment) === undefined);

/** The roles of a scope in words. */
export const rolesInWords = (roles: Json | undefined): string =>
  Array.isArray(roles)
    ? roles.map((role) => (isSubstitutable(String(role)) ? roleTable[role as RoleKey].label : '')).join('、')
    : '全部职责';

/** The two of a grant. */
export const partiesOf = (facts: Facts): string[] =>
  [textOf(facts, 'principal'), textOf(facts, 'substitute')].filter(Boolean);
