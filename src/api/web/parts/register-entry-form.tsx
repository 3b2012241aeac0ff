import { Button, Checkbox } from 'antd';
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import type { RegisterAnswer } from '../../register-schemas.js';
import { useAct, useUnits } from '../queries.js';
import { useEverybody } from '../recording-queries.js';
import type { FieldError } from './checks.js';
import { errorsOf, FieldErrors, FieldGroup, useFocusOnError } from './field.js';
import { asProblem, ProblemNotice } from './problem-notice.js';
import { SelectField } from './select-field.js';

type Props = {
  /** Where the entry is sent, and what; `isNew` for one that is not there yet. */
  path: string;
  body: unknown;
  isNew: boolean;
  faults: readonly FieldError[];
  onDone: () => void;
  children: ReactNode;
};

/** The form of one entry of the register: what is amiss is said at its field before anything is sent. */
export function RegisterEntryForm({ path, body, isNew, faults, onDone, children }: Props) {
  const [attempt, setAttempt] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const act = useAct<RegisterAnswer>(onDone);
  useFocusOnError(form, act.error);
  useFocusOnError(form, attempt);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length === 0) act.mutate({ path, body });
  };
  return (
    <FieldErrors
      value={attempt && faults.length > 0 ? faults : errorsOf(act.error ? asProblem(act.error) : null)}
    >
      <form ref={form} className="stack" noValidate onSubmit={submit}>
        <div className="columns">{children}</div>
        <ProblemNotice error={act.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {isNew ? '登记' : '保存变更'}
          </Button>
        </div>
      </form>
    </FieldErrors>
  );
}

type ChoiceProps = { value: string; onChange: (id: string) => void; required?: boolean };

/** 保管人: anybody who holds a post now. */
export function HolderField({ value, onChange, required = false }: ChoiceProps) {
  const { data: people = [] } = useEverybody();
  const options = people.map(({ id, name, posts }) => ({
    value: id,
    label: `${name}（${posts.map((post) => post.unitName).join('、')}）`,
  }));
  return (
    <SelectField
      label="保管人"
      pointer="/holder"
      required={required}
      none={required ? '请选择' : '无（固定设备）'}
      value={value}
      onChange={onChange}
      options={options}
    />
  );
}

/** 所属机构. */
export function HomeField({ value, onChange }: ChoiceProps) {
  const { data: units = [] } = useUnits();
  return (
    <SelectField
      label="所属机构"
      pointer="/unit"
      required
      value={value}
      onChange={onChange}
      options={units.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

/** 状态: what is out of use stays, because records name it. */
export const InUseField = ({ value, onChange }: { value: boolean; onChange: (value: boolean) => void }) => (
  <FieldGroup label="状态" pointer="/active" hint="停用的仍保留在登记和记录中。">
    <div>
      <Checkbox checked={value} onChange={(event) => onChange(event.target.checked)}>
        在用
      </Checkbox>
    </div>
  </FieldGroup>
);
