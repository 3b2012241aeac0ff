import { Button, Modal } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Agree, AgreementResult, Agreements } from '../../agreement-schemas.js';
import type { TaskSummary } from '../../schemas.js';
import { actOnSeveral, newKey, type Problem } from '../api.js';
import { articleLabel, duration } from '../format.js';
import { useExpireSession } from '../session.js';
import { asked, type FieldError } from './checks.js';
import { errorsOf, FieldErrors, useFocusOnError } from './field.js';
import { OpinionField } from './opinion-field.js';
import { asProblem, isSessionOver, ProblemNotice } from './problem-notice.js';
import { Shut } from './shut.js';
import { TaskMarks } from './task-heading.js';
import { TimeLeft } from './time-left.js';

const OPINION_CHARACTERS = 8_000;

/**
 * Sends one opinion for several tasks. What has no result yet, or failed, is sent again under the same
 * key: what is on file already is only answered again.
 */
function useAgreement(tasks: readonly TaskSummary[]) {
  const key = useRef(newKey());
  const client = useQueryClient();
  const expire = useExpireSession();
  const [results, setResults] = useState<ReadonlyMap<string, AgreementResult>>(new Map());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const left = tasks.filter(({ id }) => isLeft(results.get(id)));
  const send = async (opinion: string) => {
    setBusy(true);
    setProblem(null);
    const body: Agree = { opinion, items: left.map(({ id, seq }) => ({ id, seen: seq })) };
    try {
      const { items } = await actOnSeveral<Agreements>('/api/tasks/agreements', body, key.current);
      setResults((before) => new Map([...before, ...items.map((one) => [one.id, one] as const)]));
    } catch (failure) {
      const said = asProblem(failure);
      if (isSessionOver(said)) expire();
      setProblem(said);
    } finally {
      setBusy(false);
      const lists = ['tasks', 'task', 'case', 'cases', 'timeline', 'letters'];
      void client.invalidateQueries({ predicate: ({ queryKey }) => lists.includes(String(queryKey[0])) });
    }
  };
  return { results, left, busy, problem, send };
}

/** Not settled: nothing was heard of it yet, or the system failed. */
const isLeft = (result: AgreementResult | undefined): boolean =>
  result === undefined || result.state === 'pending' || result.state === 'failed';

type Props = { tasks: readonly TaskSummary[]; onClose: (settled: boolean) => void };

/** 批量同意: what will be agreed to, the opinion its person types, and then what became of each. */
export function AgreeDialog({ tasks, onClose }: Props) {
  const [settled, setSettled] = useState(false);
  return (
    <Modal
      open
      title={`批量同意（${String(tasks.length)} 项）`}
      footer={null}
      width={720}
      mask={{ closable: false }}
      onCancel={() => onClose(settled)}
    >
      <Agreeing tasks={tasks} onSettled={() => setSettled(true)} onClose={() => onClose(settled)} />
    </Modal>
  );
}

function Agreeing(props: { tasks: readonly TaskSummary[]; onSettled: () => void; onClose: () => void }) {
  const { tasks, onSettled, onClose } = props;
  const [opinion, setOpinion] = useState('');
  const [faults, setFaults] = useState<readonly FieldError[] | null>(null);
  const { results, left, busy, problem, send } = useAgreement(tasks);
  const box = useRef<HTMLDivElement>(null);
  const sent = results.size > 0;
  useFocusOnError(box, faults);
  useEffect(() => {
    if (sent) onSettled();
  }, [sent]);
  const agree = () => {
    const found = asked('/opinion', '意见及理由', opinion, OPINION_CHARACTERS);
    setFaults(found);
    if (found.length === 0) void send(opinion.trim());
  };
  const amiss = opinion.trim() === '' || opinion.length > OPINION_CHARACTERS ? (faults ?? []) : [];
  return (
    <FieldErrors value={amiss.length > 0 ? amiss : errorsOf(problem)}>
      <div ref={box} className="stack">
        {!sent && <p>对下列任务逐项签署同意，各自记录在案，提交后立即生效。请先逐案了解案情。</p>}
        <Outcome results={results} />
        <ul className="rows" aria-label="将同意的任务">
          {tasks.map((task) => (
            <AgreedTask key={task.id} task={task} result={results.get(task.id)} />
          ))}
        </ul>
        <Shut when={sent || busy}>
          <OpinionField value={opinion} onChange={setOpinion} />
        </Shut>
        <ProblemNotice error={problem} />
        <div className="answers">
          {left.length > 0 && (
            <Button type="primary" size="large" loading={busy} onClick={agree}>
              {sent ? `重试未成功的 ${String(left.length)} 项` : `同意 ${String(left.length)} 项`}
            </Button>
          )}
          <Button size="large" disabled={busy} onClick={onClose}>
            {sent ? '关闭' : '取消'}
          </Button>
          {busy && <span role="status">正在逐项办理……</span>}
        </div>
      </div>
    </FieldErrors>
  );
}

/** How many came to what; it takes the focus, because the button that was pressed may be gone. */
function Outcome({ results }: { results: ReadonlyMap<string, AgreementResult> }) {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (results.size > 0) box.current?.focus();
  }, [results]);
  if (results.size === 0) return null;
  const count = (states: readonly AgreementResult['state'][]) =>
    [...results.values()].filter(({ state }) => states.includes(state)).length;
  const refused = count(['refused']);
  const left = count(['pending', 'failed']);
  return (
    <p ref={box} tabIndex={-1} role="status">
      <strong>
        {`已同意 ${String(count(['recorded']))} 项`}
        {refused > 0 && `，未能办理 ${String(refused)} 项`}
        {left > 0 && `，尚无结果 ${String(left)} 项`}。
      </strong>
    </p>
  );
}

function AgreedTask({ task, result }: { task: TaskSummary; result: AgreementResult | undefined }) {
  return (
    <li className="row">
      <div className="row-head">
        <strong>
          {task.label}：{task.title}
        </strong>
        <TaskMarks task={task} />
      </div>
      <p className="quiet">
        {task.caseNumber}
        {task.party !== null && ` · 当事人 ${task.party}`} · {task.procedureTitle}
        {task.onBehalfOf && ` · 代${task.onBehalfOf.name}办理`}
      </p>
      {result ? (
        <Result task={task} result={result} />
      ) : (
        task.dueAt !== null && (
          <p>
            <TimeLeft at={task.dueAt} provisional={task.provisional} />
          </p>
        )
      )}
    </li>
  );
}

function Result({ task, result }: { task: TaskSummary; result: AgreementResult }) {
  const { state, record, problem } = result;
  if (state === 'recorded' && record) {
    const late = record.late.map(({ byMs }) => `，逾期 ${duration(byMs)}`).join('');
    return (
      <p className="agreed">
        ✓ 已同意（第 {record.seq} 号记录{late}）
      </p>
    );
  }
  if (state === 'pending') return <p className="field-error">尚无结果，可重试；已办理的不会重复办理。</p>;
  return (
    <p className="field-error">
      {problem?.detail}
      {problem && problem.article !== null && `（依据：本制度${articleLabel(problem.article)}）`}
      {problem?.incident !== undefined && `故障编号 ${problem.incident}。`}{' '}
      <Link to={`/tasks/${encodeURIComponent(task.id)}`}>打开该任务</Link>
    </p>
  );
}
