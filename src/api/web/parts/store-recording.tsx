import { Button, Radio } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import type { ActAnswer, Form } from '../../schemas.js';
import { fromField } from '../format.js';
import { useAct } from '../queries.js';
import { useStores } from '../recording-queries.js';
import { asked } from './checks.js';
import { errorsOf, FieldErrors, FieldGroup, useFocusOnError } from './field.js';
import { OpinionField } from './opinion-field.js';
import { PeopleChoice } from './people-choice.js';
import { asProblem, ProblemNotice } from './problem-notice.js';
import { RecordingFile } from './recording-file.js';
import { useRecordingUpload } from './recording-upload.js';
import { Section } from './section.js';
import { SelectField } from './select-field.js';
import { TextField } from './text-field.js';

const begin = {
  place: 'system',
  store: '',
  hash: '',
  storedBy: [] as readonly string[],
  storedAt: '',
  lateReason: '',
  opinion: '',
};
type Draft = typeof begin;
type Put = (change: Partial<Draft>) => void;

const faultsOf = (draft: Draft, file: boolean, overdue: boolean) => [
  ...(file || draft.place !== 'system'
    ? []
    : [{ pointer: '/attachments', detail: '请选择音像文件，等上传完成后再提交。' }]),
  ...(draft.place === 'system' ? [] : storeFaults(draft)),
  ...(overdue ? asked('/form/lateReason', '逾期入库的原因', draft.lateReason, 2_000) : []),
  ...asked('/opinion', '意见及理由', draft.opinion, 8_000),
];

const storeFaults = ({ store, hash, storedBy, storedAt }: Draft) => [
  ...(store === '' ? [{ pointer: '/form/store', detail: '请选择专用存储器。' }] : []),
  ...(/^[0-9a-f]{64}$/.test(hash.trim().toLowerCase())
    ? []
    : [{ pointer: '/form/hash', detail: '请填写 64 位十六进制的 SHA-256 摘要。' }]),
  ...(storedBy.length === 0 ? [{ pointer: '/form/storedBy', detail: '请选择存入人员。' }] : []),
  ...(fromField(storedAt) === undefined ? [{ pointer: '/form/storedAt', detail: '请填写存入时间。' }] : []),
];

function formOf(draft: Draft, transfers: boolean): Form {
  if (transfers) return {};
  const { place, store, hash, storedBy, storedAt, lateReason } = draft;
  const late = lateReason.trim() === '' ? {} : { lateReason };
  if (place === 'system') return { place, ...late };
  const at = fromField(storedAt) ?? null;
  return { place, store, hash: hash.trim().toLowerCase(), storedBy: [...storedBy], storedAt: at, ...late };
}

type Props = {
  name: string;
  task: string;
  /** It is in a dedicated store and now goes into the system. */
  transfers: boolean;
  overdue: boolean;
  onDone: (answer: ActAnswer) => void;
};

/** 入库: the file into the system, or the word that it is in a dedicated store of the bureau. */
export function StoreRecording({ name, task, transfers, overdue, onDone }: Props) {
  const [draft, setDraft] = useState(begin);
  const [attempt, setAttempt] = useState<object | null>(null);
  const box = useRef<HTMLFormElement>(null);
  const uploading = useRecordingUpload();
  const act = useAct<ActAnswer>(onDone);
  useFocusOnError(box, act.error);
  useFocusOnError(box, attempt);
  const put: Put = (change) => setDraft((before) => ({ ...before, ...change }));
  const stored = uploading.sending?.stored ?? null;
  const late = overdue && !transfers;
  const faults = faultsOf(draft, stored !== null, late);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length > 0) return;
    const file = draft.place === 'system' && stored ? [{ sha256: stored.sha256, name: stored.name }] : [];
    const body = {
      decision: 'submit',
      opinion: draft.opinion,
      form: formOf(draft, transfers),
      attachments: file,
    };
    act.mutate({ path: `/api/tasks/${encodeURIComponent(task)}/decision`, body });
  };
  return (
    <Section title={`${name}：${transfers ? '转入系统' : '入库'}`}>
      <FieldErrors
        value={attempt && faults.length > 0 ? faults : errorsOf(act.error ? asProblem(act.error) : null)}
      >
        <form ref={box} className="stack" noValidate onSubmit={submit}>
          {!transfers && <PlaceField value={draft.place} onChange={(place) => put({ place })} />}
          {draft.place === 'system' ? (
            <RecordingFile uploading={uploading} />
          ) : (
            <InStore draft={draft} put={put} />
          )}
          {late && (
            <TextField
              label="逾期入库的原因"
              pointer="/form/lateReason"
              required
              lines={2}
              value={draft.lateReason}
              onChange={(lateReason) => put({ lateReason })}
            />
          )}
          <OpinionField value={draft.opinion} onChange={(opinion) => put({ opinion })} />
          <ProblemNotice error={act.error} />
          <div>
            <Button type="primary" htmlType="submit" loading={act.isPending}>
              {transfers ? '提交转入' : '提交入库'}
            </Button>
          </div>
        </form>
      </FieldErrors>
    </Section>
  );
}

const PlaceField = ({ value, onChange }: { value: string; onChange: (place: string) => void }) => (
  <FieldGroup label="储存位置" pointer="/form/place" required hint="音像记录不得自行保管（第三十条第三款）。">
    <Radio.Group
      className="choices"
      value={value}
      onChange={(event) => onChange(String(event.target.value))}
      options={[
        { value: 'system', label: '执法信息系统' },
        { value: 'dedicatedStore', label: '本单位专用存储器' },
      ]}
    />
  </FieldGroup>
);

function InStore({ draft, put }: { draft: Draft; put: Put }) {
  const { data } = useStores();
  const options = (data?.items ?? [])
    .filter(({ active }) => active)
    .map(({ id, name, place }) => ({ value: id, label: `${name}（${place}）` }));
  return (
    <>
      <SelectField
        label="专用存储器"
        pointer="/form/store"
        required
        value={draft.store}
        onChange={(store) => put({ store })}
        options={options}
      />
      <TextField
        label="文件的 SHA-256 摘要"
        pointer="/form/hash"
        required
        hint="由采集站给出，转入系统时据以核对。"
        value={draft.hash}
        onChange={(hash) => put({ hash })}
      />
      <PeopleChoice
        label="存入人员"
        pointer="/form/storedBy"
        posts={['officer']}
        required
        value={draft.storedBy}
        onChange={(storedBy) => put({ storedBy })}
      />
      <TextField
        label="存入时间"
        pointer="/form/storedAt"
        type="datetime-local"
        required
        value={draft.storedAt}
        onChange={(storedAt) => put({ storedAt })}
      />
    </>
  );
}
