import { refusal, type Refusal } from '../refusals.js';

/** What several people sign for. Of 审核, 批准, 法制审核 and 集体讨论 one signature never stands for all. */
export const jointPurposes = {
  consultation: { label: '会签', oneMaySuffice: true },
  minutes: { label: '集体讨论', oneMaySuffice: false },
  review: { label: '审核', oneMaySuffice: false },
  approval: { label: '批准', oneMaySuffice: false },
  legalReview: { label: '法制审核', oneMaySuffice: false },
} as const satisfies Record<string, { label: string; oneMaySuffice: boolean }>;
export type JointPurpose = keyof typeof jointPurposes;

/** Purposes for which 或签 is not even a type. */
export type StatutoryPurpose = {
  [P in JointPurpose]: (typeof jointPurposes)[P]['oneMaySuffice'] extends true ? never : P;
}[JointPurpose];

/** How many must agree. `percent`: whole numbers, of the signers or of the sum of their weights. */
export type JointRule =
  | { kind: 'all' }
  | { kind: 'any' }
  | { kind: 'inOrder' }
  | { kind: 'share'; percent: number }
  | { kind: 'weighted'; percent: number };

/** The rules a purpose allows: 或签 never for 审核, 批准 or 法制审核. */
export type RuleFor<P extends JointPurpose> = P extends StatutoryPurpose
  ? Exclude<JointRule, { kind: 'any' }>
  : JointRule;

/** What people read for each rule. */
export const jointRuleLabels = {
  all: '会签（全部同意）',
  any: '或签（一人同意）',
  inOrder: '依次会签',
  share: '按人数比例',
  weighted: '按权重比例',
} as const satisfies Record<JointRule['kind'], string>;

/** One who signs, by id, and what his word weighs (1 where nothing is said). */
export type Signer = { person: string; weight?: number };

/** What one signer said; nothing yet while undefined. */
export type Vote = { signer: Signer; said?: 'agree' | 'refuse' };

const weightOf = ({ weight = 1 }: Signer): number => weight;

/** What votes come to under a rule; undefined while it is open. A return is no vote, it ends the round. */
export function resultOf(rule: JointRule, votes: readonly Vote[]): 'agreed' | 'refused' | undefined {
  if (votes.length === 0) return undefined;
  const weight = rule.kind === 'weighted' ? ({ signer }: Vote) => weightOf(signer) : () => 1;
  const sum = (some: readonly Vote[]) => some.reduce((total, vote) => total + weight(vote), 0);
  const agreeing = sum(votes.filter(({ said }) => said === 'agree'));
  const possible = sum(votes.filter(({ said }) => said !== 'refuse'));
  const enough = (amount: number) => reaches(rule, amount, sum(votes));
  return enough(agreeing) ? 'agreed' : enough(possible) ? undefined : 'refused';
}

function reaches(rule: JointRule, amount: number, whole: number): boolean {
  if (rule.kind === 'any') return amount > 0;
  if (rule.kind === 'all' || rule.kind === 'inOrder') return amount >= whole;
  return amount > 0 && amount * 100 >= rule.percent * whole;
}

/** Could one of several signers decide alone? A share of one in five people is 或签 by another name. */
export const oneSuffices = (rule: JointRule, signers: readonly Signer[]): boolean =>
  signers.length > 1 &&
  signers.some(
    (alone) =>
      resultOf(
        rule,
        signers.map((signer) => (signer === alone ? { signer, said: 'agree' } : { signer })),
      ) === 'agreed',
  );

/** May these people sign for this purpose under this rule? Undefined for yes. Pure. */
export function refuseJointRule(
  purpose: JointPurpose,
  rule: JointRule,
  signers: readonly Signer[],
): Refusal | undefined {
  const people = signers.map(({ person }) => person);
  if (people.length === 0 || new Set(people).size < people.length)
    return refusal('jointSignersWrong', { why: '会签人员不得为空，同一人不得列两次' });
  if (signers.some((signer) => !Number.isSafeInteger(weightOf(signer)) || weightOf(signer) < 1))
    return refusal('jointSignersWrong', { why: '权重须为正整数' });
  if ('percent' in rule && !(Number.isSafeInteger(rule.percent) && rule.percent > 0 && rule.percent <= 100))
    return refusal('jointSignersWrong', { why: '比例须为 1 至 100 的整数' });
  const { label, oneMaySuffice } = jointPurposes[purpose];
  if (oneMaySuffice || (rule.kind !== 'any' && !oneSuffices(rule, signers))) return undefined;
  return refusal('oneSignatureInsufficient', { purpose: label });
}
