import { createHash } from 'node:crypto';
import { createCalendarImport, type Slice } from '../../src/activities/calendar-import.js';
import type { IssuedDocument } from '../../src/activities/documents/record-documents.js';
import { createHandover, type Concerned } from '../../src/activities/handover.js';
import { createRecordActivities, type RecordParts } from '../../src/activities/records.js';
import { createRegisterActivities } from '../../src/activities/register.js';
import { versionOfNotice } from '../../src/models/calendar.js';
import { MemoryLedgerStore } from '../../src/models/ledger-store-memory.js';
import { bodyOf, recordOf } from '../../src/models/seal.js';
import type { CalendarYear } from '../../src/workflows/law/calendar.js';
import { crossing } from '../../src/workflows/law/calendar-import.js';
import { yearOfNotice, type CalendarNotice } from '../../src/workflows/law/calendar-notice.js';
import { seededCalendar } from '../../src/workflows/law/calendar-seed.js';
import type { Person, Post } from '../../src/workflows/law/posts.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import { documentOnFile } from '../../src/workflows/law/record/document-on-file.js';
import { fold, foldMatter, project, type State } from '../../src/workflows/law/record/fold.js';
import {
  procedureId,
  procedureName,
  type Actor,
  type AttachmentReference,
  type Body,
  type Facts,
  type RecordHeader,
} from '../../src/workflows/law/record/kinds.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import type { ReminderSettings } from '../../src/workflows/law/reminders.js';
import type { RoleKey } from '../../src/workflows/law/roles.js';
import type { ActingUnit } from '../../src/workflows/law/rules/power.js';
import type { Ids, OpenRequest } from '../../src/workflows/messages.js';
import type { Refusal } from '../../src/workflows/refusals.js';
import { MemoryRegister } from './register-memory.js';
import { Sandbox, type UpdateOutcome } from './sandbox.js';

const HOUR_MS = 3_600_000;
/** 2026-11-24 09:00 in Shanghai, a Tuesday. */
export const TUESDAY = Date.UTC(2026, 10, 24, 1);

const person = (id: string, name: string, post: Post, unit: string, certificate?: string): Person => ({
  id,
  name,
  active: true,
  posts: [{ post, unit, from: Date.UTC(2020, 0, 1), until: null }],
  certificates: certificate
    ? [{ number: certificate, from: Date.UTC(2024, 0, 1), until: Date.UTC(2029, 0, 1) }]
    : [],
  ...(post === 'legalOfficer'
    ? { legalQualification: { number: 'A20186101010001', from: Date.UTC(2019, 0, 1) } }
    : {}),
});

/** A made bureau. */
export const bureau: readonly Person[] = [
  person('officer-1', '张一', 'officer', 'inspection', '陕E-001'),
  person('officer-2', '李二', 'officer', 'inspection', '陕E-002'),
  person('head-1', '王三', 'unitHead', 'inspection'),
  person('head-2', '赵四', 'unitHead', 'inspection'),
  person('leader-1', '钱五', 'agencyHead', 'bureau'),
  person('legal-1', '孙六', 'legalOfficer', 'legal'),
  person('clerk-1', '周七', 'clerk', 'inspection'),
];

/** Its units. */
export const units: readonly ActingUnit[] = [
  { id: 'inspection', name: '建设执法科', kind: 'handlingUnit' },
  { id: 'bureau', name: '本局', kind: 'agency' },
  { id: 'legal', name: '法制科', kind: 'legalOffice' },
];

export const people = {
  handlers: ['officer-1', 'officer-2'],
  reviewers: ['head-1', 'head-2'],
  approvers: ['leader-1'],
  legalOffice: ['legal-1'],
};

const roleOf: Record<string, RoleKey> = {
  officer: 'handler',
  unitHead: 'reviewer',
  agencyHead: 'approver',
  principal: 'principal',
  legalOfficer: 'legalOffice',
  clerk: 'manager',
  administrator: 'administrator',
};

/** The whole form of 第九条第二款 that 承办人 fills. */
export const initiationForm: Body = {
  causeOfInitiation: '巡查发现未批先建',
  partyParticulars: '华阴市某建设公司',
};

