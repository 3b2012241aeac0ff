import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicate } from '../connections/mongodb.js';
import type { RegisteredDevice, RegisteredStore } from '../workflows/law/devices.js';
import { isMediaActKey } from '../workflows/law/media-matrix.js';
import { isPeriodKey, type PeriodKey } from '../workflows/law/periods.js';
import type {
  MediaSetting,
  RegisteredPerson,
  RegisteredUnit,
  ReminderSetting,
} from '../workflows/law/register/entries.js';
import type { ReminderSettings } from '../workflows/law/reminders.js';
import { devicesOn, type DeviceDocument } from './devices.js';
import { mediaSettingsOn, type MediaDocument } from './media-settings.js';
import { peopleOn, type PersonDocument } from './people.js';
import { recordingStoresOn, type StoreDocument } from './recording-stores.js';
import { PART, STRICT } from './schema.js';
import { stamp, type Stamp } from './stamp.js';
import { unitsOn, type Unit } from './units.js';

/** A setting on file: reminders of one period. `after` null is as the law table has it. */
type ReminderDocument = { _id: string; after: number[] | null; change: Stamp };

const reminderSchema = new Schema(
  {
    _id: { type: String, required: true },
    after: { type: [Number], default: null },
    change: { type: new Schema(stamp, PART), required: true },
  },
  { ...STRICT, collection: 'reminderSettings' },
);

/** The settings of reminders of a connection. */
export const reminderSettingsOn = (connection: Connection): Model<ReminderDocument> =>
  (connection.models['ReminderSetting'] as Model<ReminderDocument> | undefined) ??
  (connection.model('ReminderSetting', reminderSchema) as unknown as Model<ReminderDocument>);

/** An entry with the change that made it so; null for what was put there when the service was set up. */
export type OnRegister<T> = T & { change: Stamp | null };
export type PersonOnRegister = OnRegister<RegisteredPerson> & {
  /** Has he set a password, and so can he sign in? */
  hasPassword: boolean;
};

/**
 * What became of an entry: `superseded` by a newer change; `conflicting` with another entry, and not written.
 */
export type Applied = 'written' | 'superseded' | 'conflicting';

/**
 * The people, units and settings of the bureau as the changes on record leave them. Whoever writes here does
 * so for a change on record, whose stamp stays with the entry: an older one never overwrites a newer one.
 */
export interface RegisterStore {
  /** Everybody, those who left included, by id: a bureau has some hundreds. */
  people(): Promise<PersonOnRegister[]>;
  person(id: string): Promise<PersonOnRegister | undefined>;
  units(): Promise<OnRegister<RegisteredUnit>[]>;
  reminders(): Promise<OnRegister<ReminderSetting>[]>;
  /** Every device and every dedicated store, those out of use included, by id: a bureau has some tens. */
  devices(): Promise<OnRegister<RegisteredDevice>[]>;
  device(id: string): Promise<OnRegister<RegisteredDevice> | undefined>;
  stores(): Promise<OnRegister<RegisteredStore>[]>;
  store(id: string): Promise<OnRegister<RegisteredStore> | undefined>;
  putPerson(person: RegisteredPerson, by: Stamp): Promise<Applied>;
  putUnit(unit: RegisteredUnit, by: Stamp): Promise<Applied>;
  putReminder(setting: ReminderSetting, by: Stamp): Promise<Applied>;
  putDevice(device: RegisteredDevice, by: Stamp): Promise<Applied>;
  putStore(store: RegisteredStore, by: Stamp): Promise<Applied>;
  /** What the bureau has set of the media matrix (第五条), by act. */
  media(): Promise<OnRegister<MediaSetting>[]>;
  putMedia(setting: MediaSetting, by: Stamp): Promise<Applied>;
}

/** Every id: the engine wants a range. */
const ALL = { $gte: '', $lte: '\uffff' };

