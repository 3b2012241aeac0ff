/** The mail inbox: takes every letter, sends none on, and shows them on a page. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../project.js';
import { answers, startProcess, until, type Running } from './process.js';

const READY_SECONDS = 60;

/** The inbox's program, from node_modules. */
export function findInbox(): { executable: string; way: string } {
  const executable = join(projectFolder, 'node_modules', 'maildev', 'dist', 'bin', 'maildev.js');
  return { executable, way: 'node_modules' };
}

/** How the inbox is started. */
export interface InboxOptions {
  /** Keeps the letters, also over a restart. */
  readonly folder: string;
  readonly smtpPort: number;
  readonly webPort: number;
  readonly logFile: string;
}

/**
 * A running inbox: `address` is its SMTP URL, `page` where people read, `letters` where programs do (JSON).
 */
export interface RunningInbox extends Running {
  readonly address: string;
  readonly page: string;
  readonly letters: string;
}

/** Starts the inbox on loopback; resolves when both of its ports answer. */
export async function startInbox(options: InboxOptions): Promise<RunningInbox> {
  await mkdir(options.folder, { recursive: true });
  const process = startProcess({
    name: 'inbox',
    executable: globalThis.process.execPath,
    args: [
      findInbox().executable,
      ...['--smtp', String(options.smtpPort), '--ip', '127.0.0.1'],
      ...['--web', String(options.webPort), '--web-ip', '127.0.0.1', '--mail-directory', options.folder],
    ],
    // Its own settings may also come from MAILDEV_… variables; none of the user's are meant for this inbox.
    environment: { PATH: globalThis.process.env['PATH'], HOME: globalThis.process.env['HOME'] },
    folder: options.folder,
    logFile: options.logFile,
    graceSeconds: 5,
  });
  await until(
    process,
    READY_SECONDS,
    async () => (await answers(options.smtpPort)) && answers(options.webPort),
  );
  const page = `http://127.0.0.1:${String(options.webPort)}`;
  return {
    ...process,
    address: `smtp://127.0.0.1:${String(options.smtpPort)}`,
    page,
    letters: `${page}/api/email`,
  };
}
