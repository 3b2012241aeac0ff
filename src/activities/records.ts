import { LRUCache } from 'lru-cache';
import { emptyState, fold, foldMatter, held, type State } from '../workflows/law/record/fold.js';
import {
  EMPTY_HEAD,
  idemOf,
  procedureId,
  procedureName,
  SYSTEM,
  textOf,
  textsOf,
  type Act,
  type Appended,
  type Body,
  type Clock,
  type Elsewhere,
  type Facts,
  type Head,
  type Loaded,
  type RecordHeader,
} from '../workflows/law/record/kinds.js';
import { mayMeetRecusal, recusedOn, refuseActOfRecused } from '../workflows/law/record/recusal.js';
import { refuseUnmet, unmet, type Requirement } from '../workflows/law/record/requirements.js';
import { requirementsOf } from '../workflows/law/act-media.js';
import {
  refuseAsAssignee,
  refuseNamed,
  refuseOfficer,
  refuseOpener,
  refuseStanding,
  type Standing,
} from '../workflows/law/record/standing.js';
import type { Calendar } from '../workflows/law/calendar.js';
import { clockDeadline } from '../workflows/law/clock-deadline.js';
import { formatMoment } from '../workflows/law/moments.js';
import { periods } from '../workflows/law/periods.js';
import type { Period } from '../workflows/law/periods/period.js';
import { reminderMoments, remindersInForce, type ReminderSettings } from '../workflows/law/reminders.js';
import type { EmergencyFacts } from '../workflows/law/procedure-rows.js';
import type { CasePeople, ProcedureRow } from '../workflows/law/procedures.js';
import { matterFile } from '../workflows/law/record/matter-file.js';
import type { RoleKey } from '../workflows/law/roles.js';
import { byAndAt, first, refusal, type Refusal } from '../workflows/refusals.js';
import { MAX_BYTES, UnsafeJson } from '../models/canonical.js';
import type { Follow } from './follow.js';
import { refuseInspection, type InspectionsOnFile } from './inspection-check.js';
import { refusePowerOf, type RegisteredUnits } from './power-check.js';
import { refuseRecording, type RegisteredThings } from './recording-check.js';
import { refuseByRegulation, runsUnder } from './regulation-check.js';
import { refuseSubstitution } from './substitution-check.js';
import type { LedgerStore } from '../models/ledger-store.js';
import { bodyOf, LedgerDamaged, recordOf, sealBody, sealHeader, type StoredBody } from '../models/seal.js';

/**
 * What a procedure knows when it appends: the newest record of the chain it has seen, and the last of its
 * own. Its state up to there is folded here, from the record or from what the last append left.
 */
export type Known = { head: Head; state: Pick<State, 'seq'> };
export type Knowing = { head: Head; state: State };

export type { Follow };

/** What the record activities need. `now` in epoch ms. */
export type RecordParts = {
  store: LedgerStore;
  people: {
    personById: (id: string) => Promise<Standing | undefined>;
    peopleByIds: (ids: readonly string[]) => Promise<Standing[]>;
  };
  calendar: () => Promise<Calendar>;
  /** The bureau's settings of reminders; the law table's hold where it is left out. */
  reminders?: () => Promise<ReminderSettings>;
  /** The register of devices and stores; where it is left out, none is registered. */
  devices?: RegisteredThings;
  /** The register of units; where it is left out, nobody's power is judged. */
  units?: RegisteredUnits;
  /** How often a subject was inspected in a year; left out, or with no cap set, nothing is counted. */
  inspections?: InspectionsOnFile;
  inspectionsPerYear?: number | null;
  /** The regulation's own first day (第三十七条), YYYY-MM-DD; null or left out while nobody has said it. */
  regulationFrom?: string | null;
  rows: readonly ProcedureRow[];
  ledgerKey: string;
  now: () => number;
  follow: Follow;
  /** The seq up to which everything has followed from a procedure's records; 0 at first. */
  followedUpTo: (chainId: string, procedure: string) => Promise<number>;
};

/** A store that says no this often to one act is at fault. */
const ATTEMPTS_LIMIT = 50;
/** Records read at a time; a page that is sent is cut at `MAX_BYTES` as well. */
const PAGE_RECORDS = 200;

