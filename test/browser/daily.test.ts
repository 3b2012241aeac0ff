import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import type { Page } from 'playwright-core';
import { articleTitle } from '../harness/article-title.js';
import { bureau } from './bureau.js';
import { openTask } from './case-steps.js';
import { expectAccessible, System, tabTo, visitAs } from './visit.js';

const TITLES = ['东关工地未设置围挡', '西关小区擅自改变承重结构', '南关车库违法分包'] as const;
const WORDS = '现场核实两次，事实清楚，写到一半';
const PHRASE = '经审查，事实清楚、证据充分';
const SETTLING_MS = 180_000;

let system: System;
const numbers: string[] = [];

/** An act of the signed-in person, without the page. */
async function post(page: Page, path: string, data: object): Promise<{ caseNumber: string }> {
  const { request } = page.context();
  const { csrfToken } = (await (await request.get('/api/session')).json()) as { csrfToken: string };
  const headers = { 'x-csrf-token': csrfToken, 'idempotency-key': randomBytes(12).toString('hex') };
  const answer = await request.post(path, { headers, data });
  if (!answer.ok()) throw new Error(`${path} ${String(answer.status())} ${await answer.text()}`);
  return (await answer.json()) as { caseNumber: string };
}

const startOf = (title: string, index: number) => ({
  title,
  cause: '巡查发现',
  party: { name: `华阴市（第${String(index + 1)}）建筑公司`, kind: 'organisation' },
  unit: 'inspection',
  people: { handlers: [bureau.officer.id, bureau.secondOfficer.id] },
  sourceOfCase: '日常巡查',
  suspectedProvision: '《建设工程安全生产管理条例》第三十条',
});
const taskOf = (number: string, part: string): string =>
  `${number}~case-initiation~initiation-form.${part}.1`;
const opinion = (page: Page) => page.getByLabel('意见及理由');

beforeAll(async () => {
  system = await System.open();
  const clerk = await visitAs(system, bureau.clerk);
  const officer = await visitAs(system, bureau.officer);
  const form = { causeOfInitiation: '未设置围挡', partyParticulars: '某建筑公司' };
  for (const [index, title] of TITLES.entries()) {
    const { caseNumber } = await post(clerk, '/api/cases', startOf(title, index));
    numbers.push(caseNumber);
    await post(officer, `/api/tasks/${taskOf(caseNumber, 'submit')}/decision`, {
      decision: 'submit',
      opinion: '建议启动',
      form,
    });
  }
}, SETTLING_MS);

afterAll(async () => {
  await system.close();
}, SETTLING_MS);

describe('page › 草稿', () => {
  test('typed and left › restored on another device, nothing sent; cleared when wanted', async () => {
    const page = await visitAs(system, bureau.unitHead);
    await openTask(page, TITLES[0]);
    await opinion(page).fill(WORDS);
    await page.getByText('草稿已于').waitFor();
    const elsewhere = await visitAs(system, bureau.unitHead);
    await openTask(elsewhere, TITLES[0]);
    await elsewhere.getByText('已恢复').waitFor();
    expect(await opinion(elsewhere).inputValue()).toBe(WORDS);
    await expectAccessible(elsewhere, 'draft-restored');
    await opinion(elsewhere).fill('另一台设备上接着写');
    await elsewhere.getByText('草稿已于').waitFor();
    await opinion(page).fill(`${WORDS}，这台也在写`);
    const notice = page.getByRole('alert').filter({ hasText: '另存了草稿，与本页不同' });
    await notice.waitFor();
    expect(await notice.innerText()).toContain('另一台设备上接着写');
    expect(await opinion(page).inputValue()).toBe(`${WORDS}，这台也在写`);
    await expectAccessible(page, 'draft-elsewhere');
    await notice.getByRole('button', { name: '采用另存的草稿' }).click();
    expect(await opinion(page).inputValue()).toBe('另一台设备上接着写');
    await page.getByRole('button', { name: '清除草稿' }).click();
    expect(await opinion(page).inputValue()).toBe('');
    await page.reload();
    await opinion(page).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await opinion(page).inputValue()).toBe('');
  });

  test('the network is away › kept in the window through a reload, and saved once it is back', async () => {
    const page = await visitAs(system, bureau.unitHead);
    await openTask(page, TITLES[1]);
    await page.route('**/draft', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await opinion(page).fill(WORDS);
    await page.getByText('草稿暂存在本窗口').waitFor();
    await page.reload();
    await page.getByText('已恢复').waitFor();
    expect(await opinion(page).inputValue()).toBe(WORDS);
    await page.unrouteAll();
    await page.evaluate("dispatchEvent(new Event('online'))");
    await opinion(page).press('End');
    await page.keyboard.type('，续');
    await page.getByText('草稿已于').waitFor();
    const place = `/api/tasks/${taskOf(numbers[1] ?? '', 'review')}/draft`;
    const kept = (await (await page.context().request.get(place)).json()) as {
      draft: { contents: { opinion: string } };
    };
    expect(kept.draft.contents.opinion).toBe(`${WORDS}，续`);
  });

  test('a start half written › is there again', async () => {
    const page = await visitAs(system, bureau.clerk, '/cases/new');
    await page.getByLabel('案件名称').fill('写到一半的案件');
    await page.getByText('草稿已于').waitFor();
    await page.goto('/');
    await page.goto('/cases/new');
    await page.getByText('已恢复').waitFor();
    expect(await page.getByLabel('案件名称').inputValue()).toBe('写到一半的案件');
    await expectAccessible(page, 'start-draft');
    await page.getByRole('button', { name: '清除草稿' }).click();
    expect(await page.getByLabel('案件名称').inputValue()).toBe('');
  });
});

