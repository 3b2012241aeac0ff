/**
 * The same act twice: approvals are under way while the parts are killed in turn, and every act that is not
 * answered is sent again with its key. In the end nothing may be lost, doubled or torn.
 */
import { Writable } from 'node:stream';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { main as ledgerCommand } from '../dev/ledger-command.js';
import type { Progress } from '../dev/parts/ways.js';
import type { ActAnswer, CaseList, TaskList } from '../src/api/schemas.js';
import {
  carryThrough,
  casts,
  everybody,
  send,
  sessionOf,
  timelineOf,
  type Answered,
  type Approval,
  type Cast,
} from './approval.js';
import { Connection, Refused } from './connection.js';
import { rounded } from './figures.js';
import { judge, strayCases, type Judgement, type WitnessedCase } from './judgement.js';
import type { Service } from './load.js';
import { loadAverage, machine, type Machine } from './machine.js';
import { ours } from './measure.js';
import { Stack, type PartName } from './stack.js';

const CLIENTS = 8;
const VICTIMS = ['server', 'worker', 'temporal', 'database'] as const satisfies readonly PartName[];
/** A kill comes at any moment of an act, not always at the same. */
const MOMENT_MS = 700;
const SETTLED_WITHIN_MS = 90_000;
const LOOK_AGAIN_MS = 200;
const PROGRESS_WITHIN_MS = 120_000;

/** What `bench -- --kill` found. */
export interface KillReport {
  readonly takenAt: string;
  readonly machine: Machine;
  readonly loadAverageBefore: readonly number[];
  readonly loadAverageAfter: readonly number[];
  readonly clients: number;
  /** In the order they were killed; until an act was answered again. */
  readonly kills: readonly { readonly part: PartName; readonly secondsToNextAnswer: number }[];
  readonly cases: number;
  readonly acts: number;
  readonly repeatedActs: number;
  readonly lost: number;
  readonly doubled: number;
  readonly torn: number;
  /** One sentence for each of the above. */
  readonly findings: Judgement;
  /** `npm run ledger -- verify` of everything. */
  readonly ledgerIsWhole: boolean;
}

/** A case under way. */
interface Witness {
  readonly cast: Cast;
  readonly answered: Answered[];
  approval?: Approval;
  broken?: string;
}

/** Kills each part so many times, and judges. */
export async function killInTurn(rounds: number, say: Progress): Promise<KillReport> {
  const loadAverageBefore = loadAverage();
  const stack = await Stack.create({ progress: say });
  try {
    const service = await ours(stack, say);
    const drivers = new Drivers(service);
    const kills: KillReport['kills'][number][] = [];
    for (let round = 0; round < rounds; round += 1)
      for (const part of VICTIMS.filter((name) => stack.own.includes(name)))
        kills.push(await killOne(stack, drivers, part, say));
    await drivers.stop();
    say('核对 · Judging …');
    const verdict = await verdictOf(stack);
    const findings = await findingsOf(service, drivers.witnesses, verdict.problems);
    const acts = drivers.witnesses.flatMap(({ answered }) => answered);
    return {
      takenAt: new Date().toISOString(),
      machine: machine(),
      loadAverageBefore,
      loadAverageAfter: loadAverage(),
      clients: CLIENTS,
      kills,
      cases: drivers.witnesses.length,
      acts: acts.length,
      repeatedActs: acts.filter(({ attempts }) => attempts > 1).length,
      lost: findings.lost.length,
      doubled: findings.doubled.length,
      torn: findings.torn.length,
      findings,
      ledgerIsWhole: verdict.whole,
    };
  } finally {
    await stack.remove();
  }
}

async function killOne(
  stack: Stack,
  drivers: Drivers,
  part: (typeof VICTIMS)[number],
  say: Progress,
): Promise<KillReport['kills'][number]> {
  await drivers.progress(CLIENTS);
  await pause(Math.random() * MOMENT_MS);
  say(`kill -9 ${part} …`);
  const killed = performance.now();
  await stack.kill(part);
  await stack.start(part);
  await drivers.nextAnswer(performance.now());
  return { part, secondsToNextAnswer: rounded((performance.now() - killed) / 1000, 1) };
}

/** Clients that note every case and every answer. */
class Drivers {
  readonly witnesses: Witness[] = [];
  readonly #running: Promise<void>[];
  #over = false;
  #answeredAt = 0;
  #finished = 0;

  constructor(private readonly service: Service) {
    this.#running = Array.from({ length: CLIENTS }, (_, index) => this.#drive(index));
  }

