import type { Connection, Model } from 'mongoose';
import { seedCalendars } from '../workflows/law/calendar-seed.js';
import { calendarOn, seedCalendar } from './calendar.js';
import { bodiesOn, headersOn } from './ledger.js';
import { lettersOn } from './letter.js';
import { linksOn } from './link.js';
import { peopleOn } from './people.js';
import { proceduresOn } from './procedures.js';
import { unitsOn } from './units.js';

/** Makes every collection and index that is not there, and puts the seeded calendar years on file. Any process may call it. */
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
  await seedCalendar(connection, seedCalendars());
}
