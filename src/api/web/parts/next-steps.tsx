import { useRef, useState, type ReactNode } from 'react';
import type { NextSteps } from '../../opening-schemas.js';
import type { ActAnswer } from '../../schemas.js';
import { useNextSteps } from '../queries.js';
import { FileForm } from './file-form.js';
import { Empty, Loaded } from './loading.js';
import { Missing } from './problem-notice.js';
import { Section } from './section.js';
import { PowerNotes } from './power-notes.js';

type Done = (answer: ActAnswer) => void;

/** What may be begun on a matter now, what may be put on its file, and what stands against either. */
export function NextStepsSection({ number, onDone }: { number: string; onDone: Done }) {
  const reading = useNextSteps(number);
  return (
    <Section title="可以办理的事项">
      <Loaded reading={reading}>
        {(next) =>
          next.openings.length + next.records.length === 0 ? (
            <Empty>您现在没有可以启动的程序或者填报的文书。</Empty>
          ) : (
            <Steps number={number} next={next} onDone={onDone} />
          )
        }
      </Loaded>
    </Section>
  );
}

function Steps({ number, next, onDone }: { number: string; next: NextSteps; onDone: Done }) {
  const procedures = [...new Set(next.records.map(({ procedure }) => procedure))];
  return (
    <div className="small-acts">
      <Ready
        items={next.openings.map((opening) => ({
          key: opening.procedure,
          lacks: lacking(opening),
          show: () => <Opening key={opening.procedure} number={number} opening={opening} onDone={onDone} />,
        }))}
        others={(count) => `另有 ${String(count)} 种程序条件尚不具备`}
      />
      {procedures.map((procedure) => (
        <Records
          key={procedure}
          number={number}
          records={next.records.filter((record) => record.procedure === procedure)}
          onDone={onDone}
        />
      ))}
    </div>
  );
}

type Item = { key: string; lacks: readonly string[]; show: () => ReactNode };

/** What can be done now; what cannot yet is folded away under one line. */
function Ready({ items, others }: { items: readonly Item[]; others: (count: number) => string }) {
  const waiting = items.filter(({ lacks }) => lacks.length > 0);
  return (
    <>
      {items.filter(({ lacks }) => lacks.length === 0).map(({ show }) => show())}
      {waiting.length > 0 && (
        <details className="small-act">
          <summary>{others(waiting.length)}</summary>
          <div className="stack">{waiting.map(({ show }) => show())}</div>
        </details>
      )}
    </>
  );
}

type OpeningProps = { number: string; opening: NextSteps['openings'][number]; onDone: Done };

const Opening = ({ number, opening, onDone }: OpeningProps) => (
  <Fold name={`启动：${opening.title}`} lacks={lacking(opening)}>
    {(close) => (
      <>
        <PowerNotes notes={opening.notes} />
        <Behalf name={opening.onBehalfOf} />
        <FileForm
          path={`/api/cases/${number}/procedures`}
          body={{ procedure: opening.procedure }}
          fields={opening.document?.fields ?? []}
          checked={opening.checked}
          unconfirmed={opening.document?.unconfirmed ?? null}
          notice={opening.document?.notice ?? null}
          officers={0}
          send="启动"
          draft={opening.document ? draftOf(number, opening.document) : undefined}
          onDone={after(close, onDone)}
        />
      </>
    )}
  </Fold>
);

/** 代理: both names go on the record. */
const Behalf = ({ name }: { name: string | null }) =>
  name === null ? null : <p className="quiet">代{name}办理，两人姓名都记录在案。</p>;

const draftOf = (number: string, { key, title }: { key: string; title: string }) => ({
  number,
  document: key,
  title,
});

const after =
  (close: () => void, onDone: Done): Done =>
  (answer) => {
    close();
    onDone(answer);
  };

const lacking = ({ refused, missing }: NextSteps['openings'][number]): string[] => [
  ...(refused === null ? [] : [refused]),
  ...missing,
];

type Records = NextSteps['records'];

function Records({ number, records, onDone }: { number: string; records: Records; onDone: Done }) {
  const [first] = records;
  if (!first) return null;
  const ready = records.filter(({ missing }) => missing.length === 0).length;
  return (
    <details className="small-act">
      <summary>
        {first.procedureTitle}：填报文书（可填 {ready} 种）
      </summary>
      <div className="stack">
        <Ready
          items={records.map((record) => ({
            key: record.document.key,
            lacks: record.missing,
            show: () => (
              <OneRecord key={record.document.key} number={number} record={record} onDone={onDone} />
            ),
          }))}
          others={(count) => `另有 ${String(count)} 种文书条件尚不具备`}
        />
      </div>
    </details>
  );
}

const OneRecord = ({ number, record, onDone }: { number: string; record: Records[number]; onDone: Done }) => (
  <Fold
    name={`《${record.document.title}》${record.count > 0 ? `（已有 ${String(record.count)} 份）` : ''}`}
    lacks={record.missing}
  >
    {(close) => (
      <>
        <Behalf name={record.onBehalfOf} />
        <FileForm
          path={`/api/cases/${number}/records`}
          body={{ procedure: record.procedure, document: record.document.key }}
          fields={record.document.fields}
          checked={record.checked}
          unconfirmed={record.document.unconfirmed}
          notice={record.document.notice}
          officers={record.officers}
          send="记入案卷"
          draft={draftOf(number, record.document)}
          onDone={after(close, onDone)}
        />
      </>
    )}
  </Fold>
);

/** Folded away until wanted; its form is there only while it is open, and not while something is missing. */
function Fold(props: { name: string; lacks: readonly string[]; children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  const fold = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (fold.current) fold.current.open = false;
    setOpen(false);
  };
  return (
    <details ref={fold} className="small-act" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {props.name}
        {props.lacks.length > 0 && <span className="quiet">　条件尚不具备</span>}
      </summary>
      {open && props.lacks.length > 0 && <Missing items={props.lacks} />}
      {open && props.lacks.length === 0 && props.children(close)}
    </details>
  );
}
