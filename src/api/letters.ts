import { LETTER_CURSOR, LETTER_STATES, type Letter, type LetterTemplateKey } from '../models/letter.js';
import type { ApiParts } from './parts.js';
import { problem } from './problems.js';
import { route, type Route } from './route.js';
import { Letters, Page } from './schemas.js';
import { taskIdOf } from './words.js';

const labels: Record<LetterTemplateKey, string> = {
  assigned: '待办通知',
  reminder: '到期提醒',
  urged: '催办',
  returned: '退回通知',
  withdrawn: '撤回通知',
  periodPassed: '期限届满通知',
  lapseCorrected: '届满更正通知',
  decided: '办理结果通知',
};
/** The caller's letters; never their words. */
export const letterRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/letters',
    summary: '发给我的邮件及其状态，新的在前',
    query: Page,
    answers: { 200: Letters },
    load: ({ caller, query }) => {
      if (query.cursor !== undefined && !LETTER_CURSOR.test(query.cursor))
        throw problem('invalidRequest', {}, [{ pointer: '/query/cursor', detail: '游标有误' }]);
      return parts.letterBox.ofPerson(caller.id, query.cursor, query.limit);
    },
    do: (_, { letters, next }) => ({ items: letters.map(viewOf), next }),
    present: (body) => ({ body }),
  }),
];

const viewOf = (letter: Letter) => ({
  id: Buffer.from(letter._id).toString('base64url'),
  caseNumber: letter.chainId,
  template: letter.template,
  label: labels[letter.template],
  state: letter.state,
  stateLabel: LETTER_STATES[letter.state],
  attempts: letter.attempts,
  createdAt: letter.createdAt,
  sentAt: letter.sentAt ?? null,
  taskId: taskIdOf(letter.chainId, letter.procedure, letter.step),
});
