import type { Writable } from 'node:stream';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Progress } from '../dev/parts/ways.js';
import { killInTurn } from './kill.js';
import { fullPlan, measure, quickPlan } from './measure.js';
import type { Seed } from './seed.js';
import { describeKills, describeReport } from './words.js';

/** Where the command writes: the answer, and its progress. */
export interface Surroundings {
  readonly output: Writable;
  readonly progress: Writable;
}

const DONE = 0;
/** A record was incomplete, or an act lost, doubled or torn. A missed mark alone is no failure. */
const NOT_WHOLE = 1;
const USAGE = 3;

/** A bureau's cases of many years. */
const SEED: Seed = { open: 10_000, closed: 100_000 };

/** How often each part is killed. */
const ROUNDS = 3;

const usage = `用法 · usage：npm run bench [-- 选项 · options]
  --json          只输出一个 JSON 对象 · one JSON object
  --quick         短时间 · short windows
  --seeded        先存入一万件在办、十万件已办结的案件 · 10,000 open and 100,000 closed cases on file first
  --open N, --closed N   --seeded 的另外件数 · other numbers for --seeded
  --kill          逐一 kill -9 各部件，检查有无丢失、重复、残缺 · kills each part in turn under load
  --profile DIR   工作进程和服务进程的 CPU 剖析文件 · CPU profiles of worker and server
环境 · environment：TEMPORAL_ADDRESS, MONGODB_URI, SMTP_URL 给出的部件不另行启动 · are used where given；
  SERVICE_URL 与 DEMO_PASSWORD：测量已在运行的服务 · measures a running service instead
`;

interface Request {
  readonly json: boolean;
  readonly quick: boolean;
  readonly seed: Seed | undefined;
  readonly kill: boolean;
  readonly profile: string | undefined;
}

/** Carries the bench out; the answer is the exit code. */
export async function main(
  argv: readonly string[],
  { output, progress }: Surroundings = { output: process.stdout, progress: process.stderr },
): Promise<number> {
  const request = readArguments(argv);
  if (typeof request === 'string') {
    progress.write(`${request}\n${usage}`);
    return USAGE;
  }
  const say: Progress = (line) => progress.write(`${line}\n`);
  const print = (words: string): boolean => output.write(`${words}\n`);
  if (request.kill) {
    const report = await killInTurn(request.quick ? 1 : ROUNDS, say);
    print(request.json ? JSON.stringify(report) : describeKills(report));
    const clean = report.lost + report.doubled + report.torn === 0 && report.ledgerIsWhole;
    return clean && report.acts > 0 ? DONE : NOT_WHOLE;
  }
  const profileFolder = request.profile === undefined ? undefined : resolve(request.profile);
  if (profileFolder !== undefined) mkdirSync(profileFolder, { recursive: true });
  const plan = { ...(request.quick ? quickPlan : fullPlan), ...(request.seed ? { seed: request.seed } : {}) };
  const report = await measure(plan, say, profileFolder);
  print(request.json ? JSON.stringify(report) : describeReport(report));
  const measured = [...report.levels, report.atPersonsPace];
  return measured.every(({ approvals, incompleteReadBacks }) => approvals > 0 && incompleteReadBacks === 0)
    ? DONE
    : NOT_WHOLE;
}

function readArguments(argv: readonly string[]): Request | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        seeded: { type: 'boolean', default: false },
        open: { type: 'string', default: String(SEED.open) },
        closed: { type: 'string', default: String(SEED.closed) },
        kill: { type: 'boolean', default: false },
        profile: { type: 'string' },
      },
    });
    return {
      json: values.json,
      quick: values.quick,
      seed: values.seeded ? { open: countOf(values.open), closed: countOf(values.closed) } : undefined,
      kill: values.kill,
      profile: values.profile,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function countOf(text: string): number {
  if (!/^[0-9]{1,7}$/.test(text)) throw new Error(`${text} 不是件数 · is no number of cases`);
  return Number(text);
}
