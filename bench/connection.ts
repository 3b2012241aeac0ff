/**
 * One client of the API: one connection, kept open, over which any of the people who have signed in acts. An
 * act that was not answered is repeated with the same `Idempotency-Key` until it is, as every client must.
 */
import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { Session as SessionView } from '../src/api/schemas.js';

/** Longer than the service waits for itself before it says 202. */
const ANSWER_WITHIN_MS = 15_000;
const REPEAT_AFTER_MS = 250;
const PATIENCE_MS = 90_000;

/** Somebody who has signed in; good on any connection. */
export interface Session {
  readonly person: string;
  readonly cookie: string;
  readonly csrfToken: string;
}

/** An answer as it came. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: T;
}

/** An answer that counts, and how often it had to be asked for. */
export interface Sure<T> {
  readonly body: T;
  readonly attempts: number;
}

/** The service said no: a refusal, or a request that it does not take. */
export class Refused extends Error {
  constructor(
    readonly path: string,
    readonly status: number,
    readonly problem: unknown,
  ) {
    super(`${path}: ${String(status)} ${JSON.stringify(problem)}`);
    this.name = 'Refused';
  }
}

/** Nobody answered for as long as a client waits. */
export class Unanswered extends Error {
  constructor(path: string, latest: string) {
    super(`${path}: not answered within ${String(PATIENCE_MS / 1000)} s (${latest})`);
    this.name = 'Unanswered';
  }
}

type Method = 'GET' | 'POST';

/** One connection to the service at `url`. */
export class Connection {
  readonly #agent: http.Agent;
  readonly #request: typeof http.request;

  constructor(readonly url: string) {
    const secure = url.startsWith('https:');
    this.#request = secure ? https.request : http.request;
    this.#agent = new (secure ? https.Agent : http.Agent)({ keepAlive: true, maxSockets: 1 });
  }

  /** Signs a person in; throws {@link Refused} when name or password are wrong. */
  async signIn(person: string, password: string): Promise<Session> {
    const path = '/api/session';
    const { status, headers, body } = await this.#send<SessionView>(
      'POST',
      path,
      { origin: this.url },
      {
        signIn: person,
        password,
      },
    );
    if (status !== 201) throw new Refused(path, status, body);
    const cookie = (headers['set-cookie'] ?? []).map((line) => line.split(';', 1).join()).join('; ');
    return { person, cookie, csrfToken: body.csrfToken ?? '' };
  }

  /** Reads; throws {@link Refused} on anything but 200. */
  async get<T>(session: Session, path: string): Promise<T> {
    const { status, body } = await this.#send<T>('GET', path, { cookie: session.cookie });
    if (status !== 200) throw new Refused(path, status, body);
    return body;
  }

  /** Reads, again and again while the service is away. */
  async sureGet<T>(session: Session, path: string): Promise<T> {
    const { body } = await this.#insist<T>('GET', session, path);
    return body;
  }

  /** Acts, once. */
  async post<T>(session: Session, path: string, body: unknown, key?: string): Promise<Answer<T>> {
    return this.#send<T>('POST', path, this.#actHeaders(session, key), body);
  }

  /** Acts, and repeats the act with its key until there is an answer; a refusal is one, and is thrown. */
  async sure<T>(session: Session, path: string, body: unknown, key: string): Promise<Sure<T>> {
    return this.#insist<T>('POST', session, path, body, key);
  }

  /** Gives the connection back. */
  close(): void {
    this.#agent.destroy();
  }

  async #insist<T>(
    method: Method,
    session: Session,
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<Sure<T>> {
    const end = Date.now() + PATIENCE_MS;
    const headers = method === 'GET' ? { cookie: session.cookie } : this.#actHeaders(session, key);
    for (let attempts = 1; ; attempts += 1) {
      const outcome = await this.#send<T>(method, path, headers, body).catch(reasonOf);
      if (typeof outcome !== 'string') {
        if (outcome.status === 200 || outcome.status === 201) return { body: outcome.body, attempts };
        if (outcome.status !== 202 && outcome.status < 500)
          throw new Refused(path, outcome.status, outcome.body);
      }
      if (Date.now() > end)
        throw new Unanswered(path, typeof outcome === 'string' ? outcome : String(outcome.status));
      await pause(REPEAT_AFTER_MS);
    }
  }

  #actHeaders(session: Session, key: string | undefined): http.OutgoingHttpHeaders {
    return {
      cookie: session.cookie,
      origin: this.url,
      'x-csrf-token': session.csrfToken,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
  }

  #send<T>(
    method: Method,
    path: string,
    headers: http.OutgoingHttpHeaders,
    body?: unknown,
  ): Promise<Answer<T>> {
    const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const described = content
      ? { 'content-type': 'application/json', 'content-length': content.byteLength }
      : {};
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const options = { method, agent: this.#agent, headers: { ...headers, ...described }, signal };
      const sent = this.#request(new URL(path, this.url), options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        // A server that is killed in the middle of its answer leaves half of it.
        response.once('aborted', () => reject(new Error('the answer broke off')));
        response.once('end', () => {
          const status = response.statusCode ?? 0;
          try {
            const text = Buffer.concat(chunks).toString();
            resolve({ status, headers: response.headers, body: (text ? JSON.parse(text) : null) as T });
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      });
      sent.once('error', reject);
      sent.end(content);
    });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
