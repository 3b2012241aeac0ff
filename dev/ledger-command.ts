import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { Connection } from 'mongoose';
import { lettersOf } from '../src/activities/letters/index.js';
import { rebuild } from '../src/activities/rebuild.js';
import { resume, type Resumed } from '../src/activities/resume.js';
import { connectMongo } from '../src/connections/mongodb.js';
import { connectClient } from '../src/connections/temporal.js';
import { readEnvironment, type Environment } from '../src/environment.js';
import { keepVerification } from '../src/models/findings.js';
import { createMongoLedgerStore } from '../src/models/ledger-store-mongo.js';
import { chainsOn } from '../src/models/ledger-reader.js';
import { createLetterBox, lettersOn, type Letter, type LetterState } from '../src/models/letter.js';
import { createPeople } from '../src/models/people.js';
import { prepareDatabase } from '../src/models/prepare-database.js';
import { createUnits } from '../src/models/units.js';
import { verify, type Verdict } from '../src/models/verify.js';
import { formatMoment } from '../src/workflows/law/moments.js';
import { rows } from '../src/workflows/law/procedure-rows.js';
import type { RecordHeader } from '../src/workflows/law/record/kinds.js';
import { showMatter, type Names } from './ledger-show.js';
import { localEnvironment } from './local-environment.js';

/** Where the command writes, and its settings; a test gives its own. */
export interface Surroundings {
  readonly output: Writable;
  readonly errors: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Whole, or the command was carried out. */
const DONE = 0;
/** The record does not hold together, or what was asked for is not there. */
const NOT_WHOLE = 1;
/** The caller typed something wrong, or the settings are not there. */
const USAGE = 3;

class UsageError extends Error {}

const usage = `用法：npm run -s ledger -- <命令> [--case 案号] [--json]
  verify    核验记录链：完整退出 0；被改动退出 1，并指出第一处（案件、序号、字段）
  rebuild   由记录重建各投影和缺失的信件（已发出的信件不重发）
  resume    为每个未办结而没有运行的程序重新开始运行，快慢随工作进程；没有工作进程时停下，退出 1
  letters   列出还没有送达的信件，及其最近一次失败的原因
  show      用中文打印一个案件的全部记录（须 --case）
  export    逐行输出一个案件的全部文档，供另行核验（须 --case；另一核验程序：dev/verify.py）
`;

type Request = { case: string | undefined; json: boolean };
type Context = {
  environment: Environment;
  connection: Connection;
  request: Request;
  print: (line: string) => void;
  /** How far it has come, where a command takes long. */
  say: (line: string) => void;
};

const commands: Record<string, (context: Context) => Promise<number>> = {
  verify: runVerify,
  rebuild: runRebuild,
  resume: runResume,
  letters: runLetters,
  show: runShow,
  export: runExport,
};

/**
 * Carries out one command; the answer is the exit code. Settings: the environment, else those of the
 * running local stack.
 */
export async function main(
  argv: readonly string[],
  { output, errors, environment }: Surroundings = {
    output: process.stdout,
    errors: process.stderr,
    environment: process.env,
  },
): Promise<number> {
  try {
    const { command, request } = readArguments(argv);
    const settings = readSettings(environment);
    const connection = await connectMongo(settings.MONGODB_URI);
    try {
      return await command({
        environment: settings,
        connection,
        request,
        print: (line) => output.write(`${line}\n`),
        say: (line) => errors.write(`${line}\n`),
      });
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    errors.write(`${error.message}\n${usage}`);
    return USAGE;
  }
}

function readArguments(argv: readonly string[]): {
  command: (context: Context) => Promise<number>;
  request: Request;
} {
  const { name, values } = parse(argv);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(name === '' ? '请写明命令' : `没有命令 ${name}`);
  if (values.case === undefined && (name === 'show' || name === 'export'))
    throw new UsageError(`${name} 须写明 --case`);
  return { command, request: { case: values.case, json: values.json ?? false } };
}

function parse(argv: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { case: { type: 'string' }, json: { type: 'boolean' } },
    });
    if (positionals.length > 1) throw new UsageError(`多余的参数：${positionals.slice(1).join(' ')}`);
    return { name: positionals[0] ?? '', values };
  } catch (error) {
    if (isArgumentError(error)) throw new UsageError(error.message);
    throw error;
  }
}

const isArgumentError = (error: unknown): error is { code: string; message: string } =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  String(error.code).startsWith('ERR_PARSE_ARGS');

