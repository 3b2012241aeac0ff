import { originIn } from '../workflows/law/matter-chains.js';
import type { Procedure } from '../models/procedures.js';
import { termsOf } from '../models/search-words.js';
import { certificateAt } from '../workflows/law/posts.js';
import { deadline } from '../workflows/law/deadline.js';
import { edition } from '../workflows/law/edition.js';
import { periods } from '../workflows/law/periods.js';
import {
  matterKinds,
  matterOf,
  phases,
  type CasePeople,
  type Phase,
  type ProcedureRow,
} from '../workflows/law/procedures.js';
import { caseInitiationRow, type InitiationFacts } from '../workflows/law/procedure-rows.js';
import { instanceTitle } from '../workflows/law/named-in-words.js';
import { isLateEntry } from '../workflows/law/record/initiation-gate.js';
import type { Body, Facts, RecordHeader, SecrecyLevel } from '../workflows/law/record/kinds.js';
import { refuseNamed, refuseOfficer } from '../workflows/law/record/standing.js';
import type { RoleKey } from '../workflows/law/roles.js';
import { stepLabel } from '../workflows/law/step-label.js';
import type { OpenRequest } from '../workflows/messages.js';
import { refusal, refusals } from '../workflows/refusals.js';
import { knowPrincipals } from './acting-for.js';
import { arisenFrom } from './arising.js';
import { roleAs, type Caller } from './callers.js';
import { act, open, type Outcome } from './doors.js';
import { inOrder, isOverdue, type Matter, type MatterQuery } from './lists.js';
import { contentsOfRecord } from './fields.js';
import { formErrors } from './form-check.js';
import {
  contentsOf,
  INITIATION,
  levelOf,
  objectIn,
  openDoor,
  readDossier,
  roleIn,
  textIn,
  textsIn,
  type Dossier,
} from './matters.js';
import { namesFor } from './names.js';
import { forgetDraft, START } from './draft.js';
import { rowIn, type ApiParts } from './parts.js';
import { casePermissions } from './permissions.js';
import { allowed, allowedUpTo, visibleTo } from './policies.js';
import { entrustmentOfMatter, powerFacts } from './powers.js';
import { actReply, pendingReply, procedureView, taskSummary, type Names } from './presenters.js';
import { ofStart, pointing, type OfficerFaults } from './pointers.js';
import { Problem, problem, refused, type FieldError } from './problems.js';
import { attachedTo, refuseFuture, requestOf, type Told } from './requests.js';
import { sealed } from './restricted.js';
import { route, type Reply, type Route } from './route.js';
import {
  ActAnswer,
  CaseDetail,
  CaseList,
  CaseParams,
  CaseQuery,
  Correction,
  Page,
  Pending,
  Remark,
  StartCase,
  Timeline,
  type Form,
} from './schemas.js';
import { entriesOf } from './timeline.js';
import { roleLabel } from './words.js';

type Start = ReturnType<typeof StartCase.parse>;

/**
 * A proposed number that somebody has taken meanwhile is followed by the next; this often, then it is a
 * fault.
 */
const NUMBERS_LIMIT = 20;
/** How far back lists go unless told: twelve months. */
export const LIST_SPAN_MS = 366 * 86_400_000;

