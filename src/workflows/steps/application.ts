import { CORRECTION_CLOCK, type ApplicationFacts } from '../law/application-rows.js';
import { numberOf, type Act, type RecordHeader, type Task } from '../law/record/kinds.js';
import type { CaseFile } from './case-file.js';

type File = CaseFile<ApplicationFacts>;

/**
 * Waits for a notice that must be given within the five working days — 行政许可法第三十二条. Undefined when they passed
 * first: the application is deemed accepted, and the notice is not asked for any more.
 */
export async function toldInTime(file: File, notice: Task): Promise<RecordHeader | undefined> {
  const lapsed = () => file.passed(CORRECTION_CLOCK);
  await Promise.race([
    file.ask({ ...notice, clock: CORRECTION_CLOCK }),
    file.when(() => lapsed() !== undefined),
  ]);
  const told = file.on(notice.step);
  if (told && told.seq < (lapsed()?.seq ?? Infinity)) return told;
  await file.takeAway(notice.step);
  return undefined;
}

/** From when the twenty working days run: the day the complete papers came, or the acceptance itself. */
export const acceptedFrom = (receipt: RecordHeader | undefined, acceptance: Act): number =>
  receipt ? (numberOf(receipt.facts, 'receivedAt') ?? receipt.occurredAt) : acceptance.occurredAt;
