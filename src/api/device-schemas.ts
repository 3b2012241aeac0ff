import { z } from 'zod';
import { DEVICE_TYPES, DEVICE_USES, type DeviceType, type DeviceUse } from '../workflows/law/devices.js';
import { EntryHistory, Version } from './register-schemas.js';
import { Moment, PersonId, UnitId } from './schemas.js';

/** The shape of what is asked and answered about devices and dedicated stores (第四条). Times in epoch ms. */
const object = z.strictObject;
const text = (limit: number) => z.string().max(limit);

export const DeviceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, '设备编号有误')
  .meta({ id: 'DeviceId', example: 'recorder-07' });
const Type = z.enum(Object.keys(DEVICE_TYPES) as [DeviceType, ...DeviceType[]]).meta({ id: 'DeviceType' });
const Use = z.enum(Object.keys(DEVICE_USES) as [DeviceUse, ...DeviceUse[]]).meta({ id: 'DeviceUse' });
const Calibration = object({ on: Moment, until: Moment.nullable() }).meta({ id: 'Calibration' });
const Named = object({ id: z.string(), name: z.string() });

const deviceFields = {
  name: text(200),
  type: Type,
  /** The number on the device. */
  serial: text(200),
  /** Whom it is handed out to; null for one that nobody carries. */
  holder: PersonId.nullable(),
  unit: UnitId,
  /** The work of enforcement it is for; one for none is not registered (第四条第二款). */
  use: Use.nullable().default(null),
  calibration: Calibration.nullable(),
};
export const NewDevice = object({ id: text(64), ...deviceFields }).meta({ id: 'NewDevice' });
/** The whole entry as it is to be. */
export const DeviceChange = object({ version: Version, ...deviceFields, active: z.boolean() }).meta({
  id: 'DeviceChange',
});

const storeFields = { name: text(200), holder: PersonId, unit: UnitId, place: text(400) };
export const NewStore = object({ id: text(64), ...storeFields }).meta({ id: 'NewRecordingStore' });
export const StoreChange = object({ version: Version, ...storeFields, active: z.boolean() }).meta({
  id: 'RecordingStoreChange',
});

export const DeviceParams = object({ id: DeviceId });

export const DeviceView = object({
  id: z.string(),
  name: z.string(),
  type: Type,
  typeLabel: z.string(),
  serial: z.string(),
  holder: Named.nullable(),
  unit: Named,
  use: Use.nullable(),
  useLabel: z.string().nullable(),
  calibration: Calibration.nullable(),
  /** The calibration has run out: shown with what the device records, stops nothing. */
  calibrationEnded: z.boolean(),
  active: z.boolean(),
  version: Version,
}).meta({ id: 'DeviceView' });
export const StoreView = object({
  id: z.string(),
  name: z.string(),
  holder: Named,
  unit: Named,
  place: z.string(),
  active: z.boolean(),
  version: Version,
}).meta({ id: 'RecordingStoreView' });

const may = object({ change: z.boolean() });
export const Devices = object({ items: z.array(DeviceView), may });
export const Stores = object({ items: z.array(StoreView), may });
export const DeviceDetail = object({ device: DeviceView, history: z.array(EntryHistory), may });
export const StoreDetail = object({ store: StoreView, history: z.array(EntryHistory), may });

export type NewDevice = z.input<typeof NewDevice>;
export type DeviceChange = z.input<typeof DeviceChange>;
export type NewStore = z.input<typeof NewStore>;
export type StoreChange = z.input<typeof StoreChange>;
export type DeviceView = z.output<typeof DeviceView>;
export type StoreView = z.output<typeof StoreView>;
export type Devices = z.output<typeof Devices>;
export type Stores = z.output<typeof Stores>;
export type DeviceDetail = z.output<typeof DeviceDetail>;
export type StoreDetail = z.output<typeof StoreDetail>;
