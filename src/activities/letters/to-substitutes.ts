import type { Letter, LetterDraft, LetterTemplateKey } from '../../models/letter.js';
import { readStep } from '../../workflows/law/record/approval-tasks.js';
import { covers } from '../../workflows/law/record/substitution.js';
import type { LetterParts, ProcedureView } from './reads.js';

/** What whoever acts for the reader must hear as well; the outcome of a case is told to its own people. */
const SHARED: readonly LetterTemplateKey[] = [
  ...(['assigned', 'reminder', 'urged', 'returned', 'withdrawn'] as const),
  ...(['periodPassed', 'lapseCorrected', 'deadlineMoved'] as const),
];

const roleOfPart: Readonly<Record<string, string>> = {
  submit: 'handler',
  review: 'reviewer',
  approve: 'approver',
};

/** The role a letter speaks to: that of its task, or of the step whose task is gone. */
const roleOf = ({ step }: Letter, view: ProcedureView): string =>
  view.tasks.find((task) => task.step === step)?.role ?? roleOfPart[readStep(step).part] ?? '';

/**
 * The same letter for whoever acts for its reader at the moment it is delivered, within the scope: found out
 * now, because a substitution may begin after the record. Made again, they are the same letters; none has
 * copies of its own, as nobody acts for one who acts for another.
 */
export async function copiesOf(
  letter: Letter,
  view: ProcedureView,
  { substitutions, now }: Pick<LetterParts, 'substitutions' | 'now'>,
): Promise<LetterDraft[]> {
  if (letter.onBehalfOf !== undefined || !SHARED.includes(letter.template)) return [];
  const role = roleOf(letter, view);
  const acting = await substitutions.actingOf(letter.recipient, now());
  return acting
    .filter((one) => covers(one, role, view.unit))
    .map(({ substitute }) => copyFor(letter, substitute));
}

function copyFor(letter: Letter, substitute: string): LetterDraft {
  const { _id, chainId, procedure, seq, template, step, clock, recipient, createdAt } = letter;
  return {
    _id: `${_id}#for#${substitute}`,
    ...{ chainId, procedure, seq, template, step, createdAt },
    nextAttemptAt: createdAt,
    ...(clock === undefined ? {} : { clock }),
    recipient: substitute,
    onBehalfOf: recipient,
    state: 'pending',
    attempts: 0,
  };
}

/** Does the reader of a copy still act for whom it was written to? */
export async function actsStill(
  letter: Letter,
  view: ProcedureView,
  { substitutions, now }: Pick<LetterParts, 'substitutions' | 'now'>,
): Promise<boolean> {
  if (letter.onBehalfOf === undefined) return true;
  const acting = await substitutions.actingOf(letter.onBehalfOf, now());
  const role = roleOf(letter, view);
  return acting.some((one) => one.substitute === letter.recipient && covers(one, role, view.unit));
}
