import { Input, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Choice, FieldKind } from '../../../workflows/law/documents/document.js';
import type { DocumentField, Form } from '../../schemas.js';
import { fromField, toField } from '../format.js';
import { Field, FieldGroup } from './field.js';
import { ListField } from './list-field.js';
import { PeopleChoice } from './people-choice.js';

type Value = Form[string];
type Kind = FieldKind | DocumentField['kind'];
type FormField = Omit<DocumentField, 'kind'> & { kind: Kind; choices?: readonly Choice[] | null };
type Change = (value: Value) => void;
type Slot = { field: FormField; pointer: string; value: Value; onChange: Change };

const words = (value: Value): string => (typeof value === 'string' ? value : '');
const items = (value: Value): string[] => (Array.isArray(value) ? [...value] : []);
const whole = (value: Value): number | undefined => (typeof value === 'number' ? value : undefined);

const TextSlot = ({ field, pointer, value, onChange }: Slot) => (
  <Field label={field.label} pointer={pointer} required={field.required} hint={field.hint}>
    {(control) => (
      <Input {...control} value={words(value)} onChange={(event) => onChange(event.target.value)} />
    )}
  </Field>
);

const LongTextSlot = ({ field, pointer, value, onChange }: Slot) => (
  <Field label={field.label} pointer={pointer} required={field.required} hint={field.hint}>
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
    <Field label={field.label} pointer={pointer} required={field.required} hint={field.hint ?? '北京时间。'}>
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
  <Field label={field.label} pointer={pointer} required={field.required} hint={field.hint}>
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
    <Field label={field.label} pointer={pointer} required={field.required} hint={field.hint ?? '单位：元。'}>
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
    required={field.required}
    hint={field.hint}
    value={items(value)}
    onChange={onChange}
  />
);

const ChoiceSlot = ({ field, pointer, value, onChange }: Slot) => (
  <FieldGroup label={field.label} pointer={pointer} required={field.required} hint={field.hint}>
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
    required={field.required}
    value={items(value)}
    onChange={onChange}
  />
);

const FlagSlot = ({ field, pointer, value, onChange }: Slot) => (
  <FieldGroup label={field.label} pointer={pointer} required={field.required} hint={field.hint}>
    <Radio.Group
      className="choices"
      value={value}
      onChange={(event) => onChange(event.target.value === true)}
      options={[
        { value: true, label: '是' },
        { value: false, label: '否' },
      ]}
    />
  </FieldGroup>
);

const slots: Readonly<Record<Kind, ((slot: Slot) => ReactNode) | null>> = {
  text: TextSlot,
  longText: LongTextSlot,
  instant: InstantSlot,
  date: DateSlot,
  people: PeopleSlot,
  list: ListSlot,
  choice: ChoiceSlot,
  amount: AmountSlot,
  paragraph: LongTextSlot,
  moment: InstantSlot,
  money: AmountSlot,
  person: PeopleSlot,
  flag: FlagSlot,
  // Files go with the act, under the form.
  attachments: null,
};

type Props = { fields: readonly FormField[]; value: Form; onChange: (form: Form) => void };

/** A document of the law's table as a form. What the service fills itself is not asked. */
export function DocumentForm({ fields, value, onChange }: Props) {
  return fields
    .filter((field) => !field.given)
    .map((field) => {
      const Slot = slots[field.kind];
      return (
        Slot && (
          <Slot
            key={field.key}
            field={field}
            pointer={`/form/${field.key}`}
            value={value[field.key] ?? null}
            onChange={(next) => onChange({ ...value, [field.key]: next })}
          />
        )
      );
    });
}
