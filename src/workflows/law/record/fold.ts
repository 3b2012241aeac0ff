import { originIn } from '../matter-chains.js';
import type { DocumentKey } from '../documents.js';
import type { MediaActKey } from '../media-matrix.js';
import { isOwnDuty } from '../periods.js';
import { readStep, stepKey } from './approval-tasks.js';
import { textOf, textsOf, type Clock, type Decision, type RecordHeader, type Task } from './kinds.js';
import { gapIn } from './recording-gap.js';
import { handedOn, namedNow, partOwner, withSuccessor, type Successors } from './successors.js';

/**
 * A clock and what became of it. `met`, `passed` and `corrected` are seqs; `openedAt` and `metAt` are when
 * the door received the opening and the meeting act (epoch ms). A withdrawal meets the clock of the task it
 * takes away: nobody can keep a term for what is no longer asked of him. `moved`: seq of the latest record
 * that changed its moments, `movedAt` when (epoch ms); a change of the mark alone moves nothing. `stopped`:
 * seq of the record that stopped it, `stoppedAt` since when (epoch ms); both go when it runs again.
 */
export type ClockState = Clock & {
  openedAt: number;
  moved?: number;
  movedAt?: number;
  met?: number;
  metAt?: number;
  passed?: number;
  corrected?: number;
  stopped?: number;
  stoppedAt?: number;
};

/** One procedure as its records leave it. */
export type State = {
  /** Last record of this procedure that was folded. */
  seq: number;
  opening?: RecordHeader;
  terminated?: RecordHeader;
  concluded?: RecordHeader;
  /** Concluded steps and noted facts, by step key. */
  steps: Record<string, RecordHeader>;
  /** Open tasks, by step key, with the record that opened each. */
  tasks: Record<string, Task & { openedBy: number; openedAt: number }>;
  clocks: Record<string, ClockState>;
  /** Seq of the record each request made. */
  requests: Record<string, number>;
  /** Everybody who was ever asked: whoever hands a task on stays involved. */
  asked: readonly string[];
  /** Who has taken whose part since the opening. */
  successors: Successors;
};

export const emptyState = (): State => ({
  seq: 0,
  steps: {},
  tasks: {},
  clocks: {},
  requests: {},
  asked: [],
  successors: {},
});

/**
 * What a table of the state holds under a key that came from outside; `constructor` and its like are no keys
 * of ours.
 */
export const held = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Pure. Folds the records of one procedure, in order of seq; what is already folded is skipped. */
export function fold(records: readonly RecordHeader[], from: State = emptyState()): State {
  const state: State = {
    ...from,
    steps: { ...from.steps },
    tasks: { ...from.tasks },
    clocks: { ...from.clocks },
    requests: { ...from.requests },
  };
  for (const record of records) if (record.seq > state.seq) apply(state, record);
  return state;
}

function apply(state: State, record: RecordHeader): void {
  state.seq = record.seq;
  if (record.requestId) state.requests[record.requestId] = record.seq;
  for (const clock of record.clocks)
    state.clocks[clock.key] = COMPUTED_AGAIN.includes(record.kind)
      ? movedClock(state.clocks[clock.key], clock, record)
      : { ...clock, openedAt: record.receivedAt };
  effects[record.kind]?.(state, record);
  for (const task of record.opens) state.tasks[task.step] = open(task, record);
  noteAsked(state, record);
}

/** What changes a clock that runs already. */
const COMPUTED_AGAIN: readonly RecordHeader['kind'][] = ['clockMoved', 'clockResumed', 'clockExtended'];

function noteAsked(state: State, { opens, facts }: RecordHeader): void {
  const people = [...opens.flatMap((task) => task.candidates), textOf(facts, 'assignee')];
  const fresh = people.filter((id) => id !== '' && !state.asked.includes(id));
  if (fresh.length > 0) state.asked = [...new Set([...state.asked, ...fresh])];
}

/**
 * A clock computed again: what became of it stays, but a lapse that the record lifts, because the last
 * instant lies ahead again.
 */
function movedClock(before: ClockState | undefined, clock: Clock, record: RecordHeader): ClockState {
  if (!before) return { ...clock, openedAt: record.receivedAt };
  const { passed, corrected, stopped, stoppedAt, ...kept } = before;
  const stands = passed !== undefined && passed !== record.facts['lifts'];
  const moments = ({ at, remindAt }: Clock) => [at, ...remindAt].join();
  return {
    ...kept,
    ...clock,
    ...(record.kind === 'clockResumed' ? {} : standing(stopped, stoppedAt)),
    ...(stands ? { passed } : {}),
    ...(stands && corrected !== undefined ? { corrected } : {}),
    ...(moments(before) === moments(clock) ? {} : { moved: record.seq, movedAt: record.receivedAt }),
  };
}

