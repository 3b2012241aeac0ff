import { Schema, type Connection, type Model } from 'mongoose';
import { DEVICE_TYPES, DEVICE_USES, type RegisteredDevice } from '../workflows/law/devices.js';
import { PART, STRICT } from './schema.js';
import { stamp, type Stamp } from './stamp.js';

/** A device as it is kept; `change`: the change of the register that made it so. */
export type DeviceDocument = Omit<RegisteredDevice, 'id'> & { _id: string; change: Stamp };

const text = { type: String, required: true } as const;

const calibration = new Schema(
  { on: { type: Number, required: true }, until: { type: Number, default: null } },
  PART,
);

const schema = new Schema(
  {
    _id: text,
    name: text,
    type: { ...text, enum: Object.keys(DEVICE_TYPES) },
    serial: text,
    holder: { type: String, default: null },
    unit: text,
    use: { type: String, enum: [...Object.keys(DEVICE_USES), null], default: null },
    calibration: { type: calibration, default: null },
    active: { type: Boolean, required: true },
    change: { type: new Schema(stamp, PART), required: true },
  },
  { ...STRICT, collection: 'devices' },
);

/** The 音像记录设备 of a connection (第四条). */
export const devicesOn = (connection: Connection): Model<DeviceDocument> =>
  (connection.models['Device'] as Model<DeviceDocument> | undefined) ??
  (connection.model('Device', schema) as unknown as Model<DeviceDocument>);
