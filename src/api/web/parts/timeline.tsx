import { Button } from 'antd';
import type { ActorView, TimelineEntry } from '../../schemas.js';
import { duration, momentToSecond } from '../format.js';
import { FormFacts } from './facts.js';
import { Files } from './files.js';

const NOTICEABLE_MS = 60_000;

/** 李四（代张三）: who acted, and for whom. */
const Actor = ({ actor, behalf }: { actor: ActorView; behalf: ActorView | null }) => (
  <>
    <strong>
      {actor.name}
      {behalf && `（代${behalf.name}）`}
    </strong>
    {actor.id !== 'system' && (
      <span className="quiet">
        {' '}
        {actor.roleLabel}·{actor.unitName}
        {actor.certificate !== null && `·证件号 ${actor.certificate}`}
      </span>
    )}
  </>
);

/** Both versions of a corrected record: its own words above, these below; nothing is replaced (第三十五条). */
function Corrections({ entry }: { entry: TimelineEntry }) {
  return entry.corrections.map((correction) => (
    <div key={correction.seq} className="correction">
      <p>
        <strong>更正后</strong>
        <span className="quiet">
          {' '}
          第 {correction.seq} 号记录，{correction.by.name} 于 {momentToSecond(correction.recordedAt)} 更正
        </span>
      </p>
      <p>更正理由：{correction.reason}</p>
      <FormFacts fields={correction.replacement} />
    </div>
  ));
}

function Times({ entry }: { entry: TimelineEntry }) {
  const claimedEarlier = Math.abs(entry.receivedAt - entry.occurredAt) > NOTICEABLE_MS;
  return (
    <p className="quiet entry-times">
      <time dateTime={new Date(entry.receivedAt).toISOString()}>{momentToSecond(entry.receivedAt)}</time>
      {claimedEarlier && `（发生于 ${momentToSecond(entry.occurredAt)}）`} · 第 {entry.seq} 号记录 ·{' '}
      {entry.procedureTitle}
    </p>
  );
}

/** The word for what was done, unless the step says it already. */
const whatWasDone = (entry: TimelineEntry): string =>
  entry.decisionLabel ?? (entry.kindLabel === entry.stepLabel ? '' : entry.kindLabel);

function Entry({
  entry,
  correct,
}: {
  entry: TimelineEntry;
  correct: ((entry: TimelineEntry) => void) | undefined;
}) {
  const corrected = entry.corrections.length > 0;
  return (
    <li className={`entry entry-${entry.decision ?? entry.kind}`}>
      <Times entry={entry} />
      <p>
        <Actor actor={entry.actor} behalf={entry.onBehalfOf} />：
        {entry.stepLabel !== '' && `${entry.stepLabel} `}
        <strong>{whatWasDone(entry)}</strong>
      </p>
      {entry.corrects !== null && <p>更正第 {entry.corrects} 号记录，原记录保留。</p>}
      {corrected && <p className="version">原记录</p>}
      {entry.opinion !== null && <p className="opinion">{entry.opinion}</p>}
      {entry.note !== null && <p>{entry.note}</p>}
      <FormFacts fields={entry.form} />
      <Files files={entry.attachments} />
      {entry.late.map((late) => (
        <p key={late.clock} className="field-error">
          {late.label}逾期 {duration(late.byMs)}
        </p>
      ))}
      {entry.noted.map((sentence) => (
        <p key={sentence} className="quiet">
          {sentence}
        </p>
      ))}
      <Corrections entry={entry} />
      <div className="entry-foot">
        <details>
          <summary>存证</summary>
          <p className="hash">SHA-256 {entry.hash}</p>
          {entry.lawReferences.length > 0 && <p className="quiet">依据：{entry.lawReferences.join('；')}</p>}
        </details>
        {correct && (
          <Button
            size="small"
            type="text"
            onClick={() => correct(entry)}
            aria-label={`更正第 ${String(entry.seq)} 号记录`}
          >
            更正
          </Button>
        )}
      </div>
    </li>
  );
}

/** The record in words, newest last. `correct` opens 更正, where the server would accept one. */
export const TimelineList = (props: {
  entries: readonly TimelineEntry[];
  correct: (entry: TimelineEntry) => void;
}) => (
  <ol className="timeline">
    {props.entries.map((entry) => (
      <Entry key={entry.seq} entry={entry} correct={offersWords(entry) ? props.correct : undefined} />
    ))}
  </ol>
);

/** Is there something on the page that the reader may put right? */
const offersWords = (entry: TimelineEntry): boolean =>
  entry.correctable && (entry.opinion !== null || entry.form.length > 0);
