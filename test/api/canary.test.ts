import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import type { Connection } from 'mongoose';
import supertest from 'supertest';
import { ActAnswer, StoredAttachment } from '../../src/api/schemas.js';
import { createPayloadCodec, ENCRYPTED, readKeyRing } from '../../src/connections/codec.js';
import { connectMongo } from '../../src/connections/mongodb.js';
import { connectClient } from '../../src/connections/temporal.js';
import { readEnvironment, type Environment } from '../../src/environment.js';
import { prepareDatabase } from '../../src/models/prepare-database.js';
import { Parts } from '../harness/parts.js';
import { read, taskOf, until } from './desk.js';
import { emergencyStart, PASSWORD, problemOf, said, seed, signIn, type Visitor } from './service.js';

/**
 * One whole emergency case on the real processes, at their most talkative, with a mark in everything that
 * people write and are called. Proves that the mark stays in the record, in letters and in encrypted
 * payloads.
 * Limit: it finds the mark as text and as bytes, not what somebody would derive from it.
 */
const MARK = `Canary${randomBytes(8).toString('hex')}`;
const HOUR_MS = 3_600_000;
const PDF = Buffer.from(`%PDF-1.4\n%${MARK}\ntrailer\n<<>>\n%%EOF\n`, 'latin1');

/** Words with the mark in them, told apart by what they are. */
const words = (what: string): string => `${what} ${MARK}`;

let parts: Parts;
let environment: Environment;
let connection: Connection;
let client: Client;
let number: string;
/** Numbers of openings that were refused. */
const refusedNumbers: string[] = [];

beforeAll(async () => {
  parts = await Parts.create({ LOG_LEVEL: 'trace' });
  await parts.start();
  environment = readEnvironment(parts.environment);
  connection = await connectMongo(parts.mongodbUri);
  client = await connectClient(environment);
  await prepareDatabase(connection);
  await seed(connection);
  await connection.collection('people').updateMany({}, [{ $set: { name: { $concat: ['$name', MARK] } } }]);
  number = await wholeCase();
}, 120_000);

afterAll(async () => {
  await client.connection.close();
  await connection.close();
  await parts.remove();
});

const start = () => {
  const { emergency, ...ordinary } = emergencyStart(Date.now() - 30 * HOUR_MS);
  return {
    ...ordinary,
    title: words('案由'),
    cause: words('启动原因'),
    sourceOfCase: words('来源'),
    suspectedProvision: words('规定'),
    party: {
      name: words('名称'),
      kind: 'organisation',
      identification: MARK,
      phone: MARK,
      address: words('住所'),
      representative: words('代表人'),
    },
    emergency: {
      ...emergency,
      urgency: words('紧急'),
      lateEntryReason: words('迟报'),
      measures: [words('措施')],
      things: [words('物品')],
    },
    priorVerification: { at: Date.now() - 40 * HOUR_MS, description: words('核查') },
  };
};

const form = { causeOfInitiation: words('原因'), partyParticulars: words('当事人') };

