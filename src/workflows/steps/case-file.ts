import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  startChild,
  upsertSearchAttributes,
  WorkflowIdReusePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError, type UpdateDefinition } from '@temporalio/common';
import type { DocumentActivities } from '../../activities/documents/record-documents.js';
import type { createRecordActivities, Known } from '../../activities/records.js';
import { articleLabel } from '../law/articles.js';
import {
  emptyState,
  fold,
  held,
  overdue,
  recordedOn,
  type ClockState,
  type State,
} from '../law/record/fold.js';
import { stepRowOf } from '../law/step-label.js';
import { refuse } from '../law/record/gates.js';
import { documentsToIssue, issueStep, makesOutward, NOT_ISSUED } from '../law/record/issuing.js';
import { passedOnFromRecused, type PassedOn } from '../law/record/recusal.js';
import { refuseRecused } from '../law/rules/recusal.js';
import { peopleNow, successorOf } from '../law/record/successors.js';
import {
  EMPTY_HEAD,
  procedureId,
  procedureName,
  startOfClock,
  SYSTEM,
  textOf,
  type Act,
  type Appended,
  type ClockStart,
  type Effect,
  type Elsewhere,
  type Facts,
  type Head,
  type Kind,
  type Recused,
  type RecordHeader,
  type Stop,
  type Task,
} from '../law/record/kinds.js';
import { matterOf, phaseLabel, runSummary, type CasePeople, type ProcedureRow } from '../law/procedures.js';
import type { DocumentKey } from '../law/documents.js';
import type { PeriodKey } from '../law/periods.js';
import type { RoleKey } from '../law/roles.js';
import {
  claimUpdate,
  correctUpdate,
  decideUpdate,
  handOverUpdate,
  fileChangedSignal,
  openUpdate,
  reassignUpdate,
  revokeUpdate,
  recordAddedSignal,
  recordUpdate,
  recusedSignal,
  remarkUpdate,
  stateQuery,
  urgeUpdate,
  withdrawUpdate,
  type Answer,
  type ClaimRequest,
  type CorrectRequest,
  type DecideRequest,
  type HandOverRequest,
  type Ids,
  type OpenRequest,
  type ReassignRequest,
  type RecordRequest,
  type RemarkRequest,
  type Request,
  type RevokeRequest,
  type UrgeRequest,
  type WithdrawRequest,
} from '../messages.js';
import { REFUSED, type Refusal } from '../refusals.js';
import { nextAlarm, type Alarm } from './alarms.js';
import { CASE_KEEPS_COURSE, DECISIONS_END, DOCUMENTS_ARE_ISSUED, SERVICES_ARE_FOLLOWED } from './changes.js';
import {
  actOfClaim,
  actOfCorrection,
  actOfDecision,
  actOfHandover,
  actOfOpening,
  actOfReassignment,
  actOfRecord,
  actOfRemark,
  actOfRevocation,
  actOfUrge,
  actOfWithdrawal,
  withMedia,
} from './acts.js';
import { detailsOf } from './details.js';
import { searchKeys, searchAttributesOf } from './search-attributes.js';

/** What a decision leads to, said by the step that waits for it. */
export type Follows = { opens?: Task[]; starts?: ClockStart[]; effect?: Effect };
type Next = (act: Act) => Follows;

/** What a procedure came to: a key of its row's outcomes, and what others need to know beside it. */
export type Conclusion = string | (Facts & { readonly outcome: string });
type Prose<F extends Facts> = (file: CaseFile<F>) => Promise<Conclusion>;

type RecordActivities = ReturnType<typeof createRecordActivities>;

/**
 * What no record can hold stays so however often it is tried: that one request fails, and the turn goes on
 * to the next.
 */
const UNSAFE = 'UnsafeJson';

/**
 * Local activities spare a round trip through the server; when the database is away they give up and the
 * others wait.
 */
const near = proxyLocalActivities<RecordActivities>({
  scheduleToCloseTimeout: '3s',
  startToCloseTimeout: '3s',
  retry: { maximumAttempts: 3, nonRetryableErrorTypes: [UNSAFE] },
});
const far = proxyActivities<RecordActivities>({
  startToCloseTimeout: '10s',
  retry: { maximumInterval: '5s', nonRetryableErrorTypes: [UNSAFE] },
});

/** A document is there within moments, or it waits for somebody: a correction, another font. */
const documents = {
  promptly: proxyActivities<DocumentActivities>({
    startToCloseTimeout: '30s',
    scheduleToCloseTimeout: '30s',
    retry: { maximumAttempts: 3, nonRetryableErrorTypes: [NOT_ISSUED] },
  }),
  patiently: proxyActivities<DocumentActivities>({
    startToCloseTimeout: '1 minute',
    retry: { initialInterval: '10s', maximumInterval: '1 minute' },
  }),
};