/** States kept between appends; one of an ordinary approval is some 20 kB. */
const STATES_KEPT = 400;

/** The activities that write and read the record. */
export function createRecordActivities(parts: RecordParts) {
  const states = new LRUCache<string, State>({ max: STATES_KEPT });
  return {
    /** Puts an act on file, once. */
    append: async (act: Act, { head, state: { seq } }: Known): Promise<Appended> => {
      const id = procedureId(act.chainId, act.procedure);
      const kept = states.get(id);
      const state = kept?.seq === seq ? kept : await stateUpTo(parts.store, act.chainId, act.procedure, seq);
      const appended = await append(parts, act, { head, state });
      if (appended.records.length > 0) states.set(id, fold(appended.records, state));
      return appended;
    },
    /** Records of a procedure with seq > `afterSeq`, one page at a time. */
    load: async (chainId: string, procedure: string, afterSeq: number): Promise<Loaded> => {
      const loaded = await load(parts.store, chainId, procedure, afterSeq);
      const last = loaded.more ? undefined : loaded.records.at(-1);
      if (last) await followTo(parts, last);
      return loaded;
    },
  };
}

/** The chain from what the caller knows on. `recordedAt` of the newest record, 0 on an empty chain. */
type Seen = { newer: RecordHeader[]; head: Head; recordedAt: number };

/**
 * Guarantees, whatever dies or repeats: at most one record per idem; seq without gap or fork; every caller
 * of one
 * idem hears of the same record; an answer is given only for what is on file, its consequences included.
 * The order matters: one's own record is looked for before any rule is asked, because a rule may say no today
 * to what was accepted yesterday.
 */
async function append(parts: RecordParts, act: Act, known: Knowing): Promise<Appended> {
  const idem = idemOf(act);
  let contested = false;
  for (let attempt = 0; attempt < ATTEMPTS_LIMIT; attempt += 1) {
    const [seen, people] = await Promise.all([
      readSince(parts.store, act.chainId, known.head),
      peopleOf(parts, act, known.state),
    ]);
    const mine = seen.newer.filter((record) => record.procedure === act.procedure);
    const own =
      mine.find((record) => record.idem === idem) ??
      (contested || mayBeOlder(act, known, idem) ? await parts.store.byIdem(act.chainId, idem) : undefined);
    // It arrived between the two reads; the next round returns it among the newer records.
    if (own && own.seq > seen.head.seq) continue;
    if (own) return repeated(parts, act, known, seen.head, mine, own);
    if (mine.length > 0) return { records: mine, head: seen.head };
    const refused = await refuse(parts, act, known, seen, people);
    if (refused) return { records: [], head: seen.head, refused };
    const sealed = sealWithin(parts.ledgerKey, act, idem);
    if (!sealed) return { records: [], head: seen.head, refused: refusal('contentsTooLarge') };
    const record = await write(parts, act, known, seen, idem, sealed);
    if (record) return { records: [record], head: headOf(record), own: record.seq };
    const used = await requestUsedElsewhere(parts.store, act, idem);
    if (used) return { records: [], head: seen.head, refused: used };
    contested = true;
  }
  throw new Error(`The ledger took no record of ${act.chainId} in ${String(ATTEMPTS_LIMIT)} attempts`);
}

const headOf = (record: RecordHeader): Head => ({ seq: record.seq, hash: record.hash });

/**
 * Reads from the known head itself, so that a database restored from before it is noticed.
 * A cursor may miss a record that is inserted while it passes; a gap is therefore read again.
 */
async function readSince(store: LedgerStore, chainId: string, known: Head): Promise<Seen> {
  const read = await store.since(chainId, Math.max(known.seq, 1));
  const [atHead] = read;
  if (known.seq > 0 && atHead?.hash.sha256 !== known.hash.sha256)
    throw new LedgerDamaged(
      `Record ${String(known.seq)} of ${chainId}, known to the procedure, is not on file`,
    );
  const newer = read.filter((record) => record.seq > known.seq);
  const gap = newer.findIndex((record, index) => record.seq !== known.seq + 1 + index);
  const whole = gap < 0 ? newer : newer.slice(0, gap);
  const last = whole.at(-1) ?? (known.seq > 0 ? atHead : undefined);
  return { newer: whole, head: last ? headOf(last) : EMPTY_HEAD, recordedAt: last?.recordedAt ?? 0 };
}

