import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { articleTitle } from '../harness/article-title.js';
import { bureau } from './bureau.js';
import { answer, hoursAgo, openTask, startEmergency } from './case-steps.js';
import { endSession, expectAccessible, linkTo, newVisit, signIn, System, tabTo, visitAs } from './visit.js';

const TITLE = '某物业公司擅自改变承重结构';
const SETTLING_MS = 180_000;

let system: System;
let clerk: Page;
let number = '';

beforeAll(async () => {
  system = await System.open();
  clerk = await visitAs(system, bureau.clerk);
  number = await startEmergency(clerk, TITLE);
}, SETTLING_MS);

afterAll(async () => {
  await system.close();
}, SETTLING_MS);

describe('page › signing in', () => {
  test('a wrong password › one sentence, the name kept, nobody signed in', async () => {
    const page = await newVisit(system);
    await page.goto('/cases');
    await expectAccessible(page, 'sign-in');
    await page.getByLabel('登录名').fill(bureau.clerk.id);
    await page.getByLabel('密码').fill('not the password');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('登录名').inputValue()).toBe(bureau.clerk.id);
    await page.getByLabel('密码').waitFor();
    await signIn(page, bureau.clerk);
    await page.getByRole('heading', { level: 1, name: '案件' }).waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { level: 1, name: '登录' }).waitFor();
  });

  test('the session ends while something is typed › signing in again keeps it', async () => {
    const page = await visitAs(system, bureau.officer);
    await openTask(page, TITLE);
    await page.getByLabel('意见及理由').fill('写到一半的意见');
    await endSession(page);
    await page.getByRole('button', { name: '提交', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('您在本页填写的内容仍然保留').waitFor();
    await dialog.getByLabel('登录名').fill(bureau.officer.id);
    await dialog.getByLabel('密码').fill('a long enough password');
    await dialog.getByRole('button', { name: '登录' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByLabel('意见及理由').inputValue()).toBe('写到一半的意见');
    await page.getByText('请先登录').waitFor({ state: 'hidden' });
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

describe('page › a link that is not mine', () => {
  test('another person opens it › refused; the owner, after one cut off, can use it', async () => {
    const link = await linkTo(system, bureau.officer);
    const stranger = await newVisit(system);
    await stranger.goto(link);
    await signIn(stranger, bureau.agencyHead);
    await stranger.getByRole('alert').filter({ hasText: '该链接不是发给您的' }).waitFor();
    await expectAccessible(stranger, 'link-refused');
    const owner = await newVisit(system);
    await owner.goto('/t#garbage');
    await signIn(owner, bureau.officer);
    await owner.getByRole('alert').filter({ hasText: '链接不完整，请从邮件中完整复制' }).waitFor();
    await owner.getByRole('button', { name: '退出' }).click();
    await owner.getByRole('heading', { level: 1, name: '登录' }).waitFor();
    await owner.goto(link);
    await signIn(owner, bureau.officer);
    await owner.waitForURL(/\/tasks\//);
  });
});

describe(`${articleTitle(9)} 启动案件，填写有误或者断网`, () => {
  test('an empty form › each field says what is missing and the first has the focus', async () => {
    const page = await visitAs(system, bureau.clerk, '/cases/new');
    await page.getByRole('button', { name: '启动', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('案件名称').evaluate((field) => field.matches(':focus'))).toBe(true);
    expect(await page.locator('.field-error').allInnerTexts()).toEqual([
      '请填写案件名称。',
      '请填写启动原因。',
      '请填写案件来源。',
      '请填写涉嫌违反的规定。',
      '请填写名称。',
      '请选择承办机构，再选择两名以上承办人。',
    ]);
    await expectAccessible(page, 'start-errors');
  });

  test('one officer, tomorrow, without a reason › all of it is said, nothing is sent', async () => {
    const page = await visitAs(system, bureau.clerk, '/cases/new');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    await page.getByLabel('情况紧急，先启动后补报').check();
    await page.getByLabel('案件名称').fill('超'.repeat(201));
    await page.getByRole('combobox', { name: '承办机构' }).selectOption('inspection');
    const officers = page.getByRole('group', { name: '实施紧急启动的执法人员' });
    await officers.getByLabel(bureau.officer.name).check();
    await page.getByLabel('实际启动时间').fill(hoursAgo(-24));
    await page.getByRole('button', { name: '紧急启动' }).click();
    const said = await page.locator('.field-error').allInnerTexts();
    expect(said).toEqual(
      expect.arrayContaining([
        '案件名称不得超过 200 个字，现为 201 个字。',
        '请选择承办人，不少于两人。',
        '实际启动时间不得晚于现在。',
        '请填写情况紧急的理由。',
        '请选择实施紧急启动的执法人员，不少于两人。',
      ]),
    );
    expect(sent).toEqual([]);
    await page.getByLabel('案件名称').fill('某工地');
    expect(await page.getByText('案件名称不得超过').count()).toBe(0);
  });

  test('a fault of the system › its number is shown and can be copied', async () => {
    const page = await visitAs(system, bureau.clerk, `/cases/${number}`);
    await page.route('**/remarks', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'internal', detail: '系统出现故障', article: null, incident: 'f-123' }),
      }),
    );
    await page.getByText('备注', { exact: true }).click();
    await page.getByLabel('备注内容').fill('写了的备注');
    await page.getByRole('button', { name: '确定备注' }).click();
    const alert = page.getByRole('alert').filter({ hasText: '故障编号 f-123' });
    await alert.getByRole('button', { name: '复制编号' }).click();
    await alert.getByText('已复制').waitFor();
    expect(await page.getByLabel('备注内容').inputValue()).toBe('写了的备注');
  });

  test('the network is away › a sentence, nothing lost, and the same act again is done once', async () => {
    const page = await visitAs(system, bureau.clerk);
    await page.goto(`/cases/${number}`);
    await page.getByText('备注', { exact: true }).click();
    await page.getByLabel('备注内容').fill('断网时写的备注');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: '确定备注' }).click();
    await page.getByText('现在连不上服务器').first().waitFor();
    await page.context().setOffline(false);
    expect(await page.getByLabel('备注内容').inputValue()).toBe('断网时写的备注');
    await page.getByRole('button', { name: '确定备注' }).click();
    await page.getByRole('status').filter({ hasText: '记录在案' }).waitFor();
    const written = page.locator('.timeline').getByText('断网时写的备注');
    await written.first().waitFor();
    expect(await written.count()).toBe(1);
  });
});

describe(`${articleTitle(36)} 只用键盘办理`, () => {
  test('from the list to the confirmed answer › no pointer is needed', async () => {
    const officer = await visitAs(system, bureau.officer);
    await openTask(officer, TITLE);
    await answer(officer, '提交', '建议启动程序');
    await officer.getByRole('status').filter({ hasText: '记录在案' }).waitFor();
    const head = await visitAs(system, bureau.unitHead);
    await tabTo(head, 'link', TITLE);
    await head.keyboard.press('Enter');
    await head.getByLabel('意见及理由').waitFor();
    expect(await head.locator('h1').evaluate((heading) => heading.matches(':focus'))).toBe(true);
    await tabTo(head, 'textbox', '意见及理由');
    await head.keyboard.type('事实清楚，同意报批');
    await tabTo(head, 'button', '同意', true);
    await head.keyboard.press('Enter');
    await tabTo(head, 'button', '确认同意');
    await head.keyboard.press('Enter');
    await head.getByRole('status').filter({ hasText: '记录在案' }).waitFor();
  });
});

describe(`${articleTitle(35)} 更正`, () => {
  test('a record is corrected › both versions are shown, with who and why', async () => {
    const page = await visitAs(system, bureau.clerk, `/cases/${number}`);
    await page.getByRole('button', { name: '更正第 1 号记录' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('案件来源').fill('群众举报');
    await dialog.getByLabel('更正理由').fill('来源登记有误');
    await dialog.getByRole('button', { name: '提交更正' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const record = page.locator('.entry').first();
    await record.getByText('更正理由：来源登记有误').waitFor();
    const words = await record.innerText();
    expect(words.indexOf('巡查发现')).toBeGreaterThan(-1);
    expect(words.indexOf('群众举报')).toBeGreaterThan(words.indexOf('更正后'));
    await expectAccessible(page, 'case-corrected');
  });

  test('a record of another, whom one may not correct › 更正 is not offered', async () => {
    const page = await visitAs(system, bureau.officer, `/cases/${number}`);
    await page.locator('.entry').first().waitFor();
    expect(await page.getByRole('button', { name: '更正第 1 号记录' }).count()).toBe(0);
  });
});

describe('page › 访问令牌', () => {
  test('a token is applied for › shown this once, listed from then on, gone once revoked', async () => {
    const page = await visitAs(system, bureau.clerk);
    await page.getByRole('link', { name: '访问令牌' }).click();
    await page.getByText('您没有有效的访问令牌。').waitFor();
    await page.getByRole('button', { name: '申请', exact: true }).click();
    await page.getByText('请填写用途。').waitFor();
    await page.getByLabel('用途').fill('台账程序');
    await page.getByLabel('有效天数').fill('30');
    await page.getByRole('button', { name: '申请', exact: true }).click();
    const token = await page.locator('.token').innerText();
    const asItself = { headers: { authorization: `Bearer ${token}` } };
    const url = `${system.parts.url}/api/tasks`;
    expect((await fetch(url, asItself)).status).toBe(200);
    await expectAccessible(page, 'tokens');
    await page.reload();
    await page.getByText('尚未使用').or(page.getByText('最近使用')).waitFor();
    expect(await page.getByText(token).count()).toBe(0);
    await page.getByRole('button', { name: '废止 台账程序' }).click();
    await page.getByText('您没有有效的访问令牌。').waitFor();
    expect((await fetch(url, asItself)).status).toBe(401);
  });
});

describe('page › every page at 360 px and by axe', () => {
  const pages = {
    'my-tasks': '/',
    cases: '/cases',
    'cases-empty': '/cases?late=true',
    case: () => `/cases/${number}`,
    letters: '/letters',
    start: '/cases/new',
    'not-found': '/nowhere',
    'case-unknown': '/cases/HY-1999-0001',
  };
  test.each(Object.entries(pages))('%s', async (name, path) => {
    await clerk.goto(typeof path === 'string' ? path : path());
    await clerk.waitForLoadState('networkidle');
    await expectAccessible(clerk, name);
  });
});
