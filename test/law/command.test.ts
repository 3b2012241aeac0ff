import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { main } from '../../dev/law-command.js';
import { articles, coverage } from '../../src/workflows/law/articles.js';
import { periodKeys } from '../../src/workflows/law/periods.js';

async function law(words: string[], input: string | Readable = '') {
  const output = new PassThrough();
  const errors = new PassThrough();
  const source = typeof input === 'string' ? Readable.from([input]) : input;
  const printed = Promise.all([text(output), text(errors)]);
  const code = await main(words, { input: source, output, errors });
  output.end();
  errors.end();
  const [out, err] = await printed;
  return { code, out, err };
}

const json = async <T>(words: string[]): Promise<T> => JSON.parse((await law([...words, '--json'])).out) as T;

describe('law deadline', () => {
  test('a period and an event › --json › the deadline with its explanation', async () => {
    expect(await json(['deadline', 'demandNotice', '2026-11-17T11:00:00+08:00'])).toMatchObject({
      period: 'demandNotice',
      at: '2026-12-01T23:59:59.999+08:00',
      lastDay: '2026-12-01',
      unit: 'workingDay',
      provisional: false,
      calendarVersion: '2026:tyme4ts-1.5.2',
      rule: '开始之日不计入，自次日起按工作日计算，至末日二十四时届满',
    });
  });

  test('an event in another zone › the answer › is in Shanghai time', async () => {
    const found = await json<{ event: string; at: string; lastDay: null }>([
      'deadline',
      'emergencyFiling',
      '2026-11-24T06:05:00Z',
    ]);
    expect(found).toMatchObject({
      event: '2026-11-24T14:05:00+08:00',
      at: '2026-11-25T14:05:00+08:00',
      lastDay: null,
    });
  });

  test('without --json › for people › the steps, one a line', async () => {
    const { code, out } = await law(['deadline', 'archiving', '2026-11-02T09:00:00+08:00']);
    expect(code).toBe(0);
    expect(out).toContain('立卷归档（archiving）届满：2026-12-02T23:59:59.999+08:00');
    expect(out).toContain('第 30 日为 2026-12-02（星期三）');
  });

  test('over into 2027 › no notice yet › is marked', async () => {
    const { out } = await law(['deadline', 'evidencePreservation', '2026-12-28T09:00:00+08:00']);
    expect(out).toContain('（暂算）');
    expect(out).toContain('2027:provisional-2024');
  });

  test('an unknown period › exit 2 › lists the known ones', async () => {
    const { code, out, err } = await law(['deadline', 'filing', '2026-11-24T14:05:00+08:00']);
    expect([code, out]).toEqual([2, '']);
    for (const key of periodKeys) expect(err).toContain(key);
  });

  test.each(['2026-11-24T14:05:00', '2026-02-30T14:05:00+08:00', 'yesterday', '1764000000'])(
    'event %s › exit 2 › says what is wanted',
    async (event) => {
      const { code, err } = await law(['deadline', 'archiving', event]);
      expect(code).toBe(2);
      expect(err).toContain(event);
      expect(err).toContain('RFC 3339');
    },
  );

  test.each([
    [['deadline']],
    [['deadline', 'archiving']],
    [['deadline', 'archiving', '0001-01-01T00:00:00Z']],
  ])('%j › exit 2', async (words) => {
    expect((await law(words)).code).toBe(2);
  });
});

