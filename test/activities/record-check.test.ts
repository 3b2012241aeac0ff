import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { createRecordCheck } from '../../src/activities/record-check.js';
import { resume } from '../../src/activities/resume.js';
import { createLogger } from '../../src/connections/logger.js';
import { lastFindings } from '../../src/models/findings.js';
import { createFollow } from '../../src/activities/follow.js';
import { createMongoLedgerStore } from '../../src/models/ledger-store-mongo.js';
import { proceduresOn } from '../../src/models/procedures.js';
import {
  appendAll,
  conclusion,
  decided,
  HOUR,
  learn,
  MONDAY,
  NOTHING_KNOWN,
  opening,
  recordsOver,
  remark,
  task,
  visitRow,
} from '../models/acts.js';
import { createDatabase, type SuiteDatabase } from '../models/database.js';

let database: SuiteDatabase;
beforeAll(async () => {
  database = await createDatabase('record_check');
});
afterAll(() => database.remove());

/** A Temporal that knows which workflows run, and up to which record each has heard: all, unless told. */
function temporalThatRuns(...running: string[]) {
  const started: string[] = [];
  const heard = new Map<string, number>();
  const told: [workflowId: string, seq: number][] = [];
  const workflow = {
    getHandle: (workflowId: string) => ({
      describe: () =>
        running.includes(workflowId) || started.includes(workflowId)
          ? Promise.resolve({ status: { name: 'RUNNING' } })
          : Promise.reject(new WorkflowNotFoundError('none', workflowId, undefined)),
      query: () => Promise.resolve({ seq: heard.get(workflowId) ?? Number.POSITIVE_INFINITY }),
      signal: (_: string, seq: number) => {
        told.push([workflowId, seq]);
        heard.set(workflowId, seq);
        return Promise.resolve();
      },
    }),
    start: (_: string, { workflowId }: { workflowId: string }) => {
      started.push(workflowId);
      return Promise.resolve({});
    },
  };
  return { client: { workflow } as unknown as Client, started, heard, told };
}

const posted: string[] = [];
const followReally = () =>
  createFollow({
    connection: database.connection,
    letterBox: {
      post: (drafts) => {
        posted.push(...drafts.map(({ _id }) => _id));
        return Promise.resolve();
      },
    },
    rows: [visitRow],
    lettersOf: (record) =>
      record.opens.map((one) => ({ _id: `${record.chainId}#${String(record.seq)}#${one.step}` }) as never),
  });

function check(client: Client, now: number) {
  const lines = new PassThrough();
  const store = createMongoLedgerStore(database.connection);
  const { checkRecord } = createRecordCheck({
    connection: database.connection,
    store,
    client,
    taskQueue: 'q',
    rows: [visitRow],
    follow: followReally(),
    logger: createLogger('warn', 'test', lines),
    now: () => now,
  });
  return { run: () => checkRecord(''), log: () => String(lines.read() ?? '') };
}

const records = (change: Parameters<typeof recordsOver>[1] = {}) =>
  recordsOver(createMongoLedgerStore(database.connection), { follow: followReally(), ...change });
const knownOf = async (chainId: string) =>
  learn(NOTHING_KNOWN, await records().load(chainId, 'site-visit', 0));
const NOT_FOLLOWED = { follow: () => Promise.resolve() };