/** How long a run that nobody has opened yet waits for its opening. */
const OPENING_WAIT = '1 minute';
/** Change of the code: the operators' mark falls with a late act, and a resumed run sets it again. */
const OVERDUE_FOLLOWS = 'overdue-follows-the-record';
/** Records per run before the history is begun afresh. */
const TURNOVER_RECORDS = 200;

/**
 * The one thing a procedure talks to: its matter's file. The contract:
 * 1. The prose may be started over at any time; a step whose key is on file returns its record.
 * 2. One append at a time per run, and every check is made inside the turn, after the last fold.
 * 3. A door answers when the run is quiet: nothing under way, no wait whose step is on file, no alarm due.
 * 4. A clock that a record starts is watched here: it reminds, it notes that it passed, it decides nothing.
 * 5. Nothing is carried over a continue-as-new but the ids.
 */
export class CaseFile<F extends Facts = Facts> {
  private state: State = emptyState();
  private head: Head = EMPTY_HEAD;
  private concludedElsewhere: Elsewhere[] = [];
  private openedElsewhere: Elsewhere[] = [];
  /** Who was recused on the matter, as this run last heard. */
  private recused: readonly Recused[] = [];
  private loaded = false;
  private begun = false;
  private over = false;
  private underWay = 0;
  private recordsThisRun = 0;
  private toldSeq = 0;
  /** What it had been told of when it last read the matter's file. */
  private heardSeq = 0;
  private hearing: Promise<void> | undefined;
  private markedOverdue = false;
  /** Documents that are final and have not been issued, by the seq of their record (0801). */
  private toIssue: ReadonlyMap<number, DocumentKey> = new Map();
  private readonly beingIssued = new Set<number>();
  private readonly makesOutward: boolean;
  private turn: Promise<unknown> = Promise.resolve();
  /** A run that is being started while this one goes on: its opening is on file, so nobody waits for it. */
  private starting: Promise<void> | undefined;
  /** What the prose waits for, apart from tasks. */
  private readonly expectations = new Set<() => boolean>();
  /** The case was opened with what this procedure came to. */
  private caseKnowsOutcome = false;
  private readonly waits = new Map<string, Next>();

  constructor(
    private readonly row: ProcedureRow<F>,
    private readonly ids: Ids,
  ) {
    this.makesOutward = makesOutward(row);
  }

  /** The facts of the opening. */
  get facts(): F {
    return this.opening.facts as F;
  }

  /** The record that opened the procedure. */
  get opening(): RecordHeader {
    if (!this.state.opening) throw new ProcedureFault('The prose runs only over an opened procedure');
    return this.state.opening;
  }

  /** The matter and the procedure on it. */
  get id(): string {
    return procedureId(this.ids.chainId, this.ids.procedure);
  }

  /** The people of the opening, and whoever has taken the part of one of them since (离职转办). */
  get people(): CasePeople {
    return peopleNow(this.state);
  }

  /** Who does a person's part in this role now. */
  successorOf(role: RoleKey, person: string): string {
    return successorOf(this.state.successors, role, person);
  }

  /** The record that concluded a step, or undefined while it is open. */
  on(step: string): RecordHeader | undefined {
    return held(this.state.steps, step);
  }

  private onFile(step: string): RecordHeader {
    const record = this.on(step);
    if (!record) throw new ProcedureFault(`${step} is not on file`);
    return record;
  }

  /**
   * Puts a task on somebody's list, or finds it there as it was, and waits until it is concluded. `next`:
   * what follows.
   */
  async ask(task: Task, next: Next = () => ({})): Promise<RecordHeader> {
    if (!this.on(task.step) && !this.state.tasks[task.step])
      await this.note('asked', `${task.step}/asked`, { opens: [task] });
    this.waits.set(task.step, next);
    await condition(() => this.on(task.step) !== undefined);
    this.waits.delete(task.step);
    return this.onFile(task.step);
  }

  /**
   * Opens another procedure of the matter, or one of several of its kind. Its opening is put on file here,
   * then its run is started; both at most once.
   */
  async open<G extends Facts>(row: ProcedureRow<G>, facts: G, instance?: string): Promise<void> {
    const procedure = instance === undefined ? row.key : `${row.key}/${instance}`;
    const no = await this.tryToOpen(row, facts, procedure);
    // A gate the prose itself should have satisfied: a fault of the code, not a refusal to a person.
    if (no) throw new ProcedureFault(`${row.key}: ${no.code}`);
  }

  /**
   * The same, of what people may have opened already: then theirs is followed, and which one it is is fixed
   * on this record, once. `isSame`: of the facts of its opening. Returns the instance that is followed.
   */
  async openOrFollow<G extends Facts>(
    row: ProcedureRow<G>,
    facts: G,
    instance: string,
    isSame: (opened: Facts) => boolean,
  ): Promise<string> {
    const procedure = `${row.key}/${instance}`;
    const step = `${procedure}/followed`;
    const no = this.on(step) ? undefined : await this.tryToOpen(row, facts, procedure);
    if (no) {
      await this.during(() => this.refresh());
      const failed = this.concludedElsewhere.filter(({ outcome }) => outcome === 'failed');
      const theirs = this.openedElsewhere.findLast(
        (one) =>
          procedureName(one.procedure) === row.key &&
          isSame(one.facts ?? {}) &&
          !failed.some((other) => other.procedure === one.procedure),
      );
      if (!theirs) throw new ProcedureFault(`${row.key}: ${no.code}`);
      await this.note('observed', step, { facts: { procedure: theirs.procedure } });
    }
    const followed = this.on(step);
    return followed ? textOf(followed.facts, 'procedure').slice(row.key.length + 1) : instance;
  }

