import type { Collection, Filter } from 'mongodb';
import type { Connection } from 'mongoose';
import type { RecordHeader } from '../workflows/law/record/kinds.js';
import { isDuplicate } from '../connections/mongodb.js';
import { bodiesOn, headersOn } from './ledger.js';
import { OUTLINE_KINDS, type LedgerStore } from './ledger-store.js';
import { recordOf, type StoredBody, type StoredHeader } from './seal.js';

/** What reading a record needs of its document: the bytes that were hashed, not the columns beside them. */
const SEALED = { bytes: 1, hash: 1 } as const;
type Sealed = Pick<StoredHeader, '_id' | 'bytes' | 'hash'>;

/**
 * The ledger in MongoDB. Its indexes are made by `prepareDatabase`. It asks the driver itself: what goes in
 * is sealed already, what comes out is read from its bytes, and an approval is some forty of these calls.
 */
export function createMongoLedgerStore(connection: Connection): LedgerStore {
  const headers = headersOn(connection).collection as unknown as Collection<StoredHeader>;
  const columns = new Set(Object.keys(headersOn(connection).schema.obj));
  const bodies = bodiesOn(connection).collection as unknown as Collection<StoredBody>;
  const read = async (
    filter: Filter<StoredHeader>,
    limit = 0,
    order: 1 | -1 = 1,
  ): Promise<RecordHeader[]> => {
    const found = headers.find<Sealed>(filter, { projection: SEALED, sort: { seq: order }, limit });
    return (await found.toArray()).map(recordOf);
  };
  /** By a unique key: there is nothing to sort. */
  const readOne = async (filter: Filter<StoredHeader>): Promise<RecordHeader | undefined> => {
    const found = await headers.findOne<Sealed>(filter, { projection: SEALED });
    return found ? recordOf(found) : undefined;
  };

  return {
    since: (chainId, seq) => read({ chainId, seq: { $gte: seq } }),
    head: async (chainId) => (await read({ chainId }, 1, -1))[0],
    ofProcedure: (chainId, procedure, { after, upTo, limit }) =>
      read({ chainId, procedure, seq: { $gt: after, $lte: upTo } }, limit),
    // Each branch names the chain: beside an `$or` the embedded engine uses no index and reads every record.
    outline: async (chainId) =>
      read({
        $or: [
          { chainId, kind: { $in: [...OUTLINE_KINDS] } },
          { chainId, effect: { $exists: true } },
        ],
      }),
    byIds: (ids) => read({ _id: { $in: [...ids] } }),
    byIdem: (chainId, idem) => readOne({ chainId, idem }),
    byRequest: (requestId) => readOne({ requestId }),
    body: async (sha256) => (await bodies.findOne({ _id: sha256 })) ?? undefined,
    bodiesOf: (sha256s) =>
      sha256s.length === 0 ? Promise.resolve([]) : bodies.find({ _id: { $in: [...sha256s] } }).toArray(),
    insertBody: async (body) => {
      await insertedOrTaken(() => bodies.insertOne({ ...body }));
    },
    insertHeader: (header) => {
      const unknown = Object.keys(header).find((column) => !columns.has(column));
      if (unknown !== undefined) return Promise.reject(new Error(`A header has no column ${unknown}`));
      return insertedOrTaken(() => headers.insertOne({ ...header }));
    },
  };
}

async function insertedOrTaken(insert: () => Promise<unknown>): Promise<'inserted' | 'taken'> {
  try {
    await insert();
    return 'inserted';
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return 'taken';
  }
}
