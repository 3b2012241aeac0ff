/** Plays the story of a whole case against a running service, as far as the law's terms let it be played. */
import { formatMoment } from '../src/workflows/law/moments.js';
import { NOTICE_CLOCK } from '../src/workflows/law/service-rows.js';
import { lineOf, NotAsTold, verify, waitFor, type Cast, type Stage } from './demo-stage.js';
import { fullStory, OFFICE, READER } from './demo-full-acts.js';
import {
  differencesOf,
  filledIn,
  formOf,
  recordOf,
  type Act,
  type Chain,
  type Ends,
  type Entry,
  type FullStory,
  type SoFar,
} from './demo-full-story.js';

/** `held`: the hearing is held; `number`: the case whose story is taken up again. */
export interface Continued {
  readonly held: boolean;
  readonly number: string | undefined;
}

const CHAINS: readonly Chain[] = ['complaint', 'case'];

/** One performance of the story. */
export class FullPlay {
  readonly #story: FullStory;
  #soFar: SoFar = { numbers: {}, entries: { complaint: [], case: [] } };
  #scene = 0;

  constructor(
    private readonly stage: Stage,
    private readonly cast: Cast,
    private readonly wish: Continued,
    private readonly say: (line: string) => void,
  ) {
    this.#story = fullStory(wish.held, Date.now());
  }

  /** Whether what is on file afterwards is the story. */
  async perform(): Promise<boolean> {
    const { title, acts } = this.#story;
    this.say(`${title}\n`);
    await this.#prepare();
    if (this.wish.number !== undefined) await this.#takeUp(this.wish.number);
    let stopped: Act | undefined;
    for (const act of acts.slice(this.#played())) {
      if (this.#hasToWait(act)) {
        stopped = act;
        break;
      }
      await this.#play(act);
    }
    const end = stopped ? undefined : await this.#noticeEnds();
    if (stopped) this.#tellStop(stopped.notBefore?.why ?? '', this.#momentFor(stopped) ?? 0);
    else if (end !== undefined && Date.now() <= end) this.#tellStop('公告期满，方为送达', end);
    return this.#compare(stopped === undefined);
  }

  /** 设备登记 — 第四条: the recorder is on the register before anything is recorded with it. */
  async #prepare(): Promise<void> {
    const { device, administrator } = OFFICE;
    const { items } = await this.cast.get<{ items: { id: string }[] }>(administrator, '/api/devices');
    if (items.some(({ id }) => id === device.id)) return;
    await this.cast.act(administrator, '/api/devices', device);
    this.say(`     ${this.cast.nameOf(administrator)}登记音像记录设备：${device.name}`);
  }

