import type { FileEntry, MatterFile } from '../procedures.js';
import type { RecordHeader } from './kinds.js';

/** What the gates read of a matter. Pure. */
export function matterFile(outline: readonly RecordHeader[]): MatterFile {
  const file: Record<string, FileEntry> = {};
  for (const record of outline) {
    const entry = file[record.procedure] ?? { opened: {}, effects: [], outcome: null };
    const { outcome } = record.facts;
    file[record.procedure] = {
      opened: record.kind === 'opening' ? record.facts : entry.opened,
      effects: record.effect ? [...entry.effects, record.effect] : entry.effects,
      outcome: record.kind === 'concluded' && typeof outcome === 'string' ? outcome : entry.outcome,
      ...(record.kind === 'terminated' || entry.terminated ? { terminated: true } : {}),
    };
  }
  return file;
}
