import { createHash, randomUUID } from 'node:crypto';
import type { Collection } from 'mongodb';
import { Schema, type Connection, type Model } from 'mongoose';
import { duplicatesIn } from '../connections/mongodb.js';
import { STRICT } from './schema.js';

/** The letters a record can give rise to, and what each is called on pages and at the head of its subject. */
export const LETTER_TEMPLATES = {
  assigned: '待办',
  reminder: '提醒',
  urged: '催办',
  returned: '退回',
  withdrawn: '撤回',
  periodPassed: '逾期',
  lapseCorrected: '更正',
  deadlineMoved: '期限变动',
  decided: '结果',
  invitation: '账号',
  substitutionGranted: '代理',
  substitutionEnded: '代理终止',
} as const;
export type LetterTemplateKey = keyof typeof LETTER_TEMPLATES;

/** `pending`, `sending` and `failing` are still to be delivered; `sent` and `notNeeded` are final. */
export const LETTER_STATES = {
  pending: '待发送',
  sending: '发送中',
  sent: '已发送',
  notNeeded: '无须发送',
  failing: '发送失败，将重试',
} as const;
export type LetterState = keyof typeof LETTER_STATES;

/** Why a letter was not sent after all: the facts were read again and had moved on. */
export const NOT_NEEDED = [
  'taskClosed',
  'heldByAnother',
  'clockMet',
  'lapseCorrected',
  'recipientInactive',
  'substitutionOver',
] as const;
export type NotNeeded = (typeof NOT_NEEDED)[number];

/** One letter before it is on file: ids only, no name and no address. Times in epoch ms. */
export type LetterDraft = {
  /** `chainId#seq#template#step#recipient`: one letter per fact and person. */
  _id: string;
  chainId: string;
  procedure: string;
  /** The record it follows from. */
  seq: number;
  template: LetterTemplateKey;
  /** The step its link points at. */
  step: string;
  /** The person's id. */
  recipient: string;
  /** For whom the reader acts (代理); the letter was written to him as well. */
  onBehalfOf?: string;
  /** Key of the clock it speaks of. */
  clock?: string;
  createdAt: number;
  state: LetterState;
  attempts: number;
  /** When it is next due; while it is being sent, when its lease ends. */
  nextAttemptAt: number;
};

/** A letter as it is on file. */
export type Letter = LetterDraft & {
  messageId: string;
  leaseUntil?: number;
  /** Whoever holds the lease: one round of one deliverer. */
  holder?: string;
  sentAt?: number;
  notNeeded?: NotNeeded;
  /**
   * Class of the last failure, e.g. `ECONNECTION` or `EENVELOPE 550`; never its text, which may hold an
   * address.
   */
  lastError?: string;
};

/** What follows from a record is posted here; posting twice is posting once. */
export interface LetterBox {
  post(drafts: readonly LetterDraft[]): Promise<void>;
  /** Letters that are due, the longest waiting first. */
  due(now: number, limit: number): Promise<Letter[]>;
  /**
   * Takes due letters until `leaseUntil` and counts an attempt of each; those that another deliverer has are
   * left out.
   */
  claim(letters: readonly Letter[], leaseUntil: number): Promise<Letter[]>;
  /** The marks of whoever holds the lease; a lease that was lost marks nothing. */
  markSent(held: Letter, now: number): Promise<void>;
  markNotNeeded(held: Letter, reason: NotNeeded): Promise<void>;
  markFailing(held: Letter, lastError: string, nextAttemptAt: number): Promise<void>;
  /** Gives a letter back untried: its facts are not readable yet. */
  giveBack(held: Letter, nextAttemptAt: number): Promise<void>;
  ofPerson(
    recipient: string,
    cursor: string | undefined,
    limit: number,
    only?: LetterFilter,
  ): Promise<LetterPage>;
  ofMatter(chainId: string): Promise<Letter[]>;
  /** How many letters are still to be delivered, and how many of them have failed at least once. */
  waiting(): Promise<{ waiting: number; failing: number }>;
}

