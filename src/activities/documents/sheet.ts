import {
  documentNumberInWords,
  isNumbered,
  unconfirmedOf,
  type DocumentNumber,
} from '../../workflows/law/document-numbers.js';
import { documentOf, type DocumentKey } from '../../workflows/law/documents.js';
import { applies } from '../../workflows/law/documents/circumstances.js';
import type { Field, Signature } from '../../workflows/law/documents/document.js';
import { offLetters, signedOnEachPage } from '../../workflows/law/documents/layout.js';
import { formatDay, formatMoment, shanghaiDay } from '../../workflows/law/moments.js';
import { periods, type PeriodKey } from '../../workflows/law/periods.js';
import type { Period } from '../../workflows/law/periods/period.js';
import { held } from '../../workflows/law/record/fold.js';
import { filled } from '../../workflows/law/record/gates.js';
import type { Body, Json } from '../../workflows/law/record/kinds.js';
import { roles, type RoleKey } from '../../workflows/law/roles.js';
import { refusal, type Refusal } from '../../workflows/refusals.js';
import { amountInFigures, amountInWords } from './amount-in-words.js';

/** Who has signed in the system: the role he signed in, his name, when (epoch ms), for whom. */
export type Signed = { role: RoleKey; name: string; at: number; onBehalfOf?: string };

/** What a document says beside its contents. Everything comes from the record, nothing from the clock. */
export type Particulars = {
  /** Name of the bureau, as it stands over and under its documents. */
  bureau: string;
  caseNumber: string;
  /** The bureau's own part of a 文号, e.g. 华住建. */
  numberPrefix: string;
  /** Its place in the register of documents; null while it has none. */
  number: DocumentNumber | null;
  /** When the record was made (epoch ms): the date of the document. */
  at: number;
  /** To whom it is addressed, by name; null for nobody. */
  addressee: string | null;
  /** Was the matter started in an emergency (情况紧急，第九条)? */
  emergency: boolean;
  /** Names of the people its contents name, by id. */
  names: Readonly<Record<string, string>>;
  signed: readonly Signed[];
  /** Periods it starts or keeps. */
  periods: readonly PeriodKey[];
  /** What the reader must know of the record it is made from, one sentence each. */
  notes: readonly string[];
  /** Keys of the contents that a later record has put right, which are marked so. */
  corrected?: readonly string[];
  /** Which record it is made from, in one line at the foot of every page. */
  reference: string;
};

/** One content as it is set. `long`: its label stands at its top, because it may break over pages. */
export type Section = {
  label: string;
  heading: string;
  inline: boolean;
  long: boolean;
  paragraphs: readonly string[];
  items: readonly string[];
  /** Its last paragraph is short enough to stay with what follows it. */
  stays: boolean;
  signature: SignaturePlace | null;
};

/** A place to sign: who has signed in the system, and how many places are left to sign by hand. */
export type SignaturePlace = {
  label: string;
  signed: readonly { name: string; note: string }[];
  blanks: number;
  refusable: boolean;
};

/** A document as the template sets it. */
export type Sheet = {
  style: 'letter' | 'form';
  title: string;
  bureau: string;
  caseNumber: string;
  number: string | null;
  addressee: string | null;
  /** The day of the document in words (Shanghai); `date`: its moment in UTC, for the file itself. */
  day: string;
  date: { year: number; month: number; day: number; hour: number; minute: number; second: number };
  sections: readonly Section[];
  signatures: readonly SignaturePlace[];
  signedOnEachPage: readonly string[];
  markWord: string;
  unconfirmed: readonly string[];
  notes: readonly string[];
  reference: string;
  keywords: readonly string[];
};

/** The mark of what has not been confirmed by a person. */
const MARK = '「待确认」';
/** Characters in a line of a form; a letter has fewer, and lines enough. */
const LINE = 30;
/** From this many lines on a content may break over pages; below it is kept together. */
const LONG_FROM = 14;
/** A last paragraph of up to this many lines stays with what follows it. */
const STAYS_UP_TO = 5;

const linesOf = (texts: readonly string[]): number =>
  texts.reduce((lines, text) => lines + text.split('\n').length + Math.floor(text.length / LINE), 0);

/** What the law requires of the document here and its contents leave empty, all named. */
export function refuseIncomplete(key: DocumentKey, contents: Body, emergency: boolean): Refusal | undefined {
  const { title, contents: fields } = documentOf(key);
  const missing = fields
    .filter((field) => field.required === 'law' && applies(field, contents, emergency))
    .filter((field) => !filled(contents[field.key]))
    .map(({ label }) => label);
  return missing.length === 0
    ? undefined
    : refusal('contentsRequired', { document: title, missing: missing.join('、') });
}

