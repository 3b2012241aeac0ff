import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { toField } from '../../src/api/web/format.js';
import { connectMongo } from '../../src/connections/mongodb.js';
import { createPeople, peopleOn } from '../../src/models/people.js';
import { createUnits } from '../../src/models/units.js';
import { articleTitle } from '../harness/article-title.js';
import { bureau, type Member } from './bureau.js';
import { answer, answerAndConfirm, openTask, startEmergency } from './case-steps.js';
import { expectAccessible, linkTo, newVisit, signIn, System, tabTo, visitAs } from './visit.js';

const title = (rest: string) => `${articleTitle(36)} ${rest}`;
const TITLE = '某建设公司未批先建';
const SETTLING_MS = 180_000;
const DAY_MS = 86_400_000;
/** The head of another unit, who acts for the unit's head. */
const substitute = { id: 'head-9', name: '吴科长', post: 'unitHead', unit: 'housing' } as unknown as Member;
/** The officer who takes the leaver's part: two must remain two. */
const successor = { id: 'officer-3', name: '郑承办' };

let system: System;
let clerk: Page;
let number = '';

beforeAll(async () => {
  system = await System.open();
  const connection = await connectMongo(system.parts.mongodbUri);
  await createUnits(connection).addUnit({ _id: 'housing', name: '房产执法科', kind: 'handlingUnit' });
  const { passwordHash } = (await peopleOn(connection).findById('head-1').lean())!;
  await createPeople(connection).addPerson({
    _id: substitute.id,
    name: substitute.name,
    email: `${substitute.id}@bureau.test`,
    active: true,
    posts: [{ post: 'unitHead', unit: 'housing', from: 0, until: null }],
    certificates: [],
    passwordHash,
  });
  await createPeople(connection).addPerson({
    _id: successor.id,
    name: successor.name,
    email: `${successor.id}@bureau.test`,
    active: true,
    posts: [{ post: 'officer', unit: 'inspection', from: 0, until: null }],
    certificates: [{ number: '陕E-officer-3', from: 0, until: Date.now() + 400 * DAY_MS }],
    passwordHash,
  });
  await connection.close();
  clerk = await visitAs(system, bureau.clerk);
  number = await startEmergency(clerk, TITLE);
}, SETTLING_MS);

afterAll(async () => {
  await system.close();
}, SETTLING_MS);

const toSubstitutions = (page: Page) =>
  page.getByRole('navigation').getByRole('link', { name: '代理' }).click();

async function fillGrant(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: '被代理人' }).selectOption(bureau.unitHead.id);
  await page.getByRole('combobox', { name: '代理人（必填）', exact: true }).selectOption(substitute.id);
  await page.getByLabel('开始时间').fill(toField(Date.now() - 60_000));
  await page.getByLabel('终止时间').fill(toField(Date.now() + 3 * DAY_MS));
  await page.getByRole('group', { name: '代理的职责' }).getByLabel('审核人').check();
  await page.getByLabel('代理依据（文号）').fill('华住建发〔2026〕12号');
  await page.getByLabel('文书日期').fill('2026-11-20');
  await page.getByLabel('事由').fill('外出学习');
}

