/**
 * Many cases on file before anything is measured: copies of two that were carried through the service, under
 * other numbers and sealed anew, so that every chain holds and `verify` would say so.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Connection as Database } from 'mongoose';
import { resume, type Resumed } from '../src/activities/resume.js';
import { connectMongo } from '../src/connections/mongodb.js';
import { connectClient } from '../src/connections/temporal.js';
import { readEnvironment } from '../src/environment.js';
import { bodiesOn, headersOn } from '../src/models/ledger.js';
import { proceduresOn, type Procedure } from '../src/models/procedures.js';
import { bodyOf, sealBody, sealHeader, type StoredBody, type StoredHeader } from '../src/models/seal.js';
import { rows } from '../src/workflows/law/procedure-rows.js';
import { NO_HASH, type RecordHeader } from '../src/workflows/law/record/kinds.js';
import type { Progress } from '../dev/parts/ways.js';
import { actNames, actOf, casts, everybody, scriptOf, send, type ActName } from './approval.js';
import { Connection } from './connection.js';
import { latencyOf, rounded, type Latency } from './figures.js';
import type { Service } from './load.js';
import type { Stack } from './stack.js';

/** How many cases are put on file. */
export interface Seed {
  /** Waiting for their 审核人; each is given a run. */
  readonly open: number;
  /** Refused by the 批准人 and concluded. */
  readonly closed: number;
}

/** What putting the cases on file and giving the open ones runs came to. */
export interface Seeded {
  readonly fileSeconds: number;
  readonly resumed: Resumed;
  readonly resumeSeconds: number;
  /** The four acts of a whole approval by people who work meanwhile, one approval after another. */
  readonly approvalMeanwhile: Latency;
  readonly slowestMeanwhileMs: number | null;
  /** The same right after it. */
  readonly approvalAfterMs: number;
}

/** People's pause between two cases while the runs are given, in ms. */
const BETWEEN_CASES_MS = 500;
/** Copies written at a time. */
const BATCH = 200;
/** So many people share the copies: a person's list is as long as a person's list is. */
const PEOPLE = 100;

/** They were recorded over so many days before today: whoever looks at what is recent does not meet them. */
const DAYS = 360;
const DAY_MS = 86_400_000;

/** One case as it is on file. */
interface Original {
  readonly chainId: string;
  readonly headers: readonly StoredHeader[];
  readonly bodies: ReadonlyMap<string, StoredBody>;
  readonly procedures: readonly Procedure[];
}

/** Puts the cases on file and gives the open ones runs, as after the loss of Temporal's own data. */
export async function seedCases(stack: Stack, service: Service, seed: Seed, say: Progress): Promise<Seeded> {
  const environment = readEnvironment(stack.environment);
  const open = await partOf(service, ['start', 'submit']);
  const closed = await partOf(service, actNames, 'refuse');
  const database = await connectMongo(environment.MONGODB_URI);
  const client = await connectClient(environment);
  const taskQueue = environment.TEMPORAL_TASK_QUEUE;
  const progress = ({ open: all, left }: Resumed) => say(`  ${String(all - left)} / ${String(all)}`);
  try {
    const write = (letters: string, chainId: string, count: number) =>
      copies(database, environment.LEDGER_KEY, letters, chainId, count, say);
    const began = performance.now();
    await write('SEEDC', closed, seed.closed);
    await write('SEEDO', open, seed.open);
    const filed = performance.now();
    say('重新开始未办结的程序 · Resuming …');
    const resuming = resume({ connection: database, client, taskQueue, rows, progress });
    const ended = resuming.then(() => performance.now());
    const [resumed, end, took] = await Promise.all([resuming, ended, actsUntil(service, resuming)]);
    const resumeSeconds = rounded((end - filed) / 1000, 1);
    return {
      fileSeconds: rounded((filed - began) / 1000, 1),
      resumed,
      resumeSeconds,
      approvalMeanwhile: latencyOf(took),
      slowestMeanwhileMs: took.length === 0 ? null : rounded(Math.max(...took), 1),
      approvalAfterMs: rounded(await wholeApproval(service), 1),
    };
  } finally {
    await client.connection.close();
    await database.close();
  }
}

/** Cases are opened and approved until the work is over; how long each took, in ms. None is left behind. */
async function actsUntil(service: Service, work: Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  const course = { over: false };
  const end = work.finally(() => (course.over = true)).catch(() => undefined);
  while (!course.over) {
    took.push(await wholeApproval(service));
    await pause(BETWEEN_CASES_MS);
  }
  await end;
  return took;
}

