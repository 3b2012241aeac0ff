import { Schema, type Connection, type Model } from 'mongoose';
import type { Calendar, CalendarYear } from '../workflows/law/calendar.js';
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
 * this.
 */
export const CALENDAR_REFRESH_MS = 30_000;

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

/**
 * The calendar, read at most every `CALENDAR_REFRESH_MS`. Years that did not change keep their object, so
 * that what the
 * law derives from them is derived once.
 */
export function createCalendarReader(connection: Connection, now: () => number): () => Promise<Calendar> {
  const model = calendarOn(connection);
  let kept: { at: number; years: Map<number, CalendarYear> } | undefined;
  return async () => {
    if (kept && now() - kept.at < CALENDAR_REFRESH_MS) return [...kept.years.values()];
    const before = kept?.years;
    const read = await model.find({ _id: YEARS }).sort({ _id: 1 }).lean<CalendarDocument[]>();
    const years = read.map(({ _id: year, ...rest }): CalendarYear => {
      const same = before?.get(year);
      return same?.version === rest.version ? same : { ...rest, year };
    });
    kept = { at: now(), years: new Map(years.map((year) => [year.year, year])) };
    return years;
  };
}
