/** Keeps a list of processes running, in the order they depend on each other. */
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines, type Running } from './parts/process.js';

const RESTARTS = 5;
const WINDOW_MS = 60_000;
const STARTING_MS = 10_000;

/** Told what happens to the processes, for people. */
export type Report = (line: string) => void;

/** One process of the stack and how to start it, again if need be. */
interface Member {
  readonly name: string;
  readonly start: () => Promise<Running>;
  process: Running | undefined;
  /** Settles when a start that is under way has come to its end. */
  starting: Promise<unknown>;
  /** Moments of the latest restarts, epoch milliseconds. */
  restarts: number[];
  /** True while it is down on purpose. */
  held: boolean;
}

/**
 * Starts processes in order, starts one again that ends unexpectedly, and stops them in reverse order. One
 * that keeps ending (five times within a minute) ends the stack: `gaveUp` resolves with the reason.
 */
export class Supervisor {
  readonly #members: Member[] = [];
  readonly #report: Report;
  readonly #pauseMs: (restarts: number) => number;
  #stopping = false;
  #giveUp: (why: string) => void = () => undefined;
  /** Resolves when a process cannot be kept running. */
  readonly gaveUp: Promise<string>;

  constructor(report: Report, pauseMs: (restarts: number) => number = (restarts) => 250 * 2 ** restarts) {
    this.#report = report;
    this.#pauseMs = pauseMs;
    this.gaveUp = new Promise((resolve) => {
      this.#giveUp = resolve;
    });
  }

  /** Starts a process after those started before it; it is stopped before them. */
  async add<Process extends Running>(name: string, start: () => Promise<Process>): Promise<Process> {
    const member: Member = {
      name,
      start,
      process: undefined,
      starting: Promise.resolve(),
      restarts: [],
      held: false,
    };
    this.#members.push(member);
    const first = this.#begin(member, start);
    member.starting = first.catch(() => undefined);
    return first;
  }

  async #begin<Process extends Running>(member: Member, start: () => Promise<Process>): Promise<Process> {
    const process = await start();
    this.#watch(member, process);
    if (this.#mayNotRun(member)) await process.stop();
    return process;
  }

  /** Ends one process with SIGKILL; it is started again like any that ended. */
  async kill(name: string): Promise<void> {
    await this.#member(name).process?.kill();
  }

  /** Stops the named processes, last first, until {@link resume}. */
  async hold(names: readonly string[]): Promise<void> {
    const members = this.#members.filter((member) => names.includes(member.name));
    for (const member of members.reverse()) {
      member.held = true;
      await member.process?.stop();
    }
  }

  /** Starts the held processes again. */
  async resume(names: readonly string[]): Promise<void> {
    for (const member of this.#members.filter((each) => names.includes(each.name) && each.held)) {
      member.held = false;
      if (!this.#stopping) await this.#launch(member);
    }
  }

  /** Stops and starts the named processes, as after a new build. */
  async restart(names: readonly string[]): Promise<void> {
    await this.hold(names);
    await this.resume(names);
  }

  /** Stops everything that was started, last first. */
  async stopAll(): Promise<void> {
    this.#stopping = true;
    for (const member of this.#members.toReversed()) {
      // One that is still starting stops itself once it has; one that hangs is left to the guard.
      await Promise.race([member.starting, sleep(STARTING_MS, undefined, { ref: false })]);
      await member.process?.stop();
    }
  }

  #member(name: string): Member {
    const member = this.#members.find((each) => each.name === name);
    if (!member) throw new Error(`no process is called ${name}`);
    return member;
  }

  #watch(member: Member, process: Running): void {
    member.process = process;
    void process.ended.then(async ({ code, signal }) => {
      if (this.#stopping || member.held) return;
      this.#report(
        `「${member.name}」意外退出 · ${member.name} ended unexpectedly (${String(code ?? signal)})`,
      );
      await this.#startAgain(member);
    });
  }

  async #startAgain(member: Member): Promise<void> {
    const now = Date.now();
    member.restarts = [...member.restarts.filter((at) => now - at < WINDOW_MS), now];
    if (member.restarts.length > RESTARTS) {
      const output = member.process ? lastLines(member.process.output()) : '';
      this.#giveUp(`「${member.name}」反复退出 · ${member.name} keeps ending; its last lines:\n${output}`);
      return;
    }
    await sleep(this.#pauseMs(member.restarts.length - 1));
    if (!this.#mayNotRun(member)) await this.#launch(member);
  }

  async #launch(member: Member): Promise<void> {
    const start = this.#begin(member, member.start);
    member.starting = start.catch(() => undefined);
    try {
      await start;
      if (!this.#mayNotRun(member))
        this.#report(`「${member.name}」已重新启动 · ${member.name} is running again`);
    } catch (error) {
      this.#report(String(error));
      if (!this.#mayNotRun(member)) await this.#startAgain(member);
    }
  }

  /** What holds may have changed while a process was starting. */
  #mayNotRun(member: Member): boolean {
    return this.#stopping || member.held;
  }
}
