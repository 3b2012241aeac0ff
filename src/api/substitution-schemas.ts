import { z } from 'zod';
import type { SubstitutableRole } from '../workflows/law/record/substitution.js';
import { ActAnswer, AttachmentInput, AttachmentView, Moment, Page, PersonId, UnitId } from './schemas.js';

/** The shape of 代理 and 离职转办 by HTTP. Times in epoch ms. */

const object = z.strictObject;
const text = (limit: number) => z.string().max(limit);

const Named = object({ id: z.string(), name: z.string() });
const Labelled = object({ key: z.string(), label: z.string() });

/** What may be done for another; the law's own list, so that one more there is asked for here. */
const roleKeys = [
  ...(['handler', 'reviewer', 'handlingUnit', 'approver', 'agencyHead', 'legalOffice'] as const),
  ...(['archivist', 'unitHead', 'drafter', 'draftReviewer', 'legalReviewer', 'principal'] as const),
] as const satisfies readonly SubstitutableRole[];
const Role = z.enum(roleKeys).meta({ id: 'SubstitutableRole' });
const all = z.literal('all');

export const BureauId = z
  .string()
  .regex(/^BUREAU-\d{4}~[a-z0-9]{1,40}$/, '编号有误')
  .meta({ id: 'BureauId', example: 'BUREAU-2026~3f9a1c27b4d0' });
export const BureauParams = object({ id: BureauId });

/** The answer to an act on the bureau's own matter. */
export const BureauAnswer = object({ ...ActAnswer.shape, caseNumber: z.string() }).meta({
  id: 'BureauAnswer',
});

export const GrantSubstitution = object({
  principal: PersonId,
  substitute: PersonId,
  /** The first and the last instant. */
  from: Moment,
  until: Moment,
  /** `all` is said, never assumed: every role of the principal's posts. */
  roles: z.union([all, z.array(Role).max(10)]),
  units: z.union([all, z.array(UnitId).max(50)]),
  /** 文号 of the instrument of authority, and its day. */
  authority: text(200),
  authorityDate: z.union([z.literal(''), z.iso.date('日期格式为 YYYY-MM-DD')]),
  reason: text(2_000).optional(),
  attachments: z.array(AttachmentInput).max(10).default([]),
}).meta({ id: 'GrantSubstitution', description: '代理：人员、期限、范围和代理依据（第三十六条）' });

export const Revocation = object({ opinion: text(2_000) }).meta({ id: 'Revocation' });

/** `state`: which of them; those in force or to come when left out. */
export const SubstitutionQuery = object({
  ...Page.shape,
  state: z.enum(['inForce', 'coming', 'ended', 'mine']).optional(),
});

export const SubstitutionView = object({
  id: BureauId,
  principal: Named,
  substitute: Named,
  unit: object({ id: z.string(), name: z.string() }),
  from: Moment,
  until: Moment,
  /** Null for all of them. */
  roles: z.array(Labelled).nullable(),
  units: z.array(object({ id: z.string(), name: z.string() })).nullable(),
  authority: z.string(),
  authorityDate: z.string(),
  reason: z.string().nullable(),
  grantedBy: Named,
  grantedAt: Moment,
  state: z.enum(['coming', 'inForce', 'ended', 'revoked']),
  stateLabel: z.string(),
  revoked: object({ by: Named, at: Moment, reason: z.string() }).nullable(),
  /** How the reader stands to it. */
  mine: z.enum(['principal', 'substitute', 'neither']),
  permissions: object({ revoke: z.boolean() }),
}).meta({ id: 'SubstitutionView' });

export const SubstitutionDetail = object({
  ...SubstitutionView.shape,
  attachments: z.array(AttachmentView),
}).meta({ id: 'SubstitutionDetail' });

/** For whom the reader may grant: himself alone, the people of these units, or everybody. */
export const SubstitutionList = object({
  items: z.array(SubstitutionView),
  grantFor: z.union([
    object({ all: z.literal(true) }),
    object({ all: z.literal(false), units: z.array(UnitId) }),
  ]),
  mayOrderHandover: z.boolean(),
  next: z.string().nullable(),
  now: Moment,
}).meta({ id: 'SubstitutionList' });

const Succession = object({ role: Role, to: PersonId });
export const OrderHandover = object({
  from: PersonId,
  successors: z.array(Succession).max(10),
  reason: text(2_000),
}).meta({ id: 'OrderHandover', description: '离职转办：由谁承接哪项职责（第三十六条）' });

export const HandoverPreviewQuery = object({ from: PersonId });

const Part = object({ role: z.string(), roleLabel: z.string() });
export const HandoverPreview = object({
  person: Named,
  /** The roles for which a successor is needed, and in how many procedures. */
  roles: z.array(object({ ...Part.shape, procedures: z.int(), tasks: z.int() })),
  items: z.array(
    object({
      caseNumber: z.string(),
      /** Null where the reader may not see the case. */
      title: z.string().nullable(),
      procedureTitle: z.string(),
      roles: z.array(Part),
      /** What is asked of the person now; the rest is for later rounds. */
      tasks: z.array(object({ label: z.string(), pool: z.boolean() })),
    }),
  ),
  /** True when there are more than are listed. */
  more: z.boolean(),
  now: Moment,
}).meta({ id: 'HandoverPreview' });

const HandoverResult = object({
  caseNumber: z.string(),
  title: z.string().nullable(),
  procedureTitle: z.string(),
  ...Part.shape,
  to: Named,
  /** The record it made, or why it was not done: that part is for a person to settle by hand. */
  seq: z.int().nullable(),
  refused: object({ code: z.string(), sentence: z.string() }).nullable(),
});

export const HandoverSummary = object({
  id: BureauId,
  from: Named,
  successors: z.array(object({ ...Part.shape, to: Named })),
  orderedBy: Named,
  orderedAt: Moment,
  state: z.enum(['running', 'handedOver', 'partly']),
  stateLabel: z.string(),
  done: z.int(),
  refused: z.int(),
}).meta({ id: 'HandoverSummary' });

export const HandoverDetail = object({
  ...HandoverSummary.shape,
  reason: z.string(),
  results: z.array(HandoverResult),
  now: Moment,
}).meta({ id: 'HandoverDetail' });

export const HandoverList = object({ items: z.array(HandoverSummary), now: Moment }).meta({
  id: 'HandoverList',
});

export type GrantSubstitution = z.input<typeof GrantSubstitution>;
export type SubstitutionView = z.output<typeof SubstitutionView>;
export type SubstitutionList = z.output<typeof SubstitutionList>;
export type SubstitutionDetail = z.output<typeof SubstitutionDetail>;
export type OrderHandover = z.input<typeof OrderHandover>;
export type HandoverPreview = z.output<typeof HandoverPreview>;
export type HandoverSummary = z.output<typeof HandoverSummary>;
export type HandoverDetail = z.output<typeof HandoverDetail>;
export type HandoverList = z.output<typeof HandoverList>;
