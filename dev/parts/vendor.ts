import { join } from 'node:path';
import { projectFolder } from '../project.js';
import { command } from './commands.js';
import { inScratch, intoCache, type Progress } from './ways.js';

const LIMIT_SECONDS = 15 * 60;
const STALL_SECONDS = 15;

/** What is asked of a vendor: the part, the release, and the entry of the cache it goes to. */
export interface VendorDownload {
  readonly part: 'temporal' | 'mongod';
  readonly release: string;
  readonly entry: string;
  readonly executable: string;
}

/** The vendor's executable, downloaded by the vendor's library; gives up after 15 s without a byte. */
export async function fromVendor(wanted: VendorDownload, progress: Progress): Promise<string> {
  progress(
    `下载 ${wanted.part} ${wanted.release} · Downloading ${wanted.part} ${wanted.release} from its vendor …`,
  );
  return inScratch(async (folder) => {
    const script = join(projectFolder, 'dev', 'parts', 'vendor-download.mjs');
    const printed = await command(process.execPath, [script, wanted.part, folder, wanted.release], {
      limitSeconds: LIMIT_SECONDS,
      growing: { folder, stallSeconds: STALL_SECONDS },
      label: wanted.part,
      progress,
    });
    return intoCache(wanted.entry, wanted.executable, printed.trim(), "the vendor's download");
  });
}
