import { Alert } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ActAnswer, TaskDetail, TimelineEntry } from '../../schemas.js';
import type { Problem } from '../api.js';
import { moment } from '../format.js';
import { ActResult } from '../parts/act-result.js';
import { ArticleText } from '../parts/article-text.js';
import { CaseFacts } from '../parts/case-facts.js';
import { Clocks } from '../parts/clocks.js';
import { CorrectDialog } from '../parts/correct-dialog.js';
import { DecisionForm } from '../parts/decision-form.js';
import { Files } from '../parts/files.js';
import { Empty, Loaded } from '../parts/loading.js';
import { ClaimButton, OtherActs } from '../parts/other-acts.js';
import { Page } from '../parts/page.js';
import { asProblem } from '../parts/problem-notice.js';
import { Section } from '../parts/section.js';
import { holder, TaskMarks } from '../parts/task-heading.js';
import { TimeLeft } from '../parts/time-left.js';
import { TimelineList } from '../parts/timeline.js';
import { whyClosed } from '../parts/why-closed.js';
import { useReaderNow, useTask } from '../queries.js';
import { useSignedIn } from '../session.js';

/** One task: what is asked and why, then the answer, then what happened so far. */
export function TaskPage() {
  const { id = '' } = useParams();
  return <OneTask key={id} id={id} />;
}

function OneTask({ id }: { id: string }) {
  const reading = useTask(id);
  const [answer, setAnswer] = useState<ActAnswer | null>(null);
  const detail = reading.data;
  const refused = reading.error ? asProblem(reading.error) : null;
  return (
    <Page title={detail ? `${detail.task.label}：${detail.task.title}` : '任务'}>
      {answer && <ActResult answer={answer} />}
      <Loaded reading={reading}>
        {(read) => <Task detail={read} refused={refused} onDone={setAnswer} />}
      </Loaded>
    </Page>
  );
}

type Done = (answer: ActAnswer) => void;

function Task({ detail, refused, onDone }: { detail: TaskDetail; refused: Problem | null; onDone: Done }) {
  const [correcting, setCorrecting] = useState<TimelineEntry | null>(null);
  const { task, permissions } = detail;
  return (
    <>
      <Summary detail={detail} />
      <ArticleText article={detail.article} />
      <Section title="案情">
        <CaseFacts detail={detail} />
        <Files files={detail.attachments} />
      </Section>
      <Opinions detail={detail} />
      {permissions.claim && (
        <Section title="认领">
          <ClaimButton detail={detail} onDone={onDone} />
        </Section>
      )}
      <Deciding detail={detail} refused={refused} onDone={onDone} />
      <OtherActs detail={detail} onDone={onDone} />
      {detail.clocks.length > 0 && (
        <Section title="期限">
          <Clocks clocks={detail.clocks} />
        </Section>
      )}
      <Section title="办理经过">
        {detail.timeline.length === 0 && <Empty>还没有记录。</Empty>}
        <TimelineList entries={detail.timeline} correct={setCorrecting} />
      </Section>
      <CorrectDialog number={task.caseNumber} entry={correcting} onClose={() => setCorrecting(null)} />
    </>
  );
}

/**
 * The form from the moment that the reader may decide until he has. When he no longer may, because it was
 * decided elsewhere or another person signed in, what he typed stays on the page.
 */
function Deciding(props: { detail: TaskDetail; refused: Problem | null; onDone: Done }) {
  const { detail, refused, onDone } = props;
  const { id } = useSignedIn().person;
  const now = useReaderNow().data;
  const [offered, setOffered] = useState<TaskDetail | null>(null);
  const [answered, setAnswered] = useState<number | null>(null);
  const closed = whyClosed(detail, { id, now, refused });
  if (closed === null && offered !== detail) setOffered(detail);
  if (offered === null || offered.task.openedAt === answered) return null;
  const done: Done = (answer) => {
    setAnswered(offered.task.openedAt);
    onDone(answer);
  };
  return <DecisionForm detail={offered} closed={closed} onDone={done} />;
}

/** What is asked of whom until when; and if nothing is any more, why not. */
function Summary({ detail }: { detail: TaskDetail }) {
  const { task, state, end } = detail;
  const over = state === 'decided' || state === 'closed';
  return (
    <div className="summary">
      <p>
        <Link to={`/cases/${task.caseNumber}`}>{task.caseNumber}</Link>
        {task.party !== null && ` · 当事人 ${task.party}`} · {task.procedureTitle} <TaskMarks task={task} />
      </p>
      {state === 'yours' || state === 'pool' ? (
        <p>
          <strong>{task.asks}</strong>
        </p>
      ) : (
        <Alert
          role="note"
          type="info"
          showIcon
          title={end ? end.sentence : over ? '该任务已关闭。' : `${holder(task)}，不由您办理。`}
        />
      )}
      {task.onBehalfOf && (
        <Alert
          role="note"
          type="info"
          showIcon
          title={`您代${task.onBehalfOf.name}办理，以您本人的职务和证件，两人姓名都记录在案。`}
        />
      )}
      <p className="quiet">
        {over ? `${task.roleLabel}的任务，` : `${holder(task)}（${task.roleLabel}），`}
        {moment(task.openedAt)} 交办
      </p>
      {!over && task.dueAt !== null && (
        <p>
          <TimeLeft at={task.dueAt} provisional={task.provisional} />
        </p>
      )}
    </div>
  );
}

/** What those before said. */
function Opinions({ detail }: { detail: TaskDetail }) {
  if (detail.opinions.length === 0) return null;
  return (
    <Section title="前面各环节的意见">
      <ul className="rows">
        {detail.opinions.map((opinion) => (
          <li key={opinion.seq} className="row">
            <div className="row-head">
              <strong>
                {opinion.actor.roleLabel} {opinion.actor.name}
                {opinion.onBehalfOf && `（代${opinion.onBehalfOf.name}）`}：{opinion.decisionLabel}
              </strong>
              <span className="quiet">{moment(opinion.receivedAt)}</span>
            </div>
            <p className="opinion">{opinion.opinion}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