/** A clock that stands still goes on standing, whatever else of it is computed again. */
const standing = (stopped: number | undefined, stoppedAt: number | undefined): Partial<ClockState> => ({
  ...(stopped === undefined ? {} : { stopped }),
  ...(stoppedAt === undefined ? {} : { stoppedAt }),
});

/** A task with one candidate is his. */
const open = (task: Task, record: RecordHeader): State['tasks'][string] => {
  const [only, second] = task.candidates;
  const assigned = task.assignee ?? (second === undefined ? only : undefined);
  return {
    ...task,
    ...(assigned ? { assignee: assigned } : {}),
    openedBy: record.seq,
    openedAt: record.receivedAt,
  };
};

const concludeStep = (state: State, record: RecordHeader): void => {
  const task = held(state.tasks, record.step);
  state.steps[record.step] = record;
  state.tasks = Object.fromEntries(Object.entries(state.tasks).filter(([step]) => step !== record.step));
  if (task?.clock !== undefined) meet(state, task.clock, record.seq, record.receivedAt);
};

/** The first act that meets a clock stands. */
const meet = (state: State, key: string, met: number, metAt: number): void => {
  const clock = held(state.clocks, key);
  if (clock && clock.met === undefined) state.clocks[key] = { ...clock, met, metAt };
};

const note = (state: State, record: RecordHeader): void => {
  state.steps[record.step] = record;
};

const reassign = (state: State, record: RecordHeader): void => {
  const task = held(state.tasks, record.step);
  const assignee = record.facts['assignee'];
  if (!task || typeof assignee !== 'string') return;
  const candidates = record.kind === 'reassigned' ? [assignee] : task.candidates;
  state.tasks[record.step] = { ...task, candidates, assignee };
  state.steps[holdKey(record.step)] = record;
};

/** 离职转办: one takes the other's part, in what is asked now and in every later round. */
const handOver = (state: State, { facts }: RecordHeader): void => {
  const [role, from, to] = [textOf(facts, 'role'), textOf(facts, 'from'), textOf(facts, 'assignee')];
  state.successors = withSuccessor(state.successors, role, from, to);
  for (const task of Object.values(state.tasks)) state.tasks[task.step] = handedOn(task, role, from, to);
};

/** Where the fold keeps the latest 认领 or 转办 of a step. */
export const holdKey = (step: string): string => `${step}/held`;

const ofClock = (state: State, record: RecordHeader, change: (clock: ClockState) => ClockState): void => {
  state.steps[record.step] = record;
  const clock = state.clocks[textOf(record.facts, 'clock')];
  if (clock) state.clocks[clock.key] = change(clock);
};

const effects: { [K in RecordHeader['kind']]?: (state: State, record: RecordHeader) => void } = {
  opening: (state, record) => {
    state.opening = record;
    note(state, record);
  },
  asked: note,
  decided: concludeStep,
  withdrawn: concludeStep,
  claimed: reassign,
  reassigned: reassign,
  handedOver: handOver,
  observed: note,
  carriedOut: note,
  issued: note,
  recorded: (state, record) => {
    note(state, record);
    for (const key of textsOf(record.facts, 'meets')) meet(state, key, record.seq, record.receivedAt);
  },
  reminded: note,
  clockMoved: note,
  clockStarted: note,
  clockResumed: note,
  clockExtended: note,
  clockStopped: (state, record) =>
    ofClock(state, record, (clock) => ({ ...clock, stopped: record.seq, stoppedAt: record.occurredAt })),
  clockMet: (state, record) => {
    note(state, record);
    meet(state, textOf(record.facts, 'clock'), record.seq, record.occurredAt);
  },
  periodPassed: (state, record) => ofClock(state, record, (clock) => ({ ...clock, passed: record.seq })),
  lapseCorrected: (state, record) => ofClock(state, record, (clock) => ({ ...clock, corrected: record.seq })),
  terminated: (state, record) => {
    state.terminated = record;
    note(state, record);
    state.tasks = {};
  },
  concluded: (state, record) => {
    state.concluded = record;
    note(state, record);
    state.tasks = {};
  },
};

/** The whole matter: every procedure's state, by procedure key. Pure. */
export function foldMatter(records: readonly RecordHeader[]): Record<string, State> {
  const byProcedure = new Map<string, RecordHeader[]>();
  for (const record of records)
    byProcedure.set(record.procedure, [...(byProcedure.get(record.procedure) ?? []), record]);
  return Object.fromEntries([...byProcedure].map(([procedure, own]) => [procedure, fold(own)]));
}

/** Documents of one kind that were put on file without having been asked for, in their order. */
export const recordedOn = (state: State, document: DocumentKey): RecordHeader[] =>
  Object.values(state.steps)
    .filter(({ kind, facts }) => kind === 'recorded' && facts['document'] === document)
    .sort((one, other) => one.seq - other.seq);

