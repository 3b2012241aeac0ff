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
import { headersOn } from '../../src/models/ledger.js';
import { recordsInSpans } from '../../src/models/ledger-spans.js';
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

/**
 * A Temporal that knows which workflows run, and up to which record each has heard: all, unless told.
 * `takesUp`: how many runs its worker takes up each time it is `turned`; all at once, unless told.
 */
function temporalThatRuns(...running: string[]) {
  const started: string[] = [];
  const queued: string[] = [];
  const heard = new Map<string, number>();
  const told: [workflowId: string, seq: number][] = [];
  const worker = { takesUp: Number.POSITIVE_INFINITY, longestQueue: 0 };
  const runs = (workflowId: string) => running.includes(workflowId) || started.includes(workflowId);
  const workflow = {
    getHandle: (workflowId: string) => ({
      describe: () => {
        const raw = queued.includes(workflowId) ? { pendingWorkflowTask: {} } : {};
        return runs(workflowId)
          ? Promise.resolve({ status: { name: 'RUNNING' }, raw })
          : Promise.reject(new WorkflowNotFoundError('none', workflowId, undefined));
      },
      query: () => Promise.resolve({ seq: heard.get(workflowId) ?? Number.POSITIVE_INFINITY }),
      signal: (_: string, seq: number) => {
        told.push([workflowId, seq]);
        heard.set(workflowId, seq);
        return Promise.resolve();
      },
    }),
    start: (_: string, { workflowId }: { workflowId: string }) => {
      if (!runs(workflowId)) {
        started.push(workflowId);
        queued.push(workflowId);
      }
      worker.longestQueue = Math.max(worker.longestQueue, queued.length);
      return Promise.resolve({});
    },
  };
  const turn = () => Promise.resolve(queued.splice(0, worker.takesUp));
  return { client: { workflow } as unknown as Client, started, queued, heard, told, worker, turn };
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
  return { run: (recentFrom?: number) => checkRecord('', recentFrom), log: () => String(lines.read() ?? '') };
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

describe('many records in a short time', () => {
  const NIGHT = MONDAY + 1_000 * HOUR;
  const SECONDS = 12;
  const A_SECOND = 600;
  const names = (chainId: string) => ({ chainId, procedure: 'site-visit', kind: 'remarked' });
  beforeAll(async () => {
    const headers = Array.from({ length: SECONDS * A_SECOND }, (_, index) => ({
      _id: `BULK-${String(index)}#1`,
      ...names(`BULK-${String(index)}`),
      seq: 1,
      idem: `bulk ${String(index)}`,
      bytes: 'what it was not hashed over',
      hash: { sha256: '0', sm3: '0' },
      recordedAt: NIGHT + Math.floor((index * 1_000) / A_SECOND),
    }));
    await headersOn(database.connection).collection.insertMany(headers as never[]);
    const projections = headers.map(({ chainId }) => ({
      _id: `${chainId}/site-visit`,
      chainId,
      procedure: 'site-visit',
      seq: 1,
    }));
    await proceduresOn(database.connection).collection.insertMany(projections as never[]);
  });

  test('after hours without any › each once, no more than some seconds’ records at once', async () => {
    const given: string[] = [];
    let longest = 0;
    const walk = { columns: ['chainId'], firstSpanMs: 1_000, longestSpanMs: 5_000 } as const;
    const spans = recordsInSpans(database.connection, { from: NIGHT - 2 * HOUR, to: NIGHT + HOUR, ...walk });
    for await (const { records: page } of spans) {
      longest = Math.max(longest, page.length);
      given.push(...page.map(({ chainId }) => chainId));
    }
    expect(given).toHaveLength(SECONDS * A_SECOND);
    expect(new Set(given).size).toBe(SECONDS * A_SECOND);
    expect(longest).toBeLessThanOrEqual(5 * A_SECOND);
  });

  test('more than one check looks at › the next goes on where it ended, and comes to the last', async () => {
    await proceduresOn(database.connection).collection.updateMany(
      { chainId: { $regex: /^BULK-(6999|7199)$/ } },
      { $set: { seq: 0 } },
    );
    const now = NIGHT + 5 * 60_000;
    const temporal = temporalThatRuns();
    const ends: number[] = [];
    let recentFrom = NIGHT - 60_000;
    for (let checks = 0; checks < 20 && ends.at(-1) !== recentFrom; checks += 1) {
      ends.push(recentFrom);
      recentFrom = (await check(temporal.client, now).run(recentFrom)).recentFrom;
    }
    expect(ends.length).toBeGreaterThan(3);
    expect(ends.slice(1, 3).every((end) => end > NIGHT && end < NIGHT + SECONDS * 1_000)).toBe(true);
    expect(recentFrom).toBe(now - 10_000 - 2 * 60_000);
  });

  test('a record that does not hold together › told of, and the check goes on', async () => {
    const { log, run } = check(temporalThatRuns().client, NIGHT + 60_000);
    expect(await run(NIGHT + 11_000)).toMatchObject({ recentFrom: NIGHT - 70_000 });
    expect(log()).toContain('BULK-7199');
  });
});

describe('ledger resume', () => {
  const resuming = ({ client, turn }: ReturnType<typeof temporalThatRuns>, only?: string) =>
    resume({ connection: database.connection, client, taskQueue: 'q', rows: [visitRow], pause: turn }, only);
  const NONE_WAITS = { waiting: 0, left: 0 };

  test('Temporal lost everything › every open procedure gets one run, concluded ones none; again › none', async () => {
    const temporal = temporalThatRuns();
    expect(await resuming(temporal)).toEqual({ open: 4, running: 0, started: 4, ...NONE_WAITS });
    expect(temporal.started.sort()).toEqual(
      ['1', '2', '3', '5'].map((one) => `HY-2026-000${one}/site-visit`),
    );
    expect(await resuming(temporal)).toEqual({ open: 4, running: 4, started: 0, ...NONE_WAITS });
  });

  test('one case only › only its procedures', async () => {
    const temporal = temporalThatRuns();
    await resuming(temporal, 'HY-2026-0002');
    expect(temporal.started).toEqual(['HY-2026-0002/site-visit']);
  });

  describe('many procedures, and a worker that takes them up one at a time', () => {
    const MANY = 60;
    const numbers = Array.from({ length: MANY }, (_, index) => `HY-2026-1${String(index).padStart(3, '0')}`);
    const OPEN = MANY + 4;
    beforeAll(async () => {
      for (const number of numbers) await appendAll(records(), [opening(number)]);
    });

    test('people act meanwhile › never more than a handful of runs stand before them', async () => {
      const temporal = temporalThatRuns();
      temporal.worker.takesUp = 1;
      expect(await resuming(temporal)).toEqual({ open: OPEN, running: 0, started: OPEN, ...NONE_WAITS });
      expect(temporal.worker.longestQueue).toBeLessThanOrEqual(8);
      expect(temporal.queued).toEqual([]);
    });

    test('two resumes at once › each procedure gets one run, taken up before either goes on', async () => {
      const temporal = temporalThatRuns();
      temporal.worker.takesUp = 1;
      const both = await Promise.all([resuming(temporal), resuming(temporal)]);
      expect(temporal.started.toSorted()).toEqual([...new Set(temporal.started)].toSorted());
      expect(temporal.started).toHaveLength(OPEN);
      expect(both).toMatchObject([
        { open: OPEN, ...NONE_WAITS },
        { open: OPEN, ...NONE_WAITS },
      ]);
      expect(temporal.worker.longestQueue).toBeLessThanOrEqual(16);
    });

    test('no worker at all › it stops after a handful; a worker comes › done again, it ends', async () => {
      const temporal = temporalThatRuns();
      temporal.worker.takesUp = 0;
      const stalled = await resuming(temporal);
      expect(stalled).toMatchObject({ open: OPEN, started: 8, waiting: 8, left: OPEN - 8 });
      temporal.worker.takesUp = 1;
      expect(await resuming(temporal)).toEqual({ open: OPEN, running: 8, started: OPEN - 8, ...NONE_WAITS });
    });

    test('one run that no worker can take up › the others get theirs, and it is counted', async () => {
      const temporal = temporalThatRuns();
      const stuck = `${numbers[0] ?? ''}/site-visit`;
      const turn = () => {
        temporal.queued.splice(0, temporal.queued.length, ...temporal.queued.filter((id) => id === stuck));
        return Promise.resolve();
      };
      const resumed = await resume({
        connection: database.connection,
        client: temporal.client,
        taskQueue: 'q',
        rows: [visitRow],
        pause: turn,
      });
      expect(resumed).toEqual({ open: OPEN, running: 0, started: OPEN, waiting: 1, left: 0 });
    });

    test('progress › said on the way, with what is left', async () => {
      const said: number[] = [];
      const { client, turn } = temporalThatRuns();
      const progress = ({ left }: { left: number }) => said.push(left);
      const parts = {
        connection: database.connection,
        client,
        taskQueue: 'q',
        rows: [visitRow],
        pause: turn,
      };
      await resume({ ...parts, progress });
      expect(said).toEqual([OPEN - 50]);
    });
  });
});
