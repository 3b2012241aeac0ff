import type { z } from 'zod';
import type { Procedure } from '../models/procedures.js';
import type { Field } from '../workflows/law/documents/document.js';
import { readStep } from '../workflows/law/record/approval-tasks.js';
import { held, type State } from '../workflows/law/record/fold.js';
import { fieldsAsked, fieldsOnFile } from '../workflows/law/record/gates.js';
import { DECISIONS, KINDS, type Body, type RecordHeader } from '../workflows/law/record/kinds.js';
import { formatMoment } from '../workflows/law/moments.js';
import { postFor } from '../workflows/law/posts.js';
import type { EmergencyFacts } from '../workflows/law/procedure-rows.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { stepLabel } from '../workflows/law/step-label.js';
import { refusal } from '../workflows/refusals.js';
import type { Doors, Ids } from '../workflows/messages.js';
import { roleAs, type Caller } from './callers.js';
import { act, type Outcome } from './doors.js';
import {
  contentsOfRecord,
  contentsOfStep,
  documentView,
  fieldViews,
  openingFields,
  partyText,
  peopleNamedIn,
} from './fields.js';
import { formErrors } from './form-check.js';
import { contentsOf, objectIn, readDossier, textIn, type Dossier } from './matters.js';
import { namesFor } from './names.js';
import { rowIn, type ApiParts } from './parts.js';
import { allowed, type Matter } from './policies.js';
import { holdersOf, taskPermissions } from './permissions.js';
import {
  actorView,
  actReply,
  articleView,
  attachmentViews,
  clockView,
  isOf,
  pendingReply,
  taskSummary,
  type Names,
} from './presenters.js';
import { ofDecision, ofReasonedAct, pointing } from './pointers.js';
import { problem, refused } from './problems.js';
import { attachedTo, refuseFuture, requestOf, type Told } from './requests.js';
import { route, type Reply, type Route } from './route.js';
import {
  ActAnswer,
  Claim,
  Decide,
  Pending,
  Reasoned,
  Reassign,
  TaskDetail,
  TaskList,
  TaskParams,
  TaskQuery,
  Urge,
  type FieldView,
  type Form,
  type TaskSummary,
} from './schemas.js';
import { entriesOf } from './timeline.js';
import { readTaskId, roleOfStep, stepArticle, taskIdOf } from './words.js';

const answers = { 200: ActAnswer, 202: Pending };

/** Records of the timeline shown beside a task. */
const EXCERPT = 20;

/** The doors of approvers: their tasks, and what they do to them. */
export const taskRoutes = (parts: ApiParts): Route[] => [...readingRoutes(parts), ...actingRoutes(parts)];

const readingRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/tasks',
    summary: '我的任务，含可认领的任务；先到期的在前',
    query: TaskQuery,
    answers: { 200: TaskList },
    load: ({ caller }) => parts.lists.awaiting(caller.id),
    do: (call, procedures) => myTasks(parts, call.caller, procedures, call.receivedAt),
    present: (tasks, { query, receivedAt }) => page(tasks, query, receivedAt),
  }),
  route({
    method: 'get',
    path: '/api/tasks/:id',
    summary: '一项任务：条文、文书、事实、意见、时限和可以办理的事项；已不在的，说明由谁办理',
    params: TaskParams,
    answers: { 200: TaskDetail },
    load: ({ caller, params }) => readTask(parts, caller, params.id),
    do: (call, task) => detailOf(parts, call.caller, task, call.receivedAt),
    present: (body) => ({ body }),
  }),
];

