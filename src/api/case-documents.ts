import { isOutward } from '../workflows/law/document-numbers.js';
import { documentOf } from '../workflows/law/documents.js';
import type { DocumentOnFile } from '../workflows/law/record/document-on-file.js';
import { documentsIn, documentStateOf } from '../workflows/law/record/issuing.js';
import { secrecyLabels, textsOf, type RecordHeader } from '../workflows/law/record/kinds.js';
import { DocumentList, type DocumentView } from './document-schemas.js';
import { levelOf, readDossier, type Dossier } from './matters.js';
import { namesFor } from './names.js';
import { rowIn, type ApiParts } from './parts.js';
import { actorView, type Names } from './presenters.js';
import { route, type Route } from './route.js';
import { CaseParams, Page } from './schemas.js';

/** The documents of a case that the caller may see, and what has become of each. */
export const caseDocumentRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/cases/:number/documents',
    summary: '案件的文书：文号、盖章、定稿、查阅范围、存储，按入卷的先后',
    params: CaseParams,
    query: Page,
    answers: { 200: DocumentList },
    load: ({ caller, params }) => readDossier(parts.ledger, caller, params.number),
    do: async ({ query }, dossier) => {
      const after = Number(query.cursor ?? 0) || 0;
      const rest = visibleIn(parts, dossier).filter(({ filed }) => filed.seq > after);
      const shown = rest.slice(0, query.limit);
      const acted = shown.flatMap((made) => Object.values(wordsOf(made, dossier)));
      const names = await namesFor(
        parts,
        acted.flatMap((record) => (record ? [record.actor.id] : [])),
      );
      const items = shown.map((made) => documentView(parts, dossier, made, names));
      return { items, next: rest.length > shown.length ? String(shown.at(-1)?.filed.seq ?? 0) : null };
    },
    present: (body) => ({ body }),
  }),
];

/** A document is as secret as the most secret record it repeats. */
const visibleIn = ({ rows, documents }: ApiParts, { records, upTo }: Dossier): DocumentOnFile[] =>
  documentsIn(rows, records)
    .filter((made) => documents.sources(made).every((one) => levelOf(one, records) <= upTo))
    .sort((one, other) => one.filed.seq - other.filed.seq);

function wordsOf(made: DocumentOnFile, { states }: Dossier) {
  const { stamped, locked, stored } = documentStateOf(made, states[made.filed.procedure]);
  return { stamped, locked, stored };
}

const done = (record: RecordHeader | null, names: Names) =>
  record && {
    by: record.actor.role === 'system' ? null : actorView(record.actor, names),
    at: record.occurredAt,
    seq: record.seq,
  };

function documentView(
  { rows }: ApiParts,
  { chainId, states }: Dossier,
  made: DocumentOnFile,
  names: Names,
): DocumentView {
  const { document, filed, correctedSince } = made;
  const { number, sealed, stamped, locked, restricted, stored } = documentStateOf(
    made,
    states[filed.procedure],
  );
  const [kept] = stored?.attachments ?? [];
  const issued = done(stored, names);
  return {
    seq: filed.seq,
    document,
    title: documentOf(document).title,
    number,
    procedure: filed.procedure,
    procedureTitle: rowIn(rows, filed.procedure)?.title ?? filed.procedure,
    filedAt: filed.receivedAt,
    outward: isOutward(document),
    sealed,
    stamped: done(stamped, names),
    locked: done(locked, names),
    restricted: { level: restricted, label: secrecyLabels[restricted] },
    stored:
      stored && kept && issued
        ? {
            ...issued,
            sha256: kept.sha256,
            sm3: kept.sm3,
            size: kept.size,
            fonts: textsOf(stored.facts, 'fonts'),
          }
        : null,
    correctedBy: correctedSince.map(({ seq }) => seq),
    href: `/api/cases/${encodeURIComponent(chainId)}/records/${String(filed.seq)}/document`,
  };
}
