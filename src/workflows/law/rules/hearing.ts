import { safeOpening, type Deadline } from '../deadline.js';
import { hearingThreshold, hearingThresholds, type HearingThreshold } from '../hearing-threshold.js';
import { formatDay, shanghaiDay } from '../moments.js';
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

/** 应当告知当事人有要求听证的权利 — 行政处罚法第六十三条. Pure; undefined for yes. */
export const refuseWithoutOffer = (duty: HearingDuty, told: boolean): Refusal | undefined =>
  duty.offered && !told ? refusal('hearingNotOffered', { grounds: duty.grounds.join('、') }) : undefined;

/**
 * 应当在举行听证的七日前，通知当事人 — 行政处罚法第六十四条（二）. `notice`: the period `hearingNotice` from service on the
 * party served last; at the party's side of a doubt. `hearingAt` in epoch ms. Pure; undefined for yes.
 */
export function refuseEarlyHearing(notice: Deadline, hearingAt: number): Refusal | undefined {
  const opening = safeOpening(notice).at;
  return hearingAt > opening
    ? undefined
    : refusal('hearingTooEarly', { from: formatDay(shanghaiDay(opening + 1)) });
}

/** 由行政机关指定的非本案调查人员主持 — 行政处罚法第六十四条（四）. Pure; undefined for yes. */
export const refuseChair = (
  chair: { readonly id: string; readonly name: string },
  investigators: readonly string[],
): Refusal | undefined =>
  investigators.includes(chair.id) ? refusal('chairInvestigated', { name: chair.name }) : undefined;

/**
 * 应当根据听证笔录……作出决定 — 行政处罚法第六十五条: after a hearing, only on evidence that was heard there. Records by
 * their seq, as written on the forms. Pure; undefined for yes.
 */
export function refuseUnheardEvidence(
  relied: readonly string[],
  heard: readonly string[],
): Refusal | undefined {
  const unheard = relied.filter((record) => !heard.includes(record));
  return unheard.length > 0 ? refusal('evidenceOutsideHearing', { records: unheard.join('、') }) : undefined;
}
