import { documents, isDocumentKey } from './documents.js';
import type { ProcedureRow, StepRow } from './procedures.js';
import { partWords, readStep, readSubject } from './record/approval-tasks.js';

type Stepped = Pick<ProcedureRow, 'steps' | 'records'>;

/**
 * What the row says of a step: by the subject of its key, without the number that tells several of a kind
 * apart (`extension-2`); of a document put on file unasked, what its record row says.
 */
export function stepRowOf(row: Stepped | undefined, step: string): StepRow | undefined {
  const { subject, part } = readStep(step);
  if (part === 'record' && isDocumentKey(subject)) {
    const kind = row?.records?.[subject];
    const { title } = documents[subject];
    return kind && { label: title, asks: `填报《${title}》`, document: subject, article: kind.article };
  }
  return row?.steps[subject] ?? row?.steps[readSubject(subject).kind];
}

/** What people call a step: 程序启动审批表·审核（第 2 轮）. */
export function stepLabel(row: ProcedureRow | undefined, step: string): string {
  const { part, round } = readStep(step);
  const label = stepRowOf(row, step)?.label;
  if (label === undefined) return step === 'opening' ? (row?.title ?? '启动') : '';
  if (part === 'record') return round > 1 ? `${label}（第 ${String(round)} 份）` : label;
  const of = partWords[part] ? `·${partWords[part].label}` : '';
  return `${label}${of}${round > 1 ? `（第 ${String(round)} 轮）` : ''}`;
}
