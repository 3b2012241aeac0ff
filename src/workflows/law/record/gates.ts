import { documents, isDocumentKey, type DocumentKey } from '../documents.js';
import { applies } from '../documents/circumstances.js';
import type { Field } from '../documents/document.js';
import { limits } from '../limits.js';
import { formatMoment } from '../moments.js';
import { isRoleKey, roles, type RoleKey } from '../roles.js';
import { byAndAt, first, refusal, type Refusal } from '../../refusals.js';
import type { CasePeople, ProcedureRow } from '../procedures.js';
import { stepRowOf } from '../step-label.js';
import { PARTS, readStep, readSubject, stepKey } from './approval-tasks.js';
import { held, holdKey, recordedOn, type State } from './fold.js';
import { signsTwice } from './joint.js';
import { namedNow, partOwner, peopleNow, rolesAmong } from './successors.js';
import { DECISIONS, textOf, type Act, type Body, type RecordHeader, type Task } from './kinds.js';

/**
 * Everything a procedure's own record can say no to, in order of precedence. Pure: the same in a validator,
 * in a handler and in tests. What only the moment knows (posts, certificates, other procedures) is asked in
 * `append`.
 */
export function refuse(row: ProcedureRow, state: State, act: Act): Refusal | undefined {
  if (act.kind === 'opening') return refuseOpening(row, state, act);
  if (!state.opening) return refusal('notOpen');
  if (act.kind === 'recorded') return over(state) ?? refuseRecord(row, state, act);
  if (act.kind === 'decided') {
    const own = refuseByStep(row, state, act);
    const closed = stepClosed(state, act.step);
    if (closed) return held(state.steps, act.step) ? closed : (own ?? closed);
    return first([
      ...refuseDecision(state, act),
      ownMatter(row, state, act),
      incomplete(row, state, act),
      own,
    ]);
  }
  return checks[act.kind]?.(state, act);
}

/** What the step's row says no to; a return needs nothing to be in order. */
function refuseByStep(row: ProcedureRow, state: State, act: Act): Refusal | undefined {
  const goesOn = act.decision === 'submit' || act.decision === 'agree';
  return goesOn ? stepRowOf(row, act.step)?.refuse?.(state, act) : undefined;
}

/** Nobody decides on a challenge of himself (行政处罚法第四十三条). */
function ownMatter(row: ProcedureRow, state: State, act: Act): Refusal | undefined {
  const concerned = stepRowOf(row, act.step)?.concerns?.(state, act) ?? [];
  return byAndFor(act).some((id) => concerned.includes(id)) ? refusal('decidesOnHimself') : undefined;
}

const byAndFor = ({ actor, onBehalfOf }: Act): string[] => [actor.id, ...(onBehalfOf ? [onBehalfOf.id] : [])];

const refuseDecision = (state: State, act: Act) => [
  notTheirs(state, act),
  samePerson(state, act),
  signsTwice(state, act),
  notOffered(state, act),
  opinionMissing(act),
];

/** A document nobody was asked for: expected here, by this role, whole, and by enough officers. */
function refuseRecord(row: ProcedureRow, state: State, act: Act): Refusal | undefined {
  const document = textOf(act.facts, 'document');
  const kind = isDocumentKey(document) ? row.records?.[document] : undefined;
  if (!isDocumentKey(document) || !kind)
    return refusal('documentNotExpected', {
      document: isDocumentKey(document) ? documents[document].title : document,
    });
  const { role } = act.actor;
  const theirs = role !== 'system' && kind.by.includes(role);
  return first([
    forNoHandler(peopleNow(state), act),
    theirs ? undefined : refusal('notPermitted', { what: `填报《${documents[document].title}》` }),
    kind.officers !== undefined && officersIn(act) < kind.officers
      ? refusal('twoOfficersRequired')
      : undefined,
    contentsMissing(document, formFields(row, document, state), act),
    kind.refuse?.(state, act),
  ]);
}

/**
 * What is done for another here is done for a 承办人 of the case, and by nobody who is named for another part of
 * its approvals (第三十六条).
 */
