import { MEASURE_CLOCK, type MeasureFacts } from '../law/measure-rows.js';
import { endOfEpochDay, epochDayOfDate } from '../law/moments.js';
import { textOf, type RecordHeader } from '../law/record/kinds.js';
import { extension } from './case-course.js';
import type { CaseFile } from './case-file.js';
import { documentTask } from './receive.js';
import { keepStandstills, standStill, standstillEnds } from './standstill.js';

/**
 * The term of a measure, beside everything else: the time of a test that was told in writing is not counted,
 * and it is lengthened once, as approved, with written reasons to the party — 行政强制法第二十五条. Never ends of itself.
 */
export const keepMeasureTerm = (file: CaseFile<MeasureFacts>): Promise<never> =>
  Promise.race([
    keepStandstills(file, MEASURE_CLOCK),
    file.each('testNotice', (notice, count) => test(file, notice, count)),
    file.each('periodExtensionForm', async (form, count) => {
      if (!(await extension(file, MEASURE_CLOCK, form, count))) return;
      const subject = `extension-decision-${String(count)}`;
      await file.ask(documentTask(subject, 'measureExtensionDecision', 'handler', file.people.handlers));
    }),
  ]);

/**
 * Not counted from when it was told to the party, at the earliest, until the result or the last day that was
 * told, whichever comes first: a test that takes longer does not hold the things any longer.
 */
async function test(file: CaseFile<MeasureFacts>, notice: RecordHeader, count: number): Promise<void> {
  const { facts, occurredAt } = notice;
  const from = typeof facts['from'] === 'number' ? Math.max(facts['from'], occurredAt) : occurredAt;
  const told = endOfEpochDay(epochDayOfDate(textOf(facts, 'until')));
  const reason = `test-${String(count)}`;
  const result = () => file.recorded('testResultNotice').find(({ seq }) => seq > notice.seq);
  await standStill(file, MEASURE_CLOCK, reason, from);
  await Promise.race([file.when(() => result() !== undefined), file.until(told)]);
  const completedAt = result()?.facts['completedAt'] ?? result()?.occurredAt;
  const ended = typeof completedAt === 'number' ? Math.min(completedAt, told) : told;
  await standstillEnds(file, MEASURE_CLOCK, reason, ended);
}
