import type { SendMailOptions } from 'nodemailer';
import type { Letter } from '../../models/letter.js';
import type { LinkedLetter } from '../../models/link.js';
import { compose } from './compose.js';
import { readFacts, type Readable, type Reading } from './facts.js';
import type { LetterParts } from './reads.js';
import { copiesOf } from './to-substitutes.js';
import { CONCURRENT_LETTERS } from './transport.js';
import { oneLine } from './words.js';

/** How many due letters are looked at together. */
const BATCH = 20;
/**
 * How often the box is looked into while nothing is due, in ms: a letter leaves within about a second of its
 * record.
 */
const IDLE_MS = 500;
/** One round, in ms: well inside the activity's ten minutes, so that it ends by itself. */
const ROUND_MS = 5 * 60_000;
/**
 * One letter may take this long, in ms; longer than that the mail server is taken for gone. It is less than
 * the 15 s a worker has to shut down and than the activity's heartbeat of 30 s.
 */
const SEND_LIMIT_MS = 12_000;
/**
 * A letter is its deliverer's for this long, in ms: five times the limit above, so that two never send it at
 * once.
 */
const LEASE_MS = 60_000;

/**
 * First pause after a failure and the longest one, in ms: soon enough after a hiccup, gentle on a server
 * that is down.
 */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/** A letter whose projection is behind is looked at again after its own age, between these bounds, in ms. */
const SHORTEST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 60_000;

/** What became of the letters of a round. `elsewhere`: another deliverer had it. */
export type Tally = Record<'sent' | 'notNeeded' | 'failing' | 'behind' | 'elsewhere', number>;

/** The activity's side of a round. */
export type Round = { signal: AbortSignal; heartbeat: (tally: Tally) => void };

/** 5 s, 10 s, 20 s … 10 min. */
export const pauseAfter = (attempts: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20));

/**
 * Delivers what is due until the round is over or called off; letters being sent are finished first.
 *
 * 1. A letter is claimed by a lease before anything else, and only its holder marks it.
 * 2. Its facts are read again while it is held; what is moot is not sent.
 * 3. A failure delays it and is counted; nothing is ever dropped.
 * 4. Limit: a process that dies between the mail server's 250 and the mark sends the letter again when the
 *    lease is over, under the same Message-ID and with the same link. SMTP offers no way to know.
 */
export async function deliver(parts: LetterParts, { signal, heartbeat }: Round): Promise<Tally> {
  const tally: Tally = { sent: 0, notNeeded: 0, failing: 0, behind: 0, elsewhere: 0 };
  const end = parts.now() + ROUND_MS;
  while (!signal.aborted && parts.now() < end) {
    heartbeat(tally);
    const due = await parts.letterBox.due(parts.now(), BATCH);
    await deliverBatch(parts, due, signal, (outcome) => {
      tally[outcome] += 1;
      heartbeat(tally);
    });
    // What has come meanwhile makes one batch: many letters cost few reads.
    if (due.length < BATCH) await parts.sleep(IDLE_MS, signal);
  }
  return tally;
}

/**
 * Works a list off, `CONCURRENT_LETTERS` at a time; what is under way is finished before an error is thrown.
 */
async function severalAtOnce<T extends object>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const one = async (): Promise<void> => {
    for (let item = left.shift(); item; item = left.shift()) await work(item);
  };
  const done = await Promise.allSettled(Array.from({ length: CONCURRENT_LETTERS }, one));
  const failed = done.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** A batch is claimed, read and linked together; each letter is sent and marked by itself. */
async function deliverBatch(
  parts: LetterParts,
  due: readonly Letter[],
  signal: AbortSignal,
  tell: (outcome: keyof Tally) => void,
): Promise<void> {
  const held = await parts.letterBox.claim(due, parts.now() + LEASE_MS);
  for (let lost = due.length - held.length; lost > 0; lost -= 1) tell('elsewhere');
  const read = await Promise.all(
    held.map(async (letter) => ({ letter, reading: await readingOf(letter, parts) })),
  );
  for (const { letter, reading } of read)
    if (!isReadable(reading)) tell(await setAside(parts, letter, reading));
  const ready = read.flatMap(({ letter, reading }) => (isReadable(reading) ? [{ letter, reading }] : []));
  const urls = await linksFor(
    parts,
    ready.map(({ letter }) => letter),
  );
  const sending = ready.map((one, index) => ({ ...one, url: urls[index] ?? '' }));
  await severalAtOnce(sending, async ({ letter, reading, url }) => {
    if (signal.aborted) await parts.letterBox.giveBack(letter, parts.now());
    else tell(await sendOne(parts, letter, reading, url));
  });
}

