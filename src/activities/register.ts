import { bodyOn } from './records.js';
import type { LedgerStore } from '../models/ledger-store.js';
import type { Applied, RegisterStore } from '../models/register.js';
import type { Facts, RecordHeader } from '../workflows/law/record/kinds.js';
import { NO_CHANGE, type RegisterChange } from '../workflows/law/register/entries.js';

/** What carrying out a change of the register needs. */
export type RegisterParts = {
  store: LedgerStore;
  register: Pick<
    RegisterStore,
    'putPerson' | 'putUnit' | 'putReminder' | 'putDevice' | 'putStore' | 'putMedia'
  >;
};

export type RegisterActivities = ReturnType<typeof createRegisterActivities>;

/**
 * The activity that brings the register to where a change on record says it is to be. It reads the change
 * from the record, so that its words pass through nothing else, and may be repeated and overtaken at will:
 * what a newer change has written stays.
 */
export function createRegisterActivities({ store, register }: RegisterParts) {
  return {
    /** `id`: the procedure, BUREAU-2026/register-change/…. Says what came of it, by ids and numbers. */
    async applyRegisterChange(id: string): Promise<Facts> {
      const record = await openingOf(store, id);
      const body = (await bodyOn(store, record)) as unknown as { change: RegisterChange };
      const change = { ...NO_CHANGE, ...body.change };
      const stamp = {
        at: record.recordedAt,
        seq: record.seq,
        chainId: record.chainId,
        by: record.actor.id,
      };
      const came: Record<Applied, string[]> = { written: [], superseded: [], conflicting: [] };
      // Units first: people name them.
      for (const { after } of change.units) came[await register.putUnit(after, stamp)].push(after.id);
      for (const { after } of change.people) came[await register.putPerson(after, stamp)].push(after.id);
      for (const { after } of change.reminders)
        came[await register.putReminder(after, stamp)].push(after.period);
      for (const { after } of change.devices) came[await register.putDevice(after, stamp)].push(after.id);
      for (const { after } of change.stores) came[await register.putStore(after, stamp)].push(after.id);
      for (const { after } of change.media) came[await register.putMedia(after, stamp)].push(after.act);
      return {
        written: came.written.length,
        superseded: came.superseded,
        conflicting: came.conflicting,
        invited: change.invited.filter((one) => !came.conflicting.includes(one)),
      };
    },
  };
}

async function openingOf(store: LedgerStore, id: string): Promise<RecordHeader> {
  const [chainId = ''] = id.split('/', 1);
  const procedure = id.slice(chainId.length + 1);
  const record = await store.byIdem(chainId, `${procedure}:opening`);
  if (!record) throw new Error(`${id} has no opening on file`);
  return record;
}
