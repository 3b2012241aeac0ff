import type { LedgerStore } from '../models/ledger-store.js';
import { bodyOf } from '../models/seal.js';
import type { Body, RecordHeader } from '../workflows/law/record/kinds.js';
import { refusal } from '../workflows/refusals.js';
import { refused } from './problems.js';

/**
 * Records of one of the bureau's own procedures read at most: a handover of some thousand cases has a
 * hundred.
 */
const RECORDS_LIMIT = 1_000;

/** The records of one of the bureau's own procedures, in order; 404 when there is none. */
export async function recordsOfProcedure(
  ledger: Pick<LedgerStore, 'head' | 'ofProcedure'>,
  chainId: string,
  procedure: string,
  what: string,
): Promise<[RecordHeader, ...RecordHeader[]]> {
  const newest = await ledger.head(chainId);
  const span = { after: 0, upTo: newest?.seq ?? 0, limit: RECORDS_LIMIT };
  const [opening, ...rest] = await ledger.ofProcedure(chainId, procedure, span);
  if (!opening) throw refused(refusal('notFound', { what }));
  return [opening, ...rest];
}

/** What a record says beyond its header. */
export async function bodyOfRecord(ledger: Pick<LedgerStore, 'body'>, record: RecordHeader): Promise<Body> {
  const stored = await ledger.body(record.body.sha256);
  if (!stored) throw new Error(`The body of ${record.chainId}#${String(record.seq)} is not on file`);
  return bodyOf(stored);
}
