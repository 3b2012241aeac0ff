import { documents, isDocumentKey, type DocumentKey } from '../workflows/law/documents.js';
import type { Field } from '../workflows/law/documents/document.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { textOf, type Body, type RecordHeader } from '../workflows/law/record/kinds.js';
import { contentsOfOpening, type Suggested } from './fields.js';
import { contentsOf, objectIn, type Dossier } from './matters.js';
import { rowIn, type ApiParts } from './parts.js';
import { thingsOnFile, type ThingsOnFile } from './things-on-file.js';

/**
 * What the file offers to the form of a document in a procedure. `nothingToName`: what the law requires to be
 * named and is not on file at all, in words.
 */
export type SuggestedIn = (
  procedure: string,
  document: DocumentKey | null,
) => Suggested & { nothingToName: string[] };

/** Reads what the forms of a matter may begin with. `now` in epoch ms. */
export async function suggestedIn(parts: ApiParts, dossier: Dossier, now: number): Promise<SuggestedIn> {
  const openings = Object.values(dossier.states).flatMap(({ opening }) => opening ?? []);
  const [things, bodies] = await Promise.all([
    thingsOnFile(parts, dossier, now),
    contentsOf(parts.ledger, dossier, openings),
  ]);
  return (procedure, document) => {
    const opening = dossier.states[procedure]?.opening;
    const form = objectIn(opening && bodies.get(opening.seq), 'form');
    const said =
      opening && document
        ? { ...alike(rowIn(parts.rows, procedure), document, form), ...servedBy(opening, form, things) }
        : {};
    return { things, said, nothingToName: document ? lacking(document, things) : [] };
  };
}

/** What the form that opened a procedure says in fields that another document has under the same words. */
export function alike(row: ProcedureRow | undefined, document: DocumentKey, form: Body): Body {
  const before = row ? contentsOfOpening(row) : [];
  const same = (documents[document].contents as readonly Field[]).filter(({ key, label }) =>
    before.some((field) => field.key === key && field.label === label),
  );
  return Object.fromEntries(same.flatMap(({ key }) => (form[key] === undefined ? [] : [[key, form[key]]])));
}

/** What every paper of a service says of the document and its recipient, by the order or the file. */
function servedBy({ facts }: RecordHeader, form: Body, things: ThingsOnFile): Body {
  const document = textOf(facts, 'document');
  if (!isDocumentKey(document)) return {};
  const recipient = things('party')?.find(({ key }) => key === textOf(facts, 'party'))?.sets;
  const order = ['documentNameAndNumber', 'recipient', 'domicile'].flatMap((key) =>
    form[key] === undefined ? [] : [[key, form[key]] as const],
  );
  return {
    documentNameAndNumber: `《${documents[document].title}》`,
    ...recipient,
    ...Object.fromEntries(order),
  };
}

/** A form that has to name something is not filled in while there is nothing of its kind. */
const lacking = (document: DocumentKey, things: ThingsOnFile): string[] =>
  (documents[document].contents as readonly Field[])
    .filter(
      ({ names, required, given }) => names && required === 'law' && !given && things(names)?.length === 0,
    )
    .map(({ label }) => `${label}（卷内、登记簿中尚无可选的）`);
