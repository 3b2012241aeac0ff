import type { Names } from './presenters.js';
import type { DocumentField, DocumentView, FieldView, Form } from './schemas.js';
import { isRestricted, RESTRICTED_WORDS } from '../workflows/law/record/restricted.js';
import { objectIn, textIn } from './matters.js';
import { noticeOf } from '../workflows/law/act-media.js';
import { documentOf, documents, type DocumentKey } from '../workflows/law/documents.js';
import type { Field, NamedThing } from '../workflows/law/documents/document.js';
import { formatDay, formatMoment } from '../workflows/law/moments.js';
import { namedInWords } from '../workflows/law/named-in-words.js';
import { opinion, openingContents } from '../workflows/law/opening-contents.js';
import type { ThingsOnFile } from './things-on-file.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { stepRowOf } from '../workflows/law/step-label.js';
import { fieldsAsked, fieldsOnFile } from '../workflows/law/record/gates.js';
import type { Body, Facts, Json, RecordHeader, Task } from '../workflows/law/record/kinds.js';

/** Fields of forms and openings: what each is called, what kind it is, and what it says in words. */
type Known = Pick<Field, 'key' | 'label' | 'kind' | 'choices' | 'restricted' | 'names' | 'posts'>;
type Value = FieldView['value'];

const isFormValue = (value: Json | undefined): value is Value =>
  value !== undefined &&
  (value === null ||
    typeof value !== 'object' ||
    (Array.isArray(value) && value.every((one) => typeof one === 'string')));

/** What an opening says, by the keys of its contents. */
function openingForm(body: Body | undefined): Body {
  const party = partyText(objectIn(body, 'party'));
  const { description, at, officers } = objectIn(body, 'priorVerification');
  const prior = {
    ...(description === undefined ? {} : { priorVerification: description }),
    ...(at === undefined ? {} : { priorVerificationAt: at }),
    ...(officers === undefined ? {} : { priorVerificationOfficers: officers }),
  };
  const { party: _, priorVerification: __, ...rest } = body ?? {};
  return { ...rest, ...(party ? { party } : {}), ...prior };
}

/** What an opening says, in words and in the order of its contents; what is empty is left out. */
export function openingFields(body: Body | undefined, names: Names): FieldView[] {
  const form = openingForm(body);
  return openingContents.flatMap((field) => {
    const value = form[field.key];
    const empty = Array.isArray(value) && value.length === 0;
    return isFormValue(value) && !empty ? [fieldView(field, value, names)] : [];
  });
}

/** 当事人基本情况 in one paragraph. */
export function partyText(party: Body): string {
  const identification = party['kind'] === 'organisation' ? '统一社会信用代码：' : '身份证件号码：';
  const parts: [string, string | null][] = [
    ['', textIn(party, 'name')],
    [identification, textIn(party, 'identification')],
    ['法定代表人（负责人）：', textIn(party, 'representative')],
    ['住址（住所）：', textIn(party, 'address')],
    ['电话：', textIn(party, 'phone')],
  ];
  return parts.flatMap(([label, value]) => (value ? [`${label}${value}`] : [])).join('；');
}

/** A form's contents under the labels of its document; what the document does not know keeps its key. */
export const fieldViews = (form: Body, known: readonly Known[], names: Names): FieldView[] =>
  Object.entries(form).flatMap(([key, value]) => {
    const field = known.find((one) => one.key === key) ?? { key, label: key, kind: 'text' as const };
    return isFormValue(value) ? [fieldView(field, value, names)] : [];
  });

function fieldView(field: Known, stored: Value, names: Names): FieldView {
  const { key, label, kind, choices, posts } = field;
  const value = isRestricted(stored) ? RESTRICTED_WORDS : stored;
  return {
    key,
    label,
    kind,
    choices: choices ? [...choices] : null,
    posts: posts ? [...posts] : null,
    value,
    words: field.names
      ? thingsInWords(field.names, value)
      : wordsOf(value, { kind, choices: choices ?? [] }, names),
  };
}

