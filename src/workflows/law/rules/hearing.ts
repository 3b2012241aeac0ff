import { hearingThreshold, hearingThresholds, type HearingThreshold } from '../hearing-threshold.js';
import { penaltyOf } from '../penalties.js';
import { refusal, type Refusal } from '../../refusals.js';
import type { PartyKind } from './party.js';
import { kindsOf, type ProposedPenalty } from './penalty.js';

/** Whether a hearing must be offered, why, and whether that rests on a threshold nobody has set. */
export interface HearingDuty {
  readonly offered: boolean;
  /** In words, for the notice and for the refusal. */
  readonly grounds: readonly string[];
  /** 较大数额 is not set for that day: offered for the sake of safety, and so marked. */
  readonly thresholdUnset: boolean;
}

/**
 * Must a hearing be offered — 行政处罚法第六十三条? For some kinds always; for fines and confiscations from the
 * province's amount, and while that is not set on every fine of the ordinary procedure. `day`: of the notice,
 * YYYY-MM-DD. Pure.
 */
export function hearingDuty(
  party: PartyKind,
  penalty: ProposedPenalty,
  day: string,
  table: readonly HearingThreshold[] = hearingThresholds,
): HearingDuty {
  const threshold = hearingThreshold(party, day, table);
  const amounts = { fine: penalty.fine, confiscation: penalty.confiscated };
  let thresholdUnset = false;
  const grounds = kindsOf(penalty).flatMap((kind) => {
    const { hearing, label } = penaltyOf(kind);
    if (hearing === 'always') return [label];
    if (kind !== 'fine' && kind !== 'confiscation') return [];
    if (threshold === null) {
      thresholdUnset = true;
      return [`${label}（较大数额的标准未设定，一律告知）`];
    }
    return amounts[kind] >= threshold ? [`较大数额的${label}`] : [];
  });
  return { offered: grounds.length > 0, grounds, thresholdUnset };
}

/** 由行政机关指定的非本案调查人员主持 — 行政处罚法第六十四条（四）. Pure; undefined for yes. */
export const refuseChair = (
  chair: { readonly id: string; readonly name: string },
  investigators: readonly string[],
): Refusal | undefined =>
  investigators.includes(chair.id) ? refusal('chairInvestigated', { name: chair.name }) : undefined;
