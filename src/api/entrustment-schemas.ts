import { z } from 'zod';
import { powerKeys } from '../workflows/law/powers.js';
import { AttachmentInput, AttachmentView, Moment, PowerItem, UnitId } from './schemas.js';
import { BureauId } from './substitution-schemas.js';

/** The shape of 委托书 by HTTP. Days as YYYY-MM-DD, both of a term counted; times in epoch ms. */

const object = z.strictObject;
const text = (limit: number) => z.string().max(limit);
const Day = z.iso.date('日期格式为 YYYY-MM-DD');

const Named = object({ id: z.string(), name: z.string() });

export const EnterEntrustment = object({
  /** The unit that receives it: on the register as an entrusted one. */
  to: UnitId,
  powers: z.array(PowerItem).max(powerKeys.length),
  from: Day,
  until: Day,
  /** Where and when it was published; both may follow later. */
  publishedOn: Day.nullable().default(null),
  link: text(500).nullable().default(null),
  /** 文号 of the paper. */
  number: text(200),
  attachments: z.array(AttachmentInput).max(10).default([]),
}).meta({
  id: 'EnterEntrustment',
  description: '委托书：受委托组织、委托事项、期限、公布情况和扫描件（第二条）',
});

export const PublishEntrustment = object({ publishedOn: Day, link: text(500) }).meta({
  id: 'PublishEntrustment',
});

/** `state`: which of them; those in force or to come when left out. */
export const EntrustmentQuery = object({ state: z.enum(['standing', 'ended']).optional() });

export const EntrustmentDetail = object({
  id: BureauId,
  to: Named,
  giver: Named,
  powers: z.array(object({ key: PowerItem, label: z.string() })),
  from: z.string(),
  until: z.string(),
  publishedOn: z.string().nullable(),
  link: z.string().nullable(),
  enteredBy: Named,
  enteredAt: Moment,
  /** The record it is on: what a case of its unit rests on. */
  record: object({ seq: z.int(), sha256: z.string() }),
  state: z.enum(['coming', 'unpublished', 'inForce', 'ended', 'revoked']),
  stateLabel: z.string(),
  revokedAt: Moment.nullable(),
  permissions: object({ publish: z.boolean(), revoke: z.boolean() }),
  number: z.string(),
  revokedBecause: z.string().nullable(),
  attachments: z.array(AttachmentView),
}).meta({ id: 'EntrustmentDetail' });

export const EntrustmentList = object({
  items: z.array(EntrustmentDetail),
  /** What may be entrusted, and to whom, for whoever may enter one. */
  powers: z.array(object({ key: PowerItem, label: z.string() })),
  units: z.array(Named),
  mayEnter: z.boolean(),
  /** That who holds what has not been confirmed, in words. */
  unconfirmed: z.string(),
  now: Moment,
}).meta({ id: 'EntrustmentList' });

export type EnterEntrustment = z.input<typeof EnterEntrustment>;
export type EntrustmentDetail = z.output<typeof EntrustmentDetail>;
export type EntrustmentList = z.output<typeof EntrustmentList>;
