import { articleLabel } from '../law/articles.js';
import { periods } from '../law/periods.js';
import { ranks, type Period } from '../law/periods/period.js';
import type { ClockState, State } from '../law/record/fold.js';

/** The next thing a clock has to say, and when (epoch ms). `step` is its key on the record. */
export type Alarm = {
  kind: 'reminded' | 'periodPassed' | 'lapseCorrected';
  clock: string;
  step: string;
  at: number;
  /** What the operator reads on the timer. */
  summary: string;
};

/**
 * The earliest alarm of the procedure's running clocks, due or to come. Pure.
 * An act received at the last instant is in time, so a period has passed one millisecond after it.
 */
export function nextAlarm(state: State, now: number): Alarm | undefined {
  if (!state.opening || state.concluded) return undefined;
  const alarms = Object.values(state.clocks).flatMap((clock) => alarmsOf(state, clock, now));
  return alarms.sort((one, other) => one.at - other.at || (one.step < other.step ? -1 : 1))[0];
}

function alarmsOf(state: State, clock: ClockState, now: number): Alarm[] {
  if (clock.met !== undefined)
    return overtaken(clock) ? [alarm(clock, 'lapseCorrected', 'corrected', clock.at)] : [];
  if (state.terminated || clock.passed !== undefined || clock.stopped !== undefined) return [];
  const passing = alarm(clock, 'periodPassed', 'passed', clock.at + 1);
  return passing.at <= now ? [passing] : [passing, ...remindersOf(state, clock, now)];
}

/** The lapse was noted although the act had been received in time: the record says so. */
const overtaken = (clock: ClockState): boolean =>
  clock.passed !== undefined &&
  clock.corrected === undefined &&
  clock.metAt !== undefined &&
  clock.metAt <= clock.at;

/**
 * Reminders still to come; of several whose moment was slept through, the latest alone: none before one that
 * is on file, and of a clock that moved none from before the move, which people were told of.
 */
function remindersOf(state: State, clock: ClockState, now: number): Alarm[] {
  const all = clock.remindAt.map((at, index) =>
    alarm(clock, 'reminded', `reminded/${String(index + 1)}`, at),
  );
  const latest = all.findLastIndex(({ step }) => state.steps[step] !== undefined);
  const since = clock.movedAt ?? clock.openedAt;
  const open = all.slice(latest + 1).filter(({ at }) => at > since && at <= clock.at);
  const due = open.filter(({ at }) => at <= now);
  return [...due.slice(-1), ...open.filter(({ at }) => at > now)];
}

/** What a clock has said before it moved stays on file under its own keys. */
const keyOf = ({ key, moved }: ClockState): string =>
  moved === undefined ? `clock/${key}` : `clock/${key}/after/${String(moved)}`;

/** What a period rests on, short enough for a timer; why the bureau set one itself is in the law table. */
const basisOf = ({ rank, article, source }: Period): string =>
  rank === 'bureauParameter' && article !== null ? `${articleLabel(article)}（${ranks[rank]}）` : source;

function alarm(clock: ClockState, kind: Alarm['kind'], suffix: string, at: number): Alarm {
  const row: Period = periods[clock.period];
  const what = { reminded: '到期提醒', periodPassed: '届满', lapseCorrected: '届满记录更正' }[kind];
  return {
    kind,
    clock: clock.key,
    step: `${keyOf(clock)}/${suffix}`,
    at,
    summary: `${basisOf(row)} ${row.label} ${what}`,
  };
}
