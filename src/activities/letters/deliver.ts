import type { SendMailOptions } from 'nodemailer';
import type { Letter } from '../../models/letter.js';
import { compose } from './compose.js';
import { readFacts } from './facts.js';
import type { LetterParts } from './reads.js';
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
    if (due.length === 0) await parts.sleep(IDLE_MS, signal);
    await severalAtOnce(due, async (letter) => {
      if (signal.aborted) return;
      tally[await deliverOne(parts, letter)] += 1;
      heartbeat(tally);
    });
  }
  return tally;
}

/**
 * Works a list off, `CONCURRENT_LETTERS` at a time; what is under way is finished before an error is thrown.
 */
async function severalAtOnce(
  letters: readonly Letter[],
  work: (letter: Letter) => Promise<void>,
): Promise<void> {
  const left = [...letters];
  const one = async (): Promise<void> => {
    for (let letter = left.shift(); letter; letter = left.shift()) await work(letter);
  };
  const done = await Promise.allSettled(Array.from({ length: CONCURRENT_LETTERS }, one));
  const failed = done.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function deliverOne(parts: LetterParts, letter: Letter): Promise<keyof Tally> {
  const held = await parts.letterBox.claim(letter, parts.now() + LEASE_MS);
  if (!held) return 'elsewhere';
  try {
    return await deliverHeld(parts, held);
  } catch (error) {
    await fail(parts, held, classOf(error));
    return 'failing';
  }
}

async function deliverHeld(parts: LetterParts, held: Letter): Promise<keyof Tally> {
  const { letterBox, links, now } = parts;
  const reading = await readFacts(held, parts);
  if (reading === 'behind') {
    const age = now() - held.createdAt;
    await letterBox.giveBack(held, now() + Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, age)));
    return 'behind';
  }
  if ('notNeeded' in reading) {
    await letterBox.markNotNeeded(held, reading.notNeeded);
    return 'notNeeded';
  }
  if ('fails' in reading) {
    await fail(parts, held, reading.fails);
    return 'failing';
  }
  const { facts, address } = reading;
  const { chainId, procedure, step } = held;
  const url = await links.makeLink(held._id, held.recipient, { chainId, procedure, step }, now());
  const composed = compose(held.template, facts, url, parts.layout);
  await parts.transport.sendMail({
    ...envelope(parts, held, { name: facts.recipient, address }),
    ...composed,
    signal: AbortSignal.timeout(SEND_LIMIT_MS),
  });
  await letterBox.markSent(held, now());
  return 'sent';
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

const fail = (parts: LetterParts, held: Letter, lastError: string): Promise<void> =>
  parts.letterBox.markFailing(held, lastError, parts.now() + pauseAfter(held.attempts));

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
