import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore, type Configstore } from '@tus/file-store';
import { Metadata, Server, Upload } from '@tus/server';
import { Router, type Request, type RequestHandler } from 'express';
import type { Connection } from 'mongoose';
import type { AttachmentStore } from '../models/attachments.js';
import { createRecordingUploads, type RecordingUpload, type RecordingUploads } from '../models/recordings.js';
import { refusal } from '../workflows/refusals.js';
import { fileNameOf } from './attachments.js';
import type { ApiParts } from './parts.js';
import { Problem, problem, refused } from './problems.js';
import type { Uploads } from './uploads.js';

/** Where recordings are sent to by the tus protocol, version 1.0. */
export const RECORDING_UPLOADS = '/api/recording-uploads';
/**
 * An upload that is not whole by then is given up, in ms. A recording has to be in the system within 24 hours
 * of its end (第三十条第三款); longer than that because a late one is accepted too.
 */
export const UNFINISHED_KEPT_MS = 3 * 86_400_000;
/** Unfinished uploads of one person at a time, so that nobody fills the disk by mistake. */
const UNFINISHED_MOST = 20;
/** Uploads given up at a time. */
const SWEPT_AT_ONCE = 50;
/** Read back in pieces of this size to be hashed. */
const PIECE_BYTES = 256 * 1024;

/** The uploads of recordings: the protocol's server, and what it brought. */
export type ResumableUploads = {
  tus: Server;
  uploads: RecordingUploads;
  /** Bytes that have arrived; undefined for an upload that is not known. */
  received: (id: string) => Promise<number | undefined>;
  /**
   * Puts an upload that is whole into the store and says what became of it; as it is while it is not whole.
   * May be asked at any time, by several processes: what a process that died left undone is done then.
   */
  settle: (id: string) => Promise<RecordingUpload | undefined>;
  /** Gives up what was not finished in time. */
  sweep: () => Promise<void>;
};

type Sources = {
  connection: Connection;
  folder: string;
  maxBytes: number;
  /** The content-addressed store, which takes files as large as these. */
  store: AttachmentStore;
  noted: Uploads;
  now: () => number;
};

/** The real one, in a folder beside the store's content. */
export function createResumableUploads(sources: Sources): ResumableUploads {
  const uploads = createRecordingUploads(sources.connection);
  const files = new RecordingFiles(sources.folder, uploads);
  const received = async (id: string) => {
    const upload = await uploads.find(id);
    return upload && (isSettled(upload) ? upload.size : files.bytesOf(id));
  };
  const settle = settling(sources, uploads, files);
  return {
    uploads,
    received,
    settle,
    sweep: async () => {
      for (const id of await uploads.begunBefore(sources.now() - UNFINISHED_KEPT_MS, SWEPT_AT_ONCE)) {
        await rm(files.pathOf(id), { force: true });
        await uploads.forget(id);
      }
    },
    tus: new Server({
      path: RECORDING_UPLOADS,
      datastore: files,
      maxSize: sources.maxBytes,
      relativeLocation: true,
      disableTerminationForFinishedUploads: true,
      allowedOrigins: [],
      onUploadCreate: (request, { metadata }) => {
        const { caller } = (request.runtime?.node?.req ?? {}) as Partial<Request>;
        return Promise.resolve({ metadata: { ...metadata, person: caller?.id ?? '' } });
      },
      onUploadFinish: async (_, { id }) => {
        await settle(id);
        return {};
      },
    }),
  };
}

const isSettled = ({ kept, refused: why }: RecordingUpload): boolean =>
  kept !== undefined || why !== undefined;

/**
 * The library's folder of files; what it knows of each is in the database, so that any process may go on with
 * an upload, and one that is in the store is still known to be whole.
 */
class RecordingFiles extends FileStore {
  constructor(
    folder: string,
    private readonly uploads: RecordingUploads,
  ) {
    super({
      directory: folder,
      configstore: knownFrom(uploads),
      expirationPeriodInMilliseconds: UNFINISHED_KEPT_MS,
    });
    // Not `creation-defer-length`: how long a file is is said before any of it is taken.
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  }

  pathOf = (id: string): string => join(this.directory, id);

  async bytesOf(id: string): Promise<number> {
    return (await stat(this.pathOf(id)).catch(() => ({ size: 0 }))).size;
  }

  override async getUpload(id: string): Promise<Upload> {
    const upload = await this.uploads.find(id);
    if (!upload || !isSettled(upload)) return super.getUpload(id);
    return new Upload({ ...described(upload), offset: upload.size });
  }
}

const described = ({ _id: id, size, name, createdAt }: RecordingUpload) => ({
  id,
  size,
  offset: 0,
  metadata: { filename: name },
  creation_date: new Date(createdAt).toISOString(),
});

