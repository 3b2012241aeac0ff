import { Button, Input, Modal } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import type { ActAnswer, Correction, FieldView, Form, TimelineEntry } from '../../schemas.js';
import { useAct } from '../queries.js';
import { errorsOf, Field, FieldErrors, focusFirstError } from './field.js';
import { ListField } from './list-field.js';
import { asProblem, ProblemNotice } from './problem-notice.js';

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

function CorrectForm({
  number,
  entry,
  onDone,
}: {
  number: string;
  entry: TimelineEntry;
  onDone: () => void;
}) {
  const fields = wordsOf(entry);
  const [reason, setReason] = useState('');
  const [replacement, setReplacement] = useState<Form>(
    Object.fromEntries(fields.map((field) => [field.key, field.value])),
  );
  const form = useRef<HTMLFormElement>(null);
  const correct = useAct<ActAnswer>(onDone);
  const changed = changedFrom(fields, replacement);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const body: Correction = { procedure: entry.procedure, target: entry.seq, reason, replacement: changed };
    correct.mutate(
      { path: `/api/cases/${number}/corrections`, body },
      { onError: () => focusFirstError(form.current) },
    );
  };
  const put = (key: string, value: Form[string]) => setReplacement((before) => ({ ...before, [key]: value }));
  return (
    <FieldErrors value={correct.error ? errorsOf(asProblem(correct.error)) : []}>
      <form ref={form} className="stack" onSubmit={submit}>
        <p>更正另成一条记录，原记录不改动，两者都会显示（第三十五条）。</p>
        <ProblemNotice error={correct.error} />
        {fields.map((field) =>
          Array.isArray(field.value) ? (
            <ListField
              key={field.key}
              label={field.label}
              pointer={`/replacement/${field.key}`}
              value={field.value}
              onChange={(items) => put(field.key, items)}
            />
          ) : (
            <Field key={field.key} label={field.label} pointer={`/replacement/${field.key}`}>
              {(control) => (
                <Input.TextArea
                  {...control}
                  autoSize={{ minRows: 1, maxRows: 8 }}
                  value={String(replacement[field.key] ?? '')}
                  onChange={(event) => put(field.key, event.target.value)}
                />
              )}
            </Field>
          ),
        )}
        <Field label="更正理由" pointer="/reason" required>
          {(control) => (
            <Input.TextArea
              {...control}
              autoSize={{ minRows: 2 }}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
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
