import type { DocumentKey } from '../documents.js';
import type { PeriodKey } from '../periods.js';
import type { RoleKey } from '../roles.js';
import type { Refusal } from '../../refusals.js';

/** 0 公开 · 1 内部 · 2 个人信息 · 3 商业秘密. State secrets have no level: they are refused at the door (保密法 31). */
export type SecrecyLevel = 0 | 1 | 2 | 3;

/** The levels in words, by level. */
export const secrecyLabels = ['公开', '内部', '个人信息', '商业秘密'] as const;

/** What a person may answer to a task; `withdraw` is the act of the person before. */
export const DECISIONS = {
  submit: '提交',
  agree: '同意',
  refuse: '不同意',
  return: '退回',
  withdraw: '撤回',
} as const;
export type Decision = keyof typeof DECISIONS;

/** Who acted: the person and the role, unit and certificate he acted with at that moment (第三十六条, 第十一条). */
export type Actor = {
  id: string;
  name: string;
  role: RoleKey | 'system';
  unit: string;
  /** Number of the law-enforcement certificate shown for this act. */
  certificate?: string;
  authentication: 'password' | 'token' | 'system';
  /** Reference to the session, never its secret. */
  session?: string;
};

/** The clock's own entries (reminders, lapses) and those of the prose. */
export const SYSTEM: Actor = {
  id: 'system',
  name: '系统',
  role: 'system',
  unit: 'system',
  authentication: 'system',
};

/** A file on the record: by hash, never by name (names are in the body). `size` in bytes. */
export type AttachmentReference = { sha256: string; sm3: string; size: number; mediaType: string };

/**
 * A period that begins with a record; the store turns it into a `Clock` from the calendar of that moment.
 * `from` in epoch ms.
 */
export type ClockStart = {
  key: string;
  period: PeriodKey;
  from: number;
  /** Periods that continue it, in order (延长). */
  extensions?: readonly PeriodKey[];
  /**
   * By how much each of them was granted, in its unit, where that is less than the law allows; 0 for all of
   * it.
   */
  granted?: readonly number[];
  /** When it stood still, in order and apart (中止、听证、检测 …); epoch ms. */
  stops?: readonly Stop[];
};

/** Time that is not counted: from the stop to the resumption. Epoch ms. */
export type Stop = { from: number; until: number };

/**
 * A running period: `at` is the last instant (epoch ms) that is in time; `remindAt` the moments people are
 * reminded, from the period's `remindAfterHours` or `remindAfterDays`.
 */
export type Clock = ClockStart & {
  at: number;
  lastDay: string | null;
  provisional: boolean;
  calendarVersion: string;
  remindAt: number[];
};

/** What of a clock says how it is computed: what a record that computes it again begins from. */
export const startOfClock = ({ key, period, from, extensions, granted, stops }: ClockStart): ClockStart => ({
  key,
  period,
  from,
  ...(extensions ? { extensions } : {}),
  ...(granted ? { granted } : {}),
  ...(stops ? { stops } : {}),
});

/** One thing asked of a person. `step` is its stable key: step / subject / round. */
export type Task = {
  step: string;
  role: RoleKey;
  /** The form that answers it; null for a bare opinion. */
  document: DocumentKey | null;
  decisions: Decision[];
  /** Persons who may do it; whoever claims it becomes the assignee. One candidate is the assignee at once. */
  candidates: string[];
  assignee?: string;
  /** Key of the clock that concluding this task meets. */
  clock?: string;
};

/**
 * The closed list of record kinds. `idem: 'step'` means the step is concluded once for all;
 * `idem: 'request'` means every request makes its own record.
 */
export const KINDS = {
  opening: { label: '程序启动', idem: 'step' },
  asked: { label: '交办', idem: 'step' },
  decided: { label: '办理', idem: 'step' },
  withdrawn: { label: '撤回', idem: 'step' },
  claimed: { label: '认领', idem: 'request' },
  reassigned: { label: '转办', idem: 'request' },
  handedOver: { label: '离职转办', idem: 'request' },
  urged: { label: '催办', idem: 'request' },
  recorded: { label: '记录', idem: 'request' },
  remarked: { label: '备注', idem: 'request' },
  corrected: { label: '更正', idem: 'request' },
  reminded: { label: '到期提醒', idem: 'step' },
  periodPassed: { label: '期限届满', idem: 'step' },
  lapseCorrected: { label: '届满记录更正', idem: 'step' },
  carriedOut: { label: '系统执行', idem: 'step' },
  issued: { label: '文书制发', idem: 'step' },
  clockMoved: { label: '期限变动', idem: 'step' },
  clockStopped: { label: '期限中止计算', idem: 'step' },
  clockResumed: { label: '期限恢复计算', idem: 'step' },
  clockExtended: { label: '期限延长', idem: 'step' },
  clockMet: { label: '期限所涉事项已办理', idem: 'step' },
  clockStarted: { label: '期限起算', idem: 'step' },
  observed: { label: '关联程序结果', idem: 'step' },
  terminated: { label: '程序终止', idem: 'step' },
  concluded: { label: '办结', idem: 'step' },
} as const satisfies Record<string, { label: string; idem: 'step' | 'request' }>;
export type Kind = keyof typeof KINDS;

