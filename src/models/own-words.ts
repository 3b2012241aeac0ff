import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicate } from '../connections/mongodb.js';
import { STRICT } from './schema.js';

/**
 * What a person has written for himself: drafts of what he has not sent, and phrases he uses often (常用意见).
 * None of it is evidence: it is his own, nobody else reads it, and it is changed and deleted as he likes.
 */

/** A draft nobody has touched for this long (ms) is dropped by the database. */
export const DRAFT_LIFE_MS = 60 * 86_400_000;

/** `contents` is JSON; `revision` counts from 1; times in epoch ms. */
type Stored = {
  _id: string;
  person: string;
  contents: string;
  revision: number;
  savedAt: number;
  dropAt?: Date;
};
export type Kept = Pick<Stored, 'contents' | 'revision' | 'savedAt'>;

/** Words kept for each person under a key of their own. */
export interface OwnWords {
  find(person: string, key: string): Promise<Kept | undefined>;
  /**
   * Keeps contents in place of revision `before`, 0 for none; undefined when another one is there by now.
   * What was removed meanwhile may be kept anew.
   */
  keep(person: string, key: string, contents: string, before: number, now: number): Promise<Kept | undefined>;
  remove(person: string, key: string): Promise<void>;
}

const word = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;

const paths = { _id: word, person: word, contents: word, revision: whole, savedAt: whole, dropAt: Date };

const draftSchema = new Schema(paths, { ...STRICT, collection: 'drafts' });
draftSchema.index({ dropAt: 1 }, { expireAfterSeconds: 0 });
const phrasesSchema = new Schema(paths, { ...STRICT, collection: 'phrases' });

export const draftsOn = (connection: Connection): Model<Stored> =>
  (connection.models['Draft'] as Model<Stored> | undefined) ??
  (connection.model('Draft', draftSchema) as unknown as Model<Stored>);

export const phrasesOn = (connection: Connection): Model<Stored> =>
  (connection.models['Phrases'] as Model<Stored> | undefined) ??
  (connection.model('Phrases', phrasesSchema) as unknown as Model<Stored>);

/** Drafts, dropped when they are forgotten. */
export const createDrafts = (connection: Connection): OwnWords =>
  ownWordsIn(draftsOn(connection), DRAFT_LIFE_MS);

/** Phrases, kept as long as their owner keeps them. */
export const createPhrases = (connection: Connection): OwnWords => ownWordsIn(phrasesOn(connection));

function ownWordsIn(words: Model<Stored>, lifeMs?: number): OwnWords {
  const idOf = (person: string, key: string): string => `${person}#${key}`;
  return {
    async find(person, key) {
      const found = await words.findById(idOf(person, key)).lean<Stored | null>();
      return found ? keptOf(found) : undefined;
    },

    async keep(person, key, contents, before, now) {
      const _id = idOf(person, key);
      const dropAt = lifeMs === undefined ? {} : { dropAt: new Date(now + lifeMs) };
      const kept = { contents, revision: before + 1, savedAt: now };
      const { matchedCount } = await words.updateOne(
        { _id, revision: before },
        { $set: { ...kept, ...dropAt } },
      );
      if (matchedCount === 1) return kept;
      try {
        await words.create({ _id, person, ...kept, ...dropAt });
        return kept;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return undefined;
      }
    },

    async remove(person, key) {
      await words.deleteOne({ _id: idOf(person, key) });
    },
  };
}

const keptOf = ({ contents, revision, savedAt }: Stored): Kept => ({ contents, revision, savedAt });
