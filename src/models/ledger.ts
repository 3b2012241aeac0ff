import { Schema, type Connection, type Model } from 'mongoose';
import { KINDS } from '../workflows/law/record/kinds.js';
import { PART, STRICT } from './schema.js';
import type { StoredBody, StoredHeader } from './seal.js';

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const list = (type: unknown) => ({ type: [type], default: [] });

const hashes = new Schema({ sha256: text, sm3: text }, PART);

const actor = new Schema(
  {
    id: text,
    name: text,
    role: text,
    unit: text,
    certificate: String,
    authentication: text,
    session: String,
  },
  PART,
);

/** A task, as headers and projections hold it. */
export const taskPaths = {
  step: text,
  role: text,
  document: { type: String, default: null },
  decisions: list(String),
  candidates: list(String),
  assignee: String,
  clock: String,
} as const;

/** A clock, as headers and projections hold it. */
export const clockPaths = {
  key: text,
  period: text,
  from: number,
  at: number,
  lastDay: { type: String, default: null },
  provisional: { type: Boolean, required: true },
  calendarVersion: text,
  remindAt: list(Number),
  extensions: { type: [String], default: undefined },
  stops: { type: [new Schema({ from: number, until: number }, PART)], default: undefined },
} as const;

const attachment = new Schema({ sha256: text, sm3: text, size: number, mediaType: text }, PART);

const header = new Schema(
  {
    _id: text,
    v: number,
    chainId: text,
    procedure: text,
    seq: number,
    idem: text,
    kind: { ...text, enum: Object.keys(KINDS) },
    step: text,
    actor: { type: actor, required: true },
    onBehalfOf: actor,
    occurredAt: number,
    receivedAt: number,
    recordedAt: number,
    requestId: String,
    fingerprint: String,
    decision: String,
    effect: String,
    opens: list(new Schema(taskPaths, PART)),
    clocks: list(new Schema(clockPaths, PART)),
    late: list(new Schema({ clock: text, byMs: number }, PART)),
    facts: text,
    attachments: list(attachment),
    secrecy: number,
    policy: { type: new Schema({ id: text, version: text }, PART), required: true },
    lawReferences: list(String),
    body: { type: hashes, required: true },
    prev: { type: hashes, required: true },
    hash: { type: hashes, required: true },
    bytes: text,
  },
  { ...STRICT, collection: 'headers', minimize: false },
);

header.index({ chainId: 1, seq: 1 }, { unique: true });
header.index({ chainId: 1, idem: 1 }, { unique: true });
header.index({ requestId: 1 }, { unique: true, sparse: true });
header.index({ chainId: 1, procedure: 1, seq: 1 });
header.index({ recordedAt: 1 });

const body = new Schema(
  { _id: text, sm3: text, chainId: text, salt: text, bytes: text },
  { ...STRICT, collection: 'bodies' },
);
body.index({ chainId: 1 });

/** 第三十五条 (3): not to be destroyed, deleted or altered. The database's roles are to forbid it as well. */
for (const schema of [header, body]) {
  schema.pre(
    [
      'updateOne',
      'updateMany',
      'replaceOne',
      'findOneAndUpdate',
      'findOneAndReplace',
      'findOneAndDelete',
      'deleteOne',
      'deleteMany',
    ],
    () => {
      throw new Error('The ledger is only ever added to');
    },
  );
}

/** The headers of a connection. */
export const headersOn = (connection: Connection): Model<StoredHeader> =>
  (connection.models['Header'] as Model<StoredHeader> | undefined) ??
  (connection.model('Header', header) as unknown as Model<StoredHeader>);

/** The bodies of a connection. */
export const bodiesOn = (connection: Connection): Model<StoredBody> =>
  (connection.models['Body'] as Model<StoredBody> | undefined) ??
  (connection.model('Body', body) as unknown as Model<StoredBody>);
