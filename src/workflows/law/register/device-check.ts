import { isDeviceType, type RegisteredDevice, type RegisteredStore } from '../devices.js';
import { postsAt } from '../posts.js';
import { idErrors, nameErrors, only, wrong, type EntryError, type Found } from './check.js';
import type { RegisterOfDevices, Replaced } from './entries.js';

/** How long the texts of a device or a store may be, in characters. */
export const DEVICE_LENGTHS = { name: 60, serial: 60, place: 100 } as const;

/**
 * Everything wrong with the entry of one device, against the register as it is (第四条). Pure; `now` in epoch
 * ms. What it is and the number on it are chosen once: recordings name it.
 */
export function deviceErrors(
  { before, after }: Replaced<RegisteredDevice>,
  register: RegisterOfDevices,
  now: number,
): EntryError[] {
  const namesake = register.devices.find((one) => one.serial === after.serial && one.id !== after.id);
  const changed = before && (before.type !== after.type || before.serial !== after.serial);
  return only([
    ...idErrors(after.id, before === null, register.devices),
    ...nameErrors(after.name, DEVICE_LENGTHS.name),
    !isDeviceType(after.type) && wrong('/type', '没有这种设备'),
    ...lineErrors('/serial', after.serial, DEVICE_LENGTHS.serial, '设备编码'),
    namesake && wrong('/serial', `该编码已登记为“${namesake.name}”（${namesake.id}）`),
    changed === true && wrong('/serial', '设备种类和编码登记后不能更改；登记有误的，请停用后另行登记'),
    ...placeErrors(after, before, register, now),
    ...purposeErrors(after),
    ...calibrationErrors(after, now),
  ]);
}

/** Everything wrong with the entry of one dedicated store (第三十条第三款). Pure; `now` in epoch ms. */
export function storeErrors(
  { before, after }: Replaced<RegisteredStore>,
  register: RegisterOfDevices,
  now: number,
): EntryError[] {
  return only([
    ...idErrors(after.id, before === null, register.stores),
    ...nameErrors(after.name, DEVICE_LENGTHS.name),
    ...lineErrors('/place', after.place, DEVICE_LENGTHS.place, '存放地点'),
    ...placeErrors(after, before, register, now),
  ]);
}

const lineErrors = (pointer: string, text: string, limit: number, what: string): Found => [
  text.trim() === '' && wrong(pointer, `请填写${what}`),
  (text !== text.trim() || /[\p{Cc}\p{Cf}]/u.test(text)) && wrong(pointer, '前后不得有空格，不得有控制字符'),
  Array.from(text).length > limit && wrong(pointer, `不得超过 ${String(limit)} 个字`),
];

type Placed = { holder: string | null; unit: string; active: boolean };

/** Where it belongs and who answers for it; what is only put out of use keeps whom it had. */
function placeErrors(
  { holder, unit, active }: Placed,
  before: Placed | null,
  { people, units }: RegisterOfDevices,
  now: number,
): Found {
  const home = units.find((one) => one.id === unit);
  const person = people.find((one) => one.id === holder);
  const newHolder = holder !== null && (before?.holder !== holder || (active && !before.active));
  const newUnit = before?.unit !== unit || (active && !before.active);
  return [
    newUnit && !home && wrong('/unit', '没有这个科室'),
    newUnit && home?.active === false && wrong('/unit', `${home.name}已撤销`),
    newHolder && !person && wrong('/holder', '没有登记这个人员'),
    newHolder &&
      person &&
      postsAt(person, now).length === 0 &&
      wrong('/holder', `${person.name}没有在任职务，不能保管设备`),
  ];
}

/**
 * 设备配备与履职需要相适应……严禁配置与本单位执法业务无关的音像记录设备 — 第四条第二款; and somebody answers for one that
 * is carried. What is put out of use is left as it was.
 */
function purposeErrors({ use, holder, type, active }: RegisteredDevice): Found {
  if (!active) return [];
  const fixed = type === 'surveillance';
  return [
    use === null && wrong('/use', '请选择该设备所用于的执法业务；与执法业务无关的设备不得登记（第四条）'),
    holder === null && !fixed && wrong('/holder', '请选择保管人；只有固定安装的视频监控可以没有保管人'),
  ];
}

function calibrationErrors({ calibration }: RegisteredDevice, now: number): Found {
  if (calibration === null) return [];
  const { on, until } = calibration;
  return [
    on > now && wrong('/calibration/on', '校准日期不得晚于今天'),
    until !== null && until <= on && wrong('/calibration/until', '有效期不得早于校准日期'),
  ];
}
