import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicate } from '../connections/mongodb.js';

/** Who uploaded what, beside the content, which is kept once and names nobody. `at` in epoch ms. */
type Upload = { _id: string; sha256: string; person: string; at: number };

export interface Uploads {
  /** Notes an upload; the first one stands. */
  note(sha256: string, person: string, at: number): Promise<void>;
  /** Did this person upload it? */
  isBy(sha256: string, person: string): Promise<boolean>;
}

const schema = new Schema<Upload>(
  {
    _id: { type: String, required: true },
    sha256: { type: String, required: true },
    person: { type: String, required: true },
    at: { type: Number, required: true },
  },
  {
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
    collection: 'uploads',
  },
);

export function createUploads(connection: Connection): Uploads {
  const uploads =
    (connection.models['Upload'] as Model<Upload> | undefined) ?? connection.model<Upload>('Upload', schema);
  const idOf = (sha256: string, person: string): string => `${sha256}#${person}`;
  return {
    async note(sha256, person, at) {
      await uploads.create({ _id: idOf(sha256, person), sha256, person, at }).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    },
    isBy: async (sha256, person) => (await uploads.findById(idOf(sha256, person)).lean()) !== null,
  };
}
