import type { Decide, DocumentField, Form } from '../../schemas.js';
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

/** What the law requires of the document is asked of whoever files it, not of who sends it back. */
function fieldFaults(field: DocumentField, value: Value | undefined, filing: boolean): FieldError[] {
  const pointer = `/form/${field.key}`;
  if (filing && field.required === 'law' && saysNothing(value))
    return [{ pointer, detail: `请填写${field.label}。` }];
  return typeof value === 'string' ? within(pointer, field.label, value, TEXT_LIMIT) : [];
}

/** Everything that is amiss with an answer to a task, in the order of the page. */
export function decisionFaults(
  decision: Decide['decision'],
  opinion: string,
  form: Form,
  fields: readonly DocumentField[],
): FieldError[] {
  const filled = fields
    .filter((field) => !field.given && field.kind !== 'attachments')
    .flatMap((field) => fieldFaults(field, form[field.key], decision === 'submit'));
  return [...filled, ...asked('/opinion', '意见及理由', opinion, OPINION_LIMIT)];
}