describe('law deadline --batch', () => {
  test('good and bad lines › one answer a line, in order, with the id', async () => {
    const lines = [
      '{"id":"a","period":"archiving","event":"2026-11-02T09:00:00+08:00","more":1}',
      'not json',
      '{"id":7,"period":"nothing","event":"2026-11-02T09:00:00+08:00"}',
      '',
      '{"id":"c","period":"archiving","event":"2026-11-02T09:00:00"}',
      '{"id":"d","period":"archiving"}',
      '[]',
      '{"id":"e","period":"archiving","event":"0001-01-01T00:00:00Z"}',
      '{"period":"emergencyFiling","event":"2026-11-02T09:00:00+08:00"}',
    ];
    const { code, out } = await law(['deadline', '--batch'], `${lines.join('\r\n')}\n`);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; at?: string; error?: string });
    expect(code).toBe(0);
    expect(answers.map(({ id }) => id)).toEqual(['a', null, 7, 'c', 'd', null, 'e', null]);
    expect(answers.map(({ error }) => error === undefined)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(answers[0]?.at).toBe('2026-12-02T23:59:59.999+08:00');
  });

  test('a thousand lines › all of them › are answered as one by one', async () => {
    const asked = Array.from({ length: 1_000 }, (_, index) => ({
      id: index,
      period: periodKeys[index % periodKeys.length] ?? 'archiving',
      event: new Date(Date.UTC(2026, 0, 1) + index * 31_557_600).toISOString(),
    }));
    const { out } = await law(['deadline', '--batch'], asked.map((line) => JSON.stringify(line)).join('\n'));
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number; at: string; period: string });
    expect(answers.map(({ id, period }) => ({ id, period }))).toEqual(
      asked.map(({ id, period }) => ({ id, period })),
    );
    for (const index of [0, 3, 499, 998]) {
      const one = await json<{ at: string }>([
        'deadline',
        asked[index]?.period ?? '',
        asked[index]?.event ?? '',
      ]);
      expect(answers[index]?.at).toBe(one.at);
    }
  });
});

describe('law tables', () => {
  test('articles --json › 37, each part carried out or not yet', async () => {
    const rows = await json<{ number: number; text: string; parts: Record<string, unknown>[] }[]>([
      'articles',
    ]);
    expect(rows.map(({ number }) => number)).toEqual(articles.map(({ number }) => number));
    const parts = rows.flatMap((row) => row.parts);
    expect(parts).toHaveLength(coverage().length);
    for (const part of parts) expect('carriedOutBy' in part).not.toBe('notYet' in part);
    expect(rows[8]?.text).toContain('24小时内补报');
  });

  test.each(['periods', 'documents', 'roles', 'methods', 'limits'])(
    '%s --json › rows with their keys',
    async (table) => {
      const rows = await json<{ key: string }[]>([table]);
      expect(rows.length).toBeGreaterThan(5);
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      expect((await law([table])).out).toContain(rows[0]?.key);
    },
  );

  test('periods --json › every key, in order', async () => {
    expect((await json<{ key: string }[]>(['periods'])).map(({ key }) => key)).toEqual([...periodKeys]);
  });

  test('calendar › a published and an unpublished year › are told apart', async () => {
    expect(await json(['calendar', '2026'])).toMatchObject({ year: 2026, provisional: false });
    expect(await json(['calendar', '2027'])).toMatchObject({ year: 2027, provisional: true });
    expect((await law(['calendar', '2027'])).out).toContain('（暂定）');
    expect((await law(['calendar', 'next'])).code).toBe(2);
  });

  test('unconfirmed › every row without a read source › is printed', async () => {
    const { out } = await law(['unconfirmed']);
    for (const word of [
      'emergencyDecision',
      'caseDecisionExtension',
      'hearingFineCitizen',
      '第三十七条',
      '尚无',
    ]) {
      expect(out).toContain(word);
    }
    expect(out).not.toContain('periods\temergencyFiling\t');
  });

  test('overview › for the legal office › article, what carries it out, its test, and how many are left', async () => {
    const { out } = await law(['overview']);
    expect(out).toContain(
      '第九条第1款\tsrc/workflows/case-initiation.ts → test/workflows/case-initiation.test.ts',
    );
    expect(out).toMatch(/共 \d+ 款项，已执行 \d+，尚未 \d+/);
  });

  test.each([[[]], [['laws']], [['toString']], [['periods', '--yaml']], [['articles', '--batch']]])(
    '%j › exit 2 with how to use it',
    async (words: string[]) => {
      const { code, out, err } = await law(words);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('用法');
    },
  );

  test('help › exit 0', async () => {
    expect((await law(['help'])).code).toBe(0);
    expect((await law(['--help'])).out).toContain('用法');
  });
});
