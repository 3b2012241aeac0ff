import { Button } from 'antd';
import { useState } from 'react';
import type { ActAnswer, TaskDetail } from '../../schemas.js';
import { useAct } from '../queries.js';
import { useSignedIn } from '../session.js';
import { ProblemNotice } from './problem-notice.js';
import { Section } from './section.js';
import { SelectField } from './select-field.js';
import { SmallAct } from './small-act.js';

type Props = { detail: TaskDetail; onDone: (answer: ActAnswer) => void };

/** 认领: takes the task out of the pool. */
export function ClaimButton({ detail, onDone }: Props) {
  const claim = useAct<ActAnswer>(onDone);
  return (
    <div className="stack">
      <p>该任务尚无人认领。认领后由您办理，其他人不再办理。</p>
      <ProblemNotice error={claim.error} />
      <div>
        <Button
          loading={claim.isPending}
          onClick={() =>
            claim.mutate({ path: `/api/tasks/${encodeURIComponent(detail.id)}/claim`, body: {} })
          }
        >
          认领
        </Button>
      </div>
    </div>
  );
}

type ActProps = Props & { offered: boolean; onTyped: (typed: boolean) => void };

const pathOf = (detail: TaskDetail, act: string): string =>
  `/api/tasks/${encodeURIComponent(detail.id)}/${act}`;

function Reassignment({ detail, ...rest }: ActProps) {
  const [to, setTo] = useState('');
  return (
    <SmallAct
      name="转办"
      path={pathOf(detail, 'reassignment')}
      words={{ label: '转办理由', key: 'opinion', required: true, limit: 2_000 }}
      extra={{ to }}
      faults={to === '' ? [{ pointer: '/to', detail: '请选择转给谁。' }] : []}
      {...rest}
    >
      <SelectField
        label="转给"
        pointer="/to"
        required
        value={to}
        onChange={setTo}
        options={detail.reassignableTo.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </SmallAct>
  );
}

const Withdrawal = ({ detail, ...rest }: ActProps) => (
  <SmallAct
    name="撤回"
    path={pathOf(detail, 'withdrawal')}
    words={{ label: '撤回理由', key: 'opinion', required: true, limit: 4_000 }}
    explains="下一环节尚未办理时，可以撤回您的办理，改后重新提交。原记录保留。"
    {...rest}
  />
);

const Urging = ({ detail, ...rest }: ActProps) => (
  <SmallAct
    name="催办"
    path={pathOf(detail, 'urge')}
    words={{ label: '附言', key: 'opinion', required: false, limit: 2_000 }}
    {...rest}
  />
);

const Remarking = ({ detail, ...rest }: ActProps) => (
  <SmallAct
    name="备注"
    path={`/api/cases/${detail.task.caseNumber}/remarks`}
    words={{ label: '备注内容', key: 'text', required: true, limit: 8_000 }}
    extra={{ procedure: detail.task.procedure }}
    {...rest}
  />
);

const acts = { reassign: Reassignment, withdraw: Withdrawal, urge: Urging, remark: Remarking } as const;
const names = Object.keys(acts) as (keyof typeof acts)[];

/**
 * 第九条: the filing has met the 24 hours, and taking it back would leave them met by nothing. While the
 * start awaits the others, whoever filed it is told why 撤回 is not offered.
 */
function useFilingStands({ task, end, opinions, permissions }: TaskDetail): boolean {
  const { id } = useSignedIn().person;
  if (!task.emergency || end?.decision !== 'submit' || end.by.id !== id) return false;
  return !permissions.withdraw && opinions.every((opinion) => opinion.seq <= end.seq);
}

/** 转办, 撤回, 催办, 备注: those of them the server would accept, and any that something is typed into. */
export function OtherActs({ detail, onDone }: Props) {
  const [typed, setTyped] = useState<Partial<Record<keyof typeof acts, boolean>>>({});
  const filingStands = useFilingStands(detail);
  const { permissions } = detail;
  const shown = names.filter((name) => permissions[name] || typed[name] === true);
  if (shown.length === 0 && !filingStands) return null;
  return (
    <Section title="其他操作">
      {filingStands && (
        <p className="quiet">紧急启动的补报已计入 24 小时，不能撤回；需要修改的，请审核人退回。</p>
      )}
      <div className="small-acts">
        {shown.map((name) => {
          const OneAct = acts[name];
          const onTyped = (now: boolean) => setTyped((before) => ({ ...before, [name]: now }));
          return (
            <OneAct
              key={name}
              detail={detail}
              offered={permissions[name]}
              onTyped={onTyped}
              onDone={onDone}
            />
          );
        })}
      </div>
    </Section>
  );
}
