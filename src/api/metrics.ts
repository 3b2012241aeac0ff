import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { buildLabels } from '../connections/build.js';
import type { LastFindings, LastVerification } from '../models/findings.js';
import type { DoorParts } from './doors.js';
import type { ProcedureCounts } from './lists.js';

export type Metrics = {
  registry: Registry;
  /** Times every request by route pattern, never by address: addresses hold case numbers. */
  watch: RequestHandler;
  /** Times every act at its door. */
  timed: NonNullable<DoorParts['timed']>;
  /** Refusals and problems by code. */
  problems: Counter<'code'>;
};

/** What the gauges ask when they are scraped. `now` in epoch ms. */
export type Counts = {
  now: () => number;
  procedures: () => Promise<ProcedureCounts>;
  letters: () => Promise<{ waiting: number; failing: number }>;
  findings: () => Promise<LastFindings | undefined>;
  verification: () => Promise<LastVerification | undefined>;
};

/** Gauges of one scrape share what they read. */
const SCRAPE_MS = 1_000;

/** One registry per application, so that several can live in one process (tests). */
export function createMetrics(counts: Counts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const build = buildLabels();
  new Gauge({
    name: 'service_build_info',
    help: 'Always 1; its labels say which edition of code and law runs, on which Node.',
    labelNames: Object.keys(build),
    registers,
  }).set(build, 1);
  const http = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by route, method and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 8],
    registers,
  });
  const problems = new Counter({
    name: 'http_problems_total',
    help: 'Answers that were refusals or problems, by code.',
    labelNames: ['code'],
    registers,
  });
  watchProcedures(registers, counts);
  watchLetters(registers, counts);
  watchRecordCheck(registers, counts);
  watchVerification(registers, counts);
  return { registry, problems, watch: timed(http), timed: actTimer(registers) };
}

/**
 * The append itself happens in the worker, which measures it (src/activities/timed-append.ts); what is
 * measured here is the whole round trip that a person waits for: to the procedure, the record written, and
 * read back.
 */
function actTimer(registers: Registry[]): Metrics['timed'] {
  const acts = new Histogram({
    name: 'act_round_trip_seconds',
    help: 'Acts from the door through the procedure to the appended record read back, by door and outcome.',
    labelNames: ['door', 'outcome'],
    buckets: [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 3, 8],
    registers,
  });
  return (door, outcome, seconds) => {
    acts.observe({ door, outcome }, seconds);
  };
}

function watchProcedures(registers: Registry[], counts: Counts): void {
  const read = shared(counts.procedures);
  gauge(registers, 'procedures_open', 'Procedures that are open.', async () => (await read()).open);
  gauge(
    registers,
    'procedures_overdue',
    'Open procedures with a passed period that nobody has met.',
    async () => (await read()).overdue,
  );
  new Gauge({
    name: 'procedures_waiting',
    help: 'Open procedures that wait for a person, by the role awaited.',
    labelNames: ['role'],
    registers,
    async collect() {
      this.reset();
      const found = await read().catch(() => undefined);
      for (const [role, count] of found?.waiting ?? []) this.set({ role }, count);
    },
  });
}

function watchLetters(registers: Registry[], counts: Counts): void {
  const read = shared(counts.letters);
  gauge(
    registers,
    'letters_pending',
    'Letters still to be delivered, those that failed among them.',
    async () => (await read()).waiting,
  );
  gauge(
    registers,
    'letters_failing',
    'Letters still to be delivered that failed at least once.',
    async () => (await read()).failing,
  );
}

/** What the scheduled check of the record found last; without a value before the first one. */
function watchRecordCheck(registers: Registry[], { now, findings }: Counts): void {
  const read = shared(findings);
  const found: [name: string, help: string, of: (last: LastFindings) => number][] = [
    ['without_run', 'Open procedures whose workflow did not run, started again.', (last) => last.withoutRun],
    ['behind', 'Records whose projection or letters were missing, made up.', (last) => last.behind],
    ['lapses_unrecorded', 'Periods that passed without a record.', (last) => last.lapsesUnrecorded],
    ['age_seconds', 'Since the last check of the record.', (last) => (now() - last.at) / 1_000],
  ];
  for (const [name, help, of] of found)
    gauge(registers, `record_check_${name}`, help, async () => {
      const last = await read();
      return last ? of(last) : Number.NaN;
    });
}

/** What the last verification of the whole ledger found; without a value before the first one. */
function watchVerification(registers: Registry[], { now, verification }: Counts): void {
  const read = shared(verification);
  const found: [name: string, help: string, of: (last: LastVerification) => number][] = [
    ['faults', 'Faults that the last verification of the ledger found; 0 is whole.', (last) => last.faults],
    ['records', 'Records that the last verification of the ledger read.', (last) => last.records],
    ['age_seconds', 'Since the last verification of the ledger.', (last) => (now() - last.at) / 1_000],
  ];
  for (const [name, help, of] of found)
    gauge(registers, `ledger_verification_${name}`, help, async () => {
      const last = await read();
      return last ? of(last) : Number.NaN;
    });
}

/** A part that is away leaves its gauges without a value; the others are still scraped. */
function gauge(registers: Registry[], name: string, help: string, read: () => Promise<number>): void {
  new Gauge({
    name,
    help,
    registers,
    async collect() {
      this.set(await read().catch(() => Number.NaN));
    },
  });
}

function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let last: { at: number; reading: Promise<T> } | undefined;
  return () => {
    if (!last || performance.now() - last.at > SCRAPE_MS) last = { at: performance.now(), reading: read() };
    return last.reading;
  };
}

const timed =
  (http: Histogram<'method' | 'route' | 'status'>): RequestHandler =>
  (request, response, next) => {
    const end = http.startTimer();
    response.once('finish', () => {
      const pattern = (request.route as { path?: unknown } | undefined)?.path;
      const route = typeof pattern === 'string' ? pattern : 'other';
      end({ method: request.method, route, status: String(response.statusCode) });
    });
    next();
  };
