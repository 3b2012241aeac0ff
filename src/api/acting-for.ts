import type { KnownPerson } from '../models/people.js';
import type { SubstitutionEntry, Substitutions } from '../models/substitutions.js';
import { postOfRole, postsAt } from '../workflows/law/posts.js';
import type { Actor } from '../workflows/law/record/kinds.js';
import type { Standing } from '../workflows/law/record/standing.js';
import { covers } from '../workflows/law/record/substitution.js';
import type { RoleKey } from '../workflows/law/roles.js';
import type { Caller } from './callers.js';
import type { Principal } from './policies.js';

/**
 * 代理: for whom somebody acts. The lists and the page go by the substitutions' entries; whether an act is allowed
 * is asked of the record itself when it is appended.
 */

/** For whom a person may act, found out when first asked, once a request. */
export const principalsOf = (
  substitutions: Pick<Substitutions, 'actingFor'>,
  person: string,
  moment: number,
): (() => Promise<readonly Principal[]>) => {
  let found: Promise<readonly Principal[]> | undefined;
  return () =>
    (found ??= substitutions.actingFor(person, moment).then((entries) => entries.map(principalIn)));
};

const principalIn = ({ _id, principal, roles, units }: SubstitutionEntry): Principal => ({
  id: principal,
  substitution: _id,
  roles,
  units,
});

/** Makes known to the rules for whom the caller acts; asked only where his own right does not suffice. */
export async function knowPrincipals(caller: Caller): Promise<readonly Principal[]> {
  caller.principals ??= (await caller.findPrincipals?.()) ?? [];
  return caller.principals;
}

/** A part of a matter, and whose it is. */
export type Part = { role: string; unit: string; owners: readonly string[] };

/**
 * For whom the caller would do this part; undefined where it is his own, or where he acts for nobody in it.
 */
export const principalFor = (caller: Caller, { role, unit, owners }: Part): Principal | undefined =>
  owners.includes(caller.id)
    ? undefined
    : caller.principals?.find((one) => owners.includes(one.id) && covers(one, role, unit));

/** Acting for another: he as an actor in that role, his standing of this moment, and what allows it. */
export type Behalf = { actor: Actor; role: RoleKey; person: Standing | undefined; substitution: string };

/** Reads the principal for an act. He shows no certificate: the substitute shows his own. */
export async function behalfOf(
  people: { personById: (id: string) => Promise<KnownPerson | undefined> },
  principal: Principal,
  role: RoleKey,
  unit: string,
  now: number,
): Promise<Behalf> {
  const person = await people.personById(principal.id);
  const post = postOfRole(role);
  const held = person ? postsAt(person, now).filter((one) => one.post === post) : [];
  const actor: Actor = {
    id: principal.id,
    name: person?.name ?? principal.id,
    role,
    unit: (held.find((one) => one.unit === unit) ?? held[0])?.unit ?? unit,
    authentication: 'system',
  };
  return { actor, role, person, substitution: principal.substitution };
}
