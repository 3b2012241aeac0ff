import { gapInWords } from '../workflows/law/act-media.js';
import { articleLabel, articleText, type ArticleNumber } from '../workflows/law/articles.js';
import type { Calendar } from '../workflows/law/calendar.js';
import { moveInWords, type MoveFacts } from '../workflows/law/calendar-import.js';
import { clockDeadline } from '../workflows/law/clock-deadline.js';
import { documentOf, isDocumentKey } from '../workflows/law/documents.js';
import { formatMoment } from '../workflows/law/moments.js';
import { isOwnDuty, periodOf, periods } from '../workflows/law/periods.js';
import { phaseLabel, type ProcedureRow } from '../workflows/law/procedures.js';
import { readStep } from '../workflows/law/record/approval-tasks.js';
import { isLateEntry } from '../workflows/law/record/initiation-gate.js';
import { stepLabel } from '../workflows/law/step-label.js';
import type { ClockState } from '../workflows/law/record/fold.js';
import {
  DECISIONS,
  KINDS,
  type Actor,
  type Body,
  type Json,
  type RecordHeader,
  type Task,
} from '../workflows/law/record/kinds.js';
import type { Procedure } from '../models/procedures.js';
import { isOverdue } from './lists.js';
import type { Reply } from './route.js';
import { RESTRICTED_WORDS, restrictsFiles } from '../workflows/law/record/restricted.js';
import { contentsOfRecord, formOf } from './fields.js';
import { objectIn, textIn, textsIn } from './matters.js';
import type {
  ActAnswer,
  ActorView,
  AttachmentView,
  ClockView,
  CorrectionView,
  TaskSummary,
  TimelineEntry,
} from './schemas.js';
import { homeOf, roleLabel, stepArticle, stepAsks, taskIdOf } from './words.js';

/** What leaves the house. Everything here is pure; names of persons and units are looked up beforehand. */
export type Names = { person: (id: string) => string; unit: (id: string) => string };

type RowOf = (procedure: string) => ProcedureRow | undefined;

export const actorView = (actor: Actor, names: Names): ActorView => ({
  id: actor.id,
  name: actor.name,
  role: actor.role,
  roleLabel: roleLabel(actor.role),
  unit: actor.unit,
  unitName: actor.role === 'system' ? '' : names.unit(actor.unit),
  certificate: actor.certificate ?? null,
});

const named = (id: string, names: Names) => ({ id, name: names.person(id) });

/** Whose clock it is: the procedure by its key and by what people call it, and whether it is over. */
export type ClockOwner = { procedure: string; title: string; over: boolean };

/** A clock with the time left and how it was counted. `ended`: its procedure is over and it was not met. */
export function clockView(clock: ClockState, owner: ClockOwner, calendar: Calendar, now: number): ClockView {
  const period = periods[clock.period];
  const met = clock.metAt !== undefined;
  const late = met ? Math.max(0, (clock.metAt ?? 0) - clock.at) : 0;
  const state = clockStanding(clock, owner.over, now);
  return {
    key: clock.key,
    label: period.label,
    procedure: owner.procedure,
    procedureTitle: owner.title,
    article: period.article,
    from: clock.from,
    at: clock.at,
    lastDay: clock.lastDay,
    state,
    timeLeftMs: state === 'running' || state === 'passed' ? clock.at - now : null,
    metAt: clock.metAt ?? null,
    lateByMs: late > 0 ? late : null,
    provisional: clock.provisional,
    unconfirmed: periodOf(clock.period).unconfirmedBecause ?? null,
    calendarVersion: clock.calendarVersion,
    explanation: explanationOf(clock, calendar),
  };
}

function clockStanding(clock: ClockState, over: boolean, now: number): ClockView['state'] {
  if (clock.metAt !== undefined) return clock.metAt > clock.at ? 'metLate' : 'met';
  if (over) return 'ended';
  if (clock.stopped !== undefined) return 'stopped';
  if (now <= clock.at || clock.corrected !== undefined) return 'running';
  return isOwnDuty(clock.period) ? 'passed' : 'over';
}

/** The steps of the count, as long as the calendar it was made with is still the one on file. */
function explanationOf(clock: ClockState, calendar: Calendar): string[] {
  const counted = clockDeadline(clock, calendar);
  if (counted.at === clock.at) return [...counted.explanation];
  return [`按节假日日历 ${clock.calendarVersion} 计算至${formatMoment(clock.at)}；日历此后有更新。`];
}

