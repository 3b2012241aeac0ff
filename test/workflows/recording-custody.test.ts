import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RegisteredDevice, RegisteredStore } from '../../src/workflows/law/devices.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import type { AttachmentReference, Body, Facts } from '../../src/workflows/law/record/kinds.js';
import {
  CUSTODY_CLOCK,
  isStoredRecording,
  recordingCustodyRow,
} from '../../src/workflows/law/recording-rows.js';
import { foldMatter } from '../../src/workflows/law/record/fold.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { TUESDAY, World } from '../harness/world.js';

const HOUR = 3_600_000;
const CASE = 'HY-2026-0001';
const PROCEDURE = 'recording-custody/1';
const row = recordingCustodyRow as unknown as ProcedureRow;
const SHA = 'a'.repeat(64);

const recorder: RegisteredDevice = {
  id: 'recorder-1',
  name: '执法记录仪 1 号',
  type: 'bodyCamera',
  serial: 'SN-1',
  holder: 'officer-1',
  unit: 'inspection',
  use: 'onSite',
  calibration: null,
  active: true,
};
const station: RegisteredStore = {
  id: 'station-1',
  name: '采集站',
  holder: 'clerk-1',
  unit: 'inspection',
  place: '302 室',
  active: true,
};
const stamp = { at: 0, seq: 1, chainId: 'BUREAU-2026', by: 'clerk-1' };
const video = (sha256 = SHA): AttachmentReference => ({
  sha256,
  sm3: 'b'.repeat(64),
  size: 1_000,
  mediaType: 'video/mp4',
});

let world: World;
beforeEach(async () => {
  world = new World(given('TEST_WORKFLOW_BUNDLE'));
  await world.register.putDevice(recorder, stamp);
  await world.register.putDevice({ ...recorder, id: 'recorder-2', active: false }, stamp);
  await world.register.putStore(station, stamp);
  await world.beginApproved(CASE);
});
afterEach(() => world.sandbox.dispose());

/** Two hours of recording that ended so many hours ago. */
const ended = (hoursAgo: number, more: Facts = {}): Facts => ({
  source: 'ownDevice',
  device: 'recorder-1',
  recordedBy: ['officer-1'],
  act: 'inspection',
  startedAt: TUESDAY - (hoursAgo + 2) * HOUR,
  progress: 'ended',
  endedAt: TUESDAY - hoursAgo * HOUR,
  ...more,
});
const open = (facts: Facts, words: Body = {}) =>
  world.openOn(CASE, row, 'officer-1', { facts, form: { ...facts, ...words } });

const submit = (step: string, facts: Facts, more: object = {}, words: Body = {}) =>
  world.decide(CASE, 'officer-1', `${step}/submit/1`, 'submit', {
    procedure: PROCEDURE,
    facts,
    form: { ...facts, ...words },
    ...more,
  });
const intoSystem = (more: object = {}, words: Body = {}) =>
  submit('recording-storing', { place: 'system' }, { attachments: [video()], ...more }, words);
const intoStore = (facts: Facts = {}) =>
  submit('recording-storing', {
    place: 'dedicatedStore',
    store: 'station-1',
    hash: SHA,
    storedBy: ['officer-1'],
    storedAt: world.sandbox.now,
    ...facts,
  });

const outcome = async () => (await world.state(CASE, PROCEDURE)).concluded?.facts['outcome'];
const title = (article: 4 | 30, rest: string) => `${articleTitle(article)} ${rest}`;

