import { documents } from '../documents.js';
import type { Field } from '../documents/document.js';
import { formatMoment } from '../moments.js';
import { roles } from '../roles.js';
import { byAndAt, first, refusal, type Refusal } from '../../refusals.js';
import type { ProcedureRow } from '../procedures.js';
import { PARTS, readStep, stepKey } from './approval-tasks.js';
import { held, holdKey, type State } from './fold.js';
import { DECISIONS, textOf, type Act, type Body, type RecordHeader, type Task } from './kinds.js';

/**
 * Everything a procedure's own record can say no to, in order of precedence. Pure: the same in a validator,
 * in a handler and in tests. What only the moment knows (posts, certificates, other procedures) is asked in
 * `append`.
 */
export function refuse(row: ProcedureRow, state: State, act: Act): Refusal | undefined {
  if (act.kind === 'opening') return refuseOpening(row, state, act);
  if (!state.opening) return refusal('notOpen');
  if (act.kind === 'decided')
    return stepClosed(state, act.step) ?? first([...refuseDecision(state, act), incomplete(row, state, act)]);
  return checks[act.kind]?.(state, act);
}

const refuseDecision = (state: State, act: Act) => [
  notTheirs(state, act),
  samePerson(state, act),
  notOffered(state, act),
  opinionMissing(act),
];

function refuseOpening(row: ProcedureRow, state: State, act: Act): Refusal | undefined {
  if (!state.opening) return undefined;
  const params = byAndAt(state.opening, formatMoment);
  return row.opensMatter
    ? refusal('caseNumberTaken', { number: act.chainId, ...params })
    : refusal('alreadyOpen', params);
}

const checks: { [K in Act['kind']]?: (state: State, act: Act) => Refusal | undefined } = {
  withdrawn: (state, act) => first([cannotWithdraw(state, act), opinionMissing(act)]),
  claimed: (state, act) =>
    stepClosed(state, act.step) ?? first([notTheirs(state, act), samePerson(state, act)]),
  reassigned: (state, act) =>
    stepClosed(state, act.step) ?? first([unsuitable(state, act), opinionMissing(act)]),
  urged: (state, act) => stepClosed(state, act.step),
  remarked: (_, act) => opinionMissing(act),
  corrected: (state, act) => first([unknownTarget(state, act), opinionMissing(act)]),
};

/** A step that is not open: decided by whom and when, ended with its procedure, or not reached yet. */
function stepClosed(state: State, step: string): Refusal | undefined {
  const decided = held(state.steps, step);
  if (decided?.decision)
    return refusal('alreadyDecided', {
      ...byAndAt(decided, formatMoment),
      decision: DECISIONS[decided.decision],
    });
  if (held(state.tasks, step)) return undefined;
  if (state.concluded) return refusal('procedureConcluded', byAndAt(state.concluded, formatMoment));
  if (state.terminated) return refusal('procedureTerminated', byAndAt(state.terminated, formatMoment));
  return isAhead(state, step) ? refusal('notYetYourTurn') : refusal('taskClosed');
}

/** Does the step come after an open one of the same round? */
function isAhead(state: State, step: string): boolean {
  const { subject, part, round } = readStep(step);
  const place = PARTS.findIndex((name) => name === part);
  return PARTS.slice(0, Math.max(place, 0)).some(
    (name) => state.tasks[stepKey(subject, name, round)] !== undefined,
  );
}

function notTheirs(state: State, act: Act): Refusal | undefined {
  const task = state.tasks[act.step];
  if (!task) return undefined;
  const person = act.onBehalfOf?.id ?? act.actor.id;
  if (!task.candidates.includes(person)) return refusal('notYourTask', { who: roles[task.role].label });
  if (task.assignee === undefined || task.assignee === person) return undefined;
  return refusal('alreadyClaimed', { by: state.steps[holdKey(act.step)]?.actor.name ?? '' });
}

/** 承办人、审核人、批准人 of one approval are three different people, over all its rounds (第三十六条). */
function samePerson(state: State, act: Act): Refusal | undefined {
  const part = partHeldBy(state, act.step, [act.actor.id, ...(act.onBehalfOf ? [act.onBehalfOf.id] : [])]);
  return part && refusal('samePersonTwoRoles', { name: act.actor.name, role: partLabels[part] });
}

const partLabels = {
  submit: roles.handler.label,
  review: roles.reviewer.label,
  approve: roles.approver.label,
};

/** Which other part of the same approval one of these people has acted in. */
function partHeldBy(
  state: State,
  step: string,
  people: readonly string[],
): (typeof PARTS)[number] | undefined {
  const { subject, part } = readStep(step);
  const acted = Object.values(state.steps).filter(
    (record) =>
      record.kind === 'decided' &&
      people.some((id) => id === record.actor.id || id === record.onBehalfOf?.id),
  );
  return PARTS.find(
    (other) => other !== part && acted.some((record) => record.step.startsWith(`${subject}/${other}/`)),
  );
}

function notOffered(state: State, act: Act): Refusal | undefined {
  const decision = act.decision ?? 'submit';
  const offered = state.tasks[act.step]?.decisions ?? [];
  return offered.includes(decision)
    ? undefined
    : refusal('decisionNotOffered', { decision: DECISIONS[decision] });
}

