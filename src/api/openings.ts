import { titleWithArticle } from '../workflows/law/procedures.js';
import { documents, isDocumentKey, type DocumentKey } from '../workflows/law/documents.js';
import type { Field } from '../workflows/law/documents/document.js';
import { certificateAt } from '../workflows/law/posts.js';
import { matterOf, type CasePeople, type ProcedureRow } from '../workflows/law/procedures.js';
import { emptyState, recordedOn } from '../workflows/law/record/fold.js';
import { formFields, openingFields, refuse } from '../workflows/law/record/gates.js';
import { textOf, type Act, type Facts } from '../workflows/law/record/kinds.js';
import { matterFile } from '../workflows/law/record/matter-file.js';
import { instancesOf, requirementInWords, unmet } from '../workflows/law/record/requirements.js';
import { refusal, type refusals, type Refusal } from '../workflows/refusals.js';
import { actorOf, type Caller } from './callers.js';
import { act, open, type Outcome } from './doors.js';
import { factsOfForm, formView } from './fields.js';
import { formErrors } from './form-check.js';
import { peopleOfMatter, readDossier, roleIn, type Dossier } from './matters.js';
import { namesFor } from './names.js';
import { NextSteps, OpenProcedure, PutOnFile } from './opening-schemas.js';
import { rowIn, type ApiParts } from './parts.js';
import { ofDecision, pointing } from './pointers.js';
import { allowed, policy } from './policies.js';
import { actReply, pendingReply, type Names } from './presenters.js';
import { Problem, problem, refused } from './problems.js';
import { attachedTo, refuseFuture, requestOf, type Told } from './requests.js';
import { sealed } from './restricted.js';
import { route, type Reply, type Route } from './route.js';
import { ActAnswer, CaseParams, Pending, type Form } from './schemas.js';

/** Another instance may have taken the number meanwhile; this often, then it is a fault. */
const NUMBERS_LIMIT = 20;

/** The doors by which people open procedures of a matter that is under way, and put documents on its file. */
export const openingRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/cases/:number/next',
    summary: '现在可以启动的程序、可以填报的文书，以及各自尚缺的条件',
    params: CaseParams,
    answers: { 200: NextSteps },
    load: ({ caller, params }) => readDossier(parts.ledger, caller, params.number),
    do: (call, dossier) => nextSteps(parts, call.caller, dossier, call.receivedAt),
    present: (body) => ({ body }),
  }),
  openRoute(parts),
  recordRoute(parts),
];

const openRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/cases/:number/procedures',
    summary: '在案件中启动一个程序；条件不具备的逐项列出所缺',
    act: true,
    params: CaseParams,
    body: OpenProcedure,
    answers: { 201: ActAnswer, 202: Pending },
    load: async ({ caller, params, body }) => {
      const dossier = await readDossier(parts.ledger, caller, params.number);
      const row = parts.rows.find(({ key }) => key === body.procedure);
      if (!row || !isOpenedHere(row, dossier, parts)) throw refused(refusal('notFound', { what: '该程序' }));
      return { dossier, row };
    },
    may: ({ caller }, { dossier, row }) => refuseStranger(caller, dossier, `启动${row.title}`),
    do: async (call, { dossier, row }) => {
      const { form } = call.body;
      const fields = row.opening ? openingFields(row.opening) : [];
      await refuseForm(parts, call, form, fields);
      return pointing(ofDecision(form, fields), () => openOn(parts, call, call.body, dossier, row));
    },
    present: (outcome, _, { dossier }) => presentOutcome(parts, outcome, dossier.chainId),
  });

const recordRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/cases/:number/records',
    summary: '将一份文书记入案卷，现场制作后补记的写明发生时间',
    act: true,
    params: CaseParams,
    body: PutOnFile,
    answers: { 200: ActAnswer, 202: Pending },
    load: async ({ caller, params, body }) => {
      const dossier = await readDossier(parts.ledger, caller, params.number);
      const row = rowIn(parts.rows, body.procedure);
      if (!row || !dossier.states[body.procedure]?.opening)
        throw refused(refusal('notFound', { what: '该程序' }));
      if (!isDocumentKey(body.document)) throw refused(refusal('notFound', { what: '该文书' }));
      return { dossier, row, document: body.document };
    },
    may: ({ caller }, { dossier, document }) =>
      refuseStranger(caller, dossier, `填报《${documents[document].title}》`),
    do: async (call, { dossier, row, document }) => {
      const { form } = call.body;
      const fields = row.records?.[document]
        ? formFields(row, document, dossier.states[call.body.procedure])
        : [];
      await refuseForm(parts, call, form, fields);
      const pointers = { ...ofDecision(form, fields), twoOfficersRequired: ['/officers'] };
      return pointing(pointers, () => putOnFile(parts, call, call.body, dossier, document));
    },
    present: (outcome, _, { dossier }) => presentOutcome(parts, outcome, dossier.chainId),
  });

