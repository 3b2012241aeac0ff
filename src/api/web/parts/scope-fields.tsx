import { Checkbox } from 'antd';
import type { PersonEntry, Post, UnitEntry } from '../../schemas.js';
import { FieldGroup } from './field.js';

/** Which roles a post gives, and what they are called; the server's law has the last word. */
const rolesOfPost: Partial<Record<Post, readonly { value: string; label: string }[]>> = {
  officer: [{ value: 'handler', label: '承办人' }],
  unitHead: [{ value: 'reviewer', label: '审核人' }],
  agencyHead: [{ value: 'approver', label: '批准人' }],
  legalOfficer: [{ value: 'legalOffice', label: '法制机构' }],
  archivist: [{ value: 'archivist', label: '档案人员' }],
};

/** The roles in which somebody can be substituted. */
export const rolesOf = (person: PersonEntry | undefined): { value: string; label: string }[] => {
  const all = (person?.posts ?? []).flatMap(({ post }) => rolesOfPost[post] ?? []);
  return [...new Map(all.map((role) => [role.value, role])).values()];
};

export type Chosen = readonly string[] | 'all';

type Props = {
  label: string;
  pointer: string;
  all: string;
  options: readonly { value: string; label: string }[];
  value: Chosen;
  onChange: (value: Chosen) => void;
};

/** All of them, said; or some of them. */
function AllOrSome({ label, pointer, all, options, value, onChange }: Props) {
  return (
    <FieldGroup label={label} pointer={pointer} required>
      <div className="choices">
        <Checkbox checked={value === 'all'} onChange={(event) => onChange(event.target.checked ? 'all' : [])}>
          {all}
        </Checkbox>
        {value !== 'all' && (
          <Checkbox.Group
            className="choices"
            value={[...value]}
            options={[...options]}
            onChange={(chosen) => onChange(chosen.map(String))}
          />
        )}
      </div>
    </FieldGroup>
  );
}

/** In which roles, and in matters of which units. */
export function ScopeFields(props: {
  principal: PersonEntry | undefined;
  units: readonly UnitEntry[];
  value: { roles: Chosen; units: Chosen };
  onChange: (change: Partial<{ roles: Chosen; units: Chosen }>) => void;
}) {
  const { principal, units, value, onChange } = props;
  return (
    <>
      <AllOrSome
        label="代理的职责"
        pointer="/roles"
        all="全部职责"
        options={rolesOf(principal)}
        value={value.roles}
        onChange={(roles) => onChange({ roles })}
      />
      <AllOrSome
        label="所涉案件的科室"
        pointer="/units"
        all="全部科室"
        options={units.filter((unit) => unit.enforcing).map(({ id, name }) => ({ value: id, label: name }))}
        value={value.units}
        onChange={(chosen) => onChange({ units: chosen })}
      />
    </>
  );
}
