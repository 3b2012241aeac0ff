import { formatMoment } from '../moments.js';
import { refusal, type Refusal } from '../../refusals.js';

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
