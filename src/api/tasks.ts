import type { z } from 'zod';
import type { Procedure } from '../models/procedures.js';
import { documents, type DocumentKey } from '../workflows/law/documents.js';
import { readStep } from '../workflows/law/record/approval-tasks.js';
import type { State } from '../workflows/law/record/fold.js';
import { fieldsToFill } from '../workflows/law/record/gates.js';
import { DECISIONS, KINDS, type Body, type RecordHeader } from '../workflows/law/record/kinds.js';
import { formatMoment } from '../workflows/law/moments.js';
import { postFor } from '../workflows/law/posts.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { refusal } from '../workflows/refusals.js';
import type { Doors, Ids } from '../workflows/messages.js';
import type { Caller } from './callers.js';
import { act, type Outcome } from './doors.js';
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
  documentView,
  fieldViews,
  isOf,
  openingFields,
  partyText,
  pendingReply,
  taskSummary,
  type Names,
} from './presenters.js';
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
  type TaskSummary,
} from './schemas.js';
import { entriesOf } from './timeline.js';
import { readTaskId, roleOfStep, stepArticle, stepLabel } from './words.js';

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
    refuseFuture(occurredAt, call.receivedAt);
    const attached = await attachedTo(parts, attachments);
    const wish = { step: aim.step, decision, opinion, form, secrecy, ...attached };
    return knock(parts, call, aim, 'decide', wish, occurredAt);
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
    return knock(parts, call, aim, 'reassign', { step: aim.step, to, opinion });
  }),
  actRoute(parts, 'withdrawal', '撤回本人的办理；下一环节已办理的不能撤回', Reasoned, (call, aim) =>
    knock(parts, call, aim, 'withdraw', { step: aim.step, opinion: call.body.opinion }),
  ),
  actRoute(parts, 'urge', '催办', Urge, (call, aim) => {
    if (!allowed(call.caller, 'urge', aim.matter))
      throw refused(refusal('notPermitted', { what: '催办该任务' }));
    return knock(parts, call, aim, 'urge', { step: aim.step, opinion: call.body.opinion });
  }),
];

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
};

/** 404 both for what is not there and for what the caller may not know of. */
async function reach(parts: ApiParts, caller: Caller, id: string): Promise<Aim> {
  const { chainId, procedure, step } = readTaskId(id);
  const on = await parts.lists.procedureById(chainId, procedure);
  const matter: Matter = on ? { unit: on.unit, involved: on.involved } : {};
  if (!on || !allowed(caller, 'seeCase', matter)) throw refused(refusal('notFound', { what: '该任务' }));
  const task = on.tasks.find((one) => one.step === step);
  return {
    chainId,
    procedure,
    step,
    matter,
    holders: holdersOf(task),
    seen: on.seq,
    unit: on.unit,
    role: task?.role ?? roleOfStep(step),
  };
}

type Wish<D extends keyof Doors> = Omit<Doors[D], keyof ReturnType<typeof requestOf>>;

/** Managers act as what they are, everybody else in the role of the task. */
const OWN_ROLE: readonly (keyof Doors)[] = ['urge', 'reassign'];

function knock<D extends keyof Doors>(
  parts: ApiParts,
  told: Told,
  aim: Aim,
  door: D,
  wish: Wish<D>,
  occurredAt?: number,
): Promise<Outcome> {
  const role =
    OWN_ROLE.includes(door) && !aim.holders.includes(told.caller.id) ? managerRole(told.caller) : aim.role;
  const request = requestOf(told, role, aim.unit, aim.seen, occurredAt);
  const ids = { chainId: aim.chainId, procedure: aim.procedure };
  return act(parts.doors, door, ids, { ...request, ...wish } as unknown as Doors[D]);
}