  private async tryToOpen<G extends Facts>(
    row: ProcedureRow<G>,
    facts: G,
    procedure: string,
  ): Promise<Refusal | undefined> {
    await this.issued(textOf(facts, 'document'));
    return this.during(async () => {
      // Nothing of that procedure is known here, so the whole chain is read: its opening may be on file
      // already.
      const told = { ...this.matrixOfMatter(), ...facts };
      const appended = await this.inTurn(() => append(this.openingOf(row, procedure, told), UNKNOWN));
      if (appended.refused) return appended.refused;
      if (appended.records.some(({ kind }) => kind === 'concluded')) return undefined;
      const started = this.startRun(row, procedure, facts);
      // Known from the record, so that runs begun by an earlier edition of the code go on as they did.
      this.caseKnowsOutcome ||= appended.records.some((record) => textOf(record.facts, 'start') !== '');
      if (this.caseKnowsOutcome) this.starting = started;
      else await started;
      return undefined;
    });
  }

  /** Waits until documents of a kind that are final have been issued: nothing unissued is served. */
  private async issued(document: string): Promise<void> {
    const waits = () => [...this.toIssue.values()].some((one) => one === document);
    if (waits()) await condition(() => !waits());
  }

  /**
   * Issues what goes out as soon as it is final: the number is drawn, the PDF rendered and stored by hash,
   * and that is put on file, once. Doors wait for it while it goes well; where it does not, it is tried on
   * beside them. Never ends of itself.
   */
  private async issueDocuments(): Promise<never> {
    const failures: Promise<never>[] = [];
    for (;;) {
      await Promise.race([condition(() => this.nextToIssue() !== undefined), ...failures]);
      const of = this.nextToIssue();
      if (of === undefined) continue;
      this.beingIssued.add(of);
      failures.push(new Promise<never>((_, reject) => void this.issue(of).catch(reject)));
    }
  }

  private nextToIssue(): number | undefined {
    return [...this.toIssue.keys()].find((of) => !this.beingIssued.has(of));
  }

  private async issue(of: number): Promise<void> {
    const { chainId } = this.ids;
    const atOnce = await this.during(() =>
      documents.promptly.issueDocument(chainId, of).catch(() => undefined),
    );
    const made = atOnce ?? (await documents.patiently.issueDocument(chainId, of));
    await this.note('issued', issueStep(of), {
      facts: made.facts,
      body: { attachmentNames: [made.name] },
      attachments: [made.attachment],
      secrecy: made.secrecy,
    });
  }

  /** Waits for another procedure's conclusion and fixes what it saw on this record. Returns the outcome. */
  async outcomeOf(row: Pick<ProcedureRow, 'key'>, instance?: string): Promise<string> {
    return textOf(await this.conclusionOf(row, instance), 'outcome');
  }

  /** The same, with everything the conclusion says beside its outcome. */
  async conclusionOf(row: Pick<ProcedureRow, 'key'>, instance?: string): Promise<Facts> {
    const key = instance === undefined ? row.key : `${row.key}/${instance}`;
    const step = `${key}/outcome`;
    while (!this.on(step)) {
      const told = this.toldSeq;
      await this.during(() => this.refresh());
      const found = this.concludedElsewhere.find(({ procedure }) => procedure === key);
      if (found)
        await this.note('observed', step, {
          facts: {
            ...found.facts,
            procedure: key,
            outcome: found.outcome,
            seq: found.seq,
            ...(found.at === undefined ? {} : { at: found.at }),
          },
        });
      else await condition(() => this.toldSeq > told);
    }
    return this.onFile(step).facts;
  }

  /**
   * Follows every procedure of a row on the matter, side by side, for as long as this one lasts: `flow` hears
   * of its opening or of its conclusion, whichever it waits for, and of when that was (epoch ms). A row is
   * heard of at its opening only if it says `tellsOpening`.
   */
  async eachElsewhere(
    { key }: Pick<ProcedureRow, 'key'>,
    moment: 'opened' | 'concluded',
    flow: (seen: Elsewhere) => Promise<void>,
  ): Promise<never> {
    const seen = new Set<string>();
    const failed = new Promise<never>((_, reject) => {
      void this.followElsewhere(key, moment, seen, (found) => void flow(found).catch(reject)).catch(reject);
    });
    return failed;
  }

