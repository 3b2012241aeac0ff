import { describe, expect, test } from '@jest/globals';
import { latencyOf, median, quantile, shareOf, spreadOf } from '../../bench/figures.js';

const oneToHundred = Array.from({ length: 100 }, (_, index) => index + 1);

describe('bench › quantiles are nearest-rank', () => {
  test.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
    [0.001, 1],
  ])('bench › quantile %d of 1 to 100 › is %d', (share, expected) => {
    expect(quantile(oneToHundred, share)).toBe(expected);
  });

  test('bench › quantile › does not depend on the order, and leaves the samples as they were', () => {
    const samples = [9, 1, 5];
    expect(quantile(samples, 0.5)).toBe(5);
    expect(samples).toEqual([9, 1, 5]);
  });

  test('bench › quantile › p99 of few samples is the slowest of them', () => {
    expect(quantile([30, 10, 20], 0.99)).toBe(30);
  });

  test('bench › quantile › of nothing is unknown, not zero', () => {
    expect([quantile([], 0.5), median([])]).toEqual([null, null]);
  });
});

describe('bench › runs', () => {
  test('bench › median › of an even number of runs lies between the two in the middle', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  test('bench › spread › names median, lowest, highest and every run in its order', () => {
    expect(spreadOf([24.06, 21.94, 26])).toEqual({
      median: 24.1,
      lowest: 21.9,
      highest: 26,
      runs: [24.1, 21.9, 26],
    });
    expect(spreadOf([])).toEqual({ median: null, lowest: null, highest: null, runs: [] });
  });

  test('bench › latency › counts its samples', () => {
    expect(latencyOf(oneToHundred)).toEqual({ p50Ms: 50, p99Ms: 99, samples: 100 });
  });

  test('bench › share › of nothing looked at is unknown, one miss in a thousand shows', () => {
    expect([shareOf(0, 0), shareOf(999, 1000)]).toEqual([null, 0.999]);
  });
});
