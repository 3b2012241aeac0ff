/** What every demonstration is played with: the running service, the people who act in it, and its record. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Writable } from 'node:stream';
import { Connection, Refused, type Session } from '../bench/connection.js';
import { formatMoment } from '../src/workflows/law/moments.js';
import type { DemonstrationPerson } from './demonstration-people.js';
import type { RecordEntry } from './demo-story.js';
import { main as ledgerCommand } from './ledger-command.js';

const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 300;
const PAGE = 100;

/** The service the demonstration is played against. */
export interface Stage {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly url: string;
  /** The inbox's web page. */
  readonly inbox: string;
  readonly mongodbUri: string;
}

/** The service did something else than the story says. */
export class NotAsTold extends Error {}

/** An answer that says no, as far as it is told. */
export interface No {
  readonly code: string;
  readonly detail: string;
}

/** The people of the bureau, each signed in once he acts. */
export class Cast {
  readonly #connection: Connection;
  readonly #sessions = new Map<string, Session>();

  constructor(
    private readonly url: string,
    private readonly people: readonly DemonstrationPerson[],
  ) {
    this.#connection = new Connection(url);
  }

  /** Reads as this person; throws `Refused` on anything but 200. */
  async get<T>(person: string, path: string): Promise<T> {
    return this.#connection.get<T>(await this.session(person), path);
  }

  /** Acts as this person, until there is an answer; throws `Refused` on a no. */
  async act<T>(person: string, path: string, body: unknown): Promise<T> {
    return (await this.#connection.sure<T>(await this.session(person), path, body, randomUUID())).body;
  }

  /** Asks for something the service must refuse, and gives the refusal; undefined when it did not. */
  async refusal(person: string, path: string, body: unknown): Promise<No | undefined> {
    const session = await this.session(person);
    const answer = await this.#connection.post<No>(session, path, body, randomUUID());
    return answer.status >= 400 && answer.status < 500 ? answer.body : undefined;
  }

  /** Uploads a file, to be named in an act. */
  async upload(person: string, name: string, bytes: Uint8Array<ArrayBuffer>) {
    const { cookie, csrfToken } = await this.session(person);
    const body = new FormData();
    body.append('file', new Blob([bytes]), name);
    const headers = { cookie, origin: this.url, 'x-csrf-token': csrfToken };
    const path = '/api/attachments';
    const answer = await fetch(new URL(path, this.url), { method: 'POST', headers, body });
    const stored: unknown = await answer.json();
    if (answer.status !== 201) throw new Refused(path, answer.status, stored);
    return { sha256: (stored as { sha256: string }).sha256, name };
  }

  /** Every record of a matter, in order, as this person sees them. */
  async record<T extends RecordEntry>(person: string, number: string): Promise<T[]> {
    const entries: T[] = [];
    for (let next: string | null = '0'; next !== null;) {
      const path = `/api/cases/${number}/timeline?limit=${String(PAGE)}&cursor=${next}`;
      const page: { items: T[]; next: string | null } = await this.get(person, path);
      entries.push(...page.items);
      ({ next } = page);
    }
    return entries;
  }

  async session(person: string): Promise<Session> {
    const known = this.#sessions.get(person);
    if (known) return known;
    const password = this.people.find(({ signIn }) => signIn === person)?.password ?? '';
    const session = await this.#connection.signIn(person, password);
    this.#sessions.set(person, session);
    return session;
  }

  nameOf(id: string): string {
    const person = this.people.find(({ signIn }) => signIn === id);
    return person ? `${person.name}（${person.post}）` : '系统';
  }

  close(): void {
    this.#connection.close();
  }
}

/** Looks again and again until something is found; undefined when patience has run out. */
export async function waitFor<T>(
  look: () => Promise<T | undefined>,
  limitMs = PATIENCE_MS,
): Promise<T | undefined> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined || Date.now() > end) return found;
    await pause(LOOK_AGAIN_MS);
  }
}

/** Is the chain of a matter whole, and what `ledger verify` says of it. */
export async function verify(
  { environment }: Stage,
  number: string,
): Promise<{ whole: boolean; words: string }> {
  let words = '';
  const output = new Writable({
    write: (chunk: Buffer, _, done) => {
      words += chunk.toString();
      done();
    },
  });
  const code = await ledgerCommand(['verify', '--case', number], { output, errors: output, environment });
  return { whole: code === 0, words: words.trim() };
}

/** A record in the words of the demonstration. */
export function lineOf(entry: RecordEntry): string {
  const { recordedAt, procedureTitle, kindLabel, decisionLabel, stepLabel, actor } = entry;
  const seq = String(entry.seq).padStart(2);
  const decided = decisionLabel === null ? '' : `（${decisionLabel}）`;
  const step = stepLabel === '' ? '' : `  ${stepLabel}`;
  const late = entry.late.map(({ byMs }) => `  逾期 ${String(Math.ceil(byMs / 60_000))} 分钟`).join('');
  const words = entry.opinion ?? entry.note;
  return [
    `  ${seq}  ${formatMoment(recordedAt)}  ${procedureTitle}  ${kindLabel}${decided}${step}`,
    `      ${actor.name}${actor.role === 'system' ? '' : `（${actor.roleLabel}）`}${late}`,
    ...(words === null || words === '' ? [] : [`      ${words}`]),
  ].join('\n');
}
