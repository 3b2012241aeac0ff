import type { Decide, DocumentField, Form } from '../../schemas.js';
import { applies } from '../../../workflows/law/documents/circumstances.js';
import { asked, within, type FieldError } from './checks.js';

type Value = Form[string];

/** The server takes an opinion, and a text of a form, of so many characters. */
const OPINION_LIMIT = 8_000;
const TEXT_LIMIT = 20_000;

const saysNothing = (value: Value | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** Does a field apply, as the form's own answers have it? One of an emergency is there only in one. */
export const appliesIn = ({ when, dependsOn }: DocumentField, form: Form): boolean =>
  applies(
    { ...(when === null ? {} : { when }), ...(dependsOn === null ? {} : { given: dependsOn }) },
    form,
    true,
  );

/** What the law requires of the document is asked of whoever files it, not of who sends it back. */
function fieldFaults(field: DocumentField, value: Value | undefined, filing: boolean): FieldError[] {
  const pointer = `/form/${field.key}`;
  if (filing && field.required === 'law' && saysNothing(value))
    return [{ pointer, detail: `请填写${field.label}。` }];
  return typeof value === 'string' ? within(pointer, field.label, value, TEXT_LIMIT) : [];
}

/** Files that the document asks for; they go with the act. */
export const filesAsked = (fields: readonly DocumentField[], form: Form): DocumentField[] =>
  fields.filter(
    (field) =>
      field.kind === 'attachments' && field.required === 'law' && !field.given && appliesIn(field, form),
  );

/** What is asked of the files of an act that files a document; `count`: how many go with it. */
export const fileFaults = (fields: readonly DocumentField[], form: Form, count: number): FieldError[] =>
  count > 0
    ? []
    : filesAsked(fields, form).map(({ label }) => ({ pointer: '/attachments', detail: `请附${label}。` }));

/** Everything that is amiss with an answer to a task, in the order of the page. */
export function decisionFaults(
  decision: Decide['decision'],
  opinion: string,
  form: Form,
  fields: readonly DocumentField[],
): FieldError[] {
  const filled = fields
    .filter((field) => !field.given && field.kind !== 'attachments' && appliesIn(field, form))
    .flatMap((field) => fieldFaults(field, form[field.key], decision === 'submit'));
  return [...filled, ...asked('/opinion', '意见及理由', opinion, OPINION_LIMIT)];
}
