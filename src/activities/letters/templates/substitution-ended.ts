import { LETTER_TEMPLATES } from '../../../models/letter.js';
import type { LetterFacts } from '../facts.js';
import type { LetterTemplate } from '../template.js';
import { byWhomAndWhen } from '../words.js';
import { substitutionRows } from './substitution-granted.js';

const how = (facts: LetterFacts): string =>
  facts.substitution?.revoked ? `${byWhomAndWhen(facts)}撤销了代理。` : '代理期限已满，代理终止。';

/** A substitution is over, by its time or by revocation: both of its people hear of it. */
export const substitutionEnded: LetterTemplate = {
  subject: () => `【${LETTER_TEMPLATES.substitutionEnded}】代理已终止`,
  preview: how,
  heading: () => '代理已终止',
  says: (facts) => [how(facts), '此后的办理由本人进行；代理期间已作出的办理继续有效。'],
  rows: substitutionRows,
  action: '查看代理',
  elsewhere: '在“代理”中查看',
  why: () => '您是该代理的被代理人或者代理人，故收到此信。',
};