/** The things that a value names by their keys, by their own names. */
function thingsInWords(thing: NamedThing, value: Value): FieldView['words'] {
  if (Array.isArray(value)) return value.map((key) => namedInWords(thing, key));
  return typeof value === 'string' ? namedInWords(thing, value) : null;
}

/** A value for reading. */
function wordsOf(
  value: Value,
  { kind, choices }: Required<Pick<Known, 'kind' | 'choices'>>,
  names: Names,
): FieldView['words'] {
  if (value === null) return null;
  if (Array.isArray(value)) return kind === 'people' ? value.map((id) => names.person(id)) : [...value];
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return numberInWords(value, kind);
  if (kind === 'choice') return choices.find((choice) => choice.key === value)?.label ?? value;
  return kind === 'date' && isDay(value) ? formatDay(value) : value;
}

function numberInWords(value: number, kind: Field['kind']): string {
  if (kind === 'instant') return formatMoment(value);
  return kind === 'amount' ? `${(value / 100).toFixed(2)} 元` : String(value);
}

/** Is it a day that exists, written YYYY-MM-DD? */
export function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Contents of the document that a step of a procedure fills; none for a bare opinion. */
export const contentsOfStep = (row: ProcedureRow | undefined, step: string): readonly Known[] => {
  const key: DocumentKey | null = stepRowOf(row, step)?.document ?? null;
  return key ? documents[key].contents : [];
};

type RowOf = (procedure: string) => ProcedureRow | undefined;
type BySeq = (seq: number) => RecordHeader | undefined;

/** The record a correction is about, however often it has been corrected. */
function corrected(record: RecordHeader, bySeq: BySeq): RecordHeader | undefined {
  const target = record.kind === 'corrected' ? bySeq(Number(record.facts['target'])) : record;
  return target && target.kind === 'corrected' ? corrected(target, bySeq) : target;
}

/** What a record says, and so what of it can be corrected. Nothing for what the clock noted. */
export function contentsOfRecord(record: RecordHeader, rowOf: RowOf, bySeq: BySeq): readonly Known[] {
  const target = corrected(record, bySeq);
  if (!target || target.actor.role === 'system') return [];
  if (target.kind === 'opening') return openingContentsOf(rowOf(target.procedure));
  if (target.kind === 'decided' || target.kind === 'recorded')
    return [opinion, ...contentsOfStep(rowOf(target.procedure), target.step)];
  return target.kind === 'claimed' ? [] : [opinion];
}

/** What an opening says: the form its procedure is opened by, else what a start says. */
const openingContentsOf = (row: ProcedureRow | undefined): readonly Known[] =>
  row?.opening === undefined ? openingContents : [opinion, ...contentsOfOpening(row)];

/** Contents of the form that opens a procedure; none where it is opened without one. */
export const contentsOfOpening = (row: ProcedureRow): readonly Known[] =>
  row.opening ? documents[row.opening].contents : [];

/** What a record's form says, in words; of a correction, what it puts in place. */
export function formOf(
  record: RecordHeader,
  body: Body | undefined,
  contents: readonly Known[],
  names: Names,
): FieldView[] {
  if (record.kind === 'opening' && body?.['form'] === undefined) return openingFields(body, names);
  return fieldViews(objectIn(body, record.kind === 'corrected' ? 'replacement' : 'form'), contents, names);
}

/** Persons that forms of these contents name, by id. */
export const peopleNamedIn = (body: Body | undefined, contents: readonly Known[]): string[] => {
  const forms = [objectIn(body, 'form'), objectIn(body, 'replacement'), openingForm(body)];
  return contents
    .filter((field) => field.kind === 'people')
    .flatMap(({ key }) => forms.flatMap((form) => form[key] ?? []))
    .filter((id) => typeof id === 'string');
};

/** What answers the fields that are on file: the matter's opening, and the step's own record. */
export type OnFile = { facts: Facts; body: Body | undefined; record: RecordHeader | undefined };

