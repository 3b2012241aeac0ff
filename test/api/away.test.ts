import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ActAnswer, Pending, TaskList } from '../../src/api/schemas.js';
import { createWorker } from '../../src/worker.js';
import { given } from '../harness/given.js';
import { openService, ordinaryStart, problemOf, said, type Service, type Visitor } from './service.js';

/**
 * A way to a part that can be shut and opened again on the same port, as when the part is killed and started.
 */
class Gate {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  private constructor(
    readonly host: string,
    readonly target: number,
    public port: number,
  ) {}

  static async to(address: string): Promise<Gate> {
    const [host = '127.0.0.1', port = ''] = address.split(':');
    const gate = new Gate(host, Number(port), 0);
    await gate.open();
    return gate;
  }

  async open(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(this.target, this.host);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket
          .on('error', () => undefined)
          .once('close', () => {
            this.#sockets.delete(socket);
            near.destroy();
            far.destroy();
          });
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async shut(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server?.close(() => {
        resolve();
      });
    });
  }
}

let service: Service;
let gate: Gate | undefined;

afterEach(async () => {
  await service.close();
  await gate?.shut();
  gate = undefined;
});

const onFile = () => service.connection.collection('headers').countDocuments({});

/** Runs a worker of the service while `act` is under way. */
async function withWorker(act: () => Promise<void>): Promise<void> {
  const open = await createWorker({
    environment: { ...service.environment, TEMPORAL_ADDRESS: given('TEST_TEMPORAL_ADDRESS') },
    logger: service.parts.logger,
    workflows: { codePath: given('TEST_WORKFLOW_BUNDLE') },
  });
  const running = open.worker.run();
  try {
    await act();
  } finally {
    open.worker.shutdown();
    await running;
    await open.close();
  }
}

const PATIENCE_MS = 500;
const impatient = (settings: Record<string, string> = {}) =>
  openService(settings, (parts) => ({ ...parts, doors: { ...parts.doors, patienceMs: PATIENCE_MS } }));

/** The same request again until it is answered otherwise than with "not yet". */
async function repeatUntilAnswered(visitor: Visitor, key: string) {
  for (let repeats = 0; repeats < 40; repeats += 1) {
    const answer = await visitor.post('/api/cases', ordinaryStart(), key);
    if (answer.status !== 202 && answer.status !== 503) return answer;
  }
  throw new Error('never answered');
}

describe('nobody to do the work', () => {
  test('no worker › 202 and where to look; the same request later finds the result, once', async () => {
    service = await impatient();
    const clerk = await service.signIn('clerk-1');
    const key = 'a-request-with-no-worker';
    const pending = await clerk.post('/api/cases', ordinaryStart(), key);
    expect(pending.status).toBe(202);
    expect(pending.get('location')).toBe(Pending.parse(pending.body).status);
    await withWorker(async () => {
      const answer = await repeatUntilAnswered(clerk, key);
      expect(answer.status).toBe(201);
      expect(`/api/cases/${ActAnswer.parse(answer.body).caseNumber}`).toBe(pending.get('location'));
      expect(await onFile()).toBe(1);
    });
  });
});

describe('the worker killed right after the commit', () => {
  /** As such a kill leaves it: the record on file, nothing that follows from it, and no run that knows it. */
  async function forgetConsequences(chainId: string): Promise<void> {
    const { connection, client } = service;
    const workflowId = `${chainId}/case-initiation`;
    const { namespace } = service.client.options;
    await client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId } });
    const run = client.workflow.getHandle(workflowId);
    for (let there = true; there;) there = await run.describe().then(Boolean, () => false);
    await connection.collection('procedures').deleteMany({ chainId });
    await connection.collection('letters').deleteMany({ chainId });
  }

  test('the same request again › not yet; then done, and the next person has the task and his letter', async () => {
    service = await impatient();
    const clerk = await service.signIn('clerk-1');
    const officer = await service.signIn('officer-1');
    const key = 'a-request-cut-off-after-the-commit';
    let number = '';
    await withWorker(async () => {
      const answer = await repeatUntilAnswered(clerk, key);
      number = ActAnswer.parse(answer.body).caseNumber;
    });
    const letters = () => service.connection.collection('letters').distinct('_id', { chainId: number });
    const before = await letters();
    await forgetConsequences(number);
    // What would be refused today was lawful then, and is on file.
    await service.connection
      .collection('people')
      .updateOne({ _id: 'officer-2' as never }, { $set: { active: false } });

    expect((await clerk.post('/api/cases', ordinaryStart(), key)).status).toBe(202);
    await withWorker(async () => {
      expect((await repeatUntilAnswered(clerk, key)).status).toBe(201);
      const { items } = TaskList.parse((await officer.get('/api/tasks')).body);
      expect(items.map((task) => task.caseNumber)).toEqual([number]);
      expect(await letters()).toEqual(before);
      expect(await onFile()).toBe(1);
    });
  });
});

describe('Temporal away', () => {
  test('an act › told so, nothing on file; after it is back the same request is done, once', async () => {
    gate = await Gate.to(given('TEST_TEMPORAL_ADDRESS'));
    service = await impatient({ TEMPORAL_ADDRESS: `127.0.0.1:${String(gate.port)}` });
    const clerk = await service.signIn('clerk-1');
    const key = 'a-request-without-temporal';
    await gate.shut();
    const away = await clerk.post('/api/cases', ordinaryStart(), key);
    expect([202, 503]).toContain(away.status);
    expect((await service.anonymous().get('/readyz')).body).toEqual({
      state: 'unavailable',
      parts: { database: 'ok', temporal: 'unavailable' },
    });
    expect((await clerk.get('/api/cases')).status).toBe(200);
    expect(await onFile()).toBe(0);
    await gate.open();
    await withWorker(async () => {
      expect((await repeatUntilAnswered(clerk, key)).status).toBe(201);
      expect(await onFile()).toBe(1);
    });
  });
});

describe('the database away', () => {
  test('every door › 503, never 500; after it is back they are open', async () => {
    const address = /mongodb:\/\/(?:[^@/]*@)?([^/]+)\//.exec(given('TEST_MONGODB_URI'))?.[1] ?? '';
    gate = await Gate.to(address);
    const uri = given('TEST_MONGODB_URI').replace(address, `127.0.0.1:${String(gate.port)}`);
    service = await openService({ MONGODB_URI: uri.replace(/\/[^/?]*\?/, '/api_away?') });
    const clerk = await service.signIn('clerk-1');
    await gate.shut();
    const answers = await Promise.all([
      clerk.get('/api/cases'),
      clerk.post('/api/cases', ordinaryStart()),
      service.anonymous().post('/api/session').send({ signIn: 'clerk-1', password: 'whatever it is' }),
    ]);
    for (const answer of answers) expect(said(answer)).toEqual(problemOf(503, 'unavailable'));
    expect((await service.anonymous().get('/healthz')).status).toBe(200);
    expect(service.log()).not.toContain('a request failed');
    await gate.open();
    expect((await clerk.get('/api/cases')).status).toBe(200);
  });
});
