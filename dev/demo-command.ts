/**
 * `npm run demo`: an emergency case carried through against a running service as its people would, told step
 * by step. At the end the record is read and compared with the story; the exit code says whether they agree.
 */
import { parseArgs } from 'node:util';
import { Refused } from '../bench/connection.js';
import { LETTER_TEMPLATES } from '../src/models/letter.js';
import { formatMoment, timeLeft } from '../src/workflows/law/moments.js';
import { seedDemonstrationPeople } from './demonstration-people.js';
import { FullPlay, type Continued } from './demo-full.js';
import { Cast, lineOf, NotAsTold, verify, waitFor, type Stage } from './demo-stage.js';
import {
  differencesOf,
  storyOf,
  type RecordEntry,
  type Story,
  type StoryLetter,
  type StoryStep,
} from './demo-story.js';
import type { Surroundings } from './ledger-command.js';
import { localAddresses, localEnvironment } from './local-environment.js';

const AS_TOLD = 0;
/** The record is not what the story says. */
const OTHERWISE = 1;
const USAGE = 3;

/** Letters leave within about a second of their record; a busy machine takes longer. */
const LETTER_WITHIN_MS = 60_000;

const usage = `用法：npm run demo [-- --late]
      npm run demo -- --case full [--held] [--continue 案号]
  先以 npm start 启动本地环境，或者给出 PUBLIC_URL、INBOX_URL（收件箱网页）、MONGODB_URI 及 src/environment.ts 所列其余设置。
  --late       24 小时届满后才补报的一件
  --case full  从投诉举报到送达的一件；法定期限未满的，讲到该处为止
  --held       同上，听证如期举行：讲到听证之日为止，届时以 --continue 接着讲
  --continue   接着讲已经讲到一半的一件
`;

class UsageError extends Error {}

/** Plays the demonstration; the answer is the exit code. */
export async function main(
  argv: readonly string[],
  { output, errors, environment }: Surroundings = {
    output: process.stdout,
    errors: process.stderr,
    environment: process.env,
  },
): Promise<number> {
  try {
    const wish = readArguments(argv);
    const stage = findStage(environment);
    const say = (line: string): boolean => output.write(`${line}\n`);
    const people = await seedDemonstrationPeople(stage.mongodbUri);
    const cast = new Cast(stage.url, people);
    try {
      const play = wish.full
        ? new FullPlay(stage, cast, wish.full, say)
        : new Play(stage, cast, storyOf(wish.late, Date.now()), say);
      return (await play.perform()) ? AS_TOLD : OTHERWISE;
    } finally {
      cast.close();
    }
  } catch (error) {
    if (error instanceof UsageError) {
      errors.write(`${error.message}\n${usage}`);
      return USAGE;
    }
    if (!(error instanceof Refused || error instanceof NotAsTold)) throw error;
    errors.write(`与所述不符：${error.message}\n`);
    return OTHERWISE;
  }
}

/** Which story is asked for; `full` is undefined for the emergency case. */
interface Wish {
  readonly late: boolean;
  readonly full: Continued | undefined;
}

function readArguments(argv: readonly string[]): Wish {
  const options = {
    late: { type: 'boolean', default: false },
    case: { type: 'string' },
    held: { type: 'boolean', default: false },
    continue: { type: 'string' },
  } as const;
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { late, held, continue: number, case: named } = values;
  const isFull = named === 'full';
  if ((named !== undefined && !isFull) || (isFull ? late : held || number !== undefined))
    throw new UsageError('参数不能这样组合');
  return { late, full: isFull ? { held, number } : undefined };
}

function findStage(given: Surroundings['environment']): Stage {
  const fromEnvironment = given['MONGODB_URI'] !== undefined;
  const environment = fromEnvironment ? given : localEnvironment();
  if (!environment) throw new UsageError('没有运行中的本地环境，环境变量中也没有 MONGODB_URI');
  const url = environment['PUBLIC_URL'];
  const inbox = given['INBOX_URL'] ?? (fromEnvironment ? undefined : localAddresses()?.inbox);
  const mongodbUri = environment['MONGODB_URI'];
  if (url === undefined || mongodbUri === undefined) throw new UsageError('缺少 PUBLIC_URL');
  if (inbox === undefined) throw new UsageError('缺少 INBOX_URL：演示须读取收件箱中的信件');
  return { environment: { ...process.env, ...environment }, url, inbox, mongodbUri };
}

/** A letter as the inbox shows it. */
interface Letter {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly to: readonly { readonly address: string }[];
}

interface Task {
  readonly state: string;
  readonly article: { readonly label: string };
  readonly task: {
    readonly asks: string;
    readonly timeLeftMs: number | null;
    readonly roleLabel: string;
  };
}

/** One performance of a story. */
class Play {
  readonly #opened = new Set<string>();
  #number = '';
  #scene = 0;

  constructor(
    private readonly stage: Stage,
    private readonly cast: Cast,
    private readonly story: Story,
    private readonly say: (line: string) => void,
  ) {}

  /** Whether what is on file afterwards is the story. */
  async perform(): Promise<boolean> {
    this.say(`${this.story.title}\n`);
    await this.#begin();
    for (const step of this.story.steps) await this.#play(step);
    for (const letter of this.story.letters) await this.#awaitLetter(letter);
    return this.#compare();
  }

