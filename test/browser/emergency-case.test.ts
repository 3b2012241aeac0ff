import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { articleTitle } from '../harness/article-title.js';
import { bureau } from './bureau.js';
import { answer, answerAndConfirm, openTask, startEmergency } from './case-steps.js';
import { expectAccessible, linkTo, newVisit, signIn, System, visitAs } from './visit.js';

const TITLE = '某建设公司擅自施工';
/** One white point. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const SETTLING_MS = 180_000;

let system: System;
let clerk: Page;
let officer: Page;
let unitHead: Page;
let agencyHead: Page;
let officersLink = '';

beforeAll(async () => {
  system = await System.open();
}, SETTLING_MS);

afterAll(async () => {
  await system.close();
}, SETTLING_MS);

const result = (page: Page) => page.getByRole('status').filter({ hasText: '记录在案' });

describe(`${articleTitle(9)} 紧急启动，在页面上由各人办理`, () => {
  test('内勤 starts it on the page › the case page says who is awaited and how long there is', async () => {
    clerk = await visitAs(system, bureau.clerk);
    await startEmergency(clerk, TITLE);
    await result(clerk).waitFor();
    expect(await result(clerk).innerText()).toContain('接下来：');
    await clerk
      .getByText(/还剩 2[01] 小时/)
      .first()
      .waitFor();
    await expectAccessible(clerk, 'case-started');
  });

  test('承办人 opens the link of the letter › signs in, sees the article first, files the form', async () => {
    officersLink = await linkTo(system, bureau.officer);
    officer = await newVisit(system);
    await officer.goto(officersLink);
    await signIn(officer, bureau.officer);
    await officer.waitForURL(/\/tasks\//);
    await officer.getByLabel('意见及理由').waitFor();
    const headings = await officer.locator('h2').allInnerTexts();
    expect(headings[0]).toBe('第九条');
    expect(headings).toContain('填写《程序启动审批表》');
    expect(await officer.locator('blockquote').innerText()).toContain('并在行政执法程序启动后24小时内补报');
    await expectAccessible(officer, 'task-form');
    await officer.getByLabel('选择附件').setInputFiles({
      name: '现场照片.png',
      mimeType: 'image/png',
      buffer: Buffer.from(PICTURE, 'base64'),
    });
    await officer.getByText('已上传').waitFor();
    await answer(officer, '提交', '现场连墙件缺失，建议启动程序');
    await result(officer).getByText(`由${bureau.unitHead.name}`).waitFor();
  });

  test('审核人 returns it with reasons › the first list shows it, and 承办人 has it again', async () => {
    unitHead = await visitAs(system, bureau.unitHead);
    await openTask(unitHead, TITLE);
    await expectAccessible(unitHead, 'task-review');
    expect(await unitHead.locator('h2').allInnerTexts()).toContain('签署意见');
    expect(await unitHead.locator('h3').allInnerTexts()).toEqual(['启动登记', '程序启动审批表']);
    const facts = unitHead.getByRole('region', { name: '案情' });
    expect(await facts.locator('dt').filter({ hasText: '案件来源' }).count()).toBe(1);
    await answer(unitHead, '退回', '请补充证据清单');
    await result(unitHead).waitFor();
    await openTask(officer, TITLE);
    await officer.getByText('请补充证据清单').first().waitFor();
    await answer(officer, '提交', '已补充证据清单');
    await result(officer).waitFor();
  });

  test('审核人 agrees after the question › the answer counts only once confirmed', async () => {
    await openTask(unitHead, TITLE);
    await answer(unitHead, '同意', '事实清楚，同意报批');
    await unitHead.getByRole('dialog').getByRole('button', { name: '再想想' }).click();
    expect(await result(unitHead).count()).toBe(0);
    await answerAndConfirm(unitHead, '同意', '事实清楚，同意报批');
    await result(unitHead).waitFor();
  });

  test('批准人 agrees › the case page that was open all along shows it without a reload', async () => {
    agencyHead = await visitAs(system, bureau.agencyHead);
    await openTask(agencyHead, TITLE);
    await answerAndConfirm(agencyHead, '同意', '同意启动');
    await result(agencyHead).waitFor();
    for (const opinion of [
      '现场连墙件缺失，建议启动程序',
      '请补充证据清单',
      '事实清楚，同意报批',
      '同意启动',
    ])
      await clerk.getByText(opinion, { exact: true }).first().waitFor();
    await clerk.getByText('已办结（已批准启动）').first().waitFor();
    await clerk.getByRole('heading', { name: '可以办理的事项' }).waitFor();
    await clerk
      .getByText(/至 \d{4}年\d{1,2}月\d{1,2}日 24 时止/)
      .first()
      .waitFor();
    expect(await agencyHead.getByText('认领办理').count()).toBe(0);
    await expectAccessible(clerk, 'case-approved');
    await expectAccessible(agencyHead, 'task-decided');
  });

  test('the link again, after it was used › says so and leads to 我的任务', async () => {
    await officer.goto('/');
    await officer.goto(officersLink);
    await officer.getByRole('alert').filter({ hasText: '链接已使用过' }).waitFor();
    await officer.getByRole('link', { name: '到我的任务中查看' }).click();
    await officer.getByRole('heading', { level: 1, name: '我的任务' }).waitFor();
  });
});
