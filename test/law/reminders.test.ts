import { describe, expect, test } from '@jest/globals';
import { seededCalendar } from '../../src/workflows/law/calendar-seed.js';
import { periodKeys, periodOf, type PeriodKey } from '../../src/workflows/law/periods.js';
import {
  defaultReminders,
  remindedPeriods,
  reminderBounds,
  reminderFault,
  reminderMoments,
  remindersInForce,
} from '../../src/workflows/law/reminders.js';
import { articleTitle } from '../harness/article-title.js';

const nine = (rest: string) => `${articleTitle(9)} 紧急启动补报 › ${rest}`;
const filing = periodOf('emergencyFiling');
const calendar = seededCalendar(2001, 2028);
const START = Date.UTC(2026, 10, 24, 1);
const HOUR_MS = 3_600_000;

describe('reminders › within named bounds', () => {
  test.each(remindedPeriods)('%s › what the law table says is itself within the bounds', (key) => {
    const period = periodOf(key);
    expect(reminderFault(period, defaultReminders(period))).toBeUndefined();
    const { most, earliest, latest, lastNoSoonerThan } = reminderBounds(period);
    expect([earliest, latest]).toEqual([1, period.length - 1]);
    expect(most).toBeGreaterThan(0);
    expect(lastNoSoonerThan).toBeLessThanOrEqual(latest);
  });

  test('periods that the table reminds of nobody › cannot be set', () => {
    const others = periodKeys.filter((key) => !remindedPeriods.includes(key));
    for (const key of others) expect([key, remindersInForce(key, { [key]: [1] })]).toEqual([key, []]);
  });

  test.each([
    [[12], undefined],
    [[11], '最后一次不得早于起算后 12 小时'],
    [[1, 23], undefined],
    [[0, 23], '整数小时'],
    [[1, 24], '整数小时'],
    [[1.5, 23], '整数小时'],
    [[NaN], '整数小时'],
    [[12, 12], '不得重复'],
    [[23, 12], '由早到晚'],
    [[], '至少保留一次'],
    [[1, 2, 3, 4, 5, 23], undefined],
    [[1, 2, 3, 4, 5, 6, 23], '最多 6 次'],
  ])(nine('%j › %s'), (after, why) => {
    const fault = reminderFault(filing, after);
    if (why === undefined) expect(fault).toBeUndefined();
    else expect(fault).toContain(why);
  });

  test.each([
    ['none', {}, [12, 20, 23]],
    ['one within the bounds', { emergencyFiling: [6, 22] }, [6, 22]],
    ['one beyond them', { emergencyFiling: [6, 99] }, [12, 20, 23]],
    ['an empty one', { emergencyFiling: [] }, [12, 20, 23]],
    ['what is no number', { emergencyFiling: ['a'] as unknown as number[] }, [12, 20, 23]],
  ])(nine('a setting: %s › %j › %j'), (_, settings, inForce) => {
    expect(remindersInForce('emergencyFiling', settings)).toEqual(inForce);
  });

  test(nine('a setting in force › its moments, in order, all before the end'), () => {
    expect(reminderMoments(filing, START, calendar, [6, 22])).toEqual([
      START + 6 * HOUR_MS,
      START + 22 * HOUR_MS,
    ]);
    expect(reminderMoments(filing, START, calendar)).toEqual(
      [12, 20, 23].map((hours) => START + hours * HOUR_MS),
    );
  });

  test('a period of working days › its reminders are counted in working days, at nine in the morning', () => {
    const key = 'evidencePreservationDecision' as PeriodKey;
    const period = remindedPeriods.includes(key)
      ? periodOf(key)
      : periodOf(remindedPeriods.find((one) => periodOf(one).unit === 'workingDay')!);
    // From a Friday: the first working day is the Monday after.
    const friday = Date.UTC(2026, 10, 27, 2);
    expect(reminderMoments(period, friday, calendar, [1])).toEqual([Date.UTC(2026, 10, 30, 1)]);
  });
});
