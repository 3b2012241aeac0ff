import type { ClockView } from '../../schemas.js';
import { articleLabel, dayOfWeek, duration, lastMoment, legalDay, moment } from '../format.js';
import { Mark } from './mark.js';
import { TimeLeft } from './time-left.js';
import { Unconfirmed } from './unconfirmed.js';

/** What became of a period, or what is left of it. */
function Standing({ clock }: { clock: ClockView }) {
  if (clock.state === 'running' || clock.state === 'passed')
    return <TimeLeft at={clock.at} provisional={clock.provisional} />;
  if (clock.state === 'over') return <span>已期满</span>;
  if (clock.state === 'stopped') return <span>停止计算</span>;
  if (clock.state === 'ended') return <span>不再计算</span>;
  return (
    <span>
      {clock.metAt !== null && `${moment(clock.metAt)} 办理`}
      {clock.lateByMs !== null ? (
        <>
          ，逾期 {duration(clock.lateByMs)} <Mark kind="late" />
        </>
      ) : (
        '，在期限内'
      )}
    </span>
  );
}

/** A term in days runs to the end of its last day. */
const endOf = ({ at, lastDay }: ClockView): string =>
  lastDay === null ? lastMoment(at) : `${legalDay(lastDay)} 24 时止`;

/** The periods of a matter: from when, until when, what is left, and how the last day was found. */
export function Clocks({ clocks }: { clocks: readonly ClockView[] }) {
  return (
    <ul className="rows">
      {clocks.map((clock, index) => (
        <li key={`${clock.procedure}-${clock.key}-${String(clock.from)}-${String(index)}`} className="row">
          <div className="row-head">
            <strong>{clock.label}</strong>
            <span>{clock.procedureTitle}</span>
            {clock.article !== null && <span className="quiet">{articleLabel(clock.article)}</span>}
          </div>
          <Standing clock={clock} />
          <div className="quiet">
            自 {moment(clock.from)} 起算，至 {endOf(clock)}（{dayOfWeek(clock.at)}）
          </div>
          <Unconfirmed because={clock.unconfirmed} />
          {clock.explanation.length > 0 && (
            <details>
              <summary>怎样计算的</summary>
              <ol>
                {clock.explanation.map((step, index) => (
                  <li key={index}>{step}</li>
                ))}
              </ol>
              <p className="quiet">所用日历：{clock.calendarVersion}</p>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