function presentOutcome(parts: ApiParts, outcome: Outcome, chainId: string): Reply {
  if ('record' in outcome) return actReply(outcome.record, (procedure) => rowIn(parts.rows, procedure));
  return pendingReply(`/api/cases/${chainId}`);
}

function refuseStranger(caller: Caller, { matter }: Dossier, what: string): void {
  if (!allowed(caller, 'openProcedure', matter)) throw refused(refusal('notPermitted', { what }));
}

async function refuseForm(
  parts: ApiParts,
  { body, receivedAt }: { body: { occurredAt?: number | undefined }; receivedAt: number },
  form: Form,
  fields: readonly Field[],
): Promise<void> {
  refuseFuture(body.occurredAt, receivedAt, '/occurredAt');
  const wrong = await formErrors(parts.people, form, fields, [], '/form');
  if (wrong.length > 0) throw problem('invalidRequest', {}, wrong);
}

/** Opened by people, on matters of this kind. */
function isOpenedHere(row: ProcedureRow, { records }: Dossier, { rows }: Pick<ApiParts, 'rows'>): boolean {
  const first = records[0] && rowIn(rows, records[0].procedure);
  return (
    row.opening !== undefined && !row.opensMatter && first !== undefined && matterOf(row) === matterOf(first)
  );
}

/** Facts that every opening says, from the matter's own. */
function givenFacts(dossier: Dossier): Facts {
  const people = peopleOfMatter(dossier);
  const opening = dossier.records[0];
  if (!people || !opening) throw problem('unavailable');
  return {
    edition: textOf(opening.facts, 'edition'),
    unit: dossier.matter.unit ?? '',
    people: people satisfies CasePeople,
  };
}

/** 行政强制措施权不得委托 (强制法第十七条): the record says when the unit is an entrusted one. */
async function unitKindFact(parts: ApiParts, { matter }: Dossier): Promise<Facts> {
  const unit = await parts.units.unitById(matter.unit ?? '');
  return unit?.kind === 'entrusted' ? { unitKind: unit.kind } : {};
}

async function openOn(
  parts: ApiParts,
  told: Told,
  body: OpenProcedure,
  dossier: Dossier,
  row: ProcedureRow,
): Promise<Outcome> {
  const { opinion, form, secrecy } = body;
  const { attachments, attachmentNames } = await attachedTo(parts, told.caller, body.attachments);
  const request = {
    ...requestFor(told, dossier, body.occurredAt),
    facts: {
      ...givenFacts(dossier),
      ...(await unitKindFact(parts, dossier)),
      ...factsOfForm(row.opening, form),
    },
    body: { form: sealedForm(parts, told, form, row.opening), opinion, attachmentNames },
    secrecy,
    attachments,
  };
  const before = instancesOf(dossier.states, row.key).length;
  for (let number = before + 1; ; number += 1) {
    const procedure = row.many ? `${row.key}/${String(number)}` : row.key;
    try {
      return await open(parts.doors, { chainId: dossier.chainId, procedure }, request);
    } catch (error) {
      if (!row.many || number > before + NUMBERS_LIMIT || !isAlreadyOpen(error)) throw error;
    }
  }
}

const isAlreadyOpen = (error: unknown): boolean =>
  error instanceof Problem && error.body.code === ('alreadyOpen' satisfies keyof typeof refusals);

const requestFor = (told: Told, dossier: Dossier, occurredAt: number | undefined) =>
  requestOf(
    told,
    roleIn(told.caller, dossier),
    dossier.matter.unit ?? '',
    dossier.records.at(-1)?.seq ?? 0,
    occurredAt,
  );

async function putOnFile(
  parts: ApiParts,
  told: Told,
  body: PutOnFile,
  dossier: Dossier,
  document: DocumentKey,
): Promise<Outcome> {
  const { procedure, opinion, form, secrecy } = body;
  const happened = momentOnSite(rowIn(parts.rows, procedure), document, form);
  refuseFuture(happened?.at, told.receivedAt, `/form/${happened?.key ?? ''}`);
  const request = requestFor(told, dossier, body.occurredAt ?? happened?.at);
  const wish = {
    document,
    officers: await officersAt(parts, body.officers, request.occurredAt),
    facts: factsOfForm(document, form),
    form: sealedForm(parts, told, form, document),
    opinion,
    ...(await attachedTo(parts, told.caller, body.attachments)),
    secrecy,
  };
  return act(parts.doors, 'record', { chainId: dossier.chainId, procedure }, { ...request, ...wish });
}

/** The form as it goes on the record: what few may see is sealed. */
export const sealedForm = (
  { environment }: Pick<ApiParts, 'environment'>,
  { requestId }: Told,
  form: Form,
  document: DocumentKey | null | undefined,
): Form => sealed(form, document ? documents[document].contents : [], environment.PAYLOAD_KEYS, requestId);

