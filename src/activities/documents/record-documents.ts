import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { AttachmentStore } from '../../models/attachments.js';
import type { DocumentNumbers } from '../../models/document-numbers.js';
import type { LedgerStore } from '../../models/ledger-store.js';
import type { People } from '../../models/people.js';
import { bodyOf, LedgerDamaged } from '../../models/seal.js';
import {
  documentNumberInWords,
  isNumbered,
  type DocumentNumber,
} from '../../workflows/law/document-numbers.js';
import { documentOf, type DocumentKey } from '../../workflows/law/documents.js';
import type { ProcedureRow } from '../../workflows/law/procedures.js';
import {
  documentOnFile,
  sourcesOf,
  type DocumentOnFile,
} from '../../workflows/law/record/document-on-file.js';
import { NOT_ISSUED, secrecyOf } from '../../workflows/law/record/issuing.js';
import type {
  AttachmentReference,
  Body,
  Facts,
  RecordHeader,
  SecrecyLevel,
} from '../../workflows/law/record/kinds.js';
import { refusal, type Refusal } from '../../workflows/refusals.js';
import { contentsOnFile, namesOnFile, particularsOnFile, peopleOnFile, type Bodies } from './on-file.js';
import { renderDocument, type Rendered } from './render.js';
import { peopleNamedIn } from './sheet.js';
import { openTypesetter, type Typesetter } from './typesetter.js';

/** What documents of records are made with. */
export type RecordDocumentParts = {
  ledger: Pick<LedgerStore, 'since' | 'bodiesOf'>;
  people: Pick<People, 'peopleByIds'>;
  rows: readonly ProcedureRow[];
  numbers: DocumentNumbers;
  attachments: Pick<AttachmentStore, 'keep' | 'read'>;
  bureau: string;
  /** The bureau's own part of a 文号. */
  numberPrefix: string;
  /** Paths of the bureau's own font files; none for the embedded ones. */
  fontFiles?: readonly string[];
};

/**
 * What the record of an issue says. `facts`: document, `of` (seq of the record it is the document of),
 * number in words, `upTo` (the newest record it was made from), hashes of the fonts it was set in; the
 * bytes by the attachment.
 */
export type IssuedDocument = {
  facts: Facts;
  attachment: AttachmentReference;
  name: string;
  secrecy: SecrecyLevel;
};

/** The documents of records, as PDF. */
export interface RecordDocuments {
  /** The document of a record of the matter; undefined when it has none. */
  find(records: readonly RecordHeader[], seq: number): DocumentOnFile | undefined;
  /** Every record it repeats words of: it is as secret as the most secret of them. */
  sources(made: DocumentOnFile): readonly RecordHeader[];
  /** Its bytes as they stand: with its number once it has one, with the place left open before. */
  render(made: DocumentOnFile, records: readonly RecordHeader[]): Promise<Rendered>;
  /**
   * The bytes it was issued with; as they stand where it has not been. Bytes that are gone from their
   * place, or are others there, are rendered again and given only when they are the same.
   */
  read(made: DocumentOnFile, records: readonly RecordHeader[]): Promise<Rendered>;
  /** A document that is not on file yet, to be printed and signed; its files are still to come. */
  draft(document: DocumentKey, contents: Body, drafted: Drafted): Promise<Rendered>;
  /**
   * Gives it its number, when it is of a kind that bears one and nothing stands against it, and keeps its
   * bytes by hash. May be repeated: the same number, the same bytes.
   */
  issue(
    made: DocumentOnFile,
    records: readonly RecordHeader[],
  ): Promise<IssuedDocument | { refused: Refusal }>;
}

/** Of which matter a draft is, and as of when (epoch ms). */
export type Drafted = { caseNumber: string; emergency: boolean; at: number };

/** The documents of records over these parts. The fonts are loaded with the first document. */
export function createRecordDocuments(parts: RecordDocumentParts): RecordDocuments {
  let opened: Promise<Typesetter> | undefined;
  const typesetter = () => (opened ??= openTypesetter(parts.fontFiles));

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

  const render = async (made: DocumentOnFile, records: readonly RecordHeader[]) =>
    renderWith(made, records, await parts.numbers.find(made.filed));

  return {
    find: (records, seq) => documentOnFile(parts.rows, records, seq),
    sources: sourcesOf,
    render,
    read: (made, records) => readKept(parts, render, made, records),
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
    issue: (made, records) => issueWith(parts, { typesetter, render, renderWith }, made, records),
  };
}

