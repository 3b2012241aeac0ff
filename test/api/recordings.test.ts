import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Recordings, RecordingUploadView } from '../../src/api/recording-schemas.js';
import { RegisterAnswer } from '../../src/api/register-schemas.js';
import { RECORDING_UPLOADS } from '../../src/api/resumable-uploads.js';
import { ActAnswer } from '../../src/api/schemas.js';
import { articleTitle } from '../harness/article-title.js';
import { openOffice, read, startCase, type Desks, type Office } from './desk.js';
import { pointers, problemOf, said, type Visitor } from './service.js';

const HOUR = 3_600_000;
const title = (article: 4 | 30, rest: string) => `${articleTitle(article)} 音像记录 › ${rest}`;

let office: Office;
let desks: Desks;
let number: string;

beforeAll(async () => {
  office = await openOffice();
  ({ desks } = office);
  const device = { name: '执法记录仪', type: 'bodyCamera', serial: 'SN-7', holder: 'officer-1' };
  const placed = { unit: 'construction', use: 'onSite', calibration: null };
  await registered('/api/devices', { id: 'recorder-7', ...device, ...placed });
  const store = { name: '采集站', holder: 'clerk-1', unit: 'construction', place: '302 室' };
  await registered('/api/recording-stores', { id: 'station-1', ...store });
  number = await startCase(desks);
}, 120_000);
afterAll(() => office.close());

const registered = async (path: string, body: object) =>
  read(await desks.clerk.post(path, body), 200, RegisterAnswer);

const form = (more: object = {}) => ({
  source: 'ownDevice',
  device: 'recorder-7',
  recordedBy: ['officer-1'],
  act: 'inspection',
  startedAt: Date.now() - 3 * HOUR,
  progress: 'ended',
  endedAt: Date.now() - 2 * HOUR,
  ...more,
});
const announce = (more: object = {}) =>
  desks.officer.post(`/api/cases/${number}/procedures`, {
    procedure: 'recording-custody',
    opinion: '现场检查全程录制',
    form: form(more),
  });
const announced = async (more: object = {}) => {
  const { procedure, opens } = read(await announce(more), 201, ActAnswer);
  return { procedure, task: opens[0]?.id ?? '' };
};

const listed = async (visitor: Visitor) =>
  read(await visitor.get(`/api/cases/${number}/recordings`), 200, Recordings);
const oneOf = async (procedure: string) =>
  (await listed(desks.officer)).items.find(({ id }) => id === procedure);

