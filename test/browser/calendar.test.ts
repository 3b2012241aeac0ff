import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { connectMongo } from '../../src/connections/mongodb.js';
import { calendarOn } from '../../src/models/calendar.js';
import { provisionalYear } from '../../src/workflows/law/calendar-seed.js';
import { epochDayOf, formatEpochDay, yearOf } from '../../src/workflows/law/moments.js';
import { articleTitle } from '../harness/article-title.js';
import { bureau } from './bureau.js';
import { STARTED_HOURS_AGO, startEmergency } from './case-steps.js';
import { expectAccessible, System, tabTo, visitAs } from './visit.js';

const SETTLING_MS = 180_000;
const today = epochDayOf(Date.now());
/** The day on which a case that began then ends, by weekends alone. */
const LAST = epochDayOf(Date.now() - STARTED_HOURS_AGO * 3_600_000) + 90;
const YEAR = yearOf(LAST);
const seven = (rest: string) => `${articleTitle(7)} ${rest}`;

/** Everything of the statute, and the case's last day and the day after besides; none of it needs accepting. */
function notice(number: string, extra: readonly number[]): string {
  const statutory = provisionalYear(YEAR).holidays.map(({ date, name }) => `休 ${date} ${name}`);
  return [
    `年份：${String(YEAR)}`,
    `文号：${number}`,
    `印发：${formatEpochDay(today)}`,
    ...statutory,
    ...extra.map((day) => `休 ${formatEpochDay(day)} 本地节日`),
  ].join('\n');
}
const first = `国办发明电〔${String(YEAR - 1)}〕99号`;
const second = `国办发明电〔${String(YEAR - 1)}〕100号`;

let system: System;
let legal: Page;
let number = '';

beforeAll(async () => {
  system = await System.open();
  // The year is provisional whenever these tests run, and the day in question an ordinary one.
  const connection = await connectMongo(system.parts.mongodbUri);
  const { year, ...rest } = provisionalYear(YEAR);
  await calendarOn(connection).updateOne({ _id: year }, { $set: rest }, { upsert: true });
  await connection.close();
  number = await startEmergency(await visitAs(system, bureau.clerk), '某物业公司擅自改变承重结构');
  legal = await visitAs(system, bureau.legalOfficer, '/calendar');
}, SETTLING_MS);
afterAll(async () => {
  await system.close();
}, SETTLING_MS);

describe(seven('页面 › 节假日日历'), () => {
  test(
    seven('日历 › of those who only read › the years with the mark explained, no way to import'),
    async () => {
      const page = await visitAs(system, bureau.officer, '/calendar');
      await page.getByRole('heading', { level: 1, name: '节假日日历' }).waitFor();
      const years = page.getByRole('region', { name: '年度' });
      await years.getByRole('link', { name: `${String(YEAR)} 年` }).waitFor();
      expect(await years.getByText('暂定').count()).toBeGreaterThan(0);
      await page.getByText('尚未导入过放假通知。').waitFor();
      expect(await page.getByRole('link', { name: '导入放假通知' }).count()).toBe(0);
      await expectAccessible(page, 'calendar');
      await years.getByRole('link', { name: `${String(YEAR)} 年` }).click();
      await page.getByText('本年度为暂定').waitFor();
      await expectAccessible(page, 'calendar-year');
      await page.goto('/calendar/2500');
      await page.getByRole('alert').filter({ hasText: '未找到该年度的日历' }).waitFor();
    },
  );

  test(
    seven('导入 › an empty form, then days that cannot be › each said at its field, nothing sent'),
    async () => {
      await legal.getByRole('link', { name: '导入放假通知' }).click();
      await legal.getByRole('heading', { level: 1, name: '导入放假通知' }).waitFor();
      await legal.getByRole('button', { name: '预览期限变动' }).click();
      await legal.getByText('请填写通知全文或者日期清单。').waitFor();
      await expectAccessible(legal, 'notice-empty');
      await legal
        .getByLabel('通知全文或者日期清单')
        .fill(`${notice(first, [LAST])}\n班 ${monday()}\n不知所云`);
      await legal.getByRole('button', { name: '预览期限变动' }).click();
      await legal.getByText('调休上班日须为周六或者周日').waitFor();
      await legal.getByText('不知所云').last().waitFor();
      await expectAccessible(legal, 'notice-faults');
    },
  );

  test(
    seven(
      '导入 › by keyboard, previewed and confirmed › the case is named with both days, and its end moves',
    ),
    async () => {
      await legal.getByLabel('通知全文或者日期清单').fill(notice(first, [LAST, LAST + 1]));
      await tabTo(legal, 'button', '预览期限变动');
      await legal.keyboard.press('Enter');
      const effect = legal.getByRole('region', { name: '期限变动预览' });
      await effect.getByText('推后 1 个').waitFor();
      await effect.getByText(number).waitFor();
      await expectAccessible(legal, 'notice-preview');
      const confirm = legal.getByRole('region', { name: '导入', exact: true });
      const warned = (await confirm.getByText('已与通知核对').count()) > 0;
      if (warned) {
        await confirm.getByRole('button', { name: '导入并重新计算期限' }).click();
        await confirm.getByText('请与通知核对后确认。').waitFor();
        await confirm.getByLabel('已与通知核对').check();
      }
      await confirm.getByRole('button', { name: '导入并重新计算期限' }).click();
      await legal.getByRole('heading', { level: 1, name: '放假通知的导入' }).waitFor();
      await expectAccessible(legal, 'notice-progress');
      await legal.getByText('已完成').waitFor({ timeout: 90_000 });
      await legal.getByText('变动期限 1 个').waitFor();
      await expectAccessible(legal, 'notice-done');
      await legal.goto(`/cases/${number}`);
      await legal.getByText(first).first().waitFor();
    },
    SETTLING_MS,
  );

  test(seven('替换 › another notice of the year › asks for the reason first'), async () => {
    await legal.goto(`/calendar/new?year=${String(YEAR)}`);
    await legal.getByLabel('通知全文或者日期清单').fill(notice(second, []));
    await legal.getByRole('button', { name: '预览期限变动' }).click();
    await legal.getByRole('button', { name: '导入并重新计算期限' }).click();
    await legal.getByText('请填写替换的理由。').waitFor();
    await expectAccessible(legal, 'notice-supersede');
  });

  test(seven('导入 › the very table in force again › said in a sentence'), async () => {
    await legal.getByLabel('通知全文或者日期清单').fill(notice(first, [LAST, LAST + 1]));
    await legal.getByRole('button', { name: '预览期限变动' }).click();
    await legal.getByRole('alert').filter({ hasText: '无须再次导入' }).waitFor();
  });
});

/** A Monday of the year, in the summer. */
function monday(): string {
  for (let day = 1; ; day += 1) {
    const date = `${String(YEAR)}-07-0${String(day)}`;
    if (new Date(`${date}T00:00:00Z`).getUTCDay() === 1) return date;
  }
}
