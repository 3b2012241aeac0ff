/**
 * The real application on a real database and a real Temporal, each test file with a database, queue and
 * prefix of its own.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { hash } from '@node-rs/argon2';
import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { expect } from '@jest/globals';
import supertest, { type Agent, type Response, type Test } from 'supertest';
import { createApp, prepareApi } from '../../src/api/app.js';
import { createApiParts } from '../../src/api/create-parts.js';
import type { ApiParts } from '../../src/api/parts.js';
import { createLogger } from '../../src/connections/logger.js';
import { connectMongo } from '../../src/connections/mongodb.js';
import { connectClient } from '../../src/connections/temporal.js';
import { readEnvironment, type Environment } from '../../src/environment.js';
import { createPeople } from '../../src/models/people.js';
import { prepareDatabase } from '../../src/models/prepare-database.js';
import { createUnits } from '../../src/models/units.js';
import { posts, type Post } from '../../src/workflows/law/posts.js';
import { given } from '../harness/given.js';

export const PASSWORD = 'a password of the tests';
const FROM = Date.UTC(2024, 0, 1);
const UNTIL = Date.UTC(2029, 11, 31);

type Row = readonly [id: string, name: string, post: Post, unit: string, certifiedUntil?: number];

/** Two enforcing units, so that somebody else's matter is always at hand. */
const people: readonly Row[] = [
  ['officer-1', '李建平', 'officer', 'construction'],
  ['officer-2', '王晓燕', 'officer', 'construction'],
  ['officer-3', '张志强', 'officer', 'construction', Date.UTC(2025, 0, 1)],
  ['officer-9', '刘芳', 'officer', 'housing'],
  ['head-1', '赵国栋', 'unitHead', 'construction'],
  ['head-9', '孙丽华', 'unitHead', 'housing'],
  ['leader-1', '周明远', 'agencyHead', 'bureau'],
  ['leader-2', '吴海涛', 'agencyHead', 'bureau'],
  ['legal-1', '郑文静', 'legalOfficer', 'legal'],
  ['clerk-1', '冯雪梅', 'clerk', 'construction'],
  ['clerk-9', '陈立新', 'clerk', 'housing'],
  ['archivist-1', '褚秀兰', 'archivist', 'archives'],
  ['operator-1', '卫东', 'operator', 'bureau'],
  ['administrator-1', '蒋涛', 'administrator', 'bureau'],
];

/**
 * Somebody who has signed in: his cookies, and the token that goes with everything that changes something.
 */
export class Visitor {
  constructor(
    readonly agent: Agent,
    readonly csrfToken: string,
  ) {}

  get(path: string): Test {
    return this.agent.get(path);
  }

  /** `key` as Idempotency-Key; a fresh one unless told. */
  post(path: string, body: object = {}, key: string = randomBytes(12).toString('hex')): Test {
    return this.agent.post(path).set('x-csrf-token', this.csrfToken).set('idempotency-key', key).send(body);
  }

  put(path: string, body: object): Test {
    return this.agent.put(path).set('x-csrf-token', this.csrfToken).send(body);
  }

  delete(path: string): Test {
    return this.agent.delete(path).set('x-csrf-token', this.csrfToken);
  }
}

/** What a test file works with. */
export type Service = {
  url: string;
  environment: Environment;
  parts: ApiParts;
  connection: Connection;
  client: Client;
  /** Everything that has been logged. */
  log: () => string;
  signIn: (id: string) => Promise<Visitor>;
  anonymous: () => Agent;
  close: () => Promise<void>;
};

/** Opens the application. `now` replaces the clock of the doors; `settings` override the environment. */
export async function openService(
  settings: Record<string, string> = {},
  change: (parts: ApiParts) => ApiParts = (parts) => parts,
): Promise<Service> {
  const name = `api_${randomBytes(5).toString('hex')}`;
  const folder = mkdtempSync(join(tmpdir(), 'procedures-api-'));
  const environment = environmentOf(name, folder, settings);
  const lines: string[] = [];
  const logger = createLogger('debug', 'server', sink(lines));
  const connection = await connectMongo(environment.MONGODB_URI);
  const client = await connectClient(environment);
  await prepareDatabase(connection);
  await seed(connection);
  const parts = change(
    createApiParts({ environment, logger, connection, client, webRoot: join(folder, 'web') }),
  );
  await prepareApi(parts);
  const server = createServer(createApp(parts));
  const url = await listen(server);
  const anonymous = () => supertest.agent(url);
  return {
    url,
    environment,
    parts,
    connection,
    client,
    log: () => lines.join(''),
    anonymous,
    signIn: (id) => signIn(anonymous(), id),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await connection.dropDatabase();
      await connection.close();
      // A call that the SDK still means to repeat would throw out of a timer when its channel is gone; where
      // Temporal was away on purpose the channel is left to the end of the process.
      if (settings['TEMPORAL_ADDRESS'] === undefined) await client.connection.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const sink = (lines: string[]): Writable =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });

