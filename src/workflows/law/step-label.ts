import type { ProcedureRow } from './procedures.js';
import { partWords, readStep } from './record/approval-tasks.js';

/** What people call a step: 程序启动审批表·审核（第 2 轮）. */
export function stepLabel(row: ProcedureRow | undefined, step: string): string {
  const { subject, part, round } = readStep(step);
  const label = row?.steps[subject]?.label;
  if (label === undefined) return step === 'opening' ? (row?.title ?? '启动') : '';
  const of = partWords[part] ? `·${partWords[part].label}` : '';
  return `${label}${of}${round > 1 ? `（第 ${String(round)} 轮）` : ''}`;
}