const actingRoutes = (parts: ApiParts): Route[] => [
  actRoute(parts, 'decision', '办理：提交、同意、不同意或者退回，须签署意见', Decide, async (call, aim) => {
    const { decision, opinion, form, secrecy, occurredAt, attachments } = call.body;
    refuseFuture(occurredAt, call.receivedAt, '/occurredAt');
    const wrong = aim.fields ? await formErrors(parts.people, form, ...aim.fields, '/form') : [];
    if (wrong.length > 0) throw problem('invalidRequest', {}, wrong);
    const attached = await attachedTo(parts, call.caller, attachments);
    const wish = { step: aim.step, decision, opinion, form, secrecy, ...attached };
    return pointing(ofDecision(form, aim.fields?.[0] ?? []), () =>
      knock(parts, call, aim, 'decide', wish, occurredAt),
    );
  }),
  actRoute(parts, 'claim', '认领', Claim, (call, aim) =>
    knock(parts, call, aim, 'claim', { step: aim.step }),
  ),
  actRoute(parts, 'reassignment', '转办给同一职务的另一人，须说明原因', Reassign, async (call, aim) => {
    const matter = { ...aim.matter, holders: aim.holders };
    if (!allowed(call.caller, 'reassign', matter))
      throw refused(refusal('notPermitted', { what: '转办该任务' }));
    const { to, opinion } = call.body;
    if (!(await parts.people.personById(to))?.active)
      throw problem('invalidRequest', {}, [{ pointer: '/to', detail: '没有这个人员' }]);
    return reasoned(() => knock(parts, call, aim, 'reassign', { step: aim.step, to, opinion }));
  }),
  actRoute(parts, 'withdrawal', '撤回本人的办理；下一环节已办理的不能撤回', Reasoned, (call, aim) =>
    reasoned(() => knock(parts, call, aim, 'withdraw', { step: aim.step, opinion: call.body.opinion })),
  ),
  actRoute(parts, 'urge', '催办', Urge, (call, aim) => {
    if (!allowed(call.caller, 'urge', aim.matter))
      throw refused(refusal('notPermitted', { what: '催办该任务' }));
    return knock(parts, call, aim, 'urge', { step: aim.step, opinion: call.body.opinion });
  }),
];

const reasoned = (work: () => Promise<Outcome>): Promise<Outcome> => pointing(ofReasonedAct, work);

/** One act on a task. Whoever may not know of the task hears 404 before anything else. */
const actRoute = <B extends z.ZodType>(
  parts: ApiParts,
  name: string,
  summary: string,
  body: B,
  perform: (call: { body: z.output<B> } & Told, aim: Aim) => Promise<Outcome>,
): Route =>
  route({
    method: 'post',
    path: `/api/tasks/:id/${name}`,
    summary,
    act: true,
    params: TaskParams,
    body,
    answers,
    load: ({ caller, params }) => reach(parts, caller, params.id),
    do: (call, aim) => perform(call, aim),
    present: (outcome, _, aim) => presentOutcome(parts, outcome, aim),
  });

// ── acting

/** Where an act is aimed: read from the projection, which is one document. */
type Aim = Ids & {
  step: string;
  matter: Matter;
  holders: string[];
  seen: number;
  unit: string;
  role: ReturnType<typeof roleOfStep>;
  /** What the task's form asks, and what is on file already; none while the task is not open. */
  fields: [asked: readonly Field[], onFile: readonly Field[]] | undefined;
};

/** 404 both for what is not there and for what the caller may not know of. */
async function reach(parts: ApiParts, caller: Caller, id: string): Promise<Aim> {
  const { chainId, procedure, step } = readTaskId(id);
  const on = await parts.lists.procedureById(chainId, procedure);
  const matter: Matter = on ? { unit: on.unit, involved: on.involved } : {};
  if (!on || !allowed(caller, 'seeCase', matter)) throw refused(refusal('notFound', { what: '该任务' }));
  const task = on.tasks.find((one) => one.step === step);
  const row = rowIn(parts.rows, procedure);
  return {
    chainId,
    procedure,
    step,
    matter,
    holders: holdersOf(task),
    seen: on.seq,
    unit: on.unit,
    role: task?.role ?? roleOfStep(step),
    fields:
      task && row ? [fieldsAsked(row, task, on.emergency), fieldsOnFile(row, task, on.emergency)] : undefined,
  };
}

type Wish<D extends keyof Doors> = Omit<Doors[D], keyof ReturnType<typeof requestOf>>;

/** Whoever does these without holding the task acts as what he is, everybody else in the role of the task. */
const OWN_ROLE: readonly (keyof Doors)[] = ['urge', 'reassign'];

function knock<D extends keyof Doors>(
  parts: ApiParts,
  told: Told,
  aim: Aim,
  door: D,
  wish: Wish<D>,
  occurredAt?: number,
): Promise<Outcome> {
  const own = OWN_ROLE.includes(door) && !aim.holders.includes(told.caller.id);
  const role = own ? roleAs(told.caller, aim.unit) : aim.role;
  const request = requestOf(told, role, aim.unit, aim.seen, occurredAt);
  const ids = { chainId: aim.chainId, procedure: aim.procedure };
  return act(parts.doors, door, ids, { ...request, ...wish } as unknown as Doors[D]);
}

