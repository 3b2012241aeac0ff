import type { Connection, Model } from 'mongoose';
import { provisionalYear, SEED_YEARS, seedCalendars } from '../workflows/law/calendar-seed.js';
import { calendarOn, seedCalendar } from './calendar.js';
import { bodiesOn, headersOn } from './ledger.js';
import { lettersOn } from './letter.js';
import { linksOn } from './link.js';
import { peopleOn } from './people.js';
import { proceduresOn } from './procedures.js';
import { unitsOn } from './units.js';

/** Years after the present one that are on file, provisional until their notice is imported. */
const YEARS_AHEAD = 2;

/**
 * Makes every collection and index that is not there, and puts the calendar on file. Any process may call
 * it.
 */
export async function prepareDatabase(connection: Connection): Promise<void> {
  const models: Model<never>[] = [
    headersOn(connection),
    bodiesOn(connection),
    proceduresOn(connection),
    lettersOn(connection),
    linksOn(connection),
    peopleOn(connection),
    unitsOn(connection),
    calendarOn(connection),
  ] as unknown as Model<never>[];
  for (const model of models) await model.createIndexes();
  const ahead = new Date().getUTCFullYear() + YEARS_AHEAD - SEED_YEARS.last;
  const provisional = Array.from({ length: Math.max(ahead, 0) }, (_, index) =>
    provisionalYear(SEED_YEARS.last + 1 + index),
  );
  await seedCalendar(connection, [...seedCalendars(), ...provisional]);
}
