/**
 * The parts of a bench: each on a port of its own in a scratch folder, as real processes and with the durable
 * settings of the local stack. Temporal, database and mail server are taken from the environment's addresses
 * where those are given; worker and server are always the bench's own.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startInbox } from '../dev/parts/inbox.js';
import { findDatabase, startDatabase, withDatabase, type FoundDatabase } from '../dev/parts/mongodb.js';
import { freePort, startProcess, until, type Running } from '../dev/parts/process.js';
import { startServer, startWorker, type ServiceOptions } from '../dev/parts/service.js';
import { findTemporal, prepareNamespace, startTemporal } from '../dev/parts/temporal.js';
import type { Progress } from '../dev/parts/ways.js';
import { projectFolder } from '../dev/project.js';
import { given } from '../dev/settings.js';

/** The processes in the order they are started; they are stopped in reverse. */
export const partNames = ['temporal', 'database', 'inbox', 'worker', 'server'] as const;
export type PartName = (typeof partNames)[number];

const PORTS = ['temporal', 'database', 'smtp', 'inbox', 'http'] as const;
type Ports = Readonly<Record<(typeof PORTS)[number], number>>;

const PROFILED_READY_SECONDS = 120;

/** Far above what any client of a bench sends, so that the limit is not what is measured. */
const REQUESTS_PER_MINUTE = '10000000';

/** The executables of the parts that are ours to start. */
interface Found {
  readonly temporal: string | undefined;
  readonly database: FoundDatabase | undefined;
}

/** How a stack is made. */
export interface StackOptions {
  readonly progress: Progress;
  /** Worker and server write a CPU profile into this folder when they are stopped. */
  readonly profileFolder?: string | undefined;
}