/** The register in MongoDB. */
export function createRegister(connection: Connection): RegisterStore {
  const people = peopleOn(connection);
  const units = unitsOn(connection);
  const reminders = reminderSettingsOn(connection);
  const devices = devicesOn(connection);
  const stores = recordingStoresOn(connection);
  const media = mediaSettingsOn(connection);
  return {
    people: async () =>
      (await people.find({ _id: ALL }).sort({ _id: 1 }).lean<PersonDocument[]>()).map(personOf),
    person: async (id) => {
      const found = await people.findById(id).lean<PersonDocument | null>();
      return found ? personOf(found) : undefined;
    },
    units: async () => (await units.find({ _id: ALL }).sort({ _id: 1 }).lean<Unit[]>()).map(unitOf),
    reminders: async () =>
      (await reminders.find({ _id: ALL }).lean<ReminderDocument[]>()).flatMap(({ _id, after, change }) =>
        isPeriodKey(_id) ? [{ period: _id, after, change }] : [],
      ),
    devices: async () =>
      (await devices.find({ _id: ALL }).sort({ _id: 1 }).lean<DeviceDocument[]>()).map(deviceOf),
    device: async (id) => {
      const found = await devices.findById(id).lean<DeviceDocument | null>();
      return found ? deviceOf(found) : undefined;
    },
    stores: async () =>
      (await stores.find({ _id: ALL }).sort({ _id: 1 }).lean<StoreDocument[]>()).map(storeOf),
    store: async (id) => {
      const found = await stores.findById(id).lean<StoreDocument | null>();
      return found ? storeOf(found) : undefined;
    },
    putPerson: ({ id, secrecyClearance, ...rest }, by) => {
      const clearance = secrecyClearance === null ? {} : { secrecyClearance };
      const unset = secrecyClearance === null ? { $unset: { secrecyClearance: 1 } } : {};
      const legalQualification = rest.legalQualification ?? null;
      const entry = { ...rest, legalQualification, ...clearance };
      return put(people, id, entry, by, { passwordHash: null }, unset);
    },
    putUnit: ({ id, ...rest }, by) => put(units, id, rest, by),
    putReminder: ({ period, after }, by) =>
      put(reminders, period, { after: after === null ? null : [...after] }, by),
    putDevice: ({ id, ...rest }, by) => put(devices, id, rest, by),
    putStore: ({ id, ...rest }, by) => put(stores, id, rest, by),
    media: async () =>
      (await media.find({ _id: ALL }).lean<MediaDocument[]>()).flatMap(({ _id, ...rest }) =>
        isMediaActKey(_id) ? [{ act: _id, ...rest }] : [],
      ),
    putMedia: ({ act, ...rest }, by) => put(media, act, rest, by),
  };
}

/**
 * Writes an entry unless a newer change has: created with an insert, because an upsert does not say who was
 * first. A unique index that says no to an entry that is not there is another entry's.
 */
async function put(
  model: Pick<Model<never>, 'collection'> | { collection: Model<never>['collection'] },
  _id: string,
  entry: object,
  change: Stamp,
  fresh: object = {},
  unset: object = {},
): Promise<Applied> {
  const { collection } = model;
  const older = [
    { change: null },
    { 'change.at': { $lt: change.at } },
    { 'change.at': change.at, 'change.seq': { $lte: change.seq } },
  ];
  try {
    const updated = await collection.updateOne({ _id, $or: older } as never, {
      $set: { ...entry, change },
      ...unset,
    });
    if (updated.matchedCount > 0) return 'written';
    await collection.insertOne({ _id, ...entry, ...fresh, change } as never);
    return 'written';
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return (await collection.findOne({ _id, 'change.at': { $gte: change.at } } as never))
      ? 'superseded'
      : 'conflicting';
  }
}

function personOf(document: PersonDocument): PersonOnRegister {
  const { _id: id, name, email, active, posts, certificates, legalQualification } = document;
  return {
    id,
    name,
    email,
    active,
    posts: posts.map(({ post, unit, from, until }) => ({ post, unit, from, until })),
    certificates: certificates.map(({ number, from, until }) => ({ number, from, until })),
    legalQualification: legalQualification
      ? { number: legalQualification.number, from: legalQualification.from }
      : null,
    secrecyClearance: document.secrecyClearance ?? null,
    change: document.change ?? null,
    hasPassword: document.passwordHash !== null,
  };
}

const unitOf = ({ _id: id, name, kind, active, powers, change }: Unit): OnRegister<RegisteredUnit> => ({
  id,
  name,
  kind,
  active: active ?? true,
  powers: powers ?? null,
  change: change ?? null,
});

function deviceOf(document: DeviceDocument): OnRegister<RegisteredDevice> {
  const { _id: id, calibration, change, use, ...rest } = document;
  const known = calibration ? { on: calibration.on, until: calibration.until ?? null } : null;
  // One from before its use was asked lacks it.
  return { id, ...rest, use: use ?? null, calibration: known, change };
}

const storeOf = ({ _id: id, ...rest }: StoreDocument): OnRegister<RegisteredStore> => ({ id, ...rest });

/** How long a process may go on with the settings it has read; a new one is in use everywhere after this. */
export const REMINDERS_REFRESH_MS = 30_000;

/** The settings in force, read at most every `REMINDERS_REFRESH_MS`. */
export function createReminderReader(
  connection: Connection,
  now: () => number,
): () => Promise<ReminderSettings> {
  const model = reminderSettingsOn(connection);
  let kept: { at: number; settings: ReminderSettings } | undefined;
  return async () => {
    if (kept && now() - kept.at < REMINDERS_REFRESH_MS) return kept.settings;
    const read = await model.find({ _id: ALL }).lean<ReminderDocument[]>();
    const settings = Object.fromEntries(
      read.flatMap(({ _id, after }) => (after === null ? [] : [[_id as PeriodKey, after] as const])),
    );
    kept = { at: now(), settings };
    return settings;
  };
}
