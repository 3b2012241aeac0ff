import type { z } from 'zod';
import type { Procedure } from '../models/procedures.js';
import { instanceTitle } from '../workflows/law/named-in-words.js';
import { documents } from '../workflows/law/documents.js';
import type { Field } from '../workflows/law/documents/document.js';
import { readStep, readSubject } from '../workflows/law/record/approval-tasks.js';
import { held, recordedOn, type State } from '../workflows/law/record/fold.js';
import { fieldsAsked, fieldsOnFile } from '../workflows/law/record/gates.js';
import { DECISIONS, KINDS, type Body, type RecordHeader, type Task } from '../workflows/law/record/kinds.js';
import { isRestricted } from '../workflows/law/record/restricted.js';
import { partOwner } from '../workflows/law/record/successors.js';
import { formatMoment } from '../workflows/law/moments.js';
import { postFor } from '../workflows/law/posts.js';
import type { EmergencyFacts } from '../workflows/law/procedure-rows.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { stepLabel, stepRowOf } from '../workflows/law/step-label.js';
import { refusal } from '../workflows/refusals.js';
import type { Doors, Ids } from '../workflows/messages.js';
import { behalfOf, knowPrincipals, principalFor, type Behalf } from './acting-for.js';
import { roleAs, type Caller } from './callers.js';
import { act, type Outcome } from './doors.js';
import {
  contentsOfOpening,
  contentsOfRecord,
  contentsOfStep,
  documentView,
  factsOfForm,
  fieldViews,
  openingFields,
  partyText,
  peopleNamedIn,
} from './fields.js';
import { formErrors } from './form-check.js';
import { contentsOf, objectIn, readDossier, textIn, type Dossier } from './matters.js';
import { namesFor } from './names.js';
import { forgetDraft } from './draft.js';
import { sealedForm } from './openings.js';
import { rowIn, type ApiParts } from './parts.js';
import { allowed, type Matter } from './policies.js';
import { holdersOf, taskPermissions } from './permissions.js';
import {
  actorView,
  actReply,
  articleView,
  attachmentViews,
  clockView,
  filesOpen,
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
import { alike } from './suggested.js';
import { thingsOnFile, type ThingsOnFile } from './things-on-file.js';
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
    do: ({ caller, receivedAt }) => tasksOf(parts, caller, receivedAt),
    present: (tasks, { query, receivedAt }) => page(tasks, query, receivedAt),
  }),
  route({
    method: 'get',
    path: '/api/tasks/:id',
    summary: '一项任务：条文、文书、事实、意见、时限和可以办理的事项；已不在的，说明由谁办理',
    params: TaskParams,
    answers: { 200: TaskDetail },
    load: ({ caller, params, receivedAt }) => readTask(parts, caller, params.id, receivedAt),
    do: (call, task) => detailOf(parts, call.caller, task, call.receivedAt),
    present: (body) => ({ body }),
  }),
];

