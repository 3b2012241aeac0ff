import { isInForceOn, legalBasisOf, type LegalBasisKey } from '../legal-bases.js';
import { formatDay, shanghaiDay } from '../moments.js';
import { refusal, type Refusal } from '../../refusals.js';

/** 没有依据……行政处罚无效 — 行政处罚法第三十八条. Was it in force at a moment (epoch ms)? Pure; undefined for yes. */
export function refuseBasis(key: LegalBasisKey, at: number): Refusal | undefined {
  const basis = legalBasisOf(key);
  const day = shanghaiDay(at);
  return isInForceOn(basis, day)
    ? undefined
    : refusal('basisNotInForce', { basis: `${basis.label}（${basis.edition}）`, day: formatDay(day) });
}

/**
 * 查封、扣押应当由法律、法规规定的行政机关实施 — 行政强制法第二十二条: without a basis that names the measure there is none.
 * Pure; undefined for yes.
 */
export function refuseMeasureBasis(key: LegalBasisKey | null, at: number): Refusal | undefined {
  if (key === null) return refusal('measureLegalBasisRequired');
  const basis = legalBasisOf(key);
  return basis.measures
    ? refuseBasis(key, at)
    : refusal('basisGivesNoPower', { basis: basis.label, power: '查封、扣押' });
}

/** 行政强制执行由法律设定 — 行政强制法第十三条: by default the way is to the court. Pure; undefined for yes. */
export const refuseOwnEnforcement = (key: LegalBasisKey): Refusal | undefined =>
  legalBasisOf(key).ownEnforcement
    ? undefined
    : refusal('basisGivesNoPower', { basis: legalBasisOf(key).label, power: '自行强制执行' });