function presentOutcome(parts: ApiParts, outcome: Outcome, aim: Aim): Reply {
  if ('record' in outcome) return actReply(outcome.record, (procedure) => rowIn(parts.rows, procedure));
  return pendingReply(`/api/cases/${aim.chainId}`);
}

// ── lists

async function myTasks(
  parts: ApiParts,
  caller: Caller,
  procedures: readonly Procedure[],
  now: number,
): Promise<TaskSummary[]> {
  const mine = procedures.flatMap((procedure) =>
    procedure.tasks.filter((task) => isOf(task, caller.id)).map((task) => ({ procedure, task })),
  );
  const names = await namesFor(
    parts,
    mine.flatMap(({ task }) => [...task.candidates, task.assignee ?? '']).filter(Boolean),
  );
  return mine.flatMap(({ procedure, task }) => {
    const row = rowIn(parts.rows, procedure.procedure);
    return row ? [taskSummary(procedure, task, row, caller.id, names, now)] : [];
  });
}

const orderOf = (task: TaskSummary): string =>
  `${String(task.dueAt ?? Number.MAX_SAFE_INTEGER).padStart(16, '0')}~${task.id}`;

function page(
  tasks: TaskSummary[],
  query: { cursor?: string | undefined; limit: number; overdue?: boolean | undefined },
  now: number,
): Reply {
  const after = query.cursor === undefined ? '' : Buffer.from(query.cursor, 'base64url').toString('utf8');
  const wanted = tasks
    .filter((task) => query.overdue === undefined || task.overdue === query.overdue)
    .filter((task) => orderOf(task) > after)
    .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const items = wanted.slice(0, query.limit);
  const last = items.at(-1);
  const next = wanted.length > items.length && last ? Buffer.from(orderOf(last)).toString('base64url') : null;
  return { body: { items, next, now } };
}

// ── one task

type TaskOnFile = { dossier: Dossier; state: State; row: ProcedureRow; procedure: string; step: string };

async function readTask(parts: ApiParts, caller: Caller, id: string): Promise<TaskOnFile> {
  const { chainId, procedure, step } = readTaskId(id);
  const dossier = await readDossier(parts.ledger, caller, chainId);
  const state = held(dossier.states, procedure);
  const row = rowIn(parts.rows, procedure);
  const known =
    state && (held(state.tasks, step) ?? held(state.steps, step) ?? everAsked(dossier, procedure, step));
  if (!state || !row || !known) throw refused(refusal('notFound', { what: '该任务' }));
  return { dossier, state, row, procedure, step };
}

/** Was the step ever on somebody's list? A procedure that ends takes its open tasks with it. */
const everAsked = (dossier: Dossier, procedure: string, step: string): RecordHeader | undefined =>
  dossier.records.find(
    (record) => record.procedure === procedure && record.opens.some((task) => task.step === step),
  );

async function detailOf(parts: ApiParts, caller: Caller, on: TaskOnFile, now: number) {
  const { dossier, state, row, procedure, step } = on;
  const task = state.tasks[step] ?? taskOnFile(on);
  const [calendar, projection, bodies, reassignable, timeline] = await Promise.all([
    parts.calendar(),
    parts.lists.procedureById(dossier.chainId, procedure),
    readBodies(parts, on),
    suitable(parts, task.role, caller, now),
    entriesOf(parts, { caller, now }, dossier, dossier.records.slice(-EXCERPT)),
  ]);
  const names = await namesFor(parts, [
    ...(dossier.matter.involved ?? []),
    ...reassignable,
    ...namedInForms(parts, on, bodies),
  ]);
  const permissions = permissionsOn(on, caller, now);
  const concluded = state.concluded !== undefined;
  return {
    id: taskIdOf(dossier.chainId, procedure, step),
    state: stateOf(on, caller),
    task: taskSummary(projection ?? stubOf(on), task, row, caller.id, names, now),
    article: articleView(stepArticle(row, step)),
    document: documentOf(on, task, bodies, names),
    prefilled: prefilledFor(on, task, bodies),
    facts: factsOf(on, bodies, names),
    opinions: opinionsOf(on, bodies, names),
    attachments: dossier.records
      .filter((record) => record.procedure === procedure)
      .flatMap((record) => attachmentViews(record, bodies.get(record.seq))),
    clocks: Object.values(state.clocks).map((clock) => clockView(clock, concluded, calendar, now)),
    timeline,
    decisions: task.decisions.map((decision) => ({ decision, label: DECISIONS[decision] })),
    permissions,
    reassignableTo: permissions.reassign
      ? reassignable
          .filter((id) => !holdersOf(state.tasks[step]).includes(id))
          .map((id) => ({ id, name: names.person(id) }))
      : [],
    end: endOf(on, names),
    now,
  };
}