const actingRoutes = (parts: ApiParts): Route[] => [
  actRoute(parts, 'decision', '办理：提交、同意、不同意或者退回，须签署意见', Decide, (call, aim) =>
    decide(parts, call, aim),
  ),
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
    const himself = { ...aim, behalf: byOwnRight(call.caller, matter) ? undefined : aim.behalf };
    return reasoned(() => knock(parts, call, himself, 'reassign', { step: aim.step, to, opinion }));
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

/** 审核、批准 come before what they allow; only what is handed in may have been made before (第三十六条). */
function refuseBackdated(
  decision: z.output<typeof Decide>['decision'],
  occurredAt: number | undefined,
): void {
  if (decision !== 'submit' && occurredAt !== undefined)
    throw problem('invalidRequest', {}, [
      { pointer: '/occurredAt', detail: '审核、批准以系统收到的时间为准，不能另填发生时间' },
    ]);
}

/** One decision on one task; its draft is done with once it is on file. */
export async function decide(
  parts: ApiParts,
  call: Told & { body: z.output<typeof Decide> },
  aim: Aim,
): Promise<Outcome> {
  const { decision, opinion, form, secrecy, occurredAt, attachments } = call.body;
  refuseFuture(occurredAt, call.receivedAt, '/occurredAt');
  refuseBackdated(decision, occurredAt);
  const wrong = aim.fields ? await formErrors(parts.people, form, ...aim.fields, '/form') : [];
  if (wrong.length > 0) throw problem('invalidRequest', {}, wrong);
  const attached = await attachedTo(parts, call.caller, attachments);
  const facts = decision === 'submit' ? factsOfForm(aim.document, form) : {};
  const filled = sealedForm(parts, call, form, aim.document);
  const wish = { step: aim.step, decision, opinion, form: filled, facts, secrecy, ...attached };
  const outcome = await pointing(ofDecision(form, aim.fields?.[0] ?? []), () =>
    knock(parts, call, aim, 'decide', wish, occurredAt),
  );
  if ('record' in outcome)
    await forgetDraft(parts, call.caller.id, taskIdOf(aim.chainId, aim.procedure, aim.step));
  return outcome;
}

/** May he hand it on as what he is himself? */
function byOwnRight({ principals: _, ...himself }: Caller, matter: Matter): boolean {
  return allowed(himself, 'reassign', matter);
}

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
    load: ({ caller, params, receivedAt }) => reach(parts, caller, params.id, receivedAt),
    do: (call, aim) => perform(call, aim),
    present: (outcome, _, aim) => presentOutcome(parts, outcome, aim),
  });

// ── acting

/** Where an act is aimed: read from the projection, which is one document. */
export type Aim = Ids & {
  step: string;
  matter: Matter;
  holders: string[];
  seen: number;
  unit: string;
  role: ReturnType<typeof roleOfStep>;
  /** The task's document; none for a bare opinion. */
  document: Task['document'] | undefined;
  /** What the task's form asks, and what is on file already; none while the task is not open. */
  fields: [asked: readonly Field[], onFile: readonly Field[]] | undefined;
  /** For whom the caller acts on it (代理). */
  behalf: Behalf | undefined;
};

/** 404 both for what is not there and for what the caller may not know of. */
export async function reach(parts: ApiParts, caller: Caller, id: string, now: number): Promise<Aim> {
  const { chainId, procedure, step } = readTaskId(id);
  const on = await parts.lists.procedureById(chainId, procedure);
  const matter: Matter = on ? { unit: on.unit, involved: on.involved } : {};
  const task = on?.tasks.find((one) => one.step === step);
  if (!holdersOf(task).includes(caller.id)) await knowPrincipals(caller);
  if (!on || !allowed(caller, 'seeCase', matter)) throw refused(refusal('notFound', { what: '该任务' }));
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
    behalf: await behalfOnFile(parts, caller, on, step, now),
    document: task?.document,
    fields:
      task && row ? [fieldsAsked(row, task, on.emergency), fieldsOnFile(row, task, on.emergency)] : undefined,
  };
}

/**
 * For whom the caller acts on a step: its holder, or whose decision it was. One read more, for substitutes
 * only.
 */
async function behalfOnFile(
  parts: ApiParts,
  caller: Caller,
  { chainId, procedure, unit, tasks }: Procedure,
  step: string,
  now: number,
): Promise<Behalf | undefined> {
  if (!caller.principals?.length) return undefined;
  const task = tasks.find((one) => one.step === step);
  const decided = task ? undefined : await parts.ledger.byIdem(chainId, `${procedure}:${step}`);
  return behalfIn(parts, caller, { task, decided, unit, now });
}

type Acted = {
  task: Task | undefined;
  decided: RecordHeader | undefined;
  unit: string;
  now: number;
};

async function behalfIn(
  parts: ApiParts,
  caller: Caller,
  { task, decided, unit, now }: Acted,
): Promise<Behalf | undefined> {
  const role = task?.role ?? decided?.actor.role;
  if (role === undefined || role === 'system') return undefined;
  const owners = task ? holdersOf(task) : decided ? [partOwner(decided)] : [];
  const principal = principalFor(caller, { role, unit, owners });
  return principal && behalfOf(parts.people, principal, role, unit, now);
}

type Wish<D extends keyof Doors> = Omit<Doors[D], keyof ReturnType<typeof requestOf>>;

