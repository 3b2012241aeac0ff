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
import type { createRecordActivities, Known } from '../../activities/records.js';
import { articleLabel } from '../law/articles.js';
import { emptyState, fold, held, overdue, type State } from '../law/record/fold.js';
import { readStep } from '../law/record/approval-tasks.js';
import { refuse } from '../law/record/gates.js';
import { peopleNow, successorOf } from '../law/record/successors.js';
import {
  EMPTY_HEAD,
  procedureId,
  SYSTEM,
  textOf,
  type Act,
  type Appended,
  type ClockStart,
  type Effect,
  type Facts,
  type Head,
  type Kind,
  type RecordHeader,
  type Task,
} from '../law/record/kinds.js';
import { phaseLabel, runSummary, type CasePeople, type ProcedureRow } from '../law/procedures.js';
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
  type RemarkRequest,
  type Request,
  type RevokeRequest,
  type UrgeRequest,
  type WithdrawRequest,
} from '../messages.js';
import { REFUSED, type Refusal } from '../refusals.js';
import { nextAlarm, type Alarm } from './alarms.js';
import {
  actOfClaim,
  actOfCorrection,
  actOfDecision,
  actOfHandover,
  actOfOpening,
  actOfReassignment,
  actOfRemark,
  actOfRevocation,
  actOfUrge,
  actOfWithdrawal,
} from './acts.js';
import { detailsOf } from './details.js';
import { searchKeys, searchAttributesOf } from './search-attributes.js';

