import { noticeOf } from '../workflows/law/act-media.js';
import { edition } from '../workflows/law/edition.js';
import {
  matterOf,
  titleWithArticle,
  type MatterKind,
  type ProcedureRow,
} from '../workflows/law/procedures.js';
import { powerKinds, powersUnconfirmed } from '../workflows/law/powers.js';
import { openingFields } from '../workflows/law/record/gates.js';
import type { Facts } from '../workflows/law/record/kinds.js';
import type { OpenRequest } from '../workflows/messages.js';
import { refusal } from '../workflows/refusals.js';
import { roleAs, type Caller } from './callers.js';
import { openNumbered, startPeople, type StartPeople } from './cases.js';
import { namesFor } from './names.js';
import { factsOfForm, formView } from './fields.js';
import { formErrors } from './form-check.js';
import { MatterOpenings, StartMatter } from './opening-schemas.js';
import { sealedForm } from './openings.js';
import { rowIn, type ApiParts } from './parts.js';
import { ofDecision, pointing } from './pointers.js';
import { allowed } from './policies.js';
import { powerFacts } from './powers.js';
import { actReply, pendingReply } from './presenters.js';
import { problem, refused } from './problems.js';
import { attachedTo, refuseFuture, requestOf, type Told } from './requests.js';
import { route, type Route } from './route.js';
import { ActAnswer, Pending } from './schemas.js';

/** What follows the bureau's letters in a number that is no case's: HYA-2026-0001 is an application. */
const letters: Readonly<Partial<Record<MatterKind, string>>> = {
  application: 'A',
  complaint: 'C',
  inspection: 'I',
};

/** The door by which applications, complaints and inspections are registered, each on a chain of its own. */
export const matterStartRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/matters/openings',
    summary: '可以登记的事项及其登记表',
    answers: { 200: MatterOpenings },
    do: async ({ caller }) => {
      const [names, mediaMatrix] = await Promise.all([namesFor(parts, []), parts.mediaMatrix()]);
      const opened: Facts = mediaMatrix ? { mediaMatrix } : {};
      return {
        openings: parts.rows
          .filter((row) => row.opensMatter && row.opening !== undefined)
          .filter((row) => caller.posts.some(({ post }) => row.openedBy.includes(post)))
          .map((row) => ({
            procedure: row.key,
            title: titleWithArticle(row),
            article: row.article,
            phase: row.phase,
            document: row.opening
              ? formView(row.opening, openingFields(row.opening), names, noticeOf(row.media, opened))
              : null,
            missing: [],
            checked: [],
            refused: null,
            onBehalfOf: null,
            notes: row.exercises ? [`${powerKinds[row.exercises]}权限未确认：${powersUnconfirmed}。`] : [],
          })),
      };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'post',
    path: '/api/matters',
    summary: '登记申请（第八条）、投诉举报（第十条）或者启动行政检查（第二条），各立案卷',
    act: true,
    body: StartMatter,
    answers: { 201: ActAnswer, 202: Pending },
    load: async ({ body, receivedAt }) => {
      const row = parts.rows.find(({ key }) => key === body.procedure);
      if (!row?.opensMatter || !row.opening) throw refused(refusal('notFound', { what: '该程序' }));
      return { row, people: await startPeople(parts, body, receivedAt) };
    },
    may: ({ caller, body }, { row }) => {
      if (allowed(caller, 'startCase', { unit: body.unit })) return;
      const no = refusal('notPermitted', { what: `为该科室办理${row.title}` });
      throw refused(no, [{ pointer: '/unit', detail: no.message }]);
    },
    do: async (call, { row, people }) => {
      const { form, occurredAt } = call.body;
      const fields = row.opening ? openingFields(row.opening) : [];
      refuseFuture(occurredAt, call.receivedAt, '/occurredAt');
      const wrong = await formErrors(parts.people, form, fields, [], '/form');
      if (wrong.length > 0) throw problem('invalidRequest', {}, wrong);
      const pointers = {
        ...ofDecision(form, fields),
        caseNumberTaken: ['/number'],
        postNotHeld: people.withoutPost,
      };
      return pointing(pointers, () => begin(parts, call, call.body, row, people));
    },
    present: (outcome) =>
      'record' in outcome
        ? actReply(outcome.record, (procedure) => rowIn(parts.rows, procedure))
        : pendingReply(`/api/cases/${outcome.number}`),
  }),
];

async function begin(
  parts: ApiParts,
  told: Told,
  body: StartMatter,
  row: ProcedureRow,
  { handlers, reviewers, approvers, legalOffice }: StartPeople,
) {
  const people = { handlers, reviewers, approvers, legalOffice };
  const mediaMatrix = await parts.mediaMatrix();
  const said: Facts = {
    edition: edition.id,
    unit: body.unit,
    people,
    ...(mediaMatrix ? { mediaMatrix } : {}),
    ...factsOfForm(row.opening, body.form),
  };
  const facts: Facts = { ...said, ...(await powerFacts(parts, row, body.unit, said, told.receivedAt)) };
  const { attachments, attachmentNames } = await attachedTo(parts, told.caller, body.attachments);
  const request: OpenRequest = {
    ...requestOf(told, openerRole(told.caller, handlers, body.unit), body.unit, 0, body.occurredAt),
    facts,
    body: {
      title: body.title,
      form: sealedForm(parts, told, body.form, row.opening),
      opinion: body.opinion,
      attachmentNames,
    },
    secrecy: body.secrecy,
    attachments,
  };
  const prefix = `${parts.environment.CASE_NUMBER_PREFIX}${letters[matterOf(row)] ?? ''}`;
  return openNumbered(parts, told, body.number, prefix, { procedure: row.key, request });
}

/** Whoever is one of the officers named registers it as 承办人; everybody else as what he is. */
const openerRole = (caller: Caller, handlers: readonly string[], unit: string) =>
  handlers.includes(caller.id) && caller.posts.some(({ post }) => post === 'officer')
    ? ('handler' as const)
    : roleAs(caller, unit);
