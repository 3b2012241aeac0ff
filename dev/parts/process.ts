/**
 * The processes of the parts: started in a group of their own (a Ctrl-C of the terminal reaches only the
 * command that started them, which then stops them in order), writing to a log file (no pipe to break, no
 * terminal to hold), and ended by guard.mjs should the command itself disappear.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFolder } from '../project.js';

const POLL_MS = 40;
const LOG_LIMIT_BYTES = 20 * 1024 * 1024;
const LAST_LINES = 12;

/** How a process is started. */
export interface ProcessOptions {
  /** What people call it; used in messages. */
  readonly name: string;
  readonly executable: string;
  readonly args: readonly string[];
  /** The whole environment of the process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly logFile: string;
  /** How long it may take to stop on SIGTERM before it is killed. */
  readonly graceSeconds?: number;
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A started process. */
export interface Running {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Resolves when it is gone, however it went. */
  readonly ended: Promise<Ending>;
  /** Set once it is gone. */
  readonly ending: () => Ending | undefined;
  /** What it has written since it was started. */
  readonly output: () => string;
  /** SIGTERM, then SIGKILL after the grace; resolves when it is gone. */
  readonly stop: () => Promise<Ending>;
  /** SIGKILL; resolves when it is gone. */
  readonly kill: () => Promise<Ending>;
}

/** A part that did not come up, with the last lines it wrote. */
export class StartFailed extends Error {
  constructor(
    readonly part: string,
    readonly output: string,
    why: string,
  ) {
    super(`「${part}」未能启动 · ${part} did not start: ${why}\n${lastLines(output)}`);
    this.name = 'StartFailed';
  }
}

/** A port that a part needs is taken by somebody else. */
export class PortInUse extends Error {
  constructor(
    readonly port: number,
    readonly part: string,
    readonly setting: string,
  ) {
    super(
      `端口 ${String(port)}（${part}）已被占用，可用环境变量 ${setting} 改用其他端口 · ` +
        `port ${String(port)} (${part}) is in use; set ${setting} to use another`,
    );
    this.name = 'PortInUse';
  }
}

/** Starts a process; does not wait until it is of use, see {@link until}. */
export function startProcess(options: ProcessOptions): Running {
  mkdirSync(dirname(options.logFile), { recursive: true });
  if (existsSync(options.logFile) && statSync(options.logFile).size > LOG_LIMIT_BYTES) {
    renameSync(options.logFile, `${options.logFile}.1`);
  }
  const log = openSync(options.logFile, 'a', 0o600);
  const offset = statSync(options.logFile).size;
  const child = spawn(options.executable, options.args, {
    cwd: options.folder,
    env: options.environment,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return running(child, options, offset);
}

function running(child: ChildProcess, options: ProcessOptions, offset: number): Running {
  const pid = child.pid ?? 0;
  let ending: Ending | undefined = pid === 0 ? { code: null, signal: null } : undefined;
  const ended = new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => {
      ending = { code, signal };
      tellGuard('-', pid);
      resolve(ending);
    });
    child.once('error', () => {
      if (ending) resolve(ending);
    });
  });
  if (pid > 0) tellGuard('+', pid);
  const kill = async (): Promise<Ending> => {
    if (!ending) signalGroup(pid, 'SIGKILL');
    return ended;
  };
  const stop = async (): Promise<Ending> => {
    if (ending) return ending;
    signalGroup(pid, 'SIGTERM');
    const late = new AbortController();
    const grace = sleep((options.graceSeconds ?? 10) * 1000, 'late' as const, { signal: late.signal });
    const first = await Promise.race([ended, grace]);
    late.abort();
    await grace.catch(() => undefined);
    return first === 'late' ? kill() : first;
  };
  const output = (): string => readFileSync(options.logFile).subarray(offset).toString();
  return {
    name: options.name,
    pid,
    logFile: options.logFile,
    ended,
    ending: () => ending,
    output,
    stop,
    kill,
  };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already, and its `exit` event is on its way.
  }
}

let guard: ChildProcess | undefined;
const guarded = new Set<number>();

function tellGuard(sign: '+' | '-', pid: number): void {
  if (sign === '+') guarded.add(pid);
  else guarded.delete(pid);
  if (guard?.exitCode === null && guard.signalCode === null) {
    guard.stdin?.write(`${sign}${String(pid)}\n`);
    return;
  }
  guard = spawn(process.execPath, [join(projectFolder, 'dev', 'guard.mjs')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  guard.unref();
  guard.stdin?.on('error', () => undefined);
  // A pipe is a socket to Node; it must not keep the command alive.
  (guard.stdin as Socket | null)?.unref();
  for (const each of guarded) guard.stdin?.write(`+${String(each)}\n`);
}

/**
 * Waits until `ready` holds, asking again and again; throws {@link StartFailed} as soon as the process is
 * gone or the limit has passed. An error thrown by `ready` means not yet.
 */
export async function until(
  process: Running,
  limitSeconds: number,
  ready: () => Promise<boolean>,
): Promise<void> {
  const limit = Date.now() + limitSeconds * 1000;
  let latest = '';
  for (;;) {
    const ending = process.ending();
    if (ending) {
      const how = String(ending.code ?? ending.signal ?? 'could not be run');
      throw new StartFailed(process.name, process.output(), `ended (${how})`);
    }
    try {
      if (await ready()) return;
    } catch (error) {
      latest = error instanceof Error ? error.message : String(error);
    }
    if (Date.now() > limit) {
      const output = process.output();
      await process.kill();
      throw new StartFailed(process.name, output, `not ready after ${String(limitSeconds)} s ${latest}`);
    }
    await sleep(POLL_MS);
  }
}

/** Whether something accepts connections on a loopback port. */
export async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

/** Below the ports of outgoing connections, one of which might take a port before its part does. */
const PORTS = { first: 15_000, end: 32_000 } as const;

/** A port that is free now; whoever wants it must take it soon. */
export async function freePort(): Promise<number> {
  for (;;) {
    try {
      return await listenOnce(randomInt(PORTS.first, PORTS.end));
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

/** Throws {@link PortInUse} when the port cannot be taken. */
export async function requireFreePort(port: number, part: string, setting: string): Promise<void> {
  try {
    await listenOnce(port);
  } catch (error) {
    throw isTaken(error) ? new PortInUse(port, part, setting) : error;
  }
}

function isTaken(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' || code === 'EACCES';
}

async function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo;
      server.close(() => {
        resolve(taken);
      });
    });
  });
}

/** The end of what a process wrote. */
export function lastLines(output: string, count = LAST_LINES): string {
  return output
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map((line) => `  | ${line.slice(0, 300)}`)
    .join('\n');
}
