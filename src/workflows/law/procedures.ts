import { articleLabel, type ArticleNumber } from './articles.js';
import type { DocumentKey } from './documents.js';
import type { MatterMatrix, MediaActKey } from './media-matrix.js';
import type { Post } from './posts.js';
import type { PowerKind } from './powers.js';
import type { State } from './record/fold.js';
import type { Act, ClockStart, Effect, Facts, Task } from './record/kinds.js';
import type { Requirement } from './record/requirements.js';
import type { RoleKey } from './roles.js';
import { refusal, type Refusal } from '../refusals.js';

/** What the gates know of one procedure of the matter. */
export type FileEntry = { opened: Facts; effects: Effect[]; outcome: string | null; terminated?: boolean };
/** What is on the matter's file, by procedure key. */
export type MatterFile = Readonly<Record<string, FileEntry>>;

/**
 * One procedure: its row. The prose is `src/workflows/<key>.ts`; everything else about it is here and nowhere
 * else. To add one: this row, the prose file, and a line in index.ts.
 */
export type ProcedureRow<F extends Facts = Facts> = {
  key: string;
  /** Name of the exported workflow function. */
  workflowType: string;
  title: string;
  article: ArticleNumber;
  /** The phase of the case it belongs to (第三条); null where it is the bureau's own matter. */
  phase: Phase | null;
  /** What its matter is; a case unless it says otherwise. */
  matter?: MatterKind;
  /** On which matters that are no cases people may open it as well. */
  alsoOn?: readonly MatterKind[];
  /** Posts that may open it through the API; empty when only another procedure opens it. */
  openedBy: readonly Post[];
  /** Its opening is the first record of a matter: an existing one means that the number is taken. */
  opensMatter: boolean;
  /**
   * The form by which a person opens it on a matter; its fields marked `fact` become facts of the opening.
   * Null: it is opened by a person without a form, with his opinion alone. Left out where the opening has a
   * door of its own or only another procedure opens it.
   */
  opening?: DocumentKey | null;
  /** The act of the media matrix that its opening tells of (第五条). */
  media?: MediaActKey;
  /** May there be several on one matter? Their keys end in their number: `service/2`. */
  many?: true;
  /** What must be on file before it opens; a refusal names everything missing. */
  requires?: readonly Requirement[];
  /** Documents that may be put on file in it without having been asked for, while it is open. */
  records?: Readonly<Partial<Record<DocumentKey, RecordRow>>>;
  /** The case is told as soon as it opens, not only when it concludes: it stops a clock of the case. */
  tellsOpening?: true;
  /** The kind of power that whoever opens it uses: his unit must hold it, or be entrusted with it (第二条). */
  exercises?: PowerKind;
  /** May it run before the 负责人 has approved the start (第九条)? `never`: not even in an emergency. */
  beforeApproval: 'allowed' | 'inEmergency' | 'never';
  /** What people read for each step, by the first part of its key. */
  steps: Readonly<Record<string, StepRow>>;
  /** What people read for each outcome. */
  outcomes: Readonly<Record<string, string>>;
  /** What the opening itself asks for: its first tasks and clocks. */
  begins: (facts: F) => { opens: Task[]; starts: ClockStart[] };
  /** May a person end it before its time (撤销), with a reason? Only the rows that say so. */
  revocable?: boolean;
  /** Other matters whose file the gate must see beside its own. */
  reads?: (act: Act) => readonly string[];
  /** What must be true of the opening and the matter's file; pure; undefined for yes. */
  gate: (file: MatterFile, act: Act) => Refusal | undefined;
  /** How far work that asks nobody has come, in words for the operators. */
  progress?: (state: State) => string;
};

/**
 * One thing a procedure asks for. `onFile`: fields of its document that the opening or the record itself
 * answers.
 */