/** Whoever does these without holding the task acts as what he is, everybody else in the role of the task. */
const OWN_ROLE: readonly (keyof Doors)[] = ['urge', 'reassign'];
/** What is done for another, when he acts for one (代理). */
const FOR_ANOTHER: readonly (keyof Doors)[] = ['decide', 'claim', 'reassign', 'withdraw'];

function knock<D extends keyof Doors>(
  parts: ApiParts,
  told: Told,
  aim: Aim,
  door: D,
  wish: Wish<D>,
  occurredAt?: number,
): Promise<Outcome> {
  const behalf = FOR_ANOTHER.includes(door) ? aim.behalf : undefined;
  const own = !behalf && OWN_ROLE.includes(door) && !aim.holders.includes(told.caller.id);
  const role = own ? roleAs(told.caller, aim.unit) : (behalf?.role ?? aim.role);
  const request = {
    ...requestOf(told, role, aim.unit, aim.seen, occurredAt),
    ...(behalf ? { onBehalfOf: behalf.actor, substitution: behalf.substitution } : {}),
  };
  const ids = { chainId: aim.chainId, procedure: aim.procedure };
  return act(parts.doors, door, ids, { ...request, ...wish } as unknown as Doors[D]);
}

function presentOutcome(parts: ApiParts, outcome: Outcome, aim: Aim): Reply {
  if ('record' in outcome) return actReply(outcome.record, (procedure) => rowIn(parts.rows, procedure));
  return pendingReply(`/api/cases/${aim.chainId}`);
}

// ── lists

/** What waits for the caller, or for one for whom he acts. */
export async function tasksOf(parts: ApiParts, caller: Caller, now: number): Promise<TaskSummary[]> {
  const principals = await knowPrincipals(caller);
  const procedures = await parts.lists.awaiting(
    caller.id,
    principals.map((one) => one.id),
  );
  const mine = procedures.flatMap((procedure) =>
    procedure.tasks.flatMap((task) => {
      const part = { role: task.role, unit: procedure.unit, owners: holdersOf(task) };
      const principal = principalFor(caller, part)?.id;
      return isOf(task, caller.id) || principal !== undefined ? [{ procedure, task, principal }] : [];
    }),
  );
  const names = await namesFor(
    parts,
    mine.flatMap(({ task }) => [...task.candidates, task.assignee ?? '']).filter(Boolean),
  );
  return mine.flatMap(({ procedure, task, principal }) => {
    const row = rowIn(parts.rows, procedure.procedure);
    return row ? [taskSummary(procedure, task, row, caller.id, names, now, principal)] : [];
  });
}

/** Does a task meet the filters of the list? */
export const isInFilter = (task: TaskSummary, { overdue }: { overdue?: boolean | undefined }): boolean =>
  overdue === undefined || task.overdue === overdue;

/** First due first. */
export const orderOf = (task: TaskSummary): string =>
  `${String(task.dueAt ?? Number.MAX_SAFE_INTEGER).padStart(16, '0')}~${task.id}`;

function page(
  tasks: TaskSummary[],
  query: { cursor?: string | undefined; limit: number; overdue?: boolean | undefined },
  now: number,
): Reply {
  const after = query.cursor === undefined ? '' : Buffer.from(query.cursor, 'base64url').toString('utf8');
  const wanted = tasks
    .filter((task) => isInFilter(task, query))
    .filter((task) => orderOf(task) > after)
    .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const items = wanted.slice(0, query.limit);
  const last = items.at(-1);
  const next = wanted.length > items.length && last ? Buffer.from(orderOf(last)).toString('base64url') : null;
  return { body: { items, next, now } };
}

// ── one task

type TaskOnFile = {
  dossier: Dossier;
  state: State;
  row: ProcedureRow;
  procedure: string;
  step: string;
  /** For whom the reader would act on it (代理). */
  behalf: Behalf | undefined;
};

