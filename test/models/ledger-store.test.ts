import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { headersOn } from '../../src/models/ledger.js';
import { MemoryLedgerStore } from '../../src/models/ledger-store-memory.js';
import { createMongoLedgerStore } from '../../src/models/ledger-store-mongo.js';
import type { LedgerStore } from '../../src/models/ledger-store.js';
import { sealBody, sealHeader, type StoredHeader } from '../../src/models/seal.js';
import { idemOf, NO_HASH, type Act } from '../../src/workflows/law/record/kinds.js';
import {
  actor,
  appendAll,
  conclusion,
  decided,
  learn,
  LEDGER_KEY,
  MONDAY,
  opening,
  recordsOver,
  remark,
  task,
} from './acts.js';
import { createDatabase, type SuiteDatabase } from './database.js';

let database: SuiteDatabase;
beforeAll(async () => {
  database = await createDatabase('ledger_store');
});
afterAll(() => database.remove());

const headerOf = (act: Act, seq: number, idem = idemOf(act), prev = NO_HASH): StoredHeader => {
  const { body: _, starts: __, ...rest } = act;
  const { _id, sm3 } = sealBody(LEDGER_KEY, act, idem);
  return sealHeader({
    ...rest,
    v: 1,
    seq,
    idem,
    recordedAt: MONDAY,
    clocks: [],
    late: [],
    body: { sha256: _id, sm3 },
    prev,
  });
};

describe.each<[string, () => LedgerStore]>([
  ['in memory', () => new MemoryLedgerStore()],
  ['in the database', () => createMongoLedgerStore(database.connection)],
])('the ledger %s', (where, create) => {
  const numbered = (name: string) => `${where === 'in memory' ? 'HY' : 'HYD'}-${name}`;

  test('a matter with everything a record can hold › reads back exactly as it was written', async () => {
    const store = create();
    const records = recordsOver(store);
    const chainId = numbered('1');
    const behalf = decided(chainId, 'note/1', {
      onBehalfOf: actor('p-wang'),
      effect: 'startApproved',
      attachments: [{ sha256: 'a'.repeat(64), sm3: 'b'.repeat(64), size: 3, mediaType: 'application/pdf' }],
      opens: [
        { ...task('note/2', ['p-li', 'p-wang'], 'filing'), document: 'initiationForm', assignee: 'p-li' },
      ],
    });
    const starts = [{ key: 'filing', period: 'emergencyFiling', from: MONDAY } as const];
    const begun = await appendAll(records, [opening(chainId, { starts })]);
    // Past `append`: whether he may act for the other is not the store's to say.
    await store.insertBody(sealBody(LEDGER_KEY, behalf, idemOf(behalf)));
    await store.insertHeader(headerOf(behalf, 2, idemOf(behalf), begun.head.hash));
    const acted = learn(begun, await records.load(chainId, 'site-visit', begun.state.seq));
    const known = await appendAll(records, [remark(chainId, `r ${chainId}`), conclusion(chainId)], acted);
    const again = await recordsOver(store).load(chainId, 'site-visit', 0);
    expect(again.head).toEqual(known.head);
    expect(again.records).toEqual(await store.since(chainId, 1));
    expect(again.records[1]).toMatchObject({
      onBehalfOf: { id: 'p-wang' },
      effect: 'startApproved',
      opens: behalf.opens,
    });
    expect(again.concluded).toMatchObject([{ procedure: 'site-visit', outcome: 'done', seq: 4 }]);
    expect((await store.outline(chainId)).map((record) => record.seq)).toEqual([1, 2, 4]);
    expect(await store.byRequest(`r ${chainId}`)).toEqual(again.records[2]);
    expect(await store.byIdem(chainId, 'site-visit:note/1')).toEqual(again.records[1]);
    expect((await store.head(chainId))?.seq).toBe(4);
    expect(await store.ofProcedure(chainId, 'site-visit', { after: 1, upTo: 4, limit: 2 })).toEqual(
      again.records.slice(1, 3),
    );
  });

  test('what is not there › undefined or nothing', async () => {
    const store = create();
    expect(await store.head('none')).toBeUndefined();
    expect(await store.byRequest('none')).toBeUndefined();
    expect(await store.byIdem('none', 'none')).toBeUndefined();
    expect(await store.body('none')).toBeUndefined();
    expect(await store.since('none', 1)).toEqual([]);
  });

  test.each([
    ['the same seq', (chainId: string) => headerOf(remark(chainId, `x ${chainId}`), 1)],
    ['the same idem', (chainId: string) => headerOf(opening(chainId, { requestId: `x ${chainId}` }), 2)],
    ['the same request id', (chainId: string) => headerOf(remark(`${chainId} b`, `open ${chainId}`), 1)],
  ])('%s twice › is taken, nothing written', async (name, second) => {
    const store = create();
    const chainId = numbered(name);
    expect(await store.insertHeader(headerOf(opening(chainId), 1))).toBe('inserted');
    expect(await store.insertHeader(second(chainId))).toBe('taken');
    expect(await store.since(chainId, 1)).toHaveLength(1);
    expect(await store.since(`${chainId} b`, 1)).toHaveLength(0);
  });

  test('a body put there twice › is there once, unchanged', async () => {
    const store = create();
    const body = sealBody(LEDGER_KEY, opening(numbered('body')), 'idem');
    await store.insertBody(body);
    await store.insertBody(body);
    expect(await store.body(body._id)).toEqual(body);
  });

  test('sixteen at once with one idem, each its own request › one record, and every answer names it', async () => {
    const store = create();
    const chainId = numbered('race');
    const known = await appendAll(recordsOver(store), [opening(chainId)]);
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) => {
        const act = decided(chainId, 'note/1', { requestId: `${chainId} ${String(index)}` });
        return recordsOver(store).append(act, known);
      }),
    );
    const chain = await store.since(chainId, 1);
    expect(chain.map((record) => record.seq)).toEqual([1, 2]);
    for (const answer of answers) {
      const told = answer.records.find((record) => record.seq === 2);
      expect(told?.hash).toEqual(chain[1]?.hash);
    }
  });
});

describe('the ledger in the database', () => {
  test('第三十五条 a change or a removal by way of the models › is refused', async () => {
    const headers = headersOn(database.connection);
    await expect(headers.updateOne({ chainId: 'x' }, { $set: { step: 'y' } })).rejects.toThrow(
      'only ever added',
    );
    await expect(headers.deleteMany({ chainId: 'x' })).rejects.toThrow('only ever added');
    await expect(headers.findOneAndDelete({ chainId: 'x' })).rejects.toThrow('only ever added');
  });

  test('a header with an unknown field › is refused', async () => {
    const header = { ...headerOf(opening('HYD-strict'), 1), approvedBy: 'p-sun' };
    await expect(createMongoLedgerStore(database.connection).insertHeader(header)).rejects.toThrow(
      'approvedBy',
    );
  });
});
