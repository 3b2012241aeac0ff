import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import type { Session } from '../../schemas.js';
import type { NewPassword } from '../../register-schemas.js';
import { act, rememberSession } from '../api.js';
import { errorsOf, FieldErrors, useFocusOnError } from '../parts/field.js';
import { Page } from '../parts/page.js';
import { NewPasswordFields, PasswordField, passwordFaults } from '../parts/password-fields.js';
import { asProblem, ProblemNotice } from '../parts/problem-notice.js';

const BLANK = { current: '', password: '', again: '' };

/** The reader's own password. */
export function OwnPasswordPage() {
  const [typed, setTyped] = useState(BLANK);
  const [attempt, setAttempt] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const send = useMutation({
    mutationFn: (body: NewPassword) => act<Session>('POST', '/api/password', body),
    onSuccess: (session) => {
      // The session goes on under a new token.
      rememberSession(session);
      setTyped(BLANK);
      setAttempt(null);
    },
  });
  useFocusOnError(form, send.error);
  useFocusOnError(form, attempt);
  const faults = [
    ...(typed.current === '' ? [{ pointer: '/current', detail: '请填写现在的密码。' }] : []),
    ...passwordFaults(typed),
  ];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length === 0) send.mutate({ current: typed.current, password: typed.password });
  };
  return (
    <Page title="修改密码">
      <div className="section">
        {send.isSuccess && <p role="status">密码已修改，您在其他地方的登录已失效。</p>}
        <FieldErrors
          value={attempt && faults.length > 0 ? faults : errorsOf(send.error ? asProblem(send.error) : null)}
        >
          <form ref={form} className="stack" noValidate onSubmit={submit}>
            <PasswordField
              label="现在的密码"
              pointer="/current"
              complete="current-password"
              shown={false}
              value={typed.current}
              onChange={(current) => setTyped({ ...typed, current })}
            />
            <NewPasswordFields typed={typed} onChange={(both) => setTyped({ ...typed, ...both })} />
            <ProblemNotice error={send.error} />
            <div>
              <Button type="primary" htmlType="submit" loading={send.isPending}>
                修改密码
              </Button>
            </div>
          </form>
        </FieldErrors>
      </div>
    </Page>
  );
}
