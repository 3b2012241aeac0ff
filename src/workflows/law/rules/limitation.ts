import { deadline } from '../deadline.js';
import { endOfEpochDay, epochDayOfDate, formatDay } from '../moments.js';
import { periodOf } from '../periods.js';
import { refusal, type Refusal } from '../../refusals.js';

/**
 * What 处罚时效 depends on; days as YYYY-MM-DD. `ended`: the day of the violation, of a continuous or continuing
 * one the day it ended; null while it goes on. `grave`: 涉及公民生命健康安全、金融安全; `harmful`: 且有危害后果.
 */
export interface Violation {
  readonly ended: string | null;
  readonly discovered: string;
  readonly grave: boolean;
  readonly harmful: boolean;
}

/**
 * The last day on which a violation must have been discovered (YYYY-MM-DD), or null while it goes on. Five
 * years only when both conditions hold (涉及……且有危害后果), else the earlier end, two — 行政处罚法第三十六条. Pure.
 */
export function limitationEnds({ ended, grave, harmful }: Violation): string | null {
  if (ended === null) return null;
  const period = periodOf(grave && harmful ? 'graveLimitation' : 'limitation');
  return deadline(period, endOfEpochDay(epochDayOfDate(ended)), []).lastDay;
}

/** 违法行为在二年内未被发现的，不再给予行政处罚 — 行政处罚法第三十六条. 责令改正 remains. Pure; undefined for yes. */
export function refuseTimeBarred(violation: Violation): Refusal | undefined {
  const lastDay = limitationEnds(violation);
  return lastDay !== null && violation.discovered > lastDay
    ? refusal('timeBarred', { lastDay: formatDay(lastDay) })
    : undefined;
}
