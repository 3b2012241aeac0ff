import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { articleTitle } from '../harness/article-title.js';
import { bureau } from './bureau.js';
import { answer, openTask, startEmergency } from './case-steps.js';
import { endSession, expectAccessible, newVisit, signIn, System, visitAs } from './visit.js';

const FIRST = '某酒店擅自变更消防通道';
const SECOND = '某工地围挡擅自拆除';
const WORDS = '现场核实两次，写到一半的意见';
const SETTLING_MS = 180_000;

let system: System;

beforeAll(async () => {
  system = await System.open();
  const clerk = await visitAs(system, bureau.clerk);
  await startEmergency(clerk, FIRST);
  await startEmergency(clerk, SECOND);
}, SETTLING_MS);

afterAll(async () => {
  await system.close();
}, SETTLING_MS);

/** Somebody at a case's task, with an opinion half written. */
async function typing(member: Parameters<typeof visitAs>[1], title: string): Promise<Page> {
  const page = await visitAs(system, member);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openTask(page, title);
  await page.getByLabel('意见及理由').fill(WORDS);
  return page;
}

const opinion = (page: Page) => page.getByLabel('意见及理由');
const alert = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words });

/** Nothing is read any more, as on a line that only lets answers through. */
const stopReading = (page: Page) =>
  page.route('**/api/**', (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()));

async function expectKept(page: Page, name: string): Promise<void> {
  expect(await opinion(page).inputValue()).toBe(WORDS);
  expect(await opinion(page).isDisabled()).toBe(true);
  expect(await page.locator('.answers button:enabled').count()).toBe(0);
  await page.getByRole('button', { name: '复制意见' }).click();
  await page.getByText('已复制').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(WORDS);
  await expectAccessible(page, name);
}

describe(`${articleTitle(36)} 正在填写意见，本环节已不能由本人办理`, () => {
  test('another 承办人 files it meanwhile › the words stay, with who and when, to be copied', async () => {
    const page = await typing(bureau.officer, FIRST);
    const colleague = await visitAs(system, bureau.secondOfficer);
    await openTask(colleague, FIRST);
    await answer(colleague, '提交', '建议启动程序');
    await colleague.getByText('紧急启动的补报已计入 24 小时，不能撤回；需要修改的，请审核人退回。').waitFor();
    const notice = alert(page, '您的意见未提交。');
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(/本环节已由李承办于\d{4}年.+办理（提交），您的意见未提交。/);
    await expectKept(page, 'typed-decided-elsewhere');
  });

  test('he answers before he hears of it › the refusal is beside the button and the words stay', async () => {
    const page = await typing(bureau.officer, SECOND);
    await stopReading(page);
    const colleague = await visitAs(system, bureau.secondOfficer);
    await openTask(colleague, SECOND);
    await answer(colleague, '提交', '建议启动程序');
    await colleague.getByRole('status').filter({ hasText: '记录在案' }).waitFor();
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await alert(page, '本环节已由李承办于').waitFor();
    expect(await opinion(page).inputValue()).toBe(WORDS);
    await page.unrouteAll();
    await alert(page, '您的意见未提交。').waitFor();
    await expectKept(page, 'typed-refused');
  });

  test('another person signs in in a second tab › the words stay and go to nobody', async () => {
    const page = await typing(bureau.unitHead, SECOND);
    await stopReading(page);
    await endSession(page);
    const tab = await page.context().newPage();
    await tab.goto('/');
    await signIn(tab, bureau.clerk);
    await page.unrouteAll();
    await alert(page, '本浏览器已改由周内勤登录，您的意见未提交。').waitFor();
    await expectKept(page, 'typed-by-another');
  });
});

describe('page › 附件', () => {
  test('a file is refused › it stays with its reason, and sending without it is asked first', async () => {
    const page = await typing(bureau.unitHead, FIRST);
    await page.getByLabel('选择附件').setInputFiles({
      name: '工具.exe',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('MZ\u0090\u0000\u0003'),
    });
    await page.getByText('没有上传：').waitFor();
    await expectAccessible(page, 'file-refused');
    await page.getByRole('button', { name: '退回', exact: true }).click();
    const question = page.getByRole('dialog').filter({ hasText: '有 1 个文件没有上传，仍要提交？' });
    await question.getByRole('button', { name: '返回处理' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(await page.getByText('没有上传：').count()).toBe(1);
    await page.getByRole('button', { name: '移除 工具.exe' }).click();
    await page.getByRole('button', { name: '退回', exact: true }).click();
    await page.getByRole('status').filter({ hasText: '记录在案' }).waitFor();
  });
});

describe('page › 意见', () => {
  test('longer than a record takes › said at the field, and nothing is lost', async () => {
    const page = await newVisit(system);
    await page.goto('/');
    await signIn(page, bureau.secondOfficer);
    await openTask(page, FIRST);
    await opinion(page).fill('长'.repeat(8_001));
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText('意见及理由不得超过 8000 个字，现为 8001 个字。').waitFor();
    expect((await opinion(page).inputValue()).length).toBe(8_001);
  });
});
