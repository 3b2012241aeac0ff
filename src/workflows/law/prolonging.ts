import type { ArticleNumber } from './articles.js';
import { isPendingUnder } from './case-requirements.js';
import { documents, type DocumentKey } from './documents.js';
import { periodOf, type PeriodKey } from './periods.js';
import { held, type State } from './record/fold.js';
import { atApproval, beforeLapse, type Requirement } from './record/requirements.js';
import { refusal, type Refusal } from '../refusals.js';

/** Which form asks for an extension, under which subject, of which clock, by which period. */
export type Prolonging = { document: DocumentKey; subject: string; clock: string; period: PeriodKey };

/** 可以延长 once: not again, not while another waits for its approval, and not once the act has been done. */
export const refuseProlonging =
  ({ document, subject, clock, period }: Prolonging) =>
  (state: State): Refusal | undefined => {
    const running = held(state.clocks, clock);
    const not = (why: string) => refusal('extensionNotAllowed', { period: periodOf(period).label, why });
    if (isPendingUnder(state, document, subject))
      return refusal('alreadyUnderReview', { document: documents[document].title });
    if (running?.extensions !== undefined) return not('已经延长过，不得再次延长');
    return !running || running.met !== undefined ? not('没有正在进行的期限') : undefined;
  };

/** An extension approved after the term has passed would hide that it has. */
export const prolongedInTime = ({ clock, period }: Prolonging, article: ArticleNumber): Requirement =>
  atApproval(
    beforeLapse(clock, { missing: '在期限届满前批准延长', article, statute: periodOf(period).source }),
  );
