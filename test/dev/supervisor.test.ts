import { describe, expect, test } from '@jest/globals';
import type { Ending, Running } from '../../dev/parts/process.js';
import { Supervisor } from '../../dev/supervisor.js';

/** A process that ends when it is told to. */
class Made implements Running {
  readonly pid = 0;
  readonly logFile = '';
  readonly ended: Promise<Ending>;
  #ending: Ending | undefined;
  #end: (ending: Ending) => void = () => undefined;

  constructor(
    readonly name: string,
    readonly diary: string[],
  ) {
    diary.push(`start ${name}`);
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  ending = (): Ending | undefined => this.#ending;
  output = (): string => 'first line\nlast words';
  stop = async (): Promise<Ending> => this.#finish('stop', { code: 0, signal: null });
  kill = async (): Promise<Ending> => this.#finish('kill', { code: null, signal: 'SIGKILL' });

  /** Ends by itself. */
  crash(): void {
    void this.#finish('crash', { code: 1, signal: null });
  }

  async #finish(how: string, ending: Ending): Promise<Ending> {
    if (!this.#ending) {
      this.#ending = ending;
      this.diary.push(`${how} ${this.name}`);
      this.#end(ending);
    }
    return Promise.resolve(this.#ending);
  }
}

function supervise(): {
  supervisor: Supervisor;
  diary: string[];
  running: Map<string, Made>;
  add: (name: string) => Promise<Made>;
  restarted: (name: string) => Promise<void>;
} {
  const diary: string[] = [];
  const running = new Map<string, Made>();
  const waiting: (() => void)[] = [];
  const supervisor = new Supervisor(
    (line) => {
      if (!line.includes('is running again')) return;
      for (const resolve of waiting.splice(0)) resolve();
    },
    () => 0,
  );
  const add = async (name: string): Promise<Made> =>
    supervisor.add(name, async () => {
      const made = new Made(name, diary);
      running.set(name, made);
      return Promise.resolve(made);
    });
  const restarted = async (name: string): Promise<void> => {
    const again = new Promise<void>((resolve) => waiting.push(resolve));
    running.get(name)?.crash();
    return again;
  };
  return { supervisor, diary, running, add, restarted };
}

describe('the supervisor', () => {
  test('stopped › everything, in reverse order of the start', async () => {
    const { supervisor, diary, add } = supervise();
    for (const name of ['Temporal', 'MongoDB', 'worker']) await add(name);
    await supervisor.stopAll();
    expect(diary.slice(3)).toEqual(['stop worker', 'stop MongoDB', 'stop Temporal']);
  });

  test('stopped › what it stopped is not started again', async () => {
    const { supervisor, diary, add } = supervise();
    await add('worker');
    await supervisor.stopAll();
    await new Promise((resolve) => setImmediate(resolve));
    expect(diary).toEqual(['start worker', 'stop worker']);
  });

  test('a process ends unexpectedly › started again, the others are left alone', async () => {
    const { supervisor, diary, add, restarted } = supervise();
    await add('Temporal');
    await add('worker');
    await restarted('worker');
    expect(diary).toEqual(['start Temporal', 'start worker', 'crash worker', 'start worker']);
    await supervisor.stopAll();
  });

  test('a process that keeps ending › given up the sixth time within a minute, with its last words', async () => {
    const { supervisor, diary, running, add, restarted } = supervise();
    await add('worker');
    for (let crash = 0; crash < 5; crash++) await restarted('worker');
    running.get('worker')?.crash();
    await expect(supervisor.gaveUp).resolves.toMatch(/worker keeps ending[\s\S]*last words/);
    expect(diary.filter((line) => line === 'start worker')).toHaveLength(6);
  });

  test('held › stays down until resumed, last first', async () => {
    const { supervisor, diary, add } = supervise();
    for (const name of ['MongoDB', 'worker', 'server']) await add(name);
    await supervisor.hold(['worker', 'server']);
    expect(diary.slice(3)).toEqual(['stop server', 'stop worker']);
    await supervisor.resume(['worker', 'server']);
    expect(diary.slice(5)).toEqual(['start worker', 'start server']);
    await supervisor.stopAll();
  });

  test('restarted again and again after builds › never counted as ending by itself', async () => {
    const { supervisor, diary, add } = supervise();
    await add('worker');
    for (let build = 0; build < 8; build++) await supervisor.restart(['worker']);
    expect(diary.filter((line) => line === 'start worker')).toHaveLength(9);
    await supervisor.stopAll();
  });

  test('stopped while a process is starting › that one is stopped too', async () => {
    const { supervisor, diary } = supervise();
    let begin: (process: Made) => void = () => undefined;
    const starting = supervisor.add('worker', () => new Promise<Made>((resolve) => (begin = resolve)));
    const stopping = supervisor.stopAll();
    begin(new Made('worker', diary));
    await Promise.all([starting, stopping]);
    expect(diary).toEqual(['start worker', 'stop worker']);
  });
});
