import { formatDay, shanghaiDay } from '../moments.js';
import { powerOf, type PowerKey } from '../powers.js';
import type { UnitKind } from '../units.js';
import { first, refusal, type Refusal } from '../../refusals.js';

/** A unit as the rules need it. */
export interface ActingUnit {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
}

/**
 * A written entrustment (委托书) — 行政处罚法第二十条. Days as YYYY-MM-DD, both counted; `publishedOn` and `link`
 * null while it has not been published. `by`: the kind of the unit that gives it.
 */
export interface Entrustment {
  readonly unit: string;
  readonly by: UnitKind;
  readonly powers: readonly PowerKey[];
  readonly from: string | null;
  readonly until: string | null;
  readonly publishedOn: string | null;
  readonly link: string | null;
}

/** Departures from the table's defaults, once the 权责清单 has been read: who holds a power, by unit id. */
export type Holdings = Readonly<Partial<Record<PowerKey, readonly string[]>>>;

/**
 * May this unit use this power at a moment (epoch ms)? 第二条: 具有行政执法权的机关科室, or 依法受委托的行政执法单位 within its
 * entrustment; never 行政强制措施 by an entrusted unit (强制法第十七条). Pure; undefined for yes.
 */
export function refusePower(
  key: PowerKey,
  unit: ActingUnit,
  at: number,
  entrustments: readonly Entrustment[],
  holdings: Holdings = {},
): Refusal | undefined {
  const power = powerOf(key);
  const params = { unit: unit.name, power: power.label };
  if (unit.kind === 'entrusted') {
    if (power.kind === 'measure') return refusal('measureNotEntrustable', params);
    return refuseEntrusted(key, unit, at, entrustments, params);
  }
  const holders = holdings[key];
  const holds = holders ? holders.includes(unit.id) : power.heldBy.includes(unit.kind);
  return holds ? undefined : refusal('unitWithoutPower', params);
}

/** 委托书应当载明委托的具体事项、权限、期限等内容 — 行政处罚法第二十条第二款. */
function refuseEntrusted(
  key: PowerKey,
  unit: ActingUnit,
  at: number,
  entrustments: readonly Entrustment[],
  params: Record<string, string>,
): Refusal | undefined {
  const own = entrustments.filter((one) => one.unit === unit.id && one.powers.includes(key));
  if (own.length === 0) return refusal('unitWithoutPower', params);
  const day = shanghaiDay(at);
  const inForce = own.filter(
    ({ from, until }) => from !== null && until !== null && from <= day && day <= until,
  );
  if (inForce.length === 0) return refusal('entrustmentNotInForce', params);
  const published = inForce.some(
    ({ publishedOn, link }) => link !== null && publishedOn !== null && publishedOn <= day,
  );
  return published ? undefined : refusal('entrustmentNotPublished', params);
}

/**
 * May an entrustment be entered? By the bureau, not by a unit that is itself entrusted (不得再委托 — 行政处罚法第二十条);
 * of no 行政强制措施 (强制法第十七条); with powers and term. Pure; undefined for yes.
 */
export function refuseEntrustment(entrustment: Entrustment, giver: ActingUnit): Refusal | undefined {
  const measure = entrustment.powers.map(powerOf).find(({ kind }) => kind === 'measure');
  const { from, until, powers } = entrustment;
  const missing = [
    powers.length === 0 ? '委托的具体事项' : '',
    from === null || until === null ? '委托的期限' : '',
    from !== null && until !== null && until < from ? '正确的委托期限（终止日早于起始日）' : '',
  ].filter(Boolean);
  return first([
    giver.kind === 'entrusted' ? refusal('subDelegation', { unit: giver.name }) : undefined,
    measure && refusal('measureNotEntrustable', { unit: '受委托组织', power: measure.label }),
    missing.length > 0 ? refusal('entrustmentIncomplete', { missing: missing.join('、') }) : undefined,
  ]);
}

/**
 * 本办法自发布之日起实施 — 第三十七条. Nothing before that day is judged by it; while the day is unknown no such claim
 * is made. `from`: YYYY-MM-DD or null; `at`: when it was done, epoch ms. Pure; undefined for yes.
 */
export const refuseBeforeRegulation = (at: number, from: string | null): Refusal | undefined =>
  from !== null && shanghaiDay(at) < from
    ? refusal('actBeforeRegulation', { from: formatDay(from) })
    : undefined;
