import type { Connection } from 'mongoose';
import { headersOn } from '../models/ledger.js';
import type { LedgerStore } from '../models/ledger-store.js';
import type { LetterBox, LetterDraft } from '../models/letter.js';
import {
  findableBy,
  foundByBoth,
  putProjection,
  proceduresOn,
  wordsOf,
  type Findable,
  type Words,
} from '../models/procedures.js';
import { moveSubstitution } from '../models/substitutions.js';
import { SUBSTITUTION } from '../workflows/law/record/substitution.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { emptyState, fold, type State } from '../workflows/law/record/fold.js';
import { procedureName, type RecordHeader } from '../workflows/law/record/kinds.js';
import { bodyOn } from './records.js';

/** What a rebuild did: how many procedures it projected anew, over how many records. */
export type Rebuilt = { chains: number; procedures: number; records: number };

export type RebuildParts = {
  connection: Connection;
  store: LedgerStore;
  letterBox: Pick<LetterBox, 'post'>;
  rows: readonly ProcedureRow[];
  lettersOf: (record: RecordHeader, before: State, after: State, row: ProcedureRow) => LetterDraft[];
};

/**
 * Makes every projection anew from the ledger and posts the letters that are missing. A letter that is
 * there stays as
 * it is, so that none is sent twice; one that is posted anew is sent only if it still has something to ask.
 * May run beside the worker: a projection that has moved on meanwhile stays.
 */
export async function rebuild(parts: RebuildParts, only?: string): Promise<Rebuilt> {
  const chains = only === undefined ? await headersOn(parts.connection).distinct('chainId') : [only];
  const rebuilt: Rebuilt = { chains: 0, procedures: 0, records: 0 };
  for (const chainId of chains.map(String).sort()) {
    const records = await parts.store.since(chainId, 1);
    if (records.length === 0) continue;
    rebuilt.chains += 1;
    rebuilt.records += records.length;
    rebuilt.procedures += await rebuildChain(parts, records);
  }
  return rebuilt;
}

async function rebuildChain(parts: RebuildParts, records: readonly RecordHeader[]): Promise<number> {
  const procedures = new Map<string, { state: State; latest: RecordHeader; words: Words & Findable }>();
  for (const record of records) {
    const known = procedures.get(record.procedure);
    const before = known?.state ?? emptyState();
    const state = fold([record], before);
    const inherited = known?.words ?? ofMatter([...procedures.values()][0]?.words, record.seq);
    const body = await bodyOn(parts.store, record);
    const said = wordsOf(body);
    const findable = foundByBoth(known?.words ?? NOTHING, findableBy(record.chainId, body));
    const words = { ...inherited, ...(said ? { ...said, wordsSeq: record.seq } : {}), ...findable };
    procedures.set(record.procedure, { state, latest: record, words });
    if (procedureName(record.procedure) === SUBSTITUTION)
      await moveSubstitution(parts.connection, record, body, state);
    await postLetters(parts, record, before, state);
  }
  for (const { state, latest, words } of procedures.values())
    await putProjection(proceduresOn(parts.connection), latest, state, words);
  return procedures.size;
}

const NOTHING: Findable = { titles: [], parties: [], tokens: [] };

/** A procedure that says nothing of its own bears the words of the one that began the matter. */
const ofMatter = (eldest: Words | undefined, seq: number): Words =>
  eldest?.title ? { ...eldest, wordsSeq: seq } : { title: null, party: null, wordsSeq: 0 };

async function postLetters(
  parts: RebuildParts,
  record: RecordHeader,
  before: State,
  after: State,
): Promise<void> {
  const row = parts.rows.find(({ key }) => key === procedureName(record.procedure));
  const drafts = row ? parts.lettersOf(record, before, after, row) : [];
  if (drafts.length > 0) await parts.letterBox.post(drafts);
}
