import type { Connection } from 'mongoose';
import type { RecordHeader } from '../workflows/law/record/kinds.js';
import { isDuplicate } from '../connections/mongodb.js';
import { bodiesOn, headersOn } from './ledger.js';
import { OUTLINE_KINDS, type LedgerStore } from './ledger-store.js';
import { recordOf, type StoredBody, type StoredHeader } from './seal.js';

/** What reading a record needs of its document: the bytes that were hashed, not the columns beside them. */
const SEALED = { bytes: 1, hash: 1 } as const;
type Sealed = Pick<StoredHeader, '_id' | 'bytes' | 'hash'>;

/** The ledger in MongoDB. Its indexes are made by `prepareDatabase`. */
export function createMongoLedgerStore(connection: Connection): LedgerStore {
  const headers = headersOn(connection);
  const bodies = bodiesOn(connection);
  const read = async (filter: Record<string, unknown>, limit = 0): Promise<RecordHeader[]> => {
    const found = await headers.find(filter, SEALED).sort({ seq: 1 }).limit(limit).lean<Sealed[]>();
    return found.map(recordOf);
  };
  const readOne = async (filter: Record<string, unknown>): Promise<RecordHeader | undefined> =>
    (await read(filter, 1))[0];

  return {
    since: (chainId, seq) => read({ chainId, seq: { $gte: seq } }),
    head: async (chainId) => {
      const [newest] = await headers.find({ chainId }, SEALED).sort({ seq: -1 }).limit(1).lean<Sealed[]>();
      return newest && recordOf(newest);
    },
    ofProcedure: (chainId, procedure, { after, upTo, limit }) =>
      read({ chainId, procedure, seq: { $gt: after, $lte: upTo } }, limit),
    outline: async (chainId) =>
      read({ chainId, $or: [{ kind: { $in: OUTLINE_KINDS } }, { effect: { $exists: true } }] }),
    byIdem: (chainId, idem) => readOne({ chainId, idem }),
    byRequest: (requestId) => readOne({ requestId }),
    body: async (sha256) => (await bodies.findById(sha256).lean<StoredBody | null>()) ?? undefined,
    insertBody: async (body) => {
      await insertedOrTaken(() => new bodies(body).save());
    },
    insertHeader: (header) => insertedOrTaken(() => new headers(header).save()),
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
