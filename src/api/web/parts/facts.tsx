import type { ReactNode } from 'react';
import type { FieldView } from '../../schemas.js';

/** Names and values side by side, one under the other on a phone. Empty values are left out. */
export function Facts({ items }: { items: readonly (readonly [label: string, value: ReactNode])[] }) {
  const filled = items.filter(
    ([, value]) => value !== null && value !== undefined && value !== '' && value !== false,
  );
  if (filled.length === 0) return null;
  return (
    <dl className="facts">
      {filled.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A value of a form, in words. */
export function fieldValue(value: FieldView['value']): ReactNode {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (!Array.isArray(value)) return String(value);
  if (value.length === 0) return null;
  return (
    <ul className="plain-list">
      {value.map((item, index) => (
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}

/** The contents of a document as they were filled in. */
export const FormFacts = ({ fields }: { fields: readonly FieldView[] }) => (
  <Facts items={fields.map((field) => [field.label, fieldValue(field.value)] as const)} />
);
