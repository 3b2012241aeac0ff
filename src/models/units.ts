import { Schema, type Connection, type Model } from 'mongoose';
import { powerKeys, type PowerKey } from '../workflows/law/powers.js';
import type { ActingUnit } from '../workflows/law/rules/power.js';
import { UNIT_KINDS, type UnitKind } from '../workflows/law/units.js';
import { PART, STRICT } from './schema.js';
import { stamp, type Stamp } from './stamp.js';

/**
 * A unit of the bureau. One that is closed is not active; `powers`: what the 权责清单 gives it, null or left out
 * while nobody has set that; `change`: the change of the register that made it so.
 */
export type Unit = {
  _id: string;
  name: string;
  kind: UnitKind;
  active?: boolean;
  powers?: PowerKey[] | null;
  change?: Stamp | null;
};

const text = { type: String, required: true } as const;
const schema = new Schema(
  {
    _id: text,
    name: text,
    kind: { ...text, enum: Object.keys(UNIT_KINDS) },
    active: Boolean,
    powers: { type: [{ type: String, enum: powerKeys }], default: null },
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

/** How long a process may go on with the units it has read; a change is in use everywhere after this. */
export const UNITS_REFRESH_MS = 30_000;

/**
 * A unit as the rules of powers need it. The bureau's own are kept for `UNITS_REFRESH_MS`, so that no opening
 * of theirs waits for the register; an entrusted one, or one that is not known yet, is read afresh.
 */
export function createUnitReader(
  connection: Connection,
  now: () => number,
): (id: string) => Promise<ActingUnit | undefined> {
  const units = createUnits(connection);
  let kept: { at: number; units: Map<string, ActingUnit> } | undefined;
  return async (id) => {
    if (!kept || now() - kept.at >= UNITS_REFRESH_MS) {
      const read = await units.listUnits();
      kept = { at: now(), units: new Map(read.map((unit) => [unit._id, actingUnitOf(unit)])) };
    }
    const known = kept.units.get(id);
    if (known && known.kind !== 'entrusted') return known;
    const found = await units.unitById(id);
    return found && actingUnitOf(found);
  };
}

/** The unit as the rules of powers need it. */
const actingUnitOf = ({ _id: id, name, kind, powers }: Unit): ActingUnit => ({
  id,
  name,
  kind,
  powers: powers ?? null,
});
