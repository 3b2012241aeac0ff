import { bodyOf } from '../models/seal.js';
import { bureauChain } from '../workflows/law/bureau.js';
import { procedureName, type RecordHeader } from '../workflows/law/record/kinds.js';
import {
  NO_CHANGE,
  readFacts,
  type RegisterChange,
  type RegisterFacts,
} from '../workflows/law/register/entries.js';
import { registerChangeRow } from '../workflows/law/register/row.js';
import type { ApiParts } from './parts.js';
import type { EntryHistory } from './register-schemas.js';

/** Years of the bureau's matter that the history of an entry is read from. */
const HISTORY_YEARS = 3;
/** Changes of an entry that are shown. */
const HISTORY_SHOWN = 20;
const YEAR_MS = 366 * 86_400_000;

/**
 * The changes of one entry of the register, the newest first, from the record. `touches`: is the change about
 * the entry; `says`: what it did to it, in words. `now` in epoch ms.
 */
export async function entryHistory(
  parts: Pick<ApiParts, 'ledger'>,
  touches: (facts: RegisterFacts) => boolean,
  says: (change: RegisterChange) => string[],
  now: number,
): Promise<EntryHistory[]> {
  const openings = await changesOf(parts, touches, now);
  return Promise.all(
    openings.map(async (record) => {
      const stored = await parts.ledger.body(record.body.sha256);
      const { change } = (stored ? bodyOf(stored) : {}) as unknown as { change?: RegisterChange };
      return {
        at: record.recordedAt,
        by: record.actor.name,
        says: says({ ...NO_CHANGE, ...change }),
        record: { chainId: record.chainId, seq: record.seq },
      };
    }),
  );
}

async function changesOf(
  parts: Pick<ApiParts, 'ledger'>,
  touches: (facts: RegisterFacts) => boolean,
  now: number,
): Promise<RecordHeader[]> {
  const years = Array.from({ length: HISTORY_YEARS }, (_, back) => now - back * YEAR_MS);
  const outlines = await Promise.all(
    [...new Set(years.map(bureauChain))].map((chain) => parts.ledger.outline(chain)),
  );
  return outlines
    .flat()
    .filter(({ kind, procedure }) => kind === 'opening' && procedureName(procedure) === registerChangeRow.key)
    .filter(({ facts }) => touches(readFacts(facts)))
    .sort((one, other) => other.recordedAt - one.recordedAt || other.seq - one.seq)
    .slice(0, HISTORY_SHOWN);
}