/** The doors of managers: start a case, see where every case stands, remark on it, correct the record. */
export const caseRoutes = (parts: ApiParts): Route[] => [
  startRoute(parts),
  listRoute(parts),
  route({
    method: 'get',
    path: '/api/cases/:number',
    summary: '一个案件：程序、阶段、在办任务、时限和可以办理的事项',
    params: CaseParams,
    answers: { 200: CaseDetail },
    load: ({ caller, params }) => readDossier(parts.ledger, caller, params.number),
    do: (call, dossier) => detailOf(parts, call.caller, dossier, call.receivedAt),
    present: (body) => ({ body }),
  }),
  route({
    method: 'get',
    path: '/api/cases/:number/timeline',
    summary: '全过程记录，按序号；更正与被更正的记录都显示',
    params: CaseParams,
    query: Page,
    answers: { 200: Timeline },
    load: ({ caller, params }) => readDossier(parts.ledger, caller, params.number),
    do: async ({ query, caller, receivedAt }, dossier) => {
      const after = query.cursor === undefined ? 0 : Number(query.cursor) || 0;
      const rest = dossier.records.filter((record) => record.seq > after);
      const shown = rest.slice(0, query.limit);
      const items = await entriesOf(parts, { caller, now: receivedAt }, dossier, shown);
      return { items, next: rest.length > shown.length ? String(shown.at(-1)?.seq ?? 0) : null };
    },
    present: (body) => ({ body }),
  }),
  remarkRoute(parts),
  correctionRoute(parts),
];

// ── starting

const startRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/cases',
    summary: '提起程序启动：一般情况填 people，情况紧急先启动的另填 emergency（第九条）',
    act: true,
    body: StartCase,
    answers: { 201: ActAnswer, 202: Pending },
    load: (call) => startPeople(parts, call.body, call.receivedAt),
    may: ({ caller, body }) => {
      if (allowed(caller, 'startCase', { unit: body.unit })) return;
      const no = refusal('notPermitted', { what: '为该科室提起程序启动' });
      throw refused(no, [{ pointer: '/unit', detail: no.message }]);
    },
    do: async (call, people) => {
      refuseFuture(call.body.priorVerification?.at, call.receivedAt, '/priorVerification/at');
      const begun = await pointing(ofStart(call.body, people.faults, people.withoutPost), () =>
        begin(parts, call, call.body, people),
      );
      if ('record' in begun) await forgetDraft(parts, call.caller.id, START);
      return begun;
    },
    present: (outcome) => {
      if ('record' in outcome) return actReply(outcome.record, (procedure) => rowIn(parts.rows, procedure));
      return pendingReply(`/api/cases/${outcome.number}`);
    },
  });

/** `faults`: what is wrong with each officer of an emergency start, in their order. */
export type StartPeople = CasePeople & {
  officers: { id: string; certificate: string }[];
  faults: OfficerFaults;
  /** Where somebody is named for a part whose post he does not hold. */
  withoutPost: string[];
};

/** The parts of a start whose people may be named; the others follow from posts. */
const PARTS_OF_PEOPLE = ['reviewers', 'approvers', 'legalOffice'] as const;
/** What each part is done as. */
const roleOfPart = {
  handlers: 'handler',
  reviewers: 'reviewer',
  approvers: 'approver',
  legalOffice: 'legalOffice',
} as const satisfies Record<keyof Start['people'], RoleKey>;