describe(title('代理'), () => {
  test(title('代理 › none yet; a form with nothing in it › says so, and what is missing'), async () => {
    await toSubstitutions(clerk);
    await clerk.getByText('现在没有代理。').waitFor();
    await expectAccessible(clerk, 'substitutions-empty');
    await clerk.getByRole('combobox', { name: '被代理人' }).selectOption(bureau.unitHead.id);
    await clerk.getByRole('button', { name: '办理代理' }).click();
    await clerk.getByText('请选择代理人。').waitFor();
    await clerk.getByText('请填写代理依据的文号。').waitFor();
    await expectAccessible(clerk, 'substitutions-faults');
  });

  test(
    title('代理 › granted by the clerk, the review done by the substitute › both names on the record'),
    async () => {
      const officer = await visitAs(system, bureau.officer);
      await openTask(officer, TITLE);
      await answer(officer, '提交', '事实清楚，建议启动');
      await officer.getByRole('status').filter({ hasText: '已记录在案' }).waitFor();

      await fillGrant(clerk);
      await clerk.getByRole('button', { name: '办理代理' }).click();
      await clerk.getByRole('status').filter({ hasText: '代理已办理并记录在案' }).waitFor();
      await clerk.getByText('吴科长 代 王科长').waitFor();
      await expectAccessible(clerk, 'substitutions');

      const page = await newVisit(system);
      await page.goto(await linkTo(system, substitute));
      await signIn(page, substitute);
      await page.waitForURL(/\/substitutions$/);
      await page.getByText('您代理他人').waitFor();
      await page.getByRole('navigation').getByRole('link', { name: '我的任务' }).click();
      await page.getByText('代 王科长 办理').waitFor();
      await expectAccessible(page, 'my-tasks-as-substitute');
      await tabTo(page, 'link', `程序启动审批表·审核：${TITLE}`);
      await page.keyboard.press('Enter');
      await page.getByText('您代王科长办理').waitFor();
      await expectAccessible(page, 'task-as-substitute');
      await answerAndConfirm(page, '同意', '经审核，情况属实，同意');
      await page.getByRole('status').filter({ hasText: '已记录在案' }).waitFor();
      await page.getByText('吴科长（代王科长）').first().waitFor();
      await expectAccessible(page, 'task-done-as-substitute');
    },
    120_000,
  );

  test(
    title('代理 › revoked by the principal › gone from the list, kept among those that are over'),
    async () => {
      const head = await visitAs(system, bureau.unitHead, '/substitutions');
      await head.getByText('您由他人代理').waitFor();
      await head.getByText('撤销代理', { exact: true }).click();
      await head.getByLabel('撤销理由').fill('提前返岗');
      await head.getByRole('button', { name: '确定撤销代理' }).click();
      await head.getByRole('status').filter({ hasText: '代理已撤销' }).waitFor();
      await head.getByText('现在没有代理。').waitFor();
      await head.getByRole('combobox', { name: '显示' }).selectOption('ended');
      await head.getByText('已撤销（您由他人代理）').waitFor();
      await head.getByText(/提前返岗/).waitFor();
      await expectAccessible(head, 'substitutions-ended');
    },
  );
});

describe(title('离职转办'), () => {
  test(
    title('离职转办 › previewed, ordered by the clerk › each part is listed with what became of it'),
    async () => {
      await toSubstitutions(clerk);
      await clerk.getByRole('link', { name: '离职转办' }).click();
      await clerk.getByText('近两年没有离职转办。').waitFor();
      await clerk.getByRole('combobox', { name: '离职人员' }).selectOption(bureau.officer.id);
      await clerk.getByText(number).first().waitFor();
      await expectAccessible(clerk, 'handover-preview');
      await clerk.getByRole('button', { name: '办理离职转办' }).click();
      await clerk.getByText('请至少为一项职责指定承接人。').waitFor();
      await clerk.getByRole('combobox', { name: '承办人的承接人' }).selectOption(successor.id);
      await clerk.getByLabel('转办理由').fill('调离本局');
      await clerk.getByRole('button', { name: '办理离职转办' }).click();
      await clerk.getByRole('dialog').getByRole('button', { name: '确认移交' }).click();
      await clerk.waitForURL(/\/handovers\/BUREAU-/);
      await clerk.getByText('已全部移交').waitFor();
      await clerk.getByText('承办人 → 郑承办').first().waitFor();
      await expectAccessible(clerk, 'handover-done');
      expect(await clerk.getByRole('heading', { level: 1 }).innerText()).toBe('张承办的离职转办');
      await clerk
        .getByRole('link', { name: new RegExp(number) })
        .first()
        .click();
      await clerk
        .getByText(/离职转办：张承办的承办人职责转由郑承办承接/)
        .first()
        .waitFor();
    },
    60_000,
  );
});
