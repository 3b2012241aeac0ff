import type { Calendar } from './calendar.js';
import { lastSafeDay, type LastSafeDay } from './countback.js';
import { deadline, safeOpening, type Deadline } from './deadline.js';
import { epochDayOf, formatEpochDay } from './moments.js';
import { periodOf, periods, type PeriodKey } from './periods.js';
import { roll, type Period } from './periods/period.js';

/** What is known of a party's remedies against a decision served on it. Moments in epoch ms. */
export interface RemedyCourse {
  readonly servedOn: number;
  /** The remedies were told in the decision (处罚法第五十九条); untold, the terms are longer (行诉解释第六十四条). */
  readonly remediesTold: boolean;
  /** The term of suit of the legal basis, where a statute sets another than six months (行诉法第四十六条). */
  readonly suitTerm?: Pick<Period, 'length' | 'unit'>;
  /** 当场处罚: review comes before suit (复议法第二十三条). */
  readonly reviewFirst?: boolean;
  /** A review that ended: its decision served, or its own term passed without one (行诉法第四十五条). */
  readonly review?: { readonly endedOn: number; readonly how: 'decided' | 'overdue' };
  /** End of a deferral or of the last instalment (处罚法第七十二条第二款). */
  readonly deferredUntil?: number;
}

/** A remedy that can still be used, and when it ends. */
export interface RemedyEnd {
  readonly key: PeriodKey;
  readonly period: Period;
  readonly deadline: Deadline;
}

/** When a court may be applied to. Days YYYY-MM-DD, both in the window. */
export interface CourtWindow {
  readonly opensOn: string;
  readonly closesOn: string;
  /** The readings leave no day that every one of them allows: a person of the 法制机构 must decide. */
  readonly contested: boolean;
  readonly provisional: boolean;
  readonly remedies: readonly RemedyEnd[];
  readonly explanation: readonly string[];
}

const nextDay = (epochDay: number): string => formatEpochDay(epochDay + 1);

/** The periods whose end ends a remedy of the party, by what happened (行诉法第四十五条、第四十六条，行诉解释第六十四条). */
function remedyKeys({ remediesTold, review }: RemedyCourse): PeriodKey[] {
  if (review) return [review.how === 'decided' ? 'suitAfterReview' : 'suitAfterOverdueReview'];
  if (!remediesTold) return ['reviewWithoutRemedyInformation', 'suitWithoutRemedyInformation'];
  return ['administrativeReview', 'suit'];
}

const periodFor = (key: PeriodKey, { suitTerm }: RemedyCourse): Period =>
  key === 'suit' ? { ...periodOf(key), ...suitTerm } : periodOf(key);

const startOf = ({ review, servedOn }: RemedyCourse): number => review?.endedOn ?? servedOn;

/** Every remedy that could still be used, with its end. Pure. */
export const remedyEnds = (course: RemedyCourse, calendar: Calendar): readonly RemedyEnd[] =>
  remedyKeys(course).map((key) => {
    const period = periodFor(key, course);
    return { key, period, deadline: deadline(period, startOf(course), calendar) };
  });

/**
 * The last moment on which any remedy may still be used, in the later reading: before it no court is asked.
 */
export const remediesLapseAt = (course: RemedyCourse, calendar: Calendar): number =>
  Math.max(...remedyEnds(course, calendar).map(({ deadline }) => safeOpening(deadline).at));

/**
 * The three months for the application to the court — 行政强制法第五十三条, 行诉解释第一百五十六条, 处罚法第七十二条第二款. It opens on the
 * day after the last remedy has lapsed in the later reading (a last day that rolls, a calendar that may
 * change, review or suit), and closes three months after the earlier one (no roll). A deferral only
 * postpones both. Pure.
 */
export function courtWindow(course: RemedyCourse, calendar: Calendar): CourtWindow {
  const remedies = remedyEnds(course, calendar);
  const lapse = remediesLapseAt(course, calendar);
  const from = course.deferredUntil ?? 0;
  const opensAfter = epochDayOf(Math.max(lapse, from));
  const closesFrom = Math.max(earliestLapse(course, calendar), from);
  const closes = deadline(periods.courtWindow, closesFrom, calendar);
  const [opensOn, closesOn] = [nextDay(opensAfter), formatEpochDay(epochDayOf(closes.earliest.at))];
  return {
    opensOn,
    closesOn,
    contested: opensOn > closesOn,
    provisional: closes.provisional || remedies.some(({ deadline }) => deadline.provisional),
    remedies,
    explanation: [
      ...remedies.map(({ period: { label }, deadline: { lastDay } }) => `${label}至 ${lastDay ?? ''} 届满`),
      ...(course.deferredUntil === undefined
        ? []
        : [`延期、分期至 ${formatEpochDay(epochDayOf(from))} 结束`]),
      `自 ${opensOn} 起可以申请（按较晚的读法）`,
      ...closes.explanation,
      `最晚于 ${closesOn} 提出（按较早的读法）`,
    ],
  };
}

/**
 * The lapse of the earlier reading: last days that do not roll; of 复议前置 the review alone, since whether a suit is
 * then still open is not settled (行政复议法第二十三条与行诉解释第一百五十六条).
 */
function earliestLapse(course: RemedyCourse, calendar: Calendar): number {
  const keys = remedyKeys(course);
  const counted = course.reviewFirst && !course.review ? keys.slice(0, 1) : keys;
  const ends = counted.map((key) => deadline(unrolled(periodFor(key, course)), startOf(course), calendar));
  return Math.max(...ends.map(({ earliest }) => earliest.at));
}

const unrolled = (period: Period): Period => ({ ...period, ...roll.window });

/** What must come between an act and the application to the court, by how the 催告书 is served. */
const demandChains = {
  direct: [periods.demandNotice],
  post: [periods.postalAllowance, periods.demandNotice],
  publicNotice: [periods.publicNoticeService, periods.demandNotice],
  publicNoticeAbroad: [periods.publicNoticeServiceAbroad, periods.demandNotice],
} as const satisfies Record<string, readonly Period[]>;
export type DemandServiceMethod = keyof typeof demandChains;

/**
 * The last day to hand over, post or publish the 催告书, so that its ten working days are over before the window closes
 * — 行政强制法第五十四条. Pure.
 */
export const lastDemandDay = (
  method: DemandServiceMethod,
  { closesOn }: Pick<CourtWindow, 'closesOn'>,
  calendar: Calendar,
): LastSafeDay => lastSafeDay(demandChains[method], closesOn, calendar);
