import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { importCalendar, importUsage } from './calendar-import-command.js';
import { articleLabel, articleText, articles, coverage, type Place } from '../src/workflows/law/articles.js';
import type { Calendar, CalendarYear } from '../src/workflows/law/calendar.js';
import { provisionalYear, seedCalendars } from '../src/workflows/law/calendar-seed.js';
import { deadline } from '../src/workflows/law/deadline.js';
import { documentKeys, documentOf } from '../src/workflows/law/documents.js';
import { edition, signedBy } from '../src/workflows/law/edition.js';
import { legalBasisKeys, legalBasisOf } from '../src/workflows/law/legal-bases.js';
import { limits, type Limit } from '../src/workflows/law/limits.js';
import { formatRfc3339, parseRfc3339, shanghaiDay } from '../src/workflows/law/moments.js';
import { openQuestions, type OpenQuestion } from '../src/workflows/law/open-questions.js';
import { isPeriodKey, periodKeys, periodOf } from '../src/workflows/law/periods.js';
import { penaltyKeys, penaltyOf } from '../src/workflows/law/penalties.js';
import { ranks, type Period } from '../src/workflows/law/periods/period.js';
import { powerKeys, powerOf } from '../src/workflows/law/powers.js';
import { roleKeys, roles } from '../src/workflows/law/roles.js';
import { serviceMethodKeys, serviceMethods } from '../src/workflows/law/service-methods.js';

/** Where the command reads and writes; a test gives its own. */
export interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
}

/** Something the caller typed is wrong: told on stderr, exit code 2. */
class UsageError extends Error {}

const usage = `用法：npm run -s law -- <命令> [--json]
  articles                    三十七条全文，各款项由何处执行
  periods                     期限表
  deadline <期限> <起算时刻>    计算届满时刻；起算时刻为带时区的 RFC 3339，如 2026-11-24T09:30:00+08:00
  deadline --batch            从标准输入逐行读 {"id","period","event"}，逐行写出结果
  documents                   文书及其必载内容
  roles                       角色
  methods                     送达方式
  limits                      其他法定数额
  calendar <年>               某年的节假日和调休
${importUsage}  unconfirmed                 尚未确认的各行和待定问题
  overview                    条款、执行处、测试一览（供法制机构核签）
  edition                     本版说明
`;

const unitLabels = {
  hour: '小时',
  calendarDay: '日（自然日）',
  workingDay: '个工作日',
  month: '个月',
  year: '年',
} as const;

const published = new Map(seedCalendars().map((year) => [year.year, year]));
const provisional = new Map<number, CalendarYear>();

/** The seed of a published year, or the provisional year. */
function calendarYear(year: number): CalendarYear {
  const known = published.get(year) ?? provisional.get(year);
  if (known) return known;
  const computed = provisionalYear(year);
  provisional.set(year, computed);
  return computed;
}

/** The years a period may touch from its event on, and one more: its notice may move the last December. */
function calendarFor(period: Period, event: number): Calendar {
  const first = Number(shanghaiDay(event).slice(0, 4));
  const yearsLong =
    period.unit === 'year' ? period.length : period.unit === 'month' ? Math.ceil(period.length / 12) : 1;
  return Array.from({ length: yearsLong + 3 }, (_, index) => calendarYear(first + index));
}

/** One computed deadline as it is printed; moments in RFC 3339, +08:00. */
function computed(periodKey: string, eventText: string) {
  if (!isPeriodKey(periodKey)) {
    throw new UsageError(`没有名为 ${periodKey} 的期限。已有期限：\n${periodKeys.join('\n')}`);
  }
  const event = parseRfc3339(eventText);
  if (event === undefined) {
    throw new UsageError(
      `起算时刻无法识别：${eventText}。须为带时区的 RFC 3339 时刻，如 2026-11-24T09:30:00+08:00 或 2026-11-24T01:30:00Z`,
    );
  }
  const period = periodOf(periodKey);
  const found = deadline(period, event, calendarFor(period, event));
  const bound = (end: { at: number; lastDay: string | null }) => ({ ...end, at: formatRfc3339(end.at) });
  return {
    period: periodKey,
    label: period.label,
    event: formatRfc3339(event),
    ...found,
    at: formatRfc3339(found.at),
    earliest: bound(found.earliest),
    latest: bound(found.latest),
  };
}

function printDeadline(line: Line, json: boolean, periodKey?: string, eventText?: string): void {
  if (periodKey === undefined || eventText === undefined)
    throw new UsageError('deadline 需要期限和起算时刻两项');
  const found = computed(periodKey, eventText);
  if (json) {
    line(JSON.stringify(found, null, 2));
    return;
  }
  line(`${found.label}（${found.period}）届满：${found.at}${found.provisional ? '（暂算）' : ''}`);
  line(`规则：${found.rule}`);
  line(`日历：${found.calendarVersion}`);
  for (const step of found.explanation) line(`  ${step}`);
}

