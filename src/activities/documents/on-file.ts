import { documentOf, isDocumentKey, type DocumentKey } from '../../workflows/law/documents.js';
import type { Field } from '../../workflows/law/documents/document.js';
import { addressedToParty } from '../../workflows/law/documents/layout.js';
import { formatMoment } from '../../workflows/law/moments.js';
import type { ProcedureRow } from '../../workflows/law/procedures.js';
import {
  PARTS,
  readStep,
  readSubject,
  stepKey,
  type Part,
} from '../../workflows/law/record/approval-tasks.js';
import { filled } from '../../workflows/law/record/gates.js';
import {
  procedureName,
  textOf,
  type Body,
  type Json,
  type RecordHeader,
} from '../../workflows/law/record/kinds.js';
import { isRestricted, RESTRICTED_WORDS } from '../../workflows/law/record/restricted.js';
import { stepRowOf } from '../../workflows/law/step-label.js';
import { isRoleKey, type RoleKey } from '../../workflows/law/roles.js';
import { peopleNamedIn, type Particulars, type Signed } from './sheet.js';

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
  corrections: readonly RecordHeader[];
};

/** The standing decisions of an approval, as far as they have been made. */
type Decisions = Partial<Record<Part, RecordHeader>>;

/** What records say beyond their headers, by seq. */
export type Bodies = ReadonlyMap<number, Body>;

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
  const decisions = subject === undefined ? {} : decisionsOn(own, subject, submissionIn(row, own, subject));
  // A decision on what nobody has submitted here, e.g. a signature under minutes, has no document of its own.
  if (record.kind === 'decided' && record.decision !== 'submit' && !decisions.submit) return undefined;
  const filed = decisions.submit ?? record;
  const made = [filed, ...Object.values(decisions)].map((one) => one.seq);
  return {
    document,
    filed,
    decisions,
    opening: own.find(({ kind }) => kind === 'opening'),
    answered: (subject === undefined ? undefined : rowOfSubject(row, subject)?.onFile) ?? [],
    party: addressedToParty.includes(document) ? onlyParty(upTo(records, filed.seq)) : undefined,
    corrections: records.filter(
      ({ kind, facts }) => kind === 'corrected' && made.includes(Number(facts['target'])),
    ),
  };
}

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
const upTo = (records: readonly RecordHeader[], seq: number): readonly RecordHeader[] =>
  records.filter((record) => record.seq <= seq);

/** The first party's particulars; undefined where the matter is no case or has several parties. */
function onlyParty(records: readonly RecordHeader[]): RecordHeader | undefined {
  const several = records.some(({ facts }) => facts['document'] === 'partyParticulars');
  const [first] = records;
  return !several && first?.kind === 'opening' ? first : undefined;
}

/** Every record whose body the document repeats: it is as secret as the most secret of them. */
export const sourcesOf = ({ filed, decisions, opening, answered, party }: DocumentOnFile): RecordHeader[] => {
  const all = [filed, ...Object.values(decisions), answered.length > 0 ? opening : undefined, party];
  return [...new Set(all)].filter((record) => record !== undefined);
};

