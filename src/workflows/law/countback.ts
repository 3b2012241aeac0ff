import { isWorkingDay, type Calendar } from './calendar.js';
import { deadline } from './deadline.js';
import { endOfEpochDay, epochDayOf, epochDayOfDate, formatEpochDay } from './moments.js';
import type { Period } from './periods/period.js';

/** The last day on which an act may begin that other periods must follow before a day. */
export interface LastSafeDay {
  /** By the law alone, YYYY-MM-DD. */
  readonly byLaw: string;
  /** The last working day of the bureau up to it, YYYY-MM-DD. */
  readonly onWorkingDay: string;
  /** A day it was read from may still be moved by a notice. */
  readonly provisional: boolean;
}

/** Nothing that is counted back here lies further from its end. */
const FURTHEST_DAYS = 800;

/**
 * Counts back (倒排期): the last day on which an act may be done, so that the periods of `chain`, the first
 * running from the act and each other one from the end of the one before, are all over when `before`
 * (YYYY-MM-DD) begins. Where a day may still change, the reading that ends last is taken, so that the
 * answer is safe. Pure. Throws RangeError where no day within some two years will do.
 */
export function lastSafeDay(chain: readonly Period[], before: string, calendar: Calendar): LastSafeDay {
  const limit = epochDayOfDate(before);
  for (let day = limit - 1; day > limit - FURTHEST_DAYS; day -= 1) {
    const { end, provisional } = overAfter(chain, day, calendar);
    if (end < limit)
      return {
        byLaw: formatEpochDay(day),
        onWorkingDay: formatEpochDay(lastWorkingDayUpTo(day, calendar)),
        provisional,
      };
  }
  throw new RangeError(`倒排期超出可计算范围：${before}`);
}

/** The last day of the last period of a chain that begins on a day. */
function overAfter(chain: readonly Period[], day: number, calendar: Calendar) {
  return chain.reduce(
    ({ end, provisional }, period) => {
      const found = deadline(period, endOfEpochDay(end), calendar);
      return { end: epochDayOf(found.latest.at), provisional: provisional || found.provisional };
    },
    { end: day, provisional: false },
  );
}

function lastWorkingDayUpTo(day: number, calendar: Calendar): number {
  let working = day;
  while (!isWorkingDay(calendar, working)) working -= 1;
  return working;
}
