import { Field } from './field.js';

type Props = {
  label: string;
  pointer: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
  /** What no choice is called. */
  none?: string;
  required?: boolean;
  hint?: string;
};

/** One of a list. The browser's own, which keyboards, phones and screen readers know. */
export function SelectField(props: Props) {
  const { label, pointer, value, onChange, options, none = '请选择', required = false, hint } = props;
  return (
    <Field label={label} pointer={pointer} required={required} {...(hint === undefined ? {} : { hint })}>
      {({ status, ...control }) => (
        <select
          {...control}
          data-status={status}
          className="select"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{none}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
