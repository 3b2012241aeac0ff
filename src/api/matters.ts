import type { LedgerStore } from '../models/ledger-store.js';
import { bodyOf } from '../models/seal.js';
import { foldMatter, namedBy, type State } from '../workflows/law/record/fold.js';
import type { Body, RecordHeader, SecrecyLevel } from '../workflows/law/record/kinds.js';
import type { CasePeople } from '../workflows/law/procedures.js';
import { peopleNow } from '../workflows/law/record/successors.js';
import type { RoleKey } from '../workflows/law/roles.js';
import { refusal } from '../workflows/refusals.js';
import { knowPrincipals } from './acting-for.js';
import { roleAs, type Caller } from './callers.js';
import { allowedUpTo, type Matter } from './policies.js';
import { refused } from './problems.js';

/** A whole matter as the record tells it, and what its reader may see of it. */
export type Dossier = {
  chainId: string;
  records: RecordHeader[];
  states: Record<string, State>;
  matter: Matter;
  /** Contents of records above this level are not shown. */
  upTo: SecrecyLevel;
};

/** The procedure that a case begins with (第九条). */
export const INITIATION = 'case-initiation';

type Ledger = Pick<LedgerStore, 'since' | 'bodiesOf'>;

/** Reads a matter; 404 both for one that is not there and for one the caller may not know of. */
export async function readDossier(ledger: Ledger, caller: Caller, chainId: string): Promise<Dossier> {
  const records = await ledger.since(chainId, 1);
  const states = foldMatter(records);
  const matter = matterOf(records, states);
  const seen = () => (records.length === 0 ? undefined : allowedUpTo(caller, 'seeCase', matter));
  if (seen() === undefined) await knowPrincipals(caller);
  const upTo = seen();
  if (upTo === undefined) throw refused(refusal('notFound', { what: '该案件' }));
  return { chainId, records, states, matter, upTo };
}

/**
 * Whoever has ever been asked stays involved: the link in his letter still shows who holds the task now or
 * how it was decided.
 */
function matterOf(records: readonly RecordHeader[], states: Record<string, State>): Matter {
  const opening = records[0];
  const all = Object.values(states);
  const asked = records.flatMap((record) => [
    ...record.opens.flatMap((task) => task.candidates),
    textIn(record.facts, 'assignee') ?? [],
  ]);
  const named = all.flatMap((state) => (state.opening ? namedBy(state.opening) : []));
  const unit = opening && (textIn(opening.facts, 'unit') ?? opening.actor.unit);
  return {
    ...(unit === undefined ? {} : { unit }),
    involved: [...new Set([...asked, ...named, ...records.flatMap(actedIn)].flat())],
  };
}

/** Who acted, and for whom. */
const actedIn = ({ actor, onBehalfOf }: RecordHeader): string[] => [
  actor.id,
  ...(onBehalfOf ? [onBehalfOf.id] : []),
];

/** The people of the matter now: those of its opening, or of the case's, and their successors. */
export function peopleOfMatter({ records, states }: Dossier): CasePeople | undefined {
  const first = records[0]?.procedure;
  const state = states['enforcement-case'] ?? (first === undefined ? undefined : states[first]);
  return state?.opening?.facts['people'] ? peopleNow(state) : undefined;
}

/** Whoever is named as 承办人 acts as one; everybody else as what he is. */
export function roleIn(caller: Caller, dossier: Dossier): RoleKey {
  const people = peopleOfMatter(dossier);
  const officer = caller.posts.some((held) => held.post === 'officer');
  const handles = officer && (people?.handlers.includes(caller.id) ?? false);
  return handles ? 'handler' : roleAs(caller, dossier.matter.unit ?? '');
}

/**
 * The procedure that takes a remark or a correction: the one named while it is open, else the latest open one
 * of the matter. Seqs count over the matter, so a record of a procedure that has ended can still be corrected
 * (第三十五条).
 */
export function openDoor({ states }: Dossier, wanted = INITIATION): string {
  if (states[wanted]?.opening && !states[wanted].concluded) return wanted;
  const open = Object.entries(states).filter(([, state]) => state.opening && !state.concluded);
  const [latest] = open.sort(([, one], [, other]) => (other.opening?.seq ?? 0) - (one.opening?.seq ?? 0));
  return latest?.[0] ?? wanted;
}

/** What records say beyond their headers, by seq; undefined where the reader may not see it. */
export async function contentsOf(
  ledger: Pick<LedgerStore, 'bodiesOf'>,
  { records, upTo }: Pick<Dossier, 'records' | 'upTo'>,
  wanted: readonly RecordHeader[],
): Promise<Map<number, Body | undefined>> {
  const shown = wanted.filter((record) => levelOf(record, records) <= upTo);
  const stored = await ledger.bodiesOf([...new Set(shown.map(({ body }) => body.sha256))]);
  const bodies = new Map(stored.map((body) => [body._id, body]));
  const contents = new Map<number, Body | undefined>(wanted.map(({ seq }) => [seq, undefined]));
  for (const { seq, chainId, body } of shown) {
    const found = bodies.get(body.sha256);
    if (!found) throw new Error(`The body of ${chainId}#${String(seq)} is not on file`);
    contents.set(seq, bodyOf(found));
  }
  return contents;
}

/** A record's level; a correction repeats words of its target, so it is at least as secret. */
export function levelOf(record: RecordHeader, records: readonly RecordHeader[]): SecrecyLevel {
  if (record.kind !== 'corrected') return record.secrecy;
  const target = records.find(({ seq }) => seq === Number(record.facts['target']) && seq < record.seq);
  return target ? (Math.max(record.secrecy, levelOf(target, records)) as SecrecyLevel) : record.secrecy;
}

/** The text under a key of a body. */
export const textIn = (body: Body | undefined, key: string): string | null => {
  const value = body?.[key];
  return typeof value === 'string' ? value : null;
};

/** The texts under a key of a body. */
export const textsIn = (body: Body | undefined, key: string): string[] => {
  const value = body?.[key];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

/** The object under a key of a body. */
export const objectIn = (body: Body | undefined, key: string): Body => {
  const value = body?.[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
};
