import { Button, Input } from 'antd';
import { useRef, useState, type SubmitEvent, type ReactNode } from 'react';
import type { ActAnswer } from '../../schemas.js';
import { useAct } from '../queries.js';
import { errorsOf, Field, FieldErrors, useFocusOnError } from './field.js';
import { asProblem, ProblemNotice } from './problem-notice.js';

type Props = {
  /** 转办, 催办, … */
  name: string;
  path: string;
  /** What the words asked for are called, by which key they are sent, and whether they may be left out. */
  words: { label: string; key: 'opinion' | 'text'; required: boolean };
  /** What else goes with it. */
  extra?: Record<string, unknown>;
  explains?: string;
  onDone: (answer: ActAnswer) => void;
  children?: ReactNode;
};

/** An act beside the decision, folded away until wanted: a few words and one button. */
export function SmallAct({ name, path, words, extra, explains, onDone, children }: Props) {
  const [text, setText] = useState('');
  const fold = useRef<HTMLDetailsElement>(null);
  const act = useAct<ActAnswer>((answer) => {
    setText('');
    if (fold.current) fold.current.open = false;
    onDone(answer);
  });
  useFocusOnError(fold, act.error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const body = { ...extra, [words.key]: text };
    act.mutate({ path, body });
  };
  return (
    <details ref={fold} className="small-act">
      <summary>{name}</summary>
      <FieldErrors value={act.error ? errorsOf(asProblem(act.error)) : []}>
        <form className="stack" onSubmit={submit}>
          {explains !== undefined && <p className="quiet">{explains}</p>}
          {children}
          <Field label={words.label} pointer={`/${words.key}`} required={words.required}>
            {(control) => (
              <Input.TextArea
                {...control}
                autoSize={{ minRows: 2, maxRows: 8 }}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <ProblemNotice error={act.error} />
          <Button htmlType="submit" loading={act.isPending}>
            确定{name}
          </Button>
        </form>
      </FieldErrors>
    </details>
  );
}