describe('page › 常用意见', () => {
  test('none at first; written by the person, put where the cursor stands, by mouse and by keyboard', async () => {
    const page = await visitAs(system, bureau.unitHead);
    await openTask(page, TITLES[2]);
    expect(await opinion(page).inputValue()).toBe('');
    await page.getByText('常用意见（0）').click();
    await page.getByText('您还没有常用意见。').waitFor();
    await page.getByRole('button', { name: '管理常用意见' }).click();
    const dialog = page.getByRole('dialog');
    for (const words of [PHRASE, '请补充现场照片']) {
      await dialog.getByLabel('新增一条').fill(words);
      await dialog.getByRole('button', { name: '新增' }).click();
      await dialog.getByText(words, { exact: true }).waitFor();
    }
    await dialog.getByRole('button', { name: '上移 请补充现场照片' }).click();
    await dialog.getByRole('button', { name: '新增' }).click();
    await dialog.getByText('请填写常用意见。').waitFor();
    await expectAccessible(page, 'phrases-editor');
    await dialog
      .getByRole('button', { name: 'Close' })
      .or(dialog.getByRole('button', { name: '关闭' }))
      .click();
    await dialog.waitFor({ state: 'hidden' });
    const list = page.getByRole('list', { name: '常用意见' });
    expect(await list.getByRole('button').allInnerTexts()).toEqual(['请补充现场照片', PHRASE]);
    await opinion(page).fill('前后');
    await opinion(page).press('Home');
    await page.keyboard.press('ArrowRight');
    await list.getByRole('button', { name: PHRASE }).click();
    expect(await opinion(page).inputValue()).toBe(`前${PHRASE}后`);
    await page.keyboard.type('，');
    expect(await opinion(page).inputValue()).toBe(`前${PHRASE}，后`);
    await opinion(page).fill('');
    await tabTo(page, 'button', '请补充现场照片');
    await page.keyboard.press('Enter');
    expect(await opinion(page).inputValue()).toBe('请补充现场照片');
    await expectAccessible(page, 'phrases');
    await opinion(page).fill('');
  });
});

