/**
 * The data folder of the local stack: everything that survives a restart, the secrets made on the first
 * start, and the note of who is running on it.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execFileSync } from 'node:child_process';
import { projectFolder } from './project.js';

const SECRETS = ['SESSION_SECRET', 'LEDGER_KEY', 'LINK_KEY', 'PAYLOAD_KEYS'] as const;

/** The settings that are secret; their meaning is in src/environment.ts. */
export type Secrets = Readonly<Record<(typeof SECRETS)[number], string>>;

/** Addresses for people. */
export interface Addresses {
  readonly page: string;
  readonly temporalUi?: string;
  readonly temporal: string;
  readonly mongodb: string;
  readonly inbox?: string;
  /** Of server and worker, for Prometheus. */
  readonly metrics?: readonly string[];
}

/** Written by the running stack, read by a second start and by the commands that need its database. */
export interface StackState {
  readonly pid: number;
  readonly startedAt: string;
  /**
   * Settings that the stack gave worker and server, without the secrets; not there while it is still
   * starting.
   */
  readonly environment?: Readonly<Record<string, string>>;
  readonly addresses?: Addresses;
}

/** A stack runs on this data folder already. */
export class AlreadyRunning extends Error {
  constructor(readonly state: StackState) {
    const where = state.addresses ? describeAddresses(state.addresses) : '  (正在启动 · still starting)';
    super(
      `本项目已在运行（进程 ${String(state.pid)}，自 ${state.startedAt}）· ` +
        `Already running (process ${String(state.pid)}, since ${state.startedAt})\n${where}`,
    );
    this.name = 'AlreadyRunning';
  }
}

/** Addresses, one a line, for people. */
export function describeAddresses(addresses: Addresses): string {
  const lines: [string, string | undefined][] = [
    ['办案网页 · page', addresses.page],
    ['接口文档 · API docs', `${addresses.page}/api/docs`],
    ['邮件收件箱 · inbox', addresses.inbox],
    ['Temporal Web UI', addresses.temporalUi],
    ['Temporal', addresses.temporal],
    ['MongoDB', addresses.mongodb],
    ['指标 · metrics', addresses.metrics?.join('  ')],
  ];
  return lines
    .filter(([, address]) => address !== undefined)
    .map(([label, address]) => `  ${label}: ${String(address)}`)
    .join('\n');
}

/** DATA_DIR, else data/ in the project. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(projectFolder, environment['DATA_DIR'] ?? 'data');
}

/**
 * The settings of the stack that runs on the data folder, secrets included; undefined when none runs. For
 * commands that work on its database.
 */
export function localEnvironment(folder = dataFolder()): Record<string, string> | undefined {
  const state = readState(folder);
  if (!state?.environment || !isRunning(state.pid)) return undefined;
  return { ...state.environment, ...readSecrets(folder) };
}

/** The addresses of the stack that runs on the data folder; undefined when none runs. */
export function localAddresses(folder = dataFolder()): Addresses | undefined {
  const state = readState(folder);
  return state?.addresses && isRunning(state.pid) ? state.addresses : undefined;
}

/**
 * Takes the data folder for this process; throws {@link AlreadyRunning} when another has it. The note of a
 * process that is gone is replaced.
 */
export function takeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const state: StackState = { pid: process.pid, startedAt: new Date().toISOString() };
      writeFileSync(statePath(folder), JSON.stringify(state), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const state = readState(folder);
      if (state && isRunning(state.pid)) throw new AlreadyRunning(state);
      rmSync(statePath(folder), { force: true });
    }
  }
  throw new Error(`${statePath(folder)} could not be written`);
}

/** Adds to the note what the stack's processes were started with; `environment` holds no secrets. */
export function writeState(folder: string, environment: Record<string, string>, addresses: Addresses): void {
  const state: StackState = {
    pid: process.pid,
    startedAt: readState(folder)?.startedAt ?? new Date().toISOString(),
    environment,
    addresses,
  };
  writeFileSync(statePath(folder), `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
}

/** Gives the data folder back. */
export function releaseFolder(folder: string): void {
  if (readState(folder)?.pid === process.pid) rmSync(statePath(folder), { force: true });
}

function statePath(folder: string): string {
  return join(folder, 'running.json');
}

function readState(folder: string): StackState | undefined {
  try {
    return JSON.parse(readFileSync(statePath(folder), 'utf8')) as StackState;
  } catch {
    return undefined;
  }
}

/** A pid alone proves nothing after a reboot: the process must also be a start of this project. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    const commandLine = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return /\bstart\.mjs\b/.test(commandLine);
  } catch {
    return false;
  }
}

/**
 * The secrets of the data folder; made when it is new. A folder that holds a ledger but no secrets is
 * refused: a ledger checked with another key looks tampered with, and payloads can no longer be read.
 */
export function secretsOf(folder: string, holdsRecords: boolean): Secrets {
  const path = join(folder, 'secrets.json');
  if (existsSync(path)) return readSecrets(folder);
  if (holdsRecords) {
    throw new Error(
      `${path} 缺失，而数据已存在：请从备份恢复该文件 · is missing although there are records; restore it from a backup`,
    );
  }
  const secrets: Secrets = {
    SESSION_SECRET: randomBytes(32).toString('base64'),
    LEDGER_KEY: randomBytes(32).toString('base64'),
    LINK_KEY: randomBytes(32).toString('base64'),
    PAYLOAD_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify(secrets, undefined, 2)}\n`, { flag: 'wx', mode: 0o600, flush: true });
  return secrets;
}

function readSecrets(folder: string): Secrets {
  const path = join(folder, 'secrets.json');
  chmodSync(path, 0o600);
  const secrets = JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>;
  const missing = SECRETS.filter((name) => typeof secrets[name] !== 'string');
  if (missing.length > 0) throw new Error(`${path} 不完整 · is incomplete: ${missing.join(', ')}`);
  return secrets as Secrets;
}
