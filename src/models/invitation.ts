import { createHash, createHmac } from 'node:crypto';
import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicate } from '../connections/mongodb.js';
import { LINK_LIFE_MS } from './link.js';
import { STRICT } from './schema.js';

/** How long an invitation that is over is kept, in s; then the database drops it. */
const KEPT_SECONDS = 30 * 86_400;

/**
 * An invitation to set a password. `_id` is the SHA-256 of the token: who reads the database cannot use one.
 * Times in epoch ms.
 */
type Invitation = {
  _id: string;
  letterId: string;
  person: string;
  /** Number of the letter among the person's: a later one makes the earlier ones void. */
  order: number;
  expiresAt: number;
  usedAt: number | null;
  dropAt: Date;
};

/** Whom an invitation is for, and until when (epoch ms). */
export type OpenInvitation = { person: string; expiresAt: number };

/**
 * Links by which somebody sets his password: for one person, used once, expiring. Unlike the links to tasks
 * they need no sign-in, because whoever has none yet is whom they are for (decision 0622).
 */
export interface Invitations {
  /**
   * The address for a letter; the same letter always has the same one. `order` (epoch ms): the later is
   * valid.
   */
  makeInvitation(letterId: string, person: string, order: number, now: number): Promise<string>;
  /** Whom it is for, without using it; undefined when it is not valid. */
  find(token: string, now: number): Promise<OpenInvitation | undefined>;
  /** Uses it up, and every other of that person; says whose it was, to one caller only. */
  use(token: string, now: number): Promise<string | undefined>;
  /** Makes void what somebody has been sent so far. */
  withdraw(person: string, now: number): Promise<void>;
}

const word = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;

const schema = new Schema(
  {
    _id: word,
    letterId: word,
    person: word,
    order: whole,
    expiresAt: whole,
    usedAt: { type: Number, default: null },
    dropAt: { type: Date, required: true },
  },
  { ...STRICT, collection: 'invitations' },
);
schema.index({ person: 1 });
schema.index({ dropAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** The invitations of a connection. */
export const invitationsOn = (connection: Connection): Model<Invitation> =>
  (connection.models['Invitation'] as Model<Invitation> | undefined) ??
  (connection.model('Invitation', schema) as unknown as Model<Invitation>);

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The invitations of one database. The token stands in the fragment, which no server log holds. */
export function createInvitations(connection: Connection, key: string, publicUrl: string): Invitations {
  const invitations = invitationsOn(connection);
  const tokenOf = (letterId: string): string =>
    createHmac('sha256', key).update(`invitation\n${letterId}`).digest('base64url');
  const base = publicUrl.replace(/\/+$/, '');
  const valid = (token: string, now: number) => ({
    _id: digest(token),
    usedAt: null,
    expiresAt: { $gt: now },
  });
  const endOthers = (person: string, apart: string, before: number, now: number) =>
    invitations.updateMany(
      { person, _id: { $ne: apart }, order: { $lte: before }, usedAt: null },
      { $set: { usedAt: now } },
    );

  return {
    async makeInvitation(letterId, person, order, now) {
      const token = tokenOf(letterId);
      const _id = digest(token);
      const expiresAt = now + LINK_LIFE_MS;
      const dropAt = new Date(expiresAt);
      try {
        await invitations.create({ _id, letterId, person, order, expiresAt, usedAt: null, dropAt });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        await invitations.updateOne({ _id, usedAt: null }, { $max: { expiresAt, dropAt } });
      }
      // Whichever of two letters is made first, the later one is left.
      const later = await invitations.findOne({ person, order: { $gt: order } }).lean();
      if (later) await invitations.updateOne({ _id, usedAt: null }, { $set: { usedAt: now } });
      await endOthers(person, _id, order, now);
      return `${base}/password#${token}`;
    },

    async find(token, now) {
      if (!TOKEN.test(token)) return undefined;
      const found = await invitations.findOne(valid(token, now)).lean<Invitation | null>();
      return found ? { person: found.person, expiresAt: found.expiresAt } : undefined;
    },

    async use(token, now) {
      if (!TOKEN.test(token)) return undefined;
      const { modifiedCount } = await invitations.updateOne(valid(token, now), { $set: { usedAt: now } });
      if (modifiedCount !== 1) return undefined;
      const used = await invitations.findById(digest(token)).lean<Invitation | null>();
      if (used) await endOthers(used.person, used._id, used.order, now);
      return used?.person;
    },

    async withdraw(person, now) {
      await invitations.updateMany({ person, usedAt: null }, { $set: { usedAt: now } });
    },
  };
}