/**
 * May one's own record be among those the caller already knew? An opening may be asked for by one who knows
 * the chain, but nothing of this procedure.
 */
function mayBeOlder(act: Act, { head, state: { steps, requests } }: Knowing, idem: string): boolean {
  const told = steps[act.step]?.idem === idem || (act.requestId !== undefined && act.requestId in requests);
  return told || (act.kind === 'opening' && head.seq > 0);
}

/** The act is on file: what follows from it is done (again), and the caller hears of the record. */
async function repeated(
  parts: RecordParts,
  act: Act,
  known: Knowing,
  head: Head,
  mine: RecordHeader[],
  own: RecordHeader,
): Promise<Appended> {
  if (act.kind === 'opening' && act.requestId !== undefined && own.requestId !== act.requestId)
    return { records: mine, head, refused: openedBefore(rowOf(parts.rows, act.procedure), own) };
  const before = await stateBefore(parts.store, own, known, mine);
  await parts.follow(own, await bodyOn(parts.store, own), before, fold([own], before));
  return { records: mine, head, own: own.seq };
}

/** Another request opened it. */
function openedBefore(row: ProcedureRow, own: RecordHeader): Refusal {
  const params = byAndAt(own, formatMoment);
  return row.opensMatter
    ? refusal('caseNumberTaken', { number: own.chainId, ...params })
    : refusal('alreadyOpen', params);
}

async function stateBefore(
  store: LedgerStore,
  own: RecordHeader,
  known: Knowing,
  mine: RecordHeader[],
): Promise<State> {
  if (own.seq > known.head.seq)
    return fold(
      mine.filter((record) => record.seq < own.seq),
      known.state,
    );
  return stateUpTo(store, own.chainId, own.procedure, own.seq - 1);
}

/** A procedure's state as its records up to and including `seq` leave it. */
export async function stateUpTo(
  store: Pick<LedgerStore, 'ofProcedure'>,
  chainId: string,
  procedure: string,
  seq: number,
): Promise<State> {
  let state = emptyState();
  if (seq === 0) return state;
  for (;;) {
    const page = await store.ofProcedure(chainId, procedure, {
      after: state.seq,
      upTo: seq,
      limit: PAGE_RECORDS,
    });
    state = fold(page, state);
    if (page.length < PAGE_RECORDS) return state;
  }
}

/**
 * The body a record names. Throws `LedgerDamaged` when it is gone: a header is only written after its body.
 */
export async function bodyOn(store: Pick<LedgerStore, 'body'>, record: RecordHeader): Promise<Body> {
  const stored = await store.body(record.body.sha256);
  if (!stored) throw new LedgerDamaged(`Record ${String(record.seq)} of ${record.chainId} has no body`);
  return bodyOf(stored);
}

/**
 * What only the moment knows: the standing of the people, and for an opening the rest of the matter's file.
 */
async function refuse(
  parts: RecordParts,
  act: Act,
  { head, state }: Knowing,
  { newer }: Seen,
  people: readonly Standing[],
): Promise<Refusal | undefined> {
  const asked = officersOf(act);
  const named = namedIn(parts, act);
  const assignee = assigneeIn(act, state);
  const person = (id: string) => people.find((one) => one.id === id);
  const row = rowOf(parts.rows, act.procedure);
  const refused = first([
    refuseStanding(person(act.actor.id), act),
    assignee && refuseAsAssignee(person(assignee.id), assignee.role, act.receivedAt),
    await refuseSubstitution(parts, act, state),
    await refuseRecording(parts, act),
    await refusePowerOf(parts, act, row),
    await refuseInspection(parts, act, row),
    refuseByRegulation(parts, act),
    ...asked.map(({ id, at }) => refuseOfficer(person(id), at)),
    ...named.map(({ id, role }) => refuseNamed(person(id), role, act.receivedAt)),
  ]);
  if (refused) return refused;
  const requirements = requirementsOf(row, state, act);
  const begun = new Map(head.seq === 0 ? [[act.chainId, Promise.resolve(newer)]] : []);
  const read = readerOf(parts.store, requirements.length > 0 ? 'whole' : 'outline', begun);
  if (head.seq > 0 && mayMeetRecusal(row, state, act)) {
    const nameOf = (id: string) => person(id)?.name ?? '该人员';
    const no = refuseActOfRecused(await read(act.chainId), act, nameOf);
    if (no) return no;
  }
  if (act.kind === 'opening') {
    const no =
      refuseOpener(person(act.actor.id), row.openedBy, act) ?? (await refuseByGate(parts, act, row, read));
    if (no) return no;
  }
  return refuseMissing(parts, act, requirements, read);
}

