import type { Applied, RegisterStore } from '../../src/models/register.js';
import type { Stamp } from '../../src/models/stamp.js';

type Entry = { entry: unknown; by: Stamp };

/** The register in memory: what was written by which change, and how often it was asked. */
export class MemoryRegister implements Pick<
  RegisterStore,
  'putPerson' | 'putUnit' | 'putReminder' | 'putDevice' | 'putStore' | 'putMedia' | 'device' | 'store'
> {
  readonly entries = new Map<string, Entry>();
  asked = 0;

  putPerson: RegisterStore['putPerson'] = (person, by) => this.put(`person ${person.id}`, person, by);
  putUnit: RegisterStore['putUnit'] = (unit, by) => this.put(`unit ${unit.id}`, unit, by);
  putReminder: RegisterStore['putReminder'] = (setting, by) =>
    this.put(`reminder ${setting.period}`, setting, by);
  putDevice: RegisterStore['putDevice'] = (device, by) => this.put(`device ${device.id}`, device, by);
  putStore: RegisterStore['putStore'] = (store, by) => this.put(`store ${store.id}`, store, by);
  putMedia: RegisterStore['putMedia'] = (setting, by) => this.put(`media ${setting.act}`, setting, by);

  device: RegisterStore['device'] = (id) => Promise.resolve(this.registered(`device ${id}`) as never);
  store: RegisterStore['store'] = (id) => Promise.resolve(this.registered(`store ${id}`) as never);

  private registered(key: string): object | undefined {
    const found = this.entries.get(key);
    return found && { ...(found.entry as object), change: found.by };
  }

  private put(key: string, entry: unknown, by: Stamp): Promise<Applied> {
    this.asked += 1;
    const before = this.entries.get(key)?.by;
    if (before && (before.at > by.at || (before.at === by.at && before.seq > by.seq)))
      return Promise.resolve('superseded');
    this.entries.set(key, { entry, by });
    return Promise.resolve('written');
  }
}
