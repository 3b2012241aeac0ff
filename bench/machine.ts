/** What processes and folders cost, read from /proc and the file system. Figures of processes: Linux only. */
import { existsSync, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

/** The kernel counts in hundredths of a second on every platform Node runs on. */
const TICK_MS = 10;
const BLOCK_BYTES = 512;

/** CPU time a process has used since it began, all threads, in ms; null when it cannot be read. */
export function cpuMsOf(pid: number): number | null {
  const fields = fieldsOf(`/proc/${String(pid)}/stat`);
  return fields === undefined ? null : (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** The fields after the command's name, which may hold blanks. */
function fieldsOf(path: string): string[] | undefined {
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
}

/** Memory a process holds now, in MiB; null when it cannot be read. */
export function rssMibOf(pid: number): number | null {
  const path = `/proc/${String(pid)}/status`;
  if (!existsSync(path)) return null;
  const [, kibibytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(path, 'utf8')) ?? [];
  return kibibytes === undefined ? null : Math.round(Number(kibibytes) / 1024);
}

/** CPU time the whole machine has spent on anything, in ms; null when it cannot be read. */
export function busyMs(): number | null {
  if (!existsSync('/proc/stat')) return null;
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, soft = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + interrupts + soft) * TICK_MS;
}

/** Bytes a folder takes on disk, the files left out for which `counts` says no. */
export async function bytesOnDisk(folder: string, counts: (name: string) => boolean): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (!counts(entry.name)) return 0;
    if (entry.isDirectory()) return bytesOnDisk(path, counts);
    return (await stat(path)).blocks * BLOCK_BYTES;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/**
 * Not the log that a database allocates in full before it writes to it: it is used again and again, and holds
 * nothing that is not in the other files once the database has been stopped.
 */
export const isNoDatabaseLog = (name: string): boolean =>
  !/^WiredTiger(Log|Preplog|Tmplog)\./.test(name) && name !== 'journal';

/** What the figures were taken on. */
export interface Machine {
  readonly cores: number;
  readonly memoryGib: number;
  readonly node: string;
  readonly platform: string;
}

/** This machine. */
export const machine = (): Machine => ({
  cores: cpus().length,
  memoryGib: Math.round(totalmem() / 1024 ** 3),
  node: process.versions.node,
  platform: `${process.platform}-${process.arch}`,
});

/** How many processes wanted a core, on average, over the last 1, 5 and 15 minutes. */
export const loadAverage = (): number[] => loadavg().map((load) => Math.round(load * 100) / 100);
