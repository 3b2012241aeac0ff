import type { CountInspections } from '../models/inspections.js';
import { inspectionRow } from '../workflows/law/inspection-rows.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { formOf, textOf, type Act } from '../workflows/law/record/kinds.js';
import { inspectionKindOf, refuseTooOften } from '../workflows/law/rules/inspection.js';
import type { Refusal } from '../workflows/refusals.js';

/** The inspections on file, as far as the record asks them. */
export type InspectionsOnFile = CountInspections;

type Parts = { inspections?: InspectionsOnFile; inspectionsPerYear?: number | null };

/**
 * Whether an inspection that is to be approved is within its subject's yearly cap (国办发〔2024〕54号). An
 * urgent one is not kept from stopping a danger: it counts and is never refused (decision 0763). Nothing is
 * read while no cap is set. Two that are opened at the same moment may pass together.
 */
export async function refuseInspection(
  { inspections, inspectionsPerYear = null }: Parts,
  act: Act,
  { key }: Pick<ProcedureRow, 'key'>,
): Promise<Refusal | undefined> {
  if (act.kind !== 'opening' || key !== inspectionRow.key || inspectionsPerYear === null) return undefined;
  const kind = inspectionKindOf(textOf(act.facts, 'kind'));
  if (!inspections || kind === 'clueDriven') return undefined;
  const subject = textOf(formOf(act), 'subject');
  return refuseTooOften(kind, await inspections(subject, act.receivedAt), inspectionsPerYear);
}
