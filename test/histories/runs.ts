import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { given } from '../harness/given.js';
import { until } from '../system/office.js';
import { historyConverter } from './keys.js';

/** Events of a run whose first task is under way: started, scheduled, begun. */
const FIRST_TASK = 3;

/**
 * Replays what a run of the real server has done; nothing where there is no such run. With RECORD_HISTORIES
 * set its history is saved, unless one of the same run is: `RECORD_HISTORIES=1 npm test -- test/histories`.
 */
export async function replayRun(client: Client, workflowId: string): Promise<void> {
  const history = await begun(client, workflowId);
  if (!history) return;
  const options = {
    workflowBundle: { codePath: given('TEST_WORKFLOW_BUNDLE') },
    dataConverter: historyConverter,
  };
  await Worker.runReplayHistory(options, history, workflowId);
  expect(history.events?.length).toBeGreaterThan(FIRST_TASK);
  if (process.env['RECORD_HISTORIES'])
    save(`${workflowId.replaceAll('/', '.')}.json`, historyToJSON(history));
}

/** The history of a run that has done its first task; undefined when there is no such run. */
async function begun(client: Client, workflowId: string) {
  const fetch = () =>
    client.workflow
      .getHandle(workflowId)
      .fetchHistory()
      .catch(() => undefined);
  let history = await fetch();
  await until('the run has done its first task', async () => {
    if (history && (history.events?.length ?? 0) <= FIRST_TASK) history = await fetch();
    return !history || (history.events?.length ?? 0) > FIRST_TASK;
  });
  return history;
}

/** A saved history is what was deployed once: it is never made anew. */
function save(name: string, json: string): void {
  const folder = join(dirname(fileURLToPath(import.meta.url)), 'saved');
  if (readdirSync(folder).some((saved) => isOfSameRun(saved, name))) return;
  writeFileSync(join(folder, name), `${json}\n`);
}

/** Runs that are named after their request have another name in every play. */
const isOfSameRun = (one: string, other: string): boolean => {
  const [ofOne, ofOther] = [one, other].map((name) => name.replace(/\.[0-9a-f]{16}\./, '.'));
  return ofOne === ofOther;
};
