/** The browser of the page's tests. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { projectFolder } from '../project.js';
import { command } from './commands.js';
import { cacheFolder, firstOf, isExecutable, onPath, type Progress } from './ways.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * Flags that keep a browser under test quiet: no sandbox (a container's root has none), no traffic of its
 * own.
 */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The executable from the first way that has it; throws PartUnavailable with every way tried. */
export async function findBrowser(progress: Progress): Promise<{ executable: string; way: string }> {
  const { found, way } = await firstOf('Chromium', [
    { name: 'CHROMIUM_PATH', find: fromSetting },
    ...NAMES.map((name) => ({ name: `PATH (${name})`, find: () => onPath(name) })),
    ...(process.platform === 'darwin' ? [{ name: MAC, find: () => existing(MAC) }] : []),
    { name: "playwright's cache", find: () => existing(chromium.executablePath()) },
    { name: '缓存 · cache', find: () => existing(installed()) },
    { name: 'playwright install', find: () => fromPlaywright(progress) },
    { name: 'apt-get install chromium', find: () => fromDebian(progress) },
  ]);
  return { executable: found, way };
}

async function fromSetting(): Promise<string> {
  const path = process.env['CHROMIUM_PATH'];
  if (path === undefined || path === '') throw new Error('未设置 · not set');
  return existing(path);
}

async function existing(path: string): Promise<string> {
  if (await isExecutable(path)) return path;
  throw new Error(`没有该文件或不可执行 · not there or not executable: ${path}`);
}

function browsersFolder(): string {
  return join(cacheFolder(), 'browsers');
}

/** Where playwright puts its browser below another folder than its own: the same path, another beginning. */
function installed(): string {
  const usual = chromium.executablePath();
  const tail = /chromium[-_].*$/.exec(usual)?.[0] ?? 'chromium';
  return join(browsersFolder(), tail);
}

async function fromPlaywright(progress: Progress): Promise<string> {
  progress('下载 Chromium · Downloading Chromium …');
  const installer = join(projectFolder, 'node_modules', 'playwright-core', 'cli.js');
  const growing = join(browsersFolder(), 'download');
  await mkdir(growing, { recursive: true });
  await command(process.execPath, [installer, 'install', 'chromium'], {
    limitSeconds: 15 * 60,
    environment: { PLAYWRIGHT_BROWSERS_PATH: browsersFolder(), TMPDIR: growing },
    growing: { folder: browsersFolder(), stallSeconds: 30 },
    label: 'playwright install',
    progress,
  });
  return existing(installed());
}

async function fromDebian(progress: Progress): Promise<string> {
  if (!existsSync('/etc/debian_version')) throw new Error('不是 Debian 系统 · not a Debian system');
  if (process.getuid?.() !== 0) throw new Error('需要 root · needs root; run: sudo apt-get install chromium');
  progress('安装 Debian 的 Chromium（约 1 分钟）· Installing Debian’s Chromium (about a minute) …');
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  const options = { limitSeconds: 15 * 60, environment, label: 'apt-get', progress };
  await command('apt-get', ['update', '-q'], options);
  await command('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], options);
  return onPath('chromium');
}
