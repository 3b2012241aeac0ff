import { refuseJointRule, type JointPurpose, type RuleFor } from '../law/joint-opinions.js';
import { jointStanding, type Joint, type JointStanding, type Place } from '../law/record/joint.js';
import type { DocumentKey } from '../law/documents.js';
import type { PeriodKey } from '../law/periods.js';
import type { RoleKey } from '../law/roles.js';
import type { Facts, RecordHeader, Task } from '../law/record/kinds.js';
import type { CaseFile } from './case-file.js';

/** Several opinions on one thing. `term`: how long each signer has, from when he is asked. */
export type JointOpinion<P extends JointPurpose> = Omit<Joint, 'rule' | 'purpose'> & {
  purpose: P;
  rule: RuleFor<P>;
  role: RoleKey;
  document: DocumentKey | null;
  decisions?: Task['decisions'];
  /** `from`: when the first of them are asked (epoch ms). */
  term?: { period: PeriodKey; from: number };
};

/** What a round came to, the record that decided it, and how everybody stood then. */
export type JointVerdict = NonNullable<JointStanding['verdict']> & { places: readonly Place[] };

/**
 * 会签、或签、依次、按比例、按权重. One round: whoever's turn it is is asked, people come and go, a signer takes his
 * word back, until the rule is met, cannot be met any more, or somebody returns it; open tasks then fall
 * away. What came first on the record decides; who signs in the same moment as the last is on file, and
 * changes nothing. A return is followed by another round, which the caller begins.
 */
export async function jointOpinion<F extends Facts, P extends JointPurpose>(
  file: CaseFile<F>,
  opinion: JointOpinion<P>,
  round: number,
): Promise<JointVerdict> {
  const joint: Joint = opinion;
  const wrong = refuseJointRule(joint.purpose, joint.rule, joint.signers);
  if (wrong) throw new JointFault(wrong.message);
  const asked = new Map<string, Promise<never>>();
  for (;;) {
    const now = jointStanding(joint, round, file);
    await takeAway(file, now, [...asked.keys()]);
    if (now.verdict) {
      await takeAway(file, { ...now, due: [] }, stepsOf(now.places));
      return { ...now.verdict, places: now.places };
    }
    for (const place of now.due)
      if (!asked.has(place.step)) asked.set(place.step, failing(ask(file, opinion, place)));
    const changed = () => jointStanding(joint, round, file).latest !== now.latest;
    await Promise.race([file.when(changed), ...asked.values()]);
  }
}

const stepsOf = (places: readonly Place[]): string[] => places.map(({ step }) => step);

/** What nobody need do any more: of those who were removed, and of everybody when it is over. */
async function takeAway<F extends Facts>(
  file: CaseFile<F>,
  { due, places }: JointStanding,
  asked: readonly string[],
): Promise<void> {
  const all = [...asked, ...stepsOf(places.filter(({ gone }) => gone))];
  for (const step of all) if (!stepsOf(due).includes(step)) await file.takeAway(step);
}

async function ask<F extends Facts, P extends JointPurpose>(
  file: CaseFile<F>,
  opinion: JointOpinion<P>,
  { step, signer, since }: Place,
): Promise<RecordHeader> {
  const { role, document, decisions = ['agree', 'refuse', 'return'], term } = opinion;
  if (term) await file.startClock({ key: step, period: term.period, from: since?.receivedAt ?? term.from });
  return file.ask({
    step,
    role,
    document,
    decisions,
    candidates: [file.successorOf(role, signer.person)],
    ...(term ? { clock: step } : {}),
  });
}

/** Never resolves: what is waited for beside it is on the record. */
const failing = (work: Promise<unknown>): Promise<never> =>
  new Promise((_, reject) => {
    work.catch(reject);
  });

/** A fault of the code: whoever composes a joint opinion has asked the gates before. */
class JointFault extends Error {
  override readonly name = 'JointFault';
}
