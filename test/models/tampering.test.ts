import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createFollow } from '../../src/activities/follow.js';
import { createMongoLedgerStore } from '../../src/models/ledger-store-mongo.js';
import { chainsOn } from '../../src/models/ledger-reader.js';
import { duplicatesIn } from '../../src/connections/mongodb.js';
import { verify } from '../../src/models/verify.js';
import { main } from '../../dev/ledger-command.js';
import {
  appendAll,
  conclusion,
  decided,
  LEDGER_KEY,
  opening,
  recordsOver,
  remark,
  visitRow,
} from './acts.js';
import { createDatabase, type SuiteDatabase } from './database.js';
import { generator } from './simulation.js';
import { damage } from './tampering.js';

const CHANGES = 120;
const chains = ['HY-2026-0001', 'HY-2026-0002', 'HY-2026-0003'];

let database: SuiteDatabase;
beforeAll(async () => {
  database = await createDatabase('tampering');
  const letterBox = { post: () => Promise.resolve() };
  const follow = createFollow({
    connection: database.connection,
    letterBox,
    rows: [visitRow],
    lettersOf: () => [],
  });
  const records = recordsOver(createMongoLedgerStore(database.connection), { follow });
  for (const chainId of chains) {
    const remarks = ['a', 'b', 'c'].map((id) =>
      remark(chainId, `${id} ${chainId}`, { facts: { about: id } }),
    );
    await appendAll(records, [opening(chainId), ...remarks, decided(chainId, 'note/1'), conclusion(chainId)]);
  }
});
afterAll(() => database.remove());

/** Writes a chain's documents as they are given, past every model. */
async function write(chainId: string, headers: readonly object[], bodies: readonly object[]): Promise<void> {
  const raw = database.connection;
  for (const [name, documents] of [
    ['headers', headers],
    ['bodies', bodies],
  ] as const) {
    await raw.collection(name).deleteMany({
      _id: { $regex: name === 'headers' ? `^${chainId}#` : '' },
      ...(name === 'bodies' ? { chainId } : {}),
    } as never);
    await raw
      .collection(name)
      .deleteMany({ _id: { $in: documents.map((one) => (one as { _id: string })._id) } } as never);
    if (documents.length > 0) await raw.collection(name).insertMany(documents);
  }
}

/** Did the database take it, or did one of its unique indexes say no? */
const isTaken = (writing: Promise<void>): Promise<boolean> =>
  writing.then(
    () => true,
    (error: unknown) => {
      if (duplicatesIn(error)) return false;
      throw error;
    },
  );

const chainOn = async (chainId: string) => {
  for await (const chain of chainsOn(database.connection, chainId)) return chain;
  throw new Error(`no chain ${chainId}`);
};

async function command(...argv: string[]) {
  const output = new PassThrough();
  const errors = new PassThrough();
  const settings = {
    MONGODB_URI: database.uri,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    SMTP_URL: 'smtp://127.0.0.1:1',
    PUBLIC_URL: 'http://127.0.0.1:1',
    SESSION_SECRET: 's'.repeat(32),
    LEDGER_KEY,
    LINK_KEY: 'l'.repeat(32),
    PAYLOAD_KEYS: 'k:x',
    ATTACHMENTS_DIR: '/nowhere',
  };
  const exitCode = await main(argv, { output, errors, environment: settings });
  output.end();
  errors.end();
  return { exitCode, output: await text(output), errors: await text(errors) };
}

