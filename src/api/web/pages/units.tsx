import { Button, Checkbox } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import { Link } from 'react-router';
import { powerKeys, powerOf, powersUnconfirmed } from '../../../workflows/law/powers.js';
import { UNIT_KINDS, type UnitKind } from '../../../workflows/law/units.js';
import type { NewUnit, RegisterAnswer, RegisterUnit, UnitChange } from '../../register-schemas.js';
import { asked } from '../parts/checks.js';
import { PowerBoxes } from '../parts/entrustment-form.js';
import { errorsOf, FieldErrors, FieldGroup, useFocusOnError } from '../parts/field.js';
import { Empty, Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { asProblem, ProblemNotice } from '../parts/problem-notice.js';
import { RegisterDoors } from '../parts/register-doors.js';
import { Section } from '../parts/section.js';
import { SelectField } from '../parts/select-field.js';
import { TextField } from '../parts/text-field.js';
import { useAct } from '../queries.js';
import { useForgetRegister, useRegisterUnits } from '../register-queries.js';

/** The units of the bureau, and changing them. */
export function UnitsPage() {
  const reading = useRegisterUnits();
  const [said, setSaid] = useState('');
  return (
    <Page title="机构" above={<RegisterDoors />}>
      <p className="links">
        {reading.data?.may.change && (
          <>
            <Link to="/units/import">导入</Link>{' '}
          </>
        )}
        <a href="/api/register/files/units?format=xlsx">导出 XLSX</a>{' '}
        <a href="/api/register/files/units?format=csv">导出 CSV</a>
      </p>
      {said !== '' && <p role="status">{said}</p>}
      <Loaded reading={reading}>
        {({ items, may }) => (
          <>
            {items.length === 0 ? (
              <Empty>还没有登记机构。</Empty>
            ) : (
              <ul className="rows section">
                {items.map((unit) => (
                  <UnitRow key={unit.id} unit={unit} mayChange={may.change} onSaid={setSaid} />
                ))}
              </ul>
            )}
            {may.change && (
              <Section title="登记机构">
                <UnitForm key={items.length} unit={null} onDone={() => setSaid('机构已登记。')} />
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

type RowProps = { unit: RegisterUnit; mayChange: boolean; onSaid: (said: string) => void };

function UnitRow({ unit, mayChange, onSaid }: RowProps) {
  const [opened, setOpened] = useState<RegisterUnit | null>(null);
  return (
    <li className="row">
      <div className="row-head">
        <strong className="card-title">{unit.name}</strong>
        <span className="marks">
          {!unit.active && <span className="mark">已撤销</span>}
          {mayChange && (
            <Button
              size="small"
              aria-expanded={opened !== null}
              aria-label={`${opened ? '取消变更' : '变更'} ${unit.name}`}
              onClick={() => setOpened(opened ? null : unit)}
            >
              {opened ? '取消' : '变更'}
            </Button>
          )}
        </span>
      </div>
      <p className="quiet">
        {unit.id} · {unit.kindLabel} · 在任 {unit.people} 人
      </p>
      {opened && (
        <UnitForm
          unit={opened}
          onDone={() => {
            setOpened(null);
            onSaid(`${unit.name}的变更已登记。`);
          }}
        />
      )}
    </li>
  );
}

const kinds = Object.entries(UNIT_KINDS).map(([value, label]) => ({ value, label }));

/** A new unit, or the change of one. */
function UnitForm({ unit, onDone }: { unit: RegisterUnit | null; onDone: () => void }) {
  const [id, setId] = useState('');
  const [name, setName] = useState(unit?.name ?? '');
  const [kind, setKind] = useState<string>(unit?.kind ?? '');
  const [active, setActive] = useState(unit?.active ?? true);
  const [powers, setPowers] = useState(unit?.powers ?? null);
  const [attempt, setAttempt] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const forget = useForgetRegister();
  const act = useAct<RegisterAnswer>(() => void forget().then(onDone));
  useFocusOnError(form, act.error);
  useFocusOnError(form, attempt);
  const faults = [
    ...(unit ? [] : asked('/id', '机构编号', id, 64)),
    ...asked('/name', '机构名称', name, 80),
    ...(kind === '' ? [{ pointer: '/kind', detail: '请选择机构类别。' }] : []),
  ];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length > 0) return;
    const said = { name: name.trim(), kind: kind as UnitKind, powers: kind === 'entrusted' ? null : powers };
    const body: NewUnit | UnitChange = unit ? { version: unit.version, ...said, active } : { id, ...said };
    act.mutate({ path: `/api/register/units${unit ? `/${unit.id}` : ''}`, body });
  };
  return (
    <FieldErrors
      value={attempt && faults.length > 0 ? faults : errorsOf(act.error ? asProblem(act.error) : null)}
    >
      <form ref={form} className="stack" noValidate onSubmit={submit}>
        <div className="columns">
          {!unit && (
            <TextField
              label="机构编号"
              pointer="/id"
              required
              hint="登记后不能更改。小写字母、数字和连字符。"
              value={id}
              onChange={(word) => setId(word.trim())}
            />
          )}
          <TextField label="机构名称" pointer="/name" required value={name} onChange={setName} />
          <SelectField
            label="机构类别"
            pointer="/kind"
            required
            value={kind}
            onChange={setKind}
            options={kinds}
          />
          {unit && <ActiveField active={active} onChange={setActive} />}
        </div>
        {kind !== 'entrusted' && <PowersField powers={powers} onChange={setPowers} />}
        <ProblemNotice error={act.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {unit ? '保存变更' : '登记'}
          </Button>
        </div>
      </form>
    </FieldErrors>
  );
}

const ActiveField = ({ active, onChange }: { active: boolean; onChange: (active: boolean) => void }) => (
  <FieldGroup label="状态" pointer="/active" hint="撤销的机构仍保留在记录中，不能再任职和立案。">
    <div>
      <Checkbox checked={active} onChange={(event) => onChange(event.target.checked)}>
        在用
      </Checkbox>
    </div>
  </FieldGroup>
);

type Powers = RegisterUnit['powers'];

/** 权责事项: which items the 权责清单 gives the unit; while nobody has set them the table's assumption holds. */
const PowersField = ({ powers, onChange }: { powers: Powers; onChange: (powers: Powers) => void }) => (
  <FieldGroup label="权责事项" pointer="/powers" hint={`未设定时：${powersUnconfirmed}。`}>
    <div className="stack">
      <Checkbox checked={powers !== null} onChange={(event) => onChange(event.target.checked ? [] : null)}>
        已按权责清单核定
      </Checkbox>
      {powers !== null && (
        <PowerBoxes
          items={powerKeys.map((key) => ({ key, label: powerOf(key).label }))}
          value={powers}
          onChange={onChange}
        />
      )}
    </div>
  </FieldGroup>
);