describe('the minute check', () => {
  test('an open procedure without a run › alarm, a run, and counted; the second check › nothing', async () => {
    await appendAll(records(), [opening('HY-2026-0001')]);
    const temporal = temporalThatRuns();
    const first = check(temporal.client, MONDAY + HOUR);
    expect(await first.run()).toMatchObject({ looked: 1, withoutRun: 1, behind: 0 });
    expect(first.log()).toContain('HY-2026-0001');
    expect(temporal.started).toEqual(['HY-2026-0001/site-visit']);
    expect(await check(temporal.client, MONDAY + HOUR).run()).toMatchObject({ withoutRun: 0 });
    expect(await lastFindings(database.connection)).toMatchObject({ at: MONDAY + HOUR, withoutRun: 0 });
  });

  test('one that was opened this very minute › left to its opener', async () => {
    const temporal = temporalThatRuns();
    expect(await check(temporal.client, MONDAY + 59_999).run()).toMatchObject({ withoutRun: 0 });
    expect(temporal.started).toEqual([]);
  });

  test('a record whose consequences were lost › projection and letters made up, the order of records kept', async () => {
    const known = await appendAll(records(), [opening('HY-2026-0002')]);
    await appendAll(
      records(NOT_FOLLOWED),
      [remark('HY-2026-0002', 'r-2'), decided('HY-2026-0002', 'note/1', { opens: [task('note/2')] })],
      known,
    );
    const temporal = temporalThatRuns('HY-2026-0001/site-visit', 'HY-2026-0002/site-visit');
    posted.length = 0;
    expect(await check(temporal.client, MONDAY + HOUR).run()).toMatchObject({ behind: 2, withoutRun: 0 });
    expect(posted).toEqual(['HY-2026-0002#3#note/2']);
    const projected = await proceduresOn(database.connection).findById('HY-2026-0002/site-visit').lean();
    expect(projected).toMatchObject({ seq: 3, title: '某工地扬尘', party: '华山建设公司', people: ['p-li'] });
    expect(await check(temporal.client, MONDAY + HOUR).run()).toMatchObject({ behind: 0 });
  });

  test('an opening whose projection was lost altogether › found among the recent records', async () => {
    await appendAll(records(NOT_FOLLOWED), [opening('HY-2026-0003')]);
    const temporal = temporalThatRuns();
    expect(await check(temporal.client, MONDAY + 60_000).run()).toMatchObject({ behind: 1 });
    expect(await proceduresOn(database.connection).findById('HY-2026-0003/site-visit').lean()).toMatchObject({
      seq: 1,
      open: true,
    });
  });

  test('a conclusion whose projection was lost › closed, and no run started', async () => {
    const known = await appendAll(records(), [opening('HY-2026-0004')]);
    await appendAll(records(NOT_FOLLOWED), [conclusion('HY-2026-0004')], known);
    const temporal = temporalThatRuns(
      'HY-2026-0001/site-visit',
      'HY-2026-0002/site-visit',
      'HY-2026-0003/site-visit',
      'HY-2026-0004/site-visit',
    );
    await check(temporal.client, MONDAY + HOUR).run();
    expect(await proceduresOn(database.connection).findById('HY-2026-0004/site-visit').lean()).toMatchObject({
      open: false,
      outcome: 'done',
    });
  });

  test.each([
    ['two minutes after its end', 2 * 60_000, 0],
    ['a millisecond more', 2 * 60_000 + 1, 1],
  ])(
    '第九条 a period that passed without a record, %s › counted only then',
    async (_, after, lapsesUnrecorded) => {
      const starts = [{ key: 'filing', period: 'emergencyFiling', from: MONDAY } as const];
      await appendAll(records(), [
        opening('HY-2026-0005', { starts, opens: [task('note/1', ['p-li'], 'filing')] }),
      ]);
      const temporal = temporalThatRuns(...['1', '2', '3', '5'].map((one) => `HY-2026-000${one}/site-visit`));
      const findings = await check(temporal.client, MONDAY + 24 * HOUR + after).run();
      expect(findings).toMatchObject({ lapsesUnrecorded });
    },
  );
});

describe('a run that has not heard of its newest record: a kill came between the two', () => {
  const CHAIN = 'HY-2026-0006';
  const RUN = `${CHAIN}/site-visit`;
  const ours = ['1', '2', '3', '5'].map((one) => `HY-2026-000${one}/site-visit`);

  test('somebody is awaited › left to him: his act makes the run read', async () => {
    await appendAll(records(), [opening(CHAIN)]);
    const temporal = temporalThatRuns(...ours, RUN);
    temporal.heard.set(RUN, 0);
    expect(await check(temporal.client, MONDAY + HOUR).run()).toMatchObject({ behind: 0 });
    expect(temporal.told).toEqual([]);
  });

  test('nobody is awaited and no clock runs › told of the record, once', async () => {
    await appendAll(records(), [decided(CHAIN, 'note/1')], await knownOf(CHAIN));
    const temporal = temporalThatRuns(...ours, RUN);
    temporal.heard.set(RUN, 1);
    expect(await check(temporal.client, MONDAY + HOUR).run()).toMatchObject({ behind: 1, withoutRun: 0 });
    expect(temporal.told).toEqual([[RUN, 2]]);
    expect(await check(temporal.client, MONDAY + HOUR).run()).toMatchObject({ behind: 0 });
    await appendAll(records(), [conclusion(CHAIN)], await knownOf(CHAIN));
  });
});

describe('ledger resume', () => {
  test('Temporal lost everything › every open procedure gets one run, concluded ones none; again › none', async () => {
    const { client, started } = temporalThatRuns();
    const parts = { connection: database.connection, client, taskQueue: 'q', rows: [visitRow] };
    expect(await resume(parts)).toEqual({ open: 4, running: 0, started: 4 });
    expect(started.sort()).toEqual(['1', '2', '3', '5'].map((one) => `HY-2026-000${one}/site-visit`));
    expect(await resume(parts)).toEqual({ open: 4, running: 4, started: 0 });
  });

  test('one case only › only its procedures', async () => {
    const { client, started } = temporalThatRuns();
    await resume(
      { connection: database.connection, client, taskQueue: 'q', rows: [visitRow] },
      'HY-2026-0002',
    );
    expect(started).toEqual(['HY-2026-0002/site-visit']);
  });
});
