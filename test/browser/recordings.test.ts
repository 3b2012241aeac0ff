import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { bureau } from './bureau.js';
import { hoursAgo, startEmergency } from './case-steps.js';
import { expectAccessible, System, tabTo, visitAs } from './visit.js';

const TITLE = '某工地未经检验使用起重机械';
const SETTLING_MS = 180_000;
const MEBIBYTE = 1024 * 1024;

let system: System;
let number = '';
let recording = '';

beforeAll(async () => {
  system = await System.open();
  number = await startEmergency(await visitAs(system, bureau.clerk), TITLE);
  recording = join(given('TEST_SCRATCH'), '现场检查.mp4');
  const head = Buffer.concat([
    Buffer.from([0, 0, 0, 0x18]),
    Buffer.from('ftypisom'),
    Buffer.from([0, 0, 2, 0]),
    Buffer.from('isomiso2'),
  ]);
  writeFileSync(recording, Buffer.concat([head, randomBytes(40 * MEBIBYTE)]));
}, SETTLING_MS);

afterAll(async () => {
  await system.close();
}, SETTLING_MS);

/** A section of the page by its heading. */
const section = (page: Page, name: string) => page.getByRole('region', { name });

describe(`${articleTitle(4)} 音像记录设备页面`, () => {
  test('a clerk registers a device and a dedicated store › both are in the lists', async () => {
    const page = await visitAs(system, bureau.clerk, '/devices');
    const device = section(page, '登记设备');
    await device.getByRole('button', { name: '登记' }).click();
    expect(await device.locator('.field-error').allInnerTexts()).toEqual([
      '请填写设备编号。',
      '请选择设备种类。',
      '请填写设备编码。',
      '请填写设备名称。',
      '请选择所属机构。',
      '请选择用途：与执法业务无关的设备不得登记。',
    ]);
    await device.getByLabel('设备编号').fill('recorder-1');
    await device.getByLabel('设备种类').selectOption('bodyCamera');
    await device.getByLabel('设备编码').fill('SN-0001');
    await device.getByLabel('设备名称').fill('执法记录仪 1 号');
    await device.getByLabel('保管人').selectOption(bureau.officer.id);
    await device.getByLabel('所属机构').selectOption('inspection');
    await device.getByLabel('用途').selectOption('onSite');
    await device.getByRole('button', { name: '登记' }).click();
    await page.getByText('设备已登记。').waitFor();
    await page.getByText('执法记录仪 1 号（recorder-1）').waitFor();
    const store = section(page, '登记专用存储器');
    await store.getByLabel('存储器编号').fill('station-1');
    await store.getByLabel('存储器名称').fill('采集站');
    await store.getByLabel('保管人').selectOption(bureau.clerk.id);
    await store.getByLabel('所属机构').selectOption('inspection');
    await store.getByLabel('存放地点').fill('302 室');
    await store.getByRole('button', { name: '登记' }).click();
    await page.getByText('专用存储器已登记。').waitFor();
    await expectAccessible(page, 'devices');
  });

  test('an officer › sees the device and is offered no change', async () => {
    const page = await visitAs(system, bureau.officer, '/devices');
    await page.getByText('保管人 张承办').waitFor();
    expect(await page.getByRole('button', { name: /变更|登记/ }).count()).toBe(0);
  });
});

describe(`${articleTitle(30)} 音像记录页面`, () => {
  test('announced, paused, left and gone on with › stored with its hash, at 360 px and by keyboard', async () => {
    const page = await visitAs(system, bureau.officer, `/cases/${number}`);
    await page.getByRole('link', { name: '音像记录', exact: true }).click();
    await announce(page);
    await expectAccessible(page, 'recordings');

    let pieces = 0;
    await page.route('**/api/recording-uploads/*', async (route) => {
      if (route.request().method() === 'PATCH') pieces += 1;
      // The second piece is held on its way, as on a slow line.
      if (pieces < 2 || route.request().method() !== 'PATCH') await route.continue();
    });
    await page.getByLabel('选择音像文件').setInputFiles(recording);
    await page.getByRole('progressbar').filter({ hasText: '39%' }).waitFor();
    await page.getByRole('button', { name: '暂停上传' }).click();
    await page.getByText('已暂停').waitFor();
    await expectAccessible(page, 'recording-paused');

    await page.unroute('**/api/recording-uploads/*');
    await page.reload();
    await page.getByLabel('选择音像文件').setInputFiles(recording);
    await page.getByText('从上次中断处继续').waitFor();
    await page.getByText('已收到', { exact: true }).waitFor();
    const hash = await page.locator('.hashes code').first().innerText();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);

    await page.getByLabel('意见及理由').first().fill('现场检查录像，已核对');
    await tabTo(page, 'button', '提交入库');
    await page.keyboard.press('Enter');
    await page.getByText('已入库', { exact: true }).waitFor();
    expect(await page.locator('.hashes code').first().innerText()).toBe(hash);
    await expectAccessible(page, 'recording-stored');
  });
});

async function announce(page: Page): Promise<void> {
  const form = section(page, '登记音像记录');
  await form.getByRole('combobox', { name: '设备' }).selectOption('recorder-1');
  await form.getByRole('group', { name: '录制人员' }).getByLabel(bureau.officer.name).check();
  await form.getByLabel('现场检查（勘验）').check();
  await form.getByLabel('录制开始时间').fill(hoursAgo(3));
  await form.getByLabel('已录制完成').check();
  await form.getByLabel('录制完成时间').fill(hoursAgo(2));
  await form.getByLabel('意见及理由').fill('现场检查全程录制');
  await form.getByRole('button', { name: '登记音像记录' }).click();
  await section(page, '第 1 号 现场检查（勘验）：入库').waitFor();
}
