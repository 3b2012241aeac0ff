import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import protocol, { type coresdk } from '@temporalio/proto';
import { defaultPayloadConverter, TypedSearchAttributes, type Payload } from '@temporalio/common';
import Long from 'long';

/**
 * Runs the real workflow bundle in the SDK's own sandbox with a made clock and no server.
 * It drives internal modules of the worker, as the SDK's own tests do: the SDK's version is pinned for that reason.
 */
const require = createRequire(import.meta.url);
const { ReusableVMWorkflowCreator } = require('@temporalio/worker/lib/workflow/reusable-vm') as {
  ReusableVMWorkflowCreator: {
    create: (bundle: unknown, timeoutMs: number, activities: Set<string>) => Promise<WorkflowCreator>;
  };
};
const { parseWorkflowCode } = require('@temporalio/worker/lib/worker') as {
  parseWorkflowCode: (code: string, path?: string) => unknown;
};

type WorkflowCreator = { createWorkflow: (options: unknown) => Promise<SandboxedWorkflow> };
type SandboxedWorkflow = {
  activate: (activation: unknown) => Promise<coresdk.workflow_completion.IWorkflowActivationCompletion>;
  dispose: () => Promise<void>;
};
type Job = coresdk.workflow_activation.IWorkflowActivationJob;
type Command = coresdk.workflow_commands.IWorkflowCommand;
type Failure = NonNullable<coresdk.workflow_commands.IUpdateResponse['rejected']>;

const toPayload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const fromPayload = (payload: unknown): unknown => defaultPayloadConverter.fromPayload(payload as Payload);
const timestamp = (ms: number) => ({
  seconds: Long.fromNumber(Math.floor(ms / 1000)),
  nanos: (ms % 1000) * 1e6,
});
const durationMs = (
  duration: { seconds?: Long | number | null; nanos?: number | null } | null | undefined,
): number => Number(duration?.seconds ?? 0) * 1000 + (duration?.nanos ?? 0) / 1e6;

/** What fails this often is no database that is away for a moment. */
const ATTEMPTS_LIMIT = 100;

let creators = new Map<string, Promise<WorkflowCreator>>();

/** The activities a run calls, by name. */
export type Activities = Record<string, (...args: never[]) => Promise<unknown>>;
export type UpdateOutcome = { value?: unknown; refused?: unknown; accepted: boolean };
type Run = {
  workflow: SandboxedWorkflow;
  runId: string;
  type: string;
  activations: number;
  timers: Map<number, { at: number; summary: string }>;
  updates: Map<string, UpdateOutcome>;
  ended: boolean;
};

/** Several workflows that start, signal and outlive one another, under one made clock (epoch ms). */
export class Sandbox {
  /** Everything every run commanded, for determinism checks: the same scenario gives the same list. */
  readonly commands: string[] = [];
  readonly runs = new Map<string, Run>();
  /** What was written to the search attribute Overdue, by workflow id, over all its runs. */
  readonly overdue = new Map<string, unknown[]>();
  private updateCount = 0;
  private runCount = 0;

  constructor(
    private readonly bundlePath: string,
    private readonly activities: Activities,
    public now: number,
  ) {}

  /** Starts a workflow; one that is running already is left alone. */
  async start(type: string, workflowId: string, args: unknown[], first: Job[] = []): Promise<Run> {
    const known = this.runs.get(workflowId);
    if (known && !known.ended) return known;
    this.runCount += 1;
    const runId = `run-${String(this.runCount)}`;
    const workflow = await (await this.creator()).createWorkflow(this.creation(type, workflowId, runId));
    const run = {
      workflow,
      runId,
      type,
      activations: 0,
      timers: new Map(),
      updates: new Map(),
      ended: false,
    } as Run;
    this.runs.set(workflowId, run);
    const initialize = {
      workflowType: type,
      workflowId,
      arguments: args.map(toPayload),
      randomnessSeed: Long.fromNumber(this.runCount),
      attempt: 1,
      startTime: timestamp(this.now),
      firstExecutionRunId: runId,
    };
    await this.activate(workflowId, [{ initializeWorkflow: initialize }, ...first]);
    return run;
  }

