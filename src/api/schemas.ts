import 'zod-openapi';
import { z } from 'zod';
import type { FieldCondition, FieldKind } from '../workflows/law/documents/document.js';
import { matterKinds, type MatterKind } from '../workflows/law/procedures.js';
import { powerKeys, powersOfKind, type PowerKey } from '../workflows/law/powers.js';
import { saysOf } from './schema-words.js';

/**
 * The shape of everything that enters and leaves by HTTP; OpenAPI, validation and the page's types come from
 * here.
 * Times are epoch milliseconds (integers), people see Asia/Shanghai. Unknown fields are refused everywhere.
 *
 * The routes (all JSON; every `POST` that writes the record needs an `Idempotency-Key`, marked *):
 *
 * POST   /api/session                  SignIn → Session            GET /api/session → Session     DELETE
 * /api/session
 * POST   /api/tokens                   NewToken → IssuedToken      GET /api/tokens → Tokens       DELETE
 * /api/tokens/{id}
 * POST*  /api/cases                    StartCase → CaseStarted (201, Location)
 * GET    /api/cases                    CaseQuery → CaseList
 * GET    /api/cases/{number}           → CaseDetail
 * GET    /api/cases/{number}/timeline  Page → Timeline
 * POST*  /api/cases/{number}/remarks   Remark → ActAnswer
 * POST*  /api/cases/{number}/corrections  Correction → ActAnswer
 * GET    /api/tasks                    TaskQuery → TaskList
 * GET    /api/tasks/{id}               → TaskDetail
 * POST*  /api/tasks/{id}/decision      Decide → ActAnswer
 * POST*  /api/tasks/{id}/claim         Claim → ActAnswer
 * POST*  /api/tasks/{id}/reassignment  Reassign → ActAnswer
 * POST*  /api/tasks/{id}/withdrawal    Reasoned → ActAnswer        id is the step the caller decided
 * POST*  /api/tasks/{id}/urge          Urge → ActAnswer
 * POST   /api/attachments              multipart `file` → StoredAttachment
 * GET    /api/attachments/{sha256}     the bytes, as a download
 * GET    /api/people  PeopleQuery → People      GET /api/people/{id} → PersonEntry      GET /api/units →
 * Units
 * GET    /api/letters                  Page → Letters
 * POST   /api/links/open               OpenLink → OpenedLink
 * GET    /api/law/{articles,periods,documents,roles,refusals,procedures} → one list each
 *
 * Every act may be answered 202 (Accepted) when no answer came within 8 s; the same request repeated finds
 * the result.
 * Every error is a Problem (application/problem+json).
 */

z.config({ customError: saysOf });

const object = z.strictObject;

/** Epoch milliseconds. */
export const Moment = z
  .int()
  .min(0)
  .max(8_640_000_000_000_000)
  .meta({ id: 'Moment', description: '时刻，自 1970-01-01T00:00:00Z 起的毫秒数' });

/** What a person types, at most `limit` characters. Control characters are refused when the body is read. */
const text = (limit: number) => z.string().max(limit);
const filled = (limit: number) => z.string().trim().min(1).max(limit);

export const PersonId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, '人员编号有误')
  .meta({ id: 'PersonId' });
export const UnitId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, '科室编号有误')
  .meta({ id: 'UnitId' });
/** The items of one kind; the table is not empty of any. */
const powerEnum = (keys: readonly PowerKey[]) => z.enum(keys as [PowerKey, ...PowerKey[]]);
export const PowerItem = powerEnum(powerKeys).meta({ id: 'PowerItem', description: '权责事项（第二条）' });
/** An item that a penalty case may be started under. */
const PenaltyPower = powerEnum(powersOfKind('penalty')).meta({ id: 'PenaltyPower' });
export const CaseNumber = z
  .string()
  .regex(/^[A-Z]{1,8}-\d{4}-[0-9A-Z]{1,12}$/, '案号格式为“字头-年份-序号”，如 HY-2026-0123')
  .meta({ id: 'CaseNumber', example: 'HY-2026-0123' });
