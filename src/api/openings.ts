import { noticeOf } from '../workflows/law/act-media.js';
import { courseRequirements } from '../workflows/law/case-course.js';
import { titleWithArticle } from '../workflows/law/procedures.js';
import { documents, isDocumentKey, type DocumentKey } from '../workflows/law/documents.js';
import type { Field } from '../workflows/law/documents/document.js';
import { certificateAt, postOfRole } from '../workflows/law/posts.js';
import {
  isFor,
  matterOf,
  type CasePeople,
  type ProcedureRow,
  type RecordRow,
} from '../workflows/law/procedures.js';
import { emptyState, recordedOn } from '../workflows/law/record/fold.js';
import { formFields, openingFields, refuse } from '../workflows/law/record/gates.js';
import { textOf, type Act, type Facts } from '../workflows/law/record/kinds.js';
import { instanceTitle } from '../workflows/law/named-in-words.js';
import { matterFile } from '../workflows/law/record/matter-file.js';
import {
  instancesOf,
  missingBefore,
  requirementInWords,
  unfilled,
  type Requirement,
} from '../workflows/law/record/requirements.js';
import type { RoleKey } from '../workflows/law/roles.js';
import { refusal, type refusals, type Refusal } from '../workflows/refusals.js';
import { behalfOf, knowPrincipals, principalFor, type Behalf } from './acting-for.js';
import { actorOf, type Caller } from './callers.js';
import { act, open, type Outcome } from './doors.js';
import { factsOfForm, formView } from './fields.js';
import { formErrors } from './form-check.js';
import { suggestedIn, type SuggestedIn } from './suggested.js';
import { peopleOfMatter, readDossier, roleIn, type Dossier } from './matters.js';
import { namesFor } from './names.js';
import { NextSteps, OpenProcedure, PutOnFile } from './opening-schemas.js';
import { rowIn, type ApiParts } from './parts.js';
import { ofDecision, pointing } from './pointers.js';
import { powerFacts, standingsOf, type UnitStandings } from './powers.js';
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
      return { dossier, row, doer: await opensAs(parts, caller, dossier, row) };
    },
    may: ({ caller }, { dossier, row }) => refuseStranger(caller, dossier, `启动${row.title}`),
    do: async (call, { dossier, row, doer }) => {
      const { form } = call.body;
      const fields = row.opening ? openingFields(row.opening) : [];
      await refuseForm(parts, call, form, fields);
      return pointing(ofDecision(form, fields), () => openOn(parts, call, call.body, dossier, row, doer));
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
      const doer = await recordsAs(parts, caller, dossier, row.records?.[body.document]);
      return { dossier, row, document: body.document, doer };
    },
    may: ({ caller }, { dossier, document }) =>
      refuseStranger(caller, dossier, `填报《${documents[document].title}》`),
    do: async (call, { dossier, row, document, doer }) => {
      const { form } = call.body;
      const fields = row.records?.[document]
        ? formFields(row, document, dossier.states[call.body.procedure])
        : [];
      await refuseForm(parts, call, form, fields);
      const pointers = { ...ofDecision(form, fields), twoOfficersRequired: ['/officers'] };
      return pointing(pointers, () => putOnFile(parts, call, call.body, dossier, document, doer));
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
  return row.opening !== undefined && !row.opensMatter && first !== undefined && isFor(row, matterOf(first));
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
    ...(opening.facts['mediaMatrix'] === undefined ? {} : { mediaMatrix: opening.facts['mediaMatrix'] }),
  };
}

