import { Button } from 'antd';
import { useRef, useState, type SubmitEvent } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { noticeFaults } from '../../../workflows/law/calendar-notice.js';
import { readNotice } from '../../../workflows/law/notice-text.js';
import type { ActAnswer } from '../../schemas.js';
import { useNoticePreview } from '../calendar-queries.js';
import { asked } from '../parts/checks.js';
import { errorsOf, FieldErrors, useFocusOnError } from '../parts/field.js';
import { HolidayList } from '../parts/holiday-list.js';
import { Loaded } from '../parts/loading.js';
import { NoticeImpact } from '../parts/notice-impact.js';
import { Page } from '../parts/page.js';
import { asProblem } from '../parts/problem-notice.js';
import { Section } from '../parts/section.js';
import { TextField } from '../parts/text-field.js';
import { useAct } from '../queries.js';

type Draft = { text: string; year: string; number: string; issuedOn: string };
type Asked = NonNullable<Parameters<typeof useNoticePreview>[0]>;

/** What the text says, where the reader has not said otherwise himself. */
function noticeOf(draft: Draft) {
  const typed = /^\d{4}$/.test(draft.year.trim()) ? Number(draft.year) : undefined;
  const read = readNotice(draft.text, typed);
  return {
    notice: {
      year: typed ?? read.year ?? 0,
      number: draft.number.trim() || (read.number ?? ''),
      issuedOn: draft.issuedOn || (read.issuedOn ?? ''),
      holidays: read.holidays.map((holiday) => ({ ...holiday })),
      makeUpDays: [...read.makeUpDays],
    },
    unread: read.unread,
  };
}

type Notice = ReturnType<typeof noticeOf>['notice'];

function faultsOf(notice: Notice, draft: Draft) {
  const empty = asked('/holidays', '通知全文或者日期清单', draft.text, 20_000);
  const faults = noticeFaults(notice).map(({ pointer, detail }) =>
    pointer.startsWith('/holidays') || pointer.startsWith('/makeUpDays')
      ? { pointer: '/holidays', detail: detailAt(notice, pointer, detail) }
      : { pointer, detail },
  );
  return empty.length > 0 ? [...empty, ...faults.filter(({ pointer }) => pointer !== '/holidays')] : faults;
}

/** The day a fault is about, which the reader sees in his text. */
function detailAt({ holidays, makeUpDays }: Notice, pointer: string, detail: string): string {
  const [, list, index = ''] = pointer.split('/');
  const date = list === 'makeUpDays' ? makeUpDays[Number(index)] : holidays[Number(index)]?.date;
  return date === undefined || detail.startsWith(date) ? detail : `${date}：${detail}`;
}

/** A year's notice: entered, looked at, its effect previewed, and then imported. */
export function ImportNoticePage() {
  const [search] = useSearchParams();
  const [draft, setDraft] = useState<Draft>({
    text: '',
    year: search.get('year') ?? '',
    number: '',
    issuedOn: '',
  });
  const [previewed, setPreviewed] = useState<Asked | null>(null);
  const preview = useNoticePreview(previewed);
  const navigate = useNavigate();
  const carryOut = useAct<ActAnswer>(({ caseNumber, procedure }) => {
    const id = `${caseNumber}~${procedure.split('/').slice(1).join('.')}`;
    void navigate(`/calendar/imports/${encodeURIComponent(id)}`);
  });
  const change = (changes: Partial<Draft>) => {
    setDraft({ ...draft, ...changes });
    setPreviewed(null);
    carryOut.reset();
  };
  return (
    <Page title="导入放假通知" above={<Link to="/calendar">节假日日历</Link>}>
      <NoticeForm
        draft={draft}
        change={change}
        busy={previewed !== null && preview.isPending}
        refusal={preview.error}
        onPreview={({ year, ...notice }) => setPreviewed({ year, notice })}
      />
      {previewed && (
        <Loaded reading={preview}>
          {({ pages }) => (
            <NoticeImpact
              pages={pages}
              more={preview}
              busy={carryOut.isPending}
              error={carryOut.error}
              onImport={(confirmed) =>
                carryOut.mutate({
                  path: `/api/calendar/${String(previewed.year)}/imports`,
                  body: { ...previewed.notice, ...confirmed },
                })
              }
            />
          )}
        </Loaded>
      )}
    </Page>
  );
}

type FormProps = {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  busy: boolean;
  refusal: unknown;
  onPreview: (notice: Notice) => void;
};

function NoticeForm({ draft, change, busy, refusal, onPreview }: FormProps) {
  const [attempt, setAttempt] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const { notice, unread } = noticeOf(draft);
  const faults = faultsOf(notice, draft);
  useFocusOnError(form, attempt);
  useFocusOnError(form, refusal);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempt({});
    if (faults.length === 0) onPreview(notice);
  };
  const refused = errorsOf(refusal ? asProblem(refusal) : null);
  return (
    <FieldErrors value={attempt && faults.length > 0 ? faults : refused}>
      <form ref={form} className="section" noValidate onSubmit={submit}>
        <NoticeFields draft={draft} change={change} notice={notice} />
        {draft.text.trim() !== '' && (
          <Section title="识别的日期，请与通知逐一核对">
            <HolidayList holidays={notice.holidays} makeUpDays={notice.makeUpDays} />
            <Unread unread={unread} />
          </Section>
        )}
        <div>
          <Button type="primary" htmlType="submit" loading={busy}>
            预览期限变动
          </Button>
        </div>
      </form>
    </FieldErrors>
  );
}

/** What was passed over, so that nothing is missed in silence. */
function Unread({ unread }: { unread: readonly { line: number; text: string }[] }) {
  if (unread.length === 0) return null;
  return (
    <>
      <h3>未识别为日期的各行</h3>
      <ul className="quiet">
        {unread.map(({ line, text }) => (
          <li key={line}>
            第 {line} 行：{text}
          </li>
        ))}
      </ul>
    </>
  );
}

type FieldsProps = Pick<FormProps, 'draft' | 'change'> & { notice: Notice };

/** What is typed or pasted; what the text says already need not be typed. */
function NoticeFields({ draft, change, notice }: FieldsProps) {
  return (
    <Section title="通知">
      <TextField
        label="通知全文或者日期清单"
        pointer="/holidays"
        required
        lines={8}
        hint="可粘贴通知全文；或者逐行写“休 2027-02-05..2027-02-12 春节”“班 2027-02-14”。"
        value={draft.text}
        onChange={(text) => change({ text })}
      />
      <TextField
        label="年份"
        pointer="/year"
        hint={
          notice.year > 0 && draft.year === '' ? `识别为 ${String(notice.year)} 年，不填则以此为准。` : ''
        }
        value={draft.year}
        onChange={(year) => change({ year })}
      />
      <TextField
        label="文号"
        pointer="/number"
        hint={
          notice.number && draft.number === ''
            ? `识别为 ${notice.number}，不填则以此为准。`
            : '如：国办发明电〔2026〕9号'
        }
        value={draft.number}
        onChange={(number) => change({ number })}
      />
      <TextField
        label="印发日期"
        pointer="/issuedOn"
        type="date"
        hint={notice.issuedOn && draft.issuedOn === '' ? `识别为 ${notice.issuedOn}，不填则以此为准。` : ''}
        value={draft.issuedOn}
        onChange={(issuedOn) => change({ issuedOn })}
      />
    </Section>
  );
}
