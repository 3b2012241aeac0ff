import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { articleTitle } from '../harness/article-title.js';
import { bureau } from './bureau.js';
import { hoursAgo, startEmergency } from './case-steps.js';
import { expectAccessible, System, visitAs } from './visit.js';

const TITLE = '某工地深基坑未支护即开挖';
const SETTLING_MS = 180_000;

let system: System;
let number = '';

beforeAll(async () => {
  system = await System.open();
  number = await startEmergency(await visitAs(system, bureau.clerk), TITLE);
  await announceOld(await visitAs(system, bureau.officer, `/cases/${number}/recordings`));
}, SETTLING_MS);
afterAll(async () => {
  await system.close();
}, SETTLING_MS);

/** What a resident recorded and the officers have had for 30 hours, not in store. */
async function announceOld(page: Page): Promise<void> {
  const form = page.getByRole('region', { name: '登记音像记录' });
  await form.getByLabel('第三方提供', { exact: false }).check();
  await form.getByLabel('提供人', { exact: false }).fill('附近居民以手机录制，当场提供');
  await form.getByLabel('取得时间').fill(hoursAgo(30));
  await form.getByLabel('现场检查（勘验）').check();
  await form.getByLabel('意见及理由').fill('居民提供的录像');
  await form.getByRole('button', { name: '登记音像记录' }).click();
  await page.getByRole('region', { name: '第 1 号 现场检查（勘验）：入库' }).waitFor();
}

describe(`${articleTitle(7)} 监督检查页面`, () => {
  test('法制机构 › 看到逾期未入库的音像，按科室和条文计数，可以到任务催办', async () => {
    const page = await visitAs(system, bureau.legalOfficer);
    await page.getByRole('link', { name: '监督检查' }).click();
    await page.getByRole('link', { name: `${number} ${TITLE}` }).waitFor();
    await page.getByText('建设执法科 · 第 30 条 · 音像记录逾期未入库 1 件').waitFor();
    await expectAccessible(page, 'supervision');
    await page.getByLabel('情形').selectOption('absent');
    await page.getByText('没有逾期、补录或者缺录的情况。').waitFor();
    await page.getByLabel('情形').selectOption('');
    await page.getByRole('link', { name: '查看任务、催办' }).click();
    await page.locator('summary').filter({ hasText: '催办' }).waitFor();
  });

  test('科室负责人 › 看到本科室的；承办人 › 没有入口', async () => {
    const head = await visitAs(system, bureau.unitHead, '/supervision');
    await head.getByRole('link', { name: `${number} ${TITLE}` }).waitFor();
    const officer = await visitAs(system, bureau.officer);
    expect(await officer.getByRole('link', { name: '监督检查' }).count()).toBe(0);
  });
});

describe(`${articleTitle(5)} 记录方式表页面`, () => {
  test('法制机构设置询问须音像记录 › 须写理由，设置后显示由谁、为何；强制的没有设置', async () => {
    const page = await visitAs(system, bureau.legalOfficer, '/media-matrix');
    await page.getByRole('button', { name: '设置 询问' }).click();
    expect(await page.getByRole('button', { name: '设置 听证', exact: true }).count()).toBe(0);
    await page.getByLabel('询问：音像记录').selectOption('required');
    await page.getByRole('button', { name: '设置', exact: true }).click();
    await page.locator('.field-error').filter({ hasText: '理由' }).waitFor();
    await expectAccessible(page, 'media-matrix');
    await page.getByLabel('理由').fill('询问当事人一律录像');
    await page.getByRole('button', { name: '设置', exact: true }).click();
    await page.getByRole('status').filter({ hasText: '“询问”的记录方式已设置' }).waitFor();
    await page.getByText('理由：询问当事人一律录像', { exact: false }).first().waitFor();
  });

  test('承办人 › 可以查看，不能设置', async () => {
    const page = await visitAs(system, bureau.officer, '/media-matrix');
    await page.getByText('不得放宽', { exact: true }).first().waitFor();
    expect(await page.getByRole('button', { name: /^设置/ }).count()).toBe(0);
  });
});