export type StepRow = {
  label: string;
  asks: string;
  document: DocumentKey | null;
  article: ArticleNumber;
  onFile?: readonly string[];
  /** Its document is final with its 批准, which is not asked for by the record that puts it on file. */
  approved?: true;
  /** What must be on file before it is submitted or agreed to; a refusal names everything missing. */
  requires?: readonly Requirement[];
  /** The act of the media matrix that its submission tells of (第五条). */
  media?: MediaActKey;
  /** Whose own matter it decides on: none of them decides, either way, in his part or another's. */
  concerns?: (state: State, act: Act) => readonly string[];
  /** What else must be so of a submission or an agreement, on the procedure's own record, open or not yet. */
  refuse?: (state: State, act: Act) => Refusal | undefined;
};

/**
 * A document that people put on file when it is made, e.g. a 询问笔录. `by`: who of the case may. `officers`: at
 * least so many officers with certificates valid when it happened (第十一条), named in `facts.officers`.
 * `meets`: keys of the clocks that it meets. `refuse`: what else it must say, on the procedure's own record.
 */
export type RecordRow = {
  article: ArticleNumber;
  by: readonly RoleKey[];
  officers?: number;
  requires?: readonly Requirement[];
  /** The act of the media matrix that it tells of (第五条). */
  media?: MediaActKey;
  meets?: (state: State, act: Act) => readonly string[];
  starts?: (state: State, act: Act) => readonly ClockStart[];
  refuse?: (state: State, act: Act) => Refusal | undefined;
};

/** Facts that every opening through the generic door says, beside those of its form. */
export type OpenedFacts = {
  edition: string;
  unit: string;
  people: CasePeople;
  /** Where it is not the table of media-matrix.ts. */
  mediaMatrix?: MatterMatrix;
};

/** The five phases of 第三条. */
export const phases = {
  initiation: '执法程序启动',
  investigation: '调查取证',
  decision: '审查决定',
  enforcement: '送达执行',
  archiving: '归档管理',
} as const;
export type Phase = keyof typeof phases;

/** What a chain of records is about: a case, what may lead to one, or the bureau itself. */
export const matterKinds = {
  case: '案件',
  application: '申请',
  complaint: '投诉举报',
  inspection: '行政检查',
  bureau: '本局事务',
} as const;
export type MatterKind = keyof typeof matterKinds;

/** What a row's matter is. */
export const matterOf = ({ matter, phase }: Pick<ProcedureRow, 'matter' | 'phase'>): MatterKind =>
  matter ?? (phase === null ? 'bureau' : 'case');

/** May people open it on a matter of this kind? */
export const isFor = (row: ProcedureRow, kind: MatterKind): boolean =>
  matterOf(row) === kind || (row.alsoOn?.includes(kind) ?? false);

/** The phase in words; 本局事务 for what belongs to no case. */
export const phaseLabel = (phase: Phase | null): string => (phase === null ? '本局事务' : phases[phase]);

/** The persons of one approval, by id. Two officers at least; reviewer and approver may be pools. */
export type CasePeople = {
  handlers: readonly string[];
  reviewers: readonly string[];
  approvers: readonly string[];
  legalOffice: readonly string[];
};

/** Is the start approved, and is the matter alive? The gate of every procedure that follows 第九条. */
export function startGate(
  row: Pick<ProcedureRow, 'title' | 'beforeApproval'>,
  file: MatterFile,
): Refusal | undefined {
  const initiation = file['case-initiation'];
  if (!initiation) return refusal('notReady', { missing: '程序启动' });
  if (initiation.effects.includes('startRefused'))
    return refusal('startNotApproved', { procedure: row.title });
  if (initiation.effects.includes('startApproved') || row.beforeApproval === 'allowed') return undefined;
  if (row.beforeApproval === 'never') return refusal('emergencyDoesNotCover', { procedure: row.title });
  return initiation.opened['emergency'] ? undefined : refusal('startNotApproved', { procedure: row.title });
}

/** The procedure and the article it carries out, for people: 程序启动（第九条）. */
export const titleWithArticle = (row: Pick<ProcedureRow, 'title' | 'article'>): string =>
  `${row.title}（${articleLabel(row.article)}）`;

/** The one line that names a run in the Temporal Web UI: HY-2026-0123 程序启动（第九条）. */
export const runSummary = (chainId: string, row: Pick<ProcedureRow, 'title' | 'article'>): string =>
  `${chainId} ${titleWithArticle(row)}`;
