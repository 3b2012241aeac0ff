import { Schema, type Connection, type Model } from 'mongoose';
import { UNIT_KINDS, type UnitKind } from '../workflows/law/units.js';
import { PART, STRICT } from './schema.js';
import { stamp, type Stamp } from './stamp.js';

/**
 * A unit of the bureau. One that is closed is not active; `change`: the change of the register that made it
 * so.
 */
export type Unit = {
  _id: string;
  name: string;
  kind: UnitKind;
  active?: boolean;
  change?: Stamp | null;
};

const text = { type: String, required: true } as const;
const schema = new Schema(
  {
    _id: text,
    name: text,
    kind: { ...text, enum: Object.keys(UNIT_KINDS) },
    active: Boolean,
    change: new Schema(stamp, PART),
  },
  { ...STRICT, collection: 'units' },
);

/** The units of a connection. */
export const unitsOn = (connection: Connection): Model<Unit> =>
  (connection.models['Unit'] as Model<Unit> | undefined) ??
  (connection.model('Unit', schema) as unknown as Model<Unit>);

/** The units the service knows. */
export interface Units {
  unitById(id: string): Promise<Unit | undefined>;
  /** All of them, by id: a bureau has some tens. */
  listUnits(): Promise<Unit[]>;
  /** Puts a unit on file; what is there stays. */
  addUnit(unit: Unit): Promise<void>;
}

/** The units in MongoDB. */
export function createUnits(connection: Connection): Units {
  const units = unitsOn(connection);
  return {
    unitById: async (id) => (await units.findById(id).lean<Unit | null>()) ?? undefined,
    listUnits: () =>
      units
        .find({ _id: { $gte: '', $lte: '\uffff' } })
        .sort({ _id: 1 })
        .lean<Unit[]>(),
    addUnit: async ({ _id, ...rest }) => {
      await units.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
    },
  };
}
