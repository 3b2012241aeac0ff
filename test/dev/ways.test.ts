import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  ChecksumMismatch,
  firstOf,
  fromCache,
  inScratch,
  intoCache,
  onPath,
  PartUnavailable,
  sha256,
  verifyChecksum,
} from '../../dev/parts/ways.js';

const reached = async (executable: string): Promise<string> => Promise.resolve(executable);
const failing = async (why: string): Promise<string> => Promise.reject(new Error(why));

let folder: string;
let usualCache: string | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ways-'));
  usualCache = process.env['CACHE_DIR'];
  process.env['CACHE_DIR'] = join(folder, 'cache');
});

afterEach(() => {
  if (usualCache === undefined) delete process.env['CACHE_DIR'];
  else process.env['CACHE_DIR'] = usualCache;
  rmSync(folder, { recursive: true, force: true });
});

describe('a part › the ways to it', () => {
  test('several lead to it › the first that does is taken, later ones are not tried', async () => {
    const tried: string[] = [];
    const way = (name: string, find: () => Promise<string>) => ({
      name,
      find: async () => {
        tried.push(name);
        return find();
      },
    });
    const result = await firstOf('Temporal', [
      way('PATH', () => failing('not on PATH')),
      way('cache', () => reached('/cache/temporal')),
      way('download', () => reached('/download/temporal')),
    ]);
    expect(result).toEqual({ found: '/cache/temporal', way: 'cache' });
    expect(tried).toEqual(['PATH', 'cache']);
  });

  test('none leads to it › the error lists every way in order and why each failed', async () => {
    const attempt = firstOf('MongoDB', [
      { name: 'PATH', find: () => failing('mongod is not on PATH') },
      { name: 'vendor download', find: () => failing('nothing arrived within that time') },
      { name: 'cargo', find: () => failing('cmake is not on PATH') },
    ]);
    const error = await attempt.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PartUnavailable);
    expect((error as PartUnavailable).tries.map(({ way }) => way)).toEqual([
      'PATH',
      'vendor download',
      'cargo',
    ]);
    expect((error as PartUnavailable).message).toMatch(
      /MongoDB[\s\S]*PATH: mongod is not on PATH[\s\S]*download: nothing arrived[\s\S]*cargo: cmake is not on PATH/,
    );
  });

  test('an executable on PATH › found in the first folder that has it, and only if it may be run', async () => {
    const [plain, runnable] = [join(folder, 'a'), join(folder, 'b')];
    for (const place of [plain, runnable]) {
      mkdirSync(place);
      writeFileSync(join(place, 'temporal'), '#!/bin/sh\n');
    }
    chmodSync(join(runnable, 'temporal'), 0o755);
    await expect(onPath('temporal', `${plain}:${runnable}`)).resolves.toBe(join(runnable, 'temporal'));
    await expect(onPath('temporal', plain)).rejects.toThrow('temporal is not on PATH');
  });
});

describe('a part › its checksum', () => {
  test('the file is what was pinned › accepted', async () => {
    const path = join(folder, 'wheel');
    writeFileSync(path, 'as published');
    await expect(verifyChecksum(path, await sha256(path))).resolves.toBeUndefined();
  });

  test('one byte differs › refused, with both checksums', async () => {
    const path = join(folder, 'wheel');
    writeFileSync(path, 'as published');
    const pinned = await sha256(path);
    writeFileSync(path, 'as publisheD');
    const refusal = await verifyChecksum(path, pinned).catch((reason: unknown) => reason);
    expect(refusal).toBeInstanceOf(ChecksumMismatch);
    expect(String(refusal)).toContain(pinned);
    expect(String(refusal)).toContain(await sha256(path));
  });
});

describe('a part › the cache', () => {
  test('put there › found again, executable', async () => {
    const built = join(folder, 'built');
    writeFileSync(built, '#!/bin/sh\n');
    const kept = await intoCache('part-1.0', 'part', built, 'built here');
    await expect(fromCache('part-1.0', 'part')).resolves.toBe(kept);
    await expect(onPath('part', join(kept, '..'))).resolves.toBe(join(kept, '..', 'part'));
  });

  test('changed since › refused', async () => {
    const built = join(folder, 'built');
    writeFileSync(built, '#!/bin/sh\n');
    const kept = await intoCache('part-1.0', 'part', built, 'built here');
    writeFileSync(kept, '#!/bin/sh\nexit 1\n');
    await expect(fromCache('part-1.0', 'part')).rejects.toBeInstanceOf(ChecksumMismatch);
  });

  test('empty › says where it looked', async () => {
    await expect(fromCache('part-1.0', 'part')).rejects.toThrow(join(folder, 'cache', 'part-1.0', 'part'));
  });

  test('a build that fails › leaves nothing behind', async () => {
    let scratch = '';
    const failed = inScratch(async (place) => {
      scratch = place;
      writeFileSync(join(place, 'half'), 'half');
      return failing('compiler error');
    });
    await expect(failed).rejects.toThrow('compiler error');
    await expect(onPath('half', scratch)).rejects.toThrow();
    expect(() => rmSync(scratch)).toThrow('ENOENT');
  });
});
