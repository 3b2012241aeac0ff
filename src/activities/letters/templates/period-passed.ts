import { formatMoment } from '../../../workflows/law/moments.js';
import type { LetterFacts } from '../facts.js';
import type { LetterTemplate } from '../template.js';
import { IN_CASES, shortMoment, subjectOf } from '../words.js';

const what = ({ clock }: LetterFacts): string => clock?.label ?? '办理';

const since = ({ clock, now }: LetterFacts): string =>
  clock ? `${clock.label}期限已于${shortMoment(clock.at, now)}届满` : '期限已届满';

/** Done by now, though late, or still open. */
const standing = ({ clock }: LetterFacts): string =>
  clock?.metAt === undefined
    ? '届满时尚未办理。期限届满不产生批准、不批准或者终止的效果，仍须办理；逾期办理的，按逾期时长如实记录。'
    : `届满时尚未办理，已于${formatMoment(clock.metAt)}逾期办理，逾期情况已记录。`;

/** A period passed: a recorded fact, told to the person, the unit and the 法制机构 (第七条); it decides nothing. */
export const periodPassed: LetterTemplate = {
  subject: (facts) => subjectOf('periodPassed', facts, since(facts)),
  preview: (facts) => standing(facts),
  heading: (facts) => `期限届满：${what(facts)}`,
  says: (facts) => [`${since(facts)}，${standing(facts)}`],
  action: '查看办理情况',
  elsewhere: IN_CASES,
  why: () => '您是本案的承办人、审核人、办理人或者法制机构监督人员，期限届满须告知您。',
};
