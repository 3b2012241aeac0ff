import { readDay, weekdayOf, yearsNaming, type Calendar, type DayReading } from './calendar.js';
import {
  endOfEpochDay,
  epochDayOf,
  epochDayOfDate,
  formatEpochDay,
  formatMoment,
  plainDateOf,
  yearOf,
} from './moments.js';
import type { Direction, Period, PeriodUnit } from './periods/period.js';

/** One end of what a deadline may turn out to be. */
export interface DeadlineBound {
  /** The last instant (epoch ms) that is in time. */
  readonly at: number;
  /** The last day, or null for a period in hours. */
  readonly lastDay: string | null;
}

/** When a period ends, and how that was found. */
export interface Deadline extends DeadlineBound {
  readonly unit: PeriodUnit;
  /** A day it was read from lies in a year whose notice has not been published. */
  readonly provisional: boolean;
  /** The calendar years it was read from with their versions, or `none` when no calendar was needed. */
  readonly calendarVersion: string;
  /** How it was counted, in one line. */
  readonly rule: string;
  /** The steps, for a person to check by hand. */
  readonly explanation: readonly string[];
  /**
   * The ends of what a notice not yet published, or a doubtful roll-over, may make of it: earliest ≤ at ≤
   * latest.
   */
  readonly earliest: DeadlineBound;
  readonly latest: DeadlineBound;
}

const HOUR_MS = 3_600_000;

/**
 * Of a year of which nothing is known: later by more than all holidays of a year and their moved days
 * together.
 */
const UNKNOWN_YEAR_DAYS = 60;

/** Events outside are mistakes of entry; the calendar's arithmetic is not meant for them. */
const FIRST_EVENT = Date.UTC(1949, 9, 1);
const LAST_EVENT = Date.UTC(2200, 0, 1);

type Reading = 'asKnown' | 'earliest' | 'latest';

/** Counts one period; keeps what it read and what it did. */
interface Count {
  readonly calendar: Calendar;
  readonly days: Map<number, DayReading>;
  readonly steps: string[];
}

function read(count: Count, epochDay: number): DayReading {
  const known = count.days.get(epochDay);
  if (known) return known;
  const reading = readDay(count.calendar, epochDay);
  count.days.set(epochDay, reading);
  return reading;
}

/** Under the earliest reading a doubtful day is worked, under the latest it is a rest day. */
function rests(count: Count, epochDay: number, reading: Reading): boolean {
  const day = read(count, epochDay);
  if (reading === 'asKnown' || !day.mayChange) return day.rests;
  if (reading === 'earliest') return false;
  return isUnknown(count.calendar, epochDay) ? day.rests : true;
}

const isUnknown = (calendar: Calendar, epochDay: number): boolean => {
  const year = yearOf(epochDay);
  return !calendar.some((candidate) => candidate.year === year);
};

const named = (epochDay: number): string => `${formatEpochDay(epochDay)}（${weekdayOf(epochDay)}）`;

function explainRest(count: Count, from: number, to: number): void {
  const names = new Set<string>();
  for (let day = from; day <= to; day += 1) {
    const { name } = read(count, day);
    if (!name.startsWith('星期')) names.add(name);
  }
  const span = from === to ? named(from) : `${named(from)}至 ${named(to)}`;
  count.steps.push(`${span}为${names.size === 0 ? '周末' : `休息日（含${[...names].join('、')}）`}，不计入`);
}

/** The last of so many working days after the day of the event. */
function lastWorkingDay(count: Count, eventDay: number, length: number, reading: Reading): number {
  const explains = reading === 'asKnown';
  let day = eventDay;
  let restsFrom: number | undefined;
  for (let counted = 0; counted < length;) {
    day += 1;
    if (rests(count, day, reading)) {
      restsFrom ??= day;
      continue;
    }
    if (explains && restsFrom !== undefined) explainRest(count, restsFrom, day - 1);
    restsFrom = undefined;
    counted += 1;
    if (explains) {
      const { name } = read(count, day);
      count.steps.push(
        `第 ${String(counted)} 个工作日：${named(day)}${name === '' ? '' : '，调休上班，计入'}`,
      );
    }
  }
  return day;
}

