import type { KnownPerson } from '../models/people.js';
import { posts, postsAt, type Post } from '../workflows/law/posts.js';
import { refusal } from '../workflows/refusals.js';
import type { ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { refused } from './problems.js';
import { route, type Route } from './route.js';
import { People, PeopleQuery, PersonEntry, PersonParams, Units } from './schemas.js';

type Seen = Pick<KnownPerson, 'id' | 'name' | 'active' | 'posts' | 'certificates'> & { email?: string };

/**
 * A person as others see him: name and posts of the moment; the e-mail only for those who look after
 * accounts, and himself.
 */
export async function viewOfPerson(
  parts: Pick<ApiParts, 'units'>,
  person: Seen,
  now: number,
  withEmail: boolean,
) {
  const units = new Map((await parts.units.listUnits()).map((unit) => [unit._id, unit.name]));
  return {
    id: person.id,
    name: person.name,
    posts: postsAt(person, now).map(({ post, unit }) => ({
      post,
      label: posts[post].label,
      unit,
      unitName: units.get(unit) ?? unit,
    })),
    ...(withEmail && person.email !== undefined ? { email: person.email } : {}),
  };
}

export const peopleRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/people',
    summary: '在任人员，可按职务和科室',
    query: PeopleQuery,
    answers: { 200: People },
    load: async ({ query, receivedAt }) => {
      const wanted = query.post === undefined ? (Object.keys(posts) as Post[]) : [query.post];
      const lists = await Promise.all(
        wanted.map((post) => parts.people.peopleHolding(post, query.unit, receivedAt)),
      );
      return [...new Map(lists.flat().map((person) => [person.id, person])).values()];
    },
    do: async ({ caller, receivedAt }, people) => {
      const withEmail = allowed(caller, 'seeEmail');
      const items = await Promise.all(
        people.map((person) => viewOfPerson(parts, person, receivedAt, withEmail)),
      );
      return { items: items.sort((one, other) => one.id.localeCompare(other.id)) };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'get',
    path: '/api/people/:id',
    summary: '一个人员的姓名和职务',
    params: PersonParams,
    answers: { 200: PersonEntry },
    load: ({ params }) => parts.people.personById(params.id),
    do: async ({ caller, receivedAt }, person) => {
      if (!person?.active) throw refused(refusal('notFound', { what: '该人员' }));
      return viewOfPerson(parts, person, receivedAt, allowed(caller, 'seeEmail'));
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'get',
    path: '/api/units',
    summary: '各科室',
    answers: { 200: Units },
    load: () => parts.units.listUnits(),
    do: (_, units) => ({
      items: units.map(({ _id: id, name, kind, active = true }) => ({
        id,
        name,
        enforcing: active && (kind === 'handlingUnit' || kind === 'entrusted'),
      })),
    }),
    present: (body) => ({ body }),
  }),
];