  /** Sends an Update and lets everything that follows from it happen. */
  async update(workflowId: string, name: string, argument: unknown): Promise<UpdateOutcome> {
    const [outcome] = await this.send(workflowId, [this.updateJob(name, argument)]);
    return outcome!;
  }

  /** Update-With-Start: the Update is in the first activation. */
  async updateWithStart(type: string, workflowId: string, args: unknown[], name: string, argument: unknown) {
    if (this.running(workflowId)) return this.update(workflowId, name, argument);
    const [id, job] = this.updateJob(name, argument);
    const run = await this.start(type, workflowId, args, [job]);
    return run.updates.get(id)!;
  }

  /** Both Updates arrive in one activation. */
  async updateTogether(
    workflowId: string,
    name: string,
    one: unknown,
    other: unknown,
    otherName = name,
  ): Promise<UpdateOutcome[]> {
    return this.send(workflowId, [this.updateJob(name, one), this.updateJob(otherName, other)]);
  }

  /** The clock moves without firing a timer: the Update arrives first, then what is due. */
  async updateBeforeTimers(workflowId: string, moment: number, name: string, argument: unknown) {
    this.now = moment;
    const outcome = await this.update(workflowId, name, argument);
    await this.advanceTo(moment);
    return outcome;
  }

  /** The Update and the timer that is due next are in one activation; the clock moves to the timer. */
  async updateAsTimerFires(workflowId: string, name: string, argument: (now: number) => unknown) {
    const due = this.nextTimer(Infinity);
    if (due?.workflowId !== workflowId) return undefined;
    this.now = Math.max(this.now, due.at);
    const run = this.runs.get(workflowId)!;
    run.timers.delete(due.seq);
    const [id, job] = this.updateJob(name, argument(this.now));
    await this.activate(workflowId, [job, { fireTimer: { seq: due.seq } }]);
    return run.updates.get(id)!;
  }

  /** The outcome is that of the run the Updates reached, which may be followed by another before they are answered. */
  private async send(workflowId: string, updates: [string, Job][]): Promise<UpdateOutcome[]> {
    const run = this.runs.get(workflowId)!;
    await this.activate(
      workflowId,
      updates.map(([, job]) => job),
    );
    return updates.map(([id]) => run.updates.get(id)!);
  }

  /** Moves the clock, firing due timers in their order. */
  async advanceTo(moment: number): Promise<void> {
    for (;;) {
      const due = this.nextTimer(moment);
      if (!due) break;
      this.now = Math.max(this.now, due.at);
      this.runs.get(due.workflowId)!.timers.delete(due.seq);
      await this.activate(due.workflowId, [{ fireTimer: { seq: due.seq } }]);
    }
    this.now = moment;
  }

  /** The run dies with its history; what is on record stays. */
  async forget(workflowId: string): Promise<void> {
    const run = this.runs.get(workflowId);
    this.runs.delete(workflowId);
    await run?.workflow.dispose();
  }

  running = (workflowId: string): boolean => this.runs.get(workflowId)?.ended === false;
  timersOf = (workflowId: string) => [...(this.runs.get(workflowId)?.timers.values() ?? [])];

  async dispose(): Promise<void> {
    for (const workflowId of [...this.runs.keys()]) await this.forget(workflowId);
  }

  private creator(): Promise<WorkflowCreator> {
    const known = creators.get(this.bundlePath);
    if (known) return known;
    const code = parseWorkflowCode(readFileSync(this.bundlePath, 'utf8'), this.bundlePath);
    const made = ReusableVMWorkflowCreator.create(code, 10_000, new Set(Object.keys(this.activities)));
    creators = new Map([...creators, [this.bundlePath, made]]);
    return made;
  }