/** The people of a start, defaulted by posts; ids that nobody has are named in the error. */
export async function startPeople(
  parts: ApiParts,
  start: Pick<Start, 'people' | 'unit'> & Partial<Pick<Start, 'emergency' | 'priorVerification'>>,
  now: number,
): Promise<StartPeople> {
  const { people, emergency, unit } = start;
  const errors: FieldError[] = [];
  if (!(await parts.units.unitById(unit))) errors.push({ pointer: '/unit', detail: '没有这个科室' });
  const named: [pointer: string, ids: readonly string[]][] = [
    ['/people/handlers', people.handlers],
    ...PARTS_OF_PEOPLE.map((part): [string, readonly string[]] => [`/people/${part}`, people[part] ?? []]),
    ['/emergency/officers', emergency?.officers ?? []],
    ['/priorVerification/officers', start.priorVerification?.officers ?? []],
  ];
  const found = await parts.people.peopleByIds([...new Set(named.flatMap(([, ids]) => ids))]);
  const known = (id: string) => found.find((person) => person.id === id && person.active);
  errors.push(
    ...named.flatMap(([pointer, ids]) =>
      ids.flatMap((id, index) =>
        known(id) ? [] : [{ pointer: `${pointer}/${String(index)}`, detail: '没有这个人员' }],
      ),
    ),
  );
  const holding = async (post: 'unitHead' | 'agencyHead' | 'legalOfficer', of?: string) =>
    (await parts.people.peopleHolding(post, of, now)).map((person) => person.id);
  const officers = (emergency?.officers ?? []).flatMap((id) => known(id) ?? []);
  if (errors.length > 0) throw problem('invalidRequest', {}, errors);
  return {
    handlers: people.handlers,
    reviewers: people.reviewers ?? (await holding('unitHead', unit)),
    approvers: people.approvers ?? (await holding('agencyHead')),
    legalOffice: people.legalOffice ?? (await holding('legalOfficer')),
    officers: officers.map((person) => ({
      id: person.id,
      certificate: certificateAt(person, emergency?.startedAt ?? now) ?? '',
    })),
    faults: officers.map((person) => refuseOfficer(person, emergency?.startedAt ?? now)?.code),
    withoutPost: (['handlers', ...PARTS_OF_PEOPLE] as const).flatMap((part) =>
      (people[part] ?? []).flatMap((id, index) =>
        refuseNamed(known(id), roleOfPart[part], now) ? [`/people/${part}/${String(index)}`] : [],
      ),
    ),
  };
}

export type Begun =
  { record: Extract<Outcome, { record: unknown }>['record'] } | { pending: true; number: string };

async function begin(parts: ApiParts, told: Told, start: Start, people: StartPeople): Promise<Begun> {
  const request = await openingOf(parts, told, start, people);
  const opening = { procedure: INITIATION, request, dueAt: await dueAt(parts, request) };
  return openNumbered(parts, told, start.number, parts.environment.CASE_NUMBER_PREFIX, opening);
}

/**
 * Opens a matter under the number given, or under the first proposed one of the prefix that the ledger finds
 * free. `dueAt` (epoch ms): its first deadline, for the operators' lists.
 */
export async function openNumbered(
  parts: ApiParts,
  told: Told,
  wanted: string | undefined,
  prefix: string,
  { procedure, request, dueAt }: { procedure: string; request: OpenRequest; dueAt?: number | undefined },
): Promise<Begun> {
  let number = wanted ?? (await parts.caseNumbers.propose(told.requestId, prefix, told.receivedAt));
  for (let tries = 1; ; tries += 1) {
    try {
      const outcome = await open(parts.doors, { chainId: number, procedure }, request, dueAt);
      return 'record' in outcome ? outcome : { pending: true, number };
    } catch (error) {
      if (wanted !== undefined || !isRefusal(error)) throw error;
      if (error.body.code !== 'caseNumberTaken') {
        await giveBack(parts, told.requestId, number);
        throw error;
      }
      if (tries >= NUMBERS_LIMIT) throw error;
      number = await parts.caseNumbers.proposeAnother(told.requestId, number, prefix, told.receivedAt);
    }
  }
}

const isRefusal = (error: unknown): error is Problem =>
  error instanceof Problem && Object.hasOwn(refusals, error.body.code);

/** A refused start uses up no number, unless the same request has opened the case from another place. */
async function giveBack(parts: ApiParts, requestId: string, number: string): Promise<void> {
  const record = await parts.ledger.byRequest(requestId);
  if (record?.chainId !== number) await parts.caseNumbers.release(requestId, number);
}

/** The head of the matter a case arises from; one that the caller may not know of is none. */
async function originOf(parts: ApiParts, { caller }: Told, { arisesFrom }: Start) {
  if (arisesFrom === undefined) return {};
  const missing = () => {
    throw problem('invalidRequest', {}, [{ pointer: '/arisesFrom', detail: '没有这个事项，或您无权查看' }]);
  };
  const { records } = await readDossier(parts.ledger, caller, arisesFrom).catch(missing);
  const head = records.at(-1);
  return head ? { arisesFrom: { chainId: arisesFrom, seq: head.seq, sha256: head.hash.sha256 } } : {};
}

