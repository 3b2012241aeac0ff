import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = {
  registry: Registry;
  /** Times every request by route pattern, never by address: addresses hold case numbers. */
  watch: RequestHandler;
  /** Refusals and problems by code. */
  problems: Counter<'code'>;
};

/** What the gauges ask when they are scraped. */
export type Counts = {
  procedures: () => Promise<{ open: number; overdue: number }>;
  letters: () => Promise<{ waiting: number; failing: number }>;
};

/** One registry per application, so that several can live in one process (tests). */
export function createMetrics(counts: Counts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
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
  gauge(
    registers,
    'procedures_open',
    'Procedures that are open.',
    async () => (await counts.procedures()).open,
  );
  gauge(
    registers,
    'procedures_overdue',
    'Open procedures with a passed period.',
    async () => (await counts.procedures()).overdue,
  );
  gauge(
    registers,
    'letters_waiting',
    'Letters still to be delivered.',
    async () => (await counts.letters()).waiting,
  );
  gauge(
    registers,
    'letters_failing',
    'Letters that failed at least once.',
    async () => (await counts.letters()).failing,
  );
  return { registry, problems, watch: timed(http) };
}

function gauge(registers: Registry[], name: string, help: string, read: () => Promise<number>): void {
  new Gauge({
    name,
    help,
    registers,
    async collect() {
      this.set(await read());
    },
  });
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
