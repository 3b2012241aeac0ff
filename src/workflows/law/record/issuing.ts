import { isOutward } from '../document-numbers.js';
import { documentOf, type DocumentKey } from '../documents.js';
import type { ProcedureRow } from '../procedures.js';
import { readStep } from './approval-tasks.js';
import { documentOnFile, lockedBy, sourcesOf, type DocumentOnFile } from './document-on-file.js';
import { held, type State } from './fold.js';
import { procedureName, textOf, type RecordHeader, type SecrecyLevel } from './kinds.js';

/** Subject of 盖章. */
export const STAMP = 'stamp';
const isStamp = (step: string): boolean => readStep(step).subject === STAMP;

/** Key of the step by which the document of a record is issued, once. */
export const issueStep = (of: number): string => `issued/${String(of)}`;

/**
 * Type of the failure of a document that cannot be issued yet; each further attempt reads its record anew.
 */
export const NOT_ISSUED = 'NotIssued';

/** Records that may have a document of their own. */
const hasDocument = ({ kind, decision }: RecordHeader): boolean =>
  kind === 'opening' || kind === 'recorded' || (kind === 'decided' && decision === 'submit');

/**
 * The documents of a procedure, each once, in the order in which they were filed. `records`: those of the
 * procedure, or of its whole matter. Pure.
 */
export function documentsIn(
  rows: readonly ProcedureRow[],
  records: readonly RecordHeader[],
): readonly DocumentOnFile[] {
  const found = records
    .filter(hasDocument)
    .flatMap(({ seq }) => documentOnFile(rows, records, seq) ?? [])
    // Nobody has handed in what an opening asks for.
    .filter(({ document, filed }) => filed.kind !== 'opening' || opensBy(rows, filed) === document);
  return [...new Map(found.map((made) => [made.filed.seq, made])).values()];
}

const opensBy = (rows: readonly ProcedureRow[], { procedure }: RecordHeader) =>
  rows.find(({ key }) => key === procedureName(procedure))?.opening;

/** Does a procedure make anything that goes out? */
export const makesOutward = (row: Pick<ProcedureRow, 'opening' | 'records' | 'steps'>): boolean =>
  [
    row.opening,
    ...Object.keys(row.records ?? {}),
    ...Object.values(row.steps).map(({ document }) => document),
  ].some((document) => document && isOutward(document as DocumentKey));

/**
 * Documents of a procedure that go out, are final and have not been issued (numbered, rendered, stored): each
 * is issued once, and nothing follows from it before. Pure.
 */
export function documentsToIssue(row: ProcedureRow, state: State): readonly DocumentOnFile[] {
  const own = [...new Set(Object.values(state.steps))].sort((one, other) => one.seq - other.seq);
  return documentsIn([row], own).filter(
    (made) =>
      isOutward(made.document) &&
      lockedBy(made) !== undefined &&
      held(state.steps, issueStep(made.filed.seq)) === undefined,
  );
}

/** The issues on file in a procedure of one kind of document, in their order. */
export const issuesOf = (state: State, document: DocumentKey): RecordHeader[] =>
  Object.values(state.steps)
    .filter(({ kind, facts }) => kind === 'issued' && textOf(facts, 'document') === document)
    .sort((one, other) => one.seq - other.seq);

/** Is 盖章 asked for, and not done? */
export const awaitsStamp = ({ tasks }: State): boolean => Object.keys(tasks).some(isStamp);

/** 盖章 of what a procedure decided; undefined before it. */
export const stampOn = ({ steps }: State): RecordHeader | undefined =>
  Object.values(steps).find(({ step, decision }) => isStamp(step) && decision === 'submit');

/** The document that is to be stamped, or was: the one made last, for a fault of an earlier one. */
export const madeForStamp = ({ steps }: State): RecordHeader | undefined =>
  Object.values(steps)
    .filter(({ kind, opens }) => kind === 'decided' && opens.some(({ step }) => isStamp(step)))
    .sort((one, other) => other.seq - one.seq)[0];

/**
 * Four different things of a document, each with the record that says so: 盖章 (by whom and when), locked (no
 * more edits), restricted (who may see it: as few as may see the most secret record it repeats), stored (its
 * bytes by hash). `number`: its 文号 in words. `sealed`: it is one that bears the seal.
 */
export type DocumentState = {
  number: string | null;
  sealed: boolean;
  stamped: RecordHeader | null;
  locked: RecordHeader | null;
  restricted: SecrecyLevel;
  stored: RecordHeader | null;
};

/** What has become of a document. `state`: the procedure it was made in. Pure. */
export function documentStateOf(made: DocumentOnFile, state: State | undefined): DocumentState {
  const stamped = state && stampOn(state);
  const { sealed } = documentOf(made.document);
  return {
    number: textOf(made.issued?.facts ?? {}, 'number') || null,
    sealed,
    // The procedure that has a 盖章 makes one document to be sealed; one with a fault was made again.
    stamped: sealed && stamped && madeForStamp(state)?.seq === made.filed.seq ? stamped : null,
    locked: lockedBy(made) ?? null,
    restricted: secrecyOf(sourcesOf(made)),
    stored: made.issued ?? null,
  };
}

/** As secret as the most secret of several records. */
export const secrecyOf = (records: readonly RecordHeader[]): SecrecyLevel =>
  records.reduce<SecrecyLevel>((level, { secrecy }) => (secrecy > level ? secrecy : level), 0);
