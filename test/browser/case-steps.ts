import type { Page } from 'playwright-core';
import { toField } from '../../src/api/web/format.js';
import { bureau } from './bureau.js';

const HOUR_MS = 3_600_000;

/** A moment so many hours ago, as the field of the form takes it. */
export const hoursAgo = (hours: number): string => toField(Date.now() - hours * HOUR_MS);

/** How long ago an emergency of these tests began. */
export const STARTED_HOURS_AGO = 2;

/** Fills the page 启动案件 for an emergency that began two hours ago, and sends it. Returns the case's number. */
export async function startEmergency(page: Page, title: string): Promise<string> {
  await page.getByRole('navigation').getByRole('link', { name: '启动案件' }).click();
  await page.getByLabel('情况紧急，先启动后补报').check();
  await page.getByLabel('案件名称').fill(title);
  await page.getByLabel('启动原因').fill('巡查发现未取得施工许可证擅自施工，脚手架随时可能坍塌');
  await page.getByLabel('案件来源').fill('巡查发现');
  await page.getByLabel('涉嫌违反的规定').fill('《中华人民共和国建筑法》第七条');
  await page.getByLabel('名称（必填）', { exact: true }).fill('华阴市某建设公司');
  await page.getByRole('combobox', { name: '承办机构' }).selectOption('inspection');
  for (const group of ['承办人', '实施紧急启动的执法人员']) {
    const people = page.getByRole('group', { name: group });
    await people.getByLabel(bureau.officer.name).check();
    await people.getByLabel(bureau.secondOfficer.name).check();
  }
  await page.getByLabel('实际启动时间').fill(hoursAgo(STARTED_HOURS_AGO));
  await page.getByLabel('情况紧急的理由').fill('脚手架连墙件缺失，危及下方道路行人');
  await page.getByLabel('已采取的措施').fill('责令停止施工\n设置警戒线');
  await page.getByRole('button', { name: '紧急启动' }).click();
  await page.waitForURL(/\/cases\/[A-Z]+-\d{4}-\w+$/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Fills what the form of a task still lacks and the opinion, and presses the answer. */
export async function answer(page: Page, button: string, opinion: string): Promise<void> {
  for (const [label, words] of Object.entries({
    启动原因: '巡查发现未取得施工许可证擅自施工',
    当事人基本情况: '华阴市某建设公司，统一社会信用代码 91610582MA6Y000000',
  })) {
    const field = page.getByRole('textbox', { name: label });
    if ((await field.count()) > 0 && (await field.inputValue()) === '') await field.fill(words);
  }
  await page.getByLabel('意见及理由').fill(opinion);
  await page.getByRole('button', { name: button, exact: true }).click();
}

/** The same, with the question that 同意 and 不同意 ask. */
export async function answerAndConfirm(page: Page, button: string, opinion: string): Promise<void> {
  await answer(page, button, opinion);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `确认${button}` })
    .click();
}

/** Opens a case's task from 我的任务. */
export async function openTask(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: '我的任务' }).click();
  await page.getByRole('link', { name: title }).click();
  await page.getByLabel('意见及理由').waitFor();
}