/** Lays a document out: which contents it shows in which words, who signs where, what is marked. Pure. */
export function layOut(key: DocumentKey, contents: Body, particulars: Particulars): Sheet {
  const { title, contents: fields, signatures, sealed } = documentOf(key);
  const { bureau, caseNumber, number, numberPrefix, at, emergency, notes, reference } = particulars;
  const style = sealed ? 'letter' : 'form';
  const shown = fields.filter((field) =>
    style === 'letter'
      ? filled(contents[field.key]) && !offLetters.includes(field.key)
      : applies(field, contents, emergency) || filled(contents[field.key]),
  );
  const sections = shown.map((field, index) =>
    sectionOf(field, contents[field.key], index, { particulars, signatures }),
  );
  const inCells = sections.flatMap(({ signature }) => (signature ? [signature.label] : []));
  const year = number?.year ?? Number(shanghaiDay(at).slice(0, 4));
  return {
    style,
    title,
    bureau,
    caseNumber,
    number: isNumbered(key) ? documentNumberInWords(key, numberPrefix, year, number?.serial ?? null) : null,
    addressee: particulars.addressee,
    day: formatDay(shanghaiDay(at)),
    date: dateOf(at),
    sections,
    signatures: signatures
      .map((signature) => placeOf(signature, particulars.signed))
      .filter(({ label }) => !inCells.includes(label)),
    signedOnEachPage: signers(key, signatures),
    markWord: MARK,
    unconfirmed: [...unconfirmedOf(key), ...unconfirmedPeriods(particulars.periods)],
    notes,
    reference,
    keywords: [caseNumber, title],
  };
}

type Known = { particulars: Particulars; signatures: readonly Signature[] };

function sectionOf(field: Field, value: Json | undefined, index: number, known: Known): Section {
  const { particulars, signatures } = known;
  const items = itemsOf(field, value);
  const paragraphs = items.length > 0 ? [] : paragraphsOf(wordsOf(field, value, particulars.names));
  const own = signatures.find(({ by }) => by === field.by && isOpinion(field));
  const label = particulars.corrected?.includes(field.key) ? `${field.label}（已更正）` : field.label;
  return {
    label,
    heading: `${ordinalInWords(index + 1)}、${label}`,
    inline: field.kind !== 'longText',
    long: linesOf([...items, ...paragraphs]) >= LONG_FROM,
    paragraphs,
    items,
    stays: linesOf(paragraphs.slice(-1)) <= STAYS_UP_TO,
    signature: own ? placeOf(own, particulars.signed) : null,
  };
}

const isOpinion = ({ key }: Field): boolean => key === 'opinion' || key.endsWith('Opinion');

const itemsOf = ({ kind }: Field, value: Json | undefined): readonly string[] =>
  (kind === 'list' || kind === 'attachments') && Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string')
    : [];

const paragraphsOf = (words: string): readonly string[] =>
  words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/**
 * A content in words: choices by their label, people by name, money in 大写 and figures, moments of Shanghai.
 */
function wordsOf(
  { kind, choices = [] }: Field,
  value: Json | undefined,
  names: Particulars['names'],
): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    const texts = (value as readonly Json[]).filter((one): one is string => typeof one === 'string');
    return (kind === 'people' ? texts.map((id) => nameIn(names, id)) : texts).join('、');
  }
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') {
    if (kind === 'instant') return formatMoment(value);
    return kind === 'amount' ? `${amountInWords(value)}（${amountInFigures(value)}）` : String(value);
  }
  if (typeof value !== 'string') return '';
  if (kind === 'choice') return choices.find((choice) => choice.key === value)?.label ?? value;
  return kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value) : value;
}

const nameIn = (names: Particulars['names'], id: string): string => held(names, id) ?? id;

/** Ids of the people that the contents of a document name. */
export function peopleNamedIn(key: DocumentKey, contents: Body): string[] {
  return documentOf(key)
    .contents.filter(({ kind }) => kind === 'people')
    .flatMap((field) => contents[field.key] ?? [])
    .filter((id): id is string => typeof id === 'string');
}

function placeOf({ by, count, refusal: refusable }: Signature, signed: readonly Signed[]): SignaturePlace {
  const theirs = signed.filter(({ role }) => role === by);
  return {
    label: roles[by].label,
    signed: theirs.map(({ name, at, onBehalfOf }) => ({
      name,
      note: `${onBehalfOf === undefined ? '' : `代${onBehalfOf} `}${formatMoment(at)} 系统内签署`,
    })),
    blanks: Math.max(count - theirs.length, 0),
    refusable: refusable === 'noted',
  };
}

const signers = (key: DocumentKey, signatures: readonly Signature[]): readonly string[] =>
  (signedOnEachPage.documents as readonly DocumentKey[]).includes(key)
    ? signatures.map(({ by }) => roles[by].label)
    : [];

function unconfirmedPeriods(keys: readonly PeriodKey[]): string[] {
  return [...new Set(keys)].flatMap((key) => {
    const { label, unconfirmedBecause }: Period = periods[key];
    return unconfirmedBecause === undefined ? [] : [`期限“${label}”：${unconfirmedBecause}`];
  });
}

const NUMERALS = ['十', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 一 … 九十九, as headings count. */
function ordinalInWords(ordinal: number): string {
  const tens = Math.floor(ordinal / 10);
  const ones = ordinal % 10;
  const head = tens === 0 ? '' : `${tens === 1 ? '' : (NUMERALS[tens] ?? '')}十`;
  return `${head}${ones === 0 ? '' : (NUMERALS[ones] ?? '')}`;
}

/** The moment in UTC, in which the file says it. */
function dateOf(moment: number): Sheet['date'] {
  const at = new Date(moment);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  };
}
