/**
 * The bare three-Update workflow, with client and worker in one process and Temporal beside it: what this
 * machine's Temporal does when nothing is written down anywhere else.
 */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { latencyOf, spreadOf, type Latency, type Spread } from '../figures.js';
import { cpuOf, cpuTimes, difference, type Level } from '../load.js';
import * as activities from './activities.js';
import type { bareApproval, BareDecision, BareOptions } from './workflows.js';

const ACTORS = ['handler', 'reviewer', 'approver'];

/** The two that are measured. */
export const bareKinds = {
  ordinaryActivities: { activities: 'ordinary', searchAttribute: true },
  localActivities: { activities: 'local', searchAttribute: false },
} as const satisfies Record<string, BareOptions>;
export type BareKind = keyof typeof bareKinds;

/** A stretch of time in which the bare workflow was driven. */
export interface BareWindow {
  readonly seconds: number;
  readonly approvals: number;
  readonly updatesMs: readonly number[];
  readonly cpuMs: ReadonlyMap<string, number | null>;
}

/** What one kind of bare workflow does. */
export interface Bare extends Pick<Level, 'cpuMsPerApproval' | 'otherCores'> {
  readonly clients: number;
  readonly approvalsPerSecond: Spread;
  readonly update: Latency;
}

/** The bare workflow's worker and client on one Temporal. */
export class Baseline {
  readonly #taskQueue = `bare-${randomUUID()}`;

  private constructor(
    private readonly client: Client,
    private readonly connection: NativeConnection,
    private readonly processes: () => ReadonlyMap<string, number>,
  ) {}

  #worker: Worker | undefined;
  #running: Promise<void> | undefined;

  /** Bundles the workflow and starts its worker in this process. `temporalPid`: counted, when it is ours. */
  static async start(address: string, temporalPid: number | undefined): Promise<Baseline> {
    Runtime.install({
      shutdownSignals: [],
      logger: new DefaultLogger('WARN', ({ message }) => process.stderr.write(`${message}\n`)),
    });
    const client = new Client({ connection: await Connection.connect({ address }) });
    const connection = await NativeConnection.connect({ address });
    const processes = new Map(temporalPid === undefined ? [] : [['temporal', temporalPid] as const]);
    const baseline = new Baseline(client, connection, () => processes);
    await baseline.#run();
    return baseline;
  }

  async #run(): Promise<void> {
    const workflowsPath = fileURLToPath(new URL('./workflows.js', import.meta.url));
    const logger = new DefaultLogger('WARN', ({ message }) => process.stderr.write(`${message}\n`));
    this.#worker = await Worker.create({
      connection: this.connection,
      taskQueue: this.#taskQueue,
      workflowBundle: await bundleWorkflowCode({ workflowsPath, logger }),
      activities,
    });
    this.#running = this.#worker.run();
  }

  /** Drives it with so many clients: first unmeasured, then measured. */
  async measure(
    kind: BareKind,
    clients: number,
    warmupSeconds: number,
    seconds: number,
  ): Promise<BareWindow> {
    const finished: number[] = [];
    const updates: { at: number; ms: number }[] = [];
    let over = false;
    const drive = async (): Promise<void> => {
      while (!over) {
        await this.#approve(bareKinds[kind], (ms) => updates.push({ at: performance.now(), ms }));
        finished.push(performance.now());
      }
    };
    const driving = Promise.all(Array.from({ length: clients }, drive));
    await Promise.race([pause(warmupSeconds * 1000), driving]);
    const before = cpuTimes({ processes: this.processes });
    const from = performance.now();
    await Promise.race([pause(seconds * 1000), driving]);
    const to = performance.now();
    const cpuMs = difference(before, cpuTimes({ processes: this.processes }));
    over = true;
    await driving;
    const within = (at: number): boolean => at >= from && at < to;
    return {
      seconds: (to - from) / 1000,
      approvals: finished.filter(within).length,
      updatesMs: updates.filter(({ at }) => within(at)).map(({ ms }) => ms),
      cpuMs,
    };
  }

  async #approve(options: BareOptions, took: (ms: number) => void): Promise<void> {
    const handle = await this.client.workflow.start<typeof bareApproval>('bareApproval', {
      taskQueue: this.#taskQueue,
      workflowId: `bare-${randomUUID()}`,
      args: [options],
    });
    for (const [stage, actor] of ACTORS.entries()) {
      const began = performance.now();
      const args: [BareDecision] = [{ stage, actor }];
      await handle.executeUpdate<string, [BareDecision]>('decide', { args, updateId: `u${String(stage)}` });
      took(performance.now() - began);
    }
    await handle.result();
  }

  /** Ends the worker and gives the connections back. */
  async stop(): Promise<void> {
    this.#worker?.shutdown();
    await this.#running;
    await this.connection.close();
    await this.client.connection.close();
  }
}

/** Puts the windows of one kind together. */
export function bareOf(clients: number, windows: readonly BareWindow[]): Bare {
  const approvals = windows.reduce((total, window) => total + window.approvals, 0);
  const seconds = windows.reduce((total, window) => total + window.seconds, 0);
  const readings = windows.map(({ cpuMs }) => {
    // Here the client is the worker as well: its time is part of the total.
    const { client = null, ...others } = Object.fromEntries(cpuMs);
    return new Map(Object.entries({ ...others, clientAndWorker: client }));
  });
  return {
    clients,
    approvalsPerSecond: spreadOf(windows.map((window) => window.approvals / window.seconds)),
    update: latencyOf(windows.flatMap(({ updatesMs }) => updatesMs)),
    ...cpuOf(readings, approvals, seconds),
  };
}
