/** What a database on a local disk needs from whoever runs it: room, and a restart when it has panicked. */
import { statfs } from 'node:fs/promises';
import { isSound } from './parts/mongodb.js';
import type { Report, Supervisor } from './supervisor.js';

/**
 * Below this the processes that write are stopped: a write that fails for want of space breaks the engine's
 * files.
 */
export const LEAST_FREE_BYTES = 300 * 1024 * 1024;
/** Above this they are started again; the gap keeps them from flapping. */
export const ENOUGH_FREE_BYTES = 500 * 1024 * 1024;

const EVERY_MS = 10_000;

/** The processes that write to the database. */
export const writers = ['worker', 'server'] as const;

/** What to do about the writers, given the free space and whether they are stopped for want of it. */
export function spaceDecision(freeBytes: number, stopped: boolean): 'stop' | 'resume' | 'nothing' {
  if (!stopped && freeBytes < LEAST_FREE_BYTES) return 'stop';
  if (stopped && freeBytes > ENOUGH_FREE_BYTES) return 'resume';
  return 'nothing';
}

/** Bytes free for this user on the folder's file system. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** What the duties watch. */
export interface Watched {
  readonly supervisor: Supervisor;
  readonly folder: string;
  /** The database that is ours to restart; none when its address was given. */
  readonly databaseAddress?: string;
  readonly report: Report;
}

/** Looks every ten seconds; the returned function ends it. */
export function keepDuties(watched: Watched): () => void {
  let stopped = false;
  let looking = false;
  const look = async (): Promise<void> => {
    stopped = await mindSpace(watched, stopped);
    if (watched.databaseAddress === undefined) return;
    if ((await isSound(watched.databaseAddress)) !== 'panicked') return;
    watched.report('数据库内部错误，重新启动 · The database has panicked (WT_PANIC); restarting it');
    await watched.supervisor.kill('MongoDB');
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look()
      .catch((error: unknown) => {
        watched.report(String(error));
      })
      .finally(() => {
        looking = false;
      });
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
  };
}

async function mindSpace({ supervisor, folder, report }: Watched, stopped: boolean): Promise<boolean> {
  const free = await freeBytes(folder);
  const megabytes = String(Math.floor(free / (1024 * 1024)));
  switch (spaceDecision(free, stopped)) {
    case 'stop':
      report(
        `磁盘仅剩 ${megabytes} MB，停止写入 · Only ${megabytes} MB free: worker and server are stopped until there is room`,
      );
      await supervisor.hold(writers);
      return true;
    case 'resume':
      report('磁盘空间恢复，继续 · There is room again: worker and server are started');
      await supervisor.resume(writers);
      return false;
    case 'nothing':
      return stopped;
  }
}
