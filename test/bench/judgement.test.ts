import { describe, expect, test } from '@jest/globals';
import { judge, strayCases, type WitnessedCase } from '../../bench/judgement.js';
import { answerOf, answers, sent, wholeRecord } from './record.js';

const NUMBER = 'HY-2026-0001';

const witnessed = (changes: Partial<WitnessedCase> = {}): WitnessedCase => ({
  number: NUMBER,
  sent,
  answered: answers(),
  repeated: answers().map(({ answer }) => answer),
  entries: wholeRecord(),
  stillListed: false,
  ...changes,
});

const counts = (changes: Partial<WitnessedCase>): [number, number, number] => {
  const { lost, doubled, torn } = judge(witnessed(changes));
  return [lost.length, doubled.length, torn.length];
};

describe('bench › what became of acts while parts were killed', () => {
  test('bench › judgement › everything on file once, and repeats answered alike › nothing is found', () => {
    expect(judge(witnessed())).toEqual({ lost: [], doubled: [], torn: [] });
  });

  test('bench › judgement › an acknowledged decision is not on file › lost', () => {
    const { lost } = judge(witnessed({ entries: wholeRecord().filter(({ seq }) => seq !== 3) }));
    expect(lost).toEqual([`${NUMBER}: review was acknowledged as record 3, which is not on file`]);
  });

  test("bench › judgement › another's record stands where the acknowledged one was › lost", () => {
    const entries = wholeRecord();
    entries[2] = { ...entries[2]!, actor: { ...entries[2]!.actor, id: 'head-2' } };
    expect(counts({ entries })[0]).toBe(1);
  });

  test('bench › judgement › an opinion is on file twice › doubled', () => {
    const entries = [...wholeRecord(), { ...wholeRecord()[2]!, seq: 7 }];
    expect(judge(witnessed({ entries })).doubled).toEqual([
      `${NUMBER}: the opinion of the reviewer is there 2 times`,
    ]);
  });

  test('bench › judgement › a repeat is answered by another record, or refused › doubled', () => {
    const other = answerOf({ ...wholeRecord()[1]!, seq: 9 });
    const [start, , ...rest] = answers().map(({ answer }) => answer);
    expect(counts({ repeated: [start!, other, ...rest] })).toEqual([0, 1, 0]);
    expect(counts({ repeated: [start!, { refused: 'alreadyDecided' }, ...rest] })).toEqual([0, 1, 0]);
  });

  test('bench › judgement › a case that nobody was told of › doubled by a repeated start', () => {
    expect(strayCases([NUMBER, 'HY-2026-0002'], new Set([NUMBER]))).toHaveLength(1);
  });

  test('bench › judgement › approved, but the case never opened, or opened twice › torn', () => {
    const opening = wholeRecord()[4]!;
    expect(
      counts({ entries: wholeRecord().map((one) => (one.seq === 5 ? { ...one, kind: 'asked' } : one)) }),
    ).toEqual([0, 0, 1]);
    expect(counts({ entries: [...wholeRecord(), { ...opening, seq: 7 }] })).toEqual([0, 0, 1]);
  });

  test('bench › judgement › decided, but still on a list › torn', () => {
    expect(counts({ stillListed: true })).toEqual([0, 0, 1]);
  });

  test('bench › judgement › an approval that never came to its end › torn', () => {
    expect(counts({ answered: answers().slice(0, 2), repeated: [] })).toEqual([0, 0, 1]);
  });
});