/** The parts of one bench. Call {@link Stack.remove} at the end whatever happened. */
export class Stack {
  readonly folder = mkdtempSync(join(tmpdir(), 'procedures-bench-'));
  readonly #running = new Map<PartName, Running>();
  readonly #name = `bench-${randomBytes(4).toString('hex')}`;
  readonly #secrets = {
    SESSION_SECRET: given('SESSION_SECRET') ?? randomBytes(32).toString('base64'),
    LEDGER_KEY: given('LEDGER_KEY') ?? randomBytes(32).toString('base64'),
    LINK_KEY: given('LINK_KEY') ?? randomBytes(32).toString('base64'),
    PAYLOAD_KEYS: given('PAYLOAD_KEYS') ?? `k1:${randomBytes(32).toString('base64')}`,
  };

  private constructor(
    private readonly ports: Ports,
    private readonly found: Found,
    private readonly options: StackOptions,
  ) {}

  /** Finds the executables and takes free ports; starts nothing. */
  static async create(options: StackOptions): Promise<Stack> {
    const found: Found = {
      temporal:
        given('TEMPORAL_ADDRESS') === undefined
          ? (await findTemporal(options.progress)).executable
          : undefined,
      database: given('MONGODB_URI') === undefined ? await findDatabase(options.progress) : undefined,
    };
    const taken = await Promise.all(PORTS.map(async (name) => [name, await freePort()] as const));
    return new Stack(Object.fromEntries(taken) as Ports, found, options);
  }

  /** Where the server's API is. */
  get url(): string {
    return `http://127.0.0.1:${String(this.ports.http)}`;
  }

  /** host:port of Temporal's frontend. */
  get temporalAddress(): string {
    return given('TEMPORAL_ADDRESS') ?? `127.0.0.1:${String(this.ports.temporal)}`;
  }

  /** The database's URI, with the database's name. */
  get mongodbUri(): string {
    const options = 'directConnection=true&retryWrites=true&w=majority&journal=true';
    const own = `mongodb://127.0.0.1:${String(this.ports.database)}/?${options}`;
    return given('MONGODB_URI') ?? withDatabase(own, 'bench');
  }

  /** The environment of worker and server, and of what works beside them. */
  get environment(): Record<string, string> {
    const inherited = Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('npm_'),
    );
    return {
      ...Object.fromEntries(inherited),
      ...this.#secrets,
      TEMPORAL_ADDRESS: this.temporalAddress,
      // A worker of somebody else on the same Temporal must not take this bench's work.
      TEMPORAL_TASK_QUEUE: this.#name,
      MONGODB_URI: this.mongodbUri,
      SMTP_URL: given('SMTP_URL') ?? `smtp://127.0.0.1:${String(this.ports.smtp)}`,
      PUBLIC_URL: this.url,
      HTTP_PORT: String(this.ports.http),
      ATTACHMENTS_DIR: join(this.folder, 'attachments'),
      REQUESTS_PER_MINUTE,
      LOG_LEVEL: given('LOG_LEVEL') ?? 'warn',
    };
  }

  /** The parts that are this bench's own processes. */
  get own(): readonly PartName[] {
    const foreign: Partial<Record<PartName, boolean>> = {
      temporal: this.found.temporal === undefined,
      database: this.found.database === undefined,
      inbox: given('SMTP_URL') !== undefined,
    };
    return partNames.filter((name) => foreign[name] !== true);
  }

  /** The process ids of the parts that run. */
  get processIds(): ReadonlyMap<PartName, number> {
    return new Map([...this.#running].map(([name, { pid }]) => [name, pid]));
  }

  /** The folder with the files of Temporal or of the database. */
  folderOf(name: 'temporal' | 'database'): string {
    return join(this.folder, name);
  }

  /** Starts those of the parts that do not run; resolves when each is ready. */
  async start(...names: readonly PartName[]): Promise<void> {
    const wanted = names.length > 0 ? names : this.own;
    const down = wanted.filter((name) => this.#running.get(name)?.ending() ?? !this.#running.has(name));
    const services = new Set<PartName>(['worker', 'server']);
    await this.#startAll(down.filter((name) => !services.has(name)));
    if (this.found.temporal === undefined) await prepareNamespace(this.temporalAddress, { ours: false });
    await this.#startAll(down.filter((name) => services.has(name)));
  }

  /** SIGTERM to all, last first; resolves when they are gone. */
  async stopAll(): Promise<void> {
    for (const name of partNames.toReversed()) await this.#running.get(name)?.stop();
  }

  /** kill -9; resolves when the process is gone. */
  async kill(name: PartName): Promise<void> {
    await this.#running.get(name)?.kill();
  }

  /** Stops everything and removes the scratch folder. */
  async remove(): Promise<void> {
    await this.stopAll();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Another Temporal server, fresh and with the same settings, to compare with; undefined when Temporal is
   * not ours to start.
   */
  async anotherTemporal(): Promise<(Running & { readonly address: string }) | undefined> {
    if (this.found.temporal === undefined) return undefined;
    return startTemporal({
      executable: this.found.temporal,
      folder: join(this.folder, 'bare-temporal'),
      port: await freePort(),
      logFile: join(this.folder, 'bare-temporal.log'),
    });
  }

  async #startAll(names: readonly PartName[]): Promise<void> {
    const launched = await Promise.all(names.map(async (name) => [name, await this.#launch(name)] as const));
    for (const [name, running] of launched) this.#running.set(name, running);
  }

  async #launch(name: PartName): Promise<Running> {
    const logFile = join(this.folder, `${name}.log`);
    const service: ServiceOptions = { settings: this.environment, folder: this.folder, logFile };
    const { profileFolder } = this.options;
    switch (name) {
      case 'temporal':
        return startTemporal({
          executable: this.found.temporal ?? '',
          folder: this.folderOf('temporal'),
          port: this.ports.temporal,
          logFile,
        });
      case 'database':
        return startDatabase({
          engine: this.found.database?.engine ?? 'mongod',
          executable: this.found.database?.executable ?? '',
          folder: this.folderOf('database'),
          port: this.ports.database,
          logFile,
        });
      case 'inbox':
        return startInbox({
          folder: join(this.folder, 'inbox'),
          smtpPort: this.ports.smtp,
          webPort: this.ports.inbox,
          logFile,
        });
      case 'worker':
        return profileFolder === undefined ? startWorker(service) : profiled(name, service, profileFolder);
      case 'server':
        return profileFolder === undefined ? startServer(service) : profiled(name, service, profileFolder);
    }
  }
}

/** Worker or server as it is always started, with a profiler; each start writes a profile of its own. */
async function profiled(
  name: 'worker' | 'server',
  { settings, folder, logFile }: ServiceOptions,
  profileFolder: string,
): Promise<Running> {
  const profiler = [
    '--cpu-prof',
    '--cpu-prof-dir',
    profileFolder,
    '--cpu-prof-name',
    `${name}-${String(Date.now())}.cpuprofile`,
  ];
  const running = startProcess({
    name,
    executable: process.execPath,
    args: [...profiler, '--enable-source-maps', join(projectFolder, 'dist', 'src', `${name}.js`)],
    environment: settings,
    folder,
    logFile,
    graceSeconds: 30,
  });
  await until(running, PROFILED_READY_SECONDS, async () => {
    if (name === 'worker') return running.output().includes('"worker ready"');
    const answer = await fetch(`${settings['PUBLIC_URL'] ?? ''}/readyz`);
    return answer.ok;
  });
  return running;
}
