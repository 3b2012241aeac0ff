import { approvedForms, CASE } from './case-requirements.js';
import { textOf } from './record/kinds.js';
import { outcomeOn, type WholeMatter } from './record/requirements.js';

/** What the proposal of the report makes of the investigation. */
export const outcomeOfProposal: Readonly<Record<string, string>> = {
  penalty: 'penalty',
  noPenalty: 'noPenalty',
  notProven: 'notProven',
  crimeTransfer: 'transfer',
  referral: 'referral',
  termination: 'termination',
};

/**
 * What the case is reported as: by the latest 案件调查终结报告 that was approved, the supplementary ones of the case
 * included; undefined while the investigation goes on. Pure.
 */
export function reportedAs(matter: WholeMatter): string | undefined {
  const first = outcomeOn(matter['investigation']);
  const latest = approvedForms(matter[CASE], 'investigationReport').at(-1);
  return (latest && outcomeOfProposal[textOf(latest.facts, 'proposalKind')]) ?? first;
}

/** Is it reported as one of these? */
export const isReportedAs = (matter: WholeMatter, ...outcomes: readonly string[]): boolean =>
  outcomes.includes(reportedAs(matter) ?? '');
