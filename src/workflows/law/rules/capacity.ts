import { refusal, type Refusal } from '../../refusals.js';

/** Age of a citizen when the violation happened. */
export type Age = 'underFourteen' | 'fourteenToEighteen' | 'adult';
/** Could he know and control what he did? */
export type Capacity = 'full' | 'reduced' | 'none';
/** What the review of 行政处罚法第三十条至第三十三条 came to; undefined while nobody has made it. */
export type Mitigation = 'none' | 'lighter' | 'mitigated' | 'noPenalty' | undefined;

/**
 * 不满十四周岁……不予行政处罚；已满十四周岁不满十八周岁……应当从轻或者减轻 — 行政处罚法第三十条; 不能辨认或者不能控制自己行为时……不予 —
 * 第三十一条. Asked of every penalty: without a review there is no decision. Pure; undefined for yes.
 */
export function refuseForPerson(age: Age, capacity: Capacity, mitigation: Mitigation): Refusal | undefined {
  if (age === 'underFourteen') return refusal('underFourteen');
  if (capacity === 'none') return refusal('withoutCapacity');
  return refuseUnconsidered(mitigation) ?? refuseUnmitigated(age, mitigation);
}

/** Of an organisation only that the grounds of 第三十二条、第三十三条 were looked at. Pure; undefined for yes. */
export const refuseUnconsidered = (mitigation: Mitigation): Refusal | undefined =>
  mitigation === undefined ? refusal('mitigationNotConsidered') : undefined;

const refuseUnmitigated = (age: Age, mitigation: Mitigation): Refusal | undefined =>
  age === 'fourteenToEighteen' && mitigation === 'none' ? refusal('mitigationRequired') : undefined;
