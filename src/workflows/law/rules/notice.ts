import { penaltyOf } from '../penalties.js';
import { kindsOf, type ProposedPenalty } from './penalty.js';

/**
 * How a decision goes beyond what was told; empty when it does not. In words. Every kind that was not told
 * goes beyond it (行政处罚法第四十四条), whatever its place in the table; a warning in place of what was told does
 * not.
 */
export function heavierThan(notice: ProposedPenalty, decision: ProposedPenalty): readonly string[] {
  const told = kindsOf(notice);
  const added = kindsOf(decision).filter((kind) => !told.includes(kind) && kind !== 'warning');
  return [
    ...added.map((kind) => `增加了${penaltyOf(kind).label}`),
    ...(decision.fine > notice.fine && told.includes('fine') ? ['罚款数额提高'] : []),
    ...(decision.confiscated > notice.confiscated && told.includes('confiscation') ? ['没收数额提高'] : []),
  ];
}
