import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, link, mkdir, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileTypeFromFile } from 'file-type';
import type { AttachmentReference } from '../workflows/law/record/kinds.js';

/**
 * What may be attached, judged by content. Text formats have no signature and are refused; so is what is
 * not listed.
 */
const ALLOWED: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'video/mp4',
  'video/quicktime',
  'video/matroska',
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/wav',
]);

/** Why a file was not kept, for the person who sent it. */
export type KeptOrRefused = AttachmentReference | { refused: string };

/**
 * Where attachments are kept, by the hash of their content. What is kept is never changed and never deleted
 * (第三十五条第三项). The answer never tells whether somebody else had kept the same content before.
 */
export interface AttachmentStore {
  /** Keeps a stream to its end. Throws when the place fails; then nothing is kept. */
  keep(content: Readable, name: string): Promise<KeptOrRefused>;
  /** What is kept under a hash; undefined when nothing is. */
  find(sha256: string): Promise<AttachmentReference | undefined>;
  /** The content. Throws when there is none. */
  read(sha256: string): Promise<Readable>;
}

/**
 * The store in a folder: `cas/ab/cd/<sha256>` with `<sha256>.json` beside it. A file is on disk, read-only
 * and described
 * before it has its name, so that whatever dies in between leaves at most a file in `incoming/`.
 */
export function createAttachmentStore(folder: string, maxBytes: number): AttachmentStore {
  const pathOf = (sha256: string) => join(folder, 'cas', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  return {
    async keep(content) {
      const incoming = join(folder, 'incoming', randomUUID());
      await mkdir(dirname(incoming), { recursive: true, mode: 0o750 });
      try {
        const hashed = await write(content, incoming, maxBytes);
        if ('refused' in hashed) return hashed;
        const type = await fileTypeFromFile(incoming);
        if (!type || !ALLOWED.has(type.mime))
          return { refused: '只接受 PDF、图片（JPEG、PNG、TIFF）、Word、Excel、音频和视频文件，按内容识别' };
        const reference = { ...hashed, mediaType: type.mime };
        await settle(incoming, pathOf(reference.sha256), reference);
        return reference;
      } finally {
        await rm(incoming, { force: true });
        await rm(`${incoming}.json`, { force: true });
      }
    },
    async find(sha256) {
      const path = pathOf(sha256);
      const described = await readFile(`${path}.json`, 'utf8').catch(absent);
      return described === undefined ? undefined : (JSON.parse(described) as AttachmentReference);
    },
    async read(sha256) {
      const path = pathOf(sha256);
      await stat(path);
      return createReadStream(path);
    },
  };
}

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

const absent = (error: unknown): undefined => {
  if (hasCode(error, 'ENOENT')) return undefined;
  throw error;
};

type Hashed = Pick<AttachmentReference, 'sha256' | 'sm3' | 'size'>;

/** Writes and hashes in one pass; on disk when it returns. */
async function write(
  content: Readable,
  path: string,
  maxBytes: number,
): Promise<Hashed | { refused: string }> {
  const sha256 = createHash('sha256');
  const sm3 = createHash('sm3');
  let size = 0;
  const file = await open(path, 'wx', 0o640);
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes)
        return { refused: `文件不得超过 ${String(Math.floor(maxBytes / 1024 / 1024))} MB` };
      sha256.update(chunk);
      sm3.update(chunk);
      await writeWhole(file, chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return size === 0
    ? { refused: '文件是空的' }
    : { sha256: sha256.digest('hex'), sm3: sm3.digest('hex'), size };
}

async function writeWhole(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let offset = 0; offset < chunk.length;) {
    const { bytesWritten } = await file.write(chunk, offset, chunk.length - offset);
    offset += bytesWritten;
  }
}

/** The description first, then the content under its name: whoever finds the content finds it described. */
async function settle(incoming: string, path: string, reference: AttachmentReference): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o750 });
  await chmod(incoming, 0o440);
  const described = await open(`${incoming}.json`, 'wx', 0o440);
  try {
    await described.writeFile(JSON.stringify(reference));
    await described.sync();
  } finally {
    await described.close();
  }
  await rename(`${incoming}.json`, `${path}.json`);
  await link(incoming, path).catch((error: unknown) => {
    // The same content is there: it has the same name because it has the same hash.
    if (!hasCode(error, 'EEXIST')) throw error;
  });
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
