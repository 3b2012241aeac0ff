import { documents, isDocumentKey } from './documents.js';
import type { NamedThing } from './documents/document.js';
import { isLegalBasisKey, legalBasisOf } from './legal-bases.js';
import { rows } from './procedure-rows.js';
import type { ProcedureRow } from './procedures.js';
import { procedureName, textOf, type Facts } from './record/kinds.js';

function procedureInWords(key: string): string {
  const row = rows.find((one) => one.key === procedureName(key));
  return row ? instanceTitle(row, key, {}) : key;
}

/**
 * What people call one of several procedures of a row: 送达《行政处罚决定书》（第 2 当事人）, else by its number.
 */
export function instanceTitle(row: Pick<ProcedureRow, 'title'>, procedure: string, opened: Facts): string {
  const [document, party] = [textOf(opened, 'document'), textOf(opened, 'party')];
  if (isDocumentKey(document) && party !== '')
    return `${row.title}《${documents[document].title}》（${namedInWords('party', party)}）`;
  const number = /\/(\d+)$/.exec(procedure)?.[1];
  return number === undefined ? row.title : `${row.title}（第 ${number} 号）`;
}

const inWords: Readonly<Record<NamedThing, (key: string) => string>> = {
  document: (key) => (isDocumentKey(key) ? `《${documents[key].title}》` : key),
  record: (key) => `第 ${key} 号记录`,
  evidence: (key) => `第 ${key} 号记录`,
  procedure: procedureInWords,
  party: (key) => `第 ${key} 当事人`,
  recording: (key) => `第 ${key.split('/').at(-1) ?? key} 号音像记录`,
  legalBasis: (key) =>
    isLegalBasisKey(key) ? `${legalBasisOf(key).label}（${legalBasisOf(key).edition}）` : key,
  device: (key) => key,
  store: (key) => key,
  case: (key) => key,
};

/** What people read for the key of a thing that a document names. Pure; persons' names are not known here. */
export const namedInWords = (thing: NamedThing, key: string): string => inWords[thing](key);
