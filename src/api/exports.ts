import type { Response } from 'express';
import { shanghaiDay } from '../workflows/law/moments.js';
import { mattersFor, summariesOf } from './cases.js';
import type { Caller } from './callers.js';
import { CaseExportQuery, EXPORT_LIMIT, TaskExportQuery } from './export-schemas.js';
import { listAsCsv, listAsXlsx, type Column } from './list-file.js';
import type { ApiParts } from './parts.js';
import { FileBytes } from './register-schemas.js';
import { route, type Route } from './route.js';
import type { CaseSummary, TaskSummary } from './schemas.js';
import { isInFilter, orderOf, tasksOf } from './tasks.js';

/** Cases are read this many at a time. */
const READ_AT_ONCE = 200;

type Format = 'csv' | 'xlsx';

/** Lists as files, with the filters and by the permissions of the lists. */
export const exportRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/cases/export',
    summary: `导出案件列表（CSV、XLSX），筛选同列表；至多 ${String(EXPORT_LIMIT)} 条，超出的在文件末行注明`,
    download: true,
    query: CaseExportQuery,
    answers: { 200: FileBytes },
    do: async ({ caller, query, receivedAt: now, response }) => {
      const { format, ...filters } = query;
      const matters = await mattersFor(parts, caller, filters, { now, limit: EXPORT_LIMIT + 1 });
      const items: CaseSummary[] = [];
      for (let at = 0; at < Math.min(matters.length, EXPORT_LIMIT); at += READ_AT_ONCE) {
        const some = matters.slice(at, Math.min(at + READ_AT_ONCE, EXPORT_LIMIT));
        items.push(...(await summariesOf(parts, caller, some, now)));
      }
      const list = { what: '案件', columns: caseColumns, items, cut: matters.length > EXPORT_LIMIT };
      await sendFile(parts, { caller, now, format, filters }, list, response);
    },
    present: () => ({}),
  }),
  route({
    method: 'get',
    path: '/api/tasks/export',
    summary: `导出我的任务（CSV、XLSX），先到期的在前；至多 ${String(EXPORT_LIMIT)} 条`,
    download: true,
    query: TaskExportQuery,
    answers: { 200: FileBytes },
    do: async ({ caller, query, receivedAt: now, response }) => {
      const { format, ...filters } = query;
      const tasks = (await tasksOf(parts, caller, now)).filter((task) => isInFilter(task, filters));
      const inOrder = tasks.sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
      const items = inOrder.slice(0, EXPORT_LIMIT);
      const list = { what: '我的任务', columns: taskColumns, items, cut: inOrder.length > EXPORT_LIMIT };
      await sendFile(parts, { caller, now, format, filters }, list, response);
    },
    present: () => ({}),
  }),
];

type Asked = { caller: Caller; now: number; format: Format; filters: Record<string, unknown> };
type List<T> = { what: string; columns: readonly Column<T>[]; items: readonly T[]; cut: boolean };

const mediaTypes: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Sends the file and notes who took how much out; which filters, never what was searched for. */
async function sendFile<T>(
  parts: ApiParts,
  { caller, now, format, filters }: Asked,
  { what, columns, items, cut }: List<T>,
  response: Response,
): Promise<void> {
  const note = cut ? `仅导出前 ${String(EXPORT_LIMIT)} 条，后面还有；请缩小范围后分次导出。` : null;
  const sheet = { name: what, columns, items, note };
  const bytes = format === 'csv' ? listAsCsv(sheet) : await listAsXlsx(sheet);
  const used = Object.entries(filters).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  parts.logger.info(
    { event: 'exported', list: what, person: caller.id, count: items.length, cut, format, filters: used },
    'a list was exported',
  );
  const bureau = parts.environment.BUREAU_NAME.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');
  response.set({
    'Content-Length': String(bytes.length),
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response
    .attachment(`${bureau}-${what}-${shanghaiDay(now)}.${format}`)
    .type(mediaTypes[format])
    .end(bytes);
}

const yes = (mark: boolean): string => (mark ? '是' : '');
const text = <T>(heading: string, width: number, of: (item: T) => string): Column<T> => ({
  heading,
  width,
  kind: 'text',
  of,
});
const moment = <T>(heading: string, of: (item: T) => number | null): Column<T> => ({
  heading,
  width: 18,
  kind: 'moment',
  of,
});

const peopleOf = (people: readonly { name: string }[]): string => people.map(({ name }) => name).join('、');

const caseColumns: readonly Column<CaseSummary>[] = [
  text('案号', 18, (one) => one.number),
  text('案件名称', 36, (one) => one.title),
  text('当事人', 28, (one) => one.party ?? ''),
  text('承办机构', 20, (one) => one.unit.name),
  text('阶段', 14, (one) => one.phaseLabel),
  text('状态', 10, (one) => (one.open ? '办理中' : one.terminated ? '已终止' : '已办结')),
  text('结果', 16, (one) => one.outcomeLabel ?? ''),
  moment('启动时间', (one) => one.openedAt),
  moment('最近办理时间', (one) => one.updatedAt),
  moment('最近期限', (one) => one.dueAt),
  text('期限暂定', 10, (one) => yes(one.provisional)),
  text('超期', 8, (one) => yes(one.overdue)),
  text('逾期补报', 10, (one) => yes(one.late)),
  text('紧急启动', 10, (one) => yes(one.emergency)),
  text('等待办理', 40, (one) =>
    one.waitingFor.map(({ label, people }) => `${label}（${peopleOf(people)}）`).join('；'),
  ),
];

const taskColumns: readonly Column<TaskSummary>[] = [
  text('案号', 18, (task) => task.caseNumber),
  text('案件名称', 36, (task) => task.title),
  text('当事人', 28, (task) => task.party ?? ''),
  text('程序', 18, (task) => task.procedureTitle),
  text('环节', 24, (task) => task.label),
  text('要求', 36, (task) => task.asks),
  text('依据', 12, (task) => task.articleLabel),
  text('身份', 12, (task) => task.roleLabel),
  text('代谁办理', 12, (task) => task.onBehalfOf?.name ?? ''),
  text('承办机构', 20, (task) => task.unit.name),
  text('办理人', 24, (task) => (task.assignee ? task.assignee.name : `可认领：${peopleOf(task.candidates)}`)),
  moment('交办时间', (task) => task.openedAt),
  moment('办理期限', (task) => task.dueAt),
  text('期限暂定', 10, (task) => yes(task.provisional)),
  text('超期', 8, (task) => yes(task.overdue)),
  text('紧急启动', 10, (task) => yes(task.emergency)),
];