/** `${chainId}~${procedure}~${step}`, with `/` written as `.`. */
export const TaskId = z
  .string()
  .regex(/^[A-Z]{1,8}-\d{4}-[0-9A-Z]{1,12}~[a-z0-9.-]{1,80}~[A-Za-z0-9._-]{1,120}$/, '任务编号有误')
  .meta({ id: 'TaskId', example: 'HY-2026-0123~case-initiation~initiation-form.submit.1' });
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, '须为 64 位十六进制摘要')
  .meta({ id: 'Sha256' });
export const ProcedureKey = z.string().regex(/^[a-z]+(-[a-z]+)*(\/[a-z0-9-]+)?$/, '程序名称有误');
const Identifier = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, '字段名有误');

export const Decision = z
  .enum(['submit', 'agree', 'refuse', 'return', 'withdraw'])
  .meta({ id: 'Decision', description: '提交 · 同意 · 不同意 · 退回 · 撤回' });
export const Post = z
  .enum([
    'officer',
    'unitHead',
    'agencyHead',
    'principal',
    'legalOfficer',
    'clerk',
    'archivist',
    'operator',
    'administrator',
  ])
  .meta({ id: 'Post' });
export const Secrecy = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).meta({
  id: 'Secrecy',
  description: '0 公开 · 1 内部 · 2 个人信息 · 3 商业秘密。国家秘密不得进入本系统。',
});

const FormValue = z.union([text(20_000), z.int(), z.boolean(), z.null(), z.array(text(4_000)).max(200)]);
/** Contents of a document, by the keys of its row in the documents table. */
export const Form = z
  .record(Identifier, FormValue)
  .meta({ id: 'Form', description: '文书内容，按文书表的栏目填写' });

export const AttachmentInput = object({ sha256: Sha256, name: filled(255) }).meta({
  id: 'AttachmentInput',
  description: '已上传的附件：POST /api/attachments 返回的摘要和文件名',
});
const attachments = z.array(AttachmentInput).max(50).default([]);

/** Which part of a list to give. */
const pageFields = {
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_~-]{1,700}$/, '游标有误')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};
export const Page = object(pageFields);
const flag = z.enum(['true', 'false']).transform((word) => word === 'true');

// ── errors

export const Problem = object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().meta({ description: '给办理人看的中文说明' }),
  code: z
    .string()
    .meta({ description: '拒绝代码，见 /api/law/refusals；或 invalidRequest、unauthenticated、internal 等' }),
  article: z.int().nullable().meta({ description: '所依据的本制度条款' }),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  errors: z
    .array(object({ pointer: z.string(), detail: z.string() }))
    .optional()
    .meta({ description: '逐项错误，pointer 为 JSON 指针（RFC 6901）' }),
  incident: z.string().optional().meta({ description: '故障编号，请报给运维人员' }),
}).meta({ id: 'Problem', description: 'RFC 9457 problem details' });

/** No answer yet: repeat the same request with the same Idempotency-Key, or look at `status`. */
export const Pending = object({ state: z.literal('pending'), detail: z.string(), status: z.string() }).meta({
  id: 'Pending',
});

// ── people and units

const HeldPost = object({ post: Post, label: z.string(), unit: UnitId, unitName: z.string() }).meta({
  id: 'HeldPost',
});
export const PersonEntry = object({
  id: PersonId,
  name: z.string(),
  posts: z.array(HeldPost),
  /** Only for clerks and administrators. */
  email: z.string().optional(),
}).meta({ id: 'PersonEntry' });
export const PeopleQuery = object({ post: Post.optional(), unit: UnitId.optional() });
export const People = object({ items: z.array(PersonEntry) });
export const UnitEntry = object({ id: UnitId, name: z.string(), enforcing: z.boolean() }).meta({
  id: 'UnitEntry',
});
export const Units = object({ items: z.array(UnitEntry) });

/** A person as lists and timelines name him. */
const Named = object({ id: z.string(), name: z.string() }).meta({ id: 'Named' });
const Unit = object({ id: z.string(), name: z.string() });

// ── session and tokens

export const SignIn = object({ signIn: filled(254), password: z.string().min(1).max(256) }).meta({
  id: 'SignIn',
});

/** What the caller may do at all, so that the page shows no door that is shut. */
export const Capabilities = object({
  startCase: z.boolean(),
  seeCases: z.boolean(),
  decideTasks: z.boolean(),
  seeLetters: z.boolean(),
  readPayloads: z.boolean(),
  holdTokens: z.boolean(),
  seeCalendar: z.boolean(),
  importCalendar: z.boolean(),
  supervise: z.boolean(),
  seeRegister: z.boolean(),
  maintainRegister: z.boolean(),
}).meta({ id: 'Capabilities' });

