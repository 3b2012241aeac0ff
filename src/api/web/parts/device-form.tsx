import { useState } from 'react';
import { DEVICE_TYPES, DEVICE_USES } from '../../../workflows/law/devices.js';
import type { DeviceView } from '../../device-schemas.js';
import { fromField, toField } from '../format.js';
import { asked } from './checks.js';
import { HolderField, HomeField, InUseField, RegisterEntryForm } from './register-entry-form.js';
import { SelectField } from './select-field.js';
import { TextField } from './text-field.js';

const types = Object.entries(DEVICE_TYPES).map(([value, label]) => ({ value, label }));
const uses = Object.entries(DEVICE_USES).map(([value, label]) => ({ value, label }));
const dayField = (at: number | null = null): string => (at === null ? '' : toField(at).slice(0, 10));
const startOf = (date: string): number | null => fromField(`${date}T00:00`) ?? null;
/** The last millisecond of a day. */
const endOf = (date: string): number | null => {
  const start = startOf(date);
  return start === null ? null : start + 86_400_000 - 1;
};

const begin = (device: DeviceView | null) => ({
  id: '',
  name: device?.name ?? '',
  type: device?.type ?? '',
  serial: device?.serial ?? '',
  holder: device?.holder?.id ?? '',
  unit: device?.unit.id ?? '',
  use: device?.use ?? '',
  calibratedOn: dayField(device?.calibration?.on),
  calibratedUntil: dayField(device?.calibration?.until),
  active: device?.active ?? true,
});
type Draft = ReturnType<typeof begin>;

function bodyOf(device: DeviceView | null, draft: Draft) {
  const on = startOf(draft.calibratedOn);
  const entry = {
    name: draft.name.trim(),
    type: draft.type,
    serial: draft.serial.trim(),
    holder: draft.holder === '' ? null : draft.holder,
    unit: draft.unit,
    use: draft.use === '' ? null : draft.use,
    calibration: on === null ? null : { on, until: endOf(draft.calibratedUntil) },
  };
  return device
    ? { version: device.version, ...entry, active: draft.active }
    : { id: draft.id.trim(), ...entry };
}

const faultsOf = (device: DeviceView | null, draft: Draft) => [
  ...(device ? [] : asked('/id', '设备编号', draft.id, 64)),
  ...asked('/name', '设备名称', draft.name, 60),
  ...asked('/serial', '设备编码', draft.serial, 60),
  ...(draft.type === '' ? [{ pointer: '/type', detail: '请选择设备种类。' }] : []),
  ...(draft.unit === '' ? [{ pointer: '/unit', detail: '请选择所属机构。' }] : []),
  ...(draft.use === '' && draft.active
    ? [{ pointer: '/use', detail: '请选择用途：与执法业务无关的设备不得登记。' }]
    : []),
  ...(draft.calibratedOn === '' && draft.calibratedUntil !== ''
    ? [{ pointer: '/calibration/on', detail: '请填写校准日期。' }]
    : []),
];

/** A new device (第四条), or the change of one. What it is and the number on it are chosen once. */
export function DeviceForm({ device, onDone }: { device: DeviceView | null; onDone: () => void }) {
  const [draft, setDraft] = useState(() => begin(device));
  const put = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const path = `/api/devices${device ? `/${device.id}` : ''}`;
  const faults = faultsOf(device, draft);
  return (
    <RegisterEntryForm
      path={path}
      body={bodyOf(device, draft)}
      isNew={device === null}
      faults={faults}
      onDone={onDone}
    >
      {!device && <Identity draft={draft} put={put} />}
      <TextField
        label="设备名称"
        pointer="/name"
        required
        value={draft.name}
        onChange={(name) => put({ name })}
      />
      <HolderField value={draft.holder} onChange={(holder) => put({ holder })} />
      <HomeField value={draft.unit} onChange={(unit) => put({ unit })} />
      <SelectField
        label="用途（执法业务）"
        pointer="/use"
        required
        value={draft.use}
        onChange={(use) => put({ use })}
        options={uses}
      />
      <TextField
        label="校准日期"
        pointer="/calibration/on"
        type="date"
        value={draft.calibratedOn}
        onChange={(calibratedOn) => put({ calibratedOn })}
      />
      <TextField
        label="校准有效期至"
        pointer="/calibration/until"
        type="date"
        value={draft.calibratedUntil}
        onChange={(calibratedUntil) => put({ calibratedUntil })}
      />
      {device && <InUseField value={draft.active} onChange={(active) => put({ active })} />}
    </RegisterEntryForm>
  );
}

const Identity = ({ draft, put }: { draft: Draft; put: (change: Partial<Draft>) => void }) => (
  <>
    <TextField
      label="设备编号"
      pointer="/id"
      required
      hint="登记后不能更改。小写字母、数字和连字符。"
      value={draft.id}
      onChange={(id) => put({ id })}
    />
    <SelectField
      label="设备种类"
      pointer="/type"
      required
      value={draft.type}
      onChange={(type) => put({ type })}
      options={types}
    />
    <TextField
      label="设备编码"
      pointer="/serial"
      required
      hint="设备上的出厂编号，登记后不能更改。"
      value={draft.serial}
      onChange={(serial) => put({ serial })}
    />
  </>
);
