import { seededCalendar } from '../../src/workflows/law/calendar-seed.js';
import type { Calendar } from '../../src/workflows/law/calendar.js';
import { deadline, type Deadline } from '../../src/workflows/law/deadline.js';
import { formatRfc3339, parseRfc3339 } from '../../src/workflows/law/moments.js';
import { periodOf, type PeriodKey } from '../../src/workflows/law/periods.js';
import { articleLabel } from '../../src/workflows/law/articles.js';

/** A Shanghai time, `2026-03-02 10:00:00` or with milliseconds, as epoch ms. */
export function shanghai(text: string): number {
  const moment = parseRfc3339(`${text.replace(' ', 'T')}+08:00`);
  if (moment === undefined) throw new Error(`not a time: ${text}`);
  return moment;
}

/** The published years and what is provisional around them. */
export const calendar: Calendar = seededCalendar(1999, 2050);

/** The deadline of a period from a Shanghai time. */
export const due = (key: PeriodKey, event: string): Deadline =>
  deadline(periodOf(key), shanghai(event), calendar);

/** The Shanghai time of a moment, without its offset. */
export const clock = (moment: number): string => formatRfc3339(moment).slice(0, 19).replace('T', ' ');

/** 第九条 24小时 …: the beginning of a title, from the table, so that it cannot lie. */
export function titleOf(key: PeriodKey): string {
  const period = periodOf(key);
  const article = period.article === null ? period.source : articleLabel(period.article);
  return `${article} ${period.label}`;
}
