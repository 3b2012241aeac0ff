import type { RecordHeader, Task } from './record/kinds.js';
import type { StepRow } from './procedures.js';

/** Asks 承办人 to serve once more; `failed`: the record on which the procedure noted that a service failed. */
export const serveAgainTask = (failed: RecordHeader, handlers: readonly string[]): Task => ({
  step: `service-again-${String(failed.seq)}/submit/1`,
  role: 'handler',
  document: null,
  decisions: ['submit'],
  candidates: [...handlers],
});

/** The step of `serveAgainTask`. */
export const serveAgain: StepRow = {
  label: '重新送达',
  asks: '文书未能送达当事人：查明地址后再次送达；已经另行启动送达的，以该次送达为准',
  document: null,
  article: 22,
};

/** The number of the service of one record of a procedure on one party: no two procedures choose the same. */
export const serviceInstance = (of: string, record: number, party: string, attempt: number): string =>
  [of.replace('/', '-'), record, party, ...(attempt > 1 ? [attempt] : [])].map(String).join('-');
