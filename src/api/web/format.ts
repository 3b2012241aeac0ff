/** How moments, periods and sizes are written for people. All times in epoch ms; always Asia/Shanghai. */

const ZONE = 'Asia/Shanghai';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SHANGHAI_OFFSET = '+08:00';

const formatter = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, hourCycle: 'h23', ...options });
const toMinute = formatter({ dateStyle: 'long', timeStyle: 'short' });
const toSecond = formatter({ dateStyle: 'long', timeStyle: 'medium' });
const toDay = formatter({ dateStyle: 'long' });
const weekday = formatter({ weekday: 'short' });
const numeric = formatter({
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** 2026年11月24日 14:05 */
export const moment = (at: number): string => toMinute.format(at);

/** 2026年11月24日 14:05:09, for the record. */
export const momentToSecond = (at: number): string => toSecond.format(at);

/** 2026年11月24日 */
export const day = (at: number): string => toDay.format(at);

/** 周二 */
export const dayOfWeek = (at: number): string => weekday.format(at);

/** A legal day `2026-11-24` as 2026年11月24日; any other text as it is. */
export const legalDay = (text: string): string => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts ? `${String(parts[1])}年${String(Number(parts[2]))}月${String(Number(parts[3]))}日` : text;
};

/** The last instant of a term: 2026年11月24日 14:05 止; of a term in days 2026年11月24日 24 时止. */
export const lastMoment = (at: number): string =>
  (at + 1) % MINUTE === 0 && toField(at + 1).endsWith('T00:00') ? `${day(at)} 24 时止` : `${moment(at)} 止`;

/** A length of time in the two largest units that say it: 2 天 3 小时, 3 小时 12 分, 不足 1 分钟. */
export function duration(ms: number): string {
  const length = Math.abs(ms);
  if (length < MINUTE) return '不足 1 分钟';
  const days = Math.floor(length / DAY);
  const hours = Math.floor((length % DAY) / HOUR);
  const minutes = Math.floor((length % HOUR) / MINUTE);
  if (days > 0) return hours > 0 ? `${String(days)} 天 ${String(hours)} 小时` : `${String(days)} 天`;
  if (hours > 0)
    return minutes > 0 ? `${String(hours)} 小时 ${String(minutes)} 分钟` : `${String(hours)} 小时`;
  return `${String(minutes)} 分钟`;
}

/** What is left until the last instant `at`, in words. The last instant itself is still in time. */
export const timeLeft = (at: number, now: number): string =>
  at >= now ? `还剩 ${duration(at - now)}` : `已超期 ${duration(now - at)}`;

/** The value of a `datetime-local` field for an instant, by Shanghai's clock. */
export function toField(at: number): string {
  const parts = Object.fromEntries(numeric.formatToParts(at).map((part) => [part.type, part.value]));
  const { year = '', month = '', day: date = '', hour = '', minute = '' } = parts;
  return `${year}-${month}-${date}T${hour}:${minute}`;
}

/** The instant a `datetime-local` field names, by Shanghai's clock; undefined when empty or malformed. */
export function fromField(value: string): number | undefined {
  const at = Date.parse(`${value}${value.length === 16 ? ':00' : ''}${SHANGHAI_OFFSET}`);
  return Number.isNaN(at) ? undefined : at;
}

/** 1.4 MB; always in MB, so that sizes and limits can be compared. */
export function fileSize(bytes: number): string {
  const size = bytes / 1024 ** 2;
  return size < 0.1 ? '不足 0.1 MB' : `${size.toFixed(1).replace(/\.0$/, '')} MB`;
}

const DIGITS = '零一二三四五六七八九';

/** 第九条, 第三十六条: the number of an article in words. Up to 99. */
export function articleLabel(number: number): string {
  const tens = Math.floor(number / 10);
  const units = number % 10;
  const head = tens === 0 ? '' : `${tens === 1 ? '' : (DIGITS[tens] ?? '')}十`;
  return `第${head}${units === 0 ? '' : (DIGITS[units] ?? '')}条`;
}
