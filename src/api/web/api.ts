/**
 * The only place that talks to the server. Every failure becomes a `Problem` with a sentence for people;
 * no answer at all is a `Problem` of status 0. An act the server has not finished (202) is sent again
 * with the same key until it answers.
 */

import type { Session } from '../schemas.js';

const TIMEOUT_MS = 20_000;
const UPLOAD_TIMEOUT_MS = 10 * 60_000;
const REPEAT_AFTER_MS = 2_000;
const REPEATS = 15;

/** What problem+json says, and the status. `errors` point into the request by JSON pointer. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code: string = 'unknown',
    readonly article: number | null = null,
    readonly errors: readonly { pointer: string; detail: string }[] = [],
    /** What operators find the fault by in the log. */
    readonly incident: string | null = null,
    /** What is not on file yet, each with its article; it makes up the sentence then. */
    readonly missing: readonly string[] = [],
  ) {
    super(message);
  }
}

let session: { person: string; csrfToken: string } | undefined;
/** Who this page acts for, and the token that goes with everything that changes something. */
export const rememberSession = ({ person, csrfToken }: Session): void => {
  session = { person: person.id, csrfToken: csrfToken ?? '' };
};

/** The token, for what is sent by other means than the functions here. */
export const csrfToken = (): string => session?.csrfToken ?? '';

const sentences: Readonly<Record<number, string>> = {
  0: '现在连不上服务器，可能是网络断开。您填写的内容还在本页，请稍后再试。',
  401: '登录已过期，请重新登录。',
  403: '您不能进行此项操作。',
  404: '没有找到要查看的内容，或您无权查看。',
  413: '提交的内容过大。',
  429: '操作过于频繁，请稍后再试。',
  503: '服务暂时不可用，请稍后再试。您填写的内容还在本页。',
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined);
  const fallback = sentences[response.status] ?? '服务器出现故障，请稍后再试。';
  if (!isRecord(body)) return new Problem(response.status, fallback);
  const errors = Array.isArray(body['errors']) ? body['errors'].filter(isRecord) : [];
  return new Problem(
    response.status,
    typeof body['detail'] === 'string' ? body['detail'] : fallback,
    typeof body['code'] === 'string' ? body['code'] : undefined,
    typeof body['article'] === 'number' ? body['article'] : null,
    errors.map((error) => ({
      pointer: textOf(error['pointer']),
      detail: textOf(error['detail']),
    })),
    typeof body['incident'] === 'string' ? body['incident'] : null,
    missingIn(body),
  );
}

/** Everything that a refusal of this kind names, one by one; each ends with its source in brackets. */
function missingIn({ code, params }: Record<string, unknown>): string[] {
  if (code !== 'requirementsMissing' || !isRecord(params)) return [];
  return textOf(params['missing']).split(/(?<=）)；/);
}

async function send(path: string, init: RequestInit, timeoutMs: number): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  init.signal?.addEventListener('abort', () => stop.abort());
  try {
    return await fetch(path, { credentials: 'same-origin', ...init, signal: stop.signal });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem(0, sentences[0] ?? '', 'offline');
  } finally {
    clearTimeout(timer);
  }
}

/** Reads. `T` is the answer's shape in ../schemas.ts. */
export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(
    path,
    { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) },
    TIMEOUT_MS,
  );
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

type Method = 'POST' | 'PUT' | 'DELETE';

/** Sends something that changes something; once more with a new token where the session was renewed. */
async function change(
  method: Method,
  path: string,
  body: unknown,
  key: string | undefined,
): Promise<Response> {
  const response = await post(method, path, body, key);
  if (response.status !== 403) return response;
  const problem = await problemOf(response);
  if (problem.code !== 'csrfRefused' || session === undefined) throw problem;
  await renewSession(session.person);
  return post(method, path, body, key);
}

/**
 * Acts whose answer says of each part what became of it: what has no result yet (202) is asked for again by
 * whoever reads the answer.
 */
export async function actOnSeveral<T>(path: string, body: unknown, key: string): Promise<T> {
  const response = await change('POST', path, body, key);
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

/** Has something made and saves it as a file of that name; nothing is written to the record. */
export async function saveMade(path: string, body: unknown, name: string): Promise<void> {
  const response = await change('POST', path, body, undefined);
  if (!response.ok) throw await problemOf(response);
  const address = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}

/** Keeps what is the reader's own. */
export async function keepOwn<T>(path: string, body: unknown): Promise<T> {
  const response = await change('PUT', path, body, undefined);
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

/** Sends what need not be answered while the page is left; the browser lets it finish. */
export const sendLeaving = (method: Method, path: string, body?: unknown): void =>
  void post(method, path, body, undefined, true).catch(() => undefined);

/** Acts. `key` names the intent: the same intent sent again keeps its key and gets the same answer. */
export async function act<T>(method: Method, path: string, body?: unknown, key?: string): Promise<T> {
  let response = await change(method, path, body, key);
  for (let repeat = 0; response.status === 202 && key !== undefined && repeat < REPEATS; repeat += 1) {
    await new Promise((resolve) => setTimeout(resolve, REPEAT_AFTER_MS));
    response = await post(method, path, body, key);
  }
  if (response.status === 202)
    throw new Problem(202, '已收到，正在办理。请稍后刷新本页查看结果，不必重复提交。', 'pending');
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

function post(
  method: string,
  path: string,
  body: unknown,
  key: string | undefined,
  keepalive = false,
): Promise<Response> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'x-csrf-token': session?.csrfToken ?? '',
  };
  if (key !== undefined) headers['idempotency-key'] = key;
  if (body !== undefined) headers['content-type'] = 'application/json';
  return send(
    path,
    { method, headers, keepalive, ...(body === undefined ? {} : { body: JSON.stringify(body) }) },
    TIMEOUT_MS,
  );
}

/**
 * The session changed under the page, as when another window signed in. The same person goes on;
 * nothing typed by one person is ever sent as another's.
 */
async function renewSession(person: string): Promise<void> {
  const now = await read<Session>('/api/session');
  if (now.person.id !== person)
    throw new Problem(403, `本浏览器已改由${now.person.name}登录，请刷新页面后再办理。`, 'anotherPerson');
  rememberSession(now);
}

/**
 * Sends one file; `onProgress` hears the part sent, 0 to 1. XMLHttpRequest, because fetch tells no upload
 * progress.
 */
export function upload<T>(
  path: string,
  file: File,
  key: string,
  onProgress: (part: number) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.timeout = UPLOAD_TIMEOUT_MS;
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('x-csrf-token', session?.csrfToken ?? '');
    request.setRequestHeader('idempotency-key', key);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = request.ontimeout = () =>
      reject(new Problem(0, '文件没有传完，可能是网络断开，请重试。', 'offline'));
    request.onload = () => {
      const response = new Response(request.responseText, { status: request.status });
      if (response.ok) resolve(JSON.parse(request.responseText) as T);
      else void problemOf(response).then(reject);
    };
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}

/** A key for one intent. Not crypto.randomUUID: that is missing on a plain-http intranet. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
