/**
 * The change on record that made an entry what it is: when it was recorded (epoch ms), under which seq of
 * which chain, and who asked for it, by id.
 */
export type Stamp = { at: number; seq: number; chainId: string; by: string };

/** The same as paths of a schema. */
export const stamp = {
  at: { type: Number, required: true },
  seq: { type: Number, required: true },
  chainId: { type: String, required: true },
  by: { type: String, required: true },
} as const;
