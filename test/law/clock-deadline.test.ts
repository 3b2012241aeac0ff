import { describe, expect, test } from '@jest/globals';
import { seededCalendar } from '../../src/workflows/law/calendar-seed.js';
import { clockDeadline } from '../../src/workflows/law/clock-deadline.js';
import { deadline } from '../../src/workflows/law/deadline.js';
import { periods } from '../../src/workflows/law/periods.js';

const calendar = seededCalendar(2001, 2028);
/** 2026-03-02 10:00 in Shanghai, a Monday. */
const MONDAY = Date.UTC(2026, 2, 2, 2);
const at = (month: number, day: number, hour = 2) => Date.UTC(2026, month - 1, day, hour);
const lastDay = (...args: Parameters<typeof clockDeadline>) => clockDeadline(...args).lastDay;

describe('期限的延长和停止（读法 0701）', () => {
  test('neither extended nor stopped › as the period itself', () => {
    expect(clockDeadline({ period: 'caseDecision', from: MONDAY }, calendar)).toEqual(
      deadline(periods.caseDecision, MONDAY, calendar),
    );
  });

  test('案件办理期限延长三十日 › 自立案起一百二十日，末日是星期二', () => {
    const start = { period: 'caseDecision', from: MONDAY } as const;
    expect(lastDay(start, calendar)).toBe('2026-06-01');
    expect(lastDay({ ...start, extensions: ['caseDecisionExtension'] }, calendar)).toBe('2026-06-30');
  });

  test('the first term ends on a rest day › the extension is counted from the start, not from the day it rolled to', () => {
    const start = { period: 'caseDecision', from: at(2, 27) } as const;
    expect(lastDay(start, calendar)).toBe('2026-05-28');
    const sunday = { period: 'caseDecision', from: at(3, 2) - 86_400_000 } as const;
    expect(lastDay(sunday, calendar)).toBe('2026-06-01');
    expect(lastDay({ ...sunday, extensions: ['caseDecisionExtension'] }, calendar)).toBe('2026-06-29');
  });

  test('中止自 3 月 10 日至 3 月 20 日 › 十日不计入', () => {
    const stops = [{ from: at(3, 10), until: at(3, 20) }];
    expect(lastDay({ period: 'caseDecision', from: MONDAY, stops }, calendar)).toBe('2026-06-10');
  });

  test('stopped and resumed on one day › nothing is taken out', () => {
    const stops = [{ from: at(3, 10, 1), until: at(3, 10, 9) }];
    expect(lastDay({ period: 'caseDecision', from: MONDAY, stops }, calendar)).toBe('2026-06-01');
  });

  test('以工作日计 › 只扣除停止期间的工作日', () => {
    const stops = [{ from: at(3, 6), until: at(3, 9) }];
    const start = { period: 'verification', from: MONDAY } as const;
    expect(lastDay(start, calendar)).toBe('2026-03-23');
    expect(lastDay({ ...start, stops }, calendar)).toBe('2026-03-24');
  });

  test('以小时计 › 扣除实际停止的时间', () => {
    const stops = [{ from: MONDAY + 3_600_000, until: MONDAY + 3 * 3_600_000 }];
    const { at: end } = clockDeadline({ period: 'emergencyFiling', from: MONDAY, stops }, calendar);
    expect(end).toBe(MONDAY + 26 * 3_600_000);
  });

  test('延长与原期限单位不同 › RangeError', () => {
    const wrong = { period: 'caseDecision', from: MONDAY, extensions: ['verificationExtension'] } as const;
    expect(() => clockDeadline(wrong, calendar)).toThrow(RangeError);
  });

  test('计算说明写明延长的依据和停止的起止', () => {
    const stops = [{ from: at(3, 10), until: at(3, 20) }];
    const { explanation } = clockDeadline(
      { period: 'caseDecision', from: MONDAY, extensions: ['caseDecisionExtension'], stops },
      calendar,
    );
    expect(explanation[0]).toContain('延长');
    expect(explanation[1]).toBe('2026-03-10 至 2026-03-20 停止计算，不计入 10 日');
  });
});
