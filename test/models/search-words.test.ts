import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  containing,
  termsOf,
  tokensOf,
  tokensOfNumber,
  tokensOfTerm,
} from '../../src/models/search-words.js';

const contains = (texts: readonly string[], term: string): boolean => containing(term)(texts);

/** Would the index give the text for the term? */
const given = (text: string, term: string): boolean => {
  const tokens = new Set(tokensOf(text));
  return tokensOfTerm(term).every((token) => tokens.has(token));
};

const han = fc.constantFrom(...Array.from('某华阴县建筑工程房产物业管理有限责任公司张王李赵市政'));
const mark = fc.constantFrom(...Array.from('（）()· 、-　'));
const latin = fc.constantFrom(...Array.from('ABCabc019Ａ９'));
const party = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: han }, { weight: 1, arbitrary: mark }, { weight: 1, arbitrary: latin }),
    {
      minLength: 2,
      maxLength: 30,
    },
  )
  .map((characters) => characters.join(''));

describe('search › pieces of a text', () => {
  test('any two or more Han characters in a row of a party › find it', () => {
    fc.assert(
      fc.property(party, fc.nat(30), fc.integer({ min: 2, max: 8 }), (name, from, length) => {
        const characters = Array.from(name);
        const term = characters.slice(from, from + length).join('');
        fc.pre(/^\p{Script=Han}{2,}$/u.test(term));
        expect(given(name, term) && contains([name], term)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a text that does not contain the term › is no hit, however many pieces they share', () => {
    fc.assert(
      fc.property(party, party, (name, term) => {
        fc.pre(termsOf(term).length === 1);
        const bare = (text: string) =>
          text
            .normalize('NFKC')
            .toLowerCase()
            .replace(/[^\p{L}\p{N}]/gu, '');
        expect(contains([name], term)).toBe(bare(name).includes(bare(term)));
      }),
      { numRuns: 2_000 },
    );
    expect(given('华阴建筑与渭南建设', '阴建设')).toBe(true);
    expect(contains(['华阴建筑与渭南建设'], '阴建设')).toBe(false);
  });

  test('whatever contains a term at its edges is given by the index', () => {
    fc.assert(
      fc.property(party, fc.nat(30), (name, from) => {
        for (const term of [name.slice(from), name.slice(0, from)])
          if (termsOf(term).length === 1 && !/\s/u.test(term)) expect(given(name, term)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('width, case, brackets and spaces › make no difference', () => {
    for (const term of ['ＡＢ公司', 'ab公司', '华阴（ab）公司', '华阴AB'])
      expect([term, given('华阴(AB)公司', term), contains(['华阴(AB)公司'], term)]).toEqual([
        term,
        true,
        true,
      ]);
  });

  test.each(['HY-2026-0123', 'hy-2026', '0123', '123', '2026-0123', 'HY20260123', '01'])(
    'a case number by %s › found',
    (term) => {
      const tokens = tokensOfNumber('HY-2026-0123');
      expect(tokensOfTerm(term).every((token) => tokens.includes(token))).toBe(true);
      expect(contains(['HY-2026-0123'], term)).toBe(true);
    },
  );
});

describe('search › terms', () => {
  test.each([
    ['华阴 0123', ['华阴', '0123']],
    ['张 三', ['张三']],
    ['  施工　围挡 ', ['施工', '围挡']],
    ['张', []],
    ['·（）', []],
    ['7', []],
  ])('%s', (query, terms) => {
    expect(termsOf(query)).toEqual(terms);
  });

  test('the rarest piece is asked for first, because the engine reads by it', () => {
    expect(tokensOfTerm('有限公司平荔')[0]).not.toBe('有限');
    expect(tokensOfTerm('2026-0123')[0]).toBe('0123');
  });
});