/** The service without its doors: the workflows in the sandbox, the record activities over a ledger in memory. */
export class World {
  readonly store = new MemoryLedgerStore();
  readonly sandbox: Sandbox;
  readonly people = new Map<string, Person>(bureau.map((one) => [one.id, structuredClone(one)]));
  readonly followed: string[] = [];
  /** The bureau's settings of reminders. */
  reminders: ReminderSettings = {};
  /** The register as changes on record leave it. */
  readonly register = new MemoryRegister();
  /** The register of units. */
  readonly units = new Map<string, ActingUnit>(units.map((unit) => [unit.id, unit]));
  /** How often each subject was inspected this year. */
  readonly inspected = new Map<string, number>();
  /** The calendar on file; every process of this world reads it at once. */
  calendar: readonly CalendarYear[] = seededCalendar(2001, 2028);
  /** Calls of the slices of a calendar import that die at their end, so many of them. */
  deadSlices = 0;
  private requests = 0;
  failedCalls = 0;
  /** The first calls to issue a document die at their end, so many of them. */
  deadIssues = 0;
  /** How often a document was asked to be issued. */
  issueCalls = 0;
  private failuresLeft = 0;
  private meanwhile: (() => Promise<void>) | undefined;
  /** The record activities as another run would use them. */
  readonly record: ReturnType<typeof createRecordActivities>;

  constructor(
    bundlePath: string,
    now = TUESDAY,
    private readonly procedures: readonly ProcedureRow[] = rows,
    /** What the bureau has set. */
    private readonly settings: Pick<RecordParts, 'regulationFrom' | 'inspectionsPerYear'> = {},
  ) {
    const recordParts = {
      store: this.store,
      people: {
        personById: (id: string) => Promise.resolve(this.people.get(id)),
        peopleByIds: (ids: readonly string[]) =>
          Promise.resolve(ids.flatMap((id) => this.people.get(id) ?? [])),
      },
      reminders: () => Promise.resolve(this.reminders),
      devices: this.register,
      units: (id: string) => Promise.resolve(this.units.get(id)),
      inspections: (subject: string) => Promise.resolve(this.inspected.get(subject) ?? 0),
      ...this.settings,
      rows: this.procedures,
      ledgerKey: 'k'.repeat(32),
      now: () => this.sandbox.now,
      follow: (followed: RecordHeader) => {
        this.followed.push(`${followed.chainId}#${String(followed.seq)}`);
        return Promise.resolve();
      },
      followedUpTo: (chainId: string, procedure: string) => {
        const { headers } = this.store;
        const own = headers.filter((one) => one.chainId === chainId && one.procedure === procedure);
        return Promise.resolve(own.findLast((one) => this.followed.includes(one._id))?.seq ?? 0);
      },
    };
    const calendar = () => Promise.resolve(this.calendar);
    const record = (this.record = createRecordActivities({ ...recordParts, calendar }));
    const imports = createCalendarImport({
      ...recordParts,
      logger: { error: () => undefined },
      readCalendar: calendar,
      putNotice: (notice) => this.putNotice(notice),
      refreshMs: 10_000,
      openCrossing: (year, after, limit) => this.openCrossing(year, after, limit),
      makeUp: () => Promise.resolve(),
      tell: (workflowId, seq) => this.sandbox.tell(workflowId, 'recordAdded', seq),
      beat: () => undefined,
    });
    const handovers = createHandover({
      store: this.store,
      concerned: (person, cursor, limit) => this.concerned(person, cursor, limit),
      ask: async ({ _id }, request) => {
        const { seq, refused } = answered(await this.sandbox.update(_id, 'handOver', request));
        if (refused) return { refused };
        if (seq === undefined) throw new Error(`${_id} gave no answer`);
        return { seq };
      },
      beat: () => undefined,
      givesUp: () => false,
    });
    const whileAway =
      <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
      async (...args: A) => {
        const { meanwhile } = this;
        this.meanwhile = undefined;
        await meanwhile?.();
        if (this.failuresLeft === 0) return work(...args);
        this.failuresLeft -= 1;
        this.failedCalls += 1;
        throw new Error('database away');
      };
    this.sandbox = new Sandbox(
      bundlePath,
      {
        append: whileAway(record.append),
        load: whileAway(record.load),
        applyRegisterChange: whileAway(
          createRegisterActivities({ store: this.store, register: this.register }).applyRegisterChange,
        ),
        issueDocument: whileAway((chainId: string, seq: number) => this.issueDocument(chainId, seq)),
        putCalendar: imports.putCalendar,
        moveDeadlines: async (slice: Slice) => {
          const done = await imports.moveDeadlines(slice);
          this.deadSlices -= 1;
          if (this.deadSlices >= 0) throw new Error('the worker died');
          return done;
        },
        handOverSlice: async (order: string, cursor: string) => {
          const done = await handovers.handOverSlice(order, cursor);
          this.deadSlices -= 1;
          if (this.deadSlices >= 0) throw new Error('the worker died');
          return done;
        },
      },
      now,
    );
  }

