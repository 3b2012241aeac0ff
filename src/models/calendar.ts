import { createHash } from 'node:crypto';
import { Schema, type Connection, type Model } from 'mongoose';
import type { Calendar, CalendarYear } from '../workflows/law/calendar.js';
import { yearOfNotice, type CalendarNotice } from '../workflows/law/calendar-notice.js';
import { canonical } from './canonical.js';
import { PART, STRICT } from './schema.js';

const text = { type: String, required: true } as const;

/** A year of the calendar as it is kept; the year is its key. */
export type CalendarDocument = Omit<CalendarYear, 'year'> & { _id: number };

const schema = new Schema(
  {
    _id: { type: Number, required: true },
    version: text,
    notice: { type: new Schema({ number: text, issuedOn: text }, PART), default: null },
    provisional: { type: Boolean, required: true },
    source: text,
    holidays: { type: [new Schema({ date: text, name: text }, PART)], default: [] },
    makeUpDays: { type: [String], default: [] },
  },
  { ...STRICT, collection: 'calendar', minimize: false },
);

/** The calendar of a connection. */
export const calendarOn = (connection: Connection): Model<CalendarDocument> =>
  (connection.models['CalendarYear'] as Model<CalendarDocument> | undefined) ??
  (connection.model('CalendarYear', schema) as unknown as Model<CalendarDocument>);

/**
 * How long a process may go on with the calendar it has read. An imported notice is in use everywhere after
 * this; an import waits for it, so it is short: reading the years takes some two milliseconds.
 */
export const CALENDAR_REFRESH_MS = 10_000;

/** Years that may be on file. */
const YEARS = { $gte: 1949, $lte: 2999 } as const;

/**
 * Puts the seeded years on file; a year that is there stays, because it may have been imported from its
 * notice.
 */
export async function seedCalendar(connection: Connection, years: readonly CalendarYear[]): Promise<void> {
  const calendar = calendarOn(connection);
  const present = await calendar.find({ _id: YEARS }, { _id: 1 }).lean<{ _id: number }[]>();
  const there = new Set(present.map(({ _id }) => _id));
  for (const { year, ...rest } of years.filter((one) => !there.has(one.year)))
    await calendar.updateOne({ _id: year }, { $setOnInsert: rest }, { upsert: true });
}

/** The version of a notice's table: the same notice with the same days is the same version. */
export function versionOfNotice({ year, number, issuedOn, holidays, makeUpDays }: CalendarNotice): string {
  const said = canonical({ year, number, issuedOn, holidays, makeUpDays });
  return `notice-${createHash('sha256').update(said, 'utf8').digest('hex').slice(0, 16)}`;
}

/** Puts a notice's table in force in place of whatever the year had. Doing it twice is as doing it once. */
export async function putNotice(connection: Connection, notice: CalendarNotice): Promise<CalendarYear> {
  const { year, ...rest } = yearOfNotice(notice, versionOfNotice(notice));
  await calendarOn(connection).updateOne({ _id: year }, { $set: rest }, { upsert: true });
  return { year, ...rest };
}

/** The years on file at this moment. */
export async function readCalendar(connection: Connection): Promise<CalendarYear[]> {
  const read = await calendarOn(connection).find({ _id: YEARS }).sort({ _id: 1 }).lean<CalendarDocument[]>();
  return read.map(({ _id: year, ...rest }) => ({ ...rest, year }));
}

/**
 * The calendar, read at most every `CALENDAR_REFRESH_MS`. Years that did not change keep their object, so
 * that what the
 * law derives from them is derived once.
 */
export function createCalendarReader(connection: Connection, now: () => number): () => Promise<Calendar> {
  let kept: { at: number; years: Map<number, CalendarYear> } | undefined;
  return async () => {
    if (kept && now() - kept.at < CALENDAR_REFRESH_MS) return [...kept.years.values()];
    const before = kept?.years;
    const years = (await readCalendar(connection)).map((read): CalendarYear => {
      const same = before?.get(read.year);
      return same?.version === read.version ? same : read;
    });
    kept = { at: now(), years: new Map(years.map((year) => [year.year, year])) };
    return years;
  };
}
