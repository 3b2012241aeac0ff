import { createHash, randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { RecordingUploadView } from '../../src/api/recording-schemas.js';
import { RECORDING_UPLOADS, UNFINISHED_KEPT_MS } from '../../src/api/resumable-uploads.js';
import { recordingUploadsOn } from '../../src/models/recordings.js';
import { articleTitle } from '../harness/article-title.js';
import { read } from './desk.js';
import { openService, problemOf, said, type Service, type Visitor } from './service.js';

const title = (rest: string) => `${articleTitle(30)} 音像记录断点续传 › ${rest}`;
const MEBIBYTE = 1024 * 1024;

/** What a recorder's file begins with, and so many bytes of picture. */
const video = (size: number): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 0x18]),
    Buffer.from('ftypisom'),
    Buffer.from([0, 0, 2, 0]),
    Buffer.from('isomiso2'),
    randomBytes(size - 24),
  ]);
const hashOf = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest('hex');

let service: Service;
let officer: Visitor;
let other: Visitor;
beforeAll(async () => {
  service = await openService({ RECORDING_MAX_BYTES: String(8 * MEBIBYTE) });
  [officer, other] = await Promise.all([service.signIn('officer-1'), service.signIn('officer-2')]);
});
afterAll(() => service.close());

const named = (name: string) => `filename ${Buffer.from(name).toString('base64')}`;

const begin = (visitor: Visitor, size: number, name = '现场检查.mp4') =>
  visitor.agent
    .post(RECORDING_UPLOADS)
    .set('x-csrf-token', visitor.csrfToken)
    .set('Tus-Resumable', '1.0.0')
    .set('Upload-Length', String(size))
    .set('Upload-Metadata', named(name));

const piece = (visitor: Visitor, path: string, offset: number, bytes: Buffer) =>
  visitor.agent
    .patch(path)
    .set('x-csrf-token', visitor.csrfToken)
    .set('Tus-Resumable', '1.0.0')
    .set('Upload-Offset', String(offset))
    .set('Content-Type', 'application/offset+octet-stream')
    .send(bytes);

const asked = (visitor: Visitor, path: string) => visitor.agent.head(path).set('Tus-Resumable', '1.0.0');

async function begun(visitor: Visitor, size: number, name?: string): Promise<string> {
  const answer: Response = await begin(visitor, size, name);
  expect([answer.status, answer.text]).toEqual([201, '']);
  return answer.get('location') ?? '';
}

const stateOf = async (visitor: Visitor, path: string) =>
  read(await visitor.get(path), 200, RecordingUploadView);

const idOf = (path: string): string => path.split('/').at(-1) ?? '';
const unfinished = () => readdir(join(service.environment.ATTACHMENTS_DIR, 'unfinished'));

describe(title('sending'), () => {
  test('broken off after the first piece › goes on where it was, kept under both hashes of its bytes', async () => {
    const bytes = video(3 * MEBIBYTE);
    const path = await begun(officer, bytes.length);
    expect((await piece(officer, path, 0, bytes.subarray(0, MEBIBYTE))).status).toBe(204);
    expect(await stateOf(officer, path)).toMatchObject({ state: 'receiving', received: MEBIBYTE });
    expect((await asked(officer, path)).get('upload-offset')).toBe(String(MEBIBYTE));

    expect((await piece(officer, path, MEBIBYTE, bytes.subarray(MEBIBYTE))).status).toBe(204);

    const { state, stored, received } = await stateOf(officer, path);
    expect([state, received]).toEqual(['kept', bytes.length]);
    expect(stored).toEqual({
      sha256: hashOf('sha256', bytes),
      sm3: hashOf('sm3', bytes),
      size: bytes.length,
      mediaType: 'video/mp4',
      name: '现场检查.mp4',
    });
    expect(await unfinished()).toEqual([]);
    expect((await asked(officer, path)).get('upload-offset')).toBe(String(bytes.length));
  });

  test('a piece at another place than where it was › refused, nothing is written', async () => {
    const bytes = video(MEBIBYTE);
    const path = await begun(officer, bytes.length);
    expect((await piece(officer, path, 100, bytes)).status).toBe(409);
    expect(await stateOf(officer, path)).toMatchObject({ state: 'receiving', received: 0 });
  });

  test('whole, but its process died before it was put into the store › done when it is asked for', async () => {
    const bytes = video(MEBIBYTE);
    const path = await begun(officer, bytes.length);
    const { settle } = service.parts.recordings;
    const { tus } = service.parts.recordings;
    tus.options.onUploadFinish = () => Promise.reject(new Error('the process died here'));
    await piece(officer, path, 0, bytes);
    tus.options.onUploadFinish = async (_, { id }) => {
      await settle(id);
      return {};
    };
    expect((await asked(officer, path)).get('upload-offset')).toBe(String(bytes.length));
    expect(await stateOf(officer, path)).toMatchObject({
      state: 'kept',
      stored: { sha256: hashOf('sha256', bytes) },
    });
  });

  test('asked for by several at once › kept once, all hear the same', async () => {
    const bytes = video(MEBIBYTE);
    const path = await begun(officer, bytes.length);
    const [, ...states] = await Promise.all([
      piece(officer, path, 0, bytes),
      ...Array.from({ length: 4 }, () => stateOf(officer, path)),
    ]);
    const last = await stateOf(officer, path);
    expect(last.state).toBe('kept');
    for (const { stored } of states) expect([null, last.stored]).toContainEqual(stored);
  });
});

