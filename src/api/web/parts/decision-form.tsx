import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import type { ActAnswer, AttachmentInput, Decide, DocumentField, Form, TaskDetail } from '../../schemas.js';
import { useAct } from '../queries.js';
import { AttachmentsField } from './attachments-field.js';
import { DocumentForm } from './document-form.js';
import { errorsOf, FieldErrors, useFocusOnError, type FieldError } from './field.js';
import { asProblem, ProblemNotice } from './problem-notice.js';
import { TextField } from './text-field.js';

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

type Props = { detail: TaskDetail; onDone: (answer: ActAnswer) => void };

/** What is asked on a task: its document, files, an opinion, and the answers the server would accept. */
export function DecisionForm({ detail, onDone }: Props) {
  const [form, setForm] = useState<Form>(detail.prefilled);
  const [opinion, setOpinion] = useState('');
  const [attachments, setAttachments] = useState<readonly AttachmentInput[]>([]);
  const [missing, setMissing] = useState<FieldError | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const confirm = useConfirmation();
  const decide = useAct<ActAnswer>(onDone);
  useFocusOnError(box, decide.error);
  useFocusOnError(box, missing);
  const fields = detail.document?.fields ?? [];
  const send = (decision: Answer) => {
    const body: Decide = { decision, opinion, form: filledIn(form, fields), attachments: [...attachments] };
    const path = `/api/tasks/${encodeURIComponent(detail.id)}/decision`;
    decide.mutate({ path, body });
  };
  const choose = (decision: Answer, label: string) => {
    if (opinion.trim() === '') setMissing({ pointer: '/opinion', detail: '请签署意见并说明理由。' });
    else confirm(decision, label, opinion, () => send(decision));
  };
  const write = (words: string) => {
    setOpinion(words);
    setMissing(null);
  };
  const refused = errorsOf(decide.error ? asProblem(decide.error) : null);
  return (
    <FieldErrors value={missing ? [missing] : refused}>
      <div ref={box} className="stack">
        <DocumentForm fields={fields} value={form} onChange={setForm} />
        <AttachmentsField value={attachments} onChange={setAttachments} />
        <TextField
          label="意见及理由"
          pointer="/opinion"
          required
          hint="由您本人填写，系统不会代拟。"
          lines={4}
          value={opinion}
          onChange={write}
        />
        <ProblemNotice error={decide.error} />
        <Answers detail={detail} busy={decide.isPending} choose={choose} />
      </div>
    </FieldErrors>
  );
}

function Answers(props: {
  detail: TaskDetail;
  busy: boolean;
  choose: (decision: Answer, label: string) => void;
}) {
  const { detail, busy, choose } = props;
  return (
    <div className="answers">
      {detail.decisions.map(({ decision, label }) =>
        decision === 'withdraw' || !detail.permissions.decide.includes(decision) ? null : (
          <Button
            key={decision}
            size="large"
            type={decision === 'submit' || decision === 'agree' ? 'primary' : 'default'}
            danger={decision === 'refuse'}
            disabled={busy}
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
