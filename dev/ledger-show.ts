import type { LedgerStore } from '../src/models/ledger-store.js';
import { bodyOf } from '../src/models/seal.js';
import { documents } from '../src/workflows/law/documents.js';
import type { Field } from '../src/workflows/law/documents/document.js';
import { formatMoment } from '../src/workflows/law/moments.js';
import { openingContents, opinion } from '../src/workflows/law/opening-contents.js';
import { periods } from '../src/workflows/law/periods.js';
import type { ProcedureRow } from '../src/workflows/law/procedures.js';
import {
  DECISIONS,
  KINDS,
  procedureName,
  textOf,
  type Body,
  type Json,
  type RecordHeader,
} from '../src/workflows/law/record/kinds.js';
import {
  rolesInWords,
  SUBSTITUTION,
  type SubstitutionFacts,
} from '../src/workflows/law/record/substitution.js';
import { isRoleKey, roles } from '../src/workflows/law/roles.js';
import { stepLabel } from '../src/workflows/law/step-label.js';

/** What persons and units are called, by id; one that is not on file is called by its id. */
export type Names = { person: (id: string) => string; unit: (id: string) => string };

/** The records of a matter for people, a few lines each; with `json` one record with its body a line. */
export async function* showMatter(
  store: Pick<LedgerStore, 'body'>,
  records: readonly RecordHeader[],
  rows: readonly ProcedureRow[],
  names: Names,
  json: boolean,
): AsyncGenerator<string> {
  for (const record of records) {
    const stored = await store.body(record.body.sha256);
    const body = stored ? bodyOf(stored) : undefined;
    yield json
      ? JSON.stringify({ ...record, contents: body ?? null })
      : describeRecord(record, body, rows, names);
  }
}

/** One record in Chinese. `body` undefined: its contents are not on file. */
export function describeRecord(
  record: RecordHeader,
  body: Body | undefined,
  rows: readonly ProcedureRow[],
  names: Names,
): string {
  const row = rows.find(({ key }) => key === procedureName(record.procedure));
  const decision = record.decision ? `（${DECISIONS[record.decision]}）` : '';
  const basis = record.lawReferences.length > 0 ? [`    依据：本制度${record.lawReferences.join('、')}`] : [];
  // The opening of the first procedure is called the same three times over.
  const what = new Set([
    row?.title ?? record.procedure,
    `${KINDS[record.kind].label}${decision}`,
    stepLabel(row, record.step),
  ]);
  return [
    `第 ${String(record.seq)} 号  ${formatMoment(record.recordedAt)}  ${[...what].join('  ')}`.trimEnd(),
    `    办理：${actorLine(record, names)}`,
    ...substitutionLines(record, names),
    ...(record.receivedAt === record.occurredAt ? [] : [`    发生：${formatMoment(record.occurredAt)}`]),
    ...record.clocks.map(
      (clock) =>
        `    期限：${periods[clock.period].label}，至 ${formatMoment(clock.at)}${clock.provisional ? '（暂定）' : ''}`,
    ),
    ...record.late.map(({ byMs }) => `    逾期：${String(Math.ceil(byMs / 60_000))} 分钟`),
    ...record.opens.map(
      (task) =>
        `    交办：${stepLabel(row, task.step)}，${roles[task.role].label} ` +
        task.candidates.map(names.person).join('、'),
    ),
    ...(body ? linesOf(body, fieldsOf(record, row), names, '    ') : ['    （内容不在卷）']),
    ...record.attachments.map(
      (file) => `    附件：${file.mediaType} ${String(file.size)} 字节 SM3 ${file.sm3}`,
    ),
    ...basis,
    `    SHA-256 ${record.hash.sha256}`,
  ].join('\n');
}

function actorLine({ actor, onBehalfOf }: RecordHeader, names: Names): string {
  if (actor.role === 'system') return actor.name;
  const certificate = actor.certificate === undefined ? '' : `，证件 ${actor.certificate}`;
  const behalf = onBehalfOf ? `，代 ${onBehalfOf.name}` : '';
  return `${actor.name}（${roles[actor.role].label}，${names.unit(actor.unit)}${certificate}${behalf}）`;
}

