import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { lettersWorkflowId } from '../../../src/activities/letters/ensure-letters.js';
import { createLetterActivities, ensureLetters } from '../../../src/activities/letters/index.js';
import { given } from '../../harness/given.js';
import { PostOffice } from './post-office.js';
import { Scene } from './scene.js';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const office = new PostOffice();
const taskQueue = `letters-${randomUUID()}`;
let near: NativeConnection;
let client: Client;

beforeAll(async () => {
  await office.open();
  const address = given('TEST_TEMPORAL_ADDRESS');
  near = await NativeConnection.connect({ address });
  client = new Client({ connection: await Connection.connect({ address }) });
});

afterAll(async () => {
  await client.workflow.getHandle(lettersWorkflowId(taskQueue)).terminate();
  await client.connection.close();
  await near.close();
  await office.close();
});

/** A worker that brings the letters of a scene. */
async function worker(scene: Scene): Promise<Worker> {
  const { sleep: _, ...parts } = office.parts(scene);
  return Worker.create({
    connection: near,
    taskQueue,
    workflowBundle: { codePath: given('TEST_WORKFLOW_BUNDLE') },
    activities: await createLetterActivities(parts),
  });
}

describe('信件投递 workflow', () => {
  test('a worker stops and another starts › one run goes on, every letter is brought once', async () => {
    await ensureLetters(client, taskQueue);
    const scene = new Scene();
    const first = await worker(scene);
    await first.runUntil(async () => {
      await office.box.post(scene.open());
      await office.inbox.has(2);
    });
    const [letter] = await office.letters();
    expect(letter).toMatchObject({ state: 'sent', attempts: 1 });

    const { runId } = await client.workflow.getHandle(lettersWorkflowId(taskQueue)).describe();
    await ensureLetters(client, taskQueue);
    const second = await worker(scene);
    await second.runUntil(async () => {
      await office.box.post(scene.submit());
      await office.inbox.has(4);
    });
    const described = await client.workflow.getHandle(lettersWorkflowId(taskQueue)).describe();
    expect(described).toMatchObject({ runId, status: { name: 'RUNNING' } });
    expect(new Set(office.inbox.mails.map((mail) => mail.messageId)).size).toBe(4);
    expect(office.inbox.mails).toHaveLength(4);
  });
});
