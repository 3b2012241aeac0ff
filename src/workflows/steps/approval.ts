import type { DocumentKey } from '../law/documents.js';
import type { PeriodKey } from '../law/periods.js';
import { approveTask, reviewTask, stepKey, submitTask } from '../law/record/approval-tasks.js';
import { partOwner } from '../law/record/successors.js';
import type { Act, Effect, Facts, RecordHeader } from '../law/record/kinds.js';
import type { CaseFile, Follows } from './case-file.js';

/** One approval by the people of the procedure. `decidedWithin`: the term chased for the 批准人, from the moment it comes to him. */
export type Approval = {
  subject: string;
  document: DocumentKey;
  decidedWithin?: PeriodKey | undefined;
  effects?: { agree: Effect; refuse: Effect };
  /**
   * The record that is the first submission: the opening itself, or a document somebody put on file. The
   * approval then begins with the 审核.
   */
  submitted?: RecordHeader;
};

type Part = 'submit' | 'review';

/** What the 批准人 decided, on which submission. */
export type Verdict = { granted: boolean; record: RecordHeader; submission: RecordHeader };

/**
 * 由承办人提出意见和理由，经审核人审核后，由批准人批准 — 第三十六条.
 * 退回 begins a new round with the same 承办人; 撤回 begins one where the withdrawn part is done again.
 * The only place that knows turns.
 */
export async function approve<F extends Facts>(file: CaseFile<F>, approval: Approval): Promise<Verdict> {
  for (let round = 1, part: Part = approval.submitted ? 'review' : 'submit'; ; round += 1) {
    if (part === 'submit')
      await file.ask(submission(file, approval, round), () => review(file, approval, round));

    const reviewed = await file.ask(
      reviewTask(approval.subject, approval.document, round, file.people),
      (act) => afterReview(file, approval, round, act),
    );
    part = 'submit';
    if (reviewed.decision !== 'agree') continue;

    const decided = await file.ask(
      approveTask(approval.subject, approval.document, round, file.people),
      (act) => afterDecision(file, approval, round, act),
    );
    if (decided.decision === 'agree' || decided.decision === 'refuse')
      return {
        granted: decided.decision === 'agree',
        record: decided,
        submission: lastSubmission(file, approval.subject, round) ?? approval.submitted ?? reviewed,
      };
    if (decided.decision === 'withdraw') part = 'review';
  }
}

const review = <F extends Facts>(
  file: CaseFile<F>,
  { subject, document }: Approval,
  round: number,
): Follows => ({ opens: [reviewTask(subject, document, round, file.people)] });

/**
 * In a later round the same person submits again: he for whom it was done, or who has taken his part since.
 */
function submission<F extends Facts>(file: CaseFile<F>, approval: Approval, round: number) {
  const { subject, document, submitted } = approval;
  const before = lastSubmission(file, subject, round - 1) ?? submitted;
  const again = before && [file.successorOf('handler', partOwner(before))];
  return submitTask(subject, document, round, again ?? file.people.handlers);
}

function lastSubmission<F extends Facts>(
  file: CaseFile<F>,
  subject: string,
  round: number,
): RecordHeader | undefined {
  for (let earlier = round; earlier > 0; earlier -= 1) {
    const record = file.on(stepKey(subject, 'submit', earlier));
    if (record) return record;
  }
  return undefined;
}

function afterReview<F extends Facts>(
  file: CaseFile<F>,
  approval: Approval,
  round: number,
  act: Act,
): Follows {
  if (act.decision !== 'agree') return again(file, approval, round);
  const { subject, document, decidedWithin } = approval;
  const { people } = file;
  if (!decidedWithin) return { opens: [approveTask(subject, document, round, people)] };
  const clock = `${subject}-decision/${String(round)}`;
  return {
    opens: [approveTask(subject, document, round, people, clock)],
    starts: [{ key: clock, period: decidedWithin, from: act.receivedAt }],
  };
}

function afterDecision<F extends Facts>(
  file: CaseFile<F>,
  approval: Approval,
  round: number,
  act: Act,
): Follows {
  if (act.decision === 'agree' || act.decision === 'refuse')
    return approval.effects ? { effect: approval.effects[act.decision] } : {};
  return act.decision === 'withdraw' ? review(file, approval, round + 1) : again(file, approval, round);
}

const again = <F extends Facts>(file: CaseFile<F>, approval: Approval, round: number): Follows => ({
  opens: [submission(file, approval, round + 1)],
});