describe(title('the original'), () => {
  test('kept › read-only, not deleted, and an attachment of whoever sent it', async () => {
    const bytes = video(MEBIBYTE);
    const path = await begun(officer, bytes.length);
    await piece(officer, path, 0, bytes);
    const sha256 = hashOf('sha256', bytes);
    const place = join(
      service.environment.ATTACHMENTS_DIR,
      'cas',
      sha256.slice(0, 2),
      sha256.slice(2, 4),
      sha256,
    );
    expect((await stat(place)).mode & 0o222).toBe(0);
    const removal = await officer.delete(path).set('Tus-Resumable', '1.0.0');
    expect(removal.status).toBe(400);
    expect((await stat(place)).size).toBe(bytes.length);
    expect(await service.parts.uploads.isBy(sha256, 'officer-1')).toBe(true);
    expect(await service.parts.uploads.isBy(sha256, 'officer-2')).toBe(false);
  });

  test('content that is no picture or sound › not kept, says why', async () => {
    const bytes = Buffer.from('这只是一段文字'.repeat(10));
    const path = await begun(officer, bytes.length);
    expect((await piece(officer, path, 0, bytes)).status).toBe(204);
    const { state, stored, refused } = await stateOf(officer, path);
    expect([state, stored]).toEqual(['refused', null]);
    expect(refused).toContain('只接受');
    expect(await unfinished()).not.toContain(idOf(path));
  });
});

describe(title('who may'), () => {
  test('nobody signed in, a page without its token, another person › each is refused', async () => {
    const path = await begun(officer, MEBIBYTE);
    const nobody = await service.anonymous().head(path).set('Tus-Resumable', '1.0.0');
    expect(nobody.status).toBe(401);
    const foreign = await officer.agent.post(RECORDING_UPLOADS).set('Tus-Resumable', '1.0.0');
    expect(said(foreign)).toEqual(problemOf(403, 'csrfRefused'));
    expect((await asked(other, path)).status).toBe(404);
    expect(said(await piece(other, path, 0, video(MEBIBYTE)))).toEqual(problemOf(404, 'notFound'));
    expect(said(await other.get(path))).toEqual(problemOf(404, 'notFound'));
    expect(said(await other.delete(path).set('Tus-Resumable', '1.0.0'))).toEqual(problemOf(404, 'notFound'));
  });

  test('too large, without a size, a name that bears a marking › refused before a byte is taken', async () => {
    expect(said(await begin(officer, 8 * MEBIBYTE + 1))).toEqual(problemOf(413, 'bodyTooLarge'));
    expect(said(await begin(officer, 0))).toEqual(problemOf(400, 'invalidRequest'));
    expect(said(await begin(officer, MEBIBYTE, '机密★现场.mp4'))).toEqual(
      problemOf(422, 'stateSecretRefused'),
    );
    expect(service.log()).not.toContain('现场.mp4');
  });

  test('more than was announced › refused', async () => {
    const path = await begun(officer, 1000);
    expect((await piece(officer, path, 0, video(2000))).status).toBe(413);
  });
});

describe(title('what is not finished'), () => {
  test('given up by its sender › gone', async () => {
    const path = await begun(officer, MEBIBYTE);
    expect((await officer.delete(path).set('Tus-Resumable', '1.0.0')).status).toBe(204);
    expect((await asked(officer, path)).status).toBe(404);
  });

  test('many begun and none finished › the next is refused until some are', async () => {
    const visitor = await service.signIn('officer-9');
    const paths: string[] = [];
    for (let index = 0; index < 20; index += 1) paths.push(await begun(visitor, MEBIBYTE));
    expect(said(await begin(visitor, MEBIBYTE))).toEqual(problemOf(409, 'tooManyUnfinishedUploads'));
    await visitor.delete(paths[0] ?? '').set('Tus-Resumable', '1.0.0');
    await begun(visitor, MEBIBYTE);
  });

  test('not whole after its time › given up when the next one begins; what was kept stays kept', async () => {
    const bytes = video(MEBIBYTE);
    const kept = await begun(officer, bytes.length);
    await piece(officer, kept, 0, bytes);
    const left = await begun(officer, MEBIBYTE);
    await piece(officer, left, 0, video(1000));
    const uploads = recordingUploadsOn(service.connection);
    for (const _id of [kept, left].map(idOf))
      await uploads.updateOne({ _id }, { createdAt: Date.now() - UNFINISHED_KEPT_MS - 1 });
    expect(await unfinished()).toContain(idOf(left));
    await begun(other, MEBIBYTE);
    expect((await asked(officer, left)).status).toBe(404);
    expect(await unfinished()).not.toContain(idOf(left));
    expect(await service.parts.attachments.find(hashOf('sha256', bytes))).toBeDefined();
  });
});
