import mongoose, { type Connection } from 'mongoose';

/**
 * Each connection costs the embedded engine about 2 MiB that it never gives back; one pool a process is
 * enough.
 */
const POOL_SIZE = 20;
/** A database that is away is an error after this long; whoever asked repeats. */
const SELECTION_TIMEOUT_MS = 5_000;
const SOCKET_TIMEOUT_MS = 30_000;

/**
 * The process's one connection. Refuses an address that does not ask for `w=majority` and `journal=true`:
 * an answer that is not on disk would make the ledger promise what it may not hold (第三十五条).
 */
export async function connectMongo(uri: string): Promise<Connection> {
  assertDurable(uri);
  const connection = mongoose.createConnection(uri, {
    maxPoolSize: POOL_SIZE,
    serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS,
    socketTimeoutMS: SOCKET_TIMEOUT_MS,
    readConcern: { level: 'majority' },
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
  });
  return connection.asPromise();
}

/**
 * Throws when the address does not ask for durable writes. The message never holds the address, which may
 * hold a password.
 */
export function assertDurable(uri: string): void {
  const query = new URLSearchParams(uri.split('?')[1] ?? '');
  const missing = [
    ...(query.get('w') === 'majority' ? [] : ['w=majority']),
    ...(query.get('journal') === 'true' ? [] : ['journal=true']),
  ];
  if (missing.length > 0) throw new Error(`MONGODB_URI must ask for ${missing.join('&')}`);
}

/** Is this error a unique index saying no? */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof mongoose.mongo.MongoServerError && error.code === 11_000;

/**
 * Which documents of a bulk insert, by index, a unique index said no to; undefined when something else
 * failed.
 */
export function duplicatesIn(error: unknown): number[] | undefined {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) return undefined;
  const each = [error.writeErrors].flat();
  return each.length > 0 && each.every(({ code }) => code === 11_000)
    ? each.map(({ index }) => index)
    : undefined;
}
