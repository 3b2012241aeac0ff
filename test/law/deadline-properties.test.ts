import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { provisionalYear, seededCalendar } from '../../src/workflows/law/calendar-seed.js';
import { isWorkingDay } from '../../src/workflows/law/calendar.js';
import { deadline } from '../../src/workflows/law/deadline.js';
import { epochDayOf, epochDayOfDate, shanghaiDay } from '../../src/workflows/law/moments.js';
import { periodKeys, periodOf } from '../../src/workflows/law/periods.js';
import { secondSource } from './second-source.js';
import { calendar, shanghai } from './shanghai.js';

const DAY_MS = 86_400_000;

const key = fc.constantFrom(...periodKeys);
const event = fc.integer({ min: shanghai('2001-01-01 00:00:00'), max: shanghai('2027-12-31 23:59:59') });
const published = fc.integer({ min: shanghai('2001-01-01 00:00:00'), max: shanghai('2025-12-31 23:59:59') });

const dayKeys = periodKeys.filter((each) => periodOf(each).unit !== 'hour');
const workingDayKeys = periodKeys.filter((each) => periodOf(each).unit === 'workingDay');

describe('any period from any event', () => {
  test('a later event › never › ends earlier', () => {
    fc.assert(
      fc.property(key, event, fc.integer({ min: 0, max: 40 * DAY_MS }), (each, first, later) => {
        const [one, two] = [first, first + later].map((at) => deadline(periodOf(each), at, calendar));
        return one !== undefined && two !== undefined && one.at <= two.at && one.latest.at <= two.latest.at;
      }),
    );
  });

  test('an end › never › is before its event; day periods end at the last instant of a day', () => {
    fc.assert(
      fc.property(key, event, (each, at) => {
        const found = deadline(periodOf(each), at, calendar);
        expect(found.at).toBeGreaterThan(at);
        if (found.lastDay === null) return;
        expect(shanghaiDay(found.at)).toBe(found.lastDay);
        expect(epochDayOf(found.at + 1)).toBe(epochDayOf(found.at) + 1);
      }),
    );
  });

  test('the readings › always › are in order, and one when nothing is in doubt', () => {
    fc.assert(
      fc.property(key, event, (each, at) => {
        const found = deadline(periodOf(each), at, calendar);
        expect(found.earliest.at).toBeLessThanOrEqual(found.at);
        expect(found.at).toBeLessThanOrEqual(found.latest.at);
        if (found.provisional || periodOf(each).direction === 'courtWindow') return;
        expect([found.earliest, found.latest]).toEqual(
          Array(2).fill({ at: found.at, lastDay: found.lastDay }),
        );
      }),
    );
  });

  test('events within one Shanghai day › day periods › end alike', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...dayKeys),
        event,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (each, at, part) => {
          const midnight = at - ((at + 8 * 3_600_000) % DAY_MS);
          const other = midnight + Math.floor(part * (DAY_MS - 1));
          expect(deadline(periodOf(each), other, calendar)).toEqual(
            deadline(periodOf(each), midnight, calendar),
          );
        },
      ),
    );
  });

  test('a working-day period, or one that rolls › never › ends on a rest day', () => {
    fc.assert(
      fc.property(key, event, (each, at) => {
        const period = periodOf(each);
        fc.pre(period.unit === 'workingDay' || period.rollsOver);
        expect(isWorkingDay(calendar, epochDayOf(deadline(period, at, calendar).at))).toBe(true);
      }),
    );
  });
});

describe('against the second source, counted day by day', () => {
  const second = secondSource();
  const wrong = new Set([...second.atFault, ...second.unsettled].map(epochDayOfDate));
  /** Counted by the second source; a day on which it is known to be wrong spoils the case. */
  const works = (day: number): boolean => {
    fc.pre(!wrong.has(day));
    return !second.rests(day);
  };

  test('working-day periods of 2001 to 2025 › the n-th working day after the event', () => {
    fc.assert(
      fc.property(fc.constantFrom(...workingDayKeys), published, (each, at) => {
        let day = epochDayOf(at);
        for (let left = periodOf(each).length; left > 0; left -= works(day) ? 1 : 0) day += 1;
        expect(epochDayOf(deadline(periodOf(each), at, calendar).at)).toBe(day);
      }),
      { numRuns: 300 },
    );
  });

  test('calendar-day periods that roll, 2001 to 2025 › the n-th day, or the first working day after it', () => {
    const rolling = periodKeys.filter(
      (each) => periodOf(each).unit === 'calendarDay' && periodOf(each).rollsOver,
    );
    fc.assert(
      fc.property(fc.constantFrom(...rolling), published, (each, at) => {
        let day = epochDayOf(at) + periodOf(each).length;
        while (!works(day)) day += 1;
        expect(epochDayOf(deadline(periodOf(each), at, calendar).at)).toBe(day);
      }),
      { numRuns: 300 },
    );
  });
});

describe('before the notice and after it', () => {
  // The statute of 2024 governs 2025 and 2026: of these years both the forecast and the notice are at hand.
  test.each([2025, 2026])(
    'a deadline in %i forecast without its notice › the notice › lands within the readings',
    (year) => {
      const before = [
        ...seededCalendar(year - 1, year - 1),
        provisionalYear(year),
        provisionalYear(year + 1),
      ];
      const from = shanghai(`${String(year - 1)}-11-15 00:00:00`);
      const days = fc.integer({ min: 0, max: 380 }).map((day) => from + day * DAY_MS);
      fc.assert(
        fc.property(fc.constantFrom(...dayKeys), days, (each, at) => {
          const period = periodOf(each);
          const actual = deadline(period, at, calendar);
          fc.pre(!actual.provisional);
          const forecast = deadline(period, at, before);
          expect(forecast.earliest.at).toBeLessThanOrEqual(actual.at);
          expect(actual.at).toBeLessThanOrEqual(forecast.latest.at);
        }),
        { numRuns: 300 },
      );
    },
  );
});
