/** One whole bench: what is measured, in which order. */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { seedDemonstrationPeople } from '../dev/demonstration-people.js';
import type { Progress } from '../dev/parts/ways.js';
import { given } from '../dev/settings.js';
import { carryThrough, casts } from './approval.js';
import { Baseline, bareOf, type Bare, type BareKind, type BareWindow } from './bare/baseline.js';
import { Connection } from './connection.js';
import { median, rounded, spreadOf, type Spread } from './figures.js';
import {
  atPersonsPace,
  Clients,
  levelOf,
  rateOf,
  restOf,
  signInAll,
  type Level,
  type Pace,
  type Rest,
  type Service,
  type Window,
} from './load.js';
import { bytesOnDisk, isNoDatabaseLog, loadAverage, machine, rssMibOf, type Machine } from './machine.js';
import { marksOf, type Mark } from './marks.js';
import { seedCases, type Seed, type Seeded } from './seed.js';
import { Stack } from './stack.js';

/** How long everything is measured. */
export interface Plan {
  readonly clients: readonly number[];
  readonly runs: number;
  readonly runSeconds: number;
  readonly warmupSeconds: number;
  /** Approvals at a person's pace, and the pause between two acts. */
  readonly paceApprovals: number;
  readonly paceGapMs: number;
  readonly restarts: number;
  /** Cases on file before anything is measured. */
  readonly seed?: Seed;
}

/** Long enough for figures that are worth comparing. */
export const fullPlan: Plan = {
  clients: [1, 4, 16],
  runs: 3,
  runSeconds: 15,
  warmupSeconds: 8,
  paceApprovals: 30,
  paceGapMs: 100,
  restarts: 2,
};

/** Short windows: to see that it works, and what is far off. */
export const quickPlan: Plan = {
  ...fullPlan,
  runSeconds: 4,
  warmupSeconds: 3,
  paceApprovals: 8,
  restarts: 1,
};

/** The number of clients at which the bare workflow is driven beside the service. */
const COMPARED_AT = 16;
/** Clients that stop and go again find warm caches: they need no long warm-up. */
const AGAIN_SECONDS = 1.5;

/** What a bench found. Units are in the names; null is what could not be measured. */
export interface Report {
  readonly takenAt: string;
  readonly machine: Machine;
  readonly loadAverageBefore: readonly number[];
  readonly loadAverageAfter: readonly number[];
  readonly plan: Plan;
  readonly seeded: Seeded | null;
  /** The parts that were the bench's own: database synced on commit, Temporal's WAL synced in full. */
  readonly ownParts: readonly string[];
  readonly levels: readonly Level[];
  readonly atPersonsPace: Pace;
  readonly bare: Readonly<Record<BareKind, Bare>> | null;
  /** Median over the runs of approvals per second at 16 clients, by those of the bare workflow next to it. */
  readonly ratioToBare: number | null;
  readonly ratioToBareLocal: number | null;
  readonly diskBytesPerApproval: Disk | null;
  readonly rssMib: Readonly<Record<string, number | null>>;
  readonly restartToFirstApprovalSeconds: Spread;
  readonly marks: readonly Mark[];
}

/** Bytes on disk. */
export interface Disk {
  readonly temporal: number;
  readonly database: number;
  readonly total: number;
}

/** Everything a bench needs while it runs. */
interface Bench {
  readonly plan: Plan;
  readonly service: Service;
  readonly stack: Stack | undefined;
  readonly say: Progress;
}

/** Measures a service of its own parts, or the one at SERVICE_URL. */
export async function measure(plan: Plan, say: Progress, profileFolder?: string): Promise<Report> {
  const url = given('SERVICE_URL');
  if (url !== undefined) return measureService({ plan, say, stack: undefined, service: await theirs(url) });
  const stack = await Stack.create({ progress: say, profileFolder });
  try {
    return await measureService({ plan, say, stack, service: await ours(stack, say) });
  } finally {
    await stack.remove();
  }
}

