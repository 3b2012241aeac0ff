import { refusal, type Refusal } from '../../refusals.js';
import type { Person } from '../posts.js';

/** The grounds of 行政处罚法第五十八条, as the submission answers them. */
export interface ReviewGrounds {
  readonly publicInterest: boolean;
  /** 直接关系当事人或者第三人重大权益. */
  readonly majorRights: boolean;
  /** 经过听证程序: on file, whatever the form says. */
  readonly heard: boolean;
  readonly complexRelations: boolean;
  readonly otherGround: boolean;
  /** 限期拆除: courts ask for review there too (law.md §12). */
  readonly demolition: boolean;
  /** 审核未通过 on an earlier draft: what follows it is reviewed, whatever its form says. */
  readonly notPassedBefore?: boolean;
}

/** Why this decision must pass legal review, in words; empty when it need not. Pure. */
export const reviewGrounds = (grounds: ReviewGrounds): readonly string[] => [
  ...(grounds.publicInterest ? ['涉及重大公共利益'] : []),
  ...(grounds.majorRights && grounds.heard ? ['直接关系重大权益并经过听证程序'] : []),
  ...(grounds.complexRelations ? ['案件情况疑难复杂、涉及多个法律关系'] : []),
  ...(grounds.otherGround ? ['法律、法规规定应当审核的其他情形'] : []),
  ...(grounds.demolition ? ['限期拆除（据裁判实践）'] : []),
  ...(grounds.notPassedBefore ? ['此前的草案审核未通过'] : []),
];

/**
 * 未经法制审核或者审核未通过的，不得作出决定 — 行政处罚法第五十八条. No 负责人 may pass over it; of a review that was not
 * required but made and not passed the same. Pure; undefined for yes.
 */
export function refuseUnreviewed(
  grounds: readonly string[],
  result: 'passed' | 'notPassed' | null,
): Refusal | undefined {
  const stands = result === 'passed' || (result === null && grounds.length === 0);
  const why = grounds.length > 0 ? grounds.join('、') : '已送审而未通过';
  return stands ? undefined : refusal('legalReviewNotPassed', { grounds: why });
}

/** Who is to review. `firstTime`: 初次从事行政处罚决定法制审核. */
export interface Reviewer {
  readonly id: string;
  readonly name: string;
  readonly legalQualification: boolean;
  readonly firstTime: boolean;
}

/**
 * 初次从事……法制审核的人员，应当通过国家统一法律职业资格考试取得法律职业资格 — 行政处罚法第五十八条第二款; and nobody reviews his own case
 * (第十七条, our reading). Pure; undefined for yes.
 */
export function refuseReviewer(reviewer: Reviewer, handlers: readonly string[]): Refusal | undefined {
  const { id, name, firstTime, legalQualification } = reviewer;
  const why = handlers.includes(id)
    ? '是本案承办人'
    : firstTime && !legalQualification
      ? '初次从事法制审核，未取得法律职业资格'
      : undefined;
  return why === undefined ? undefined : refusal('reviewerUnsuitable', { name, why });
}

/**
 * Does the register bear the reviewer out at that moment (epoch ms; 行政处罚法第五十八条第二款)? `said`: what his
 * opinion says of it. Pure; undefined for yes.
 */
export function refuseUnqualified(
  { name, legalQualification: held }: Pick<Person, 'name' | 'legalQualification'>,
  moment: number,
  said = '',
): Refusal | undefined {
  const why =
    !held || held.from > moment
      ? '人员登记中既没有其法律职业资格，也没有其此前已从事法制审核的记载'
      : held.number === null && said === 'qualified'
        ? '人员登记为此前已从事法制审核，没有法律职业资格证书'
        : undefined;
  return why === undefined ? undefined : refusal('reviewerUnsuitable', { name, why });
}
