import { pipeline } from 'node:stream/promises';
import multer, { MulterError, type StorageEngine } from 'multer';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { headersOn } from '../models/ledger.js';
import { recordOf, type StoredHeader } from '../models/seal.js';
import {
  procedureName,
  type AttachmentReference,
  type Body,
  type RecordHeader,
} from '../workflows/law/record/kinds.js';
import { ENTRUSTMENT } from '../workflows/law/record/entrustment.js';
import { restrictsFiles } from '../workflows/law/record/restricted.js';
import { SUBSTITUTION } from '../workflows/law/record/substitution.js';
import { refusal } from '../workflows/refusals.js';
import { unreadableText } from './json.js';
import { contentsOfRecord } from './fields.js';
import { contentsOf, readDossier, textsIn } from './matters.js';
import type { Caller } from './callers.js';
import { rowIn, type ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { Problem, problem, refused } from './problems.js';
import { route, type Route } from './route.js';
import { AttachmentParams, StoredAttachment } from './schemas.js';
import { bearsStateSecret } from './secrecy.js';
import { bodyOfRecord } from './bureau-matters.js';
import { seesSubstitutionOf } from './substitution-sight.js';

const NAME_LIMIT = 255;

const Upload = z.object({ file: z.file().meta({ description: '一个文件' }) });
/** What a download is answered with. */
export const Bytes = z.file().meta({ description: '文件内容' });

declare module 'express-serve-static-core' {
  interface Request {
    stored?: AttachmentReference & { name: string };
  }
}

/**
 * Files on the record: uploaded first, then named by hash in an act; given out only from a matter the reader
 * may see.
 */
export const attachmentRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'post',
    path: '/api/attachments',
    summary: '上传一个附件，返回摘要；在办理时引用',
    upload: true,
    body: Upload,
    answers: { 201: StoredAttachment },
    may: ({ caller }) => {
      if (caller.posts.length === 0) throw refused(refusal('notPermitted', { what: '上传附件' }));
    },
    do: async ({ request, response, caller, receivedAt }) => {
      await receive(parts, request, response);
      if (!request.stored)
        throw problem('invalidRequest', {}, [{ pointer: '/file', detail: '请以 file 字段上传一个文件' }]);
      await parts.uploads.note(request.stored.sha256, caller.id, receivedAt);
      return request.stored;
    },
    present: (body) => ({ status: 201, body }),
  }),
  route({
    method: 'get',
    path: '/api/attachments/:sha256',
    summary: '下载一个附件',
    download: true,
    params: AttachmentParams,
    answers: { 200: Bytes },
    load: ({ caller, params }) => findVisible(parts, caller, params.sha256),
    do: async ({ response }, { reference, name }) => {
      await sendFile(parts, response, { reference, name });
    },
    present: () => ({}),
  }),
];

