import { Button } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import { demandLabels } from '../../../workflows/law/media-matrix.js';
import type { MediaCellView, MediaChange, MediaMatrixView } from '../../media-matrix-schemas.js';
import type { RegisterAnswer } from '../../register-schemas.js';
import { moment } from '../format.js';
import { asked } from '../parts/checks.js';
import { errorsOf, FieldErrors, useFocusOnError } from '../parts/field.js';
import { Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { asProblem, ProblemNotice } from '../parts/problem-notice.js';
import { Section } from '../parts/section.js';
import { SelectField } from '../parts/select-field.js';
import { TextField } from '../parts/text-field.js';
import { Unconfirmed } from '../parts/unconfirmed.js';
import { useAct } from '../queries.js';
import { useForgetRegister } from '../register-queries.js';
import { useMediaMatrix } from '../supervision-queries.js';

/** What is asked of the recording of each kind of act (第五条), and the 法制机构 setting it. */
export function MediaMatrixPage() {
  const reading = useMediaMatrix();
  const [said, setSaid] = useState('');
  return (
    <Page title="记录方式表">
      <p className="quiet">
        各种行为、各个阶段均应有文字记录；音像记录按下表。第十四条、第二十四条、第二十六条规定的，不得放宽。
        设置只对此后启动的事项有效，已启动的按启动时的版本。
      </p>
      {said !== '' && <p role="status">{said}</p>}
      <Loaded reading={reading}>{(matrix) => <Matrix matrix={matrix} onSaid={setSaid} />}</Loaded>
    </Page>
  );
}

type Said = (said: string) => void;

function Matrix({ matrix, onSaid }: { matrix: MediaMatrixView; onSaid: Said }) {
  const phases = [...new Set(matrix.items.map(({ phaseLabel }) => phaseLabel))];
  return (
    <>
      <p>现行版本：{matrix.version}</p>
      <Unconfirmed because={matrix.unconfirmedBecause} />
      {phases.map((phase) => (
        <Section key={phase} title={phase}>
          <ul className="rows">
            {matrix.items
              .filter(({ phaseLabel }) => phaseLabel === phase)
              .map((cell) => (
                <Cell key={cell.act} cell={cell} mayChange={matrix.may.change} onSaid={onSaid} />
              ))}
          </ul>
        </Section>
      ))}
      {matrix.history.length > 0 && (
        <Section title="历次变更">
          <ul className="plain-list">
            {matrix.history.map(({ at, by, says, record }) => (
              <li key={record.seq}>
                {moment(at)}，{by}：{says.join('；')}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Cell({ cell, mayChange, onSaid }: { cell: MediaCellView; mayChange: boolean; onSaid: Said }) {
  const [opened, setOpened] = useState<MediaCellView | null>(null);
  const { label, article, inForce, byTable, mandatory, exception, set } = cell;
  return (
    <li className="row">
      <div className="row-head">
        <strong className="card-title">{label}</strong>
        <span className="marks">
          {mandatory && <span className="mark">不得放宽</span>}
          {mayChange && !mandatory && (
            <Button
              size="small"
              aria-expanded={opened !== null}
              aria-label={`${opened ? '取消设置' : '设置'} ${label}`}
              onClick={() => setOpened(opened ? null : cell)}
            >
              {opened ? '取消' : '设置'}
            </Button>
          )}
        </span>
      </div>
      <p>
        {demandLabels[inForce]}
        {inForce === 'required' && exception && '，不适宜音像记录的除外（须经批准）'}
      </p>
      <p className="quiet">
        第 {article} 条。
        {set
          ? `本局设置：${set.by}，${moment(set.at)}。理由：${set.reason}。默认：${demandLabels[byTable]}。`
          : '按默认。'}
      </p>
      {opened && (
        <CellForm
          cell={opened}
          onDone={() => {
            setOpened(null);
            onSaid(`“${label}”的记录方式已设置。`);
          }}
        />
      )}
    </li>
  );
}

function CellForm({ cell, onDone }: { cell: MediaCellView; onDone: () => void }) {
  const [demand, setDemand] = useState<string>(cell.inForce);
  const [reason, setReason] = useState('');
  const [attempt, setAttempt] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const forget = useForgetRegister();
  const act = useAct<RegisterAnswer>(() => void forget().then(onDone));
  useFocusOnError(form, act.error);
  useFocusOnError(form, attempt);
  const faults = [
    ...(demand === '' ? [{ pointer: '/audioVisual', detail: '请选择记录方式。' }] : []),
    ...asked('/reason', '理由', reason, 500),
  ];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length > 0) return;
    const wanted = cell.choices.find((one) => one === demand) ?? null;
    const audioVisual = wanted === cell.byTable ? null : wanted;
    const body: MediaChange = { version: cell.version, audioVisual, reason: reason.trim() };
    act.mutate({ path: `/api/media-matrix/${cell.act}`, body });
  };
  return (
    <FieldErrors
      value={attempt && faults.length > 0 ? faults : errorsOf(act.error ? asProblem(act.error) : null)}
    >
      <form ref={form} className="stack" noValidate onSubmit={submit}>
        <SelectField
          label={`${cell.label}：音像记录`}
          pointer="/audioVisual"
          required
          value={demand}
          onChange={setDemand}
          options={cell.choices.map((one) => ({ value: one, label: demandLabels[one] }))}
        />
        <TextField
          label="理由"
          pointer="/reason"
          required
          hint="写明为什么这样设置，记录在案。"
          value={reason}
          onChange={setReason}
        />
        <ProblemNotice error={act.error} />
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          设置
        </Button>
      </form>
    </FieldErrors>
  );
}
