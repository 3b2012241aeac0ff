import type { LedgerStore } from '../../src/models/ledger-store.js';
import { MemoryLedgerStore, type UniqueIndex } from '../../src/models/ledger-store-memory.js';
import { canonical } from '../../src/models/canonical.js';
import { columnsOf, hashesOf, type StoredBody, type StoredHeader } from '../../src/models/seal.js';
import { idemOf, NO_HASH, type Act, type RecordHeader } from '../../src/workflows/law/record/kinds.js';
import {
  actor,
  decided,
  learn,
  type Learnt,
  LEDGER_KEY,
  NOTHING_KNOWN,
  opening,
  recordsOver,
  remark,
  task,
} from './acts.js';

/**
 * The append protocol under faults. One seeded generator owns everything that happens: each call to the store waits in a
 * queue until the scheduler draws it, so that every await is a place where others may come between, and each call may
 * be struck by a fault. Not simulated: a store that loses what it acknowledged (that is the engine's promise).
 */

/** The call was not carried out, or was and nobody heard of it; the caller repeats. */
class Fault extends Error {}

/** A planted bug, which the checks at the end must find. */
export type Bug =
  | { without: UniqueIndex }
  | 'staleHeadWithoutRetry'
  | 'answerBeforeInsert'
  | 'hashOfReserialised'
  | 'headerBeforeBody'
  | 'saltOfTheAttempt'
  | 'consequencesForgotten';

/** mulberry32: 32 bits of state are plenty for a schedule, and the seed is the whole of it. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Waiting = {
  attempt: Attempt;
  run: () => Promise<unknown>;
  answer: (value: unknown) => void;
  fail: (error: Error) => void;
};
type Attempt = { alive: boolean; die: (error: Error) => void };
type Acknowledged = { act: Act; own: number | undefined; told: RecordHeader | undefined };

const CRASH_BEFORE = 0.05;
const LOST = 0.05;
const DONE_BUT_TIMED_OUT = 0.08;
const DONE_THEN_CRASH = 0.03;
/** How often a caller forgets what it was answered and asks again, knowing the head alone. */
const FORGETS = 0.3;
/** A run that goes on longer than this does not end. */
const CALLS_LIMIT = 6_000;

/** One run of the protocol with one seed. */
export class Simulation {
  readonly store: MemoryLedgerStore;
  readonly followed = new Set<string>();
  readonly acknowledged: Acknowledged[] = [];
  readonly problems: string[] = [];
  operations = 0;
  faults = 0;
  readonly #random: () => number;
  readonly #queue: Waiting[] = [];
  readonly #bug: Bug | undefined;
  #attempts = 0;

  constructor(seed: number, bug?: Bug) {
    this.#random = generator(seed);
    this.#bug = bug;
    const missing = typeof bug === 'object' ? bug.without : undefined;
    const indexes = (['seq', 'idem', 'requestId'] as const).filter((index) => index !== missing);
    this.store = new MemoryLedgerStore(indexes);
  }

  /** Drives every act to its answer, then checks what is on file. Returns what is wrong. */
  async run(acts: readonly Act[]): Promise<string[]> {
    let driving = acts.length;
    for (const act of acts)
      void this.#drive(act)
        .catch((error: unknown) => this.problems.push(`stopped: ${String(error)}`))
        .finally(() => (driving -= 1));
    while (driving > 0 || this.#queue.length > 0) {
      if (this.operations > CALLS_LIMIT) return [...this.problems, 'no end'];
      await new Promise(setImmediate);
      const [drawn] = this.#queue.splice(Math.floor(this.#random() * this.#queue.length), 1);
      if (drawn) await this.#carryOut(drawn);
    }
    this.problems.push(...check(this.store, acts, this.acknowledged, this.followed));
    return this.problems;
  }

  async #drive(act: Act): Promise<void> {
    let known = NOTHING_KNOWN;
    for (;;) {
      try {
        const answer = await this.#attempt(act, known);
        if (answer.refused || answer.own !== undefined) {
          const told = answer.records.find(({ seq }) => seq === answer.own);
          this.acknowledged.push({ act, own: answer.own, told });
          if (answer.refused || this.#random() >= FORGETS) return;
          known = { ...NOTHING_KNOWN, head: answer.head };
          continue;
        }
        known = learn(known, answer);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        known = this.#afterFault(known);
      }
    }
  }