  private creation(workflowType: string, workflowId: string, runId: string) {
    const info = {
      workflowId,
      runId,
      workflowType,
      searchAttributes: {},
      typedSearchAttributes: new TypedSearchAttributes(),
      taskQueue: 'sandbox',
      namespace: 'default',
      firstExecutionRunId: runId,
      originalExecutionRunId: runId,
      attempt: 1,
      startTime: new Date(this.now),
      runStartTime: new Date(this.now),
      taskTimeoutMs: 10_000,
      historyLength: 3,
      historySize: 300,
      continueAsNewSuggested: false,
      suggestedContinueAsNewReasons: [],
      unsafe: { now: () => this.now, isReplaying: false, isReplayingHistoryEvents: false },
    };
    return { info, randomnessSeed: [1, 2, 3, 4, 5, 6, 7, 8], now: this.now, showStackTraceSources: false };
  }

  private updateJob(name: string, argument: unknown): [string, Job] {
    this.updateCount += 1;
    const id = `update-${String(this.updateCount)}`;
    const input = [toPayload(argument)];
    const meta = { updateId: id, identity: 'sandbox' };
    return [
      id,
      { doUpdate: { id, protocolInstanceId: id, name, input, runValidator: true, headers: {}, meta } },
    ];
  }

  private async activate(workflowId: string, jobs: Job[]): Promise<void> {
    const run = this.runs.get(workflowId);
    if (!run || run.ended) return;
    run.activations += 1;
    const completion = await run.workflow.activate({
      runId: run.runId,
      timestamp: timestamp(this.now),
      isReplaying: false,
      historyLength: 3 + run.activations,
      jobs,
      availableInternalFlags: [],
    });
    if (completion.failed)
      throw new Error(`Workflow task of ${workflowId} failed: ${wordsOf(completion.failed.failure)}`);
    const commands = completion.successful?.commands ?? [];
    for (const command of commands) this.commands.push(`${workflowId} ${Object.keys(command)[0] ?? ''}`);
    const answers: Job[] = [];
    for (const command of commands) answers.push(...(await this.obey(workflowId, run, command)));
    // Each result comes in an activation of its own, as it does from a server.
    for (const answer of answers) await this.activate(workflowId, [answer]);
  }

  private async obey(workflowId: string, run: Run, command: Command): Promise<Job[]> {
    if (command.updateResponse) this.noteUpdate(run, command.updateResponse);
    if (command.startTimer) this.noteTimer(run, command);
    if (command.cancelTimer) run.timers.delete(Number(command.cancelTimer.seq));
    if (command.scheduleLocalActivity) return [await this.perform(command.scheduleLocalActivity, true)];
    if (command.scheduleActivity) return [await this.perform(command.scheduleActivity, false)];
    if (command.startChildWorkflowExecution) return this.startChild(command.startChildWorkflowExecution);
    if (command.signalExternalWorkflowExecution) return this.signal(command.signalExternalWorkflowExecution);
    if (command.upsertWorkflowSearchAttributes) this.noteOverdue(workflowId, command);
    if (command.continueAsNewWorkflowExecution) await this.continueAsNew(workflowId, run, command);
    if (command.completeWorkflowExecution) run.ended = true;
    if (command.failWorkflowExecution)
      throw new Error(`Workflow ${workflowId} failed: ${wordsOf(command.failWorkflowExecution.failure)}`);
    return [];
  }

  private noteUpdate(run: Run, response: coresdk.workflow_commands.IUpdateResponse): void {
    const id = response.protocolInstanceId!;
    const outcome = run.updates.get(id) ?? { accepted: false };
    if (response.accepted) outcome.accepted = true;
    if (response.rejected) outcome.refused = refusalOf(response.rejected);
    if (response.completed) outcome.value = fromPayload(response.completed);
    run.updates.set(id, outcome);
  }

  private noteOverdue(workflowId: string, { upsertWorkflowSearchAttributes: upserted }: Command): void {
    const payload = upserted!.searchAttributes?.indexedFields?.['Overdue'];
    if (payload)
      this.overdue.set(workflowId, [...(this.overdue.get(workflowId) ?? []), fromPayload(payload)]);
  }

  private noteTimer(run: Run, { startTimer, userMetadata }: Command): void {
    const summary = userMetadata?.summary ? String(fromPayload(userMetadata.summary)) : '';
    run.timers.set(Number(startTimer!.seq), {
      at: this.now + durationMs(startTimer!.startToFireTimeout),
      summary,
    });
  }

