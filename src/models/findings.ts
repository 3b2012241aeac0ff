import { Schema, type Connection, type Model } from 'mongoose';
import { STRICT } from './schema.js';

/** What the last check of the record found, for the metrics. `at` in epoch ms. */
export type LastFindings = { at: number; withoutRun: number; behind: number; lapsesUnrecorded: number };
type Stored = LastFindings & { _id: string };

const number = { type: Number, required: true } as const;
const schema = new Schema(
  {
    _id: { type: String, required: true },
    at: number,
    withoutRun: number,
    behind: number,
    lapsesUnrecorded: number,
  },
  { ...STRICT, collection: 'findings' },
);

const findingsOn = (connection: Connection): Model<Stored> =>
  (connection.models['Findings'] as Model<Stored> | undefined) ??
  (connection.model('Findings', schema) as unknown as Model<Stored>);

const ID = 'record-check';

/** Keeps the findings of the last check; there is one writer, the schedule that never overlaps itself. */
export async function keepFindings(connection: Connection, findings: LastFindings): Promise<void> {
  await findingsOn(connection).updateOne({ _id: ID }, { $set: findings }, { upsert: true });
}

/** The findings of the last check; undefined before the first. */
export async function lastFindings(connection: Connection): Promise<LastFindings | undefined> {
  return (await findingsOn(connection).findById(ID, { _id: 0 }).lean<LastFindings | null>()) ?? undefined;
}
