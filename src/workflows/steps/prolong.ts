import type { DocumentKey } from '../law/documents.js';
import type { PeriodKey } from '../law/periods.js';
import type { Facts } from '../law/record/kinds.js';
import { approve } from './approval.js';
import type { CaseFile } from './case-file.js';

/** Which form asks for an extension, under which subject, of which clock, by which period. */
export type Prolonging = { document: DocumentKey; subject: string; clock: string; period: PeriodKey };

/**
 * 延长: each form put on file for it goes through its approval; where it is granted, the clock is lengthened.
 * How often it may be asked for is the gate of the form. Never ends of itself.
 */
export const prolong = <F extends Facts>(
  file: CaseFile<F>,
  { document, subject, clock, period }: Prolonging,
): Promise<never> =>
  file.each(document, async (submitted, count) => {
    const name = `${subject}-${String(count)}`;
    const { granted } = await approve(file, { subject: name, document, submitted });
    if (granted && file.clock(clock)) await file.extendClock(clock, `${name}/extended`, period);
  });