/** One open task, from its procedure's projection. */
export function taskSummary(
  procedure: Procedure,
  task: Procedure['tasks'][number],
  row: ProcedureRow,
  person: string,
  names: Names,
  now: number,
  principal?: string,
): TaskSummary {
  const clock = procedure.clocks.find((one) => one.key === task.clock && one.met === undefined);
  return {
    id: taskIdOf(procedure.chainId, procedure.procedure, task.step),
    seq: procedure.seq,
    caseNumber: procedure.chainId,
    title: procedure.title ?? '',
    party: procedure.party,
    procedure: procedure.procedure,
    procedureTitle: row.title,
    step: task.step,
    label: stepLabel(row, task.step),
    asks: stepAsks(row, task.step),
    article: stepArticle(row, task.step),
    articleLabel: articleLabel(stepArticle(row, task.step)),
    role: task.role,
    roleLabel: roleLabel(task.role),
    round: readStep(task.step).round,
    assignee: task.assignee === undefined ? null : named(task.assignee, names),
    candidates: task.candidates.map((id) => named(id, names)),
    mine: isOf(task, principal ?? person),
    agreeable: task.decisions.includes('agree') && isOf(task, principal ?? person),
    onBehalfOf: principal === undefined ? null : named(principal, names),
    emergency: procedure.emergency,
    unit: { id: procedure.unit, name: names.unit(procedure.unit) },
    openedAt: task.openedAt,
    dueAt: clock?.at ?? null,
    timeLeftMs: clock ? clock.at - now : null,
    overdue: clock !== undefined && now > clock.at,
    provisional: clock?.provisional ?? false,
  };
}

/** Is the task his, or in his pool and unclaimed? */
export const isOf = (task: Task, person: string): boolean =>
  task.assignee === undefined ? task.candidates.includes(person) : task.assignee === person;

/** The answer to an act, from its record only, so that a repeat gets the same. */
export function actReply(record: RecordHeader, rowOf: RowOf): Reply {
  const row = rowOf(record.procedure);
  const body: ActAnswer = {
    caseNumber: record.chainId,
    procedure: record.procedure,
    record: {
      seq: record.seq,
      kind: record.kind,
      kindLabel: KINDS[record.kind].label,
      step: record.step,
      decision: record.decision ?? null,
      decisionLabel: record.decision ? DECISIONS[record.decision] : null,
      effect: record.effect ?? null,
      occurredAt: record.occurredAt,
      receivedAt: record.receivedAt,
      recordedAt: record.recordedAt,
    },
    opens: record.opens.map((task) => ({
      id: taskIdOf(record.chainId, record.procedure, task.step),
      label: stepLabel(row, task.step),
      role: task.role,
      roleLabel: roleLabel(task.role),
      people: task.assignee === undefined ? task.candidates : [task.assignee],
    })),
    late: record.late,
    noted: gapInWords(record.facts),
  };
  if (record.kind !== 'opening') return { status: 200, body };
  return { status: 201, headers: { Location: homeOf(record) }, body };
}

/** No answer in time: where to look. */
export const pendingReply = (status: string): Reply => ({
  status: 202,
  headers: { Location: status, 'Retry-After': '2' },
  body: { state: 'pending', detail: '尚未得到办理结果。请用同一请求编号重发，或者稍后查看。', status },
});

/**
 * The files of a record. `restricted`: they are kept from most readers (第三十三条), with their names, and come by
 * the door of restricted contents; 'closed' to this reader.
 */
export function attachmentViews(
  record: RecordHeader,
  body: Body | undefined,
  restricted: 'no' | 'open' | 'closed' = 'no',
): AttachmentView[] {
  if (!body) return [];
  const names = textsIn(body, 'attachmentNames');
  const door = `/api/cases/${record.chainId}/records/${String(record.seq)}/restricted`;
  return record.attachments.map((attachment, index) => ({
    ...attachment,
    name: restricted === 'no' ? (names[index] ?? attachment.sha256) : RESTRICTED_WORDS,
    path:
      restricted === 'closed'
        ? null
        : `${restricted === 'no' ? '/api/attachments' : door}/${attachment.sha256}`,
  }));
}

/** Are the files of a record with these contents restricted, and open to a reader who may see such? */
export function filesOpen(contents: Parameters<typeof restrictsFiles>[0], seesRestricted: boolean) {
  if (!restrictsFiles(contents)) return 'no';
  return seesRestricted ? 'open' : 'closed';
}