async function openingOf(
  parts: ApiParts,
  told: Told,
  start: Start,
  people: StartPeople,
): Promise<OpenRequest> {
  const { emergency, unit } = start;
  const { officers, faults: _, withoutPost: __, ...candidates } = people;
  const mediaMatrix = await parts.mediaMatrix();
  const facts: InitiationFacts = {
    edition: edition.id,
    unit,
    people: candidates,
    ...(start.power === undefined ? {} : { power: start.power }),
    ...(await originOf(parts, told, start)),
    ...(mediaMatrix ? { mediaMatrix } : {}),
    partyKind: start.party.kind === 'organisation' ? 'organisation' : 'citizen',
    emergency: emergency
      ? {
          startedAt: emergency.startedAt,
          officers,
          lateEntry: isLateEntry(emergency.startedAt, told.receivedAt),
        }
      : null,
  };
  const said = facts as unknown as Facts;
  const { attachments, attachmentNames } = await attachedTo(parts, told.caller, start.attachments);
  return {
    ...requestOf(told, openerRole(told.caller, start), unit, 0, emergency?.startedAt),
    facts: {
      ...said,
      ...(await powerFacts(parts, caseInitiationRow, unit, said, told.receivedAt)),
    },
    body: { ...bodyOf(start), attachmentNames },
    secrecy: start.secrecy,
    attachments,
  };
}

/** Whoever is one of the officers starts it as 承办人; everybody else as what he is. */
function openerRole(caller: Caller, start: Start): RoleKey {
  const named = [...start.people.handlers, ...(start.emergency?.officers ?? [])];
  const officer = caller.posts.some((held) => held.post === 'officer');
  return officer && named.includes(caller.id) ? 'handler' : roleAs(caller, start.unit);
}

/** What is not for headers: words, names and particulars of parties. */
function bodyOf({
  title,
  cause,
  party,
  sourceOfCase,
  suspectedProvision,
  emergency,
  priorVerification,
}: Start): Body {
  return {
    title,
    cause,
    party: party as Body,
    sourceOfCase,
    suspectedProvision,
    ...(emergency
      ? {
          urgency: emergency.urgency,
          measures: emergency.measures,
          things: emergency.things,
          ...(emergency.lateEntryReason === undefined ? {} : { lateEntryReason: emergency.lateEntryReason }),
        }
      : {}),
    ...(priorVerification ? { priorVerification: priorVerification } : {}),
  };
}

/** The first deadline, for the operators' lists only; the record's is computed when it is written. */
async function dueAt(parts: ApiParts, request: OpenRequest): Promise<number | undefined> {
  const [first] = rowIn(parts.rows, INITIATION)?.begins(request.facts).starts ?? [];
  return first && deadline(periods[first.period], first.from, await parts.calendar()).at;
}

// ── lists

const listRoute = (parts: ApiParts): Route =>
  route({
    method: 'get',
    path: '/api/cases',
    summary: '案件列表，新的在前；不指定时间的为最近十二个月，查找（q）时不限时间',
    query: CaseQuery,
    answers: { 200: CaseList },
    do: async ({ caller, query, receivedAt: now }) => {
      const { cursor, limit, ...filters } = query;
      const before = cursor === undefined ? {} : { before: readCursor(cursor) };
      const matters = await mattersFor(parts, caller, filters, { now, limit: limit + 1, ...before });
      const shown = matters.slice(0, limit);
      const last = shown.at(-1);
      const items = await summariesOf(parts, caller, shown, now);
      return { items, next: matters.length > limit && last ? cursorOf(last) : null, now };
    },
    present: (body) => ({ body }),
  });

/** Which matters a list or its export shows. */
export type CaseFilters = Omit<ReturnType<typeof CaseQuery.parse>, 'cursor' | 'limit'>;