async function theirs(url: string): Promise<Service> {
  const password = given('DEMO_PASSWORD');
  if (password === undefined)
    throw new Error('SERVICE_URL 须与 DEMO_PASSWORD（演示人员的口令）一同给出 · DEMO_PASSWORD is missing');
  return {
    url,
    sessions: await signInAll(url, password),
    processes: () => new Map(),
    tally: { approvals: 0 },
  };
}

/** Starts the parts and signs the demonstration people in. */
export async function ours(stack: Stack, say: Progress): Promise<Service> {
  say('启动各部件 · Starting the parts …');
  await stack.start();
  const [first] = await seedDemonstrationPeople(stack.mongodbUri);
  const sessions = await signInAll(stack.url, first?.password ?? '');
  return { url: stack.url, sessions, processes: () => stack.processIds, tally: { approvals: 0 } };
}

async function measureService(bench: Bench): Promise<Report> {
  const { plan, service, stack, say } = bench;
  const seeded = plan.seed && stack ? await seedCases(stack, service, plan.seed, say) : null;
  const loadAverageBefore = loadAverage();
  const warming = Clients.start(service, COMPARED_AT);
  await warming.measure(plan.warmupSeconds);
  await warming.stop();
  await restOf(service.url);
  const restarts: number[] = [];
  const before = await restartFor(bench, restarts);
  const doneBefore = service.tally.approvals;
  const { levels, bare, ratios } = await measureLevels(bench);
  say(`一个人的节奏 · At a person's pace: ${String(plan.paceApprovals)} …`);
  const pace = await atPersonsPace(service, plan.paceApprovals, plan.paceGapMs);
  const rssMib = memoryOf(service);
  const done = service.tally.approvals - doneBefore;
  const after = await restartFor(bench, restarts);
  for (let more = 1; more < plan.restarts; more += 1) await restartFor(bench, restarts);
  const found = {
    takenAt: new Date().toISOString(),
    machine: machine(),
    loadAverageBefore,
    loadAverageAfter: loadAverage(),
    plan,
    seeded,
    ownParts: stack?.own ?? [],
    levels,
    atPersonsPace: pace,
    bare,
    ratioToBare: ratios.ordinaryActivities,
    ratioToBareLocal: ratios.localActivities,
    diskBytesPerApproval: before && after ? perApproval(before, after, done) : null,
    rssMib,
    restartToFirstApprovalSeconds: spreadOf(restarts, 2),
  };
  return { ...found, marks: marksOf(found) };
}

interface Levels {
  readonly levels: Level[];
  readonly bare: Report['bare'];
  readonly ratios: Readonly<Record<BareKind, number | null>>;
}

async function measureLevels(bench: Bench): Promise<Levels> {
  const { plan, service, say } = bench;
  const levels: Level[] = [];
  let compared: Compared | undefined;
  for (const clients of plan.clients) {
    say(`${String(clients)} 个客户端 · clients …`);
    if (clients === COMPARED_AT) compared = await measureBesideBare(bench);
    const { windows, rest } =
      clients === COMPARED_AT && compared ? compared : await measureAlone(service, clients, plan);
    levels.push(levelOf(clients, windows, rest));
  }
  return {
    levels,
    bare: compared?.bare ?? null,
    ratios: compared?.ratios ?? { ordinaryActivities: null, localActivities: null },
  };
}

/** The windows of one number of clients, and what was left to do after the last. */
interface Measured {
  readonly windows: Window[];
  readonly rest: Rest;
}

async function measureAlone(service: Service, count: number, plan: Plan): Promise<Measured> {
  const clients = Clients.start(service, count);
  const windows: Window[] = [];
  await clients.measure(plan.warmupSeconds);
  for (let run = 0; run < plan.runs; run += 1) windows.push(await clients.measure(plan.runSeconds));
  await clients.stop();
  return { windows, rest: await restOf(service.url) };
}

type Compared = Omit<Levels, 'levels'> & Measured;

/**
 * The service and the bare workflow in turns, so that what else the machine does meets both. Each rests while
 * the other runs.
 */