async function readTask(parts: ApiParts, caller: Caller, id: string, now: number): Promise<TaskOnFile> {
  const { chainId, procedure, step } = readTaskId(id);
  const dossier = await readDossier(parts.ledger, caller, chainId);
  const state = held(dossier.states, procedure);
  const row = rowIn(parts.rows, procedure);
  const known =
    state && (held(state.tasks, step) ?? held(state.steps, step) ?? everAsked(dossier, procedure, step));
  if (!state || !row || !known) throw refused(refusal('notFound', { what: '该任务' }));
  const task = held(state.tasks, step);
  const decided = held(state.steps, step);
  if (!(task ? holdersOf(task) : []).includes(caller.id)) await knowPrincipals(caller);
  const acted = { task, decided, unit: dossier.matter.unit ?? '', now };
  return { dossier, state, row, procedure, step, behalf: await behalfIn(parts, caller, acted) };
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
  const title = instanceTitle(row, procedure, state.opening?.facts ?? {});
  const owner = { procedure, title, over: state.concluded !== undefined };
  return {
    id: taskIdOf(dossier.chainId, procedure, step),
    state: stateOf(on, caller),
    task: taskSummary(projection ?? stubOf(on), task, row, caller.id, names, now, awaitedOf(on)),
    article: articleView(stepArticle(row, step)),
    document: documentOf(on, task, bodies, names, await thingsFor(parts, on, task, now)),
    prefilled: prefilledFor(on, task, bodies),
    facts: factsOf(on, bodies, names),
    opinions: opinionsOf(on, bodies, names),
    attachments: attachmentsOf(parts, caller, on, bodies),
    clocks: Object.values(state.clocks).map((clock) => clockView(clock, owner, calendar, now)),
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

function permissionsOn(on: TaskOnFile, caller: Caller, now: number) {
  const { dossier, state, row, procedure, step, behalf } = on;
  const { chainId, matter } = dossier;
  return taskPermissions({ caller, row, chainId, procedure, state, step, matter, now, behalf });
}

/** The files that came with the records of this procedure. */
function attachmentsOf(parts: ApiParts, caller: Caller, { dossier, procedure }: TaskOnFile, bodies: Bodies) {
  const seesRestricted = allowed(caller, 'seeRestricted', dossier.matter);
  const rowOf = (key: string) => rowIn(parts.rows, key);
  const bySeq = (seq: number) => dossier.records.find((record) => record.seq === seq);
  return dossier.records
    .filter((record) => record.procedure === procedure)
    .flatMap((record) => {
      const open = filesOpen(contentsOfRecord(record, rowOf, bySeq), seesRestricted);
      return attachmentViews(record, bodies.get(record.seq), open);
    });
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
function documentOf(on: TaskOnFile, task: OnFile, bodies: Bodies, names: Names, things: ThingsOnFile) {
  const { dossier, state, row, step } = on;
  const [opening] = dossier.records;
  const body = opening && bodies.get(opening.seq);
  const file = { facts: opening?.facts ?? {}, body, record: state.steps[step] };
  return documentView(row, task, isEmergency(state), file, names, things);
}

/** The things on file that the form of a task may name; nothing is read for a form that names none. */
async function thingsFor(parts: ApiParts, { dossier }: TaskOnFile, { document }: OnFile, now: number) {
  const contents: readonly Field[] = document ? documents[document].contents : [];
  const nothing: ThingsOnFile = () => null;
  return contents.some(({ names }) => names) ? thingsOnFile(parts, dossier, now) : nothing;
}

const isEmergency = ({ opening }: State): boolean => Boolean(opening?.facts['emergency']);

type OnFile = State['tasks'][string];

/** For whom the reader would do it, while it is still to be done. */
const awaitedOf = ({ state, step, behalf }: TaskOnFile): string | undefined =>
  state.tasks[step] && behalf?.actor.id;

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
    named: [],
    clocks: [],
    dueAt: null,
  };
}

function stateOf(
  { state, step, behalf }: TaskOnFile,
  caller: Caller,
): 'yours' | 'pool' | 'held' | 'decided' | 'closed' {
  const task = state.tasks[step];
  if (!task) return state.steps[step]?.decision ? 'decided' : 'closed';
  const acts = (id: string | undefined) => id !== undefined && (id === caller.id || id === behalf?.actor.id);
  if (acts(task.assignee)) return 'yours';
  return task.assignee === undefined && task.candidates.some(acts) ? 'pool' : 'held';
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
    sentence: `${record.actor.name}${record.onBehalfOf ? `代${record.onBehalfOf.name}` : ''}于${formatMoment(record.receivedAt)}${KINDS[record.kind].label}${decided}。`,
    seq: record.seq,
  };
}

