import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Stamp } from '../models/stamp.js';
import type { OnRegister, PersonOnRegister } from '../models/register.js';
import { bureauChain } from '../workflows/law/bureau.js';
import type { RegisteredDevice, RegisteredStore } from '../workflows/law/devices.js';
import { formatMoment } from '../workflows/law/moments.js';
import { postsAt, roleOfPost, type Post } from '../workflows/law/posts.js';
import { procedureName, type Body, type Facts, type RecordHeader } from '../workflows/law/record/kinds.js';
import { refuseWithoutAdministrator } from '../workflows/law/register/check.js';
import {
  effective,
  factsOf,
  isEmpty,
  NO_CHANGE,
  readFacts,
  type MediaSetting,
  type RegisterChange,
  type RegisterFacts,
  type RegisteredUnit,
  type ReminderSetting,
} from '../workflows/law/register/entries.js';
import { APPLIED, registerChains, registerChangeRow } from '../workflows/law/register/row.js';
import { refusal } from '../workflows/refusals.js';
import { open } from './doors.js';
import type { ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { Problem, refused } from './problems.js';
import { pendingReply } from './presenters.js';
import { requestOf, type Told } from './requests.js';
import type { Reply } from './route.js';
import type { RegisterAnswer } from './register-schemas.js';

/** The register as the API reads it, and how many changes had made it so. */
export type Snapshot = {
  people: PersonOnRegister[];
  units: OnRegister<RegisteredUnit>[];
  reminders: OnRegister<ReminderSetting>[];
  devices: OnRegister<RegisteredDevice>[];
  stores: OnRegister<RegisteredStore>[];
  media: OnRegister<MediaSetting>[];
  basis: number;
  /** Names this state: the same while nothing has changed. */
  version: string;
};

/** How long a change waits for others to be carried out, in ms, and how far apart it asks at most. */
const PATIENCE_MS = 8_000;
const PAUSE_MS = 300;
/** Several who wait do not all ask at the same moment. */
const pause = () => delay(PAUSE_MS * (0.3 + 0.7 * Math.random()));
/** A record's body holds at most 256 KiB; a longer change is put on file in parts. */
const PART_BYTES = 200 * 1024;

/** Who may see the register, and who may change it; the latter only signed in himself, not by a program. */
export function maySeeRegister({ caller }: Pick<Told, 'caller'>): void {
  if (!allowed(caller, 'seeRegister')) throw refused(refusal('notPermitted', { what: '查看人员和机构登记' }));
}
export const maintains = ({ caller }: Pick<Told, 'caller'>): boolean =>
  allowed(caller, 'maintainRegister') && caller.authentication === 'password';
export function mayMaintainRegister(told: Pick<Told, 'caller'>): void {
  if (!maintains(told)) throw refused(refusal('notPermitted', { what: '变更人员和机构登记' }));
}

/** Devices and stores (第四条) are kept by more people than the register of who may do what. */
export const maintainsDevices = ({ caller }: Pick<Told, 'caller'>): boolean =>
  allowed(caller, 'maintainDevices') && caller.authentication === 'password';
export function mayMaintainDevices(told: Pick<Told, 'caller'>): void {
  if (!maintainsDevices(told)) throw refused(refusal('notPermitted', { what: '变更设备和专用存储设备登记' }));
}

/** Which changes of the register are on file, and are all of them carried out? */
async function changesOnFile(parts: ApiParts, now: number): Promise<{ count: number; settled: boolean }> {
  const outlines = await Promise.all(registerChains(now).map((chain) => parts.ledger.outline(chain)));
  const own = outlines.flat().filter(({ procedure }) => procedureName(procedure) === registerChangeRow.key);
  const openings = own.filter(({ kind }) => kind === 'opening').length;
  const concluded = own.filter(({ kind }) => kind === 'concluded').length;
  return { count: openings, settled: openings === concluded };
}

/** The register with nothing under way; 409 when a change does not come to its end. `now` in epoch ms. */
export async function readRegister(parts: ApiParts, now: number): Promise<Snapshot> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    const { count, settled } = await changesOnFile(parts, now);
    if (settled) {
      const { register } = parts;
      const [people, units, reminders, devices, stores, media] = await Promise.all([
        register.people(),
        register.units(),
        register.reminders(),
        register.devices(),
        register.stores(),
        register.media(),
      ]);
      const version = `${bureauChain(now)}.${String(count)}`;
      return { people, units, reminders, devices, stores, media, basis: count, version };
    }
    await pause();
  }
  throw refused(refusal('registerMoved'));
}

