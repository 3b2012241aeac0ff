import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import type { ActAnswer, DocumentField, Form } from '../../schemas.js';
import { saveMade } from '../api.js';
import { fromField } from '../format.js';
import { useAct } from '../queries.js';
import { AttachmentsField } from './attachments-field.js';
import { twoPeople, type FieldError } from './checks.js';
import { appliesIn, decisionFaults, fileFaults, filesAsked } from './decision-check.js';
import { begun, DocumentForm } from './document-form.js';
import { FaultsNotice } from './faults-notice.js';
import { errorsOf, FieldErrors, useFocusOnError } from './field.js';
import { OpinionField } from './opinion-field.js';
import { PeopleChoice } from './people-choice.js';
import { asProblem, Missing, ProblemNotice } from './problem-notice.js';
import { PowerNotes } from './power-notes.js';
import { TextField } from './text-field.js';
import { Unconfirmed } from './unconfirmed.js';
import { uploadFaults, useUploads, useWithoutRefused } from './uploads.js';

/** The contents that were filled in; what says nothing, or no longer applies, is not sent. */
const filledIn = (form: Form, fields: readonly DocumentField[]): Form =>
  Object.fromEntries(
    Object.entries(form).filter(([key, value]) => {
      const field = fields.find((one) => one.key === key);
      return value !== null && value !== '' && field !== undefined && appliesIn(field, form);
    }),
  );

/** Which files the document asks for. */
const FilesAsked = ({ fields }: { fields: readonly DocumentField[] }) =>
  fields.length > 0 && <p className="quiet">须附：{fields.map(({ label }) => label).join('、')}。</p>;

/** What the form will be checked by, before it is filled in. */
const Checked = ({ conditions }: { conditions: readonly string[] }) =>
  conditions.length > 0 && (
    <details className="checked">
      <summary>提交时核对的条件（{conditions.length} 项）</summary>
      <Missing items={conditions} />
    </details>
  );

type FileFormProps = {
  path: string;
  body: Record<string, unknown>;
  /** Fields of the act beside the document, and what is amiss with them. */
  beside?: ReactNode;
  besideFaults?: readonly FieldError[];
  fields: readonly DocumentField[];
  /** Conditions that what is filled in is checked by when it is sent, in words. */
  checked?: readonly string[];
  /** Why the contents of the document still have to be checked by the legal office (待核). */
  unconfirmed?: string | null;
  /** What is asked of the recording of the act (第五条). */
  notice?: string | null;
  /** So many officers at least must be named. */
  officers: number;
  send: string;
  /** The document and its matter, where a draft of it can be printed. */
  draft?: { number: string; document: string; title: string } | undefined;
  onDone: (answer: ActAnswer) => void;
};

/** The document as it stands now, to be printed, signed and scanned; nothing goes on the record. */
function DraftButton({ number, title, body }: { number: string; title: string; body: object }) {
  const make = useMutation({
    mutationFn: () => saveMade(`/api/cases/${number}/drafts`, body, `${number}-${title}-稿本.pdf`),
  });
  return (
    <>
      <Button onClick={() => make.mutate()} loading={make.isPending}>
        打印稿本（供签名、盖章）
      </Button>
      <ProblemNotice error={make.error} />
    </>
  );
}

/** What is typed and attached, what is amiss with it once it was tried to send, and the sending. */
function useFiling({ path, body, fields, officers, besideFaults = [], onDone }: FileFormProps) {
  const [form, setForm] = useState<Form>(() => begun(fields));
  const [opinion, setOpinion] = useState('');
  const [people, setPeople] = useState<string[]>([]);
  const [at, setAt] = useState('');
  const [attempt, setAttempt] = useState<object | null>(null);
  const uploads = useUploads();
  const withoutRefused = useWithoutRefused();
  const box = useRef<HTMLFormElement>(null);
  const act = useAct<ActAnswer>(onDone);
  useFocusOnError(box, act.error);
  useFocusOnError(box, attempt);
  const faults: FieldError[] = [
    ...besideFaults,
    ...(officers > 0 ? twoPeople('/officers', '执法人员', people) : []),
    ...decisionFaults('submit', opinion, form, fields),
    ...fileFaults(fields, form, uploads.stored.length + uploads.sending.length),
    ...uploadFaults(uploads),
  ];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length > 0) return;
    const occurredAt = fromField(at);
    const wish = {
      ...body,
      form: filledIn(form, fields),
      opinion,
      ...(officers > 0 ? { officers: people } : {}),
      ...(occurredAt === undefined ? {} : { occurredAt }),
    };
    withoutRefused(uploads, () => act.mutate({ path, body: { ...wish, attachments: [...uploads.stored] } }));
  };
  const amiss = attempt !== null && faults.length > 0;
  const problem = act.error ? asProblem(act.error) : null;
  const values = { form, opinion, people, at, uploads };
  return {
    ...values,
    ...{ setForm, setOpinion, setPeople, setAt },
    ...{ box, submit, faults, amiss, problem, sending: act.isPending },
  };
}

/** One document with when it happened, who acted, files and an opinion. */
export function FileForm(props: FileFormProps) {
  const { fields, officers, send, draft, beside, checked = [], unconfirmed = null, notice = null } = props;
  const { form, opinion, people, at, uploads, ...filing } = useFiling(props);
  const { faults, amiss, problem } = filing;
  return (
    <FieldErrors value={amiss ? faults : errorsOf(problem)}>
      <form ref={filing.box} className="stack" noValidate onSubmit={filing.submit}>
        {beside}
        <Unconfirmed because={unconfirmed} />
        <PowerNotes notes={notice === null ? [] : [notice]} />
        <Checked conditions={checked} />
        {officers > 0 && (
          <PeopleChoice
            label="执法人员（不少于两人）"
            pointer="/officers"
            posts={['officer']}
            required
            value={people}
            onChange={filing.setPeople}
          />
        )}
        <DocumentForm fields={fields} value={form} onChange={filing.setForm} />
        {!(officers > 0 && fields.some(({ kind }) => kind === 'instant')) && (
          <TextField
            label="实际发生时间"
            pointer="/occurredAt"
            type="datetime-local"
            hint="现场办理、事后补记的填写，不填为现在。北京时间。"
            value={at}
            onChange={filing.setAt}
          />
        )}
        <FilesAsked fields={filesAsked(fields, form)} />
        <AttachmentsField uploads={uploads} />
        <OpinionField value={opinion} onChange={filing.setOpinion} />
        {amiss ? <FaultsNotice faults={faults} /> : <ProblemNotice error={problem} />}
        {draft && (
          <DraftButton
            number={draft.number}
            title={draft.title}
            body={{ document: draft.document, officers: people, form: filledIn(form, fields) }}
          />
        )}
        <Button type="primary" htmlType="submit" loading={filing.sending}>
          {send}
        </Button>
      </form>
    </FieldErrors>
  );
}