  private async followElsewhere(
    key: string,
    moment: 'opened' | 'concluded',
    seen: Set<string>,
    begin: (found: Elsewhere) => void,
  ): Promise<void> {
    for (;;) {
      const told = this.toldSeq;
      await this.hear();
      for (const found of moment === 'opened' ? this.openedElsewhere : this.concludedElsewhere)
        if (procedureName(found.procedure) === key && !seen.has(found.procedure)) {
          seen.add(found.procedure);
          begin(found);
        }
      await condition(() => this.toldSeq > told);
    }
  }

  /** What is on file in this procedure of one kind, under keys of its own, in its order. */
  recordsOf(kind: Kind): RecordHeader[] {
    return Object.values(this.state.steps)
      .filter((record) => record.kind === kind)
      .sort((one, other) => one.seq - other.seq);
  }

  /** The procedure as its records leave it, for pure readings that its gates share. */
  get asRecorded(): State {
    return this.state;
  }

  /** Takes a task off the lists that has become pointless; who waits for its step goes on. */
  async takeBack(step: string): Promise<RecordHeader> {
    return this.note('withdrawn', step, { facts: { of: step } });
  }

  /**
   * Reads what this procedure was told of; whoever waits for it waits for one reading. What was read at the
   * start of the run is not read again before there is news.
   */
  private async hear(): Promise<void> {
    while (this.toldSeq > this.heardSeq) {
      this.hearing ??= this.during(() => this.refresh()).finally(() => {
        this.hearing = undefined;
      });
      await this.hearing;
    }
  }

  /** Documents of one kind put on file in this procedure, in their order. */
  recorded(document: DocumentKey): RecordHeader[] {
    return recordedOn(this.state, document);
  }

  /**
   * Runs `flow` for every document of one kind that is put on file, side by side, for as long as the
   * procedure lasts. `count` is its number among them; steps that `flow` asks for carry it in their keys.
   */
  async each(
    document: DocumentKey,
    flow: (record: RecordHeader, count: number) => Promise<void>,
  ): Promise<never> {
    const failures: Promise<never>[] = [];
    for (let count = 1; ; count += 1) {
      const there = () => this.recorded(document).length >= count;
      await Promise.race([this.when(there), ...failures]);
      const record = this.recorded(document)[count - 1];
      if (record) failures.push(new Promise<never>((_, reject) => void flow(record, count).catch(reject)));
    }
  }

  /** Waits until the record says so. `isSo` reads this case file only. */
  async when(isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    this.expectations.add(isSo);
    await condition(isSo);
    this.expectations.delete(isSo);
  }

  /** Waits for the first of several things to be on file; of several that are, the one that came first. */
  async earliest<K extends string>(
    finds: Readonly<Record<K, () => RecordHeader | undefined>>,
  ): Promise<{ which: K; record: RecordHeader }> {
    const found = () =>
      (Object.keys(finds) as K[])
        .flatMap((which) => {
          const record = finds[which]();
          return record ? [{ which, record }] : [];
        })
        .sort((one, other) => one.record.seq - other.record.seq)[0];
    await this.when(() => found() !== undefined);
    const first = found();
    if (!first) throw new ProcedureFault('What was on file is not on file any more');
    return first;
  }

  /** The record by which a clock passed, or undefined while it runs or was met in time. */
  passed(clock: string): RecordHeader | undefined {
    const seq = held(this.state.clocks, clock)?.passed;
    return Object.values(this.state.steps).find((record) => record.seq === seq);
  }

  /** A clock of this procedure, or undefined before it begins. */
  clock(key: string): ClockState | undefined {
    return held(this.state.clocks, key);
  }

  /** Begins a clock that no act of a person begins. */
  async startClock(start: ClockStart): Promise<RecordHeader> {
    return this.note('clockStarted', `clock/${start.key}/started`, {
      starts: [start],
      facts: { clock: start.key },
    });
  }

  /** Stops a clock from a moment on (epoch ms). `step` names the reason, once: `hearing/1/stops`. */
  async stopClock(clock: string, step: string, from: number): Promise<RecordHeader> {
    return this.note('clockStopped', step, { facts: { clock }, occurredAt: from });
  }

  /**
   * Lets a stopped clock run again from a moment on (epoch ms); the time it stood is not counted: since it
   * was stopped, or all of `standstills` where it stood for several reasons.
   */
  async resumeClock(
    clock: string,
    step: string,
    until: number,
    standstills?: readonly Stop[],
  ): Promise<RecordHeader> {
    const stood = held(this.state.clocks, clock);
    if (!stood) throw new ProcedureFault(`There is no clock ${clock}`);
    const from = stood.stoppedAt ?? until;
    const stops = standstills ?? [...(stood.stops ?? []), { from, until: Math.max(from, until) }];
    return this.note('clockResumed', step, {
      facts: { clock },
      starts: [{ ...startOfClock(stood), stops }],
      occurredAt: until,
    });
  }