const video = (): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 0x18]),
    Buffer.from('ftypisom'),
    Buffer.from([0, 0, 2, 0]),
    Buffer.from('isomiso2'),
    randomBytes(1_000),
  ]);
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Sends a file by the protocol; what is kept. */
async function sent(bytes: Buffer) {
  const { agent, csrfToken } = desks.officer;
  const begun = await agent
    .post(RECORDING_UPLOADS)
    .set({ 'x-csrf-token': csrfToken, 'Tus-Resumable': '1.0.0', 'Upload-Length': String(bytes.length) })
    .set('Upload-Metadata', `filename ${Buffer.from('检查.mp4').toString('base64')}`);
  const path = begun.get('location') ?? '';
  await agent
    .patch(path)
    .set({ 'x-csrf-token': csrfToken, 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0' })
    .set('Content-Type', 'application/offset+octet-stream')
    .send(bytes);
  const { stored } = read(await desks.officer.get(path), 200, RecordingUploadView);
  return { sha256: stored?.sha256 ?? '', name: stored?.name ?? '' };
}

const submitted = (task: string, fields: object, attachments: object[] = []) =>
  desks.officer.post(`/api/tasks/${task}/decision`, {
    decision: 'submit',
    opinion: '已按规定储存',
    form: fields,
    attachments,
  });

describe(title(30, 'from its end into the system'), () => {
  test('announced after it was made, sent in pieces, stored › hash, person and time are shown', async () => {
    const { procedure, task } = await announced();
    const before = await oneOf(procedure);
    expect(before).toMatchObject({
      state: 'awaiting',
      thirdParty: false,
      device: { id: 'recorder-7', name: '执法记录仪', calibrationEnded: false },
      actLabel: '现场检查（勘验）',
      recordedBy: [{ name: '李建平' }],
      overdue: false,
      task: { id: task, document: 'recordingStored', yours: true },
    });
    expect((before?.dueAt ?? 0) - (before?.endedAt ?? 0)).toBe(24 * HOUR);
    const bytes = video();
    const file = await sent(bytes);
    read(await submitted(task, { place: 'system' }, [file]), 200, ActAnswer);
    expect(await oneOf(procedure)).toMatchObject({
      state: 'stored',
      task: null,
      lateByMs: null,
      kept: [{ place: 'system', sha256: hashOf(bytes), size: bytes.length, by: { name: '李建平' } }],
    });
  });

  test('too late › a lapse on file, refused without a reason, stored with it and marked', async () => {
    const times = { startedAt: Date.now() - 31 * HOUR, endedAt: Date.now() - 30 * HOUR };
    const { procedure, task } = await announced(times);
    expect(await oneOf(procedure)).toMatchObject({ overdue: true });
    const file = await sent(video());
    const without = await submitted(task, { place: 'system' }, [file]);
    expect(said(without)).toEqual(problemOf(409, 'requirementsMissing'));
    read(await submitted(task, { place: 'system', lateReason: '采集站故障' }, [file]), 200, ActAnswer);
    const after = await oneOf(procedure);
    expect(after?.state).toBe('stored');
    expect(after?.lateByMs).toBeGreaterThan(6 * HOUR - 60_000);
  });

  test('into a dedicated store, then transferred › the very file, or it is refused', async () => {
    const { procedure, task } = await announced();
    const bytes = video();
    const deposit = { place: 'dedicatedStore', store: 'station-1', hash: hashOf(bytes) };
    const who = { storedBy: ['officer-2'], storedAt: Date.now() - HOUR };
    const elsewhere = await submitted(task, { ...deposit, ...who, store: 'my-disk' });
    expect(said(elsewhere)).toEqual(problemOf(409, 'storeNotRegistered'));
    read(await submitted(task, { ...deposit, ...who }), 200, ActAnswer);
    const there = await oneOf(procedure);
    expect(there).toMatchObject({
      state: 'inStore',
      task: { document: 'recordingTransferred' },
      kept: [{ store: { name: '采集站' }, by: { name: '王晓燕' }, at: who.storedAt, sm3: null }],
    });
    const transfer = there?.task?.id ?? '';
    expect(said(await submitted(transfer, {}, [await sent(video())]))).toEqual(
      problemOf(409, 'requirementsMissing'),
    );
    read(await submitted(transfer, {}, [await sent(bytes)]), 200, ActAnswer);
    expect(await oneOf(procedure)).toMatchObject({ state: 'stored', kept: [{}, { sha256: hashOf(bytes) }] });
  });
});

describe(title(4, 'devices and who may'), () => {
  test('a device that is not registered › refused; as a third party’s evidence › taken and marked', async () => {
    expect(said(await announce({ device: 'my-telephone' }))).toEqual(problemOf(409, 'deviceNotRegistered'));
    const { procedure } = read(
      await desks.officer.post(`/api/cases/${number}/procedures`, {
        procedure: 'recording-custody',
        opinion: '物业公司提供',
        form: {
          source: 'thirdParty',
          provider: '门卫室监控，物业公司提供',
          obtainedAt: Date.now() - HOUR,
          act: 'inspection',
        },
      }),
      201,
      ActAnswer,
    );
    expect(await oneOf(procedure)).toMatchObject({ thirdParty: true, device: null, endedAt: null });
  });

  test('a field that is missing › named and at its place', async () => {
    const answer = await announce({ endedAt: null });
    expect(said(answer)).toEqual(problemOf(422, 'contentsRequired'));
    expect(pointers(answer)).toEqual(['/form/endedAt']);
  });

  test('a clerk of another unit › knows of no recording; one of the unit sees them and may announce', async () => {
    expect(said(await desks.other.get(`/api/cases/${number}/recordings`))).toEqual(
      problemOf(404, 'notFound'),
    );
    expect((await listed(desks.clerk)).items.length).toBeGreaterThan(0);
  });
});
