import { Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type SubmitEvent } from 'react';
import type { EntrustmentDetail, EntrustmentList } from '../../entrustment-schemas.js';
import type { ActAnswer } from '../../schemas.js';
import { legalDay, moment } from '../format.js';
import { EntrustmentForm } from '../parts/entrustment-form.js';
import { Facts } from '../parts/facts.js';
import { errorsOf, FieldErrors, useFocusOnError } from '../parts/field.js';
import { Files } from '../parts/files.js';
import { Empty, Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { PowerNotes } from '../parts/power-notes.js';
import { asProblem, ProblemNotice } from '../parts/problem-notice.js';
import { RegisterDoors } from '../parts/register-doors.js';
import { Section } from '../parts/section.js';
import { SelectField } from '../parts/select-field.js';
import { SmallAct } from '../parts/small-act.js';
import { TextField } from '../parts/text-field.js';
import { useEntrustments } from '../power-queries.js';
import { useAct } from '../queries.js';
import { useSignedIn } from '../session.js';
import { Done } from './substitutions.js';

/** 委托书 (第二条): which unit may do what in the bureau's name; entering, publishing and revoking it. */
export function EntrustmentsPage() {
  const [state, setState] = useState<'' | 'ended'>('');
  const [done, setDone] = useState('');
  const list = useEntrustments(state);
  const queries = useQueryClient();
  const said = (words: string) => {
    setDone(words);
    void queries.invalidateQueries({ queryKey: ['entrustments'] });
  };
  const { seeRegister } = useSignedIn().capabilities;
  return (
    <Page title="行政执法委托" above={seeRegister && <RegisterDoors />}>
      <p className="quiet">
        受委托组织在委托书载明的事项和期限内，以本局名义办理（第二条，行政处罚法第二十条）。行政强制措施不得委托，受委托组织不得再委托；委托书须向社会公布。
      </p>
      <Done words={done} />
      <div className="section filters">
        <SelectField
          label="显示"
          pointer="/state"
          none="期限未满且未撤销的"
          value={state}
          onChange={(value) => setState(value === 'ended' ? 'ended' : '')}
          options={[{ value: 'ended', label: '已期满和已撤销的' }]}
        />
      </div>
      <Loaded reading={list}>
        {(read) => (
          <>
            <PowerNotes notes={[`权限未确认：${read.unconfirmed}。`]} />
            <Listed list={read} onDone={said} />
            {read.mayEnter && (
              <Section title="登记委托书">
                <EntrustmentForm
                  key={read.items.length}
                  list={read}
                  onDone={() => said('委托书已登记并记录在案。')}
                />
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

type ListProps = { list: EntrustmentList; onDone: (words: string) => void };

const Listed = ({ list, onDone }: ListProps) =>
  list.items.length === 0 ? (
    <Empty>没有这样的委托书。</Empty>
  ) : (
    <ul className="rows section">
      {list.items.map((one) => (
        <One key={one.id} one={one} onDone={onDone} />
      ))}
    </ul>
  );

function One({ one, onDone }: { one: EntrustmentDetail; onDone: (words: string) => void }) {
  const path = `/api/entrustments/${encodeURIComponent(one.id)}`;
  return (
    <li className="row">
      <div className="row-head">
        <strong>{one.to.name}</strong>
        <span>{one.stateLabel}</span>
      </div>
      <Facts
        items={[
          ['委托事项', one.powers.map(({ label }) => label).join('、')],
          ['期限', `${legalDay(one.from)} 至 ${legalDay(one.until)}（含当日）`],
          ['公布', one.publishedOn !== null && `${legalDay(one.publishedOn)}，${one.link ?? ''}`],
          [
            '登记',
            `${one.enteredBy.name} 于 ${moment(one.enteredAt)}（第 ${String(one.record.seq)} 号记录）`,
          ],
          ['文号', one.number],
          ['撤销', one.revokedAt !== null && `${moment(one.revokedAt)}：${one.revokedBecause ?? ''}`],
        ]}
      />
      <Files files={one.attachments} />
      {one.permissions.publish && (
        <Publishing path={path} onDone={() => onDone('公布情况已登记并记录在案。')} />
      )}
      {one.permissions.revoke && (
        <SmallAct
          name="撤销委托"
          path={`${path}/revocation`}
          words={{ label: '撤销理由', key: 'opinion', required: true, limit: 2_000 }}
          explains="自受理之时起不再生效；此前依据该委托已经办理的不受影响。"
          onDone={() => onDone('委托已撤销并记录在案。')}
        />
      )}
    </li>
  );
}

/** The day and the address of the publication, when they came after the entry. */
function Publishing({ path, onDone }: { path: string; onDone: () => void }) {
  const [publishedOn, setDay] = useState('');
  const [link, setLink] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const act = useAct<ActAnswer>(onDone);
  useFocusOnError(form, act.error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    act.mutate({ path: `${path}/publication`, body: { publishedOn, link: link.trim() } });
  };
  return (
    <details className="small-act">
      <summary>登记公布情况</summary>
      <FieldErrors value={errorsOf(act.error ? asProblem(act.error) : null)}>
        <form ref={form} className="stack" noValidate onSubmit={submit}>
          <div className="columns">
            <TextField
              label="公布的日期"
              pointer="/publishedOn"
              required
              type="date"
              value={publishedOn}
              onChange={setDay}
            />
            <TextField label="公布的网址" pointer="/link" required value={link} onChange={setLink} />
          </div>
          <ProblemNotice error={act.error} />
          <div>
            <Button htmlType="submit" loading={act.isPending}>
              登记公布
            </Button>
          </div>
        </form>
      </FieldErrors>
    </details>
  );
}
