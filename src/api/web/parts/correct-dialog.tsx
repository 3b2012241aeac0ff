import { Button, Modal } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import type { ActAnswer, Correction, FieldView, Form, TimelineEntry } from '../../schemas.js';
import { useAct } from '../queries.js';
import { errorsOf, FieldErrors, useFocusOnError } from './field.js';
import { ListField } from './list-field.js';
import { asProblem, ProblemNotice } from './problem-notice.js';
import { TextField } from './text-field.js';

/** What of a record is words, and so can be put right. */
const wordsOf = (entry: TimelineEntry): FieldView[] => [
  ...(entry.opinion === null ? [] : [{ key: 'opinion', label: '意见', value: entry.opinion }]),
  ...entry.form.filter((field) => typeof field.value === 'string' || Array.isArray(field.value)),
];

const changedFrom = (fields: readonly FieldView[], replacement: Form): Form =>
  Object.fromEntries(
    fields
      .filter((field) => JSON.stringify(replacement[field.key]) !== JSON.stringify(field.value))
      .map((field) => [field.key, replacement[field.key] ?? null]),
  );

type WordsProps = { field: FieldView; value: Form[string]; onChange: (value: Form[string]) => void };

function Words({ field, value, onChange }: WordsProps) {
  const { key, label } = field;
  const pointer = `/replacement/${key}`;
  if (Array.isArray(field.value))
    return <ListField label={label} pointer={pointer} value={field.value} onChange={onChange} />;
  return (
    <TextField label={label} pointer={pointer} lines={1} value={String(value ?? '')} onChange={onChange} />
  );
}

type FormProps = { number: string; entry: TimelineEntry; onDone: () => void };

function CorrectForm({ number, entry, onDone }: FormProps) {
  const fields = wordsOf(entry);
  const [reason, setReason] = useState('');
  const [replacement, setReplacement] = useState<Form>(
    Object.fromEntries(fields.map((field) => [field.key, field.value])),
  );
  const form = useRef<HTMLFormElement>(null);
  const correct = useAct<ActAnswer>(onDone);
  useFocusOnError(form, correct.error);
  const changed = changedFrom(fields, replacement);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const body: Correction = { procedure: entry.procedure, target: entry.seq, reason, replacement: changed };
    correct.mutate({ path: `/api/cases/${number}/corrections`, body });
  };
  return (
    <FieldErrors value={correct.error ? errorsOf(asProblem(correct.error)) : []}>
      <form ref={form} className="stack" onSubmit={submit}>
        <p>更正另成一条记录，原记录不改动，两者都会显示（第三十五条）。</p>
        <ProblemNotice error={correct.error} />
        {fields.map((field) => (
          <Words
            key={field.key}
            field={field}
            value={replacement[field.key] ?? null}
            onChange={(value) => setReplacement((before) => ({ ...before, [field.key]: value }))}
          />
        ))}
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
