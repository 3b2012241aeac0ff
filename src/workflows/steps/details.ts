import { articleLabel } from '../law/articles.js';
import { formatMoment } from '../law/moments.js';
import type { ProcedureRow } from '../law/procedures.js';
import { readStep } from '../law/record/approval-tasks.js';
import { running, type State } from '../law/record/fold.js';
import { textOf } from '../law/record/kinds.js';
import { stepRowOf } from '../law/step-label.js';
import { roles } from '../law/roles.js';
import { periods } from '../law/periods.js';

type Described = Pick<ProcedureRow, 'title' | 'article' | 'steps' | 'outcomes' | 'progress'>;

/**
 * What the operator reads as the run's current details (Markdown): who is awaited for what, until when.
 * Roles, no names.
 */
export function detailsOf(row: Described, state: State, phase: string): string {
  return [
    `**${row.title}**（${articleLabel(row.article)}） · ${phase}`,
    standing(row, state),
    ...(row.progress && state.opening ? [row.progress(state)] : []),
    ...awaited(row, state),
    ...clocks(state),
  ].join('\n\n');
}

function standing(row: Described, state: State): string {
  if (state.concluded) {
    const outcome = textOf(state.concluded.facts, 'outcome');
    return `已办结：${row.outcomes[outcome] ?? outcome}`;
  }
  if (state.terminated) return '已终止，尚有善后事项';
  return state.opening ? '办理中' : '尚未启动';
}

const awaited = (row: Described, state: State): string[] =>
  Object.values(state.tasks).map((task) => {
    const { subject, round } = readStep(task.step);
    const label = stepRowOf(row, task.step)?.label ?? subject;
    return `- 等待 **${roles[task.role].label}** 办理《${label}》（第 ${String(round)} 轮，自 ${formatMoment(task.openedAt)} 起）`;
  });

const clocks = (state: State): string[] =>
  running(state).map((clock) => {
    const overdue = clock.passed === undefined ? '' : ' **已超期**';
    const provisional = clock.provisional ? '（暂定）' : '';
    return `- ${periods[clock.period].label}：至 ${formatMoment(clock.at)}${provisional}${overdue}`;
  });
