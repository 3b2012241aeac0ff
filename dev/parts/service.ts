/** The project's own two processes. */
import { join } from 'node:path';
import { projectFolder } from '../project.js';
import { startProcess, until, type Running } from './process.js';
import { cacheFolder } from './ways.js';

const READY_SECONDS = 120;

/**
 * What V8 has compiled is kept between starts; Node knows the setting from 22.1 on. Many threads, each with
 * an arena of its own, keep a sixth of the memory for nothing; only glibc knows that setting.
 */
const frugality = () => ({ NODE_COMPILE_CACHE: join(cacheFolder(), 'compiled'), MALLOC_ARENA_MAX: '2' });

/** How one of the two is started; the settings are those of src/environment.ts. */
export interface ServiceOptions {
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly logFile: string;
}

/** Starts the worker; resolves when it polls for work. */
export async function startWorker(options: ServiceOptions): Promise<Running> {
  const worker = startProcess(service('worker', options));
  await until(worker, READY_SECONDS, async () => Promise.resolve(saysReady(worker.output())));
  return worker;
}

/** Starts the server; resolves when it is ready to serve: its database and Temporal answer. */
export async function startServer(options: ServiceOptions): Promise<Running & { readonly address: string }> {
  const server = startProcess(service('server', options));
  const address = `http://127.0.0.1:${options.settings['HTTP_PORT'] ?? '3000'}`;
  await until(server, READY_SECONDS, async () => {
    const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(5_000) });
    return answer.ok;
  });
  return { ...server, address };
}

function service(name: 'worker' | 'server', options: ServiceOptions): Parameters<typeof startProcess>[0] {
  return {
    name,
    executable: process.execPath,
    args: ['--enable-source-maps', join(projectFolder, 'dist', 'src', `${name}.js`)],
    environment: { ...frugality(), ...options.settings },
    folder: options.folder,
    logFile: options.logFile,
    graceSeconds: 20,
  };
}

/** The worker's log is one JSON object a line. */
function saysReady(output: string): boolean {
  return output.split('\n').some((line) => line.includes('"worker ready"'));
}
