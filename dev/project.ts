import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder, the same from the sources and from dist/. */
export const projectFolder = ascend(import.meta.dirname);

function ascend(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json not found above the program');
  return ascend(parent);
}
