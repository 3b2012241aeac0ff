import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { CheckActivities, Findings } from '../activities/record-check.js';

const { checkRecord } = proxyActivities<CheckActivities>({
  summary: '核对卷宗与运行中的程序',
  startToCloseTimeout: '50 seconds',
  retry: { maximumAttempts: 3 },
});

/**
 * Compares open matters with running workflows, a slice at a time: each run goes on where the one before
 * ended, so that
 * a minute's work is bounded however many cases are open. What it finds is its result, for operators to read.
 */
export async function recordCheck(): Promise<Findings> {
  const before = workflowInfo().lastResult as Findings | undefined;
  return checkRecord(before?.cursor ?? '', before?.recentFrom);
}
