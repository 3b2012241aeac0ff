import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAttachmentStore, type AttachmentStore } from '../../src/models/attachments.js';

const LIMIT = 64 * 1024;
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
  Buffer.from('0000000049454e44ae426082', 'hex'),
]);
const hash = (algorithm: string, content: Buffer) => createHash(algorithm).update(content).digest('hex');

let folder: string;
let store: AttachmentStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attachments-'));
  store = createAttachmentStore(folder, LIMIT);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const keep = (content: Buffer, name = '现场照片.pdf') =>
  store.keep(Readable.from([content.subarray(0, 5), content.subarray(5)]), name);
const incoming = () => readdirSync(join(folder, 'incoming'));
const kept = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /[0-9a-f]{64}$/.test(path));

describe('第三十条 attachments', () => {
  test('a PDF › kept under its SHA-256, read-only, with both hashes, its size and its type', async () => {
    const reference = await keep(PDF);
    expect(reference).toEqual({
      sha256: hash('sha256', PDF),
      sm3: hash('sm3', PDF),
      size: PDF.length,
      mediaType: 'application/pdf',
    });
    const [path = ''] = kept();
    const sha256 = hash('sha256', PDF);
    expect(path).toBe(join('cas', sha256.slice(0, 2), sha256.slice(2, 4), sha256));
    expect(statSync(join(folder, path)).mode & 0o777).toBe(0o440);
    expect(await store.find(sha256)).toEqual(reference);
    expect((await buffer(await store.read(sha256))).equals(PDF)).toBe(true);
    expect(incoming()).toEqual([]);
  });

  test('the same content again, under another name › the same answer, and one file', async () => {
    expect(await keep(PDF, 'a.pdf')).toEqual(await keep(PDF, 'b.pdf'));
    expect(kept()).toHaveLength(1);
  });

  test.each([
    ['nothing at all', Buffer.alloc(0)],
    ['a text that calls itself a PDF', Buffer.from('同意启动')],
    ['a program', Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(64)])],
    ['a page with a script', Buffer.from('<!doctype html><script>alert(1)</script>')],
    [
      'a drawing that may hold a script',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
    ['a plain archive', Buffer.from('504b0506000000000000000000000000000000000000', 'hex')],
  ])('%s › refused with a sentence, nothing kept', async (_, content) => {
    const answer = await keep(content);
    expect(answer).toEqual({ refused: expect.stringMatching(/[一-龥]/) });
    expect(kept()).toEqual([]);
    expect(incoming()).toEqual([]);
  });

  test('exactly the limit › kept; a byte more › refused, and the rest of the stream is not read', async () => {
    const filled = (size: number) => Buffer.concat([PNG, Buffer.alloc(size - PNG.length)]);
    expect(await keep(filled(LIMIT))).toMatchObject({ size: LIMIT, mediaType: 'image/png' });
    let drawn = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          drawn += 1;
          yield Buffer.alloc(16 * 1024);
        }
      })(),
    );
    expect(await store.keep(endless, 'big.png')).toMatchObject({ refused: expect.any(String) });
    expect(drawn).toBeLessThan(20);
    expect(incoming()).toEqual([]);
  });

  test('a sender who breaks off › an error, nothing kept', async () => {
    const broken = Readable.from(
      (function* () {
        yield PDF;
        throw new Error('aborted');
      })(),
    );
    await expect(store.keep(broken, 'a.pdf')).rejects.toThrow('aborted');
    expect(kept()).toEqual([]);
    expect(incoming()).toEqual([]);
  });

  test.each([
    '../../../etc/passwd',
    'a\u0000b.pdf',
    'CON',
    'x'.repeat(5_000),
    '/abs.pdf',
    'a\r\nSet-Cookie: x',
  ])('a file called %j › kept by its hash, the name plays no part', async (name) => {
    expect(await keep(PDF, name)).toMatchObject({ sha256: hash('sha256', PDF) });
    expect(kept()).toHaveLength(1);
  });

  test('a process that died before the file had its name › what it left is no attachment, and the next try is kept', async () => {
    mkdirSync(join(folder, 'incoming'), { recursive: true });
    writeFileSync(join(folder, 'incoming', 'left-behind'), PDF);
    expect(await store.find(hash('sha256', PDF))).toBeUndefined();
    expect(await keep(PDF)).toMatchObject({ size: PDF.length });
    expect(await store.find(hash('sha256', PDF))).toMatchObject({ size: PDF.length });
  });

  test('a process that died between description and content › the next try puts the content there', async () => {
    await keep(PDF);
    const [path = ''] = kept();
    rmSync(join(folder, path), { force: true });
    await expect(store.read(hash('sha256', PDF))).rejects.toThrow();
    await keep(PDF);
    expect(readFileSync(join(folder, path)).equals(PDF)).toBe(true);
  });

  test('what is not there › undefined, and reading is an error', async () => {
    expect(await store.find('0'.repeat(64))).toBeUndefined();
    await expect(store.read('0'.repeat(64))).rejects.toThrow('ENOENT');
  });
});