/** Answers with a kept file, as a download. */
export async function sendFile(
  { attachments }: Pick<ApiParts, 'attachments'>,
  response: Response,
  { reference, name }: Seen,
): Promise<void> {
  response.set({
    'Content-Type': reference.mediaType,
    'Content-Length': String(reference.size),
    'Cache-Control': 'private, no-store',
    // Whatever is inside, no browser runs it here.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  });
  response.attachment(name).type(reference.mediaType);
  await pipeline(await attachments.read(reference.sha256), response);
}

/**
 * Streams the one file of a form into the store; names are UTF-8, and bear no path, control character or
 * marking.
 */
function receive(parts: ApiParts, request: Request, response: Response): Promise<void> {
  const upload = multer({
    storage: intoStore(parts),
    defParamCharset: 'utf8',
    limits: {
      files: 1,
      fields: 0,
      parts: 2,
      fileSize: parts.environment.ATTACHMENT_MAX_BYTES,
      headerPairs: 20,
    },
  }).single('file');
  return new Promise((resolve, reject) => {
    void upload(request, response, (error: unknown) => {
      if (error === undefined || error === null) resolve();
      else if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE')
        reject(problem('bodyTooLarge', limitOf(parts)));
      else reject(error instanceof Error ? error : new Error('The upload failed'));
    });
  });
}

const intoStore = (parts: ApiParts): StorageEngine => ({
  _handleFile(request, file, callback) {
    const name = fileNameOf(file.originalname);
    if (name instanceof Problem) {
      if (name.body.code === 'stateSecretRefused')
        parts.logger.warn(
          { code: name.body.code, person: request.caller?.id, path: request.path },
          'state secret refused',
        );
      file.stream.resume();
      callback(name);
      return;
    }
    // A file cut off at the limit is not the file: what has been read of it is not kept.
    file.stream.once('limit', () => file.stream.destroy(problem('bodyTooLarge', limitOf(parts))));
    parts.attachments.keep(file.stream, name).then(
      (kept) => {
        if ('refused' in kept) callback(problem('typeUnsupported', { why: kept.refused }));
        else {
          request.stored = { ...kept, name };
          callback(null, { size: kept.size });
        }
      },
      (error: unknown) => {
        callback(error);
      },
    );
  },
  _removeFile(_request, _file, callback) {
    callback(null);
  },
});

const limitOf = ({ environment }: ApiParts) => ({
  limit: `${String(Number((environment.ATTACHMENT_MAX_BYTES / 1_048_576).toPrecision(3)))} MB`,
});

/** The name of a file as records may hold it, or why they may not. */
export function fileNameOf(given: string): string | Problem {
  const name = given.split(/[/\\]/).at(-1)?.trim() ?? '';
  if (bearsStateSecret(given)) return refused(refusal('stateSecretRefused'));
  const detail =
    name === '' || name.length > NAME_LIMIT ? '文件名须为 1 至 255 个字符' : unreadableText(name);
  return detail === undefined ? name : problem('invalidRequest', {}, [{ pointer: '/file', detail }]);
}

/** The attachment under the name a record gives it, from the first matter that the caller may see it in. */
async function findVisible(parts: ApiParts, caller: Caller, sha256: string): Promise<Seen> {
  const seen = await seenByCaller(parts, caller, sha256);
  if (!seen) throw refused(refusal('notFound', { what: '该附件' }));
  return seen;
}

/**
 * May he name it in an act: did he upload it himself, or does a matter that he may see have it already?
 * Whoever merely knows a hash learns nothing of what is kept.
 */
export const mayAttach = async (parts: Sources, caller: Caller, sha256: string): Promise<boolean> =>
  (await parts.uploads.isBy(sha256, caller.id)) || (await seenByCaller(parts, caller, sha256)) !== undefined;

type Sources = Pick<ApiParts, 'connection' | 'ledger' | 'rows' | 'uploads'>;
type Seen = { reference: AttachmentReference; name: string };

async function seenByCaller(parts: Sources, caller: Caller, sha256: string): Promise<Seen | undefined> {
  const headers = headersOn(parts.connection);
  const found = await headers
    .find({ 'attachments.sha256': sha256 }, { bytes: 1, hash: 1 })
    .limit(20)
    .lean<StoredHeader[]>();
  for (const record of found.map(recordOf)) {
    const seen = await seenIn(parts, caller, record, sha256);
    if (seen) return seen;
  }
  return undefined;
}

async function seenIn(
  parts: Sources,
  caller: Caller,
  record: RecordHeader,
  sha256: string,
): Promise<Seen | undefined> {
  if (procedureName(record.procedure) === SUBSTITUTION)
    return seenOfSubstitution(parts, caller, record, sha256);
  if (procedureName(record.procedure) === ENTRUSTMENT)
    return allowed(caller, 'seeEntrustments')
      ? namedIn(record, await bodyOfRecord(parts.ledger, record), sha256)
      : undefined;
  const dossier = await readDossier(parts.ledger, caller, record.chainId).catch((error: unknown) => {
    if (error instanceof Problem) return undefined;
    throw error;
  });
  if (!dossier) return undefined;
  // Restricted files have a door of their own, which is logged.
  const bySeq = (seq: number) => dossier.records.find((one) => one.seq === seq);
  const rowOf = (procedure: string) => rowIn(parts.rows, procedure);
  if (restrictsFiles(contentsOfRecord(record, rowOf, bySeq))) return undefined;
  const body = (await contentsOf(parts.ledger, dossier, [record])).get(record.seq);
  return body && namedIn(record, body, sha256);
}

/** The instrument of a substitution: for whoever may know of it. */
async function seenOfSubstitution(
  parts: Sources,
  caller: Caller,
  record: RecordHeader,
  sha256: string,
): Promise<Seen | undefined> {
  if (!(await seesSubstitutionOf(parts.connection, caller, record))) return undefined;
  return namedIn(record, await bodyOfRecord(parts.ledger, record), sha256);
}

/** An attachment under the name its record gives it. */
export function namedIn(record: RecordHeader, body: Body, sha256: string): Seen | undefined {
  const index = record.attachments.findIndex((one) => one.sha256 === sha256);
  const reference = record.attachments[index];
  return reference && { reference, name: textsIn(body, 'attachmentNames')[index] ?? sha256 };
}
