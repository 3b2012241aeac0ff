import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  createDocumentNumbers,
  documentNumbersOn,
  type DocumentNumbers,
  type NumberedRecord,
} from '../../src/models/document-numbers.js';
import {
  documentNumberInWords,
  documentNumbers,
  isNumbered,
  sealedWithoutNumber,
  unconfirmedOf,
} from '../../src/workflows/law/document-numbers.js';
import { documentKeys, documentOf } from '../../src/workflows/law/documents.js';
import { createDatabase, type SuiteDatabase } from './database.js';

/** 2026-11-24 in Shanghai. */
const NOVEMBER = Date.UTC(2026, 10, 24, 6);
/** The first moment of 2027 in Shanghai, while UTC still has 2026. */
const NEW_YEAR = Date.UTC(2026, 11, 31, 16);

let database: SuiteDatabase;
let numbers: DocumentNumbers;
beforeAll(async () => {
  database = await createDatabase('document_numbers');
  numbers = createDocumentNumbers(database.connection);
});
afterAll(() => database.remove());
beforeEach(() => documentNumbersOn(database.connection).deleteMany({}));

const record = (seq: number, chainId = 'HY-2026-0123'): NumberedRecord => ({
  chainId,
  procedure: 'decision',
  seq,
});

describe('第二十一条 文号', () => {
  test('the first, the next, the first again › 1, 2 and 1', async () => {
    const serials: number[] = [];
    for (const seq of [4, 9, 4])
      serials.push((await numbers.allocate(record(seq), 'penaltyDecision', NOVEMBER)).serial);
    expect(serials).toEqual([1, 2, 1]);
  });

  test('another kind, and the next year in Shanghai › each begins at 1', async () => {
    await numbers.allocate(record(1), 'penaltyDecision', NEW_YEAR - 1);
    expect(await numbers.allocate(record(2), 'demandNotice', NEW_YEAR - 1)).toEqual({
      year: 2026,
      serial: 1,
    });
    expect(await numbers.allocate(record(3), 'penaltyDecision', NEW_YEAR)).toEqual({ year: 2027, serial: 1 });
  });

  test('a record without a number › has none, and looking for it takes none', async () => {
    expect(await numbers.find(record(1))).toBeUndefined();
    expect((await numbers.allocate(record(2), 'penaltyNotice', NOVEMBER)).serial).toBe(1);
    expect(await numbers.find(record(2))).toEqual({ year: 2026, serial: 1 });
  });

  test('the same record as a document of another kind › a fault, and no number', async () => {
    await numbers.allocate(record(1), 'penaltyNotice', NOVEMBER);
    await expect(numbers.allocate(record(1), 'penaltyDecision', NOVEMBER)).rejects.toThrow('is numbered as');
    expect((await numbers.allocate(record(2), 'penaltyDecision', NOVEMBER)).serial).toBe(1);
  });

  test('forty callers at once, each record asked for twice › 1 to 20 without a gap, and each pair the same', async () => {
    const asked = Array.from({ length: 40 }, (_, index) => record(Math.floor(index / 2) + 1));
    const given = await Promise.all(
      asked.map((one) => numbers.allocate(one, 'penaltyDecision', NOVEMBER).then(({ serial }) => serial)),
    );
    expect([...new Set(given)].sort((one, other) => one - other)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    asked.forEach((_, index) => {
      if (index % 2 === 1) expect(given[index]).toBe(given[index - 1]);
    });
  });
});

describe('第二十一条 文号用字', () => {
  test('in words › prefix, word, year in six-cornered brackets, serial; an open place while there is none', () => {
    expect(documentNumberInWords('penaltyNotice', '华住建', 2026, 1)).toBe('华住建罚告字〔2026〕第1号');
    expect(documentNumberInWords('penaltyNotice', '华住建', 2026, null)).toBe(
      '华住建罚告字〔2026〕第\u3000\u3000号',
    );
  });

  test('no two kinds › have the same word', () => {
    const words = Object.values(documentNumbers).map(({ word }) => word);
    expect(words).toHaveLength(new Set(words).size);
  });

  test('every document under the seal › bears a number, or says why not', () => {
    const silent = documentKeys.filter(
      (key) => documentOf(key).sealed && !isNumbered(key) && !Object.hasOwn(sealedWithoutNumber, key),
    );
    expect(silent).toEqual([]);
  });

  test('no word has been set by the bureau › every numbered document bears the mark', () => {
    const unmarked = documentKeys.filter((key) => isNumbered(key) && unconfirmedOf(key).length === 0);
    expect(unmarked).toEqual([]);
  });
});
