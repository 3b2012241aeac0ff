import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Streams } from './law-command.js';
import { endInWords } from '../src/workflows/law/calendar-import.js';
import { noticeFaults, type CalendarNotice } from '../src/workflows/law/calendar-notice.js';
import { readNotice } from '../src/workflows/law/notice-text.js';

/**
 * `law calendar import FILE`: a year's notice from a file into a running service, by its API, as the person
 * whose access token is given.
 */

/** Exit codes. `undone`: the server refused, or the work was not seen to its end. */
export const EXIT = { done: 0, undone: 1, usage: 2, unconfirmed: 3 } as const;
type Exit = (typeof EXIT)[keyof typeof EXIT];

export const importUsage = `  calendar import <文件>       导入年度放假通知：先预览期限变动，确认后导入，显示进度直到完成
      文件为 JSON（{"year","number","issuedOn","holidays":[{"date","name"}],"makeUpDays":[]}），
      或者文字：通知全文，或者逐行“年份：2027”“文号：…”“印发：2026-11-05”“休 2027-02-05..2027-02-12 春节”“班 2027-02-14”
      --url <地址>              服务地址，默认取环境变量 SERVICE_URL，再次为 http://127.0.0.1:3000
      --dry-run                 只预览
      --yes                     不询问，预览后即导入
      --reason <理由>           替换已有通知的理由
      --accept-warnings         日期与法定节日不符之处已与通知核对
      访问令牌取环境变量 SERVICE_TOKEN（法制机构人员在页面“访问令牌”申请）
      退出码：0 完成，1 被拒绝或未见完成，2 用法或者文件有误，3 未确认
`;

/** The file, an option or the environment is not what the command needs. */
class ImportUsageError extends Error {}
/** The server said no, or nothing. */
class Undone extends Error {}

type Options = {
  url: string;
  token: string;
  dryRun: boolean;
  yes: boolean;
  reason: string;
  acceptWarnings: boolean;
  pollMs: number;
};
type Run = { options: Options; streams: Streams; line: (text: string) => void };

type Moved = {
  caseNumber: string;
  clockLabel: string;
  from: number;
  to: number;
  fromLastDay: string | null;
  toLastDay: string | null;
};
type Preview = {
  replaces: string | null;
  supersedes: string | null;
  warnings: string[];
  looked: number;
  complete: boolean;
  earlier: number;
  later: number;
  settled: number;
  lifted: number;
  items: Moved[];
};
type Progress = {
  state: string;
  stateLabel: string;
  looked: number;
  moved: number;
  settled: number;
  unreadable: number;
};

/** Runs the command; the answer is the exit code. `pollMs`: how often progress is read. */
export async function importCalendar(
  words: readonly string[],
  streams: Streams,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  pollMs = 1_000,
): Promise<Exit> {
  const line = (text: string) => void streams.output.write(`${text}\n`);
  try {
    const { file, options } = read(words, environment, pollMs);
    return await carryOut({ options, streams, line }, noticeIn(file));
  } catch (error) {
    if (!(error instanceof ImportUsageError || error instanceof Undone)) throw error;
    streams.errors.write(`${error.message}\n`);
    return error instanceof Undone ? EXIT.undone : EXIT.usage;
  }
}

function read(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  pollMs: number,
): { file: string; options: Options } {
  const { values, positionals } = parsed(words);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new ImportUsageError(`需要一个文件\n${importUsage}`);
  const token = environment['SERVICE_TOKEN'] ?? '';
  if (token === '') throw new ImportUsageError('请在环境变量 SERVICE_TOKEN 中给出访问令牌');
  const options = {
    url: values.url ?? environment['SERVICE_URL'] ?? 'http://127.0.0.1:3000',
    token,
    dryRun: values['dry-run'],
    yes: values.yes,
    reason: values.reason,
    acceptWarnings: values['accept-warnings'],
    pollMs,
  };
  return { file, options };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        reason: { type: 'string', default: '' },
        'accept-warnings': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new ImportUsageError(`${(error as Error).message}\n${importUsage}`);
  }
}

/** The notice a file holds, sound by itself; whether it may be imported is the server's to say. */
export function noticeIn(file: string): CalendarNotice {
  let contents: string;
  try {
    contents = readFileSync(file, 'utf8');
  } catch {
    throw new ImportUsageError(`无法读取文件 ${file}`);
  }
  const { unread, ...said } = contents.trimStart().startsWith('{')
    ? { ...fromJson(contents), unread: [] }
    : readNotice(contents);
  const notice = { year: 0, number: '', issuedOn: '', ...said };
  const faults = noticeFaults(notice).map(({ pointer, detail }) => `  ${pointer} ${detail}`);
  const passed = unread.map(({ line, text }) => `  第 ${String(line)} 行未识别：${text}`);
  if (faults.length > 0) throw new ImportUsageError(`${file} 有误：\n${[...faults, ...passed].join('\n')}`);
  return notice;
}

