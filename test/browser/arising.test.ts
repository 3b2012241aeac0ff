import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { articleTitle } from '../harness/article-title.js';
import { bureau } from './bureau.js';
import { answer, answerAndConfirm, openTask } from './case-steps.js';
import { expectAccessible, System, visitAs } from './visit.js';

const COMPLAINT = '夜间施工扰民';
const INSPECTION = '在建工地日常检查';

let system: System;
let clerk: Page;
let officer: Page;

beforeAll(async () => {
  system = await System.open();
  clerk = await visitAs(system, bureau.clerk, '/matters/new');
  officer = await visitAs(system, bureau.officer, '/matters/new');
}, 180_000);
afterAll(() => system.close());

/** Title, unit and officer of a matter to be registered. */
async function register(page: Page, procedure: string, title: string): Promise<void> {
  await page.getByRole('combobox', { name: '登记的事项' }).selectOption(procedure);
  await page.getByLabel('标题').fill(title);
  await page.getByRole('combobox', { name: '承办机构' }).selectOption('inspection');
  for (const member of [bureau.officer, bureau.secondOfficer])
    await page.getByRole('group', { name: '承办人' }).getByLabel(member.name).check();
}

/** Sends a form and returns the number of the matter it leads to. */
async function sent(page: Page, button: string): Promise<string> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL(/\/cases\/[A-Z]+-\d{4}-\d+$/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

describe(`${articleTitle(10)} 由投诉举报启动案件`, () => {
  let complaint = '';

  test('the link on the complaint › its number is filled in; found again by its title', async () => {
    await register(clerk, 'complaint', COMPLAINT);
    await clerk.getByLabel('接到时间').fill('2026-11-20T10:00');
    await clerk.getByLabel('匿名', { exact: true }).check();
    await clerk.getByLabel('投诉、举报内容').fill('连续三夜施工至凌晨');
    await clerk.getByLabel('意见及理由').fill('予以登记');
    complaint = await sent(clerk, '登记');
    await clerk.getByRole('link', { name: '由此启动案件' }).click();
    const origin = clerk.getByLabel('引起本案的投诉举报、申请或者行政检查');
    expect(await origin.inputValue()).toBe(complaint);
    await clerk.getByRole('status').filter({ hasText: COMPLAINT }).waitFor();
    await origin.fill('夜间施工');
    await clerk.getByRole('button', { name: `选用 ${complaint}` }).click();
    expect(await origin.inputValue()).toBe(complaint);
    await expectAccessible(clerk, 'start-from-complaint');
  });

  test('the case is started › the case and the complaint name each other', async () => {
    await clerk.getByLabel('案件名称').fill('某公司夜间违法施工');
    await clerk.getByLabel('启动原因').fill('经核查投诉属实');
    await clerk.getByLabel('案件来源').fill('投诉举报');
    await clerk.getByLabel('涉嫌违反的规定').fill('《中华人民共和国噪声污染防治法》第四十三条');
    await clerk.getByLabel('名称（必填）', { exact: true }).fill('华阴市某建设公司');
    await clerk.getByRole('combobox', { name: '承办机构' }).selectOption('inspection');
    for (const member of [bureau.officer, bureau.secondOfficer])
      await clerk.getByRole('group', { name: '承办人' }).getByLabel(member.name).check();
    const number = await sent(clerk, '启动');
    await clerk.getByRole('link', { name: `${complaint} ${COMPLAINT}` }).click();
    await clerk.getByRole('link', { name: `${number} 某公司夜间违法施工` }).waitFor();
    await expectAccessible(clerk, 'complaint-with-case');
  });
});

describe(`${articleTitle(22)} 在行政检查中送达文书`, () => {
  test('before any document is made › the service says what it waits for', async () => {
    await register(officer, 'inspection', INSPECTION);
    await officer.getByLabel('检查对象（必填）', { exact: true }).fill('某建设公司');
    await officer.getByLabel('检查依据').fill('建设工程质量管理条例第四十三条');
    await officer.getByLabel('检查事项').fill('施工许可');
    await officer.getByLabel('拟检查时间').fill('2026-11-25T09:00');
    await officer.getByLabel('意见及理由').fill('请批准检查');
    const number = await sent(officer, '登记');
    await officer.getByText(/另有 \d+ 种程序条件尚不具备/).click();
    await officer.getByText('启动：送达').click();
    await officer.getByText('送达的文书（卷内、登记簿中尚无可选的）').waitFor();
    expect(number).toMatch(/^[A-Z]+I-/);
  });

  test('the notice is made › chosen by name with its recipient; served directly, with its conditions said before', async () => {
    for (const member of [bureau.unitHead, bureau.agencyHead]) {
      const page = await visitAs(system, member);
      await openTask(page, INSPECTION);
      await answerAndConfirm(page, '同意', '同意检查');
      await page.getByRole('status').filter({ hasText: '记录在案' }).waitFor();
      await page.close();
    }
    const number = new URL(officer.url()).pathname.split('/').at(-1) ?? '';
    await openTask(officer, INSPECTION);
    expect(await officer.getByLabel('检查对象（必填）', { exact: true }).inputValue()).toBe('某建设公司');
    await officer.getByLabel('检查时间').fill('2026-11-25T09:00');
    await officer.getByRole('group', { name: '检查人员' }).getByLabel(bureau.officer.name).check();
    await officer.getByRole('group', { name: '检查人员' }).getByLabel(bureau.secondOfficer.name).check();
    await answer(officer, '提交', '通知检查对象');
    await officer.getByRole('status').filter({ hasText: '记录在案' }).waitFor();
    await officer.goto(`/cases/${number}`);
    await officer.getByText('启动：送达').click();
    await officer.getByLabel('送达的文书（必填）').selectOption({ label: '《行政检查通知书》' });
    const recipient = officer.getByLabel('受送达人（必填）', { exact: true });
    expect(await recipient.inputValue()).toBe('某建设公司');
    expect(await officer.getByLabel('作出该文书的程序').inputValue()).toBe('inspection');
    await officer.getByLabel('法人或者其他组织').check();
    await officer.getByLabel('有住所', { exact: true }).check();
    await officer.getByLabel('送达地址').fill('华阴市某路一号');
    await officer.getByLabel('直接送达', { exact: true }).check();
    await officer.getByLabel('意见及理由').fill('请予送达');
    await expectAccessible(officer, 'service-order');
    await officer.getByRole('button', { name: '启动', exact: true }).click();
    await officer.getByText('送达《行政检查通知书》（第 1 当事人）：填报文书').click();
    await officer.getByText('《送达回证（直接送达）》', { exact: true }).click();
    await officer.getByText(/提交时核对的条件/).click();
    await officer.getByText(/送达时间已载明，且不晚于现在（第二十二条）/).waitFor();
    await expectAccessible(officer, 'proof-of-service');
  });
});
