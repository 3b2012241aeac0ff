import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CALENDAR_REFRESH_MS,
  calendarOn,
  createCalendarReader,
  seedCalendar,
} from '../../src/models/calendar.js';
import { seedCalendars } from '../../src/workflows/law/calendar-seed.js';
import { createDatabase, type SuiteDatabase } from './database.js';

let database: SuiteDatabase;
beforeAll(async () => {
  database = await createDatabase('calendar');
});
afterAll(() => database.remove());

describe('the calendar in the database', () => {
  test('prepared › every seeded year as the law has it, and years after it provisional', async () => {
    const calendar = await createCalendarReader(database.connection, () => 0)();
    const seeds = seedCalendars();
    expect(calendar.slice(0, seeds.length)).toEqual(seeds);
    expect(calendar.slice(seeds.length).every((year) => year.provisional)).toBe(true);
    expect(calendar.length).toBeGreaterThan(seeds.length);
  });

  test('an imported year, seeded again › stays as imported', async () => {
    await calendarOn(database.connection).updateOne({ _id: 2026 }, { $set: { version: 'notice-1' } });
    await seedCalendar(database.connection, seedCalendars());
    const calendar = await createCalendarReader(database.connection, () => 0)();
    expect(calendar.find(({ year }) => year === 2026)?.version).toBe('notice-1');
  });

  test('a year that changes while a process runs › is in use after the refresh, not before; the others keep their object', async () => {
    let now = 0;
    const read = createCalendarReader(database.connection, () => now);
    const [before] = [await read()];
    await calendarOn(database.connection).updateOne({ _id: 2025 }, { $set: { version: 'notice-2' } });
    now = CALENDAR_REFRESH_MS - 1;
    expect((await read()).find(({ year }) => year === 2025)?.version).not.toBe('notice-2');
    now = CALENDAR_REFRESH_MS;
    const after = await read();
    expect(after.find(({ year }) => year === 2025)?.version).toBe('notice-2');
    const of = (calendar: typeof after, wanted: number) => calendar.find(({ year }) => year === wanted);
    expect(of(after, 2024)).toBe(of(before, 2024));
  });
});
