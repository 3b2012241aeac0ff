import { Button, Modal } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import type { ActAnswer, Correction, FieldView, Form, TimelineEntry } from '../../schemas.js';
import { useAct } from '../queries.js';
import { asked } from './checks.js';
import { FormFields, type FormField } from './document-form.js';
import { errorsOf, FieldErrors, useFocusOnError } from './field.js';
import { asProblem, ProblemNotice } from './problem-notice.js';
import { TextField } from './text-field.js';

type Correctable = FormField & Pick<FieldView, 'value'>;

/** What of a record can be put right: its opinion and what its form says. */
const contentsOf = (entry: TimelineEntry): Correctable[] => [
  ...(entry.opinion === null
    ? []
    : [
        {
          key: 'opinion',
          label: '意见',
          kind: 'longText',
          choices: null,
          posts: null,
          value: entry.opinion,
        } as const,
      ]),
  ...entry.form,
];

const changedFrom = (fields: readonly Correctable[], replacement: Form): Form =>
  Object.fromEntries(
    fields
      .filter((field) => JSON.stringify(replacement[field.key]) !== JSON.stringify(field.value))
      .map((field) => [field.key, replacement[field.key] ?? null]),
  );

type FormProps = { number: string; entry: TimelineEntry; onDone: () => void };

function CorrectForm({ number, entry, onDone }: FormProps) {
  const fields = contentsOf(entry);
  const [reason, setReason] = useState('');
  const [replacement, setReplacement] = useState<Form>(
    Object.fromEntries(fields.map((field) => [field.key, field.value])),
  );
  const [attempt, setAttempt] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const correct = useAct<ActAnswer>(onDone);
  useFocusOnError(form, correct.error);
  useFocusOnError(form, attempt);
  const faults = asked('/reason', '更正理由', reason, 2_000);
  const changed = changedFrom(fields, replacement);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length > 0) return;
    const body: Correction = { procedure: entry.procedure, target: entry.seq, reason, replacement: changed };
    correct.mutate({ path: `/api/cases/${number}/corrections`, body });
  };
  const refused = errorsOf(correct.error ? asProblem(correct.error) : null);
  return (
    <FieldErrors value={attempt && faults.length > 0 ? faults : refused}>
      <form ref={form} className="stack" noValidate onSubmit={submit}>
        <p>更正另成一条记录，原记录不改动，两者都会显示（第三十五条）。</p>
        <ProblemNotice error={correct.error} />
        <FormFields fields={fields} at="/replacement" value={replacement} onChange={setReplacement} />
        <TextField
          label="更正理由"
          pointer="/reason"
          required
          lines={2}
          value={reason}
          onChange={setReason}
        />
        <Button
          type="primary"
          htmlType="submit"
          loading={correct.isPending}
          disabled={Object.keys(changed).length === 0}
        >
          提交更正
        </Button>
      </form>
    </FieldErrors>
  );
}

/** 更正 of one record. */
export function CorrectDialog(props: { number: string; entry: TimelineEntry | null; onClose: () => void }) {
  const { number, entry, onClose } = props;
  return (
    <Modal
      open={entry !== null}
      title={entry ? `更正第 ${String(entry.seq)} 号记录` : ''}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
    >
      {entry && <CorrectForm number={number} entry={entry} onDone={onClose} />}
    </Modal>
  );
}
