import type { KnownPerson } from '../models/people.js';
import type { Procedure } from '../models/procedures.js';
import { bureauChain } from '../workflows/law/bureau.js';
import { edition } from '../workflows/law/edition.js';
import { isOf as isOfPerson } from './presenters.js';
import type { HandedOver, HandoverFacts, HandoverSlice } from '../workflows/law/record/handover.js';
import { procedureId, textOf, type RecordHeader } from '../workflows/law/record/kinds.js';
import { rolesAmong } from '../workflows/law/record/successors.js';
import { substitutableRoles } from '../workflows/law/record/substitution.js';
import { stepLabel } from '../workflows/law/step-label.js';
import type { OpenRequest } from '../workflows/messages.js';
import { refusal } from '../workflows/refusals.js';
import { bodyOfRecord, recordsOfProcedure } from './bureau-matters.js';
import { roleAs, type Caller } from './callers.js';
import { open, type Outcome } from './doors.js';
import { textIn } from './matters.js';
import { namesFor } from './names.js';
import { rowIn, type ApiParts } from './parts.js';
import { pointing } from './pointers.js';
import { allowed } from './policies.js';
import { actReply, pendingReply, type Names } from './presenters.js';
import { problem, refused, type FieldError } from './problems.js';
import { requestOf, type Told } from './requests.js';
import { route, type Reply, type Route } from './route.js';
import { Pending } from './schemas.js';
import { nameOfRequest } from './substitutions.js';
import {
  BureauAnswer,
  BureauParams,
  HandoverDetail,
  HandoverList,
  HandoverPreview,
  HandoverPreviewQuery,
  OrderHandover,
} from './substitution-schemas.js';
import { bureauIdOf, readBureauId, roleLabel } from './words.js';

const HANDOVER = 'handover';
/** Procedures a preview shows; the handover itself goes through all of them. */
const PREVIEW_LIMIT = 500;
/** Orders listed, newest first. */
const LIST_LIMIT = 50;
const YEAR_MS = 366 * 86_400_000;

/** 离职转办: what a leaver is named for, who takes it, and what became of each part. */
export const handoverRoutes = (parts: ApiParts): Route[] => [
  previewRoute(parts),
  orderRoute(parts),
  ...resultRoutes(parts),
];

/** Whoever may order it for somebody of these units may see it. */
function refuseStranger(caller: Caller, units: readonly string[]): void {
  const may = [undefined, ...units].some((unit) =>
    allowed(caller, 'orderHandover', unit === undefined ? {} : { unit }),
  );
  if (!may) throw refused(refusal('notPermitted', { what: '为该人员办理离职转办' }));
}

/** His units, present and former: whoever leaves may have lost his posts already. */
const unitsEver = (person: KnownPerson): string[] => [...new Set(person.posts.map(({ unit }) => unit))];

// ── preview

const previewRoute = (parts: ApiParts): Route =>
  route({
    method: 'get',
    path: '/api/handovers/preview',
    summary: '离职转办前：该人员在哪些程序中担任哪些职责、有哪些在办任务',
    query: HandoverPreviewQuery,
    answers: { 200: HandoverPreview },
    load: async ({ query }) => {
      const person = await parts.people.personById(query.from);
      if (!person) throw refused(refusal('notFound', { what: '该人员' }));
      return person;
    },
    may: ({ caller }, person) => refuseStranger(caller, unitsEver(person)),
    do: async ({ caller, receivedAt }, person) => {
      const found = await parts.lists.concerning(person.id, PREVIEW_LIMIT + 1);
      const concerned = found
        .map((one) => ({ ...one, named: (one as Partial<Procedure>).named ?? [] }))
        .filter(({ named }) => rolesAmong(named, person.id).length > 0);
      const items = concerned.slice(0, PREVIEW_LIMIT).map((one) => previewOf(parts, caller, one, person.id));
      return {
        person: { id: person.id, name: person.name },
        roles: rolesIn(concerned, person.id),
        items,
        more: found.length > PREVIEW_LIMIT,
        now: receivedAt,
      };
    },
    present: (body) => ({ body }),
  });

const part = (role: string) => ({ role, roleLabel: roleLabel(role) });

function rolesIn(concerned: readonly Procedure[], person: string) {
  return substitutableRoles.flatMap((role) => {
    const own = concerned.filter(({ named }) => rolesAmong(named, person).includes(role));
    const tasks = own.flatMap((one) =>
      one.tasks.filter((task) => task.role === role && isOfPerson(task, person)),
    );
    return own.length === 0 ? [] : [{ ...part(role), procedures: own.length, tasks: tasks.length }];
  });
}

