import { z } from 'zod';
import { powerKinds, type PowerKind } from '../workflows/law/powers.js';
import { PowerItem, UnitId } from './schemas.js';

/** The shape of power items (权责事项) by HTTP. */

const object = z.strictObject;

export const PowersQuery = object({
  unit: UnitId,
  kind: z.enum(Object.keys(powerKinds) as [PowerKind, ...PowerKind[]]).default('penalty'),
});

export const PowersOfUnit = object({
  items: z.array(object({ key: PowerItem, label: z.string() })),
  /** What whoever opens something should know: what is unconfirmed, on which 委托书 it rests. */
  notes: z.array(z.string()),
  /** Why the unit may not, in words; null when it may. */
  refused: z.string().nullable(),
}).meta({ id: 'PowersOfUnit' });

export const FrequencyQuery = object({ subject: z.string().trim().min(2).max(200) });

export const InspectionFrequency = object({
  times: z.int(),
  cap: z.int().nullable(),
  says: z.string(),
}).meta({ id: 'InspectionFrequency' });

export type PowersOfUnit = z.output<typeof PowersOfUnit>;
export type InspectionFrequency = z.output<typeof InspectionFrequency>;
