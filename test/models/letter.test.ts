import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import {
  createLetterBox,
  lettersOn,
  LETTER_CURSOR,
  type LetterBox,
  type LetterDraft,
} from '../../src/models/letter.js';
import { given } from '../harness/given.js';

const NOW = Date.UTC(2026, 10, 24, 6, 5);
let connection: Connection;
let box: LetterBox;

beforeAll(async () => {
  const dbName = `letter_box_${randomBytes(6).toString('hex')}`;
  connection = await mongoose.createConnection(given('TEST_MONGODB_URI'), { dbName }).asPromise();
  box = createLetterBox(connection, 'bureau.example');
  await lettersOn(connection).createIndexes();
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

beforeEach(() => lettersOn(connection).deleteMany({}));

const draft = (seq: number, recipient = 'officer-1', createdAt = NOW): LetterDraft => ({
  _id: `HY-2026-0001#${String(seq)}#assigned#initiation-form/submit/1#${recipient}`,
  chainId: 'HY-2026-0001',
  procedure: 'case-initiation',
  seq,
  template: 'assigned',
  step: 'initiation-form/submit/1',
  recipient,
  createdAt,
  state: 'pending',
  attempts: 0,
  nextAttemptAt: createdAt,
});

describe('信件箱', () => {
  test('posted again beside a new one › the old one stays as it is, the new one is added', async () => {
    await box.post([draft(1)]);
    const [letter] = await box.due(NOW, 1);
    await box.claim([letter!], NOW + 1);
    await box.post([draft(1), draft(2)]);
    expect(await box.ofMatter('HY-2026-0001')).toMatchObject([
      { seq: 1, state: 'sending', attempts: 1 },
      { seq: 2, state: 'pending' },
    ]);
  });

  test('nothing follows › nothing is posted', async () => {
    await box.post([]);
    expect(await box.ofMatter('HY-2026-0001')).toEqual([]);
  });

  test('a field nobody knows › is an error, and so is a template nobody knows', async () => {
    await expect(box.post([{ ...draft(1), name: '张一' } as LetterDraft])).rejects.toThrow();
    await expect(
      box.post([{ ...draft(1), template: 'unheard' } as unknown as LetterDraft]),
    ).rejects.toThrow();
    expect(await box.ofMatter('HY-2026-0001')).toEqual([]);
  });

  test('claimed by twenty at once › one gets it', async () => {
    await box.post([draft(1)]);
    const [letter] = await box.due(NOW, 1);
    const claims = await Promise.all(Array.from({ length: 20 }, () => box.claim([letter!], NOW + 60_000)));
    expect(claims.flat()).toHaveLength(1);
  });

  test('several claimed by two at once › each letter has one holder, and none is lost', async () => {
    await box.post([1, 2, 3, 4, 5, 6].map((seq) => draft(seq)));
    const due = await box.due(NOW, 20);
    const [one, other] = await Promise.all([
      box.claim(due.slice(0, 4), NOW + 60_000),
      box.claim(due.slice(2), NOW + 60_000),
    ]);
    const seqs = [...one, ...other].map(({ seq }) => seq);
    expect(seqs.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test.each([
    [-1, 0],
    [0, 1],
    [1, 1],
  ])('%d ms after it is due › %d letters are due', async (after, count) => {
    await box.post([draft(1)]);
    expect(await box.due(NOW + after, 20)).toHaveLength(count);
  });

  test('letters of a person, page by page › newest first, each once, none of another', async () => {
    // Three share a moment, as letters of one record do.
    await box.post([1, 2, 3, 4, 5].map((seq) => draft(seq, 'officer-1', NOW + Math.max(seq, 3))));
    await box.post([draft(6, 'officer-2')]);
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await box.ofPerson('officer-1', cursor, 2);
      seen.push(...page.letters.map((letter) => letter.seq));
      if (page.next !== null) expect(page.next).toMatch(LETTER_CURSOR);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  test('what waits › is counted without what is done', async () => {
    await box.post([draft(1), draft(2), draft(3)]);
    const [first, second] = await box.claim((await box.due(NOW, 20)).slice(0, 2), NOW + 1);
    await box.markSent(first!, NOW);
    await box.markFailing(second!, 'ECONNECTION', NOW + 5_000);
    expect(await box.waiting()).toEqual({ waiting: 2, failing: 1 });
  });
});
