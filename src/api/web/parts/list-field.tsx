import { Input } from 'antd';
import { useState } from 'react';
import { Field } from './field.js';

type Props = {
  label: string;
  pointer: string;
  value: readonly string[];
  onChange: (items: string[]) => void;
  required?: boolean;
  hint?: string | null;
};

const itemsOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Several entries, one a line. */
export function ListField({ label, pointer, value, onChange, required = false, hint }: Props) {
  const [text, setText] = useState(value.join('\n'));
  return (
    <Field
      label={label}
      pointer={pointer}
      required={required}
      hint={hint ? `${hint}。每行一项。` : '每行一项。'}
    >
      {(control) => (
        <Input.TextArea
          {...control}
          autoSize={{ minRows: 2, maxRows: 10 }}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            onChange(itemsOf(event.target.value));
          }}
        />
      )}
    </Field>
  );
}
