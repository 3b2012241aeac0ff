import { existsSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  articleLabel,
  articleOf,
  articles,
  articleText,
  coverage,
  isArticleNumber,
  regulationText,
  type ArticleNumber,
} from '../../src/workflows/law/articles.js';
import { edition } from '../../src/workflows/law/edition.js';

const root = join(import.meta.dirname, '../..');
const issued = readFileSync(join(root, 'test/fixtures/regulation.txt'));

describe('the regulation', () => {
  test('第一条至第三十七条 › put together from the table › equal the text as issued byte for byte', () => {
    expect(Buffer.from(regulationText(), 'utf8').equals(issued)).toBe(true);
  });

  test('edition › hash of the text › is that of the text as issued', () => {
    expect(edition.textSha256).toBe(createHash('sha256').update(issued).digest('hex'));
  });

  test('articles › numbers › are 1 to 37 in order, each with its heading', () => {
    const tens = ['', '十', '二十', '三十'];
    const ones = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    expect(articles).toHaveLength(37);
    articles.forEach((article, index) => {
      const number = index + 1;
      expect(article.number).toBe(number);
      expect(article.heading).toBe(`第${tens[Math.floor(number / 10)] ?? ''}${ones[number % 10] ?? ''}条`);
      expect(articleOf(article.number)).toBe(article);
    });
  });

  test('articles › no paragraph or item › carries white space or a heading of its own', () => {
    for (const article of articles) {
      for (const text of articleText(article.number).split('\n')) {
        expect(text).toBe(text.trim());
        expect(text.length).toBeGreaterThan(5);
        expect(text).not.toMatch(/^第[一二三四五六七八九十]+条/);
      }
    }
  });

  test.each([
    [3, [0, 0, 0, 0]],
    [9, [0, 0]],
    [13, [8, 0, 0]],
    [15, [3]],
    [30, [0, 0, 0]],
    [35, [5]],
  ] as [ArticleNumber, number[]][])(
    'article %i › paragraphs and their items › are as issued',
    (number, items) => {
      expect(articleOf(number).paragraphs.map((paragraph) => paragraph.items.length)).toEqual(items);
    },
  );

  test('articles › numbers that do not exist › are none', () => {
    expect([0, 38, 1.5, -1, Number.NaN].map(isArticleNumber)).toEqual([false, false, false, false, false]);
    expect([1, 37].map(isArticleNumber)).toEqual([true, true]);
  });
});

describe('what carries the regulation out', () => {
  const places = coverage();

  test('every paragraph and item › is carried out or says what is missing › there is no third', () => {
    expect(places.length).toBeGreaterThan(60);
    for (const { carriedOutBy, notYet } of places) {
      expect((carriedOutBy === undefined) !== (notYet === undefined)).toBe(true);
      if (notYet !== undefined) expect(notYet.length).toBeGreaterThan(5);
    }
  });

  const carriedOut = places.flatMap(({ article, carriedOutBy }) =>
    carriedOutBy ? [{ article, carriedOutBy }] : [],
  );

  test.each(carriedOut.map((place) => [articleLabel(place.article), place] as const))(
    '%s › carried out › its file and its test exist, and a title of the test names the article',
    (label, { article, carriedOutBy }) => {
      const { test: testFile, ...where } = carriedOutBy;
      for (const file of Object.values(where))
        expect([file, existsSync(join(root, file))]).toEqual([file, true]);
      const source = readFileSync(join(root, testFile), 'utf8');
      // A title takes the article from the table, by its number, or writes it out.
      const number = String(article);
      const names = new RegExp(`(?:[aA]rticle\\w*|title)\\(${number}[,)]|article: ${number},`);
      const named = source.includes(label) || names.test(source);
      expect([testFile, named]).toEqual([testFile, true]);
    },
  );
});