function environmentOf(name: string, folder: string, settings: Record<string, string>): Environment {
  const secret = () => randomBytes(32).toString('base64');
  return readEnvironment({
    TEMPORAL_ADDRESS: given('TEST_TEMPORAL_ADDRESS'),
    TEMPORAL_TASK_QUEUE: name,
    MONGODB_URI: given('TEST_MONGODB_URI').replace(/\/[^/?]*\?/, `/${name}?`),
    SMTP_URL: 'smtp://127.0.0.1:9',
    PUBLIC_URL: 'http://procedures.test',
    SESSION_SECRET: secret(),
    LEDGER_KEY: secret(),
    LINK_KEY: secret(),
    PAYLOAD_KEYS: `k1:${secret()}`,
    ATTACHMENTS_DIR: join(folder, 'attachments'),
    CASE_NUMBER_PREFIX: prefix(),
    ...settings,
  });
}

/** Case numbers of one run never meet those of another on the shared Temporal. */
const prefix = (): string =>
  [...randomBytes(6)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('');

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** Puts the two units and their people on file. */
export async function seed(connection: Connection): Promise<void> {
  const units = createUnits(connection);
  await units.addUnit({ _id: 'bureau', name: '局机关', kind: 'agency' });
  await units.addUnit({ _id: 'construction', name: '建设工程执法科', kind: 'handlingUnit' });
  await units.addUnit({ _id: 'housing', name: '房产市场执法科', kind: 'handlingUnit' });
  await units.addUnit({ _id: 'legal', name: '法制机构', kind: 'legalOffice' });
  await units.addUnit({ _id: 'archives', name: '档案室', kind: 'archives' });
  const onFile = createPeople(connection);
  const passwordHash = await hash(PASSWORD);
  for (const [id, name, post, unit, certifiedUntil] of people) {
    const certificate = { number: `E-${id}`, from: FROM, until: certifiedUntil ?? UNTIL };
    await onFile.addPerson({
      _id: id,
      name,
      email: `${id}@bureau.example`,
      active: true,
      posts: [{ post, unit, from: FROM, until: null }],
      certificates: posts[post].certified ? [certificate] : [],
      legalQualification: post === 'legalOfficer' ? { number: `A-${id}`, from: FROM } : null,
      passwordHash,
    });
  }
}

/** Signs in with an agent of one's own. */
export async function signIn(agent: Agent, id: string, password = PASSWORD): Promise<Visitor> {
  const answer = await agent.post('/api/session').send({ signIn: id, password });
  if (answer.status !== 201)
    throw new Error(`${id} could not sign in: ${String(answer.status)} ${answer.text}`);
  return new Visitor(agent, (answer.body as { csrfToken: string }).csrfToken);
}

/** What a refusal says, for short assertions. */
export const said = (answer: Response): { status: number; code: string; type: string | undefined } => ({
  status: answer.status,
  code: (answer.body as { code: string }).code,
  type: answer.get('content-type'),
});

/** A problem as `said` gives it. */
export const problemOf = (status: number, code: string) => ({
  status,
  code,
  type: expect.stringContaining('application/problem+json') as unknown as string,
});

/** Where the errors of a problem point. */
export const pointers = (answer: Response): string[] =>
  ((answer.body as { errors?: { pointer: string }[] }).errors ?? []).map((error) => error.pointer);

/** An ordinary start that the server accepts. */
export const ordinaryStart = () => ({
  title: '未按规定设置施工围挡案',
  cause: '巡查发现施工现场未设置围挡',
  party: { name: '某建筑有限公司', kind: 'organisation', identification: '91610582MA6XXXXX0X' },
  unit: 'construction',
  people: { handlers: ['officer-1', 'officer-2'] },
  sourceOfCase: '日常巡查',
  suspectedProvision: '《建设工程安全生产管理条例》第三十条',
});

/** An emergency start at a moment (epoch ms). */
export const emergencyStart = (startedAt: number) => ({
  ...ordinaryStart(),
  emergency: {
    startedAt,
    urgency: '边坡随时可能坍塌，须立即责令停止施工',
    officers: ['officer-1', 'officer-2'],
    measures: ['责令停止施工'],
    things: [],
  },
});
