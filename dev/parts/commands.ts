/** Runs the programs that fetch or build a part, with progress, a time limit, and a reason when they fail. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa, ExecaError } from 'execa';
import type { Progress } from './ways.js';

const PROGRESS_EVERY_SECONDS = 10;
const REASON_LINES = 3;
/** Lines that say nothing of a reason: blank, brackets, stack frames, Node's signature. */
const NOISE = /^[\s^{}\])]*$|^\s*at .*:\d+:\d+\)?$|^Node\.js v/;

/** How a command is run; the limit is wall clock. */
export interface CommandOptions {
  readonly limitSeconds: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Told every ten seconds: this label, the time gone, and the command's latest line. */
  readonly label?: string;
  readonly progress?: Progress;
  /** Ended early when nothing below this folder grows for this long: a closed network often just hangs. */
  readonly growing?: { readonly folder: string; readonly stallSeconds: number };
}

/** What a command wrote on stdout; throws an error with its last lines when it fails or its limit passes. */
export async function command(
  file: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const started = Date.now();
  const stop = new AbortController();
  const child = execa(file, args, {
    all: true,
    stdin: 'ignore',
    timeout: options.limitSeconds * 1000,
    cancelSignal: stop.signal,
    ...(options.environment && { env: options.environment }),
    ...(options.cwd && { cwd: options.cwd }),
  });
  let latest = '';
  child.all.on('data', (chunk: Buffer) => {
    latest = lastLine(chunk.toString()) || latest;
  });
  const report = setInterval(() => {
    const gone = Math.round((Date.now() - started) / 1000);
    options.progress?.(`  … ${options.label ?? file} ${String(gone)} s  ${latest.slice(0, 80)}`);
  }, PROGRESS_EVERY_SECONDS * 1000);
  const finished = new AbortController();
  const stalled = options.growing
    ? watchGrowth(options.growing.folder, options.growing.stallSeconds, finished.signal, stop)
    : undefined;
  try {
    return (await child).stdout;
  } catch (error) {
    throw new Error(reason(error, options), { cause: error });
  } finally {
    clearInterval(report);
    finished.abort();
    await stalled;
  }
}

/** The last lines of a command's output: what a person needs to know about its failure. */
function reason(error: unknown, options: CommandOptions): string {
  if (!(error instanceof ExecaError)) return String(error);
  if (error.isCanceled)
    return `${String(options.growing?.stallSeconds)} s 内没有收到数据 · nothing arrived within that time`;
  if (error.timedOut) return `超过 ${String(options.limitSeconds)} s · not done within that time`;
  if (error.code === 'ENOENT') return `没有该命令 · no such command: ${error.command}`;
  const lines = (typeof error.all === 'string' ? error.all : '')
    .split('\n')
    .filter((line) => !NOISE.test(line));
  return lines.slice(-REASON_LINES).join('\n') || error.shortMessage;
}

function lastLine(text: string): string {
  return (
    text
      .split(/[\r\n]+/)
      .findLast((line) => line.trim() !== '')
      ?.trim() ?? ''
  );
}

async function watchGrowth(
  folder: string,
  stallSeconds: number,
  finished: AbortSignal,
  stop: AbortController,
): Promise<void> {
  let size = 0;
  let grewAt = Date.now();
  while (!finished.aborted) {
    const now = await folderBytes(folder);
    if (now > size) grewAt = Date.now();
    size = now;
    if (Date.now() - grewAt > stallSeconds * 1000) {
      stop.abort();
      return;
    }
    await sleep(500, undefined, { signal: finished }).catch(() => undefined);
  }
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map((entry) =>
      stat(join(folder, entry)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
