import { App, Button, Input } from 'antd';
import { useRef, useState } from 'react';
import type { ActAnswer, AttachmentInput, Decide, Form, TaskDetail } from '../../schemas.js';
import { useAct } from '../queries.js';
import { AttachmentsField } from './attachments-field.js';
import { DocumentForm } from './document-form.js';
import { errorsOf, Field, FieldErrors, focusFirstError } from './field.js';
import { asProblem, ProblemNotice } from './problem-notice.js';

type Answer = Decide['decision'];

/** Asked again before it counts; nothing on this list can be taken back by a mere click. */
const confirmed: Partial<Record<Answer, string>> = {
  agree: '您的同意提交后立即生效，并记录在案。',
  refuse: '您的不同意提交后立即生效，并记录在案。',
};

/** What is asked on a task: its document, files, an opinion, and the answers the server would accept. */
export function DecisionForm({
  detail,
  onDone,
}: {
  detail: TaskDetail;
  onDone: (answer: ActAnswer) => void;
}) {
  const [form, setForm] = useState<Form>(detail.prefilled);
  const [opinion, setOpinion] = useState('');
  const [attachments, setAttachments] = useState<readonly AttachmentInput[]>([]);
  const [opinionMissing, setOpinionMissing] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const { modal } = App.useApp();
  const decide = useAct<ActAnswer>(onDone);
  const fields = detail.document?.fields ?? [];
  const asked = fields.filter((field) => !field.given).map((field) => field.key);

  const send = (decision: Answer) => {
    const filled = Object.fromEntries(
      Object.entries(form).filter(([key, value]) => asked.includes(key) && value !== null),
    );
    const body: Decide = { decision, opinion, form: filled, attachments: [...attachments] };
    const path = `/api/tasks/${encodeURIComponent(detail.id)}/decision`;
    decide.mutate({ path, body }, { onError: () => focusFirstError(box.current) });
  };
  const choose = (decision: Answer, label: string) => {
    setOpinionMissing(opinion.trim() === '');
    if (opinion.trim() === '') {
      focusFirstError(box.current);
      return;
    }
    const warning = confirmed[decision];
    if (warning === undefined) {
      send(decision);
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
      onOk: () => send(decision),
    });
  };

  const problem = decide.error ? asProblem(decide.error) : null;
  const errors = opinionMissing
    ? [{ pointer: '/opinion', detail: '请签署意见并说明理由。' }]
    : errorsOf(problem);
  return (
    <FieldErrors value={errors}>
      <div ref={box} className="stack">
        <DocumentForm fields={fields} value={form} onChange={setForm} />
        <AttachmentsField value={attachments} onChange={setAttachments} />
        <Field label="意见及理由" pointer="/opinion" required hint="由您本人填写，系统不会代拟。">
          {(control) => (
            <Input.TextArea
              {...control}
              autoSize={{ minRows: 4, maxRows: 14 }}
              value={opinion}
              onChange={(event) => {
                setOpinion(event.target.value);
                setOpinionMissing(false);
              }}
            />
          )}
        </Field>
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
