import type { DocumentKey } from '../documents.js';
import type { CasePeople } from '../procedures.js';
import type { Task } from './kinds.js';

/** The three parts of one approval, in order (第三十六条). */
export const PARTS = ['submit', 'review', 'approve'] as const;
export type Part = (typeof PARTS)[number];

/** What the parts are called, and what each asks of its person; 填报 asks in the words of its step's row. */
export const partWords: Readonly<Record<string, { label: string; asks?: string }>> = {
  submit: { label: '填报' },
  review: { label: '审核', asks: '请审核，提出明确意见并说明理由' },
  approve: { label: '批准', asks: '请审批，提出明确意见并说明理由' },
} satisfies Record<Part, { label: string; asks?: string }>;

/** A step's key: subject / part / round. */
export const stepKey = (subject: string, part: Part, round: number): string =>
  `${subject}/${part}/${String(round)}`;

/** The parts of a step's key. `part` is a `Part` for the steps of an approval. */
export function readStep(step: string): { subject: string; part: string; round: number } {
  const [subject = '', part = '', round = '1'] = step.split('/');
  return { subject, part, round: Number(round) };
}

/** Which of several of a kind a subject is: `extension-2` is the second `extension`, `hearing` the first. */
export function readSubject(subject: string): { kind: string; count: number } {
  const [, kind = subject, count = '1'] = /^(.*)-(\d+)$/.exec(subject) ?? [];
  return { kind, count: Number(count) };
}

const optional = (clock: string | undefined) => (clock === undefined ? {} : { clock });

/** 承办人提出意见和理由. */
export const submitTask = (
  subject: string,
  document: DocumentKey,
  round: number,
  candidates: readonly string[],
  clock?: string,
): Task => ({
  step: stepKey(subject, 'submit', round),
  role: 'handler',
  document,
  decisions: ['submit'],
  candidates: [...candidates],
  ...optional(clock),
});

/** 经审核人审核. */
export const reviewTask = (
  subject: string,
  document: DocumentKey,
  round: number,
  people: CasePeople,
): Task => ({
  step: stepKey(subject, 'review', round),
  role: 'reviewer',
  document,
  decisions: ['agree', 'return'],
  candidates: [...people.reviewers],
});

/** 由批准人批准. */
export const approveTask = (
  subject: string,
  document: DocumentKey,
  round: number,
  people: CasePeople,
  clock?: string,
): Task => ({
  step: stepKey(subject, 'approve', round),
  role: 'approver',
  document,
  decisions: ['agree', 'refuse', 'return'],
  candidates: [...people.approvers],
  ...optional(clock),
});
