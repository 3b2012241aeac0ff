import type { RecordHeader } from '../workflows/law/record/kinds.js';
import type { Caller } from './callers.js';
import { contentsOfRecord, peopleNamedIn } from './fields.js';
import { contentsOf, textIn, type Dossier } from './matters.js';
import { namesFor } from './names.js';
import { rowIn, type ApiParts } from './parts.js';
import { correctable } from './permissions.js';
import { allowed } from './policies.js';
import { clockLabelsOf, timelineEntry } from './presenters.js';
import type { TimelineEntry } from './schemas.js';

type TimelineSources = Pick<ApiParts, 'ledger' | 'people' | 'units' | 'rows'>;

/**
 * These records of a matter in words, in their order; corrections made later are shown on what they correct.
 * `now` (epoch ms): what the reader may do is judged at this moment.
 */
export async function entriesOf(
  parts: TimelineSources,
  { caller, now }: { caller: Caller; now: number },
  dossier: Dossier,
  shown: readonly RecordHeader[],
): Promise<TimelineEntry[]> {
  const corrections = correctionsIn(dossier.records);
  const wanted = [...shown, ...shown.flatMap((record) => corrections.get(record.seq) ?? [])];
  const bodies = await contentsOf(parts.ledger, dossier, wanted);
  const rowOf = (procedure: string) => rowIn(parts.rows, procedure);
  const bySeq = (seq: number) => dossier.records.find((record) => record.seq === seq);
  const persons = wanted.flatMap((record) => [
    record.actor.id,
    textIn(record.facts, 'assignee') ?? '',
    textIn(record.facts, 'from') ?? '',
    ...peopleNamedIn(bodies.get(record.seq), contentsOfRecord(record, rowOf, bySeq)),
  ]);
  const names = await namesFor(parts, persons.filter(Boolean));
  const clockLabels = clockLabelsOf(dossier.records);
  const isCorrectable = (record: RecordHeader) => correctable({ caller, dossier, record, rowOf, now });
  const seesRestricted = allowed(caller, 'seeRestricted', dossier.matter);
  const known = { rowOf, names, bodies, corrections, clockLabels, bySeq, isCorrectable, seesRestricted };
  return shown.map((record) => timelineEntry(record, known));
}

function correctionsIn(records: readonly RecordHeader[]): Map<number, RecordHeader[]> {
  const corrections = new Map<number, RecordHeader[]>();
  for (const record of records.filter((one) => one.kind === 'corrected')) {
    const target = Number(record.facts['target']);
    corrections.set(target, [...(corrections.get(target) ?? []), record]);
  }
  return corrections;
}
