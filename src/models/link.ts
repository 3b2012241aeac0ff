import { createHash, createHmac } from 'node:crypto';
import type { Collection } from 'mongodb';
import { Schema, type Connection, type Model } from 'mongoose';
import { duplicatesIn } from '../connections/mongodb.js';
import { first, refusal, type Refusal } from '../workflows/refusals.js';
import { STRICT } from './schema.js';

/**
 * How long a link lives, in ms: long enough for a letter of Friday afternoon to be opened on Monday, and no
 * longer, because a mailbox is read by others (decision 0402).
 */
export const LINK_LIFE_MS = 72 * 3_600_000;

/**
 * How long a spent link is kept, in s, so that its owner hears "used" rather than "unknown"; then the
 * database drops it.
 */
const LINK_KEPT_SECONDS = 30 * 86_400;

/** Where a link leads: one step of one procedure. */
export type LinkTarget = { chainId: string; procedure: string; step: string };

/** A letter, whose it is and where its link leads. */
export type LinkedLetter = { letterId: string; person: string; target: LinkTarget };

/**
 * A link on file. `_id` is the SHA-256 of the token: who reads the database cannot open one. Times in epoch
 * ms.
 */
export type Link = LinkTarget & {
  _id: string;
  letterId: string;
  person: string;
  expiresAt: number;
  usedAt: number | null;
  dropAt: Date;
};

/**
 * Links in letters: pointers to a task, bound to one person, single-use, expiring. They grant nothing by
 * themselves.
 */
export interface Links {
  /**
   * The addresses for letters, in their order. The same letter always has the same one; while it is unused,
   * making it again lets it live anew, so that a letter that waited for the mail server does not arrive with
   * a dead link.
   */
  makeLinks(letters: readonly LinkedLetter[], now: number): Promise<string[]>;
  /** Opens a link once for the person it was sent to; `LinkTarget`, or the refusal that takes precedence. */
  openLink(token: string, personId: string, now: number): Promise<LinkTarget | { refused: Refusal }>;
}

const word = { type: String, required: true } as const;

const linkSchema = new Schema(
  {
    _id: word,
    letterId: word,
    person: word,
    chainId: word,
    procedure: word,
    step: word,
    expiresAt: { type: Number, required: true },
    usedAt: { type: Number, default: null },
    dropAt: { type: Date, required: true },
  },
  { ...STRICT, collection: 'links' },
);
linkSchema.index({ dropAt: 1 }, { expireAfterSeconds: LINK_KEPT_SECONDS });

/** The links of a connection. */
export const linksOn = (connection: Connection): Model<Link> =>
  (connection.models['Link'] as Model<Link> | undefined) ??
  (connection.model('Link', linkSchema) as unknown as Model<Link>);

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Puts links on file; the ids of those that were there already. */
async function insertNew(links: Model<Link>, made: readonly Link[]): Promise<string[]> {
  if (made.length === 0) return [];
  const collection = links.collection as unknown as Collection<Link>;
  try {
    await collection.insertMany(made, { ordered: false });
    return [];
  } catch (error) {
    const taken = duplicatesIn(error);
    if (!taken) throw error;
    return taken.flatMap((index) => made[index]?._id ?? []);
  }
}

/** A token's shape: base64url of 32 bytes. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

const targetOf = ({ chainId, procedure, step }: Link): LinkTarget => ({ chainId, procedure, step });

/**
 * The links of one database. The token stands in the fragment, which browsers do not send: no server log
 * holds it.
 */
export function createLinks(connection: Connection, key: string, publicUrl: string): Links {
  const links = linksOn(connection);
  const tokenOf = (letterId: string): string =>
    createHmac('sha256', key).update(letterId).digest('base64url');
  const base = publicUrl.replace(/\/+$/, '');

  const makeLinks: Links['makeLinks'] = async (letters, now) => {
    const expiresAt = now + LINK_LIFE_MS;
    const dropAt = new Date(expiresAt);
    const tokens = letters.map(({ letterId }) => tokenOf(letterId));
    const made = letters.map(({ letterId, person, target }, index): Link => {
      const _id = digest(tokens[index] ?? '');
      return { _id, letterId, person, ...target, expiresAt, usedAt: null, dropAt };
    });
    const before = await insertNew(links, made);
    if (before.length > 0)
      await links.updateMany({ _id: { $in: before }, usedAt: null }, { $max: { expiresAt, dropAt } });
    return tokens.map((token) => `${base}/t#${token}`);
  };

  return {
    makeLinks,
    async openLink(token, personId, now) {
      const _id = TOKEN.test(token) ? digest(token) : undefined;
      if (_id === undefined) return { refused: refusal('linkExpired') };
      const unused = { _id, person: personId, usedAt: null, expiresAt: { $gt: now } };
      const { modifiedCount } = await links.updateOne(unused, { $set: { usedAt: now } });
      const link = await links.findById(_id).lean<Link | null>();
      if (modifiedCount === 1 && link) return targetOf(link);
      const refused = first([
        !link || link.expiresAt <= now ? refusal('linkExpired') : undefined,
        link && link.usedAt !== null ? refusal('linkUsed') : undefined,
        link && link.person !== personId ? refusal('linkNotYours') : undefined,
      ]);
      return { refused: refused ?? refusal('linkExpired') };
    },
  };
}
