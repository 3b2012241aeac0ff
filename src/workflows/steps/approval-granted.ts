import type { Facts } from '../law/record/kinds.js';
import { approve, type Approval, type Verdict } from './approval.js';
import type { CaseFile } from './case-file.js';

/**
 * An approval that the procedure cannot do without: refused, it begins anew under the next number
 * (`investigation-report-2`), because the work it is about goes on. The verdict is the one that grants.
 */
export async function approveUntilGranted<F extends Facts>(
  file: CaseFile<F>,
  approval: Approval,
): Promise<Verdict> {
  for (let number = 1; ; number += 1) {
    const subject = number === 1 ? approval.subject : `${approval.subject}-${String(number)}`;
    const verdict = await approve(file, { ...approval, subject });
    if (verdict.granted) return verdict;
  }
}
