import type { SchemaOptions } from 'mongoose';

/** Every schema: unknown fields are errors, indexes are made by `prepareDatabase` alone, no hidden fields. */
export const STRICT = {
  strict: 'throw',
  versionKey: false,
  autoIndex: false,
  autoCreate: false,
  id: false,
} as const;

/** A part of a document. */
export const PART = { ...STRICT, _id: false } as const satisfies SchemaOptions;
