import { idemOf, NO_HASH, type Hashes, type RecordHeader } from '../workflows/law/record/kinds.js';
import { canonical, UnsafeJson } from './canonical.js';
import { columnsOf, hashesOf, saltOf, type StoredBody, type StoredHeader } from './seal.js';

/** Documents as they lie in the store, whatever somebody has made of them. */
type Found = Record<string, unknown>;

/**
 * One chain as it is kept. `known`: the newest seq of each procedure that something outside the ledger has
 * seen
 * (its projection), so that a tail that was cut off is missed.
 */
export type ChainDocuments = {
  chainId: string;
  headers: readonly object[];
  bodies: readonly object[];
  known: readonly number[];
};

/**
 * Where the record does not hold together: which chain, which record, which field, and what was to be
 * there.
 */
export type Problem = { chainId: string; seq: number; field: string; expected: string; found: string };

/**
 * What a verification found. `problems` holds the first of each bad chain, in the order read; `first` is
 * the first of them.
 */
export type Verdict = {
  whole: boolean;
  chains: number;
  records: number;
  bodies: number;
  first: Problem | null;
  problems: Problem[];
};

/** Bad chains reported one by one; more are only counted by `whole: false`. */
const PROBLEMS_LIMIT = 1_000;

/**
 * Verifies chain after chain. Pure over what it is given; it trusts no column, only canonical bytes and
 * their hashes.
 * With the ledger's key it also finds records made by somebody who does not have it.
 *
 * Not found: a chain rewritten as a whole by somebody who has the database and the key. Only a copy kept
 * elsewhere
 * (an export, a printed hash) shows that.
 */
export async function verify(
  chains: AsyncIterable<ChainDocuments> | Iterable<ChainDocuments>,
  ledgerKey?: string,
): Promise<Verdict> {
  const verdict: Verdict = { whole: true, chains: 0, records: 0, bodies: 0, first: null, problems: [] };
  for await (const chain of chains) {
    verdict.chains += 1;
    verdict.records += chain.headers.length;
    verdict.bodies += chain.bodies.length;
    const problem = verifyChain(chain, ledgerKey);
    if (!problem) continue;
    verdict.whole = false;
    verdict.first ??= problem;
    if (verdict.problems.length < PROBLEMS_LIMIT) verdict.problems.push(problem);
  }
  return verdict;
}

/** What the chain has shown up to a record. */
type Progress = { seq: number; hash: Hashes; recordedAt: number; idems: Set<string> };

/** The first thing wrong with a chain; undefined when it is whole. */
export function verifyChain(
  { chainId, headers, bodies, known }: ChainDocuments,
  ledgerKey?: string,
): Problem | undefined {
  const at = (seq: number, field: string, expected: unknown, found: unknown): Problem => ({
    chainId,
    seq,
    field,
    expected: shown(expected),
    found: shown(found),
  });
  const byHash = new Map((bodies as Found[]).map((body) => [String(body['_id']), body]));
  const progress: Progress = { seq: 0, hash: NO_HASH, recordedAt: 0, idems: new Set() };
  for (const header of inOrder(headers as Found[])) {
    const problem = verifyHeader(header, progress, at) ?? verifyBodyOf(header, byHash, ledgerKey, at);
    if (problem) return problem;
  }
  const missing = known.find((seq) => seq > progress.seq);
  if (missing !== undefined) return at(progress.seq + 1, 'seq', progress.seq + 1, 'nothing');
  return verifyOrphans(byHash, progress.seq, at);
}

type At = (seq: number, field: string, expected: unknown, found: unknown) => Problem;

/** By seq; whatever has no number as its seq comes last, where it cannot be the one expected. */
const inOrder = (headers: readonly Found[]): Found[] =>
  [...headers].sort((one, other) => placeOf(one) - placeOf(other));
const placeOf = ({ seq }: Found): number => (typeof seq === 'number' ? seq : Number.MAX_SAFE_INTEGER);

function verifyHeader(found: Found, progress: Progress, at: At): Problem | undefined {
  const expectedSeq = progress.seq + 1;
  const read = readBytes(found['bytes']);
  if (!read) return at(expectedSeq, 'bytes', 'canonical JSON', found['bytes']);
  const { record, bytes } = read;
  const hash = hashesOf(bytes);
  const difference = firstDifference(found, columnsOf(record, bytes, hash), '');
  if (difference && !(difference.field === 'seq' && record.seq !== expectedSeq))
    return at(record.seq, difference.field, difference.expected, difference.found);
  if (record.seq !== expectedSeq || found['seq'] !== expectedSeq)
    return at(expectedSeq, 'seq', expectedSeq, Math.min(record.seq, placeOf(found)));
  return verifyLink(record, hash, progress, at);
}