type Bodies = ReadonlyMap<number, Body | undefined>;

/** Bodies of this procedure, and of the opening of the matter. */
function readBodies(parts: ApiParts, { dossier, procedure }: TaskOnFile): Promise<Bodies> {
  const wanted = dossier.records.filter((record, index) => index === 0 || record.procedure === procedure);
  return contentsOf(parts.ledger, dossier, wanted);
}

/** What an emergency start says of itself beside its words. */
const startContents = [
  { key: 'startedAt', label: '程序实际启动时间', kind: 'instant' },
  { key: 'officers', label: '执法人员', kind: 'list' },
] as const;

/** Facts of the matter first, then of the procedure, then what the form says as it was last submitted. */
function factsOf(on: TaskOnFile, bodies: Bodies, names: Names): FieldView[] {
  const [opening] = on.dossier.records;
  const emergency = opening?.facts['emergency'] as Partial<EmergencyFacts> | null | undefined;
  const officers = (emergency?.officers ?? []).map(
    ({ id, certificate }) => names.person(id) + (certificate ? `（${certificate}）` : ''),
  );
  const { startedAt } = emergency ?? {};
  const start = startedAt === undefined ? {} : { startedAt, officers };
  const submitted = latestForm(on);
  const own = on.state.opening;
  const form = objectIn(submitted && bodies.get(submitted.seq), 'form');
  return [
    ...openingFields(opening && bodies.get(opening.seq), names),
    ...fieldViews(start, startContents, names),
    ...(own && own.seq !== submitted?.seq
      ? fieldViews(objectIn(bodies.get(own.seq), 'form'), contentsOfOpening(on.row), names)
      : []),
    ...fieldViews(form, contentsOfStep(on.row, on.step), names),
  ];
}

/**
 * The newest submission of the step's subject; before the first, the record that is one: a document put on
 * file that is to be approved, or the form that opened the procedure.
 */
function latestForm({ row, state, step }: TaskOnFile): RecordHeader | undefined {
  const { subject } = readStep(step);
  const submitted = Object.values(state.steps)
    .filter((record) => record.decision === 'submit' && record.step.startsWith(`${subject}/`))
    .sort((one, other) => other.seq - one.seq)[0];
  const document = stepRowOf(row, step)?.document;
  if (submitted ?? !document) return submitted;
  return (
    recordedOn(state, document)[readSubject(subject).count - 1] ??
    (row.opening === document ? state.opening : undefined)
  );
}

/** An earlier round's contents; before the first, what the opening says already. Only what is asked. */
/** What the form that opened the procedure says already under the same words. */
function saidAtOpening({ row, state }: TaskOnFile, { document }: OnFile, bodies: Bodies): Body {
  const form = objectIn(state.opening && bodies.get(state.opening.seq), 'form');
  return document ? alike(row, document, form) : {};
}

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
    ...saidAtOpening(on, task, bodies),
    ...before,
  };
  const asked = fieldsAsked(on.row, task, isEmergency(on.state));
  const filled = asked.flatMap(({ key }) => {
    const value = known[key];
    return value === undefined || value === null || isRestricted(value)
      ? []
      : [[key, value as Form[string]] as const];
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
      const onBehalfOf = record.onBehalfOf ? actorView(record.onBehalfOf, names) : null;
      const actor = actorView(record.actor, names);
      return [{ seq, step, actor, onBehalfOf, decision, opinion, receivedAt, ...labels }];
    });
}

/** Persons who hold the post that the role asks for. */
async function suitable(parts: ApiParts, role: string, caller: Caller, now: number): Promise<string[]> {
  const post = (postFor as Record<string, (typeof postFor)[keyof typeof postFor] | undefined>)[role];
  if (!post) return [];
  const people = await parts.people.peopleHolding(post, undefined, now);
  return people.map((person) => person.id).filter((id) => id !== caller.id);
}