/** The matters that meet the filters, among those the caller may know of; newest first. */
export async function mattersFor(
  parts: ApiParts,
  caller: Caller,
  { from, to, q, ...filters }: CaseFilters,
  part: Pick<MatterQuery, 'now' | 'limit' | 'before'>,
): Promise<Matter[]> {
  if (!visibleTo(caller).all) await knowPrincipals(caller);
  const terms = q === undefined ? [] : termsOf(q);
  if (q !== undefined && terms.length === 0)
    throw problem('invalidRequest', {}, [{ pointer: '/query/q', detail: '请至少输入两个字或者两位数字' }]);
  const span = terms.length > 0 ? Number.MAX_SAFE_INTEGER : LIST_SPAN_MS;
  return parts.lists.matters({
    visible: visibleTo(caller),
    from: from ?? Math.max((to ?? part.now) - span, 0),
    to: to ?? part.now + 86_400_000,
    ...part,
    ...(terms.length > 0 ? { terms, ...partiesKnownTo(caller) } : {}),
    ...defined(filters),
  });
}

/** Whoever sees every matter but not every party may not find out by searching. */
function partiesKnownTo(caller: Caller): Pick<MatterQuery, 'knowsParties'> {
  const level = (matter?: { unit: string; involved: readonly string[] }) =>
    allowedUpTo(caller, 'seeCase', matter) ?? 0;
  return level() >= PERSONAL ? {} : { knowsParties: (matter) => level(matter) >= PERSONAL };
}

