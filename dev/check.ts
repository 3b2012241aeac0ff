/** The checks that read the sources without running them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { projectFolder } from './project.js';

/** One check: what people call it, and the tool with its arguments. */
interface Check {
  readonly name: string;
  readonly tool: string;
  readonly args: readonly string[];
}

const checks: readonly Check[] = [
  { name: '类型 · types', tool: 'typescript/bin/tsc', args: ['-p', 'tsconfig.json', '--noEmit'] },
  {
    name: '网页类型 · types of the page',
    tool: 'typescript/bin/tsc',
    args: ['-p', 'src/api/web/tsconfig.json', '--noEmit'],
  },
  { name: '静态检查 · lint', tool: 'eslint/bin/eslint.js', args: ['--max-warnings', '0', '.'] },
  { name: '格式 · format', tool: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  {
    name: '边界 · boundaries',
    tool: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', 'src', 'dev', 'bench'],
  },
];

/** Whether a check held. */
export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
}

/** Runs every check, two at a time, and prints those that fail in full. */
export async function runChecks(): Promise<CheckResult[]> {
  const waiting = [...checks];
  const results: CheckResult[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await runCheck(next));
  };
  await Promise.all([work(), work()]);
  return results;
}

async function runCheck({ name, tool, args }: Check): Promise<CheckResult> {
  const started = Date.now();
  const path = join(projectFolder, 'node_modules', tool);
  if (!existsSync(path)) throw new Error(`${tool} is not installed`);
  const { exitCode, all } = await execa(process.execPath, [path, ...args], {
    all: true,
    reject: false,
    cwd: projectFolder,
    stdin: 'ignore',
  });
  const passed = exitCode === 0;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${passed ? '✓' : '✗'} ${name} (${seconds} s)\n${passed ? '' : `${all}\n`}`);
  return { name, passed };
}

/** `npm run check`: 0 when all hold, else 1. */
export async function check(): Promise<number> {
  const results = await runChecks();
  return results.every(({ passed }) => passed) ? 0 : 1;
}
