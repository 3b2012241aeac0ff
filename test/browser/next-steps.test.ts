import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { articleTitle } from '../harness/article-title.js';
import { bureau } from './bureau.js';
import { answer, answerAndConfirm, openTask, startEmergency } from './case-steps.js';
import { expectAccessible, System, visitAs } from './visit.js';

const TITLE = '擅自施工，办理事项';

let system: System;

beforeAll(async () => {
  system = await System.open();
}, 180_000);
afterAll(() => system.close());

describe(`${articleTitle(10)} 登记投诉举报`, () => {
  test('an empty form › each field says what is missing; filled in › its file is there and the reporter is not', async () => {
    const page = await visitAs(system, bureau.clerk, '/matters/new');
    await page.getByRole('combobox', { name: '登记的事项' }).selectOption('complaint');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.locator('.field-error').allInnerTexts()).toContain('请填写标题。');
    await expectAccessible(page, 'matter-errors');
    await page.getByLabel('标题').fill('夜间施工扰民');
    await page.getByRole('combobox', { name: '承办机构' }).selectOption('inspection');
    await page.getByRole('group', { name: '承办人' }).getByLabel(bureau.officer.name).check();
    await page.getByLabel('接到时间').fill('2026-11-20T10:00');
    await page.getByLabel('实名', { exact: true }).check();
    await page.getByLabel('投诉人、举报人（依法保密）').fill('某居民甲');
    await page.getByLabel('投诉人、举报人的联系方式（依法保密）').fill('某路一号');
    await page.getByLabel('投诉、举报内容').fill('连续三夜施工至凌晨');
    await page.getByLabel('意见及理由').fill('予以登记');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.waitForURL(/\/cases\/[A-Z]+C-\d{4}-\d+$/);
    await page.getByText('连续三夜施工至凌晨').first().waitFor();
    await page.getByText('依法保密，不予显示').first().waitFor();
    expect(await page.getByText('某居民甲').count()).toBe(0);
    await expectAccessible(page, 'matter');
  });
});

describe(`${articleTitle(15)} 可以办理的事项`, () => {
  test('preservation is opened from the case page › its review waits; what is missing is said in words', async () => {
    const clerk = await visitAs(system, bureau.clerk);
    const number = await startEmergency(clerk, TITLE);
    for (const [member, button, opinion] of [
      [bureau.officer, '提交', '现场连墙件缺失，建议启动程序'],
      [bureau.unitHead, '同意', '事实清楚，同意报批'],
      [bureau.agencyHead, '同意', '同意启动'],
    ] as const) {
      const page = await visitAs(system, member);
      await openTask(page, TITLE);
      await (button === '提交' ? answer(page, button, opinion) : answerAndConfirm(page, button, opinion));
      await page.getByRole('status').filter({ hasText: '记录在案' }).waitFor();
      await page.close();
    }
    const officer = await visitAs(system, bureau.officer, `/cases/${number}`);
    await officer.getByText('启动：证据先行登记保存').click();
    await officer.getByLabel('证据保全的启动理由').fill('钢筋可能被转移');
    await officer.getByLabel('证据保全的具体标的').fill('HRB400 钢筋 3 吨');
    await officer.getByLabel('证据保全的形式').fill('就地登记保存');
    await officer.getByLabel('意见及理由').fill('证据可能灭失，请批准');
    await expectAccessible(officer, 'next-steps');
    await officer.getByRole('button', { name: '启动', exact: true }).click();
    await officer.getByRole('link', { name: /先行登记保存证据审批表·审核/ }).waitFor();
    await officer.getByText(/另有 \d+ 种程序条件尚不具备/).click();
    await officer.getByText('启动：送达').click();
    await officer.locator('.plain-list li').first().waitFor();
  });
});
