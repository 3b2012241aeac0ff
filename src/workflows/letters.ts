import { continueAsNew, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { LetterActivities } from '../activities/letters/index.js';

/** Rounds in one run: about eight hours, some six hundred events. */
const ROUNDS_LIMIT = 100;

const { deliverLetters } = proxyActivities<LetterActivities>({
  summary: '投递到期的信件',
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds' },
});

/**
 * Brings people their letters, one activity after another, for ever. It holds no state: what is to be
 * delivered stands in the letter box, so that no procedure waits for a mail server and ending this run loses
 * nothing.
 */
export async function letters(): Promise<void> {
  setCurrentDetails('正在投递到期的信件；各封信件的状态和次数见系统的信件列表。');
  for (let round = 0; round < ROUNDS_LIMIT; round += 1) await deliverLetters();
  await continueAsNew<typeof letters>();
}
