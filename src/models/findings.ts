import { Schema, type Connection, type Model } from 'mongoose';
import { STRICT } from './schema.js';

/** What the last check of the record found, for the metrics. `at` in epoch ms. */
export type LastFindings = { at: number; withoutRun: number; behind: number; lapsesUnrecorded: number };
type Stored = LastFindings & { _id: string };

/** What the last check of every chain's hashes found (`ledger verify`). `at` in epoch ms. */
export type LastVerification = { at: number; chains: number; records: number; faults: number };

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

const verificationSchema = new Schema(
  { _id: { type: String, required: true }, at: number, chains: number, records: number, faults: number },
  { ...STRICT, collection: 'findings' },
);

const findingsOn = (connection: Connection): Model<Stored> =>
  (connection.models['Findings'] as Model<Stored> | undefined) ??
  (connection.model('Findings', schema) as unknown as Model<Stored>);

type StoredVerification = LastVerification & { _id: string };

const verificationsOn = (connection: Connection): Model<StoredVerification> =>
  (connection.models['Verifications'] as Model<StoredVerification> | undefined) ??
  (connection.model('Verifications', verificationSchema) as unknown as Model<StoredVerification>);

const ID = 'record-check';
const VERIFICATION_ID = 'ledger-verify';

/** Keeps the findings of the last check; there is one writer, the schedule that never overlaps itself. */
export async function keepFindings(connection: Connection, findings: LastFindings): Promise<void> {
  await findingsOn(connection).updateOne({ _id: ID }, { $set: findings }, { upsert: true });
}

/** The findings of the last check; undefined before the first. */
export async function lastFindings(connection: Connection): Promise<LastFindings | undefined> {
  return (await findingsOn(connection).findById(ID, { _id: 0 }).lean<LastFindings | null>()) ?? undefined;
}

/** Keeps what a verification of the whole ledger found. */
export async function keepVerification(connection: Connection, found: LastVerification): Promise<void> {
  await verificationsOn(connection).updateOne({ _id: VERIFICATION_ID }, { $set: found }, { upsert: true });
}

/** What the last verification of the whole ledger found; undefined before the first. */
export async function lastVerification(connection: Connection): Promise<LastVerification | undefined> {
  const found = await verificationsOn(connection)
    .findById(VERIFICATION_ID, { _id: 0 })
    .lean<LastVerification | null>();
  return found ?? undefined;
}
