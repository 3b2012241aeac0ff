import type { LetterDraft, LetterTemplateKey } from '../../models/letter.js';
import { endMoved } from '../../workflows/law/calendar-import.js';
import { isOwnDuty } from '../../workflows/law/periods.js';
import type { ProcedureRow } from '../../workflows/law/procedures.js';
import { stepKey, readStep } from '../../workflows/law/record/approval-tasks.js';
import { APPLIED } from '../../workflows/law/register/row.js';
import type { State } from '../../workflows/law/record/fold.js';
import { partiesOf, SUBSTITUTION } from '../../workflows/law/record/substitution.js';
import {
  SYSTEM,
  type Json,
  type Kind,
  type RecordHeader,
  type Task,
} from '../../workflows/law/record/kinds.js';

/** What a record tells whom, before it becomes a draft. `step` is where the letter's link points. */
type Telling = {
  template: LetterTemplateKey;
  step: string;
  people: readonly string[];
  clock?: string | undefined;
};

/** A record, and its procedure before and after it. */
type Turn = { record: RecordHeader; before: State; after: State };

/**
 * Pure. Which letters follow from a record: one per fact and person, the same ones each time it is asked.
 * `before` and `after` are the procedure's state just before and just after this record, not its newest
 * state.
 */
export function lettersOf(
  record: RecordHeader,
  before: State,
  after: State,
  row: ProcedureRow,
): LetterDraft[] {
  const tell = row.key === SUBSTITUTION ? toParties : tellings[record.kind];
  const told = tell?.({ record, before, after }, row) ?? [];
  const drafts = told.flatMap((telling) => telling.people.map((person) => draftOf(record, telling, person)));
  const ofPeople = drafts.filter((draft) => draft.recipient !== SYSTEM.id);
  return [...new Map(ofPeople.map((draft) => [draft._id, draft])).values()];
}

function draftOf(record: RecordHeader, { template, step, clock }: Telling, recipient: string): LetterDraft {
  return {
    _id: `${record.chainId}#${String(record.seq)}#${template}#${step}#${recipient}`,
    chainId: record.chainId,
    procedure: record.procedure,
    seq: record.seq,
    template,
    step,
    recipient,
    ...(clock === undefined ? {} : { clock }),
    createdAt: record.recordedAt,
    state: 'pending',
    attempts: 0,
    nextAttemptAt: record.recordedAt,
  };
}

/** Who may act on a task: its assignee, or everybody it is offered to. */
export const holdersOf = (task: Task): readonly string[] =>
  task.assignee ? [task.assignee] : task.candidates;

const ids = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : [];

/** The people of the case, from its opening. */
function caseParts(state: State): { handlers: string[]; reviewers: string[]; legalOffice: string[] } {
  const named = state.opening?.facts['people'];
  const people = typeof named === 'object' && named !== null ? (named as Readonly<Record<string, Json>>) : {};
  return {
    handlers: ids(people['handlers']),
    reviewers: ids(people['reviewers']),
    legalOffice: ids(people['legalOffice']),
  };
}

const asked = (task: Task, template: LetterTemplateKey, people = holdersOf(task)): Telling => ({
  template,
  step: task.step,
  people,
  clock: task.clock,
});

/** The tasks a record opened, as they stand after it. */
const opened = ({ record, after }: Turn): Task[] =>
  record.opens.map((task) => after.tasks[task.step] ?? task);

const toOpened = (turn: Turn): Telling[] => opened(turn).map((task) => asked(task, 'assigned'));

/** A word among a record's facts; empty when it has none. */
export function factOf(record: RecordHeader, key: string): string {
  const value = record.facts[key];
  return typeof value === 'string' ? value : '';
}

const clockOf = (record: RecordHeader): string => factOf(record, 'clock');

/** Of a term that a party had, or that had to run, nobody is told he is late: what comes next is asked. */
function isOurs({ record, after }: Turn): boolean {
  const clock = after.clocks[clockOf(record)];
  return clock === undefined || isOwnDuty(clock.period);
}

const tasksOn = (state: State, clock: string): Task[] =>
  Object.values(state.tasks).filter((task) => task.clock === clock);

/**
 * A period that passed is told to the person, the 承办人, the 科室负责人 and the 法制机构, which supervises (第七条).
 * Several tasks under one clock make one letter a person: the first points the way.
 */
function toSupervisors(turn: Turn, template: 'periodPassed' | 'lapseCorrected'): Telling[] {
  const { record, after } = turn;
  const clock = clockOf(record);
  const tasks = tasksOn(after, clock);
  const { handlers, reviewers, legalOffice } = caseParts(after);
  const people = new Set([
    ...tasks.flatMap(holdersOf),
    ...metBy(after, clock),
    ...handlers,
    ...reviewers,
    ...legalOffice,
  ]);
  return [{ template, step: tasks[0]?.step ?? record.step, people: [...people], clock }];
}

/**
 * A deadline that the calendar moved is told to whoever holds a task of the procedure, the 承办人 and the
 * 科室负责人, once a person; of a lapse that no longer stands the 法制机构 hears as well. A mark that fell away
 * without moving the end is shown, not written about.
 */
function toConcerned({ record, after }: Turn): Telling[] {
  if (!endMoved(record)) return [];
  const clock = clockOf(record);
  const open = Object.values(after.tasks);
  const { handlers, reviewers, legalOffice } = caseParts(after);
  const supervising = record.facts['lifts'] === null ? [] : legalOffice;
  const people = new Set([...open.flatMap(holdersOf), ...handlers, ...reviewers, ...supervising]);
  const step = (tasksOn(after, clock)[0] ?? open[0])?.step ?? record.step;
  return [{ template: 'deadlineMoved', step, people: [...people], clock }];
}

