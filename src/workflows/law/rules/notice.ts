import { safeOpening, type Deadline } from '../deadline.js';
import { formatMoment } from '../moments.js';
import { penaltyKeys, penaltyOf } from '../penalties.js';
import { first, refusal, type Refusal } from '../../refusals.js';
import { kindsOf, type ProposedPenalty } from './penalty.js';

/** What was told to one party and what he did with it; moments in epoch ms, null for not (yet). */
export interface Told {
  readonly noticeServedAt: number | null;
  /** The periods for defence and, where it was offered, for asking for a hearing. */
  readonly terms: readonly Deadline[];
  /** 当事人明确放弃: express, in writing. */
  readonly waived: boolean;
  readonly defences: number;
  readonly reviewedDefences: number;
}

/**
 * 在作出行政处罚决定之前，未……告知……或者拒绝听取当事人的陈述、申辩，不得作出行政处罚决定；当事人明确放弃……的除外 — 行政处罚法第六十二条. Silence counts
 * only when the terms have run. `at`: of the decision, epoch ms. Pure; undefined for yes.
 */
export function refuseUntold(told: Told, at: number): Refusal | undefined {
  if (told.noticeServedAt === null) return refusal('noticeMissing');
  const ends = Math.max(0, ...told.terms.map((term) => safeOpening(term).at));
  return first([
    !told.waived && at <= ends ? refusal('defenceTermRunning', { until: formatMoment(ends) }) : undefined,
    told.reviewedDefences < told.defences ? refusal('defenceNotReviewed') : undefined,
  ]);
}

/** How a decision goes beyond what was told; empty when it does not. In words. */
export function heavierThan(notice: ProposedPenalty, decision: ProposedPenalty): readonly string[] {
  const grade = ({ kind }: ProposedPenalty) => penaltyKeys.indexOf(kind);
  const told = kindsOf(notice);
  const added = kindsOf(decision).filter((kind) => !told.includes(kind));
  const graver = added.filter(
    (kind) => kind === 'fine' || kind === 'confiscation' || penaltyKeys.indexOf(kind) > grade(notice),
  );
  return [
    ...graver.map((kind) => `增加了${penaltyOf(kind).label}`),
    ...(decision.fine > notice.fine && told.includes('fine') ? ['罚款数额提高'] : []),
    ...(decision.confiscated > notice.confiscated && told.includes('confiscation') ? ['没收数额提高'] : []),
  ];
}

/**
 * 行政机关不得因当事人陈述、申辩而给予更重的处罚 — 行政处罚法第四十五条. Heavier only after a new notice, which is then what it is
 * measured by. Pure; undefined for yes.
 */
export function refuseHeavier(notice: ProposedPenalty, decision: ProposedPenalty): Refusal | undefined {
  const how = heavierThan(notice, decision);
  return how.length > 0 ? refusal('heavierThanNotice', { how: how.join('、') }) : undefined;
}