  /**
   * Lengthens a clock by a period that continues it (延长), as somebody has approved. `length`: by how much of it,
   * in its unit; all of it when left out.
   */
  async extendClock(clock: string, step: string, period: PeriodKey, length = 0): Promise<RecordHeader> {
    const before = held(this.state.clocks, clock);
    if (!before) throw new ProcedureFault(`There is no clock ${clock}`);
    const extensions = [...(before.extensions ?? []), period];
    const granted = extensions.map((_, index) => before.granted?.[index] ?? 0).with(-1, length);
    return this.note('clockExtended', step, {
      facts: { clock, period },
      starts: [
        {
          ...startOfClock(before),
          extensions,
          ...(granted.some((some) => some > 0) ? { granted } : {}),
        },
      ],
    });
  }

  /** Notes that what a clock asks for was done elsewhere, at a moment (epoch ms). */
  async meetClock(clock: string, step: string, at: number): Promise<RecordHeader> {
    return this.note('clockMet', step, { facts: { clock }, occurredAt: at });
  }

  /**
   * Has something done outside the record and puts on file that it was, with what came of it. A run that is
   * lost in between does it again, so `work` must bear being repeated.
   */
  async carryOut(step: string, work: () => Promise<Facts>): Promise<RecordHeader> {
    return this.during(async () => {
      if (!this.on(step)) await this.note('carriedOut', step, { facts: await work() });
      return this.onFile(step);
    });
  }

  /**
   * Ends the procedure's course at once: open tasks fall away, and only what the end itself asks for remains.
   */
  async terminate(opens: Task[]): Promise<RecordHeader> {
    return this.note('terminated', 'terminated', { opens });
  }

  /**
   * Somebody was recused, or his successor named: his parts pass on here and in every procedure of the matter
   * that is under way. One that is not running passes them on when it next reads the matter's file.
   */
  async passOnFromRecused(): Promise<void> {
    await this.tellOthers(recusedSignal);
    await this.passOn();
  }

  private async passOn(): Promise<void> {
    const next = () => passedOnFromRecused(this.state, this.recused)[0];
    const act = ({ role, from, to }: PassedOn) =>
      this.actOfRun('handedOver', `handover/${role}/${from}/${to}`, {
        facts: { role, from, assignee: to, because: 'recusal' },
      });
    await this.during(async () => {
      while (next())
        await this.write(() => {
          const due = next();
          return due && act(due);
        });
    });
  }

  /** Every procedure of the matter that is under way hears that the matter's file has changed. */
  async tellOthers(signal = fileChangedSignal): Promise<void> {
    await this.during(async () => {
      await this.refresh();
      const over = new Set(this.concludedElsewhere.map(({ procedure }) => procedure));
      for (const { procedure } of this.openedElsewhere.filter((one) => !over.has(one.procedure))) {
        const handle = getExternalWorkflowHandle(procedureId(this.ids.chainId, procedure));
        await handle.signal(signal, this.head.seq).catch(() => undefined);
      }
    });
  }

  /** Takes a task away that nobody need do any more; one that was done meanwhile stays done. */
  async takeAway(step: string): Promise<void> {
    if (held(this.state.tasks, step)) await this.note('withdrawn', step);
  }

  /** Waits for the first instant after a moment (epoch ms), or for the act that ends the procedure before. */
  async until(moment: number): Promise<'passed' | 'revoked'> {
    const revoked = () => this.state.terminated !== undefined;
    const left = moment + 1 - Date.now();
    if (left > 0) await condition(revoked, left, { summary: `${this.row.title} 期满` });
    return revoked() ? 'revoked' : 'passed';
  }

  /** Holds the procedure open: what comes after is not part of this edition of the service. */
  async stayOpen(): Promise<never> {
    await condition(() => false);
    throw new ProcedureFault('A condition that is never true came true');
  }

  /** Registers the doors, loads the record, runs the prose over it, and ends when it is concluded. */
  async conduct(prose: Prose<F>): Promise<void> {
    const refused = this.registerDoors();
    await this.refresh();
    this.loaded = true;
    this.describe();
    await this.awaitOpening(refused);
    if (this.recused.length > 0) await this.passOn();
    if (this.state.opening && !this.state.concluded) await this.run(prose);
    this.begun = true;
    this.over = true;
    await condition(allHandlersFinished);
  }

  /**
   * An opening that is under way is waited for however long it takes: the database may be away for longer
   * than that. So is another beside one that was refused: it may be sound, and then this run is its run.
   */
  private async awaitOpening(refused: () => boolean): Promise<void> {
    const settled = () => this.state.opening !== undefined || (refused() && allHandlersFinished());
    for (let waited = false; !settled() && !(waited && allHandlersFinished());)
      waited = !(await condition(settled, OPENING_WAIT));
  }

  private async run(prose: Prose<F>): Promise<void> {
    const watched = this.watchClocks();
    const issuing = this.issueDocuments();
    if (this.row.tellsOpening) await this.tellCase(this.opening);
    const told = prose(this)
      .then((conclusion) => this.conclude(conclusion))
      .then((record) => this.tellCase(record));
    this.begun = true;
    const ended = await Promise.race([
      told.then(() => true),
      watched,
      issuing,
      condition(() => this.quiet() && !this.starting && this.isLong() && allHandlersFinished()).then(
        () => false,
      ),
    ]);
    if (!ended) await continueAsNew<(ids: Ids) => Promise<void>>(this.ids);
  }

