import { Button, Input } from 'antd';
import { useEffect, useRef, useState, type SubmitEvent, type ReactNode } from 'react';
import type { ActAnswer } from '../../schemas.js';
import { useAct } from '../queries.js';
import { asked, within, type FieldError } from './checks.js';
import { errorsOf, Field, FieldErrors, useFocusOnError } from './field.js';
import { NotSent } from './not-sent.js';
import { asProblem, ProblemNotice } from './problem-notice.js';
import { Shut } from './shut.js';

type Props = {
  /** 转办, 催办, … */
  name: string;
  path: string;
  /** What the words asked for are called, by which key they are sent, if they may be left out, how long. */
  words: { label: string; key: 'opinion' | 'text'; required: boolean; limit: number };
  /** What else goes with it, and what is amiss with that. */
  extra?: Record<string, unknown>;
  faults?: readonly FieldError[];
  explains?: string;
  /** Would the server accept it? When it no longer does, what is typed stays. */
  offered?: boolean;
  /** Hears whether something is typed. */
  onTyped?: (typed: boolean) => void;
  onDone: (answer: ActAnswer) => void;
  children?: ReactNode;
};

/** The words of an act and what is amiss with them once it was tried to send. */
function useWords({ words, faults = [], onTyped }: Props) {
  const [text, setText] = useState('');
  const [attempt, setAttempt] = useState<object | null>(null);
  const typed = text.trim() !== '';
  useEffect(() => onTyped?.(typed), [typed]);
  const check = words.required ? asked : within;
  const amiss = [...faults, ...check(`/${words.key}`, words.label, text, words.limit)];
  const clear = () => {
    setText('');
    setAttempt(null);
  };
  return { text, setText, typed, amiss, attempt, tryOnce: () => setAttempt({}), clear };
}

/** An act beside the decision, folded away until wanted: a few words and one button. */
export function SmallAct(props: Props) {
  const { name, path, words, extra, explains, offered = true, onDone, children } = props;
  const { text, setText, typed, amiss, attempt, tryOnce, clear } = useWords(props);
  const fold = useRef<HTMLDetailsElement>(null);
  const act = useAct<ActAnswer>((answer) => {
    clear();
    if (fold.current) fold.current.open = false;
    onDone(answer);
  });
  useFocusOnError(fold, act.error);
  useFocusOnError(fold, attempt);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    tryOnce();
    if (amiss.length === 0) act.mutate({ path, body: { ...extra, [words.key]: text } });
  };
  if (!offered && !typed) return null;
  const faults = attempt ? amiss : [];
  return (
    <details ref={fold} className="small-act">
      <summary>{name}</summary>
      <FieldErrors value={faults.length > 0 ? faults : errorsOf(act.error ? asProblem(act.error) : null)}>
        <form className="stack" noValidate onSubmit={submit}>
          {explains !== undefined && <p className="quiet">{explains}</p>}
          <Shut when={!offered}>
            {children}
            <Words words={words} value={text} onChange={setText} />
          </Shut>
          {!offered && (
            <NotSent sentence={`现在不能再${name}，您填写的内容未提交。`} label="复制内容" words={text} />
          )}
          <ProblemNotice error={act.error} />
          <Button htmlType="submit" loading={act.isPending} disabled={!offered}>
            确定{name}
          </Button>
        </form>
      </FieldErrors>
    </details>
  );
}

function Words(props: { words: Props['words']; value: string; onChange: (text: string) => void }) {
  const { words, value, onChange } = props;
  return (
    <Field label={words.label} pointer={`/${words.key}`} required={words.required}>
      {(control) => (
        <Input.TextArea
          {...control}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
