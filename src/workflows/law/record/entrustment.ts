import type { PowerKey } from '../powers.js';
import type { CasePeople } from '../procedures.js';
import type { Entrustment } from '../rules/power.js';
import { recordedOn, type State } from './fold.js';
import { procedureId, procedureName, textOf, type Act, type Facts } from './kinds.js';

/**
 * 委托书: a unit outside the bureau acts within its powers and its term, in the bureau's name (第二条;
 * 行政处罚法第二十条). It is on the bureau's own chain from its entry until its term is over or it is revoked.
 */

/** Key of the procedure's row. */
export const ENTRUSTMENT = 'entrustment';

/** The document that says when and where a 委托书 was published, when that came after its entry. */
export const PUBLICATION = 'entrustmentPublication';

/** Facts of an entry: ids, days (YYYY-MM-DD, both counted) and the public address it was published at. */
export type EntrustmentFacts = {
  edition: string;
  /** Whose matter it is: the unit that gives it. */
  unit: string;
  /** The unit that receives it. */
  to: string;
  powers: readonly PowerKey[];
  from: string;
  until: string;
  publishedOn: string | null;
  link: string | null;
  /** Who is reminded before it lapses. */
  people: CasePeople;
};

/** Which record of a 委托书 something rests on. `id` is the procedure's id. */
export type EntrustmentReference = { id: string; seq: number; sha256: string };

/** A 委托书 as its record leaves it. Times in epoch ms. */
export type EntrustmentOnFile = Entrustment &
  EntrustmentReference & { giver: string; enteredAt: number; enteredBy: string };

/** The 委托书 a record of its procedure tells of, or undefined. Pure. */
export function entrustmentOf(state: State): EntrustmentOnFile | undefined {
  const { opening, terminated } = state;
  if (!opening || procedureName(opening.procedure) !== ENTRUSTMENT) return undefined;
  const facts = opening.facts as unknown as EntrustmentFacts;
  const later = recordedOn(state, PUBLICATION).at(-1)?.facts;
  return {
    id: procedureId(opening.chainId, opening.procedure),
    seq: opening.seq,
    sha256: opening.hash.sha256,
    giver: facts.unit,
    unit: facts.to,
    powers: facts.powers,
    from: facts.from,
    until: facts.until,
    publishedOn: facts.publishedOn ?? (later ? textOf(later, 'publishedOn') : null),
    link: facts.link ?? (later ? textOf(later, 'link') : null),
    enteredAt: opening.receivedAt,
    enteredBy: opening.actor.id,
    ...(terminated ? { revokedAt: terminated.receivedAt } : {}),
  };
}

/** The record of a 委托书 that an act says it rests on, or undefined. */
export function entrustmentNamed(facts: Facts): EntrustmentReference | undefined {
  const named = facts['entrustment'];
  if (typeof named !== 'object' || named === null || Array.isArray(named)) return undefined;
  const { id, seq, sha256 } = named as Partial<EntrustmentReference>;
  const whole = typeof id === 'string' && typeof seq === 'number' && typeof sha256 === 'string';
  return whole ? { id, seq, sha256 } : undefined;
}

/**
 * When an opening uses its unit's power (epoch ms): when the thing was done, where it was done in an
 * emergency before anybody opened it here, else when the door received it, whatever moment it claims.
 */
export function powerUsedAt({ facts, receivedAt }: Pick<Act, 'facts' | 'receivedAt'>): number {
  const emergency = facts['emergency'] as { startedAt?: number } | null | undefined;
  const done = [emergency?.startedAt, facts['startedAt'], facts['takenAt']].find(
    (moment) => typeof moment === 'number',
  );
  return typeof done === 'number' ? done : receivedAt;
}
