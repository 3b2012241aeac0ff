import { Input } from 'antd';
import { Field } from './field.js';

type Props = {
  label: string;
  pointer: string;
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
  hint?: string;
  /** Lines of a longer text; one line when left out. */
  lines?: number;
  type?: 'text' | 'tel' | 'date' | 'datetime-local';
};

/** One text on a form. */
export function TextField({
  label,
  pointer,
  value,
  onChange,
  required = false,
  hint,
  lines,
  type = 'text',
}: Props) {
  return (
    <Field label={label} pointer={pointer} required={required} {...(hint === undefined ? {} : { hint })}>
      {(control) =>
        lines === undefined ? (
          <Input
            {...control}
            type={type}
            className={type.startsWith('date') ? 'moment-input' : ''}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: lines, maxRows: 14 }}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
