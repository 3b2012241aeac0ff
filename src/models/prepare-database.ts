import type { Connection, Model } from 'mongoose';
import { SEED_YEARS } from '../workflows/law/seed-years.js';
import { calendarOn, seedCalendar } from './calendar.js';
import { bodiesOn, headersOn } from './ledger.js';
import { devicesOn } from './devices.js';
import { documentNumbersOn } from './document-numbers.js';
import { invitationsOn } from './invitation.js';
import { lettersOn } from './letter.js';
import { linksOn } from './link.js';
import { draftsOn, phrasesOn } from './own-words.js';
import { peopleOn } from './people.js';
import { recordingStoresOn } from './recording-stores.js';
import { recordingUploadsOn } from './recordings.js';
import { reminderSettingsOn } from './register.js';
import { proceduresOn } from './procedures.js';
import { substitutionsOn } from './substitutions.js';
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
    substitutionsOn(connection),
    lettersOn(connection),
    linksOn(connection),
    draftsOn(connection),
    phrasesOn(connection),
    peopleOn(connection),
    unitsOn(connection),
    reminderSettingsOn(connection),
    devicesOn(connection),
    documentNumbersOn(connection),
    recordingStoresOn(connection),
    recordingUploadsOn(connection),
    invitationsOn(connection),
    calendarOn(connection),
  ] as unknown as Model<never>[];
  for (const model of models) await model.createIndexes();
  await haveCalendar(connection);
}

/** The library the calendar is seeded from is large, and loaded only where a year is missing. */
async function haveCalendar(connection: Connection): Promise<void> {
  const { first, last } = SEED_YEARS;
  const ahead = Math.max(new Date().getUTCFullYear() + YEARS_AHEAD - last, 0);
  const onFile = await calendarOn(connection).countDocuments({ _id: { $gte: first, $lte: last + ahead } });
  if (onFile > last + ahead - first) return;
  const { provisionalYear, seedCalendars } = await import('../workflows/law/calendar-seed.js');
  const provisional = Array.from({ length: ahead }, (_, index) => provisionalYear(last + 1 + index));
  await seedCalendar(connection, [...seedCalendars(), ...provisional]);
}