  /** As the activity that issues documents, without their bytes. */
  private async issueDocument(chainId: string, seq: number): Promise<IssuedDocument> {
    this.issueCalls += 1;
    if (this.issueCalls <= this.deadIssues) throw new Error('the worker died');
    const records = await this.records(chainId);
    const made = documentOnFile(this.procedures, records, seq);
    if (!made) throw new Error(`${chainId}#${String(seq)} has no document`);
    const sha256 = createHash('sha256')
      .update(`${chainId}#${String(seq)}`)
      .digest('hex');
    const { document } = made;
    return {
      facts: { document, of: made.filed.seq, number: `第${String(seq)}号`, upTo: records.length, fonts: [] },
      attachment: { sha256, sm3: sha256, size: 1, mediaType: 'application/pdf' },
      name: `${document}.pdf`,
      secrecy: 1,
    };
  }

  private putNotice(notice: CalendarNotice): Promise<CalendarYear> {
    const put = yearOfNotice(notice, versionOfNotice(notice));
    this.calendar = [...this.calendar.filter(({ year }) => year !== notice.year), put];
    return Promise.resolve(put);
  }

  /** As `openCrossing` of the models, from the ledger itself. */
  private openCrossing(year: number, after: string, limit: number) {
    const chains = [...new Set(this.store.headers.map(({ chainId }) => chainId))];
    const found = chains.flatMap((chainId) => {
      const own = this.store.headers.filter((header) => header.chainId === chainId).map(recordOf);
      return Object.entries(foldMatter(own))
        .filter(([, state]) => crossing(state, year).length > 0)
        .map(([procedure]) => ({ chainId, procedure }));
    });
    const id = (one: { chainId: string; procedure: string }) => procedureId(one.chainId, one.procedure);
    const sorted = found
      .filter((one) => id(one) > after)
      .sort((one, other) => (id(one) < id(other) ? -1 : 1));
    return Promise.resolve(sorted.slice(0, limit));
  }

  /** As `concernedOn` of the handover, from the ledger itself. */
  private concerned(person: string, cursor: string, limit: number): Promise<Concerned[]> {
    const chains = [...new Set(this.store.headers.map(({ chainId }) => chainId))];
    const all = chains.flatMap((chainId) => {
      const own = this.store.headers.filter((header) => header.chainId === chainId).map(recordOf);
      return Object.entries(foldMatter(own)).map(([procedure, state]) =>
        project(
          procedureId(chainId, procedure),
          state,
          own.findLast((one) => one.procedure === procedure)!,
        ),
      );
    });
    const wanted = all.filter((one) => one.open && one.involved.includes(person) && one._id > cursor);
    return Promise.resolve(wanted.sort((one, other) => (one._id < other._id ? -1 : 1)).slice(0, limit));
  }

  /** The next record activities fail, so many of them. */
  loseDatabaseFor(calls: number): void {
    this.failuresLeft = calls;
  }

  /** Something that happens while the next record activity is under way. */
  whileNextCallRuns(work: () => Promise<void>): void {
    this.meanwhile = work;
  }

  /** Temporal's data is lost: every run of the matter is gone. */
  async loseRuns(): Promise<void> {
    for (const workflowId of [...this.sandbox.runs.keys()]) await this.sandbox.forget(workflowId);
  }

  /** Every run of the matter is gone, and each open procedure on file is started again. */
  async resume(chainId: string, turnover?: number): Promise<void> {
    await this.loseRuns();
    const open = Object.entries(foldMatter(await this.records(chainId))).filter(
      ([, state]) => !state.concluded,
    );
    for (const [procedure] of open) {
      const row = this.procedures.find((one) => one.key === procedureName(procedure))!;
      const ids: Ids = { chainId, procedure, ...(turnover === undefined ? {} : { turnover }) };
      await this.sandbox.start(row.workflowType, procedureId(chainId, procedure), [ids]);
    }
  }

