import type { Prolonging } from '../law/prolonging.js';
import type { Facts, RecordHeader } from '../law/record/kinds.js';
import { approve } from './approval.js';
import type { CaseFile } from './case-file.js';

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

/** The act ends the term: it is met by this record, unless an earlier one has met it. */
export async function metUnlessBefore<F extends Facts>(
  file: CaseFile<F>,
  clock: string,
  { step, receivedAt }: RecordHeader,
): Promise<void> {
  if (file.clock(clock)?.met === undefined) await file.meetClock(clock, `${step}/met`, receivedAt);
}
