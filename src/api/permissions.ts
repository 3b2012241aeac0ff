import { held, type State } from '../workflows/law/record/fold.js';
import type { Act, Decision, RecordHeader, Task } from '../workflows/law/record/kinds.js';
import { openAfter, refuse } from '../workflows/law/record/gates.js';
import { partOwner } from '../workflows/law/record/successors.js';
import { refuseNamed, refuseStanding } from '../workflows/law/record/standing.js';
import { DONE_FOR_ANOTHER } from '../workflows/law/record/substitution.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import type { RefusalCode } from '../workflows/refusals.js';
import type { Behalf } from './acting-for.js';
import { actorOf, type Caller } from './callers.js';
import { contentsOfRecord } from './fields.js';
import { levelOf, openDoor, roleIn, type Dossier } from './matters.js';
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
  /** For whom the caller would act on it (代理). */
  behalf?: Behalf | undefined;
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
  const { caller, matter, state, step, behalf } = question;
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
    reassign: open && mayReassign(question, own),
    withdraw: mayWithdraw(question),
    urge:
      open &&
      !holdersOf(task).some((id) => id === caller.id || id === behalf?.actor.id) &&
      allowed(caller, 'urge', matter),
    remark: allowed(caller, 'remark', matter),
    correct: allowed(caller, 'correct', { ...matter, author: state.steps[step]?.actor.id ?? '' }),
  };
}

type RowOf = (procedure: string) => ProcedureRow | undefined;

/** What the caller may do on the matter as a whole; `correct`: there is a record that he may correct. */
export const casePermissions = (
  caller: Caller,
  dossier: Dossier,
  rowOf: RowOf,
  now: number,
): CasePermissions => ({
  remark: allowed(caller, 'remark', dossier.matter),
  correct: dossier.records.some((record) => correctable({ caller, dossier, record, rowOf, now })),
  urge: allowed(caller, 'urge', dossier.matter),
  reassign: allowed(caller, 'reassign', dossier.matter),
});

/** Would the server accept a correction of this record from the caller at this moment (epoch ms)? */
export function correctable(asking: {
  caller: Caller;
  dossier: Dossier;
  record: RecordHeader;
  rowOf: RowOf;
  now: number;
}): boolean {
  const { caller, dossier, record, rowOf, now } = asking;
  const { chainId, matter, records, states } = dossier;
  const procedure = openDoor(dossier, record.procedure);
  const state = held(states, procedure);
  const row = rowOf(procedure);
  const bySeq = (seq: number) => records.find((one) => one.seq === seq);
  if (!state?.opening || state.concluded || !row) return false;
  if (contentsOfRecord(record, rowOf, bySeq).length === 0) return false;
  const target = { ...matter, author: record.actor.id, opening: record.kind === 'opening' };
  if (!allowed(caller, 'correct', target)) return false;
  const act = {
    kind: 'corrected',
    actor: actorOf(caller, roleIn(caller, dossier), matter.unit ?? '', now),
    facts: { target: record.seq },
    secrecy: levelOf(record, records),
  } as const;
  return asked({ caller, row, chainId, procedure, state, step: '', matter, now }, act);
}

/** Whoever holds the task, or its pool. */
export const holdersOf = (task: Task | undefined): string[] =>
  task === undefined ? [] : task.assignee === undefined ? [...task.candidates] : [task.assignee];

/** The contents of the form are not asked yet: they are what the caller is about to fill in. */
const mayDecide = (question: Question, decision: Decision): boolean =>
  asked(question, { kind: 'decided', decision }, ['contentsRequired']);

/** By his own right, or on behalf of the holder. */
function mayReassign({ behalf, ...question }: Question, matter: Matter): boolean {
  const { principals: _, ...himself } = question.caller;
  if (allowed(himself, 'reassign', matter)) return true;
  return behalf !== undefined && asked({ ...question, behalf }, { kind: 'claimed' });
}

function mayWithdraw(question: Question): boolean {
  const { state, step, caller, behalf } = question;
  const decided = state.steps[step];
  if (!decided || partOwner(decided) !== (behalf?.actor.id ?? caller.id)) return false;
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
  const { row, state, caller, behalf, now } = question;
  const act = actOn(question, wanted);
  const said = refuse(row, state, act);
  if (said && !apart.includes(said.code)) return false;
  const acting = act.onBehalfOf !== undefined || ['decided', 'claimed', 'corrected'].includes(wanted.kind);
  if (acting && refuseStanding(caller.person, act)) return false;
  const role = act.onBehalfOf?.role;
  return role === undefined || role === 'system' || refuseNamed(behalf?.person, role, now) === undefined;
}

function actOn(question: Question, wanted: Pick<Act, 'kind'> & Partial<Act>): Act {
  const { caller, chainId, procedure, state, step, matter, now } = question;
  const behalf = DONE_FOR_ANOTHER.includes(wanted.kind) ? question.behalf : undefined;
  const role = behalf?.role ?? state.tasks[step]?.role ?? roleOfStep(step);
  return {
    chainId,
    procedure,
    step,
    actor: actorOf(caller, role, matter.unit ?? '', now),
    ...(behalf ? { onBehalfOf: behalf.actor } : {}),
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
