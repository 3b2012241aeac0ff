import type { Field, FieldCondition } from './document.js';

/** A form as it was filled in: by field key, in the shapes the record keeps. */
export type Form = { readonly [key: string]: unknown };

/** Fields that hold what is to be paid; one of them filled shows that money is owed. In 分. */
const amounts = ['fine', 'amount', 'amountPaid'] as const;

const positive = (amount: unknown): boolean => typeof amount === 'number' && amount > 0;

/**
 * What the answers of a form say of its own circumstances. `emergency` is not among them: that is on the
 * opening record.
 */
const shownBy: Readonly<Record<Exclude<FieldCondition, 'emergency'>, (form: Form) => boolean>> = {
  money: (form) => form['penaltyKind'] === 'fine' || amounts.some((key) => positive(form[key])),
  hearingRequired: ({ hearingOffered }) => hearingOffered === 'offered',
  signatureRefused: ({ signing, method }) => signing === 'refused' || method === 'leaving',
  absent: ({ signing, presence }) => signing === 'absent' || presence === 'absent',
  heavierThanNotice: ({ newNotice }) => newNotice !== undefined,
  substitutePerformance: () => true,
};

/**
 * Does a field apply to a form filled in like this? Its `when` by the circumstances, its `given` by the
 * answer it hangs on. Pure.
 */
export function applies(field: Pick<Field, 'when' | 'given'>, form: Form, emergency: boolean): boolean {
  const { when, given } = field;
  if (when === 'emergency' && !emergency) return false;
  if (when !== undefined && when !== 'emergency' && !shownBy[when](form)) return false;
  return given === undefined || given.is.some((answer) => answer === form[given.field]);
}
