import { formatDay, shanghaiDay } from '../moments.js';
import { powerKinds, powerOf, powersOfKind, type PowerKey, type PowerKind } from '../powers.js';
import type { UnitKind } from '../units.js';
import { first, refusal, type Refusal, type RefusalCode } from '../../refusals.js';

/**
 * A unit as the rules need it. `powers`: what the 权责清单 gives it, as the register says; null or left out while
 * nobody has set that, and the table's assumption holds.
 */
export interface ActingUnit {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly powers?: readonly PowerKey[] | null;
}

/**
 * A written entrustment (委托书) — 行政处罚法第二十条. Days as YYYY-MM-DD, both counted; `publishedOn` and `link`
 * null while it has not been published. `revokedAt` (epoch ms): from this instant it is not in force.
 */
export interface Entrustment {
  readonly unit: string;
  readonly powers: readonly PowerKey[];
  readonly from: string | null;
  readonly until: string | null;
  readonly publishedOn: string | null;
  readonly link: string | null;
  readonly revokedAt?: number;
}

/** Is its term running at a moment (epoch ms), and has nobody revoked it? */
export const isEntrustmentInForce = (
  { from, until, revokedAt }: Pick<Entrustment, 'from' | 'until' | 'revokedAt'>,
  at: number,
): boolean => {
  const day = shanghaiDay(at);
  const standing = revokedAt === undefined || at < revokedAt;
  return standing && from !== null && until !== null && from <= day && day <= until;
};

/**
 * May this unit use this power at a moment (epoch ms)? 第二条: 具有行政执法权的机关科室, or 依法受委托的行政执法单位 within its
 * entrustment; never 行政强制措施 by an entrusted unit (强制法第十七条). Pure; undefined for yes.
 */
export function refusePower(
  key: PowerKey,
  unit: ActingUnit,
  at: number,
  entrustments: readonly Entrustment[],
): Refusal | undefined {
  const power = powerOf(key);
  const params = { unit: unit.name, power: power.label };
  if (unit.kind === 'entrusted') {
    if (power.kind === 'measure') return refusal('measureNotEntrustable', params);
    return refuseEntrusted(key, unit, at, entrustments, params);
  }
  const holds = unit.powers ? unit.powers.includes(key) : power.heldBy.includes(unit.kind);
  return holds ? undefined : refusal('unitWithoutPower', params);
}

/**
 * May this unit do what needs a power of this kind? `named`: the item it says, one of the kind; where none is
 * named any will do, and the refusal speaks of the kind. Pure; undefined for yes.
 */
export function refuseKindOfPower(
  kind: PowerKind,
  named: PowerKey | null,
  unit: ActingUnit,
  at: number,
  entrustments: readonly Entrustment[],
): Refusal | undefined {
  const asked = powersOfKind(kind).filter((key) => named === null || key === named);
  const said = asked.map((key) => refusePower(key, unit, at, entrustments));
  if (said.includes(undefined)) return undefined;
  // The nearer the unit comes to holding it, the more it helps to be told what is missing.
  const saying = (code: RefusalCode) => said.find((no) => no?.code === code);
  const nearest = saying('entrustmentNotPublished') ?? saying('entrustmentNotInForce') ?? said[0];
  const code = nearest?.code ?? 'unitWithoutPower';
  const power = named !== null && asked.length > 0 ? powerOf(named).label : powerKinds[kind];
  return refusal(code, { unit: unit.name, power });
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
  const inForce = own.filter((one) => isEntrustmentInForce(one, at));
  if (inForce.length === 0) return refusal('entrustmentNotInForce', params);
  const published = inForce.some(
    ({ publishedOn, link }) => link !== null && publishedOn !== null && publishedOn <= day,
  );
  return published ? undefined : refusal('entrustmentNotPublished', params);
}

/**
 * May an entrustment be entered? By the bureau, not by a unit that is itself entrusted (不得再委托 — 行政处罚法第二十条);
 * of no 行政强制措施 (强制法第十七条); to a unit that is on the register as an entrusted one; with powers and term, and
 * with whatever else its entry lacks (`missing`, in words). Pure; undefined for yes.
 */
export function refuseEntrustment(
  entrustment: Pick<Entrustment, 'powers' | 'from' | 'until'>,
  giver: ActingUnit | undefined,
  receiver: ActingUnit | undefined,
  missing: readonly string[] = [],
): Refusal | undefined {
  const measure = entrustment.powers.map(powerOf).find(({ kind }) => kind === 'measure');
  const { from, until, powers } = entrustment;
  const lacking = [
    receiver?.kind === 'entrusted' ? '' : '受委托组织（机构登记中的类别须为受委托组织）',
    powers.length === 0 ? '委托的具体事项' : '',
    from === null || until === null ? '委托的期限' : '',
    from !== null && until !== null && until < from ? '正确的委托期限（终止日早于起始日）' : '',
    ...missing,
  ].filter(Boolean);
  return first([
    giver?.kind === 'entrusted' ? refusal('subDelegation', { unit: giver.name }) : undefined,
    measure && refusal('measureNotEntrustable', { unit: '受委托组织', power: measure.label }),
    lacking.length > 0 ? refusal('entrustmentIncomplete', { missing: lacking.join('、') }) : undefined,
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
