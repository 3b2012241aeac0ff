import type { OnRegister } from '../models/register.js';
import {
  calibrationEnded,
  DEVICE_TYPES,
  DEVICE_USES,
  type RegisteredDevice,
  type RegisteredStore,
} from '../workflows/law/devices.js';
import { formatDay, shanghaiDay } from '../workflows/law/moments.js';
import type { RecordHeader } from '../workflows/law/record/kinds.js';
import { deviceErrors, storeErrors } from '../workflows/law/register/device-check.js';
import type { EntryError } from '../workflows/law/register/check.js';
import { NO_CHANGE, type RegisterChange, type Replaced } from '../workflows/law/register/entries.js';
import { refusal } from '../workflows/refusals.js';
import {
  DeviceChange,
  DeviceDetail,
  DeviceParams,
  Devices,
  NewDevice,
  NewStore,
  StoreChange,
  StoreDetail,
  Stores,
} from './device-schemas.js';
import type { ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { refused } from './problems.js';
import {
  answerOf,
  changeRegister,
  maintainsDevices,
  mayMaintainDevices,
  refuseStale,
  versionOf,
  type Snapshot,
} from './register-change.js';
import { entryHistory } from './register-history.js';
import { RegisterAnswer } from './register-schemas.js';
import type { Told } from './requests.js';
import { route, type Route } from './route.js';
import { Pending } from './schemas.js';

const answers = { 200: RegisterAnswer, 202: Pending };

/** The devices recordings are made with, and the dedicated stores they may be kept in (第四条, 第三十条第三款). */
export const deviceRoutes = (parts: ApiParts): Route[] => [...devices(parts), ...stores(parts)];

const maySee = ({ caller }: Pick<Told, 'caller'>): void => {
  if (!allowed(caller, 'seeDevices')) throw refused(refusal('notPermitted', { what: '查看设备登记' }));
};

const again = (parts: ApiParts) => (record: RecordHeader) => answerOf(parts, [record]);

function refuseFaulty(errors: readonly EntryError[]): void {
  if (errors.length > 0) throw refused(refusal('entryFaulty'), errors);
}

function onFile<T>(entry: T | undefined, what: string): T {
  if (entry === undefined) throw refused(refusal('notFound', { what }));
  return entry;
}

// ── devices

const devices = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/devices',
    summary: '音像记录设备登记：种类、编码、保管人、校准，含已停用的',
    answers: { 200: Devices },
    may: maySee,
    do: async ({ caller, receivedAt }) => {
      const [items, names] = await Promise.all([parts.register.devices(), namesOf(parts)]);
      return {
        items: items.map((device) => deviceView(device, names, receivedAt)),
        may: { change: maintainsDevices({ caller }) },
      };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'get',
    path: '/api/devices/:id',
    summary: '一台设备的登记和历次变更',
    params: DeviceParams,
    answers: { 200: DeviceDetail },
    may: maySee,
    load: ({ params }) => parts.register.device(params.id),
    do: async ({ caller, params: { id }, receivedAt }, found) => {
      const names = await namesOf(parts);
      const history = await entryHistory(
        parts,
        ({ changed }) => changed.some((one) => one.what === 'device' && one.id === id),
        ({ devices: changed }) =>
          changed.filter(({ after }) => after.id === id).flatMap((one) => deviceChanges(one, names)),
        receivedAt,
      );
      const device = deviceView(onFile(found, '该设备'), names, receivedAt);
      return { device, history, may: { change: maintainsDevices({ caller }) } };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'post',
    path: '/api/devices',
    summary: '登记一台音像记录设备（第四条）',
    act: true,
    body: NewDevice,
    answers,
    may: mayMaintainDevices,
    do: (call) => changeDevice(parts, call, { ...call.body, active: true }),
    present: (reply) => reply,
    again: again(parts),
  }),
  route({
    method: 'post',
    path: '/api/devices/:id',
    summary: '变更一台设备的登记：保管人、所属机构、校准、停用',
    act: true,
    params: DeviceParams,
    body: DeviceChange,
    answers,
    may: mayMaintainDevices,
    do: (call) => {
      const { version, ...fields } = call.body;
      return changeDevice(parts, call, { id: call.params.id, ...fields }, version);
    },
    present: (reply) => reply,
    again: again(parts),
  }),
];

/** `version`: of the entry to change; without one it is a new entry. */
function changeDevice(parts: ApiParts, told: Told, after: RegisteredDevice, version?: string) {
  const make = async (register: Snapshot): Promise<RegisterChange> => {
    const before = await known(parts, register.devices, after.id, '设备', version);
    refuseFaulty(deviceErrors({ before, after }, register, told.receivedAt));
    return { ...NO_CHANGE, devices: [{ before, after }] };
  };
  return changeRegister(parts, told, { make });
}

/** The entry a change is about, if it is still as it was read; null for a new one. */
async function known<T extends { id: string; name: string }>(
  parts: ApiParts,
  entries: readonly OnRegister<T>[],
  id: string,
  what: string,
  version: string | undefined,
): Promise<T | null> {
  if (version === undefined) return null;
  const entry = onFile(
    entries.find((one) => one.id === id),
    `该${what}`,
  );
  await refuseStale(parts, `${what}${entry.name}`, entry, version);
  const { change: _, ...before } = entry;
  return before as unknown as T;
}

// ── dedicated stores

