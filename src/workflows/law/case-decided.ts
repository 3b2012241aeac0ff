import { procedureName } from './record/kinds.js';

/** Outcomes by which each procedure decides the case; the others leave it to be decided. */
const deciding: Readonly<Record<string, readonly string[]>> = {
  decision: ['penalty', 'noPenalty', 'notProven', 'transferred', 'referred'],
  // What cannot be decided on the spot is decided in the ordinary way (行政处罚法第五十一条).
  'summary-penalty': ['penalty'],
  // Only a transfer that the decision itself came to: 决定移送 is one of its results (行政处罚法第五十七条).
  'crime-transfer': ['transferred'],
};

/** The procedures that may decide a case. */
export const decidingProcedures = Object.keys(deciding);

/** Number of the transfer that the draft of a round of the decision leads to. */
export const transferInstance = (draft: number): string => `decision-${String(draft)}`;

/** Is a procedure's conclusion what decides the case? Pure. */
export function decidesCase({ procedure, outcome }: { procedure: string; outcome: string }): boolean {
  const key = procedureName(procedure);
  const ofDecision = key !== 'crime-transfer' || procedure.startsWith(`${key}/decision-`);
  return ofDecision && (deciding[key]?.includes(outcome) ?? false);
}
