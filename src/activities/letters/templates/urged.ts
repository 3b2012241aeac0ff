import type { LetterTemplate } from '../template.js';
import { IN_TASKS, byWhomAndWhen, subjectOf, until, whyAsked } from '../words.js';

/** 催办: somebody asks the reader to get on with his task. */
export const urged: LetterTemplate = {
  subject: (facts) => subjectOf('urged', facts, until(facts)),
  preview: (facts) => `请尽快办理。${facts.asks}`,
  heading: (facts) => `请尽快办理：${facts.matter}`,
  says: (facts) => [`${byWhomAndWhen(facts)}催办本事项，请尽快办理。`, `${facts.asks}。`],
  action: '打开任务',
  elsewhere: IN_TASKS,
  why: whyAsked,
};
