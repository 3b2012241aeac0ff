import { Button, Radio } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { ActAnswer, AttachmentInput } from '../../schemas.js';
import { AttachmentsField } from '../parts/attachments-field.js';
import { DraftLine } from '../parts/draft-line.js';
import { FaultsNotice } from '../parts/faults-notice.js';
import { errorsOf, FieldErrors, FieldGroup, useFocusOnError } from '../parts/field.js';
import { Origin } from '../parts/origin.js';
import { useOwnDraft } from '../parts/own-draft.js';
import { Page } from '../parts/page.js';
import { asProblem, ProblemNotice } from '../parts/problem-notice.js';
import { Section } from '../parts/section.js';
import { startFaults } from '../parts/start-check.js';
import { emptyDraft, filled, requestOf, type StartDraft } from '../parts/start-draft.js';
import {
  EmergencyFields,
  MatterFields,
  PartyFields,
  PeopleFields,
  VerificationFields,
} from '../parts/start-fields.js';
import { uploadFaults, useUploads, useWithoutRefused } from '../parts/uploads.js';
import { useAct } from '../queries.js';

/** The fields and files of a start as they are kept until it is sent. */
type KeptStart = StartDraft & { attachments?: AttachmentInput[] };

/** A try to send, so that what is amiss is shown from then on, until it is put right. */
type Attempt = { at: number };

/** The page of a complaint, an application or an inspection leads here with its number. */
function useBlank(): StartDraft {
  const [parameters] = useSearchParams();
  return { ...emptyDraft, arisesFrom: parameters.get('from') ?? '' };
}

/** Starts a case, with approval first or, in an emergency, at once (第九条). */
export function StartCasePage() {
  const [empty] = useState(useBlank());
  const [draft, setDraft] = useState<StartDraft>(empty);
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const uploads = useUploads();
  const withoutRefused = useWithoutRefused();
  const form = useRef<HTMLFormElement>(null);
  const navigate = useNavigate();
  const kept = useOwnDraft<KeptStart>({
    place: '/api/drafts/start',
    contents: { ...draft, attachments: [...uploads.stored] },
    typed: JSON.stringify(draft) !== JSON.stringify(empty) || uploads.stored.length > 0,
    paused: false,
    restore: ({ attachments = [], ...fields }) => {
      setDraft({ ...emptyDraft, ...fields, ...filled('arisesFrom', empty.arisesFrom) });
      uploads.restore(attachments);
    },
  });
  const start = useAct<ActAnswer>((answer) => {
    kept.forget();
    void navigate(`/cases/${answer.caseNumber}`, { state: { answer } });
  });
  useFocusOnError(form, start.error);
  useFocusOnError(form, attempt);
  const put = (change: Partial<StartDraft>) => setDraft((before) => ({ ...before, ...change }));
  const faultsAt = (now: number) => [...startFaults(draft, now), ...uploadFaults(uploads)];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const now = Date.now();
    setAttempt({ at: now });
    if (faultsAt(now).length > 0) return;
    const body = requestOf(draft, uploads.stored);
    withoutRefused(uploads, () => start.mutate({ path: '/api/cases', body }));
  };
  const faults = attempt ? faultsAt(attempt.at) : [];
  return (
    <Page title="启动案件">
      <DraftLine
        draft={kept}
        words={({ title, cause }) => [title, cause].filter(Boolean).join('\n')}
        empty={() => {
          setDraft(empty);
          uploads.restore([]);
        }}
      />
      <FieldErrors value={faults.length > 0 ? faults : errorsOf(start.error ? asProblem(start.error) : null)}>
        <form ref={form} noValidate onSubmit={submit}>
          <StartFields draft={draft} put={put} />
          <Section title="附件">
            <AttachmentsField named uploads={uploads} />
          </Section>
          {faults.length > 0 ? <FaultsNotice faults={faults} /> : <ProblemNotice error={start.error} />}
          <div className="answers">
            <Button type="primary" size="large" htmlType="submit" loading={start.isPending}>
              {draft.emergency ? '紧急启动' : '启动'}
            </Button>
          </div>
        </form>
      </FieldErrors>
    </Page>
  );
}

type Part = { draft: StartDraft; put: (change: Partial<StartDraft>) => void };

const StartFields = (part: Part) => (
  <>
    <StartWay {...part} />
    <Origin value={part.draft.arisesFrom} onChange={(arisesFrom) => part.put({ arisesFrom })} />
    <MatterFields {...part} />
    <PartyFields {...part} />
    <PeopleFields {...part} />
    {part.draft.emergency && <EmergencyFields {...part} />}
    <VerificationFields {...part} />
  </>
);

const StartWay = ({ draft, put }: Part) => (
  <Section title="启动方式">
    <FieldGroup
      label="启动方式"
      named
      pointer="/way"
      hint={
        draft.emergency
          ? '先启动程序，承办人须自实际启动时起在规定时限内补报程序启动审批表。须经批准的环节在批准前不得进行，先行登记保存不适用紧急启动。'
          : '承办人填写程序启动审批表，经审核人审核、行政机关负责人批准后启动。'
      }
    >
      <Radio.Group
        className="choices"
        value={draft.emergency}
        onChange={(event) => put({ emergency: event.target.value === true })}
        options={[
          { value: false, label: '一般启动（先批准后启动）' },
          { value: true, label: '情况紧急，先启动后补报' },
        ]}
      />
    </FieldGroup>
  </Section>
);
