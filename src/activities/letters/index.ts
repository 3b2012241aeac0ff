import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { deliver, type Tally } from './deliver.js';
import { compileLayout } from './layout.js';
import type { LetterParts } from './reads.js';

export { ensureLetters } from './ensure-letters.js';
export { lettersOf } from './letters-of.js';
export type { Addressee, LetterParts, ProcedureView } from './reads.js';
export { createTransport, type Transport } from './transport.js';

export type LetterActivities = Awaited<ReturnType<typeof createLetterActivities>>;

/** What the caller gives; the layout and the sleep are made here unless a test brings its own. */
export type LetterOptions = Omit<LetterParts, 'layout' | 'sleep'> &
  Partial<Pick<LetterParts, 'layout' | 'sleep'>>;

/** Ends early, without an error, when the round is called off. */
const sleepUnless = async (ms: number, signal: AbortSignal): Promise<void> => {
  await pause(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
};

/** The activities that bring letters to people. The layout is compiled once, here. */
export async function createLetterActivities(options: LetterOptions) {
  const parts: LetterParts = {
    ...options,
    layout: options.layout ?? (await compileLayout()),
    sleep: options.sleep ?? sleepUnless,
  };
  return {
    /** Delivers what is due for some minutes; its heartbeat tells operators what became of the letters. */
    async deliverLetters(): Promise<Tally> {
      const context = Context.current();
      const signal = context.cancellationSignal;
      const tally = await deliver(parts, { signal, heartbeat: (sofar) => context.heartbeat(sofar) });
      // A worker that shuts down says so: the server then starts the next attempt at once, elsewhere.
      signal.throwIfAborted();
      return tally;
    },
  };
}
