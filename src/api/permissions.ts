import type { State } from '../workflows/law/record/fold.js';
import type { Act, Decision, Task } from '../workflows/law/record/kinds.js';
import { openAfter, refuse } from '../workflows/law/record/gates.js';
import { refuseStanding } from '../workflows/law/record/standing.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import type { RefusalCode } from '../workflows/refusals.js';
import { actorOf, type Caller } from './callers.js';
import { allowed, policy, type Matter } from './policies.js';
import type { CasePermissions, TaskPermissions } from './schemas.js';
import { roleOfStep } from './words.js';

/** One step of one procedure, as its reader stands to it. */
export type Question = {
  caller: Caller;
  row: ProcedureRow;
  chainId: string;
  procedure: string;
  state: State;
  step: string;
  matter: Matter;
  now: number;
};

const NOBODY = {
  decide: [],
  claim: false,
  reassign: false,
  withdraw: false,
  urge: false,
  remark: false,
  correct: false,
};

/** An opinion that is there, for asking what would be accepted; it is never written anywhere. */
const SOME = { opinion: '…' };

/**
 * What the server would accept from the caller on this step right now: the procedure's own checks are asked
 * with the
 * act he might do, and the standing of this moment.
 */
export function taskPermissions(question: Question): TaskPermissions {
  const { caller, matter, state, step } = question;
  if (caller.posts.length === 0) return NOBODY;
  const task = state.tasks[step];
  const own = { ...matter, holders: holdersOf(task) };
  const open = task !== undefined && asked(question, { kind: 'urged' });
  return {
    decide: (task?.decisions ?? []).filter((decision) => mayDecide(question, decision)),
    claim:
      task !== undefined &&
      task.assignee === undefined &&
      task.candidates.length > 1 &&
      asked(question, { kind: 'claimed' }),
    reassign: open && allowed(caller, 'reassign', own),
    withdraw: mayWithdraw(question),
    urge: open && !holdersOf(task).includes(caller.id) && allowed(caller, 'urge', matter),
    remark: allowed(caller, 'remark', matter),
    correct: allowed(caller, 'correct', { ...matter, author: state.steps[step]?.actor.id ?? '' }),
  };
}

/** What the caller may do on the matter as a whole. */
export const casePermissions = (caller: Caller, matter: Matter): CasePermissions => ({
  remark: allowed(caller, 'remark', matter),
  correct: allowed(caller, 'correct', { ...matter, author: caller.id }),
  urge: allowed(caller, 'urge', matter),
  reassign: allowed(caller, 'reassign', matter),
});

/** Whoever holds the task, or its pool. */
export const holdersOf = (task: Task | undefined): string[] =>
  task === undefined ? [] : task.assignee === undefined ? [...task.candidates] : [task.assignee];

/** The contents of the form are not asked yet: they are what the caller is about to fill in. */
const mayDecide = (question: Question, decision: Decision): boolean =>
  asked(question, { kind: 'decided', decision }, ['contentsRequired']);

function mayWithdraw(question: Question): boolean {
  const { state, step, caller } = question;
  if (state.steps[step]?.actor.id !== caller.id) return false;
  const next = openAfter(state, step);
  return (
    next !== undefined &&
    asked({ ...question, step: next }, { kind: 'withdrawn', decision: 'withdraw', facts: { of: step } })
  );
}

/** Would it be accepted, refusals `apart` aside? Precedence must not let one of those hide another. */
function asked(
  question: Question,
  wanted: Pick<Act, 'kind'> & Partial<Act>,
  apart: readonly RefusalCode[] = [],
): boolean {
  const { row, state, caller } = question;
  const act = actOn(question, wanted);
  const said = refuse(row, state, act);
  if (said && !apart.includes(said.code)) return false;
  const acting = wanted.kind === 'decided' || wanted.kind === 'claimed';
  return !acting || refuseStanding(caller.person, act) === undefined;
}

function actOn(question: Question, wanted: Pick<Act, 'kind'> & Partial<Act>): Act {
  const { caller, chainId, procedure, state, step, matter, now } = question;
  const role = state.tasks[step]?.role ?? roleOfStep(step);
  return {
    chainId,
    procedure,
    step,
    actor: actorOf(caller, role, matter.unit ?? '', now),
    occurredAt: now,
    receivedAt: now,
    opens: [],
    starts: [],
    facts: {},
    body: SOME,
    attachments: [],
    secrecy: 0,
    policy,
    lawReferences: [],
    ...wanted,
  };
}
