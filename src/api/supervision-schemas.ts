import { z } from 'zod';
import { Moment, UnitId } from './schemas.js';

/** The shape of what the 法制机构 and the heads of units see of the record of all cases (第七条). Times in epoch ms. */
const object = z.strictObject;
const Named = object({ id: z.string(), name: z.string() });

/** What is found: a term that is over, an act done late, a recording not in store, an advised one absent. */
export const FINDINGS = ['overdue', 'late', 'recording', 'absent'] as const;
export type Finding = (typeof FINDINGS)[number];
const Kind = z.enum(FINDINGS).meta({
  id: 'SupervisionKind',
  description: '逾期未办、逾期办理、音像记录逾期未入库、建议音像记录而没有',
});

export const SupervisionQuery = object({
  kind: Kind.optional(),
  unit: UnitId.optional(),
  article: z.coerce.number().int().min(1).max(37).optional(),
  /** Matters opened from then on; left out: of the last twelve months. */
  from: z.coerce.number().pipe(Moment).optional(),
  cursor: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const SupervisionItem = object({
  kind: Kind,
  kindLabel: z.string(),
  caseNumber: z.string(),
  procedure: z.string(),
  procedureTitle: z.string(),
  title: z.string().nullable(),
  unit: Named,
  /** The article that sets the term or asks for the recording; null where only a statute does. */
  article: z.int().nullable(),
  source: z.string(),
  /** The term, or the act that went without its recording. */
  what: z.string(),
  /** The last instant of the term, or when the act was done. */
  at: Moment,
  /** By how many ms it is late, or was; null of an absent recording. */
  byMs: z.int().nullable(),
  /** The task to urge (催办), where one waits for the term. */
  task: z.string().nullable(),
}).meta({ id: 'SupervisionItem' });

export const Supervision = object({
  items: z.array(SupervisionItem),
  /** How many there are by unit and article, of everything that was asked for. */
  counts: z.array(
    object({ unit: Named, article: z.int().nullable(), kind: Kind, kindLabel: z.string(), count: z.int() }),
  ),
  total: z.int(),
  /** More matters than are looked through were opened in the time asked for. */
  truncated: z.boolean(),
  next: z.string().nullable(),
  now: Moment,
}).meta({ id: 'Supervision' });

export type SupervisionItem = z.output<typeof SupervisionItem>;
export type Supervision = z.output<typeof Supervision>;
