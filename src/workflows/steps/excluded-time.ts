import type { DocumentKey } from '../law/documents.js';
import { numberOf, type Facts, type RecordHeader } from '../law/record/kinds.js';
import type { CaseFile } from './case-file.js';
import { keepStandstills, standStill, standstillEnds } from './standstill.js';

/** Which document says that time is not counted from now on, and which that it is again. */
export type Exclusion = { clock: string; begins: DocumentKey; ends: DocumentKey };

/**
 * Time that the law does not count, as it is told in writing: each such document stops the clock from the
 * moment it states, never from before it was put on file, and the one of the same rank that ends it lets it
 * go on. Never ends of itself.
 */
export const excludeTime = <F extends Facts>(
  file: CaseFile<F>,
  { clock, begins, ends }: Exclusion,
): Promise<never> =>
  Promise.race([
    keepStandstills(file, clock),
    file.each(begins, async (told, count) => {
      await file.when(() => file.clock(clock) !== undefined);
      await standStill(file, clock, reasonOf(count), Math.max(momentIn(told, 'from'), told.receivedAt));
    }),
    file.each(ends, async (ended, count) => {
      await standstillEnds(file, clock, reasonOf(count), momentIn(ended, 'until'));
    }),
  ]);

const reasonOf = (count: number): string => `excluded-${String(count)}`;

/** A moment (epoch ms) that a form states; when it was handed in where it states none. */
const momentIn = ({ facts, occurredAt }: RecordHeader, key: string): number =>
  numberOf(facts, key) ?? occurredAt;
