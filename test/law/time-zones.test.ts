import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { transformSync } from '@swc/core';

const root = join(import.meta.dirname, '../..');
const law = join(root, 'src/workflows/law');
const run = promisify(execFile);

/** Every period from moments around midnights of Shanghai, New York, and the years' ends; and the seeded calendar. */
const script = `
import { createHash } from 'node:crypto';
import { deadline } from './deadline.js';
import { periodKeys, periodOf } from './periods.js';
import { seededCalendar } from './calendar-seed.js';
import { formatMoment, formatRfc3339, parseRfc3339, shanghaiDay } from './moments.js';
const calendar = seededCalendar(2001, 2030);
const events = ['2026-02-13T23:59:59.999+08:00', '2026-02-14T00:00:00+08:00', '2026-03-08T02:30:00-05:00',
  '2026-09-30T16:00:00Z', '2026-12-31T15:59:59Z', '2024-02-29T12:00:00+08:00', '2003-05-05T00:00:00+08:00'];
const answers = events.map(parseRfc3339).flatMap((event) => [
  formatMoment(event), formatRfc3339(event), shanghaiDay(event),
  ...periodKeys.map((key) => deadline(periodOf(key), event, calendar)),
]);
const hash = createHash('sha256').update(JSON.stringify([answers, calendar])).digest('hex');
console.log(JSON.stringify({ hash, count: answers.length, hour: new Date(2026, 0, 15).getTime() }));
`;

describe('the law in other host time zones', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'law-'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const own = /^(periods\/\w+|periods|calendar|calendar-seed|seed-years|deadline|moments)\.ts$/;
    for (const name of readdirSync(law, { recursive: true, encoding: 'utf8' }).filter((file) =>
      own.test(file),
    )) {
      const target = join(folder, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      const { code } = transformSync(readFileSync(join(law, name), 'utf8'), {
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
      });
      writeFileSync(target, code);
    }
    writeFileSync(join(folder, 'answers.js'), script);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const inZone = async (zone: string) => {
    const { stdout } = await run(process.execPath, [join(folder, 'answers.js')], {
      env: { ...process.env, TZ: zone },
    });
    return JSON.parse(stdout) as { hash: string; count: number; hour: number };
  };

  test('every period, every calendar day › six host zones, two of them with summer time › the same answers', async () => {
    const zones = [
      'UTC',
      'Asia/Shanghai',
      'America/New_York',
      'Europe/London',
      'Pacific/Kiritimati',
      'America/Los_Angeles',
    ];
    const found = [];
    for (const zone of zones) found.push(await inZone(zone));
    expect(found[0]?.count).toBeGreaterThan(500);
    expect(new Set(found.map(({ hash }) => hash)).size).toBe(1);
    // The zones were really in force: local midnight is another moment in each but London, which is UTC in winter.
    expect(new Set(found.map(({ hour }) => hour)).size).toBe(5);
  });
});
