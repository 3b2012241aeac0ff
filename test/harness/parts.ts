/**
 * The whole system as real processes, for the tests that kill them: Temporal, database, inbox, worker and
 * server, each on a port of its own in a scratch folder. A part that was killed is started again on the same
 * port and files.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { startInbox, type RunningInbox } from '../../dev/parts/inbox.js';
import { startDatabase, withDatabase, type Engine } from '../../dev/parts/mongodb.js';
import { freePort, type Ending, type Running } from '../../dev/parts/process.js';
import { startServer, startWorker } from '../../dev/parts/service.js';
import { startTemporal } from '../../dev/parts/temporal.js';
import { given } from './given.js';

/** The processes, in the order they are started; they are stopped in reverse. */
export const partNames = ['temporal', 'database', 'inbox', 'worker', 'server'] as const;

/** One of the processes. */
export type PartName = (typeof partNames)[number];

/** A letter as the inbox's own interface shows it; only what tests read. */
export interface Letter {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly to: readonly { readonly address: string }[];
}

type PortName = 'temporal' | 'database' | 'smtp' | 'inbox' | 'http';

/**
 * The system of one test. Call {@link Parts.create}, and {@link Parts.remove} at the end whatever happened.
 */
export class Parts {
  readonly folder = mkdtempSync(join(tmpdir(), 'procedures-system-'));
  readonly #ports: Readonly<Record<PortName, number>>;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #running = new Map<PartName, Running>();
  readonly #secrets = {
    SESSION_SECRET: randomBytes(32).toString('base64'),
    LEDGER_KEY: randomBytes(32).toString('base64'),
    LINK_KEY: randomBytes(32).toString('base64'),
    PAYLOAD_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  };

  private constructor(ports: Readonly<Record<PortName, number>>, settings: Readonly<Record<string, string>>) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /**
   * Takes free ports and a scratch folder; starts nothing. `settings` go to worker and server
   * (src/environment.ts).
   */
  static async create(settings: Readonly<Record<string, string>> = {}): Promise<Parts> {
    const [temporal, database, smtp, inbox, http] = await Promise.all([
      freePort(),
      freePort(),
      freePort(),
      freePort(),
      freePort(),
    ]);
    return new Parts({ temporal, database, smtp, inbox, http }, settings);
  }

  /** Where the server's API and page are. */
  get url(): string {
    return `http://127.0.0.1:${String(this.#ports.http)}`;
  }

  /** host:port of Temporal's frontend. */
  get temporalAddress(): string {
    return `127.0.0.1:${String(this.#ports.temporal)}`;
  }

  /** The URI of the system's database, with its name. */
  get mongodbUri(): string {
    const options = 'directConnection=true&retryWrites=true&w=majority&journal=true';
    return withDatabase(`mongodb://127.0.0.1:${String(this.#ports.database)}/?${options}`, 'system');
  }

  /** The environment of worker and server, and of the commands that work beside them (`ledger`). */
  get environment(): Record<string, string> {
    const inherited = Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/^(npm_|JEST_|TEST_|NODE_OPTIONS$|NODE_ENV$)/.test(entry[0]),
    );
    return {
      ...Object.fromEntries(inherited),
      ...this.#secrets,
      TEMPORAL_ADDRESS: this.temporalAddress,
      MONGODB_URI: this.mongodbUri,
      SMTP_URL: `smtp://127.0.0.1:${String(this.#ports.smtp)}`,
      PUBLIC_URL: this.url,
      HTTP_PORT: String(this.#ports.http),
      ATTACHMENTS_DIR: join(this.folder, 'attachments'),
      ...this.#settings,
    };
  }

  /** Starts the named parts (all by default) that do not run; resolves when each is ready. */
  async start(...names: readonly PartName[]): Promise<void> {
    const wanted = names.length > 0 ? names : partNames;
    const down = wanted.filter(
      (name) => this.#running.get(name)?.ending() !== undefined || !this.#running.has(name),
    );
    const underneath = down.filter((name) => name !== 'worker' && name !== 'server');
    const services = down.filter((name) => name === 'worker' || name === 'server');
    for (const group of [underneath, services]) {
      const started = await Promise.all(group.map(async (name) => [name, await this.#launch(name)] as const));
      for (const [name, process] of started) this.#running.set(name, process);
    }
  }

  /** kill -9; resolves when the process is gone. */
  async kill(name: PartName): Promise<Ending> {
    return this.#process(name).kill();
  }

  /** SIGTERM, as an operator stops it; resolves when the process is gone. */
  async stop(name: PartName): Promise<Ending> {
    return this.#process(name).stop();
  }

  /** Deletes everything Temporal knew; the part must be down. */
  forgetTemporal(): void {
    if (this.#running.get('temporal')?.ending() === undefined) throw new Error('stop or kill temporal first');
    rmSync(join(this.folder, 'temporal'), { recursive: true, force: true });
  }

  /** Everything a part has written to its log, over all its starts. */
  log(name: PartName): string {
    return readFileSync(this.#logFile(name), 'utf8');
  }

  /** Every letter in the inbox, oldest first. */
  async letters(): Promise<Letter[]> {
    const { letters } = this.#process('inbox') as RunningInbox;
    const answer = await fetch(letters);
    if (!answer.ok) throw new Error(`the inbox answered ${String(answer.status)}`);
    const shown = (await answer.json()) as (Omit<Letter, 'messageId'> & { source: string })[];
    // An empty file is a letter that a kill of the inbox cut off before it was written.
    return shown
      .filter((letter) => statSync(letter.source).size > 0)
      .map((letter) => ({ ...letter, messageId: messageIdIn(letter.source) }));
  }

  /** Stops everything, last first, and removes the scratch folder. */
  async remove(): Promise<void> {
    for (const name of partNames.toReversed()) await this.#running.get(name)?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #launch(name: PartName): Promise<Running> {
    const logFile = this.#logFile(name);
    switch (name) {
      case 'temporal':
        return startTemporal({
          executable: given('TEST_TEMPORAL_EXECUTABLE'),
          folder: join(this.folder, 'temporal'),
          port: this.#ports.temporal,
          logFile,
        });
      case 'database':
        return startDatabase({
          executable: given('TEST_DATABASE_EXECUTABLE'),
          engine: given('TEST_DATABASE_ENGINE') as Engine,
          folder: join(this.folder, 'database'),
          port: this.#ports.database,
          logFile,
        });
      case 'inbox':
        return startInbox({
          folder: join(this.folder, 'inbox'),
          smtpPort: this.#ports.smtp,
          webPort: this.#ports.inbox,
          logFile,
        });
      case 'worker':
        return startWorker({ settings: this.environment, folder: this.folder, logFile });
      case 'server':
        return startServer({ settings: this.environment, folder: this.folder, logFile });
    }
  }

  #process(name: PartName): Running {
    const process = this.#running.get(name);
    if (!process) throw new Error(`${name} was not started`);
    return process;
  }

  #logFile(name: PartName): string {
    return join(this.folder, `${name}.log`);
  }
}

/** The Message-ID of a letter as it was received; the inbox forgets headers when it reads its folder again. */
function messageIdIn(source: string): string {
  const headers = readFileSync(source, 'utf8')
    .split(/\r?\n\r?\n/, 1)
    .join();
  return /^message-id:\s*(\S+)/im.exec(headers)?.[1] ?? '';
}
