/**
 * 应采用照相机、录音机、摄像机、执法记录仪、手持执法终端和视频监控等音像记录设备 — 第四条第一款. The six that the article names,
 * and 等: what else the bureau registers for the work of enforcement.
 */
export const DEVICE_TYPES = {
  camera: '照相机',
  audioRecorder: '录音机',
  videoCamera: '摄像机',
  bodyCamera: '执法记录仪',
  handheldTerminal: '手持执法终端',
  surveillance: '视频监控',
  other: '其他音像记录设备',
} as const;
export type DeviceType = keyof typeof DEVICE_TYPES;

/** True if the word is the key of a type. */
export const isDeviceType = (word: string): word is DeviceType => Object.hasOwn(DEVICE_TYPES, word);

/**
 * 严禁配置与本单位执法业务无关的音像记录设备 — 第四条第二款: the work of enforcement that a device serves. What serves
 * none of these is not registered.
 */
export const DEVICE_USES = {
  onSite: '现场检查、勘验、抽样和查封扣押',
  questioning: '询问',
  hearing: '听证',
  service: '送达、执行',
  reception: '受理地点视频监控',
} as const;
export type DeviceUse = keyof typeof DEVICE_USES;

/**
 * When a device was last checked, and until when that holds (epoch ms). How often a device is to be checked
 * neither the regulation nor a statute found says: the bureau enters what the device's own rules ask for.
 */
export type Calibration = { on: number; until: number | null };

/**
 * A device of the bureau (第四条). `holder`: id of the person it is handed out to; null for one that nobody
 * carries, such as a fixed 视频监控. `serial`: the number on the device. `use`: what work of enforcement it is for;
 * null only on entries from before it was asked. One out of use stays, because recordings name it.
 */
export type RegisteredDevice = {
  id: string;
  name: string;
  type: DeviceType;
  serial: string;
  holder: string | null;
  unit: string;
  use: DeviceUse | null;
  calibration: Calibration | null;
  active: boolean;
};

/** 本单位专用存储器 (第三十条第三款): where recordings may be kept outside the system. `holder` looks after it. */
export type RegisteredStore = {
  id: string;
  name: string;
  holder: string;
  unit: string;
  place: string;
  active: boolean;
};

/** Has the calibration of a device run out at a moment (epoch ms)? It is shown, and stops nothing. */
export const calibrationEnded = (calibration: Calibration | null, moment: number): boolean =>
  moment > (calibration?.until ?? Infinity);
