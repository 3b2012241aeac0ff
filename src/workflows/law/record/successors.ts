import type { CasePeople } from '../procedures.js';
import type { RoleKey } from '../roles.js';
import type { State } from './fold.js';
import type { RecordHeader, Task } from './kinds.js';

/**
 * 离职转办: who takes whose part in a procedure, for what is asked now and for every later round. The record of
 * the opening stays as it is; these say who stands in its people's places since.
 */
export type Successors = Readonly<Record<string, string>>;

const keyOf = (role: string, person: string): string => `${role}~${person}`;

/** Who does this person's part in this role now: his successor, or he himself. */
export const successorOf = (successors: Successors, role: string, person: string): string =>
  successors[keyOf(role, person)] ?? person;

/** Everybody once, in order. */
const once = (people: readonly string[]): string[] => [...new Set(people)];

/** The table with one more handover in it; it stays flat, so that following it never runs in a circle. */
export function withSuccessor(successors: Successors, role: string, from: string, to: string): Successors {
  const before = Object.entries(successors).filter(([key]) => key !== keyOf(role, to));
  const forwarded = before.map(([key, person]): [string, string] => [
    key,
    key.startsWith(`${role}~`) && person === from ? to : person,
  ]);
  return { ...Object.fromEntries(forwarded), [keyOf(role, from)]: to };
}

/** Which role each part of an opening's people is. */
export const roleOfPeople = {
  handlers: 'handler',
  reviewers: 'reviewer',
  approvers: 'approver',
  legalOffice: 'legalOffice',
} as const satisfies Record<keyof CasePeople, RoleKey>;

/** The people of a procedure as they stand now. */
export function peopleNow(state: Pick<State, 'opening' | 'successors'>): CasePeople {
  const named = (state.opening?.facts['people'] ?? {}) as unknown as Partial<CasePeople>;
  const now = (part: keyof CasePeople) =>
    once((named[part] ?? []).map((id) => successorOf(state.successors, roleOfPeople[part], id)));
  return {
    handlers: now('handlers'),
    reviewers: now('reviewers'),
    approvers: now('approvers'),
    legalOffice: now('legalOffice'),
  };
}

/** A task whose holder, or one of whose pool, has handed over. A pool keeps its others. */
export function handedOn<T extends Task>(task: T, role: string, from: string, to: string): T {
  if (task.role !== role || !(task.candidates.includes(from) || task.assignee === from)) return task;
  const candidates = once(task.candidates.map((id) => (id === from ? to : id)));
  const [only, second] = candidates;
  const before = task.assignee === from ? to : task.assignee;
  const assignee = before ?? (second === undefined ? only : undefined);
  return { ...task, candidates, ...(assignee === undefined ? {} : { assignee }) };
}

/** `role~person` of everybody who is named for a part or holds a task. */
export function namedNow(state: State): string[] {
  const people = peopleNow(state);
  const parts = Object.keys(roleOfPeople) as (keyof CasePeople)[];
  const named = parts.flatMap((part) => people[part].map((id) => keyOf(roleOfPeople[part], id)));
  const asked = Object.values(state.tasks).flatMap((task) =>
    [...task.candidates, ...(task.assignee === undefined ? [] : [task.assignee])].map((id) =>
      keyOf(task.role, id),
    ),
  );
  return once([...named, ...asked]).sort();
}

/** The roles in which a person is among `role~person`. */
export const rolesAmong = (named: readonly string[], person: string): string[] =>
  named.filter((one) => one.endsWith(`~${person}`)).map((one) => one.slice(0, -person.length - 1));

/** On whose part a decision was made: the principal's, where another acted for him. */
export const partOwner = (record: Pick<RecordHeader, 'actor' | 'onBehalfOf'>): string =>
  record.onBehalfOf?.id ?? record.actor.id;