  /** Resolves when so many more cases are finished; throws when they are not for too long. */
  async progress(cases: number): Promise<void> {
    const wanted = this.#finished + cases;
    await waitFor('cases go on', () => this.#finished >= wanted);
  }

  /** Resolves when an act is answered after that moment. */
  async nextAnswer(moment: number): Promise<void> {
    await waitFor('an act is answered', () => this.#answeredAt > moment);
  }

  /** Lets what is under way come to its end. */
  async stop(): Promise<void> {
    this.#over = true;
    await Promise.all(this.#running);
  }

  async #drive(index: number): Promise<void> {
    const cast = casts[index % casts.length];
    while (!this.#over && cast) {
      const connection = new Connection(this.service.url);
      const witness: Witness = { cast, answered: [] };
      this.witnesses.push(witness);
      const onAnswered = (answered: Answered): void => {
        witness.answered.push(answered);
        this.#answeredAt = performance.now();
      };
      try {
        const manner = { look: false, onAnswered };
        witness.approval = await carryThrough(connection, this.service.sessions, cast, manner);
      } catch (error) {
        witness.broken = error instanceof Error ? error.message : String(error);
      } finally {
        connection.close();
      }
      this.#finished += 1;
    }
  }
}

async function waitFor(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + PROGRESS_WITHIN_MS;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`等不到 · waited in vain: ${what}`);
    await pause(LOOK_AGAIN_MS / 4);
  }
}

interface Verdict {
  readonly whole: boolean;
  readonly problems: readonly { readonly chainId: string; readonly seq: number; readonly field: string }[];
}

/** What the ledger's own verification says of every chain. */
async function verdictOf(stack: Stack): Promise<Verdict> {
  let words = '';
  const output = new Writable({
    write: (chunk: Buffer, _, done) => {
      words += chunk.toString();
      done();
    },
  });
  await ledgerCommand(['verify', '--json'], { output, errors: output, environment: stack.environment });
  return JSON.parse(words) as Verdict;
}

async function findingsOf(
  service: Service,
  witnesses: readonly Witness[],
  problems: Verdict['problems'],
): Promise<Judgement> {
  const connection = new Connection(service.url);
  try {
    const broken = witnesses.flatMap(({ broken: why }) => (why === undefined ? [] : [why]));
    const approvals = witnesses.flatMap(({ approval, cast }) => (approval ? [{ approval, cast }] : []));
    const witnessed: Omit<WitnessedCase, 'stillListed'>[] = [];
    for (const { approval, cast } of approvals)
      witnessed.push(await witness(service, connection, approval, cast));
    const onLists = await casesOnLists(service, connection);
    const judged = witnessed.map((one) => judge({ ...one, stillListed: onLists.has(one.number) }));
    const started = new Set(approvals.map(({ approval }) => approval.number));
    const strays = strayCases(await listedCases(service, connection), started);
    const unverified = problems.map(({ chainId, seq, field }) => `${chainId}: ${String(seq)} ${field}`);
    return {
      lost: judged.flatMap(({ lost }) => lost),
      doubled: [...judged.flatMap(({ doubled }) => doubled), ...(broken.length > 0 ? [] : strays)],
      torn: [...judged.flatMap(({ torn }) => torn), ...unverified, ...broken],
    };
  } finally {
    connection.close();
  }
}

/** Sends every act of a case once more and reads what is on file in the end. */
async function witness(
  service: Service,
  connection: Connection,
  approval: Approval,
  cast: Cast,
): Promise<Omit<WitnessedCase, 'stillListed'>> {
  const { number, sent, answered } = approval;
  const repeated: WitnessedCase['repeated'][number][] = [];
  for (const { act } of answered)
    repeated.push(
      await send(connection, service.sessions, act).then(
        ({ answer }): ActAnswer => answer,
        (error: unknown) => {
          if (error instanceof Refused) return { refused: error.message };
          throw error;
        },
      ),
    );
  const entries = await settledRecord(service, connection, number, cast);
  return { number, sent, answered, repeated, entries };
}

/** The record once the case has been opened; as it is when that does not come. */
async function settledRecord(service: Service, connection: Connection, number: string, cast: Cast) {
  const end = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const entries = await timelineOf(connection, sessionOf(service.sessions, cast.clerk), number);
    const kinds = entries.map(({ kind, procedure }) => `${procedure} ${kind}`);
    const settled = ['enforcement-case opening', 'case-initiation concluded'].every((kind) =>
      kinds.includes(kind),
    );
    if (settled || Date.now() > end) return entries;
    await pause(LOOK_AGAIN_MS);
  }
}

/** The cases of which a task is on somebody's list. */
async function casesOnLists(service: Service, connection: Connection): Promise<Set<string>> {
  const numbers = new Set<string>();
  for (const person of everybody) {
    const session = sessionOf(service.sessions, person);
    const { items } = await connection.sureGet<TaskList>(session, '/api/tasks?limit=100');
    for (const { caseNumber } of items) numbers.add(caseNumber);
  }
  return numbers;
}

/** The numbers of all cases that the clerks can see. */
async function listedCases(service: Service, connection: Connection): Promise<string[]> {
  const numbers = new Set<string>();
  for (const { clerk } of casts) {
    const session = sessionOf(service.sessions, clerk);
    let cursor: string | null = '';
    while (cursor !== null) {
      const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: CaseList = await connection.sureGet(session, `/api/cases?limit=100${from}`);
      for (const { number } of page.items) numbers.add(number);
      cursor = page.next;
    }
  }
  return [...numbers];
}
