import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openService, problemOf, said, type Service } from './service.js';

const webRoot = mkdtempSync(join(tmpdir(), 'procedures-web-'));
let service: Service;

beforeAll(async () => {
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(webRoot, 'assets', 'main-abc123.js'), 'export {};');
  service = await openService({}, (parts) => ({ ...parts, webRoot }));
});
afterAll(async () => {
  await service.close();
  rmSync(webRoot, { recursive: true });
});

test.each(['/', '/tasks', '/cases/HY-2026-0001', '/t'])(
  '%s › the page, asked for anew each time',
  async (path) => {
    const answer = await service.anonymous().get(path);
    expect([answer.status, answer.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(answer.text).toContain('<title>page</title>');
  },
);

test('an asset › kept for good', async () => {
  const answer = await service.anonymous().get('/assets/main-abc123.js');
  expect(answer.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test.each(['/assets/gone.js', '/assets/..%2f..%2fetc%2fpasswd', '/api/nothing'])(
  '%s › 404, not the page',
  async (path) => {
    const answer = await service.anonymous().get(path);
    expect([said(answer).status, said(answer).code]).toEqual([404, 'routeUnknown']);
    expect(said(answer)).toEqual(problemOf(404, 'routeUnknown'));
  },
);
