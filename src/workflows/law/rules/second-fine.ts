import { refusal, type Refusal } from '../../refusals.js';

/**
 * 对当事人的同一个违法行为，不得给予两次以上罚款的行政处罚 — 行政处罚法第二十九条. Other kinds of penalty may follow; money may not.
 * `fine` in 分. Pure; undefined for yes.
 */
export const refuseSecondFine = (finedBefore: boolean, fine: number): Refusal | undefined =>
  finedBefore && fine > 0 ? refusal('secondFine') : undefined;

/**
 * 同一个违法行为违反多个法律规范应当给予罚款处罚的，按照罚款数额高的规定处罚 — 行政处罚法第二十九条. `chosen` and `others`: the upper
 * limits of the norms in 分. Pure; undefined for yes.
 */
export function refuseLowerNorm(chosen: number, others: readonly number[]): Refusal | undefined {
  const highest = Math.max(chosen, ...others);
  return highest > chosen ? refusal('lowerFineChosen', { highest: (highest / 100).toFixed(2) }) : undefined;
}
