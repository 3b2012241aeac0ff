import { epochDayOfDate } from '../moments.js';
import { isPeriodKey, periodOf, type PeriodKey } from '../periods.js';
import { roles } from '../roles.js';
import { refusal, type Refusal } from '../../refusals.js';

/** Who decides an extension. `collective`: 负责人集体讨论. */
export type ExtensionDecider = 'agencyHead' | 'collective';

/** Extensions that no single 负责人 grants: the second of the case's term, by memory of the housing rule. */
const byMeeting: readonly PeriodKey[] = ['caseDecisionSecondExtension'];

/** What an extension is asked of: its clock's period, those already granted, when it ends, and by whom. */
export interface Extension {
  readonly period: PeriodKey;
  readonly granted: readonly PeriodKey[];
  readonly next: PeriodKey;
  readonly decider: ExtensionDecider;
  /** Epoch ms: the running end, and the moment of the decision. */
  readonly endsAt: number;
  readonly at: number;
}

/**
 * Only the extension that follows, once each, before the term is over, by whoever may grant it — 行政处罚法第六十条,
 * 行政强制法第二十五条, 行政许可法第四十二条. After the last there is none. Pure; undefined for yes.
 */
export function refuseExtension({
  period,
  granted,
  next,
  decider,
  endsAt,
  at,
}: Extension): Refusal | undefined {
  const { label } = periodOf(period);
  const not = (why: string) => refusal('extensionNotAllowed', { period: label, why });
  const last = granted.at(-1) ?? period;
  const follows = periodOf(next).extends;
  if (follows === undefined || !isPeriodKey(follows) || follows !== last)
    return not(granted.length > 0 ? '法定的延长次数已经用尽' : '没有这种延长');
  if (at > endsAt) return not('期限已经届满');
  return byMeeting.includes(next) && decider !== 'collective'
    ? not(`须经${roles.leadershipMeeting.label}决定`)
    : undefined;
}

/**
 * By how many days a term is to be longer: to the day that is asked for, after its last day (YYYY-MM-DD);
 * 0, for all that the law allows, where neither says. Limit: of terms in natural days. Pure.
 */
export const extensionAskedFor = (lastDay: string | null, until: string): number =>
  lastDay === null || !isDay(until) ? 0 : Math.max(0, epochDayOfDate(until) - epochDayOfDate(lastDay));

const isDay = (words: string): boolean => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(words);
