import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  freePort,
  PortInUse,
  requireFreePort,
  StartFailed,
  startProcess,
  until,
  type Running,
} from '../../dev/parts/process.js';
import { projectFolder } from '../../dev/project.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'process-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(script: string, graceSeconds = 30): Running {
  return startProcess({
    name: 'part',
    executable: process.execPath,
    args: ['-e', script],
    environment: { PATH: process.env['PATH'] },
    folder,
    logFile: join(folder, 'part.log'),
    graceSeconds,
  });
}

const stays = "process.stdout.write('ready\\n'); setInterval(() => {}, 1000);";
const saysReady = (part: Running) => async (): Promise<boolean> =>
  Promise.resolve(part.output().includes('ready'));

describe('a port › taken by somebody else', () => {
  test('refused, naming the port, the part and the setting that changes it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const refusal = await requireFreePort(port, 'MongoDB', 'MONGODB_PORT').catch((reason: unknown) => reason);
    other.close();
    expect(refusal).toBeInstanceOf(PortInUse);
    expect(String(refusal)).toContain(`port ${String(port)} (MongoDB) is in use; set MONGODB_PORT`);
  });

  test('free › accepted', async () => {
    await expect(requireFreePort(await freePort(), 'MongoDB', 'MONGODB_PORT')).resolves.toBeUndefined();
  });
});

describe('a process › its life', () => {
  test('ends before it is ready › StartFailed with its last words, without waiting for the limit', async () => {
    const part = run("console.error('cannot open the file'); process.exit(3)");
    const failure = await until(part, 600, async () => Promise.resolve(false)).catch(
      (reason: unknown) => reason,
    );
    expect(failure).toBeInstanceOf(StartFailed);
    expect(String(failure)).toContain('ended (3)');
    expect(String(failure)).toContain('cannot open the file');
  });

  test('the executable is not there › StartFailed', async () => {
    const part = startProcess({
      name: 'part',
      executable: join(folder, 'nothing'),
      args: [],
      environment: {},
      folder,
      logFile: join(folder, 'part.log'),
    });
    await expect(until(part, 600, async () => Promise.resolve(true))).rejects.toBeInstanceOf(StartFailed);
  });

  test('SIGTERM › ends in its own time and says how', async () => {
    const part = run(`${stays} process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });`);
    await until(part, 60, saysReady(part));
    await expect(part.stop()).resolves.toEqual({ code: 0, signal: null });
    expect(part.output()).toContain('bye');
    expect(part.ending()).toEqual({ code: 0, signal: null });
  });

  test('SIGTERM ignored › killed after its grace', async () => {
    const part = run(`process.on('SIGTERM', () => {}); ${stays}`, 0.05);
    await until(part, 60, saysReady(part));
    await expect(part.stop()).resolves.toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('killed › its children go with it', async () => {
    const grandchild = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'],
      { stdio: 'inherit' }).once('spawn', function () { console.log('child', this.pid, 'ready'); });
      setInterval(() => {}, 1000);`;
    const part = run(grandchild);
    await until(part, 60, saysReady(part));
    const pid = Number(/child (\d+)/.exec(part.output())?.[1]);
    expect(runs(pid)).toBe(true);
    await part.kill();
    await expect(gone(pid)).resolves.toBe(true);
  });
});

describe('guard.mjs › the command that started a process is gone', () => {
  test('the process is ended, one that ended before is left alone', async () => {
    const part = spawn(process.execPath, ['-e', stays], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(part.stdout, 'data');
    const guard = spawn(process.execPath, [join(projectFolder, 'dev', 'guard.mjs')], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    guard.stdin.write(`+${String(part.pid)}\n+1\n-1\n`);
    // Both are listened for before either can come.
    const [ended, guardEnded] = [once(part, 'exit'), once(guard, 'exit')];
    guard.stdin.end();
    await expect(ended).resolves.toEqual([null, 'SIGTERM']);
    await expect(guardEnded).resolves.toEqual([0, null]);
  });
});

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<boolean> {
  while (runs(pid) && !isZombie(pid)) await new Promise((resolve) => setImmediate(resolve));
  return true;
}

/** Ended but not yet collected, as orphans are in a container whose first process collects nobody. */
function isZombie(pid: number): boolean {
  const file = `/proc/${String(pid)}/status`;
  return existsSync(file) && /^State:\s+Z/m.test(readFileSync(file, 'utf8'));
}
