import type { RecordHeader } from '../workflows/law/record/kinds.js';
import type { StoredBody, StoredHeader } from './seal.js';

/** What a page of `ofProcedure` may hold. */
export type Span = { after: number; upTo: number; limit: number };

/**
 * What the ledger asks of the place it is kept in: two single-document inserts and a few reads.
 * Three unique indexes decide every race: (chainId, seq), (chainId, idem) and requestId.
 * There is no update and no delete.
 */
export interface LedgerStore {
  /** Every record of the chain with `seq` at or after the given one, in order. */
  since(chainId: string, seq: number): Promise<RecordHeader[]>;
  /** The newest record of the chain. */
  head(chainId: string): Promise<RecordHeader | undefined>;
  /** Records of one procedure with `after` < seq ≤ `upTo`, in order, at most `limit`. */
  ofProcedure(chainId: string, procedure: string, span: Span): Promise<RecordHeader[]>;
  /** The records of the chain that gates read: openings, endings and those with an effect, in order. */
  outline(chainId: string): Promise<RecordHeader[]>;
  /** Those of these records that are on file, by `headerId`, in any order. */
  byIds(ids: readonly string[]): Promise<RecordHeader[]>;
  byIdem(chainId: string, idem: string): Promise<RecordHeader | undefined>;
  byRequest(requestId: string): Promise<RecordHeader | undefined>;
  body(sha256: string): Promise<StoredBody | undefined>;
  /** Those of these bodies that are on file, in any order. */
  bodiesOf(sha256s: readonly string[]): Promise<StoredBody[]>;
  /** Keeps a body. The same body again is no error. */
  insertBody(body: StoredBody): Promise<void>;
  /** The commit. `taken`: one of the unique indexes says no, and nothing was written. */
  insertHeader(header: StoredHeader): Promise<'inserted' | 'taken'>;
}

/** The kinds of record that `outline` returns whether or not they have an effect. */
export const OUTLINE_KINDS = ['opening', 'terminated', 'concluded'] as const;