type Render = RecordDocuments['render'];

/** The stored bytes of an issued document; where the file is gone, made again if it comes out the same. */
async function readKept(
  parts: RecordDocumentParts,
  render: Render,
  made: DocumentOnFile,
  records: readonly RecordHeader[],
): ReturnType<RecordDocuments['read']> {
  const [kept] = made.issued?.attachments ?? [];
  if (!kept) return render(made, records);
  const stored = await storedBytes(parts, kept.sha256);
  if (stored) return { pdf: stored };
  const again = await render(made, records);
  const same = 'pdf' in again && sha256Of(again.pdf) === kept.sha256;
  return same ? again : { refused: refusal('issuedDocumentLost', { sha256: kept.sha256 }) };
}

/** Numbers it, makes it, keeps it. What is refused takes no number: the register has no gaps. */
async function issueWith(
  parts: RecordDocumentParts,
  renderer: {
    typesetter: () => Promise<Typesetter>;
    render: Render;
    renderWith: (
      made: DocumentOnFile,
      records: readonly RecordHeader[],
      number: NumberOf,
    ) => ReturnType<Render>;
  },
  made: DocumentOnFile,
  records: readonly RecordHeader[],
): ReturnType<RecordDocuments['issue']> {
  const before = await renderer.render(made, records);
  if ('refused' in before) return before;
  const { document } = made;
  const { at } = particularsOnFile(made, new Map());
  const number = isNumbered(document) ? await parts.numbers.allocate(made.filed, document, at) : undefined;
  const rendered = number ? await renderer.renderWith(made, records, number) : before;
  if ('refused' in rendered) return rendered;
  const words =
    number && isNumbered(document)
      ? documentNumberInWords(document, parts.numberPrefix, number.year, number.serial)
      : null;
  const { fonts } = await renderer.typesetter();
  const facts = { document, of: made.filed.seq, number: words, upTo: records.at(-1)?.seq ?? 0, fonts };
  return { facts, ...(await keep(parts, made, rendered.pdf)), secrecy: secrecyOf(sourcesOf(made)) };
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
): Promise<Pick<IssuedDocument, 'attachment' | 'name'>> {
  const name = `${documentOf(document).title}.pdf`;
  const kept = await attachments.keep(Readable.from([pdf]), name);
  if ('refused' in kept)
    throw new Error(`The document of ${filed.chainId}#${String(filed.seq)} was not kept: ${kept.refused}`);
  return { attachment: kept, name };
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** What is kept under a hash, if it is there and is that. */
async function storedBytes(
  { attachments }: Pick<RecordDocumentParts, 'attachments'>,
  sha256: string,
): Promise<Buffer | undefined> {
  const bytes = await attachments.read(sha256).then(buffer, (error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return bytes && sha256Of(bytes) === sha256 ? bytes : undefined;
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

/** A document cannot be issued yet. Its message is the refusal's code: no word of the document is in it. */
class NotIssued extends Error {
  override readonly name = NOT_ISSUED;
}

/** The activities that make documents. */
export function createDocumentActivities(parts: RecordDocumentParts) {
  const documents = createRecordDocuments(parts);
  return {
    /**
     * Issues the document of a record: numbers it, renders it, keeps it by hash. The same number every
     * time, and the same bytes while nothing it is made from is corrected. Throws `NotIssued` while it
     * cannot be issued: a correction or another font may change that.
     */
    async issueDocument(chainId: string, seq: number): Promise<IssuedDocument> {
      const records = await parts.ledger.since(chainId, 1);
      const made = documents.find(records, seq);
      if (!made) throw new NotIssued('notFound');
      const issued = await documents.issue(made, records);
      if ('refused' in issued) throw new NotIssued(issued.refused.code);
      return issued;
    },
  };
}

export type DocumentActivities = ReturnType<typeof createDocumentActivities>;
