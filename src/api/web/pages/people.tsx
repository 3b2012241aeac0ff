import { Button } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { Link } from 'react-router';
import { posts as postTable } from '../../../workflows/law/posts.js';
import type { RegisterPerson } from '../../register-schemas.js';
import { day } from '../format.js';
import { useAddressFilters } from '../parts/address-filters.js';
import { Empty, Loaded, More } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { RegisterDoors } from '../parts/register-doors.js';
import { SelectField } from '../parts/select-field.js';
import { TextField } from '../parts/text-field.js';
import { useRegisterPeople, useRegisterUnits } from '../register-queries.js';
import { useSignedIn } from '../session.js';

const FILTERS = ['q', 'unit', 'post', 'active', 'expiring'];

/** Everybody on the register, narrowed by filters that are kept in the address. */
export function PeoplePage() {
  const { filters, set } = useAddressFilters(FILTERS);
  const pages = useRegisterPeople(filters);
  const may = useSignedIn().capabilities;
  return (
    <Page title="人员" above={<RegisterDoors />}>
      <Filters filters={filters} set={set} />
      <p className="links">
        {may.maintainRegister && (
          <>
            <Link to="/people/new">登记人员</Link> <Link to="/people/import">导入</Link>{' '}
          </>
        )}
        <a href="/api/register/files/people?format=xlsx">导出 XLSX</a>{' '}
        <a href="/api/register/files/people?format=csv">导出 CSV</a>
      </p>
      <Loaded reading={pages}>
        {({ pages: lists }) => {
          const people = lists.flatMap((list) => list.items);
          if (people.length === 0) return <Empty>没有符合条件的人员。</Empty>;
          return (
            <>
              <p className="quiet" role="status">
                共 {lists[0]?.total ?? 0} 人
              </p>
              <ul className="rows section">
                {people.map((person) => (
                  <PersonRow key={person.id} person={person} />
                ))}
              </ul>
              <More pages={pages} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** What of a certificate needs to be seen to. */
export function certificateNote({ certificates, posts }: RegisterPerson): string | null {
  const certified = posts.some(
    ({ post, state }) => state === 'current' && postTable[post as keyof typeof postTable].certified,
  );
  if (!certified) return null;
  const valid = certificates.find(({ state }) => state === 'current');
  if (valid) return null;
  const ending = certificates.find(({ state }) => state === 'expiring');
  return ending ? `证件将于${day(ending.until)}到期` : '没有有效证件';
}

function PersonRow({ person }: { person: RegisterPerson }) {
  const held = person.posts.filter(({ state }) => state === 'current');
  const note = certificateNote(person);
  return (
    <li className="row">
      <div className="row-head">
        <Link className="card-title" to={`/people/${person.id}`}>
          {person.name}
        </Link>
        <span className="marks">
          {!person.active && <span className="mark">已停用</span>}
          {person.active && !person.hasPassword && <span className="mark">未设密码</span>}
          {person.active && note !== null && <span className="mark mark-late">{note}</span>}
        </span>
      </div>
      <p className="quiet">
        {person.id} · {person.email}
      </p>
      <p>{held.map(({ unitName, label }) => `${unitName} ${label}`).join('；') || '没有在任职务'}</p>
    </li>
  );
}

type FilterProps = { filters: Record<string, string>; set: (changes: Record<string, string>) => void };

function Filters({ filters, set }: FilterProps) {
  const units = useRegisterUnits().data?.items ?? [];
  const [words, setWords] = useState(filters['q'] ?? '');
  const find = (event: SubmitEvent) => {
    event.preventDefault();
    set({ q: words.trim() });
  };
  return (
    <div className="filters section" role="search" aria-label="查找人员">
      <form className="number-search" onSubmit={find}>
        <TextField label="姓名、编号、邮箱或者证件号" pointer="/q" value={words} onChange={setWords} />
        <Button htmlType="submit">查找</Button>
      </form>
      <SelectField
        label="机构"
        pointer="/unit"
        none="全部"
        value={filters['unit'] ?? ''}
        onChange={(unit) => set({ unit })}
        options={units.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        label="职务"
        pointer="/post"
        none="全部"
        value={filters['post'] ?? ''}
        onChange={(post) => set({ post })}
        options={Object.entries(postTable).map(([value, row]) => ({ value, label: row.label }))}
      />
      <SelectField
        label="状态"
        pointer="/active"
        none="全部"
        value={filters['active'] ?? ''}
        onChange={(active) => set({ active })}
        options={[
          { value: 'true', label: '在岗' },
          { value: 'false', label: '已停用' },
        ]}
      />
      <SelectField
        label="证件"
        pointer="/expiring"
        none="全部"
        value={filters['expiring'] ?? ''}
        onChange={(expiring) => set({ expiring })}
        options={[{ value: 'true', label: '60 日内到期或者已到期' }]}
      />
    </div>
  );
}
