import { useState } from 'react';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { CalendarYearSummary, ImportEntry } from '../../calendar-schemas.js';
import { useCalendar, useImports } from '../calendar-queries.js';
import { legalDay, moment } from '../format.js';
import { Empty, Loaded } from '../parts/loading.js';
import { Mark } from '../parts/mark.js';
import { Page } from '../parts/page.js';
import { Section } from '../parts/section.js';

/** Years shown before the reader asks for the others. */
const RECENT = 4;

/** The years every deadline is read from: which notice each rests on, and what has been imported. */
export function CalendarPage() {
  const calendar = useCalendar();
  return (
    <Page title="节假日日历">
      <p className="quiet">
        工作日和逢节假日顺延的期限按本日历计算。标有“暂定”的年度，国务院办公厅的放假通知尚未公布，按周末和法定节日推算；
        通知公布并导入后，跨该年度的期限逐一重新计算，变动记录在案并告知有关人员。
      </p>
      <Loaded reading={calendar}>
        {({ items, importable }) => (
          <>
            {importable && (
              <p>
                <Link to="/calendar/new">导入放假通知</Link>
              </p>
            )}
            <Years years={items} />
          </>
        )}
      </Loaded>
      <Imports />
    </Page>
  );
}

function Years({ years }: { years: CalendarYearSummary[] }) {
  const [all, setAll] = useState(false);
  const newest = years.toSorted((one, other) => other.year - one.year);
  const shown = all ? newest : newest.slice(0, RECENT);
  return (
    <Section title="年度">
      <ul className="rows">
        {shown.map((year) => (
          <li key={year.year} className="row">
            <div className="row-head">
              <Link to={`/calendar/${String(year.year)}`}>{year.year} 年</Link>
              {year.provisional && <Mark kind="provisional" />}
            </div>
            <p className="quiet">
              {year.notice ? `${year.notice.number}，${legalDay(year.notice.issuedOn)}印发` : year.source}
              {` · 放假 ${String(year.holidays)} 日，调休上班 ${String(year.makeUpDays)} 日`}
            </p>
          </li>
        ))}
      </ul>
      {!all && newest.length > RECENT && (
        <Button block onClick={() => setAll(true)}>
          显示更早的年度
        </Button>
      )}
    </Section>
  );
}

function Imports() {
  const imports = useImports();
  return (
    <Section title="历次导入">
      <Loaded reading={imports}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>尚未导入过放假通知。</Empty>
          ) : (
            <ul className="rows">
              {items.map((one) => (
                <OneImport key={one.id} one={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

const OneImport = ({ one }: { one: ImportEntry }) => (
  <li className="row">
    <div className="row-head">
      <Link to={`/calendar/imports/${encodeURIComponent(one.id)}`}>
        {one.year} 年 {one.number}
      </Link>
      <strong>{one.stateLabel}</strong>
    </div>
    <p className="quiet">
      {one.by.name}（{one.by.roleLabel}）于 {moment(one.at)} 导入 · 变动期限 {one.moved} 个
    </p>
  </li>
);
