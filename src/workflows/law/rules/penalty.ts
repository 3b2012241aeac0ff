import { penaltyKeys, penaltyOf, penalties, type PenaltyKey } from '../penalties.js';
import { refusal, type Refusal } from '../../refusals.js';

/**
 * A penalty as a notice, a draft or a decision has it: the gravest kind, and the money. Amounts in 分, 0 for
 * none.
 */
export interface ProposedPenalty {
  readonly kind: PenaltyKey;
  readonly fine: number;
  readonly confiscated: number;
}

/** Every kind it consists of: the one it names, and those its amounts show. */
export function kindsOf({ kind, fine, confiscated }: ProposedPenalty): readonly PenaltyKey[] {
  const kinds = new Set<PenaltyKey>([kind]);
  if (fine > 0) kinds.add('fine');
  if (confiscated > 0) kinds.add('confiscation');
  return [...kinds];
}

/** The penalty a form's facts tell of, or undefined while it names none. */
export function penaltyIn(facts: { readonly [key: string]: unknown }): ProposedPenalty | undefined {
  const amount = (key: string) => (typeof facts[key] === 'number' ? facts[key] : 0);
  const named = facts['penaltyKind'];
  const kind = penaltyKeys.find((key) => key === named) ?? (amount('fine') > 0 ? 'fine' : undefined);
  return kind && { kind, fine: amount('fine'), confiscated: amount('confiscatedAmount') };
}

/**
 * 责令停业整顿、降低资质等级、吊销资质证书由颁发资质证书的机关决定 — 建筑法第七十六条, 建设工程质量管理条例第七十五条. The bureau proposes it
 * (《行政处罚建议书》); it does not decide it. Pure; undefined for yes.
 */
export function refuseOthersDecision(penalty: ProposedPenalty): Refusal | undefined {
  const theirs = kindsOf(penalty).find((kind) => penaltyOf(kind).decidedBy === 'issuingAuthority');
  return theirs && refusal('decidedElsewhere', { penalty: penalties[theirs].label });
}