/** Answers that do not stand under the field's own key in the opening. */
const answeredBy: Readonly<Record<string, (file: OnFile) => Json | undefined>> = {
  actualStart: ({ facts }) => objectIn(facts, 'emergency')['startedAt'],
  handlers: ({ facts }) => objectIn(facts, 'people')['handlers'],
  // 补报时间 is the moment the door received the filing: nobody states it.
  filedAt: ({ record }) => record?.receivedAt,
};

function answerTo(key: string, file: OnFile): Value {
  const answer = answeredBy[key]?.(file) ?? file.body?.[key] ?? file.facts[key];
  return isFormValue(answer) ? answer : null;
}

/** The form of a task's document, in its own order: what its role fills, and what is on file already. */
export function documentView(
  row: ProcedureRow,
  task: Task,
  emergency: boolean,
  file: OnFile,
  names: Names,
  things: ThingsOnFile,
): DocumentView | null {
  if (!task.document) return null;
  const { title, article, contents } = documents[task.document];
  const asked = fieldsAsked(row, task, emergency);
  const given = fieldsOnFile(row, task, emergency);
  const fields = (contents as readonly Field[]).flatMap((field) => {
    if (given.includes(field)) return [documentField(field, true, answerTo(field.key, file), names)];
    return asked.includes(field) ? [askedField(field, {}, names, things)] : [];
  });
  const notice = noticeOf(stepRowOf(row, task.step)?.media, file.facts);
  return { key: task.document, title, article, fields, notice, unconfirmed: unconfirmedIn(task.document) };
}

/**
 * The form of a document that is put on file without a task: every field of it is asked. `notice`: what the
 * media matrix asks of the act it tells of. `said`: what the file suggests, by field key.
 */
export function formView(
  document: DocumentKey,
  asked: readonly Field[],
  names: Names,
  notice: string | null,
  { things, said }: Suggested = NOTHING_SUGGESTED,
): DocumentView {
  const { title, article } = documents[document];
  return {
    key: document,
    title,
    article,
    fields: asked.map((field) => askedField(field, said, names, things)),
    notice,
    unconfirmed: unconfirmedIn(document),
  };
}

/** What the file offers to a form: the things it may name, and what its fields may begin with. */
export type Suggested = { things: ThingsOnFile; said: Body };
const NOTHING_SUGGESTED: Suggested = { things: () => null, said: {} };

const unconfirmedIn = (document: DocumentKey): string | null =>
  documentOf(document).unconfirmedBecause ?? null;

/**
 * A field that is asked: with the things it may name, and begun with what the file says under its key or with
 * the only party there is. What few may see is never repeated.
 */
function askedField(field: Field, said: Body, names: Names, things: ThingsOnFile): DocumentField {
  const choices = field.names ? things(field.names) : null;
  const [only, second] = choices ?? [];
  const suggested = said[field.key];
  const alone = only && !second && field.names === 'party' ? only.key : null;
  const begun = isFormValue(suggested) && !isRestricted(suggested) ? suggested : alone;
  const value = begun !== null && field.kind === 'list' && !Array.isArray(begun) ? [String(begun)] : begun;
  return { ...documentField(field, false, value, names), ...(choices ? { choices } : {}) };
}

/** What of a form goes into the record's header: the fields marked `fact`, as far as they say anything. */
export const factsOfForm = (document: DocumentKey | null | undefined, form: Form): Facts =>
  Object.fromEntries(
    (document ? (documents[document].contents as readonly Field[]) : []).flatMap(({ key, fact }) => {
      const value = form[key];
      return fact && value !== undefined && value !== null && value !== '' ? [[key, value] as const] : [];
    }),
  );

const documentField = (field: Field, given: boolean, value: Value, names: Names): DocumentField => ({
  ...fieldView(field, value, names),
  required: field.required,
  when: field.when ?? null,
  dependsOn: field.given ? { field: field.given.field, is: [...field.given.is] } : null,
  given,
});
