import { Link } from 'react-router';
import type { LetterEntry } from '../../schemas.js';
import { moment } from '../format.js';
import { useAddressFilters } from '../parts/address-filters.js';
import { Empty, Loaded, More } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { SelectField } from '../parts/select-field.js';
import { useLetters } from '../queries.js';

const states = [
  { value: 'pending', label: '待发' },
  { value: 'sent', label: '已发' },
  { value: 'failing', label: '失败，将重试' },
  { value: 'notNeeded', label: '无须发送' },
];

const kinds = [
  { value: 'assigned', label: '待办通知' },
  { value: 'reminder', label: '到期提醒' },
  { value: 'urged', label: '催办' },
  { value: 'returned', label: '退回通知' },
  { value: 'withdrawn', label: '撤回通知' },
  { value: 'periodPassed', label: '期限届满通知' },
  { value: 'lapseCorrected', label: '届满更正通知' },
  { value: 'deadlineMoved', label: '期限变动通知' },
  { value: 'decided', label: '办理结果通知' },
  { value: 'substitutionGranted', label: '代理通知' },
  { value: 'substitutionEnded', label: '代理终止通知' },
];

const FILTERS = ['state', 'template'];

/** When it was sent, or what has been tried and is tried next. */
function whenSent({ sentAt, createdAt, attempts, nextAttemptAt, state }: LetterEntry): string {
  if (sentAt !== null) return `${moment(sentAt)} 发出`;
  const tried = attempts > 0 ? `，已尝试发送 ${String(attempts)} 次` : '';
  const next = state === 'failing' && nextAttemptAt !== null ? `，${moment(nextAttemptAt)} 再试` : '';
  return `${moment(createdAt)} 写成${tried}${next}`;
}

/** The letters sent to me, what each asks, and what became of it. */
export function LettersPage() {
  const { filters, set } = useAddressFilters(FILTERS);
  const pages = useLetters(filters);
  const filtered = Object.keys(filters).length > 0;
  return (
    <Page title="我的通知">
      <div className="filters section" role="search" aria-label="筛选通知">
        <SelectField
          label="状态"
          pointer="/state"
          none="全部"
          value={filters['state'] ?? ''}
          onChange={(state) => set({ state })}
          options={states}
        />
        <SelectField
          label="种类"
          pointer="/template"
          none="全部"
          value={filters['template'] ?? ''}
          onChange={(template) => set({ template })}
          options={kinds}
        />
      </div>
      <Loaded reading={pages}>
        {({ pages: lists }) => {
          const letters = lists.flatMap((list) => list.items);
          if (letters.length === 0)
            return <Empty>{filtered ? '没有符合条件的邮件。' : '还没有发给您的邮件。'}</Empty>;
          return (
            <>
              <ul className="rows section">
                {letters.map((letter) => (
                  <LetterRow key={letter.id} letter={letter} />
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

function LetterRow({ letter }: { letter: LetterEntry }) {
  const name = letter.title === null ? letter.label : `${letter.label}：${letter.title}`;
  return (
    <li className="row">
      <div className="row-head">
        {letter.taskId === null ? (
          <strong>{name}</strong>
        ) : (
          <Link to={`/tasks/${encodeURIComponent(letter.taskId)}`} className="card-title">
            {name}
          </Link>
        )}
        <span className={letter.state === 'failing' ? 'field-error' : ''}>{letter.stateLabel}</span>
      </div>
      {letter.asks !== null && <p>{letter.asks}</p>}
      <p className="quiet">
        <CaseLink number={letter.caseNumber} /> {whenSent(letter)}
      </p>
    </li>
  );
}

const CaseLink = ({ number }: { number: string | null }) =>
  number !== null && <Link to={`/cases/${number}`}>{number}</Link>;
