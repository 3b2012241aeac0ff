import type { OpenedFacts } from '../law/procedures.js';
import { textOf } from '../law/record/kinds.js';
import type { CaseFile } from './case-file.js';
import { documentTask } from './receive.js';

/** 通知: before the visit or on arrival. */
export const notifyInspected = <F extends OpenedFacts>(file: CaseFile<F>) =>
  file.ask(documentTask('inspection-notice', 'inspectionNotice', 'handler', file.people.handlers));

/** 反馈: the result is told; it is what the inspection came to. */
export async function answerInspected<F extends OpenedFacts>(file: CaseFile<F>): Promise<string> {
  const told = await file.ask(
    documentTask('inspection-result', 'inspectionResult', 'handler', file.people.handlers),
  );
  return textOf(told.facts, 'result');
}