describe('第三十五条 ledger verify on the real database', () => {
  test('nobody touched it › exit code 0, whole', async () => {
    const ran = await command('verify', '--json');
    expect(ran.exitCode).toBe(0);
    expect(JSON.parse(ran.output)).toEqual({
      whole: true,
      chains: 3,
      records: 18,
      bodies: 18,
      first: null,
      problems: [],
    });
    expect((await command('verify')).output).toContain('完整：3 个案件、18 条记录');
  });

  test(`${String(CHANGES)} random changes of documents, one at a time › each found, at its record, and none once it is undone`, async () => {
    const chainId = chains[1] ?? '';
    const before = await chainOn(chainId);
    let refused = 0;
    for (let seed = 1; seed <= CHANGES; seed += 1) {
      const copy = structuredClone(before);
      const change = damage(copy, generator(seed));
      // The database's own unique indexes make these impossible, or the key of a document cannot be absent.
      if (['repeatedHeader', 'swappedHeaders'].includes(change.kind) || change.what === '_id') continue;
      if (!(await isTaken(write(chainId, copy.headers, copy.bodies)))) {
        // A number that another record has: the unique index does not let it in.
        await write(chainId, before.headers, before.bodies);
        refused += 1;
        continue;
      }
      const { first, whole } = await verify(chainsOn(database.connection), LEDGER_KEY);
      expect({ seed, change, whole }).toMatchObject({ whole: false });
      const moved = first?.chainId !== chainId;
      expect({ seed, change, first, here: moved || change.places.includes(first.seq) }).toMatchObject({
        here: true,
      });
      if (moved)
        await database.connection.collection('headers').deleteMany({ chainId: first?.chainId ?? '' });
      if (moved) await database.connection.collection('bodies').deleteMany({ chainId: first?.chainId ?? '' });
      await write(chainId, before.headers, before.bodies);
    }
    expect((await verify(chainsOn(database.connection), LEDGER_KEY)).whole).toBe(true);
    expect(refused).toBeLessThan(CHANGES / 20);
  });

  test('a whole matter deleted › exit code 1, named as missing from its first record', async () => {
    const chainId = chains[2] ?? '';
    const before = await chainOn(chainId);
    await write(chainId, [], []);
    const ran = await command('verify', '--json');
    expect(ran.exitCode).toBe(1);
    expect(JSON.parse(ran.output)).toMatchObject({ first: { chainId, seq: 1, field: 'seq' } });
    await write(chainId, before.headers, before.bodies);
  });

  test('an opinion changed in the database › exit code 1, in words: the case, the record, the field', async () => {
    const chainId = chains[0] ?? '';
    const before = await chainOn(chainId);
    await database.connection
      .collection('headers')
      .updateOne({ chainId, seq: 5 }, { $set: { 'actor.name': '张三' } });
    const ran = await command('verify', '--case', chainId);
    expect(ran.exitCode).toBe(1);
    expect(ran.output).toContain(`${chainId} 第 5 号记录 actor.name：应为 李警官，实为 张三`);
    await write(chainId, before.headers, before.bodies);
  });
});

describe('ledger › the other commands', () => {
  test('show › every record in Chinese, with its contents', async () => {
    const { exitCode, output } = await command('show', '--case', chains[0] ?? '');
    expect(exitCode).toBe(0);
    expect(output).toContain('第 1 号');
    expect(output).toContain('案由：某工地扬尘');
    expect(output).toContain('李警官（承办人');
    expect(output.match(/SHA-256/g)).toHaveLength(6);
  });

  test('show of a case that is not there › exit code 1', async () => {
    expect(await command('show', '--case', 'none')).toMatchObject({ exitCode: 1 });
  });

  test('export › a line for each document and one for what is known', async () => {
    const { exitCode, output } = await command('export', '--case', chains[0] ?? '');
    const lines = output
      .trim()
      .split('\n')
      .map((line) => Object.keys(JSON.parse(line) as object)[0]);
    expect(exitCode).toBe(0);
    expect(lines).toEqual([...Array<string>(6).fill('header'), ...Array<string>(6).fill('body'), 'known']);
  });

  test.each([[[]], [['burn']], [['show']], [['verify', 'x']], [['verify', '--all']]])(
    '%j › exit code 3 and the usage',
    async (argv) => {
      const ran = await command(...argv);
      expect(ran.exitCode).toBe(3);
      expect(ran.errors).toContain('用法');
      expect(ran.output).toBe('');
    },
  );

  test('rebuild after the projections are gone › the same projections as before', async () => {
    const all = () => database.connection.collection('procedures').find({}).sort({ _id: 1 }).toArray();
    const before = await all();
    await database.connection.collection('procedures').deleteMany({});
    expect(await command('rebuild', '--json')).toMatchObject({ exitCode: 0 });
    expect(await all()).toEqual(before);
  });

  test('rebuild over a projection somebody changed › what the ledger says', async () => {
    const one = { _id: `${chains[0] ?? ''}/site-visit` } as never;
    const before = await database.connection.collection('procedures').findOne(one);
    await database.connection
      .collection('procedures')
      .updateOne(one, { $set: { open: true, overdue: true, title: 'x' } });
    await command('rebuild', '--case', chains[0] ?? '');
    expect(await database.connection.collection('procedures').findOne(one)).toEqual(before);
  });
});
