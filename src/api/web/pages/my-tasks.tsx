import type { TaskSummary } from '../../schemas.js';
import { Empty, Loaded, More } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { Section } from '../parts/section.js';
import { TaskCard } from '../parts/task-heading.js';
import { useTasks } from '../queries.js';

/** Overdue first, then by what is due next, then by age. */
const byUrgency = (one: TaskSummary, other: TaskSummary): number =>
  Number(other.overdue) - Number(one.overdue) ||
  (one.dueAt ?? Number.MAX_SAFE_INTEGER) - (other.dueAt ?? Number.MAX_SAFE_INTEGER) ||
  one.openedAt - other.openedAt;

/** What waits for me, and what I may take. */
export function MyTasksPage() {
  const pages = useTasks();
  return (
    <Page title="我的任务">
      <Loaded reading={pages}>
        {({ pages: lists }) => {
          const tasks = lists.flatMap((list) => list.items).sort(byUrgency);
          const own = tasks.filter((task) => task.assignee !== null);
          const pool = tasks.filter((task) => task.assignee === null);
          return (
            <>
              <Section title={`由我办理（${String(own.length)}${pages.hasNextPage ? '+' : ''}）`}>
                {own.length === 0 ? (
                  <Empty>现在没有等您办理的任务。有新任务时会发送邮件，也会显示在这里。</Empty>
                ) : (
                  <Tasks tasks={own} />
                )}
              </Section>
              {pool.length > 0 && (
                <Section title={`可认领（${String(pool.length)}）`}>
                  <Tasks tasks={pool} />
                </Section>
              )}
              <More pages={pages} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

const Tasks = ({ tasks }: { tasks: readonly TaskSummary[] }) => (
  <ul className="rows">
    {tasks.map((task) => (
      <TaskCard key={task.id} task={task} />
    ))}
  </ul>
);
