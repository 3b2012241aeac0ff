/** The two stories of the demonstration, what each says is on file afterwards, and the comparison. Pure. */
import type { LetterTemplateKey } from '../src/models/letter.js';

/** What is read of a record on file. */
export interface RecordEntry {
  readonly seq: number;
  readonly procedure: string;
  readonly procedureTitle: string;
  readonly kind: string;
  readonly kindLabel: string;
  readonly stepLabel: string;
  readonly actor: {
    readonly id: string;
    readonly name: string;
    readonly role: string;
    readonly roleLabel: string;
  };
  readonly recordedAt: number;
  readonly decision: string | null;
  readonly decisionLabel: string | null;
  readonly opinion: string | null;
  readonly note: string | null;
  readonly late: readonly { readonly clock: string; readonly byMs: number }[];
}

/** A letter that a person gets. */
export interface StoryLetter {
  readonly to: string;
  readonly template: LetterTemplateKey;
}

/** What a person does with a letter, or the lapse that comes by itself. */
export type StoryStep =
  | {
      readonly kind: 'decision';
      readonly person: string;
      readonly role: string;
      readonly letter: StoryLetter;
      readonly decision: 'submit' | 'agree' | 'return';
      readonly opinion: string;
      readonly form?: Readonly<Record<string, string>>;
      /** By how much the act misses its period, in ms: at least, and less than an hour more. */
      readonly lateByMs?: number;
    }
  | { readonly kind: 'lapse'; readonly letters: readonly StoryLetter[] };

/** One story. */
export interface Story {
  readonly title: string;
  readonly starter: string;
  /** The body of POST /api/cases. */
  readonly start: {
    readonly emergency: {
      readonly startedAt: number;
      readonly urgency: string;
      readonly officers: readonly string[];
      readonly lateEntryReason?: string;
    };
    readonly [field: string]: unknown;
  };
  readonly steps: readonly StoryStep[];
  /** Letters beyond those that the steps begin with. */
  readonly letters: readonly StoryLetter[];
}

const HOUR_MS = 3_600_000;
/** Past the 24 hours of 第九条 by one. */
const LATE_HOURS = 25;
const USUAL_HOURS = 2;
const LATE_BY_MS = HOUR_MS;

/** 李建平 files, 赵国栋 reviews, 周明远 approves; all of the construction unit. */
const people = {
  clerk: 'clerk-1',
  officers: ['officer-1', 'officer-2'],
  head: 'head-1',
  leader: 'leader-1',
  legal: 'legal-1',
} as const;

const form = {
  causeOfInitiation: '巡查发现未取得施工许可证擅自施工，基坑支护开裂',
  partyParticulars: '华阴市某建设公司，统一社会信用代码 91610582MA6Y000000',
  sourceOfCase: '日常巡查',
  suspectedProvision: '建筑工程施工许可管理办法第十二条',
};

/** The story that is told at `now` (epoch ms). */
export const storyOf = (late: boolean, now: number): Story => (late ? lateStory(now) : usualStory(now));

function usualStory(now: number): Story {
  return {
    title: '紧急启动（第九条）：先启动，24 小时内补报，退回一次后获批准',
    starter: people.clerk,
    start: startOf(now - USUAL_HOURS * HOUR_MS),
    steps: [
      filing('assigned', '现场核实属实，支护开裂，建议启动程序'),
      review('return', '请补充支护开裂的现场照片编号'),
      filing('returned', '已补充：现场照片第 3 至 7 号'),
      review('agree', '事实清楚，依据充分，同意报批'),
      approval,
    ],
    letters: outcomeLetters,
  };
}

function lateStory(now: number): Story {
  const reason = '现场处置持续一昼夜，且该处无网络信号，未能及时登记';
  return {
    title: '紧急启动（第九条）：24 小时届满才登记和补报，逾期如实记录',
    starter: people.clerk,
    start: startOf(now - LATE_HOURS * HOUR_MS, reason),
    steps: [
      { kind: 'lapse', letters: lapseLetters },
      { ...filing('assigned', '现场处置完毕，逾期补报，情况属实'), lateByMs: LATE_BY_MS },
      review('agree', '逾期原因已核实，事实清楚，同意报批'),
      approval,
    ],
    letters: outcomeLetters,
  };
}

const startOf = (startedAt: number, lateEntryReason?: string): Story['start'] => ({
  title: '某建设公司未批先建、基坑支护开裂',
  cause: form.causeOfInitiation,
  party: { name: '华阴市某建设公司', kind: 'organisation' },
  unit: 'construction',
  people: { handlers: [...people.officers], approvers: [people.leader] },
  sourceOfCase: form.sourceOfCase,
  suspectedProvision: form.suspectedProvision,
  emergency: {
    startedAt,
    urgency: '基坑支护开裂，危及相邻住宅，不立即制止后果难以挽回',
    officers: [...people.officers],
    ...(lateEntryReason === undefined ? {} : { lateEntryReason }),
  },
});