/** Reads a chain for the rules of one act. */
type ChainReader = (chainId: string) => Promise<RecordHeader[]>;

/**
 * Each chain is read once for an act: whole where the row asks what is on file, for its outline is in it; the
 * outline alone otherwise. `begun`: what is read already.
 */
function readerOf(
  store: LedgerStore,
  extent: 'whole' | 'outline',
  begun: Map<string, Promise<RecordHeader[]>>,
): ChainReader {
  return (chainId) => {
    const reading =
      begun.get(chainId) ?? (extent === 'whole' ? store.since(chainId, 1) : store.outline(chainId));
    begun.set(chainId, reading);
    return reading;
  };
}

/** What the row's own gate says of an opening, on its matter and on those it reads. */
async function refuseByGate(
  parts: RecordParts,
  act: Act,
  row: ProcedureRow,
  read: ChainReader,
): Promise<Refusal | undefined> {
  const files = await Promise.all([act.chainId, ...chainsBeside(parts, act)].map(read));
  return row.gate(matterFile(files.flat()), act);
}

/** What has to be on file before this act, on the whole matter: read only where a row asks for it. */
async function refuseMissing(
  parts: RecordParts,
  act: Act,
  requirements: readonly Requirement[],
  read: ChainReader,
): Promise<Refusal | undefined> {
  if (requirements.length === 0) return undefined;
  const [records = [], ...others] = await Promise.all([act.chainId, ...chainsBeside(parts, act)].map(read));
  const beside = others.flatMap((other) =>
    Object.entries(foldMatter(other)).map(
      ([procedure, state]) => [procedureId(other[0]?.chainId ?? '', procedure), state] as const,
    ),
  );
  return refuseUnmet(unmet(requirements, { ...foldMatter(records), ...Object.fromEntries(beside) }, act));
}

/** Other matters whose record the row wants to be seen beside this one's. */
const chainsBeside = (parts: RecordParts, act: Act): string[] =>
  [...new Set(rowOf(parts.rows, act.procedure).reads?.(act) ?? [])].filter(
    (chainId) => chainId !== act.chainId,
  );

/** Everybody whose standing an act rests on, in one read. */
function peopleOf(parts: RecordParts, act: Act, state: State): Promise<Standing[]> {
  const assignee = assigneeIn(act, state);
  const all = [act.actor, ...officersOf(act), ...namedIn(parts, act), ...(assignee ? [assignee] : [])];
  const ids = new Set(all.map(({ id }) => id).filter((id) => id !== SYSTEM.id));
  return ids.size === 0 ? Promise.resolve([]) : parts.people.peopleByIds([...ids]);
}

/** 转办: to somebody who may do it. */
function assigneeIn(act: Act, state: State): { id: string; role: RoleKey } | undefined {
  const { assignee } = act.facts;
  const role = state.tasks[act.step]?.role;
  if (act.kind !== 'reassigned' || typeof assignee !== 'string' || role === undefined) return undefined;
  return { id: assignee, role };
}

/**
 * Whom the start of a matter names for which part: each must hold the post that the part needs (第三十六条). A
 * later procedure names them as the matter's record has them; whoever has left since is replaced by 转办. Of
 * later acts one names somebody by his post: 正职负责人.
 */
