import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ENOUGH_FREE_BYTES, LEAST_FREE_BYTES, spaceDecision } from '../../dev/duties.js';
import {
  afterFailedStart,
  crateArguments,
  startDatabase,
  waysTo,
  withDatabase,
  writtenBy,
} from '../../dev/parts/mongodb.js';
import { freePort } from '../../dev/parts/process.js';

describe('duties › free space', () => {
  test.each([
    [LEAST_FREE_BYTES - 1, false, 'stop'],
    [LEAST_FREE_BYTES, false, 'nothing'],
    [LEAST_FREE_BYTES - 1, true, 'nothing'],
    [ENOUGH_FREE_BYTES, true, 'nothing'],
    [ENOUGH_FREE_BYTES + 1, true, 'resume'],
    [ENOUGH_FREE_BYTES + 1, false, 'nothing'],
  ] as const)('%d bytes free, stopped: %s › %s', (free, stopped, decision) => {
    expect(spaceDecision(free, stopped)).toBe(decision);
  });
});

describe('duties › a database that does not start', () => {
  test('the built engine asks for salvage › salvage', () => {
    expect(afterFailedStart('secantus', 'open: WT_TRY_SALVAGE: database corruption detected')).toBe(
      'salvage',
    );
  });

  test('another reason, or MongoDB itself › not ours to repair', () => {
    expect(afterFailedStart('secantus', 'Address already in use')).toBe('giveUp');
    expect(afterFailedStart('mongod', 'WT_TRY_SALVAGE')).toBe('giveUp');
  });

  test('salvage does not help › files were copied first, salvage was tried once, then the error', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'database-'));
    const executable = join(folder, 'broken');
    const tries = join(folder, 'tries');
    writeFileSync(
      executable,
      `#!/bin/sh\necho "salvage=$SECANTUS_WT_CONFIG_EXTRA $*" >> ${tries}\necho WT_TRY_SALVAGE >&2\nexit 1\n`,
    );
    chmodSync(executable, 0o755);
    const start = startDatabase({
      engine: 'secantus',
      executable,
      folder: join(folder, 'data'),
      port: await freePort(),
      logFile: join(folder, 'log'),
    });
    await expect(start).rejects.toThrow('WT_TRY_SALVAGE');
    const [plain, salvage, ...more] = readFileSync(tries, 'utf8').trim().split('\n');
    expect(plain).toMatch(/^salvage= .*--sync-on-commit/);
    expect(plain).toMatch(/--config .* --cache-size 512M/);
    expect(salvage).toMatch(/^salvage=salvage=true /);
    expect(more).toEqual([]);
    expect(
      readdirSync(join(folder, 'data')).filter((name) => name.startsWith('secantus.before-salvage-')),
    ).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });
});

describe('the database › which one', () => {
  test('files of one engine in the folder › only the ways to that engine', () => {
    const folder = mkdtempSync(join(tmpdir(), 'database-'));
    expect(writtenBy(folder)).toBeUndefined();
    mkdirSync(join(folder, 'mongod'));
    expect(writtenBy(folder)).toBe('mongod');
    const names = waysTo(() => undefined, writtenBy(folder)).map(({ name }) => name);
    expect(names).toHaveLength(3);
    expect(names.filter((name) => !name.includes('mongod'))).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test('the build › pinned version, locked dependencies', () => {
    expect(crateArguments('/cache/x').join(' ')).toBe(
      'install secantus-mdb --version 0.5.3-beta.196 --ignore-rust-version --locked --root /cache/x',
    );
  });

  test('a database’s name goes before the options', () => {
    expect(withDatabase('mongodb://127.0.0.1:1/?w=majority', 'x')).toBe('mongodb://127.0.0.1:1/x?w=majority');
  });
});
