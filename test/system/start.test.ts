import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answers, freePort } from '../../dev/parts/process.js';
import { projectFolder } from '../../dev/project.js';
import { defaultPorts, type Ports } from '../../dev/settings.js';

const LIMIT_MS = 300_000;

/** A started `npm start`: its output so far, and its end. */
interface Command {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

const folder = mkdtempSync(join(tmpdir(), 'procedures-start-'));
let ports: Ports;
let running: Command | undefined;

beforeAll(async () => {
  const names = Object.keys(defaultPorts);
  const free = await Promise.all(names.map(async (name) => [name, await freePort()] as const));
  ports = Object.fromEntries(free) as Ports;
});

afterAll(async () => {
  running?.child.kill('SIGTERM');
  await running?.ended;
  rmSync(folder, { recursive: true, force: true });
});

function start(): Command {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(JEST_|TEST_|NODE_OPTIONS$|NODE_ENV$)/.test(name),
  );
  const settings = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  const child = spawn(process.execPath, [join(projectFolder, 'dev', 'start.mjs')], {
    env: { ...Object.fromEntries(inherited), ...settings, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  return { child, output: () => output, ended };
}

/** Resolves when the command has said it is ready; fails with what it said when it ends first. */
async function ready(command: Command): Promise<void> {
  const said = new Promise<void>((resolve) => {
    command.child.stdout?.on('data', () => {
      if (command.output().includes('Ctrl-C stops everything')) resolve();
    });
  });
  const early = command.ended.then((code) => {
    throw new Error(`npm start ended (${String(code)}):\n${command.output()}`);
  });
  await Promise.race([said, early]);
}

const page = (path: string): string => `http://127.0.0.1:${String(ports.HTTP_PORT)}${path}`;

describe('npm start', () => {
  test(
    'on a new data folder › page, inbox and Temporal Web UI answer; it prints who can sign in',
    async () => {
      running = start();
      await ready(running);
      expect((await fetch(page('/readyz'))).status).toBe(200);
      for (const port of [ports.HTTP_PORT, ports.INBOX_PORT, ports.TEMPORAL_UI_PORT]) {
        // As a browser asks: the inbox gives its page to nobody else.
        const answer = await fetch(`http://127.0.0.1:${String(port)}/`, { headers: { accept: 'text/html' } });
        expect([answer.status, answer.headers.get('content-type')]).toEqual([
          200,
          expect.stringContaining('text/html'),
        ]);
      }
      expect(running.output()).toContain(page(''));
      expect(running.output()).toMatch(
        /Demonstration people[^\n]*\n(?: {2}\S+ {2}\S+ {2}\S+（[^）]+）\n){3,}/,
      );
      expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    },
    LIMIT_MS,
  );

  test(
    'a second time › says that the first is running and where, and leaves it alone',
    async () => {
      const second = start();
      await expect(second.ended).resolves.toBe(1);
      expect(second.output()).toContain(`Already running (process ${String(running?.child.pid)}`);
      expect(second.output()).toContain(page(''));
      expect((await fetch(page('/readyz'))).status).toBe(200);
    },
    LIMIT_MS,
  );

  test(
    'Ctrl-C › everything it started is gone; started again on the same folder it has the same secrets',
    async () => {
      const secrets = readFileSync(join(folder, 'secrets.json'), 'utf8');
      running?.child.kill('SIGINT');
      await expect(running?.ended).resolves.toBe(0);
      const open = await Promise.all(Object.values(ports).map(answers));
      expect(open).toEqual(Object.values(ports).map(() => false));
      running = start();
      await ready(running);
      expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(secrets);
      expect((await fetch(page('/readyz'))).status).toBe(200);
    },
    LIMIT_MS,
  );

  test(
    'killed itself › nothing it started is left behind',
    async () => {
      running?.child.kill('SIGKILL');
      await running?.ended;
      for (const port of Object.values(ports)) {
        while (await answers(port)) await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await answers(ports.TEMPORAL_PORT)).toBe(false);
    },
    LIMIT_MS,
  );
});
