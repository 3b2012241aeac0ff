import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { Parts } from '../harness/parts.js';
import { Office, until } from '../system/office.js';
import { HISTORY_KEYS, historyConverter } from './keys.js';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const HOUR = 3_600_000;
const PROCEDURES = ['case-initiation', 'enforcement-case'] as const;
const title = (rest: string) => `${articleTitle(9)} ${rest}`;

let parts: Parts;
let office: Office;
let connection: Connection;

beforeAll(async () => {
  parts = await Parts.create({ PAYLOAD_KEYS: HISTORY_KEYS });
  await parts.start();
  office = await Office.open(parts);
  connection = await Connection.connect({ address: parts.temporalAddress });
}, 120_000);
afterAll(async () => {
  await connection.close();
  await parts.remove();
}, 60_000);

type Course = { number: string; course: string; play: (number: string) => Promise<void> };

const courses: Course[] = [
  {
    number: 'HY-2026-H1',
    course: 'ordinary, approved',
    play: async (number) => {
      await office.start(number);
      await office.path.submit(number);
      await office.path.review(number);
      await office.path.approve(number);
    },
  },
  {
    number: 'HY-2026-H2',
    course: 'ordinary, returned, withdrawn, refused',
    play: async (number) => {
      await office.start(number);
      await office.path.submit(number);
      await office.path.review(number, 'return');
      await office.path.submit(number, 2);
      await office.act('officer-1', number, 'submit.2', 'withdrawal', { opinion: '补充材料' });
      await office.path.submit(number, 3);
      await office.path.review(number, 'agree', 3);
      await office.act('head-1', number, 'review.3', 'withdrawal', { opinion: '再核对一次' });
      await office.path.review(number, 'agree', 4);
      await office.path.approve(number, 'refuse', 4);
    },
  },
  {
    number: 'HY-2026-H3',
    course: 'emergency, filed in time, approved',
    play: async (number) => {
      await office.start(number, 2);
      await office.act('officer-2', number, 'submit.1', 'claim', {});
      await office.act('officer-2', number, 'submit.1', 'reassignment', { to: 'officer-1', opinion: '外出' });
      await office.path.submit(number);
      await office.act('clerk-1', number, 'review.1', 'urge', { opinion: '请尽快审核' });
      await office.path.review(number);
      await office.path.approve(number);
    },
  },
  {
    number: 'HY-2026-H4',
    course: 'emergency, reminded, passed, filed late, refused',
    play: async (number) => {
      await office.start(number, (24 * HOUR - 4_000) / HOUR);
      const kinds = async () => (await office.timeline(number)).map(({ kind }) => kind);
      await until('the period has passed', async () => (await kinds()).includes('periodPassed'));
      await office.path.submit(number);
      await office.path.review(number);
      await office.path.approve(number, 'refuse');
      await until('the case is terminated', async () => (await kinds()).includes('terminated'));
    },
  },
  {
    number: 'HY-2026-H5',
    course: 'emergency, waiting for the first filing',
    play: async (number) => {
      await office.start(number, 1);
    },
  },
];

describe(title('histories of the real server'), () => {
  test.each(courses)(
    title('histories › $course › replay; with RECORD_HISTORIES set they are saved'),
    async ({ number, play }) => {
      await play(number);
      const client = new Client({ connection });
      for (const procedure of PROCEDURES) {
        const workflowId = `${number}/${procedure}`;
        const history = await client.workflow
          .getHandle(workflowId)
          .fetchHistory()
          .catch(() => undefined);
        if (!history) continue;
        const options = {
          workflowBundle: { codePath: given('TEST_WORKFLOW_BUNDLE') },
          dataConverter: historyConverter,
        };
        await Worker.runReplayHistory(options, history, workflowId);
        expect(history.events?.length).toBeGreaterThan(3);
        if (process.env['RECORD_HISTORIES']) save(`${number}.${procedure}.json`, historyToJSON(history));
      }
    },
    120_000,
  );
});

function save(name: string, json: string): void {
  const folder = join(dirname(fileURLToPath(import.meta.url)), 'saved');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${json}\n`);
}
