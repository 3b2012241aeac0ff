import { filled } from '../workflows/law/record/gates.js';
import { applies } from '../workflows/law/documents/circumstances.js';
import type { Field } from '../workflows/law/documents/document.js';
import type { RefusalCode } from '../workflows/refusals.js';
import { Problem } from './problems.js';
import type { Form, StartCase } from './schemas.js';

/** JSON pointers (RFC 6901) of the fields a refusal is about, by its code. */
export type Pointing = { readonly [code in RefusalCode]?: readonly string[] };

/** Lets a refusal through with the fields of the request it is about. */
export async function pointing<T>(fields: Pointing, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem && !error.body.errors) {
      const pointers = fields[error.body.code as RefusalCode] ?? [];
      const { detail } = error.body;
      if (pointers.length > 0) error.body.errors = pointers.map((pointer) => ({ pointer, detail }));
    }
    throw error;
  }
}

const tooFew = (people: readonly string[]): boolean =>
  people.length < 2 || new Set(people).size < people.length;

/** What is said of each officer of an emergency start: the code of his refusal, or undefined. */
export type OfficerFaults = readonly (RefusalCode | undefined)[];

/**
 * Of a start: the same questions as the procedure's gate asks, so that each answer is at its field.
 * `withoutPost`: where somebody is named for a part whose post he does not hold.
 */
export function ofStart(
  start: Pick<StartCase, 'people' | 'emergency'>,
  officers: OfficerFaults,
  withoutPost: readonly string[] = [],
): Pointing {
  const { people, emergency } = start;
  const officersWith = (code: RefusalCode): string[] =>
    officers.flatMap((said, index) => (said === code ? [`/emergency/officers/${String(index)}`] : []));
  return {
    caseNumberTaken: ['/number'],
    startInFuture: ['/emergency/startedAt'],
    urgencyRequired: ['/emergency/urgency'],
    lateEntryReasonRequired: ['/emergency/lateEntryReason'],
    twoOfficersRequired: [
      ...(emergency && tooFew(emergency.officers) ? ['/emergency/officers'] : []),
      ...(tooFew(people.handlers) ? ['/people/handlers'] : []),
    ],
    threePersonsRequired: [
      '/people/handlers',
      ...(people.reviewers ? ['/people/reviewers'] : []),
      ...(people.approvers ? ['/people/approvers'] : []),
    ],
    certificateExpired: officersWith('certificateExpired'),
    postNotHeld: [...withoutPost, ...officersWith('postNotHeld')],
  };
}

/** Of a decision: what the law requires and the form does not say, each at its own field. */
export const ofDecision = (form: Form, asked: readonly Field[]): Pointing => ({
  opinionRequired: ['/opinion'],
  decisionNotOffered: ['/decision'],
  contentsRequired: asked
    .filter((field) => field.required === 'law' && applies(field, form, true) && !filled(form[field.key]))
    .map((field) => `/form/${field.key}`),
});

/** Of an act that needs a reason, and may name a person. */
export const ofReasonedAct: Pointing = { opinionRequired: ['/opinion'], assigneeUnsuitable: ['/to'] };
