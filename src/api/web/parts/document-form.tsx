import { Input, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import type { DocumentField, Form } from '../../schemas.js';
import { fromField, toField } from '../format.js';
import { appliesIn } from './decision-check.js';
import { Facts, fieldWords } from './facts.js';
import { Field, FieldGroup } from './field.js';
import { ListField } from './list-field.js';
import { PeopleChoice } from './people-choice.js';

type Value = Form[string];
/** One field to fill: of a document, or of a record that is corrected. */
export type FormField = Pick<DocumentField, 'key' | 'label' | 'kind' | 'choices'> & {
  required?: DocumentField['required'];
};
type Change = (value: Value) => void;
type Slot = { field: FormField; pointer: string; value: Value; onChange: Change };

const isRequired = (field: FormField): boolean => field.required === 'law';

const words = (value: Value): string => (typeof value === 'string' ? value : '');
const items = (value: Value): string[] => (Array.isArray(value) ? [...value] : []);
const whole = (value: Value): number | undefined => (typeof value === 'number' ? value : undefined);

const TextSlot = ({ field, pointer, value, onChange }: Slot) => (
  <Field label={field.label} pointer={pointer} required={isRequired(field)}>
    {(control) => (
      <Input {...control} value={words(value)} onChange={(event) => onChange(event.target.value)} />
    )}
  </Field>
);

const LongTextSlot = ({ field, pointer, value, onChange }: Slot) => (
  <Field label={field.label} pointer={pointer} required={isRequired(field)}>
    {(control) => (
      <Input.TextArea
        {...control}
        autoSize={{ minRows: 3, maxRows: 14 }}
        value={words(value)}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);

const InstantSlot = ({ field, pointer, value, onChange }: Slot) => {
  const at = whole(value);
  return (
    <Field label={field.label} pointer={pointer} required={isRequired(field)} hint="北京时间。">
      {(control) => (
        <Input
          {...control}
          type="datetime-local"
          className="moment-input"
          value={at === undefined ? '' : toField(at)}
          onChange={(event) => onChange(fromField(event.target.value) ?? null)}
        />
      )}
    </Field>
  );
};

const DateSlot = ({ field, pointer, value, onChange }: Slot) => (
  <Field label={field.label} pointer={pointer} required={isRequired(field)}>
    {(control) => (
      <Input
        {...control}
        type="date"
        className="moment-input"
        value={words(value)}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      />
    )}
  </Field>
);

/** Typed in 元, kept in 分. */
const AmountSlot = ({ field, pointer, value, onChange }: Slot) => {
  const fen = whole(value);
  const [text, setText] = useState(fen === undefined ? '' : (fen / 100).toFixed(2));
  return (
    <Field label={field.label} pointer={pointer} required={isRequired(field)} hint="单位：元。">
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          className="moment-input"
          value={text}
          suffix="元"
          onChange={(event) => {
            setText(event.target.value);
            const amount = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(event.target.value.trim());
            onChange(amount ? Number(amount[1]) * 100 + Number((amount[2] ?? '').padEnd(2, '0')) : null);
          }}
        />
      )}
    </Field>
  );
};

const ListSlot = ({ field, pointer, value, onChange }: Slot) => (
  <ListField
    label={field.label}
    pointer={pointer}
    required={isRequired(field)}

    value={items(value)}
    onChange={onChange}
  />
);

const ChoiceSlot = ({ field, pointer, value, onChange }: Slot) => (
  <FieldGroup label={field.label} pointer={pointer} required={isRequired(field)}>
    <Radio.Group
      className="choices"
      value={value}
      onChange={(event) => onChange(String(event.target.value))}
      options={(field.choices ?? []).map((choice) => ({ value: choice.key, label: choice.label }))}
    />
  </FieldGroup>
);

const PeopleSlot = ({ field, pointer, value, onChange }: Slot) => (
  <PeopleChoice
    label={field.label}
    pointer={pointer}
    post="officer"
    required={isRequired(field)}
    value={items(value)}
    onChange={onChange}
  />
);

const slots: Readonly<Record<FormField['kind'], ((slot: Slot) => ReactNode) | null>> = {
  text: TextSlot,
  longText: LongTextSlot,
  instant: InstantSlot,
  date: DateSlot,
  people: PeopleSlot,
  list: ListSlot,
  choice: ChoiceSlot,
  amount: AmountSlot,
  // Files go with the act, under the form.
  attachments: null,
};

type Props = { fields: readonly FormField[]; at: string; value: Form; onChange: (form: Form) => void };

/** Fields of the law's documents as a form; `at` is the JSON pointer of the form in the request. */
export const FormFields = ({ fields, at, value, onChange }: Props) =>
  fields.map((field) => {
    const Slot = slots[field.kind];
    return (
      Slot && (
        <Slot
          key={field.key}
          field={field}
          pointer={`${at}/${field.key}`}
          value={value[field.key] ?? null}
          onChange={(next) => onChange({ ...value, [field.key]: next })}
        />
      )
    );
  });

/** What a given field says; 补报时间 and its like are known only once the record is there. */
const givenWords = (field: DocumentField) => fieldWords(field.words) ?? '提交时由系统记录';

/** A document of the law's table: what the file answers already is shown, the rest is asked. */
export function DocumentForm(props: Omit<Props, 'at' | 'fields'> & { fields: readonly DocumentField[] }) {
  const { fields, value, onChange } = props;
  const given = fields.filter((field) => field.given);
  const asked = fields.filter((field) => !field.given && appliesIn(field, value));
  return (
    <>
      <Facts items={given.map((field) => [field.label, givenWords(field)] as const)} />
      <FormFields fields={asked} at="/form" value={value} onChange={onChange} />
    </>
  );
}
