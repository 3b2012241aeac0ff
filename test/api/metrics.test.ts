import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createMetrics, type Counts } from '../../src/api/metrics.js';
import { keepFindings } from '../../src/models/findings.js';
import { decide, openOffice, read, startCase, submit, taskOf, type Desks, type Office } from './desk.js';
import { ActAnswer } from '../../src/api/schemas.js';
import { emergencyStart } from './service.js';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 24, 1);

/** The value of a sample, by its name and labels as they are written. */
const valueOf = (text: string, sample: string): number => {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `));
  return line === undefined ? Number.NEGATIVE_INFINITY : Number(line.slice(sample.length + 1));
};

describe('each gauge', () => {
  const counts: Counts = {
    now: () => NOW,
    procedures: () => Promise.resolve({ open: 7, overdue: 2, waiting: new Map([['reviewer', 3]]) }),
    letters: () => Promise.resolve({ waiting: 5, failing: 1 }),
    findings: () => Promise.resolve({ at: NOW - 90_000, withoutRun: 4, behind: 6, lapsesUnrecorded: 8 }),
    verification: () => Promise.resolve({ at: NOW - HOUR_MS, chains: 3, records: 12, faults: 1 }),
  };
  const scrape = (some: Partial<Counts> = {}) => createMetrics({ ...counts, ...some }).registry.metrics();

  test('says what was counted', async () => {
    const text = await scrape();
    expect(valueOf(text, 'procedures_open')).toBe(7);
    expect(valueOf(text, 'procedures_overdue')).toBe(2);
    expect(valueOf(text, 'procedures_waiting{role="reviewer"}')).toBe(3);
    expect(valueOf(text, 'letters_pending')).toBe(5);
    expect(valueOf(text, 'letters_failing')).toBe(1);
    expect(valueOf(text, 'record_check_without_run')).toBe(4);
    expect(valueOf(text, 'record_check_behind')).toBe(6);
    expect(valueOf(text, 'record_check_lapses_unrecorded')).toBe(8);
    expect(valueOf(text, 'record_check_age_seconds')).toBe(90);
    expect(valueOf(text, 'ledger_verification_faults')).toBe(1);
    expect(valueOf(text, 'ledger_verification_records')).toBe(12);
    expect(valueOf(text, 'ledger_verification_age_seconds')).toBe(3_600);
    expect(text).toMatch(/^service_build_info\{version="\d+\.\d+\.\d+",edition="[^"]+",node="[\d.]+"\} 1$/m);
  });

  test('before the first check of the record › has no value, which is not zero', async () => {
    const text = await scrape({ findings: () => Promise.resolve(undefined) });
    expect(valueOf(text, 'record_check_without_run')).toBeNaN();
    expect(valueOf(text, 'record_check_age_seconds')).toBeNaN();
  });

  test('the database away › has no value; the rest is still scraped', async () => {
    const away = () => Promise.reject(new Error('away'));
    const text = await scrape({ procedures: away, findings: away });
    expect(valueOf(text, 'procedures_open')).toBeNaN();
    expect(valueOf(text, 'letters_pending')).toBe(5);
    expect(text).toContain('process_cpu_seconds_total');
  });
});

describe('/metrics of a bureau at work', () => {
  let office: Office;
  let desks: Desks;

  beforeAll(async () => {
    office = await openOffice();
    desks = office.desks;
  });
  afterAll(() => office.close());

  test('who is waited for, what is overdue, how long acts take, what the last check found', async () => {
    const start = emergencyStart(Date.now() - 30 * HOUR_MS);
    await startCase(desks, { ...start, emergency: { ...start.emergency, lateEntryReason: '现场无网络' } });
    const number = await startCase(desks);
    read(await submit(number, desks.officer), 200, ActAnswer);
    expect((await decide(desks.leader, taskOf(number, 'approve'), 'agree')).status).toBe(409);
    const { connection } = office.service;
    await keepFindings(connection, { at: Date.now(), withoutRun: 1, behind: 2, lapsesUnrecorded: 3 });
    const text = (await office.service.anonymous().get('/metrics')).text;
    expect(valueOf(text, 'procedures_waiting{role="handler"}')).toBe(1);
    expect(valueOf(text, 'procedures_waiting{role="reviewer"}')).toBe(1);
    expect(valueOf(text, 'procedures_overdue')).toBe(1);
    expect(valueOf(text, 'letters_pending')).toBeGreaterThan(0);
    expect(valueOf(text, 'act_round_trip_seconds_count{door="open",outcome="recorded"}')).toBe(2);
    expect(valueOf(text, 'act_round_trip_seconds_count{door="decide",outcome="recorded"}')).toBe(1);
    expect(valueOf(text, 'act_round_trip_seconds_count{door="decide",outcome="refused"}')).toBe(1);
    expect(valueOf(text, 'record_check_lapses_unrecorded')).toBe(3);
    expect(text).not.toContain(number);
  });
});
