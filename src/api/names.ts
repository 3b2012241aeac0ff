import type { People } from '../models/people.js';
import type { Units } from '../models/units.js';
import type { Names } from './presenters.js';

/** Looks up the names an answer needs, once each. An id that is not on file is shown as it is. */
export async function namesFor(
  parts: { people: Pick<People, 'peopleByIds'>; units: Pick<Units, 'listUnits'> },
  ids: Iterable<string>,
): Promise<Names> {
  const wanted = [...new Set(ids)].filter((id) => id !== 'system');
  const [units, people] = await Promise.all([parts.units.listUnits(), parts.people.peopleByIds(wanted)]);
  const unitNames = new Map(units.map((unit) => [unit._id, unit.name]));
  const names = new Map(people.map((person) => [person.id, person.name] as const));
  return {
    person: (id) => (id === 'system' ? '系统' : (names.get(id) ?? id)),
    unit: (id) => unitNames.get(id) ?? id,
  };
}
