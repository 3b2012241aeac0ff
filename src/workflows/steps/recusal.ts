import { patched } from '@temporalio/workflow';
import { recusalStep, recusalTask, successionTask, unsuitableTask } from '../law/recusal-rows.js';
import type { CasePeople } from '../law/procedures.js';
import { textsOf, type Facts, type RecordHeader } from '../law/record/kinds.js';
import { leftTooFew, successionOf } from '../law/record/recusal.js';
import type { CaseFile } from './case-file.js';
import { RECUSED_PASS_ON } from './changes.js';

/**
 * 回避 applied for, decided by the 负责人, of effect from the decision on; and reasons not to record, agreed to by
 * the head of the handling unit. Side by side with everything else. Never ends of itself.
 */
export const decideAsides = <F extends Facts>(file: CaseFile<F>): Promise<never> =>
  Promise.race([
    file.each('recusalApplication', (application, count) => decideRecusal(file, application, count)),
    decideUnsuitable(file),
  ]);

/** Reasons not to record (第十四条), each agreed to or not by the head of the handling unit. Never ends of itself. */
export const decideUnsuitable = <F extends Facts>(file: CaseFile<F>): Promise<never> =>
  file.each('unsuitableForRecording', async (_, count) => {
    await file.ask(unsuitableTask(count, file.people.reviewers));
  });

async function decideRecusal<F extends Facts>(
  file: CaseFile<F>,
  { facts }: RecordHeader,
  count: number,
): Promise<void> {
  const { approvers }: CasePeople = file.people;
  const decided = await file.ask(recusalTask(count, approvers, textsOf(facts, 'persons')), (decision) =>
    decision.facts['result'] === 'withdraws' ? { effect: 'recused' } : {},
  );
  if (decided.effect === 'recused' && patched(RECUSED_PASS_ON))
    await passOn(file, count, textsOf(decided.facts, 'persons'));
}

/**
 * 回避自决定起生效: every procedure of the matter passes on what the recused were asked for; where too few are left,
 * a head is asked to name successors, who then take the parts.
 */
async function passOn<F extends Facts>(
  file: CaseFile<F>,
  count: number,
  persons: readonly string[],
): Promise<void> {
  await file.passOnFromRecused();
  const step = successionOf(recusalStep(count));
  if (!file.on(step) && !leftTooFew(file.asRecorded, persons)) return;
  await file.ask(successionTask(count, file.people, persons), () => ({ effect: 'succeeded' }));
  await file.passOnFromRecused();
}