/**
 * When the officers acted, as the document itself says: the first moment it states. Their certificates are
 * judged at it (第十一条).
 */
function momentOnSite(
  row: ProcedureRow | undefined,
  document: DocumentKey,
  form: Form,
): { key: string; at: number } | undefined {
  if (!row?.records?.[document]?.officers) return undefined;
  return (documents[document].contents as readonly Field[]).flatMap(({ key, kind, fact }) => {
    const at = form[key];
    return kind === 'instant' && fact && typeof at === 'number' ? [{ key, at }] : [];
  })[0];
}

/** Who acted, each with the certificate valid at that moment (epoch ms); without one the record refuses. */
async function officersAt(parts: ApiParts, ids: readonly string[], moment: number) {
  const found = await parts.people.peopleByIds(ids);
  const unknown = ids.flatMap((id, index) =>
    found.some((person) => person.id === id)
      ? []
      : [{ pointer: `/officers/${String(index)}`, detail: '没有这个人员' }],
  );
  if (unknown.length > 0) throw problem('invalidRequest', {}, unknown);
  return found.map((person) => ({ id: person.id, certificate: certificateAt(person, moment) ?? '' }));
}

// ── what may come next

async function nextSteps(parts: ApiParts, caller: Caller, dossier: Dossier, now: number): Promise<NextSteps> {
  const names = await namesFor(parts, dossier.matter.involved ?? []);
  if (!allowed(caller, 'openProcedure', dossier.matter)) return { openings: [], records: [], now };
  const here = parts.rows.filter((row) => isOpenedHere(row, dossier, parts));
  return {
    openings: here
      .filter((row) => row.many || !dossier.states[row.key]?.opening)
      .filter((row) => caller.posts.some(({ post }) => row.openedBy.includes(post)))
      .map((row) => openingOf(row, caller, dossier, names, now)),
    records: Object.keys(dossier.states).flatMap((procedure) =>
      recordsOf(parts, procedure, caller, dossier, names, now),
    ),
    now,
  };
}

function openingOf(row: ProcedureRow, caller: Caller, dossier: Dossier, names: Names, now: number) {
  const asked = actAskedFor(caller, dossier, row.key, now, {
    kind: 'opening',
    step: 'opening',
    facts: givenFacts(dossier),
  });
  const said = row.gate(matterFile(dossier.records), asked) ?? apart(refuse(row, emptyState(), asked));
  return {
    procedure: row.key,
    title: titleWithArticle(row),
    article: row.article,
    phase: row.phase,
    document: row.opening ? formView(row.opening, openingFields(row.opening), names) : null,
    missing: unmet(row.requires ?? [], dossier.states, asked).map(requirementInWords),
    refused: said?.message ?? null,
  };
}

/** What the form itself will answer is not held against whoever has not filled it in yet. */
const apart = (said: Refusal | undefined): Refusal | undefined =>
  said && ['contentsRequired', 'opinionRequired'].includes(said.code) ? undefined : said;

function recordsOf(
  parts: ApiParts,
  procedure: string,
  caller: Caller,
  dossier: Dossier,
  names: Names,
  now: number,
): NextSteps['records'] {
  const state = dossier.states[procedure];
  const row = rowIn(parts.rows, procedure);
  if (!row?.records || !state?.opening || state.concluded || state.terminated) return [];
  const role = roleIn(caller, dossier);
  return (Object.keys(row.records) as DocumentKey[]).flatMap((document) => {
    const kind = row.records?.[document];
    if (!kind?.by.includes(role)) return [];
    const asked = actAskedFor(caller, dossier, procedure, now, {
      kind: 'recorded',
      step: `${document}/record/1`,
      facts: { document },
    });
    return [
      {
        procedure,
        procedureTitle: row.title,
        document: formView(document, formFields(row, document, state), names),
        officers: kind.officers ?? 0,
        count: recordedOn(state, document).length,
        missing: unmet(kind.requires ?? [], dossier.states, asked).map(requirementInWords),
      },
    ];
  });
}

/** The act somebody might do, for asking what stands against it; it is never written anywhere. */
function actAskedFor(
  caller: Caller,
  dossier: Dossier,
  procedure: string,
  now: number,
  wanted: Pick<Act, 'kind' | 'step' | 'facts'>,
): Act {
  return {
    chainId: dossier.chainId,
    procedure,
    actor: actorOf(caller, roleIn(caller, dossier), dossier.matter.unit ?? '', now),
    occurredAt: now,
    receivedAt: now,
    opens: [],
    starts: [],
    body: { opinion: '…', form: {} },
    attachments: [],
    secrecy: 0,
    policy,
    lawReferences: [],
    ...wanted,
  };
}
