import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import type { ActAnswer, CaseDetail, TimelineEntry } from '../../schemas.js';
import { moment } from '../format.js';
import { ActResult } from '../parts/act-result.js';
import { CaseDocuments } from '../parts/case-documents.js';
import { Clocks } from '../parts/clocks.js';
import { CorrectDialog } from '../parts/correct-dialog.js';
import { Facts } from '../parts/facts.js';
import { NextStepsSection } from '../parts/next-steps.js';
import { Empty, Loaded, More } from '../parts/loading.js';
import { Mark } from '../parts/mark.js';
import { Page } from '../parts/page.js';
import { Section } from '../parts/section.js';
import { SmallAct } from '../parts/small-act.js';
import { standing } from '../parts/standing.js';
import { TaskCard } from '../parts/task-heading.js';
import { TimelineList } from '../parts/timeline.js';
import { useCase, useTimeline } from '../queries.js';
import { useSignedIn } from '../session.js';
import { CaseMarks } from './cases.js';

/** What an act elsewhere handed over on the way here. */
const handedOver = (state: unknown): ActAnswer | null =>
  typeof state === 'object' && state !== null && 'answer' in state ? (state.answer as ActAnswer) : null;

/** One case: where it stands, who is awaited until when, and its whole record. */
export function CasePage() {
  const { number = '' } = useParams();
  return <OneCase key={number} number={number} />;
}

function OneCase({ number }: { number: string }) {
  const location = useLocation();
  const reading = useCase(number);
  const navigate = useNavigate();
  const handed = handedOver(location.state);
  const [answer, setAnswer] = useState<ActAnswer | null>(handed);
  useEffect(() => {
    // Said once: the browser keeps what was handed over, and a reload would say it again.
    if (handed) void navigate('.', { replace: true, state: null });
  }, [handed, navigate]);
  const title = reading.data ? `${number} ${reading.data.title}` : `案卷 ${number}`;
  return (
    <Page title={title}>
      {answer && <ActResult answer={answer} />}
      <Loaded reading={reading}>{(detail) => <Case detail={detail} onDone={setAnswer} />}</Loaded>
    </Page>
  );
}

function Case({ detail, onDone }: { detail: CaseDetail; onDone: (answer: ActAnswer) => void }) {
  return (
    <>
      <p className="summary standing">
        <CaseMarks one={detail} />
        <span>{standing(detail)}</span>
      </p>
      {detail.matter === 'case' && <Phases phases={detail.phases} />}
      <Section title="正在等待">
        {detail.tasks.length === 0 ? (
          <Empty>现在没有等待办理的任务。</Empty>
        ) : (
          <ul className="rows">
            {detail.tasks.map((task) => (
              <TaskCard key={task.id} task={task} />
            ))}
          </ul>
        )}
      </Section>
      <LinkedMatters detail={detail} />
      {detail.open && <NextStepsSection number={detail.number} onDone={onDone} />}
      {detail.clocks.length > 0 && (
        <Section title="期限">
          <Clocks clocks={detail.clocks} />
        </Section>
      )}
      <Particulars detail={detail} />
      <RestsOn entrustment={detail.entrustment} />
      <EmergencyStart detail={detail} />
      <Procedures detail={detail} />
      <CaseDocuments number={detail.number} />
      {detail.permissions.remark && (
        <Section title="其他操作">
          <div className="small-acts">
            <SmallAct
              name="备注"
              path={`/api/cases/${detail.number}/remarks`}
              words={{ label: '备注内容', key: 'text', required: true, limit: 8_000 }}
              onDone={onDone}
            />
          </div>
        </Section>
      )}
      <Record detail={detail} />
    </>
  );
}

/** What the case arises from, and what has arisen from the matter, with the way to either (第十条). */
function LinkedMatters({ detail }: { detail: CaseDetail }) {
  const may = useSignedIn().capabilities;
  const { arisesFrom, arisen, matter, number } = detail;
  const starts = matter !== 'case' && may.startCase;
  if (!arisesFrom && arisen.length === 0 && !starts) return null;
  return (
    <Section title={matter === 'case' ? '来源事项' : '由此启动的案件'}>
      <ul className="plain-list">
        {arisesFrom && <LinkedMatter one={arisesFrom} />}
        {arisen.map((one) => (
          <LinkedMatter key={one.number} one={one} />
        ))}
      </ul>
      {starts && (
        <p className="links">
          <Link to={`/cases/new?from=${encodeURIComponent(number)}`}>由此启动案件</Link>
        </p>
      )}
    </Section>
  );
}

