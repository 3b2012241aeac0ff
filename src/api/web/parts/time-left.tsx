import { lastMoment, timeLeft } from '../format.js';
import { useNow } from './now.js';
import { Mark } from './mark.js';

const SOON_MS = 4 * 3_600_000;

/** The last instant and what is left until then, in words. `at` in epoch ms. */
export function TimeLeft({ at, provisional = false }: { at: number; provisional?: boolean }) {
  const now = useNow();
  const state = at < now ? 'passed' : at - now < SOON_MS ? 'soon' : 'ample';
  return (
    <span className="time-left">
      <strong className={`time-left-${state}`}>
        {state === 'passed' && <span aria-hidden="true">⚠ </span>}
        {timeLeft(at, now)}
      </strong>
      <span className="quiet">（至 {lastMoment(at)}）</span>
      {provisional && <Mark kind="provisional" />}
    </span>
  );
}
