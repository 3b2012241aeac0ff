/**
 * The database: MongoDB as a single-node replica set, or the MongoDB-wire server that can be built from its
 * crate.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { mongod, secantus } from '../versions.js';
import { command } from './commands.js';
import { startProcess, StartFailed, until, type Running } from './process.js';
import { fromVendor } from './vendor.js';
import {
  firstOf,
  fromCache,
  inScratch,
  intoCache,
  onPath,
  verifyChecksum,
  type Progress,
  type Way,
} from './ways.js';

/** Which program it is. Their files differ, so a data folder stays with the one that wrote it. */
export type Engine = 'mongod' | 'secantus';

/** An executable, which engine it is, and how it was come by. */
export interface FoundDatabase {
  readonly engine: Engine;
  readonly executable: string;
  readonly way: string;
}

type Executable = Omit<FoundDatabase, 'way'>;

const MONGOD_ENTRY = `mongod-${mongod.version}`;
const SECANTUS_ENTRY = `secantus-${secantus.version}`;
const READY_SECONDS = 90;

/**
 * The executable from the first way that has it; throws PartUnavailable with every way tried. With a data
 * folder that one engine has written already, only the ways to that engine are tried.
 */
export async function findDatabase(progress: Progress, folder?: string): Promise<FoundDatabase> {
  const owner = folder === undefined ? undefined : writtenBy(folder);
  const { found, way } = await firstOf(
    owner === undefined ? 'MongoDB' : `MongoDB (${owner})`,
    waysTo(progress, owner),
  );
  return { ...found, way };
}

/** The engine whose files are in the folder. */
export function writtenBy(folder: string): Engine | undefined {
  if (existsSync(join(folder, 'secantus'))) return 'secantus';
  if (existsSync(join(folder, 'mongod'))) return 'mongod';
  return undefined;
}

/** The ways in order; with an engine given, those to that engine. */
export function waysTo(progress: Progress, only?: Engine): Way<Executable>[] {
  const way = (
    engine: Engine,
    name: string,
    find: () => Promise<string>,
  ): Way<Executable> & { engine: Engine } => ({
    engine,
    name,
    find: async () => ({ engine, executable: await find() }),
  });
  return [
    way('mongod', 'PATH (mongod)', mongodOnPath),
    way('secantus', `PATH (${secantus.executable})`, secantusOnPath),
    way('mongod', '缓存 · cache (mongod)', () => fromCache(MONGOD_ENTRY, 'mongod')),
    way('secantus', `缓存 · cache (${secantus.executable})`, () =>
      fromCache(SECANTUS_ENTRY, secantus.executable),
    ),
    way('mongod', '官方下载 · vendor download (mongod)', () =>
      fromVendor(
        { part: 'mongod', release: mongod.version, entry: MONGOD_ENTRY, executable: 'mongod' },
        progress,
      ),
    ),
    way('secantus', `cargo (${secantus.crate})`, () => fromCrate(progress)),
  ].filter(({ engine }) => only === undefined || engine === only);
}

async function mongodOnPath(): Promise<string> {
  const executable = await onPath('mongod');
  const version = /v(\d+)\.\d+/.exec(await command(executable, ['--version'], { limitSeconds: 20 }));
  if (Number(version?.[1] ?? 0) >= mongod.oldestMajor) return executable;
  throw new Error(`${executable} 版本过旧 · too old, ${String(mongod.oldestMajor)}.0 or newer is needed`);
}

async function secantusOnPath(): Promise<string> {
  const executable = await onPath(secantus.executable);
  const version = await command(executable, ['--version'], { limitSeconds: 20 });
  if (version.includes(secantus.version)) return executable;
  throw new Error(`${executable} 不是所需版本 · is not ${secantus.version} (${version.trim()})`);
}

/** Arguments of the build; `--locked` pins its dependencies by the checksums in the crate's own lockfile. */
export function crateArguments(folder: string): string[] {
  return [
    'install',
    secantus.crate,
    '--version',
    secantus.version,
    '--ignore-rust-version',
    '--locked',
  ].concat([...['--root', folder]]);
}

async function fromCrate(progress: Progress): Promise<string> {
  const cargo = await onPath('cargo');
  await onPath('cmake');
  progress(
    '编译数据库（仅首次，约 3–8 分钟）· Building the database (this once, about 3 to 8 minutes on two cores) …',
  );
  return inScratch(async (folder) => {
    await command(cargo, crateArguments(folder), {
      limitSeconds: 60 * 60,
      environment: { CARGO_TARGET_DIR: join(folder, 'target') },
      label: 'cargo install',
      progress,
    });
    await verifyArchive();
    const built = join(folder, 'bin', secantus.executable);
    return intoCache(SECANTUS_ENTRY, secantus.executable, built, `cargo install ${secantus.crate}`);
  });
}

/**
 * cargo checks the archive against its registry; this checks it against what was read and measured for this
 * project.
 */
