import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { browserArguments } from '../../dev/parts/browser.js';
import { given } from '../harness/given.js';
import { Parts, type Letter } from '../harness/parts.js';
import { emailOf, PASSWORD, settleBureau, type Member } from './bureau.js';

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1200, height: 900 };
const LETTER_WITHIN_MS = 45_000;
const LOOK_AGAIN_MS = 250;

/** The whole system with a made bureau, and a browser. What was started is stopped if anything fails. */
export class System {
  private constructor(
    readonly parts: Parts,
    readonly browser: Browser,
  ) {}

  static async open(): Promise<System> {
    const parts = await Parts.create();
    try {
      await parts.start();
      await settleBureau(parts.mongodbUri);
      const executablePath = given('TEST_CHROMIUM_PATH');
      return new System(parts, await chromium.launch({ executablePath, args: browserArguments }));
    } catch (error) {
      await parts.remove();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.parts.remove();
  }
}

/** One person's own browser, in a zone of its own on purpose: the page must show Shanghai's time anywhere. */
export async function newVisit({ browser, parts }: System): Promise<Page> {
  const context = await browser.newContext({
    baseURL: parts.url,
    viewport: DESKTOP,
    locale: 'zh-CN',
    timezoneId: 'America/New_York',
  });
  context.setDefaultTimeout(30_000);
  return context.newPage();
}

/** Fills in the sign-in that is shown. */
export async function signIn(page: Page, member: Member): Promise<void> {
  await page.getByLabel('登录名').fill(member.id);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: '退出' }).waitFor();
}

/** A person who has come to a page and signed in. */
export async function visitAs(system: System, member: Member, path = '/'): Promise<Page> {
  const page = await newVisit(system);
  await page.goto(path);
  await signIn(page, member);
  return page;
}

/**
 * Ends the session behind the page's back, on the server: a cookie that is merely taken away comes back with
 * the answer to whatever the page was reading.
 */
export async function endSession(page: Page): Promise<void> {
  const { request } = page.context();
  const session = (await (await request.get('/api/session')).json()) as { csrfToken: string };
  const answer = await request.delete('/api/session', { headers: { 'x-csrf-token': session.csrfToken } });
  expect(answer.status()).toBe(204);
}

/** The link of the newest letter to a person that has one, waited for. */
export async function linkTo({ parts }: System, member: Member): Promise<string> {
  const until = Date.now() + LETTER_WITHIN_MS;
  for (;;) {
    const letters = await parts.letters();
    const own = letters.filter((letter) => letter.to.some(({ address }) => address === emailOf(member)));
    const links = own.map(linkIn).filter((link) => link !== undefined);
    const newest = links.at(-1);
    if (newest !== undefined) return newest;
    if (Date.now() > until)
      throw new Error(`no letter to ${member.id}; inbox holds ${String(letters.length)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

const linkIn = (letter: Letter): string | undefined => /https?:\/\/\S+\/t#[\w-]+/.exec(letter.text)?.[0];

/**
 * What holds for every page: no violation that axe can find, no horizontal scrolling at 360 px, one h1, a
 * title. Pictures of both sizes are kept in the run's scratch folder. Limit: axe finds about half of what
 * there is.
 */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const folder = join(given('TEST_SCRATCH'), 'screens');
  mkdirSync(folder, { recursive: true });
  for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(folder, `${name}-${size}.png`), fullPage: true });
    const tooWide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect({ name, size, tooWide: Math.max(0, Number(tooWide)) }).toEqual({ name, size, tooWide: 0 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => ({ name, size, id, where: nodes[0]?.html }))).toEqual([]);
  }
  expect(await page.locator('h1').count()).toBe(1);
  expect(await page.title()).toContain('行政执法全过程记录系统');
}

/** Presses Tab until the element with this role and name has the focus; throws when it is never reached. */
export async function tabTo(
  page: Page,
  role: 'button' | 'textbox' | 'link',
  name: string,
  exact = false,
): Promise<void> {
  const target = page.getByRole(role, { name, exact });
  await target.waitFor();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element.matches(':focus'))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} cannot be reached by keyboard`);
}