export const Session = object({
  person: PersonEntry,
  capabilities: Capabilities,
  /** Goes into the header `x-csrf-token` of every request that changes something; null for bearer tokens. */
  csrfToken: z.string().nullable(),
  bureau: z.string(),
  caseNumberPrefix: z.string(),
  temporalUiUrl: z.string().nullable(),
  /** When the session ends at the latest. */
  expiresAt: Moment.nullable(),
  now: Moment,
}).meta({ id: 'Session' });

export const NewToken = object({ name: filled(80), expiresInDays: z.int().min(1).max(366) }).meta({
  id: 'NewToken',
});
export const TokenEntry = object({
  id: z.string(),
  name: z.string(),
  createdAt: Moment,
  expiresAt: Moment,
  lastUsedAt: Moment.nullable(),
}).meta({ id: 'TokenEntry' });
/** The token itself is shown this once. */
export const IssuedToken = object({ ...TokenEntry.shape, token: z.string() }).meta({ id: 'IssuedToken' });
export const Tokens = object({ items: z.array(TokenEntry) });
export const TokenParams = object({ id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) });

// ── parts of cases and tasks

export const Party = object({
  name: filled(200),
  kind: z.enum(['person', 'organisation']),
  /** 身份证件号码 or 统一社会信用代码. */
  identification: text(40).optional(),
  address: text(400).optional(),
  phone: text(40).optional(),
  /** 法定代表人或负责人 of an organisation. */
  representative: text(100).optional(),
}).meta({ id: 'Party', description: '当事人基本情况（第九条）' });

export const ClockView = object({
  key: z.string(),
  label: z.string(),
  /** The procedure it belongs to, and what people call that one among several: 送达《行政处罚决定书》（第 2 当事人）. */
  procedure: z.string(),
  procedureTitle: z.string(),
  article: z.int().nullable(),
  /** When it began to run. */
  from: Moment,
  /** The last instant in time. */
  at: Moment,
  lastDay: z.string().nullable(),
  state: z.enum(['running', 'stopped', 'passed', 'over', 'met', 'metLate', 'ended']),
  /** Negative when it has passed; null when the clock no longer runs. */
  timeLeftMs: z.int().nullable(),
  metAt: Moment.nullable(),
  /** By how much it was missed; null if it was not. */
  lateByMs: z.int().nullable(),
  /** 次年节假日安排尚未公布，日期为暂定. */
  provisional: z.boolean(),
  /** Why its length still has to be checked by the legal office (待核); null once it is. */
  unconfirmed: z.string().nullable(),
  calendarVersion: z.string(),
  /** Steps a person can check by hand. */
  explanation: z.array(z.string()),
}).meta({ id: 'ClockView' });

export const AttachmentView = object({
  sha256: Sha256,
  sm3: z.string(),
  name: z.string(),
  size: z.int(),
  mediaType: z.string(),
  /** Where it is taken out; null where the reader may not (依法保密). */
  path: z.string().nullable(),
}).meta({ id: 'AttachmentView' });
export const StoredAttachment = object({
  sha256: Sha256,
  sm3: z.string(),
  size: z.int(),
  mediaType: z.string(),
  name: z.string(),
}).meta({ id: 'StoredAttachment' });

/** What is written into a field, as the documents table says (src/workflows/law/documents/document.ts). */
const fieldKinds = [
  ...(['text', 'longText', 'instant', 'date', 'people', 'list'] as const),
  ...(['choice', 'amount', 'attachments'] as const),
] as const satisfies readonly FieldKind[];
const fieldConditions = [
  ...(['emergency', 'money', 'hearingRequired', 'signatureRefused', 'absent'] as const),
  ...(['heavierThanNotice', 'substitutePerformance'] as const),
] as const satisfies readonly FieldCondition[];
const Choice = object({
  key: z.string(),
  label: z.string(),
  /** What choosing it says in other fields of the form, while they are empty. */
  sets: Form.optional(),
});
const Choices = z.array(Choice);
/** A value for reading: names for ids, the words of a choice, Shanghai time. Null when there is none. */
const Words = z.union([z.string(), z.array(z.string())]).nullable();
const fieldShape = {
  key: z.string(),
  label: z.string(),
  kind: z.enum(fieldKinds),
  /** The closed list of a `choice`; of a text or list, what on file it may name. */
  choices: Choices.nullable(),
  /** Of `people`: the posts of those who may be named; null for anybody. */
  posts: z.array(Post).nullable(),
};