  private isLong(): boolean {
    return (
      this.recordsThisRun >= (this.ids.turnover ?? TURNOVER_RECORDS) || workflowInfo().continueAsNewSuggested
    );
  }

  private async conclude(conclusion: Conclusion): Promise<RecordHeader> {
    const facts = typeof conclusion === 'string' ? { outcome: conclusion } : conclusion;
    await condition(() => this.dueAlarm() === undefined && this.underWay === 0 && this.toIssue.size === 0);
    return this.note('concluded', 'concluded', { facts });
  }

  /**
   * The case hears that its file has changed, and so does the procedure this one was opened for (`for` of its
   * opening's facts), or whose document it serves because somebody ordered it; one that is not running will
   * read the file when it does.
   */
  private async tellCase(record: RecordHeader): Promise<void> {
    await this.starting;
    if (this.row.key === 'enforcement-case') {
      if (patched(CASE_KEEPS_COURSE)) await this.tellOthers();
      return;
    }
    // A case whose start was refused was perhaps never opened, and could tell nobody.
    if (textOf(record.facts, 'outcome') === 'notInitiated' && patched(DECISIONS_END)) await this.tellOthers();
    if (this.row.phase === null || this.caseKnowsOutcome) return;
    if (matterOf(this.row) !== 'case') return;
    const waiting = textOf(this.opening.facts, 'for') || this.servedForPeople();
    for (const procedure of ['enforcement-case', ...(waiting === '' ? [] : [waiting])]) {
      const handle = getExternalWorkflowHandle(procedureId(this.ids.chainId, procedure));
      await this.during(() => handle.signal(fileChangedSignal, record.seq).catch(() => undefined));
    }
  }

  private servedForPeople(): string {
    const { actor, facts } = this.opening;
    const of = actor.role === 'system' ? '' : textOf(facts, 'of');
    return of !== '' && patched(SERVICES_ARE_FOLLOWED) ? of : '';
  }

  // — the doors —

  /** Every door is registered before the first await: an Update that comes with the start is not lost. */
  private registerDoors(): () => boolean {
    let refused = false;
    setHandler(stateQuery, () => this.state);
    setHandler(fileChangedSignal, (seq) => {
      this.toldSeq = Math.max(this.toldSeq, seq);
    });
    setHandler(recordAddedSignal, async (seq) => {
      await condition(() => this.loaded);
      if (seq > this.state.seq) await this.during(() => this.refresh());
    });
    setHandler(recusedSignal, async () => {
      await condition(() => this.loaded);
      await this.during(() => this.refresh());
      await this.passOn();
    });
    setHandler(openUpdate, async (request) => {
      try {
        return await this.openDoor(request);
      } catch (error) {
        refused ||= !this.state.opening;
        throw error;
      }
    });
    const { ids } = this;
    const row = this.row as unknown as ProcedureRow;
    this.door(decideUpdate, (request: DecideRequest) =>
      this.following(withMedia(actOfDecision(ids, request), row, this.state)),
    );
    this.door(recordUpdate, (request: RecordRequest) =>
      withMedia(actOfRecord(ids, request, row, this.state), row, this.state),
    );
    this.door(withdrawUpdate, (request: WithdrawRequest) =>
      this.following(actOfWithdrawal(ids, request, this.state)),
    );
    this.door(claimUpdate, (request: ClaimRequest) => actOfClaim(ids, request));
    this.door(reassignUpdate, (request: ReassignRequest) => actOfReassignment(ids, request));
    this.door(handOverUpdate, (request: HandOverRequest) => actOfHandover(ids, request));
    if (this.row.revocable)
      this.door(revokeUpdate, (request: RevokeRequest) => actOfRevocation(ids, request));
    this.door(urgeUpdate, (request: UrgeRequest) => actOfUrge(ids, request));
    this.door(remarkUpdate, (request: RemarkRequest) => actOfRemark(ids, request));
    this.door(correctUpdate, (request: CorrectRequest) => actOfCorrection(ids, request));
    return () => refused;
  }

  /** Refused in the handler, never in a validator: the run must hear it to end. */
  private async openDoor(request: OpenRequest): Promise<Answer> {
    await condition(() => this.loaded);
    for (;;) {
      const seq = await this.write(() => {
        const opening = withMedia(
          actOfOpening(this.ids, request),
          this.row as unknown as ProcedureRow,
          this.state,
        );
        const act = { ...opening, ...this.row.begins(request.facts as F) };
        return this.seqOf(request) ?? this.checked(act);
      });
      if (seq !== undefined) return this.answer(seq);
    }
  }