  async #takeUp(number: string): Promise<void> {
    const { sourceOfCase } = await this.cast.get<{ sourceOfCase: string }>(READER, `/api/cases/${number}`);
    const complaint = /[A-Z]+-\d{4}-\d+/.exec(sourceOfCase)?.[0];
    if (complaint === undefined) throw new NotAsTold(`${number} 不是由投诉举报启动的案件`);
    this.#soFar = { ...this.#soFar, numbers: { complaint, case: number } };
    await this.#readRecords();
    const [other] = CHAINS.flatMap((chain) => differencesOf(this.#story, chain, this.#soFar, {}, false));
    if (other !== undefined) throw new NotAsTold(`${number} 是另一个故事：${other}`);
    this.say(`接着讲 ${number}：已办理 ${String(this.#played())} 项`);
  }

  /** How many acts have been played: all up to the last that is on file. */
  #played(): number {
    const { acts } = this.#story;
    return acts.findLastIndex((act) => recordOf(acts, this.#soFar, act) !== undefined) + 1;
  }

  #momentFor({ notBefore }: Act): number | undefined {
    const { acts } = this.#story;
    const earlier = acts.find(({ name }) => name !== undefined && name === notBefore?.act);
    const form = earlier && recordOf(acts, this.#soFar, earlier)?.form;
    const value = form?.find(({ key }) => key === notBefore?.field)?.value;
    return typeof value === 'number' ? value : undefined;
  }

  #hasToWait(act: Act): boolean {
    return act.notBefore !== undefined && Date.now() < (this.#momentFor(act) ?? Infinity);
  }

  async #play(act: Act): Promise<void> {
    const { acts } = this.#story;
    const fill = (text: string) => filledIn(text, acts, this.#soFar);
    const procedure = fill(act.procedure);
    const number = this.#soFar.numbers[act.chain] ?? '';
    this.#scene += 1;
    this.say(`${String(this.#scene).padStart(2)}. ${this.cast.nameOf(act.person)}：${act.does}`);
    await this.#awaitDoor(act, number, procedure);
    const files = (act.attaches ?? []).map((name) => this.cast.upload(act.person, name, fileOf(name)));
    const form = formOf(act.form ?? {}, acts, this.#soFar, Date.now());
    const body = {
      ...(formOf(act.start ?? {}, acts, this.#soFar, Date.now()) as object),
      ...bodyOf(act, procedure),
      ...(act.door === 'cases' ? {} : { opinion: act.opinion, form }),
      attachments: await Promise.all(files),
    };
    const path = pathOf(act, number, procedure, fill(act.step ?? ''));
    if (act.refused) return this.#mustBeRefused(act, path, body);
    const answer = await this.cast.act<Answer>(act.person, path, body);
    this.#soFar = {
      ...this.#soFar,
      numbers: { ...this.#soFar.numbers, [act.chain]: answer.caseNumber },
    };
    await this.#readRecords();
    this.#tellAnswer(act, answer);
  }

  #tellAnswer(act: Act, answer: Answer): void {
    const { seq, decisionLabel } = answer.record;
    const words = act.opinion === '' ? '' : `：「${act.opinion}」`;
    this.say(`     ${decisionLabel ?? '记录'}${words}（${answer.caseNumber} 第 ${String(seq)} 号）`);
    for (const { label, people } of answer.opens)
      this.say(`     接下来：${label}，${people.map((id) => this.cast.nameOf(id)).join('、')}`);
    if (recordOf(this.#story.acts, this.#soFar, act)?.seq !== seq)
      throw new NotAsTold(`第 ${String(seq)} 号记录之外另有未讲到的办理`);
  }

  async #mustBeRefused(act: Act, path: string, body: unknown): Promise<void> {
    const no = await this.cast.refusal(act.person, path, body);
    if (!no) throw new NotAsTold(`应当拒绝而没有拒绝：${act.does}`);
    this.say(`     不予受理：${no.detail}`);
    const missing = act.refused?.says.filter((words) => !no.detail.includes(words)) ?? [];
    if (no.code !== act.refused?.code || missing.length > 0)
      throw new NotAsTold(`应以 ${act.refused?.code ?? ''} 拒绝（${missing.join('、')}），实为 ${no.code}`);
  }

  /** What another procedure brings about arrives a moment after the act that led to it. */
  async #awaitDoor(act: Act, number: string, procedure: string): Promise<void> {
    if (act.refused && act.door !== 'records') return;
    const ready = await waitFor(async () =>
      (await this.#isReady(act, number, procedure)) ? true : undefined,
    );
    if (!ready) throw new NotAsTold(`等不到：${act.does}（${await this.#whyNot(act, number, procedure)}）`);
  }

  async #isReady(act: Act, number: string, procedure: string): Promise<boolean> {
    if (act.door === 'records') return (await this.#endings(act.chain))[procedure] !== undefined;
    if (act.door === 'tasks') {
      const detail = await this.cast.get<{ tasks: { id: string }[] }>(READER, `/api/cases/${number}`);
      const step = filledIn(act.step ?? '', this.#story.acts, this.#soFar);
      return detail.tasks.some(({ id }) => id === taskId(number, procedure, step));
    }
    return act.door !== 'procedures' || (await this.#whyNot(act, number, procedure)) === '';
  }

  async #whyNot({ person, door }: Act, number: string, procedure: string): Promise<string> {
    if (door !== 'procedures') return '没有这一环节';
    const path = `/api/cases/${number}/next`;
    const { openings } = await this.cast.get<{ openings: Opening[] }>(person, path);
    const found = openings.find((one) => one.procedure === procedure.split('/')[0]);
    if (!found) return '不能启动';
    return found.document
      ? (found.refused ?? '')
      : [...found.missing, found.refused ?? ''].filter(Boolean).join('；');
  }

  async #readRecords(): Promise<void> {
    const { numbers } = this.#soFar;
    const read = async (number: string | undefined): Promise<Entry[]> =>
      number === undefined ? [] : this.cast.record<Entry>(READER, number);
    const [complaint, ofCase] = await Promise.all([read(numbers.complaint), read(numbers.case)]);
    this.#soFar = { numbers, entries: { complaint, case: ofCase } };
  }

  async #detail(chain: Chain): Promise<Detail> {
    return this.cast.get(READER, `/api/cases/${this.#soFar.numbers[chain] ?? ''}`);
  }

  async #endings(chain: Chain): Promise<Ends> {
    const { procedures } = await this.#detail(chain);
    return Object.fromEntries(procedures.map(({ procedure, outcome }) => [procedure, outcome]));
  }

  /** 自发出公告之日起，经过三十日，即视为送达: the last instant of the notice (epoch ms). */
  async #noticeEnds(): Promise<number | undefined> {
    const { clocks } = await this.#detail('case');
    return clocks.find(({ key }) => key === NOTICE_CLOCK)?.at;
  }

  #tellStop(why: string, moment: number): void {
    const again = `npm run demo -- --case full${this.wish.held ? ' --held' : ''} --continue`;
    this.say(`\n讲到这里为止：${why}（${formatMoment(moment)}）。法定期限不能缩短，`);
    this.say(`届时接着讲：${again} ${this.#soFar.numbers.case ?? ''}`);
  }

  async #compare(isWhole: boolean): Promise<boolean> {
    const differences = async (): Promise<string[]> => {
      await this.#readRecords();
      const now = Date.now();
      const story = fullStory(this.wish.held, now, now > ((await this.#noticeEnds()) ?? Infinity));
      const found = CHAINS.map(async (chain) =>
        differencesOf(story, chain, this.#soFar, await this.#endings(chain), isWhole),
      );
      return (await Promise.all(found)).flat();
    };
    await waitFor(async () => ((await differences()).length === 0 ? true : undefined));
    const left = await differences();
    const checked = await Promise.all(CHAINS.map((chain) => this.#tellRecord(chain)));
    for (const difference of left) this.say(`与所述不符：${difference}`);
    if (left.length === 0) this.say('记录与所述一致。');
    return left.length === 0 && checked.every(Boolean);
  }

  async #tellRecord(chain: Chain): Promise<boolean> {
    const number = this.#soFar.numbers[chain] ?? '';
    this.say(`\n全过程记录 ${number}`);
    for (const entry of this.#soFar.entries[chain]) this.say(lineOf(entry));
    const { tasks, clocks } = await this.#detail(chain);
    for (const { label, candidates } of tasks)
      this.say(`  仍待办理：${label}，${candidates.map(({ name }) => name).join('、')}`);
    for (const { label, at, state } of clocks)
      if (state === 'running') this.say(`  期限未满：${label}，至 ${formatMoment(at)}`);
    const { whole, words } = await verify(this.stage, number);
    this.say(`核验：${words}`);
    return whole;
  }
}

interface Answer {
  readonly caseNumber: string;
  readonly record: { readonly seq: number; readonly decisionLabel: string | null };
  readonly opens: readonly { readonly label: string; readonly people: readonly string[] }[];
}

interface Opening {
  readonly procedure: string;
  readonly document: unknown;
  readonly missing: readonly string[];
  readonly refused: string | null;
}

interface Detail {
  readonly procedures: readonly { readonly procedure: string; readonly outcome: string | null }[];
  readonly tasks: readonly {
    readonly label: string;
    readonly candidates: readonly { readonly name: string }[];
  }[];
  readonly clocks: readonly {
    readonly key: string;
    readonly label: string;
    readonly at: number;
    readonly state: string;
  }[];
}

const dotted = (key: string): string => key.replaceAll('/', '.');
const taskId = (number: string, procedure: string, step: string): string =>
  `${number}~${dotted(procedure)}~${dotted(step)}`;

function pathOf({ door }: Act, number: string, procedure: string, step: string): string {
  if (door === 'tasks') return `/api/tasks/${taskId(number, procedure, step)}/decision`;
  return door === 'matters' || door === 'cases' ? `/api/${door}` : `/api/cases/${number}/${door}`;
}

function bodyOf({ door, document, officers, decision }: Act, procedure: string): object {
  if (door === 'tasks') return { decision };
  if (door === 'records') return { procedure, document, ...(officers ? { officers } : {}) };
  return door === 'cases' ? {} : { procedure: procedure.split('/')[0] };
}

/** A made file: a second of silence as a recording, else an empty page in the place of a scan. */
const fileOf = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(name.endsWith('.wav') ? silence() : Buffer.from(`%PDF-1.4\n% ${name}\n%%EOF\n`));

const SAMPLES = 8_000;

/** RIFF, PCM, one channel of 8 bits at 8 kHz. */
function silence(): Buffer {
  const words = (...values: number[]) => Buffer.from(new Uint32Array(values).buffer);
  const format = Buffer.from(new Uint16Array([1, 1]).buffer);
  const depth = Buffer.from(new Uint16Array([1, 8]).buffer);
  return Buffer.concat([
    Buffer.from('RIFF'),
    words(SAMPLES + 36),
    Buffer.from('WAVEfmt '),
    words(16),
    format,
    words(SAMPLES, SAMPLES),
    depth,
    Buffer.from('data'),
    words(SAMPLES),
    Buffer.alloc(SAMPLES, 128),
  ]);
}
