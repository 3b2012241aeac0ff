import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { PersonChange, RegisterAnswer, RegisterPersonDetail } from '../../register-schemas.js';
import { day, moment } from '../format.js';
import { Empty, Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { draftOf, entryOf } from '../parts/person-draft.js';
import { PersonForm } from '../parts/person-form.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { RegisterDoors } from '../parts/register-doors.js';
import { Section } from '../parts/section.js';
import { useAct } from '../queries.js';
import { useForgetRegister, useRegisterPerson } from '../register-queries.js';

const states = { future: '尚未开始', current: '在任', expiring: '即将到期', ended: '已终止' } as const;
const certificateStates = { ...states, current: '有效', ended: '已到期' } as const;

/** One person: who he is, what he holds and held, what was changed by whom, and the change of it. */
export function PersonPage() {
  const { id = '' } = useParams();
  const reading = useRegisterPerson(id);
  return (
    <Page title={reading.data?.person.name ?? '人员'} above={<RegisterDoors />}>
      <Loaded reading={reading}>{(detail) => <Person detail={detail} />}</Loaded>
    </Page>
  );
}

function Person({ detail }: { detail: RegisterPersonDetail }) {
  const { person, warnings, openTasks, may } = detail;
  const [said, setSaid] = useState('');
  return (
    <>
      {said !== '' && <p role="status">{said}</p>}
      {person.active && warnings.length > 0 && (
        <ul className="plain-list" aria-label="请注意">
          {warnings.map((warning) => (
            <li key={warning} className="register-warning">
              {warning}
            </li>
          ))}
        </ul>
      )}
      <Section title="登记内容">
        <dl className="facts">
          <Fact label="人员编号">{person.id}</Fact>
          <Fact label="电子邮箱">{person.email}</Fact>
          <Fact label="状态">{person.active ? '在岗' : '已停用'}</Fact>
          <Fact label="登录密码">{person.hasPassword ? '已设置' : '尚未设置'}</Fact>
          <Fact label="在办任务">
            {openTasks === 0 ? '没有' : `${String(openTasks)} 项；离职前请先办理离职转办`}
          </Fact>
        </dl>
      </Section>
      <Spans detail={detail} />
      {may.change && <Changing detail={detail} onSaid={setSaid} />}
      <History detail={detail} />
      <p>
        <Link to="/people">回到人员列表</Link>
      </p>
    </>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

const until = (at: number | null): string => (at === null ? '至今' : `至 ${day(at)}`);

function Spans({ detail: { person } }: { detail: RegisterPersonDetail }) {
  return (
    <Section title="职务和证件">
      {person.posts.length + person.certificates.length === 0 && !person.legalQualification && (
        <Empty>没有登记职务和证件。</Empty>
      )}
      <ul className="rows">
        {person.posts.map((held) => (
          <li key={`${held.post} ${held.unit} ${String(held.from)}`} className="row">
            <div className="row-head">
              <strong>
                {held.unitName} {held.label}
              </strong>
              <span className="mark">{states[held.state]}</span>
            </div>
            <p className="quiet">
              {day(held.from)} {until(held.until)}
            </p>
          </li>
        ))}
        {person.certificates.map((held) => (
          <li key={`${held.number} ${String(held.from)}`} className="row">
            <div className="row-head">
              <strong>执法证件 {held.number}</strong>
              <span className={held.state === 'expiring' ? 'mark mark-late' : 'mark'}>
                {certificateStates[held.state]}
              </span>
            </div>
            <p className="quiet">
              {day(held.from)} {until(held.until)}
            </p>
          </li>
        ))}
        {person.legalQualification && (
          <li className="row">
            <strong>
              {person.legalQualification.number === null
                ? '此前已从事法制审核'
                : `法律职业资格 ${person.legalQualification.number}`}
            </strong>
            <p className="quiet">{day(person.legalQualification.from)}起</p>
          </li>
        )}
      </ul>
    </Section>
  );
}

type ChangingProps = { detail: RegisterPersonDetail; onSaid: (said: string) => void };

/** The form holds what was on file when it was opened, so that a refresh takes nothing that is typed away. */
function Changing({ detail, onSaid }: ChangingProps) {
  const [opened, setOpened] = useState<RegisterPersonDetail | null>(null);
  if (!opened)
    return (
      <p className="register-acts">
        <Button type="primary" onClick={() => setOpened(detail)}>
          变更登记
        </Button>{' '}
        {detail.person.active && <Invite detail={detail} onSaid={onSaid} />}
      </p>
    );
  const { person, may } = opened;
  const path = `/api/register/people/${encodeURIComponent(person.id)}`;
  return (
    <Section title="变更登记" beside={<Button onClick={() => setOpened(null)}>取消</Button>}>
      <PersonForm
        key={person.version}
        draft={draftOf(person)}
        isNew={false}
        powers={may.changePowers}
        path={path}
        bodyOf={(draft, confirmOpenTasks): PersonChange => ({
          version: person.version,
          ...entryOf(draft),
          confirmOpenTasks,
        })}
        label="保存变更"
        onStale={() => setOpened(detail)}
        onDone={() => {
          setOpened(null);
          onSaid('变更已登记并生效。');
        }}
      />
    </Section>
  );
}

function Invite({ detail: { person }, onSaid }: ChangingProps) {
  const forget = useForgetRegister();
  const act = useAct<RegisterAnswer>(() => {
    onSaid(`设置密码的链接将发往 ${person.email}，72 小时内有效；此前的链接作废。`);
    void forget();
  });
  const path = `/api/register/people/${encodeURIComponent(person.id)}/invitation`;
  return (
    <>
      <Button loading={act.isPending} onClick={() => act.mutate({ path, body: {} })}>
        {person.hasPassword ? '发送重设密码的链接' : '重新发送设置密码的链接'}
      </Button>
      <ProblemNotice error={act.error} />
    </>
  );
}

const History = ({ detail: { history } }: { detail: RegisterPersonDetail }) => (
  <Section title="变更记录">
    {history.length === 0 ? (
      <Empty>近三年没有变更；初始登记于系统部署时。</Empty>
    ) : (
      <ul className="rows">
        {history.map(({ at, by, says, record }) => (
          <li key={`${record.chainId} ${String(record.seq)}`} className="row">
            <ul className="plain-list">
              {says.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <p className="quiet">
              {by} · {moment(at)} · 记录 {record.chainId} 第 {record.seq} 号
            </p>
          </li>
        ))}
      </ul>
    )}
  </Section>
);