/** `value` as it is on file, for whoever corrects it; `words` for reading. */
export const FieldView = object({ ...fieldShape, value: FormValue, words: Words }).meta({ id: 'FieldView' });

export const ActorView = object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  roleLabel: z.string(),
  unit: z.string(),
  unitName: z.string(),
  certificate: z.string().nullable(),
}).meta({ id: 'ActorView' });

export const CorrectionView = object({
  seq: z.int(),
  by: ActorView,
  recordedAt: Moment,
  reason: z.string(),
  replacement: z.array(FieldView),
}).meta({ id: 'CorrectionView' });

/** One record, in words. Corrections are shown on both records (第三十五条). */
export const TimelineEntry = object({
  seq: z.int(),
  procedure: z.string(),
  procedureTitle: z.string(),
  kind: z.string(),
  kindLabel: z.string(),
  step: z.string(),
  stepLabel: z.string(),
  actor: ActorView,
  onBehalfOf: ActorView.nullable(),
  occurredAt: Moment,
  receivedAt: Moment,
  recordedAt: Moment,
  decision: Decision.nullable(),
  decisionLabel: z.string().nullable(),
  opinion: z.string().nullable(),
  /** One sentence for records without an opinion: what was asked, what passed, how it ended. */
  note: z.string().nullable(),
  form: z.array(FieldView),
  attachments: z.array(AttachmentView),
  late: z.array(object({ clock: z.string(), label: z.string(), byMs: z.int() })),
  /** What it notes of a recording that it goes without (第五条, 第十四条). */
  noted: z.array(z.string()),
  corrections: z.array(CorrectionView),
  /** The record this one corrects. */
  corrects: z.int().nullable(),
  /** Would the server accept a correction of it from the caller right now? */
  correctable: z.boolean(),
  secrecy: Secrecy,
  lawReferences: z.array(z.string()),
  /** SHA-256 of the record, as `npm run ledger -- verify` computes it. */
  hash: z.string(),
}).meta({ id: 'TimelineEntry' });
export const Timeline = object({ items: z.array(TimelineEntry), next: z.string().nullable() }).meta({
  id: 'Timeline',
});

/** What the server would accept from the caller on a task right now. */
export const TaskPermissions = object({
  decide: z.array(Decision),
  claim: z.boolean(),
  reassign: z.boolean(),
  withdraw: z.boolean(),
  urge: z.boolean(),
  remark: z.boolean(),
  correct: z.boolean(),
}).meta({ id: 'TaskPermissions' });

export const TaskSummary = object({
  id: TaskId,
  /** The newest record of the procedure that the list knows of. */
  seq: z.int(),
  caseNumber: CaseNumber,
  title: z.string(),
  party: z.string().nullable(),
  procedure: z.string(),
  procedureTitle: z.string(),
  step: z.string(),
  /** What the step is called, and what is asked. */
  label: z.string(),
  asks: z.string(),
  article: z.int(),
  articleLabel: z.string(),
  role: z.string(),
  roleLabel: z.string(),
  round: z.int(),
  assignee: Named.nullable(),
  candidates: z.array(Named),
  /** True when the caller may act on it: assigned to him, or in his pool, or so for one for whom he acts. */
  mine: z.boolean(),
  /** May the caller agree to it as the lists know it? Then it can be agreed to together with others. */
  agreeable: z.boolean(),
  /** For whom the caller would do it (代理); null where it is his own or not his to do. */
  onBehalfOf: Named.nullable(),
  emergency: z.boolean(),
  unit: Unit,
  openedAt: Moment,
  dueAt: Moment.nullable(),
  timeLeftMs: z.int().nullable(),
  overdue: z.boolean(),
  provisional: z.boolean(),
}).meta({ id: 'TaskSummary' });
export const TaskQuery = object({ ...pageFields, overdue: flag.optional() });
export const TaskList = object({
  items: z.array(TaskSummary),
  next: z.string().nullable(),
  now: Moment,
}).meta({ id: 'TaskList' });

