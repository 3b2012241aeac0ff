import { z } from 'zod';
import { demands } from '../workflows/law/media-matrix.js';
import { EntryHistory, Version } from './register-schemas.js';
import { Moment } from './schemas.js';

/** The shape of the bureau's media matrix by HTTP (第五条). Times in epoch ms. */
const object = z.strictObject;
const Demand = z.enum(demands).meta({ id: 'MediaDemand', description: '可不录、建议录、应当录' });

export const MediaCellView = object({
  act: z.string(),
  label: z.string(),
  phase: z.string(),
  phaseLabel: z.string(),
  article: z.int(),
  /** Text is always asked for (第三条). */
  text: Demand,
  /** What the table that comes with the service asks for, and what is in force. */
  byTable: Demand,
  inForce: Demand,
  /** What it may be set to: a mandatory cell to nothing else. */
  choices: z.array(Demand),
  /** The regulation itself asks for the recording (第十四条, 第二十四条, 第二十六条). */
  mandatory: z.boolean(),
  /** An approved reason may stand for the recording. */
  exception: z.boolean(),
  /** Why, who and when, where the bureau has set it. */
  set: object({ reason: z.string(), by: z.string(), at: Moment }).nullable(),
  version: Version,
}).meta({ id: 'MediaCellView' });

export const MediaMatrixView = object({
  /** The version a matter that begins now is recorded by. */
  version: z.string(),
  /** Why the table is not confirmed yet; null once it is. */
  unconfirmedBecause: z.string().nullable(),
  items: z.array(MediaCellView),
  history: z.array(EntryHistory),
  may: object({ change: z.boolean() }),
}).meta({ id: 'MediaMatrixView' });

export const MediaParams = object({ act: z.string().regex(/^[A-Za-z]{1,40}$/, '没有这种行为') });

/** `audioVisual` null: as the table has it again. */
export const MediaChange = object({
  version: Version,
  audioVisual: Demand.nullable(),
  reason: z.string().trim().min(1, '请写明理由').max(500),
}).meta({ id: 'MediaChange' });

export type MediaCellView = z.output<typeof MediaCellView>;
export type MediaMatrixView = z.output<typeof MediaMatrixView>;
export type MediaChange = z.input<typeof MediaChange>;
