import { patched } from '@temporalio/workflow';
import { DISPOSITION, DISPOSITION_CLOCK, PRESERVATION_NOTICE } from '../law/preservation-rows.js';
import type { OpenedFacts } from '../law/procedures.js';
import { submitTask } from '../law/record/approval-tasks.js';
import { approve } from './approval.js';
import type { CaseFile } from './case-file.js';
import { LEADER_DISPOSES } from './changes.js';
import { saidIn } from './police.js';
import { documentTask } from './receive.js';

type File = CaseFile<OpenedFacts>;

const dispositionTask = ({ people }: File, leader: boolean) =>
  submitTask(
    DISPOSITION,
    'preservationDisposition',
    1,
    people.handlers,
    leader ? undefined : DISPOSITION_CLOCK,
  );

/**
 * Waits until the things are preserved, and begins the seven working days on that day, whenever it was
 * entered. Says whether the 负责人 disposes of them; in runs begun before the change 承办人 do.
 */
export async function preserved(file: File): Promise<boolean> {
  const leader = patched(LEADER_DISPOSES);
  const notice = documentTask(PRESERVATION_NOTICE, 'preservationNotice', 'handler', file.people.handlers);
  await file.ask(notice, ({ facts, occurredAt }) => ({
    opens: [dispositionTask(file, leader)],
    starts: [
      {
        key: DISPOSITION_CLOCK,
        period: 'evidencePreservation',
        from: saidIn(facts, 'preservedAt', occurredAt),
      },
    ],
  }));
  return leader;
}

/** 作出处理决定: by the 负责人; one he does not agree to is proposed anew. It never lapses of itself. */
export async function disposed(file: File, leader: boolean): Promise<void> {
  if (!leader) {
    await file.ask(dispositionTask(file, leader));
    return;
  }
  for (let count = 1; ; count += 1) {
    const subject = count === 1 ? DISPOSITION : `${DISPOSITION}-${String(count)}`;
    const { granted, record } = await approve(file, { subject, document: 'preservationDisposition' });
    if (granted) {
      await file.meetClock(DISPOSITION_CLOCK, `${DISPOSITION}/decided`, record.receivedAt);
      return;
    }
  }
}