export const DocumentField = object({
  ...fieldShape,
  /** `law`: the document is refused without it. `practice`: good forms have it. */
  required: z.enum(['law', 'practice']),
  /** The circumstance it applies in; null for always. */
  when: z.enum(fieldConditions).nullable(),
  /** It applies only when another field of the form, a choice, is answered with one of these. */
  dependsOn: object({ field: z.string(), is: z.array(z.string()) }).nullable(),
  /** The file or the record itself answers it: shown with its value, never asked. */
  given: z.boolean(),
  /** Of a given field, null while the file has no answer; of one that is asked, what the file suggests. */
  value: FormValue,
  words: Words,
}).meta({ id: 'DocumentField' });
export const DocumentView = object({
  key: z.string(),
  title: z.string(),
  article: z.int().nullable(),
  fields: z.array(DocumentField),
  /** What the media matrix asks of the recording of the act (第五条), to be read before it is sent; or null. */
  notice: z.string().nullable(),
  /** Why its contents still have to be checked by the legal office (待核); null once they are. */
  unconfirmed: z.string().nullable(),
}).meta({ id: 'DocumentView' });

export const ArticleView = object({ number: z.int(), label: z.string(), text: z.string() }).meta({
  id: 'ArticleView',
});

export const OpinionView = object({
  seq: z.int(),
  step: z.string(),
  stepLabel: z.string(),
  actor: ActorView,
  onBehalfOf: ActorView.nullable(),
  decision: Decision,
  decisionLabel: z.string(),
  opinion: z.string(),
  receivedAt: Moment,
}).meta({ id: 'OpinionView' });

/** How a task ended, when it is no longer open. */
export const TaskEnd = object({
  by: ActorView,
  at: Moment,
  kindLabel: z.string(),
  decision: Decision.nullable(),
  decisionLabel: z.string().nullable(),
  sentence: z.string(),
  seq: z.int(),
}).meta({ id: 'TaskEnd' });

export const TaskDetail = object({
  id: TaskId,
  /**
   * `yours`: decide it. `pool`: claim it or decide it. `held`: another holds it. `decided`: done. `closed`:
   * the procedure ended or the round passed.
   */
  state: z.enum(['yours', 'pool', 'held', 'decided', 'closed']),
  task: TaskSummary,
  article: ArticleView,
  document: DocumentView.nullable(),
  /** What the form already holds (an earlier round's contents, the opening's facts), by field key. */
  prefilled: Form,
  facts: z.array(FieldView),
  opinions: z.array(OpinionView),
  attachments: z.array(AttachmentView),
  clocks: z.array(ClockView),
  timeline: z.array(TimelineEntry),
  decisions: z.array(object({ decision: Decision, label: z.string() })),
  permissions: TaskPermissions,
  /** Persons it may be handed to (转办). */
  reassignableTo: z.array(Named),
  end: TaskEnd.nullable(),
  now: Moment,
}).meta({ id: 'TaskDetail' });

export const CasePermissions = object({
  remark: z.boolean(),
  correct: z.boolean(),
  urge: z.boolean(),
  reassign: z.boolean(),
}).meta({ id: 'CasePermissions' });

export const ProcedureView = object({
  procedure: z.string(),
  title: z.string(),
  article: z.int(),
  articleLabel: z.string(),
  phase: z.string().nullable(),
  phaseLabel: z.string(),
  open: z.boolean(),
  terminated: z.boolean(),
  outcome: z.string().nullable(),
  outcomeLabel: z.string().nullable(),
  openedAt: Moment,
  updatedAt: Moment,
  overdue: z.boolean(),
  late: z.boolean(),
  clocks: z.array(ClockView),
}).meta({ id: 'ProcedureView' });

/** Another matter that this one is linked with. */
const Linked = object({ number: CaseNumber, title: z.string(), matterLabel: z.string() }).meta({
  id: 'LinkedMatter',
});