/** An article word for word. */
export const articleView = (number: ArticleNumber): { number: number; label: string; text: string } => ({
  number,
  label: articleLabel(number),
  text: articleText(number),
});

export type TimelineParts = {
  rowOf: RowOf;
  names: Names;
  /** Bodies of the records shown; undefined where the reader may not see one. */
  bodies: ReadonlyMap<number, Body | undefined>;
  /** Corrections by the seq they correct. */
  corrections: ReadonlyMap<number, readonly RecordHeader[]>;
  /** Any record of the matter. */
  bySeq: (seq: number) => RecordHeader | undefined;
  /** What each clock of the matter is called, by its key. */
  clockLabels: ReadonlyMap<string, string>;
  /** May the reader see what is restricted in the matter? */
  seesRestricted: boolean;
  /** Would the reader's correction of it be accepted? */
  isCorrectable: (record: RecordHeader) => boolean;
};

/** What the clocks of these records are called. */
export const clockLabelsOf = (records: readonly RecordHeader[]): Map<string, string> =>
  new Map(
    records.flatMap((record) =>
      record.clocks.map((clock) => [clock.key, periods[clock.period].label] as const),
    ),
  );

/** One record in words, with the corrections made to it. */
export function timelineEntry(record: RecordHeader, parts: TimelineParts): TimelineEntry {
  const { rowOf, names, bodies, bySeq } = parts;
  const row = rowOf(record.procedure);
  const body = bodies.get(record.seq);
  const hidden = !bodies.has(record.seq) || body === undefined;
  const contents = contentsOfRecord(record, rowOf, bySeq);
  return {
    seq: record.seq,
    procedure: record.procedure,
    procedureTitle: row?.title ?? record.procedure,
    kind: record.kind,
    kindLabel: KINDS[record.kind].label,
    step: record.step,
    stepLabel: stepLabel(row, record.step),
    actor: actorView(record.actor, names),
    onBehalfOf: record.onBehalfOf ? actorView(record.onBehalfOf, names) : null,
    occurredAt: record.occurredAt,
    receivedAt: record.receivedAt,
    recordedAt: record.recordedAt,
    decision: record.decision ?? null,
    decisionLabel: record.decision ? DECISIONS[record.decision] : null,
    opinion: textIn(body, 'opinion'),
    note: hidden ? '内容因密级限制不予显示。' : noteOf(record, row, parts),
    form: formOf(record, body, contents, names),
    attachments: attachmentViews(record, body, filesOpen(contents, parts.seesRestricted)),
    late: record.late.map(({ clock, byMs }) => ({
      clock,
      label: parts.clockLabels.get(clock) ?? clock,
      byMs,
    })),
    noted: gapInWords(record.facts),
    corrections: (parts.corrections.get(record.seq) ?? []).map((one) => correctionView(one, parts)),
    corrects: record.kind === 'corrected' ? Number(record.facts['target']) : null,
    correctable: parts.isCorrectable(record),
    secrecy: record.secrecy,
    lawReferences: record.lawReferences,
    hash: record.hash.sha256,
  };
}

function correctionView(correction: RecordHeader, parts: TimelineParts): CorrectionView {
  const { names, bodies, rowOf, bySeq } = parts;
  const body = bodies.get(correction.seq);
  return {
    seq: correction.seq,
    by: actorView(correction.actor, names),
    recordedAt: correction.recordedAt,
    reason: textIn(body, 'opinion') ?? '',
    replacement: formOf(correction, body, contentsOfRecord(correction, rowOf, bySeq), names),
  };
}

const wordOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** An emergency start entered late is marked, whatever the opening says of itself. */
function openingNote({ facts, receivedAt }: RecordHeader): string | null {
  const { startedAt } = objectIn(facts, 'emergency');
  if (typeof startedAt !== 'number') return null;
  const { label, length } = periods.emergencyEntryLimit;
  const late = isLateEntry(startedAt, receivedAt) ? `${label}晚于启动后 ${String(length)} 小时。` : '';
  return `情况紧急，先启动行政执法程序。${late}`;
}

/** When the clock of a record ends now. */
const endOf = ({ clocks: [clock] }: RecordHeader): string =>
  clock ? `，至 ${formatMoment(clock.at)} 届满` : '';

