import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { EXIT, importCalendar, noticeIn } from '../../dev/calendar-import-command.js';
import { main } from '../../dev/law-command.js';
import { writeNotice } from '../../src/workflows/law/notice-text.js';
import { notice2027 } from '../harness/notices.js';

const folder = mkdtempSync(join(tmpdir(), 'law-calendar-'));
const file = join(folder, 'notice.txt');

type Seen = {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
};
let server: Server;
let url: string;
let seen: Seen[];
/** What the service answers next to an import, and the states its progress goes through. */
let imports: { status: number; body: object }[];
let states: string[];

const preview = {
  ...{ year: 2027, replaces: 'provisional-2024', supersedes: null, warnings: ['请核对的一日'] },
  ...{ looked: 3, complete: true, earlier: 0, later: 1, settled: 2, lifted: 0, next: null },
  items: [
    {
      ...{ caseNumber: 'HY-2026-0001', clockLabel: '案件办理', from: 0, to: 1 },
      ...{ fromLastDay: '2027-02-09', toLastDay: '2027-02-14' },
    },
  ],
};

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const said = await text(request);
  const body = (said === '' ? {} : JSON.parse(said)) as Record<string, unknown>;
  const path = request.url ?? '';
  seen.push({ method: request.method ?? '', path, headers: request.headers, body });
  const answer = (status: number, told: object, headers: Record<string, string> = {}) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(told));
  if (path.includes('/preview')) answer(200, preview);
  else if (request.method === 'POST') {
    const next = imports.shift() ?? { status: 201, body: {} };
    answer(next.status, next.body, { location: '/api/calendar/imports/BUREAU-2026~2027.1' });
  } else {
    const state = states.shift() ?? 'done';
    answer(200, { ...{ state, stateLabel: state, looked: 3, moved: 1, settled: 2, unreadable: 0 } });
  }
}

beforeAll(async () => {
  server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  seen = [];
  imports = [];
  states = [];
  writeFileSync(file, writeNotice(notice2027));
});

async function command(
  words: string[],
  typed = '',
  environment: Record<string, string> = { SERVICE_TOKEN: 't' },
) {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const printed = Promise.all([text(output), text(errors)]);
  const streams = { input: Readable.from([typed]), output, errors };
  const code = await importCalendar([...words, '--url', url], streams, environment, 1);
  output.end();
  errors.end();
  const [out, err] = await printed;
  return { code, out, err };
}

describe('law calendar import', () => {
  test('a file of either form › is read as the same notice', () => {
    const json = join(folder, 'notice.json');
    writeFileSync(json, JSON.stringify(notice2027));
    expect(noticeIn(json)).toEqual(notice2027);
    expect(noticeIn(file)).toEqual(notice2027);
  });

  test.each([
    ['no file named', [], '需要一个文件'],
    ['a file that is not there', ['/nowhere/notice.txt'], '无法读取文件'],
    ['an option nobody knows', ['notice.txt', '--force'], '--force'],
  ])('%s › told, exit code 2, nothing is sent', async (_, words, said) => {
    const { code, err } = await command(words);
    expect([code, seen]).toEqual([EXIT.usage, []]);
    expect(err).toContain(said);
  });

  test('no token › told, exit code 2', async () => {
    const { code, err } = await command([file], '', {});
    expect(code).toBe(EXIT.usage);
    expect(err).toContain('SERVICE_TOKEN');
  });

  test('days that cannot be, lines not understood › each told before anything is sent', async () => {
    writeFileSync(file, `${writeNotice(notice2027)}班 2027-03-01\n休 某日\n`);
    const { code, err } = await command([file]);
    expect([code, seen]).toEqual([EXIT.usage, []]);
    expect(err).toContain('/makeUpDays/');
    expect(err).toContain('未识别：休 某日');
    writeFileSync(file, '{ "year": 2027');
    expect((await command([file])).err).toContain('不是有效的 JSON');
  });

  test('--dry-run › the preview, and no import', async () => {
    const { code, out } = await command([file, '--dry-run']);
    expect(code).toBe(EXIT.done);
    expect(out).toContain('期限提前 0 个，推后 1 个，届满日不变 2 个');
    expect(out).toContain('HY-2026-0001 案件办理：2027年2月9日 → 2027年2月14日');
    expect(out).toContain('请核对：请核对的一日');
    expect(seen.map(({ path }) => path)).toEqual(['/api/calendar/2027/preview?limit=100']);
    expect(seen[0]?.headers.authorization).toBe('Bearer t');
  });

  test.each([['no\n'], ['y\n'], ['']])(
    'asked, and answered %j › nothing is imported, exit code 3',
    async (typed) => {
      const { code, out } = await command([file], typed);
      expect(code).toBe(EXIT.unconfirmed);
      expect(out).toContain('未导入');
      expect(seen).toHaveLength(1);
    },
  );

  test('answered yes › imported, progress to the end, exit code 0', async () => {
    states = ['put', 'moving', 'moving', 'done'];
    const { code, out } = await command([file, '--reason', '录入有误', '--accept-warnings'], 'yes\n');
    expect(code).toBe(EXIT.done);
    expect(seen[1]?.body).toMatchObject({
      ...{
        replaces: 'provisional-2024',
        reason: '录入有误',
        acceptWarnings: true,
        number: notice2027.number,
      },
    });
    expect(out.split('\n').filter((line) => /^(put|moving|done)：/.test(line))).toHaveLength(3);
  });

  test('an answer that is still out › asked again under the same key', async () => {
    imports = [{ status: 202, body: {} }];
    expect((await command([file, '--yes'])).code).toBe(EXIT.done);
    const keys = seen
      .filter(({ path }) => path.endsWith('/imports'))
      .map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  test('refused by the service › its sentence and fields, exit code 1', async () => {
    const errors = [{ pointer: '/reason', detail: '替换须说明理由' }];
    imports = [{ status: 422, body: { detail: '该年的日历已依据放假通知', errors } }];
    const { code, err } = await command([file, '--yes']);
    expect(code).toBe(EXIT.undone);
    expect(err).toContain('该年的日历已依据放假通知\n  /reason 替换须说明理由');
  });

  test('no service there › told, exit code 1', async () => {
    const streams = { input: Readable.from(['']), output: new PassThrough(), errors: new PassThrough() };
    const words = [file, '--yes', '--url', 'http://127.0.0.1:9'];
    expect(await importCalendar(words, streams, { SERVICE_TOKEN: 't' })).toBe(EXIT.undone);
  });

  test('its help › is part of the command’s', async () => {
    const [output, errors] = [new PassThrough(), new PassThrough()];
    expect(await main(['help'], { input: Readable.from(['']), output, errors })).toBe(0);
    output.end();
    expect(await text(output)).toContain('calendar import <文件>');
  });
});