function forNoHandler({ handlers, reviewers, approvers }: CasePeople, act: Act): Refusal | undefined {
  const { actor, onBehalfOf } = act;
  if (!onBehalfOf) return undefined;
  if (!handlers.includes(onBehalfOf.id)) return refusal('notYourTask', { who: roles.handler.label });
  const part = reviewers.includes(actor.id) ? 'review' : approvers.includes(actor.id) ? 'approve' : undefined;
  return part && refusal('samePersonTwoRoles', { name: actor.name, role: partLabels[part] });
}

/** How many officers an act names, each once. */
function officersIn({ facts }: Act): number {
  const { officers } = facts;
  return Array.isArray(officers) ? new Set(officers.map((one) => JSON.stringify(one))).size : 0;
}

/**
 * The fields of a document that whoever puts it on file fills: not the opinions, which are his own and those
 * of the decisions on it, and where officers are named not who they are.
 */
export function formFields(row: ProcedureRow, document: DocumentKey, state?: State): readonly Field[] {
  const onSite = row.records?.[document]?.officers ?? 0;
  const apart = [...Object.values<string>(opinionFields), ...(onSite > 0 ? FILLED_BY_OFFICERS : [])];
  return fieldsOf(document, undefined, Boolean(state?.opening?.facts['emergency'])).filter(
    ({ key }) => !apart.includes(key),
  );
}

/** 第十一条: who acted and under which certificates is taken from the register, not typed. */
const FILLED_BY_OFFICERS: readonly string[] = ['officers', 'certificateNumbers'];

function refuseOpening(row: ProcedureRow, state: State, act: Act): Refusal | undefined {
  if (!state.opening) return row.opening === undefined ? undefined : refuseOpeningForm(row, row.opening, act);
  const params = byAndAt(state.opening, formatMoment);
  return row.opensMatter
    ? refusal('caseNumberTaken', { number: act.chainId, ...params })
    : refusal('alreadyOpen', params);
}

const checks: { [K in Act['kind']]?: (state: State, act: Act) => Refusal | undefined } = {
  withdrawn: (state, act) =>
    first([cannotWithdraw(state, act), takenBackForAnother(state, act), opinionMissing(act)]),
  claimed: (state, act) =>
    stepClosed(state, act.step) ?? first([notTheirs(state, act), samePerson(state, act)]),
  reassigned: (state, act) =>
    stepClosed(state, act.step) ??
    first([notTheirsToHandOn(state, act), unsuitable(state, act), opinionMissing(act)]),
  handedOver: (state, act) => over(state) ?? first([cannotHandOver(state, act), opinionMissing(act)]),
  terminated: (state, act) => revoked(state) ?? over(state) ?? opinionMissing(act),
  urged: (state, act) => stepClosed(state, act.step),
  remarked: (_, act) => opinionMissing(act),
  corrected: (state, act) => first([unknownTarget(state, act), opinionMissing(act)]),
};

/** The procedure has ended. */
function over(state: State): Refusal | undefined {
  if (state.concluded) return refusal('procedureConcluded', byAndAt(state.concluded, formatMoment));
  return state.terminated && refusal('procedureTerminated', byAndAt(state.terminated, formatMoment));
}

/** 撤销 of what was revoked already. */
const revoked = ({ terminated }: State): Refusal | undefined =>
  terminated && refusal('substitutionEnded', byAndAt(terminated, formatMoment));

