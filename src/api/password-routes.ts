import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { refusal } from '../workflows/refusals.js';
import type { ApiParts } from './parts.js';
import { passwordFault } from './passwords.js';
import { refused } from './problems.js';
import { FirstPassword, InvitationView, NewPassword, OpenInvitation } from './register-schemas.js';
import { route, type Route } from './route.js';
import { Session } from './schemas.js';
import { continueSession, sessionOf } from './sessions.js';

/** Setting a password: the first by the link of an invitation, a new one by whoever is signed in. */
export const passwordRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'post',
    path: '/api/invitations/open',
    summary: '打开设置密码的链接：是谁的账号、何时失效；不消耗链接',
    open: true,
    body: OpenInvitation,
    answers: { 200: InvitationView },
    do: async ({ body, request, receivedAt }) => {
      await parts.signInLimits.attempt(body.token, request.ip ?? '');
      const { person, expiresAt } = await invited(parts, body.token, receivedAt);
      await parts.signInLimits.forget(body.token, request.ip ?? '');
      return { name: person.name, signIn: person.id, bureau: parts.environment.BUREAU_NAME, expiresAt };
    },
    present: (body) => ({ body }),
  }),
  firstPasswordRoute(parts),
  newPasswordRoute(parts),
];

/** A token that is guessed, used up, expired, or of somebody who left is answered alike. */
async function invited(parts: ApiParts, token: string, now: number) {
  const open = await parts.invitations.find(token, now);
  const person = open && (await parts.people.personById(open.person));
  if (!open || !person?.active) throw refused(refusal('invitationInvalid'));
  return { person, expiresAt: open.expiresAt };
}

function refuseFault(password: string, person: Parameters<typeof passwordFault>[1]): void {
  const why = passwordFault(password, person);
  if (why === undefined) return;
  throw refused(refusal('passwordUnsuitable', { why }), [{ pointer: '/password', detail: `${why}。` }]);
}

const firstPasswordRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/invitations/password',
    summary: '凭邮件中的链接设置密码；原有的会话和访问令牌一律失效，链接随之用尽',
    open: true,
    body: FirstPassword,
    answers: { 204: z.null() },
    do: async ({ body, request, receivedAt }) => {
      await parts.signInLimits.attempt(body.token, request.ip ?? '');
      const { person } = await invited(parts, body.token, receivedAt);
      refuseFault(body.password, person);
      const passwordHash = await hash(body.password);
      // Used up before the password is there: of two who come at once, one is told no.
      if ((await parts.invitations.use(body.token, receivedAt)) !== person.id)
        throw refused(refusal('invitationInvalid'));
      await parts.people.setPassword(person.id, passwordHash, receivedAt);
      await parts.tokens.removeAllOf(person.id);
      await parts.signInLimits.forget(body.token, request.ip ?? '');
      parts.logger.info({ code: 'passwordSet', by: 'invitation', person: person.id }, 'password set');
    },
    present: () => ({ status: 204 }),
  });

const newPasswordRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/password',
    summary: '修改本人的密码；本人的其他会话随之失效',
    body: NewPassword,
    answers: { 200: Session },
    may: ({ caller }) => {
      if (caller.authentication !== 'password')
        throw refused(refusal('notPermitted', { what: '修改密码：须由本人登录后办理' }));
    },
    do: async ({ caller, body, request, receivedAt }) => {
      await parts.signInLimits.attempt(caller.id, request.ip ?? '');
      const account = await parts.people.personToSignIn(caller.id);
      if (!account?.passwordHash || !(await verify(account.passwordHash, body.current)))
        throw refused(refusal('passwordWrong'), [{ pointer: '/current', detail: '现在的密码不正确。' }]);
      if (body.current === body.password)
        throw refused(refusal('passwordUnsuitable', { why: '与现在的密码相同' }), [
          { pointer: '/password', detail: '与现在的密码相同。' },
        ]);
      refuseFault(body.password, { ...account, id: account._id });
      await parts.people.setPassword(caller.id, await hash(body.password), receivedAt);
      await parts.invitations.withdraw(caller.id, receivedAt);
      await continueSession(request, caller.id, receivedAt);
      await parts.signInLimits.forget(caller.id, request.ip ?? '');
      parts.logger.info({ code: 'passwordSet', by: 'self', person: caller.id }, 'password set');
    },
    present: async (_, { caller, request, receivedAt }) => ({
      body: await sessionOf(parts, caller, request, receivedAt),
    }),
  });
