import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { problem } from './problems.js';

const WINDOW_SECONDS = 15 * 60;
/** Wrong passwords for one account from one address: enough for a bad memory, too few for guessing. */
const PER_ACCOUNT_AND_ADDRESS = 10;
/** Attempts from one address, whichever accounts: a whole office may sit behind one. */
const PER_ADDRESS = 100;

type Counted = { key: string; points: number; expire: Date | null };

/**
 * The library's MongoDB limiter counts with findOneAndUpdate + upsert, which the embedded database answers
 * with null to all but one of several first callers. Here the count is created with an insert and only
 * incremented afterwards; the rest of the library is as it is. Decision 0302.
 */
class SafeRateLimiter extends RateLimiterMongo {
  constructor(
    private readonly connection: Connection,
    points: number,
    prefix: string,
  ) {
    super({
      storeClient: connection.getClient(),
      dbName: connection.name,
      tableName: 'rateLimits',
      keyPrefix: prefix,
      points,
      duration: WINDOW_SECONDS,
      disableIndexesCreation: true,
    });
  }

  async _upsert(key: string, points: number, msDuration: number): Promise<Counted> {
    const counts = this.connection.getClient().db(this.connection.name).collection<Counted>('rateLimits');
    for (;;) {
      const now = new Date();
      const counted = await counts.findOneAndUpdate(
        { key, expire: { $gt: now } },
        { $inc: { points } },
        { returnDocument: 'after' },
      );
      if (counted) return counted;
      await counts.deleteOne({ key, expire: { $lte: now } });
      const fresh: Counted = { key, points, expire: new Date(now.getTime() + msDuration) };
      try {
        await counts.insertOne({ ...fresh });
        return fresh;
      } catch (error) {
        if ((error as { code?: unknown }).code !== 11_000) throw error;
      }
    }
  }
}

/** Counts sign-ins across processes. The account's name is kept only as a hash. */
export interface SignInLimits {
  prepare(): Promise<void>;
  /** Counts an attempt; throws 429 when there have been too many. */
  attempt(signIn: string, address: string): Promise<void>;
  /** A right password ends the counting for that account and address, and was no guess from the address. */
  forget(signIn: string, address: string): Promise<void>;
}

export function createSignInLimits(connection: Connection): SignInLimits {
  const perAccount = new SafeRateLimiter(connection, PER_ACCOUNT_AND_ADDRESS, 'account');
  const perAddress = new SafeRateLimiter(connection, PER_ADDRESS, 'address');
  const keyOf = (...parts: string[]): string => createHash('sha256').update(parts.join('\n')).digest('hex');
  const accountKey = (signIn: string, address: string) => keyOf(signIn.trim().toLowerCase(), address);
  return {
    async prepare() {
      const counts = connection.getClient().db(connection.name).collection('rateLimits');
      await counts.createIndex({ key: 1 }, { unique: true }, {});
      await counts.createIndex({ expire: 1 }, { expireAfterSeconds: 0 }, {});
    },
    async attempt(signIn, address) {
      try {
        await perAddress.consume(keyOf(address));
        await perAccount.consume(accountKey(signIn, address));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
        const refused = problem('tooManySignIns', { minutes: Math.ceil(seconds / 60) });
        refused.headers = { 'Retry-After': String(seconds) };
        throw refused;
      }
    },
    async forget(signIn, address) {
      await perAccount.delete(accountKey(signIn, address));
      await perAddress.reward(keyOf(address));
    },
  };
}