/** Drops what is undefined, as exactOptionalPropertyTypes wants it. */
const defined = <T extends object>(filters: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

const cursorOf = ({ openedAt, chainId }: { openedAt: number; chainId: string }): string =>
  `${String(openedAt)}~${chainId}`;

function readCursor(cursor: string): { openedAt: number; chainId: string } {
  const [openedAt = '', chainId = ''] = cursor.split('~');
  if (!/^\d{1,16}$/.test(openedAt) || !chainId)
    throw problem('invalidRequest', {}, [{ pointer: '/query/cursor', detail: '游标有误' }]);
  return { openedAt: Number(openedAt), chainId };
}

/** Each matter in one line, as the caller may see it. */
export async function summariesOf(
  parts: ApiParts,
  caller: Caller,
  matters: readonly { chainId: string }[],
  now: number,
) {
  const chainIds = matters.map(({ chainId }) => chainId);
  const procedures = await parts.lists.ofMatters(chainIds);
  const names = await namesFor(
    parts,
    procedures.flatMap((one) => one.people),
  );
  return chainIds.map((chainId) => {
    const own = inOrder(procedures.filter((one) => one.chainId === chainId));
    const summary = summaryOf(parts.rows, own, names, now);
    const involved = own.flatMap((one) => one.involved);
    const level = allowedUpTo(caller, 'seeCase', { unit: summary.unit.id, involved });
    return { ...summary, party: partySeen(summary.party, level) };
  });
}

/** A party's name is 个人信息. */
const partySeen = (party: string | null, level: SecrecyLevel = 0): string | null =>
  level >= PERSONAL ? party : null;
const PERSONAL: SecrecyLevel = 2;

const missing = (): never => {
  throw problem('unavailable');
};

/** A case in one line, from the projections of its procedures in order. */
function summaryOf(
  rows: readonly ProcedureRow[],
  procedures: readonly Procedure[],
  names: Names,
  now: number,
) {
  const root = procedures[0] ?? missing();
  const due = procedures.flatMap((one) => (one.open && one.dueAt !== null ? [one.dueAt] : []));
  const earliest = due.length > 0 ? Math.min(...due) : null;
  const last = procedures.at(-1) ?? root;
  const outcome = procedures.every((one) => !one.open) ? last.outcome : null;
  const phase = phaseOf(rows, procedures);
  return {
    number: root.chainId,
    title: root.title ?? '',
    ...matterWords(rows, root),
    party: root.party,
    unit: { id: root.unit, name: names.unit(root.unit) },
    emergency: root.emergency,
    open: procedures.some((one) => one.open),
    terminated: procedures.some((one) => one.terminated),
    phase,
    phaseLabel: phases[phase],
    outcomeLabel: outcome === null ? null : (rowIn(rows, last.procedure)?.outcomes[outcome] ?? outcome),
    openedAt: root.openedAt,
    updatedAt: Math.max(...procedures.map((one) => one.updatedAt)),
    dueAt: earliest,
    timeLeftMs: earliest === null ? null : earliest - now,
    overdue: procedures.some((one) => isOverdue(one, now)),
    late: procedures.some((one) => one.late),
    provisional: procedures.some((one) => one.provisional),
    waitingFor: procedures.flatMap((one) =>
      one.tasks.map((task) => ({
        label: stepLabel(rowIn(rows, one.procedure), task.step),
        roleLabel: roleLabel(task.role),
        people: (task.assignee === undefined ? task.candidates : [task.assignee]).map((id) => ({
          id,
          name: names.person(id),
        })),
      })),
    ),
  };
}

/** What kind of matter begins with this procedure. */
function matterWords(rows: readonly ProcedureRow[], { procedure }: Procedure) {
  const row = rowIn(rows, procedure);
  const matter = row ? matterOf(row) : 'case';
  return { matter, matterLabel: matterKinds[matter] };
}

const order = Object.keys(phases) as Phase[];

/**
 * The phase of the procedure that somebody is awaited in; with several the earliest, with none the latest
 * reached.
 */
function phaseOf(rows: readonly ProcedureRow[], procedures: readonly Procedure[]): Phase {
  const of = (some: readonly Procedure[]): Phase[] =>
    some
      .flatMap((one) => rowIn(rows, one.procedure)?.phase ?? [])
      .sort((one, other) => order.indexOf(one) - order.indexOf(other));
  return of(procedures.filter((one) => one.tasks.length > 0))[0] ?? of(procedures).at(-1) ?? 'initiation';
}

// ── one case

async function detailOf(parts: ApiParts, caller: Caller, dossier: Dossier, now: number) {
  const opening = dossier.records[0] ?? missing();
  const [procedures, calendar, contents, links] = await Promise.all([
    parts.lists.ofMatters([dossier.chainId]).then(inOrder),
    parts.calendar(),
    contentsOf(parts.ledger, dossier, [opening]),
    linksOf(parts, caller, opening),
  ]);
  const body = contents.get(opening.seq);
  if (procedures.length === 0) throw problem('unavailable');
  const names = await namesFor(parts, dossier.matter.involved ?? []);
  const summary = summaryOf(parts.rows, procedures, names, now);
  const views = procedures.flatMap((one) => {
    const row = rowIn(parts.rows, one.procedure);
    return row ? [procedureView(one, row, titleOf(parts, dossier, one.procedure), calendar, now)] : [];
  });
  return {
    ...summary,
    party: partySeen(summary.party, dossier.upTo),
    ...particularsOf(opening, body, names),
    ...links,
    entrustment: await entrustmentOfMatter(parts, opening.facts, summary.open, now),
    phases: phasesOf(summary.phase, summary.open),
    procedures: views,
    tasks: procedures.flatMap((one) => {
      const row = rowIn(parts.rows, one.procedure);
      const seen = { ...one, party: partySeen(one.party, dossier.upTo) };
      return row ? one.tasks.map((task) => taskSummary(seen, task, row, caller.id, names, now)) : [];
    }),
    clocks: views.flatMap(({ clocks }) => clocks),
    permissions: casePermissions(caller, dossier, (procedure) => rowIn(parts.rows, procedure), now),
    now,
  };
}

/** What people call a procedure of the matter, one of several by what it is about. */
function titleOf({ rows }: ApiParts, { states }: Dossier, procedure: string): string {
  const row = rowIn(rows, procedure);
  return row ? instanceTitle(row, procedure, states[procedure]?.opening?.facts ?? {}) : procedure;
}

/** The matter a case arises from, and the cases that arise from a matter, as far as the caller may know. */
async function linksOf(parts: ApiParts, caller: Caller, opening: RecordHeader) {
  const origin = originIn(opening.facts);
  const arisen = await arisenFrom(parts, opening.chainId);
  const numbers = [...(origin === null ? [] : [origin]), ...arisen];
  if (numbers.length === 0) return { arisesFrom: null, arisen: [] };
  const procedures = await parts.lists.ofMatters(numbers);
  const known = async (number: string) => {
    const own = inOrder(procedures.filter(({ chainId }) => chainId === number));
    const [root] = own;
    if (!root || !(await mayKnow(parts, caller, number))) return [];
    const { matterLabel } = matterWords(parts.rows, root);
    return [{ number, title: root.title ?? '', matterLabel }];
  };
  const found = (await Promise.all(numbers.map(known))).flat();
  return {
    arisesFrom: found.find(({ number }) => number === origin) ?? null,
    arisen: found.filter(({ number }) => arisen.includes(number)),
  };
}

const mayKnow = (parts: ApiParts, caller: Caller, number: string): Promise<boolean> =>
  readDossier(parts.ledger, caller, number).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Problem) return false;
      throw error;
    },
  );

