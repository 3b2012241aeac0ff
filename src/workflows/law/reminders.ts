import type { Calendar } from './calendar.js';
import { deadline } from './deadline.js';
import type { Period } from './periods/period.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Reminders that are counted in days come at nine in the morning, Asia/Shanghai. */
const MORNING_MS = 9 * HOUR_MS;

/**
 * The moments (epoch ms, in order) at which people are reminded of a period that runs from `event`: after the
 * row's hours, or at nine in the morning of the row's days, counted as the period itself is. Pure.
 */
export function reminderMoments(period: Period, event: number, calendar: Calendar): number[] {
  const hours = (period.remindAfterHours ?? []).map((count) => event + count * HOUR_MS);
  const days = (period.remindAfterDays ?? []).map((count) => {
    const { at } = deadline({ ...period, length: count, rollsOver: false }, event, calendar);
    return at + 1 - DAY_MS + MORNING_MS;
  });
  return [...hours, ...days].sort((one, other) => one - other);
}
