import type { LetterTemplate } from '../template.js';
import { IN_TASKS, passed, subjectOf, until, whyAsked } from '../words.js';

/** A task is on the reader's list. */
export const assigned: LetterTemplate = {
  subject: (facts) => subjectOf('assigned', facts, until(facts)),
  preview: (facts) => `${facts.asks}。${until(facts)}`,
  heading: (facts) => `请您办理：${facts.matter}`,
  says: (facts) => [`${facts.asks}。`, ...passed(facts)],
  action: '打开任务',
  elsewhere: IN_TASKS,
  why: whyAsked,
};
