import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { FieldError } from './checks.js';
import { Field } from './field.js';

const LEAST = 12;

/** The new password as typed twice. */
export type Typed = { password: string; again: string };

/** What can be seen to be amiss without asking. */
export const passwordFaults = ({ password, again }: Typed): FieldError[] => [
  ...(Array.from(password).length < LEAST
    ? [{ pointer: '/password', detail: `密码至少 ${String(LEAST)} 个字符。` }]
    : []),
  ...(password === again ? [] : [{ pointer: '/again', detail: '两次填写的密码不一致。' }]),
];

type Props = {
  label: string;
  pointer: string;
  value: string;
  onChange: (value: string) => void;
  complete: 'current-password' | 'new-password';
  shown: boolean;
  hint?: string;
};

/** One password; managers of passwords may fill it and anything may be pasted (ASVS 5.0 6.2.7). */
export const PasswordField = ({ label, pointer, value, onChange, complete, shown, hint }: Props) => (
  <Field label={label} pointer={pointer} required {...(hint === undefined ? {} : { hint })}>
    {(control) => (
      <Input
        {...control}
        type={shown ? 'text' : 'password'}
        autoComplete={complete}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);

/** A new password, twice, and whether it is shown. */
export function NewPasswordFields({ typed, onChange }: { typed: Typed; onChange: (typed: Typed) => void }) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <PasswordField
        label="新密码"
        pointer="/password"
        complete="new-password"
        shown={shown}
        hint={`至少 ${String(LEAST)} 个字符，可用一句好记的话；不要用姓名、登录名、常见密码或者连续的数字字母。`}
        value={typed.password}
        onChange={(password) => onChange({ ...typed, password })}
      />
      <PasswordField
        label="再次填写新密码"
        pointer="/again"
        complete="new-password"
        shown={shown}
        value={typed.again}
        onChange={(again) => onChange({ ...typed, again })}
      />
      <Checkbox checked={shown} onChange={(event) => setShown(event.target.checked)}>
        显示密码
      </Checkbox>
    </>
  );
}
