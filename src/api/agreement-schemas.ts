import { z } from 'zod';
import { ActAnswer, Moment, Problem, TaskId } from './schemas.js';

/** Shapes of 批量同意. */

const object = z.strictObject;

/** How many tasks one request may agree to. */
export const AGREEMENTS_LIMIT = 50;

const Item = object({
  id: TaskId,
  /**
   * `seq` of the task as its reader saw it: what has been corrected or remarked since is to be read first.
   */
  seen: z.int().min(0).optional(),
}).meta({ id: 'AgreementItem' });

export const Agree = object({
  items: z
    .array(Item)
    .min(1, '请选择要同意的任务')
    .max(AGREEMENTS_LIMIT)
    .refine((items) => new Set(items.map(({ id }) => id)).size === items.length, '同一任务只能选择一次'),
  /** 意见及理由, typed by the person who agrees; it goes on each record. Never generated. */
  opinion: z.string().trim().min(1, '请签署意见并说明理由').max(8_000),
}).meta({ id: 'Agree' });

/**
 * What became of one. `recorded`: on file. `refused`: the law or a permission said no. `pending`: no
 * answer in time. `failed`: a fault of the system. The last two may be sent again under the same key.
 */
export const AgreementResult = object({
  id: TaskId,
  state: z.enum(['recorded', 'refused', 'pending', 'failed']),
  record: object({ seq: z.int(), receivedAt: Moment, late: ActAnswer.shape.late }).nullable(),
  problem: Problem.nullable(),
}).meta({ id: 'AgreementResult' });

/** In the order asked for. */
export const Agreements = object({ items: z.array(AgreementResult) }).meta({ id: 'Agreements' });

export type Agree = z.input<typeof Agree>;
export type AgreementResult = z.output<typeof AgreementResult>;
export type Agreements = z.output<typeof Agreements>;