const knownFrom = (uploads: RecordingUploads): Configstore => ({
  get: async (id) => {
    const upload = await uploads.find(id);
    return upload && new Upload(described(upload));
  },
  set: async (id, { size, metadata, creation_date: begun }) => {
    await uploads.begin({
      _id: id,
      person: metadata?.['person'] ?? '',
      name: metadata?.['filename'] ?? '',
      size: size ?? 0,
      createdAt: Date.parse(begun ?? new Date().toISOString()),
    });
  },
  delete: (id) => uploads.forget(id),
  list: () => Promise.resolve([]),
});

/** One at a time and upload in this process; another process at the same comes to the same. */
function settling({ store, noted, now }: Sources, uploads: RecordingUploads, files: RecordingFiles) {
  const underWay = new Map<string, Promise<RecordingUpload | undefined>>();
  const work = async (id: string): Promise<RecordingUpload | undefined> => {
    const upload = await uploads.find(id);
    if (!upload || isSettled(upload) || (await files.bytesOf(id)) < upload.size) return upload;
    // Read back from the disk: the hash is of what is kept, not of what was sent. The copy has no writer.
    const content = createReadStream(files.pathOf(id), { highWaterMark: PIECE_BYTES });
    const kept = await store.keep(content, upload.name);
    if (!('refused' in kept)) await noted.note(kept.sha256, upload.person, now());
    await uploads.settle(id, 'refused' in kept ? kept : { kept });
    await rm(files.pathOf(id), { force: true });
    return uploads.find(id);
  };
  return (id: string): Promise<RecordingUpload | undefined> => {
    const running = underWay.get(id);
    if (running) return running;
    const begun = work(id).finally(() => underWay.delete(id));
    underWay.set(id, begun);
    return begun;
  };
}

/** The id the library gives an upload. */
const UPLOAD_ID = /^[0-9a-f]{32}$/;

/**
 * The protocol's door, under `/api`. It comes before whatever reads bodies as JSON; who asks is known, and
 * whose upload it is is asked again with every piece. GET is an ordinary route.
 */
export function resumableUploads(parts: ApiParts): Router {
  const router = Router();
  const path = RECORDING_UPLOADS.slice('/api'.length);
  const { tus, sweep } = parts.recordings;
  const pass: RequestHandler = async (request, response) => {
    response.set('Cache-Control', 'no-store');
    await tus.handle(request, response);
  };
  router.options(path, pass);
  router.post(path, async (request, response, next) => {
    await refuseUpload(parts, request);
    await sweep();
    return pass(request, response, next);
  });
  for (const method of ['head', 'patch', 'delete'] as const)
    router[method](`${path}/:id`, async (request, response, next) => {
      await ownUpload(parts, request.caller?.id, request.params['id']);
      return pass(request, response, next);
    });
  return router;
}

/** An upload of his own; 404 both for one that is not there and for another's. */
export async function ownUpload(
  { recordings }: Pick<ApiParts, 'recordings'>,
  person: string | undefined,
  id: string,
): Promise<RecordingUpload> {
  if (person === undefined) throw problem('unauthenticated');
  const upload = UPLOAD_ID.test(id) ? await recordings.uploads.find(id) : undefined;
  if (upload?.person !== person) throw refused(refusal('notFound', { what: '该次上传' }));
  return upload;
}

/** Who may begin one, how large it may be, and what its name may hold. */
async function refuseUpload(parts: ApiParts, request: Request): Promise<void> {
  const { caller } = request;
  const { environment, recordings, logger, now } = parts;
  if (!caller) throw problem('unauthenticated');
  if (caller.posts.length === 0) throw refused(refusal('notPermitted', { what: '上传音像记录' }));
  const size = Number(request.get('upload-length'));
  if (!Number.isSafeInteger(size) || size < 1)
    throw problem('invalidRequest', {}, [
      { pointer: '/headers/upload-length', detail: '请给出文件的字节数' },
    ]);
  if (size > environment.RECORDING_MAX_BYTES)
    throw problem('bodyTooLarge', { limit: `${String(environment.RECORDING_MAX_BYTES / 1_048_576)} MB` });
  const name = fileNameOf(metadataOf(request)['filename'] ?? '');
  if (name instanceof Problem) {
    if (name.body.code === 'stateSecretRefused')
      logger.warn(
        { code: name.body.code, person: caller.id, path: RECORDING_UPLOADS },
        'state secret refused',
      );
    throw name;
  }
  const unfinished = await recordings.uploads.unfinishedOf(caller.id, now() - UNFINISHED_KEPT_MS);
  if (unfinished >= UNFINISHED_MOST)
    throw refused(refusal('tooManyUnfinishedUploads', { count: unfinished }));
}

function metadataOf(request: Request): Record<string, string | null> {
  try {
    return Metadata.parse(request.get('upload-metadata') ?? '');
  } catch {
    throw problem('invalidRequest', {}, [{ pointer: '/headers/upload-metadata', detail: '格式有误' }]);
  }
}
