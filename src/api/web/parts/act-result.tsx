import { Alert } from 'antd';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { ActAnswer } from '../../schemas.js';
import { useNames } from '../queries.js';
import { duration, moment } from '../format.js';

/** Who is asked next, in words. */
const nextSteps = (answer: ActAnswer, nameOf: (id: string) => string): string =>
  answer.opens.length === 0
    ? '本程序暂时没有等待办理的任务。'
    : `接下来：${answer.opens.map((task) => `${task.label}，由${task.people.map(nameOf).join('、')}（${task.roleLabel}）办理`).join('；')}。`;

const lateness = (answer: ActAnswer): string =>
  answer.late.map((late) => `本次办理逾期 ${duration(late.byMs)}，已记录在案。`).join('');

/** What an act did and what happens next. It takes the focus, because what was focused is gone. */
export function ActResult({ answer }: { answer: ActAnswer }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [answer]);
  const { record } = answer;
  const nameOf = useNames([...new Set(answer.opens.flatMap((task) => task.people))]);
  return (
    <div ref={box} tabIndex={-1} className="result">
      <Alert
        role="status"
        type="success"
        showIcon
        title={`${record.decisionLabel ?? record.kindLabel}已记录在案（第 ${String(record.seq)} 号记录），${moment(record.receivedAt)}。`}
        description={
          <>
            <p>
              {lateness(answer)}
              {answer.noted.join('')}
              {nextSteps(answer, nameOf)}
            </p>
            <p className="links">
              <Link to="/">我的任务</Link>
              <Link to={`/cases/${answer.caseNumber}`}>案件 {answer.caseNumber}</Link>
            </p>
          </>
        }
      />
    </div>
  );
}
