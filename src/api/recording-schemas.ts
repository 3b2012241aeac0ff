import { z } from 'zod';
import { Moment, StoredAttachment } from './schemas.js';

/** The shape of recordings and their uploads by HTTP. Times in epoch ms. */
const object = z.strictObject;
const Named = object({ id: z.string(), name: z.string() });

export const UploadParams = object({ id: z.string().regex(/^[0-9a-f]{32}$/, '上传编号有误') });

/** `received`: bytes that have arrived of `size`. */
export const RecordingUploadView = object({
  id: z.string(),
  name: z.string(),
  size: z.int(),
  received: z.int(),
  state: z.enum(['receiving', 'kept', 'refused']),
  stored: StoredAttachment.nullable(),
  /** Why it was not kept, for people. */
  refused: z.string().nullable(),
  /** It is given up when it is not whole by then. */
  expiresAt: Moment,
}).meta({ id: 'RecordingUploadView' });

/** Being made; to be stored; in a dedicated store, to be transferred; in the system. */
export const RecordingState = z.enum(['running', 'awaiting', 'inStore', 'stored']);

const Kept = object({
  place: z.enum(['system', 'dedicatedStore']),
  store: Named.nullable(),
  sha256: z.string(),
  /** Null while the file is in a dedicated store only. */
  sm3: z.string().nullable(),
  /** Bytes; null likewise. */
  size: z.int().nullable(),
  by: Named,
  /** When it was put there, and when that was recorded. */
  at: Moment,
  recordedAt: Moment,
});

export const RecordingView = object({
  /** The procedure on the case: recording-custody/1. */
  id: z.string(),
  /** Made with a device that is not the bureau's: evidence of a third party and nothing else (第四条). */
  thirdParty: z.boolean(),
  device: object({ ...Named.shape, typeLabel: z.string(), calibrationEnded: z.boolean() }).nullable(),
  actLabel: z.string(),
  recordedBy: z.array(Named),
  startedAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  obtainedAt: Moment.nullable(),
  state: RecordingState,
  /** Last instant of the 24 hours; null while it is being made. */
  dueAt: Moment.nullable(),
  overdue: z.boolean(),
  /** By how many ms it was stored too late. */
  lateByMs: z.int().nullable(),
  /** The open task, and whether the reader may do it. */
  task: object({ id: z.string(), document: z.string(), yours: z.boolean() }).nullable(),
  kept: z.array(Kept),
}).meta({ id: 'RecordingView' });

export const Recordings = object({
  items: z.array(RecordingView),
  may: object({ announce: z.boolean() }),
  now: Moment,
});

export type RecordingUploadView = z.output<typeof RecordingUploadView>;
export type RecordingView = z.output<typeof RecordingView>;
export type Recordings = z.output<typeof Recordings>;