const isReadable = (reading: Reading): reading is Readable =>
  typeof reading === 'object' && 'facts' in reading;

/** To tasks, after the sign-in; an invitation has a link of its own kind. */
async function linksFor(
  { links, invitations, now }: LetterParts,
  held: readonly Letter[],
): Promise<string[]> {
  const isInvitation = ({ template }: Letter) => template === 'invitation';
  const toTasks = held.filter((letter) => !isInvitation(letter));
  const urls = await links.makeLinks(toTasks.map(linkedOf), now());
  const invited = await Promise.all(
    held
      .filter(isInvitation)
      .map(({ _id, recipient, createdAt }) => invitations.makeInvitation(_id, recipient, createdAt, now())),
  );
  return held.map((letter) => (isInvitation(letter) ? invited : urls).shift() ?? '');
}

const linkedOf = ({ _id, recipient, chainId, procedure, step }: Letter): LinkedLetter => ({
  letterId: _id,
  person: recipient,
  target: { chainId, procedure, step },
});

/** A letter that cannot be read fails alone. */
const readingOf = (letter: Letter, parts: LetterParts): Promise<Reading> =>
  readFacts(letter, parts).catch((error: unknown): Reading => ({ fails: classOf(error) }));

/** A letter that is not to be sent, or not now. */
async function setAside(
  { letterBox, now }: LetterParts,
  held: Letter,
  reading: Exclude<Reading, Readable>,
): Promise<keyof Tally> {
  if (reading === 'behind') {
    const age = now() - held.createdAt;
    await letterBox.giveBack(held, now() + Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, age)));
    return 'behind';
  }
  if ('notNeeded' in reading) {
    await letterBox.markNotNeeded(held, reading.notNeeded);
    return 'notNeeded';
  }
  await letterBox.markFailing(held, reading.fails, now() + pauseAfter(held.attempts));
  return 'failing';
}

async function sendOne(
  parts: LetterParts,
  held: Letter,
  reading: Readable,
  url: string,
): Promise<keyof Tally> {
  try {
    await send(parts, held, reading, url);
  } catch (error) {
    return setAside(parts, held, { fails: classOf(error) });
  }
  await parts.letterBox.markSent(held, parts.now());
  return 'sent';
}

async function send(
  parts: LetterParts,
  held: Letter,
  { facts, address, view }: Readable,
  url: string,
): Promise<void> {
  await parts.letterBox.post(await copiesOf(held, view, parts));
  const composed = compose(held.template, facts, url, parts.layout);
  await parts.transport.sendMail({
    ...envelope(parts, held, { name: facts.recipient, address }),
    ...composed,
    signal: AbortSignal.timeout(SEND_LIMIT_MS),
  });
}

function envelope(parts: LetterParts, held: Letter, to: { name: string; address: string }): SendMailOptions {
  return {
    from: parts.from,
    to: { name: to.name, address: oneLine(to.address) },
    messageId: held.messageId,
    date: new Date(parts.now()),
    // Keeps out-of-office answers from coming back (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

const CLASS = /^[A-Za-z][A-Za-z0-9_]{0,60}$/;

/**
 * The class of a failure: the mail library's code and the server's number, or the error's name. Never its
 * text.
 */
function classOf(error: unknown): string {
  const { code, responseCode, name } = (error ?? {}) as {
    code?: unknown;
    responseCode?: unknown;
    name?: unknown;
  };
  const word =
    [code, name].find((one): one is string => typeof one === 'string' && CLASS.test(one)) ?? 'Unknown';
  return typeof responseCode === 'number' ? `${word} ${String(responseCode)}` : word;
}
