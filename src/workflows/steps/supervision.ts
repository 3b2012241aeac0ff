import type { Facts } from '../law/record/kinds.js';
import { supervisionTask } from '../law/supervision-rows.js';
import type { CaseFile } from './case-file.js';

/** 监督、检查、指导 — 第七条第二款: each opinion is answered by those who handle the case. Never ends of itself. */
export const answerSupervision = <F extends Facts>(file: CaseFile<F>): Promise<never> =>
  file.each('supervisionOpinion', async (_, count) => {
    await file.ask(supervisionTask(count, file.people.handlers));
  });