async function verifyArchive(): Promise<void> {
  const registries = join(process.env['CARGO_HOME'] ?? join(homedir(), '.cargo'), 'registry', 'cache');
  const archive = `${secantus.crate}-${secantus.version}.crate`;
  const folders = await readdir(registries).catch(() => []);
  const copies = folders
    .map((folder) => join(registries, folder, archive))
    .filter((path) => existsSync(path));
  if (copies.length === 0)
    throw new Error(`cargo 没有留下 ${archive}，无法核对校验和 · cannot verify ${archive}`);
  for (const copy of copies) await verifyChecksum(copy, secantus.archive);
}

/** How a database of our own is started. */
export interface DatabaseOptions {
  readonly engine: Engine;
  readonly executable: string;
  /** Holds a folder for the engine's files. */
  readonly folder: string;
  readonly port: number;
  readonly logFile: string;
  readonly progress?: Progress;
}

/** A running database: `address` is its URI without a database's name. */
export interface RunningDatabase extends Running {
  readonly address: string;
}

/** Puts a database's name into a URI that has none. */
export function withDatabase(uri: string, name: string): string {
  return uri.replace(/\/\?/, `/${name}?`);
}

/** Starts the database; resolves when it answers. Files that a full disk left broken are repaired, once. */
export async function startDatabase(options: DatabaseOptions): Promise<RunningDatabase> {
  const files = join(options.folder, options.engine);
  await mkdir(files, { recursive: true });
  try {
    return await startOnce(options, files, {});
  } catch (error) {
    if (!(error instanceof StartFailed) || afterFailedStart(options.engine, error.output) === 'giveUp')
      throw error;
    const copy = `${files}.before-salvage-${new Date().toISOString().replaceAll(':', '')}`;
    options.progress?.(
      `数据库文件受损，备份后修复 · The database's files are damaged: copied to ${copy}, repairing …`,
    );
    await cp(files, copy, { recursive: true });
    const repaired = await startOnce(options, files, { SECANTUS_WT_CONFIG_EXTRA: 'salvage=true' });
    await repaired.stop();
    return startOnce(options, files, {});
  }
}

/**
 * After a disk was full the engine refuses its own files, even with space again, and says so; started once
 * with salvage it lost nothing that had been acknowledged. Any other failure is not ours to repair.
 */
export function afterFailedStart(engine: Engine, output: string): 'salvage' | 'giveUp' {
  return engine === 'secantus' && output.includes('WT_TRY_SALVAGE') ? 'salvage' : 'giveUp';
}

async function startOnce(
  options: DatabaseOptions,
  files: string,
  environment: Record<string, string>,
): Promise<RunningDatabase> {
  const address =
    `mongodb://127.0.0.1:${String(options.port)}/` +
    '?directConnection=true&retryWrites=true&w=majority&journal=true';
  const process = startProcess({
    name: 'MongoDB',
    executable: options.executable,
    args:
      options.engine === 'mongod' ? mongodArguments(options, files) : await secantusArguments(options, files),
    environment: { ...globalThis.process.env, ...environment },
    folder: options.folder,
    logFile: options.logFile,
    graceSeconds: 30,
  });
  await until(process, READY_SECONDS, () => isWritable(address, options.engine));
  return { ...process, address };
}

/**
 * `--sync-on-commit`: without it the engine accepts `journal=true` and ignores it, and a kill loses
 * acknowledged writes. `--config`: without it settings are read from files that happen to lie in the working
 * or home folder.
 */
async function secantusArguments(options: DatabaseOptions, files: string): Promise<string[]> {
  const settings = join(options.folder, 'secantusd.toml');
  await writeFile(settings, '');
  return [
    ...['--config', settings, '--host', '127.0.0.1', '--port', String(options.port), '--storage-path', files],
    ...['--cache-size', '512M', '--log-level', 'WARNING', '--sync-on-commit'],
  ];
}

function mongodArguments(options: DatabaseOptions, files: string): string[] {
  return [
    ...['--replSet', 'local', '--bind_ip', '127.0.0.1', '--port', String(options.port), '--dbpath', files],
    ...['--wiredTigerCacheSizeGB', '0.5', '--quiet'],
  ];
}

async function isWritable(address: string, engine: Engine): Promise<boolean> {
  const client = new MongoClient(address, { serverSelectionTimeoutMS: 2_000 });
  try {
    const hello = await client.db('admin').command({ hello: 1 });
    if (hello['isWritablePrimary'] === true) return true;
    if (engine === 'mongod' && hello['isreplicaset'] === true)
      await client.db('admin').command({ replSetInitiate: {} });
    return false;
  } finally {
    await client.close();
  }
}

/**
 * Whether the database still answers from its files. An engine that could not write its log stays alive and
 * fails every later operation with WT_PANIC; only a restart helps.
 */
export async function isSound(address: string): Promise<'sound' | 'panicked' | 'silent'> {
  const client = new MongoClient(address, { serverSelectionTimeoutMS: 5_000, socketTimeoutMS: 10_000 });
  try {
    await client.db('local_stack').collection<{ _id: string }>('soundness').findOne({ _id: 'none' });
    return 'sound';
  } catch (error) {
    return String(error).includes('WT_PANIC') ? 'panicked' : 'silent';
  } finally {
    await client.close();
  }
}
