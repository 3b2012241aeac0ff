import { Button } from 'antd';
import { useState } from 'react';
import type { ActAnswer, TaskDetail } from '../../schemas.js';
import { useAct } from '../queries.js';
import { ProblemNotice } from './problem-notice.js';
import { SelectField } from './select-field.js';
import { SmallAct } from './small-act.js';

type Props = { detail: TaskDetail; onDone: (answer: ActAnswer) => void };

/** 认领: takes the task out of the pool. */
export function ClaimButton({ detail, onDone }: Props) {
  const claim = useAct<ActAnswer>(onDone);
  return (
    <div className="stack">
      <p>该任务尚无人认领。认领后由您办理，其他人不再收到。</p>
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

function Reassignment({ detail, onDone }: Props) {
  const [to, setTo] = useState('');
  return (
    <SmallAct
      name="转办"
      path={`/api/tasks/${encodeURIComponent(detail.id)}/reassignment`}
      words={{ label: '转办理由', key: 'opinion', required: true }}
      extra={{ to }}
      onDone={onDone}
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

/** 转办, 撤回, 催办, 备注: those of them the server would accept. */
export function OtherActs({ detail, onDone }: Props) {
  const { permissions, task } = detail;
  const at = (act: string) => `/api/tasks/${encodeURIComponent(detail.id)}/${act}`;
  return (
    <div className="small-acts">
      {permissions.reassign && <Reassignment detail={detail} onDone={onDone} />}
      {permissions.withdraw && (
        <SmallAct
          name="撤回"
          path={at('withdrawal')}
          words={{ label: '撤回理由', key: 'opinion', required: true }}
          explains="下一环节尚未办理时，可以撤回您的办理，改后重新提交。原记录保留。"
          onDone={onDone}
        />
      )}
      {permissions.urge && (
        <SmallAct
          name="催办"
          path={at('urge')}
          words={{ label: '附言', key: 'opinion', required: false }}
          onDone={onDone}
        />
      )}
      {permissions.remark && (
        <SmallAct
          name="备注"
          path={`/api/cases/${task.caseNumber}/remarks`}
          words={{ label: '备注内容', key: 'text', required: true }}
          extra={{ procedure: task.procedure }}
          onDone={onDone}
        />
      )}
    </div>
  );
}

/** True if any of them is offered. */
export const hasOtherActs = ({ permissions: may }: TaskDetail): boolean =>
  may.reassign || may.withdraw || may.urge || may.remark;