/** A case the reader may not see is counted, and named by its number alone. */
const titleSeen = (caller: Caller, { title, unit, involved }: Procedure): string | null =>
  allowed(caller, 'seeCase', { unit, involved }) ? (title ?? '') : null;

function previewOf(parts: ApiParts, caller: Caller, procedure: Procedure, person: string) {
  const row = rowIn(parts.rows, procedure.procedure);
  return {
    caseNumber: procedure.chainId,
    title: titleSeen(caller, procedure),
    procedureTitle: row?.title ?? procedure.procedure,
    roles: rolesAmong(procedure.named, person).map(part),
    tasks: procedure.tasks
      .filter((task) => isOfPerson(task, person))
      .map((task) => ({ label: stepLabel(row, task.step), pool: task.assignee === undefined })),
  };
}

// ── ordering

const orderRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/handovers',
    summary: '办理离职转办：逐个程序移交，不能移交的列出，须另行办理',
    act: true,
    body: OrderHandover,
    answers: { 201: BureauAnswer, 202: Pending },
    load: ({ body }) => leaverOf(parts, body),
    may: ({ caller }, person) => refuseStranger(caller, unitsEver(person)),
    do: (call, person) =>
      pointing(
        { opinionRequired: ['/reason'], handoverWrong: ['/successors'], postNotHeld: ['/successors'] },
        () => order(parts, call, call.body, person),
      ),
    present: (outcome) => presentOutcome(parts, outcome),
  });

type Order = ReturnType<typeof OrderHandover.parse>;

async function leaverOf(parts: ApiParts, { from, successors }: Order): Promise<KnownPerson> {
  const [person, ...following] = await Promise.all(
    [from, ...successors.map(({ to }) => to)].map((id) => parts.people.personById(id)),
  );
  const errors: FieldError[] = [
    ...(person ? [] : [{ pointer: '/from', detail: '没有这个人员' }]),
    ...following.flatMap((one, index) =>
      one?.active ? [] : [{ pointer: `/successors/${String(index)}/to`, detail: '没有这个人员' }],
    ),
  ];
  if (!person || errors.length > 0) throw problem('invalidRequest', {}, errors);
  return person;
}

function order(parts: ApiParts, told: Told, body: Order, person: KnownPerson): Promise<Outcome> {
  const unit = unitsEver(person)[0] ?? told.caller.posts[0]?.unit ?? '';
  const facts: HandoverFacts = {
    edition: edition.id,
    unit,
    from: body.from,
    successors: body.successors,
  };
  const request: OpenRequest = {
    ...requestOf(told, roleAs(told.caller, unit), unit, 0),
    facts: facts,
    body: { reason: body.reason.trim() },
    secrecy: 1,
    attachments: [],
  };
  const procedure = `${HANDOVER}/${nameOfRequest(told.requestId)}`;
  return open(parts.doors, { chainId: bureauChain(told.receivedAt), procedure }, request);
}

function presentOutcome(parts: ApiParts, outcome: Outcome): Reply {
  if ('record' in outcome) return actReply(outcome.record, (procedure) => rowIn(parts.rows, procedure));
  return pendingReply('/api/handovers');
}

// ── results

const resultRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/handovers',
    summary: '离职转办及其进度，新的在前；近两年的',
    answers: { 200: HandoverList },
    load: ({ receivedAt: now }) => {
      const chains = [...new Set([bureauChain(now), bureauChain(now - YEAR_MS)])];
      return parts.lists.ofRow(HANDOVER, chains, LIST_LIMIT);
    },
    do: async ({ caller, receivedAt }, procedures) => {
      const seen = procedures.filter(({ unit }) => mayFollow(caller, unit));
      const read = await Promise.all(
        seen.map(({ chainId, procedure }) =>
          recordsOfProcedure(parts.ledger, chainId, procedure, '该离职转办'),
        ),
      );
      const names = await namesFor(
        parts,
        read.flatMap(([opening]) => peopleIn(opening)),
      );
      return { items: read.map((records) => summaryOf(records, names)), now: receivedAt };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'get',
    path: '/api/handovers/:id',
    summary: '一次离职转办：逐项结果；未能移交的及其原因',
    params: BureauParams,
    answers: { 200: HandoverDetail },
    load: async ({ caller, params }) => {
      const { chainId, procedure } = readBureauId(HANDOVER, params.id);
      const records = await recordsOfProcedure(parts.ledger, chainId, procedure, '该离职转办');
      if (!mayFollow(caller, textOf(records[0].facts, 'unit')))
        throw refused(refusal('notFound', { what: '该离职转办' }));
      return records;
    },
    do: (call, records) => detailOf(parts, call.caller, records, call.receivedAt),
    present: (body) => ({ body }),
  }),
];

