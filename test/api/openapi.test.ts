import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routesOf } from '../../src/api/app.js';
import type { PageRequest } from '../../src/api/docs-page.js';
import { everyProblem } from '../../src/api/problems.js';
import { refusals } from '../../src/workflows/refusals.js';
import { openService, type Service } from './service.js';

type Operation = {
  operationId: string;
  summary: string;
  parameters?: { in: string; name: string; required?: boolean }[];
  responses: Record<string, { content?: Record<string, unknown> }>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
};

let service: Service;
let document: Document;

beforeAll(async () => {
  service = await openService();
  document = (await service.anonymous().get('/api/openapi.json')).body as Document;
});
afterAll(() => service.close());

const operations = (): [string, string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, string, Operation] => [method, path, operation]),
  );

test('every route is documented, and nothing else', () => {
  const served = routesOf(service.parts).map(
    ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
  );
  expect(document.openapi).toBe('3.1.0');
  expect(
    operations()
      .map(([method, path]) => `${method} ${path}`)
      .sort(),
  ).toEqual(served.sort());
});

test('every operation › a name of its own, a Chinese summary, a problem for what goes wrong', () => {
  const names = operations().map(([, , operation]) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const [, , operation] of operations()) {
    expect(operation.summary).toMatch(/\p{Script=Han}/u);
    expect(operation.responses['default']?.content).toHaveProperty(['application/problem+json']);
  }
});

test('every path parameter is declared and required', () => {
  for (const [, path, { parameters = [] }] of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(parameters.filter((one) => one.in === 'path' && one.required).map((one) => one.name)).toEqual(
      inPath,
    );
  }
});

test('every act › asks for an Idempotency-Key and may be answered 202', () => {
  for (const { method, path, act } of routesOf(service.parts)) {
    const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method];
    const asked =
      operation?.parameters?.some(
        (one) => one.in === 'header' && one.name === 'idempotency-key' && one.required,
      ) ?? false;
    expect([path, asked, '202' in (operation?.responses ?? {})]).toEqual([path, act === true, act === true]);
  }
});

test('every reference in the document leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name,
  );
  expect(references.length).toBeGreaterThan(20);
  for (const name of new Set(references)) expect(Object.keys(document.components.schemas)).toContain(name);
});

test('the refusals › all of them, in their order, with the status they are answered with', () => {
  const listed = everyProblem.map(({ code }) => code).filter((code) => code in refusals);
  expect(listed).toEqual(Object.keys(refusals));
  for (const { status, zh } of everyProblem) {
    expect([400, 401, 403, 404, 409, 410, 413, 415, 422, 429, 500, 503]).toContain(status);
    expect(zh).toMatch(/\p{Script=Han}/u);
  }
});

test('the documentation page › is served with its scripts from here', async () => {
  const page = await service.anonymous().get('/api/docs/');
  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
});

describe('"Try it out" of the documentation page', () => {
  type Interceptor = (request: PageRequest) => Promise<PageRequest>;
  const post = (headers: Record<string, string> = {}): PageRequest => ({ method: 'POST', headers });

  /** The interceptor as the browser gets it: from the source text that is served. */
  async function served(fetched: typeof fetch): Promise<Interceptor> {
    const { text } = await service.anonymous().get('/api/docs/swagger-ui-init.js').buffer(true);
    const [, source = ''] =
      /"requestInterceptor": (async function asSignedIn[\s\S]*?\n\s*\})[\s,]*\n\s*\}/.exec(text) ?? [];
    return runInNewContext(`(${source})`, { fetch: fetched, crypto }) as Interceptor;
  }

  test('signed in › brings the session’s CSRF token and a key that the server accepts as new', async () => {
    const visitor = await service.signIn('clerk-1');
    const intercept = await served(() => Promise.resolve(Response.json({ csrfToken: visitor.csrfToken })));
    const [one, two] = [
      await intercept(post()),
      await intercept(post({ 'idempotency-key': 'one-per-request' })),
    ];
    expect(one.headers['x-csrf-token']).toBe(visitor.csrfToken);
    expect(one.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
    expect(two.headers['idempotency-key']).not.toBe(one.headers['idempotency-key']);
    const answer = await visitor.agent.post('/api/cases').set(one.headers).send({});
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).not.toContain('/headers/');
  });

  test('a key that was typed is kept; reading asks nothing; no session brings no token', async () => {
    const intercept = await served(() => Promise.resolve(new Response('', { status: 401 })));
    const kept = await intercept(post({ 'idempotency-key': 'typed-by-hand' }));
    expect(kept.headers).toEqual({ 'idempotency-key': 'typed-by-hand' });
    expect((await intercept({ method: 'GET', headers: {} })).headers).toEqual({});
  });

  test('its scripts come from files: the page’s policy allows no inline script', async () => {
    const page = await service.anonymous().get('/api/docs/');
    expect(page.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.text).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });
});
