import { Button, Input } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useSignIn } from '../session.js';
import { ProblemNotice } from './problem-notice.js';

/** Name and password. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const signIn = useSignIn();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await signIn({ signIn: name.trim(), password });
      onDone();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="stack">
      <ProblemNotice error={error} />
      <div className="field">
        <label htmlFor="sign-in-name">登录名</label>
        <Input
          id="sign-in-name"
          autoComplete="username"
          required
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor="sign-in-password">密码</label>
        <Input
          id="sign-in-password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(e) => setPassword(e.target.value)}
        />
      </div>
      <Button type="primary" htmlType="submit" block loading={busy}>
        登录
      </Button>
    </form>
  );
}