/** A step that is not open: decided by whom and when, ended with its procedure, or not reached yet. */
function stepClosed(state: State, step: string): Refusal | undefined {
  const decided = held(state.steps, step);
  if (decided?.decision)
    return refusal('alreadyDecided', {
      ...byAndAt(decided, formatMoment),
      decision: DECISIONS[decided.decision],
    });
  if (held(state.tasks, step)) return undefined;
  const ended = over(state);
  if (ended) return ended;
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

/**
 * 承办人、审核人、批准人 of one approval are three different people, over all its rounds (第三十六条). Both who acts and
 * for whom he acts hold the part; whoever acts for another must not be named for another part either, or the
 * one who is named twice would leave that part to nobody.
 */
function samePerson(state: State, act: Act, step = act.step): Refusal | undefined {
  const { actor, onBehalfOf } = act;
  const acting = [actor.id, ...(onBehalfOf ? [onBehalfOf.id] : [])];
  const part =
    partHeldBy(state, step, acting) ??
    submittedBy(state, step, acting) ??
    (onBehalfOf && partNamedFor(state, step, actor.id));
  return part && refusal('samePersonTwoRoles', { name: actor.name, role: partLabels[part] });
}

/** Taking a decision back for another is doing his part. */
const takenBackForAnother = (state: State, act: Act): Refusal | undefined =>
  act.onBehalfOf && samePerson(state, act, textOf(act.facts, 'of'));

/** Whoever hands a task on for another must do so for its holder. */
const notTheirsToHandOn = (state: State, act: Act): Refusal | undefined =>
  act.onBehalfOf && (notTheirs(state, act) ?? samePerson(state, act));

const roleOfPart = { submit: 'handler', review: 'reviewer', approve: 'approver' } as const;

/** Which other part of the same approval a person is named for or asked to do. */
function partNamedFor(state: State, step: string, person: string): (typeof PARTS)[number] | undefined {
  const { subject, part } = readStep(step);
  const { handlers, reviewers, approvers } = peopleNow(state);
  const named = { submit: handlers, review: reviewers, approve: approvers };
  const asked = Object.values(state.tasks).filter(
    (task) => task.candidates.includes(person) || task.assignee === person,
  );
  return PARTS.find(
    (other) =>
      other !== part &&
      (named[other].includes(person) || asked.some((task) => task.step.startsWith(`${subject}/${other}/`))),
  );
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
      isPartDone(record) && people.some((id) => id === record.actor.id || id === record.onBehalfOf?.id),
  );
  return PARTS.find(
    (other) => other !== part && acted.some((record) => stepDone(record).startsWith(`${subject}/${other}/`)),
  );
}

/**
 * Did one of these people submit what is examined here, by opening the procedure or by putting the document
 * on file, himself or for another? That is the part of 承办人.
 */
function submittedBy(state: State, step: string, people: readonly string[]): 'submit' | undefined {
  const { subject, part } = readStep(step);
  const document = held(state.tasks, step)?.document;
  if (!document || (part !== 'review' && part !== 'approve')) return undefined;
  if (held(state.steps, stepKey(subject, 'submit', 1))) return undefined;
  const submitted = recordedOn(state, document)[readSubject(subject).count - 1] ?? state.opening;
  return submitted && people.some((id) => id === submitted.actor.id || id === submitted.onBehalfOf?.id)
    ? 'submit'
    : undefined;
}

/** A decision, or its withdrawal by somebody who did not make it himself. */
const isPartDone = ({ kind, onBehalfOf }: RecordHeader): boolean =>
  kind === 'decided' || (kind === 'withdrawn' && onBehalfOf !== undefined);

/** The step whose part a record is an act in: a withdrawal concludes the step after it. */
const stepDone = (record: RecordHeader): string =>
  record.kind === 'withdrawn' ? textOf(record.facts, 'of') : record.step;

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
  return contentsMissing(task.document, fieldsToFill(row, state, task), act);
}

/** A form that opens a procedure: by somebody who handles the matter where officers open it, and whole. */
function refuseOpeningForm(row: ProcedureRow, document: DocumentKey | null, act: Act): Refusal | undefined {
  const people = act.facts['people'] as unknown as CasePeople;
  const { handlers } = people;
  const apart = row.opensMatter || row.openedBy.join() !== 'officer';
  if (act.actor.role === 'system') return undefined;
  const theirs = apart || handlers.includes(act.onBehalfOf?.id ?? act.actor.id);
  return first([
    forNoHandler(people, act),
    theirs ? undefined : refusal('notYourTask', { who: roles.handler.label }),
    opinionMissing(act),
    document ? contentsMissing(document, openingFields(document), act) : undefined,
  ]);
}

/** The contents the law requires of a document that its form leaves empty, all named. */
function contentsMissing(document: DocumentKey, asked: readonly Field[], act: Act): Refusal | undefined {
  const form = act.body['form'] as Body | undefined;
  const missing = asked
    .filter((field) => isRequired(field, form ?? {}) && !answered(field, form, act))
    .map((field) => field.label);
  return missing.length > 0
    ? refusal('contentsRequired', { document: documents[document].title, missing: missing.join('、') })
    : undefined;
}

