import { safeEnd, type Deadline } from '../deadline.js';
import { formatDay, formatMoment, shanghaiDay } from '../moments.js';
import { refusal, type Refusal } from '../../refusals.js';

/**
 * 应当当场或者在五日内一次告知申请人需要补正的全部内容，逾期不告知的，自收到申请材料之日起即为受理 — 行政许可法第三十二条（四）. `told`: when a list
 * was given already, null for never; `term`: `applicationCorrectionNotice` from receipt; times in epoch ms.
 * Pure; undefined for yes.
 */
export function refuseMissingList(told: number | null, term: Deadline, at: number): Refusal | undefined {
  if (told !== null) return refusal('secondMissingList', { at: formatMoment(told) });
  return isDeemedAccepted(told, term, at)
    ? refusal('deemedAccepted', { lastDay: formatDay(shanghaiDay(safeEnd('dutyOfBureau', term).at)) })
    : undefined;
}

/** Has silence made it accepted, from the day of receipt? Pure. */
export const isDeemedAccepted = (told: number | null, term: Deadline, at: number): boolean =>
  told === null && at > safeEnd('dutyOfBureau', term).at;

/** 对实名投诉、举报，经审查不启动……应……告知 — 第十条: a real-name complaint is not closed before. Pure; undefined for yes. */
export const refuseUntoldComplainant = (
  realName: boolean,
  result: 'start' | 'noStart' | 'passOn',
  told: boolean,
): Refusal | undefined =>
  realName && result !== 'start' && !told ? refusal('complainantNotTold') : undefined;
