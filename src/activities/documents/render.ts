import { documentOf, type DocumentKey } from '../../workflows/law/documents.js';
import type { Body } from '../../workflows/law/record/kinds.js';
import { refusal, type Refusal } from '../../workflows/refusals.js';
import { layOut, refuseIncomplete, type Particulars } from './sheet.js';
import type { Typesetter } from './typesetter.js';

/** The PDF/A-2b bytes of a document, or why there is none. */
export type Rendered = { pdf: Buffer } | { refused: Refusal };

/**
 * Renders a document from its contents, by the keys of its row. The same contents and particulars give the
 * same bytes. Refused while anything the law requires is empty (all of it named), and when a character has no
 * glyph: a box or a gap in a name would be a defect of the document.
 */
export function renderDocument(
  typeset: Typesetter,
  key: DocumentKey,
  contents: Body,
  particulars: Particulars,
): Rendered {
  const refused = refuseIncomplete(key, contents, particulars.emergency);
  if (refused) return { refused };
  const set = typeset(layOut(key, contents, particulars));
  if ('pdf' in set) return set;
  const { title: document } = documentOf(key);
  return { refused: refusal('charactersNotInFont', { document, characters: set.charactersMissing }) };
}