/** Which letters a list shows; `pending` is one on its way too. */
export type LetterFilter = { state?: LetterState; template?: string };

/** One page, newest first; `next` is the cursor of the following one, or null. */
export type LetterPage = { letters: Letter[]; next: string | null };

const DELIVERABLE: readonly LetterState[] = ['pending', 'sending', 'failing'];

/** The shape of a cursor; anything else is not one. */
export const LETTER_CURSOR = /^(\d{1,15})~([A-Za-z0-9_-]{1,600})$/;

const cursorOf = (letter: Letter): string =>
  `${String(letter.createdAt)}~${Buffer.from(letter._id).toString('base64url')}`;

/**
 * Letters older than the one a cursor names: those of the same moment, then those before, each asked on its
 * own, because beside an `$or` the embedded engine uses no index.
 */
function olderThan(cursor: string | undefined): readonly Record<string, unknown>[] {
  const [, createdAt, id] = LETTER_CURSOR.exec(cursor ?? '') ?? [];
  if (createdAt === undefined || id === undefined) return [{}];
  const at = Number(createdAt);
  const _id = Buffer.from(id, 'base64url').toString();
  return [{ createdAt: at, _id: { $lt: _id } }, { createdAt: { $lt: at } }];
}

/**
 * The same letter always has the same Message-ID, so that a receiver can tell a repeat from a second letter.
 */
export const messageIdOf = (letterId: string, host: string): string =>
  `<${createHash('sha256').update(letterId).digest('hex')}@${host}>`;

const whole = { type: Number, required: true } as const;
const word = { type: String, required: true } as const;

const letterSchema = new Schema(
  {
    _id: word,
    chainId: word,
    procedure: word,
    seq: whole,
    template: { ...word, enum: Object.keys(LETTER_TEMPLATES) },
    step: word,
    recipient: word,
    onBehalfOf: String,
    clock: String,
    createdAt: whole,
    state: { ...word, enum: Object.keys(LETTER_STATES) },
    attempts: whole,
    nextAttemptAt: whole,
    messageId: word,
    leaseUntil: Number,
    holder: String,
    sentAt: Number,
    notNeeded: { type: String, enum: NOT_NEEDED },
    lastError: String,
  },
  { ...STRICT, collection: 'letters' },
);
// Only letters still to be delivered match the first index's reads: states are left when a letter is done.
letterSchema.index({ state: 1, nextAttemptAt: 1 });
letterSchema.index({ recipient: 1, createdAt: -1 });
letterSchema.index({ chainId: 1, seq: 1 });

/** The letters of a connection. */
export const lettersOn = (connection: Connection): Model<Letter> =>
  (connection.models['Letter'] as Model<Letter> | undefined) ??
  (connection.model('Letter', letterSchema) as unknown as Model<Letter>);

/** Each letter is written four times: these writes go to the driver itself. */
const driverOf = (letters: Model<Letter>) => letters.collection as unknown as Collection<Letter>;

/** Whoever holds the lease, and nobody after it. */
const heldBy = ({ _id, attempts, leaseUntil, holder }: Letter) => ({
  _id,
  state: 'sending' as const,
  attempts,
  ...(leaseUntil === undefined ? {} : { leaseUntil }),
  ...(holder === undefined ? {} : { holder }),
});

const foundBy = (letters: Model<Letter>, filter: Record<string, unknown>) =>
  letters.find(filter).lean<Letter[]>();

