import { EntryForm, type EntryPart } from './entry-form.js';
import type { PersonEntry, UnitEntry } from '../../schemas.js';
import type { GrantSubstitution, SubstitutionList } from '../../substitution-schemas.js';
import { fromField } from '../format.js';
import { useSignedIn } from '../session.js';
import { asked, within, type FieldError } from './checks.js';
import { rolesOf, ScopeFields, type Chosen } from './scope-fields.js';
import { SelectField } from './select-field.js';
import { TextField } from './text-field.js';

type Draft = {
  principal: string;
  substitute: string;
  from: string;
  until: string;
  roles: Chosen;
  units: Chosen;
  authority: string;
  authorityDate: string;
  reason: string;
};

const blank = (principal: string): Draft => ({
  principal,
  substitute: '',
  from: '',
  until: '',
  roles: [],
  units: 'all',
  authority: '',
  authorityDate: '',
  reason: '',
});

const chosen = (pointer: string, label: string, value: string): FieldError[] =>
  value === '' ? [{ pointer, detail: `请选择${label}。` }] : [];

function faultsOf(draft: Draft): FieldError[] {
  const from = fromField(draft.from);
  const until = fromField(draft.until);
  const missing = (pointer: string, label: string, at: number | undefined) =>
    at === undefined ? [{ pointer, detail: `请填写${label}。` }] : [];
  const backwards = from !== undefined && until !== undefined && until <= from;
  return [
    ...chosen('/principal', '被代理人', draft.principal),
    ...chosen('/substitute', '代理人', draft.substitute),
    ...missing('/from', '开始时间', from),
    ...missing('/until', '终止时间', until),
    ...(backwards ? [{ pointer: '/until', detail: '终止时间须晚于开始时间。' }] : []),
    ...(draft.roles.length === 0 ? [{ pointer: '/roles', detail: '请选择代理的职责。' }] : []),
    ...(draft.units.length === 0 ? [{ pointer: '/units', detail: '请选择所涉案件的科室。' }] : []),
    ...asked('/authority', '代理依据的文号', draft.authority, 200),
    ...(draft.authorityDate === '' ? [{ pointer: '/authorityDate', detail: '请填写文书日期。' }] : []),
    ...within('/reason', '事由', draft.reason, 2_000),
  ];
}

const bodyOf = (draft: Draft, attachments: GrantSubstitution['attachments']): GrantSubstitution => ({
  principal: draft.principal,
  substitute: draft.substitute,
  from: fromField(draft.from) ?? 0,
  until: fromField(draft.until) ?? 0,
  roles: draft.roles === 'all' ? 'all' : ([...draft.roles] as Exclude<GrantSubstitution['roles'], 'all'>),
  units: draft.units === 'all' ? 'all' : [...draft.units],
  authority: draft.authority.trim(),
  authorityDate: draft.authorityDate,
  ...(draft.reason.trim() === '' ? {} : { reason: draft.reason }),
  attachments,
});

const named = (people: readonly PersonEntry[]) =>
  people.map((person) => ({
    value: person.id,
    label: `${person.name}（${person.posts.map((post) => `${post.unitName} ${post.label}`).join('；')}）`,
  }));

/** Whoever holds a post that the principal's part needs; the server asks again. */
const suitable = (people: readonly PersonEntry[], principal: PersonEntry | undefined): PersonEntry[] => {
  const needed = rolesOf(principal).map(({ value }) => value);
  return people.filter(
    (person) => person.id !== principal?.id && rolesOf(person).some(({ value }) => needed.includes(value)),
  );
};

type Props = {
  people: readonly PersonEntry[];
  units: readonly UnitEntry[];
  grantFor: SubstitutionList['grantFor'];
  onDone: () => void;
};

/** Who is away, who acts for him, from when until when, in what, and by which instrument. */
export function GrantForm({ people, units, grantFor, onDone }: Props) {
  const reader = useSignedIn().person.id;
  return (
    <EntryForm
      blank={() => blank(reader)}
      faultsOf={faultsOf}
      path="/api/substitutions"
      bodyOf={bodyOf}
      label="办理代理"
      onDone={onDone}
    >
      {({ draft, put }) => (
        <>
          <PeopleFields {...{ people, grantFor, reader, draft, put }} />
          <Period draft={draft} put={put} />
          <ScopeFields
            principal={people.find(({ id }) => id === draft.principal)}
            units={units}
            value={draft}
            onChange={put}
          />
          <Authority draft={draft} put={put} />
        </>
      )}
    </EntryForm>
  );
}

type Part = EntryPart<Draft>;

function PeopleFields(props: Part & Pick<Props, 'people' | 'grantFor'> & { reader: string }) {
  const { people, grantFor, reader, draft, put } = props;
  const may = (person: PersonEntry) =>
    person.id === reader || grantFor.all || person.posts.some((post) => grantFor.units.includes(post.unit));
  const principals = people.filter((person) => may(person) && rolesOf(person).length > 0);
  const principal = people.find(({ id }) => id === draft.principal);
  return (
    <div className="columns">
      <SelectField
        label="被代理人"
        pointer="/principal"
        required
        value={principals.some(({ id }) => id === draft.principal) ? draft.principal : ''}
        onChange={(id) => put({ principal: id, substitute: '', roles: [] })}
        options={named(principals)}
      />
      <SelectField
        label="代理人"
        pointer="/substitute"
        required
        hint="须自己担任相应职务；以本人的职务和证件办理。"
        value={draft.substitute}
        onChange={(substitute) => put({ substitute })}
        options={named(suitable(people, principal))}
      />
    </div>
  );
}

const Period = ({ draft, put }: Part) => (
  <div className="columns">
    <TextField
      label="开始时间"
      pointer="/from"
      required
      type="datetime-local"
      value={draft.from}
      onChange={(from) => put({ from })}
    />
    <TextField
      label="终止时间"
      pointer="/until"
      required
      type="datetime-local"
      hint="最长一年，届时自动终止。"
      value={draft.until}
      onChange={(until) => put({ until })}
    />
  </div>
);

const Authority = ({ draft, put }: Part) => (
  <>
    <div className="columns">
      <TextField
        label="代理依据（文号）"
        pointer="/authority"
        required
        hint="如：华住建发〔2026〕12号。"
        value={draft.authority}
        onChange={(authority) => put({ authority })}
      />
      <TextField
        label="文书日期"
        pointer="/authorityDate"
        required
        type="date"
        value={draft.authorityDate}
        onChange={(authorityDate) => put({ authorityDate })}
      />
    </div>
    <TextField
      label="事由"
      pointer="/reason"
      hint="如：出差、休假、学习。"
      value={draft.reason}
      onChange={(reason) => put({ reason })}
    />
  </>
);
