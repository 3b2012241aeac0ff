import { dayOfWeek, legalDay } from '../format.js';

type Holiday = { date: string; name: string };

const weekday = (date: string): string => {
  const at = Date.parse(`${date}T12:00:00+08:00`);
  return Number.isNaN(at) ? '' : `（${dayOfWeek(at)}）`;
};
const inWords = (date: string): string => `${legalDay(date)}${weekday(date)}`;

const follows = (before: string, after: string): boolean =>
  Date.parse(after) - Date.parse(before) === 86_400_000;

/** Days in a row under one name are one span. */
function spansOf(holidays: readonly Holiday[]): { name: string; days: string[] }[] {
  const spans: { name: string; days: string[] }[] = [];
  for (const { date, name } of holidays) {
    const last = spans.at(-1);
    if (last?.name === name && follows(last.days.at(-1) ?? '', date)) last.days.push(date);
    else spans.push({ name, days: [date] });
  }
  return spans;
}

/** The days of a year for reading: each holiday from its first to its last day, then the days worked. */
export function HolidayList({
  holidays,
  makeUpDays,
}: {
  holidays: readonly Holiday[];
  makeUpDays: readonly string[];
}) {
  return (
    <>
      <h3>放假</h3>
      <ul>
        {spansOf(holidays).map(({ name, days }) => (
          <li key={days[0]}>
            {name}：{inWords(days[0] ?? '')}
            {days.length > 1 && `至 ${inWords(days.at(-1) ?? '')}，共 ${String(days.length)} 天`}
          </li>
        ))}
      </ul>
      <h3>调休上班</h3>
      {makeUpDays.length === 0 ? (
        <p className="quiet">无。</p>
      ) : (
        <ul>
          {makeUpDays.map((date) => (
            <li key={date}>{inWords(date)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