/** Does a field of a form say anything? */
export const filled = (value: Body[string] | undefined): boolean =>
  typeof value === 'string'
    ? value.trim() !== ''
    : value !== undefined && value !== null && (!Array.isArray(value) || value.length > 0);

const opinionMissing = (act: Act): Refusal | undefined =>
  filled(act.body['opinion']) ? undefined : refusal('opinionRequired');

/**
 * What the law requires of the document and the acting role has to fill; opinions travel apart from the form.
 */
function incomplete(row: ProcedureRow, state: State, act: Act): Refusal | undefined {
  const task = state.tasks[act.step];
  if (act.decision !== 'submit' || !task?.document) return undefined;
  const form = act.body['form'] as Body | undefined;
  const missing = fieldsToFill(row, state, task)
    .filter((field) => field.required === 'law' && !filled(form?.[field.key]))
    .map((field) => field.label);
  return missing.length > 0
    ? refusal('contentsRequired', { document: documents[task.document].title, missing: missing.join('、') })
    : undefined;
}

/** The fields that hold the three opinions; they are filled by the decisions themselves (第九条第二款). */
export const opinionFields = {
  handler: 'handlerOpinion',
  reviewer: 'handlingUnitOpinion',
  approver: 'agencyHeadOpinion',
} as const;

/**
 * The fields of a task's document that its role fills: not the opinions, not what is on file already
 * (the opening's own facts, `onFile` of the step), not what applies only in other circumstances.
 */
export const fieldsToFill = (row: ProcedureRow, state: State, task: Task): readonly Field[] =>
  fieldsAsked(row, task, Boolean(state.opening?.facts['emergency']));

/** The same for whoever knows of the procedure only whether it was started in an emergency. */
export function fieldsAsked(row: ProcedureRow, task: Task, emergency: boolean): readonly Field[] {
  const apart = [...onFileOf(row, task), ...Object.values<string>(opinionFields)];
  return fieldsFor(task, emergency).filter((field) => !apart.includes(field.key));
}

/** Fields of a task's document that the opening or the record itself answers: shown, never asked. */
export const fieldsOnFile = (row: ProcedureRow, task: Task, emergency: boolean): readonly Field[] =>
  fieldsFor(task, emergency).filter((field) => onFileOf(row, task).includes(field.key));

const onFileOf = (row: ProcedureRow, task: Task): readonly string[] =>
  row.steps[readStep(task.step).subject]?.onFile ?? [];

/** What of a task's document its role fills in this circumstance. */
function fieldsFor(task: Task, emergency: boolean): readonly Field[] {
  const fields: readonly Field[] = task.document ? documents[task.document].contents : [];
  return fields.filter(
    (field) =>
      (field.by === undefined || field.by === task.role) &&
      (field.when === undefined || (field.when === 'emergency' && emergency)),
  );
}

/**
 * 撤回 concludes the step that has not been done yet, so that it and the next person's decision exclude each
 * other.
 */
function cannotWithdraw(state: State, act: Act): Refusal | undefined {
  if (!held(state.tasks, act.step)) return refusal('nothingToWithdraw');
  const own = decidedBefore(state, act.step);
  if (!own || own.step !== act.facts['of']) return refusal('nothingToWithdraw');
  if (own.actor.id !== act.actor.id) return refusal('notYourTask', { who: own.actor.name });
  const metByOwn = Object.values(state.clocks).some((clock) => clock.met === own.seq);
  return metByOwn ? refusal('emergencyFilingStands') : undefined;
}

/** The decision that led to this step: the part before it, of the latest round that has one. */
export function decidedBefore(state: State, step: string): RecordHeader | undefined {
  const { subject, part, round } = readStep(step);
  const before = PARTS[PARTS.findIndex((name) => name === part) - 1];
  if (!before) return undefined;
  for (let earlier = round; earlier > 0; earlier -= 1) {
    const record = state.steps[stepKey(subject, before, earlier)];
    if (record?.kind === 'decided') return record;
  }
  return undefined;
}

/** The step that follows one a person decided, if it is open and so can still be withdrawn from. */
export function openAfter(state: State, step: string): string | undefined {
  const { subject, part, round } = readStep(step);
  const after = PARTS[PARTS.findIndex((name) => name === part) + 1];
  if (!after) return undefined;
  return Object.keys(state.tasks).find(
    (open) => open.startsWith(`${subject}/${after}/`) && readStep(open).round >= round,
  );
}

function unsuitable(state: State, act: Act): Refusal | undefined {
  const to = textOf(act.facts, 'assignee');
  const part = partHeldBy(state, act.step, [to]);
  if (part)
    return refusal('assigneeUnsuitable', { name: '该人员', why: `已在本次审批中担任${partLabels[part]}` });
  return state.tasks[act.step]?.assignee === to
    ? refusal('assigneeUnsuitable', { name: '该人员', why: '已是本环节的办理人' })
    : undefined;
}

function unknownTarget(state: State, act: Act): Refusal | undefined {
  const target = Number(act.facts['target']);
  const known = Number.isSafeInteger(target) && target > 0 && target <= state.seq;
  return known ? undefined : refusal('correctionTargetUnknown', { seq: target });
}
