import type { RegisterStore } from '../models/register.js';
import type { Act } from '../workflows/law/record/kinds.js';
import type { Standing } from '../workflows/law/record/standing.js';
import { refuseDevice, refuseStore, registeredThings } from '../workflows/law/recording-rows.js';
import type { Refusal } from '../workflows/refusals.js';

/** The register of devices and dedicated stores, as far as the record asks it. */
export type RegisteredThings = Pick<RegisterStore, 'device' | 'store'>;

type Parts = {
  devices?: RegisteredThings;
  people: { personById: (id: string) => Promise<Standing | undefined> };
};

/** What a recording needs of the register at the moment of `append` (第四条, 第三十条第三款). */
export async function refuseRecording({ devices, people }: Parts, act: Act): Promise<Refusal | undefined> {
  const named = registeredThings(act);
  if (named.store !== undefined) return refuseStore(act, await devices?.store(named.store));
  if (named.device === undefined) return undefined;
  const device = await devices?.device(named.device);
  const holder = device?.holder ? await people.personById(device.holder) : undefined;
  return refuseDevice(act, device, holder?.name ?? device?.holder ?? '');
}