function readSettings(environment: Surroundings['environment']): Environment {
  const found = environment['MONGODB_URI'] === undefined ? localEnvironment() : environment;
  if (!found) throw new UsageError('没有运行中的本地环境，环境变量中也没有 MONGODB_URI');
  try {
    return readEnvironment({ ...found });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function runVerify({ environment, connection, request, print }: Context): Promise<number> {
  const verdict = await verify(chainsOn(connection, request.case), environment.LEDGER_KEY);
  if (request.case === undefined) await noteVerdict(connection, verdict);
  print(request.json ? JSON.stringify(verdict) : describeVerdict(verdict));
  return verdict.whole ? DONE : NOT_WHOLE;
}

/** For the alarms. The verdict does not depend on whether it can be noted. */
async function noteVerdict(connection: Connection, { chains, records, ...verdict }: Verdict): Promise<void> {
  const faults = verdict.whole ? 0 : Math.max(verdict.problems.length, 1);
  await keepVerification(connection, { at: Date.now(), chains, records, faults }).catch(() => undefined);
}

/** The verdict in words. */
export function describeVerdict({ whole, chains, records, bodies, problems }: Verdict): string {
  const counted = `${String(chains)} 个案件、${String(records)} 条记录、${String(bodies)} 份内容`;
  if (whole) return `完整：${counted}均与其摘要一致。`;
  const lines = problems.map(
    ({ chainId, seq, field, expected, found }) =>
      `  ${chainId} 第 ${String(seq)} 号记录 ${field}：应为 ${expected}，实为 ${found}`,
  );
  return [`不完整（核验了${counted}）。各案件的第一处：`, ...lines].join('\n');
}

async function runRebuild({ environment, connection, request, print }: Context): Promise<number> {
  await prepareDatabase(connection);
  const letterBox = createLetterBox(connection, new URL(environment.PUBLIC_URL).hostname);
  const store = createMongoLedgerStore(connection);
  const rebuilt = await rebuild({ connection, store, letterBox, rows, lettersOf }, request.case);
  const { chains, procedures, records } = rebuilt;
  print(
    request.json
      ? JSON.stringify(rebuilt)
      : `已由 ${String(records)} 条记录重建 ${String(chains)} 个案件的 ${String(procedures)} 个程序。`,
  );
  return DONE;
}

async function runResume({ environment, connection, request, print, say }: Context): Promise<number> {
  const client = await connectClient(environment);
  const progress = ({ open, left }: Resumed) =>
    say(`  已处理 ${String(open - left)} / ${String(open)} 个程序 …`);
  try {
    const taskQueue = environment.TEMPORAL_TASK_QUEUE;
    const resumed = await resume({ connection, client, taskQueue, rows, progress }, request.case);
    print(request.json ? JSON.stringify(resumed) : describeResumed(resumed));
    return resumed.left === 0 ? DONE : NOT_WHOLE;
  } finally {
    await client.connection.close();
  }
}

function describeResumed({ open, running, started, waiting, left }: Resumed): string {
  const done = `未办结程序 ${String(open)} 个：正在运行 ${String(running)} 个，重新开始 ${String(started)} 个。`;
  if (left > 0)
    return `${done}没有工作进程接手，还有 ${String(left)} 个没有处理：请启动工作进程后再执行一次。`;
  return waiting === 0 ? done : `${done}其中 ${String(waiting)} 个尚待工作进程接手。`;
}

/** Letters still to be delivered, the longest waiting first: ids only, no name and no address. */
async function runLetters({ connection, request, print }: Context): Promise<number> {
  const wanted = {
    state: { $in: UNDELIVERED },
    ...(request.case === undefined ? {} : { chainId: request.case }),
  };
  const unsent = await lettersOn(connection).find(wanted).sort({ createdAt: 1 }).lean<Letter[]>();
  if (request.json) print(JSON.stringify(unsent));
  else for (const letter of unsent) print(describeLetter(letter));
  if (!request.json && unsent.length === 0) print('没有待送达的信件。');
  return DONE;
}

const UNDELIVERED: readonly LetterState[] = ['pending', 'sending', 'failing'];

const describeLetter = ({ chainId, template, step, recipient, attempts, lastError, nextAttemptAt }: Letter) =>
  `${chainId} ${step} ${template} → ${recipient}：已试 ${String(attempts)} 次` +
  `${lastError === undefined ? '' : `，最近 ${lastError}`}，下次 ${formatMoment(nextAttemptAt)}`;

async function runShow({ connection, request, print }: Context): Promise<number> {
  const store = createMongoLedgerStore(connection);
  const records = await store.since(request.case ?? '', 1);
  if (records.length === 0) {
    print(request.json ? '[]' : `没有案件 ${request.case ?? ''}。`);
    return NOT_WHOLE;
  }
  const names = await namesIn(connection, records);
  for await (const line of showMatter(store, records, rows, names, request.json)) print(line);
  return DONE;
}

/** What the units, and the persons whom these records name, are called. */
async function namesIn(connection: Connection, records: readonly RecordHeader[]): Promise<Names> {
  const onFile = createPeople(connection);
  const named = records.flatMap(({ opens, facts, actor }) => [
    ...opens.flatMap((task) => task.candidates),
    ...Object.values((facts['people'] ?? {}) as Readonly<Record<string, string[]>>).flat(),
    actor.id,
  ]);
  const found = await Promise.all([...new Set(named)].map((id) => onFile.personById(id)));
  const people = new Map(found.flatMap((one) => (one ? [[one.id, one.name] as const] : [])));
  const units = new Map((await createUnits(connection).listUnits()).map(({ _id, name }) => [_id, name]));
  return { person: (id) => people.get(id) ?? id, unit: (id) => units.get(id) ?? id };
}

async function runExport({ connection, request, print }: Context): Promise<number> {
  for await (const { headers, bodies, known } of chainsOn(connection, request.case)) {
    if (headers.length === 0) return NOT_WHOLE;
    for (const header of headers) print(JSON.stringify({ header }));
    for (const body of bodies) print(JSON.stringify({ body }));
    print(JSON.stringify({ known }));
  }
  return DONE;
}
