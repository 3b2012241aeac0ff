/**
 * A part is taken from the first way that has it. Every way that has not says why, so that a machine on which
 * a part cannot be had gets one error with the whole list instead of the last failure.
 */
import { createHash } from 'node:crypto';
import { constants, createReadStream, existsSync } from 'node:fs';
import { access, chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Told about steps that take long; one line at a time, without a line end. */
export type Progress = (line: string) => void;

/** One way to a part; `find` throws an error whose message says why this way does not lead there. */
export interface Way<Found> {
  readonly name: string;
  readonly find: () => Promise<Found>;
}

/** A way that was tried, and why it failed. */
export interface Try {
  readonly way: string;
  readonly why: string;
}

/** No way led to the part; the message lists all of them. */
export class PartUnavailable extends Error {
  constructor(
    readonly part: string,
    readonly tries: readonly Try[],
  ) {
    super(
      `无法取得「${part}」，已依次尝试 · ${part} cannot be had; tried in this order:\n` +
        tries.map(({ way, why }) => `  - ${way}: ${why.trim().replaceAll('\n', '\n    ')}`).join('\n'),
    );
    this.name = 'PartUnavailable';
  }
}

/** A file is not what the pinned checksum says it is. */
export class ChecksumMismatch extends Error {
  constructor(path: string, expected: string, actual: string) {
    super(
      `校验和不符，拒绝使用 · checksum mismatch, refused: ${path}\nexpected ${expected}\nfound    ${actual}`,
    );
    this.name = 'ChecksumMismatch';
  }
}

/** The first way's find, with the way's name; {@link PartUnavailable} when there is none. */
export async function firstOf<Found>(
  part: string,
  ways: readonly Way<Found>[],
): Promise<{ readonly found: Found; readonly way: string }> {
  const tries: Try[] = [];
  for (const way of ways) {
    try {
      return { found: await way.find(), way: way.name };
    } catch (error) {
      tries.push({ way: way.name, why: error instanceof Error ? error.message : String(error) });
    }
  }
  throw new PartUnavailable(part, tries);
}

/** The absolute path of an executable on PATH; throws when it is not there. */
export async function onPath(name: string, path = process.env['PATH'] ?? ''): Promise<string> {
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    const candidate = join(folder, name);
    if (await isExecutable(candidate)) return candidate;
  }
  throw new Error(`PATH 中没有 ${name} · ${name} is not on PATH`);
}

/** Whether the path is a file that may be run. */
export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** SHA-256 of a file, hex. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Throws {@link ChecksumMismatch} unless the file has the SHA-256. */
export async function verifyChecksum(path: string, expected: string): Promise<void> {
  const actual = await sha256(path);
  if (actual !== expected) throw new ChecksumMismatch(path, expected, actual);
}

/**
 * The folder of executables that were downloaded or built: CACHE_DIR, else the platform's place for caches.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const name = 'enforcement-procedure-service';
  if (environment['CACHE_DIR']) return environment['CACHE_DIR'];
  if (environment['XDG_CACHE_HOME']) return join(environment['XDG_CACHE_HOME'], name);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', name);
  return join(homedir(), '.cache', name);
}

/** An executable in the cache, with the checksum it had when it was put there. */
interface CacheEntry {
  readonly way: string;
  readonly sha256: string;
}

/** Where the cache keeps `executable` of the named entry. */
function cachePaths(entry: string, executable: string): { path: string; origin: string } {
  const folder = join(cacheFolder(), entry);
  return { path: join(folder, executable), origin: join(folder, 'origin.json') };
}

/** The cached executable, verified; throws when there is none or when it is no longer what was put there. */
export async function fromCache(entry: string, executable: string): Promise<string> {
  const { path, origin } = cachePaths(entry, executable);
  if (!existsSync(path) || !existsSync(origin)) throw new Error(`缓存中没有 · not in the cache (${path})`);
  const { sha256: expected } = JSON.parse(await readFile(origin, 'utf8')) as CacheEntry;
  await verifyChecksum(path, expected);
  return path;
}

/** Puts an executable into the cache under the entry, whole or not at all, and returns its path there. */
export async function intoCache(
  entry: string,
  executable: string,
  from: string,
  way: string,
): Promise<string> {
  const { path, origin } = cachePaths(entry, executable);
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${String(process.pid)}`;
  await copyFile(from, partial);
  await chmod(partial, 0o755);
  const kept: CacheEntry = { way, sha256: await sha256(partial) };
  await rename(partial, path);
  await writeFile(origin, `${JSON.stringify(kept, undefined, 2)}\n`);
  return path;
}

/**
 * Runs `work` in a scratch folder inside the cache (same file system, so that moves are cheap); removes it
 * after.
 */
export async function inScratch<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  await mkdir(cacheFolder(), { recursive: true });
  const folder = await mkdtemp(join(cacheFolder(), 'scratch-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