function permissionsOn({ dossier, state, row, procedure, step }: TaskOnFile, caller: Caller, now: number) {
  const { chainId, matter } = dossier;
  return taskPermissions({ caller, row, chainId, procedure, state, step, matter, now });
}

/** Persons whom the forms of this procedure name. */
function namedInForms(parts: ApiParts, { dossier }: TaskOnFile, bodies: Bodies): string[] {
  const rowOf = (procedure: string) => rowIn(parts.rows, procedure);
  const bySeq = (seq: number) => dossier.records.find((record) => record.seq === seq);
  return dossier.records.flatMap((record) =>
    peopleNamedIn(bodies.get(record.seq), contentsOfRecord(record, rowOf, bySeq)),
  );
}

/** The form of the task; its given fields are answered by the matter's opening and the step's own record. */
function documentOf(on: TaskOnFile, task: OnFile, bodies: Bodies, names: Names) {
  const { dossier, state, row, step } = on;
  const [opening] = dossier.records;
  const body = opening && bodies.get(opening.seq);
  const file = { facts: opening?.facts ?? {}, body, record: state.steps[step] };
  return documentView(row, task, isEmergency(state), file, names);
}

const isEmergency = ({ opening }: State): boolean => Boolean(opening?.facts['emergency']);

type OnFile = State['tasks'][string];

/** The task as it was asked, when it is no longer open. */
function taskOnFile({ dossier, procedure, step }: TaskOnFile): OnFile {
  const asked = everAsked(dossier, procedure, step);
  const task = asked?.opens.find((one) => one.step === step);
  if (asked && task) return { ...task, openedBy: asked.seq, openedAt: asked.receivedAt };
  return {
    step,
    role: roleOfStep(step),
    document: null,
    decisions: [],
    candidates: [],
    openedBy: 0,
    openedAt: 0,
  };
}

/** What a task shows of a matter whose projection has not been written yet. */
function stubOf({ dossier, state, procedure }: TaskOnFile): Procedure {
  const unit = dossier.matter.unit ?? '';
  const opened = state.opening?.receivedAt ?? 0;
  const base = {
    _id: '',
    chainId: dossier.chainId,
    procedure,
    unit,
    title: '',
    party: null,
    wordsSeq: 0,
    seq: state.seq,
  };
  const flags = {
    open: true,
    terminated: false,
    emergency: false,
    overdue: false,
    late: false,
    provisional: false,
  };
  return {
    ...base,
    ...flags,
    outcome: null,
    openedAt: opened,
    updatedAt: opened,
    tasks: [],
    people: [],
    involved: [],
    clocks: [],
    dueAt: null,
  };
}

function stateOf(
  { state, step }: TaskOnFile,
  caller: Caller,
): 'yours' | 'pool' | 'held' | 'decided' | 'closed' {
  const task = state.tasks[step];
  if (!task) return state.steps[step]?.decision ? 'decided' : 'closed';
  if (task.assignee === caller.id) return 'yours';
  return task.assignee === undefined && task.candidates.includes(caller.id) ? 'pool' : 'held';
}

/** Who decided it, when and how; or what took it away. */
function endOf({ state, step }: TaskOnFile, names: Names) {
  if (state.tasks[step]) return null;
  const record = state.steps[step] ?? state.terminated ?? state.concluded;
  if (!record) return null;
  const decided = record.decision ? `（${DECISIONS[record.decision]}）` : '';
  return {
    by: actorView(record.actor, names),
    at: record.receivedAt,
    kindLabel: KINDS[record.kind].label,
    decision: record.decision ?? null,
    decisionLabel: record.decision ? DECISIONS[record.decision] : null,
    sentence: `${record.actor.name}于${formatMoment(record.receivedAt)}${KINDS[record.kind].label}${decided}。`,
    seq: record.seq,
  };
}