/** The same number of the month so many months or years on, or the month's last day (民法典第二百零二条). */
function correspondingDay(eventDay: number, period: Period): number {
  const start = plainDateOf(eventDay);
  const end =
    period.unit === 'year' ? start.add({ years: period.length }) : start.add({ months: period.length });
  return epochDayOfDate(end.toString());
}

function lastNaturalDay(count: Count, eventDay: number, period: Period): number {
  if (period.unit === 'calendarDay') {
    const day = eventDay + period.length;
    count.steps.push(`第 ${String(period.length)} 日为 ${named(day)}`);
    return day;
  }
  const day = correspondingDay(eventDay, period);
  const unit = period.unit === 'year' ? '年' : '个月';
  const corresponds = plainDateOf(day).day === plainDateOf(eventDay).day;
  count.steps.push(
    `${String(period.length)} ${unit}后的${corresponds ? '对应日' : '月份无对应日，月末日'}为 ${named(day)}`,
  );
  return day;
}

/** The first day, from this one on, that is not a rest day. */
function rolled(count: Count, lastDay: number, reading: Reading): number {
  let day = lastDay;
  while (rests(count, day, reading)) day += 1;
  return day;
}

function explainRoll(count: Count, naturalEnd: number, end: number, period: Period): void {
  const { rests: isRest, name } = read(count, naturalEnd);
  if (!isRest) count.steps.push('该日为工作日，不顺延');
  else if (period.rollsOver) count.steps.push(`该日为${name}，顺延至 ${named(end)}`);
  else count.steps.push(`该日为${name}；${period.rollReason}`);
}

/** The last days of a period in days, months or years, under the three readings. */
function lastDays(count: Count, eventDay: number, period: Period): Record<Reading, number> {
  if (period.unit === 'workingDay') {
    const end = (reading: Reading) => lastWorkingDay(count, eventDay, period.length, reading);
    const asKnown = end('asKnown');
    if (![...count.days.values()].some((day) => day.mayChange)) {
      return { asKnown, earliest: asKnown, latest: asKnown };
    }
    return { asKnown, earliest: end('earliest'), latest: end('latest') };
  }
  const naturalEnd = lastNaturalDay(count, eventDay, period);
  if (!period.rollsOver && period.direction !== 'courtWindow') {
    count.steps.push(period.rollReason);
    return { asKnown: naturalEnd, earliest: naturalEnd, latest: naturalEnd };
  }
  const end = (reading: Reading) => rolled(count, naturalEnd, reading);
  const asKnown = period.rollsOver ? end('asKnown') : naturalEnd;
  explainRoll(count, naturalEnd, end('asKnown'), period);
  return { asKnown, earliest: period.rollsOver ? end('earliest') : naturalEnd, latest: end('latest') };
}

const unitNames = {
  hour: '自然小时',
  calendarDay: '自然日',
  workingDay: '工作日',
  month: '月',
  year: '年',
} as const satisfies Record<PeriodUnit, string>;

function ruleOf(period: Period): string {
  if (period.unit === 'hour') return '自事件时刻起按自然小时连续计算，届满时刻当刻办理仍在期内';
  const end = period.unit === 'workingDay' ? '' : period.rollsOver ? '，末日逢节假日顺延' : '，末日不顺延';
  return `开始之日不计入，自次日起按${unitNames[period.unit]}计算${end}，至末日二十四时届满`;
}

function versionOf(count: Count): string {
  const naming = [...count.days.keys()].flatMap((day) => yearsNaming(count.calendar, day));
  const years = [...new Set(naming)].sort((one, other) => one - other);
  if (years.length === 0) return 'none';
  const versions = years.map((year) => {
    const version = count.calendar.find((candidate) => candidate.year === year)?.version ?? 'missing';
    return `${String(year)}:${version}`;
  });
  return versions.join(', ');
}

