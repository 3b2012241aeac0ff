import { bureauChain } from '../workflows/law/bureau.js';
import { limits } from '../workflows/law/limits.js';
import { ENTRUSTMENT, entrustmentOf, type EntrustmentOnFile } from '../workflows/law/record/entrustment.js';
import { fold } from '../workflows/law/record/fold.js';
import { procedureName, type RecordHeader } from '../workflows/law/record/kinds.js';
import type { LedgerStore } from './ledger-store.js';

type Store = Pick<LedgerStore, 'head' | 'ofProcedure' | 'outline'>;

/** An entry, its publication, its reminders and its end: no 委托书 has more records than a few remarks beside. */
const RECORDS_LIMIT = 100;
const YEAR_MS = 366 * 86_400_000;

/** The 委托书 an id names, as its record tells it; undefined when there is none. */
export async function entrustmentById(
  store: Pick<Store, 'head' | 'ofProcedure'>,
  id: string,
): Promise<EntrustmentOnFile | undefined> {
  const [chainId = '', ...rest] = id.split('/');
  const procedure = rest.join('/');
  if (procedureName(procedure) !== ENTRUSTMENT) return undefined;
  const newest = await store.head(chainId);
  if (!newest) return undefined;
  const span = { after: 0, upTo: newest.seq, limit: RECORDS_LIMIT };
  return entrustmentOf(fold(await store.ofProcedure(chainId, procedure, span)));
}

/**
 * Every 委托书 entered so far back that one might still run, those entered last first. They are read from their
 * records, of which a bureau has a handful: no list beside the ledger could say something else.
 */
export async function listEntrustments(store: Store, now: number): Promise<EntrustmentOnFile[]> {
  const years = Array.from({ length: limits.longestEntrustment.value + 1 }, (_, back) => back);
  const chains = [...new Set(years.map((back) => bureauChain(now - back * YEAR_MS)))];
  const outlines = await Promise.all(chains.map((chainId) => store.outline(chainId)));
  const openings = outlines.flat().filter(isEntry);
  const found = await Promise.all(
    openings.map(({ chainId, procedure }) => entrustmentById(store, `${chainId}/${procedure}`)),
  );
  return found
    .filter((one) => one !== undefined)
    .sort((one, other) => other.enteredAt - one.enteredAt || (one.id < other.id ? -1 : 1));
}

const isEntry = ({ kind, procedure }: RecordHeader): boolean =>
  kind === 'opening' && procedureName(procedure) === ENTRUSTMENT;
