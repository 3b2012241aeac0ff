import { archivingPeriods } from './periods/archiving.js';
import { decisionPeriods } from './periods/decision.js';
import { enforcementPeriods } from './periods/enforcement.js';
import { investigationPeriods } from './periods/investigation.js';
import type { Period } from './periods/period.js';
import { remedyPeriods } from './periods/remedies.js';
import { startingPeriods } from './periods/starting.js';

/**
 * Every period of the law, in the order of a case. Each number has its one home here. `confirmed` means the
 * people who wrote the row read the named text on that day. No lawyer of the bureau has signed the table
 * yet (see edition.ts).
 */
export const periods = {
  ...startingPeriods,
  ...investigationPeriods,
  ...decisionPeriods,
  ...enforcementPeriods,
  ...remedyPeriods,
  ...archivingPeriods,
} as const satisfies Record<string, Period>;

/** The key of a period. */
export type PeriodKey = keyof typeof periods;

/** The keys, in the order of the table. */
export const periodKeys = Object.keys(periods) as readonly PeriodKey[];

/**
 * Is it kept by the bureau, so that its end finds something undone? The end of a term that a party, a court
 * or nobody at all had to keep lets things go on; it is recorded and is no delay of ours.
 */
export const isOwnDuty = (key: PeriodKey): boolean => {
  const { direction, nature } = periodOf(key);
  return direction === 'dutyOfBureau' && nature !== 'notBefore';
};

/** True if the word is the key of a period. */
export function isPeriodKey(word: string): word is PeriodKey {
  return Object.hasOwn(periods, word);
}

/** The period, with the type every row has. */
export function periodOf(key: PeriodKey): Period {
  return periods[key];
}
