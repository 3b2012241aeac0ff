import { Schema, type Connection, type Model } from 'mongoose';
import { STRICT } from './schema.js';

/**
 * What a unit is: the agency itself, an office that carries out procedures, the legal office, the archives,
 * an entrusted body.
 */
export const UNIT_KINDS = {
  agency: '行政机关',
  handlingUnit: '承办机构',
  legalOffice: '法制机构',
  archives: '档案机构',
  entrusted: '受委托组织',
} as const;
export type UnitKind = keyof typeof UNIT_KINDS;

/** A unit of the bureau. */
export type Unit = { _id: string; name: string; kind: UnitKind };

const text = { type: String, required: true } as const;
const schema = new Schema(
  { _id: text, name: text, kind: { ...text, enum: Object.keys(UNIT_KINDS) } },
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
