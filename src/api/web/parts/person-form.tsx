import { Button, Checkbox } from 'antd';
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { posts as postTable } from '../../../workflows/law/posts.js';
import type { RegisterAnswer } from '../../register-schemas.js';
import { useAct } from '../queries.js';
import { useForgetRegister, useRegisterUnits } from '../register-queries.js';
import { errorsOf, FieldErrors, FieldGroup, useFocusOnError } from './field.js';
import {
  blankCertificate,
  blankPost,
  draftFaults,
  replaced,
  type CertificateDraft,
  type PersonDraft,
  type PostDraft,
  type QualificationDraft,
} from './person-draft.js';
import { asProblem, ProblemNotice } from './problem-notice.js';
import { SelectField } from './select-field.js';
import { TextField } from './text-field.js';

type Props = {
  draft: PersonDraft;
  isNew: boolean;
  /** May his posts, certificates and the rest that gives power be changed by the reader? */
  powers: boolean;
  path: string;
  bodyOf: (draft: PersonDraft, confirmOpenTasks: boolean) => object;
  label: string;
  onDone: (answer: RegisterAnswer) => void;
  /** Where the version is out of date: begins anew with what is on file now. */
  onStale?: () => void;
  more?: ReactNode;
};

const LEVELS = ['公开', '内部', '个人信息', '商业秘密'];

/** A person's entry: his particulars, his posts and his certificates. */
export function PersonForm(props: Props) {
  const { isNew, powers, path, bodyOf, label, onDone, onStale, more } = props;
  const [draft, setDraft] = useState(props.draft);
  const [attempt, setAttempt] = useState<object | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const forget = useForgetRegister();
  const act = useAct<RegisterAnswer>((answer) => void forget().then(() => onDone(answer)));
  useFocusOnError(form, act.error);
  useFocusOnError(form, attempt);
  const faults = draftFaults(draft, isNew);
  const problem = act.error ? asProblem(act.error) : null;
  const set = (changes: Partial<PersonDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length === 0) act.mutate({ path, body: bodyOf(draft, confirmed) });
  };
  return (
    <FieldErrors value={attempt && faults.length > 0 ? faults : errorsOf(problem)}>
      <form ref={form} className="stack" noValidate onSubmit={submit}>
        <Particulars draft={draft} set={set} isNew={isNew} powers={powers} />
        {powers ? (
          <Powers draft={draft} set={set} />
        ) : (
          <p className="quiet">本人的职务、证件和在岗状态由另一名系统管理人员变更。</p>
        )}
        {more}
        {problem?.code === 'openTasksRemain' && (
          <Checkbox checked={confirmed} onChange={(event) => setConfirmed(event.target.checked)}>
            我已知悉，仍然变更
          </Checkbox>
        )}
        <ProblemNotice error={act.error} />
        {problem?.code === 'entryChanged' && onStale && (
          <p>
            <Button onClick={onStale}>放弃本次填写，读取最新内容</Button>
          </p>
        )}
        <div>
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {label}
          </Button>
        </div>
      </form>
    </FieldErrors>
  );
}

type PartProps = { draft: PersonDraft; set: (changes: Partial<PersonDraft>) => void };

function Particulars({ draft, set, isNew, powers }: PartProps & { isNew: boolean; powers: boolean }) {
  return (
    <div className="columns">
      {isNew && (
        <TextField
          label="人员编号"
          pointer="/id"
          required
          hint="用于登录，登记后不能更改。小写字母、数字和连字符。"
          value={draft.id}
          onChange={(id) => set({ id: id.trim() })}
        />
      )}
      <TextField
        label="姓名"
        pointer="/name"
        required
        value={draft.name}
        onChange={(name) => set({ name })}
      />
      <TextField
        label="电子邮箱"
        pointer="/email"
        required
        hint="待办和提醒发往此处。"
        value={draft.email}
        onChange={(email) => set({ email })}
      />
      {powers && (
        <>
          <SelectField
            label="密级权限"
            pointer="/secrecyClearance"
            none="不限"
            hint="可办理的最高密级。"
            value={draft.clearance}
            onChange={(clearance) => set({ clearance })}
            options={LEVELS.map((level, index) => ({ value: String(index), label: level }))}
          />
          <FieldGroup label="状态" pointer="/active">
            <div>
              <Checkbox checked={draft.active} onChange={(event) => set({ active: event.target.checked })}>
                在岗（取消即停用，立即不能登录）
              </Checkbox>
            </div>
          </FieldGroup>
        </>
      )}
    </div>
  );
}

