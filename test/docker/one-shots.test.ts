/** The scripts that a deployment runs once at each start, on the real parts of this run. */
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { execa } from 'execa';
import { MongoClient, type Db } from 'mongodb';
import { startDatabase, type Engine } from '../../dev/parts/mongodb.js';
import { freePort, startProcess, until, type ProcessOptions, type Running } from '../../dev/parts/process.js';
import { searchAttributes } from '../../dev/parts/temporal.js';
import { projectFolder } from '../../dev/project.js';
import { given } from '../harness/given.js';

const script = (name: string): string => join(projectFolder, 'temporal-docker', name);

describe('部署 · prepare-namespace.sh', () => {
  const namespace = `deployment-${randomBytes(4).toString('hex')}`;
  const address = given('TEST_TEMPORAL_ADDRESS');

  async function prepare(): Promise<string> {
    const folder = mkdtempSync(join(given('TEST_SCRATCH'), 'tools-'));
    symlinkSync(given('TEST_TEMPORAL_EXECUTABLE'), join(folder, 'temporal'));
    const { stdout } = await execa('sh', [script('prepare-namespace.sh')], {
      env: {
        PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
        TEMPORAL_ADDRESS: address,
        TEMPORAL_NAMESPACE: namespace,
      },
    });
    return stdout;
  }

  test('the first start makes namespace, retention and search attributes; the second leaves them as they are', async () => {
    const first = await prepare();
    expect(first).toContain(`namespace ${namespace} is ready`);
    expect(await prepare()).toBe(first);
    const connection = await Connection.connect({ address });
    try {
      const { config } = await connection.workflowService.describeNamespace({ namespace });
      expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(3650 * 86_400);
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(searchAttributes)));
    } finally {
      await connection.close();
    }
  });
});

interface Database {
  readonly engine: Engine;
  readonly executable: string;
  readonly folder: string;
  readonly port: number;
}

/** The database over the files that `startDatabase` has made, open only to those who sign in. */
function requiringSignIn({ engine, executable, folder, port }: Database): ProcessOptions {
  const files = join(folder, engine);
  const memberKey = join(folder, 'member-key');
  writeFileSync(memberKey, randomBytes(48).toString('hex'), { mode: 0o400 });
  const own: Readonly<Record<Engine, readonly string[]>> = {
    mongod: ['--replSet', 'local', '--keyFile', memberKey, '--bind_ip', '127.0.0.1', '--dbpath', files],
    secantus: ['--auth', '--config', join(folder, 'secantusd.toml'), '--host', '127.0.0.1'].concat([
      '--storage-path',
      files,
      '--cache-size',
      '256M',
      '--log-level',
      'WARNING',
      '--sync-on-commit',
    ]),
  };
  return {
    name: 'MongoDB',
    executable,
    args: [...own[engine], '--port', String(port)],
    environment: process.env,
    folder,
    logFile: join(folder, 'sign-in.log'),
  };
}

