import { Checkbox, Input, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import type { DocumentField, Form } from '../../schemas.js';
import { fromField, toField } from '../format.js';
import { appliesIn } from './decision-check.js';
import { Facts, fieldWords } from './facts.js';
import { Field, FieldGroup } from './field.js';
import { ListField } from './list-field.js';
import { Empty } from './loading.js';
import { PeopleChoice } from './people-choice.js';
import { SelectField } from './select-field.js';

type Value = Form[string];
/** One field to fill: of a document, or of a record that is corrected. */
export type FormField = Pick<DocumentField, 'key' | 'label' | 'kind' | 'choices' | 'posts'> & {
  required?: DocumentField['required'];
};
type Change = (value: Value) => void;
type Slot = { field: FormField; pointer: string; value: Value; onChange: Change };

const isRequired = (field: FormField): boolean => field.required === 'law';

const words = (value: Value): string => (typeof value === 'string' ? value : '');
const items = (value: Value): string[] => (Array.isArray(value) ? [...value] : []);
const whole = (value: Value): number | undefined => (typeof value === 'number' ? value : undefined);

/** What it names is chosen by its own name, where the file has it; else it is written. */
const TextSlot = (slot: Slot) =>
  slot.field.choices && slot.field.choices.length > 0 ? <ThingSlot {...slot} /> : <WordsSlot {...slot} />;

const optionsOf = (field: FormField) =>
  (field.choices ?? []).map(({ key, label }) => ({ value: key, label }));

const ThingSlot = ({ field, pointer, value, onChange }: Slot) => (
  <SelectField
    label={field.label}
    pointer={pointer}
    required={isRequired(field)}
    value={words(value)}
    onChange={(key) => onChange(key === '' ? null : key)}
    options={optionsOf(field)}
  />
);

/** Several things on file, each by its own name. */
const ThingsSlot = ({ field, pointer, value, onChange }: Slot) => (
  <FieldGroup label={field.label} pointer={pointer} required={isRequired(field)}>
    {field.choices?.length === 0 ? (
      <Empty>卷内还没有可选的。</Empty>
    ) : (
      <Checkbox.Group
        className="choices"
        value={items(value)}
        onChange={(keys) => onChange(keys.map(String))}
        options={optionsOf(field)}
      />
    )}
  </FieldGroup>
);

const WordsSlot = ({ field, pointer, value, onChange }: Slot) => (
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

const ListSlot = (slot: Slot) => {
  const { field, pointer, value, onChange } = slot;
  if (field.choices) return <ThingsSlot {...slot} />;
  return (
    <ListField
      label={field.label}
      pointer={pointer}
      required={isRequired(field)}
      value={items(value)}
      onChange={onChange}
    />
  );
};

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
    posts={field.posts}
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

const isEmpty = (value: Value | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * The form with one more answer. A thing on file answers other fields too, as far as nobody has written in
 * them: what the thing chosen before said there is no writing.
 */
function answered(form: Form, { key, choices }: FormField, value: Value): Form {
  const setBy = (chosen: Value | undefined) => choices?.find((choice) => choice.key === chosen)?.sets ?? {};
  const before = setBy(form[key]);
  const open = Object.entries(setBy(value)).filter(
    ([other]) => isEmpty(form[other]) || form[other] === before[other],
  );
  return { ...form, ...Object.fromEntries(open), [key]: value };
}

/** What the file suggests for the fields of a form, so that nobody types what is known. */
export const begun = (fields: readonly DocumentField[]): Form =>
  fields
    .filter(({ given, value }) => !given && value !== null)
    .reduce((form, field) => answered(form, field, field.value), {});

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
          onChange={(next) => onChange(answered(value, field, next))}
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
