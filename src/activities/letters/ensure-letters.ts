import type { Client } from '@temporalio/client';
import type { letters } from '../../workflows/letters.js';

/** The one workflow that delivers the letters of a task queue's procedures. */
export const lettersWorkflowId = (taskQueue: string): string => `letters/${taskQueue}`;

/** Starts it; one that runs already is left as it is. */
export async function ensureLetters(client: Client, taskQueue: string): Promise<void> {
  await client.workflow.start<typeof letters>('letters', {
    workflowId: lettersWorkflowId(taskQueue),
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    taskQueue,
    staticSummary: '信件投递',
    staticDetails: '逐封投递待办、提醒、逾期等信件；邮件服务器不可用时自动重试，不影响任何程序。',
  });
}
