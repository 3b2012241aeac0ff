import { LINK_LIFE_MS } from '../../models/link.js';
import type { LetterTemplateKey } from '../../models/letter.js';
import type { LetterFacts } from './facts.js';
import { plainText, type Layout, type LetterPage } from './layout.js';
import type { LetterTemplate } from './template.js';
import { assigned } from './templates/assigned.js';
import { deadlineMoved } from './templates/deadline-moved.js';
import { decided } from './templates/decided.js';
import { invitation } from './templates/invitation.js';
import { lapseCorrected } from './templates/lapse-corrected.js';
import { periodPassed } from './templates/period-passed.js';
import { reminder } from './templates/reminder.js';
import { returned } from './templates/returned.js';
import { substitutionEnded } from './templates/substitution-ended.js';
import { substitutionGranted } from './templates/substitution-granted.js';
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
  deadlineMoved,
  decided,
  invitation,
  substitutionGranted,
  substitutionEnded,
} as const satisfies Record<LetterTemplateKey, LetterTemplate>;

/** A letter ready to be sent. */
export type Composed = { subject: string; text: string; html: string };

const linkNote = (elsewhere: string): string =>
  `链接仅供您本人使用一次，${String(LINK_LIFE_MS / 3_600_000)} 小时内有效，打开后须登录；也可直接登录，${elsewhere}。`;

/** The first words to whoever acts for another (代理). */
const forWhom = ({ behalf }: LetterFacts): string[] =>
  behalf === undefined ? [] : [`您正在代理${behalf}：以下事项由您代${behalf}办理。`];

/** Pure. The letter a template makes of the facts. */
export function compose(key: LetterTemplateKey, facts: LetterFacts, url: string, layout: Layout): Composed {
  const template: LetterTemplate = templates[key];
  const due = term(facts);
  const page: LetterPage = {
    bureau: facts.bureau,
    subject: oneLine(template.subject(facts)),
    preview: template.preview(facts),
    heading: template.heading(facts),
    greeting: `${facts.recipient}：`,
    paragraphs: [...forWhom(facts), ...template.says(facts)],
    facts: template.rows?.(facts) ?? [
      ['案号', facts.caseNumber],
      ...(facts.caseTitle === '' ? [] : [['案件', facts.caseTitle] as const]),
      ['程序', facts.procedure],
      ['事项', facts.matter],
      ...(due === undefined ? [] : [['期限', due] as const]),
    ],
    ...(facts.clock?.provisional ? { notice: PROVISIONAL } : {}),
    article: facts.article,
    action: { label: template.action, url },
    linkNote: template.linkNote ?? linkNote(template.elsewhere),
    why: facts.behalf === undefined ? template.why(facts) : `您正在代理${facts.behalf}，故收到此信。`,
  };
  return { subject: page.subject, text: plainText(page), html: layout(page) };
}
