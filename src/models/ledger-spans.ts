import type { Connection } from 'mongoose';
import { headersOn } from './ledger.js';
import type { StoredHeader } from './seal.js';

/** Of which records, and how they are read. Times in epoch ms, of `recordedAt`; `to` is not part of it. */
export type Walk<K extends keyof StoredHeader> = {
  from: number;
  to: number;
  /** Further conditions on a record. */
  where?: Record<string, unknown>;
  columns: readonly K[];
  /** The first span; it grows while there is little in it, up to the longest, in ms. */
  firstSpanMs: number;
  longestSpanMs: number;
};

/** What one span held. `upTo`: all records before that moment have been given. */
export type Span<K extends keyof StoredHeader> = { records: Pick<StoredHeader, K>[]; upTo: number };

/** Records wanted at once. */
const PAGE = 500;

/**
 * The records of a time, oldest first, those of a short span at once. The embedded database holds all that
 * matches a question in memory, whatever its limit, so that only both ends of a span bound it.
 */
export async function* recordsInSpans<K extends keyof StoredHeader>(
  connection: Connection,
  { from, to, where = {}, columns, firstSpanMs, longestSpanMs }: Walk<K>,
): AsyncGenerator<Span<K>> {
  const projection = Object.fromEntries(columns.map((column) => [column, 1]));
  let spanMs = firstSpanMs;
  for (let upTo = from; upTo < to;) {
    const since = upTo;
    upTo = Math.min(to, since + spanMs);
    const records = await headersOn(connection)
      .find({ ...where, recordedAt: { $gte: since, $lt: upTo } }, projection)
      .lean<Pick<StoredHeader, K>[]>();
    yield { records, upTo };
    spanMs =
      records.length > PAGE ? Math.max(1, Math.floor(spanMs / 2)) : Math.min(spanMs * 2, longestSpanMs);
  }
}