const objectIn = (body: Body | undefined, key: string): Body => {
  const value = body?.[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
};

/** The contents of the document, by the keys of its row. */
export function contentsOnFile(made: DocumentOnFile, bodies: Bodies): Body {
  const { document, filed, decisions } = made;
  const form = objectIn(bodies.get(filed.seq), 'form');
  const opinions = Object.entries(decisions).flatMap(([part, record]) => {
    const key = opinionField(document, part as Part)?.key;
    const opinion = bodies.get(record.seq)?.['opinion'] ?? null;
    return key !== undefined && filled(opinion) ? [[key, opinion] as const] : [];
  });
  return {
    ...answersOnFile(made, bodies),
    ...officersOf(filed),
    ...filesOf(made, bodies),
    ...inWords(form),
    ...Object.fromEntries(opinions),
  };
}

/** Contents that are files are those that came with the record. */
function filesOf({ document, filed }: DocumentOnFile, bodies: Bodies): Body {
  const names = bodies.get(filed.seq)?.['attachmentNames'] ?? [];
  const files = documentOf(document).contents.filter(({ kind }) => kind === 'attachments');
  return filled(names) ? Object.fromEntries(files.map(({ key }) => [key, names] as const)) : {};
}

/** What few may see is on no paper that is not theirs. */
const inWords = (form: Body): Body =>
  Object.fromEntries(
    Object.entries(form).map(([key, value]) => [key, isRestricted(value) ? RESTRICTED_WORDS : value]),
  );

/** Who signs each part of an approval: the document says which of the leaders. */
const signersOf: Readonly<Record<Part, readonly RoleKey[]>> = {
  submit: ['handler'],
  review: ['reviewer'],
  approve: ['agencyHead', 'principal'],
};

const opinionField = (document: DocumentKey, part: Part): Field | undefined =>
  documentOf(document).contents.find(
    ({ key, by }) => key.endsWith('Opinion') && by !== undefined && signersOf[part].includes(by),
  );

/** Answers that do not stand under the content's own key in the opening. */
function answersOnFile(made: DocumentOnFile, bodies: Bodies): Body {
  const { opening, filed, answered, decisions } = made;
  const facts = opening?.facts ?? {};
  const body = opening && bodies.get(opening.seq);
  const elsewhere: Readonly<Record<string, Json | undefined>> = {
    actualStart: objectIn(facts, 'emergency')['startedAt'],
    handlers: objectIn(facts, 'people')['handlers'],
    // 补报时间 is the moment the door received the filing.
    filedAt: filed.receivedAt,
    // 载明起草人、起草机构审查人 — 第十六条: whoever submitted the draft, and whoever reviewed it.
    drafter: [filed.actor.id],
    reviewer: [filed.actor.id],
    draftReviewer: decisions.review ? [decisions.review.actor.id] : null,
  };
  return Object.fromEntries(
    answered.map((key) => [key, elsewhere[key] ?? body?.[key] ?? facts[key] ?? null] as const),
  );
}

type Officer = { id: string; certificate: string };

function officersIn({ facts }: RecordHeader): readonly Officer[] {
  const { officers } = facts as { officers?: unknown };
  return Array.isArray(officers) ? (officers as Officer[]) : [];
}

/** 执法人员和执法证件编号 are facts of the record (第十一条). */
function officersOf(record: RecordHeader): Body {
  const officers = officersIn(record);
  if (officers.length === 0) return {};
  return {
    officers: officers.map(({ id }) => id),
    certificateNumbers: officers.map(({ certificate }) => certificate),
  };
}

/** Who has signed in the system: whoever filed it, and whoever decided on it. */
export function signedOn({ document, filed, decisions }: DocumentOnFile): Signed[] {
  const { signatures } = documentOf(document);
  const signed = (record: RecordHeader, role: RoleKey): Signed => ({
    role,
    name: record.actor.name,
    at: record.recordedAt,
    ...(record.onBehalfOf ? { onBehalfOf: record.onBehalfOf.name } : {}),
  });
  const byPart = Object.entries(decisions).flatMap(([part, record]) => {
    const place = signatures.find(({ by }) => signersOf[part as Part].includes(by));
    return place && record !== filed ? [signed(record, place.by)] : [];
  });
  const { role } = filed.actor;
  const byFiler =
    role !== 'system' && isRoleKey(role) && filed.kind !== 'opening' ? [signed(filed, role)] : [];
  return [...byFiler, ...byPart];
}

/** Names as the records give them to those who had acted by then; the others' are in the register. */
export function namesOnFile(made: DocumentOnFile, records: readonly RecordHeader[]): Record<string, string> {
  const actors = upTo(records, lastOf(made).seq).flatMap(({ actor, onBehalfOf }) => [
    actor,
    ...(onBehalfOf ? [onBehalfOf] : []),
  ]);
  return Object.fromEntries(actors.map(({ id, name }) => [id, name]));
}

const lastOf = ({ filed, decisions }: DocumentOnFile): RecordHeader =>
  Object.values(decisions).reduce((one, other) => (other.seq > one.seq ? other : one), filed);

/** The particulars that the records give, without names, number and bureau. */
export function particularsOnFile(
  made: DocumentOnFile,
  bodies: Bodies,
): Omit<Particulars, 'bureau' | 'numberPrefix' | 'number' | 'names'> {
  const { filed, opening, party, corrections, decisions } = made;
  const records = [filed, ...Object.values(decisions)];
  const last = lastOf(made);
  const name = party && objectIn(bodies.get(party.seq), 'party')['name'];
  return {
    caseNumber: filed.chainId,
    at: last.occurredAt,
    addressee: typeof name === 'string' && name !== '' ? name : null,
    emergency: Boolean(opening?.facts['emergency']),
    signed: signedOn(made),
    periods: records.flatMap(({ clocks }) => clocks.map(({ period }) => period)),
    notes: corrections.map(
      ({ seq, recordedAt }) =>
        `本文书的记载已由第 ${String(seq)} 号记录更正（${formatMoment(recordedAt)}），应与该记录一并阅读。`,
    ),
    reference: `案号 ${filed.chainId}　第 ${String(last.seq)} 号记录　摘要 ${last.hash.sha256}`,
  };
}

/** Ids of the people whom the document names. */
export const peopleOnFile = (made: DocumentOnFile, contents: Body): string[] =>
  peopleNamedIn(made.document, contents);
