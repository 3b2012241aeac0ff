/** Clients that carry approvals through, one after another, and what was measured while they did. */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import {
  actNames,
  carryThrough,
  casts,
  everybody,
  type ActName,
  type Approval,
  type Sessions,
} from './approval.js';
import { Connection, type Session } from './connection.js';
import { latencyOf, rounded, shareOf, spreadOf, type Latency, type Spread } from './figures.js';
import { busyMs, cpuMsOf } from './machine.js';

/** One approval in so many looks at the lists: each look is a request that would not be there otherwise. */
const LOOK_EVERY = 4;

/** A service to drive. `processes`: name and id of each process whose CPU time is counted. */
export interface Service {
  readonly url: string;
  readonly sessions: Sessions;
  readonly processes: () => ReadonlyMap<string, number>;
  /** Every approval that was carried through, measured or not. */
  readonly tally: { approvals: number };
}

/** One approval and the moment (performance.now()) it was complete. */
interface Finished {
  readonly at: number;
  readonly approval: Approval;
}

/** CPU ms used so far, by process; the bench's own under `client`, the whole machine's under `everything`. */
type CpuTimes = ReadonlyMap<string, number | null>;

/** A stretch of time that was measured. */
export interface Window {
  readonly seconds: number;
  readonly approvals: readonly Approval[];
  readonly cpuMs: ReadonlyMap<string, number | null>;
}

/** Signs everybody in. */
export async function signInAll(url: string, password: string): Promise<Sessions> {
  const connection = new Connection(url);
  try {
    const sessions = new Map<string, Session>();
    for (const person of everybody) sessions.set(person, await connection.signIn(person, password));
    return sessions;
  } finally {
    connection.close();
  }
}

/** So many clients, each on a connection of its own, from {@link Clients.start} until {@link Clients.stop}. */
export class Clients {
  readonly #finished: Finished[] = [];
  readonly #running: Promise<void>[];
  readonly #errors: Error[] = [];
  #over = false;

  private constructor(
    private readonly service: Service,
    count: number,
  ) {
    this.#running = Array.from({ length: count }, (_, index) => this.#drive(index));
  }

  static start(service: Service, count: number): Clients {
    return new Clients(service, count);
  }

  /** Lets them run for so long and gives what was finished in that time. */
  async measure(seconds: number): Promise<Window> {
    const before = cpuTimes(this.service);
    const from = performance.now();
    await pause(seconds * 1000);
    const to = performance.now();
    const after = cpuTimes(this.service);
    const [broken] = this.#errors;
    if (broken) throw broken;
    return {
      seconds: (to - from) / 1000,
      approvals: this.#finished.filter(({ at }) => at >= from && at < to).map(({ approval }) => approval),
      cpuMs: difference(before, after),
    };
  }

  /** No new approvals; resolves when those under way are done. */
  async stop(): Promise<void> {
    this.#over = true;
    await Promise.all(this.#running);
  }

  async #drive(index: number): Promise<void> {
    const connection = new Connection(this.service.url);
    const cast = casts[index % casts.length];
    try {
      for (let count = index; !this.#over && cast; count += 1) {
        const manner = { look: count % LOOK_EVERY === 0 };
        const approval = await carryThrough(connection, this.service.sessions, cast, manner);
        this.#finished.push({ at: performance.now(), approval });
        this.service.tally.approvals += 1;
      }
    } catch (error) {
      this.#errors.push(error instanceof Error ? error : new Error(String(error)));
    } finally {
      connection.close();
    }
  }
}

/** What was left to do when the clients stopped. */
export type Rest = Pick<Level, 'lettersPendingAtEnd' | 'secondsToLastLetter'>;

const REST_WITHIN_MS = 5 * 60_000;
const LOOK_AGAIN_MS = 250;

/** Waits until the letters that follow from the acts are delivered, so that what comes next finds rest. */
export async function restOf(url: string): Promise<Rest> {
  const lettersPendingAtEnd = await lettersPending(url);
  const began = performance.now();
  for (;;) {
    const pending = await lettersPending(url);
    const tookMs = performance.now() - began;
    if (pending === null || tookMs > REST_WITHIN_MS)
      return { lettersPendingAtEnd, secondsToLastLetter: null };
    if (pending === 0) return { lettersPendingAtEnd, secondsToLastLetter: rounded(tookMs / 1000, 1) };
    await pause(LOOK_AGAIN_MS);
  }
}

/** From the service's own metrics; null where they are not to be had. */
async function lettersPending(url: string): Promise<number | null> {
  const answer = await fetch(new URL('/metrics', url));
  const [, count] = /^letters_pending (\d+)/m.exec(answer.ok ? await answer.text() : '') ?? [];
  return count === undefined ? null : Number(count);
}

/** CPU times now. */
export function cpuTimes({ processes }: Pick<Service, 'processes'>): CpuTimes {
  return new Map<string, number | null>([
    ...[...processes()].map(([name, pid]) => [name, cpuMsOf(pid)] as const),
    ['client', cpuMsOf(process.pid)],
    ['everything', busyMs()],
  ]);
}

/** What was used between two readings. */
export function difference(before: CpuTimes, after: CpuTimes): Map<string, number | null> {
  return new Map(
    [...after].map(([name, used]) => {
      const had = before.get(name);
      return [name, used === null || had === null || had === undefined ? null : used - had];
    }),
  );
}