const stores = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/recording-stores',
    summary: '本局专用存储设备登记，含已停用的',
    answers: { 200: Stores },
    may: maySee,
    do: async ({ caller }) => {
      const [items, names] = await Promise.all([parts.register.stores(), namesOf(parts)]);
      const may = { change: maintainsDevices({ caller }) };
      return { items: items.map((store) => storeView(store, names)), may };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'get',
    path: '/api/recording-stores/:id',
    summary: '一台专用存储设备的登记和历次变更',
    params: DeviceParams,
    answers: { 200: StoreDetail },
    may: maySee,
    load: ({ params }) => parts.register.store(params.id),
    do: async ({ caller, params: { id }, receivedAt }, found) => {
      const names = await namesOf(parts);
      const history = await entryHistory(
        parts,
        ({ changed }) => changed.some((one) => one.what === 'store' && one.id === id),
        ({ stores: changed }) =>
          changed.filter(({ after }) => after.id === id).flatMap((one) => storeChanges(one, names)),
        receivedAt,
      );
      const store = storeView(onFile(found, '该专用存储设备'), names);
      return { store, history, may: { change: maintainsDevices({ caller }) } };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'post',
    path: '/api/recording-stores',
    summary: '登记一台本局专用存储设备（第三十条第三款）',
    act: true,
    body: NewStore,
    answers,
    may: mayMaintainDevices,
    do: (call) => changeStore(parts, call, { ...call.body, active: true }),
    present: (reply) => reply,
    again: again(parts),
  }),
  route({
    method: 'post',
    path: '/api/recording-stores/:id',
    summary: '变更一台专用存储设备的登记：保管人、存放地点、停用',
    act: true,
    params: DeviceParams,
    body: StoreChange,
    answers,
    may: mayMaintainDevices,
    do: (call) => {
      const { version, ...fields } = call.body;
      return changeStore(parts, call, { id: call.params.id, ...fields }, version);
    },
    present: (reply) => reply,
    again: again(parts),
  }),
];

function changeStore(parts: ApiParts, told: Told, after: RegisteredStore, version?: string) {
  const make = async (register: Snapshot): Promise<RegisterChange> => {
    const before = await known(parts, register.stores, after.id, '专用存储设备', version);
    refuseFaulty(storeErrors({ before, after }, register, told.receivedAt));
    return { ...NO_CHANGE, stores: [{ before, after }] };
  };
  return changeRegister(parts, told, { make });
}

// ── for people

/** Names of people and units by their id. */
type Names = { person: (id: string) => string; unit: (id: string) => string };

async function namesOf({ register }: Pick<ApiParts, 'register'>): Promise<Names> {
  const [people, units] = await Promise.all([register.people(), register.units()]);
  const lookUp = (entries: readonly { id: string; name: string }[]) => {
    const names = new Map(entries.map(({ id, name }) => [id, name]));
    return (id: string) => names.get(id) ?? id;
  };
  return { person: lookUp(people), unit: lookUp(units) };
}

const named = (name: (id: string) => string, id: string) => ({ id, name: name(id) });

/** A device for people; `now` in epoch ms. */
function deviceView({ change, ...device }: OnRegister<RegisteredDevice>, names: Names, now: number) {
  return {
    ...device,
    typeLabel: DEVICE_TYPES[device.type],
    useLabel: useInWords(device),
    holder: device.holder === null ? null : named(names.person, device.holder),
    unit: named(names.unit, device.unit),
    calibrationEnded: calibrationEnded(device.calibration, now),
    version: versionOf(change),
  };
}

const useInWords = ({ use }: Pick<RegisteredDevice, 'use'>): string | null =>
  use === null ? null : DEVICE_USES[use];

const storeView = ({ change, ...store }: OnRegister<RegisteredStore>, names: Names) => ({
  ...store,
  holder: named(names.person, store.holder),
  unit: named(names.unit, store.unit),
  version: versionOf(change),
});

const said = (label: string, was: string, is: string) => (was === is ? [] : [`${label}：${was} → ${is}`]);
const used = (was: boolean, is: boolean) => (was === is ? [] : [is ? '恢复使用' : '停用']);

/** What a change did to a device, one sentence each. */
function deviceChanges({ before, after }: Replaced<RegisteredDevice>, names: Names): string[] {
  const holder = ({ holder: id }: RegisteredDevice) => (id === null ? '无' : names.person(id));
  const use = (device: RegisteredDevice) => useInWords(device) ?? '未登记';
  if (before === null)
    return [
      '登记',
      `保管人：${holder(after)}`,
      `所属机构：${names.unit(after.unit)}`,
      `用途：${use(after)}`,
      calibrated(after),
    ];
  return [
    ...said('名称', before.name, after.name),
    ...said('保管人', holder(before), holder(after)),
    ...said('所属机构', names.unit(before.unit), names.unit(after.unit)),
    ...said('用途', use(before), use(after)),
    ...said('校准', calibrated(before), calibrated(after)),
    ...used(before.active, after.active),
  ];
}

const dayOf = (moment: number): string => formatDay(shanghaiDay(moment));

function calibrated({ calibration }: RegisteredDevice): string {
  if (calibration === null) return '未登记校准';
  const until = calibration.until === null ? '' : `，有效期至${dayOf(calibration.until)}`;
  return `${dayOf(calibration.on)}校准${until}`;
}

/** The same of a dedicated store. */
function storeChanges({ before, after }: Replaced<RegisteredStore>, names: Names): string[] {
  if (before === null) return ['登记', `保管人：${names.person(after.holder)}`, `存放地点：${after.place}`];
  return [
    ...said('名称', before.name, after.name),
    ...said('保管人', names.person(before.holder), names.person(after.holder)),
    ...said('所属机构', names.unit(before.unit), names.unit(after.unit)),
    ...said('存放地点', before.place, after.place),
    ...used(before.active, after.active),
  ];
}
