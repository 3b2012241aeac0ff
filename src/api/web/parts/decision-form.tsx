import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import type { ActAnswer, Decide, DocumentField, Form, TaskDetail } from '../../schemas.js';
import type { TaskDraftContents } from '../../own-words-schemas.js';
import { useAct } from '../queries.js';
import { AttachmentsField } from './attachments-field.js';
import { decisionFaults, fileFaults } from './decision-check.js';
import { begun, DocumentForm } from './document-form.js';
import { DraftLine } from './draft-line.js';
import { FaultsNotice } from './faults-notice.js';
import { errorsOf, FieldErrors, useFocusOnError } from './field.js';
import { NotSent } from './not-sent.js';
import { OpinionField } from './opinion-field.js';
import { useOwnDraft } from './own-draft.js';
import { PowerNotes } from './power-notes.js';
import { asProblem, ProblemNotice } from './problem-notice.js';
import { Section } from './section.js';
import { Shut } from './shut.js';
import { Unconfirmed } from './unconfirmed.js';
import { uploadFaults, useUploads, useWithoutRefused } from './uploads.js';

type Answer = Decide['decision'];

/** Asked again before it counts; nothing on this list can be taken back by a mere click. */
const confirmed: Partial<Record<Answer, string>> = {
  agree: '您的同意提交后立即生效，并记录在案。',
  refuse: '您的不同意提交后立即生效，并记录在案。',
};

/** Asks once more before an answer that needs it; the others are given at once. */
function useConfirmation() {
  const { modal } = App.useApp();
  return (decision: Answer, label: string, opinion: string, go: () => void) => {
    const warning = confirmed[decision];
    if (warning === undefined) {
      go();
      return;
    }
    void modal.confirm({
      title: `确认“${label}”？`,
      content: (
        <>
          <p>{warning}</p>
          <p className="opinion">{opinion}</p>
        </>
      ),
      okText: `确认${label}`,
      cancelText: '再想想',
      okButtonProps: { danger: decision === 'refuse' },
      focusable: { autoFocusButton: 'cancel' },
      onOk: go,
    });
  };
}

/** The contents the form asks for; what the service fills itself is not sent. */
function filledIn(form: Form, fields: readonly DocumentField[]): Form {
  const asked = fields.filter((field) => !field.given).map((field) => field.key);
  return Object.fromEntries(
    Object.entries(form).filter(([key, value]) => asked.includes(key) && value !== null),
  );
}

/** What was typed into the form, beside what it began with. */
const typedInto = (form: Form, begun: Form, fields: readonly DocumentField[]): string[] =>
  fields.flatMap(({ key, label }) => {
    const value = form[key];
    const same = JSON.stringify(value) === JSON.stringify(begun[key]);
    if (same || (typeof value !== 'string' && !Array.isArray(value))) return [];
    return [`${label}：${Array.isArray(value) ? value.join('；') : value}`];
  });

/** An answer on the way: what is typed and attached, and what is amiss with it once it was tried to send. */
function useDraft(detail: TaskDetail) {
  const [first] = useState<Form>({ ...begun(detail.document?.fields ?? []), ...detail.prefilled });
  const [form, setForm] = useState<Form>(first);
  const [opinion, setOpinion] = useState('');
  const [attempt, setAttempt] = useState<{ decision: Answer } | null>(null);
  const uploads = useUploads();
  const fields = detail.document?.fields ?? [];
  const faultsOf = (decision: Answer) => [
    ...decisionFaults(decision, opinion, form, fields),
    ...(decision === 'submit'
      ? fileFaults(fields, form, uploads.stored.length + uploads.sending.length)
      : []),
    ...uploadFaults(uploads),
  ];
  const faults = attempt ? faultsOf(attempt.decision) : [];
  const typed = [...(opinion.trim() === '' ? [] : [opinion]), ...typedInto(form, first, fields)];
  const touched = typed.length > 0 || uploads.stored.length + uploads.sending.length > 0;
  const restore = (kept: TaskDraftContents) => {
    setOpinion(kept.opinion);
    setForm({ ...first, ...kept.form });
    uploads.restore(kept.attachments);
  };
  const empty = () => restore({ opinion: '', form: {}, attachments: [] });
  const values = { form, opinion, fields, uploads, restore, empty };
  return { ...values, setForm, setOpinion, attempt, setAttempt, faultsOf, faults, typed, touched };
}