  /** Two requests that arrive in one activation. */
  async together(chainId: string, door: string, one: unknown, other: unknown): Promise<Answered[]> {
    const id = procedureId(chainId, 'case-initiation');
    return (await this.sandbox.updateTogether(id, door, one, other)).map(answered);
  }

  actor(id: string): Actor {
    const one = this.people.get(id)!;
    const held = one.posts[0]!;
    const certificate = one.certificates[0]?.number;
    return {
      id,
      name: one.name,
      role: roleOf[held.post]!,
      unit: held.unit,
      ...(certificate === undefined ? {} : { certificate }),
      authentication: 'password',
    };
  }

  private request(actor: string, requestId?: string) {
    this.requests += 1;
    const now = this.sandbox.now;
    return {
      requestId: requestId ?? `request-${String(this.requests)}`,
      fingerprint: 'fingerprint',
      actor: this.actor(actor),
      occurredAt: now,
      receivedAt: now,
      seen: 0,
      policy: { id: 'test', version: '1' },
    };
  }

  /** 启动: ordinary, or in an emergency that began so many hours before now. */
  async begin(chainId: string, begin: Begin = {}): Promise<Answered> {
    const emergency =
      begin.hoursAgo === undefined
        ? null
        : {
            startedAt: this.sandbox.now - begin.hoursAgo * HOUR_MS,
            officers: [
              { id: 'officer-1', certificate: '陕E-001' },
              { id: 'officer-2', certificate: '陕E-002' },
            ],
            lateEntry: begin.hoursAgo > 24,
          };
    const request: OpenRequest = {
      ...this.request('clerk-1', begin.requestId),
      facts: { edition: 'test', unit: 'inspection', people: { ...people, ...begin.people }, emergency },
      body: { title: '某建设公司未批先建', ...(emergency ? { urgency: '基坑即将坍塌' } : {}), ...begin.body },
      secrecy: 1,
      attachments: [],
    };
    const ids: Ids = {
      chainId,
      procedure: 'case-initiation',
      ...(begin.turnover ? { turnover: begin.turnover } : {}),
    };
    const id = procedureId(chainId, 'case-initiation');
    return answered(await this.sandbox.updateWithStart('caseInitiation', id, [ids], 'open', request));
  }

  /** A manager opens a procedure on a matter. */
  async open(
    row: ProcedureRow,
    chainId: string,
    facts: Facts,
    actor: string,
    {
      procedure = row.key,
      body = {},
      requestId,
      attachments = [],
      more = {},
    }: {
      procedure?: string;
      body?: Body;
      requestId?: string;
      attachments?: AttachmentReference[];
      more?: object;
    } = {},
  ): Promise<Answered> {
    const request: OpenRequest = {
      ...this.request(actor, requestId),
      ...more,
      facts,
      body,
      secrecy: 1,
      attachments,
    };
    const ids: Ids = { chainId, procedure };
    const id = procedureId(chainId, procedure);
    return answered(await this.sandbox.updateWithStart(row.workflowType, id, [ids], 'open', request));
  }

  /** A person's act on a step. */
  async act(chainId: string, actor: string, door: string, more: ActMore): Promise<Answered> {
    const { procedure = 'case-initiation', ...fields } = more;
    const request = this.requestOf(actor, fields);
    return answered(await this.sandbox.update(procedureId(chainId, procedure), door, request));
  }

  /** A person opens a procedure on a case that is under way, by its form. */
  async openOn(
    chainId: string,
    row: ProcedureRow,
    actor: string,
    {
      form = {},
      facts = {},
      procedure,
      more = {},
    }: { form?: Body; facts?: Facts; procedure?: string; more?: object } = {},
  ): Promise<Answered> {
    const given = { edition: 'test', unit: 'inspection', people };
    const body = { form, opinion: '确有必要，请批准。' };
    return this.open(row, chainId, { ...given, ...facts }, actor, {
      procedure: procedure ?? (row.many ? `${row.key}/1` : row.key),
      body,
      more,
    });
  }