const LinkedMatter = ({ one }: { one: CaseDetail['arisen'][number] }) => (
  <li>
    {one.matterLabel}{' '}
    <Link to={`/cases/${encodeURIComponent(one.number)}`}>
      {one.number} {one.title}
    </Link>
  </li>
);

const standings = { done: '已完成', current: '进行中', ahead: '未开始' } as const;

/** The five phases of 第三条, in words as well as in colour. */
const Phases = ({ phases }: { phases: CaseDetail['phases'] }) => (
  <ol className="phases" aria-label="执法全过程的阶段">
    {phases.map((phase) => (
      <li
        key={phase.phase}
        className={`phase phase-${phase.state}`}
        aria-current={phase.state === 'current' ? 'step' : undefined}
      >
        <span>{phase.label}</span>
        <span className="phase-state">{standings[phase.state]}</span>
      </li>
    ))}
  </ol>
);

const names = (people: readonly { name: string }[]): string => people.map((person) => person.name).join('、');

function Particulars({ detail }: { detail: CaseDetail }) {
  const party = detail.partyDetails;
  return (
    <Section title="案情">
      <Facts
        items={[
          ['启动原因', detail.cause],
          ['案件来源', detail.sourceOfCase],
          ['涉嫌违反的规定', detail.suspectedProvision],
          ['当事人', party?.name ?? detail.party],
          ['证件号码或统一社会信用代码', party?.identification],
          ['法定代表人或负责人', party?.representative],
          ['住址', party?.address],
          ['联系电话', party?.phone],
          ['承办机构', detail.unit.name],
          ['承办人', names(detail.people.handlers)],
          ['审核人', names(detail.people.reviewers)],
          ['批准人', names(detail.people.approvers)],
          ['法制机构', names(detail.people.legalOffice)],
          ['启动登记时间', moment(detail.openedAt)],
        ]}
      />
    </Section>
  );
}

/** 委托书 the case rests on, and whether it still stands (第二条). */
function RestsOn({ entrustment }: Pick<CaseDetail, 'entrustment'>) {
  if (!entrustment) return null;
  return (
    <Section title="行政执法委托（第二条）">
      <Alert
        type={entrustment.over ? 'warning' : 'info'}
        showIcon
        role="status"
        title={entrustment.says}
        description={`委托书记录：${entrustment.id} 第 ${String(entrustment.seq)} 号，摘要 ${entrustment.sha256}`}
      />
    </Section>
  );
}

function EmergencyStart({ detail }: { detail: CaseDetail }) {
  const start = detail.emergencyStart;
  if (!start) return null;
  return (
    <Section title="紧急启动（第九条）">
      <Facts
        items={[
          ['实际启动时间', moment(start.startedAt)],
          ['登记', start.lateEntry && <Mark kind="lateEntry" />],
          ['情况紧急的理由', start.urgency],
          [
            '执法人员',
            start.officers
              .map(
                (officer) =>
                  `${officer.name}${officer.certificate === null ? '' : `（证件号 ${officer.certificate}）`}`,
              )
              .join('、'),
          ],
          ['迟报的原因', start.lateEntryReason],
          ['已采取的措施', start.measures.join('；')],
          ['已取得的物品', start.things.join('；')],
        ]}
      />
    </Section>
  );
}

const Procedures = ({ detail }: { detail: CaseDetail }) => (
  <Section
    title="程序"
    beside={<Link to={`/cases/${encodeURIComponent(detail.number)}/recordings`}>音像记录</Link>}
  >
    <ul className="rows">
      {detail.procedures.map((procedure) => (
        <li key={procedure.procedure} className="row">
          <div className="row-head">
            <strong>
              {procedure.title}（{procedure.articleLabel}）
            </strong>
            <span className="marks">
              {procedure.overdue && <Mark kind="overdue" />}
              {procedure.late && <Mark kind="late" />}
              {procedure.open && procedure.terminated && <Mark kind="terminated" />}
            </span>
          </div>
          <p className="quiet">
            {procedure.phaseLabel} · {standing(procedure)} · {moment(procedure.openedAt)} 启动 ·{' '}
            {moment(procedure.updatedAt)} 更新
          </p>
        </li>
      ))}
    </ul>
  </Section>
);

function Record({ detail }: { detail: CaseDetail }) {
  const pages = useTimeline(detail.number);
  const [correcting, setCorrecting] = useState<TimelineEntry | null>(null);
  return (
    <Section title="办理经过">
      <Loaded reading={pages}>
        {({ pages: lists }) => (
          <TimelineList entries={lists.flatMap((list) => list.items)} correct={setCorrecting} />
        )}
      </Loaded>
      <More pages={pages} />
      <CorrectDialog number={detail.number} entry={correcting} onClose={() => setCorrecting(null)} />
    </Section>
  );
}