/** Files go with the act, not into the form. */
const answered = ({ kind, key }: Field, form: Body | undefined, act: Act): boolean =>
  filled(form?.[key]) || (kind === 'attachments' && act.attachments.length > 0);

/**
 * The law asks for it in every case, or in an emergency, which the record knows, or because of how the act
 * went (a signature refused, a party absent), which the form itself says.
 */
const isRequired = (field: Field, form: Body): boolean =>
  field.required === 'law' && applies(field, form, true);

/** The fields of the form that opens a procedure: not the opinions, which the decisions fill. */
export const openingFields = (document: DocumentKey): readonly Field[] =>
  fieldsOf(document, 'handler', false).filter(
    ({ key }) => !Object.values<string>(opinionFields).includes(key) && !FILLED_BY_OFFICERS.includes(key),
  );

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
  stepRowOf(row, task.step)?.onFile ?? [];

/**
 * What of a task's document its role fills in this circumstance. Who reviews or approves a paper fills what
 * is his alone; the rest of it has been submitted.
 */
function fieldsFor({ document, role, decisions }: Task, emergency: boolean): readonly Field[] {
  const fields = document ? fieldsOf(document, role, emergency) : [];
  return decisions.includes('submit') ? fields : fields.filter(({ by }) => by === role);
}

function fieldsOf(document: DocumentKey, role: RoleKey | undefined, emergency: boolean): readonly Field[] {
  const fields: readonly Field[] = documents[document].contents;
  return fields.filter(
    (field) =>
      (field.by === undefined || role === undefined || field.by === role) &&
      (field.when !== 'emergency' || emergency),
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
  if (partOwner(own) !== partOwner(act))
    return refusal('notYourTask', { who: own.onBehalfOf?.name ?? own.actor.name });
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

/** 离职转办 of a part: held by the one who leaves, and by nobody who has or is named for another part. */
function cannotHandOver(state: State, act: Act): Refusal | undefined {
  const fact = (key: string) => textOf(act.facts, key);
  const [role, from, to] = [fact('role'), fact('from'), fact('assignee')];
  if (!rolesAmong(namedNow(state), from).includes(role) && !wouldBeAskedAgain(state, role, from))
    return refusal('nothingToHandOver', { role: isRoleKey(role) ? roles[role].label : role });
  if (role === 'handler' && tooFewOfficers(state, from, to)) return refusal('twoOfficersRequired');
  const taken = otherPartOf(state, role, to);
  return (
    taken && refusal('assigneeUnsuitable', { name: '该人员', why: `在本次审批中担任${partLabels[taken]}` })
  );
}

/** 执法人员不得少于两人 (行政处罚法第四十二条): two who become one are no longer two. */
function tooFewOfficers(state: State, from: string, to: string): boolean {
  const { handlers } = peopleNow(state);
  return handlers.includes(from) && handlers.includes(to) && handlers.length <= limits.officers.value;
}

/** Which part of the procedure's approvals, other than that of this role, a person has or is named for. */
export function otherPartOf(state: State, role: string, person: string): (typeof PARTS)[number] | undefined {
  const part = PARTS.find((one) => roleOfPart[one] === role);
  if (part === undefined) return undefined;
  const steps = [...Object.keys(state.tasks), ...Object.keys(state.steps), ''];
  const subjects = [...new Set(steps.map((step) => readStep(step).subject))];
  return subjects
    .map((subject) => stepKey(subject, part, 1))
    .map((step) => partHeldBy(state, step, [person]) ?? partNamedFor(state, step, person))
    .find((other) => other !== undefined);
}

/** A returned form goes to whoever submitted it last, whether or not the opening named him. */
const wouldBeAskedAgain = (state: State, role: string, person: string): boolean =>
  Object.values(state.steps).some(
    (record) => record.decision === 'submit' && record.actor.role === role && partOwner(record) === person,
  );

function unknownTarget(state: State, act: Act): Refusal | undefined {
  const target = Number(act.facts['target']);
  const known = Number.isSafeInteger(target) && target > 0 && target <= state.seq;
  return known ? undefined : refusal('correctionTargetUnknown', { seq: target });
}