async function openOn(
  parts: ApiParts,
  told: Told,
  body: OpenProcedure,
  dossier: Dossier,
  row: ProcedureRow,
  doer: Doer,
): Promise<Outcome> {
  const { opinion, form, secrecy } = body;
  const facts: Facts = { ...givenFacts(dossier), ...factsOfForm(row.opening, form) };
  const { attachments, attachmentNames } = await attachedTo(parts, told.caller, body.attachments);
  const request = {
    ...requestFor(told, dossier, doer, body.occurredAt),
    facts: {
      ...facts,
      ...(await powerFacts(parts, row, dossier.matter.unit ?? '', facts, told.receivedAt)),
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

const requestFor = (
  told: Told,
  dossier: Dossier,
  { role, behalf }: Doer,
  occurredAt: number | undefined,
) => ({
  ...requestOf(told, role, dossier.matter.unit ?? '', dossier.records.at(-1)?.seq ?? 0, occurredAt),
  ...(behalf ? { onBehalfOf: behalf.actor, substitution: behalf.substitution } : {}),
});

/** In which role somebody opens a procedure or puts a document on file, and for whom (代理). */
type Doer = { role: RoleKey; behalf?: Behalf };

/**
 * By his own right, else for a 承办人 of the matter whose substitute he is. `fits`: may it be done in that role?
 * An officer who is not 承办人 acts for the one he stands in for: the record says so.
 */
async function doerOf(
  parts: ApiParts,
  caller: Caller,
  dossier: Dossier,
  fits: (role: RoleKey) => boolean,
): Promise<Doer> {
  const own = roleIn(caller, dossier);
  if (own === 'handler' || (own !== 'officer' && fits(own)) || !fits('handler')) return { role: own };
  await knowPrincipals(caller);
  const unit = dossier.matter.unit ?? '';
  const owners = peopleOfMatter(dossier)?.handlers ?? [];
  const principal = principalFor(caller, { role: 'handler', unit, owners });
  if (!principal) return { role: own };
  const behalf = await behalfOf(parts.people, principal, 'handler', unit, parts.now());
  return { role: 'handler', behalf };
}

const opensAs = (parts: ApiParts, caller: Caller, dossier: Dossier, { openedBy }: ProcedureRow) =>
  doerOf(parts, caller, dossier, (role) => openedBy.some((post) => post === postOfRole(role)));

const recordsAs = (parts: ApiParts, caller: Caller, dossier: Dossier, kind: RecordRow | undefined) =>
  doerOf(parts, caller, dossier, (role) => kind?.by.includes(role) ?? false);

async function putOnFile(
  parts: ApiParts,
  told: Told,
  body: PutOnFile,
  dossier: Dossier,
  document: DocumentKey,
  doer: Doer,
): Promise<Outcome> {
  const { procedure, opinion, form, secrecy } = body;
  const happened = momentOnSite(rowIn(parts.rows, procedure), document, form);
  refuseFuture(happened?.at, told.receivedAt, `/form/${happened?.key ?? ''}`);
  refuseOtherMoment(body.occurredAt, happened);
  const request = requestFor(told, dossier, doer, happened?.at ?? body.occurredAt);
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

/** Certificates are judged when the officers acted (第十一条): one record tells of one such moment. */
function refuseOtherMoment(
  occurredAt: number | undefined,
  happened: { key: string; at: number } | undefined,
): void {
  if (happened && occurredAt !== undefined && occurredAt !== happened.at)
    throw problem('invalidRequest', {}, [
      { pointer: '/occurredAt', detail: '与文书所载的办理时间不一致；以文书所载时间为准，可以不填' },
    ]);
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
  if (roleIn(caller, dossier) !== 'handler') await knowPrincipals(caller);
  if (!allowed(caller, 'openProcedure', dossier.matter)) return { openings: [], records: [], now };
  const [names, suggested, powers] = await Promise.all([
    namesFor(parts, dossier.matter.involved ?? []),
    suggestedIn(parts, dossier, now),
    standingsOf(parts, dossier.matter.unit ?? '', now),
  ]);
  const asking: Asking = { parts, caller, dossier, names, suggested, powers, now };
  const openings = parts.rows
    .filter((row) => isOpenedHere(row, dossier, parts))
    .filter((row) => row.many || !dossier.states[row.key]?.opening)
    .filter((row) => caller.posts.some(({ post }) => row.openedBy.includes(post)))
    .map((row) => openingOf(row, asking));
  const records = Object.keys(dossier.states).map((procedure) => recordsOf(procedure, asking));
  return { openings: await Promise.all(openings), records: (await Promise.all(records)).flat(), now };
}

/** Who asks what may come next on which matter; `now` in epoch ms. */
type Asking = {
  parts: ApiParts;
  caller: Caller;
  dossier: Dossier;
  names: Names;
  suggested: SuggestedIn;
  /** How the matter's unit stands to each kind of power (第二条). */
  powers: UnitStandings;
  now: number;
};

async function openingOf(
  row: ProcedureRow,
  { parts, caller, dossier, names, suggested, powers, now }: Asking,
) {
  const doer = await opensAs(parts, caller, dossier, row);
  const unit = row.exercises && powers[row.exercises];
  const asked = actAskedFor(caller, doer, dossier, row.key, now, {
    kind: 'opening',
    step: 'opening',
    facts: givenFacts(dossier),
  });
  const offered = suggested(row.key, row.opening ?? null);
  return {
    procedure: row.key,
    title: titleWithArticle(row),
    article: row.article,
    phase: row.phase,
    document: row.opening
      ? formView(row.opening, openingFields(row.opening), names, noticeOf(row.media, asked.facts), offered)
      : null,
    ...stillMissing(row, row.requires, dossier, asked, offered.nothingToName),
    onBehalfOf: doer.behalf?.actor.name ?? null,
    refused: (unit?.refused ?? refusedBefore(row, dossier, asked))?.message ?? null,
    notes: unit?.notes ?? [],
  };
}

/** What is missing on file, and what the form will have to say, each in words. */
function stillMissing(
  row: ProcedureRow,
  requires: readonly Requirement[] = [],
  { states }: Dossier,
  asked: Act,
  nothingToName: readonly string[],
) {
  const { onFile, form } = missingBefore([...courseRequirements(row, asked), ...requires], states, asked);
  return {
    missing: [...onFile.map(requirementInWords), ...nothingToName],
    checked: form.map(requirementInWords),
  };
}

/** What stands against an opening whatever its form will say. */
function refusedBefore(row: ProcedureRow, dossier: Dossier, asked: Act): Refusal | undefined {
  const empty = unfilled(asked);
  const said = row.gate(matterFile(dossier.records), empty.act);
  if (said) return empty.wasSought() ? undefined : said;
  return apart(refuse(row, emptyState(), asked));
}

/** What the form itself will answer is not held against whoever has not filled it in yet. */
const apart = (said: Refusal | undefined): Refusal | undefined =>
  said && ['contentsRequired', 'opinionRequired'].includes(said.code) ? undefined : said;

async function recordsOf(
  procedure: string,
  { parts, caller, dossier, names, suggested, now }: Asking,
): Promise<NextSteps['records']> {
  const state = dossier.states[procedure];
  const row = rowIn(parts.rows, procedure);
  if (!row?.records || !state?.opening || state.concluded || state.terminated) return [];
  const opened = state.opening.facts;
  const offers = (Object.keys(row.records) as DocumentKey[]).map(async (document) => {
    const kind = row.records?.[document];
    const doer = await recordsAs(parts, caller, dossier, kind);
    if (!kind?.by.includes(doer.role)) return [];
    const asked = actAskedFor(caller, doer, dossier, procedure, now, {
      kind: 'recorded',
      step: `${document}/record/1`,
      facts: { document },
    });
    const fields = formFields(row, document, state);
    const offered = suggested(procedure, document);
    return [
      {
        procedure,
        procedureTitle: instanceTitle(row, procedure, opened),
        document: formView(document, fields, names, noticeOf(kind.media, opened), offered),
        officers: kind.officers ?? 0,
        count: recordedOn(state, document).length,
        ...stillMissing(row, kind.requires, dossier, asked, offered.nothingToName),
        onBehalfOf: doer.behalf?.actor.name ?? null,
      },
    ];
  });
  return (await Promise.all(offers)).flat();
}

/** The act somebody might do, for asking what stands against it; it is never written anywhere. */
function actAskedFor(
  caller: Caller,
  { role, behalf }: Doer,
  dossier: Dossier,
  procedure: string,
  now: number,
  wanted: Pick<Act, 'kind' | 'step' | 'facts'>,
): Act {
  return {
    chainId: dossier.chainId,
    procedure,
    actor: actorOf(caller, role, dossier.matter.unit ?? '', now),
    ...(behalf ? { onBehalfOf: behalf.actor } : {}),
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
