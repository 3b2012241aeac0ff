import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { ApplicationFailure, defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import {
  createPayloadCodec,
  ENCRYPTED,
  PayloadUnreadable,
  readKeyRing,
} from '../../src/connections/codec.js';
import { dictionaries } from '../../src/connections/codec-dictionary.js';
import { failureConverter } from '../../src/connections/failure-converter.js';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [first, second] = [key('2026-a'), key('2026-b')];
const codec = createPayloadCodec(readKeyRing(first));
const OPINION = '同意启动，当事人张三';
const BEFORE = {
  opinion: OPINION,
  form: { partyParticulars: '华山建设公司', causeOfInitiation: '未取得施工许可证擅自施工' },
};
/** The same, as an edition wrote it that did not compress. */
const WRITTEN_BEFORE = [
  'TSMsmRmMp9Z0LuhbuRJLaVM773HiU69+B+e9ujzBPWlMRr7fs3C3p1V5R8UVF4K0gD/LMdz0k3tl6RaYvuYhEvI6tMbyGvYe',
  'QtrvTtMcs/qGTXfxRUTlQSW7axnpZAzJlviSia2Pf32NURg1NY8bBYPVCTqQq4I57xfjpwJ+/cNeLs6CWd9MvMaklr4PzoRe',
  'l6Zje+qIdJ0HTbc8Ek/e5sQIb8LZ/oNhYt5FPpFpqSa4pw0U88EEHGCoyQAWSUAEzFJfiy7RyoNHYcqcxhjv',
].join('');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const payload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const read = ([one]: Payload[]): unknown => defaultPayloadConverter.fromPayload(one ?? {});
const inClear = (one: Payload): string =>
  [one.data, ...Object.values(one.metadata ?? {})]
    .map((part) => Buffer.from(part ?? []).toString('utf8'))
    .join('\n');

describe('第三十三条 payloads in Temporal', () => {
  test('any value › comes back equal, and nothing of it is in clear', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const encoded = await codec.encode([payload(value)]);
        expect(Buffer.from(encoded[0]?.metadata?.['encoding'] ?? []).toString()).toBe(ENCRYPTED);
        expect(read(await codec.decode(encoded))).toEqual(read([payload(value)]));
      }),
      { numRuns: 100 },
    );
    expect(inClear(payload({ opinion: OPINION }))).toContain('张三');
    const [encoded] = await codec.encode([payload({ opinion: OPINION })]);
    expect(inClear(encoded ?? {})).not.toContain('张三');
  });

  test('a record of the usual kind › a third of its size, and nothing of it in clear', async () => {
    const hash = { sha256: randomBytes(32).toString('hex'), sm3: randomBytes(32).toString('hex') };
    const actor = { authentication: 'password', id: 'p-li', name: '张三', role: 'handler', unit: 'u-1' };
    const record = { actor, attachments: [], body: hash, chainId: 'HY-2026-0001', clocks: [], prev: hash };
    const [encoded] = await codec.encode([payload({ records: [record, record, record], own: 1 })]);
    const length = payload({ records: [record, record, record], own: 1 }).data?.length ?? 0;
    expect((encoded?.data ?? []).length).toBeLessThan(length / 3);
    expect(inClear(encoded ?? {})).not.toContain('chainId');
  });

  test.each([
    ['short', { seq: 1, head: 1 }],
    ['long, with nothing in it twice', randomBytes(400).toString('base64')],
    ['longer than the window', Array.from({ length: 4_000 }, (_, index) => ({ index, opinion: OPINION }))],
  ])('a payload that is %s › comes back equal', async (_, value) => {
    expect(read(await codec.decode(await codec.encode([payload(value)])))).toEqual(value);
  });

  test('written before payloads were compressed › still read', async () => {
    const old = readKeyRing(`histories:${Buffer.alloc(32, 7).toString('base64')}`);
    const written: Payload = {
      metadata: { encoding: Buffer.from(ENCRYPTED), 'encryption-key-id': Buffer.from('histories') },
      data: Buffer.from(WRITTEN_BEFORE, 'base64'),
    };
    expect(read(await createPayloadCodec(old).decode([written]))).toEqual(BEFORE);
  });

  test('the dictionary of payloads on file › is what it was: another would not read them', () => {
    const digests = [...dictionaries].map(([number, bytes]) => [number, sha256(bytes)]);
    expect(digests).toEqual([[1, 'cf1ca3681f1e1ea21deb0beb60c1efd1ed8f70b8d43f9ba4ffcd42ed19b12d80']]);
  });

  test('the same value twice › two different payloads', async () => {
    const [one, other] = await codec.encode([payload(OPINION), payload(OPINION)]);
    expect(Buffer.from(one?.data ?? []).equals(Buffer.from(other?.data ?? []))).toBe(false);
  });

  test('a new key put first › writes with it, and still reads what the old one wrote', async () => {
    const old = await codec.encode([payload(OPINION)]);
    const rotated = createPayloadCodec(readKeyRing(`${second},${first}`));
    expect(read(await rotated.decode(old))).toBe(OPINION);
    const [renewed] = await rotated.encode([payload(OPINION)]);
    expect(Buffer.from(renewed?.metadata?.['encryption-key-id'] ?? []).toString()).toBe('2026-b');
  });

  test('a payload that was not encrypted › passes through', async () => {
    expect(read(await codec.decode([payload(OPINION)]))).toBe(OPINION);
  });

  test('a key that is not in the ring › an error that names it', async () => {
    const foreign = await createPayloadCodec(readKeyRing(second)).encode([payload(OPINION)]);
    await expect(codec.decode(foreign)).rejects.toThrow(/2026-b/);
  });

  test.each([
    ['one bit of the contents', (one: Payload) => flip(one.data, 20)],
    ['one bit of the tag', (one: Payload) => flip(one.data, -1)],
    ['one bit of the nonce', (one: Payload) => flip(one.data, 0)],
  ])('%s changed › unreadable', async (_, change) => {
    const [encoded] = await codec.encode([payload(OPINION)]);
    change(encoded ?? {});
    await expect(codec.decode([encoded ?? {}])).rejects.toThrow(PayloadUnreadable);
  });

  test('the key id changed to another of the ring with the same key › unreadable: the id is bound in', async () => {
    const same = first.split(':')[1] ?? '';
    const twin = createPayloadCodec(readKeyRing(`x:${same},y:${same}`));
    const [encoded] = await twin.encode([payload(OPINION)]);
    if (encoded?.metadata) encoded.metadata['encryption-key-id'] = Buffer.from('y');
    await expect(twin.decode([encoded ?? {}])).rejects.toThrow(PayloadUnreadable);
  });

  test('cut short › unreadable', async () => {
    const [encoded] = await codec.encode([payload(OPINION)]);
    await expect(
      codec.decode([{ ...encoded, data: (encoded?.data ?? new Uint8Array()).subarray(0, 20) }]),
    ).rejects.toThrow(PayloadUnreadable);
  });

  test.each(['', 'a', 'a:', 'a:AAAA', `a b:${'A'.repeat(43)}=`, `${first},${first}`])(
    'PAYLOAD_KEYS %j › refused, and no key shown',
    (keys) => {
      const secret = first.split(':')[1] ?? '';
      expect(() => readKeyRing(keys)).toThrow(/PAYLOAD_KEYS/);
      try {
        readKeyRing(keys);
      } catch (error) {
        expect(String(error)).not.toContain(secret);
      }
    },
  );
});

describe('第三十三条 failures in Temporal', () => {
  test('a refusal that names a person › its sentence is in a payload, which the codec encrypts, not in clear', () => {
    const failure = failureConverter.errorToFailure(
      ApplicationFailure.nonRetryable('张三在该日不担任职务', 'Refused'),
      defaultPayloadConverter,
    );
    expect(failure.message).toBe('Encoded failure');
    expect(failure.stackTrace ?? '').toBe('');
    expect(failure.encodedAttributes?.data?.length).toBeGreaterThan(0);
    const back = failureConverter.failureToError(failure, defaultPayloadConverter);
    expect(back).toMatchObject({ message: '张三在该日不担任职务', type: 'Refused' });
  });
});

function flip(data: Uint8Array | null | undefined, at: number): void {
  const index = data ? (at + data.length) % data.length : 0;
  if (data) data[index] = (data[index] ?? 0) ^ 1;
}
