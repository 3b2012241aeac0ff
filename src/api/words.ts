import { articles } from '../workflows/law/articles.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { partWords, readStep } from '../workflows/law/record/approval-tasks.js';
import { isRoleKey, roles, type RoleKey } from '../workflows/law/roles.js';

/** What people call a step: 程序启动审批表·审核（第 2 轮）. */
export function stepLabel(row: ProcedureRow | undefined, step: string): string {
  const { subject, part, round } = readStep(step);
  const label = row?.steps[subject]?.label;
  if (label === undefined) return step === 'opening' ? (row?.title ?? '启动') : '';
  const of = partWords[part] ? `·${partWords[part].label}` : '';
  return `${label}${of}${round > 1 ? `（第 ${String(round)} 轮）` : ''}`;
}

/** What a step asks of whoever does it. */
export function stepAsks(row: ProcedureRow, step: string): string {
  const { subject, part } = readStep(step);
  const asked = row.steps[subject];
  if (!asked) return row.title;
  return partWords[part]?.asks ?? asked.asks;
}

/** The article a step rests on. */
export const stepArticle = (row: ProcedureRow, step: string): number =>
  row.steps[readStep(step).subject]?.article ?? row.article;

export const roleLabel = (role: string): string =>
  role === 'system' ? '系统' : isRoleKey(role) ? roles[role].label : role;

/** 9 → 第九条. */
export const articleLabel = (number: number): string =>
  articles.find((article) => article.number === number)?.heading ?? `第${String(number)}条`;

/** A task's id in addresses: `${chainId}~${procedure}~${step}` with `/` as `.`. */
export const taskIdOf = (chainId: string, procedure: string, step: string): string =>
  [chainId, procedure, step].map((part) => part.replaceAll('/', '.')).join('~');

/** The parts of a task's id. */
export function readTaskId(id: string): { chainId: string; procedure: string; step: string } {
  const [chainId = '', procedure = '', step = ''] = id.split('~');
  return { chainId, procedure: procedure.replaceAll('.', '/'), step: step.replaceAll('.', '/') };
}

/** The role that does a part of an approval, for steps whose task is no longer open. */
export function roleOfStep(step: string): RoleKey {
  const roleOf = new Map<string, RoleKey>([
    ['submit', 'handler'],
    ['review', 'reviewer'],
    ['approve', 'approver'],
  ]);
  return roleOf.get(readStep(step).part) ?? 'manager';
}
