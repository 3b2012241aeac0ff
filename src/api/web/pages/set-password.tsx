import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import { Link, useLocation } from 'react-router';
import type { FirstPassword, InvitationView } from '../../register-schemas.js';
import { act } from '../api.js';
import { moment } from '../format.js';
import { errorsOf, FieldErrors, useFocusOnError } from '../parts/field.js';
import { Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { NewPasswordFields, passwordFaults } from '../parts/password-fields.js';
import { asProblem, ProblemNotice } from '../parts/problem-notice.js';
import { useSession } from '../session.js';

/** What the token of a link looks like; mail programs and copying may cut it off. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Reached from a letter, without a sign-in: its reader has none yet. The token stays in the fragment. */
export function SetPasswordPage() {
  // Whoever else is signed in here: his token goes with the requests, or they would be refused.
  const session = useSession();
  const token = useLocation().hash.slice(1);
  const whole = TOKEN.test(token);
  const opened = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => act<InvitationView>('POST', '/api/invitations/open', { token }),
    enabled: whole && !session.isPending,
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <Page title="设置登录密码" above={<p className="sign-in-system">行政执法全过程记录系统</p>}>
          {!whole ? (
            <p role="alert">链接不完整，请从邮件中完整复制。</p>
          ) : (
            <Loaded reading={opened}>
              {(invitation) => <PasswordForm token={token} invitation={invitation} />}
            </Loaded>
          )}
          <p className="register-foot">
            <Link to="/sign-in">已有密码，去登录</Link>
          </p>
        </Page>
      </div>
    </main>
  );
}

function PasswordForm({ token, invitation }: { token: string; invitation: InvitationView }) {
  const [typed, setTyped] = useState({ password: '', again: '' });
  const [attempt, setAttempt] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const send = useMutation({
    mutationFn: (body: FirstPassword) => act('POST', '/api/invitations/password', body),
  });
  useFocusOnError(form, send.error);
  useFocusOnError(form, attempt);
  const faults = passwordFaults(typed);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length === 0) send.mutate({ token, password: typed.password });
  };
  if (send.isSuccess)
    return (
      <p role="status">
        密码已设置，请用登录名 <strong>{invitation.signIn}</strong> 登录。
      </p>
    );
  return (
    <FieldErrors
      value={attempt && faults.length > 0 ? faults : errorsOf(send.error ? asProblem(send.error) : null)}
    >
      <form ref={form} className="stack" noValidate onSubmit={submit}>
        <p>
          {invitation.bureau}
          <br />
          {invitation.name}，登录名 <strong>{invitation.signIn}</strong>
        </p>
        <p className="quiet">链接有效至 {moment(invitation.expiresAt)}，只能用一次。</p>
        {/* Managers of passwords keep the password under this name. */}
        <input
          className="unseen"
          type="text"
          autoComplete="username"
          readOnly
          tabIndex={-1}
          aria-hidden
          value={invitation.signIn}
        />
        <NewPasswordFields typed={typed} onChange={setTyped} />
        <ProblemNotice error={send.error} />
        <Button type="primary" htmlType="submit" block loading={send.isPending}>
          设置密码
        </Button>
      </form>
    </FieldErrors>
  );
}
