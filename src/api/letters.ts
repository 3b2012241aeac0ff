import { LETTER_CURSOR, LETTER_STATES, type Letter, type LetterTemplateKey } from '../models/letter.js';
import { isBureauChain } from '../workflows/law/bureau.js';
import type { Procedure } from '../models/procedures.js';
import { procedureId } from '../workflows/law/record/kinds.js';
import { knowPrincipals } from './acting-for.js';
import type { Caller } from './callers.js';
import { rowIn, type ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { problem } from './problems.js';
import { route, type Route } from './route.js';
import { LetterQuery, Letters } from './schemas.js';
import { stepAsks, taskIdOf } from './words.js';

const labels: Record<LetterTemplateKey, string> = {
  assigned: '待办通知',
  reminder: '到期提醒',
  urged: '催办',
  returned: '退回通知',
  withdrawn: '撤回通知',
  periodPassed: '期限届满通知',
  lapseCorrected: '届满更正通知',
  deadlineMoved: '期限变动通知',
  decided: '办理结果通知',
  invitation: '设置密码',
  substitutionGranted: '代理通知',
  substitutionEnded: '代理终止通知',
};
/** The caller's letters; never their words. */
export const letterRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/letters',
    summary: '发给我的邮件及其状态，新的在前',
    query: LetterQuery,
    answers: { 200: Letters },
    load: ({ caller, query }) => {
      if (query.cursor !== undefined && !LETTER_CURSOR.test(query.cursor))
        throw problem('invalidRequest', {}, [{ pointer: '/query/cursor', detail: '游标有误' }]);
      const { cursor, limit, state, template } = query;
      return parts.letterBox.ofPerson(caller.id, cursor, limit, {
        ...(state === undefined ? {} : { state }),
        ...(template === undefined ? {} : { template }),
      });
    },
    do: async ({ caller }, { letters, next }) => {
      const seen = await proceduresSeen(parts, caller, letters);
      return { items: letters.map((letter) => viewOf(parts, letter, seen)), next };
    },
    present: (body) => ({ body }),
  }),
];

/** What the letters are about, as far as their reader may know of it today; by procedure id. */
async function proceduresSeen(
  parts: ApiParts,
  caller: Caller,
  letters: readonly Letter[],
): Promise<Map<string, Procedure>> {
  const chainIds = [...new Set(letters.map((letter) => letter.chainId))].filter((id) => !isBureauChain(id));
  if (chainIds.length === 0) return new Map();
  const procedures = await parts.lists.ofMatters(chainIds);
  await knowPrincipals(caller);
  const seen = procedures.filter(({ chainId, unit }) => {
    const own = procedures.filter((one) => one.chainId === chainId);
    return allowed(caller, 'seeCase', { unit, involved: own.flatMap((one) => one.involved) });
  });
  return new Map(seen.map((one) => [one._id, one]));
}

const UNSENT: readonly Letter['state'][] = ['pending', 'sending', 'failing'];

const viewOf = (parts: ApiParts, letter: Letter, seen: ReadonlyMap<string, Procedure>) => ({
  id: Buffer.from(letter._id).toString('base64url'),
  caseNumber: isBureauChain(letter.chainId) ? null : letter.chainId,
  template: letter.template,
  label: labels[letter.template],
  state: letter.state,
  stateLabel: LETTER_STATES[letter.state],
  attempts: letter.attempts,
  createdAt: letter.createdAt,
  sentAt: letter.sentAt ?? null,
  nextAttemptAt: UNSENT.includes(letter.state) ? letter.nextAttemptAt : null,
  title: seen.get(procedureId(letter.chainId, letter.procedure))?.title ?? null,
  asks: asksIn(parts, letter),
  taskId: isBureauChain(letter.chainId) ? null : taskIdOf(letter.chainId, letter.procedure, letter.step),
});

/** What the step it points at asks; a step of the bureau's own procedures asks nothing here. */
function asksIn({ rows }: ApiParts, { chainId, procedure, step }: Letter): string | null {
  const row = isBureauChain(chainId) ? undefined : rowIn(rows, procedure);
  return row ? stepAsks(row, step) : null;
}
