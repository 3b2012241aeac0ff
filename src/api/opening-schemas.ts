import { z } from 'zod';
import {
  AttachmentInput,
  CaseNumber,
  DocumentView,
  Form,
  Moment,
  PersonId,
  ProcedureKey,
  Secrecy,
  UnitId,
} from './schemas.js';

/** The shape of opening procedures and putting documents on file by HTTP. Times in epoch ms. */

const object = z.strictObject;
const text = (limit: number) => z.string().max(limit);
const attachments = z.array(AttachmentInput).max(50).default([]);

/** What every such act says. `opinion`: 意见及理由, never generated. `occurredAt`: when it happened, if earlier. */
const told = {
  opinion: text(8_000),
  form: Form.default({}),
  attachments,
  occurredAt: Moment.optional(),
  secrecy: Secrecy.default(2),
};

export const OpenProcedure = object({ procedure: ProcedureKey, ...told }).meta({
  id: 'OpenProcedure',
  description: '在一个案件（或者其他事项）中启动程序；文书内容见 GET /api/cases/{number}/next',
});

export const PutOnFile = object({
  procedure: ProcedureKey,
  document: z.string().max(64),
  /** Who acted on site; their certificates are taken from the register as of `occurredAt` (第十一条). */
  officers: z.array(PersonId).max(10).default([]),
  ...told,
}).meta({ id: 'PutOnFile', description: '将现场制作或者收到的文书记入案卷；补记的须写明发生时间' });

export const StartMatter = object({
  procedure: ProcedureKey,
  /** Left out: the next number of the year is allocated. */
  number: CaseNumber.optional(),
  title: text(200).trim().min(1),
  unit: UnitId,
  people: object({
    handlers: z.array(PersonId).max(10),
    reviewers: z.array(PersonId).max(10).optional(),
    approvers: z.array(PersonId).max(10).optional(),
    legalOffice: z.array(PersonId).max(20).optional(),
  }),
  ...told,
}).meta({ id: 'StartMatter', description: '登记申请、投诉举报或者启动行政检查' });

const Missing = z.array(z.string()).meta({ description: '尚缺的条件，逐项，各附条文' });
const Checked = z.array(z.string()).meta({ description: '提交时还要核对表中内容的条件，逐项，各附条文' });

const Opening = object({
  procedure: z.string(),
  title: z.string(),
  article: z.int(),
  phase: z.string().nullable(),
  /** Its form; null where it is opened without one. */
  document: DocumentView.nullable(),
  missing: Missing,
  checked: Checked,
  /** For whom he opens it (代理); null in his own right. */
  onBehalfOf: z.string().nullable(),
  /** What else stands against it at this moment, in words. */
  refused: z.string().nullable(),
  /** What whoever opens it should know of the powers it uses (第二条): what is unconfirmed, on what it rests. */
  notes: z.array(z.string()),
});

/** The matters that the caller may register, with their forms. */
export const MatterOpenings = object({ openings: z.array(Opening) }).meta({ id: 'MatterOpenings' });

export const NextSteps = object({
  openings: z.array(Opening),
  records: z.array(
    object({
      procedure: z.string(),
      procedureTitle: z.string(),
      document: DocumentView,
      /** So many officers at least acted on site; 0 where none need be named. */
      officers: z.int(),
      count: z.int(),
      /** For whom he puts it on file (代理); null in his own right. */
      onBehalfOf: z.string().nullable(),
      missing: Missing,
      checked: Checked,
    }),
  ),
  now: Moment,
}).meta({ id: 'NextSteps' });

export type OpenProcedure = z.output<typeof OpenProcedure>;
export type PutOnFile = z.output<typeof PutOnFile>;
export type StartMatter = z.output<typeof StartMatter>;
export type MatterOpenings = z.output<typeof MatterOpenings>;
export type NextSteps = z.output<typeof NextSteps>;