async function measureBesideBare({ plan, service, stack, say }: Bench): Promise<Compared> {
  const address = given('TEMPORAL_ADDRESS');
  const temporal = await stack?.anotherTemporal();
  if (temporal === undefined && address === undefined) {
    const alone = await measureAlone(service, COMPARED_AT, plan);
    return { ...alone, bare: null, ratios: { ordinaryActivities: null, localActivities: null } };
  }
  const baseline = await Baseline.start(temporal?.address ?? address ?? '', temporal?.pid);
  const windows: Window[] = [];
  let rest: Rest = { lettersPendingAtEnd: null, secondsToLastLetter: null };
  const bare: Record<BareKind, BareWindow[]> = { ordinaryActivities: [], localActivities: [] };
  try {
    for (let run = 0; run < plan.runs; run += 1) {
      const warmup = run === 0 ? plan.warmupSeconds : AGAIN_SECONDS;
      const clients = Clients.start(service, COMPARED_AT);
      await clients.measure(warmup);
      windows.push(await clients.measure(plan.runSeconds));
      await clients.stop();
      rest = await restOf(service.url);
      for (const kind of ['ordinaryActivities', 'localActivities'] as const) {
        say(`  第 ${String(run + 1)} 轮对照 · bare workflow beside run ${String(run + 1)}: ${kind} …`);
        bare[kind].push(await baseline.measure(kind, COMPARED_AT, warmup, plan.runSeconds));
      }
    }
  } finally {
    await baseline.stop();
    await temporal?.stop();
  }
  return { windows, rest, ...comparison(windows, bare) };
}

function comparison(
  windows: readonly Window[],
  bare: Record<BareKind, BareWindow[]>,
): Omit<Levels, 'levels'> {
  const ratio = (kind: BareKind): number | null => {
    const ratios = windows.flatMap((window, run) => {
      const beside = bare[kind][run];
      return beside && beside.approvals > 0 ? [rateOf(window) / (beside.approvals / beside.seconds)] : [];
    });
    return rounded(median(ratios), 2);
  };
  return {
    bare: {
      ordinaryActivities: bareOf(COMPARED_AT, bare.ordinaryActivities),
      localActivities: bareOf(COMPARED_AT, bare.localActivities),
    },
    ratios: { ordinaryActivities: ratio('ordinaryActivities'), localActivities: ratio('localActivities') },
  };
}

/**
 * Stops everything in order, reads what is on disk now that all files are closed, starts everything again and
 * waits for one whole approval. Nothing when the parts are not ours.
 */
async function restartFor({ stack, service, say }: Bench, seconds: number[]): Promise<Disk | undefined> {
  if (!stack) return undefined;
  say('重新启动 · Restarting …');
  await stack.stopAll();
  const disk = await diskOf(stack);
  const [cast] = casts;
  const began = performance.now();
  await stack.start();
  const connection = new Connection(service.url);
  if (cast) await carryThrough(connection, service.sessions, cast, { look: false });
  seconds.push((performance.now() - began) / 1000);
  connection.close();
  service.tally.approvals += 1;
  await pause(AGAIN_SECONDS * 1000);
  return disk;
}

async function diskOf(stack: Stack): Promise<Disk | undefined> {
  if (!stack.own.includes('temporal') || !stack.own.includes('database')) return undefined;
  const temporal = await bytesOnDisk(stack.folderOf('temporal'), () => true);
  const database = await bytesOnDisk(stack.folderOf('database'), isNoDatabaseLog);
  return { temporal, database, total: temporal + database };
}

function perApproval(before: Disk, after: Disk, approvals: number): Disk {
  const each = (name: keyof Disk): number =>
    Math.round((after[name] - before[name]) / Math.max(1, approvals));
  return { temporal: each('temporal'), database: each('database'), total: each('total') };
}

function memoryOf({ processes }: Service): Record<string, number | null> {
  const each = [...processes()].map(([name, pid]) => [name, rssMibOf(pid)] as const);
  const known = each.every(([, mib]) => mib !== null) && each.length > 0;
  const total = known ? each.reduce((sum, [, mib]) => sum + Number(mib), 0) : null;
  return { ...Object.fromEntries(each), total };
}
