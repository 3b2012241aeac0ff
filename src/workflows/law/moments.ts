import { Temporal as T } from 'temporal-polyfill';

/**
 * Asia/Shanghai has had no daylight saving time since 1992; a fixed offset keeps the host's zone data out
 * of it.
 */
export const SHANGHAI_OFFSET = '+08:00';
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Days since 1 January 1970 of the Shanghai day a moment (epoch ms) falls on. */
export const epochDayOf = (moment: number): number => Math.floor((moment + SHANGHAI_OFFSET_MS) / DAY_MS);

/** The last millisecond (epoch ms) of a Shanghai day given as days since 1970. */
export const endOfEpochDay = (epochDay: number): number => (epochDay + 1) * DAY_MS - SHANGHAI_OFFSET_MS - 1;

/** A legal day, given as days since 1970. */
export const plainDateOf = (epochDay: number): T.PlainDate =>
  T.Instant.fromEpochMilliseconds(epochDay * DAY_MS)
    .toZonedDateTimeISO('UTC')
    .toPlainDate();

/** Days since 1970 of a day written YYYY-MM-DD; a day that does not exist is a RangeError. */
export function epochDayOfDate(date: string): number {
  const { year, month, day } = T.PlainDate.from(date, { overflow: 'reject' });
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** The day as YYYY-MM-DD. Read in UTC, so that the host's zone has no say; a period may ask for thousands. */
export const formatEpochDay = (epochDay: number): string =>
  new Date(epochDay * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);

/** Year of a day given as days since 1970. */
export const yearOf = (epochDay: number): number => new Date(epochDay * DAY_MS).getUTCFullYear();

/** The Shanghai day of a moment (epoch ms), YYYY-MM-DD. */
export const shanghaiDay = (moment: number): string => formatEpochDay(epochDayOf(moment));

const inShanghai = (moment: number): T.ZonedDateTime =>
  T.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(SHANGHAI_OFFSET);

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A moment (epoch ms) for people: 2026年11月24日 14:05, Shanghai time. */
export function formatMoment(moment: number): string {
  const { year, month, day, hour, minute } = inShanghai(moment);
  return `${String(year)}年${String(month)}月${String(day)}日 ${twoDigits(hour)}:${twoDigits(minute)}`;
}

/** A day (YYYY-MM-DD) for people: 2026年11月24日. */
export function formatDay(date: string): string {
  const { year, month, day } = T.PlainDate.from(date);
  return `${String(year)}年${String(month)}月${String(day)}日`;
}

/** A moment (epoch ms) as RFC 3339 with the offset of Shanghai. */
export const formatRfc3339 = (moment: number): string =>
  inShanghai(moment).toString({
    timeZoneName: 'never',
    smallestUnit: moment % 1_000 === 0 ? 'second' : 'millisecond',
  });

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * Reads an RFC 3339 date-time with its offset into epoch ms; a fraction finer than that is cut off.
 * Undefined when it has no offset or names a time that does not exist: a moment without an offset is not a
 * moment.
 */
export function parseRfc3339(text: string): number | undefined {
  if (!RFC3339.test(text) || /[T ]24:|:60/i.test(text)) return undefined;
  try {
    return T.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/**
 * How long until a deadline, or since: 还有 3 小时 20 分 · 已超过 2 天 4 小时.
 * `milliseconds` is deadline minus now; zero is still in time. The two largest units, cut off below.
 */
export function timeLeft(milliseconds: number): string {
  const rest = Math.abs(milliseconds);
  const days = Math.floor(rest / DAY_MS);
  const hours = Math.floor((rest % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((rest % HOUR_MS) / MINUTE_MS);
  const units: [number, string][] =
    days > 0
      ? [
          [days, '天'],
          [hours, '小时'],
        ]
      : [
          [hours, '小时'],
          [minutes, '分'],
        ];
  const words = units.filter(([count]) => count > 0).map(([count, unit]) => `${String(count)} ${unit}`);
  return `${milliseconds < 0 ? '已超过' : '还有'} ${words.length === 0 ? '不足 1 分' : words.join(' ')}`;
}
