import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { OFFICE } from '../../dev/demo-full-acts.js';
import { Cast } from '../../dev/demo-stage.js';
import { seedDemonstrationPeople } from '../../dev/demonstration-people.js';
import { connectMongo } from '../../src/connections/mongodb.js';
import { createUnits } from '../../src/models/units.js';
import { shanghaiDay } from '../../src/workflows/law/moments.js';
import { articleTitle } from '../harness/article-title.js';
import { Parts } from '../harness/parts.js';
import { until } from '../system/office.js';
import { HISTORY_KEYS } from './keys.js';
import { replayRun } from './runs.js';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const DAY = 86_400_000;

let parts: Parts;
let cast: Cast;
let connection: Connection;

beforeAll(async () => {
  parts = await Parts.create({ PAYLOAD_KEYS: HISTORY_KEYS });
  await parts.start();
  cast = new Cast(parts.url, await seedDemonstrationPeople(parts.mongodbUri));
  connection = await Connection.connect({ address: parts.temporalAddress });
  const mongo = await connectMongo(parts.mongodbUri);
  await createUnits(mongo).addUnit({ _id: 'station', name: '质量监督站', kind: 'entrusted' });
  await mongo.close();
}, 120_000);
afterAll(async () => {
  cast.close();
  await connection.close();
  await parts.remove();
}, 60_000);

/** An act on the bureau's own chain; its run is replayed. */
async function bureauAct(person: string, path: string, body: object): Promise<string> {
  const { caseNumber, procedure } = await cast.act<{ caseNumber: string; procedure: string }>(
    person,
    path,
    body,
  );
  return `${caseNumber}/${procedure}`;
}

test(`${articleTitle(2)} 委托书登记、撤销 › replays`, async () => {
  const paper = await cast.upload('legal-1', '委托书.pdf', new TextEncoder().encode('%PDF-1.4\n%%EOF\n'));
  const run = await bureauAct('legal-1', '/api/entrustments', {
    to: 'station',
    powers: ['qualityPenalty'],
    from: shanghaiDay(Date.now() - DAY),
    until: shanghaiDay(Date.now() + 100 * DAY),
    publishedOn: shanghaiDay(Date.now()),
    link: 'https://example.org/entrustment',
    number: '华住建委〔2026〕1号',
    attachments: [paper],
  });
  const { items } = await cast.get<{ items: { id: string }[] }>('legal-1', '/api/entrustments');
  expect(items).toHaveLength(1);
  const id = items[0]?.id ?? '';
  await bureauAct('legal-1', `/api/entrustments/${id}/revocation`, { opinion: '机构改革' });
  await replayRun(new Client({ connection }), run);
}, 60_000);

test(`${articleTitle(33)} 登记设备 › replays`, async () => {
  const { records } = await cast.act<{ records: { seq: number }[] }>(
    OFFICE.administrator,
    '/api/devices',
    OFFICE.device,
  );
  expect(records).toHaveLength(1);
  const client = new Client({ connection });
  let run: string | undefined;
  await until('the run is listed', async () => {
    for await (const { workflowId } of client.workflow.list({ query: "WorkflowType = 'registerChange'" }))
      run = workflowId;
    return run !== undefined;
  });
  await replayRun(client, run ?? '');
}, 60_000);
