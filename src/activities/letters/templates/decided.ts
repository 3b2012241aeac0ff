import type { LetterTemplate } from '../template.js';
import { IN_CASES, byWhomAndWhen, subjectOf } from '../words.js';

/** The procedure has its outcome. Opinions are on the page, not in the mail. */
export const decided: LetterTemplate = {
  subject: (facts) => subjectOf('decided', facts, facts.record.outcome),
  preview: (facts) => `${facts.matter}：${facts.record.outcome}`,
  heading: (facts) => `${facts.matter}：${facts.record.outcome}`,
  says: (facts) =>
    facts.record.role
      ? [`${byWhomAndWhen(facts)}作出决定：${facts.record.outcome}。意见和理由请打开下方链接查看。`]
      : [`结果：${facts.record.outcome}。经过请打开下方链接查看。`],
  action: '查看结果',
  elsewhere: IN_CASES,
  why: () => '您是本案的承办人或者审核人，故收到此信。',
};
