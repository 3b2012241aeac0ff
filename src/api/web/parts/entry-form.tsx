import { Button } from 'antd';
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import type { ActAnswer } from '../../schemas.js';
import { useAct } from '../queries.js';
import { AttachmentsField } from './attachments-field.js';
import type { FieldError } from './checks.js';
import { errorsOf, FieldErrors, useFocusOnError } from './field.js';
import { asProblem, ProblemNotice } from './problem-notice.js';
import { uploadFaults, useUploads, useWithoutRefused } from './uploads.js';

/** A part of such a form: what is typed, and how it is changed. */
export type EntryPart<D> = { draft: D; put: (change: Partial<D>) => void };

type Uploaded = ReturnType<typeof useUploads>['stored'];

/**
 * A form that enters one instrument of the bureau with its scans: checked here first, then sent to `path`;
 * what is wrong stands at its field, and the first such field has the focus.
 */
export function EntryForm<D extends object>({
  blank,
  faultsOf,
  path,
  bodyOf,
  label,
  onDone,
  note,
  children,
}: {
  blank: () => D;
  faultsOf: (draft: D) => FieldError[];
  path: string;
  bodyOf: (draft: D, attachments: Uploaded[number][]) => object;
  label: string;
  onDone: () => void;
  /** What is said below the files. */
  note?: ReactNode;
  children: (part: EntryPart<D>) => ReactNode;
}) {
  const [draft, setDraft] = useState(blank);
  const [attempt, setAttempt] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const uploads = useUploads();
  const withoutRefused = useWithoutRefused();
  const act = useAct<ActAnswer>(onDone);
  useFocusOnError(form, act.error);
  useFocusOnError(form, attempt);
  const put = (change: Partial<D>) => setDraft((before) => ({ ...before, ...change }));
  const faults = [...faultsOf(draft), ...uploadFaults(uploads)];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length > 0) return;
    withoutRefused(uploads, () => act.mutate({ path, body: bodyOf(draft, [...uploads.stored]) }));
  };
  const refused = errorsOf(act.error ? asProblem(act.error) : null);
  return (
    <FieldErrors value={attempt && faults.length > 0 ? faults : refused}>
      <form ref={form} className="stack" noValidate onSubmit={submit}>
        {children({ draft, put })}
        <AttachmentsField uploads={uploads} />
        {note}
        <ProblemNotice error={act.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {label}
          </Button>
        </div>
      </form>
    </FieldErrors>
  );
}
