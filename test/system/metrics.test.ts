import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { freePort } from '../../dev/parts/process.js';
import { dashboard, expressions } from '../docker/monitoring.js';
import { metricsIn } from '../docker/promql.js';
import { Parts } from '../harness/parts.js';
import { verifyCommand } from './ledger-command.js';
import { Office, until } from './office.js';

let parts: Parts;
let workerMetrics: string;

/** What Prometheus says of itself. */
const OF_PROMETHEUS = new Set(['up', 'ALERTS']);
/** What prom-client and the SDK say of every process; the dashboard shows some of it. */
const OF_LIBRARIES = /^(process|nodejs|temporal)_/;

beforeAll(async () => {
  const port = String(await freePort());
  workerMetrics = `http://127.0.0.1:${port}/metrics`;
  parts = await Parts.create({ WORKER_METRICS_PORT: port });
  await parts.start();
}, 120_000);
afterAll(() => parts.remove(), 60_000);

/** Names of every sample of worker and server. */
async function exported(): Promise<Set<string>> {
  const texts = await Promise.all(
    [`${parts.url}/metrics`, workerMetrics].map(async (address) => (await fetch(address)).text()),
  );
  return new Set(
    [...texts.join('\n').matchAll(/^([a-zA-Z_:][a-zA-Z0-9_:]*)[ {]/gm)].map(([, name = '']) => name),
  );
}

/** A run that this edition of the code does not know: its workflow task fails, until the run is ended. */
async function failWorkflowTask(): Promise<void> {
  const connection = await Connection.connect({ address: parts.temporalAddress });
  const { workflow } = new Client({ connection });
  const run = await workflow.start('unknownProcedure', {
    workflowId: 'unknown-procedure',
    taskQueue: 'procedures',
  });
  await until('the workflow task fails', async () =>
    (await exported()).has('temporal_workflow_task_execution_failed_total'),
  );
  await run.terminate();
  await connection.close();
}

describe('监测 · a running service', () => {
  test('exports every metric that a panel or an alarm names, and no metric of its own is without a panel', async () => {
    const office = await Office.open(parts);
    await office.start('HY-2026-M1');
    await office.path.submit('HY-2026-M1');
    expect((await verifyCommand(parts)).exitCode).toBe(0);
    expect((await fetch(`${parts.url}/api/cases`)).status).toBe(401);
    await failWorkflowTask();
    const names = await exported();

    const named = new Set(expressions().flatMap(metricsIn));
    expect([...named].filter((name) => !names.has(name) && !OF_PROMETHEUS.has(name))).toEqual([]);

    const panels = dashboard.panels.flatMap(({ targets = [] }) =>
      targets.flatMap(({ expr }) => metricsIn(expr)),
    );
    const families = new Set(panels.map((name) => name.replace(/_(bucket|count|sum)$/, '')));
    const unseen = [...names]
      .map((name) => name.replace(/_(bucket|count|sum)$/, ''))
      .filter((name) => !families.has(name) && !OF_LIBRARIES.test(name));
    expect([...new Set(unseen)]).toEqual([]);
  }, 120_000);

  test('no figure names a case or a person', async () => {
    const texts = await Promise.all(
      [`${parts.url}/metrics`, workerMetrics].map(async (url) => (await fetch(url)).text()),
    );
    expect(texts.join('\n')).not.toMatch(/HY-2026|officer-1|clerk-1/);
  });
});
