import { LegalHoliday, LunarDay, SolarTerm, type SolarDay } from 'tyme4ts';
import {
  isWeekend,
  RESTS_WITHIN_DAYS,
  WORKED_WITHIN_DAYS,
  type Calendar,
  type CalendarYear,
} from './calendar.js';
import type { CalendarNotice } from './calendar-notice.js';
import { epochDayOfDate } from './moments.js';
import { SEED_YEARS } from './seed-years.js';

export { SEED_YEARS };

/**
 * Seeds of the calendar in the database, from a library. Workflow code does not import this file:
 * it is large, and a running case reads the calendar that was imported, not the library.
 */

/** The version of tyme4ts the seeds were read from; a test compares it with the installed one. */
export const SEED_LIBRARY = 'tyme4ts 1.5.2';

const iso = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const isoOf = (day: SolarDay): string => iso(day.getYear(), day.getMonth(), day.getDay());

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

interface Correction {
  /** Days the library lacks as rest days. */
  readonly rests?: readonly { readonly date: string; readonly name: string }[];
  /** Weekends the library lacks as working days. */
  readonly worked?: readonly string[];
  /** Days the library moves and the notice does not. */
  readonly ordinary?: readonly string[];
}

const days = (month: string, from: number, to: number, name: string) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    date: `${month}-${String(from + index).padStart(2, '0')}`,
    name,
  }));

/**
 * Where the library is wrong against the notice, by the words of the notice.
 * 2001: it knows nothing before 29 December of that year. 2003: the long 五一 was called off on 21 April by a
 * notice of its own. 2013: two make-up days are missing.
 */
const corrections: Readonly<Record<number, Correction>> = {
  2001: {
    rests: [
      ...days('2001-01', 1, 1, '元旦'),
      ...days('2001-01', 24, 30, '春节'),
      ...days('2001-05', 1, 7, '劳动节'),
      ...days('2001-10', 1, 7, '国庆节'),
    ],
    worked: ['2001-01-20', '2001-01-21', '2001-04-28', '2001-04-29', '2001-09-29', '2001-09-30'],
  },
  2003: { ordinary: ['2003-04-26', '2003-04-27', '2003-05-06', '2003-05-07'] },
  2013: { worked: ['2013-04-07', '2013-10-12'] },
};

/**
 * The notices whose words were compared with the seed, day by day. Of the other years no notice is claimed.
 */
const notices: Readonly<Record<number, NonNullable<CalendarYear['notice']>>> = {
  2001: { number: '国办发明电〔2001〕1号', issuedOn: '2001-01-02' },
  2007: { number: '国办发明电〔2006〕49号', issuedOn: '2006-12-14' },
  2010: { number: '国办发明电〔2009〕27号', issuedOn: '2009-12-07' },
  2012: { number: '国办发明电〔2011〕45号', issuedOn: '2011-12-05' },
  2013: { number: '国办发明电〔2012〕33号', issuedOn: '2012-12-08' },
  2016: { number: '国办发明电〔2015〕18号', issuedOn: '2015-12-10' },
  2018: { number: '国办发明电〔2017〕12号', issuedOn: '2017-11-30' },
  2023: { number: '国办发明电〔2022〕16号', issuedOn: '2022-12-08' },
  2024: { number: '国办发明电〔2023〕7号', issuedOn: '2023-10-25' },
  2025: { number: '国办发明电〔2024〕12号', issuedOn: '2024-11-12' },
};

/** The library's entries of one year. It marks a few ordinary weekdays as worked; only weekends make up. */
function libraryYear(year: number): Pick<CalendarYear, 'holidays' | 'makeUpDays'> {
  const holidays: { date: string; name: string }[] = [];
  const makeUpDays: string[] = [];
  for (let month = 1; month <= 12; month += 1) {
    for (let day = 1; day <= daysIn(year, month); day += 1) {
      const entry = LegalHoliday.fromYmd(year, month, day) as LegalHoliday | null | undefined;
      if (!entry) continue;
      const date = iso(year, month, day);
      if (!entry.isWork()) holidays.push({ date, name: entry.getName() });
      else if (isWeekend(epochDayOfDate(date))) makeUpDays.push(date);
    }
  }
  return { holidays, makeUpDays };
}

/** One year of the seed: all days the State Council's notices moved or declared holidays. */
function seedYear(year: number): CalendarYear {
  const library = libraryYear(year);
  const { rests = [], worked = [], ordinary = [] } = corrections[year] ?? {};
  const corrected = corrections[year] !== undefined;
  return {
    year,
    version: `${SEED_LIBRARY.replace(' ', '-')}${corrected ? '+1' : ''}`,
    notice: notices[year] ?? null,
    provisional: false,
    source: `${SEED_LIBRARY} LegalHoliday${corrected ? '，按放假通知更正' : ''}`,
    holidays: [...library.holidays.filter(({ date }) => !ordinary.includes(date)), ...rests].sort(
      (one, other) => (one.date < other.date ? -1 : 1),
    ),
    makeUpDays: [...library.makeUpDays.filter((date) => !ordinary.includes(date)), ...worked].sort(),
  };
}

