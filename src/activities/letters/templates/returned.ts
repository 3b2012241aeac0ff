import type { LetterTemplate } from '../template.js';
import { IN_TASKS, byWhomAndWhen, subjectOf, until } from '../words.js';

/** 退回: what the reader handed in came back. The reasons are on the page, not in the mail. */
export const returned: LetterTemplate = {
  subject: (facts) => subjectOf('returned', facts, until(facts)),
  preview: () => '您提交的材料已退回，请查看理由，修改后重新提交。',
  heading: (facts) => `已退回：${facts.matter}`,
  says: (facts) => [
    `${byWhomAndWhen(facts)}退回了您提交的材料。`,
    '退回的理由请打开下方链接查看；修改后请重新提交。',
  ],
  action: '查看理由',
  elsewhere: IN_TASKS,
  why: () => '材料由您提交，故收到此信。',
};