/** 代理 and 离职转办 stand in the facts: who, for whom, in what, until when, by which grant. */
function substitutionLines({ kind, procedure, facts }: RecordHeader, names: Names): string[] {
  const fact = (key: string): string => textOf(facts, key);
  const role = (key: string): string => (isRoleKey(key) ? roles[key].label : key);
  const by = fact('substitution') === '' ? [] : [`    代理依据：${fact('substitution')}`];
  if (kind === 'handedOver')
    return [
      `    移交：${names.person(fact('from'))} 的${role(fact('role'))}职责，由 ${names.person(fact('assignee'))} 承接`,
    ];
  if (kind !== 'opening' || procedureName(procedure) !== SUBSTITUTION) return by;
  const { principal, substitute, from, until, units, ...rest } = facts as unknown as SubstitutionFacts;
  return [
    `    代理：${names.person(substitute)} 代 ${names.person(principal)}，${formatMoment(from)} 至 ${formatMoment(until)}`,
    `    范围：${rolesInWords(rest.roles)}，${units === 'all' ? '全部科室' : units.map(names.unit).join('、')}`,
  ];
}

type Known = Pick<Field, 'key' | 'label' | 'kind' | 'choices'>;

/** Parts of a body that hold fields, and fields that no document lists. */
const bodyFields: readonly Known[] = [
  opinion,
  { key: 'form', label: '文书内容', kind: 'longText' },
  { key: 'replacement', label: '更正后的内容', kind: 'longText' },
  { key: 'attachmentNames', label: '附件名称', kind: 'list' },
  { key: 'reason', label: '理由', kind: 'longText' },
  { key: 'authority', label: '代理依据', kind: 'text' },
  { key: 'authorityDate', label: '文书日期', kind: 'date' },
  { key: 'warnings', label: '导入时的提示', kind: 'list' },
  { key: 'formerCount', label: '原计算步骤', kind: 'list' },
  { key: 'presentCount', label: '现计算步骤', kind: 'list' },
];
const partyFields: readonly Known[] = [
  { key: 'name', label: '姓名或者名称', kind: 'text' },
  {
    key: 'kind',
    label: '类别',
    kind: 'choice',
    choices: [
      { key: 'person', label: '自然人' },
      { key: 'organisation', label: '单位' },
    ],
  },
  { key: 'identification', label: '证件号码', kind: 'text' },
  { key: 'representative', label: '法定代表人（负责人）', kind: 'text' },
  { key: 'address', label: '住址（住所）', kind: 'text' },
  { key: 'phone', label: '电话', kind: 'text' },
];
const priorFields: readonly Known[] = [
  { key: 'description', label: '情况', kind: 'longText' },
  { key: 'at', label: '时间', kind: 'instant' },
  { key: 'officers', label: '人员', kind: 'people' },
];
/** Fields of fields, by the key they stand under. */
const within: Readonly<Record<string, readonly Known[]>> = {
  party: partyFields,
  priorVerification: priorFields,
};

/** The fields a record may hold. A correction names those of whatever it corrects. */
function fieldsOf(record: RecordHeader, row: ProcedureRow | undefined): readonly Known[] {
  const subject = record.step.split('/')[0] ?? '';
  const steps = Object.entries(row?.steps ?? {}).filter(
    ([key]) => record.kind === 'corrected' || key === subject,
  );
  const asked = steps.flatMap(([, { document }]): readonly Known[] =>
    document ? documents[document].contents : [],
  );
  return [...bodyFields, ...openingContents, ...asked];
}

function linesOf(
  body: { readonly [key: string]: Json },
  known: readonly Known[],
  names: Names,
  indent: string,
): string[] {
  return Object.entries(body).flatMap(([key, value]) => {
    const field = known.find((one) => one.key === key);
    const label = field?.label ?? key;
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return [];
    if (typeof value !== 'object' || Array.isArray(value))
      return [`${indent}${label}：${wordsOf(value, field, names)}`];
    const parts = value as { readonly [key: string]: Json };
    const lines = linesOf(parts, within[key] ?? known, names, `${indent}  `);
    return lines.length > 0 ? [`${indent}${label}：`, ...lines] : [];
  });
}

function wordsOf(value: Json, field: Known | undefined, names: Names): string {
  if (Array.isArray(value)) return value.map((one: Json) => wordsOf(one, field, names)).join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number' && field?.kind === 'instant') return formatMoment(value);
  if (typeof value === 'number' && field?.kind === 'amount') return `${(value / 100).toFixed(2)} 元`;
  if (typeof value !== 'string') return JSON.stringify(value);
  if (field?.kind === 'people') return names.person(value);
  return field?.choices?.find((choice) => choice.key === value)?.label ?? value;
}
