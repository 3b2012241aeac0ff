import type { LetterTemplate } from '../template.js';
import { subjectOf, until, whyAsked } from '../words.js';

/** A task is on the reader's list. */
export const assigned: LetterTemplate = {
  subject: (facts) => subjectOf('assigned', facts, until(facts)),
  preview: (facts) => `${facts.asks}。${until(facts)}`,
  heading: (facts) => `请您办理：${facts.matter}`,
  says: (facts) => [`${facts.asks}。`],
  action: '打开任务',
  why: whyAsked,
};
