import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { given } from '../harness/given.js';
import type { Parts } from '../harness/parts.js';

/** What the command answered. */
export type Ran = { exitCode: number; output: string };

/** Runs `ledger …` as an operator would, against the system of the test. */
export const ledgerCommand = (parts: Parts, ...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const script = join(given('TEST_DIST'), 'dev', 'ledger.js');
    execFile(process.execPath, [script, ...args], { env: parts.environment }, (error, stdout, stderr) => {
      resolve({
        exitCode: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
        output: stdout + stderr,
      });
    });
  });

/** Is every chain whole? */
export const verifyCommand = (parts: Parts): Promise<Ran> => ledgerCommand(parts, 'verify', '--json');
