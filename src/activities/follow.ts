import type { Connection } from 'mongoose';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { procedureName, type Body, type RecordHeader } from '../workflows/law/record/kinds.js';
import type { State } from '../workflows/law/record/fold.js';
import type { LetterBox, LetterDraft } from '../models/letter.js';
import { moveSubstitution } from '../models/substitutions.js';
import { SUBSTITUTION } from '../workflows/law/record/substitution.js';
import { moveProjection, proceduresOn } from '../models/procedures.js';

/**
 * What follows from a record once it is on file: its projection and its letters. Doing it twice is as doing
 * it once.
 */
export type Follow = (record: RecordHeader, body: Body, before: State, after: State) => Promise<void>;

type LettersOf = (record: RecordHeader, before: State, after: State, row: ProcedureRow) => LetterDraft[];

/** What follows from a record goes where, and by which rule letters follow. */
export type FollowParts = {
  connection: Connection;
  letterBox: Pick<LetterBox, 'post'>;
  rows: readonly ProcedureRow[];
  lettersOf: LettersOf;
};

/**
 * What follows from a record once it is on file: its letters are posted, then the projection moves forward.
 * In this order a projection that has come to a record says that everything has followed from it.
 * Doing it twice is as doing it once; a crash in between is healed by the repeat of `append`, by the run that
 * loads the record, or by the minute's check.
 */
export function createFollow({ connection, letterBox, rows, lettersOf }: FollowParts): Follow {
  const procedures = proceduresOn(connection);
  return async (record, body, before, after) => {
    const row = rows.find(({ key }) => key === procedureName(record.procedure));
    const drafts = row ? lettersOf(record, before, after, row) : [];
    if (drafts.length > 0) await letterBox.post(drafts);
    if (row?.key === SUBSTITUTION) await moveSubstitution(connection, record, body, after);
    await moveProjection(procedures, record, body, after);
  };
}
