import { Schema, type Connection, type Model } from 'mongoose';
import type { RegisteredStore } from '../workflows/law/devices.js';
import { PART, STRICT } from './schema.js';
import { stamp, type Stamp } from './stamp.js';

/** A dedicated store as it is kept; `change`: the change of the register that made it so. */
export type StoreDocument = Omit<RegisteredStore, 'id'> & { _id: string; change: Stamp };

const text = { type: String, required: true } as const;

const schema = new Schema(
  {
    _id: text,
    name: text,
    holder: text,
    unit: text,
    place: text,
    active: { type: Boolean, required: true },
    change: { type: new Schema(stamp, PART), required: true },
  },
  { ...STRICT, collection: 'recordingStores' },
);

/** The 专用存储设备 of a connection (第三十条第三款). */
export const recordingStoresOn = (connection: Connection): Model<StoreDocument> =>
  (connection.models['RecordingStore'] as Model<StoreDocument> | undefined) ??
  (connection.model('RecordingStore', schema) as unknown as Model<StoreDocument>);