/** The years whose notice is awaited; the last days of a published December wait for the next year's. */
function provisionalYears(count: Count): number[] {
  const years = [...count.days]
    .filter(([, day]) => day.provisional)
    .map(([epochDay]) => yearOf(epochDay))
    .map((year) =>
      count.calendar.some((found) => found.year === year && !found.provisional) ? year + 1 : year,
    );
  return [...new Set(years)].sort((one, other) => one - other);
}

const bound = (epochDay: number): DeadlineBound => ({
  at: endOfEpochDay(epochDay),
  lastDay: formatEpochDay(epochDay),
});

function hoursLater(period: Period, event: number): Deadline {
  const at = event + period.length * HOUR_MS;
  return {
    at,
    lastDay: null,
    unit: period.unit,
    provisional: false,
    calendarVersion: 'none',
    rule: ruleOf(period),
    explanation: [
      `起算时刻（${period.runsFrom}）：${formatMoment(event)}`,
      `加 ${String(period.length)} 小时，按自然小时计，夜间、周末和节假日照计`,
      `届满时刻：${formatMoment(at)}，当刻办理仍在期内，其后为逾期`,
    ],
    earliest: { at, lastDay: null },
    latest: { at, lastDay: null },
  };
}

/**
 * When a period ends that began with an event (epoch ms), read in Asia/Shanghai.
 *
 * Pure: the same in every host time zone. An act at `at` is in time; one a millisecond later is late.
 * 1. Hours run from the moment, by the wall clock.
 * 2. In all other units the day of the event is not counted, and the last day counts to its end.
 * 3. Working days are read from the calendar, make-up days included.
 * 4. A last day that is a rest day moves on when the period's row says so. Time in the post and stopped
 * intervals are not known here: a clock that can stop is (start, budget, intervals).
 */
export function deadline(period: Period, event: number, calendar: Calendar): Deadline {
  if (!Number.isSafeInteger(event) || event < FIRST_EVENT || event >= LAST_EVENT) {
    throw new RangeError(`起算时刻须为 1949 年 10 月至 2199 年间的毫秒整数：${String(event)}`);
  }
  if (period.unit === 'hour') return hoursLater(period, event);

  const count: Count = { calendar, days: new Map(), steps: [] };
  const eventDay = epochDayOf(event);
  count.steps.push(
    `${period.runsFrom}：${named(eventDay)}，当日不计入`,
    `自 ${named(eventDay + 1)}起按${unitNames[period.unit]}计算`,
  );
  const { asKnown, earliest, latest: knownLatest } = lastDays(count, eventDay, period);
  const unknown = [...count.days.keys()].some((day) => isUnknown(calendar, day));
  const latest = unknown ? knownLatest + UNKNOWN_YEAR_DAYS : knownLatest;
  const openYears = provisionalYears(count);
  count.steps.push(`届满：${formatEpochDay(asKnown)} 二十四时`);
  if (openYears.length > 0) {
    count.steps.push(
      `${openYears.join('、')} 年有关放假安排尚未公布，本期限为暂算：` +
        `最早 ${formatEpochDay(earliest)}，最晚 ${formatEpochDay(latest)}；公布后重新计算`,
    );
  }
  return {
    ...bound(asKnown),
    unit: period.unit,
    provisional: openYears.length > 0,
    calendarVersion: versionOf(count),
    rule: ruleOf(period),
    explanation: count.steps,
    earliest: bound(earliest),
    latest: bound(latest),
  };
}

/**
 * The end a gate acts on when readings differ: of a duty of the bureau the earlier, of a party's right the
 * later, of a court window the earlier (it closes then). Others' duties are only waited for, so the later.
 */
export function safeEnd(direction: Direction, found: Deadline): DeadlineBound {
  return direction === 'dutyOfBureau' || direction === 'courtWindow' ? found.earliest : found.latest;
}

/** The end after which a window that opens when this period is over is surely open: the later one. */
export const safeOpening = (found: Deadline): DeadlineBound => found.latest;
