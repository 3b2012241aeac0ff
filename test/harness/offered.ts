import type { DocumentKey } from '../../src/workflows/law/documents.js';
import type { Field } from '../../src/workflows/law/documents/document.js';
import { documents } from '../../src/workflows/law/documents.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import { foldMatter } from '../../src/workflows/law/record/fold.js';
import {
  procedureName,
  textOf,
  type Act,
  type Facts,
  type RecordHeader,
} from '../../src/workflows/law/record/kinds.js';
import {
  missingBefore,
  requirementInWords,
  type Requirement,
} from '../../src/workflows/law/record/requirements.js';

/** What a person did by a door that the page offers, and what stood before it. */
type Done = { what: string; document: DocumentKey | null; requires: readonly Requirement[] };

function doneIn(record: RecordHeader): Done | undefined {
  const row = rows.find(({ key }) => key === procedureName(record.procedure));
  if (!row || record.actor.role === 'system') return undefined;
  const { requires = [], opening: document = null } = row;
  if (record.kind === 'opening') return { what: `启动${row.title}`, document, requires };
  if (record.kind !== 'recorded') return undefined;
  const key = textOf(record.facts, 'document') as DocumentKey;
  return { what: `《${documents[key].title}》`, document: key, requires: row.records?.[key]?.requires ?? [] };
}

/** What is said of an act before its form is filled in: what the form says itself is taken away. */
function withoutForm({ facts }: RecordHeader, document: DocumentKey | null, kind: Act['kind']): Facts {
  const fields: readonly Field[] = document ? documents[document].contents : [];
  const said = Object.entries(facts).filter(
    ([key]) => !fields.some((field) => field.key === key && field.fact),
  );
  return { ...Object.fromEntries(said), ...(kind === 'recorded' && document ? { document } : {}) };
}

/**
 * What people did on a matter that the page would not have offered them at that moment, with what it would
 * have said was missing. Empty for all is well.
 */
export function notOffered(records: readonly RecordHeader[]): string[] {
  return records.flatMap((record, index) => {
    const done = doneIn(record);
    if (!done) return [];
    const facts = withoutForm(record, done.document, record.kind);
    const act = { ...record, facts, body: {}, attachments: [] } as unknown as Act;
    const { onFile } = missingBefore(done.requires, foldMatter(records.slice(0, index)), act);
    return onFile.map((requirement) => `${done.what}：${requirementInWords(requirement)}`);
  });
}
