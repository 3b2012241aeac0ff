import { useState } from 'react';
import type { StoreView } from '../../device-schemas.js';
import { asked } from './checks.js';
import { HolderField, HomeField, InUseField, RegisterEntryForm } from './register-entry-form.js';
import { TextField } from './text-field.js';

const begin = (store: StoreView | null) => ({
  id: '',
  name: store?.name ?? '',
  holder: store?.holder.id ?? '',
  unit: store?.unit.id ?? '',
  place: store?.place ?? '',
  active: store?.active ?? true,
});
type Draft = ReturnType<typeof begin>;

const faultsOf = (store: StoreView | null, draft: Draft) => [
  ...(store ? [] : asked('/id', '存储器编号', draft.id, 64)),
  ...asked('/name', '存储器名称', draft.name, 60),
  ...asked('/place', '存放地点', draft.place, 100),
  ...(draft.holder === '' ? [{ pointer: '/holder', detail: '请选择保管人。' }] : []),
  ...(draft.unit === '' ? [{ pointer: '/unit', detail: '请选择所属机构。' }] : []),
];

/** A new 专用存储器 (第三十条第三款), or the change of one. */
export function StoreForm({ store, onDone }: { store: StoreView | null; onDone: () => void }) {
  const [draft, setDraft] = useState(() => begin(store));
  const put = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const { id, name, holder, unit, place, active } = draft;
  const entry = { name: name.trim(), holder, unit, place: place.trim() };
  return (
    <RegisterEntryForm
      path={`/api/recording-stores${store ? `/${store.id}` : ''}`}
      body={store ? { version: store.version, ...entry, active } : { id: id.trim(), ...entry }}
      isNew={store === null}
      faults={faultsOf(store, draft)}
      onDone={onDone}
    >
      {!store && (
        <TextField
          label="存储器编号"
          pointer="/id"
          required
          hint="登记后不能更改。小写字母、数字和连字符。"
          value={id}
          onChange={(next) => put({ id: next })}
        />
      )}
      <TextField
        label="存储器名称"
        pointer="/name"
        required
        value={name}
        onChange={(next) => put({ name: next })}
      />
      <HolderField required value={holder} onChange={(next) => put({ holder: next })} />
      <HomeField value={unit} onChange={(next) => put({ unit: next })} />
      <TextField
        label="存放地点"
        pointer="/place"
        required
        value={place}
        onChange={(next) => put({ place: next })}
      />
      {store && <InUseField value={active} onChange={(next) => put({ active: next })} />}
    </RegisterEntryForm>
  );
}