  /** A repeated attempt knows what the old one knew; a new process nothing; a careless one has kept the head alone. */
  #afterFault(known: Learnt): Learnt {
    const drawn = this.#random();
    if (drawn < 0.4) return known;
    return drawn < 0.7 ? NOTHING_KNOWN : { ...NOTHING_KNOWN, head: known.head };
  }

  #attempt(act: Act, known: Learnt) {
    this.#attempts += 1;
    const ledgerKey =
      this.#bug === 'saltOfTheAttempt' ? `${LEDGER_KEY}${String(this.#attempts)}` : LEDGER_KEY;
    return new Promise<Awaited<ReturnType<ReturnType<typeof recordsOver>['append']>>>((resolve, reject) => {
      const attempt: Attempt = { alive: true, die: reject };
      const follow = (record: RecordHeader) =>
        this.#call(attempt, () => {
          this.followed.add(record.hash.sha256);
          return Promise.resolve();
        });
      const records = recordsOver(this.#storeOf(attempt), {
        ledgerKey,
        follow:
          this.#bug === 'consequencesForgotten'
            ? (record) => (this.#random() < 0.5 ? follow(record) : Promise.resolve())
            : follow,
      });
      records.append(act, known).then(resolve, reject);
    });
  }

  /** The store as one attempt sees it: every call waits for its turn and its fate. */
  #storeOf(attempt: Attempt): LedgerStore {
    const { store } = this;
    const call = <T>(run: () => Promise<T>) => this.#call(attempt, run);
    const faithful: LedgerStore = {
      since: (...of) => call(() => store.since(...of)),
      head: (...of) => call(() => store.head(...of)),
      ofProcedure: (...of) => call(() => store.ofProcedure(...of)),
      outline: (...of) => call(() => store.outline(...of)),
      byIds: (...of) => call(() => store.byIds(...of)),
      byIdem: (...of) => call(() => store.byIdem(...of)),
      byRequest: (...of) => call(() => store.byRequest(...of)),
      bodiesOf: (...of) => call(() => store.bodiesOf(...of)),
      body: (...of) => call(() => store.body(...of)),
      insertBody: (body) => call(() => store.insertBody(body)),
      insertHeader: (header) => call(() => store.insertHeader(header)),
    };
    return withBug(faithful, this.#bug);
  }

  #call<T>(attempt: Attempt, run: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ attempt, run, answer: resolve as (value: unknown) => void, fail: reject });
    });
  }

  async #carryOut({ attempt, run, answer, fail }: Waiting): Promise<void> {
    if (!attempt.alive) return;
    this.operations += 1;
    const fate = this.#random();
    if (fate < CRASH_BEFORE + LOST + DONE_BUT_TIMED_OUT + DONE_THEN_CRASH) this.faults += 1;
    if (fate < CRASH_BEFORE) {
      crash(attempt);
      return;
    }
    if (fate < CRASH_BEFORE + LOST) {
      fail(new Fault('lost'));
      return;
    }
    const done = await run().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if ('error' in done) fail(done.error instanceof Error ? done.error : new Error(String(done.error)));
    else if (fate < CRASH_BEFORE + LOST + DONE_BUT_TIMED_OUT) fail(new Fault('timed out'));
    else if (fate < CRASH_BEFORE + LOST + DONE_BUT_TIMED_OUT + DONE_THEN_CRASH) crash(attempt);
    else answer(done.value);
  }
}

/** The process of an attempt is gone: whatever it waited for, nobody hears of. */
function crash(attempt: Attempt): void {
  attempt.alive = false;
  attempt.die(new Fault('crashed'));
}

function withBug(store: LedgerStore, bug: Bug | undefined): LedgerStore {
  switch (bug) {
    case 'staleHeadWithoutRetry':
      return { ...store, insertHeader: async (header) => (await store.insertHeader(header), 'inserted') };
    case 'answerBeforeInsert':
      return {
        ...store,
        insertHeader: (header) => {
          void store.insertHeader(header).catch(() => undefined);
          return Promise.resolve('inserted');
        },
      };
    case 'hashOfReserialised':
      return {
        ...store,
        insertHeader: (header) => store.insertHeader({ ...header, bytes: reserialised(header.bytes) }),
      };
    case 'headerBeforeBody': {
      let held: StoredBody | undefined;
      const insertBody = (body: StoredBody) => ((held = body), Promise.resolve());
      const insertHeader = async (header: StoredHeader) => {
        const answer = await store.insertHeader(header);
        if (held) await store.insertBody(held);
        return answer;
      };
      return { ...store, insertBody, insertHeader };
    }
    default:
      return store;
  }
}

const reserialised = (bytes: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(bytes) as object).reverse()));

/** What must hold at the end, whatever happened. Written apart from the code it checks. */
function check(
  store: MemoryLedgerStore,
  acts: readonly Act[],
  acknowledged: readonly Acknowledged[],
  followed: ReadonlySet<string>,
): string[] {
  return [
    ...checkChains(store),
    ...checkBodies(store, acts),
    ...checkOnce(store, acts),
    ...acknowledged.flatMap((one) => checkAnswer(store, one, followed)),
  ];
}

