import { Alert } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { SubstitutionList, SubstitutionView } from '../../substitution-schemas.js';
import { legalDay, moment } from '../format.js';
import { Facts } from '../parts/facts.js';
import { GrantForm } from '../parts/grant-form.js';
import { Empty, Loaded, More } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { Section } from '../parts/section.js';
import { SelectField } from '../parts/select-field.js';
import { SmallAct } from '../parts/small-act.js';
import { useUnits } from '../queries.js';
import { useEverybody, useSubstitutions } from '../substitution-queries.js';

/** 代理: who acts for whom, granting it and revoking it. */
export function SubstitutionsPage() {
  const [state, setState] = useState<'' | 'ended'>('');
  const [done, setDone] = useState('');
  const pages = useSubstitutions(state);
  return (
    <Page title="代理">
      <p className="quiet">
        人员外出期间，可以由担任相应职务的人代为办理（第三十六条）。代理人以自己的职务和证件办理，两人姓名都记录在案；承办人、审核人、批准人仍须为不同的人；不得转委托。
      </p>
      <Done words={done} />
      <div className="section filters">
        <SelectField
          label="显示"
          pointer="/state"
          none="生效中和尚未开始的"
          value={state}
          onChange={(value) => setState(value === 'ended' ? 'ended' : '')}
          options={[{ value: 'ended', label: '已终止的（近十二个月）' }]}
        />
      </div>
      <Loaded reading={pages}>
        {({ pages: lists }) => (
          <>
            <Listed items={lists.flatMap(({ items }) => items)} ended={state === 'ended'} onDone={setDone} />
            <More pages={pages} />
            {lists.slice(0, 1).map((list) => (
              <Granting
                key="granting"
                list={list}
                onDone={() => setDone('代理已办理并记录在案，已通知两人。')}
              />
            ))}
            {lists[0]?.mayOrderHandover && (
              <p>
                人员离职、调离的，办理<Link to="/handovers">离职转办</Link>。
              </p>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** What was done; it takes the focus, because what was focused is gone. */
export function Done({ words }: { words: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (words !== '') box.current?.focus();
  }, [words]);
  if (words === '') return null;
  return (
    <div ref={box} tabIndex={-1} className="result">
      <Alert role="status" type="success" showIcon title={words} />
    </div>
  );
}

function Listed(props: { items: SubstitutionView[]; ended: boolean; onDone: (words: string) => void }) {
  const { items, ended, onDone } = props;
  return (
    <Section title={ended ? '已终止' : '生效中和尚未开始'}>
      {items.length === 0 ? (
        <Empty>{ended ? '近十二个月没有已终止的代理。' : '现在没有代理。'}</Empty>
      ) : (
        <ul className="rows">
          {items.map((one) => (
            <One key={one.id} one={one} onDone={onDone} />
          ))}
        </ul>
      )}
    </Section>
  );
}

const stands = { principal: '您由他人代理', substitute: '您代理他人', neither: '' } as const;

function One({ one, onDone }: { one: SubstitutionView; onDone: (words: string) => void }) {
  const names = (some: readonly { label?: string; name?: string }[] | null, all: string) =>
    some === null ? all : some.map(({ label, name }) => label ?? name).join('、');
  return (
    <li className="row">
      <div className="row-head">
        <strong>
          {one.substitute.name} 代 {one.principal.name}
        </strong>
        <span>
          {one.stateLabel}
          {stands[one.mine] !== '' && `（${stands[one.mine]}）`}
        </span>
      </div>
      <Facts
        items={[
          ['期限', `${moment(one.from)} 至 ${moment(one.until)}`],
          ['职责', names(one.roles, '全部职责')],
          ['所涉科室', names(one.units, '全部科室')],
          ['依据', `${one.authority}（${legalDay(one.authorityDate)}）`],
          ['事由', one.reason],
          ['办理', `${one.grantedBy.name} 于 ${moment(one.grantedAt)}`],
          [
            '撤销',
            one.revoked && `${one.revoked.by.name} 于 ${moment(one.revoked.at)}：${one.revoked.reason}`,
          ],
        ]}
      />
      {one.permissions.revoke && (
        <SmallAct
          name="撤销代理"
          path={`/api/substitutions/${encodeURIComponent(one.id)}/revocation`}
          words={{ label: '撤销理由', key: 'opinion', required: true, limit: 2_000 }}
          explains="自受理之时起不再生效；已经作出的办理继续有效。"
          onDone={() => onDone('代理已撤销并记录在案，已通知两人。')}
        />
      )}
    </li>
  );
}

function Granting({ list, onDone }: { list: SubstitutionList; onDone: () => void }) {
  const people = useEverybody();
  const units = useUnits();
  const [granted, setGranted] = useState(0);
  const done = () => {
    // A form of its own for the next one: nothing of this one stays in it, its files neither.
    setGranted((count) => count + 1);
    onDone();
  };
  return (
    <Section title="办理代理">
      <Loaded reading={people}>
        {(everybody) => (
          <Loaded reading={units}>
            {(all) => (
              <GrantForm
                key={granted}
                people={everybody}
                units={all}
                grantFor={list.grantFor}
                onDone={done}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </Section>
  );
}