/** What a decision leads to, said by the step that waits for it. */
export type Follows = { opens?: Task[]; starts?: ClockStart[]; effect?: Effect };
type Next = (act: Act) => Follows;

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
  private concludedElsewhere: { procedure: string; outcome: string; seq: number }[] = [];
  private loaded = false;
  private begun = false;
  private over = false;
  private underWay = 0;
  private recordsThisRun = 0;
  private toldSeq = 0;
  private markedOverdue = false;
  private turn: Promise<unknown> = Promise.resolve();
  /** A run that is being started while this one goes on: its opening is on file, so nobody waits for it. */
  private starting: Promise<void> | undefined;
  /** The case was opened with what this procedure came to. */
  private caseKnowsOutcome = false;
  private readonly waits = new Map<string, Next>();

  constructor(
    private readonly row: ProcedureRow<F>,
    private readonly ids: Ids,
  ) {}

  /** The facts of the opening. */
  get facts(): F {
    return this.opening.facts as F;
  }

  private get opening(): RecordHeader {
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
   * Opens another procedure of the matter. Its opening is put on file here, then its run is started; both at
   * most once.
   */
  async open<G extends Facts>(row: ProcedureRow<G>, facts: G): Promise<void> {
    await this.during(async () => {
      // Nothing of that procedure is known here, so the whole chain is read: its opening may be on file
      // already.
      const appended = await this.inTurn(() => append(this.openingOf(row, facts), UNKNOWN));
      // A gate the prose itself should have satisfied: a fault of the code, not a refusal to a person.
      if (appended.refused) throw new ProcedureFault(`${row.key}: ${appended.refused.code}`);
      if (appended.records.some(({ kind }) => kind === 'concluded')) return;
      const started = this.startRun(row, facts);
      // Known from the record, so that runs begun by an earlier edition of the code go on as they did.
      this.caseKnowsOutcome ||= appended.records.some((record) => textOf(record.facts, 'start') !== '');
      if (this.caseKnowsOutcome) this.starting = started;
      else await started;
    });
  }

  /** Waits for another procedure's conclusion and fixes what it saw on this record. Returns the outcome. */
  async outcomeOf(row: Pick<ProcedureRow, 'key'>): Promise<string> {
    const step = `${row.key}/outcome`;
    while (!this.on(step)) {
      const told = this.toldSeq;
      await this.during(() => this.refresh());
      const found = this.concludedElsewhere.find(({ procedure }) => procedure === row.key);
      if (found)
        await this.note('observed', step, {
          facts: { procedure: row.key, outcome: found.outcome, seq: found.seq },
        });
      else await condition(() => this.toldSeq > told);
    }
    return textOf(this.onFile(step).facts, 'outcome');
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
  async conduct(prose: (file: CaseFile<F>) => Promise<string>): Promise<void> {
    const refused = this.registerDoors();
    await this.refresh();
    this.loaded = true;
    this.describe();
    await this.awaitOpening(refused);
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

  private async run(prose: (file: CaseFile<F>) => Promise<string>): Promise<void> {
    const watched = this.watchClocks();
    const told = prose(this)
      .then((outcome) => this.conclude(outcome))
      .then((record) => this.tellCase(record));
    this.begun = true;
    const ended = await Promise.race([
      told.then(() => true),
      watched,
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

  private async conclude(outcome: string): Promise<RecordHeader> {
    await condition(() => this.dueAlarm() === undefined && this.underWay === 0);
    return this.note('concluded', 'concluded', { facts: { outcome } });
  }

  /** The case hears that its file has changed; if it is not running it will read the file when it does. */
  private async tellCase(record: RecordHeader): Promise<void> {
    await this.starting;
    if (this.row.key === 'enforcement-case' || this.row.phase === null || this.caseKnowsOutcome) return;
    const handle = getExternalWorkflowHandle(procedureId(this.ids.chainId, 'enforcement-case'));
    await this.during(() => handle.signal(fileChangedSignal, record.seq).catch(() => undefined));
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
    setHandler(openUpdate, async (request) => {
      try {
        return await this.openDoor(request);
      } catch (error) {
        refused ||= !this.state.opening;
        throw error;
      }
    });
    const { ids } = this;
    this.door(decideUpdate, (request: DecideRequest) => this.following(actOfDecision(ids, request)));
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
        const act = { ...actOfOpening(this.ids, request), ...this.row.begins(request.facts as F) };
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
    const no = refuse(this.row as unknown as ProcedureRow, this.state, act);
    if (no) throw refused(no);
    return { ...act, lawReferences: [this.articleOf(act.step)] };
  }

  /** The article a step rests on, in words. */
  private articleOf(step: string): string {
    const asked = this.row.steps[readStep(step).subject];
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
    const waiting = [...this.waits.keys()].every((step) => !this.state.steps[step]);
    const started = this.begun === (this.state.opening !== undefined);
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
      for (let more = true; more;) {
        const after = this.state.seq;
        const page = await either(
          () => near.load(this.ids.chainId, this.ids.procedure, after),
          () => far.load(this.ids.chainId, this.ids.procedure, after),
        );
        this.take(page.records, page.head);
        this.concludedElsewhere = page.concluded;
        more = page.more;
      }
    });
  }

  private take(records: readonly RecordHeader[], head: Head): void {
    const before = this.state.seq;
    this.state = fold(records, this.state);
    if (head.seq > this.head.seq) this.head = head;
    if (this.loaded) this.recordsThisRun += records.length;
    if (this.loaded && this.state.seq > before) this.describe();
  }

  /** A fact the run itself puts on file, once. */
  private note(
    kind: Kind,
    step: string,
    more: Partial<Pick<Act, 'opens' | 'facts'>> = {},
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

  private openingOf<G extends Facts>(row: ProcedureRow<G>, facts: G): Act {
    const act = this.actOfRun('opening', 'opening', { facts, ...row.begins(facts) });
    return { ...act, procedure: row.key, lawReferences: [articleLabel(row.article)] };
  }

  private async startRun<G extends Facts>(row: ProcedureRow<G>, facts: G): Promise<void> {
    const { chainId, turnover } = this.ids;
    const ids: Ids = { chainId, procedure: row.key, ...(turnover === undefined ? {} : { turnover }) };
    await startChild(row.workflowType, {
      workflowId: procedureId(chainId, row.key),
      args: [ids],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      typedSearchAttributes: searchAttributesOf(chainId, row.key, textOf(facts, 'unit')),
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
  <F extends Facts>(row: ProcedureRow<F>, prose: (file: CaseFile<F>) => Promise<string>) =>
  (ids: Ids): Promise<void> =>
    new CaseFile(row, ids).conduct(prose);