  /**
   * A door: the validator refuses at once on what the run knows, so that a refused request leaves no event;
   * while the run has not loaded its record, or the request has seen newer records, the handler makes the
   * same check.
   */
  private door<R extends Request>(
    definition: UpdateDefinition<Answer, [R]>,
    make: (request: R) => Act | undefined,
  ): void {
    const handler = async (request: R): Promise<Answer> => {
      if (this.loaded && request.seen > this.head.seq) await this.refresh();
      // A task whose step is not waited for yet: the prose comes to it of its own accord.
      const ready = () => this.quiet() && (this.seqOf(request) !== undefined || make(request) !== undefined);
      for (;;) {
        await condition(ready);
        const seq = await this.write(() => this.seqOf(request) ?? this.checkedOrLater(make(request)));
        if (seq !== undefined) return this.answer(seq);
      }
    };
    const validator = (request: R): void => {
      if (request.seen > this.head.seq || this.seqOf(request) !== undefined || !this.quiet()) return;
      this.checkedOrLater(make(request));
    };
    setHandler(definition, handler, { validator });
  }

  private checked(act: Act): Act {
    const no =
      refuseRecused(act.actor, act.receivedAt, this.recused) ??
      refuse(this.row as unknown as ProcedureRow, this.state, act);
    if (no) throw refused(no);
    return { ...act, lawReferences: [this.articleOf(act.step)] };
  }

  /** The article a step rests on, in words. */
  private articleOf(step: string): string {
    const asked = stepRowOf(this.row, step);
    return articleLabel((asked ?? this.row).article);
  }

  private checkedOrLater(act: Act | undefined): Act | undefined {
    return act && this.checked(act);
  }

  /**
   * A decision with what its step says it leads to; undefined while the prose has not come to its wait yet.
   */
  private following(act: Act): Act | undefined {
    if (!held(this.state.tasks, act.step)) return act;
    const next = this.waits.get(act.step);
    if (!next) return undefined;
    const { opens = [], starts = [], effect } = next(act);
    return { ...act, opens, starts, ...(effect ? { effect } : {}) };
  }

  /** The record this request made already. */
  private seqOf({ requestId }: Pick<Request, 'requestId'>): number | undefined {
    return held(this.state.requests, requestId);
  }

  private async answer(seq: number): Promise<Answer> {
    await condition(() => this.quiet());
    return { seq, head: this.head.seq };
  }

  // — the record —

  /** Quiet: the run has nothing left to do of its own accord at this moment. */
  private quiet(): boolean {
    if (this.over) return true;
    const waiting =
      [...this.waits.keys()].every((step) => !this.state.steps[step]) &&
      [...this.expectations].every((isSo) => !isSo());
    const started = this.begun === (this.state.opening !== undefined);
    if (this.nextToIssue() !== undefined) return false;
    return this.loaded && this.underWay === 0 && started && waiting && this.dueAlarm() === undefined;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async during<T>(work: () => Promise<T>): Promise<T> {
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
    }
  }

  /**
   * Writes what `make` says, inside the turn. `make` returns the seq of a record that is on file already, the
   * act to append, or nothing when the prose must move first. Returns the record's seq, or undefined to ask
   * again: there was news, or the step is on file by another's act.
   */
  private write(make: () => number | Act | undefined): Promise<number | undefined> {
    return this.inTurn(async () => {
      const made = make();
      if (made === undefined || typeof made === 'number') return made;
      const appended = await append(made, { head: this.head, state: { seq: this.state.seq } });
      this.take(appended.records, appended.head);
      if (appended.refused) throw refused(appended.refused);
      const { requestId } = made;
      return requestId === undefined ? appended.own : this.seqOf({ requestId });
    });
  }

  private async refresh(): Promise<void> {
    await this.inTurn(async () => {
      this.heardSeq = this.toldSeq;
      for (let more = true; more;) {
        const after = this.state.seq;
        const page = await either(
          () => near.load(this.ids.chainId, this.ids.procedure, after),
          () => far.load(this.ids.chainId, this.ids.procedure, after),
        );
        this.take(page.records, page.head);
        this.concludedElsewhere = page.concluded;
        this.openedElsewhere = page.opened ?? [];
        this.recused = page.recused ?? [];
        more = page.more;
      }
    });
  }

  private take(records: readonly RecordHeader[], head: Head): void {
    const before = this.state.seq;
    this.state = fold(records, this.state);
    this.noteToIssue();
    if (head.seq > this.head.seq) this.head = head;
    if (this.loaded) this.recordsThisRun += records.length;
    if (this.loaded && this.state.seq > before) this.describe();
  }

  /** Runs begun before it learn of it as they go on, and then issue what they had made. */
  private noteToIssue(): void {
    if (!this.makesOutward || this.state.concluded) return;
    const due = documentsToIssue(this.row as unknown as ProcedureRow, this.state);
    const known = due.length > 0 && patched(DOCUMENTS_ARE_ISSUED) ? due : [];
    this.toIssue = new Map(known.map(({ filed, document }) => [filed.seq, document]));
  }

