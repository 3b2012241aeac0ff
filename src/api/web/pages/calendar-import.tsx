import { Link, useParams } from 'react-router';
import type { ImportEntry } from '../../calendar-schemas.js';
import { useImport } from '../calendar-queries.js';
import { legalDay, moment } from '../format.js';
import { Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { Section } from '../parts/section.js';

/** One import: who, by which notice, and how far the work has come; read again until it is done. */
export function CalendarImportPage() {
  const { id = '' } = useParams();
  const reading = useImport(id);
  return (
    <Page title="放假通知的导入" above={<Link to="/calendar">节假日日历</Link>}>
      <Loaded reading={reading}>
        {(one) => (
          <>
            <Section title="进度">
              <Progress one={one} />
            </Section>
            <Section title="通知">
              <p>
                {one.year} 年：{one.number}，{legalDay(one.issuedOn)}印发。{' '}
                <Link to={`/calendar/${String(one.year)}`}>查看该年度的日期</Link>
              </p>
              <p>
                由 {one.by.name}（{one.by.roleLabel}）于 {moment(one.at)} 导入。
              </p>
              {one.supersedes !== null && (
                <p>
                  替换 {one.supersedes}，理由：{one.reason ?? '未填写'}
                </p>
              )}
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Progress({ one }: { one: ImportEntry }) {
  return (
    <>
      <p role="status">
        <strong>{one.stateLabel}</strong>
        {one.state === 'put' && one.inUseFrom !== null && `，预计 ${moment(one.inUseFrom)} 起重新计算期限`}
      </p>
      <ul>
        <li>已核对在办程序 {one.looked} 个</li>
        <li>
          变动期限 {one.moved} 个，每个均已记录在案并告知承办人、审核人和办理人
          {one.lifted > 0 && `；其中 ${String(one.lifted)} 个的届满记录不再成立`}
        </li>
        <li>届满日不变、仅去除暂定标记或者调整提醒 {one.settled} 个</li>
        {one.unreadable > 0 && (
          <li>
            <strong>{one.unreadable} 个程序的记录无法读取，未作变动，请运维人员核查。</strong>
          </li>
        )}
      </ul>
      <p className="quiet">最近更新 {moment(one.updatedAt)}。离开本页不影响导入。</p>
    </>
  );
}