/** The one who files the document fills it in; the others sign it. */
const titleOf = ({ document, permissions }: TaskDetail): string => {
  if (!permissions.decide.includes('submit')) return '签署意见';
  return document ? `填写《${document.title}》` : '办理';
};

/** `closed`: why it can no longer be decided; what is typed stays on the page then. */
type Props = { detail: TaskDetail; closed: string | null; onDone: (answer: ActAnswer) => void };

/** What is asked on a task: its document, files, an opinion, and the answers the server would accept. */
export function DecisionForm({ detail, closed, onDone }: Props) {
  const draft = useDraft(detail);
  const { form, opinion, fields, uploads, faults, attempt } = draft;
  const box = useRef<HTMLDivElement>(null);
  const confirm = useConfirmation();
  const withoutRefused = useWithoutRefused();
  const kept = useOwnDraft<TaskDraftContents>({
    place: `/api/tasks/${encodeURIComponent(detail.id)}/draft`,
    contents: { opinion, form: filledIn(form, fields), attachments: [...uploads.stored] },
    typed: draft.touched,
    paused: closed !== null,
    restore: draft.restore,
  });
  const decide = useAct<ActAnswer>((answer) => {
    kept.forget();
    onDone(answer);
  });
  useFocusOnError(box, decide.error);
  useFocusOnError(box, attempt);
  const send = (decision: Answer) => {
    const attachments = [...uploads.stored];
    const body: Decide = { decision, opinion, form: filledIn(form, fields), attachments };
    decide.mutate({ path: `/api/tasks/${encodeURIComponent(detail.id)}/decision`, body });
  };
  const choose = (decision: Answer, label: string) => {
    draft.setAttempt({ decision });
    if (draft.faultsOf(decision).length > 0) return;
    withoutRefused(uploads, () => confirm(decision, label, opinion, () => send(decision)));
  };
  if (closed !== null && !draft.touched) return null;
  const problem = decide.error ? asProblem(decide.error) : null;
  const amiss = faults.length > 0 && closed === null;
  return (
    <Section title={titleOf(detail)}>
      <FieldErrors value={amiss ? faults : errorsOf(problem)}>
        <div ref={box} className="stack">
          <Shut when={closed !== null}>
            <Unconfirmed because={detail.document?.unconfirmed ?? null} />
            <PowerNotes notes={detail.document?.notice ? [detail.document.notice] : []} />
            <DocumentForm fields={fields} value={form} onChange={draft.setForm} />
            <AttachmentsField uploads={uploads} />
            <OpinionField value={opinion} onChange={draft.setOpinion} />
          </Shut>
          {closed === null && (
            <DraftLine draft={kept} words={({ opinion: words }) => words} empty={draft.empty} />
          )}
          {closed !== null && <NotSent sentence={closed} label="复制意见" words={draft.typed.join('\n')} />}
          {amiss && <FaultsNotice faults={faults} />}
          {!amiss && !(closed !== null && problem?.code === 'alreadyDecided') && (
            <ProblemNotice error={problem} />
          )}
          <Answers detail={detail} shut={closed !== null} busy={decide.isPending} choose={choose} />
        </div>
      </FieldErrors>
    </Section>
  );
}

function Answers(props: {
  detail: TaskDetail;
  shut: boolean;
  busy: boolean;
  choose: (decision: Answer, label: string) => void;
}) {
  const { detail, shut, busy, choose } = props;
  return (
    <div className="answers">
      {detail.decisions.map(({ decision, label }) =>
        decision === 'withdraw' || !detail.permissions.decide.includes(decision) ? null : (
          <Button
            key={decision}
            size="large"
            type={decision === 'submit' || decision === 'agree' ? 'primary' : 'default'}
            danger={decision === 'refuse'}
            disabled={busy || shut}
            onClick={() => choose(decision, label)}
          >
            {label}
          </Button>
        ),
      )}
      {busy && <span role="status">正在办理……</span>}
    </div>
  );
}
