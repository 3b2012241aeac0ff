import type { MetricMeter } from '@temporalio/common';
import type { Appended } from '../workflows/law/record/kinds.js';

/** The histogram of appends, and its buckets in seconds: a sound one takes some milliseconds. */
export const APPEND_SECONDS = 'record_append_seconds';
export const APPEND_BUCKETS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 3];

/**
 * `recorded`: on file, with what follows from it. `news`: somebody was quicker, nothing written. `failed`:
 * the database is away; the act is tried again.
 */
export type AppendOutcome = 'recorded' | 'news' | 'refused' | 'failed';

/** Times every append inside the worker, from the call to its last write, by outcome. */
export function timedAppend<A extends unknown[]>(
  append: (...args: A) => Promise<Appended>,
  meter: MetricMeter,
): (...args: A) => Promise<Appended> {
  const histogram = meter.createHistogram(APPEND_SECONDS, 'float', 's', 'Appends to the record, by outcome.');
  return async (...args) => {
    const begun = performance.now();
    const tell = (outcome: AppendOutcome): void =>
      histogram.record((performance.now() - begun) / 1_000, { outcome });
    try {
      const appended = await append(...args);
      tell(outcomeOf(appended));
      return appended;
    } catch (error) {
      tell('failed');
      throw error;
    }
  };
}

function outcomeOf({ own, refused }: Appended): AppendOutcome {
  if (refused) return 'refused';
  return own === undefined ? 'news' : 'recorded';
}
