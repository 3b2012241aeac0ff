import { procedureId, type RecordHeader } from '../../../src/workflows/law/record/kinds.js';
import type { State } from '../../../src/workflows/law/record/fold.js';
import { Deadlines } from './deadlines.js';
import { Book, chainBroken, gatesPassed, onePersonTwoParts } from './oracle.js';
import { rowOf, type Step, type Walk } from './walk.js';

/** Watches a walk: what is not as it must be, after every step. */
export class Judge {
  readonly #matters = new Map<string, { book: Book; deadlines: Deadlines }>();

  constructor(private readonly walk: Walk) {}

  #of(chainId: string): { book: Book; deadlines: Deadlines } {
    const known = this.#matters.get(chainId);
    if (known) return known;
    const made = { book: new Book(), deadlines: new Deadlines() };
    this.#matters.set(chainId, made);
    return made;
  }

  /** Reads what a step has put on file, and says what is wrong with it or with how things stand now. */
  look(step?: Step): string[] {
    const ofRecords = this.walk.read().flatMap((record) => this.#readOne(record));
    const now = this.walk.world.sandbox.now;
    const late = [...this.#matters.values()].flatMap(({ deadlines }) => deadlines.faults(now));
    const accepted = step?.forbidden && step.answer?.seq !== undefined ? [`accepted: ${step.name}`] : [];
    return [...ofRecords, ...late, ...accepted, ...this.stuck()];
  }

  #readOne(record: RecordHeader): string[] {
    const { book, deadlines } = this.#of(record.chainId);
    const wrong = [
      ...chainBroken(record, book),
      ...gatesPassed(record, book),
      ...onePersonTwoParts(record, book),
      ...deadlines.take(record),
    ];
    book.take(record);
    return wrong;
  }

  /** Whatever is open runs, and waits for somebody, for a paper, for a moment or for another procedure. */
  stuck(): string[] {
    return Object.entries(this.walk.matters).flatMap(([chainId, { states }]) =>
      Object.entries(states)
        .filter(([, { opening, concluded }]) => opening && !concluded)
        .flatMap(([procedure, state]) => this.#waitsForNothing(chainId, procedure, state, states)),
    );
  }

  #waitsForNothing(
    chainId: string,
    procedure: string,
    state: State,
    states: Record<string, State>,
  ): string[] {
    const { sandbox } = this.walk.world;
    const id = procedureId(chainId, procedure);
    if (!sandbox.running(id)) return [`${procedure} is open and does not run`];
    const row = rowOf(procedure);
    const others = Object.entries(states).some(
      ([key, { opening, concluded }]) => key !== procedure && opening && !concluded,
    );
    const waits =
      Object.keys(state.tasks).length > 0 ||
      (row?.records !== undefined && !state.terminated) ||
      sandbox.timersOf(id).length > 0 ||
      others;
    return waits ? [] : [`${procedure} is open and waits for nothing`];
  }

  outcomesOfDeadlines(): string[] {
    const now = this.walk.world.sandbox.now;
    return [...this.#matters.values()].flatMap(({ deadlines }) => deadlines.outcomes(now));
  }
}

/** What people see of a matter: what is asked of whom, what is on file, how the clocks stand. */
const pictureOf = (walk: Walk): unknown =>
  Object.entries(walk.matters).map(([chainId, { records, states }]) => [
    chainId,
    records.length,
    Object.entries(states).map(([procedure, { tasks, clocks, steps }]) => [
      procedure,
      tasks,
      clocks,
      Object.keys(steps),
    ]),
  ]);

/** Temporal loses every run and all are begun again: what differs afterwards, in words. */
export async function resumed(walk: Walk): Promise<string[]> {
  const before = JSON.stringify(pictureOf(walk));
  await walk.world.loseRuns();
  for (const [chainId, { states }] of Object.entries(walk.matters))
    for (const [procedure, { concluded, opening }] of Object.entries(states)) {
      const row = rowOf(procedure);
      if (row && opening && !concluded)
        await walk.world.sandbox.start(row.workflowType, procedureId(chainId, procedure), [
          { chainId, procedure },
        ]);
    }
  const fresh = walk.read();
  const more = fresh.map(
    ({ procedure, kind, step }) => `resumed: ${procedure} ${kind} ${step} is new on file`,
  );
  return more.length > 0 || JSON.stringify(pictureOf(walk)) === before ? more : ['resumed: another picture'];
}