describe('部署 · prepare-mongodb.mjs and first-administrator.mjs', () => {
  const rootPassword = randomBytes(16).toString('hex');
  const servicePassword = randomBytes(16).toString('hex');
  const engine = given('TEST_DATABASE_ENGINE') as Engine;
  const folder = mkdtempSync(join(given('TEST_SCRATCH'), 'deployment-'));
  let port = 0;
  let database: Running | undefined;
  let client: MongoClient | undefined;

  const uri = (login: string, rest: string): string =>
    `mongodb://${login}@127.0.0.1:${String(port)}/${rest}&directConnection=true&w=majority&journal=true`;
  const rootUri = (): string => uri(`root:${rootPassword}`, '?authSource=admin');
  const serviceUri = (): string => uri(`procedures:${servicePassword}`, 'enforcement?retryWrites=true');

  /** As the deployment runs it: whoever does not sign in may do nothing. */
  async function startWithSignIn(): Promise<Running> {
    const options = { engine, executable: given('TEST_DATABASE_EXECUTABLE'), folder, port };
    const open = await startDatabase({ ...options, logFile: join(folder, 'first.log') });
    const first = new MongoClient(open.address);
    await first.db('admin').command({ createUser: 'root', pwd: rootPassword, roles: ['root'] });
    await first.close();
    await open.stop();
    const running = startProcess(requiringSignIn(options));
    await until(running, 60, async () => {
      const root = new MongoClient(rootUri(), { serverSelectionTimeoutMS: 2_000 });
      try {
        return (await root.db('admin').command({ hello: 1 }))['isWritablePrimary'] === true;
      } finally {
        await root.close();
      }
    });
    return running;
  }

  const prepare = () =>
    execa(process.execPath, [script('prepare-mongodb.mjs')], {
      env: {
        MONGODB_ROOT_URI: rootUri(),
        MONGODB_MEMBERS: `127.0.0.1:${String(port)}`,
        MONGODB_SERVICE_PASSWORD: servicePassword,
      },
    });

  const addAdministrator = (id: string, password: string) =>
    execa(process.execPath, [script('first-administrator.mjs'), id, '蒋涛', `${id}@bureau.example`], {
      env: { MONGODB_URI: serviceUri(), BUREAU_NAME: '某县住房和城乡建设局' },
      input: `${password}\n`,
      reject: false,
    });

  const records = (): Db => {
    if (!client) throw new Error('no connection');
    return client.db('enforcement');
  };

  beforeAll(async () => {
    port = await freePort();
    database = await startWithSignIn();
    await prepare();
    await prepare();
    client = await MongoClient.connect(serviceUri());
  }, 180_000);

  afterAll(async () => {
    await client?.close();
    await database?.stop();
  });

  const forbidden = { code: 13 };

  test.each(['headers', 'bodies'])(
    '第三十五条 %s › the service adds and reads; change, deletion and removal are refused by the database',
    async (name) => {
      const collection = records().collection<{ _id: string; bytes: string }>(name);
      await collection.createIndex({ bytes: 1 }, {}, {});
      await collection.insertOne({ _id: 'one', bytes: 'as written' });
      await expect(collection.updateOne({ _id: 'one' }, { $set: { bytes: 'other' } })).rejects.toMatchObject(
        forbidden,
      );
      await expect(collection.replaceOne({ _id: 'one' }, { bytes: 'other' })).rejects.toMatchObject(
        forbidden,
      );
      await expect(
        collection.findOneAndUpdate({ _id: 'one' }, { $set: { bytes: 'other' } }),
      ).rejects.toMatchObject(forbidden);
      await expect(collection.deleteOne({ _id: 'one' })).rejects.toMatchObject(forbidden);
      await expect(collection.drop()).rejects.toMatchObject(forbidden);
      await expect(collection.rename('elsewhere')).rejects.toMatchObject(forbidden);
      await expect(
        records()
          .collection('procedures')
          .aggregate([{ $out: name }])
          .toArray(),
      ).rejects.toMatchObject(forbidden);
      expect(await collection.find({ _id: 'one' }).toArray()).toEqual([{ _id: 'one', bytes: 'as written' }]);
    },
  );

  test('what follows from the record may be changed and deleted; a collection nobody named may not be made', async () => {
    const letters = records().collection<{ _id: string; state?: string }>('letters');
    await letters.insertOne({ _id: 'one' });
    await letters.updateOne({ _id: 'one' }, { $set: { state: 'sent' } });
    expect((await letters.deleteOne({ _id: 'one' })).deletedCount).toBe(1);
    await expect(records().collection('other').insertOne({})).rejects.toMatchObject(forbidden);
    await expect(client?.db('other').collection('headers').insertOne({})).rejects.toMatchObject(forbidden);
  });

  test('the first administrator is put on file with the password that was typed; there is no second first one', async () => {
    expect(await addAdministrator('administrator-1', 'short')).toMatchObject({ exitCode: 1 });
    expect(await addAdministrator('administrator-1', 'long enough to be one')).toMatchObject({ exitCode: 0 });
    expect(await addAdministrator('administrator-2', 'long enough to be one')).toMatchObject({ exitCode: 1 });
    const people = await records().collection('people').find({}).toArray();
    expect(people.map(({ _id }) => String(_id))).toEqual(['administrator-1']);
    expect(people[0]?.['passwordHash']).toMatch(/^\$argon2id\$/);
  });
});