type Decision = StoryStep & { kind: 'decision' };

const filing = (template: LetterTemplateKey, opinion: string): Decision => ({
  kind: 'decision',
  person: people.officers[0],
  role: 'handler',
  letter: { to: people.officers[0], template },
  decision: 'submit',
  opinion,
  form,
});

const review = (decision: 'agree' | 'return', opinion: string): Decision => ({
  kind: 'decision',
  person: people.head,
  role: 'reviewer',
  letter: { to: people.head, template: 'assigned' },
  decision,
  opinion,
});

const approval: Decision = {
  kind: 'decision',
  person: people.leader,
  role: 'approver',
  letter: { to: people.leader, template: 'assigned' },
  decision: 'agree',
  opinion: '情况紧急属实，同意启动',
};

/** 第七条: the 法制机构 supervises. */
const lapseLetters: readonly StoryLetter[] = [...people.officers, people.head, people.legal].map((to) => ({
  to,
  template: 'periodPassed',
}));

const outcomeLetters: readonly StoryLetter[] = [...people.officers, people.head].map((to) => ({
  to,
  template: 'decided',
}));

/** One record as the story says it. */
interface Told {
  readonly what: string;
  readonly person: string;
  readonly role?: string;
  readonly opinion?: string;
  readonly lateByMs?: number;
}

/**
 * How what is on file differs from the story; empty when every procedure's records are exactly those told, in
 * their order. Two procedures of a case write at the same time: only the order within each is told.
 */
export function differencesOf(story: Story, entries: readonly RecordEntry[]): string[] {
  const told = recordsTold(story);
  const procedures = [...new Set([...told.keys(), ...entries.map(({ procedure }) => procedure)])];
  return [
    ...entries.flatMap(({ seq }, index) =>
      seq === index + 1 ? [] : [`第 ${String(index + 1)} 条记录的序号为 ${String(seq)}`],
    ),
    ...procedures.flatMap((procedure) =>
      differencesIn(
        procedure,
        told.get(procedure) ?? [],
        entries.filter((entry) => entry.procedure === procedure),
      ),
    ),
  ];
}

function recordsTold({ starter, steps }: Story): Map<string, Told[]> {
  const initiation = steps.map((step): Told =>
    step.kind === 'lapse'
      ? { what: 'periodPassed', person: 'system' }
      : {
          what: `decided ${step.decision}`,
          person: step.person,
          role: step.role,
          opinion: step.opinion,
          lateByMs: step.lateByMs ?? 0,
        },
  );
  return new Map([
    [
      'case-initiation',
      [{ what: 'opening', person: starter }, ...initiation, { what: 'concluded', person: 'system' }],
    ],
    [
      'enforcement-case',
      [
        { what: 'opening', person: 'system' },
        { what: 'observed', person: 'system' },
      ],
    ],
  ]);
}

function differencesIn(procedure: string, told: readonly Told[], found: readonly RecordEntry[]): string[] {
  const length = Math.max(told.length, found.length);
  return Array.from({ length }, (_, index) => {
    const expected = told[index];
    const entry = found[index];
    const where = `${procedure} 的第 ${String(index + 1)} 条记录`;
    if (!expected) return [`${where}没有讲到：${whatOf(entry)}`];
    if (!entry) return [`${where}不在案：${expected.what}`];
    return differencesOfRecord(where, expected, entry);
  }).flat();
}

const whatOf = (entry: RecordEntry | undefined): string =>
  entry ? [entry.kind, ...(entry.decision === null ? [] : [entry.decision])].join(' ') : '';

function differencesOfRecord(where: string, told: Told, entry: RecordEntry): string[] {
  const latest = Math.max(0, ...entry.late.map(({ byMs }) => byMs));
  const lateAsTold =
    told.lateByMs === undefined ||
    (told.lateByMs === 0 ? latest === 0 : latest >= told.lateByMs && latest < told.lateByMs + HOUR_MS);
  return [
    ...(whatOf(entry) === told.what ? [] : [`${where}应为 ${told.what}，实为 ${whatOf(entry)}`]),
    ...(entry.actor.id === told.person ? [] : [`${where}应由 ${told.person}，实由 ${entry.actor.id}`]),
    ...(told.role === undefined || entry.actor.role === told.role
      ? []
      : [`${where}应以 ${told.role} 身份，实为 ${entry.actor.role}`]),
    ...(told.opinion === undefined || entry.opinion === told.opinion
      ? []
      : [`${where}的意见应为「${told.opinion}」，实为「${entry.opinion ?? ''}」`]),
    ...(lateAsTold ? [] : [`${where}逾期 ${String(latest)} 毫秒，与所述不符`]),
  ];
}
