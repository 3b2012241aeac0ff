import type { RecordRow, StepRow } from './procedures.js';
import type { Task } from './record/kinds.js';

/** Subject of the answer to one opinion, with its number: `supervision-1`. */
const SUPERVISION_SUBJECT = 'supervision';

/** 法制机构 puts its opinion on the record of a case (第七条第二款); it decides nothing in the case. */
export const supervisionRecords = {
  supervisionOpinion: { article: 7, by: ['legalOffice'] },
} as const satisfies Record<string, RecordRow>;

/** The answer of those who handle the case. */
export const supervisionSteps: Readonly<Record<string, StepRow>> = {
  [SUPERVISION_SUBJECT]: {
    label: '监督意见的办理情况',
    asks: '办理法制机构的监督意见，填报办理情况；不采纳的说明理由',
    document: 'supervisionAnswer',
    article: 7,
  },
};

/** Asks those who handle the case what became of an opinion. No rule found sets a term for it. */
export const supervisionTask = (count: number, handlers: readonly string[]): Task => ({
  step: `${SUPERVISION_SUBJECT}-${String(count)}/submit/1`,
  role: 'handler',
  document: 'supervisionAnswer',
  decisions: ['submit'],
  candidates: [...handlers],
});
