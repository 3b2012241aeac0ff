import type { ArticleNumber } from '../workflows/law/articles.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { partWords, readStep } from '../workflows/law/record/approval-tasks.js';
import { procedureName } from '../workflows/law/record/kinds.js';
import { stepRowOf } from '../workflows/law/step-label.js';
import { isRoleKey, roles, type RoleKey } from '../workflows/law/roles.js';

/** What a step asks of whoever does it. */
export function stepAsks(row: ProcedureRow, step: string): string {
  const { part } = readStep(step);
  const asked = stepRowOf(row, step);
  if (!asked) return row.title;
  return partWords[part]?.asks ?? asked.asks;
}

/** The article a step rests on. */
export const stepArticle = (row: ProcedureRow, step: string): ArticleNumber =>
  stepRowOf(row, step)?.article ?? row.article;

export const roleLabel = (role: string): string =>
  role === 'system' ? '系统' : isRoleKey(role) ? roles[role].label : role;

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

/** Where the bureau's own procedures are found, by row key. */
const nouns: Readonly<Record<string, string>> = {
  entrustment: 'entrustments',
  substitution: 'substitutions',
  handover: 'handovers',
  'calendar-import': 'calendar/imports',
};

/** The page that shows the bureau's own procedures of a kind. */
export const pageOf = (procedure: string): string => `/${nouns[procedureName(procedure)] ?? ''}`;

/** The id of one of the bureau's own procedures in addresses: BUREAU-2026~3f9a1c. */
export const bureauIdOf = (chainId: string, procedure: string): string =>
  `${chainId}~${procedure.split('/').slice(1).join('.')}`;

/** The parts of such an id, for a row. */
export function readBureauId(key: string, id: string): { chainId: string; procedure: string } {
  const [chainId = '', name = ''] = id.split('~');
  return { chainId, procedure: `${key}/${name.replaceAll('.', '/')}` };
}

/** Where what an opening made can be read. */
export function homeOf({ chainId, procedure }: { chainId: string; procedure: string }): string {
  const noun = nouns[procedureName(procedure)];
  return noun === undefined ? `/api/cases/${chainId}` : `/api/${noun}/${bureauIdOf(chainId, procedure)}`;
}
