import { formatMoment } from '../moments.js';
import { refusal, type Refusal } from '../../refusals.js';

/** Whose recusal it is: an officer, the chair of a hearing, a 负责人. */
export type RecusalCapacity = 'officer' | 'hearingChair' | 'agencyHead';

/**
 * 由行政机关负责人决定 — 行政处罚法第四十三条第三款. Nobody decides his own; of a 负责人 the statute is silent, so the others
 * decide together (open question). Pure; undefined for yes.
 */
export function refuseRecusalDecider(
  capacity: RecusalCapacity,
  persons: readonly string[],
  deciders: readonly string[],
): Refusal | undefined {
  const wrong = (why: string) => refusal('recusalDeciderWrong', { why });
  if (deciders.some((id) => persons.includes(id))) return wrong('本人不得决定本人的回避');
  return capacity === 'agencyHead' && new Set(deciders).size < 2
    ? wrong('行政机关负责人的回避由其他负责人集体讨论决定')
    : undefined;
}

/** A recusal that was granted. `at`: of the decision, epoch ms; what was done before it stands. */
export interface Recusal {
  readonly person: string;
  readonly at: number;
}

/** 决定作出之前，不停止调查 — 行政处罚法第四十三条第三款; from the decision on he does nothing more. Pure; undefined for yes. */
export function refuseRecused(
  person: { readonly id: string; readonly name: string },
  at: number,
  recusals: readonly Recusal[],
): Refusal | undefined {
  const recusal = recusals.find((one) => one.person === person.id && one.at <= at);
  return recusal && refusal('recused', { name: person.name, at: formatMoment(recusal.at) });
}