/** The case from its start to the end of what follows its refusal, and every kind of no on the way. */
async function wholeCase(): Promise<string> {
  const at = (id: string): Promise<Visitor> => signIn(supertest.agent(parts.url), id);
  const [clerk, officer, second, head, leader, legal] = await Promise.all(
    ['clerk-1', 'officer-1', 'officer-2', 'head-1', 'leader-1', 'legal-1'].map(at) as [
      Promise<Visitor>,
      ...Promise<Visitor>[],
    ],
  );
  const done = async (asked: Promise<supertest.Response>, status = 200) =>
    read(await asked, status, ActAnswer);
  const no = async (asked: Promise<supertest.Response>, status: number, code: string) => {
    expect(said(await asked)).toEqual(problemOf(status, code));
  };
  const post = async (visitor: Visitor | undefined, path: string, body: object = {}) => {
    if (!visitor) throw new Error('Nobody is at that desk');
    return visitor.post(path, body);
  };
  const file = read(
    await clerk.agent
      .post('/api/attachments')
      .set('x-csrf-token', clerk.csrfToken)
      .attach('file', PDF, { filename: `${MARK}.pdf` }),
    201,
    StoredAttachment,
  );
  const attachments = [{ sha256: file.sha256, name: file.name }];
  const { caseNumber } = await done(post(clerk, '/api/cases', { ...start(), attachments }), 201);

  await no(post(clerk, '/api/cases', { ...start(), number: caseNumber }), 409, 'caseNumberTaken');
  const expired = { ...start(), number: caseNumber.replace(/\d+$/, '9001') };
  expired.emergency.officers = ['officer-1', 'officer-3'];
  await no(post(clerk, '/api/cases', expired), 403, 'certificateExpired');
  refusedNumbers.push(expired.number);

  const task = (part: string, door: string, round = 1) =>
    `/api/tasks/${taskOf(caseNumber, part, round)}/${door}`;
  const opinion = words('意见');
  const filing = { decision: 'submit', opinion, form, attachments };
  await done(post(officer, task('submit', 'claim')));
  await no(post(second, task('submit', 'decision'), filing), 409, 'alreadyClaimed');
  await done(post(head, task('submit', 'reassignment'), { to: 'officer-2', opinion }));
  await no(post(officer, task('submit', 'decision'), filing), 403, 'notYourTask');
  await no(post(second, task('submit', 'decision'), { ...filing, form: {} }), 422, 'contentsRequired');
  await no(post(leader, task('approve', 'decision'), { decision: 'agree', opinion }), 409, 'notYetYourTurn');
  await done(post(legal, task('submit', 'urge'), { opinion }));
  await done(post(legal, `/api/cases/${caseNumber}/remarks`, { text: words('备注'), attachments }));
  await done(post(second, task('submit', 'decision'), filing));
  await done(post(head, task('review', 'decision'), { decision: 'return', opinion }));
  await no(post(head, task('review', 'decision'), { decision: 'agree', opinion }), 409, 'alreadyDecided');
  await done(post(second, task('submit', 'decision', 2), filing));
  await done(
    post(clerk, `/api/cases/${caseNumber}/corrections`, {
      procedure: 'case-initiation',
      target: 1,
      reason: words('理由'),
      replacement: { cause: words('更正') },
    }),
  );
  await done(post(head, task('review', 'decision', 2), { decision: 'agree', opinion }));
  await done(post(leader, task('approve', 'decision', 2), { decision: 'refuse', opinion }));

  await registerSomebody(await at('administrator-1'));

  const after = (step: string) => `/api/tasks/${caseNumber}~enforcement-case~${step}.submit.1`;
  await until(
    'the aftermath is asked',
    async () => (await legal!.get(after('evidence-flag'))).status === 200,
  );
  const lifted = { measuresLifted: [words('措施')], partyTold: words('告知') };
  await done(post(officer, `${after('termination-report')}/decision`, { ...filing, form: lifted }));
  const evidence = { evidenceConcerned: [words('证据')], disposition: 'keepOnFile', reasons: words('理由') };
  await done(post(legal, `${after('evidence-flag')}/decision`, { ...filing, form: evidence }));
  const letters = connection.collection('letters');
  await until(
    'every letter is sent or not needed',
    async () => (await letters.countDocuments({ state: { $nin: ['sent', 'notNeeded'] } })) === 0,
  );
  return caseNumber;
}

/** Somebody with the mark in his name, address and certificate: registered, changed, imported, refused. */
async function registerSomebody(administrator: Visitor): Promise<void> {
  const path = '/api/register/people';
  const entry = {
    name: words('姓名'),
    email: `${MARK.toLowerCase()}@bureau.example`,
    posts: [{ post: 'officer', unit: 'construction', from: 0, until: null }],
    certificates: [{ number: MARK, from: 0, until: Date.now() + HOUR_MS }],
  };
  expect((await administrator.post(path, { id: 'somebody', ...entry })).status).toBe(200);
  expect(said(await administrator.post(path, { id: 'another', ...entry }))).toEqual(
    problemOf(422, 'entryFaulty'),
  );
  const file = (name: string) =>
    Buffer.from(`人员编号,姓名,电子邮箱\nimported,${name},${MARK}.i@bureau.example\n`);
  const send = (key: string, bytes: Buffer) =>
    administrator.agent
      .post('/api/register/imports/people')
      .set('x-csrf-token', administrator.csrfToken)
      .set('idempotency-key', key)
      .attach('file', bytes, { filename: `${MARK}.csv` });
  expect(said(await send('canary-import-1', file('')))).toEqual(problemOf(422, 'importFaulty'));
  expect((await send('canary-import-2', file(words('导入')))).status).toBe(200);
}

