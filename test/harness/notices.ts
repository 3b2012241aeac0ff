import { provisionalYear } from '../../src/workflows/law/calendar-seed.js';
import type { CalendarNotice } from '../../src/workflows/law/calendar-notice.js';
import { formatEpochDay, yearOf } from '../../src/workflows/law/moments.js';

const days = (month: string, from: number, to: number, name: string) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    date: `${month}-${String(from + index).padStart(2, '0')}`,
    name,
  }));

/** A made notice of 2027: sound, and unlike the year as it is computed before any notice. */
export const notice2027: CalendarNotice = {
  year: 2027,
  number: '国办发明电〔2026〕99号',
  issuedOn: '2026-11-05',
  holidays: [
    ...days('2027-01', 1, 3, '元旦'),
    ...days('2027-02', 5, 12, '春节'),
    ...days('2027-04', 3, 5, '清明节'),
    ...days('2027-05', 1, 5, '劳动节'),
    ...days('2027-06', 9, 9, '端午节'),
    ...days('2027-09', 15, 15, '中秋节'),
    ...days('2027-10', 1, 7, '国庆节'),
  ],
  makeUpDays: ['2027-01-30', '2027-02-14', '2027-04-25', '2027-05-08', '2027-09-26', '2027-10-09'],
};

/** The same notice with its 春节 a day shorter: what a correction of a wrong table looks like. */
export const corrected2027: CalendarNotice = {
  ...notice2027,
  number: '国办发明电〔2026〕100号',
  holidays: notice2027.holidays.filter(({ date }) => date !== '2027-02-12'),
};

/** A notice issued today under which a certain day (days since 1970) is a holiday beside the statutory ones. */
export function noticeOfHoliday(day: number, today: number): CalendarNotice {
  const year = yearOf(day);
  const date = formatEpochDay(day);
  const holidays = provisionalYear(year).holidays.filter((holiday) => holiday.date !== date);
  return {
    year,
    number: `国办发明电〔${String(year - 1)}〕99号`,
    issuedOn: formatEpochDay(today),
    holidays: [...holidays, { date, name: '本地节日' }].sort((one, other) =>
      one.date < other.date ? -1 : 1,
    ),
    makeUpDays: [],
  };
}