function fromJson(
  contents: string,
): Partial<CalendarNotice> & Pick<CalendarNotice, 'holidays' | 'makeUpDays'> {
  try {
    const said = JSON.parse(contents) as Partial<CalendarNotice>;
    const holidays = (Array.isArray(said.holidays) ? said.holidays : []) as CalendarNotice['holidays'];
    const makeUpDays = (Array.isArray(said.makeUpDays) ? said.makeUpDays : []) as string[];
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    return {
      year: Number(said.year),
      number: text(said.number),
      issuedOn: text(said.issuedOn),
      holidays: holidays.map((one) => ({ date: text(one.date), name: text(one.name) })),
      makeUpDays: makeUpDays.map(text),
    };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw new ImportUsageError(`不是有效的 JSON：${error.message}`);
  }
}

async function carryOut(run: Run, { year, ...notice }: CalendarNotice): Promise<Exit> {
  const { options, line } = run;
  const path = `/api/calendar/${String(year)}`;
  const preview = (await post(run, `${path}/preview?limit=100`, notice)).body as Preview;
  tell(run, year, notice.number, preview);
  if (options.dryRun) return EXIT.done;
  if (!options.yes && !(await confirmed(run))) {
    line('未导入。确认后再次运行并输入 yes，或者加 --yes。');
    return EXIT.unconfirmed;
  }
  const { replaces } = preview;
  const { reason, acceptWarnings } = options;
  const location = await importOnce(run, `${path}/imports`, { ...notice, replaces, reason, acceptWarnings });
  line(`已受理：${location}`);
  return follow(run, location);
}

/** How many moved deadlines are printed one by one. */
const SHOWN = 20;

function tell({ line }: Run, year: number, number: string, preview: Preview): void {
  const { looked, complete, earlier, later, settled, lifted, supersedes, warnings, items } = preview;
  line(`${String(year)} 年放假通知 ${number}${supersedes === null ? '' : `，替换 ${supersedes}`}`);
  line(`跨该年度的在办程序 ${String(looked)} 个${complete ? '' : '（未核对全部）'}：`);
  line(`  期限提前 ${String(earlier)} 个，推后 ${String(later)} 个，届满日不变 ${String(settled)} 个`);
  if (lifted > 0) line(`  已记录的届满将不再成立 ${String(lifted)} 个`);
  for (const { caseNumber, clockLabel, from, to, fromLastDay, toLastDay } of items.slice(0, SHOWN))
    line(`  ${caseNumber} ${clockLabel}：${endInWords(fromLastDay, from)} → ${endInWords(toLastDay, to)}`);
  const rest = earlier + later - Math.min(items.length, SHOWN);
  if (rest > 0) line(`  …… 另有 ${String(rest)} 个`);
  for (const warning of warnings) line(`请核对：${warning}`);
}

/** Asks for `yes`; only that word is a yes. */
async function confirmed({ streams }: Run): Promise<boolean> {
  streams.output.write('导入并重新计算期限？输入 yes 确认：');
  let said = '';
  for await (const chunk of streams.input) {
    said += String(chunk);
    if (said.includes('\n')) break;
  }
  return said.trim() === 'yes';
}

/** How often an answer that is still out is asked for again. */
const REPEATS = 30;

/** The same contents have the same key, so that an import whose answer was lost is not begun twice. */
async function importOnce(run: Run, path: string, body: object): Promise<string> {
  const key = `law-calendar-${createHash('sha256')
    .update(JSON.stringify([path, body]))
    .digest('hex')
    .slice(0, 32)}`;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const { status, location } = await post(run, path, body, key);
    if (status === 201) return location;
    await pause(run.options.pollMs);
  }
  throw new Undone('没有得到答复。请用同一文件再次运行，不会重复导入。');
}

async function follow(run: Run, location: string): Promise<Exit> {
  for (let last = ''; ;) {
    const one = (await ask(run, location, {})).body as Progress;
    const { stateLabel, looked, moved, settled, unreadable } = one;
    const said = `${stateLabel}：已核对 ${String(looked)}，变动 ${String(moved)}，届满日不变 ${String(settled)}`;
    if (said !== last) run.line(said);
    last = said;
    if (one.state === 'done') {
      if (unreadable > 0)
        run.line(`有 ${String(unreadable)} 个程序的记录无法读取，未作变动，请运维人员核查。`);
      return unreadable > 0 ? EXIT.undone : EXIT.done;
    }
    await pause(run.options.pollMs);
  }
}

type Answer = { status: number; location: string; body: unknown };

const post = (run: Run, path: string, body: object, key?: string): Promise<Answer> =>
  ask(run, path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
  });

/** One request. A refusal is told with everything it says; so is a server that cannot be reached. */
async function ask({ options }: Run, path: string, init: RequestInit): Promise<Answer> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${options.token}`);
  const answer = await fetch(new URL(path, options.url), { ...init, headers }).catch((error: unknown) => {
    throw new Undone(`连不上 ${options.url}：${error instanceof Error ? error.message : ''}`);
  });
  const body: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw new Undone(refusalOf(answer.status, body));
  return { status: answer.status, location: answer.headers.get('location') ?? '', body };
}

function refusalOf(status: number, body: unknown): string {
  const { detail, errors } = (body ?? {}) as {
    detail?: string;
    errors?: { pointer: string; detail: string }[];
  };
  return [
    detail ?? `服务答复 ${String(status)}`,
    ...(errors ?? []).map((one) => `  ${one.pointer} ${one.detail}`),
  ].join('\n');
}
