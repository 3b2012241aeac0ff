import { Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef } from 'react';
import { Field } from './field.js';
import { PhrasesBar } from './phrases.js';

type Props = { value: string; onChange: (words: string) => void; phrases?: boolean };

/** 意见及理由. Its writer may put in what he has written for himself before; nothing is put in for him. */
export function OpinionField({ value, onChange, phrases = true }: Props) {
  const area = useRef<TextAreaRef>(null);
  const insert = (words: string) => {
    const element = area.current?.resizableTextArea?.textArea;
    const from = element?.selectionStart ?? value.length;
    const to = element?.selectionEnd ?? value.length;
    onChange(value.slice(0, from) + words + value.slice(to));
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(from + words.length, from + words.length);
    });
  };
  return (
    <div>
      <Field label="意见及理由" pointer="/opinion" required hint="由您本人填写，系统不会代拟。">
        {(control) => (
          <Input.TextArea
            {...control}
            ref={area}
            autoSize={{ minRows: 4, maxRows: 14 }}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      {phrases && <PhrasesBar insert={insert} />}
    </div>
  );
}