/** How approvals and the lists fared. */
export interface Outcome {
  readonly approvals: number;
  /** Records read back that lacked something; they are not counted as approvals per second. */
  readonly incompleteReadBacks: number;
  /** What was missing from the first of them. */
  readonly firstFaults: readonly string[];
  /** Acts that had to be sent more than once. */
  readonly repeatedActs: number;
  readonly nextTask: { readonly looked: number; readonly seen: number; readonly share: number | null };
}

/** Counts what approvals amount to. */
export function outcomeOf(approvals: readonly Approval[]): Outcome {
  const incomplete = approvals.filter(({ faults }) => faults.length > 0);
  const looked = sum(approvals.map((approval) => approval.looked));
  const seen = sum(approvals.map((approval) => approval.seen));
  return {
    approvals: approvals.length,
    incompleteReadBacks: incomplete.length,
    firstFaults: incomplete[0]?.faults ?? [],
    repeatedActs: approvals.flatMap(({ answered }) => answered).filter(({ attempts }) => attempts > 1).length,
    nextTask: { looked, seen, share: shareOf(seen, looked) },
  };
}

/** What was measured with so many clients. */
export interface Level extends Outcome {
  readonly clients: number;
  /** Letters that were written and not yet delivered when the last window ended: work put off, not done. */
  readonly lettersPendingAtEnd: number | null;
  /** How long after the clients had stopped the last of them was delivered. */
  readonly secondsToLastLetter: number | null;
  readonly approvalsPerSecond: Spread;
  readonly approval: Latency;
  readonly decision: Latency;
  /** CPU ms by process; `total` is that of the service's own, without the client. */
  readonly cpuMsPerApproval: Readonly<Record<string, number | null>>;
  /** Cores that others kept busy meanwhile. */
  readonly otherCores: number | null;
}

/** Approvals a second in a window; an incomplete record counts zero. */
export const rateOf = ({ approvals, seconds }: Window): number =>
  approvals.filter(({ faults }) => faults.length === 0).length / seconds;

/** Puts the windows of one number of clients together. */
export function levelOf(clients: number, windows: readonly Window[], rest: Rest): Level {
  const approvals = windows.flatMap((window) => window.approvals);
  return {
    clients,
    ...rest,
    approvalsPerSecond: spreadOf(windows.map(rateOf)),
    approval: latencyOf(approvals.map(({ tookMs }) => tookMs)),
    decision: latencyOf(approvals.flatMap((approval) => decisionsOf(approval))),
    ...cpuOf(
      windows.map(({ cpuMs }) => cpuMs),
      approvals.length,
      sum(windows.map(({ seconds }) => seconds)),
    ),
    ...outcomeOf(approvals),
  };
}

const decisionsOf = (approval: Approval): number[] => [
  ...actNames.filter((name) => name !== 'start').flatMap((name) => timesOf(approval, name)),
];

const timesOf = ({ answered }: Approval, name: ActName): number[] =>
  answered.filter(({ act }) => act.name === name).map(({ tookMs }) => tookMs);

/** CPU per approval, by process, and what others took meanwhile. */
export function cpuOf(
  readings: readonly ReadonlyMap<string, number | null>[],
  approvals: number,
  seconds: number,
): Pick<Level, 'cpuMsPerApproval' | 'otherCores'> {
  const names = [...new Set(readings.flatMap((reading) => [...reading.keys()]))];
  const used = new Map(
    names.map((name) => {
      const values = readings.map((reading) => reading.get(name) ?? null);
      return [name, values.includes(null) ? null : sum(values.map(Number))] as const;
    }),
  );
  const everything = used.get('everything') ?? null;
  used.delete('everything');
  const known = sum([...used.values()].map(Number));
  const perApproval = (value: number | null) =>
    value === null || approvals === 0 ? null : rounded(value / approvals, 1);
  const own = [...used].filter(([name]) => name !== 'client');
  return {
    cpuMsPerApproval: {
      ...Object.fromEntries([...used].map(([name, value]) => [name, perApproval(value)])),
      total:
        own.length === 0 || own.some(([, value]) => value === null)
          ? null
          : perApproval(sum(own.map(([, value]) => Number(value)))),
    },
    otherCores:
      everything === null || own.length === 0
        ? null
        : rounded(Math.max(0, everything - known) / (seconds * 1000), 2),
  };
}

/** Approvals by one client at a person's pace. */
export interface Pace extends Outcome {
  readonly gapMs: number;
  readonly decision: Latency;
  readonly start: Latency;
  readonly submit: Latency;
  readonly review: Latency;
  readonly approve: Latency;
}

/** Carries so many approvals through, with a pause between two acts, and looks at every list. */
export async function atPersonsPace(service: Service, count: number, gapMs: number): Promise<Pace> {
  const connection = new Connection(service.url);
  const approvals: Approval[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const cast = casts[index % casts.length];
      if (cast) approvals.push(await carryThrough(connection, service.sessions, cast, { look: true, gapMs }));
      service.tally.approvals += 1;
      await pause(gapMs);
    }
  } finally {
    connection.close();
  }
  const of = (name: ActName) => latencyOf(approvals.flatMap((approval) => timesOf(approval, name)));
  return {
    gapMs,
    decision: latencyOf(approvals.flatMap(decisionsOf)),
    start: of('start'),
    submit: of('submit'),
    review: of('review'),
    approve: of('approve'),
    ...outcomeOf(approvals),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