/** One line of the batch; whatever is wrong with it becomes its answer, and the next line is read. */
function batchAnswer(text: string): object {
  let id: unknown = null;
  try {
    const asked: unknown = JSON.parse(text);
    if (typeof asked !== 'object' || asked === null) throw new UsageError('每行须为一个 JSON 对象');
    const { id: given = null, period, event } = asked as Record<string, unknown>;
    id = given;
    if (typeof period !== 'string' || typeof event !== 'string') {
      throw new UsageError('period 和 event 须为字符串');
    }
    return { id, ...computed(period, event) };
  } catch (error) {
    if (error instanceof UsageError || error instanceof RangeError) return { id, error: error.message };
    if (error instanceof SyntaxError) return { id, error: `不是 JSON：${error.message}` };
    throw error;
  }
}

async function batch({ input, output }: Streams): Promise<void> {
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    if (text.trim() !== '') output.write(`${JSON.stringify(batchAnswer(text))}\n`);
  }
}

type Line = (text: string) => void;

const placeLabel = ({ article, paragraph, item }: Place): string =>
  `${articleLabel(article)}第${String(paragraph)}款${item === 0 ? '' : `第${String(item)}项`}`;

const whereOf = (place: Place): string => {
  const { carriedOutBy } = place;
  if (carriedOutBy === undefined) return `尚未：${place.notYet}`;
  const file =
    'procedure' in carriedOutBy
      ? carriedOutBy.procedure
      : 'step' in carriedOutBy
        ? carriedOutBy.step
        : carriedOutBy.table;
  return `${file} → ${carriedOutBy.test}`;
};

const signature = (): string => `法制机构核签：${signedBy() ?? '尚无'}`;

function printOverview(line: Line): void {
  const places = coverage();
  for (const place of places) line(`${placeLabel(place)}\t${whereOf(place)}`);
  const done = places.filter((place) => place.carriedOutBy !== undefined).length;
  line(`共 ${String(places.length)} 款项，已执行 ${String(done)}，尚未 ${String(places.length - done)}`);
  line(signature());
}

const sourced = (row: { source: string; confirmed: { on: string; in: string } | null }): string =>
  row.confirmed ? `${row.source}；${row.confirmed.on} 核对` : `${row.source}；未确认`;

function printPeriods(line: Line): void {
  for (const key of periodKeys) {
    const period = periodOf(key);
    const length = `${String(period.length)} ${unitLabels[period.unit]}`;
    line(
      `${key}\t${period.label}\t${length}\t自${period.runsFrom}\t${ranks[period.rank]}\t${sourced(period)}`,
    );
  }
}

/** Every row of every table whose source has not been confirmed, and the questions no text settles. */
function unconfirmedRows() {
  const rows = [
    ...periodKeys.map((key) => ({ table: 'periods', key, row: periodOf(key) })),
    ...documentKeys.map((key) => ({ table: 'documents', key, row: documentOf(key) })),
    ...serviceMethodKeys.map((key) => ({
      table: 'service-methods',
      key,
      row: serviceMethods[key],
    })),
    ...Object.entries(limits).map(([key, row]) => ({ table: 'limits', key, row })),
    ...penaltyKeys.map((key) => ({ table: 'penalties', key, row: penaltyOf(key) })),
    ...powerKeys.map((key) => ({ table: 'powers', key, row: powerOf(key) })),
    ...legalBasisKeys.map((key) => {
      const { label, ...row } = legalBasisOf(key);
      return { table: 'legal-bases', key, row: { ...row, source: label } };
    }),
  ];
  return [
    ...rows.flatMap(({ table, key, row }) =>
      row.confirmed === null ? [{ table, key, source: row.source, because: row.unconfirmedBecause }] : [],
    ),
    ...Object.entries<OpenQuestion>(openQuestions).map(([key, row]) => ({
      table: 'open-questions',
      key,
      source: row.source,
      because: `${row.question}；在此之前：${row.meanwhile}`,
    })),
    {
      table: 'edition',
      key: 'effectiveFrom',
      source: '本制度第三十七条',
      because: edition.effectiveFromUnknownBecause,
    },
  ];
}

const articleRows = () =>
  articles.map(({ number, heading }) => ({
    number,
    heading,
    text: articleText(number),
    parts: coverage()
      .filter((place) => place.article === number)
      .map(({ paragraph, item, ...rest }) => ({
        paragraph,
        item,
        ...rest,
        text: partText(number, paragraph, item),
      })),
  }));

function partText(number: number, paragraph: number, item: number): string {
  const found = articles[number - 1]?.paragraphs[paragraph - 1];
  if (found === undefined) return '';
  if (item === 0) return found.text;
  const part = found.items[item - 1];
  return part === undefined ? '' : `${part.label}${part.text}`;
}

