import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyCommand } from './ledger-command.js';
import type { Timeline } from '../../src/api/schemas.js';
import { articleTitle } from '../harness/article-title.js';
import { Parts, type PartName } from '../harness/parts.js';
import { Office, until } from './office.js';

const DRIVERS = 6;
const HOUR = 3_600_000;
const title = (rest: string) => `${articleTitle(35)} ${rest}`;

let parts: Parts;
let office: Office;
const finished: string[] = [];

beforeAll(async () => {
  parts = await Parts.create();
  await parts.start();
  office = await Office.open(parts);
}, 120_000);
afterAll(() => parts.remove(), 60_000);

/** Whole approvals, one after another, until told to stop; every unanswered act is repeated with its key. */
async function drive(driver: number, stop: () => boolean): Promise<void> {
  for (let count = 1; !stop(); count += 1) {
    const number = `HY-2026-K${String(driver)}X${String(count)}`;
    await office.start(number);
    await office.path.submit(number);
    await office.path.review(number, 'return');
    await office.path.submit(number, 2);
    await office.path.review(number, 'agree', 2);
    await office.path.approve(number, 'agree', 2);
    finished.push(number);
  }
}

/** Its start is approved and concluded, and the case it became is open. */
const isOpenedAsCase = (records: Timeline['items']): boolean =>
  records.filter(({ kind }) => kind === 'opening').length === 2 &&
  records.some(({ kind }) => kind === 'concluded');

describe(title('办理中途逐一强行终止各部分'), () => {
  const victims: PartName[] = [
    'worker',
    'server',
    'temporal',
    'database',
    'inbox',
    'worker',
    'database',
    'temporal',
  ];

  test(
    title('kill -9 › each part in turn under load › no acknowledged act is missing and none is there twice'),
    async () => {
      let over = false;
      const drivers = Promise.all(
        Array.from({ length: DRIVERS }, (_, index) => drive(index + 1, () => over)),
      );
      for (const victim of victims) {
        const before = finished.length;
        const goOn = until('cases go on', () => Promise.resolve(finished.length >= before + 3), 60_000);
        // A refusal of what a client may do ends the test at once, with its words.
        await Promise.race([goOn, drivers]);
        await parts.kill(victim);
        await parts.start(victim);
      }
      over = true;
      await drivers;

      for (const number of finished) {
        await until(`${number} is opened as a case`, async () =>
          isOpenedAsCase(await office.timeline(number)),
        );
        const records = await office.timeline(number);
        const decisions = records.filter(({ decision }) => decision !== null).map(({ decision }) => decision);
        expect([number, decisions.toSorted()]).toEqual([
          number,
          ['submit', 'return', 'submit', 'agree', 'agree'].toSorted(),
        ]);
        expect(records.filter(({ kind }) => kind === 'opening')).toHaveLength(2);
      }
      expect(finished.length).toBeGreaterThanOrEqual(victims.length * 3);
    },
    8 * 60_000,
  );

  test(
    title('kill -9 › afterwards › every chain is whole, letters are there once, nothing is on a list twice'),
    async () => {
      expect(await verifyCommand(parts)).toMatchObject({ exitCode: 0 });
      await until(
        'letters are delivered',
        async () => (await parts.letters()).length > finished.length * 3,
        120_000,
      );
      const messages = await parts.letters();
      const subjects = new Map<string, Set<string>>();
      for (const { messageId, subject, to } of messages) {
        const key = `${subject} ${to.map(({ address }) => address).join()}`;
        subjects.set(messageId, (subjects.get(messageId) ?? new Set()).add(key));
      }
      // A kill after the mail server said 250 may repeat a Message-ID; one Message-ID never carries two letters.
      expect(subjects.has('')).toBe(false);
      expect([...subjects.values()].every((same) => same.size === 1)).toBe(true);
      expect(await office.tasks('leader-1')).toEqual([]);
    },
    180_000,
  );

  test(
    title('kill -9 › an emergency whose 24 h end while everything is down › the lapse is on file once'),
    async () => {
      const number = 'HY-2026-KE1';
      // The period ends some seconds from now.
      await office.start(number, (24 * HOUR - 6_000) / HOUR);
      for (const part of ['worker', 'server', 'temporal', 'database'] as const) await parts.kill(part);
      await new Promise((resolve) => setTimeout(resolve, 7_000));
      await parts.start();
      const lapses = async () =>
        (await office.timeline(number)).filter(({ kind }) => kind === 'periodPassed');
      await until('the lapse is noted', async () => (await lapses()).length > 0, 60_000);
      await office.path.submit(number);
      const records = await office.timeline(number);
      expect(records.filter(({ kind }) => kind === 'periodPassed')).toHaveLength(1);
      expect(records.find(({ decision }) => decision === 'submit')?.late).toHaveLength(1);
    },
    180_000,
  );
});
