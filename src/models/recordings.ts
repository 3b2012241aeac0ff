import { Schema, type Connection, type Model } from 'mongoose';
import type { AttachmentReference } from '../workflows/law/record/kinds.js';
import { isDuplicate } from '../connections/mongodb.js';
import { PART, STRICT } from './schema.js';

/**
 * The upload of one recording, from its beginning until it has expired; what it brought is kept by hash and
 * knows nothing of it. `size`: bytes announced; `createdAt`: epoch ms. `kept` or `refused` (why, for people)
 * once it is whole.
 */
export type RecordingUpload = {
  _id: string;
  person: string;
  name: string;
  size: number;
  createdAt: number;
  kept?: AttachmentReference;
  refused?: string;
};

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;

const schema = new Schema<RecordingUpload>(
  {
    _id: text,
    person: text,
    name: text,
    size: number,
    createdAt: number,
    kept: new Schema({ sha256: text, sm3: text, size: number, mediaType: text }, PART),
    refused: String,
  },
  { ...STRICT, collection: 'recordingUploads' },
);
schema.index({ createdAt: 1 });
schema.index({ person: 1, createdAt: 1 });

/** The uploads of a connection. */
export const recordingUploadsOn = (connection: Connection): Model<RecordingUpload> =>
  (connection.models['RecordingUpload'] as Model<RecordingUpload> | undefined) ??
  connection.model<RecordingUpload>('RecordingUpload', schema);

/** What is known of uploads, by every process alike. Moments in epoch ms. */
export interface RecordingUploads {
  begin(upload: RecordingUpload): Promise<void>;
  find(id: string): Promise<RecordingUpload | undefined>;
  /** Says once what became of it; the first answer stands. */
  settle(id: string, outcome: { kept: AttachmentReference } | { refused: string }): Promise<void>;
  /** How many of a person's uploads since a moment are not whole yet. */
  unfinishedOf(person: string, since: number): Promise<number>;
  /** Ids of those that began before a moment, the oldest first. */
  begunBefore(moment: number, limit: number): Promise<string[]>;
  /** Forgets an upload, not what it brought. */
  forget(id: string): Promise<void>;
}

/** The uploads in MongoDB. */
export function createRecordingUploads(connection: Connection): RecordingUploads {
  const uploads = recordingUploadsOn(connection);
  return {
    begin: async (upload) => {
      await uploads.create(upload).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    },
    find: async (id) => (await uploads.findById(id).lean<RecordingUpload | null>()) ?? undefined,
    settle: async (id, outcome) => {
      await uploads.updateOne(
        { _id: id, kept: { $exists: false }, refused: { $exists: false } },
        { $set: outcome },
      );
    },
    unfinishedOf: async (person, since) => {
      const until = Number.MAX_SAFE_INTEGER;
      const own = await uploads.find({ person, createdAt: { $gte: since, $lte: until } }).lean();
      return own.filter(({ kept, refused }) => kept === undefined && refused === undefined).length;
    },
    begunBefore: async (moment, limit) => {
      const found = await uploads
        .find({ createdAt: { $gte: 0, $lt: moment } }, { _id: 1 })
        .sort({ createdAt: 1 })
        .limit(limit)
        .lean<{ _id: string }[]>();
      return found.map(({ _id }) => _id);
    },
    forget: async (id) => {
      await uploads.deleteOne({ _id: id });
    },
  };
}
