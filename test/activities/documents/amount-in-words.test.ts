import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { amountInFigures, amountInWords } from '../../../src/activities/documents/amount-in-words.js';

const given: readonly (readonly [fen: number, words: string])[] = [
  [0, '人民币零元整'],
  [1, '人民币壹分'],
  [10, '人民币壹角整'],
  [56, '人民币伍角陆分'],
  [100, '人民币壹元整'],
  [105, '人民币壹元零伍分'],
  [1_000, '人民币壹拾元整'],
  [1_500, '人民币壹拾伍元整'],
  [10_103, '人民币壹佰零壹元零叁分'],
  [11_020, '人民币壹佰壹拾元贰角整'],
  [1_000_00, '人民币壹仟元整'],
  [1_005_00, '人民币壹仟零伍元整'],
  [1_680_32, '人民币壹仟陆佰捌拾元叁角贰分'],
  [10_000_00, '人民币壹万元整'],
  [10_050_00, '人民币壹万零伍拾元整'],
  [10_500_00, '人民币壹万零伍佰元整'],
  [50_000_00, '人民币伍万元整'],
  [107_000_53, '人民币壹拾万柒仟元伍角叁分'],
  [1_000_001_00, '人民币壹佰万零壹元整'],
  [60_070_000_00, '人民币陆仟零柒万元整'],
  [100_000_000_00, '人民币壹亿元整'],
  [100_000_050_00, '人民币壹亿零伍拾元整'],
  [100_010_000_00, '人民币壹亿零壹万元整'],
  [1_000_000_000_000_00, '人民币壹万亿元整'],
];

/** Reads 大写 back into 分, by the places alone. */
function readBack(words: string): number {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  const [whole = '', rest = ''] = words.includes('元')
    ? words.replace('人民币', '').split('元')
    : ['', words.replace('人民币', '')];
  const places: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1_000 };
  let [yuan, group, digit] = [0, 0, 0];
  for (const one of whole) {
    if (one === '万') [yuan, group, digit] = [yuan + (group + digit) * 10_000, 0, 0];
    else if (one === '亿') [yuan, group, digit] = [(yuan + group + digit) * 100_000_000, 0, 0];
    else if (places[one]) [group, digit] = [group + digit * places[one], 0];
    else digit = digits.indexOf(one);
  }
  const place = (unit: string) => {
    const at = rest.indexOf(unit);
    return at < 1 ? 0 : digits.indexOf(rest[at - 1] ?? '零');
  };
  return (yuan + group + digit) * 100 + place('角') * 10 + place('分');
}

describe('金额大写', () => {
  test.each(given)('%d 分 › %s', (fen, words) => {
    expect(amountInWords(fen)).toBe(words);
  });

  test('any amount up to 一万亿 › read back it is the same amount, with no 零 doubled or left before a unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999_999_999 }), (fen) => {
        const words = amountInWords(fen);
        expect(readBack(words)).toBe(fen);
        expect(words).not.toMatch(/零零|零[拾佰仟万亿元角]/);
        expect(words).toMatch(/(整|分)$/);
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('%d is no amount › refused', (fen) => {
    expect(() => amountInWords(fen)).toThrow(RangeError);
  });

  test('in figures › thousands apart, two places', () => {
    expect([0, 5, 123_456_05, 100_000_000_00].map(amountInFigures)).toEqual([
      '¥0.00',
      '¥0.05',
      '¥123,456.05',
      '¥100,000,000.00',
    ]);
  });
});
