/** `npm run dev`: after a change of the sources, builds and starts worker and server again. */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './project.js';

const SETTLE_MS = 300;

/** Watches src/; `afterBuild` runs after each build that succeeded, never two at a time. */
export function watchSources(report: (line: string) => void, afterBuild: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let building = false;
  let again = false;
  const build = async (): Promise<void> => {
    if (building) {
      again = true;
      return;
    }
    building = true;
    do {
      again = false;
      if (await rebuild()) await afterBuild();
    } while (wanted());
    building = false;
    report('等待改动 · Waiting for changes');
  };
  const wanted = (): boolean => again;
  watch(join(projectFolder, 'src'), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      build().catch((error: unknown) => {
        building = false;
        report(String(error));
      });
    }, SETTLE_MS);
  });
}

/** The bootstrap's own build, in a process of its own: it skips what has not changed. */
async function rebuild(): Promise<boolean> {
  const script = `import('${new URL(`file://${join(projectFolder, 'dev', 'prepare.mjs')}`).href}')
    .then(({ bootstrap, prepare }) => bootstrap(() => prepare()))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => {
    child.once('error', () => {
      resolve(false);
    });
    child.once('exit', (code) => {
      resolve(code === 0);
    });
  });
}
