import { rmSync } from 'node:fs';

export default async function globalTeardown() {
  const { folder, running } = globalThis.sharedParts;
  for (const part of running.reverse()) await part.stop();
  rmSync(folder, { recursive: true, force: true });
}
