import { isDocumentKey, type DocumentKey } from '../documents.js';
import { addressedToParty } from '../documents/layout.js';
import type { ProcedureRow } from '../procedures.js';
import { stepRowOf } from '../step-label.js';
import { PARTS, readStep, readSubject, stepKey, type Part } from './approval-tasks.js';
import { numberOf, procedureName, textOf, type RecordHeader } from './kinds.js';

/**
 * The records a document on file is made of. A form that was approved is made of the submission that stands
 * and of the decisions on it, whichever of its records is asked for.
 */
export type DocumentOnFile = {
  document: DocumentKey;
  /** The record that has the form, and the document's number. */
  filed: RecordHeader;
  decisions: Decisions;
  /** The opening of its procedure, which answers what is on file already. */
  opening: RecordHeader | undefined;
  /** Contents that the opening or the record itself answers. */
  answered: readonly string[];
  /** The record that names the party it is addressed to. */
  party: RecordHeader | undefined;
  /**
   * 更正 of what it is made of, in order; of an issued document only those it was issued with: a correction
   * changes no document that has gone out (0803).
   */
  corrections: readonly RecordHeader[];
  /** 更正 that came after it was issued. */
  correctedSince: readonly RecordHeader[];
  /** It is final with the 批准 of its approval, not with its submission. */
  awaitsApproval: boolean;
  /** The record of its issue; undefined before it, and for forms that stay in the bureau. */
  issued: RecordHeader | undefined;
};

/** The standing decisions of an approval, as far as they have been made. */
export type Decisions = Partial<Record<Part, RecordHeader>>;

/**
 * The document of a record; undefined when the record has none. `records`: the whole matter, in order. Pure.
 */
export function documentOnFile(
  rows: readonly ProcedureRow[],
  records: readonly RecordHeader[],
  seq: number,
): DocumentOnFile | undefined {
  const record = records.find((one) => one.seq === seq);
  if (!record) return undefined;
  const row = rows.find(({ key }) => key === procedureName(record.procedure));
  const own = records.filter(({ procedure }) => procedure === record.procedure);
  const subject = subjectOf(row, record);
  const document = keyOf(row, record, subject);
  if (document === undefined) return undefined;
  const awaits = subject !== undefined && awaitsApproval(row, own, subject);
  const decisions =
    subject === undefined || !(awaits || isAsking(row, record))
      ? decisionsOfItsOwn(record)
      : decisionsOn(own, subject, submissionIn(row, own, subject));
  // A decision on what nobody has submitted here, e.g. a signature under minutes, has no document of its own.
  if (record.kind === 'decided' && record.decision !== 'submit' && !decisions.submit) return undefined;
  const filed = decisions.submit ?? record;
  const corrections = correctionsOf(records, [filed, ...Object.values(decisions)]);
  const issued = records.find((one) => one.kind === 'issued' && numberOf(one.facts, 'of') === filed.seq);
  const upToIssue = numberOf(issued?.facts ?? {}, 'upTo') ?? Infinity;
  return {
    document,
    filed,
    decisions,
    opening: own.find(({ kind }) => kind === 'opening'),
    answered: (subject === undefined ? undefined : rowOfSubject(row, subject)?.onFile) ?? [],
    party: addressedToParty.includes(document) ? onlyParty(upTo(records, filed.seq)) : undefined,
    corrections: corrections.filter(({ seq: at }) => at <= upToIssue),
    correctedSince: corrections.filter(({ seq: at }) => at > upToIssue),
    awaitsApproval: awaits,
    issued,
  };
}

/** An opening without a form of its own has the document of the task it begins with. */
const isAsking = (row: ProcedureRow | undefined, { kind }: RecordHeader): boolean =>
  kind === 'opening' && !row?.opening;

/** Every 更正 of these records, and of those corrections. */
function correctionsOf(
  records: readonly RecordHeader[],
  made: readonly RecordHeader[],
): readonly RecordHeader[] {
  const about = new Set(made.map(({ seq }) => seq));
  const found: RecordHeader[] = [];
  for (const record of records)
    if (record.kind === 'corrected' && about.has(Number(record.facts['target']))) {
      about.add(record.seq);
      found.push(record);
    }
  return found;
}

/** Its row says so, or 审核 or 批准 of it has been asked for or given. */
function awaitsApproval(
  row: ProcedureRow | undefined,
  own: readonly RecordHeader[],
  subject: string,
): boolean {
  const asked = own.flatMap(({ step, opens }) => [step, ...opens.map((task) => task.step)].map(readStep));
  return (
    rowOfSubject(row, subject)?.approved === true ||
    asked.some((one) => one.subject === subject && (one.part === 'review' || one.part === 'approve'))
  );
}