  /** A person puts a document on file that nobody asked for. */
  putOnFile(
    chainId: string,
    actor: string,
    procedure: string,
    document: string,
    more: Partial<ActMore> = {},
  ) {
    const officers = [
      { id: 'officer-1', certificate: '陕E-001' },
      { id: 'officer-2', certificate: '陕E-002' },
    ];
    return this.act(chainId, actor, 'record', { procedure, document, officers, facts: {}, ...more });
  }

  /** A case whose start is approved: 启动、审核、批准. */
  async beginApproved(chainId: string): Promise<void> {
    await this.begin(chainId);
    await this.submit(chainId, 'officer-1');
    await this.review(chainId, 'head-1', 'agree');
    await this.approve(chainId, 'leader-1', 'agree');
  }

  /** The request of a door, with an opinion unless one is given. */
  requestOf(actor: string, more: ActMore) {
    const { receivedAt, requestId, ...fields } = more;
    return {
      ...this.request(actor, requestId),
      ...(receivedAt === undefined ? {} : { receivedAt, occurredAt: receivedAt }),
      opinion: '情况属实，同意。',
      form: {},
      attachments: [],
      attachmentNames: [],
      secrecy: 1,
      ...fields,
    };
  }

  submit = (chainId: string, actor: string, round = 1, more: Partial<ActMore> = {}): Promise<Answered> =>
    this.decide(chainId, actor, `initiation-form/submit/${String(round)}`, 'submit', {
      form: initiationForm,
      ...more,
    });

  review = (chainId: string, actor: string, decision: string, round = 1, more: Partial<ActMore> = {}) =>
    this.decide(chainId, actor, `initiation-form/review/${String(round)}`, decision, more);

  approve = (chainId: string, actor: string, decision: string, round = 1, more: Partial<ActMore> = {}) =>
    this.decide(chainId, actor, `initiation-form/approve/${String(round)}`, decision, more);

  decide(chainId: string, actor: string, step: string, decision: string, more: Partial<ActMore> = {}) {
    return this.act(chainId, actor, 'decide', { step, decision, ...more });
  }

  async records(chainId: string): Promise<RecordHeader[]> {
    return Promise.resolve(this.store.headers.filter((header) => header.chainId === chainId).map(recordOf));
  }

  async bodyOf(record: RecordHeader): Promise<Body> {
    return bodyOf((await this.store.body(record.body.sha256))!);
  }

  async state(chainId: string, procedure = 'case-initiation'): Promise<State> {
    return foldMatter(await this.records(chainId))[procedure] ?? fold([]);
  }

  /** What is on file, one word a record: kind, or decision and by whom, and how late in seconds. */
  async onFile(chainId: string, procedure = 'case-initiation'): Promise<string[]> {
    const own = (await this.records(chainId)).filter((record) => record.procedure === procedure);
    return own.map((record) => {
      const late = record.late.map(({ byMs }) => ` late ${String(byMs / 1000)}s`).join('');
      const clock = record.facts['clock'];
      if (record.decision) return `${record.decision} ${record.actor.id}${late}`;
      return typeof clock === 'string' ? `${record.kind} ${clock}` : record.kind;
    });
  }

  /** Open tasks of a procedure: step and who may do it. */
  async awaited(chainId: string, procedure = 'case-initiation'): Promise<string[]> {
    const { tasks } = await this.state(chainId, procedure);
    return Object.values(tasks).map((task) => `${task.step} ${task.assignee ?? task.candidates.join('|')}`);
  }
}

type Begin = {
  hoursAgo?: number;
  requestId?: string;
  body?: Body;
  people?: Partial<typeof people>;
  turnover?: number;
};
type ActMore = { procedure?: string; receivedAt?: number; requestId?: string; seen?: number } & Record<
  string,
  unknown
>;

/** The seq of the record made, or the refusal. */
export type Answered = { seq?: number; refused?: Refusal; accepted: boolean };

export function answered(outcome: UpdateOutcome): Answered {
  const answer = outcome.value as { seq: number } | undefined;
  return {
    accepted: outcome.accepted,
    ...(answer ? { seq: answer.seq } : {}),
    ...(outcome.refused ? { refused: outcome.refused as Refusal } : {}),
  };
}