/** What the record says of the one before it and of itself. */
function verifyLink(record: Unsealed, hash: Hashes, progress: Progress, at: At): Problem | undefined {
  const { seq, prev, recordedAt, idem } = record;
  if (prev.sha256 !== progress.hash.sha256) return at(seq, 'prev.sha256', progress.hash.sha256, prev.sha256);
  if (prev.sm3 !== progress.hash.sm3) return at(seq, 'prev.sm3', progress.hash.sm3, prev.sm3);
  if (recordedAt < progress.recordedAt)
    return at(seq, 'recordedAt', `≥ ${String(progress.recordedAt)}`, recordedAt);
  if (idem !== idemOf(record)) return at(seq, 'idem', idemOf(record), idem);
  if (progress.idems.has(idem)) return at(seq, 'idem', 'once', `${idem} twice`);
  progress.seq = seq;
  progress.hash = hash;
  progress.recordedAt = recordedAt;
  progress.idems.add(idem);
  return undefined;
}

type Unsealed = Omit<RecordHeader, 'hash'>;

/** The record the bytes hold; undefined unless they are the canonical bytes of a record of this format. */
function readBytes(bytes: unknown): { record: Unsealed; bytes: string } | undefined {
  if (typeof bytes !== 'string') return undefined;
  try {
    const record = JSON.parse(bytes) as Omit<Unsealed, 'v'> & { v: unknown };
    const sound =
      record.v === 1 && Number.isSafeInteger(record.seq) && isHashes(record.body) && isHashes(record.prev);
    return sound && canonical(record) === bytes ? { record: record as Unsealed, bytes } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof UnsafeJson || error instanceof TypeError)
      return undefined;
    throw error;
  }
}

const isHashes = (value: unknown): value is Hashes =>
  typeof value === 'object' && value !== null && 'sha256' in value && 'sm3' in value;

function verifyBodyOf(
  header: Found,
  byHash: Map<string, Found>,
  ledgerKey: string | undefined,
  at: At,
): Problem | undefined {
  const record = JSON.parse(String(header['bytes'])) as Unsealed;
  const body = byHash.get(record.body.sha256);
  if (!body) return at(record.seq, 'body', record.body.sha256, 'nothing');
  const bad = badBody(body);
  if (bad) return at(record.seq, `body.${bad.field}`, bad.expected, bad.found);
  if (body['sm3'] !== record.body.sm3) return at(record.seq, 'body.sm3', record.body.sm3, body['sm3']);
  if (body['chainId'] !== record.chainId)
    return at(record.seq, 'body.chainId', record.chainId, body['chainId']);
  const contents = objectIn(String(body['bytes'])) ?? {};
  if (contents['requestId'] !== (record.requestId ?? null))
    return at(record.seq, 'body.requestId', record.requestId ?? null, contents['requestId']);
  const salt = ledgerKey === undefined ? body['salt'] : saltOf(ledgerKey, record.chainId, record.idem);
  return body['salt'] === salt ? undefined : at(record.seq, 'body.salt', salt, body['salt']);
}

/** What is wrong with a body by itself: its key, its other hash, its columns. */
function badBody(body: Found): { field: string; expected: unknown; found: unknown } | undefined {
  const { bytes } = body;
  if (typeof bytes !== 'string') return { field: 'bytes', expected: 'canonical JSON', found: bytes };
  const { sha256, sm3 } = hashesOf(bytes);
  if (body['_id'] !== sha256) return { field: 'bytes', expected: body['_id'], found: sha256 };
  const contents = objectIn(bytes);
  if (!contents) return { field: 'bytes', expected: 'a JSON object', found: bytes };
  const expected = { _id: sha256, sm3, chainId: body['chainId'], salt: contents['salt'], bytes };
  return firstDifference(body, expected, '');
}

function objectIn(bytes: string): Found | undefined {
  try {
    const value: unknown = JSON.parse(bytes);
    return isTree(value) && !Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Bodies without a header are what a lost race leaves; but they too must be what their key says. */
function verifyOrphans(byHash: Map<string, Found>, seq: number, at: At): Problem | undefined {
  for (const body of byHash.values()) {
    const bad = badBody(body);
    if (bad) return at(seq, `body ${String(body['_id'])} ${bad.field}`, bad.expected, bad.found);
  }
  return undefined;
}

/** The first path at which two JSON values differ, in the order of the keys. */
function firstDifference(
  found: unknown,
  expected: unknown,
  path: string,
): { field: string; expected: unknown; found: unknown } | undefined {
  if (!isTree(found) || !isTree(expected) || Array.isArray(found) !== Array.isArray(expected))
    return Object.is(found, expected) ? undefined : { field: path, expected, found };
  for (const key of [...new Set([...Object.keys(expected), ...Object.keys(found)])]) {
    const inner = firstDifference(found[key], expected[key], path === '' ? key : `${path}.${key}`);
    if (inner) return inner;
  }
  return undefined;
}

const isTree = (value: unknown): value is Found => typeof value === 'object' && value !== null;

/** Values are cut: a body may be 256 KiB, and a report is for people. */
const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : value === undefined ? 'nothing' : JSON.stringify(value)).slice(0, 200);

/** The documents of a chain in memory, as the store would give them. */
export const chainOf = (
  chainId: string,
  headers: readonly StoredHeader[],
  bodies: readonly StoredBody[],
  known: readonly number[] = [],
): ChainDocuments => ({
  chainId,
  headers: headers.filter((header) => header.chainId === chainId),
  bodies: bodies.filter((body) => body.chainId === chainId),
  known,
});