function checkChains(store: MemoryLedgerStore): string[] {
  const problems: string[] = [];
  for (const chainId of new Set(store.headers.map((header) => header.chainId))) {
    const chain = store.headers
      .filter((header) => header.chainId === chainId)
      .sort((one, other) => one.seq - other.seq);
    chain.forEach((header, index) => {
      const { hash: _, ...unsealed } = { ...header };
      const prev = chain[index - 1]?.hash ?? NO_HASH;
      if (header.seq !== index + 1)
        problems.push(`${chainId}: record ${String(index + 1)} has seq ${String(header.seq)}`);
      if (header.prev.sha256 !== prev.sha256 || header.prev.sm3 !== prev.sm3)
        problems.push(`${header._id}: prev`);
      if (hashesOf(header.bytes).sha256 !== header.hash.sha256) problems.push(`${header._id}: hash`);
      const columns = columnsOf({ ...unsealed, facts: JSON.parse(header.facts) }, header.bytes, header.hash);
      const rewritten = {
        ...(JSON.parse(header.bytes) as object),
        _id: header._id,
        facts: header.facts,
        hash: header.hash,
        bytes: header.bytes,
      };
      if (canonical(columns) !== canonical(rewritten)) problems.push(`${header._id}: columns`);
    });
  }
  return problems;
}

function checkBodies(store: MemoryLedgerStore, acts: readonly Act[]): string[] {
  const missing = store.headers
    .filter((header) => !store.bodies.has(header.body.sha256))
    .map((header) => `${header._id}: no body`);
  const changed = [...store.bodies.values()]
    .filter((body) => hashesOf(body.bytes).sha256 !== body._id)
    .map((body) => `${body._id}: changed`);
  const distinct = new Set(
    acts.map((act) =>
      canonical({
        idem: idemOf(act),
        chainId: act.chainId,
        body: act.body,
        requestId: act.requestId ?? null,
      }),
    ),
  );
  const tooMany = store.bodies.size > distinct.size ? ['a repeated attempt wrote another body'] : [];
  return [...missing, ...changed, ...tooMany];
}

function checkOnce(store: MemoryLedgerStore, acts: readonly Act[]): string[] {
  const keys = store.headers.map((header) => `${header.chainId} ${header.idem}`);
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key}: there twice`);
  const requests = store.headers.flatMap((header) => header.requestId ?? []);
  const shared = requests
    .filter((id, index) => requests.indexOf(id) !== index)
    .map((id) => `request ${id} made two records`);
  const absent = acts.filter((act) => {
    const key = `${act.chainId} ${idemOf(act)}`;
    return !keys.includes(key) && !requests.includes(act.requestId ?? '');
  });
  return [...twice, ...shared, ...absent.map((act) => `${act.chainId} ${idemOf(act)}: not on file`)];
}

function checkAnswer(
  store: MemoryLedgerStore,
  { act, own, told }: Acknowledged,
  followed: ReadonlySet<string>,
): string[] {
  const key = `${act.chainId} ${idemOf(act)}`;
  if (own === undefined) {
    const elsewhere = store.headers.some(
      (header) => header.requestId === act.requestId && `${header.chainId} ${header.idem}` !== key,
    );
    return elsewhere ? [] : [`${key}: refused without cause`];
  }
  const stored = store.headers.find(
    ({ chainId, seq, idem }) => chainId === act.chainId && seq === own && idem === idemOf(act),
  );
  if (!stored || (told && told.hash.sha256 !== stored.hash.sha256))
    return [`${key}: acknowledged and not on file as told`];
  return followed.has(stored.hash.sha256) ? [] : [`${key}: acknowledged before its consequences`];
}

/** How much one run does. `shared`: request ids used in two matters each. */
export type Size = { matters: number; steps: number; shared: number };

/**
 * For each matter an opening, steps and a remark. Half of the acts are asked for twice by the same request, and every
 * step by another request as well, as when two people decide at once; some request ids are used in two matters.
 */
export function manyActs({ matters, steps, shared }: Size): Act[] {
  const chains = Array.from({ length: matters }, (_, index) => `HY-2026-000${String(index + 1)}`);
  const keys = Array.from({ length: steps }, (_, index) => `note/${String(index + 1)}`);
  const first = chains.flatMap((chainId) => [
    opening(chainId, { opens: keys.map((step) => task(step)) }),
    ...keys.map((step) => decided(chainId, step)),
    remark(chainId, `remark ${chainId}`),
  ]);
  const again = first.filter((_, index) => index % 2 === 1);
  const rivals = chains.flatMap((chainId) =>
    keys.map((step) =>
      decided(chainId, step, { requestId: `rival ${chainId} ${step}`, actor: actor('p-wang') }),
    ),
  );
  const twice = Array.from({ length: shared }, (_, index) => `shared ${String(index)}`).flatMap((id) =>
    chains.slice(0, 2).map((chainId) => remark(chainId, id)),
  );
  return [...first, ...again, ...rivals, ...twice];
}
