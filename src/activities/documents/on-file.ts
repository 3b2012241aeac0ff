import { isOutward } from '../../workflows/law/document-numbers.js';
import { documentOf, type DocumentKey } from '../../workflows/law/documents.js';
import type { Field } from '../../workflows/law/documents/document.js';
import { formatMoment } from '../../workflows/law/moments.js';
import type { Part } from '../../workflows/law/record/approval-tasks.js';
import { upTo, type DocumentOnFile } from '../../workflows/law/record/document-on-file.js';
import { filled } from '../../workflows/law/record/gates.js';
import type { Body, Json, RecordHeader } from '../../workflows/law/record/kinds.js';
import { isRestricted, RESTRICTED_WORDS, restrictsFiles } from '../../workflows/law/record/restricted.js';
import { isRoleKey, type RoleKey } from '../../workflows/law/roles.js';
import { peopleNamedIn, type Particulars, type Signed } from './sheet.js';

/** What records say beyond their headers, by seq. */
export type Bodies = ReadonlyMap<number, Body>;

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
    ...inWords(correctedOnFile(made, bodies)),
  };
}

/** What 更正 put in place of its contents, by their keys; of several the last. */
function correctedOnFile(made: DocumentOnFile, bodies: Bodies): Body {
  const { document, decisions, corrections } = made;
  const keys = documentOf(document).contents.map(({ key }) => key);
  const partOf = (target: number): Part => {
    const correction = corrections.find(({ seq }) => seq === target);
    if (correction) return partOf(Number(correction.facts['target']));
    const [part] = Object.entries(decisions).find(([, { seq }]) => seq === target) ?? ['submit'];
    return part as Part;
  };
  const corrected = corrections.flatMap(({ seq, facts }) =>
    Object.entries(objectIn(bodies.get(seq), 'replacement')).map(([key, value]) => {
      const opinion = opinionField(document, partOf(Number(facts['target'])))?.key;
      return [key === 'opinion' && opinion !== undefined ? opinion : key, value] as const;
    }),
  );
  return Object.fromEntries(corrected.filter(([key]) => keys.includes(key)));
}

/** Contents that are files are those that came with the record. */
function filesOf({ document, filed }: DocumentOnFile, bodies: Bodies): Body {
  const names = bodies.get(filed.seq)?.['attachmentNames'] ?? [];
  const files = documentOf(document).contents.filter(({ kind }) => kind === 'attachments');
  if (!filled(names)) return {};
  // Their names may say who reported.
  const shown = restrictsFiles(files) ? [RESTRICTED_WORDS] : names;
  return Object.fromEntries(files.map(({ key }) => [key, shown] as const));
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
    // What goes out says what holds; a form that stays shows that something else stood there (0803).
    ...(isOutward(made.document)
      ? { corrected: [], notes: [] }
      : { corrected: Object.keys(correctedOnFile(made, bodies)), notes: corrections.map(correctionNote) }),
    reference: `案号 ${filed.chainId}　第 ${String(last.seq)} 号记录　摘要 ${last.hash.sha256}`,
  };
}

const correctionNote = ({ seq, recordedAt }: RecordHeader): string =>
  `本文书的记载已由第 ${String(seq)} 号记录更正（${formatMoment(recordedAt)}）：标有“已更正”的是更正后的内容，` +
  '原记载保留在原记录中，应一并阅读。';

/** Ids of the people whom the document names. */
export const peopleOnFile = (made: DocumentOnFile, contents: Body): string[] =>
  peopleNamedIn(made.document, contents);