/** Acts that went without the recording the media matrix advises (第五条); what was done again counts once. */
export const recordingsAbsent = (state: State): { act: MediaActKey; seq: number; at: number }[] =>
  Object.values(state.steps).flatMap(({ step, seq, occurredAt, facts }) => {
    const gap = gapIn(facts);
    const { subject, part, round } = readStep(step);
    const again = part === 'submit' && held(state.steps, stepKey(subject, part, round + 1)) !== undefined;
    return gap?.is === 'absent' && !again ? [{ act: gap.act, seq, at: occurredAt }] : [];
  });

/** A clock still counts while it is neither met nor stopped nor ended with its procedure's course. */
export const running = (state: State): ClockState[] =>
  state.concluded || state.terminated
    ? []
    : Object.values(state.clocks).filter(({ met, stopped }) => met === undefined && stopped === undefined);

/**
 * Passed, not met, and the lapse not corrected: overdue now. A right that a party has let lapse is on file as
 * lapsed, and nobody's delay.
 */
export const overdue = (state: State): ClockState[] =>
  running(state).filter(({ passed, period }) => passed !== undefined && isOwnDuty(period));

/** Clocks that were met after their last instant. */
export const metLate = (state: State): ClockState[] =>
  Object.values(state.clocks).filter((clock) => clock.metAt !== undefined && clock.metAt > clock.at);

/** Whose conclusion of the step stands, or undefined while it is open. */
export const decisionOn = (state: State, step: string): Decision | undefined => state.steps[step]?.decision;

/** What the lists show of one procedure. A cache: rebuilt from the ledger at any time. Times in epoch ms. */
export type Projection = {
  _id: string;
  chainId: string;
  procedure: string;
  seq: number;
  open: boolean;
  outcome: string | null;
  terminated: boolean;
  emergency: boolean;
  unit: string;
  openedAt: number;
  updatedAt: number;
  tasks: State['tasks'][string][];
  /** Everybody who may act on an open task: candidates, or the assignee once there is one. */
  people: string[];
  /** Everybody who has acted, was ever asked, or is named for it by the opening. */
  involved: string[];
  /** `role~person` of everybody who is named for a part now or holds a task. */
  named: string[];
  clocks: ClockState[];
  /** The earliest last instant among the running clocks that the bureau has to keep, or null. */
  dueAt: number | null;
  overdue: boolean;
  late: boolean;
  provisional: boolean;
  /** Acts without the recording that is advised; left out by projections from before it was noted. */
  recordingsAbsent?: { act: string; seq: number; at: number }[];
  /** Number of the matter it arises from, where its opening names one. */
  arisesFrom?: string;
};

/** The persons an opening names, by id: each part's candidates (`people` of its facts). */
export function namedBy(opening: RecordHeader): string[] {
  const named = opening.facts['people'];
  if (typeof named !== 'object' || named === null || Array.isArray(named)) return [];
  return Object.values(named).flatMap((ids) =>
    Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [],
  );
}

/**
 * Pure. The projection of a procedure; title and parties are added from the opening's and the form's body.
 */
export function project(id: string, state: State, latest: RecordHeader): Projection {
  const opening = state.opening ?? latest;
  const tasks = Object.values(state.tasks);
  const clocks = Object.values(state.clocks);
  const due = running(state).flatMap(({ at, period }) => (isOwnDuty(period) ? [at] : []));
  const people = tasks.flatMap((task) => (task.assignee ? [task.assignee] : task.candidates));
  const acted = Object.values(state.steps).flatMap((record) => [record.actor.id, partOwner(record)]);
  return {
    _id: id,
    chainId: opening.chainId,
    procedure: opening.procedure,
    seq: state.seq,
    open: !state.concluded,
    outcome: state.concluded ? textOf(state.concluded.facts, 'outcome') : null,
    terminated: state.terminated !== undefined,
    emergency: opening.facts['emergency'] !== undefined && opening.facts['emergency'] !== null,
    unit: textOf(opening.facts, 'unit') || opening.actor.unit,
    openedAt: opening.receivedAt,
    updatedAt: latest.recordedAt,
    tasks,
    people: [...new Set(people)].sort(),
    involved: [...new Set([...people, ...acted, ...state.asked, ...namedBy(opening)])]
      .filter((id) => id !== 'system')
      .sort(),
    named: namedNow(state),
    clocks,
    dueAt: due.length > 0 ? Math.min(...due) : null,
    overdue: overdue(state).length > 0,
    late: metLate(state).length > 0,
    provisional: running(state).some((clock) => clock.provisional),
    recordingsAbsent: recordingsAbsent(state),
    ...arisingIn(opening),
  };
}

function arisingIn({ facts }: RecordHeader): Pick<Projection, 'arisesFrom'> {
  const arisesFrom = originIn(facts);
  return arisesFrom === null ? {} : { arisesFrom };
}