/** Whoever's act met a clock. */
function metBy(state: State, clock: string): string[] {
  const met = state.clocks[clock]?.met;
  return Object.values(state.steps)
    .filter((record) => record.seq === met)
    .map((record) => record.actor.id);
}

/**
 * One letter a person for each reminder, whatever he holds under the clock. A clock that no open task
 * meets is the procedure's own, e.g. the period of the decision: its 承办人 are reminded.
 */
function toHolders({ record, after }: Turn): Telling[] {
  const clock = clockOf(record);
  const tasks = tasksOn(after, clock);
  if (tasks.length === 0)
    return [{ template: 'reminder', step: record.step, people: caseParts(after).handlers, clock }];
  const told = new Set<string>();
  return tasks.map((task) => {
    const people = holdersOf(task).filter((person) => !told.has(person));
    people.forEach((person) => told.add(person));
    return { template: 'reminder', step: task.step, people, clock };
  });
}

/** Who submitted last: a round that begins with a review has no submission of its own (decision 0006). */
function submitterOf({ record, before }: Turn): string | undefined {
  const { subject, round } = readStep(record.step);
  for (let earlier = round; earlier > 0; earlier -= 1) {
    const submission = before.steps[stepKey(subject, 'submit', earlier)];
    if (submission) return submission.actor.id;
  }
  return undefined;
}

/**
 * 退回: the submitter is told that it came back, with the task that asks him again; others who may do it are
 * asked.
 */
function returned(turn: Turn): Telling[] {
  const submitter = submitterOf(turn);
  const tasks = opened(turn);
  const his = tasks.find((task) => submitter !== undefined && holdersOf(task).includes(submitter));
  const others = tasks.map((task) =>
    asked(
      task,
      'assigned',
      holdersOf(task).filter((person) => person !== submitter),
    ),
  );
  const back: Telling[] =
    submitter === undefined
      ? []
      : [{ template: 'returned', step: (his ?? turn.record).step, people: [submitter], clock: his?.clock }];
  return [...back, ...others];
}

/** An outcome for the whole procedure: it has an effect, or it refuses and asks nothing more. */
const isFinal = (record: RecordHeader): boolean =>
  record.effect !== undefined || (record.decision === 'refuse' && record.opens.length === 0);

/** The outcome goes to those who handled and reviewed, not to whoever just made it. */
function toParticipants({ record, after }: Turn): Telling[] {
  const { handlers, reviewers } = caseParts(after);
  const people = [...handlers, ...reviewers].filter((person) => person !== record.actor.id);
  return [{ template: 'decided', step: record.step, people }];
}

function decided(turn: Turn): Telling[] {
  if (turn.record.decision === 'return') return returned(turn);
  return [...toOpened(turn), ...(isFinal(turn.record) ? toParticipants(turn) : [])];
}

/**
 * The conclusion repeats what a final decision or a termination has told already; only one that follows
 * neither is news, and only an outcome that has words for people.
 */
function concluded(turn: Turn, row: ProcedureRow): Telling[] {
  const unnamed = row.outcomes[factOf(turn.record, 'outcome')] === undefined;
  const told =
    unnamed || turn.before.terminated !== undefined || Object.values(turn.before.steps).some(isFinal);
  return told ? [] : toParticipants(turn);
}

/** 撤回: those whose task vanished are told; whoever may act again is asked. */
function withdrawn(turn: Turn): Telling[] {
  const vanished = Object.values(turn.before.tasks).filter(
    (task) => turn.after.tasks[task.step] === undefined,
  );
  return [
    ...vanished.map((task): Telling => ({ template: 'withdrawn', step: task.step, people: holdersOf(task) })),
    ...toOpened(turn),
  ];
}

/** Whom a change of the register invites to set a password: once it is carried out, or nobody could. */
const invited = ({ record }: Turn): Telling[] =>
  record.step === APPLIED
    ? [{ template: 'invitation', step: record.step, people: ids(record.facts['invited']) }]
    : [];

/** 代理: both of its people hear of the grant and of its end, which a revocation tells and not its conclusion. */
function toParties({ record, after }: Turn): Telling[] {
  const people = after.opening ? partiesOf(after.opening.facts) : [];
  const ended = record.kind === 'terminated' || (record.kind === 'concluded' && !after.terminated);
  if (record.kind === 'opening') return [{ template: 'substitutionGranted', step: record.step, people }];
  return ended ? [{ template: 'substitutionEnded', step: record.step, people }] : [];
}

/** 离职转办: the successor is asked for whatever is his now. */
function toSuccessor({ record, before, after }: Turn): Telling[] {
  const to = factOf(record, 'assignee');
  return Object.values(after.tasks)
    .filter((task) => holdersOf(task).includes(to) && task !== before.tasks[task.step])
    .map((task) => asked(task, 'assigned', [to]));
}

/** The one task a record is about. */
const toTask =
  (template: LetterTemplateKey) =>
  ({ record, after }: Turn): Telling[] => {
    const task = after.tasks[record.step];
    return task ? [asked(task, template)] : [];
  };

const tellings: { [K in Kind]?: (turn: Turn, row: ProcedureRow) => Telling[] } = {
  opening: toOpened,
  carriedOut: invited,
  asked: toOpened,
  decided,
  withdrawn,
  reassigned: toTask('assigned'),
  handedOver: toSuccessor,
  urged: toTask('urged'),
  reminded: toHolders,
  periodPassed: (turn) => (isOurs(turn) ? toSupervisors(turn, 'periodPassed') : []),
  lapseCorrected: (turn) => toSupervisors(turn, 'lapseCorrected'),
  clockMoved: toConcerned,
  terminated: (turn) => [...toOpened(turn), ...toParticipants(turn)],
  concluded,
};
