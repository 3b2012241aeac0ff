import { epochDayOfDate, yearOf } from './moments.js';

/**
 * The holidays of one year: one document in the database.
 * It is `provisional` while the State Council's notice of that year has not been imported.
 */
export type CalendarYear = {
  readonly year: number;
  /** Changes whenever the days do; every computed deadline names the versions it was read from. */
  readonly version: string;
  /**
   * The notice of the State Council General Office, or null when the days come from a library or from the
   * statute.
   */
  readonly notice: { readonly number: string; readonly issuedOn: string } | null;
  readonly provisional: boolean;
  /** Where the days come from. */
  readonly source: string;
  /**
   * Days of rest within holidays, weekends among them included; YYYY-MM-DD. The last days of the December
   * before may be among them, and among the make-up days: they are what the year's notice says of them.
   */
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
  /** Saturdays and Sundays on which people work, YYYY-MM-DD. */
  readonly makeUpDays: readonly string[];
};

/** The years at hand, in any order, each once. */
export type Calendar = readonly CalendarYear[];

/** What is known of one day. */
export interface DayReading {
  readonly rests: boolean;
  /** Might the year's notice, not yet published, turn it the other way? */
  readonly mayChange: boolean;
  /** The year the day is read from is provisional or missing. */
  readonly provisional: boolean;
  /** The holiday's name, 星期六, 调休上班 …; empty for an ordinary day. */
  readonly name: string;
}

interface YearIndex {
  readonly holidays: ReadonlyMap<number, string>;
  readonly makeUpDays: ReadonlySet<number>;
}

const indexes = new WeakMap<CalendarYear, YearIndex>();

function indexOf(year: CalendarYear): YearIndex {
  const known = indexes.get(year);
  if (known) return known;
  const index = {
    holidays: new Map(year.holidays.map(({ date, name }) => [epochDayOfDate(date), name])),
    makeUpDays: new Set(year.makeUpDays.map(epochDayOfDate)),
  };
  indexes.set(year, index);
  return index;
}

const weekdays = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const;

/** Index of the day of the week, Sunday first; 1 January 1970 was a Thursday. */
const weekdayIndex = (epochDay: number): number => (((epochDay + 4) % 7) + 7) % 7;

/** 星期一 … 星期日 of a day given as days since 1970. */
export const weekdayOf = (epochDay: number): string => weekdays[weekdayIndex(epochDay)] ?? '';

/** Is the day (days since 1970) a Saturday or a Sunday? */
export const isWeekend = (epochDay: number): boolean => weekdayIndex(epochDay) % 6 === 0;

/**
 * How far around a statutory holiday a notice has moved days since 2008, with one day of margin:
 * an ordinary weekday became a rest day at most 5 days away, a weekend was worked at most 10 days away.
 * The one exception, the memorial holiday of September 2015, was announced by a notice of its own.
 */
export const RESTS_WITHIN_DAYS = 6;
export const WORKED_WITHIN_DAYS = 11;

function nearStatutoryHoliday(calendar: Calendar, epochDay: number, within: number): boolean {
  for (const year of calendar) {
    if (!year.provisional) continue;
    for (const holiday of indexOf(year).holidays.keys()) {
      if (Math.abs(holiday - epochDay) <= within) return true;
    }
  }
  return false;
}

/**
 * The notice of a year may also move days of the last December: it has done so when 1 January was a Sunday,
 * Monday or Tuesday. So such days of a published year are still open while the next year is not published.
 */
function openToNextNotice(calendar: Calendar, epochDay: number, year: number): boolean {
  const newYear = epochDayOfDate(`${String(year + 1)}-01-01`);
  if (newYear - epochDay > WORKED_WITHIN_DAYS || weekdayIndex(newYear) > 2) return false;
  return calendar.find((candidate) => candidate.year === year + 1)?.provisional ?? true;
}

/** The first day (days since 1970) that the notice of a year may speak of; some have moved December's. */
export const firstDayOfNotice = (year: number): number =>
  epochDayOfDate(`${String(year)}-01-01`) - WORKED_WITHIN_DAYS;

/** The next year, published, where its notice names this day. */
function namedByNext(calendar: Calendar, epochDay: number, year: number): CalendarYear | undefined {
  if (epochDay < firstDayOfNotice(year + 1)) return undefined;
  const next = calendar.find((candidate) => candidate.year === year + 1 && !candidate.provisional);
  const index = next && indexOf(next);
  return index?.holidays.has(epochDay) || index?.makeUpDays.has(epochDay) ? next : undefined;
}

/** The years whose notices a day is read from. */
export function yearsNaming(calendar: Calendar, epochDay: number): number[] {
  const year = yearOf(epochDay);
  return namedByNext(calendar, epochDay, year) ? [year, year + 1] : [year];
}

/**
 * Reads one day. A year that is not at hand is read from its weekends alone and marked provisional;
 * then every day of it may change.
 */
export function readDay(calendar: Calendar, epochDay: number): DayReading {
  const year = yearOf(epochDay);
  const found = calendar.find((candidate) => candidate.year === year);
  const weekend = isWeekend(epochDay);
  const weekday = weekdayOf(epochDay);
  if (!found) return { rests: weekend, mayChange: true, provisional: true, name: weekend ? weekday : '' };

  // The later notice is the one in force.
  const index = indexOf(namedByNext(calendar, epochDay, year) ?? found);
  const open = found.provisional || openToNextNotice(calendar, epochDay, year);
  const holiday = index.holidays.get(epochDay);
  if (holiday !== undefined) return { rests: true, mayChange: false, provisional: open, name: holiday };
  const made = index.makeUpDays.has(epochDay);
  const within = weekend ? WORKED_WITHIN_DAYS : RESTS_WITHIN_DAYS;
  const mayChange = open && (!found.provisional || nearStatutoryHoliday(calendar, epochDay, within));
  return {
    rests: weekend && !made,
    mayChange,
    provisional: open,
    name: made ? `${weekday}调休上班` : weekend ? weekday : '',
  };
}

/** Is the day (days since 1970) a working day: a weekday that is no holiday, or a make-up day? */
export const isWorkingDay = (calendar: Calendar, epochDay: number): boolean =>
  !readDay(calendar, epochDay).rests;