/** What a decision does beyond its step; read by the gates of other procedures. */
export type Effect = 'startApproved' | 'startRefused' | 'recused' | 'succeeded';

/** JSON that RFC 8785 can carry without loss: no floats, no dates, no undefined. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * Decision fields a procedure needs to run on: no free text, no names. Opening facts are typed by the
 * procedure's row.
 */
export type Facts = { readonly [key: string]: Json };

/** A fact that is a text; empty when there is none. */
export const textOf = (facts: Facts, key: string): string => {
  const fact = facts[key];
  return typeof fact === 'string' ? fact : '';
};

/** A fact that is a number, e.g. a moment in epoch ms; undefined when there is none. */
export const numberOf = (facts: Facts, key: string): number | undefined => {
  const fact = facts[key];
  return typeof fact === 'number' ? fact : undefined;
};

/** A fact that is a list of texts; empty when there is none. */
export const textsOf = (facts: Facts, key: string): string[] => {
  const fact = facts[key];
  return Array.isArray(fact) ? fact.filter((one): one is string => typeof one === 'string') : [];
};

/** What goes into the record's body: opinions, form contents, file names, names of parties. */
export type Body = { readonly [key: string]: Json };

/** The form that goes with an act or a record's body; empty without one. */
export const formOf = ({ body }: { readonly body: Body }): Body => (body['form'] ?? {}) as Body;

/** Something done, before it is on file. Times in epoch ms. */
export type Act = {
  /** The matter, e.g. HY-2026-0123. */
  chainId: string;
  /** The procedure on it, e.g. `case-initiation`, `demand-notice/1`. */
  procedure: string;
  kind: Kind;
  step: string;
  actor: Actor;
  onBehalfOf?: Actor;
  /** When it happened, as claimed. */
  occurredAt: number;
  /** When the door received it; lateness is judged by this. */
  receivedAt: number;
  requestId?: string;
  /** HMAC of the request, so that another request under the same id is found out. */
  fingerprint?: string;
  decision?: Decision;
  effect?: Effect;
  opens: Task[];
  starts: ClockStart[];
  facts: Facts;
  body: Body;
  attachments: AttachmentReference[];
  secrecy: SecrecyLevel;
  /** Which edition of the permissions allowed it. */
  policy: { id: string; version: string };
  lawReferences: string[];
};

export type Hashes = { sha256: string; sm3: string };

/**
 * The header as it is on file. `hash` covers the canonical bytes (RFC 8785) of all the rest; the body only by
 * its hash.
 */
export type RecordHeader = Omit<Act, 'body' | 'starts'> & {
  v: 1;
  seq: number;
  idem: string;
  recordedAt: number;
  clocks: Clock[];
  /** By how many ms each clock met by this record was missed. */
  late: { clock: string; byMs: number }[];
  body: Hashes;
  prev: Hashes;
  hash: Hashes;
};

/** The newest record of a chain, as far as somebody has seen it. */
export type Head = { seq: number; hash: Hashes };
export const NO_HASH: Hashes = { sha256: '0'.repeat(64), sm3: '0'.repeat(64) };
export const EMPTY_HEAD: Head = { seq: 0, hash: NO_HASH };

/**
 * What `append` answers: records of this procedure the caller did not know (its own among them), and the
 * chain's head.
 */
export type Appended = { records: RecordHeader[]; head: Head; own?: number; refused?: Refusal };

/** Another procedure of the matter, as its opening or its conclusion has it. `at`: when (epoch ms). */
export type Elsewhere = {
  procedure: string;
  outcome: string;
  seq: number;
  at?: number;
  /**
   * What the conclusion says beside its outcome, e.g. when a document was served; of a service what it
   * serves.
   */
  facts?: Facts;
};

/**
 * What `load` answers, one page (≤ 256 KiB) at a time. `concluded`: procedures of the matter that are, with
 * outcome and seq; `opened`: all of them, without an outcome.
 */
export type Loaded = {
  records: RecordHeader[];
  head: Head;
  concluded: Elsewhere[];
  opened?: Elsewhere[];
  /** Who was recused on the matter; left out while nobody is. */
  recused?: Recused[];
  more: boolean;
};

/** A person recused by a decision of a moment (epoch ms); `successor`: who was named for his parts. */
export type Recused = { person: string; at: number; successor?: string };

/** The one id function: workflow id and projection key of a procedure. */
export const procedureId = (chainId: string, procedure: string): string => `${chainId}/${procedure}`;

/** The procedure's row key of an instance: `demand-notice/1` → `demand-notice`. */
export const procedureName = (procedure: string): string => procedure.split('/', 1).join();

/** Unique on the chain; never a call counter. */
export function idemOf(act: Pick<Act, 'procedure' | 'kind' | 'step' | 'requestId'>): string {
  return KINDS[act.kind].idem === 'step'
    ? `${act.procedure}:${act.step}`
    : `${act.procedure}:${act.kind}:${act.requestId ?? act.step}`;
}