async function wholeApproval(service: Service): Promise<number> {
  const began = performance.now();
  await partOf(service, actNames);
  return performance.now() - began;
}

/** Carries these acts of one approval out; the number of the case. `last`: how the last one decides. */
async function partOf(service: Service, names: readonly ActName[], last?: 'refuse'): Promise<string> {
  const [cast] = casts;
  if (!cast) throw new Error('The bench has no people');
  const connection = new Connection(service.url);
  const sent = scriptOf(cast, 'seed');
  let number = '';
  try {
    for (const name of names) {
      const act = actOf(name, cast, sent, number);
      const body = name === names.at(-1) && last ? { ...(act.body as object), decision: last } : act.body;
      const { answer } = await send(connection, service.sessions, { ...act, body });
      number ||= answer.caseNumber;
    }
    return number;
  } finally {
    connection.close();
  }
}

async function copies(
  database: Database,
  ledgerKey: string,
  prefix: string,
  chainId: string,
  count: number,
  say: Progress,
): Promise<void> {
  const original = await read(database, chainId);
  for (let from = 0; from < count; from += BATCH) {
    const made = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) =>
      copyOf(original, ledgerKey, prefix, from + index),
    );
    await bodiesOn(database).collection.insertMany(made.flatMap(({ bodies }) => bodies) as never[]);
    await headersOn(database).collection.insertMany(made.flatMap(({ headers }) => headers) as never[]);
    await proceduresOn(database).collection.insertMany(
      made.flatMap(({ procedures }) => procedures) as never[],
    );
    if (from % (BATCH * 50) === 0) say(`  ${prefix} ${String(from)} / ${String(count)}`);
  }
}

async function read(database: Database, chainId: string): Promise<Original> {
  const headers = await headersOn(database).find({ chainId }).sort({ seq: 1 }).lean<StoredHeader[]>();
  const bodies = await bodiesOn(database).find({ chainId }).lean<StoredBody[]>();
  const procedures = await proceduresOn(database).find({ chainId }).lean<Procedure[]>();
  return { chainId, headers, bodies: new Map(bodies.map((body) => [body._id, body])), procedures };
}

/** The same case under another number, of other people, its chain sealed anew. */
function copyOf(original: Original, ledgerKey: string, prefix: string, index: number) {
  const chainId = `${prefix}-2026-${String(index + 1).padStart(6, '0')}`;
  const days = 1 + (index % DAYS);
  const anew = <T>(value: T): T => earlier(renamed(value, original.chainId, chainId, index % PEOPLE), days);
  const headers: StoredHeader[] = [];
  const bodies: StoredBody[] = [];
  for (const header of original.headers) {
    const { hash: _, ...record } = anew(JSON.parse(header.bytes) as RecordHeader);
    const requestId = record.requestId === undefined ? undefined : `${record.requestId}-${chainId}`;
    const stored = original.bodies.get(header.body.sha256);
    const contents = stored ? anew(bodyOf(stored)) : {};
    const sealed = sealBody(
      ledgerKey,
      { chainId, body: contents, ...(requestId === undefined ? {} : { requestId }) },
      record.idem,
    );
    bodies.push(sealed);
    headers.push(
      sealHeader({
        ...record,
        ...(requestId === undefined ? {} : { requestId }),
        body: { sha256: sealed._id, sm3: sealed.sm3 },
        prev: headers.at(-1)?.hash ?? NO_HASH,
      }),
    );
  }
  return { headers, bodies, procedures: original.procedures.map(anew) };
}

/** Another case number and other people, wherever they stand. */
function renamed<T>(value: T, from: string, to: string, person: number): T {
  const text = JSON.stringify(value).replaceAll(from, to);
  const ids = [...new Set(everybody)];
  return JSON.parse(
    ids.reduce((said, id) => said.replaceAll(`"${id}"`, `"${id}-${String(person)}"`), text),
  ) as T;
}

/** The same with every moment (epoch ms) so many days earlier. */
function earlier<T>(value: T, days: number): T {
  if (typeof value === 'number') return (value > 1e12 ? value - days * DAY_MS : value) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => earlier(one, days)) as T;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, earlier(one as unknown, days)]),
  ) as T;
}
