import { Button, Checkbox } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import { Link } from 'react-router';
import type { ImportPreview, MovedDeadline } from '../../calendar-schemas.js';
import { legalDay, moment } from '../format.js';
import { asked } from './checks.js';
import { errorsOf, FieldErrors, FieldGroup, useFocusOnError } from './field.js';
import { Empty, More } from './loading.js';
import { asProblem, ProblemNotice } from './problem-notice.js';
import { Section } from './section.js';
import { TextField } from './text-field.js';
import { useSignedIn } from '../session.js';

type Confirmed = { replaces: string | null; reason: string; acceptWarnings: boolean };
type Props = {
  pages: readonly ImportPreview[];
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  busy: boolean;
  error: unknown;
  onImport: (confirmed: Confirmed) => void;
};

/** What a notice would move, and the import itself with what has to be confirmed for it. */
export function NoticeImpact({ pages, more, busy, error, onImport }: Props) {
  const [first] = pages;
  if (!first) return null;
  const items = pages.flatMap((page) => page.items);
  return (
    <>
      <Section title="期限变动预览">
        <p role="status">
          跨该年度的在办程序 {first.looked} 个
          {!first.complete && '（数量过多，预览只核对了这些；导入时全部核对）'}
          ：期限提前 {first.earlier} 个，推后 {first.later} 个，届满日不变、仅去除暂定标记或者调整提醒{' '}
          {first.settled} 个{first.lifted > 0 && `；${String(first.lifted)} 个已记录的届满将不再成立`}。
        </p>
        {items.length === 0 ? (
          <Empty>没有届满日会变动的期限。</Empty>
        ) : (
          <ul className="rows">
            {items.map((one) => (
              <OneMove key={`${one.caseNumber}/${one.procedure}/${one.clock}`} one={one} />
            ))}
          </ul>
        )}
        <More pages={more} />
      </Section>
      <Section title="导入">
        <ConfirmForm preview={first} busy={busy} error={error} onImport={onImport} />
      </Section>
    </>
  );
}

const endOf = (lastDay: string | null, at: number): string =>
  lastDay === null ? moment(at) : legalDay(lastDay);

function OneMove({ one }: { one: MovedDeadline }) {
  const may = useSignedIn().capabilities;
  return (
    <li className="row">
      <div className="row-head">
        {may.seeCases ? (
          <Link to={`/cases/${one.caseNumber}`}>{one.caseNumber}</Link>
        ) : (
          <strong>{one.caseNumber}</strong>
        )}
        <span className="quiet">{one.procedureTitle}</span>
      </div>
      <p>
        {one.clockLabel}：{endOf(one.fromLastDay, one.from)} → {endOf(one.toLastDay, one.to)}
        {one.provisional && '（仍为暂定）'}
        {one.lifts && '，已记录的届满将不再成立'}
      </p>
    </li>
  );
}

type ConfirmProps = {
  preview: ImportPreview;
  busy: boolean;
  error: unknown;
  onImport: (confirmed: Confirmed) => void;
};

function ConfirmForm({ preview, busy, error, onImport }: ConfirmProps) {
  const { replaces, supersedes, warnings } = preview;
  const [reason, setReason] = useState('');
  const [accepted, setAccepted] = useState(false);
  const [attempt, setAttempt] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const faults = [
    ...(supersedes === null ? [] : asked('/reason', '替换的理由', reason, 2_000)),
    ...(warnings.length > 0 && !accepted
      ? [{ pointer: '/acceptWarnings', detail: '请与通知核对后确认。' }]
      : []),
  ];
  useFocusOnError(form, attempt);
  useFocusOnError(form, error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length === 0) onImport({ replaces, reason, acceptWarnings: accepted });
  };
  return (
    <FieldErrors value={attempt && faults.length > 0 ? faults : errorsOf(error ? asProblem(error) : null)}>
      <form ref={form} className="stack" noValidate onSubmit={submit}>
        {supersedes !== null && (
          <TextField
            label="替换的理由"
            pointer="/reason"
            required
            lines={2}
            hint={`该年度已依据 ${supersedes}，导入后以本通知为准，两次导入都保留在案。`}
            value={reason}
            onChange={setReason}
          />
        )}
        {warnings.length > 0 && (
          <FieldGroup label="与法定节日不符之处" pointer="/acceptWarnings">
            <ul>
              {warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
            <Checkbox.Group
              className="choices"
              options={[{ value: 'accepted', label: '已与通知核对，确实如此' }]}
              value={accepted ? ['accepted'] : []}
              onChange={(chosen) => setAccepted(chosen.length > 0)}
            />
          </FieldGroup>
        )}
        <ProblemNotice error={error} />
        <div>
          <Button type="primary" htmlType="submit" loading={busy}>
            导入并重新计算期限
          </Button>
        </div>
      </form>
    </FieldErrors>
  );
}
