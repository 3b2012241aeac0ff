import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  AlreadyRunning,
  localEnvironment,
  releaseFolder,
  secretsOf,
  takeFolder,
  writeState,
} from '../../dev/local-environment.js';

const addresses = {
  page: 'http://127.0.0.1:3000',
  temporal: '127.0.0.1:7233',
  mongodb: 'mongodb://127.0.0.1:27017/enforcement',
};

let folder: string;
let other: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'data-'));
});

afterEach(() => {
  other?.kill('SIGKILL');
  other = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** A process that looks like a start of this project, or like any other. */
async function pidOf(argument: string): Promise<number> {
  other = spawn(process.execPath, ['-e', "console.log('up'); setInterval(() => {}, 1000)", argument], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(other.stdout!, 'data');
  return other.pid!;
}

function noteOf(pid: number): void {
  const note = {
    pid,
    startedAt: '2026-11-24T01:00:00.000Z',
    environment: { MONGODB_URI: addresses.mongodb },
    addresses,
  };
  writeFileSync(join(folder, 'running.json'), JSON.stringify(note));
}

describe('npm start › twice on one data folder', () => {
  test('the second is told that the first runs, since when and where', async () => {
    const pid = await pidOf('dev/start.mjs');
    noteOf(pid);
    let refusal: unknown;
    try {
      takeFolder(folder);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(AlreadyRunning);
    expect(String(refusal)).toContain(`process ${String(pid)}`);
    expect(String(refusal)).toContain(addresses.page);
  });

  test('the first is gone › its note is replaced', () => {
    noteOf(2 ** 22 - 1);
    takeFolder(folder);
    expect(JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8'))).toMatchObject({
      pid: process.pid,
    });
  });

  test('its number now belongs to another program › the note is replaced', async () => {
    noteOf(await pidOf('something-else'));
    takeFolder(folder);
    expect(JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8'))).toMatchObject({
      pid: process.pid,
    });
  });

  test('stopped › the folder is free', () => {
    takeFolder(folder);
    releaseFolder(folder);
    expect(() => takeFolder(folder)).not.toThrow();
  });
});

describe('the secrets of the local stack', () => {
  test('first start › four different ones, long enough, readable by their owner alone', () => {
    const secrets = secretsOf(folder, false);
    expect(new Set(Object.values(secrets)).size).toBe(4);
    for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(Buffer.from(secrets.PAYLOAD_KEYS.replace(/^\w+:/, ''), 'base64')).toHaveLength(32);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('second start › the same ones, and closed again if somebody opened the file', () => {
    const first = secretsOf(folder, false);
    chmodSync(join(folder, 'secrets.json'), 0o644);
    expect(secretsOf(folder, true)).toEqual(first);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('records without secrets › refused, new ones would make the ledger look tampered with', () => {
    expect(() => secretsOf(folder, true)).toThrow('restore it from a backup');
  });

  test('another data folder › other secrets', () => {
    const second = mkdtempSync(join(tmpdir(), 'data-'));
    expect(secretsOf(second, false).LEDGER_KEY).not.toBe(secretsOf(folder, false).LEDGER_KEY);
    rmSync(second, { recursive: true });
  });
});

describe('the environment of the running stack', () => {
  test('running › addresses and secrets', () => {
    const secrets = secretsOf(folder, false);
    takeFolder(folder);
    writeState(folder, { MONGODB_URI: addresses.mongodb }, addresses);
    expect(localEnvironment(folder)).toEqual({ MONGODB_URI: addresses.mongodb, ...secrets });
    expect(readFileSync(join(folder, 'running.json'), 'utf8')).not.toContain(secrets.LEDGER_KEY);
  });

  test('still starting, or stopped › none', () => {
    expect(localEnvironment(folder)).toBeUndefined();
    takeFolder(folder);
    expect(localEnvironment(folder)).toBeUndefined();
  });
});
