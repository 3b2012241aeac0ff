import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical, MAX_BYTES, MAX_DEPTH, parseStrict, UnsafeJson } from '../../src/models/canonical.js';

const reasonOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof UnsafeJson) return error.reason;
    throw error;
  }
  return 'accepted';
};

const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)]);

describe('RFC 8785 › canonical bytes', () => {
  test('keys in the order of their UTF-16 units, at every depth › as the standard says', () => {
    const value = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb33': 3,
      '1': 4,
      '\u{1f600}': 5,
      '\u0080': 6,
      '\u00f6': 7,
      a: { c: 1, b: [true, null] },
    };
    expect(canonical(value)).toBe(
      '{"\\r":2,"1":4,"a":{"b":[true,null],"c":1},"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
    );
  });

  test('composed and decomposed letters › stay two different texts', () => {
    expect(canonical({ name: '\u00e9' })).not.toBe(canonical({ name: 'e\u0301' }));
  });

  test.each([
    ['a float', { amount: 1.5 }],
    ['minus zero', [-0]],
    ['an integer past 2^53', 2 ** 53 + 2],
    ['not a number', NaN],
    ['infinity', Infinity],
    ['undefined in an object', { a: undefined }],
    ['undefined in an array', [undefined]],
    ['a hole in an array', new Array<number>(2)],
    ['a date', { at: new Date(0) }],
    ['a buffer', Buffer.from('x')],
    ['a map', new Map([['a', 1]])],
    ['a function', { toJSON: () => 1 }],
    ['a bigint', 1n],
    ['a symbol key', { [Symbol('a')]: 1 }],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a key', { 'a\udc00': 1 }],
    ['__proto__ as a key', JSON.parse('{"__proto__":{"role":"approver"}}')],
    [
      'an instance of a class',
      new (class Party {
        name = '甲';
      })(),
    ],
  ])('%s › is refused', (_, value) => {
    expect(reasonOf(() => canonical(value))).toBe('notSafe');
  });

  test(`nested ${String(MAX_DEPTH)} deep › is taken, one deeper › is refused`, () => {
    expect(reasonOf(() => canonical(nested(MAX_DEPTH)))).toBe('accepted');
    expect(reasonOf(() => canonical(nested(MAX_DEPTH + 1)))).toBe('tooDeep');
  });

  test('exactly the limit in UTF-8 › is taken, one byte more › is refused', () => {
    const chinese = '案'.repeat((MAX_BYTES - 2) / 3);
    const rest = 'x'.repeat(MAX_BYTES - 2 - Buffer.byteLength(chinese));
    expect(reasonOf(() => canonical(chinese + rest))).toBe('accepted');
    expect(reasonOf(() => canonical(`${chinese}${rest}x`))).toBe('tooLarge');
  });

  test('whatever is taken › reads back as the same value with the same bytes', () => {
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 5 },
        fc.constant(null),
        fc.boolean(),
        fc.maxSafeInteger().map((value) => value + 0),
        fc.string({ unit: 'binary' }),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(
          fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
          tie('json'),
          { maxKeys: 4 },
        ),
      ),
    }));
    fc.assert(
      fc.property(json, (value) => {
        const bytes = canonical(value);
        const back: unknown = parseStrict(bytes);
        expect(canonical(back)).toBe(bytes);
      }),
      { numRuns: 500 },
    );
  });
});

describe('JSON from outside', () => {
  test.each([
    ['a repeated key', '{"opinion":"同意","opinion":"不同意"}', 'duplicateKey'],
    ['a repeated key written with an escape', '{"a":1,"\\u0061":2}', 'duplicateKey'],
    ['a repeated key inside an array', '[{"a":{"b":1,"b":1}}]', 'duplicateKey'],
    ['__proto__', '{"__proto__":{"a":1}}', 'notSafe'],
    ['a float', '{"a":0.1}', 'notSafe'],
    ['an integer that would be rounded', '9007199254740993', 'notSafe'],
    ['a lone surrogate in an escape', '"\\ud800"', 'notSafe'],
    ['half a text', '{"a":', 'notJson'],
    ['nothing', '', 'notJson'],
    ['an unfinished string full of quotes', `"${'\\"'.repeat(60_000)}`, 'notJson'],
    ['a hundred thousand brackets', '['.repeat(100_000) + ']'.repeat(100_000), 'tooDeep'],
    ['more than the limit', `"${'x'.repeat(MAX_BYTES)}"`, 'tooLarge'],
  ])('%s › is refused', (_, text, reason) => {
    expect(reasonOf(() => parseStrict(text))).toBe(reason);
  });

  test('the same key in two objects, and values that look like keys › are taken', () => {
    expect(parseStrict('{"a":{"b":":"},"c":{"b":"\\"b\\":1"},"d":["b","b"]}')).toEqual({
      a: { b: ':' },
      c: { b: '"b":1' },
      d: ['b', 'b'],
    });
  });
});
