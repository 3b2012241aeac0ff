import { LINK_LIFE_MS } from '../../models/link.js';
import type { LetterTemplateKey } from '../../models/letter.js';
import type { LetterFacts } from './facts.js';
import { plainText, type Layout, type LetterPage } from './layout.js';
import type { LetterTemplate } from './template.js';
import { assigned } from './templates/assigned.js';
import { decided } from './templates/decided.js';
import { lapseCorrected } from './templates/lapse-corrected.js';
import { periodPassed } from './templates/period-passed.js';
import { reminder } from './templates/reminder.js';
import { returned } from './templates/returned.js';
import { urged } from './templates/urged.js';
import { withdrawn } from './templates/withdrawn.js';
import { oneLine, PROVISIONAL, term } from './words.js';

/** One file per letter. */
export const templates = {
  assigned,
  reminder,
  urged,
  returned,
  withdrawn,
  periodPassed,
  lapseCorrected,
  decided,
} as const satisfies Record<LetterTemplateKey, LetterTemplate>;

/** A letter ready to be sent. */
export type Composed = { subject: string; text: string; html: string };

const linkNote = (elsewhere: string): string =>
  `链接仅供您本人使用一次，${String(LINK_LIFE_MS / 3_600_000)} 小时内有效，打开后须登录；也可直接登录，${elsewhere}。`;

/** Pure. The letter a template makes of the facts. */
export function compose(key: LetterTemplateKey, facts: LetterFacts, url: string, layout: Layout): Composed {
  const template = templates[key];
  const due = term(facts);
  const page: LetterPage = {
    bureau: facts.bureau,
    subject: oneLine(template.subject(facts)),
    preview: template.preview(facts),
    heading: template.heading(facts),
    greeting: `${facts.recipient}：`,
    paragraphs: template.says(facts),
    facts: [
      ['案号', facts.caseNumber],
      ...(facts.caseTitle === '' ? [] : [['案件', facts.caseTitle] as const]),
      ['程序', facts.procedure],
      ['事项', facts.matter],
      ...(due === undefined ? [] : [['期限', due] as const]),
    ],
    ...(facts.clock?.provisional ? { notice: PROVISIONAL } : {}),
    article: facts.article,
    action: { label: template.action, url },
    linkNote: linkNote(template.elsewhere),
    why: template.why(facts),
  };
  return { subject: page.subject, text: plainText(page), html: layout(page) };
}