function namedIn({ rows }: Pick<RecordParts, 'rows'>, act: Act): { id: string; role: RoleKey }[] {
  if (act.actor.role === 'system') return [];
  const named = (ids: readonly string[] | undefined, role: RoleKey) =>
    (ids ?? []).map((id) => ({ id, role }));
  // The report of a suspected crime names who decides on it within three days (移送规定第五条).
  if (act.kind !== 'opening' || !rowOf(rows, act.procedure).opensMatter)
    return named(textsOf(act.facts, 'principal'), 'principal');
  const people = (act.facts['people'] ?? {}) as Partial<CasePeople>;
  return [
    ...named(people.handlers, 'handler'),
    ...named(people.reviewers, 'reviewer'),
    ...named(people.approvers, 'approver'),
    ...named(people.legalOffice, 'legalOffice'),
  ];
}

/**
 * The officers of an emergency start, and the moment at which each had to hold a certificate (第九条, 第十一条).
 * What the system opens follows from a start that was judged: it is not judged again, or an officer who left
 * meanwhile would stop it.
 */
function officersOf(act: Act): { id: string; at: number }[] {
  if (act.kind === 'recorded') return officersOnSite(act);
  const emergency =
    act.kind === 'opening' && act.actor.role !== 'system'
      ? (act.facts['emergency'] as EmergencyFacts | null | undefined)
      : null;
  return emergency ? emergency.officers.map(({ id }) => ({ id, at: emergency.startedAt })) : [];
}

/** Who acted on site holds a certificate at the moment of the act, not of the entry (第十一条). */
function officersOnSite({ facts, occurredAt }: Act): { id: string; at: number }[] {
  const { officers } = facts;
  if (!Array.isArray(officers)) return [];
  return officers.map((officer) => ({ id: textOf(officer as Facts, 'id'), at: occurredAt }));
}

function rowOf(rows: readonly ProcedureRow[], procedure: string): ProcedureRow {
  const row = rows.find((one) => one.key === procedureName(procedure));
  if (!row) throw new Error(`There is no procedure ${procedureName(procedure)}`);
  return row;
}

/**
 * The body first, then the header, which is the commit, then what follows. Undefined: somebody was quicker.
 */
async function write(
  parts: RecordParts,
  act: Act,
  known: Knowing,
  seen: Seen,
  idem: string,
  sealed: StoredBody,
): Promise<RecordHeader | undefined> {
  const { body, starts, ...rest } = act;
  const header = sealHeader({
    ...rest,
    v: 1,
    seq: seen.head.seq + 1,
    idem,
    recordedAt: Math.max(parts.now(), seen.recordedAt),
    clocks: await clocksOf(parts, starts),
    late: lateness(act, known.state),
    body: { sha256: sealed._id, sm3: sealed.sm3 },
    prev: seen.head.hash,
  });
  await parts.store.insertBody(sealed);
  if ((await parts.store.insertHeader(header)) === 'taken') return undefined;
  const record = recordOf(header);
  await parts.follow(record, body, known.state, fold([record], known.state));
  return record;
}

/** Undefined when one record cannot hold it; the door's own limit is on the request, a little below. */
function sealWithin(ledgerKey: string, act: Act, idem: string): StoredBody | undefined {
  try {
    return sealBody(ledgerKey, act, idem);
  } catch (error) {
    if (error instanceof UnsafeJson && error.reason === 'tooLarge') return undefined;
    throw error;
  }
}

async function clocksOf(parts: RecordParts, asked: Act['starts']): Promise<Clock[]> {
  const starts = asked.filter((start) => runsUnder(parts, start));
  if (starts.length === 0) return [];
  const calendar = await parts.calendar();
  const settings = (await parts.reminders?.()) ?? {};
  return starts.map((start) => {
    const period: Period = periods[start.period];
    const { at, lastDay, provisional, calendarVersion } = clockDeadline(start, calendar);
    return {
      ...start,
      at,
      lastDay,
      provisional,
      calendarVersion,
      remindAt: reminderMoments(period, start.from, calendar, remindersInForce(start.period, settings)),
    };
  });
}

/** By how much the act misses the clock of the task it concludes; judged by when the door received it. */
function lateness(act: Act, state: State): RecordHeader['late'] {
  const met = state.tasks[act.step]?.clock;
  const keys = act.kind === 'decided' && met !== undefined ? [met] : textsOf(act.facts, 'meets');
  return keys.flatMap((key) => {
    const clock = held(state.clocks, key);
    if (!clock || clock.met !== undefined || act.receivedAt <= clock.at) return [];
    return [{ clock: clock.key, byMs: act.receivedAt - clock.at }];
  });
}

