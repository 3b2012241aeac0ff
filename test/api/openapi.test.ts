import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { routesOf } from '../../src/api/app.js';
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
