import type { Calendar } from './calendar.js';
import { deadline } from './deadline.js';
import { periodKeys, periodOf, type PeriodKey } from './periods.js';
import type { Period } from './periods/period.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Reminders that are counted in days come at nine in the morning, Asia/Shanghai. */
const MORNING_MS = 9 * HOUR_MS;

/** So many reminders of one period at most: whoever hears of it daily no longer listens. */
export const MOST_REMINDERS = 6;

/** The settings in force, by period; a period that is not there is reminded of as its row says. */
export type ReminderSettings = Readonly<Partial<Record<PeriodKey, readonly number[]>>>;

/** The bounds within which the bureau may set the reminders of a period. `unit`: what all numbers count. */
export type ReminderBounds = {
  unit: 'hour' | 'day' | 'workingDay';
  /** How many: one at least, so that nobody hears of a period only when it has passed. */
  least: 1;
  most: number;
  /** The first may come after this much, the last before the period's last hour or day. */
  earliest: number;
  latest: number;
  /** The last may not come sooner: one reminder at least falls into the second half. */
  lastNoSoonerThan: number;
};

/** The reminders of the law table. */
export const defaultReminders = ({ remindAfterHours, remindAfterDays }: Period): readonly number[] =>
  remindAfterHours ?? remindAfterDays ?? [];

/** The periods whose reminders can be set: those the law table reminds of. */
export const remindedPeriods: readonly PeriodKey[] = periodKeys.filter(
  (key) => defaultReminders(periodOf(key)).length > 0,
);

/** The bounds of a period's reminders. Pure. */
export function reminderBounds(period: Period): ReminderBounds {
  const latest = period.length - 1;
  return {
    unit: period.remindAfterHours ? 'hour' : period.unit === 'workingDay' ? 'workingDay' : 'day',
    least: 1,
    most: Math.min(MOST_REMINDERS, latest),
    earliest: 1,
    latest,
    lastNoSoonerThan: Math.ceil(period.length / 2),
  };
}

/** What the numbers of a setting count, in words. */
export const reminderUnits = { hour: '小时', day: '天', workingDay: '个工作日' } as const;

/** Why a setting is not accepted, in words; undefined when it is. Pure. */
export function reminderFault(period: Period, after: readonly number[]): string | undefined {
  const { unit, most, earliest, latest, lastNoSoonerThan } = reminderBounds(period);
  const word = reminderUnits[unit];
  const span = `${String(earliest)} 至 ${String(latest)} 的整数${word}`;
  const last = after.at(-1);
  if (last === undefined) return '至少保留一次提醒';
  if (after.length > most) return `最多 ${String(most)} 次`;
  if (!after.every((count) => Number.isInteger(count) && count >= earliest && count <= latest))
    return `每次须为起算后 ${span}，即期限届满之前`;
  if (after.some((count, index) => index > 0 && count <= (after[index - 1] ?? 0)))
    return '须由早到晚排列，不得重复';
  return last < lastNoSoonerThan
    ? `最后一次不得早于起算后 ${String(lastNoSoonerThan)} ${word}，即期限过半之前不能是最后一次`
    : undefined;
}

/**
 * The reminders in force: the bureau's setting if it is within the bounds, else the law table's. Whatever is
 * set here, the end of the period itself is always noted and told.
 */
export function remindersInForce(key: PeriodKey, settings: ReminderSettings): readonly number[] {
  const period = periodOf(key);
  const set = settings[key];
  const usable =
    set !== undefined && remindedPeriods.includes(key) && reminderFault(period, set) === undefined;
  return usable ? set : defaultReminders(period);
}

/**
 * The moments (epoch ms, in order) at which people are reminded of a period that runs from `event`: after so
 * many hours, or at nine in the morning of so many days, counted as the period itself is. `after`: how many;
 * the law table's unless told. Pure.
 */
export function reminderMoments(
  period: Period,
  event: number,
  calendar: Calendar,
  after: readonly number[] = defaultReminders(period),
): number[] {
  const moments = after.map((count) => {
    if (period.remindAfterHours) return event + count * HOUR_MS;
    const { at } = deadline({ ...period, length: count, rollsOver: false }, event, calendar);
    return at + 1 - DAY_MS + MORNING_MS;
  });
  return moments.sort((one, other) => one - other);
}