  private async perform(
    scheduled: {
      seq?: number | null;
      activityType?: string | null;
      arguments?: unknown[] | null;
      retryPolicy?: { nonRetryableErrorTypes?: string[] | null } | null;
    },
    isLocal: boolean,
  ): Promise<Job> {
    const activity = this.activities[scheduled.activityType!]!;
    const args = (scheduled.arguments ?? []).map(fromPayload) as never[];
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = toPayload(await activity(...args));
        return { resolveActivity: { seq: scheduled.seq!, isLocal, result: { completed: { result } } } };
      } catch (error) {
        // An ordinary activity is retried by the server for as long as it takes; a local one has given up.
        const type = (error as Error).name;
        if (attempt === ATTEMPTS_LIMIT) throw error;
        if (!isLocal && !scheduled.retryPolicy?.nonRetryableErrorTypes?.includes(type)) continue;
        const cause = { message: String(error), applicationFailureInfo: { type } };
        const failure = {
          message: 'failed',
          activityFailureInfo: { activityType: { name: scheduled.activityType! } },
          cause,
        };
        return { resolveActivity: { seq: scheduled.seq!, isLocal, result: { failed: { failure } } } };
      }
    }
  }

  private async startChild(child: coresdk.workflow_commands.IStartChildWorkflowExecution): Promise<Job[]> {
    const { seq, workflowId, workflowType } = child;
    if (this.running(workflowId!)) {
      const cause =
        protocol.coresdk.child_workflow.StartChildWorkflowExecutionFailedCause
          .START_CHILD_WORKFLOW_EXECUTION_FAILED_CAUSE_WORKFLOW_ALREADY_EXISTS;
      return [
        {
          resolveChildWorkflowExecutionStart: {
            seq: seq!,
            failed: { workflowId: workflowId!, workflowType: workflowType!, cause },
          },
        },
      ];
    }
    await this.start(workflowType!, workflowId!, (child.input ?? []).map(fromPayload));
    return [{ resolveChildWorkflowExecutionStart: { seq: seq!, succeeded: { runId: 'child' } } }];
  }

  /** A signal from outside; a workflow that does not run hears nothing. */
  async tell(workflowId: string, signalName: string, argument: unknown): Promise<void> {
    const input = [toPayload(argument)];
    await this.activate(workflowId, [
      { signalWorkflow: { signalName, input, identity: 'sandbox', headers: {} } },
    ]);
  }

  private async signal(sent: coresdk.workflow_commands.ISignalExternalWorkflowExecution): Promise<Job[]> {
    const target = sent.workflowExecution!.workflowId!;
    if (this.running(target))
      await this.activate(target, [
        {
          signalWorkflow: {
            signalName: sent.signalName!,
            input: sent.args ?? [],
            identity: 'sandbox',
            headers: {},
          },
        },
      ]);
    const failure = this.running(target) ? {} : { failure: { message: 'not found' } };
    return [{ resolveSignalExternalWorkflow: { seq: sent.seq!, ...failure } }];
  }

  private async continueAsNew(workflowId: string, run: Run, command: Command): Promise<void> {
    const args = (command.continueAsNewWorkflowExecution!.arguments ?? []).map(fromPayload);
    run.ended = true;
    await this.start(run.type, workflowId, args);
  }

  private nextTimer(until: number) {
    const due = [...this.runs].flatMap(([workflowId, run]) =>
      run.ended ? [] : [...run.timers].map(([seq, { at }]) => ({ workflowId, seq, at })),
    );
    return due.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
  }
}

/** What a failure says, and where it arose; the bundle's failure converter keeps both apart from the rest. */
function wordsOf(failure: Failure | null | undefined): string {
  const { encodedAttributes, message } = failure ?? {};
  return encodedAttributes ? JSON.stringify(fromPayload(encodedAttributes)) : (message ?? '');
}

/** The refusal that travels as the failure's only detail; anything else is shown as it is. */
function refusalOf(failure: Failure): unknown {
  const details = failure.applicationFailureInfo?.details?.payloads?.[0];
  return details ? fromPayload(details) : failure.message;
}
