import { recusalTask, unsuitableTask } from '../law/recusal-rows.js';
import type { CasePeople } from '../law/procedures.js';
import { textsOf, type Facts, type RecordHeader } from '../law/record/kinds.js';
import type { CaseFile } from './case-file.js';

/**
 * 回避 applied for, decided by the 负责人, of effect from the decision on; and reasons not to record, agreed to by
 * the head of the handling unit. Side by side with everything else. Never ends of itself.
 */
export const decideAsides = <F extends Facts>(file: CaseFile<F>): Promise<never> =>
  Promise.race([
    file.each('recusalApplication', (application, count) => decideRecusal(file, application, count)),
    file.each('unsuitableForRecording', async (_, count) => {
      await file.ask(unsuitableTask(count, file.people.reviewers));
    }),
  ]);

async function decideRecusal<F extends Facts>(
  file: CaseFile<F>,
  { facts }: RecordHeader,
  count: number,
): Promise<void> {
  const { approvers }: CasePeople = file.people;
  await file.ask(recusalTask(count, approvers, textsOf(facts, 'persons')), (decision) =>
    decision.facts['result'] === 'withdraws' ? { effect: 'recused' } : {},
  );
}
