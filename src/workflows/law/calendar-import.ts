import { firstDayOfNotice, type Calendar, type CalendarYear } from './calendar.js';
import type { CalendarNotice } from './calendar-notice.js';
import { clockDeadline } from './clock-deadline.js';
import { endOfEpochDay, epochDayOf, epochDayOfDate, formatDay, formatMoment } from './moments.js';
import { periodOf } from './periods.js';
import type { CasePeople } from './procedures.js';
import type { ClockState, State } from './record/fold.js';
import { running } from './record/fold.js';
import { numberOf, type Clock, type Facts, type RecordHeader } from './record/kinds.js';
import { reminderMoments } from './reminders.js';

/**
 * Facts of a calendar import: the notice and the table it replaces, whole, so that the ledger alone says what
 * every deadline was counted with. `replaces` is null when the year was not on file at all.
 */
export type CalendarImportFacts = CalendarNotice & {
  /** Nobody is asked for anything. */
  people: CasePeople;
  unit: string;
  version: string;
  replaces: CalendarYear | null;
};

/** Which table was put, and from when (epoch ms) no process computes from the old one any more. */
export type PutFacts = { version: string; inUseFrom: number };

/**
 * What a slice of the open procedures came to. `cursor`: where the next one begins; empty at the end.
 * `looked`: procedures with a clock that crosses the year; `moved`: deadlines that have another end now;
 * `settled`: only the mark 暂定 or a reminder changed; `lifted`: lapses that no longer stand; `unreadable`:
 * procedures whose record does not hold together and which were left as they are.
 */
export type SliceFacts = {
  cursor: string;
  looked: number;
  moved: number;
  settled: number;
  lifted: number;
  unreadable: number;
};

/** How far an import has come. Pure reading of its own record. */
export type ImportProgress = Omit<SliceFacts, 'cursor'> & {
  state: 'opened' | 'put' | 'moving' | 'done';
  /** From when (epoch ms) the deadlines are computed again. */
  inUseFrom: number | null;
};

/** Steps of an import. */
export const importSteps = { put: 'calendar/put', slice: (count: number) => `deadlines/${String(count)}` };

const COUNTS = ['looked', 'moved', 'settled', 'lifted', 'unreadable'] as const;

/** How far an import has come, as its records leave it. */
export function importProgress(state: State): ImportProgress {
  const put = state.steps[importSteps.put];
  const slices = Object.values(state.steps).filter(({ step }) => step.startsWith('deadlines/'));
  const total = (key: (typeof COUNTS)[number]) =>
    slices.reduce((sum, { facts }) => sum + countIn(facts, key), 0);
  const [looked, moved, settled, lifted, unreadable] = COUNTS.map(total) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    state: state.concluded ? 'done' : slices.length > 0 ? 'moving' : put ? 'put' : 'opened',
    inUseFrom: put ? countIn(put.facts, 'inUseFrom') : null,
    ...{ looked, moved, settled, lifted, unreadable },
  };
}

const countIn = (facts: Facts, key: string): number => numberOf(facts, key) ?? 0;

/** In words, for the run's details in the Temporal Web UI. */
export function progressInWords(state: State): string {
  const { looked, moved, settled, lifted, unreadable, state: stage } = importProgress(state);
  if (stage === 'opened') return '日历尚未写入。';
  if (stage === 'put') return '日历已写入，等待各进程启用新日历。';
  const counts = `已核对 ${String(looked)} 个在办程序，变动期限 ${String(moved)} 个，仅去除暂定标记 ${String(settled)} 个`;
  const rest = `撤销届满 ${String(lifted)} 个，无法读取 ${String(unreadable)} 个`;
  return `${counts}，${rest}。`;
}

/** Begun by then at the latest and ending from then on, a clock may depend on a year's notice. Epoch ms. */
export const reachOf = (year: number): { startsBy: number; endsFrom: number } => ({
  startsBy: endOfEpochDay(epochDayOfDate(`${String(year)}-12-31`)),
  endsFrom: endOfEpochDay(firstDayOfNotice(year) - 1) + 1,
});

/** May a year's notice move this clock? Hours run through holidays. */
export function reaches({ period, from, at }: Clock, year: number): boolean {
  const { startsBy, endsFrom } = reachOf(year);
  return periodOf(period).unit !== 'hour' && from <= startsBy && at >= endsFrom;
}

