/** Numbers made of measurements. Everything here is pure; times are in ms unless the name says otherwise. */

/** The nearest-rank quantile: the smallest value that at least `share` of all are not above; null of none. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? null;
}

/** The middle value, or the mean of the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}

/** Median and spread of several runs of the same thing. */
export interface Spread {
  readonly median: number | null;
  readonly lowest: number | null;
  readonly highest: number | null;
  readonly runs: readonly number[];
}

/** Median and spread, rounded to `digits`. */
export function spreadOf(values: readonly number[], digits = 1): Spread {
  return {
    median: rounded(median(values), digits),
    lowest: values.length === 0 ? null : rounded(Math.min(...values), digits),
    highest: values.length === 0 ? null : rounded(Math.max(...values), digits),
    runs: values.map((value) => rounded(value, digits)),
  };
}

/** How long something took, over all its samples. */
export interface Latency {
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly samples: number;
}

/** p50 and p99 of samples in ms. */
export function latencyOf(samples: readonly number[]): Latency {
  return {
    p50Ms: rounded(quantile(samples, 0.5), 1),
    p99Ms: rounded(quantile(samples, 0.99), 1),
    samples: samples.length,
  };
}

/** Rounded to so many digits after the point; null stays null. */
export function rounded(value: number, digits: number): number;
export function rounded(value: number | null, digits: number): number | null;
export function rounded(value: number | null, digits: number): number | null {
  const scale = 10 ** digits;
  return value === null ? null : Math.round(value * scale) / scale;
}

/** `part` of `whole`; null when there was nothing. */
export const shareOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : rounded(part / whole, 4);