/** Each list: what `--json` prints, and how it is printed for people. */
const lists: Record<string, { rows: () => unknown; print: (line: Line) => void }> = {
  articles: {
    rows: articleRows,
    print: (line) => {
      for (const { heading, text } of articleRows()) line(`${heading}  ${text}\n`);
    },
  },
  periods: { rows: () => periodKeys.map((key) => ({ key, ...periodOf(key) })), print: printPeriods },
  documents: {
    rows: () => documentKeys.map((key) => ({ key, ...documentOf(key) })),
    print: (line) => {
      for (const key of documentKeys) {
        const document = documentOf(key);
        line(`${key}\t${document.title}\t${sourced(document)}`);
        for (const field of document.contents) {
          line(`  ${field.key}\t${field.label}\t${field.required === 'law' ? '法定' : '惯例'}`);
        }
      }
    },
  },
  roles: {
    rows: () => roleKeys.map((key) => ({ key, ...roles[key] })),
    print: (line) => {
      for (const key of roleKeys) line(`${key}\t${roles[key].label}\t${roles[key].source}`);
    },
  },
  methods: {
    rows: () => serviceMethodKeys.map((key) => ({ key, ...serviceMethods[key] })),
    print: (line) => {
      for (const key of serviceMethodKeys) {
        const method = serviceMethods[key];
        line(
          `${key}\t${method.label}\t${method.allowedWhen}\t送达日：${method.servedWhen}\t${sourced(method)}`,
        );
      }
    },
  },
  limits: {
    rows: () => Object.entries(limits).map(([key, row]) => ({ key, ...row })),
    print: (line) => {
      for (const [key, row] of Object.entries<Limit>(limits)) {
        line(
          `${key}\t${row.label}\t${row.value === null ? '未设定' : String(row.value)} ${row.unit}\t${sourced(row)}`,
        );
      }
    },
  },
  unconfirmed: {
    rows: unconfirmedRows,
    print: (line) => {
      for (const { table, key, source, because } of unconfirmedRows())
        line(`${table}\t${key}\t${source}\t${because}`);
      line(signature());
    },
  },
  overview: {
    rows: () => coverage().map((place) => ({ place: placeLabel(place), ...place })),
    print: printOverview,
  },
  edition: {
    rows: () => edition,
    print: (line) => {
      for (const [key, value] of Object.entries(edition)) line(`${key}\t${value ?? '（空）'}`);
    },
  },
};

function printCalendar(line: Line, json: boolean, yearText?: string): void {
  if (yearText === undefined || !/^(19[5-9]\d|2\d{3})$/.test(yearText)) {
    throw new UsageError('calendar 需要一个 1950 至 2999 之间的年份');
  }
  const year = calendarYear(Number(yearText));
  if (json) {
    line(JSON.stringify(year, null, 2));
    return;
  }
  line(`${yearText} 年${year.provisional ? '（暂定）' : ''} ${year.version}：${year.source}`);
  for (const { date, name } of year.holidays) line(`  休 ${date} ${name}`);
  for (const date of year.makeUpDays) line(`  班 ${date}`);
}

async function run(argv: readonly string[], streams: Streams): Promise<void> {
  const line: Line = (text) => void streams.output.write(`${text}\n`);
  const options = argv.filter((word) => word.startsWith('--'));
  const [command, ...words] = argv.filter((word) => !word.startsWith('--'));
  const unknown = options.find(
    (option) => option !== '--json' && !(option === '--batch' && command === 'deadline'),
  );
  if (unknown !== undefined && unknown !== '--help')
    throw new UsageError(`没有名为 ${unknown} 的选项\n${usage}`);
  const json = options.includes('--json');

  if (unknown === '--help' || command === 'help') line(usage);
  else if (command === 'deadline' && options.includes('--batch')) await batch(streams);
  else if (command === 'deadline') printDeadline(line, json, ...words);
  else if (command === 'calendar') printCalendar(line, json, ...words);
  else printList(line, json, command);
}

function printList(line: Line, json: boolean, command: string | undefined): void {
  const list = command !== undefined && Object.hasOwn(lists, command) ? lists[command] : undefined;
  if (list === undefined) {
    throw new UsageError(command === undefined ? usage : `没有名为 ${command} 的命令\n${usage}`);
  }
  if (json) line(JSON.stringify(list.rows(), null, 2));
  else list.print(line);
}

/**
 * Runs one command; the answer is the exit code: 0, or 2 when what was asked is not understood. An import of
 * a calendar has its own.
 */
export async function main(
  argv: readonly string[],
  streams: Streams = { input: process.stdin, output: process.stdout, errors: process.stderr },
): Promise<number> {
  const [command, subcommand, ...words] = argv;
  if (command === 'calendar' && subcommand === 'import') return importCalendar(words, streams);
  try {
    await run(argv, streams);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof RangeError)) throw error;
    streams.errors.write(`${error.message}\n`);
    return 2;
  }
}
