import { formatMoment } from '../../../workflows/law/moments.js';
import type { LetterFacts } from '../facts.js';
import type { LetterTemplate } from '../template.js';
import { IN_CASES, subjectOf } from '../words.js';

const what = ({ clock }: LetterFacts): string => clock?.label ?? '办理';

/**
 * What was received in time was recorded after the lapse: the lapse is corrected, and both records stay
 * (第三十五条).
 */
export const lapseCorrected: LetterTemplate = {
  subject: (facts) => subjectOf('lapseCorrected', facts, `${what(facts)}未逾期`),
  preview: (facts) => `此前记录的${what(facts)}期限届满已更正：办理在期限之内。`,
  heading: (facts) => `届满记录更正：${what(facts)}`,
  says: (facts) => [
    facts.clock?.metAt === undefined
      ? `${what(facts)}已在期限之内办理，未逾期。`
      : `${what(facts)}已于${formatMoment(facts.clock.metAt)}收到，在期限之内，未逾期。`,
    '此前的届满记录与本更正一并保留。',
  ],
  action: '查看办理情况',
  elsewhere: IN_CASES,
  why: () => '此前的期限届满或其办理与您有关，更正须告知您。',
};