describe('page › 查找案件', () => {
  test('by party and end of the number › marked, in the address, exported; nothing found says what was sought', async () => {
    const page = await visitAs(system, bureau.clerk, '/cases');
    const search = page.getByRole('search');
    await search.getByLabel('查找').fill('东');
    await search.getByRole('button', { name: '查找' }).click();
    await page.getByText('请至少输入两个字或者两位数字。').waitFor();
    await search.getByLabel('查找').fill('西关 承重');
    await page.keyboard.press('Enter');
    await page.locator('mark', { hasText: '西关' }).waitFor();
    await page.getByRole('link', { name: TITLES[0] }).waitFor({ state: 'hidden' });
    expect(await page.locator('.card').count()).toBe(1);
    expect(decodeURIComponent(page.url())).toContain('q=西关');
    await expectAccessible(page, 'search-found');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出 Excel' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/案件-\d{4}-\d{2}-\d{2}\.xlsx$/);
    const rows = (await readSheet(readFileSync(await download.path()))) as unknown[][];
    expect(rows.map((row) => row[0])).toEqual(['案号', numbers[1]]);
    await search.getByLabel('查找').fill(numbers[2]?.slice(-4) ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: TITLES[2] }).waitFor();
    await search.getByLabel('查找').fill('不存在的公司');
    await page.keyboard.press('Enter');
    await page.getByText('没有找到案号、案件名称或者当事人中有“不存在的公司”的案件').waitFor();
    await expectAccessible(page, 'search-empty');
    await page.goBack();
  });
});

describe(`${articleTitle(36)} 批量同意`, () => {
  test('chosen by keyboard, one opinion typed › each has its own result; the list is exported', async () => {
    const page = await visitAs(system, bureau.unitHead);
    await page.getByRole('link', { name: TITLES[0] }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出 CSV' }).click(),
    ]);
    const rows = parse(readFileSync(await download.path()), { bom: true, columns: true });
    expect((rows as Record<string, string>[]).map((row) => row['案号']).sort()).toEqual([...numbers].sort());
    const bar = page.getByRole('group', { name: '批量同意' });
    await bar.getByRole('checkbox', { name: '全选本页可同意的' }).focus();
    await page.keyboard.press('Space');
    await bar.getByText('已选 3 项').waitFor();
    await expectAccessible(page, 'tasks-chosen');
    await tabTo(page, 'button', '批量同意…');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('意见及理由').waitFor();
    expect(await dialog.getByLabel('意见及理由').inputValue()).toBe('');
    await dialog.getByRole('button', { name: '同意 3 项' }).click();
    await dialog.getByText('请填写意见及理由。').waitFor();
    await dialog.getByLabel('意见及理由').fill('经审查，同意报批');
    await expectAccessible(page, 'agree-dialog');
    const clerk = await visitAs(system, bureau.clerk);
    await post(clerk, `/api/cases/${numbers[1] ?? ''}/remarks`, { text: '当事人提出异议' });
    await page.route('**/agreements', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { items: { id: string; state: string; record: unknown }[] };
      const items = body.items.map((one) =>
        one.id.startsWith(numbers[2] ?? '?') ? { ...one, state: 'pending', record: null } : one,
      );
      await route.fulfill({ status: 202, json: { items } });
    });
    await dialog.getByRole('button', { name: '同意 3 项' }).click();
    await dialog.getByText('已同意 1 项，未能办理 1 项，尚无结果 1 项。').waitFor();
    await dialog.getByText('又有更正或者备注').waitFor();
    await expectAccessible(page, 'agree-results');
    await page.unrouteAll();
    await dialog.getByRole('button', { name: '重试未成功的 1 项' }).click();
    await dialog.getByText('已同意 2 项，未能办理 1 项。').waitFor();
    await dialog.getByRole('button', { name: '关闭', exact: true }).last().click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: TITLES[0] }).waitFor({ state: 'hidden' });
    expect(await page.locator('.card').count()).toBe(1);
    const leader = await visitAs(system, bureau.agencyHead);
    await leader.getByRole('link', { name: TITLES[2] }).waitFor();
  });
});

describe('page › 我的通知', () => {
  test('which letter asks what of which case; by state and kind, in the address', async () => {
    const page = await visitAs(system, bureau.unitHead, '/letters');
    await page.getByRole('link', { name: `待办通知：${TITLES[0]}` }).waitFor();
    await expectAccessible(page, 'letters-filtered');
    await page.getByRole('combobox', { name: '种类' }).selectOption('urged');
    await page.getByText('没有符合条件的邮件。').waitFor();
    expect(page.url()).toContain('template=urged');
    await page.getByRole('combobox', { name: '种类' }).selectOption('assigned');
    await page.getByRole('link', { name: `待办通知：${TITLES[1]}` }).click();
    await page.waitForURL(/\/tasks\//);
  });
});
