import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { articleTitle } from '../harness/article-title.js';
import { Parts } from '../harness/parts.js';
import { ledgerCommand, verifyCommand } from './ledger-command.js';
import { Office, until } from './office.js';

const CASES = 100;
const AT_ONCE = 8;
const title = (rest: string) => `${articleTitle(36)} ${rest}`;
const numberOf = (index: number) => `HY-2026-R${String(index).padStart(3, '0')}`;

let parts: Parts;
let office: Office;

beforeAll(async () => {
  parts = await Parts.create();
  await parts.start();
  office = await Office.open(parts);
}, 120_000);
afterAll(() => parts.remove(), 60_000);

const path = (number: string) => [
  () => office.path.submit(number),
  () => office.path.review(number, 'return'),
  () => office.path.submit(number, 2),
  () => office.path.review(number, 'agree', 2),
  () => office.path.approve(number, 'agree', 2),
];
const actsOf = (index: number) => index % 6;

async function severalAtOnce(work: (index: number) => Promise<void>): Promise<void> {
  const left = Array.from({ length: CASES }, (_, index) => index);
  const one = async () => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) await work(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

/** Everything people can see: each case's records and tasks, and the letters sent. */
async function picture() {
  const cases: unknown[] = [];
  for (let index = 0; index < CASES; index += 1) {
    const { tasks } = await office.caseOf(numberOf(index));
    const open = tasks.map(({ id, assignee, candidates, dueAt }) => ({ id, assignee, candidates, dueAt }));
    cases.push({
      open,
      records: (await office.timeline(numberOf(index))).map(({ seq, hash }) => [seq, hash]),
    });
  }
  const letters = (await parts.letters()).map(({ messageId }) => messageId).toSorted();
  return { cases, letters };
}

/** Two looks in a row that are the same. */
async function settled(): Promise<Awaited<ReturnType<typeof picture>>> {
  let last = await picture();
  await until(
    'everything has settled',
    async () => {
      const next = await picture();
      const same = JSON.stringify(next) === JSON.stringify(last);
      last = next;
      return same;
    },
    120_000,
  );
  return last;
}

describe(title('Temporal 的数据全部丢失'), () => {
  test(
    title(
      `resume › ${String(CASES)} cases at different steps › each waits where it waited, nobody is asked and no letter goes twice`,
    ),
    async () => {
      await severalAtOnce(async (index) => {
        await office.start(numberOf(index), index % 5 === 0 ? 1 : undefined);
        for (const act of path(numberOf(index)).slice(0, actsOf(index))) await act();
      });
      const before = await settled();

      for (const part of ['worker', 'server', 'temporal'] as const) await parts.kill(part);
      parts.forgetTemporal();
      await parts.start();
      const resumed = await ledgerCommand(parts, 'resume', '--json');
      expect(resumed).toMatchObject({ exitCode: 0 });
      expect(await settled()).toEqual(before);

      await severalAtOnce(async (index) => {
        for (const act of path(numberOf(index)).slice(actsOf(index))) await act();
      });
      for (let index = 0; index < CASES; index += 1) {
        const outcomes = (await office.timeline(numberOf(index))).filter(({ kind }) => kind === 'concluded');
        expect([numberOf(index), outcomes.length]).toEqual([numberOf(index), 1]);
      }
      expect(await verifyCommand(parts)).toMatchObject({ exitCode: 0 });
    },
    8 * 60_000,
  );
});
