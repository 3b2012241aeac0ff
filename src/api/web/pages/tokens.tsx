import { Button } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import type { IssuedToken, NewToken, TokenEntry } from '../../schemas.js';
import { moment } from '../format.js';
import { asked, type FieldError } from '../parts/checks.js';
import { CopyButton } from '../parts/copy-button.js';
import { errorsOf, FieldErrors, useFocusOnError } from '../parts/field.js';
import { Empty, Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { asProblem, ProblemNotice } from '../parts/problem-notice.js';
import { Section } from '../parts/section.js';
import { TextField } from '../parts/text-field.js';
import { useAct, useRevokeToken, useTokens } from '../queries.js';

const LONGEST_DAYS = 366;

/** Access tokens of the reader, for his programs: those that are valid, and a new one. */
export function TokensPage() {
  const [issued, setIssued] = useState<IssuedToken | null>(null);
  return (
    <Page title="访问令牌">
      <p className="quiet">
        访问令牌供程序代替您使用本系统的接口，权限与您本人相同。请只交给可信的程序，不用时废止。
      </p>
      {issued && <Issued token={issued} />}
      <Valid />
      <Section title="申请令牌">
        <NewTokenForm onDone={setIssued} />
      </Section>
    </Page>
  );
}

/** The token itself, which nobody can look up again. */
const Issued = ({ token }: { token: IssuedToken }) => (
  <Section title={`新令牌“${token.name}”`}>
    <p role="status">令牌只显示这一次，请现在复制保存。有效至 {moment(token.expiresAt)}。</p>
    <p>
      <code className="token">{token.token}</code> <CopyButton label="复制令牌" words={token.token} />
    </p>
  </Section>
);

function Valid() {
  const tokens = useTokens();
  return (
    <Section title="有效的令牌">
      <Loaded reading={tokens}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>您没有有效的访问令牌。</Empty>
          ) : (
            <ul className="rows">
              {items.map((token) => (
                <OneToken key={token.id} token={token} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function OneToken({ token }: { token: TokenEntry }) {
  const revoke = useRevokeToken();
  return (
    <li className="row">
      <div className="row-head">
        <strong>{token.name}</strong>
        <Button
          size="small"
          danger
          aria-label={`废止 ${token.name}`}
          loading={revoke.isPending}
          onClick={() => revoke.mutate(token.id)}
        >
          废止
        </Button>
      </div>
      <p className="quiet">
        {moment(token.createdAt)} 申请，有效至 {moment(token.expiresAt)}，
        {token.lastUsedAt === null ? '尚未使用' : `最近使用 ${moment(token.lastUsedAt)}`}
      </p>
      <ProblemNotice error={revoke.error} />
    </li>
  );
}

function faultsOf(name: string, days: string): FieldError[] {
  const whole = /^\d{1,3}$/.test(days.trim()) ? Number(days) : 0;
  const fits = whole >= 1 && whole <= LONGEST_DAYS;
  return [
    ...asked('/name', '用途', name, 80),
    ...(fits ? [] : [{ pointer: '/expiresInDays', detail: `请填写 1 至 ${String(LONGEST_DAYS)} 的天数。` }]),
  ];
}

function NewTokenForm({ onDone }: { onDone: (token: IssuedToken) => void }) {
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [attempt, setAttempt] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const issue = useAct<IssuedToken>((token) => {
    setName('');
    setAttempt(null);
    onDone(token);
  });
  useFocusOnError(form, issue.error);
  useFocusOnError(form, attempt);
  const faults = faultsOf(name, days);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    const body: NewToken = { name: name.trim(), expiresInDays: Number(days) };
    if (faults.length === 0) issue.mutate({ path: '/api/tokens', body });
  };
  const refused = errorsOf(issue.error ? asProblem(issue.error) : null);
  return (
    <FieldErrors value={attempt && faults.length > 0 ? faults : refused}>
      <form ref={form} className="stack" noValidate onSubmit={submit}>
        <TextField
          label="用途"
          pointer="/name"
          required
          hint="如：科室台账程序。"
          value={name}
          onChange={setName}
        />
        <TextField
          label="有效天数"
          pointer="/expiresInDays"
          required
          hint={`最长 ${String(LONGEST_DAYS)} 天。`}
          value={days}
          onChange={setDays}
        />
        <ProblemNotice error={issue.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={issue.isPending}>
            申请
          </Button>
        </div>
      </form>
    </FieldErrors>
  );
}