  async #begin(): Promise<void> {
    const { start, starter } = this.story;
    this.#tell(starter, `经接口先启动执法程序，实际启动于${formatMoment(start.emergency.startedAt)}`);
    this.say(`     紧急理由：${start.emergency.urgency}`);
    if ('lateEntryReason' in start.emergency)
      this.say(`     事后登记的理由：${start.emergency.lateEntryReason}`);
    const answer = await this.cast.act<Answer>(starter, '/api/cases', start);
    this.#number = answer.caseNumber;
    this.say(`     案号 ${this.#number}，记录在案（第 ${String(answer.record.seq)} 号）`);
  }

  async #play(step: StoryStep): Promise<void> {
    if (step.kind === 'lapse') {
      await this.#awaitLapse();
      for (const letter of step.letters) await this.#awaitLetter(letter);
      return;
    }
    const letter = await this.#awaitLetter(step.letter);
    const { taskId } = await this.#openLink(step, letter);
    const path = `/api/tasks/${taskId}`;
    const seen = await this.cast.get<Task>(step.person, path);
    if (seen.state !== 'yours' && seen.state !== 'pool')
      throw new NotAsTold(`${this.cast.nameOf(step.person)}打开链接，任务却为 ${seen.state}`);
    const { asks, timeLeftMs, roleLabel } = seen.task;
    const left = timeLeftMs === null ? '' : `，${timeLeft(timeLeftMs)}`;
    this.say(`     任务：${asks}（${seen.article.label}，${roleLabel}${left}）`);
    const body = {
      decision: step.decision,
      opinion: step.opinion,
      ...(step.form ? { form: step.form } : {}),
    };
    const answer = await this.cast.act<Answer>(step.person, `${path}/decision`, body);
    this.say(`     ${answer.record.decisionLabel ?? ''}：「${step.opinion}」`);
    for (const { byMs } of answer.late)
      this.say(`     逾期 ${String(Math.ceil(byMs / 60_000))} 分钟，已记录`);
    const next = answer.opens.map(
      (task) => `${task.label}，${task.people.map((id) => this.cast.nameOf(id)).join('、')}`,
    );
    this.say(next.length > 0 ? `     接下来：${next.join('；')}` : '     本程序不再等待任何人');
  }

  async #openLink(step: StoryStep & { kind: 'decision' }, letter: Letter): Promise<{ taskId: string }> {
    const token = /\/t#([\w-]+)/.exec(letter.text)?.[1];
    if (token === undefined) throw new NotAsTold(`信件「${letter.subject}」中没有链接`);
    this.#tell(step.person, '登录，打开信中的链接');
    const body = await this.cast.act<{ caseNumber: string; taskId: string }>(step.person, '/api/links/open', {
      token,
    });
    if (body.caseNumber !== this.#number) throw new NotAsTold(`链接指向 ${body.caseNumber}`);
    return body;
  }

  /** The period passed before anybody filed; the record and the letters say so by themselves. */
  async #awaitLapse(): Promise<void> {
    const passed = await waitFor(async () =>
      (await this.#record()).find(({ kind }) => kind === 'periodPassed'),
    );
    if (!passed) throw new NotAsTold('期限届满没有记录');
    this.#tell('system', `记录期限届满：${passed.note ?? ''}`);
  }

  /** A letter of this case to a person, not read before. */
  async #awaitLetter({ to, template }: StoryLetter): Promise<Letter> {
    const address = `${to}@`;
    const label = LETTER_TEMPLATES[template];
    const found = await waitFor(async () => {
      const answer = await fetch(`${this.stage.inbox.replace(/\/$/, '')}/api/email`);
      if (!answer.ok) throw new NotAsTold(`收件箱答复 ${String(answer.status)}`);
      const letters = (await answer.json()) as Letter[];
      return letters.find(
        (letter) =>
          !this.#opened.has(letter.id) &&
          letter.to.some((one) => one.address.startsWith(address)) &&
          letter.subject.startsWith(`【${label}】${this.#number}`),
      );
    }, LETTER_WITHIN_MS);
    if (!found) throw new NotAsTold(`${this.cast.nameOf(to)}没有收到「${label}」的信`);
    this.#opened.add(found.id);
    this.say(`  ✉ ${this.cast.nameOf(to)}收到：${found.subject}`);
    return found;
  }

  /** Whether what is on file is the story, to the last record, and verifies. */
  async #compare(): Promise<boolean> {
    const settled = await waitFor(async () => {
      const entries = await this.#record();
      return differencesOf(this.story, entries).length === 0 ? entries : undefined;
    });
    const entries = settled ?? (await this.#record());
    const differences = differencesOf(this.story, entries);
    const { whole, words } = await verify(this.stage, this.#number);
    this.say(`\n全过程记录 ${this.#number}`);
    for (const entry of entries) this.say(lineOf(entry));
    this.say(`\n核验：${words}`);
    for (const difference of differences) this.say(`与所述不符：${difference}`);
    if (differences.length === 0) this.say(`记录与所述一致，共 ${String(entries.length)} 条。`);
    return whole && differences.length === 0;
  }

  #record(): Promise<RecordEntry[]> {
    return this.cast.record(this.story.starter, this.#number);
  }

  #tell(person: string, words: string): void {
    this.#scene += 1;
    this.say(`${String(this.#scene).padStart(2)}. ${this.cast.nameOf(person)}${words}`);
  }
}

/** What is read of an answer to an act. */
interface Answer {
  readonly caseNumber: string;
  readonly record: { readonly seq: number; readonly decisionLabel: string | null };
  readonly opens: readonly { readonly label: string; readonly people: readonly string[] }[];
  readonly late: readonly { readonly byMs: number }[];
}