export const CaseSummary = object({
  number: CaseNumber,
  title: z.string(),
  /** 案件, or what may lead to one. */
  matter: z.enum(Object.keys(matterKinds) as [MatterKind, ...MatterKind[]]),
  matterLabel: z.string(),
  party: z.string().nullable(),
  unit: Unit,
  emergency: z.boolean(),
  open: z.boolean(),
  terminated: z.boolean(),
  phase: z.string(),
  phaseLabel: z.string(),
  outcomeLabel: z.string().nullable(),
  openedAt: Moment,
  updatedAt: Moment,
  dueAt: Moment.nullable(),
  timeLeftMs: z.int().nullable(),
  overdue: z.boolean(),
  late: z.boolean(),
  provisional: z.boolean(),
  /** Who is awaited for what. */
  waitingFor: z.array(object({ label: z.string(), roleLabel: z.string(), people: z.array(Named) })),
}).meta({ id: 'CaseSummary' });
export const CaseQuery = object({
  ...pageFields,
  open: flag.optional(),
  overdue: flag.optional(),
  late: flag.optional(),
  provisional: flag.optional(),
  emergency: flag.optional(),
  unit: UnitId.optional(),
  /** Words of its number, title or party, apart by spaces: each must be found. At least two characters. */
  q: z.string().trim().min(1).max(100).optional(),
  /**
   * When the case was opened; the last twelve months unless told, any time when something is searched for.
   */
  from: z.coerce.number().int().min(0).max(8_640_000_000_000_000).optional(),
  to: z.coerce.number().int().min(0).max(8_640_000_000_000_000).optional(),
});
export const CaseList = object({
  items: z.array(CaseSummary),
  next: z.string().nullable(),
  now: Moment,
}).meta({ id: 'CaseList' });

export const CaseDetail = object({
  ...CaseSummary.shape,
  cause: z.string().nullable(),
  /** The 委托书 it rests on where its unit is an entrusted one (第二条), and whether that still stands. */
  entrustment: object({
    id: z.string(),
    seq: z.int(),
    sha256: z.string(),
    until: z.string(),
    link: z.string().nullable(),
    over: z.boolean(),
    says: z.string(),
  }).nullable(),
  partyDetails: Party.partial().nullable(),
  sourceOfCase: z.string().nullable(),
  suspectedProvision: z.string().nullable(),
  emergencyStart: object({
    startedAt: Moment,
    /** Entered later than the limit in /api/law/periods (`emergencyEntryLimit`): marked, with its reason. */
    lateEntry: z.boolean(),
    urgency: z.string().nullable(),
    officers: z.array(object({ id: z.string(), name: z.string(), certificate: z.string().nullable() })),
    lateEntryReason: z.string().nullable(),
    measures: z.array(z.string()),
    things: z.array(z.string()),
  }).nullable(),
  /** The complaint, application or inspection it arises from (第十条); null for none the reader may know of. */
  arisesFrom: Linked.nullable(),
  /** The cases that arise from it, as far as the reader may know of them. */
  arisen: z.array(Linked),
  people: object({
    handlers: z.array(Named),
    reviewers: z.array(Named),
    approvers: z.array(Named),
    legalOffice: z.array(Named),
  }),
  phases: z.array(
    object({ phase: z.string(), label: z.string(), state: z.enum(['done', 'current', 'ahead']) }),
  ),
  procedures: z.array(ProcedureView),
  tasks: z.array(TaskSummary),
  clocks: z.array(ClockView),
  permissions: CasePermissions,
  now: Moment,
}).meta({ id: 'CaseDetail' });

export const CaseParams = object({ number: CaseNumber });
export const TaskParams = object({ id: TaskId });
export const PersonParams = object({ id: PersonId });
export const AttachmentParams = object({ sha256: Sha256 });

// ── acts

export const EmergencyStart = object({
  /** When the procedure was really started; the 24 hours run from here (第九条). */
  startedAt: Moment,
  urgency: text(4_000),
  /** The two officers who acted. */
  officers: z.array(PersonId).max(10),
  /** Needed when the start lies further back than the limit in /api/law/periods. */
  lateEntryReason: text(2_000).optional(),
  measures: z.array(filled(500)).max(50).default([]),
  things: z.array(filled(500)).max(200).default([]),
}).meta({ id: 'EmergencyStart', description: '情况紧急的，可先启动行政执法程序（第九条）' });

export const PriorVerification = object({
  at: Moment,
  description: filled(4_000),
  officers: z.array(PersonId).max(10).default([]),
}).meta({ id: 'PriorVerification', description: '启动前的核查、检查，其证据可沿用' });

