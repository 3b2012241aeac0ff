/** `npm test`: the parts, the checks, the tests, and one line that counts them. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks, type CheckResult } from './check.js';
import { findBrowser } from './parts/browser.js';
import { findDatabase } from './parts/mongodb.js';
import { findTemporal } from './parts/temporal.js';
import type { Progress } from './parts/ways.js';
import { projectFolder } from './project.js';

/** What a run amounts to. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** The fields of jest's JSON result that are counted. */
interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly numTotalTests: number;
}

/**
 * Runs everything, or with arguments the named tests alone (they go to jest as they are). The exit code; the
 * last line on stdout is `N passed, N failed`.
 */
export async function test(args: readonly string[]): Promise<number> {
  const everything = args.length === 0;
  const parts = await findParts();
  const checks = everything ? await runChecks() : [];
  const tests = await runJest(args, everything);
  const results = [...parts, ...checks];
  for (const { name } of results.filter(({ passed }) => !passed)) process.stdout.write(`✗ ${name}\n`);
  const passed = tests.passed + results.filter((result) => result.passed).length;
  const failed = tests.failed + results.filter((result) => !result.passed).length;
  process.stdout.write(`\n${String(passed)} passed, ${String(failed)} failed\n`);
  return failed === 0 ? 0 : 1;
}

/**
 * Fetches or builds the parts before jest starts, where progress can be seen. A part that cannot be had is a
 * failure.
 */
async function findParts(): Promise<CheckResult[]> {
  const say: Progress = (line) => process.stdout.write(`${line}\n`);
  const finders = { Temporal: findTemporal, MongoDB: findDatabase, Chromium: findBrowser };
  const results: CheckResult[] = [];
  for (const [name, find] of Object.entries(finders)) {
    try {
      const { way } = await find(say);
      say(`✓ ${name}：${way}`);
      results.push({ name: `部件 · part: ${name}`, passed: true });
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      results.push({ name: `部件 · part: ${name}`, passed: false });
    }
  }
  return results;
}

async function runJest(args: readonly string[], everything: boolean): Promise<Count> {
  const scratch = mkdtempSync(join(tmpdir(), 'procedures-result-'));
  const result = join(scratch, 'result.json');
  try {
    const jest = join(projectFolder, 'node_modules', 'jest', 'bin', 'jest.js');
    const child = spawn(
      process.execPath,
      [jest, '-c', 'jest.config.mjs', '--json', '--outputFile', result, ...args],
      {
        cwd: projectFolder,
        // With --json jest also prints the whole result on stdout, where only the count belongs.
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, NODE_OPTIONS: nodeOptions() },
      },
    );
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    if (!existsSync(result)) return { passed: 0, failed: 1 };
    return count(JSON.parse(readFileSync(result, 'utf8')) as JestResult, code, everything);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function nodeOptions(): string {
  const own = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
  return `${process.env['NODE_OPTIONS'] ?? ''} ${own}`.trim();
}

/**
 * A suite that could not run is one failure; in a full run so is each test that was skipped or left to do,
 * for none may be silently. A run without a test, or one that jest calls failed for a reason of its own, is a
 * failure too.
 */
export function count(result: JestResult, exitCode: number | null, everything: boolean): Count {
  const skipped = everything ? result.numPendingTests + result.numTodoTests : 0;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites + skipped;
  const unexplained = failed === 0 && (exitCode !== 0 || result.numTotalTests === 0);
  return { passed: result.numPassedTests, failed: unexplained ? 1 : failed };
}
