import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { MemoryLedgerStore } from '../../src/models/ledger-store-memory.js';
import { hashesOf, type StoredHeader } from '../../src/models/seal.js';
import { chainOf, verify, type ChainDocuments } from '../../src/models/verify.js';
import { appendAll, conclusion, decided, LEDGER_KEY, opening, recordsOver, remark } from './acts.js';
import { damage, DAMAGES, type Damage } from './tampering.js';
import { generator } from './simulation.js';

const CASE = 'HY-2026-0001';
const MUTATIONS = 2_000;

/** A chain of eight records, and its documents as the store keeps them. */
async function wholeChain(chainId = CASE): Promise<ChainDocuments> {
  const store = new MemoryLedgerStore();
  const remarks = ['a', 'b', 'c', 'd', 'e'].map((id) =>
    remark(chainId, `${id} ${chainId}`, { facts: { about: id } }),
  );
  await appendAll(recordsOver(store), [
    opening(chainId),
    ...remarks,
    decided(chainId, 'note/1'),
    conclusion(chainId),
  ]);
  return chainOf(chainId, store.headers, [...store.bodies.values()], [8]);
}

const changed = async (
  change: (chain: { headers: StoredHeader[]; bodies: Record<string, unknown>[] }) => void,
) => {
  const chain = structuredClone(await wholeChain());
  change(chain as never);
  return (await verify([chain], LEDGER_KEY)).first;
};

describe('第三十五条 verify', () => {
  test('chains nobody touched › whole, with and without the key', async () => {
    const chains = [await wholeChain(), await wholeChain('HY-2026-0002')];
    for (const key of [LEDGER_KEY, undefined])
      expect(await verify(chains, key)).toEqual({
        whole: true,
        chains: 2,
        records: 16,
        bodies: 16,
        first: null,
        problems: [],
      });
  });

  test('a body that a lost race left › no alarm', async () => {
    const chain = await wholeChain();
    const bytes = '{"a":1,"requestId":null,"salt":"s"}';
    const { sha256, sm3 } = hashesOf(bytes);
    const orphan = { _id: sha256, sm3, chainId: CASE, salt: 's', bytes };
    expect(await verify([{ ...chain, bodies: [...chain.bodies, orphan] }])).toMatchObject({ whole: true });
  });

  test('a name in a column changed › that field of that record', async () => {
    expect(
      await changed(({ headers }) => {
        headers[2]!.actor.name = '张三';
      }),
    ).toEqual({
      chainId: CASE,
      seq: 3,
      field: 'actor.name',
      expected: '李警官',
      found: '张三',
    });
  });

  test('the decision changed in column and bytes alike › the hash of that record', async () => {
    const problem = await changed(({ headers }) => {
      const header = headers[6]!;
      header.bytes = header.bytes.replace('"decision":"submit"', '"decision":"refuse"');
      header.decision = 'refuse';
    });
    expect(problem).toMatchObject({ seq: 7, field: 'hash.sha256' });
  });

  test('a record changed and hashed anew › the link of the record after it', async () => {
    const problem = await changed(({ headers }) => {
      const header = headers[3]!;
      header.bytes = header.bytes.replace('"secrecy":1', '"secrecy":3');
      header.secrecy = 3;
      header.hash = hashesOf(header.bytes);
    });
    expect(problem).toMatchObject({ seq: 5, field: 'prev.sha256' });
  });

  test('only the SM3 forged › found as well', async () => {
    expect(
      await changed(({ headers }) => {
        headers[1]!.hash.sm3 = 'f'.repeat(64);
      }),
    ).toMatchObject({ seq: 2, field: 'hash.sm3' });
  });

  test('an older format written into a record › its bytes', async () => {
    const problem = await changed(({ headers }) => {
      headers[0]!.bytes = headers[0]!.bytes.replace('"v":1', '"v":0');
    });
    expect(problem).toMatchObject({ seq: 1, field: 'bytes' });
  });

  test('the last record cut off › missed, because its projection has seen it', async () => {
    expect(
      await changed(({ headers }) => {
        headers.pop();
      }),
    ).toMatchObject({ seq: 8, field: 'seq' });
  });

  test('a record put at the end by somebody without the key › its salt', async () => {
    const store = new MemoryLedgerStore();
    const stranger = recordsOver(store, { ledgerKey: 'not the key of this ledger at all' });
    await appendAll(stranger, [opening(CASE)]);
    const chain = chainOf(CASE, store.headers, [...store.bodies.values()]);
    expect((await verify([chain], LEDGER_KEY)).first).toMatchObject({ seq: 1, field: 'body.salt' });
    expect((await verify([chain])).whole).toBe(true);
  });

  test('an opinion changed in a body › the body of that record', async () => {
    const problem = await changed(({ bodies }) => {
      bodies[6]!['bytes'] = String(bodies[6]!['bytes']).replace('拟启动', '不启动');
    });
    expect(problem).toMatchObject({ seq: 7, field: 'body.bytes' });
  });

  test('several bad chains › each with its first place, the first of all named', async () => {
    const [one, other, third] = [await wholeChain('A'), await wholeChain('B'), await wholeChain('C')];
    const verdict = await verify([
      one,
      { ...other, bodies: [] },
      { ...third, headers: third.headers.slice(1) },
    ]);
    expect(verdict.first).toMatchObject({ chainId: 'B', seq: 1, field: 'body' });
    expect(verdict.problems.map(({ chainId, seq }) => [chainId, seq])).toEqual([
      ['B', 1],
      ['C', 1],
    ]);
  });
});

describe('第三十五条 one random change', () => {
  test(`${String(MUTATIONS)} of ${String(DAMAGES.length)} kinds › every one found, at its record`, async () => {
    const chain = await wholeChain();
    const missed: { seed: number; change: Damage; problem: unknown }[] = [];
    for (let seed = 1; seed <= MUTATIONS; seed += 1) {
      const copy = structuredClone(chain);
      const change = damage(copy, generator(seed));
      const { first: problem } = await verify([copy], LEDGER_KEY);
      if (!problem || !change.places.includes(problem.seq)) missed.push({ seed, change, problem });
    }
    expect(missed).toEqual([]);
  });
});

describe('第三十五条 the second verifier', () => {
  const script = fileURLToPath(new URL('../../dev/verify.py', import.meta.url));
  const second = ({ headers, bodies, known }: ChainDocuments) => {
    const lines = [...headers.map((header) => ({ header })), ...bodies.map((body) => ({ body })), { known }];
    const ran = spawnSync('python3', [script], {
      input: lines.map((line) => JSON.stringify(line)).join('\n'),
    });
    return {
      status: ran.status,
      verdict: JSON.parse(ran.stdout.toString()) as { whole: boolean; seq?: number },
    };
  };

  test('a whole chain › whole in both', async () => {
    expect(second(await wholeChain())).toEqual({ status: 0, verdict: { whole: true } });
  });

  test('forty random changes › the same verdict and the same record in both', async () => {
    const chain = await wholeChain();
    for (let seed = 1; seed <= 40; seed += 1) {
      const copy = structuredClone(chain);
      damage(copy, generator(seed));
      const { first } = await verify([copy]);
      const { status, verdict } = second(copy);
      expect({ seed, status, ...verdict }).toMatchObject({
        seed,
        status: first ? 1 : 0,
        ...(first ? { seq: first.seq, field: first.field } : {}),
      });
    }
  });

  test('what is no export › exit code 3, no verdict', () => {
    const ran = spawnSync('python3', [script], { input: 'not json' });
    expect(ran.status).toBe(3);
  });
});
