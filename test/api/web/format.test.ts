import { describe, expect, test } from '@jest/globals';
import {
  articleLabel,
  duration,
  fromField,
  legalDay,
  moment,
  timeLeft,
  toField,
} from '../../../src/api/web/format.js';
import { articles } from '../../../src/workflows/law/articles.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 2026-11-24 09:00 in Shanghai. */
const NINE = Date.UTC(2026, 10, 24, 1);

describe('page › time left in words', () => {
  test.each([
    [-1, '已超期 不足 1 分钟'],
    [0, '还剩 不足 1 分钟'],
    [1, '还剩 不足 1 分钟'],
    [MINUTE, '还剩 1 分钟'],
    [HOUR - 1, '还剩 59 分钟'],
    [HOUR, '还剩 1 小时'],
    [2 * HOUR + 5 * MINUTE, '还剩 2 小时 5 分钟'],
    [24 * HOUR - 1, '还剩 23 小时 59 分钟'],
    [24 * HOUR, '还剩 1 天'],
    [-26 * HOUR, '已超期 1 天 2 小时'],
  ])('%d ms before the last instant › %s', (left, words) => {
    expect(timeLeft(NINE + left, NINE)).toBe(words);
  });

  test('a length is the same before and after', () => {
    expect(duration(-90 * MINUTE)).toBe(duration(90 * MINUTE));
  });
});

describe('page › moments are Shanghai’s', () => {
  test('an instant › its day and minute there, whatever the zone of this machine', () => {
    expect(moment(NINE)).toBe('2026年11月24日 09:00');
  });

  test('a field › the instant by Shanghai’s clock, and back', () => {
    expect(fromField('2026-11-24T09:00')).toBe(NINE);
    expect(toField(NINE)).toBe('2026-11-24T09:00');
    expect(toField(fromField('2024-02-29T00:00') ?? 0)).toBe('2024-02-29T00:00');
  });

  test.each(['', '2026-13-01T00:00', '明天'])('%j is no moment', (text) => {
    expect(fromField(text)).toBeUndefined();
  });

  test('a legal day is written out, anything else left as it is', () => {
    expect(legalDay('2026-02-03')).toBe('2026年2月3日');
    expect(legalDay('待定')).toBe('待定');
  });
});

test('page › every article is called as the regulation calls it', () => {
  expect(articles.map((article) => articleLabel(article.number))).toEqual(
    articles.map((article) => article.heading),
  );
});
