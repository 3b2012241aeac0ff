import type { Letter, NotNeeded } from '../../models/letter.js';
import type { RecordHeader } from '../../workflows/law/record/kinds.js';
import { holdersOf } from './letters-of.js';
import type { ProcedureView } from './reads.js';

/** Does the letter ask something of its reader, or does it only tell him? */
export function asks(letter: Letter, record: RecordHeader): boolean {
  if (letter.template === 'returned') return record.opens.some((task) => task.step === letter.step);
  if (letter.template === 'reminder') return letter.step !== record.step;
  return letter.template === 'assigned' || letter.template === 'urged';
}

/**
 * Pure. Why a letter need not be sent any more; undefined while it must be. What only tells is sent whatever
 * has happened since, except a lapse that has been corrected: its correction follows.
 */
export function notNeeded(letter: Letter, record: RecordHeader, view: ProcedureView): NotNeeded | undefined {
  const clock = view.clocks.find((one) => one.key === letter.clock);
  if (letter.template === 'periodPassed')
    return clock?.corrected === undefined ? undefined : 'lapseCorrected';
  if (letter.template === 'reminder' && clock?.met !== undefined) return 'clockMet';
  if (!asks(letter, record)) return undefined;
  const task = view.tasks.find((one) => one.step === letter.step);
  if (!task) return 'taskClosed';
  return holdersOf(task).includes(letter.onBehalfOf ?? letter.recipient) ? undefined : 'heldByAnother';
}
