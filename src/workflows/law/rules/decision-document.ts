import { benchmarksInForce, benchmarks, type Benchmark } from '../discretion.js';
import type { LegalBasisKey } from '../legal-bases.js';
import { first, refusal, type Refusal } from '../../refusals.js';

/** The ways and terms of 行政复议 and 行政诉讼, in the form's words. */
export interface Remedies {
  readonly reviewRemedy: string;
  readonly suitRemedy: string;
}

/**
 * 申请行政复议、提起行政诉讼的途径和期限 — 行政处罚法第五十九条（五）. A decision without them moves the suit to one year
 * (行诉解释第六十四条), so it is not sealed. Pure; undefined for yes.
 */
export function refuseWithoutRemedies({ reviewRemedy, suitRemedy }: Remedies): Refusal | undefined {
  const missing = [
    reviewRemedy.trim() === '' ? '申请行政复议的途径和期限' : '',
    suitRemedy.trim() === '' ? '提起行政诉讼的途径和期限' : '',
  ].filter(Boolean);
  return missing.length > 0 ? refusal('remediesMissing', { missing: missing.join('、') }) : undefined;
}

/** What was said of discretion. `benchmark`: the key of the one applied. */
export interface Discretion {
  readonly benchmark: string | null;
  readonly reasons: string;
}

/**
 * The benchmark that was applied, or why none was — 行政处罚法第三十四条. One that is not in force for any of
 * the bases on that day (YYYY-MM-DD) does not count. Pure; undefined for yes.
 */
export function refuseUnexplained(
  { benchmark, reasons }: Discretion,
  bases: readonly LegalBasisKey[],
  day: string,
  table: readonly Benchmark[] = benchmarks,
): Refusal | undefined {
  const known = bases.flatMap((basis) => benchmarksInForce(basis, day, table));
  const applied = known.some(({ key }) => key === benchmark);
  return applied || reasons.trim() !== '' ? undefined : refusal('discretionReasonRequired');
}

/** 违法事实不清、证据不足的，不得给予行政处罚 — 行政处罚法第四十条; 不得以行政处罚代替移送 — 移送规定第十一条. Pure; undefined for yes. */
export const refusePenaltyNow = (proven: boolean, transferPending: boolean): Refusal | undefined =>
  first([
    transferPending ? refusal('crimeTransferPending') : undefined,
    proven ? undefined : refusal('notProven'),
  ]);
