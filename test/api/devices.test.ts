import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DeviceDetail, Devices, StoreDetail, Stores } from '../../src/api/device-schemas.js';
import { RegisterAnswer } from '../../src/api/register-schemas.js';
import { bureauChain } from '../../src/workflows/law/bureau.js';
import { articleTitle } from '../harness/article-title.js';
import { read } from './desk.js';
import { newcomer, openRegisterOffice, type RegisterOffice } from './register-office.js';
import { pointers, problemOf, said, type Visitor } from './service.js';

const DAY_MS = 86_400_000;
const title = (rest: string) => `${articleTitle(4)} 音像记录设备登记 › ${rest}`;

let office: RegisterOffice;
beforeAll(async () => {
  office = await openRegisterOffice();
}, 60_000);
afterAll(() => office.close());

const device = (id: string, more: object = {}) => ({
  id,
  name: '执法记录仪',
  type: 'bodyCamera',
  serial: `SN-${id}`,
  holder: 'officer-1',
  unit: 'construction',
  use: 'onSite',
  calibration: null,
  ...more,
});
const store = (id: string, more: object = {}) => ({
  id,
  name: `执法科采集站${id}`,
  holder: 'clerk-1',
  unit: 'construction',
  place: '执法科 302 室',
  ...more,
});

const deviceOn = async (visitor: Visitor, id: string) =>
  read(await visitor.get(`/api/devices/${id}`), 200, DeviceDetail);

/** The entry as a change sends it, with what differs. */
async function changeOf(visitor: Visitor, id: string, differing: object) {
  const { version, name, type, serial, holder, unit, use, calibration, active } = (
    await deviceOn(visitor, id)
  ).device;
  const same = { version, name, type, serial, use, calibration, active };
  return { ...same, holder: holder?.id ?? null, unit: unit.id, ...differing };
}
const change = async (visitor: Visitor, id: string, differing: object) =>
  visitor.post(`/api/devices/${id}`, await changeOf(visitor, id, differing));

describe(title('who may'), () => {
  test('an officer › sees them and may not change them; nobody signed in › sees nothing', async () => {
    expect(said(await office.service.anonymous().get('/api/devices'))).toEqual(
      problemOf(401, 'unauthenticated'),
    );
    const { may } = read(await office.desks.officer.get('/api/devices'), 200, Devices);
    expect(may).toEqual({ change: false });
    for (const [path, body] of [
      ['/api/devices', device('x-1')],
      ['/api/recording-stores', store('x-1')],
    ] as const)
      expect(said(await office.desks.officer.post(path, body))).toEqual(problemOf(403, 'notPermitted'));
  });

  test('a clerk › registers devices, and still nobody’s posts', async () => {
    read(await office.desks.clerk.post('/api/devices', device('clerk-made')), 200, RegisterAnswer);
    expect(said(await office.desks.clerk.post('/api/register/people', newcomer('x-2')))).toEqual(
      problemOf(403, 'notPermitted'),
    );
  });
});