/** The role a person has outside the steps of an approval. */
export function managerRole(caller: Caller): 'unitHead' | 'manager' | 'legalOffice' | 'agencyHead' {
  const holds = (post: string): boolean => caller.posts.some((held) => held.post === post);
  if (holds('agencyHead')) return 'agencyHead';
  if (holds('unitHead')) return 'unitHead';
  return holds('legalOfficer') ? 'legalOffice' : 'manager';
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
  const state = dossier.states[procedure];
  const row = rowIn(parts.rows, procedure);
  const known = state && (state.tasks[step] ?? state.steps[step] ?? everAsked(dossier, procedure, step));
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
  const [calendar, projection, bodies] = await Promise.all([
    parts.calendar(),
    parts.lists.procedureById(dossier.chainId, procedure),
    readBodies(parts, on),
  ]);
  const reassignable = await suitable(parts, task.role, caller, now);
  const names = await namesFor(parts, [...(dossier.matter.involved ?? []), ...reassignable]);
  const permissions = taskPermissions({
    caller,
    row,
    chainId: dossier.chainId,
    procedure,
    state,
    step,
    matter: dossier.matter,
    now,
  });
  const end = endOf(on, names);
  const related = step.split('/')[0] ?? '';
  return {
    id: `${dossier.chainId}~${procedure.replaceAll('/', '.')}~${step.replaceAll('/', '.')}`,
    state: stateOf(on, caller),
    task: taskSummary(projection ?? stubOf(on), task, row, caller.id, names, now),
    article: articleView(stepArticle(row, step)),
    document: task.document ? documentView(task.document, fieldsToFill(row, state, task)) : null,
    prefilled: prefilledFor(on, bodies),
    facts: factsOf(on, bodies, names),
    opinions: opinionsOf(on, bodies, names, related),
    attachments: dossier.records
      .filter((record) => record.procedure === procedure)
      .flatMap((record) => attachmentViews(record, bodies.get(record.seq))),
    clocks: Object.values(state.clocks).map((clock) =>
      clockView(clock, state.concluded !== undefined, calendar, now),
    ),
    timeline: await entriesOf(parts, dossier, dossier.records.slice(-EXCERPT)),
    decisions: task.decisions.map((decision) => ({ decision, label: DECISIONS[decision] })),
    permissions,
    reassignableTo: permissions.reassign
      ? reassignable
          .filter((id) => !holdersOf(state.tasks[step]).includes(id))
          .map((id) => ({ id, name: names.person(id) }))
      : [],
    end,
    now,
  };
}

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
    wanted.map(async (record) => [record.seq, await contentsOf(parts.ledger, record, dossier.upTo)] as const),
  );
  return new Map(read);
}

/** Opening facts first, then what the form says as it was last submitted. */
function factsOf(on: TaskOnFile, bodies: Bodies, names: Names): FieldView[] {
  const [opening] = on.dossier.records;
  const emergency = opening?.facts['emergency'] as {
    startedAt?: number;
    officers?: { id: string; certificate: string }[];
  } | null;
  const started: FieldView[] = emergency?.startedAt
    ? [
        { key: 'startedAt', label: '程序实际启动时间', value: formatMoment(emergency.startedAt) },
        {
          key: 'officers',
          label: '执法人员',
          value: (emergency.officers ?? []).map(
            ({ id, certificate }) => `${names.person(id)}（${certificate}）`,
          ),
        },
      ]
    : [];
  const submitted = latestForm(on);
  const form = submitted ? fieldViews(objectIn(bodies.get(submitted.seq), 'form'), documentKeyOf(on)) : [];
  return [...openingFields(opening && bodies.get(opening.seq)), ...started, ...form];
}

const documentKeyOf = ({ row, step }: TaskOnFile): DocumentKey | null =>
  row.steps[readStep(step).subject]?.document ?? null;

/** The newest submission of the step's subject. */
const latestForm = ({ state, step }: TaskOnFile): RecordHeader | undefined =>
  Object.values(state.steps)
    .filter((record) => record.decision === 'submit' && record.step.startsWith(`${readStep(step).subject}/`))
    .sort((one, other) => other.seq - one.seq)[0];

/** An earlier round's contents; before the first, what the opening says already. */
function prefilledFor(on: TaskOnFile, bodies: Bodies): Record<string, FieldView['value']> {
  const submitted = latestForm(on);
  const before = submitted ? fieldViews(objectIn(bodies.get(submitted.seq), 'form'), documentKeyOf(on)) : [];
  const opening = on.dossier.records[0];
  const body = opening && bodies.get(opening.seq);
  const known: [string, string | null][] = [
    ['causeOfInitiation', textIn(body, 'cause')],
    ['partyParticulars', partyText(objectIn(body, 'party')) || null],
    ['sourceOfCase', textIn(body, 'sourceOfCase')],
    ['suspectedProvision', textIn(body, 'suspectedProvision')],
  ];
  const key = documentKeyOf(on);
  const fields: readonly { key: string }[] = key ? documents[key].contents : [];
  const fromOpening = known.flatMap(([field, value]) =>
    value !== null && fields.some((one) => one.key === field) ? [[field, value] as const] : [],
  );
  return Object.fromEntries([
    ...fromOpening,
    ...before.map(({ key: field, value }) => [field, value] as const),
  ]);
}

function opinionsOf({ state, row }: TaskOnFile, bodies: Bodies, names: Names, subject: string) {
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