/** Every text in a value; bytes as text, keys too. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (value instanceof Uint8Array) yield Buffer.from(value).toString('utf8');
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      yield key;
      yield* textsIn(inner);
    }
}

const marked = (value: unknown): string[] => [...textsIn(value)].filter((text) => text.includes(MARK));

/** What Temporal holds of every run, as it is stored: histories, descriptions, schedules. */
async function everythingInTemporal(): Promise<{ id: string; held: unknown }[]> {
  const { workflowService: service } = client;
  const namespace = environment.TEMPORAL_NAMESPACE;
  const found: { id: string; held: unknown }[] = [];
  for await (const run of client.workflow.list()) {
    const execution = { workflowId: run.workflowId, runId: run.runId };
    const pages: unknown[] = [];
    let nextPageToken: Uint8Array | undefined;
    do {
      const page = await service.getWorkflowExecutionHistory({
        namespace,
        execution,
        ...(nextPageToken ? { nextPageToken } : {}),
      });
      pages.push(page);
      nextPageToken = page.nextPageToken.length > 0 ? page.nextPageToken : undefined;
    } while (nextPageToken);
    const described = await service.describeWorkflowExecution({ namespace, execution });
    found.push({ id: run.workflowId, held: { pages, described } });
  }
  for await (const { scheduleId } of client.schedule.list())
    found.push({ id: scheduleId, held: await service.describeSchedule({ namespace, scheduleId }) });
  return found;
}

/** Every encrypted payload in a value. */
function* payloadsIn(value: unknown): Generator<Payload> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  const { encoding } = (value as Payload).metadata ?? {};
  if (encoding instanceof Uint8Array && Buffer.from(encoding).toString('utf8') === ENCRYPTED) yield value;
  else for (const inner of Object.values(value)) yield* payloadsIn(inner);
}

describe('第三十三条 what people write and who they are', () => {
  test('the mark is on the record and in the letters › the search can find it', async () => {
    const bodies = await connection.collection('bodies').find().toArray();
    expect(marked(bodies.map(({ bytes }) => bytes as string)).length).toBeGreaterThan(10);
    expect((await parts.letters()).filter((letter) => marked(letter.text).length > 0).length).toBeGreaterThan(
      3,
    );
  });

  test('in Temporal › only in encrypted payloads; ids, summaries, attributes, failures hold none', async () => {
    const everything = await everythingInTemporal();
    const ids = everything.map(({ id }) => id);
    for (const wanted of [number, ...refusedNumbers]) expect(ids).toContain(`${wanted}/case-initiation`);
    expect(ids).toContain(`${number}/enforcement-case`);
    expect(marked(everything)).toEqual([]);
    const codec = createPayloadCodec(readKeyRing(environment.PAYLOAD_KEYS));
    const sealed = [...payloadsIn(everything.map(({ held }) => held))];
    expect(marked(await codec.decode(sealed)).length).toBeGreaterThan(10);
  });

  test('in the logs of server, worker and Temporal › none; no password, e-mail or secret either', () => {
    const secrets = [PASSWORD, '@bureau.example', environment.LEDGER_KEY, environment.PAYLOAD_KEYS];
    for (const name of ['server', 'worker', 'temporal'] as const) {
      const log = parts.log(name);
      expect(log.length).toBeGreaterThan(100);
      for (const secret of [MARK, ...secrets])
        expect([name, log.split('\n').filter((line) => line.includes(secret))]).toEqual([name, []]);
    }
  });

  test('in the subjects of letters › none', async () => {
    const subjects = (await parts.letters()).map((letter) => letter.subject);
    expect(subjects.filter((subject) => subject.includes(number)).length).toBeGreaterThan(5);
    expect(marked(subjects)).toEqual([]);
  });

  test('in /metrics › none, and no case number', async () => {
    const { text } = await supertest(parts.url).get('/metrics');
    expect(text).toContain('act_round_trip_seconds');
    expect(text).not.toContain(MARK);
    expect(text).not.toContain(number);
  });
});
