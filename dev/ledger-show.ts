import type { LedgerStore } from '../src/models/ledger-store.js';
import { bodyOf } from '../src/models/seal.js';
import { formatMoment } from '../src/workflows/law/moments.js';
import { periods } from '../src/workflows/law/periods.js';
import type { ProcedureRow } from '../src/workflows/law/procedures.js';
import {
  DECISIONS,
  KINDS,
  procedureName,
  type Body,
  type Json,
  type RecordHeader,
} from '../src/workflows/law/record/kinds.js';
import { roles } from '../src/workflows/law/roles.js';

/** The records of a matter for people, a few lines each; with `json` one record with its body a line. */
export async function* showMatter(
  store: Pick<LedgerStore, 'body'>,
  records: readonly RecordHeader[],
  rows: readonly ProcedureRow[],
  json: boolean,
): AsyncGenerator<string> {
  for (const record of records) {
    const stored = await store.body(record.body.sha256);
    const body = stored ? bodyOf(stored) : undefined;
    yield json ? JSON.stringify({ ...record, contents: body ?? null }) : describeRecord(record, body, rows);
  }
}

/** One record in Chinese. `body` undefined: its contents are not on file. */
export function describeRecord(
  record: RecordHeader,
  body: Body | undefined,
  rows: readonly ProcedureRow[],
): string {
  const row = rows.find(({ key }) => key === procedureName(record.procedure));
  const decision = record.decision ? `（${DECISIONS[record.decision]}）` : '';
  return [
    `第 ${String(record.seq)} 号  ${formatMoment(record.recordedAt)}  ${row?.title ?? record.procedure}  ` +
      `${KINDS[record.kind].label}${decision}  ${stepLabel(record, row)}`,
    `    办理：${actorLine(record)}`,
    ...(record.receivedAt === record.occurredAt ? [] : [`    发生：${formatMoment(record.occurredAt)}`]),
    ...record.clocks.map(
      (clock) =>
        `    期限：${periods[clock.period].label}，至 ${formatMoment(clock.at)}${clock.provisional ? '（暂算）' : ''}`,
    ),
    ...record.late.map(({ byMs }) => `    逾期：${String(Math.ceil(byMs / 60_000))} 分钟`),
    ...record.opens.map(
      (task) => `    交办：${task.step}，${roles[task.role].label} ${task.candidates.join('、')}`,
    ),
    ...(body ? linesOf(body, '    ') : ['    （内容不在卷）']),
    ...record.attachments.map(
      (file) => `    附件：${file.mediaType} ${String(file.size)} 字节 SM3 ${file.sm3}`,
    ),
    `    依据：${record.lawReferences.join('、')}    SHA-256 ${record.hash.sha256}`,
  ].join('\n');
}

const stepLabel = ({ step }: RecordHeader, row: ProcedureRow | undefined): string => {
  const label = row?.steps[step.split('/')[0] ?? '']?.label;
  return label === undefined ? step : `${label}（${step}）`;
};

function actorLine({ actor, onBehalfOf }: RecordHeader): string {
  if (actor.role === 'system') return actor.name;
  const certificate = actor.certificate === undefined ? '' : `，证件 ${actor.certificate}`;
  const behalf = onBehalfOf ? `，代 ${onBehalfOf.name}` : '';
  return `${actor.name}（${roles[actor.role].label}，${actor.unit}${certificate}${behalf}）`;
}

function linesOf(body: { readonly [key: string]: Json }, indent: string): string[] {
  return Object.entries(body).flatMap(([key, value]) => {
    if (value === null || value === '') return [];
    if (typeof value === 'object' && !Array.isArray(value))
      return [`${indent}${key}：`, ...linesOf(value as { readonly [key: string]: Json }, `${indent}  `)];
    return [
      `${indent}${key}：${Array.isArray(value) ? value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join('、') : String(value)}`,
    ];
  });
}