export const StartCase = object({
  /** Left out: the next number of the year is allocated. */
  number: CaseNumber.optional(),
  title: filled(200),
  /** 启动原因 */
  cause: filled(4_000),
  party: Party,
  unit: UnitId,
  /** The power item it uses (第二条); left out, any of the kind that the unit holds. */
  power: PenaltyPower.optional(),
  people: object({
    handlers: z.array(PersonId).max(10),
    /** Left out: the head of the unit. */
    reviewers: z.array(PersonId).max(10).optional(),
    /** Left out: the heads of the bureau. */
    approvers: z.array(PersonId).max(10).optional(),
    /** Left out: the legal office. */
    legalOffice: z.array(PersonId).max(20).optional(),
  }),
  sourceOfCase: filled(400),
  suspectedProvision: filled(1_000),
  emergency: EmergencyStart.optional(),
  priorVerification: PriorVerification.optional(),
  /** The complaint, application or inspection that the case arises from (第十条). */
  arisesFrom: CaseNumber.optional(),
  secrecy: Secrecy.default(2),
  attachments,
}).meta({ id: 'StartCase' });

/** The answer to an act, made from its record only: a repeat of the request gives the same answer. */
export const ActAnswer = object({
  caseNumber: CaseNumber,
  procedure: z.string(),
  record: object({
    seq: z.int(),
    kind: z.string(),
    kindLabel: z.string(),
    step: z.string(),
    decision: Decision.nullable(),
    decisionLabel: z.string().nullable(),
    effect: z.string().nullable(),
    occurredAt: Moment,
    receivedAt: Moment,
    recordedAt: Moment,
  }),
  /** The tasks this record opened; the fresh lists show everything that is open now. */
  opens: z.array(
    object({
      id: TaskId,
      label: z.string(),
      role: z.string(),
      roleLabel: z.string(),
      people: z.array(z.string()),
    }),
  ),
  late: z.array(object({ clock: z.string(), byMs: z.int() })),
  /** What the record notes although it was accepted: a recording that is advised is absent (第五条). */
  noted: z.array(z.string()),
}).meta({ id: 'ActAnswer' });

export const Decide = object({
  decision: z.enum(['submit', 'agree', 'refuse', 'return']),
  /** 意见及理由; never generated. */
  opinion: text(8_000),
  form: Form.default({}),
  attachments,
  /** When it happened, if earlier than now. */
  occurredAt: Moment.optional(),
  secrecy: Secrecy.default(2),
}).meta({ id: 'Decide' });
export const Claim = object({}).meta({ id: 'Claim' });
export const Reassign = object({ to: PersonId, opinion: text(2_000) }).meta({ id: 'Reassign' });
export const Reasoned = object({ opinion: text(4_000) }).meta({ id: 'Reasoned' });
export const Urge = object({ opinion: text(2_000).default('') }).meta({ id: 'Urge' });
export const Remark = object({
  /** Left out: the procedure that is open. */
  procedure: ProcedureKey.optional(),
  text: filled(8_000),
  attachments,
  secrecy: Secrecy.default(2),
}).meta({ id: 'Remark' });
export const Correction = object({
  procedure: ProcedureKey,
  /** The record to correct; it stays on file beside the correction. */
  target: z.int().min(1),
  reason: filled(2_000),
  replacement: Form,
}).meta({ id: 'Correction' });

/** What every act is sent with. */
export const ActHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,128}$/, '须为 8 至 128 个可见 ASCII 字符')
    .meta({ description: '同一请求重发时用同一编号，只办理一次', example: 'one-per-request' }),
});

// ── letters and links

