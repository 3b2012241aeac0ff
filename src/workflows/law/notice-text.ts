import type { CalendarNotice } from './calendar-notice.js';
import { epochDayOfDate, formatEpochDay } from './moments.js';

/** A line that says nothing we understand, with its number from 1. */
export type UnreadLine = { line: number; text: string };

/** What a text says of a notice; what it does not say is missing. Days in order, each once. */
export type ReadNotice = Partial<Pick<CalendarNotice, 'year' | 'number' | 'issuedOn'>> &
  Pick<CalendarNotice, 'holidays' | 'makeUpDays'> & { unread: UnreadLine[] };

/** What is being read, and the year its days are of unless they say another. */
type Reading = {
  year: number | undefined;
  number: string | undefined;
  issuedOn: string | undefined;
  holidays: Map<string, string>;
  makeUpDays: Set<string>;
};

const iso = (year: number, month: number, day: number): string =>
  `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const CHINESE_DAY = /(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日/;

/**
 * Reads a notice from text, line by line, in either of two forms, which may be mixed:
 *
 *     年份：2027
 *     文号：国办发明电〔2026〕9号
 *     印发：2026-11-05
 *     休 2027-02-05..2027-02-12 春节        one day, or the first and the last
 *     班 2027-02-14
 *
 * or the words of the paper itself: 二、春节：2月5日（农历除夕）至12日放假调休，共8天。2月14日（周日）上班。
 * Whoever imports compares the days with the paper all the same. `year` is what the days are of when the text
 * does not say it. Pure.
 */
export function readNotice(text: string, year?: number): ReadNotice {
  const reading: Reading = {
    year: yearIn(text) ?? year,
    number: undefined,
    issuedOn: undefined,
    holidays: new Map(),
    makeUpDays: new Set(),
  };
  const unread: UnreadLine[] = [];
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.replace(/[\u3000\s]+/g, ' ').trim();
    if (line !== '' && !line.startsWith('#') && !readLine(reading, line))
      unread.push({ line: index + 1, text: line });
  });
  const { number, issuedOn, holidays, makeUpDays } = reading;
  return {
    ...(reading.year === undefined ? {} : { year: reading.year }),
    ...(number === undefined ? {} : { number }),
    ...(issuedOn === undefined ? {} : { issuedOn }),
    holidays: [...holidays]
      .map(([date, name]) => ({ date, name }))
      .sort((one, other) => (one.date < other.date ? -1 : 1)),
    makeUpDays: [...makeUpDays].sort(),
    unread,
  };
}

/** 年份：2027, or 关于2027年部分节假日安排的通知. */
function yearIn(text: string): number | undefined {
  const found = /年份\s*[：:]?\s*(\d{4})/.exec(text) ?? /(\d{4})\s*年\s*部分节假日/.exec(text);
  return found ? Number(found[1]) : undefined;
}

const readers: readonly ((reading: Reading, line: string) => boolean)[] = [
  readHead,
  readListed,
  readParagraph,
];

const readLine = (reading: Reading, line: string): boolean =>
  readers.map((read) => read(reading, line)).includes(true);

/** 年份, 文号, 印发日期, wherever they stand; the paper ends with its date. */
function readHead(reading: Reading, line: string): boolean {
  const number = /\S*?([一-龥]+〔\d{4}〕\d{1,4}号)/.exec(line)?.[1]?.replace(/^文号/, '');
  if (number !== undefined) reading.number ??= number;
  const labelled = /印发(?:日期)?\s*[：:]?\s*(\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日)/.exec(line)?.[1];
  const alone = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.test(line) ? line : undefined;
  const issued = labelled ?? alone;
  if (issued !== undefined) reading.issuedOn ??= dayIn(issued, reading.year);
  const named = /^年份|部分节假日安排|^国务院办公厅/.test(line);
  return number !== undefined || issued !== undefined || named;
}

function dayIn(words: string, year: number | undefined): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(words)) return words;
  const [, ownYear, month, day] = CHINESE_DAY.exec(words) ?? [];
  const of = ownYear === undefined ? year : Number(ownYear);
  return of === undefined || month === undefined ? undefined : iso(of, Number(month), Number(day));
}

/** 休 2027-02-05..2027-02-12 春节 · 班 2027-02-14 */
function readListed(reading: Reading, line: string): boolean {
  const [, kind, from, to, name = ''] =
    /^([休班]) (\d{4}-\d{2}-\d{2})(?: ?(?:\.\.|至|~|—) ?(\d{4}-\d{2}-\d{2}))?(?: (.+))?$/.exec(line) ?? [];
  if (kind === undefined || from === undefined) return false;
  const days = daysFromTo(from, to ?? from);
  if (kind === '休') for (const day of days) reading.holidays.set(day, name);
  else for (const day of days) reading.makeUpDays.add(day);
  return days.length > 0;
}

/** A range longer than any holiday is a mistake, not a holiday. */
const LONGEST_DAYS = 20;

/** A day that does not exist is handed on as it is: the check of the notice names it. */
function daysFromTo(from: string, to: string): string[] {
  try {
    const [first, last] = [epochDayOfDate(from), epochDayOfDate(to)];
    if (last < first || last - first >= LONGEST_DAYS) return [];
    return Array.from({ length: last - first + 1 }, (_, index) => formatEpochDay(first + index));
  } catch {
    return [...new Set([from, to])];
  }
}

/** 一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。 */
function readParagraph(reading: Reading, line: string): boolean {
  const [, name, rest] = /^(?:[一二三四五六七八九十]+、)?([一-龥、]{2,20})[：:](.+)$/.exec(line) ?? [];
  if (name === undefined || rest === undefined || reading.year === undefined) return false;
  const sentences = rest.replace(/（[^（）]*）/g, '').split(/[。；]/);
  const readSentences = sentences.map((sentence) => readSentence(reading, name, sentence));
  return readSentences.includes(true);
}

function readSentence(reading: Reading, name: string, sentence: string): boolean {
  const rest = /放假/.exec(sentence);
  if (rest) {
    const days = spansIn(sentence.slice(0, rest.index), reading.year);
    for (const day of days) reading.holidays.set(day, name);
    return days.length > 0;
  }
  if (!sentence.includes('上班')) return false;
  const days = spansIn(sentence, reading.year);
  for (const day of days) reading.makeUpDays.add(day);
  return days.length > 0;
}

/** 2月5日至12日 · 2022年12月31日至2023年1月2日 · 4月25日、5月8日: month and year carry on from day to day. */
function spansIn(words: string, year: number | undefined): string[] {
  let [inYear, inMonth] = [year ?? 0, 0];
  const days = [...words.matchAll(new RegExp(CHINESE_DAY, 'g'))].map((found) => {
    inYear = found[1] === undefined ? inYear : Number(found[1]);
    inMonth = found[2] === undefined ? inMonth : Number(found[2]);
    const before = words.slice(0, found.index).trimEnd();
    return { date: iso(inYear, inMonth, Number(found[3])), ends: /[至—~]$/.test(before) };
  });
  return days.flatMap(({ date, ends }, index) => {
    const first = days[index - 1]?.date;
    return ends && first !== undefined ? daysFromTo(first, date).slice(1) : [date];
  });
}

/** A notice in the listed form, as `readNotice` reads it. */
export function writeNotice({ year, number, issuedOn, holidays, makeUpDays }: CalendarNotice): string {
  return [
    `年份：${String(year)}`,
    `文号：${number}`,
    `印发：${issuedOn}`,
    ...holidays.map(({ date, name }) => `休 ${date} ${name}`),
    ...makeUpDays.map((date) => `班 ${date}`),
    '',
  ].join('\n');
}
