import { Unzip, UnzipInflate, zipSync } from 'fflate';

/**
 * An XLSX file is a zip archive of XML. What comes from outside is unpacked here under a limit and packed
 * again without compression, so that the library that reads spreadsheets sees only what has been measured: a
 * small file that unpacks to gigabytes goes no further.
 */

/** An archive that is damaged, encrypted or too large. */
export class ArchiveUnreadable extends Error {
  override readonly name = 'ArchiveUnreadable';
  constructor(readonly why: 'damaged' | 'tooLarge') {
    super(why);
  }
}

/** A spreadsheet has some ten entries; one with many sheets some more. */
const ENTRIES_LIMIT = 200;
/** Read so many bytes at a time: DEFLATE makes at most some thousand of one. */
const SLICE_BYTES = 1_024;

/** Names and contents of an archive, together no more than `limit` bytes. */
export function unpack(archive: Buffer, limit: number): Map<string, Buffer> {
  const files = new Map<string, Buffer[]>();
  const ended = new Set<string>();
  let left = limit;
  const unzip = new Unzip((file) => {
    if (files.has(file.name)) throw new ArchiveUnreadable('damaged');
    if (files.size >= ENTRIES_LIMIT) throw new ArchiveUnreadable('tooLarge');
    const chunks: Buffer[] = [];
    files.set(file.name, chunks);
    file.ondata = (error, chunk, final) => {
      // What is thrown below comes back as an error of the library's.
      if (error) throw error;
      left -= chunk.length;
      if (left < 0) throw new ArchiveUnreadable('tooLarge');
      chunks.push(Buffer.from(chunk));
      if (final) ended.add(file.name);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  readThrough(unzip, archive);
  if (files.size === 0 || ended.size < files.size) throw new ArchiveUnreadable('damaged');
  return new Map([...files].map(([name, chunks]) => [name, Buffer.concat(chunks)]));
}

function readThrough(unzip: Unzip, archive: Buffer): void {
  try {
    for (let at = 0; at < archive.length; at += SLICE_BYTES)
      unzip.push(archive.subarray(at, at + SLICE_BYTES), at + SLICE_BYTES >= archive.length);
  } catch (error) {
    throw error instanceof ArchiveUnreadable ? error : new ArchiveUnreadable('damaged');
  }
}

/** An archive of these files, uncompressed. */
export const pack = (files: ReadonlyMap<string, Buffer>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(files), { level: 0 }));
