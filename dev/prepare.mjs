// What every command does first, with nothing but Node: the packages of the lockfile are installed, the code
// and the page are built. Each is skipped when nothing it depends on has changed, so that a warm start costs
// a few hashes.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const LEAST_NODE = [20, 19];
const LOCK_PATIENCE_MS = 15 * 60_000;

/**
 * Makes the working tree ready to run.
 *
 * @param {object} [options]
 * @param {boolean} [options.bundle] also bundle the workflows for the worker (default true)
 * @param {boolean} [options.page] also build the page for browsers (default true)
 * @param {boolean} [options.quiet] progress goes to stderr; stdout carries the command's answer alone
 * @param {boolean} [options.typeErrors] go on although the types do not hold; the caller reports them itself
 */
export async function prepare({ bundle = true, page = true, quiet = false, typeErrors = false } = {}) {
  checkNode();
  const output = quiet ? process.stderr : process.stdout;
  const say = (line) => output.write(`${line}\n`);
  await install(say, output);
  mkdirSync(join(root, 'dist'), { recursive: true });
  const release = await takeLock(join(root, 'dist', '.lock'));
  try {
    await buildCode(say, output, typeErrors);
    if (bundle) await bundleWorkflows(say, output);
    if (bundle) await makeLetters(say, output);
    if (page) await buildPage(say, output);
  } finally {
    release();
  }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  throw new Error(
    `需要 Node ${LEAST_NODE.join('.')} 或更新版本，当前为 ${process.versions.node} · ` +
      `Node ${LEAST_NODE.join('.')} or newer is needed, this is ${process.versions.node}`,
  );
}

async function install(say, output) {
  const stamp = join(root, 'node_modules', '.installed-lockfile');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!installedAsLocked()) {
    say('安装依赖包（约半分钟到两分钟）· Installing packages (half a minute to two minutes) …');
    const started = Date.now();
    await run(npmCommand(), ['ci', '--include=dev', '--no-audit', '--no-fund'], output);
    say(`依赖包已安装 · Packages installed in ${seconds(started)} s`);
  }
  writeFileSync(stamp, wanted);
}

/** True when what npm wrote down about node_modules equals the lockfile, whoever installed it. */
export function installedAsLocked(folder = root) {
  const record = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.extraneous === true) return true;
    const present = installed[path];
    if (present === undefined) return entry.optional === true || entry.devOptional === true;
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}

async function buildCode(say, output, typeErrors) {
  const sources = [
    ...files('src', (path) => !path.startsWith(join('src', 'api', 'web') + sep)),
    ...files('dev'),
    ...files('bench'),
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
  ];
  const stamp = join(root, 'dist', '.code-stamp');
  const hash = contentHash(sources);
  const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (built === hash || (typeErrors && built === `${hash} with type errors`)) return;
  const started = Date.now();
  say('编译程序 · Compiling the code …');
  try {
    await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], output);
  } catch (error) {
    if (!typeErrors) throw error;
    say('类型检查未通过，继续 · The types do not hold; going on, the check will say so again');
    copyAssets(sources);
    writeFileSync(stamp, `${hash} with type errors`);
    return;
  }
  copyAssets(sources);
  removeOrphans();
  writeFileSync(stamp, hash);
  say(`程序已编译 · Code compiled in ${seconds(started)} s`);
}

/** The compiler copies no templates or schemas; whatever in src/ is not TypeScript goes along as it is. */
function copyAssets(sources) {
  for (const path of sources) {
    if (!path.startsWith(`src${sep}`) || /\.tsx?$/.test(path)) continue;
    const target = join(root, 'dist', path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(root, path), target);
  }
}

/** The compiler leaves the output of deleted sources behind, where it could still be imported. */
function removeOrphans() {
  for (const path of ['src', 'dev', 'bench'].flatMap((folder) => files(join('dist', folder)))) {
    if (extname(path) !== '.js') continue;
    const source = relative('dist', path).replace(/\.js$/, '');
    if (existsSync(join(root, `${source}.ts`)) || existsSync(join(root, `${source}.js`))) continue;
    rmSync(join(root, path));
    rmSync(join(root, `${path}.map`), { force: true });
  }
}

async function bundleWorkflows(say, output) {
  const compiled = join('dist', 'src');
  const target = join(root, compiled, 'workflow-bundle.cjs');
  const stamp = join(root, 'dist', '.bundle-stamp');
  const hash = contentHash([
    ...files(join(compiled, 'workflows'), (path) => path.endsWith('.js')),
    ...files(join(compiled, 'connections'), (path) => path.endsWith('failure-converter.js')),
    join('dev', 'bundle.mjs'),
    'package-lock.json',
  ]);
  if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  const started = Date.now();
  say('打包工作流 · Bundling the workflows …');
  await run(process.execPath, ['dev/bundle.mjs'], output);
  writeFileSync(stamp, hash);
  say(`工作流已打包 · Workflows bundled in ${seconds(started)} s`);
}

/** What MJML makes of the letters' layout: it is slow to load, and would be loaded at each start. */
async function makeLetters(say, output) {
  const folder = join('dist', 'src', 'activities', 'letters');
  const stamp = join(root, 'dist', '.letters-stamp');
  const hash = contentHash([join(folder, 'layout-html.js'), join('dev', 'layout.mjs'), 'package-lock.json']);
  const made = existsSync(join(root, folder, 'layout.html'));
  if (made && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  await run(process.execPath, ['dev/layout.mjs'], output);
  writeFileSync(stamp, hash);
  say('信件已排版 · Letters laid out');
}

async function buildPage(say, output) {
  const stamp = join(root, 'dist', '.page-stamp');
  const hash = contentHash([
    ...files(join('src', 'api', 'web')),
    ...files(join('src', 'workflows')),
    'package-lock.json',
  ]);
  if (existsSync(stamp) && existsSync(join(root, 'dist', 'web')) && readFileSync(stamp, 'utf8') === hash)
    return;
  const started = Date.now();
  say('构建网页 · Building the page …');
  await run(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', 'src/api/web', '--logLevel', 'warn'],
    output,
  );
  writeFileSync(stamp, hash);
  say(`网页已构建 · Page built in ${seconds(started)} s`);
}

/** Paths below a folder of the project, relative to the project, sorted. */
function files(folder, wanted = () => true) {
  const absolute = join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true })
    .map((path) => join(folder, path))
    .filter((path) => !path.includes('node_modules') && wanted(path) && statSync(join(root, path)).isFile())
    .sort();
}

function contentHash(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

/** Two commands started together must not compile into the same folder; the second waits for the first. */
async function takeLock(path) {
  const until = Date.now() + LOCK_PATIENCE_MS;
  for (;;) {
    try {
      const handle = openSync(path, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!lockIsHeld(path)) rmSync(path, { force: true });
      else if (Date.now() > until) throw new Error(`another build holds ${relative(root, path)}`);
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function lockIsHeld(path) {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    // An empty file belongs to a process between creating the lock and signing it.
    if (holder === 0) return Date.now() - statSync(path).mtimeMs < 5_000;
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function npmCommand() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

function run(command, args, output) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', output, process.stderr] });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `${[command.replace(process.execPath, 'node'), ...args].join(' ')} 失败 · failed (${code ?? signal})`,
          ),
        );
    });
  });
}

function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}

/** Runs a command's bootstrap; a failure is one line for people, not a stack trace. */
export async function bootstrap(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
