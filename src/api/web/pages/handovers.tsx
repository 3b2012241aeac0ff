import { App, Button } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ActAnswer, PersonEntry } from '../../schemas.js';
import type { HandoverPreview, HandoverSummary, OrderHandover } from '../../substitution-schemas.js';
import { moment } from '../format.js';
import { asked, type FieldError } from '../parts/checks.js';
import { errorsOf, FieldErrors, useFocusOnError } from '../parts/field.js';
import { Empty, Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { asProblem, ProblemNotice } from '../parts/problem-notice.js';
import { rolesOf } from '../parts/scope-fields.js';
import { Section } from '../parts/section.js';
import { SelectField } from '../parts/select-field.js';
import { TextField } from '../parts/text-field.js';
import { useAct } from '../queries.js';
import { useEverybody, useHandoverPreview, useHandovers } from '../substitution-queries.js';

/** 离职转办: what somebody who leaves is named for, who takes it, and the orders so far. */
export function HandoversPage() {
  const people = useEverybody();
  return (
    <Page title="离职转办" above={<Link to="/substitutions">返回代理</Link>}>
      <p className="quiet">
        人员离职、调离的，其在办任务、可认领的任务和以后各环节的指定，一并移交给承接人，逐项记录（第三十六条）。承接人已在同一审批中担任其他环节的，不能移交，须另行办理。
      </p>
      <Section title="办理离职转办">
        <Loaded reading={people}>{(everybody) => <Ordering people={everybody} />}</Loaded>
      </Section>
      <Orders />
    </Page>
  );
}

const nameOf = (person: PersonEntry): string =>
  `${person.name}（${person.posts.map((post) => `${post.unitName} ${post.label}`).join('；')}）`;

function Ordering({ people }: { people: readonly PersonEntry[] }) {
  const [from, setFrom] = useState('');
  const preview = useHandoverPreview(from);
  return (
    <div className="stack">
      <SelectField
        label="离职人员"
        pointer="/from"
        required
        value={from}
        onChange={setFrom}
        options={people.map((person) => ({ value: person.id, label: nameOf(person) }))}
      />
      {from !== '' && (
        <Loaded reading={preview}>
          {(read) =>
            read.roles.length === 0 ? (
              <Empty>{read.person.name} 没有需要移交的任务和职责。</Empty>
            ) : (
              <>
                <Concerned preview={read} />
                <OrderForm key={from} preview={read} people={people} />
              </>
            )
          }
        </Loaded>
      )}
    </div>
  );
}

/** What goes over, case by case. */
const Concerned = ({ preview }: { preview: HandoverPreview }) => (
  <details open={preview.items.length <= 10}>
    <summary>
      涉及 {preview.items.length}
      {preview.more ? ' 个以上' : ' 个'}程序
    </summary>
    <ul className="rows">
      {preview.items.map((item) => (
        <li key={`${item.caseNumber}/${item.procedureTitle}`} className="row">
          <strong>
            {item.caseNumber} {item.title}
          </strong>
          <p className="quiet">
            {item.procedureTitle} · {item.roles.map(({ roleLabel }) => roleLabel).join('、')} ·{' '}
            {item.tasks.length === 0
              ? '以后的环节'
              : item.tasks.map((task) => `${task.label}${task.pool ? '（可认领）' : ''}`).join('、')}
          </p>
        </li>
      ))}
    </ul>
  </details>
);

type Successors = Readonly<Record<string, string>>;

function faultsOf(preview: HandoverPreview, successors: Successors, reason: string): FieldError[] {
  const none = preview.roles.every(({ role }) => !successors[role]);
  return [
    ...(none ? [{ pointer: '/successors', detail: '请至少为一项职责指定承接人。' }] : []),
    ...asked('/reason', '转办理由', reason, 2_000),
  ];
}

function OrderForm({ preview, people }: { preview: HandoverPreview; people: readonly PersonEntry[] }) {
  const [successors, setSuccessors] = useState<Successors>({});
  const [reason, setReason] = useState('');
  const [attempt, setAttempt] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const order = useAct<ActAnswer>(({ caseNumber, procedure }) => {
    void navigate(`/handovers/${caseNumber}~${procedure.split('/').at(-1) ?? ''}`);
  });
  useFocusOnError(form, order.error);
  useFocusOnError(form, attempt);
  const faults = faultsOf(preview, successors, reason);
  const chosen = preview.roles.flatMap(({ role }) => {
    const to = successors[role];
    return to ? [{ role, to }] : [];
  }) as OrderHandover['successors'];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length > 0) return;
    const body: OrderHandover = { from: preview.person.id, successors: chosen, reason };
    void modal.confirm({
      title: `确认移交${preview.person.name}的事项？`,
      content: '逐个程序移交并记录在案，承接人会收到邮件。移交后可以再次转办，但不能撤销。',
      okText: '确认移交',
      cancelText: '再想想',
      focusable: { autoFocusButton: 'cancel' },
      onOk: () => order.mutate({ path: '/api/handovers', body }),
    });
  };
  const refused = errorsOf(order.error ? asProblem(order.error) : null);
  return (
    <FieldErrors value={attempt && faults.length > 0 ? faults : refused}>
      <form ref={form} className="stack" noValidate onSubmit={submit}>
        {preview.roles.map(({ role, roleLabel, procedures, tasks }) => (
          <SelectField
            key={role}
            label={`${roleLabel}的承接人`}
            pointer="/successors"
            hint={`${String(procedures)} 个程序，其中在办任务 ${String(tasks)} 项。`}
            none="不移交"
            value={successors[role] ?? ''}
            onChange={(to) => setSuccessors((before) => ({ ...before, [role]: to }))}
            options={people
              .filter(
                (person) =>
                  person.id !== preview.person.id && rolesOf(person).some(({ value }) => value === role),
              )
              .map((person) => ({ value: person.id, label: nameOf(person) }))}
          />
        ))}
        <TextField
          label="转办理由"
          pointer="/reason"
          required
          hint="逐项记入各案件的记录。"
          value={reason}
          onChange={setReason}
        />
        <ProblemNotice error={order.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={order.isPending}>
            办理离职转办
          </Button>
        </div>
      </form>
    </FieldErrors>
  );
}

function Orders() {
  const list = useHandovers();
  return (
    <Section title="已办理的离职转办">
      <Loaded reading={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>近两年没有离职转办。</Empty>
          ) : (
            <ul className="rows">
              {items.map((one) => (
                <Order key={one.id} one={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

const Order = ({ one }: { one: HandoverSummary }) => (
  <li className="row">
    <div className="row-head">
      <Link to={`/handovers/${encodeURIComponent(one.id)}`}>{one.from.name}的离职转办</Link>
      <span>{one.stateLabel}</span>
    </div>
    <p className="quiet">
      {one.orderedBy.name} 于 {moment(one.orderedAt)} 办理，已移交 {one.done} 项
      {one.refused > 0 && `，未能移交 ${String(one.refused)} 项`}
    </p>
  </li>
);
