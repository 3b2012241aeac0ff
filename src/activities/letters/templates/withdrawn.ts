import type { LetterTemplate } from '../template.js';
import { IN_CASES, byWhomAndWhen, subjectOf } from '../words.js';

/** 撤回: a task has left the reader's list before he acted on it. */
export const withdrawn: LetterTemplate = {
  subject: (facts) => subjectOf('withdrawn', facts, '暂不需您办理'),
  preview: () => '前一环节已撤回，本事项暂不需您办理。',
  heading: (facts) => `已撤回：${facts.matter}`,
  says: (facts) => [
    `${byWhomAndWhen(facts)}撤回了前一环节的办理，本事项暂不需您办理；重新提交后将另行告知。`,
  ],
  action: '查看案件',
  elsewhere: IN_CASES,
  why: () => '本事项此前交由您办理，故收到此信。',
};
