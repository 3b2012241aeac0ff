import { Button, Checkbox } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { Link } from 'react-router';
import type { CaseSummary } from '../../schemas.js';
import { fromField, moment } from '../format.js';
import { useAddressFilters } from '../parts/address-filters.js';
import type { FieldError } from '../parts/checks.js';
import { ExportLinks } from '../parts/export-links.js';
import { FieldErrors, FieldGroup } from '../parts/field.js';
import { Highlight } from '../parts/highlight.js';
import { Empty, Loaded, More } from '../parts/loading.js';
import { Mark } from '../parts/mark.js';
import { Page } from '../parts/page.js';
import { SelectField } from '../parts/select-field.js';
import { standing } from '../parts/standing.js';
import { TextField } from '../parts/text-field.js';
import { TimeLeft } from '../parts/time-left.js';
import { useCases, useUnits } from '../queries.js';
import { useSignedIn } from '../session.js';

const flags = [
  { value: 'overdue', label: '超期' },
  { value: 'late', label: '逾期补报' },
  { value: 'provisional', label: '含暂定期限' },
  { value: 'emergency', label: '紧急启动' },
] as const;

const days = [
  { key: 'since', label: '启动日期自' },
  { key: 'until', label: '至' },
] as const;

const FILTERS = ['q', 'open', 'unit', 'since', 'until', ...flags.map((flag) => flag.value)];

/** The days chosen, as the moments the server asks for. */
function queryOf({ since, until, ...rest }: Record<string, string>): Record<string, string> {
  const from = fromField(`${since ?? ''}T00:00`);
  const to = fromField(`${until ?? ''}T23:59:59`);
  return {
    ...rest,
    ...(from === undefined ? {} : { from: String(from) }),
    ...(to === undefined ? {} : { to: String(to) }),
  };
}

/** Every case, narrowed by filters that are kept in the address, so that going back finds them again. */
export function CasesPage() {
  const { filters, set } = useAddressFilters(FILTERS);
  const pages = useCases(queryOf(filters));
  const may = useSignedIn().capabilities;
  return (
    <Page title="案件">
      <Filters filters={filters} set={set} />
      {may.startCase && (
        <p>
          <Link to="/cases/new">启动案件</Link>
          {'　'}
          <Link to="/matters/new">登记申请、投诉举报或者行政检查</Link>
        </p>
      )}
      <Loaded reading={pages}>
        {({ pages: lists }) => {
          const cases = lists.flatMap((list) => list.items);
          if (cases.length === 0) return <NothingFound filters={filters} />;
          return (
            <>
              <ul className="rows section">
                {cases.map((one) => (
                  <CaseCard key={one.number} one={one} search={filters['q'] ?? ''} />
                ))}
              </ul>
              <More pages={pages} />
              <ExportLinks path="/api/cases/export" filters={queryOf(filters)} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** Says what was searched for, so that a slip of the pen is seen. */
function NothingFound({ filters }: { filters: Record<string, string> }) {
  const { q, ...others } = filters;
  if (q === undefined) return <Empty>没有符合条件的案件。未选启动日期时，只查近十二个月启动的案件。</Empty>;
  const narrowed = Object.keys(others).length > 0;
  return (
    <Empty>
      没有找到案号、案件名称或者当事人中有“{q}”的案件{narrowed && '，可放宽其他筛选条件再试'}
      。您无权查看的案件不会列出。
    </Empty>
  );
}

type FilterProps = { filters: Record<string, string>; set: (changes: Record<string, string>) => void };

const states = [
  { value: 'true', label: '办理中' },
  { value: 'false', label: '已办结' },
];

function Filters({ filters, set }: FilterProps) {
  const units = useUnits().data ?? [];
  return (
    <div className="filters section" role="search" aria-label="查找案件">
      <WordSearch key={filters['q'] ?? ''} filters={filters} set={set} />
      <SelectField
        label="状态"
        pointer="/open"
        none="全部"
        value={filters['open'] ?? ''}
        onChange={(open) => set({ open })}
        options={states}
      />
      <SelectField
        label="承办机构"
        pointer="/unit"
        none="全部"
        value={filters['unit'] ?? ''}
        onChange={(unit) => set({ unit })}
        options={units.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {days.map(({ key, label }) => (
        <TextField
          key={key}
          label={label}
          pointer={`/${key}`}
          type="date"
          value={filters[key] ?? ''}
          onChange={(day) => set({ [key]: day })}
        />
      ))}
      <Flags filters={filters} set={set} />
    </div>
  );
}

function WordSearch({ filters, set }: FilterProps) {
  const [words, setWords] = useState(filters['q'] ?? '');
  const [faults, setFaults] = useState<readonly FieldError[]>([]);
  const find = (event: SubmitEvent) => {
    event.preventDefault();
    const wanted = words.trim();
    const tooShort = wanted !== '' && wanted.replace(/[^\p{L}\p{N}]/gu, '').length < 2;
    setFaults(tooShort ? [{ pointer: '/q', detail: '请至少输入两个字或者两位数字。' }] : []);
    if (!tooShort) set({ q: wanted });
  };
  return (
    <FieldErrors value={faults}>
      <form className="number-search word-search" onSubmit={find}>
        <TextField
          label="查找"
          pointer="/q"
          hint="案号、案件名称或者当事人，至少两个字；几个词用空格隔开，须都符合。查找时不限启动日期。"
          value={words}
          onChange={setWords}
        />
        <Button htmlType="submit">查找</Button>
      </form>
    </FieldErrors>
  );
}

const Flags = ({ filters, set }: FilterProps) => (
  <FieldGroup label="只看" pointer="/flags">
    <Checkbox.Group
      className="choices"
      options={[...flags]}
      value={flags.map((flag) => flag.value).filter((flag) => filters[flag] === 'true')}
      onChange={(now) =>
        set(Object.fromEntries(flags.map(({ value }) => [value, now.includes(value) ? 'true' : ''])))
      }
    />
  </FieldGroup>
);

/** Marks of a case, in words. */
export const CaseMarks = ({ one }: { one: CaseSummary }) => (
  <span className="marks">
    {one.overdue && <Mark kind="overdue" />}
    {one.late && <Mark kind="late" />}
    {one.emergency && <Mark kind="emergency" />}
    {one.open && one.terminated && <Mark kind="terminated" />}
  </span>
);

const awaited = (one: CaseSummary): string =>
  one.waitingFor
    .map((wait) => `${wait.label}（${wait.people.map((person) => person.name).join('、')}）`)
    .join('；');

function CaseCard({ one, search }: { one: CaseSummary; search: string }) {
  return (
    <li className={`row card${one.overdue ? ' card-overdue' : ''}`}>
      <div className="row-head">
        <Link to={`/cases/${one.number}`} className="card-title">
          <Highlight text={`${one.number} ${one.title}`} search={search} />
        </Link>
        <CaseMarks one={one} />
      </div>
      <p className="quiet">
        {one.party !== null && (
          <>
            当事人 <Highlight text={one.party} search={search} /> ·{' '}
          </>
        )}
        {one.unit.name} · {one.open ? one.phaseLabel : standing(one)} · {moment(one.openedAt)} 启动
      </p>
      {one.waitingFor.length > 0 && <p>等待：{awaited(one)}</p>}
      {one.open && one.dueAt !== null && (
        <p>
          <TimeLeft at={one.dueAt} /> {one.provisional && <Mark kind="provisionalTerms" />}
        </p>
      )}
    </li>
  );
}