async function requestUsedElsewhere(
  store: LedgerStore,
  act: Act,
  idem: string,
): Promise<Refusal | undefined> {
  const used = act.requestId === undefined ? undefined : await store.byRequest(act.requestId);
  const elsewhere = used && (used.chainId !== act.chainId || used.idem !== idem);
  return elsewhere ? refusal('requestIdUsed') : undefined;
}

/**
 * The head is read before the records and bounds them: a record that arrives between the two reads is left to
 * the next `append`, which reads what is newer than this head.
 */
const concludedFrom = ({ procedure, facts, seq, occurredAt }: RecordHeader): Elsewhere => ({
  procedure,
  outcome: textOf(facts, 'outcome'),
  seq,
  at: occurredAt,
  facts,
});

/** What is served on whom, of a service: so that nobody orders it twice. */
function openedFrom({ procedure, facts, seq, occurredAt }: RecordHeader): Elsewhere {
  const opened = { procedure, outcome: '', seq, at: occurredAt };
  if (procedureName(procedure) !== 'service') return opened;
  const ordered = ['document', 'of', 'party', 'documentRecord'].map((key) => [key, textOf(facts, key)]);
  return { ...opened, facts: Object.fromEntries(ordered) as Facts };
}

async function load(
  store: LedgerStore,
  chainId: string,
  procedure: string,
  afterSeq: number,
): Promise<Loaded> {
  const newest = await store.head(chainId);
  if (!newest) return { records: [], head: EMPTY_HEAD, concluded: [], more: false };
  const read = await store.ofProcedure(chainId, procedure, {
    after: afterSeq,
    upTo: newest.seq,
    limit: PAGE_RECORDS,
  });
  const records = firstPage(read);
  const more = records.length < read.length || read.length === PAGE_RECORDS;
  const last = records.at(-1);
  const outline = await store.outline(chainId);
  const concluded = outline.flatMap((record) =>
    record.kind === 'concluded' && record.seq <= newest.seq ? [concludedFrom(record)] : [],
  );
  const opened = outline.flatMap((record) =>
    record.kind === 'opening' && record.seq <= newest.seq && record.procedure !== procedure
      ? [openedFrom(record)]
      : [],
  );
  const recused = recusedOn(outline.filter(({ seq }) => seq <= newest.seq));
  return {
    records,
    head: more && last ? headOf(last) : headOf(newest),
    concluded,
    opened,
    ...(recused.length > 0 ? { recused } : {}),
    more,
  };
}

/**
 * Whoever died right after a commit left its consequences undone. A run that finds the record on file answers
 * for it without appending anything, so that they are made up before.
 */
async function followTo(parts: RecordParts, { chainId, procedure, seq }: RecordHeader): Promise<void> {
  const followed = await parts.followedUpTo(chainId, procedure);
  if (followed < seq) await makeUp(parts, { chainId, procedure, seq: followed });
}

/** Does again what follows from a procedure's records after `seq`; says from how many. */
export async function makeUp(
  { store, follow }: Pick<RecordParts, 'store' | 'follow'>,
  { chainId, procedure, seq }: Pick<RecordHeader, 'chainId' | 'procedure' | 'seq'>,
): Promise<number> {
  const upTo = (await store.head(chainId))?.seq ?? 0;
  const unknown = await store.ofProcedure(chainId, procedure, { after: seq, upTo, limit: PAGE_RECORDS });
  let before = unknown.length > 0 ? await stateUpTo(store, chainId, procedure, seq) : undefined;
  for (const record of unknown) {
    if (!before) break;
    const after = fold([record], before);
    await follow(record, await bodyOn(store, record), before, after);
    before = after;
  }
  return unknown.length;
}

/** As many records as one answer may carry; always one. */
function firstPage(records: readonly RecordHeader[]): RecordHeader[] {
  let bytes = 0;
  const over = records.findIndex(
    (record) => (bytes += Buffer.byteLength(JSON.stringify(record), 'utf8')) > MAX_BYTES,
  );
  return records.slice(0, over < 0 ? records.length : Math.max(over, 1));
}
