import { isBureauChain } from '../workflows/law/bureau.js';
import type { ApiParts } from './parts.js';
import { refused } from './problems.js';
import { route, type Route } from './route.js';
import { OpenedLink, OpenLink } from './schemas.js';
import { pageOf, taskIdOf } from './words.js';

/**
 * A link in a letter is a pointer: it needs the sign-in of the person it was sent to, and decides nothing.
 */
export const linkRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'post',
    path: '/api/links/open',
    summary: '打开邮件中的链接：登录后指向对应的任务，只能用一次',
    body: OpenLink,
    answers: { 200: OpenedLink },
    do: async ({ caller, body, receivedAt }) => {
      const opened = await parts.links.openLink(body.token, caller.id, receivedAt);
      if ('refused' in opened) throw refused(opened.refused);
      return opened;
    },
    present: ({ chainId, procedure, step }) => ({
      body: isBureauChain(chainId)
        ? { caseNumber: null, taskId: null, page: pageOf(procedure) }
        : { caseNumber: chainId, taskId: taskIdOf(chainId, procedure, step), page: null },
    }),
  }),
];
