import type { Connection } from 'mongoose';
import { bodiesOn, headersOn } from './ledger.js';
import { proceduresOn } from './procedures.js';
import type { ChainDocuments } from './verify.js';

/**
 * Every chain of which anything is on file, in the order of their numbers, one at a time; or the one that
 * is named.
 * Documents are read raw, so that nothing between the disk and the verifier puts them right.
 */
export async function* chainsOn(connection: Connection, only?: string): AsyncGenerator<ChainDocuments> {
  for (const chainId of only === undefined ? await chainIdsOn(connection) : [only]) {
    const headers = await headersOn(connection).find({ chainId }).sort({ seq: 1 }).lean<object[]>();
    const named = headers.flatMap((header) => bodyNamedBy(header));
    const bodies = await bodiesOn(connection)
      .find({ $or: [{ chainId }, { _id: { $in: named } }] })
      .lean<object[]>();
    const seen = await proceduresOn(connection).find({ chainId }, { seq: 1 }).lean<{ seq: number }[]>();
    yield { chainId, headers, bodies, known: seen.map(({ seq }) => seq) };
  }
}

/** A body whose `chainId` was changed is still found by the hash the header names. */
function bodyNamedBy(header: object): string[] {
  const body = 'body' in header ? (header.body as { sha256?: unknown } | null) : null;
  return typeof body?.sha256 === 'string' ? [body.sha256] : [];
}

async function chainIdsOn(connection: Connection): Promise<string[]> {
  const found = await Promise.all([
    headersOn(connection).distinct('chainId'),
    bodiesOn(connection).distinct('chainId'),
    proceduresOn(connection).distinct('chainId'),
  ]);
  return [...new Set(found.flat().map(String))].sort();
}
