import { Link, useParams } from 'react-router';
import { useCalendarYear } from '../calendar-queries.js';
import { legalDay } from '../format.js';
import { HolidayList } from '../parts/holiday-list.js';
import { Loaded } from '../parts/loading.js';
import { Mark } from '../parts/mark.js';
import { Page } from '../parts/page.js';
import { Section } from '../parts/section.js';
import { useSignedIn } from '../session.js';

/** One year: its days of rest, its make-up days, and the notice they come from. */
export function CalendarYearPage() {
  const { year = '' } = useParams();
  const reading = useCalendarYear(year);
  const may = useSignedIn().capabilities;
  return (
    <Page title={`${year} 年节假日`} above={<Link to="/calendar">节假日日历</Link>}>
      <Loaded reading={reading}>
        {({ notice, provisional, source, holidays, makeUpDays }) => (
          <Section title="依据" beside={provisional ? <Mark kind="provisional" /> : undefined}>
            <p>
              {notice
                ? `国务院办公厅放假通知 ${notice.number}，${legalDay(notice.issuedOn)}印发。`
                : `${source}。`}
            </p>
            {provisional && (
              <p className="quiet">
                本年度为暂定：放假通知公布前，补假和调休无从得知，涉及本年度的期限均标“暂定”，并给出最早和最晚的日期。
              </p>
            )}
            {may.importCalendar && (
              <p>
                <Link to={`/calendar/new?year=${year}`}>
                  {notice ? '以新的通知替换' : '导入本年度的放假通知'}
                </Link>
              </p>
            )}
            <HolidayList holidays={holidays} makeUpDays={makeUpDays.map(({ date }) => date)} />
          </Section>
        )}
      </Loaded>
    </Page>
  );
}
