import { textOf, type Facts, type RecordHeader, type Stop } from '../law/record/kinds.js';
import type { CaseFile } from './case-file.js';

/** `hearing/1` stops the clock by this step, once. */
const stopsStep = (reason: string): string => `${reason}/stops`;
/** Its end is on file under this step: observed of another procedure, or carried out here. */
const endStep = (reason: string): string => `${reason}/outcome`;

/**
 * A clock stands still for a reason from a moment on (epoch ms). Several may overlap: it goes on when the
 * last of them has ended, and the time of all together is not counted, each day once.
 */
export async function standStill<F extends Facts>(
  file: CaseFile<F>,
  clock: string,
  reason: string,
  from: number,
): Promise<void> {
  const step = stopsStep(reason);
  const state = file.clock(clock);
  if (file.on(step) || !state || state.met !== undefined) return;
  await file.stopClock(clock, step, Math.max(from, state.from));
}

/** The reason has ended, at a moment (epoch ms); puts that on file, once. */
export const standstillEnds = <F extends Facts>(
  file: CaseFile<F>,
  clock: string,
  reason: string,
  endedAt: number,
): Promise<RecordHeader> => file.carryOut(endStep(reason), () => Promise.resolve({ clock, endedAt }));

/** Lets a clock go on whenever nothing stops it any more. Never ends of itself. */
export async function keepStandstills<F extends Facts>(file: CaseFile<F>, clock: string): Promise<never> {
  for (let count = 1; ; count += 1) {
    const step = `clock/${clock}/resumed/${String(count)}`;
    const mayGoOn = () => {
      const state = file.clock(clock);
      return state?.stopped !== undefined && standing(file, clock).length === 0;
    };
    await file.when(() => file.on(step) !== undefined || mayGoOn());
    const stops = union(standstills(file, clock));
    await file.resumeClock(clock, step, stops.at(-1)?.until ?? 0, stops);
  }
}

/** The reasons for which a clock was stopped, in order. */
const stoppings = <F extends Facts>(file: CaseFile<F>, clock: string): RecordHeader[] =>
  file.recordsOf('clockStopped').filter(({ facts }) => textOf(facts, 'clock') === clock);

const reasonOf = ({ step }: RecordHeader): string => step.slice(0, -stopsStep('').length);

const standing = <F extends Facts>(file: CaseFile<F>, clock: string): RecordHeader[] =>
  stoppings(file, clock).filter((record) => !file.on(endStep(reasonOf(record))));

const standstills = <F extends Facts>(file: CaseFile<F>, clock: string): Stop[] =>
  stoppings(file, clock).flatMap((record) => {
    const end = file.on(endStep(reasonOf(record)));
    return end ? [{ from: record.occurredAt, until: Math.max(record.occurredAt, endOf(end)) }] : [];
  });

/** When a reason ended: as its end says, else when what ended it was concluded, else when that was seen. */
function endOf({ facts, occurredAt }: RecordHeader): number {
  const said = [facts['endedAt'], facts['at']].find((moment) => typeof moment === 'number');
  return typeof said === 'number' ? said : occurredAt;
}

/** Overlapping intervals as one, in order and apart. Pure. */
export function union(stops: readonly Stop[]): Stop[] {
  const merged: Stop[] = [];
  for (const stop of stops.toSorted((one, other) => one.from - other.from)) {
    const last = merged.at(-1);
    if (last && stop.from <= last.until)
      merged[merged.length - 1] = { from: last.from, until: Math.max(last.until, stop.until) };
    else merged.push(stop);
  }
  return merged;
}