const Powers = ({ draft, set }: PartProps) => (
  <>
    <FieldGroup label="职务" pointer="/posts-all" hint="已登记的只能填写终止日期，当日终了时终止。">
      {draft.posts.map((held, index) => (
        <PostRow
          key={index}
          held={held}
          index={index}
          onChange={(changes) => set({ posts: replaced(draft.posts, index, changes) })}
          onRemove={() => set({ posts: draft.posts.filter((_, place) => place !== index) })}
        />
      ))}
      <Button onClick={() => set({ posts: [...draft.posts, blankPost] })}>增加职务</Button>
    </FieldGroup>
    <FieldGroup
      label="执法证件"
      pointer="/certificates-all"
      hint="行政执法人员须有在有效期内的证件（第十一条）。"
    >
      {draft.certificates.map((held, index) => (
        <CertificateRow
          key={index}
          held={held}
          index={index}
          onChange={(changes) => set({ certificates: replaced(draft.certificates, index, changes) })}
          onRemove={() => set({ certificates: draft.certificates.filter((_, place) => place !== index) })}
        />
      ))}
      <Button onClick={() => set({ certificates: [...draft.certificates, blankCertificate] })}>
        增加证件
      </Button>
    </FieldGroup>
    <Qualification draft={draft} set={set} />
  </>
);

/** 初次从事法制审核的，应当取得法律职业资格 — 行政处罚法第五十八条第二款. */
function Qualification({ draft: { qualification: held }, set }: PartProps) {
  const change = (changes: Partial<QualificationDraft>) => set({ qualification: { ...held, ...changes } });
  return (
    <FieldGroup
      label="法律职业资格"
      pointer="/legalQualification"
      hint="初次从事法制审核的，应当取得法律职业资格（第十七条；行政处罚法第五十八条第二款）。"
    >
      <SelectField
        label="法制审核人员资格"
        pointer="/legalQualification/kind"
        none="没有登记"
        value={held.kind}
        onChange={(kind) => change({ kind: kind as QualificationDraft['kind'] })}
        options={[
          { value: 'certificate', label: '已取得法律职业资格' },
          { value: 'before', label: '此前已从事法制审核' },
        ]}
      />
      {held.kind === 'certificate' && (
        <TextField
          label="法律职业资格证书编号"
          pointer="/legalQualification/number"
          value={held.number}
          onChange={(number) => change({ number })}
        />
      )}
      {held.kind !== '' && (
        <TextField
          label={held.kind === 'certificate' ? '资格取得日期' : '开始从事法制审核的日期'}
          pointer="/legalQualification/from"
          type="date"
          value={held.from}
          onChange={(from) => change({ from })}
        />
      )}
    </FieldGroup>
  );
}

type RowProps<T> = {
  held: T;
  index: number;
  onChange: (changes: Partial<T>) => void;
  onRemove: () => void;
};

const ordinal = (index: number): string => `第 ${String(index + 1)} 项`;

function PostRow({ held, index, onChange, onRemove }: RowProps<PostDraft>) {
  const units = useRegisterUnits().data?.items ?? [];
  const at = `/posts/${String(index)}`;
  const unitName = units.find(({ id }) => id === held.unit)?.name ?? held.unit;
  const label = held.post in postTable ? postTable[held.post as keyof typeof postTable].label : held.post;
  return (
    <div className="register-entry" role="group" aria-label={`职务${ordinal(index)}`}>
      {held.was ? (
        <p className="register-entry-title">
          {unitName} {label}，自 {held.from}
        </p>
      ) : (
        <>
          <SelectField
            label="职务"
            pointer={`${at}/post`}
            value={held.post}
            onChange={(post) => onChange({ post })}
            options={Object.entries(postTable).map(([value, row]) => ({ value, label: row.label }))}
          />
          <SelectField
            label="科室"
            pointer={`${at}/unit`}
            value={held.unit}
            onChange={(unit) => onChange({ unit })}
            options={units.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <TextField
            label="任职日期"
            pointer={`${at}/from`}
            type="date"
            value={held.from}
            onChange={(from) => onChange({ from })}
          />
        </>
      )}
      <TextField
        label={held.was ? `终止日期（${label}）` : '终止日期（可不填）'}
        pointer={`${at}/until`}
        type="date"
        value={held.until}
        onChange={(until) => onChange({ until })}
      />
      {!held.was && <Remove what={`职务${ordinal(index)}`} onRemove={onRemove} />}
    </div>
  );
}

function CertificateRow({ held, index, onChange, onRemove }: RowProps<CertificateDraft>) {
  const at = `/certificates/${String(index)}`;
  return (
    <div className="register-entry" role="group" aria-label={`证件${ordinal(index)}`}>
      {held.was ? (
        <p className="register-entry-title">
          {held.number}，自 {held.from}
        </p>
      ) : (
        <>
          <TextField
            label="证件号码"
            pointer={`${at}/number`}
            value={held.number}
            onChange={(number) => onChange({ number })}
          />
          <TextField
            label="有效期自"
            pointer={`${at}/from`}
            type="date"
            value={held.from}
            onChange={(from) => onChange({ from })}
          />
        </>
      )}
      <TextField
        label={held.was ? `有效期至（${held.number}）` : '有效期至'}
        pointer={`${at}/until`}
        type="date"
        value={held.until}
        onChange={(until) => onChange({ until })}
      />
      {!held.was && <Remove what={`证件${ordinal(index)}`} onRemove={onRemove} />}
    </div>
  );
}

const Remove = ({ what, onRemove }: { what: string; onRemove: () => void }) => (
  <Button size="small" aria-label={`去掉${what}`} onClick={onRemove}>
    去掉
  </Button>
);