type Bodies = ReadonlyMap<number, Body | undefined>;

/** Bodies of this procedure, and of the opening of the matter. */
async function readBodies(parts: ApiParts, { dossier, procedure }: TaskOnFile): Promise<Bodies> {
  const wanted = dossier.records.filter((record, index) => index === 0 || record.procedure === procedure);
  const read = await Promise.all(
    wanted.map(async (record) => [record.seq, await contentsOf(parts.ledger, dossier, record)] as const),
  );
  return new Map(read);
}

/** What an emergency start says of itself beside its words. */
const startContents = [
  { key: 'startedAt', label: '程序实际启动时间', kind: 'instant' },
  { key: 'officers', label: '执法人员', kind: 'list' },
] as const;

/** Opening facts first, then what the form says as it was last submitted. */
function factsOf(on: TaskOnFile, bodies: Bodies, names: Names): FieldView[] {
  const [opening] = on.dossier.records;
  const emergency = opening?.facts['emergency'] as Partial<EmergencyFacts> | null | undefined;
  const officers = (emergency?.officers ?? []).map(
    ({ id, certificate }) => names.person(id) + (certificate ? `（${certificate}）` : ''),
  );
  const { startedAt } = emergency ?? {};
  const start = startedAt === undefined ? {} : { startedAt, officers };
  const submitted = latestForm(on);
  const form = objectIn(submitted && bodies.get(submitted.seq), 'form');
  return [
    ...openingFields(opening && bodies.get(opening.seq), names),
    ...fieldViews(start, startContents, names),
    ...fieldViews(form, contentsOfStep(on.row, on.step), names),
  ];
}

/** The newest submission of the step's subject. */
const latestForm = ({ state, step }: TaskOnFile): RecordHeader | undefined =>
  Object.values(state.steps)
    .filter((record) => record.decision === 'submit' && record.step.startsWith(`${readStep(step).subject}/`))
    .sort((one, other) => other.seq - one.seq)[0];

/** An earlier round's contents; before the first, what the opening says already. Only what is asked. */
function prefilledFor(on: TaskOnFile, task: OnFile, bodies: Bodies): Form {
  const submitted = latestForm(on);
  const before = objectIn(submitted && bodies.get(submitted.seq), 'form');
  const opening = on.dossier.records[0];
  const body = opening && bodies.get(opening.seq);
  const known: Body = {
    causeOfInitiation: textIn(body, 'cause'),
    partyParticulars: partyText(objectIn(body, 'party')) || null,
    sourceOfCase: textIn(body, 'sourceOfCase'),
    suspectedProvision: textIn(body, 'suspectedProvision'),
    ...before,
  };
  const asked = fieldsAsked(on.row, task, isEmergency(on.state));
  const filled = asked.flatMap(({ key }) => {
    const value = known[key];
    return value === undefined || value === null ? [] : [[key, value as Form[string]] as const];
  });
  return Object.fromEntries(filled);
}

function opinionsOf({ state, row, step: asked }: TaskOnFile, bodies: Bodies, names: Names) {
  const { subject } = readStep(asked);
  return Object.values(state.steps)
    .filter((record) => record.kind === 'decided' && record.step.startsWith(`${subject}/`))
    .sort((one, other) => one.seq - other.seq)
    .flatMap((record) => {
      const opinion = textIn(bodies.get(record.seq), 'opinion');
      if (opinion === null || !record.decision) return [];
      const { seq, step, decision, receivedAt } = record;
      const labels = { stepLabel: stepLabel(row, step), decisionLabel: DECISIONS[decision] };
      return [{ seq, step, actor: actorView(record.actor, names), decision, opinion, receivedAt, ...labels }];
    });
}

/** Persons who hold the post that the role asks for. */
async function suitable(parts: ApiParts, role: string, caller: Caller, now: number): Promise<string[]> {
  const post = (postFor as Record<string, (typeof postFor)[keyof typeof postFor] | undefined>)[role];
  if (!post) return [];
  const people = await parts.people.peopleHolding(post, undefined, now);
  return people.map((person) => person.id).filter((id) => id !== caller.id);
}