/** The running clocks of a procedure that a year's notice may move. */
export const crossing = (state: State, year: number): ClockState[] =>
  running(state).filter((clock) => reaches(clock, year));

/** What a clock computed again would be. */
export type Recomputed = Pick<Clock, 'at' | 'lastDay' | 'provisional'>;

/**
 * Computes clocks again. The answer says whether the new table changed anything about a clock that people or
 * timers go by: its end, its mark, or a reminder; undefined for no. What else has changed since the clock
 * began (how often people are reminded) is no reason to move it. Pure; each period is counted once a day.
 */
export function recounting(calendar: Calendar, before: Calendar): (clock: Clock) => Recomputed | undefined {
  const counted = new Map<string, Recomputed & { reminders: boolean }>();
  const count = (clock: Clock) => {
    const { from } = clock;
    const period = periodOf(clock.period);
    const { at, lastDay, provisional } = clockDeadline(clock, calendar);
    const reminders = (years: Calendar) => reminderMoments(period, from, years).join();
    return { at, lastDay, provisional, reminders: reminders(calendar) !== reminders(before) };
  };
  return (clock) => {
    const { period, from, extensions = [], stops = [] } = clock;
    const day = JSON.stringify([period, epochDayOf(from), extensions, stops]);
    const found = counted.get(day) ?? count(clock);
    counted.set(day, found);
    const { at, lastDay, provisional, reminders } = found;
    const same = at === clock.at && lastDay === clock.lastDay && provisional === clock.provisional;
    return same && !reminders ? undefined : { at, lastDay, provisional };
  };
}

/** The calendar as it was before an import. */
export const calendarBefore = (
  calendar: Calendar,
  { year, replaces }: Pick<CalendarImportFacts, 'year' | 'replaces'>,
): Calendar => [...calendar.filter((one) => one.year !== year), ...(replaces ? [replaces] : [])];

/** Facts of a moved clock: the old and the new end, and which import moved it. */
export type MoveFacts = {
  clock: string;
  from: number;
  to: number;
  fromLastDay: string | null;
  toLastDay: string | null;
  wasProvisional: boolean;
  provisional: boolean;
  /** The import: its chain and procedure. */
  import: string;
  notice: string;
  year: number;
  /** Seq of the lapse that no longer stands, because the new end lies ahead. */
  lifts: number | null;
};

/** What is put on file of a clock that is computed again at a moment (epoch ms). */
export const moveFacts = (
  clock: ClockState,
  to: Recomputed,
  { year, number }: CalendarNotice,
  importId: string,
  now: number,
): MoveFacts => ({
  clock: clock.key,
  from: clock.at,
  to: to.at,
  fromLastDay: clock.lastDay,
  toLastDay: to.lastDay,
  wasProvisional: clock.provisional,
  provisional: to.provisional,
  import: importId,
  notice: number,
  year,
  lifts: clock.passed !== undefined && to.at >= now ? clock.passed : null,
});

/** Did the end itself move, or only the mark? */
export const endMoved = ({ facts }: Pick<RecordHeader, 'facts'>): boolean => facts['from'] !== facts['to'];

/** The end of a clock in words: its last day, or the moment of one in hours. */
export const endInWords = (lastDay: string | null, at: number): string =>
  lastDay === null ? formatMoment(at) : formatDay(lastDay);

/** Why a clock was computed again and what came of it, in a sentence. */
export function moveInWords(facts: MoveFacts): string {
  const { year, notice, from, to, fromLastDay, toLastDay, provisional, lifts } = facts;
  const because = `按 ${String(year)} 年放假通知（${notice}）重新计算`;
  const mark = provisional ? '（仍为暂定）' : '';
  const result =
    from === to
      ? `届满日不变，仍为${endInWords(toLastDay, to)}${mark || '，不再是暂定'}`
      : `由${endInWords(fromLastDay, from)}改为${endInWords(toLastDay, to)}${mark}`;
  return `${because}，${result}。${lifts === null ? '' : `第 ${String(lifts)} 号届满记录不再成立，原记录保留。`}`;
}

/** The step of a clock's move by an import; once for all. */
export const moveStep = (clock: string, importId: string): string => `clock/${clock}/moved/${importId}`;