/** The version of an entry: the change that made it so. */
export const versionOf = (change: Stamp | null): string =>
  change === null ? 'initial' : `${change.chainId}#${String(change.seq)}`;

/** Another change came between reading an entry and changing it: says whose, and when. */
export async function refuseStale(
  parts: ApiParts,
  what: string,
  { change }: { change: Stamp | null },
  version: string,
): Promise<void> {
  if (versionOf(change) === version) return;
  const by = change && (await parts.people.personById(change.by));
  const at = change ? formatMoment(change.at) : '';
  throw refused(refusal('entryChanged', { what, by: by?.name ?? change?.by ?? '', at }));
}

/** Tasks that nobody else can do: assigned to him, or offered to him alone. */
export async function openTasksOf(parts: Pick<ApiParts, 'lists'>, id: string): Promise<number> {
  const procedures = await parts.lists.awaiting(id);
  return procedures
    .flatMap(({ tasks }) => tasks)
    .filter(({ assignee, candidates }) => (assignee ?? (candidates.length === 1 ? candidates[0] : '')) === id)
    .length;
}

/** Those who by this change can no longer do anything, with the tasks they have; only those with any. */
export async function leavingWithTasks(parts: Pick<ApiParts, 'lists'>, change: RegisterChange, now: number) {
  const leaving = change.people.filter(
    ({ before, after }) =>
      before !== null && postsAt(before, now).length > 0 && postsAt(after, now).length === 0,
  );
  const counted = await Promise.all(
    leaving.map(async ({ after }) => ({ person: after, count: await openTasksOf(parts, after.id) })),
  );
  return counted.filter(({ count }) => count > 0);
}

/** What a change is asked with. `confirmOpenTasks`: those who leave may leave their tasks behind. */
export type Wish = {
  /** `done`: how many records of this request are on file. */
  make: (register: Snapshot, done: number) => RegisterChange | Promise<RegisterChange>;
  confirmOpenTasks?: boolean;
  source?: { sha256: string; rows: number };
};

/**
 * Puts a change on the record and answers when it is carried out. Guarantees: it was checked against the very
 * register it changes, because the gate refuses one that was checked against another, and then it is checked
 * and asked again; a repeat of the request changes nothing twice; what does not fit one record follows in the
 * next, each checked as the first was.
 */
export async function changeRegister(parts: ApiParts, told: Told, wish: Wish): Promise<Reply> {
  const records: RecordHeader[] = [];
  for (const until = Date.now() + PATIENCE_MS; ;) {
    const requestId = partId(told.requestId, records.length);
    const before = await parts.ledger.byRequest(requestId);
    if (before) {
      records.push(before);
      // An import that was cut off between two records goes on; nothing else does anything anew.
      if (readFacts(before.facts).source?.last === false) continue;
      break;
    }
    const register = await readRegister(parts, told.receivedAt);
    const change = effective(await wish.make(register, records.length));
    if (isEmpty(change)) break;
    await refuse(parts, change, register, told, wish);
    const part = firstPart(change);
    const source = wish.source ? { ...wish.source, last: part === change } : null;
    const outcome = await ask(parts, { ...told, requestId }, part, register, source);
    if (outcome === 'again' && Date.now() < until) continue;
    if (outcome === 'again') throw refused(refusal('registerMoved'));
    if ('pending' in outcome) return pendingReply('/api/register/people');
    records.push(outcome.record);
    if (part === change) break;
  }
  if (records.length === 0) throw refused(refusal('nothingChanged'));
  return answerOf(parts, records);
}

/** The request id of a part: the request's own for the first. */
const partId = (requestId: string, done: number): string =>
  done === 0 ? requestId : `${requestId}#${String(done + 1)}`;

