import type { LetterTemplate } from '../template.js';
import type { LetterFacts } from '../facts.js';
import { IN_CASES, subjectOf } from '../words.js';

const what = ({ clock }: LetterFacts): string => clock?.label ?? '办理';

const change = ({ moved }: LetterFacts): string => (moved ? `由${moved.from}改为${moved.to}` : '');

/** The year's notice moved the end of a period: the old day, the new one, and why. */
export const deadlineMoved: LetterTemplate = {
  subject: (facts) => subjectOf('deadlineMoved', facts, `${what(facts)}改至${facts.moved?.to ?? ''}`),
  preview: (facts) => `${what(facts)}的期限${change(facts)}。`,
  heading: (facts) => `期限变动：${what(facts)}`,
  says: (facts) => [
    `${what(facts)}的届满日${change(facts)}。`,
    `理由：${facts.moved?.why ?? ''}。两次计算的步骤请打开下方链接查看。`,
    ...(facts.moved?.lifted ? ['此前的届满记录因此不再成立，原记录保留。'] : []),
  ],
  action: '查看期限',
  elsewhere: IN_CASES,
  why: () => '您是本案的承办人、审核人、办理人或者法制机构监督人员，期限变动须告知您。',
};
