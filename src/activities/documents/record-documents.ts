import { Readable } from 'node:stream';
import type { AttachmentStore } from '../../models/attachments.js';
import type { DocumentNumbers } from '../../models/document-numbers.js';
import type { LedgerStore } from '../../models/ledger-store.js';
import type { People } from '../../models/people.js';
import { bodyOf, LedgerDamaged } from '../../models/seal.js';
import { isNumbered, type DocumentNumber } from '../../workflows/law/document-numbers.js';
import { documentOf, type DocumentKey } from '../../workflows/law/documents.js';
import type { ProcedureRow } from '../../workflows/law/procedures.js';
import type { AttachmentReference, Body, RecordHeader } from '../../workflows/law/record/kinds.js';
import { refusal, type Refusal } from '../../workflows/refusals.js';
import {
  contentsOnFile,
  documentOnFile,
  namesOnFile,
  particularsOnFile,
  peopleOnFile,
  sourcesOf,
  type Bodies,
  type DocumentOnFile,
} from './on-file.js';
import { renderDocument, type Rendered } from './render.js';
import { peopleNamedIn } from './sheet.js';
import { openTypesetter, type Typesetter } from './typesetter.js';

/** What documents of records are made with. */
export type RecordDocumentParts = {
  ledger: Pick<LedgerStore, 'since' | 'bodiesOf'>;
  people: Pick<People, 'peopleByIds'>;
  rows: readonly ProcedureRow[];
  numbers: DocumentNumbers;
  attachments: Pick<AttachmentStore, 'keep'>;
  bureau: string;
  /** The bureau's own part of a 文号. */
  numberPrefix: string;
};

/** A document kept by its hash, or why it could not be made. */
export type KeptDocument = { attachment: AttachmentReference } | { refused: Refusal };

/** The documents of records, as PDF. */
export interface RecordDocuments {
  /** The document of a record of the matter; undefined when it has none. */
  find(records: readonly RecordHeader[], seq: number): DocumentOnFile | undefined;
  /** Every record it repeats words of: it is as secret as the most secret of them. */
  sources(made: DocumentOnFile): readonly RecordHeader[];
  /** Its bytes as they stand: with its number once it has one, with the place left open before. */
  render(made: DocumentOnFile, records: readonly RecordHeader[]): Promise<Rendered>;
  /** A document that is not on file yet, to be printed and signed; its files are still to come. */
  draft(document: DocumentKey, contents: Body, drafted: Drafted): Promise<Rendered>;
  /**
   * Gives it its number, when it is of a kind that bears one and nothing stands against it, and keeps its
   * bytes by hash. May be repeated: the same number, the same bytes.
   */
  issue(made: DocumentOnFile, records: readonly RecordHeader[]): Promise<KeptDocument>;
}

/** Of which matter a draft is, and as of when (epoch ms). */
export type Drafted = { caseNumber: string; emergency: boolean; at: number };

/** The documents of records over these parts. The fonts are loaded with the first document. */
export function createRecordDocuments(parts: RecordDocumentParts): RecordDocuments {
  let opened: Promise<Typesetter> | undefined;
  const typesetter = () => (opened ??= openTypesetter());

  const renderWith = async (made: DocumentOnFile, records: readonly RecordHeader[], number: NumberOf) => {
    const bodies = await bodiesOf(parts.ledger, sourcesOf(made));
    const contents = contentsOnFile(made, bodies);
    const found = await parts.people.peopleByIds(peopleOnFile(made, contents));
    const names = Object.fromEntries(found.map(({ id, name }) => [id, name]));
    return renderDocument(await typesetter(), made.document, contents, {
      ...particularsOnFile(made, bodies),
      bureau: parts.bureau,
      numberPrefix: parts.numberPrefix,
      number: number ?? null,
      names: { ...names, ...namesOnFile(made, records) },
    });
  };

  return {
    find: (records, seq) => documentOnFile(parts.rows, records, seq),
    sources: sourcesOf,
    render: async (made, records) => renderWith(made, records, await parts.numbers.find(made.filed)),
    async draft(document, contents, { caseNumber, emergency, at }) {
      const found = await parts.people.peopleByIds(peopleNamedIn(document, contents));
      return renderDocument(await typesetter(), document, withFilesToCome(document, contents), {
        bureau: parts.bureau,
        numberPrefix: parts.numberPrefix,
        number: null,
        caseNumber,
        at,
        emergency,
        addressee: null,
        names: Object.fromEntries(found.map(({ id, name }) => [id, name])),
        signed: [],
        periods: [],
        notes: ['供核对和签名、盖章使用的稿本，尚未记入案卷；签名、盖章后扫描随记录存入。'],
        reference: `案号 ${caseNumber}　稿本`,
      });
    },
    async issue(made, records) {
      // What is refused takes no number: the register has no gaps.
      const before = await renderWith(made, records, await parts.numbers.find(made.filed));
      if ('refused' in before) return before;
      if (!isNumbered(made.document)) return keep(parts, made, before.pdf);
      const { at } = particularsOnFile(made, new Map());
      const number = await parts.numbers.allocate(made.filed, made.document, at);
      const rendered = await renderWith(made, records, number);
      return 'refused' in rendered ? rendered : keep(parts, made, rendered.pdf);
    },
  };
}

/** The signed original is what the draft becomes: its place says so. */
const withFilesToCome = (document: DocumentKey, contents: Body): Body => ({
  ...Object.fromEntries(
    documentOf(document)
      .contents.filter(({ kind }) => kind === 'attachments')
      .map(({ key }) => [key, ['签名、盖章后扫描存入']] as const),
  ),
  ...contents,
});

type NumberOf = DocumentNumber | undefined;

async function keep(
  { attachments }: RecordDocumentParts,
  { document, filed }: DocumentOnFile,
  pdf: Buffer,
): Promise<KeptDocument> {
  const kept = await attachments.keep(Readable.from([pdf]), `${documentOf(document).title}.pdf`);
  if ('refused' in kept)
    throw new Error(`The document of ${filed.chainId}#${String(filed.seq)} was not kept: ${kept.refused}`);
  return { attachment: kept };
}

async function bodiesOf(
  ledger: Pick<LedgerStore, 'bodiesOf'>,
  records: readonly RecordHeader[],
): Promise<Bodies> {
  const stored = await ledger.bodiesOf([...new Set(records.map(({ body }) => body.sha256))]);
  const bodies = new Map(stored.map((body) => [body._id, bodyOf(body)]));
  return new Map(
    records.map((record) => {
      const body = bodies.get(record.body.sha256);
      if (!body) throw new LedgerDamaged(`Record ${String(record.seq)} of ${record.chainId} has no body`);
      return [record.seq, body] as const;
    }),
  );
}

/** The activities that make documents. */
export function createDocumentActivities(parts: RecordDocumentParts) {
  const documents = createRecordDocuments(parts);
  return {
    /**
     * Issues the document of a record: numbers it, renders it, keeps it by hash. The same answer every time,
     * while the record is not corrected.
     */
    async renderRecord(chainId: string, seq: number): Promise<KeptDocument> {
      const records = await parts.ledger.since(chainId, 1);
      const made = documents.find(records, seq);
      if (!made) return { refused: refusal('notFound', { what: `第 ${String(seq)} 号记录的文书` }) };
      return documents.issue(made, records);
    },
  };
}

export type DocumentActivities = ReturnType<typeof createDocumentActivities>;