/** Who acted on site with which certificates (第十一条), and that it was entered later. */
function officersNote({ facts, occurredAt, receivedAt }: RecordHeader, names: Names): string | null {
  const officers = Array.isArray(facts['officers']) ? facts['officers'] : [];
  const who = officers.map((officer) => {
    const { id, certificate } = officer as { id: string; certificate: string };
    return `${names.person(id)}（执法证件 ${certificate}）`;
  });
  const later = occurredAt < receivedAt ? `于 ${formatMoment(occurredAt)} 办理，事后记入。` : '';
  return who.length === 0 && later === ''
    ? null
    : `${who.length > 0 ? `执法人员：${who.join('、')}。` : ''}${later}`;
}

/** One sentence for records that carry no opinion. */
function noteOf(record: RecordHeader, row: ProcedureRow | undefined, parts: TimelineParts): string | null {
  const { names, rowOf, clockLabels } = parts;
  const fact = (key: string): string => wordOf(record.facts[key]);
  const clock = clockLabels.get(fact('clock')) ?? fact('clock');
  switch (record.kind) {
    case 'opening':
      return openingNote(record);
    case 'claimed':
      return `由${names.person(fact('assignee'))}认领。`;
    case 'handedOver':
      return `${fact('because') === 'recusal' ? '回避后移交' : '离职转办'}：${names.person(fact('from'))}的${roleLabel(fact('role'))}职责转由${names.person(fact('assignee'))}承接。`;
    case 'reassigned':
      return `转由${names.person(fact('assignee'))}办理。`;
    case 'asked':
      return record.opens
        .map((task) => `${stepLabel(row, task.step)}：请${roleLabel(task.role)}办理。`)
        .join('');
    case 'reminded':
      return `期限将届满，已提醒：${clock}。`;
    case 'periodPassed':
      return `期限届满，尚未办理：${clock}。`;
    case 'lapseCorrected':
      return `${clock}：届满前已收到办理，届满记录据此更正。`;
    case 'clockStarted':
      return `${clock}：开始计算。`;
    case 'clockStopped':
      return `${clock}：自 ${formatMoment(record.occurredAt)} 起停止计算。`;
    case 'clockResumed':
      return `${clock}：自 ${formatMoment(record.occurredAt)} 起恢复计算${endOf(record)}。`;
    case 'clockExtended':
      return `${clock}：经批准延长${endOf(record)}。`;
    case 'clockMet':
      return `${clock}：所涉事项已于 ${formatMoment(record.occurredAt)} 办理。`;
    case 'recorded':
      return officersNote(record, names);
    case 'clockMoved':
      return `${clock}：${moveInWords(record.facts as unknown as MoveFacts)}`;
    case 'observed': {
      const other = rowOf(fact('procedure'));
      if (fact('outcome') === '') return `${other?.title ?? '关联程序'}：已另行启动，以该次办理为准。`;
      return `${other?.title ?? '关联程序'}：${other?.outcomes[fact('outcome')] ?? fact('outcome')}。`;
    }
    case 'issued': {
      const document = fact('document');
      const title = isDocumentKey(document) ? documentOf(document).title : document;
      const number = fact('number') === '' ? '' : `，文号 ${fact('number')}`;
      return `第 ${fact('of')} 号记录的《${title}》已制发并存储${number}。`;
    }
    case 'corrected':
      return `更正第 ${fact('target')} 号记录；原记录保留。`;
    case 'concluded':
      return row?.outcomes[fact('outcome')] ?? null;
    default:
      return null;
  }
}

/** A procedure as the case page lists it. */
export function procedureView(
  procedure: Procedure,
  row: ProcedureRow,
  title: string,
  calendar: Calendar,
  now: number,
) {
  const owner = { procedure: procedure.procedure, title, over: !procedure.open };
  return {
    procedure: procedure.procedure,
    title,
    article: row.article,
    articleLabel: articleLabel(row.article),
    phase: row.phase,
    phaseLabel: phaseLabel(row.phase),
    open: procedure.open,
    terminated: procedure.terminated,
    outcome: procedure.outcome,
    outcomeLabel: procedure.outcome === null ? null : (row.outcomes[procedure.outcome] ?? procedure.outcome),
    openedAt: procedure.openedAt,
    updatedAt: procedure.updatedAt,
    overdue: isOverdue(procedure, now),
    late: procedure.late,
    clocks: procedure.clocks.map((clock) => clockView(clock, owner, calendar, now)),
  };
}
