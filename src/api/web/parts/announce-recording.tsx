import { Button } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import { recordingDocuments } from '../../../workflows/law/documents/recording.js';
import { applies } from '../../../workflows/law/documents/circumstances.js';
import type { Field } from '../../../workflows/law/documents/document.js';
import type { ActAnswer, Form } from '../../schemas.js';
import { useAct } from '../queries.js';
import { useDevices } from '../recording-queries.js';
import { FormFields, type FormField } from './document-form.js';
import { errorsOf, FieldErrors, useFocusOnError } from './field.js';
import { OpinionField } from './opinion-field.js';
import { asProblem, ProblemNotice } from './problem-notice.js';
import { SelectField } from './select-field.js';

const contents: readonly Field[] = recordingDocuments.recordingAnnouncement.contents;

const fieldOf = ({ key, label, kind, choices, posts, required }: Field): FormField => ({
  key,
  label,
  kind,
  choices: choices ? [...choices] : null,
  posts: posts ? [...posts] : null,
  required,
});

/** The fields that apply to a form filled in like this. */
const applying = (form: Form): readonly Field[] => contents.filter((field) => applies(field, form, false));

/** What applies and was filled in. */
const filledIn = (form: Form): Form =>
  Object.fromEntries(
    applying(form).flatMap(({ key }) => {
      const value = form[key];
      return value === undefined || value === null || value === '' ? [] : [[key, value]];
    }),
  );

const isMissing = (value: Form[string] | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const faultsOf = (form: Form, opinion: string) => [
  ...applying(form)
    .filter(({ key, required }) => required === 'law' && isMissing(form[key]))
    .map(({ key, label, kind }) => ({
      pointer: `/form/${key}`,
      detail: `请${kind === 'choice' || kind === 'people' || key === 'device' ? '选择' : '填写'}${label}。`,
    })),
  ...(opinion.trim() === '' ? [{ pointer: '/opinion', detail: '请填写意见及理由。' }] : []),
];

type Props = { number: string; onDone: (answer: ActAnswer) => void };

/** 登记: while it is being made, or afterwards with its own end. The fields are the law's document. */
export function AnnounceRecording({ number, onDone }: Props) {
  const [form, setForm] = useState<Form>({ source: 'ownDevice' });
  const [opinion, setOpinion] = useState('');
  const [attempt, setAttempt] = useState<object | null>(null);
  const box = useRef<HTMLFormElement>(null);
  const act = useAct<ActAnswer>(onDone);
  useFocusOnError(box, act.error);
  useFocusOnError(box, attempt);
  const faults = faultsOf(form, opinion);
  const fields = applying(form);
  const [source, ...rest] = fields.filter(({ key }) => key !== 'device').map(fieldOf);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length > 0) return;
    const body = { procedure: 'recording-custody', opinion, form: filledIn(form) };
    act.mutate({ path: `/api/cases/${encodeURIComponent(number)}/procedures`, body });
  };
  return (
    <FieldErrors
      value={attempt && faults.length > 0 ? faults : errorsOf(act.error ? asProblem(act.error) : null)}
    >
      <form ref={box} className="stack" noValidate onSubmit={submit}>
        {source && <FormFields fields={[source]} at="/form" value={form} onChange={setForm} />}
        {fields.some(({ key }) => key === 'device') && (
          <DeviceField
            value={typeof form['device'] === 'string' ? form['device'] : ''}
            onChange={(device) => setForm({ ...form, device })}
          />
        )}
        <FormFields fields={rest} at="/form" value={form} onChange={setForm} />
        <OpinionField value={opinion} onChange={setOpinion} />
        <ProblemNotice error={act.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            登记音像记录
          </Button>
        </div>
      </form>
    </FieldErrors>
  );
}

function DeviceField({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { data } = useDevices();
  const options = (data?.items ?? [])
    .filter(({ active }) => active)
    .map(({ id, name, typeLabel, holder }) => ({
      value: id,
      label: `${typeLabel} ${name}（${id}，保管人 ${holder?.name ?? '无'}）`,
    }));
  return (
    <SelectField
      label="设备"
      pointer="/form/device"
      required
      hint="非本局登记设备录制的，来源请选“第三方提供”。"
      value={value}
      onChange={onChange}
      options={options}
    />
  );
}