async function refuse(
  parts: ApiParts,
  change: RegisterChange,
  register: Snapshot,
  told: Told,
  wish: Wish,
): Promise<void> {
  const canSignIn = new Set(register.people.flatMap(({ id, hasPassword }) => (hasPassword ? [id] : [])));
  const last = refuseWithoutAdministrator(register, change, canSignIn, told.receivedAt);
  if (last) throw refused(last);
  if (wish.confirmOpenTasks) return;
  const [leaving] = await leavingWithTasks(parts, change, told.receivedAt);
  if (leaving) throw refused(refusal('openTasksRemain', { name: leaving.person.name, count: leaving.count }));
}

/** As much of a change as one record holds, in its order: units before the people who name them. */
function firstPart(change: RegisterChange): RegisterChange {
  const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value), 'utf8');
  if (bytes(change) <= PART_BYTES) return change;
  let left = PART_BYTES;
  const fitting = <T>(entries: readonly T[]): T[] => {
    const over = entries.findIndex((entry) => (left -= bytes(entry)) < 0);
    return over < 0 ? [...entries] : entries.slice(0, over);
  };
  const units = fitting(change.units);
  const people = units.length < change.units.length ? [] : fitting(change.people);
  const ids = new Set(people.map(({ after }) => after.id));
  return { ...NO_CHANGE, units, people, invited: change.invited.filter((id) => ids.has(id)) };
}

async function ask(
  parts: ApiParts,
  told: Told,
  change: RegisterChange,
  register: Snapshot,
  source: RegisterFacts['source'],
): Promise<{ record: RecordHeader } | { pending: true } | 'again'> {
  const { post, unit } = postOfKeeper(told, change);
  const facts = factsOf(change, { unit, basis: register.basis, source });
  const request = {
    ...requestOf(told, roleOfPost[post], unit, 0),
    facts: facts as unknown as Facts,
    body: { change: change as unknown as Body },
    secrecy: 2 as const,
    attachments: [],
  };
  // Temporal answers an Update that it has refused once with the same refusal, even when its run is over:
  // asked again on another basis, the change has a run of its own. The ledger takes the request once,
  // whichever it is.
  const asked = `${told.requestId}\n${String(register.basis)}`;
  const instance = createHash('sha256').update(asked).digest('hex').slice(0, 16);
  const ids = { chainId: bureauChain(told.receivedAt), procedure: `${registerChangeRow.key}/${instance}` };
  try {
    return await open(parts.doors, ids, request);
  } catch (error) {
    if (!(error instanceof Problem) || error.body.code !== 'registerMoved') throw error;
    await pause();
    return 'again';
  }
}

/** By which post he keeps it: the media matrix as 法制机构, the rest as 系统管理人员 if he is one. */
function postOfKeeper(
  { caller }: Pick<Told, 'caller'>,
  change: RegisterChange,
): { post: Post; unit: string } {
  const keepers: readonly Post[] = change.media.length > 0 ? ['legalOfficer'] : ['administrator', 'clerk'];
  const post = keepers.find((one) => caller.posts.some((held) => held.post === one)) ?? 'administrator';
  return { post, unit: caller.posts.find((held) => held.post === post)?.unit ?? '' };
}

/** The answer, from the record only; 202 while a change on file is not carried out yet. */
export async function answerOf(parts: ApiParts, openings: readonly RecordHeader[]): Promise<Reply> {
  const carried = await Promise.all(
    openings.map(({ chainId, procedure }) => parts.ledger.byIdem(chainId, `${procedure}:${APPLIED}`)),
  );
  if (carried.some((record) => record === undefined)) return pendingReply('/api/register/people');
  const conflicting = carried.flatMap((record) => namesIn(record?.facts['conflicting']));
  const facts = openings.map((record) => readFacts(record.facts));
  const body: RegisterAnswer = {
    outcome: conflicting.length > 0 ? 'appliedInPart' : 'applied',
    changed: facts.flatMap(({ changed }) => changed as RegisterAnswer['changed']),
    conflicting,
    invited: carried.flatMap((record) => namesIn(record?.facts['invited'])).length,
    records: openings.map(({ chainId, seq, recordedAt }) => ({ chainId, seq, recordedAt })),
  };
  return { status: 200, body };
}

const namesIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
