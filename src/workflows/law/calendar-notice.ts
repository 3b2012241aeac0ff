import { firstDayOfNotice, isWeekend, weekdayOf, type CalendarYear } from './calendar.js';
import { epochDayOfDate, shanghaiDay } from './moments.js';

/** A yearly notice of the State Council General Office (国务院办公厅关于…年部分节假日安排的通知); days YYYY-MM-DD. */
export type CalendarNotice = {
  readonly year: number;
  /** 文号 */
  readonly number: string;
  /** 印发日期 */
  readonly issuedOn: string;
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
  readonly makeUpDays: readonly string[];
};

/** What is wrong with a notice and where; `pointer` is a JSON pointer (RFC 6901) into it. */
export type NoticeFault = { pointer: string; detail: string };

/** Years that a notice may be imported for: 放假办法 is of 1949, the calendar on file begins with 2001. */
export const NOTICE_YEARS = { first: 2001, last: 2999 } as const;
/** More days than any notice has had; a longer list is a mistake of entry. */
export const NOTICE_LIMITS = { holidays: 60, makeUpDays: 20, name: 40, number: 60 } as const;

const NUMBER = /^\S*〔\d{4}〕\d{1,4}号$/;

/** Days since 1970, or undefined when there is no such day. */
function dayOf(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  try {
    return epochDayOfDate(date);
  } catch {
    return undefined;
  }
}

/** Everything that keeps a notice from being in force as it stands; empty for none. Pure. */
export function noticeFaults(notice: CalendarNotice): NoticeFault[] {
  return [...headFaults(notice), ...holidayFaults(notice), ...makeUpFaults(notice)];
}

const isYear = (year: number): boolean =>
  Number.isSafeInteger(year) && year >= NOTICE_YEARS.first && year <= NOTICE_YEARS.last;

function headFaults({ year, number, issuedOn }: CalendarNotice): NoticeFault[] {
  const faults: NoticeFault[] = [];
  if (!isYear(year))
    faults.push({ pointer: '/year', detail: `年份须在 ${String(NOTICE_YEARS.first)} 年以后` });
  if (!NUMBER.test(number) || number.length > NOTICE_LIMITS.number)
    faults.push({ pointer: '/number', detail: '文号格式如：国办发明电〔2026〕9号' });
  if (dayOf(issuedOn) === undefined)
    faults.push({ pointer: '/issuedOn', detail: '没有这一天，日期格式如 2026-11-04' });
  else if (isYear(year) && ![year - 1, year].includes(Number(issuedOn.slice(0, 4))))
    faults.push({ pointer: '/issuedOn', detail: '放假通知于上一年或者当年印发' });
  return faults;
}

function holidayFaults({ year, holidays }: CalendarNotice): NoticeFault[] {
  if (holidays.length === 0) return [{ pointer: '/holidays', detail: '请列出放假的日期' }];
  return [
    ...dateFaults(
      year,
      holidays.map(({ date }) => date),
      (index) => `/holidays/${String(index)}/date`,
    ),
    ...holidays.flatMap(({ name }, index) =>
      name.trim() === '' || name.length > NOTICE_LIMITS.name
        ? [{ pointer: `/holidays/${String(index)}/name`, detail: '请写明节日名称' }]
        : [],
    ),
  ];
}

function makeUpFaults({ year, holidays, makeUpDays }: CalendarNotice): NoticeFault[] {
  const resting = new Set(holidays.map(({ date }) => date));
  const at = (index: number) => `/makeUpDays/${String(index)}`;
  return [
    ...dateFaults(year, makeUpDays, at),
    ...makeUpDays.flatMap((date, index) => {
      const day = dayOf(date);
      if (day === undefined) return [];
      if (resting.has(date)) return [{ pointer: at(index), detail: '同一天不能既放假又上班' }];
      return isWeekend(day)
        ? []
        : [{ pointer: at(index), detail: `${date} 是${weekdayOf(day)}，调休上班日须为周六或者周日` }];
    }),
  ];
}

/** Each exists, lies in the days a notice of the year may speak of, and comes after the one before. */
function dateFaults(
  year: number,
  dates: readonly string[],
  pointerOf: (index: number) => string,
): NoticeFault[] {
  const isWithin = (day: number, date: string): boolean =>
    !isYear(year) || (day >= firstDayOfNotice(year) && Number(date.slice(0, 4)) <= year);
  return dates.flatMap((date, index) => {
    const pointer = pointerOf(index);
    const day = dayOf(date);
    if (day === undefined) return [{ pointer, detail: '没有这一天，日期格式如 2027-01-01' }];
    if (!isWithin(day, date))
      return [{ pointer, detail: `日期须在 ${String(year)} 年内，或者在上一年最后 11 日内` }];
    const before = dates[index - 1];
    if (before !== undefined && date === before) return [{ pointer, detail: `${date} 重复` }];
    return before !== undefined && date < before ? [{ pointer, detail: '须按日期先后排列' }] : [];
  });
}

/** Issued later than the moment (epoch ms) at which somebody imports it? */
export const isIssuedLater = ({ issuedOn }: CalendarNotice, moment: number): boolean =>
  issuedOn > shanghaiDay(moment);

/** The year as the calendar keeps it once the notice is in force. */
export const yearOfNotice = (notice: CalendarNotice, version: string): CalendarYear => ({
  year: notice.year,
  version,
  notice: { number: notice.number, issuedOn: notice.issuedOn },
  provisional: false,
  source: `国务院办公厅放假通知 ${notice.number}`,
  holidays: notice.holidays,
  makeUpDays: notice.makeUpDays,
});
