import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { personColumns } from '../../src/api/register-table.js';
import { articleTitle } from '../harness/article-title.js';
import { bureau, PASSWORD } from './bureau.js';
import { expectAccessible, newVisit, System, tabTo, visitAs } from './visit.js';

const SETTLING_MS = 180_000;
const LETTER_WITHIN_MS = 45_000;
const NEW_PASSWORD = '华阴的秋天有很多银杏';
const title = (rest: string) => `${articleTitle(33)} 人员和机构 › ${rest}`;

let system: System;
let page: Page;

beforeAll(async () => {
  system = await System.open();
  page = await visitAs(system, bureau.administrator);
}, SETTLING_MS);

afterAll(async () => {
  await system.close();
}, SETTLING_MS);

/** The link to set a password in the newest letter to this address, waited for. */
async function invitationTo(address: string, after = ''): Promise<string> {
  const until = Date.now() + LETTER_WITHIN_MS;
  for (;;) {
    const own = (await system.parts.letters()).filter((letter) =>
      letter.to.some((one) => one.address === address),
    );
    const links = own.flatMap((letter) => /https?:\/\/\S+\/password#[\w-]+/.exec(letter.text)?.[0] ?? []);
    const newest = links.at(-1);
    if (newest !== undefined && newest !== after) return newest;
    if (Date.now() > until) throw new Error(`no invitation to ${address}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

const heading = (name: string, exact = true) =>
  page.getByRole('heading', { level: 1, name, exact }).waitFor();

/** A file of people. */
const fileOf = (...rows: string[]) => ({
  name: '人员.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([Object.values(personColumns).join(','), ...rows].join('\r\n'), 'utf8'),
});

describe(title('an administrator registers somebody, who sets his password'), () => {
  test('the list › everybody, found by words and by post; accessible', async () => {
    await page.getByRole('link', { name: '人员和机构' }).click();
    await heading('人员');
    await page.getByText('张承办').waitFor();
    await expectAccessible(page, 'people');
    await page.getByLabel('姓名、编号、邮箱或者证件号').fill('leader');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByText('共 1 人').waitFor();
    expect(page.url()).toContain('q=leader');
    await page.getByLabel('姓名、编号、邮箱或者证件号').fill('nobody');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByText('没有符合条件的人员。').waitFor();
  });

  test('an empty form › what is missing is said, the first has the focus; what the server finds stands at its field', async () => {
    await page.goto('/people/new');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    expect(await page.getByLabel('人员编号').evaluate((field) => field.matches(':focus'))).toBe(true);
    expect(await page.locator('.field-error').allInnerTexts()).toHaveLength(3);
    await page.getByLabel('人员编号').fill('new-1');
    await page.getByLabel('姓名').fill('郑新人');
    await page.getByLabel('电子邮箱').fill(`${bureau.clerk.id}@bureau.test`);
    await page.getByRole('combobox', { name: '职务' }).selectOption('officer');
    await page.getByRole('combobox', { name: '科室' }).selectOption('inspection');
    await page.getByLabel('任职日期').fill('2026-01-01');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.locator('.field-error').filter({ hasText: '该邮箱已由周内勤（clerk-1）使用' }).waitFor();
    await expectAccessible(page, 'new-person-errors');
    await page.getByLabel('电子邮箱').fill('new-1@bureau.test');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await heading('郑新人');
    await page.getByText('没有在有效期内的执法证件', { exact: false }).first().waitFor();
    await page.getByText('尚未设置密码，不能登录').waitFor();
    await expectAccessible(page, 'person');
  });

  test('the link in the letter › two that differ, too short, then right; used up; he signs in', async () => {
    const link = await invitationTo('new-1@bureau.test');
    const own = await newVisit(system);
    await own.goto(link);
    await own.getByText('登录名 new-1').waitFor();
    await expectAccessible(own, 'set-password');
    await own.getByLabel('新密码', { exact: false }).first().fill('short');
    await own.getByRole('button', { name: '设置密码' }).click();
    expect(await own.locator('.field-error').allInnerTexts()).toEqual([
      '密码至少 12 个字符。',
      '两次填写的密码不一致。',
    ]);
    const fill = async (password: string) => {
      await own.getByLabel('新密码', { exact: false }).first().fill(password);
      await own.getByLabel('再次填写新密码').fill(password);
      await own.getByRole('button', { name: '设置密码' }).click();
    };
    await fill('new-1@bureau.test');
    await own.locator('.field-error').filter({ hasText: '不能由本人的登录名' }).waitFor();
    await fill(`${NEW_PASSWORD}第二遍`);
    await own.getByRole('status').filter({ hasText: '密码已设置' }).waitFor();
    await own.getByRole('link', { name: '已有密码，去登录' }).click();
    await own.getByLabel('登录名').fill('new-1');
    await own.getByLabel('密码').fill(`${NEW_PASSWORD}第二遍`);
    await own.getByRole('button', { name: '登录' }).click();
    await own.getByRole('button', { name: '退出' }).waitFor();
    await own.goto(link);
    await own.getByRole('alert').filter({ hasText: '链接已失效或者已使用' }).waitFor();
  });

  test('a certificate added, the post ended by its day › on his page with who and when', async () => {
    await page.goto('/people/new-1');
    await tabTo(page, 'button', '变更登记');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '增加证件' }).click();
    await page.getByLabel('证件号码').fill('陕E-000777');
    await page.getByLabel('有效期自').fill('2026-01-01');
    await page.getByLabel('有效期至').fill('2030-12-31');
    await page.getByLabel('终止日期（行政执法人员）').fill('2099-12-31');
    await expectAccessible(page, 'person-change');
    await page.getByRole('button', { name: '保存变更' }).click();
    await page.getByRole('status').filter({ hasText: '变更已登记并生效' }).waitFor();
    await page.getByText('执法证件 陕E-000777').waitFor();
    const history = page.getByRole('region', { name: '变更记录' });
    await history.getByText('证件：陕E-000777', { exact: false }).waitFor();
    await history.getByText('蒋管理', { exact: false }).first().waitFor();
    await expectAccessible(page, 'person-history');
  });

  test('another changes him meanwhile › said by whom and when, what is typed stays until it is given up', async () => {
    await page.goto('/people/new-1');
    await page.getByRole('button', { name: '变更登记' }).click();
    const other = await visitAs(system, bureau.secondAdministrator, '/people/new-1');
    await other.getByRole('button', { name: '变更登记' }).click();
    await other.getByLabel('姓名').fill('郑改名');
    await other.getByRole('button', { name: '保存变更' }).click();
    await other.getByRole('status').filter({ hasText: '变更已登记' }).waitFor();
    await page.getByLabel('姓名').fill('郑写到一半');
    await page.getByRole('button', { name: '保存变更' }).click();
    await page.getByRole('alert').filter({ hasText: '已由许管理于' }).waitFor();
    expect(await page.getByLabel('姓名').inputValue()).toBe('郑写到一半');
    await page.getByRole('button', { name: '放弃本次填写，读取最新内容' }).click();
    await page.waitForFunction("document.querySelector('form input')?.value === '郑改名'");
  });

  test('his own page › his posts are for another to change', async () => {
    await page.goto(`/people/${bureau.administrator.id}`);
    await page.getByRole('button', { name: '变更登记' }).click();
    await page.getByText('本人的职务、证件和在岗状态由另一名系统管理人员变更。').waitFor();
    expect(await page.getByRole('button', { name: '增加职务' }).count()).toBe(0);
  });
});

describe(title('import'), () => {
  test('a file with faults › each at its row, nothing can be imported; mended › imported, nothing left to do', async () => {
    await page.goto('/people/import');
    const choose = page.getByLabel('CSV 或者 XLSX 文件', { exact: false });
    const good = 'import-1,何导入,import-1@bureau.test,是,内勤,建设执法科,2026-01-01,,,,,';
    await choose.setInputFiles(fileOf(good, 'import-2,,x,,局长助理,,2026-13-01,,,,,'));
    await page.getByText('新增 1 行，变更 0 行，无变化 0 行，有误 1 行。').waitFor();
    expect(await page.locator('.field-error').allInnerTexts()).toEqual(
      expect.arrayContaining(['职务：没有“局长助理”这个职务', '姓名：请填写名称']),
    );
    expect(await page.getByRole('button', { name: '导入', exact: false }).count()).toBe(0);
    await expectAccessible(page, 'import-errors');
    await choose.setInputFiles(fileOf(good));
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByRole('status').filter({ hasText: '已导入：共变更 1 项' }).waitFor();
    await choose.setInputFiles(fileOf(good));
    await page.getByText('文件与现有登记一致，没有需要导入的内容。').waitFor();
    await expectAccessible(page, 'import-nothing');
  });

  test('what is no table › one sentence', async () => {
    await page.goto('/people/import');
    const choose = page.getByLabel('CSV 或者 XLSX 文件', { exact: false });
    await choose.setInputFiles({ name: 'x.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK..') });
    await page.getByText('文件已损坏或者已加密', { exact: false }).waitFor();
  });
});

describe(title('units and reminders'), () => {
  test('a unit › registered, renamed; one with people in it › not closed', async () => {
    await page.goto('/units');
    await page.getByLabel('机构编号').fill('planning');
    await page.getByLabel('机构名称').fill('规划科');
    await page.getByRole('combobox', { name: '机构类别' }).selectOption('handlingUnit');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('status').filter({ hasText: '机构已登记' }).waitFor();
    await page.getByRole('button', { name: '变更 建设执法科' }).click();
    await page.getByLabel('在用').uncheck();
    await page.getByRole('button', { name: '保存变更' }).click();
    await page.locator('.field-error').filter({ hasText: '人在该机构任职' }).waitFor();
    await expectAccessible(page, 'units');
  });

  test('reminders › bounds shown; beyond them › said at the field; within › in force, by whom', async () => {
    await page.goto('/reminders');
    await page.getByRole('button', { name: '设置 紧急启动补报' }).click();
    const field = page.getByLabel('紧急启动补报：起算后第几小时提醒');
    await field.fill('6、24');
    await page.getByRole('button', { name: '设置', exact: true }).click();
    await page.locator('.field-error').filter({ hasText: '1 至 23 的整数小时' }).waitFor();
    await expectAccessible(page, 'reminders');
    await field.fill('6，22');
    await page.getByRole('button', { name: '设置', exact: true }).click();
    await page.getByText('现行：起算后第 6、22 小时').waitFor();
    await page.getByText('现行：起算后第 5 个工作日').first().waitFor();
    await page.getByText('由蒋管理于', { exact: false }).waitFor();
  });

  test('a clerk › sees the register and changes nothing; an officer › has no door to it', async () => {
    const clerk = await visitAs(system, bureau.clerk, '/people');
    await clerk.getByText('郑改名').waitFor();
    expect(await clerk.getByRole('link', { name: '登记人员' }).count()).toBe(0);
    await clerk.goto('/people/new-1');
    await clerk.getByRole('heading', { name: '职务和证件' }).waitFor();
    expect(await clerk.getByRole('button', { name: '变更登记' }).count()).toBe(0);
    const officer = await visitAs(system, bureau.officer);
    expect(await officer.getByRole('link', { name: '人员和机构' }).count()).toBe(0);
    await officer.goto('/people');
    await officer.getByRole('alert').filter({ hasText: '您当前的职务不能查看人员和机构登记' }).waitFor();
  });
});

test(
  title('one’s own password › the wrong one is said at its field; changed, this session goes on'),
  async () => {
    const head = await visitAs(system, bureau.unitHead);
    await head.getByRole('link', { name: '修改密码' }).click();
    const fill = async (current: string) => {
      await head.getByLabel('现在的密码').fill(current);
      await head
        .getByLabel('新密码', { exact: false })
        .first()
        .fill(NEW_PASSWORD + '与石榴');
      await head.getByLabel('再次填写新密码').fill(NEW_PASSWORD + '与石榴');
      await head.getByRole('button', { name: '修改密码' }).click();
    };
    await fill('not the password');
    await head.locator('.field-error').filter({ hasText: '现在的密码不正确' }).waitFor();
    await expectAccessible(head, 'own-password');
    await fill(PASSWORD);
    await head.getByRole('status').filter({ hasText: '密码已修改' }).waitFor();
    await head.getByRole('link', { name: '我的任务' }).click();
    await head.getByRole('heading', { level: 1, name: '我的任务' }).waitFor();
    const elsewhere = await newVisit(system);
    await elsewhere.goto('/');
    await elsewhere.getByLabel('登录名').fill(bureau.unitHead.id);
    await elsewhere.getByLabel('密码').fill(PASSWORD);
    await elsewhere.getByRole('button', { name: '登录' }).click();
    await elsewhere.getByRole('alert').filter({ hasText: '登录名或者密码不正确' }).waitFor();
  },
);