const mayFollow = (caller: Caller, unit: string): boolean => allowed(caller, 'orderHandover', { unit });

type Records = readonly [RecordHeader, ...RecordHeader[]];

const factsOf = (opening: RecordHeader): HandoverFacts => opening.facts as unknown as HandoverFacts;

const peopleIn = (opening: RecordHeader): string[] => {
  const { from, successors } = factsOf(opening);
  return [from, opening.actor.id, ...successors.map(({ to }) => to)];
};

const resultsIn = (records: Records): HandedOver[] =>
  records.flatMap((record) =>
    record.kind === 'carriedOut' ? [...(record.facts as unknown as HandoverSlice).results] : [],
  );

const stateLabels = { running: '移交中', handedOver: '已全部移交', partly: '部分未能移交' } as const;

function summaryOf(records: Records, names: Names) {
  const [opening] = records;
  const { from, successors } = factsOf(opening);
  const outcome = textOf(records.find(({ kind }) => kind === 'concluded')?.facts ?? {}, 'outcome');
  const state: keyof typeof stateLabels =
    outcome === 'handedOver' || outcome === 'partly' ? outcome : 'running';
  const results = resultsIn(records);
  const named = (id: string) => ({ id, name: names.person(id) });
  return {
    id: bureauIdOf(opening.chainId, opening.procedure),
    from: named(from),
    successors: successors.map(({ role, to }) => ({ ...part(role), to: named(to) })),
    orderedBy: named(opening.actor.id),
    orderedAt: opening.receivedAt,
    state,
    stateLabel: stateLabels[state],
    done: results.filter(({ refused: no }) => no === undefined).length,
    refused: results.filter(({ refused: no }) => no !== undefined).length,
  };
}

async function detailOf(parts: ApiParts, caller: Caller, records: Records, now: number) {
  const results = resultsIn(records);
  const [opening] = records;
  const chains = [...new Set(results.map(({ procedure }) => procedure.split('/')[0] ?? ''))];
  const [names, body, procedures] = await Promise.all([
    namesFor(parts, peopleIn(opening)),
    bodyOfRecord(parts.ledger, opening),
    parts.lists.ofMatters(chains),
  ]);
  const byId = new Map(procedures.map((one) => [procedureId(one.chainId, one.procedure), one]));
  return {
    ...summaryOf(records, names),
    reason: textIn(body, 'reason') ?? '',
    results: results.map((result) => resultView(parts, caller, result, byId.get(result.procedure), names)),
    now,
  };
}

/** Why a part could not be handed over, for whoever settles it by hand. */
const because: Readonly<Record<string, string>> = {
  assigneeUnsuitable: '承接人不担任相应职务，或者已在本次审批中担任其他环节（第三十六条），请另行指定。',
  twoOfficersRequired: '移交后承办人不足两人（行政处罚法第四十二条），请另行指定承接人。',
  nothingToHandOver: '该人员在移交时已不担任本职责。',
  procedureConcluded: '程序已办结，无须移交。',
  procedureTerminated: '程序已终止，无须移交。',
  postNotHeld: '办理移交的人在该时刻没有相应职务。',
  noAnswer: '程序没有答复，请稍后再次办理离职转办，或者在任务中逐项转办。',
};

function resultView(
  parts: ApiParts,
  caller: Caller,
  { procedure, role, to, seq, refused: code }: HandedOver,
  known: Procedure | undefined,
  names: Names,
) {
  const [caseNumber = '', ...key] = procedure.split('/');
  return {
    caseNumber,
    title: known ? titleSeen(caller, known) : null,
    procedureTitle: rowIn(parts.rows, key.join('/'))?.title ?? key.join('/'),
    ...part(role),
    to: { id: to, name: names.person(to) },
    seq: seq ?? null,
    refused:
      code === undefined ? null : { code, sentence: because[code] ?? '未能移交，请在任务中逐项转办。' },
  };
}