function particularsOf({ facts, receivedAt }: RecordHeader, body: Body | undefined, names: Names) {
  const { people, emergency } = facts as unknown as Partial<InitiationFacts>;
  const named = (ids: readonly string[] = []) => ids.map((id) => ({ id, name: names.person(id) }));
  const party = objectIn(body, 'party');
  return {
    cause: textIn(body, 'cause'),
    partyDetails: Object.keys(party).length === 0 ? null : party,
    sourceOfCase: textIn(body, 'sourceOfCase'),
    suspectedProvision: textIn(body, 'suspectedProvision'),
    emergencyStart: emergency
      ? {
          startedAt: emergency.startedAt,
          lateEntry: isLateEntry(emergency.startedAt, receivedAt),
          urgency: textIn(body, 'urgency'),
          officers: emergency.officers.map(({ id, certificate }) => ({
            id,
            name: names.person(id),
            certificate: certificate || null,
          })),
          lateEntryReason: textIn(body, 'lateEntryReason'),
          measures: textsIn(body, 'measures'),
          things: textsIn(body, 'things'),
        }
      : null,
    people: {
      handlers: named(people?.handlers),
      reviewers: named(people?.reviewers),
      approvers: named(people?.approvers),
      legalOffice: named(people?.legalOffice),
    },
  };
}

const phasesOf = (current: Phase, isOpen: boolean) =>
  order.map((phase) => ({
    phase,
    label: phases[phase],
    state:
      order.indexOf(phase) < order.indexOf(current)
        ? 'done'
        : phase !== current
          ? 'ahead'
          : isOpen
            ? 'current'
            : 'done',
  }));

// ── remarks and corrections

const remarkRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/cases/:number/remarks',
    summary: '备注',
    act: true,
    params: CaseParams,
    body: Remark,
    answers: { 200: ActAnswer, 202: Pending },
    load: ({ caller, params }) => readDossier(parts.ledger, caller, params.number),
    may: ({ caller }, { matter }) => {
      if (!allowed(caller, 'remark', matter)) throw refused(refusal('notPermitted', { what: '备注' }));
    },
    do: async (call, dossier) => {
      const { text, secrecy } = call.body;
      const procedure = openDoor(dossier, call.body.procedure);
      const attached = await attachedTo(parts, call.caller, call.body.attachments);
      const request = requestOf(
        call,
        roleIn(call.caller, dossier),
        dossier.matter.unit ?? '',
        newest(dossier),
      );
      return act(
        parts.doors,
        'remark',
        { chainId: dossier.chainId, procedure },
        { ...request, text, secrecy, ...attached },
      );
    },
    present: (outcome, _, dossier) => presentOutcome(parts, outcome, dossier.chainId),
  });

const correctionRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/cases/:number/corrections',
    summary: '更正一条记录：另立记录，原记录保留（第三十五条）',
    act: true,
    params: CaseParams,
    body: Correction,
    answers: { 200: ActAnswer, 202: Pending },
    load: async ({ caller, params, body }) => {
      const dossier = await readDossier(parts.ledger, caller, params.number);
      const target = dossier.records.find(
        (record) => record.seq === body.target && record.procedure === body.procedure,
      );
      const unknown = refusal('correctionTargetUnknown', { seq: body.target });
      if (!target) throw refused(unknown, [{ pointer: '/target', detail: unknown.message }]);
      return { dossier, target };
    },
    may: ({ caller }, { dossier, target }) => {
      const matter = { ...dossier.matter, author: target.actor.id, opening: target.kind === 'opening' };
      if (!allowed(caller, 'correct', matter)) throw refused(refusal('notPermitted', { what: '更正该记录' }));
    },
    do: async (call, { dossier, target: { seq: target } }) => {
      const { reason } = call.body;
      await refuseReplacement(parts, dossier, call.body);
      const procedure = openDoor(dossier, call.body.procedure);
      const request = requestOf(
        call,
        roleIn(call.caller, dossier),
        dossier.matter.unit ?? '',
        newest(dossier),
      );
      const secrecy = levelIn(dossier, target);
      const wish = { target, reason, replacement: sealedAs(parts, call, dossier, call.body), secrecy };
      return act(parts.doors, 'correct', { chainId: dossier.chainId, procedure }, { ...request, ...wish });
    },
    present: (outcome, _, { dossier }) => presentOutcome(parts, outcome, dossier.chainId),
  });

const recordIn = ({ records }: Dossier, seq: number) => records.find((record) => record.seq === seq);

/** What few may see stays so when it is corrected. */
function sealedAs(
  parts: ApiParts,
  { requestId }: Told,
  dossier: Dossier,
  { target, replacement }: { target: number; replacement: Form },
): Body {
  const record = recordIn(dossier, target);
  const rowOf = (procedure: string) => rowIn(parts.rows, procedure);
  const contents = record ? contentsOfRecord(record, rowOf, (seq) => recordIn(dossier, seq)) : [];
  return sealed(replacement, contents, parts.environment.PAYLOAD_KEYS, requestId);
}

/** What a correction puts in place repeats what it corrects, so it is as secret. */
function levelIn(dossier: Dossier, seq: number) {
  const target = recordIn(dossier, seq);
  return target ? levelOf(target, dossier.records) : 1;
}

/** Only what the record says can be corrected, each field by its own kind, and only by something. */
async function refuseReplacement(
  parts: ApiParts,
  dossier: Dossier,
  { target, replacement }: { target: number; replacement: Form },
): Promise<void> {
  const record = recordIn(dossier, target);
  const rowOf = (procedure: string) => rowIn(parts.rows, procedure);
  const contents = record ? contentsOfRecord(record, rowOf, (seq) => recordIn(dossier, seq)) : [];
  const wrong =
    Object.keys(replacement).length === 0
      ? [{ pointer: '/replacement', detail: '请写明更正后的内容' }]
      : await formErrors(parts.people, replacement, contents, [], '/replacement');
  if (wrong.length > 0) throw problem('invalidRequest', {}, wrong);
}

const newest = (dossier: Dossier): number => dossier.records.at(-1)?.seq ?? 0;

function presentOutcome(parts: ApiParts, outcome: Outcome, chainId: string): Reply {
  if ('record' in outcome) return actReply(outcome.record, (procedure) => rowIn(parts.rows, procedure));
  return pendingReply(`/api/cases/${chainId}`);
}
