import { formatMoment } from '../moments.js';
import { periods } from '../periods.js';
import type { InitiationFacts } from '../procedure-rows.js';
import type { CasePeople } from '../procedures.js';
import { first, refusal, type Refusal } from '../../refusals.js';
import type { Act } from './kinds.js';

const ENTRY_LIMIT_MS = periods.emergencyEntryLimit.length * 3_600_000;

/**
 * Was an emergency start entered later than the named limit after it happened? Then it needs a reason and is
 * marked. Both in epoch ms; the limit itself is still in time.
 */
export const isLateEntry = (startedAt: number, receivedAt: number): boolean =>
  receivedAt - startedAt > ENTRY_LIMIT_MS;

/** What 第九条 asks of a start before it may be on file. Pure; judged at the moment the door received it. */
export function refuseInitiation(act: Act): Refusal | undefined {
  const facts = act.facts as unknown as InitiationFacts;
  return first([
    facts.emergency ? refuseEmergency(facts.emergency, act) : undefined,
    twoOfficers(facts.people.handlers),
    threePersons(facts.people),
  ]);
}

function refuseEmergency(
  emergency: NonNullable<InitiationFacts['emergency']>,
  act: Act,
): Refusal | undefined {
  if (emergency.startedAt > act.receivedAt) return refusal('startInFuture');
  if (!text(act, 'urgency')) return refusal('urgencyRequired');
  if (isLateEntry(emergency.startedAt, act.receivedAt) && !text(act, 'lateEntryReason'))
    return refusal('lateEntryReasonRequired', { limit: formatMoment(act.receivedAt - ENTRY_LIMIT_MS) });
  return twoOfficers(emergency.officers.map((officer) => officer.id));
}

const text = (act: Act, key: string): boolean => {
  const value = act.body[key];
  return typeof value === 'string' && value.trim() !== '';
};

/** 执法人员不得少于两人 (处罚法第四十二条). */
const twoOfficers = (people: readonly string[]): Refusal | undefined =>
  new Set(people).size === people.length && people.length >= 2 ? undefined : refusal('twoOfficersRequired');

/**
 * 承办人、审核人、批准人 are three different people (第三十六条): nobody is named for two parts, so that no pool
 * runs dry when one of its people has acted in another part.
 */
const threePersons = ({ handlers, reviewers, approvers }: CasePeople): Refusal | undefined => {
  const parts = [handlers, reviewers, approvers].map((people) => new Set(people));
  const named = parts.reduce((sum, people) => sum + people.size, 0);
  const apart = new Set(parts.flatMap((people) => [...people])).size === named;
  return apart && parts.every((people) => people.size > 0) ? undefined : refusal('threePersonsRequired');
};
