import { shanghaiDay } from './moments.js';

/**
 * The matter of the bureau itself: its calendar, its people and their substitutions. One chain a year, so
 * that none grows without end: BUREAU-2026. No case number has this form.
 */
export const bureauChain = (moment: number): string =>
  `BUREAU-${shanghaiDay(moment).slice(0, 'YYYY'.length)}`;

/** Is it a chain of the bureau's own matter? */
export const isBureauChain = (chainId: string): boolean => /^BUREAU-\d{4}$/.test(chainId);
