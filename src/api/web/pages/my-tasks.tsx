import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { TaskSummary } from '../../schemas.js';
import { AgreeDialog } from '../parts/agree-dialog.js';
import { ExportLinks } from '../parts/export-links.js';
import { Empty, Loaded, More } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { Section } from '../parts/section.js';
import { TaskCard } from '../parts/task-heading.js';
import { useTasks } from '../queries.js';

/** The server agrees to so many at a time. */
const AGREEMENTS_LIMIT = 50;

/** Overdue first, then by what is due next, then by age. */
const byUrgency = (one: TaskSummary, other: TaskSummary): number =>
  Number(other.overdue) - Number(one.overdue) ||
  (one.dueAt ?? Number.MAX_SAFE_INTEGER) - (other.dueAt ?? Number.MAX_SAFE_INTEGER) ||
  one.openedAt - other.openedAt;

/** What waits for me, and what I may take. */
export function MyTasksPage() {
  const pages = useTasks();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [agreeing, setAgreeing] = useState<readonly TaskSummary[] | null>(null);
  return (
    <Page title="我的任务">
      <Loaded reading={pages}>
        {({ pages: lists }) => {
          const tasks = lists.flatMap((list) => list.items).sort(byUrgency);
          const own = tasks.filter((task) => task.assignee !== null);
          const pool = tasks.filter((task) => task.assignee === null);
          const choice = { chosen, choose: setChosen };
          return (
            <>
              <ChosenBar tasks={tasks} {...choice} agree={setAgreeing} />
              <Section title={`由我办理（${String(own.length)}${pages.hasNextPage ? '+' : ''}）`}>
                {own.length === 0 ? (
                  <Empty>现在没有等您办理的任务。有新任务时会发送邮件，也会显示在这里。</Empty>
                ) : (
                  <Tasks tasks={own} {...choice} />
                )}
              </Section>
              {pool.length > 0 && (
                <Section title={`可认领（${String(pool.length)}）`}>
                  <Tasks tasks={pool} {...choice} />
                </Section>
              )}
              <More pages={pages} />
              {tasks.length > 0 && <ExportLinks path="/api/tasks/export" filters={{}} />}
            </>
          );
        }}
      </Loaded>
      {agreeing && (
        <AgreeDialog
          tasks={agreeing}
          onClose={(settled) => {
            setAgreeing(null);
            if (settled) setChosen(new Set());
          }}
        />
      )}
    </Page>
  );
}

type Choice = { chosen: ReadonlySet<string>; choose: (ids: ReadonlySet<string>) => void };

const Tasks = ({ tasks, chosen, choose }: { tasks: readonly TaskSummary[] } & Choice) => {
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    choose(next);
  };
  return (
    <ul className="rows">
      {tasks.map((task) => (
        <TaskCard
          key={task.id}
          task={task}
          choice={
            task.agreeable && (
              <Checkbox
                aria-label={`选择 ${task.caseNumber} ${task.label}：${task.title}`}
                checked={chosen.has(task.id)}
                onChange={() => toggle(task.id)}
              />
            )
          }
        />
      ))}
    </ul>
  );
};

type BarProps = { tasks: readonly TaskSummary[]; agree: (tasks: readonly TaskSummary[]) => void } & Choice;

/** 批量同意: how many are chosen, all that may be, and the way on. */
function ChosenBar({ tasks, chosen, choose, agree }: BarProps) {
  const agreeable = tasks.filter((task) => task.agreeable);
  const picked = agreeable.filter((task) => chosen.has(task.id));
  const most = Math.min(agreeable.length, AGREEMENTS_LIMIT);
  if (agreeable.length < 2 && picked.length === 0) return null;
  return (
    <div className="chosen-bar section" role="group" aria-label="批量同意">
      <Checkbox
        checked={picked.length > 0 && picked.length >= most}
        indeterminate={picked.length > 0 && picked.length < most}
        onChange={(event) =>
          choose(new Set(event.target.checked ? agreeable.slice(0, most).map((task) => task.id) : []))
        }
      >
        {agreeable.length > most ? `全选前 ${String(most)} 项` : '全选本页可同意的'}
      </Checkbox>
      <span role="status">已选 {picked.length} 项</span>
      <Button
        type="primary"
        disabled={picked.length === 0 || picked.length > AGREEMENTS_LIMIT}
        onClick={() => agree(picked)}
      >
        批量同意…
      </Button>
      {picked.length > AGREEMENTS_LIMIT && (
        <span className="field-error">一次最多 {AGREEMENTS_LIMIT} 项。</span>
      )}
    </div>
  );
}
