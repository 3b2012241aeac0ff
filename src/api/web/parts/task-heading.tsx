import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { TaskSummary } from '../../schemas.js';
import { Mark } from './mark.js';
import { TimeLeft } from './time-left.js';

/** The marks of a task, in words. */
export const TaskMarks = ({ task }: { task: TaskSummary }) => (
  <span className="marks">
    {task.overdue && <Mark kind="overdue" />}
    {task.emergency && <Mark kind="emergency" />}
    {task.round > 1 && <span className="quiet">第 {task.round} 轮</span>}
  </span>
);

/** Who holds it, or who may take it. */
export const holder = (task: TaskSummary): string =>
  task.assignee
    ? `由 ${task.assignee.name} 办理`
    : `可由 ${task.candidates.map((person) => person.name).join('、')} 认领办理`;

/** One task in a list. `choice`: what it is chosen by, together with others. */
export function TaskCard({ task, choice }: { task: TaskSummary; choice?: ReactNode }) {
  return (
    <li className={`row card${task.overdue ? ' card-overdue' : ''}`}>
      {choice ? (
        <div className="card-choice">
          {choice}
          <div className="card-body">
            <TaskWords task={task} />
          </div>
        </div>
      ) : (
        <TaskWords task={task} />
      )}
    </li>
  );
}

function TaskWords({ task }: { task: TaskSummary }) {
  return (
    <>
      <div className="row-head">
        <Link to={`/tasks/${encodeURIComponent(task.id)}`} className="card-title">
          {task.label}：{task.title}
        </Link>
        <TaskMarks task={task} />
      </div>
      <p>{task.asks}</p>
      <p className="quiet">
        {task.caseNumber}
        {task.party !== null && ` · 当事人 ${task.party}`} · {task.procedureTitle}（{task.articleLabel}） ·{' '}
        {holder(task)}
      </p>
      {task.onBehalfOf && <p>代 {task.onBehalfOf.name} 办理</p>}
      {task.dueAt === null ? (
        <p className="quiet">无办理期限</p>
      ) : (
        <p>
          <TimeLeft at={task.dueAt} provisional={task.provisional} />
        </p>
      )}
    </>
  );
}
