import { createHash, createHmac } from 'node:crypto';
import type { Act, Body, Facts, Hashes, RecordHeader } from '../workflows/law/record/kinds.js';
import { canonical } from './canonical.js';

/** What precedes the canonical bytes under both hashes, so that no other text of ours hashes to the same. */
export const HASH_PREFIX = 'zf-ledger/v1\n';

/**
 * A header as it is kept: every field for people and queries, and `bytes`, which is what was hashed and
 * what is read back.
 */
export type StoredHeader = Omit<RecordHeader, 'facts'> & { _id: string; facts: string; bytes: string };

/** A body as it is kept, keyed by the SHA-256 the header names. */
export type StoredBody = { _id: string; sm3: string; chainId: string; salt: string; bytes: string };

/** What is on file does not agree with itself. A fault, never a refusal: `verify` says where. */
export class LedgerDamaged extends Error {
  override readonly name = 'LedgerDamaged';
}

/** SHA-256 and SM3 of canonical bytes. Throws where the OpenSSL of this Node has no SM3. */
export const hashesOf = (bytes: string): Hashes => ({
  sha256: digest('sha256', bytes),
  sm3: digest('sm3', bytes),
});

const digest = (algorithm: 'sha256' | 'sm3', bytes: string): string =>
  createHash(algorithm).update(HASH_PREFIX).update(bytes, 'utf8').digest('hex');

/**
 * Hides the body's contents behind its hash. Nothing in it depends on the attempt, so that a retry writes
 * the same bytes.
 */
export const saltOf = (ledgerKey: string, chainId: string, idem: string): string =>
  createHmac('sha256', ledgerKey).update(`${chainId}\n${idem}`, 'utf8').digest('hex');

/** Keys of a body that are the ledger's own. */
const OWN_KEYS = ['salt', 'requestId'];

/** The body of an act as it is kept. Throws when the act's body uses a key that is the ledger's own. */
export function sealBody(
  ledgerKey: string,
  act: Pick<Act, 'chainId' | 'body' | 'requestId'>,
  idem: string,
): StoredBody {
  const taken = OWN_KEYS.find((key) => Object.hasOwn(act.body, key));
  if (taken !== undefined) throw new Error(`The body of ${idem} uses the reserved key ${taken}`);
  const salt = saltOf(ledgerKey, act.chainId, idem);
  const bytes = canonical({ ...act.body, salt, requestId: act.requestId ?? null });
  const { sha256, sm3 } = hashesOf(bytes);
  return { _id: sha256, sm3, chainId: act.chainId, salt, bytes };
}

/**
 * What a body says, without the ledger's own keys. Throws `LedgerDamaged` when it is not what its key says.
 */
export function bodyOf(stored: StoredBody): Body {
  if (hashesOf(stored.bytes).sha256 !== stored._id)
    throw new LedgerDamaged(`The body ${stored._id} has been changed`);
  const contents = JSON.parse(stored.bytes) as Record<string, Body[string]>;
  return Object.fromEntries(Object.entries(contents).filter(([key]) => !OWN_KEYS.includes(key)));
}

/** The key of a header. */
export const headerId = (chainId: string, seq: number): string => `${chainId}#${String(seq)}`;

/** Hashes a header and lays it out for the store. */
export function sealHeader(unsealed: Omit<RecordHeader, 'hash'>): StoredHeader {
  const bytes = canonical(unsealed);
  return columnsOf(unsealed, bytes, hashesOf(bytes));
}

/** The stored form that belongs to canonical bytes: what `verify` compares the columns with. */
export function columnsOf(unsealed: Omit<RecordHeader, 'hash'>, bytes: string, hash: Hashes): StoredHeader {
  return {
    ...unsealed,
    _id: headerId(unsealed.chainId, unsealed.seq),
    facts: canonical(unsealed.facts),
    hash,
    bytes,
  };
}

/** The record as it was hashed. Throws `LedgerDamaged` when the bytes are not those that were hashed. */
export function recordOf(stored: Pick<StoredHeader, '_id' | 'bytes' | 'hash'>): RecordHeader {
  if (hashesOf(stored.bytes).sha256 !== stored.hash.sha256)
    throw new LedgerDamaged(`The record ${stored._id} has been changed`);
  const unsealed = JSON.parse(stored.bytes) as Omit<RecordHeader, 'hash'> & { facts: Facts };
  return { ...unsealed, hash: { sha256: stored.hash.sha256, sm3: stored.hash.sm3 } };
}
