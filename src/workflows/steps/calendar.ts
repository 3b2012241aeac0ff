import { proxyActivities, sleep } from '@temporalio/workflow';
import type { CalendarActivities } from '../../activities/calendar-import.js';
import { importSteps, type CalendarImportFacts } from '../law/calendar-import.js';
import { textOf, type Facts, type RecordHeader } from '../law/record/kinds.js';
import type { CaseFile } from './case-file.js';

const { putCalendar } = proxyActivities<CalendarActivities>({
  summary: '写入节假日日历',
  startToCloseTimeout: '10 seconds',
  retry: { maximumInterval: '5 seconds' },
});
/** A worker that is killed is missed within the heartbeat's time, and another goes on. */
const { moveDeadlines } = proxyActivities<CalendarActivities>({
  summary: '重新计算期限',
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { maximumInterval: '5 seconds' },
});

type ImportFile = CaseFile<CalendarImportFacts>;

/** 写入日历: the table is in force for every deadline that is computed from now on. */
export const putInForce = (file: ImportFile): Promise<RecordHeader> =>
  file.carryOut(importSteps.put, () => putCalendar(file.facts));

/**
 * Waits until no process computes from the old table any more: what is recorded before that may still have
 * been computed from it, and is found afterwards.
 */
export async function waitUntilInUse({ facts }: RecordHeader): Promise<void> {
  const rest = Number(facts['inUseFrom']) - Date.now();
  if (rest > 0) await sleep(rest, { summary: '等待各进程启用新日历' });
}

/**
 * Computes every open deadline that crosses the year again, a slice of the open procedures at a time. Where
 * it has come to is on the record after each slice, so a run that is lost goes on there.
 */
export async function recomputeDeadlines(file: ImportFile, put: RecordHeader): Promise<void> {
  for (let count = 1, cursor = ''; count === 1 || cursor !== ''; count += 1) {
    const work = { importId: file.id, facts: file.facts, cursor, putAt: put.recordedAt };
    const slice = await file.carryOut(importSteps.slice(count), (): Promise<Facts> => moveDeadlines(work));
    cursor = textOf(slice.facts, 'cursor');
  }
}