describe('音像记录入库', () => {
  test(title(30, '录制完成后登记：24 小时自录制完成起算，期限内上传入库，办结'), async () => {
    await open(ended(10));
    const clock = (await world.state(CASE, PROCEDURE)).clocks[CUSTODY_CLOCK];
    expect(clock).toMatchObject({ period: 'recordingCustody', at: TUESDAY + 14 * HOUR });
    expect(await world.awaited(CASE, PROCEDURE)).toEqual(['recording-storing/submit/1 officer-1|officer-2']);
    await intoSystem();
    expect(await outcome()).toBe('stored');
    const states = foldMatter(await world.records(CASE));
    expect(isStoredRecording(states, PROCEDURE)).toBe(true);
  });

  test(title(30, '录制时登记，其后登记完成时间：自完成时起算'), async () => {
    const { progress: _, endedAt: __, ...begun } = ended(0);
    await open({ ...begun, progress: 'running' });
    expect(await world.awaited(CASE, PROCEDURE)).toEqual(['recording-end/submit/1 officer-1|officer-2']);
    expect((await world.state(CASE, PROCEDURE)).clocks).toEqual({});
    await world.sandbox.advanceTo(TUESDAY + 3 * HOUR);
    expect((await submit('recording-end', { endedAt: TUESDAY + 9 * HOUR })).refused).toMatchObject({
      code: 'requirementsMissing',
      article: 30,
    });
    await submit('recording-end', { endedAt: TUESDAY + 2 * HOUR });
    expect((await world.state(CASE, PROCEDURE)).clocks[CUSTODY_CLOCK]?.at).toBe(TUESDAY + 26 * HOUR);
    await intoSystem();
    expect(await outcome()).toBe('stored');
  });

  test(title(30, '存入专用存储器：期限已满足，转入系统另有任务，摘要须一致'), async () => {
    await open(ended(1));
    await intoStore();
    const { clocks } = await world.state(CASE, PROCEDURE);
    expect(clocks[CUSTODY_CLOCK]?.met).toBeDefined();
    expect(await world.awaited(CASE, PROCEDURE)).toEqual(['recording-transfer/submit/1 officer-1|officer-2']);
    const other = { attachments: [video('c'.repeat(64))] };
    expect((await submit('recording-transfer', {}, other)).refused).toMatchObject({
      code: 'requirementsMissing',
      params: { missing: '与存入专用存储器时登记的摘要一致的音像文件（第三十条）' },
    });
    await submit('recording-transfer', {}, { attachments: [video()] });
    expect(await outcome()).toBe('stored');
  });

  test(title(30, '存入未登记的存储器、摘要有误、存入早于录制完成：各被拒绝'), async () => {
    await open(ended(1));
    expect((await intoStore({ store: 'my-own-disk' })).refused).toMatchObject({
      code: 'storeNotRegistered',
      article: 30,
    });
    expect((await intoStore({ hash: 'abc', storedAt: TUESDAY - 5 * HOUR })).refused).toMatchObject({
      code: 'requirementsMissing',
      params: { count: 2 },
    });
    expect((await intoSystem({ attachments: [] })).refused).toMatchObject({
      params: { missing: '随本次提交上传音像文件（第三十条）' },
    });
    expect(await outcome()).toBeUndefined();
  });

  test.each([
    ['最后一刻', 24 * HOUR, []],
    ['逾期一毫秒', 24 * HOUR + 1, ['periodPassed recording-custody']],
  ] as const)(title(30, '%s入库'), async (_, after, lapse) => {
    await open(ended(0));
    await world.sandbox.advanceTo(TUESDAY + after);
    const onFile = await world.onFile(CASE, PROCEDURE);
    expect(onFile.filter((word) => word.startsWith('periodPassed'))).toEqual(lapse);
    const first = await intoSystem();
    if (lapse.length > 0) {
      expect(first.refused).toMatchObject({ params: { missing: '逾期入库的原因（第三十条）' } });
      await intoSystem({}, { lateReason: '采集站故障' });
    }
    expect(await outcome()).toBe('stored');
    const stored = (await world.state(CASE, PROCEDURE)).steps['recording-storing/submit/1'];
    expect(stored?.late).toEqual(lapse.length > 0 ? [{ clock: CUSTODY_CLOCK, byMs: 1 }] : []);
  });

  test(title(30, '录制完成已超过 24 小时才登记：立即记录届满，任务仍在'), async () => {
    await open(ended(30));
    expect(await world.onFile(CASE, PROCEDURE)).toContain('periodPassed recording-custody');
    await intoSystem({}, { lateReason: '登记迟延' });
    expect(await outcome()).toBe('stored');
  });

  test(title(30, '同一案件的多次录制：各自计时，互不影响'), async () => {
    await open(ended(1));
    await world.openOn(CASE, row, 'officer-2', {
      facts: ended(5),
      form: ended(5),
      procedure: 'recording-custody/2',
    });
    await intoSystem();
    expect(await outcome()).toBe('stored');
    expect(await world.awaited(CASE, 'recording-custody/2')).toHaveLength(1);
  });

  test(title(30, '运行数据全部丢失：从案卷恢复后期限和任务不变'), async () => {
    await open(ended(1));
    await world.resume(CASE);
    await world.sandbox.advanceTo(TUESDAY + 24 * HOUR);
    expect(await world.onFile(CASE, PROCEDURE)).toContain('periodPassed recording-custody');
    await intoSystem({}, { lateReason: '设备送修' });
    expect(await outcome()).toBe('stored');
  });
});

describe('音像记录设备', () => {
  test(title(4, '未登记或者已停用的设备：不能作为本局录制的音像登记'), async () => {
    for (const device of ['recorder-9', 'recorder-2'])
      expect((await open(ended(1, { device }))).refused).toMatchObject({
        code: 'deviceNotRegistered',
        article: 4,
      });
  });

  test(title(4, '未登记设备的音像：只作第三方证据登记和入库，自取得时起算'), async () => {
    await open(
      { source: 'thirdParty', act: 'inspection', obtainedAt: TUESDAY - HOUR },
      { provider: '门卫室监控，物业公司提供，复制于 U 盘' },
    );
    expect((await world.state(CASE, PROCEDURE)).clocks[CUSTODY_CLOCK]?.at).toBe(TUESDAY + 23 * HOUR);
    await intoSystem();
    expect(await outcome()).toBe('storedAsThirdParty');
    expect(isStoredRecording(foldMatter(await world.records(CASE)), PROCEDURE)).toBe(false);
  });

  test(title(4, '设备保管人未参加录制：须说明领用情况'), async () => {
    const facts = ended(1, { recordedBy: ['officer-2'] });
    expect((await open(facts)).refused).toMatchObject({
      code: 'deviceHolderAbsent',
      params: { device: '执法记录仪 1 号', holder: '张一' },
    });
    expect((await open(facts, { holderReason: '当日调换使用' })).refused).toBeUndefined();
  });

  test(title(4, '缺录制人员、所记录的执法活动：一并指明'), async () => {
    expect((await open(ended(1, { recordedBy: [], act: '' }))).refused).toMatchObject({
      code: 'contentsRequired',
      params: { missing: '录制人员、所记录的执法活动' },
    });
  });

  test(title(30, '完成早于开始、晚于现在：被拒绝'), async () => {
    for (const endedAt of [TUESDAY - 10 * HOUR, TUESDAY + HOUR])
      expect((await open(ended(1, { endedAt }))).refused).toMatchObject({ code: 'recordingTimesWrong' });
  });
});
