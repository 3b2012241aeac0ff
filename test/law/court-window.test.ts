import { describe, expect, test } from '@jest/globals';
import { additionalFine } from '../../src/workflows/law/additional-fine.js';
import { seededCalendar } from '../../src/workflows/law/calendar-seed.js';
import { courtWindow, lastDemandDay, remedyEnds } from '../../src/workflows/law/court-window.js';
import { deadline } from '../../src/workflows/law/deadline.js';
import { periods } from '../../src/workflows/law/periods.js';

const published = seededCalendar(2001, 2026);
const calendar = seededCalendar(2001, 2028);
const at = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day, 2);
/** The worked example: served on Monday 2 March 2026, nothing filed. */
const SERVED = { servedOn: at(2026, 3, 2), remediesTold: true };
const ends = (course: Parameters<typeof remedyEnds>[0]) =>
  Object.fromEntries(remedyEnds(course, calendar).map(({ key, deadline: { lastDay } }) => [key, lastDay]));

describe('第二十九条 2026 年 3 月 2 日送达、未复议未起诉（算例）', () => {
  test('缴款至 3 月 17 日；复议权至 5 月 1 日顺延到劳动节后；起诉权至 9 月 2 日', () => {
    expect(deadline(periods.finePayment, SERVED.servedOn, calendar).lastDay).toBe('2026-03-17');
    expect(ends(SERVED)).toEqual({ administrativeReview: '2026-05-06', suit: '2026-09-02' });
  });

  test('申请法院强制执行：9 月 3 日至 12 月 2 日', () => {
    expect(courtWindow(SERVED, calendar)).toMatchObject({
      opensOn: '2026-09-03',
      closesOn: '2026-12-02',
      contested: false,
      provisional: false,
    });
  });

  test.each([
    ['direct', '2026-11-17', '2026-11-17'],
    ['post', '2026-11-10', '2026-11-10'],
    ['publicNotice', '2026-10-18', '2026-10-16'],
    ['publicNoticeAbroad', '2026-09-18', '2026-09-18'],
  ] as const)('倒排期：催告书最晚 %s 送达 › %s，工作日 %s', (method, byLaw, onWorkingDay) => {
    expect(lastDemandDay(method, courtWindow(SERVED, calendar), calendar)).toMatchObject({
      byLaw,
      onWorkingDay,
    });
  });

  test('加处罚款自 3 月 18 日起，第三十四日（4 月 20 日）达到罚款数额', () => {
    const fine = 1_000_000;
    const charged = (until: string) => additionalFine({ fine, from: '2026-03-18', until });
    expect(charged('2026-03-18')).toEqual({ days: 1, amount: 30_000, capReachedOn: null });
    expect(charged('2026-04-19')).toEqual({ days: 33, amount: 990_000, capReachedOn: null });
    expect(charged('2026-12-31')).toEqual({ days: 34, amount: fine, capReachedOn: '2026-04-20' });
  });
});

describe('第二十九条 申请期限的其他情形', () => {
  test('复议决定送达 › 再过十五日起诉期，窗口从其后三个月', () => {
    const course = { ...SERVED, review: { endedOn: at(2026, 6, 1), how: 'decided' as const } };
    expect(ends(course)).toEqual({ suitAfterReview: '2026-06-16' });
    expect(courtWindow(course, calendar)).toMatchObject({ opensOn: '2026-06-17', closesOn: '2026-09-16' });
  });

  test('起诉期末日逢休息日 › 按顺延后的次日开始，按不顺延的日子结束', () => {
    const course = { ...SERVED, servedOn: at(2026, 1, 12) };
    // 2026-07-12 is a Sunday.
    expect(ends(course)).toMatchObject({ suit: '2026-07-13' });
    expect(courtWindow(course, calendar)).toMatchObject({ opensOn: '2026-07-14', closesOn: '2026-10-12' });
  });

  test('未告知救济途径 › 起诉期最长一年', () => {
    const course = { ...SERVED, remediesTold: false };
    expect(courtWindow(course, calendar)).toMatchObject({ opensOn: '2027-03-03', closesOn: '2027-06-02' });
  });

  test('分期缴纳至起诉期届满之后 › 自分期结束之日起三个月', () => {
    const course = { ...SERVED, deferredUntil: at(2026, 10, 30) };
    expect(courtWindow(course, calendar)).toMatchObject({ opensOn: '2026-10-31', closesOn: '2027-01-30' });
  });

  test('当场处罚复议前置 › 两种读法没有共同的日子，须由法制机构决定', () => {
    expect(courtWindow({ ...SERVED, reviewFirst: true }, calendar).contested).toBe(true);
  });

  test('法律另定起诉期限 › 以该期限计算', () => {
    const course = { ...SERVED, suitTerm: { length: 15, unit: 'calendarDay' as const } };
    expect(ends(course)).toMatchObject({ suit: '2026-03-17' });
    expect(courtWindow(course, calendar).opensOn).toBe('2026-05-07');
  });

  test('窗口跨入放假安排尚未公布的年度 › 暂算，倒排期取较早的安全日', () => {
    const window = courtWindow({ ...SERVED, servedOn: at(2026, 6, 20) }, published);
    expect(window).toMatchObject({ closesOn: '2027-03-20' });
    const known = lastDemandDay('direct', window, calendar);
    const unknown = lastDemandDay('direct', window, published);
    expect(unknown.provisional).toBe(true);
    expect(unknown.byLaw <= known.byLaw).toBe(true);
  });

  test('期满日在国庆假期内 › 顺延至假期后第一个工作日', () => {
    const course = { ...SERVED, servedOn: at(2026, 4, 2) };
    expect(ends(course)).toMatchObject({ suit: '2026-10-08' });
    expect(courtWindow(course, calendar)).toMatchObject({ opensOn: '2026-10-09', closesOn: '2027-01-02' });
  });
});

describe('加处罚款 行政处罚法第七十二条、第七十三条', () => {
  const fine = 1_000_001;

  test('复议、诉讼期间不予计算', () => {
    const stops = [{ from: at(2026, 3, 20), until: at(2026, 6, 20) }];
    expect(additionalFine({ fine, from: '2026-03-18', until: '2026-06-20', stops })).toEqual({
      days: 3,
      amount: 90_000,
      capReachedOn: null,
    });
  });

  test('部分缴纳 › 自次日起以未缴部分为基数；付清后不再计算', () => {
    const payments = [{ amount: 500_001, on: '2026-03-19' }];
    expect(
      additionalFine({ fine: 1_000_001, from: '2026-03-18', until: '2026-03-20', payments }).amount,
    ).toBe(75_000);
    const whole = [{ amount: fine, on: '2026-03-19' }];
    expect(additionalFine({ fine, from: '2026-03-18', until: '2026-12-31', payments: whole }).days).toBe(2);
  });

  test('以罚款数额为基数（参数）', () => {
    const payments = [{ amount: 500_001, on: '2026-03-18' }];
    const charged = { fine, from: '2026-03-18', until: '2026-03-20', payments, base: 'whole' as const };
    expect(additionalFine(charged).amount).toBe(90_000);
  });

  test.each([0, -1, 0.5, Number.NaN])('罚款 %p 分 › RangeError', (broken) => {
    expect(() => additionalFine({ fine: broken, from: '2026-03-18', until: '2026-03-18' })).toThrow(
      RangeError,
    );
  });
});