  /** A fact the run itself puts on file, once. */
  private note(
    kind: Kind,
    step: string,
    more: Partial<
      Pick<Act, 'opens' | 'facts' | 'starts' | 'occurredAt' | 'body' | 'attachments' | 'secrecy'>
    > = {},
  ): Promise<RecordHeader> {
    return this.during(async () => {
      while (!this.on(step)) await this.write(() => this.on(step)?.seq ?? this.actOfRun(kind, step, more));
      return this.onFile(step);
    });
  }

  private actOfRun(kind: Kind, step: string, more: Partial<Act>): Act {
    const now = Date.now();
    return {
      chainId: this.ids.chainId,
      procedure: this.ids.procedure,
      kind,
      step,
      actor: SYSTEM,
      occurredAt: now,
      receivedAt: now,
      opens: [],
      starts: [],
      facts: {},
      body: {},
      attachments: [],
      secrecy: 1,
      policy: { id: 'procedure', version: this.row.key },
      lawReferences: [this.articleOf(step)],
      ...more,
    };
  }

  /** By which media matrix the matter is recorded: what this procedure opens keeps it (第五条). */
  private matrixOfMatter(): Facts {
    const matrix = this.state.opening?.facts['mediaMatrix'];
    return matrix === undefined ? {} : { mediaMatrix: matrix };
  }

  private openingOf<G extends Facts>(row: ProcedureRow<G>, procedure: string, facts: G): Act {
    const act = this.actOfRun('opening', 'opening', { facts, ...row.begins(facts) });
    return { ...act, procedure, lawReferences: [articleLabel(row.article)] };
  }

  private async startRun<G extends Facts>(row: ProcedureRow<G>, procedure: string, facts: G): Promise<void> {
    const { chainId, turnover } = this.ids;
    const ids: Ids = { chainId, procedure, ...(turnover === undefined ? {} : { turnover }) };
    await startChild(row.workflowType, {
      workflowId: procedureId(chainId, procedure),
      args: [ids],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      typedSearchAttributes: searchAttributesOf(chainId, procedure, textOf(facts, 'unit')),
      staticSummary: runSummary(chainId, row),
    }).catch((error: unknown) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
  }

  // — the clocks —

  private dueAlarm(): Alarm | undefined {
    const alarm = nextAlarm(this.state, Date.now());
    return alarm && alarm.at <= Date.now() ? alarm : undefined;
  }

  /** Sleeps until the next reminder or last instant, and puts on file that it came. Never ends of itself. */
  private async watchClocks(): Promise<never> {
    for (;;) {
      const alarm = nextAlarm(this.state, Date.now());
      const same = () => {
        const next = nextAlarm(this.state, Date.now());
        return next?.step === alarm?.step && next?.at === alarm?.at;
      };
      if (!alarm) await condition(() => !same());
      else if (alarm.at > Date.now())
        await condition(() => !same(), alarm.at - Date.now(), { summary: alarm.summary });
      else await this.sound(alarm);
    }
  }

  private async sound(alarm: Alarm): Promise<void> {
    const { kind, step, clock, at } = alarm;
    const due = () => nextAlarm(this.state, Date.now())?.step === step;
    const act = () => this.actOfRun(kind, step, { facts: { clock }, occurredAt: at });
    const seq = await this.during(() => this.write(() => (due() ? act() : undefined)));
    if (seq !== undefined && kind === 'periodPassed' && !patched(OVERDUE_FOLLOWS)) this.markOverdue(true);
  }

  private describe(): void {
    setCurrentDetails(detailsOf(this.row, this.state, phaseLabel(this.row.phase)));
    const isOverdue = overdue(this.state).length > 0;
    if (isOverdue !== this.markedOverdue && patched(OVERDUE_FOLLOWS)) this.markOverdue(isOverdue);
  }

  private markOverdue(value: boolean): void {
    this.markedOverdue = value;
    upsertSearchAttributes([{ key: searchKeys.overdue, value }]);
  }
}

/**
 * A fault of the code, never a refusal: it stalls the run's workflow task until a corrected edition is
 * deployed.
 */
class ProcedureFault extends Error {
  override readonly name = 'ProcedureFault';
}

const refused = (no: Refusal): ApplicationFailure =>
  ApplicationFailure.create({ message: no.message, type: REFUSED, nonRetryable: true, details: [no] });

const UNKNOWN: Known = { head: EMPTY_HEAD, state: { seq: 0 } };

const append = (act: Act, known: Known): Promise<Appended> =>
  either(
    () => near.append(act, known),
    () => far.append(act, known),
  );

async function either<T>(first: () => Promise<T>, second: () => Promise<T>): Promise<T> {
  try {
    return await first();
  } catch {
    return second();
  }
}

/** A procedure as a workflow: its row, and its prose over the case file, which returns the outcome. */
export const procedure =
  <F extends Facts>(row: ProcedureRow<F>, prose: Prose<F>) =>
  (ids: Ids): Promise<void> =>
    new CaseFile(row, ids).conduct(prose);
