import { readStep } from './record/approval-tasks.js';
import { textOf, type RecordHeader, type Task } from './record/kinds.js';
import { instancesOf, outcomeOn, type Requirement, type WholeMatter } from './record/requirements.js';
import type { Act } from './record/kinds.js';
import type { StepRow } from './procedures.js';

/** Asks 承办人 to serve once more; `failed`: the record on which the procedure noted that a service failed. */
export const serveAgainTask = (failed: RecordHeader, handlers: readonly string[]): Task => ({
  step: `service-again-${String(failed.seq)}/submit/1`,
  role: 'handler',
  document: null,
  decisions: ['submit'],
  candidates: [...handlers],
});

/** The service that failed, as the note says that `serveAgainTask` was asked for. */
function failedService(matter: WholeMatter, { procedure, step }: Act) {
  const seq = readStep(step).subject.split('-').at(-1);
  const noted = Object.values(matter[procedure]?.steps ?? {}).find((record) => String(record.seq) === seq);
  return matter[textOf(noted?.facts ?? {}, 'procedure')];
}

/** A service of the same paper on the same party that somebody ordered meanwhile goes first. */
const notServedMeanwhile: Requirement = {
  missing: '该文书对该当事人没有另行启动的送达',
  article: 22,
  met: (matter, act) => {
    const failed = failedService(matter, act)?.opening;
    const same = instancesOf(matter, 'service').filter(({ opening }) =>
      ['document', 'of', 'party', 'documentRecord'].every(
        (key) => textOf(opening?.facts ?? {}, key) === textOf(failed?.facts ?? {}, key),
      ),
    );
    return same.every((state) => outcomeOn(state) === 'failed');
  },
};

/** The step of `serveAgainTask`. */
export const serveAgain: StepRow = {
  label: '重新送达',
  asks: '文书未能送达当事人：查明地址后再次送达',
  document: null,
  article: 22,
  requires: [notServedMeanwhile],
};

/** The number of the service of one record of a procedure on one party: no two procedures choose the same. */
export const serviceInstance = (of: string, record: number, party: string, attempt: number): string =>
  [of.replace('/', '-'), record, party, ...(attempt > 1 ? [attempt] : [])].map(String).join('-');
