import { lettersOf } from '../../../src/activities/letters/letters-of.js';
import type { Addressee, LetterParts, ProcedureView } from '../../../src/activities/letters/index.js';
import type { LetterDraft } from '../../../src/models/letter.js';
import { caseInitiationRow, FILING_CLOCK, rows } from '../../../src/workflows/law/procedure-rows.js';
import type { ProcedureRow } from '../../../src/workflows/law/procedures.js';
import { approveTask, reviewTask, submitTask } from '../../../src/workflows/law/record/approval-tasks.js';
import { emptyState, fold, project, type State } from '../../../src/workflows/law/record/fold.js';
import {
  NO_HASH,
  SYSTEM,
  procedureId,
  type Actor,
  type Clock,
  type RecordHeader,
} from '../../../src/workflows/law/record/kinds.js';
import type { RoleKey } from '../../../src/workflows/law/roles.js';

export const HOUR_MS = 3_600_000;
/** 2026-11-24 14:05 in Shanghai, a Tuesday. */
export const START = Date.UTC(2026, 10, 24, 6, 5);

export const casePeople = {
  handlers: ['officer-1', 'officer-2'],
  reviewers: ['head-1', 'head-2'],
  approvers: ['leader-1'],
  legalOffice: ['legal-1'],
};

const names: Record<string, string> = {
  'officer-1': '张一',
  'officer-2': '李二',
  'head-1': '王三',
  'head-2': '赵四',
  'leader-1': '钱五',
  'legal-1': '孙六',
};

export const by = (id: string, role: RoleKey): Actor => ({
  id,
  name: names[id] ?? id,
  role,
  unit: 'inspection',
  authentication: 'password',
});

/** The 24 hours of 补报, from START. */
export const filingClock: Clock = {
  key: FILING_CLOCK,
  period: 'emergencyFiling',
  from: START,
  at: START + 24 * HOUR_MS,
  lastDay: null,
  provisional: false,
  calendarVersion: '2026',
  remindAt: [START + 12 * HOUR_MS, START + 20 * HOUR_MS, START + 23 * HOUR_MS],
};

export const form = 'initiation-form';
export const submit = (round = 1, people = casePeople.handlers) =>
  submitTask(form, 'initiationForm', round, people, round === 1 ? FILING_CLOCK : undefined);
export const review = (round = 1) => reviewTask(form, 'initiationForm', round, casePeople);
export const approve = (round = 1) => approveTask(form, 'initiationForm', round, casePeople);

/** What a test says of a record; the rest is filled in. */
export type Told = Partial<RecordHeader> & Pick<RecordHeader, 'kind' | 'step'>;

/** One procedure's record as it grows, and what letters read of it. */
export class Scene {
  readonly records: RecordHeader[] = [];
  state: State = emptyState();
  now = START;
  title = '某小区未批先建';
  people = new Map<string, Addressee>(
    Object.entries(names).map(([id, name]) => [
      id,
      { id, name, active: true, email: `${id}@bureau.example` },
    ]),
  );

  constructor(
    readonly chainId = 'HY-2026-0001',
    readonly row: ProcedureRow = caseInitiationRow as unknown as ProcedureRow,
  ) {}

  /** Puts a record on file and returns the letters that follow from it. */
  put(told: Told): LetterDraft[] {
    const record: RecordHeader = {
      v: 1,
      chainId: this.chainId,
      procedure: this.row.key,
      seq: this.records.length + 1,
      idem: `${this.row.key}:${told.step}`,
      actor: SYSTEM,
      occurredAt: this.now,
      receivedAt: this.now,
      recordedAt: this.now,
      opens: [],
      clocks: [],
      facts: {},
      attachments: [],
      secrecy: 1,
      policy: { id: 'policies', version: '1' },
      lawReferences: [],
      late: [],
      body: NO_HASH,
      prev: NO_HASH,
      hash: NO_HASH,
      ...told,
    };
    const before = this.state;
    this.state = fold([record], before);
    this.records.push(record);
    return lettersOf(record, before, this.state, this.row);
  }

  /** An emergency start: the form is asked of both officers within 24 hours. */
  open(): LetterDraft[] {
    return this.put({
      kind: 'opening',
      step: 'opening',
      actor: by('clerk-1', 'manager'),
      facts: { unit: 'inspection', people: casePeople, emergency: { startedAt: START } },
      opens: [submit()],
      clocks: [filingClock],
    });
  }

  submit(round = 1): LetterDraft[] {
    return this.put({
      kind: 'decided',
      step: `${form}/submit/${String(round)}`,
      actor: by('officer-1', 'handler'),
      decision: 'submit',
      opens: [review(round)],
    });
  }

  review(decision: 'agree' | 'return' = 'agree', round = 1): LetterDraft[] {
    return this.put({
      kind: 'decided',
      step: `${form}/review/${String(round)}`,
      actor: by('head-1', 'reviewer'),
      decision,
      opens: [decision === 'agree' ? approve(round) : submit(round + 1, ['officer-1'])],
    });
  }

  view(): ProcedureView {
    const latest = this.records.at(-1)!;
    return { ...project(procedureId(this.chainId, this.row.key), this.state, latest), title: this.title };
  }

  /** What sending reads, from this scene. */
  reads(): Pick<LetterParts, 'people' | 'procedures' | 'store' | 'rows'> {
    return {
      people: { personById: (id) => Promise.resolve(this.people.get(id)) },
      procedures: {
        procedureById: (id) =>
          Promise.resolve(id === procedureId(this.chainId, this.row.key) ? this.view() : undefined),
      },
      store: {
        ofProcedure: (_, __, { after, upTo }) =>
          Promise.resolve(this.records.filter((record) => record.seq > after && record.seq <= upTo)),
        recordAt: (_, seq) => Promise.resolve(this.records.find((record) => record.seq === seq)),
      },
      rows,
    };
  }
}

/** Who gets which letter about which step, sorted: `reminder officer-1 initiation-form/submit/1`. */
export const told = (drafts: readonly LetterDraft[]): string[] =>
  drafts.map(({ template, recipient, step }) => `${template} ${recipient} ${step}`).sort();
