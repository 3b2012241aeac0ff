import { createHash, randomBytes } from 'node:crypto';
import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicate } from '../connections/mongodb.js';

/** A bearer token on file: only the SHA-256 of it. Times in epoch ms. */
type Token = {
  _id: string;
  id: string;
  person: string;
  name: string;
  createdAt: number;
  expiresAt: number;
  lastUsedAt: number | null;
  /** Of the request it was issued for, if that can be repeated. */
  fingerprint: string | null;
  dropAt: Date;
};

/** A token without anything that could open a door. */
export type TokenView = Pick<Token, 'id' | 'name' | 'createdAt' | 'expiresAt' | 'lastUsedAt'>;

/** What it is to be called and when it ends (epoch ms). */
type Wish = { name: string; expiresAt: number };
type Issued = TokenView & { token: string };
/** The token of this very request, and the request's fingerprint. */
type Repeatable = { token: string; fingerprint: string };

/** Bearer tokens for managers' programs: opaque, shown once, ended at once by deleting them. */
export interface Tokens {
  prepare(): Promise<void>;
  /** Once for one request that can be repeated; undefined when another request has used the same key. */
  issue(person: string, wish: Wish, now: number, repeatable?: Repeatable): Promise<Issued | undefined>;
  ofPerson(person: string, now: number): Promise<TokenView[]>;
  remove(person: string, id: string): Promise<boolean>;
  /** Ends every token of a person. */
  removeAllOf(person: string): Promise<void>;
  /** Whose token it is, if it has not expired; notes when it was last used, to the minute. */
  use(token: string, now: number): Promise<{ person: string; id: string } | undefined>;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const word = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const schema = new Schema<Token>(
  {
    _id: word,
    id: word,
    person: word,
    name: word,
    createdAt: whole,
    expiresAt: whole,
    lastUsedAt: { type: Number, default: null },
    fingerprint: { type: String, default: null },
    dropAt: { type: Date, required: true },
  },
  {
    collection: 'tokens',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
  },
);
schema.index({ person: 1 });
schema.index({ dropAt: 1 }, { expireAfterSeconds: 0 });

const modelOn = (connection: Connection): Model<Token> =>
  (connection.models['Token'] as Model<Token> | undefined) ?? connection.model<Token>('Token', schema);

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

const viewOf = ({ id, name, createdAt, expiresAt, lastUsedAt }: Token): TokenView => ({
  id,
  name,
  createdAt,
  expiresAt,
  lastUsedAt,
});

/** `expiresInDays` of a request as epoch ms. */
export const expiryOf = (days: number, now: number): number => now + days * DAY_MS;

/** The tokens of one database. */
export function createTokens(connection: Connection): Tokens {
  const tokens = modelOn(connection);
  return {
    prepare: () => tokens.createIndexes(),

    async issue(person, wish, now, repeatable) {
      const token = repeatable?.token ?? randomBytes(32).toString('base64url');
      const fingerprint = repeatable?.fingerprint ?? null;
      const kept: Token = {
        _id: digest(token),
        id: randomBytes(9).toString('base64url'),
        person,
        ...wish,
        createdAt: now,
        lastUsedAt: null,
        fingerprint,
        dropAt: new Date(wish.expiresAt),
      };
      try {
        await tokens.create(kept);
        return { ...viewOf(kept), token };
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const before = await tokens.findById(kept._id).lean<Token | null>();
        return before?.fingerprint === fingerprint ? { ...viewOf(before), token } : undefined;
      }
    },

    async ofPerson(person, now) {
      const kept = await tokens.find({ person, expiresAt: { $gt: now } }).lean<Token[]>();
      return kept.map(viewOf).sort((one, other) => other.createdAt - one.createdAt);
    },

    async remove(person, id) {
      const { deletedCount } = await tokens.deleteOne({ person, id });
      return deletedCount === 1;
    },

    async removeAllOf(person) {
      await tokens.deleteMany({ person });
    },

    async use(token, now) {
      const kept = await tokens.findById(digest(token)).lean<Token | null>();
      if (!kept || kept.expiresAt <= now) return undefined;
      if (now - (kept.lastUsedAt ?? 0) > MINUTE_MS)
        await tokens.updateOne({ _id: kept._id }, { $set: { lastUsedAt: now } });
      return { person: kept.person, id: kept.id };
    },
  };
}
