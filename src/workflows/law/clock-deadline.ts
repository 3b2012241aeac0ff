import type { Calendar } from './calendar.js';
import { readDay } from './calendar.js';
import { deadline, type Deadline } from './deadline.js';
import { epochDayOf, formatEpochDay } from './moments.js';
import { periodOf } from './periods.js';
import type { Period } from './periods/period.js';
import type { ClockStart, Stop } from './record/kinds.js';

const HOUR_MS = 3_600_000;

/**
 * When a clock ends, its extensions and its stops counted in (Reading 0701). Pure.
 * 1. An extension lengthens the period in its own unit; it does not begin anew after a rolled last day, so
 * a duty of the bureau ends at the earlier of the two readings. One that was granted for less counts as
 * less.
 * 2. A stop takes out the days from the one on which the clock stopped to the one before it went on:
 * natural ones, or working days where the period counts those; of a period in hours the very time. Throws
 * RangeError where an extension is not in the unit of its period.
 */
export function clockDeadline(
  {
    period: key,
    from,
    extensions = [],
    granted = [],
    stops = [],
  }: Pick<ClockStart, 'period' | 'from' | 'extensions' | 'granted' | 'stops'>,
  calendar: Calendar,
): Deadline {
  const period = periodOf(key);
  const longer = extensions.map(periodOf).map((row, index) => asGranted(row, granted[index]));
  if (longer.some(({ unit }) => unit !== period.unit))
    throw new RangeError(`${period.label}的延长须与其本身同一计算单位`);
  const added = longer.reduce((sum, { length }) => sum + length, 0);
  const stood = stops.reduce((sum, stop) => sum + lengthOf(stop, period, calendar), 0);
  const counted = deadline(
    lengthened(period, added, stood),
    stood > 0 && !inDays(period) ? later(from, stood) : from,
    calendar,
  );
  const words = [
    ...longer.map(extensionInWords),
    ...stops.map((stop) => stopInWords(stop, period, calendar)),
  ];
  return words.length === 0 ? counted : { ...counted, explanation: [...words, ...counted.explanation] };
}

/** An extension is granted for as long as was asked for, up to what the law allows. */
const asGranted = (row: Period, length = 0): Period =>
  length > 0 ? { ...row, length: Math.min(length, row.length) } : row;

const inDays = ({ unit }: Period): boolean =>
  unit === 'calendarDay' || unit === 'workingDay' || unit === 'hour';

/** Months and years are counted from a day that lies later by as many days. */
const later = (from: number, days: number): number => from + days * 24 * HOUR_MS;

const lengthened = (period: Period, added: number, stood: number): Period =>
  added === 0 && (stood === 0 || !inDays(period))
    ? period
    : { ...period, length: period.length + added + (inDays(period) ? stood : 0) };

/** In the unit of the period; of months and years in natural days. */
function lengthOf({ from, until }: Stop, { unit }: Period, calendar: Calendar): number {
  if (unit === 'hour') return Math.max(until - from, 0) / HOUR_MS;
  const days = daysOf(from, until);
  return unit === 'workingDay' ? days.filter((day) => !readDay(calendar, day).rests).length : days.length;
}

function daysOf(from: number, until: number): number[] {
  const [first, last] = [epochDayOf(from), epochDayOf(until)];
  return Array.from({ length: Math.max(last - first, 0) }, (_, index) => first + index);
}

const extensionInWords = ({ label, length, source }: Period): string =>
  `延长：${label}，增加 ${String(length)}（${source}）`;

function stopInWords(stop: Stop, period: Period, calendar: Calendar): string {
  const unit = period.unit === 'hour' ? '小时' : period.unit === 'workingDay' ? '个工作日' : '日';
  const day = (moment: number) => formatEpochDay(epochDayOf(moment));
  return `${day(stop.from)} 至 ${day(stop.until)} 停止计算，不计入 ${String(lengthOf(stop, period, calendar))} ${unit}`;
}
