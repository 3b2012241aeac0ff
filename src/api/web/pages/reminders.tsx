import { Button } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import type { RegisterAnswer, ReminderChange, ReminderEntry } from '../../register-schemas.js';
import { moment } from '../format.js';
import { errorsOf, FieldErrors, useFocusOnError } from '../parts/field.js';
import { Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { asProblem, ProblemNotice } from '../parts/problem-notice.js';
import { RegisterDoors } from '../parts/register-doors.js';
import { TextField } from '../parts/text-field.js';
import { useAct } from '../queries.js';
import { useForgetRegister, useReminders } from '../register-queries.js';

const units = { hour: '小时', day: '天', workingDay: '个工作日' } as const;

/**
 * When people are reminded of each period: as the law table has it, or as the bureau set it within bounds.
 */
export function RemindersPage() {
  const reading = useReminders();
  const [said, setSaid] = useState('');
  return (
    <Page title="提醒设置" above={<RegisterDoors />}>
      <p className="quiet">
        期限届满前，系统按下列时间提醒办理人。设置只对此后起算的期限有效，已在计算的按原设置提醒。期限届满的记录和告知不受设置影响。
      </p>
      {said !== '' && <p role="status">{said}</p>}
      <Loaded reading={reading}>
        {({ items, may }) => (
          <ul className="rows section">
            {items.map((entry) => (
              <Entry key={entry.period} entry={entry} mayChange={may.change} onSaid={setSaid} />
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  );
}

const listed = (counts: readonly number[], unit: ReminderEntry['unit']): string =>
  `起算后第 ${counts.join('、')} ${units[unit]}`;

type EntryProps = { entry: ReminderEntry; mayChange: boolean; onSaid: (said: string) => void };

function Entry({ entry, mayChange, onSaid }: EntryProps) {
  const [opened, setOpened] = useState<ReminderEntry | null>(null);
  const { label, source, unit, byDefault, inForce, bounds, changed } = entry;
  return (
    <li className="row">
      <div className="row-head">
        <strong className="card-title">{label}</strong>
        {mayChange && (
          <Button
            size="small"
            aria-expanded={opened !== null}
            aria-label={`${opened ? '取消设置' : '设置'} ${label}`}
            onClick={() => setOpened(opened ? null : entry)}
          >
            {opened ? '取消' : '设置'}
          </Button>
        )}
      </div>
      <p>现行：{listed(inForce, unit)}</p>
      <p className="quiet">
        默认：{listed(byDefault, unit)}。可设 1 至 {bounds.most} 次，每次为第 {bounds.earliest} 至{' '}
        {bounds.latest} {units[unit]}，最后一次不早于第 {bounds.lastNoSoonerThan} {units[unit]}。{source}
      </p>
      <p className="quiet">
        {changed ? `由${changed.by}于${moment(changed.at)}设置` : '未作设置，按默认提醒'}
      </p>
      {opened && (
        <ReminderForm
          entry={opened}
          onDone={() => {
            setOpened(null);
            onSaid(`“${label}”的提醒已设置。`);
          }}
        />
      )}
    </li>
  );
}

/** The numbers that are typed; undefined when they are none. */
export function countsIn(text: string): number[] | undefined {
  const words = text.split(/[\s,，、]+/).filter((word) => word !== '');
  return words.length > 0 && words.every((word) => /^\d{1,5}$/.test(word)) ? words.map(Number) : undefined;
}

function ReminderForm({ entry, onDone }: { entry: ReminderEntry; onDone: () => void }) {
  const [text, setText] = useState(entry.inForce.join('、'));
  const [attempt, setAttempt] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const forget = useForgetRegister();
  const act = useAct<RegisterAnswer>(() => void forget().then(onDone));
  useFocusOnError(form, act.error);
  useFocusOnError(form, attempt);
  const counts = countsIn(text);
  const faults = counts ? [] : [{ pointer: '/after', detail: '请填写整数，用顿号隔开，如 12、20、23。' }];
  const send = (after: number[] | null) => {
    const body: ReminderChange = { version: entry.version, after };
    act.mutate({ path: `/api/register/reminders/${entry.period}`, body });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (counts) send(counts);
  };
  return (
    <FieldErrors
      value={attempt && faults.length > 0 ? faults : errorsOf(act.error ? asProblem(act.error) : null)}
    >
      <form ref={form} className="stack" noValidate onSubmit={submit}>
        <TextField
          label={`${entry.label}：起算后第几${units[entry.unit]}提醒`}
          pointer="/after"
          required
          hint="由早到晚，用顿号隔开。"
          value={text}
          onChange={setText}
        />
        <ProblemNotice error={act.error} />
        <div className="answers">
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            设置
          </Button>
          {entry.changed && (
            <Button onClick={() => send(null)} disabled={act.isPending}>
              恢复默认
            </Button>
          )}
        </div>
      </form>
    </FieldErrors>
  );
}
