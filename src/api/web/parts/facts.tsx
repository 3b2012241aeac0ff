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

/** What a field of a form says, as the server words it; null when it says nothing. */
export function fieldWords(words: FieldView['words']): ReactNode {
  if (words === null || words.length === 0) return null;
  if (!Array.isArray(words)) return words;
  return (
    <ul className="plain-list">
      {words.map((item, index) => (
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}

/** The contents of a document as they were filled in. */
export const FormFacts = ({ fields }: { fields: readonly FieldView[] }) => (
  <Facts items={fields.map((field) => [field.label, fieldWords(field.words)] as const)} />
);
