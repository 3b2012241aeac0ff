import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { DeviceView, StoreView } from '../../device-schemas.js';
import { day } from '../format.js';
import { DeviceForm } from '../parts/device-form.js';
import { Empty, Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { RegisterDoors } from '../parts/register-doors.js';
import { Section } from '../parts/section.js';
import { StoreForm } from '../parts/store-form.js';
import { useDevices, useStores } from '../recording-queries.js';
import { useSignedIn } from '../session.js';

/** What recordings are made with and kept in (第四条, 第三十条第三款), and changing the entries. */
export function DevicesPage() {
  const { seeRegister } = useSignedIn().capabilities;
  const [said, setSaid] = useState('');
  return (
    <Page title="音像记录设备" above={seeRegister && <RegisterDoors />}>
      {said !== '' && <p role="status">{said}</p>}
      <DeviceList onSaid={setSaid} />
      <StoreList onSaid={setSaid} />
    </Page>
  );
}

type ListProps = { onSaid: (said: string) => void };

function DeviceList({ onSaid }: ListProps) {
  const reading = useDevices();
  return (
    <Section title="设备">
      <Loaded reading={reading}>
        {({ items, may }) => (
          <>
            {items.length === 0 && <Empty>还没有登记音像记录设备。</Empty>}
            <ul className="rows">
              {items.map((device) => (
                <Entry
                  key={device.id}
                  name={`${device.name}（${device.id}）`}
                  active={device.active}
                  mayChange={may.change}
                  about={<DeviceLines device={device} />}
                  form={(close) => (
                    <DeviceForm
                      device={device}
                      onDone={() => {
                        close();
                        onSaid(`${device.name}的变更已登记。`);
                      }}
                    />
                  )}
                />
              ))}
            </ul>
            {may.change && (
              <Section title="登记设备">
                <DeviceForm key={items.length} device={null} onDone={() => onSaid('设备已登记。')} />
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function DeviceLines({ device }: { device: DeviceView }) {
  const { typeLabel, serial, holder, unit, calibration } = device;
  const until = calibration?.until ?? null;
  const lasts = until === null ? '' : `，有效期至 ${day(until)}`;
  return (
    <>
      <p className="quiet">
        {typeLabel} · 编码 {serial} · {unit.name} · 保管人 {holder?.name ?? '无'} · 用途{' '}
        {device.useLabel ?? '未登记'}
      </p>
      <p className="quiet">
        {calibration ? `${day(calibration.on)} 校准${lasts}` : '未登记校准'}
        {device.calibrationEnded && <strong className="register-warning"> 校准已过期</strong>}
      </p>
    </>
  );
}

function StoreList({ onSaid }: ListProps) {
  const reading = useStores();
  return (
    <Section title="本单位专用存储器">
      <Loaded reading={reading}>
        {({ items, may }) => (
          <>
            {items.length === 0 && <Empty>还没有登记专用存储器。</Empty>}
            <ul className="rows">
              {items.map((store) => (
                <Entry
                  key={store.id}
                  name={`${store.name}（${store.id}）`}
                  active={store.active}
                  mayChange={may.change}
                  about={<StoreLine store={store} />}
                  form={(close) => (
                    <StoreForm
                      store={store}
                      onDone={() => {
                        close();
                        onSaid(`${store.name}的变更已登记。`);
                      }}
                    />
                  )}
                />
              ))}
            </ul>
            {may.change && (
              <Section title="登记专用存储器">
                <StoreForm key={items.length} store={null} onDone={() => onSaid('专用存储器已登记。')} />
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

const StoreLine = ({ store: { unit, holder, place } }: { store: StoreView }) => (
  <p className="quiet">
    {unit.name} · 保管人 {holder.name} · 存放于 {place}
  </p>
);

type EntryProps = {
  name: string;
  active: boolean;
  mayChange: boolean;
  about: ReactNode;
  form: (close: () => void) => ReactNode;
};

/** One entry, with its form while it is being changed. */
function Entry({ name, active, mayChange, about, form }: EntryProps) {
  const [opened, setOpened] = useState(false);
  return (
    <li className="row">
      <div className="row-head">
        <strong className="card-title">{name}</strong>
        <span className="marks">
          {!active && <span className="mark">已停用</span>}
          {mayChange && (
            <Button
              size="small"
              aria-expanded={opened}
              aria-label={`${opened ? '取消变更' : '变更'} ${name}`}
              onClick={() => setOpened(!opened)}
            >
              {opened ? '取消' : '变更'}
            </Button>
          )}
        </span>
      </div>
      {about}
      {opened && form(() => setOpened(false))}
    </li>
  );
}
