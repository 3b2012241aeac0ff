import { Link, useParams } from 'react-router';
import type { HandoverDetail } from '../../substitution-schemas.js';
import { moment } from '../format.js';
import { Facts } from '../parts/facts.js';
import { Empty, Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { Section } from '../parts/section.js';
import { useHandover } from '../substitution-queries.js';

/** One 离职转办: how far it is, and what was not handed over, for hand work. */
export function HandoverPage() {
  const { id = '' } = useParams();
  const reading = useHandover(id);
  const { data } = reading;
  return (
    <Page
      title={data ? `${data.from.name}的离职转办` : '离职转办'}
      above={<Link to="/handovers">返回离职转办</Link>}
    >
      <Loaded reading={reading}>{(detail) => <Detail detail={detail} />}</Loaded>
    </Page>
  );
}

type Result = HandoverDetail['results'][number];

function Detail({ detail }: { detail: HandoverDetail }) {
  const refused = detail.results.filter((one) => one.refused !== null);
  const done = detail.results.filter((one) => one.refused === null);
  return (
    <>
      <div className="summary">
        <p role="status">
          <strong>{detail.stateLabel}</strong>：已移交 {done.length} 项
          {refused.length > 0 && `，未能移交 ${String(refused.length)} 项`}。
        </p>
        <Facts
          items={[
            ['承接', detail.successors.map((one) => `${one.roleLabel} ${one.to.name}`).join('；')],
            ['理由', detail.reason],
            ['办理', `${detail.orderedBy.name} 于 ${moment(detail.orderedAt)}`],
          ]}
        />
      </div>
      {refused.length > 0 && (
        <Section title={`须另行办理（${String(refused.length)}）`}>
          <Results results={refused} />
        </Section>
      )}
      <Section title={`已移交（${String(done.length)}）`}>
        {done.length === 0 ? <Empty>还没有移交的事项。</Empty> : <Results results={done} />}
      </Section>
    </>
  );
}

const Results = ({ results }: { results: readonly Result[] }) => (
  <ul className="rows">
    {results.map((one) => (
      <li key={`${one.caseNumber}/${one.procedureTitle}/${one.role}`} className="row">
        <div className="row-head">
          {one.title === null ? (
            <strong>{one.caseNumber}</strong>
          ) : (
            <Link to={`/cases/${one.caseNumber}`}>
              {one.caseNumber} {one.title}
            </Link>
          )}
          <span className="quiet">{one.seq !== null && `第 ${String(one.seq)} 号记录`}</span>
        </div>
        <p className="quiet">
          {one.procedureTitle} · {one.roleLabel} → {one.to.name}
        </p>
        {one.refused && <p className="field-error">{one.refused.sentence}</p>}
      </li>
    ))}
  </ul>
);