/** The published years 2001–2026: the library, corrected where it is known to be wrong. */
export function seedCalendars(): CalendarYear[] {
  const count = SEED_YEARS.last - SEED_YEARS.first + 1;
  return Array.from({ length: count }, (_, index) => seedYear(SEED_YEARS.first + index));
}

/** 清明 is the seventh of the 24 solar terms counted from the winter solstice before the year. */
const QINGMING_INDEX = 7;

/**
 * 全体公民放假的节日 — 全国年节及纪念日放假办法（2024）第二条: 元旦 1, 春节 4 (除夕 to 初三), 清明 1, 劳动节 2, 端午 1,
 * 中秋 1, 国庆 3. Lunar dates come from tyme4ts; `Intl` puts the lunar new year of 2027 a day late.
 */
function statutoryHolidays(year: number): { date: string; name: string }[] {
  const newYear = LunarDay.fromYmd(year, 1, 1).getSolarDay();
  return [
    { date: iso(year, 1, 1), name: '元旦' },
    ...[-1, 0, 1, 2].map((offset) => ({ date: isoOf(newYear.next(offset)), name: '春节' })),
    { date: isoOf(SolarTerm.fromIndex(year, QINGMING_INDEX).getSolarDay()), name: '清明节' },
    ...[1, 2].map((day) => ({ date: iso(year, 5, day), name: '劳动节' })),
    { date: isoOf(LunarDay.fromYmd(year, 5, 5).getSolarDay()), name: '端午节' },
    { date: isoOf(LunarDay.fromYmd(year, 8, 15).getSolarDay()), name: '中秋节' },
    ...[1, 2, 3].map((day) => ({ date: iso(year, 10, day), name: '国庆节' })),
  ];
}

/**
 * A year whose notice has not been published: its weekends and the fixed holidays of the statute, no
 * make-up days, and no 补假 for a holiday on a weekend, because only the notice says when it is taken
 * (Reading 0105).
 */
export function provisionalYear(year: number): CalendarYear {
  const byDate = new Map<string, string>();
  for (const { date, name } of statutoryHolidays(year)) {
    const known = byDate.get(date);
    byDate.set(date, known === undefined ? name : `${known}、${name}`);
  }
  return {
    year,
    version: 'provisional-2024',
    notice: null,
    provisional: true,
    source: '全国年节及纪念日放假办法（2024）第二条，周末照常休息；放假通知尚未公布',
    holidays: [...byDate].map(([date, name]) => ({ date, name })).sort((a, b) => (a.date < b.date ? -1 : 1)),
    makeUpDays: [],
  };
}

/** The seeds, and provisional years wherever they do not reach; both years included. */
export function seededCalendar(firstYear: number, lastYear: number): Calendar {
  const seeds = new Map(seedCalendars().map((year) => [year.year, year]));
  const years: CalendarYear[] = [];
  for (let year = firstYear; year <= lastYear; year += 1)
    years.push(seeds.get(year) ?? provisionalYear(year));
  return years;
}

/** The last year whose lunar days the library computes. */
const LAST_LUNAR_YEAR = 2999;
/** Since when the statute has thirteen days; a notice of an earlier year is not compared with them. */
const STATUTE_SINCE = 2025;

/**
 * What of a notice does not fit the statute (全国年节及纪念日放假办法第二条), for a person to compare with the paper: a
 * statutory holiday that is not among the days, and days further from every statutory holiday than notices
 * have moved any since 2008. Empty for years before the present statute.
 */
export function statutoryWarnings({ year, holidays, makeUpDays }: CalendarNotice): string[] {
  if (year < STATUTE_SINCE || year > LAST_LUNAR_YEAR) return [];
  const statutory = [...statutoryHolidays(year), { date: iso(year + 1, 1, 1), name: '元旦' }];
  const resting = new Set(holidays.map(({ date }) => date));
  const missing = provisionalYear(year)
    .holidays.filter(({ date }) => !resting.has(date))
    .map(({ date, name }) => `${name}（${date}）是法定节日，不在放假日内`);
  const far = (date: string, within: number): boolean =>
    statutory.every((one) => Math.abs(epochDayOfDate(one.date) - epochDayOfDate(date)) > within);
  return [
    ...missing,
    ...holidays
      .filter(({ date }) => far(date, RESTS_WITHIN_DAYS))
      .map(({ date, name }) => `${name}（${date}）距法定节日超过 ${String(RESTS_WITHIN_DAYS)} 日`),
    ...makeUpDays
      .filter((date) => far(date, WORKED_WITHIN_DAYS))
      .map((date) => `调休上班日 ${date} 距法定节日超过 ${String(WORKED_WITHIN_DAYS)} 日`),
  ];
}
