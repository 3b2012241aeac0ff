import { z } from 'zod';
import { NOTICE_LIMITS, NOTICE_YEARS } from '../workflows/law/calendar-notice.js';
import { ActAnswer, ActorView, Moment, Page } from './schemas.js';

const object = z.strictObject;

/** Days are YYYY-MM-DD; whether there is such a day, and whether it may stand here, the law says. */
const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, '日期格式如 2027-01-01')
  .meta({ id: 'Day', example: '2027-01-01' });

const Holiday = object({ date: Day, name: z.string().trim().min(1).max(NOTICE_LIMITS.name) }).meta({
  id: 'Holiday',
});

const CalendarYearNumber = z.coerce.number().int().min(NOTICE_YEARS.first).max(NOTICE_YEARS.last);

const noticeFields = {
  /** 文号 */
  number: z.string().trim().min(1).max(NOTICE_LIMITS.number),
  /** 印发日期 */
  issuedOn: Day,
  /** Every day of rest within a holiday, weekends among them included, in order. */
  holidays: z.array(Holiday).max(NOTICE_LIMITS.holidays),
  /** 调休上班日, in order. */
  makeUpDays: z.array(Day).max(NOTICE_LIMITS.makeUpDays).default([]),
};

export const NoticePreview = object(noticeFields).meta({
  id: 'NoticePreview',
  description: '某年放假通知（国务院办公厅）的文号、印发日期、放假日和调休上班日',
});
export const NoticeImport = object({
  ...noticeFields,
  /** The version previewed against; another one meanwhile is refused. Null: the year was not on file. */
  replaces: z.string().max(80).nullable(),
  /** Why one notice takes another's place. */
  reason: z.string().max(2_000).default(''),
  /** The days were compared with the notice although they do not fit the statute. */
  acceptWarnings: z.boolean().default(false),
}).meta({ id: 'NoticeImport' });

const yearFields = {
  year: z.int(),
  version: z.string(),
  provisional: z.boolean().meta({ description: '暂定：放假通知尚未公布，按周末和法定节日推算' }),
  source: z.string(),
  notice: object({ number: z.string(), issuedOn: z.string() }).nullable(),
};
export const CalendarYearSummary = object({
  ...yearFields,
  holidays: z.int(),
  makeUpDays: z.int(),
}).meta({ id: 'CalendarYearSummary' });
export const CalendarYears = object({
  items: z.array(CalendarYearSummary),
  /** May the caller import a notice? */
  importable: z.boolean(),
});
export const CalendarYearView = object({
  ...yearFields,
  holidays: z.array(object({ date: z.string(), weekday: z.string(), name: z.string() })),
  makeUpDays: z.array(object({ date: z.string(), weekday: z.string() })),
}).meta({ id: 'CalendarYearView' });
export const CalendarYearParams = object({ year: CalendarYearNumber });

/** A deadline that an import would move. */
export const MovedDeadline = object({
  caseNumber: z.string(),
  procedure: z.string(),
  procedureTitle: z.string(),
  clock: z.string(),
  clockLabel: z.string(),
  from: Moment,
  to: Moment,
  fromLastDay: z.string().nullable(),
  toLastDay: z.string().nullable(),
  provisional: z.boolean(),
  /** It has passed by the old day and has not by the new one. */
  lifts: z.boolean(),
}).meta({ id: 'MovedDeadline' });
export const ImportPreview = object({
  year: z.int(),
  /** The version in force, to be sent with the import. */
  replaces: z.string().nullable(),
  /** The number of the notice that this one would take the place of; a reason is needed then. */
  supersedes: z.string().nullable(),
  warnings: z.array(z.string()),
  /** Open procedures looked at, and whether these were all of them. */
  looked: z.int(),
  complete: z.boolean(),
  earlier: z.int(),
  later: z.int(),
  /** Only the mark 暂定 falls away, or a reminder moves. */
  settled: z.int(),
  lifted: z.int(),
  items: z.array(MovedDeadline),
  next: z.string().nullable(),
}).meta({ id: 'CalendarImportPreview' });
export const PreviewQuery = Page;

export const ImportEntry = object({
  id: z.string(),
  year: z.int(),
  number: z.string(),
  issuedOn: z.string(),
  version: z.string(),
  /** The number of the notice it took the place of, or null. */
  supersedes: z.string().nullable(),
  reason: z.string().nullable(),
  by: ActorView,
  at: Moment,
  state: z.enum(['opened', 'put', 'moving', 'done']),
  stateLabel: z.string(),
  /** From when deadlines are computed again; null while the table is not put. */
  inUseFrom: Moment.nullable(),
  looked: z.int(),
  moved: z.int(),
  settled: z.int(),
  lifted: z.int(),
  unreadable: z.int(),
  updatedAt: Moment,
}).meta({ id: 'CalendarImport' });
export const ImportList = object({ items: z.array(ImportEntry) });
export const ImportParams = object({
  id: z.string().regex(/^BUREAU-\d{4}~\d{4}\.\d{1,4}$/, '导入编号有误'),
});
/** The bureau's own matter has no case number. */
export const ImportAnswer = object({ ...ActAnswer.shape, caseNumber: z.string() }).meta({
  id: 'CalendarImportAnswer',
});

export type NoticePreview = z.input<typeof NoticePreview>;
export type NoticeImport = z.input<typeof NoticeImport>;
export type CalendarYears = z.output<typeof CalendarYears>;
export type CalendarYearSummary = z.output<typeof CalendarYearSummary>;
export type CalendarYearView = z.output<typeof CalendarYearView>;
export type MovedDeadline = z.output<typeof MovedDeadline>;
export type ImportPreview = z.output<typeof ImportPreview>;
export type ImportEntry = z.output<typeof ImportEntry>;
export type ImportList = z.output<typeof ImportList>;
