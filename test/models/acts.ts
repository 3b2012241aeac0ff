import { emptyState, fold, type State } from '../../src/workflows/law/record/fold.js';
import {
  EMPTY_HEAD,
  type Act,
  type Actor,
  type Appended,
  type RecordHeader,
  type Task,
} from '../../src/workflows/law/record/kinds.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import { seededCalendar } from '../../src/workflows/law/calendar-seed.js';
import { createRecordActivities, type Known, type RecordParts } from '../../src/activities/records.js';
import { MemoryLedgerStore } from '../../src/models/ledger-store-memory.js';
import type { LedgerStore } from '../../src/models/ledger-store.js';
import type { KnownPerson } from '../../src/models/people.js';

/** 2026-03-02 09:00 in Shanghai, a Monday. */
export const MONDAY = Date.UTC(2026, 2, 2, 1);
export const HOUR = 3_600_000;
export const LEDGER_KEY = 'a ledger key that is only for tests';

const FOREVER = { from: 0, until: null } as const;

/** Officers with certificates, a unit head, an agency head and a clerk. */
export const people: readonly KnownPerson[] = [
  person('p-li', '李警官', 'officer', true),
  person('p-wang', '王警官', 'officer', true),
  person('p-zhao', '赵科长', 'unitHead', false),
  person('p-sun', '孙局长', 'agencyHead', false),
  person('p-qian', '钱内勤', 'clerk', false),
];

function person(
  id: string,
  name: string,
  post: 'officer' | 'unitHead' | 'agencyHead' | 'clerk',
  certified: boolean,
): KnownPerson {
  return {
    id,
    name,
    email: `${id}@example.invalid`,
    active: true,
    posts: [{ post, unit: 'u-enforcement', ...FOREVER }],
    certificates: certified ? [{ number: `C-${id}`, from: 0, until: MONDAY + 10_000 * HOUR }] : [],
  };
}

export const actor = (
  id: string,
  role: Actor['role'] = 'handler',
  certificate = id === 'p-li' || id === 'p-wang',
): Actor => ({
  id,
  name: people.find((one) => one.id === id)?.name ?? id,
  role,
  unit: 'u-enforcement',
  ...(certificate ? { certificate: `C-${id}` } : {}),
  authentication: 'password',
  session: 'session-1',
});

/** A procedure only for tests: opens a matter, asks one officer for a note. */
export const visitRow: ProcedureRow = {
  key: 'site-visit',
  workflowType: 'siteVisit',
  title: '现场走访',
  article: 11,
  phase: 'investigation',
  openedBy: ['clerk'],
  opensMatter: true,
  beforeApproval: 'allowed',
  steps: { note: { label: '走访记录', asks: '填写走访记录', document: null, article: 11 } },
  outcomes: { done: '已完成' },
  begins: () => ({ opens: [], starts: [] }),
  gate: () => undefined,
};

export const task = (step: string, candidates: string[] = ['p-li'], clock?: string): Task => ({
  step,
  role: 'handler',
  document: null,
  decisions: ['submit'],
  candidates,
  ...(clock === undefined ? {} : { clock }),
});

/** The opening of a site visit by the clerk. */
export const opening = (chainId: string, change: Partial<Act> = {}): Act => ({
  chainId,
  procedure: 'site-visit',
  kind: 'opening',
  step: 'opening',
  actor: actor('p-qian', 'manager', false),
  occurredAt: MONDAY,
  receivedAt: MONDAY,
  requestId: `open ${chainId}`,
  fingerprint: 'f',
  opens: [task('note/1')],
  starts: [],
  facts: { edition: '2026', unit: 'u-enforcement', people: { handlers: ['p-li', 'p-wang'] } },
  body: { title: '某工地扬尘', party: { name: '华山建设公司' } },
  attachments: [],
  secrecy: 1,
  policy: { id: 'policies', version: '1' },
  lawReferences: ['第十一条'],
  ...change,
});

/** An officer's answer to a task. */
export const decided = (chainId: string, step: string, change: Partial<Act> = {}): Act => ({
  ...opening(chainId),
  kind: 'decided',
  step,
  actor: actor('p-li'),
  requestId: `decide ${chainId} ${step}`,
  decision: 'submit',
  opens: [],
  facts: {},
  body: { opinion: '现场已查看，拟启动。' },
  ...change,
});

/** A remark: every request makes its own record. */
export const remark = (chainId: string, requestId: string, change: Partial<Act> = {}): Act => ({
  ...decided(chainId, 'remark'),
  kind: 'remarked',
  requestId,
  body: { text: '已电话核实。', opinion: '已电话核实。' },
  ...change,
});

/** The end of the site visit, by the prose. */
export const conclusion = (chainId: string): Act => {
  const { requestId: _, fingerprint: __, decision: ___, ...rest } = decided(chainId, 'conclusion');
  return {
    ...rest,
    kind: 'concluded',
    actor: { id: 'system', name: '系统', role: 'system', unit: 'system', authentication: 'system' },
    facts: { outcome: 'done' },
    body: {},
  };
};

/** These people and nobody else, as the record activities ask for them. */
export const knowing = (known: readonly KnownPerson[]): RecordParts['people'] => ({
  personById: (id) => Promise.resolve(known.find((one) => one.id === id)),
  peopleByIds: (ids) => Promise.resolve(known.filter(({ id }) => ids.includes(id))),
});

/** What a procedure knows, its own state folded whole. */
export type Learnt = Known & { state: State };

export const NOTHING_KNOWN: Learnt = { head: EMPTY_HEAD, state: emptyState() };

/** What a procedure knows after an answer; for the procedure's own acts only. */
export const learn = (known: Learnt, answer: Pick<Appended, 'head' | 'records'>): Learnt => ({
  head: answer.head,
  state: fold(answer.records, known.state),
});

/** The record activities over a store; every part may be replaced. */
export function recordsOver(store: LedgerStore = new MemoryLedgerStore(), change: Partial<RecordParts> = {}) {
  const followed: RecordHeader[] = [];
  const activities = createRecordActivities({
    store,
    people: knowing(people),
    calendar: () => Promise.resolve(seededCalendar(2025, 2027)),
    rows: [visitRow],
    ledgerKey: LEDGER_KEY,
    now: () => MONDAY,
    follow: (record) => {
      followed.push(record);
      return Promise.resolve();
    },
    followedUpTo: (_, procedure) =>
      Promise.resolve(followed.findLast((record) => record.procedure === procedure)?.seq ?? 0),
    ...change,
  });
  return { ...activities, followed };
}

/** Appends in order; throws when one is refused. */
export async function appendAll(
  records: ReturnType<typeof recordsOver>,
  acts: readonly Act[],
  from = NOTHING_KNOWN,
): Promise<Learnt> {
  let known = from;
  for (const act of acts) {
    const answer = await records.append(act, known);
    if (answer.refused) throw new Error(`refused: ${answer.refused.code} ${answer.refused.message}`);
    known = learn(known, answer);
  }
  return known;
}
