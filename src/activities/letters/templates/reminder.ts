import { timeLeft } from '../../../workflows/law/moments.js';
import type { LetterFacts } from '../facts.js';
import type { LetterTemplate } from '../template.js';
import { IN_TASKS, subjectOf, until, whyAsked } from '../words.js';

const left = ({ clock, now }: LetterFacts): string =>
  clock ? `${clock.label}${timeLeft(clock.at - now)}` : '';

/** A clock of the procedure itself asks for no single thing. */
const sentences = (facts: LetterFacts): string[] =>
  [left(facts), facts.asks].filter((words) => words !== '').map((words) => `${words}。`);

/** The period of the reader's task, or of his procedure, is running out. */
export const reminder: LetterTemplate = {
  subject: (facts) => subjectOf('reminder', facts, until(facts)),
  preview: (facts) => sentences(facts).join(''),
  heading: (facts) => `即将到期：${facts.matter}`,
  says: sentences,
  action: '打开任务',
  elsewhere: IN_TASKS,
  why: (facts) => (facts.role ? whyAsked(facts) : '您是本案的承办人，故收到此信。'),
};
