import { Link } from 'react-router';
import type { LetterEntry } from '../../schemas.js';
import { moment } from '../format.js';
import { Empty, Loaded, More } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { useLetters } from '../queries.js';

/** `title`: of the case, where the server says it. */
type Listed = LetterEntry & { title?: string | null };

function whenSent({ sentAt, createdAt, attempts }: LetterEntry): string {
  if (sentAt !== null) return `${moment(sentAt)} 发出`;
  return `${moment(createdAt)} 写成${attempts > 0 ? `，已尝试发送 ${String(attempts)} 次` : ''}`;
}

/** The letters sent to me, and what became of each. */
export function LettersPage() {
  const pages = useLetters();
  return (
    <Page title="我的通知">
      <Loaded reading={pages}>
        {({ pages: lists }) => {
          const letters: Listed[] = lists.flatMap((list) => list.items);
          if (letters.length === 0) return <Empty>还没有发给您的邮件。</Empty>;
          return (
            <>
              <ul className="rows section">
                {letters.map((letter) => (
                  <li key={letter.id} className="row">
                    <div className="row-head">
                      {letter.taskId === null ? (
                        <strong>{letter.label}</strong>
                      ) : (
                        <Link to={`/tasks/${encodeURIComponent(letter.taskId)}`}>{letter.label}</Link>
                      )}
                      <span>{letter.stateLabel}</span>
                    </div>
                    <p className="quiet">
                      {letter.caseNumber !== null && (
                        <Link to={`/cases/${letter.caseNumber}`}>{letter.caseNumber}</Link>
                      )}{' '}
                      {letter.title} {whenSent(letter)}
                    </p>
                  </li>
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