export const LetterEntry = object({
  id: z.string(),
  caseNumber: z.string().nullable(),
  template: z.string(),
  label: z.string(),
  state: z.string(),
  stateLabel: z.string(),
  attempts: z.int(),
  createdAt: Moment,
  sentAt: Moment.nullable(),
  /** When sending is tried next; null once it is sent or not needed. */
  nextAttemptAt: Moment.nullable(),
  /** Of the case; null where the reader may not know of it any more, or there is none. */
  title: z.string().nullable(),
  /** What its step asks. */
  asks: z.string().nullable(),
  taskId: z.string().nullable(),
}).meta({ id: 'LetterEntry' });
export const LetterQuery = object({
  ...pageFields,
  /** 待发 (`pending`, also one on its way), 已发, 失败（将重试）, 无须发送. */
  state: z.enum(['pending', 'failing', 'sent', 'notNeeded']).optional(),
  template: z
    .string()
    .regex(/^[a-zA-Z]{1,40}$/, '邮件种类有误')
    .optional(),
});
export const Letters = object({ items: z.array(LetterEntry), next: z.string().nullable() }).meta({
  id: 'Letters',
});

export const OpenLink = object({ token: z.string().regex(/^[A-Za-z0-9_.-]{16,300}$/, '链接有误') }).meta({
  id: 'OpenLink',
});
/**
 * Where the link leads: read GET /api/tasks/{taskId}, which also tells who holds it now or how it was
 * decided.
 */
export const OpenedLink = object({
  caseNumber: CaseNumber.nullable(),
  taskId: TaskId.nullable(),
  /** Where the bureau's own matter is shown; null for a case. */
  page: z.string().nullable(),
}).meta({ id: 'OpenedLink' });

// ── law

export const LawList = object({ items: z.array(z.record(z.string(), z.json())) }).meta({ id: 'LawList' });
export const Health = object({
  state: z.enum(['ok', 'unavailable']),
  parts: z.record(z.string(), z.enum(['ok', 'unavailable'])),
}).meta({ id: 'Health' });

// ── the types, for the page

export type Problem = z.output<typeof Problem>;
export type Pending = z.output<typeof Pending>;
export type Session = z.output<typeof Session>;
export type Capabilities = z.output<typeof Capabilities>;
export type SignIn = z.input<typeof SignIn>;
export type NewToken = z.input<typeof NewToken>;
export type TokenEntry = z.output<typeof TokenEntry>;
export type IssuedToken = z.output<typeof IssuedToken>;
export type PersonEntry = z.output<typeof PersonEntry>;
export type UnitEntry = z.output<typeof UnitEntry>;
export type Post = z.output<typeof Post>;
export type Decision = z.output<typeof Decision>;
export type Party = z.output<typeof Party>;
export type Form = z.output<typeof Form>;
export type Choice = z.output<typeof Choice>;
export type AttachmentInput = z.input<typeof AttachmentInput>;
export type AttachmentView = z.output<typeof AttachmentView>;
export type StoredAttachment = z.output<typeof StoredAttachment>;
export type ClockView = z.output<typeof ClockView>;
export type FieldView = z.output<typeof FieldView>;
export type ActorView = z.output<typeof ActorView>;
export type CorrectionView = z.output<typeof CorrectionView>;
export type TimelineEntry = z.output<typeof TimelineEntry>;
export type Timeline = z.output<typeof Timeline>;
export type TaskPermissions = z.output<typeof TaskPermissions>;
export type TaskSummary = z.output<typeof TaskSummary>;
export type TaskList = z.output<typeof TaskList>;
export type TaskDetail = z.output<typeof TaskDetail>;
export type TaskEnd = z.output<typeof TaskEnd>;
export type DocumentField = z.output<typeof DocumentField>;
export type DocumentView = z.output<typeof DocumentView>;
export type OpinionView = z.output<typeof OpinionView>;
export type ProcedureView = z.output<typeof ProcedureView>;
export type CasePermissions = z.output<typeof CasePermissions>;
export type CaseSummary = z.output<typeof CaseSummary>;
export type CaseList = z.output<typeof CaseList>;
export type CaseDetail = z.output<typeof CaseDetail>;
export type EmergencyStart = z.input<typeof EmergencyStart>;
export type StartCase = z.input<typeof StartCase>;
export type ActAnswer = z.output<typeof ActAnswer>;
export type Decide = z.input<typeof Decide>;
export type Reassign = z.input<typeof Reassign>;
export type Reasoned = z.input<typeof Reasoned>;
export type Urge = z.input<typeof Urge>;
export type Remark = z.input<typeof Remark>;
export type Correction = z.input<typeof Correction>;
export type LetterEntry = z.output<typeof LetterEntry>;
export type Letters = z.output<typeof Letters>;
export type OpenedLink = z.output<typeof OpenedLink>;
