import { Link } from 'react-router';
import type { Supervision, SupervisionItem } from '../../supervision-schemas.js';
import { duration, moment } from '../format.js';
import { useAddressFilters } from '../parts/address-filters.js';
import { Empty, Loaded, More } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { Section } from '../parts/section.js';
import { SelectField } from '../parts/select-field.js';
import { useUnits } from '../queries.js';
import { useSupervision } from '../supervision-queries.js';

const kinds = [
  { value: 'overdue', label: '逾期未办' },
  { value: 'late', label: '逾期办理' },
  { value: 'recording', label: '音像记录逾期未入库' },
  { value: 'absent', label: '没有音像记录' },
];

/** What is late or was not recorded in the reader's units, or in all of them (第七条), with the way to each case. */
export function SupervisionPage() {
  const { filters, set } = useAddressFilters(['kind', 'unit']);
  const pages = useSupervision(filters);
  const units = useUnits();
  const chosen = (key: string) => (value: string) => set({ ...filters, [key]: value });
  return (
    <Page title="监督检查">
      <p className="quiet">
        近十二个月启动的事项。催办在任务页面办理；监督意见由法制机构在案件页面填报，承办人须反馈办理情况。
        各种行为应当怎样记录，见<Link to="/media-matrix">记录方式表</Link>。
      </p>
      <div className="filters">
        <SelectField
          label="情形"
          pointer="/kind"
          none="全部"
          value={filters['kind'] ?? ''}
          onChange={chosen('kind')}
          options={kinds}
        />
        <SelectField
          label="科室"
          pointer="/unit"
          none="全部"
          value={filters['unit'] ?? ''}
          onChange={chosen('unit')}
          options={(units.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <Loaded reading={pages}>
        {({ pages: lists }) => {
          const [first] = lists;
          if (!first || first.total === 0) return <Empty>没有逾期、补录或者缺录的情况。</Empty>;
          return (
            <>
              <Counts counts={first.counts} />
              <Section title={`逐件（${String(first.total)} 件）`}>
                {first.truncated && <p className="quiet">事项过多，只列出其中一部分，请按科室查看。</p>}
                <ul className="rows">
                  {lists
                    .flatMap((list) => list.items)
                    .map((item) => (
                      <Item key={keyOf(item)} item={item} />
                    ))}
                </ul>
                <More pages={pages} />
              </Section>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

const keyOf = ({ caseNumber, procedure, kind, what, at }: SupervisionItem): string =>
  [caseNumber, procedure, kind, what, at].join(' ');

const articleOf = (article: number | null): string =>
  article === null ? '法律规定的期限' : `第 ${String(article)} 条`;

const Counts = ({ counts }: { counts: Supervision['counts'] }) => (
  <Section title="按科室和条文">
    <ul className="plain-list">
      {counts.map(({ unit, article, kind, kindLabel, count }) => (
        <li key={[unit.id, article, kind].join(' ')}>
          {unit.name} · {articleOf(article)} · {kindLabel} {count} 件
        </li>
      ))}
    </ul>
  </Section>
);

function Item({ item }: { item: SupervisionItem }) {
  const { caseNumber, title, unit, kindLabel, procedureTitle, what, source, at, byMs, task } = item;
  return (
    <li className="row">
      <div className="row-head">
        <Link className="card-title" to={`/cases/${caseNumber}`}>
          {caseNumber} {title}
        </Link>
        <span className="marks">
          <span className="mark">{kindLabel}</span>
        </span>
      </div>
      <p>
        {unit.name} · {procedureTitle}：{what}
        {byMs === null ? `，${moment(at)}` : `，应于 ${moment(at)} 前，逾期 ${duration(byMs)}`}
      </p>
      <p className="quiet">
        {source}
        {task !== null && (
          <>
            {' · '}
            <Link to={`/tasks/${encodeURIComponent(task)}`}>查看任务、催办</Link>
          </>
        )}
      </p>
    </li>
  );
}