/** The record by which it is final, after which nothing of it is edited: its approval, or its submission. */
export const lockedBy = ({ awaitsApproval: awaits, decisions, filed }: DocumentOnFile) => {
  if (!awaits) return filed;
  return decisions.approve?.decision === 'agree' ? decisions.approve : undefined;
};

/** Which approval or task of its procedure a record belongs to. */
function subjectOf(row: ProcedureRow | undefined, record: RecordHeader): string | undefined {
  if (record.kind === 'decided') return readStep(record.step).subject;
  if (record.kind === 'recorded') return subjectOfRecorded(row, record);
  if (record.kind !== 'opening') return undefined;
  const [asked] = record.opens;
  if (!row?.opening) return asked && readStep(asked.step).subject;
  return Object.keys(row.steps).find((step) => row.steps[step]?.document === row.opening);
}

/** The approval of a document that was put on file: `extension-2` of the second one of its kind. */
function subjectOfRecorded(row: ProcedureRow | undefined, { step, facts }: RecordHeader): string | undefined {
  const asked = Object.keys(row?.steps ?? {}).find((key) => row?.steps[key]?.document === facts['document']);
  return asked && `${asked}-${String(readStep(step).round)}`;
}

function keyOf(
  row: ProcedureRow | undefined,
  record: RecordHeader,
  subject: string | undefined,
): DocumentKey | undefined {
  const recorded = textOf(record.facts, 'document');
  if (record.kind === 'recorded') return isDocumentKey(recorded) ? recorded : undefined;
  if (record.kind === 'opening' && row?.opening) return row.opening;
  return (subject === undefined ? undefined : rowOfSubject(row, subject)?.document) ?? undefined;
}

const rowOfSubject = (row: ProcedureRow | undefined, subject: string) =>
  stepRowOf(row, stepKey(subject, 'submit', 1));

/** A form that opened its procedure, or that was put on file to be approved, is the first submission. */
function submissionIn(
  row: ProcedureRow | undefined,
  own: readonly RecordHeader[],
  subject: string,
): RecordHeader | undefined {
  const document = rowOfSubject(row, subject)?.document;
  if (!document) return undefined;
  if (row?.opening === document) return own.find(({ kind }) => kind === 'opening');
  const { count } = readSubject(subject);
  return own.filter(({ kind, facts }) => kind === 'recorded' && facts['document'] === document)[count - 1];
}

/** What nobody reviews stands by itself: the next one handed in under its subject is another document. */
const decisionsOfItsOwn = (record: RecordHeader): Decisions =>
  record.kind === 'decided' && readStep(record.step).part === 'submit' ? { submit: record } : {};

/** The latest submission that was not taken back, and what was decided on it. */
function decisionsOn(
  own: readonly RecordHeader[],
  subject: string,
  first: RecordHeader | undefined,
): Decisions {
  const withdrawn = (one: RecordHeader) =>
    own.some(({ kind, facts, seq }) => kind === 'withdrawn' && facts['of'] === one.step && seq > one.seq);
  const standing = own.filter(
    (one) =>
      one.kind === 'decided' &&
      one.decision !== 'return' &&
      readStep(one.step).subject === subject &&
      !withdrawn(one),
  );
  const lastOf = (part: Part, after: number) =>
    standing.filter(({ step, seq }) => readStep(step).part === part && seq > after).at(-1);
  const submit = lastOf('submit', 0) ?? first;
  if (!submit) return {};
  const found = PARTS.map((part) => [part, part === 'submit' ? submit : lastOf(part, submit.seq)] as const);
  return Object.fromEntries(found.filter(([, record]) => record !== undefined));
}

/** What comes later does not change a document. */
export const upTo = (records: readonly RecordHeader[], seq: number): readonly RecordHeader[] =>
  records.filter((record) => record.seq <= seq);

/** The first party's particulars; undefined where the matter is no case or has several parties. */
function onlyParty(records: readonly RecordHeader[]): RecordHeader | undefined {
  const several = records.some(({ facts }) => facts['document'] === 'partyParticulars');
  const [first] = records;
  return !several && first?.kind === 'opening' ? first : undefined;
}

/** Every record whose body the document repeats: it is as secret as the most secret of them. */
export function sourcesOf(made: DocumentOnFile): RecordHeader[] {
  const { filed, decisions, opening, answered, party, corrections } = made;
  const answering = answered.length > 0 ? opening : undefined;
  const all = [filed, ...Object.values(decisions), answering, party, ...corrections];
  return [...new Set(all)].filter((record) => record !== undefined);
}
