import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { seedDemonstrationPeople } from '../../dev/demonstration-people.js';
import type {
  ActAnswer,
  CaseDetail,
  Decide,
  Session,
  StartCase,
  TaskList,
  Timeline,
} from '../../src/api/schemas.js';
import type { Parts } from '../harness/parts.js';

/** One answer as it came: its status and its JSON. */
export type Answered<T> = { status: number; body: T };

/** How long a client goes on repeating an act that was not answered, in ms. */
const PATIENCE_MS = 60_000;

/** The people of the demonstration bureau, at their desks: each signs in once and acts over HTTP. */
export class Office {
  readonly #desks = new Map<string, { cookie: string; csrf: string }>();
  /** Answers that were no answer: faults, time-outs and connections that broke; each was repeated with the same key. */
  readonly unanswered: string[] = [];

  private constructor(
    private readonly parts: Parts,
    private readonly password: string,
  ) {}

  /** Puts the demonstration people on file. */
  static async open(parts: Parts): Promise<Office> {
    const [first] = await seedDemonstrationPeople(parts.mongodbUri);
    if (!first) throw new Error('No demonstration people');
    return new Office(parts, first.password);
  }

  async signIn(person: string): Promise<void> {
    const answer = await fetch(`${this.parts.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.parts.url },
      body: JSON.stringify({ signIn: person, password: this.password }),
    });
    if (!answer.ok)
      throw new Error(`${person} could not sign in: ${String(answer.status)} ${await answer.text()}`);
    const { csrfToken } = (await answer.json()) as Session;
    const cookie = answer.headers.getSetCookie().map((line) => line.split(';', 1).join());
    this.#desks.set(person, { cookie: cookie.join('; '), csrf: csrfToken ?? '' });
  }

  async get<T>(person: string, path: string): Promise<Answered<T>> {
    const desk = await this.#desk(person);
    const answer = await fetch(`${this.parts.url}${path}`, { headers: { cookie: desk.cookie } });
    return { status: answer.status, body: (await answer.json()) as T };
  }

  /** One try. */
  async post<T>(
    person: string,
    path: string,
    body: unknown,
    key: string = randomUUID(),
  ): Promise<Answered<T>> {
    const desk = await this.#desk(person);
    const answer = await fetch(`${this.parts.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        'x-csrf-token': desk.csrf,
        cookie: desk.cookie,
        origin: this.parts.url,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
    return { status: answer.status, body: (await answer.json()) as T };
  }

  /** Repeats with the same key until there is an answer, as a client must; a refusal is an answer. */
  async sure(person: string, path: string, body: unknown, key: string = randomUUID()): Promise<ActAnswer> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const why = await this.#try(person, path, body, key);
      if (typeof why !== 'string') return why.answer;
      this.unanswered.push(why);
      if (Date.now() > end) throw new Error(`${path} was not answered: ${why}`);
      await pause(250);
    }
  }

  async #try(
    person: string,
    path: string,
    body: unknown,
    key: string,
  ): Promise<string | { answer: ActAnswer }> {
    try {
      const { status, body: answer } = await this.post<ActAnswer>(person, path, body, key);
      if (status === 200 || status === 201) return { answer };
      if (status === 202 || status >= 500) return String(status);
      throw new Refused(`${path} was refused: ${String(status)} ${JSON.stringify(answer)}`);
    } catch (error) {
      if (error instanceof Refused) throw error;
      return error instanceof Error ? error.name : 'unknown';
    }
  }

  async #desk(person: string) {
    if (!this.#desks.has(person)) await this.signIn(person);
    const desk = this.#desks.get(person);
    if (!desk) throw new Error(`${person} is not signed in`);
    return desk;
  }

  /** A case of the construction unit; `hoursAgo` makes it an emergency start. Returns its number. */
  async start(number: string, hoursAgo?: number): Promise<void> {
    const startedAt = Date.now() - (hoursAgo ?? 0) * 3_600_000;
    const emergency = { startedAt, urgency: '基坑即将坍塌', officers: ['officer-1', 'officer-2'] };
    const body: StartCase = {
      number,
      title: '某建设公司未批先建',
      cause: '巡查发现未取得施工许可证擅自施工',
      party: { name: '华阴市某建设公司', kind: 'organisation' },
      unit: 'construction',
      people: { handlers: ['officer-1', 'officer-2'], approvers: ['leader-1'] },
      sourceOfCase: '日常巡查',
      suspectedProvision: '建筑工程施工许可管理办法第十二条',
      ...(hoursAgo === undefined ? {} : { emergency }),
    };
    await this.sure('clerk-1', '/api/cases', body);
  }

  /** What each part of the approval does, in a round. */
  readonly path = {
    submit: (number: string, round = 1) =>
      this.decide('officer-1', number, `submit.${String(round)}`, {
        decision: 'submit',
        opinion: '建议启动',
        form: {
          causeOfInitiation: '未取得施工许可证擅自施工',
          partyParticulars: '华阴市某建设公司',
          sourceOfCase: '日常巡查',
          suspectedProvision: '建筑工程施工许可管理办法第十二条',
        },
      }),
    review: (number: string, decision: 'agree' | 'return' = 'agree', round = 1) =>
      this.decide('head-1', number, `review.${String(round)}`, { decision, opinion: '经审核，意见如上' }),
    approve: (number: string, decision: 'agree' | 'refuse' = 'agree', round = 1) =>
      this.decide('leader-1', number, `approve.${String(round)}`, { decision, opinion: '按程序办理' }),
  };

  decide(person: string, number: string, step: string, body: Decide): Promise<ActAnswer> {
    return this.sure(person, `/api/tasks/${number}~case-initiation~initiation-form.${step}/decision`, body);
  }

  /** Another act on a step of the approval: claim, reassignment, withdrawal, urge. */
  act(person: string, number: string, step: string, door: string, body: unknown): Promise<ActAnswer> {
    return this.sure(person, `/api/tasks/${number}~case-initiation~initiation-form.${step}/${door}`, body);
  }

  async tasks(person: string): Promise<TaskList['items']> {
    return (await this.get<TaskList>(person, '/api/tasks?limit=100')).body.items;
  }

  async caseOf(number: string): Promise<CaseDetail> {
    return (await this.get<CaseDetail>('clerk-1', `/api/cases/${number}`)).body;
  }

  async timeline(number: string): Promise<Timeline['items']> {
    return (await this.get<Timeline>('clerk-1', `/api/cases/${number}/timeline?limit=100`)).body.items;
  }
}

class Refused extends Error {}

/** Asks until it is so. */
export async function until(what: string, holds: () => Promise<boolean>, patienceMs = 30_000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
    await pause(100);
  }
}
