import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { historyConverter } from './keys.js';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const folder = join(dirname(fileURLToPath(import.meta.url)), 'saved');
const saved = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** Histories of every kind of course a case has taken; added to, never dropped. */
const LEAST = 54;

describe(`${articleTitle(9)} saved histories`, () => {
  test(`${articleTitle(9)} saved histories › none › was dropped`, () => {
    expect(saved.length).toBeGreaterThanOrEqual(LEAST);
  });

  test(`${articleTitle(9)} saved histories › each procedure of the rows › has one`, () => {
    // A new one is played against the real server in this folder, and saved by RECORD_HISTORIES=1.
    const recorded = new Set(saved.map((name) => name.split('.')[1]));
    expect(rows.map(({ key }) => key).filter((key) => !recorded.has(key))).toEqual([]);
  });

  test.each(saved)(`${articleTitle(9)} saved histories › %s › replays with today's code`, async (name) => {
    const history: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const options = {
      workflowBundle: { codePath: given('TEST_WORKFLOW_BUNDLE') },
      dataConverter: historyConverter,
    };
    await Worker.runReplayHistory(options, history, workflowIdOf(name));
  });
});

test(`${articleTitle(9)} saved histories › an event that today's code would not make › is found out`, async () => {
  const [name = ''] = saved;
  const history = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { events: { eventType: string }[] };
  const marker = history.events.findIndex(({ eventType }) => eventType.includes('MARKER_RECORDED'));
  const changed = { ...history, events: history.events.filter((_, index) => index !== marker) };
  const options = {
    workflowBundle: { codePath: given('TEST_WORKFLOW_BUNDLE') },
    dataConverter: historyConverter,
  };
  await expect(Worker.runReplayHistory(options, changed, workflowIdOf(name))).rejects.toThrow();
});

/** `HY-2026-H1.case-initiation.json` was recorded under `HY-2026-H1/case-initiation`. */
const workflowIdOf = (name: string): string => name.replace(/\.json$/, '').replaceAll('.', '/');
