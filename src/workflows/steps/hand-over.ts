import { proxyActivities } from '@temporalio/workflow';
import type { HandoverActivities } from '../../activities/handover.js';
import type { HandoverFacts, HandoverSlice } from '../law/record/handover.js';
import type { CaseFile } from './case-file.js';

const { handOverSlice } = proxyActivities<HandoverActivities>({
  summary: '逐项移交在办事项',
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds' },
});

/**
 * Goes through the leaver's procedures a slice at a time; each slice is on file with what became of it, so
 * that a run that is lost goes on where its record ends. Says whether everything could be handed over.
 */
export async function handOverAll(file: CaseFile<HandoverFacts>): Promise<boolean> {
  let settled = true;
  for (let slice = 1, cursor = ''; slice === 1 || cursor !== ''; slice += 1) {
    const from = cursor;
    const record = await file.carryOut(
      `slice/${String(slice)}`,
      async () => await handOverSlice(file.id, from),
    );
    const done = record.facts as unknown as HandoverSlice;
    settled = settled && done.results.every(({ refused }) => refused === undefined);
    cursor = done.cursor;
  }
  return settled;
}
