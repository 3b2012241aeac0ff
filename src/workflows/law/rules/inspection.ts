import { limits } from '../limits.js';
import { refusal, type Refusal } from '../../refusals.js';

/** How an inspection came about; those driven by a clue count towards no cap. */
export type InspectionKind = 'planned' | 'special' | 'clueDriven';

/** The kind as a form says it; what says none counts, as a planned one does. */
export const inspectionKindOf = (word: string): InspectionKind =>
  word === 'clueDriven' || word === 'special' ? word : 'planned';

/**
 * 合理确定……行政检查的频次上限 — 国办发〔2024〕54号. `times`: visits of this subject in this calendar year that count. While the
 * cap is not set nothing is refused, and that is said. Pure; undefined for yes.
 */
export function refuseTooOften(
  kind: InspectionKind,
  times: number,
  cap: number | null = limits.inspectionsPerYear.value,
): Refusal | undefined {
  if (kind === 'clueDriven' || cap === null) return undefined;
  return times >= cap ? refusal('inspectionTooOften', { times, cap }) : undefined;
}
