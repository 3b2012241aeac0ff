import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicate } from '../connections/mongodb.js';
import { epochDayOf, formatEpochDay } from '../workflows/law/moments.js';

/**
 * Allocated numbers. A request keeps its number, so that its repeat opens the same case. Whether a number is
 * free is decided by the ledger alone; this only proposes the next one.
 */
type Allocation = { _id: string; number: string };
type Counter = { _id: string; last: number };

export interface CaseNumbers {
  /** The number of a request: its own from before, or the next of the year (Shanghai). */
  propose(requestId: string, prefix: string, now: number): Promise<string>;
  /**
   * `taken`, the number proposed before, belongs to somebody who chose it himself: the next one, which
   * everybody who asks for the same request hears alike.
   */
  proposeAnother(requestId: string, taken: string, prefix: string, now: number): Promise<string>;
  /**
   * Its start was refused: the request has no number any more, and the number is the next again unless a
   * later one has been counted meanwhile.
   */
  release(requestId: string, number: string): Promise<void>;
}

const WIDTH = 4;
const options = {
  strict: 'throw',
  strictQuery: 'throw',
  versionKey: false,
  autoIndex: false,
  autoCreate: false,
} as const;
const allocationSchema = new Schema<Allocation>(
  { _id: { type: String, required: true }, number: { type: String, required: true } },
  { ...options, collection: 'caseNumbers' },
);
const counterSchema = new Schema<Counter>(
  { _id: { type: String, required: true }, last: { type: Number, required: true } },
  { ...options, collection: 'caseNumberCounters' },
);

const modelOn = <T>(connection: Connection, name: string, schema: Schema<T>): Model<T> =>
  (connection.models[name] as Model<T> | undefined) ?? connection.model<T>(name, schema);

export function createCaseNumbers(connection: Connection): CaseNumbers {
  const allocations = modelOn(connection, 'CaseNumber', allocationSchema);
  const counters = modelOn(connection, 'CaseNumberCounter', counterSchema);

  /**
   * The counter exists before it is counted on: the embedded database answers null to all but one of several
   * first callers of findOneAndUpdate with upsert.
   */
  const count = (_id: string) =>
    counters
      .findOneAndUpdate({ _id }, { $inc: { last: 1 } }, { returnDocument: 'after' })
      .lean<Counter | null>();
  const begin = async (_id: string) => {
    await counters
      .updateOne({ _id }, { $setOnInsert: { last: 0 } }, { upsert: true })
      .catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    return count(_id);
  };

  const next = async (prefix: string, now: number): Promise<string> => {
    const year = formatEpochDay(epochDayOf(now)).slice(0, 4);
    const _id = `${prefix}-${year}`;
    const counted = (await count(_id)) ?? (await begin(_id));
    if (!counted) throw new Error(`The counter ${_id} is gone`);
    return `${_id}-${String(counted.last).padStart(WIDTH, '0')}`;
  };

  const kept = async (requestId: string): Promise<string | undefined> =>
    (await allocations.findById(requestId).lean<Allocation | null>())?.number;

  return {
    async propose(requestId, prefix, now) {
      const before = await kept(requestId);
      if (before !== undefined) return before;
      const number = await next(prefix, now);
      try {
        await allocations.create({ _id: requestId, number });
        return number;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await kept(requestId)) ?? number;
      }
    },
    async proposeAnother(requestId, taken, prefix, now) {
      const before = await kept(requestId);
      if (before !== undefined && before !== taken) return before;
      const number = await next(prefix, now);
      await allocations.updateOne({ _id: requestId, number: taken }, { $set: { number } });
      return (await kept(requestId)) ?? number;
    },
    async release(requestId, number) {
      const { deletedCount } = await allocations.deleteOne({ _id: requestId, number });
      if (deletedCount === 0) return;
      const end = number.lastIndexOf('-');
      const last = Number(number.slice(end + 1));
      await counters.updateOne({ _id: number.slice(0, end), last }, { $inc: { last: -1 } });
    },
  };
}