describe(title('a device'), () => {
  test('registered › on record by ids only, in the list at once', async () => {
    const until = Date.now() + DAY_MS;
    const calibration = { on: Date.now() - 30 * DAY_MS, until };
    const body = device('recorder-1', { calibration });
    const answer = read(await office.administrator.post('/api/devices', body), 200, RegisterAnswer);
    expect(answer.changed).toEqual([
      {
        what: 'device',
        id: 'recorder-1',
        fields: ['name', 'type', 'serial', 'holder', 'unit', 'use', 'calibration', 'active'],
      },
    ]);
    const { items } = read(await office.desks.officer.get('/api/devices'), 200, Devices);
    expect(items.find(({ id }) => id === 'recorder-1')).toMatchObject({
      typeLabel: '执法记录仪',
      holder: { id: 'officer-1', name: '李建平' },
      unit: { name: '建设工程执法科' },
      calibrationEnded: false,
      active: true,
    });
    const records = await office.service.parts.ledger.since(bureauChain(Date.now()), 1);
    expect(JSON.stringify(records)).not.toContain('SN-recorder-1');
  });

  test('handed to another officer, then out of use › each change on record with who made it', async () => {
    read(await office.administrator.post('/api/devices', device('recorder-2')), 200, RegisterAnswer);
    read(await change(office.desks.clerk, 'recorder-2', { holder: 'officer-2' }), 200, RegisterAnswer);
    read(await change(office.administrator, 'recorder-2', { active: false }), 200, RegisterAnswer);
    const { device: now, history } = await deviceOn(office.desks.officer, 'recorder-2');
    expect([now.active, now.holder?.id]).toEqual([false, 'officer-2']);
    expect(history.map(({ by, says }) => [by, says])).toEqual([
      ['蒋涛', ['停用']],
      ['冯雪梅', ['保管人：李建平 → 王晓燕']],
      [
        '蒋涛',
        [
          '登记',
          '保管人：李建平',
          '所属机构：建设工程执法科',
          '用途：现场检查、勘验、抽样和查封扣押',
          '未登记校准',
        ],
      ],
    ]);
  });

  test('calibration over › shown, and stops nothing', async () => {
    const calibration = { on: Date.now() - 30 * DAY_MS, until: Date.now() - DAY_MS };
    const body = device('recorder-3', { calibration });
    read(await office.administrator.post('/api/devices', body), 200, RegisterAnswer);
    const { device: now } = await deviceOn(office.desks.officer, 'recorder-3');
    expect([now.calibrationEnded, now.active]).toEqual([true, true]);
  });

  test('faulty entries › each fault at its field', async () => {
    const post = (body: object) => office.administrator.post('/api/devices', body);
    read(await post(device('recorder-4')), 200, RegisterAnswer);
    expect(pointers(await post(device('recorder-4', { serial: 'SN-other' })))).toEqual(['/id']);
    expect(pointers(await post(device('recorder-5', { serial: 'SN-recorder-4' })))).toEqual(['/serial']);
    expect(pointers(await post(device('recorder-5', { holder: 'nobody', unit: 'nowhere' })))).toEqual([
      '/unit',
      '/holder',
    ]);
    expect(pointers(await post(device('recorder-5', { type: 'telephone' })))).toEqual(['/type']);
    const calibration = { on: Date.now() + DAY_MS, until: Date.now() };
    expect(pointers(await post(device('recorder-5', { calibration })))).toEqual([
      '/calibration/on',
      '/calibration/until',
    ]);
    expect(pointers(await change(office.administrator, 'recorder-4', { type: 'camera' }))).toEqual([
      '/serial',
    ]);
  });

  test('two at one entry › the second hears whose change came before', async () => {
    read(await office.administrator.post('/api/devices', device('recorder-6')), 200, RegisterAnswer);
    const stale = await changeOf(office.desks.clerk, 'recorder-6', { holder: null });
    read(await change(office.administrator, 'recorder-6', { holder: 'officer-2' }), 200, RegisterAnswer);
    expect(said(await office.desks.clerk.post('/api/devices/recorder-6', stale))).toEqual(
      problemOf(409, 'entryChanged'),
    );
  });
});

describe(`${articleTitle(7)} 根据执法需要配备设备 › 登记`, () => {
  const post = (body: object) => office.administrator.post('/api/devices', body);

  test('用途不是执法业务、没有保管人的 › 在该栏被拒绝', async () => {
    expect(pointers(await post(device('recorder-8', { use: null })))).toEqual(['/use']);
    expect(pointers(await post(device('recorder-8', { use: 'entertainment' })))).toEqual(['/use']);
    expect(pointers(await post(device('recorder-8', { holder: null })))).toEqual(['/holder']);
  });

  test('受理地点固定安装的视频监控 › 可以没有保管人，用途写明', async () => {
    const counter = device('counter-1', { type: 'surveillance', holder: null, use: 'reception' });
    read(await post(counter), 200, RegisterAnswer);
    const { device: entry } = await deviceOn(office.desks.officer, 'counter-1');
    expect([entry.typeLabel, entry.useLabel, entry.holder]).toEqual(['视频监控', '受理地点视频监控', null]);
  });

  test('停用 › 不再问用途', async () => {
    read(await post(device('recorder-9')), 200, RegisterAnswer);
    read(await change(office.administrator, 'recorder-9', { use: null, active: false }), 200, RegisterAnswer);
  });
});

describe(`${articleTitle(30)} 本局专用存储设备登记`, () => {
  test('registered and moved › in the list, each change on record', async () => {
    const post = (path: string, body: object) =>
      office.desks.clerk.post(`/api/recording-stores${path}`, body);
    read(await post('', store('station-1')), 200, RegisterAnswer);
    expect(pointers(await post('', store('station-2', { place: ' ', holder: 'nobody' })))).toEqual([
      '/place',
      '/place',
      '/holder',
    ]);
    const { items } = read(await office.desks.officer.get('/api/recording-stores'), 200, Stores);
    expect(items).toHaveLength(1);
    const { version, name, holder, unit } = items[0]!;
    const moved = { version, name, holder: holder.id, unit: unit.id, place: '档案室', active: true };
    read(await post('/station-1', moved), 200, RegisterAnswer);
    const { history } = read(
      await office.desks.officer.get('/api/recording-stores/station-1'),
      200,
      StoreDetail,
    );
    expect(history.map(({ says }) => says)).toEqual([
      ['存放地点：执法科 302 室 → 档案室'],
      ['登记', '保管人：冯雪梅', '存放地点：执法科 302 室'],
    ]);
  });
});
