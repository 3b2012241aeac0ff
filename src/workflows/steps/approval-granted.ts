import type { Facts, RecordHeader } from '../law/record/kinds.js';
import { approve, type Approval, type Verdict } from './approval.js';
import type { CaseFile } from './case-file.js';

/** What was approved at last: the verdict, and the submission it is about. */
export type Granted = { verdict: Verdict; submission: RecordHeader };

/**
 * An approval that the procedure cannot do without: refused, it begins anew under the next number
 * (`investigation-report-2`), because the work it is about goes on.
 */
export async function approveUntilGranted<F extends Facts>(
  file: CaseFile<F>,
  approval: Approval,
): Promise<Granted> {
  for (let number = 1; ; number += 1) {
    const subject = number === 1 ? approval.subject : `${approval.subject}-${String(number)}`;
    const verdict = await approve(file, { ...approval, subject });
    const submission = submissionOf(file, subject);
    if (verdict.granted && submission) return { verdict, submission };
  }
}

/** The latest submission of a subject, or undefined where a recorded document was the only one. */
export const submissionOf = <F extends Facts>(file: CaseFile<F>, subject: string): RecordHeader | undefined =>
  file.recordsOf('decided').findLast(({ step }) => step.startsWith(`${subject}/submit/`));