/** Finding what is due, and taking it. */
function claiming(letters: Model<Letter>): Pick<LetterBox, 'due' | 'claim'> {
  return {
    due: (now, limit) =>
      foundBy(letters, { state: { $in: DELIVERABLE }, nextAttemptAt: { $lte: now } })
        .sort({ nextAttemptAt: 1 })
        .limit(limit),

    async claim(due, leaseUntil) {
      const holder = randomUUID();
      const lease = { state: 'sending', leaseUntil, nextAttemptAt: leaseUntil, holder } as const;
      if (due.length === 0) return [];
      // Taken as it was seen: of two deliverers, one finds it changed.
      const claims = due.map(({ _id, state, attempts, nextAttemptAt }) => ({
        updateOne: {
          filter: { _id, state, attempts, nextAttemptAt },
          update: { $set: { ...lease, attempts: attempts + 1 } },
        },
      }));
      const { modifiedCount } = await driverOf(letters).bulkWrite(claims, { ordered: false });
      const ids = due.map(({ _id }) => _id);
      const taken =
        modifiedCount === due.length
          ? ids
          : (await foundBy(letters, { _id: { $in: ids }, holder })).map(({ _id }) => _id);
      return due
        .filter(({ _id }) => taken.includes(_id))
        .map((letter) => ({ ...letter, ...lease, attempts: letter.attempts + 1 }));
    },
  };
}

/** What became of a letter that was held. */
function marking(
  letters: Model<Letter>,
): Pick<LetterBox, 'markSent' | 'markNotNeeded' | 'markFailing' | 'giveBack'> {
  return {
    async markSent(held, now) {
      await driverOf(letters).updateOne(heldBy(held), {
        $set: { state: 'sent', sentAt: now },
        $unset: { leaseUntil: 1, holder: 1, lastError: 1 },
      });
    },

    async markNotNeeded(held, reason) {
      await driverOf(letters).updateOne(heldBy(held), {
        $set: { state: 'notNeeded', notNeeded: reason },
        $unset: { leaseUntil: 1, holder: 1 },
      });
    },

    async markFailing(held, lastError, nextAttemptAt) {
      await driverOf(letters).updateOne(heldBy(held), {
        $set: { state: 'failing', lastError, nextAttemptAt },
        $unset: { leaseUntil: 1, holder: 1 },
      });
    },

    async giveBack(held, nextAttemptAt) {
      await driverOf(letters).updateOne(heldBy(held), {
        $set: { state: 'pending', nextAttemptAt, attempts: held.attempts - 1 },
        $unset: { leaseUntil: 1, holder: 1 },
      });
    },
  };
}

/** What people read of the box. */
function reading(letters: Model<Letter>): Pick<LetterBox, 'ofPerson' | 'ofMatter' | 'waiting'> {
  return {
    async ofPerson(recipient, cursor, limit, { state, template } = {}) {
      // Who reads this has signed in: the letter by which he could is none of his matters.
      const asked = {
        recipient,
        template: { $ne: 'invitation', ...(template === undefined ? {} : { $eq: template }) },
        ...(state === undefined
          ? {}
          : { state: state === 'pending' ? { $in: ['pending', 'sending'] } : state }),
      };
      const parts = olderThan(cursor).map((time) =>
        foundBy(letters, { ...asked, ...time })
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1),
      );
      const found = (await Promise.all(parts)).flat();
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { letters: page, next: found.length > limit && last ? cursorOf(last) : null };
    },

    ofMatter: (chainId) => foundBy(letters, { chainId }).sort({ seq: 1, _id: 1 }),

    async waiting() {
      const [waiting, failing] = await Promise.all([
        letters.countDocuments({ state: { $in: DELIVERABLE } }),
        letters.countDocuments({ state: 'failing' }),
      ]);
      return { waiting, failing };
    },
  };
}

/**
 * The letters of one database. `messageHost` is the part after the @ of Message-IDs: the host of PUBLIC_URL.
 */
export function createLetterBox(connection: Connection, messageHost: string): LetterBox {
  const letters = lettersOn(connection);
  return {
    ...claiming(letters),
    ...marking(letters),
    ...reading(letters),

    async post(drafts) {
      if (drafts.length === 0) return;
      const posted = drafts.map((draft) => ({ ...draft, messageId: messageIdOf(draft._id, messageHost) }));
      await letters
        .insertMany(posted, { ordered: false, throwOnValidationError: true })
        .catch((error: unknown) => {
          if (!duplicatesIn(error)) throw error;
        });
    },
  };
}
