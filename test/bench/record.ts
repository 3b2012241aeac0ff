import type { ActAnswer, TimelineEntry } from '../../src/api/schemas.js';
import type { ActName, Answered } from '../../bench/approval.js';
import type { Sent } from '../../bench/read-back.js';

/** When the made approval was sent, epoch ms. */
export const SINCE = 1_790_000_000_000;
const PROCEDURE = 'case-initiation';

/** The made approval as it was sent. */
export const sent: Sent = {
  starter: 'clerk-1',
  cause: '巡查发现',
  since: SINCE,
  decisions: [
    { person: 'officer-1', role: 'handler', decision: 'submit', opinion: '建议启动' },
    { person: 'head-1', role: 'reviewer', decision: 'agree', opinion: '同意报批' },
    { person: 'leader-1', role: 'approver', decision: 'agree', opinion: '同意启动' },
  ],
};

const STEPS = ['submit', 'review', 'approve'] as const;
const stepOf = (name: ActName): string => (name === 'start' ? 'opening' : `initiation-form/${name}/1`);

/** One record as the timeline shows it. */
export function entry(seq: number, fields: Partial<TimelineEntry> = {}): TimelineEntry {
  const at = SINCE + seq * 10;
  return {
    seq,
    procedure: PROCEDURE,
    procedureTitle: '程序启动',
    kind: 'decided',
    kindLabel: '办理',
    step: '',
    stepLabel: '',
    actor: person('system', 'system'),
    onBehalfOf: null,
    occurredAt: at,
    receivedAt: at,
    recordedAt: at + 1,
    decision: null,
    decisionLabel: null,
    opinion: null,
    note: null,
    form: [],
    attachments: [],
    late: [],
    noted: [],
    corrections: [],
    corrects: null,
    correctable: false,
    secrecy: 2,
    lawReferences: [],
    hash: 'a'.repeat(64),
    ...fields,
  };
}

const person = (id: string, role: string): TimelineEntry['actor'] => ({
  id,
  name: `姓名 ${id}`,
  role,
  roleLabel: role,
  unit: 'construction',
  unitName: '科室',
  certificate: null,
});

/** The whole record of the made approval: one start, three decisions, and what follows from them. */
export function wholeRecord(): TimelineEntry[] {
  const cause = {
    key: 'cause',
    label: '启动原因',
    kind: 'text',
    choices: null,
    posts: null,
    words: sent.cause,
  } as const;
  return [
    entry(1, {
      kind: 'opening',
      step: stepOf('start'),
      actor: person(sent.starter, 'manager'),
      form: [{ ...cause, value: sent.cause }],
    }),
    ...sent.decisions.map(({ person: id, role, decision, opinion }, index) =>
      entry(index + 2, { step: stepOf(STEPS[index]!), actor: person(id, role), decision, opinion }),
    ),
    entry(5, { procedure: 'enforcement-case', kind: 'opening', step: 'opening' }),
    entry(6, { kind: 'concluded', step: 'concluded' }),
  ];
}

/** The answers that the people of the made approval got. */
export function answers(): Answered[] {
  return wholeRecord()
    .slice(0, 4)
    .map((record, index) => {
      const name = (['start', ...STEPS] as const)[index]!;
      const act = { name, person: record.actor.id, path: '/api', body: {}, key: `key-${String(index)}` };
      return { act, answer: answerOf(record), tookMs: 1, attempts: 1 };
    });
}

/** The answer to the act of a record. */
export const answerOf = (record: TimelineEntry): ActAnswer => ({
  caseNumber: 'HY-2026-0001',
  procedure: record.procedure,
  record: {
    seq: record.seq,
    kind: record.kind,
    kindLabel: record.kindLabel,
    step: record.step,
    decision: record.decision,
    decisionLabel: record.decisionLabel,
    effect: null,
    occurredAt: record.occurredAt,
    receivedAt: record.receivedAt,
    recordedAt: record.recordedAt,
  },
  opens: [],
  late: [],
  noted: [],
});
