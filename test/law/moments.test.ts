import { describe, expect, test } from '@jest/globals';
import {
  endOfEpochDay,
  epochDayOf,
  epochDayOfDate,
  formatDay,
  formatEpochDay,
  formatMoment,
  formatRfc3339,
  parseRfc3339,
  shanghaiDay,
  timeLeft,
} from '../../src/workflows/law/moments.js';
import { shanghai } from './shanghai.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('moments in Shanghai time', () => {
  test('a moment › for people › year, month, day and time', () => {
    expect(formatMoment(shanghai('2026-11-24 14:05:59'))).toBe('2026年11月24日 14:05');
    expect(formatMoment(shanghai('2026-01-02 00:00:00'))).toBe('2026年1月2日 00:00');
    expect(formatDay('2026-01-02')).toBe('2026年1月2日');
  });

  test('midnight › one millisecond before and at it › are two days', () => {
    const midnight = shanghai('2026-12-31 00:00:00') + DAY;
    expect([shanghaiDay(midnight - 1), shanghaiDay(midnight)]).toEqual(['2026-12-31', '2027-01-01']);
    expect(endOfEpochDay(epochDayOf(midnight - 1))).toBe(midnight - 1);
  });

  test('days › before 1970 and leap days › go both ways', () => {
    for (const day of ['1949-10-01', '1969-12-31', '1970-01-01', '2000-02-29', '2024-02-29', '2046-03-02']) {
      expect(formatEpochDay(epochDayOfDate(day))).toBe(day);
    }
    expect(() => epochDayOfDate('2026-02-29')).toThrow(RangeError);
  });

  test('RFC 3339 › written › has the offset, and milliseconds only when there are some', () => {
    expect(formatRfc3339(shanghai('2026-11-24 14:05:00'))).toBe('2026-11-24T14:05:00+08:00');
    expect(formatRfc3339(shanghai('2026-11-24 23:59:59.999'))).toBe('2026-11-24T23:59:59.999+08:00');
  });

  test.each([
    ['2026-11-24T09:30:00+08:00', '2026-11-24T09:30:00+08:00'],
    ['2026-11-24T01:30:00Z', '2026-11-24T09:30:00+08:00'],
    ['2026-11-23T17:30:00-08:00', '2026-11-24T09:30:00+08:00'],
    ['2026-11-24t09:30:00.25+08:00', '2026-11-24T09:30:00.250+08:00'],
  ])('RFC 3339 › %s › is read as %s', (text, written) => {
    expect(formatRfc3339(parseRfc3339(text) ?? Number.NaN)).toBe(written);
  });

  test.each([
    '2026-11-24T09:30:00',
    '2026-11-24 09:30',
    '2026-11-24',
    '2026-02-29T09:30:00+08:00',
    '2026-11-24T24:00:00+08:00',
    '2026-11-24T09:60:00+08:00',
    '2026-13-01T09:30:00+08:00',
    '2026-11-24T09:30:00+08:00[Asia/Shanghai]',
    ' 2026-11-24T09:30:00+08:00',
    '1764000000000',
    '',
  ])('RFC 3339 › %p › is refused', (text) => {
    expect(parseRfc3339(text)).toBeUndefined();
  });

  test.each([
    [3 * HOUR + 20 * MINUTE, '还有 3 小时 20 分'],
    [3 * HOUR, '还有 3 小时'],
    [-(2 * DAY + 4 * HOUR + 59 * MINUTE), '已超过 2 天 4 小时'],
    [DAY, '还有 1 天'],
    [DAY - 1, '还有 23 小时 59 分'],
    [5 * MINUTE, '还有 5 分'],
    [MINUTE - 1, '还有 不足 1 分'],
    [0, '还有 不足 1 分'],
    [-1, '已超过 不足 1 分'],
    [-(90 * MINUTE), '已超过 1 小时 30 分'],
  ])('time left › %i ms › %s', (milliseconds, words) => {
    expect(timeLeft(milliseconds)).toBe(words);
  });
});
