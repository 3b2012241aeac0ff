import { limits } from './limits.js';
import { epochDayOf, epochDayOfDate, formatEpochDay } from './moments.js';
import { unread } from './periods/period.js';
import type { Stop } from './record/kinds.js';

const PER_MILLE = 1_000;

/** What the daily rate is taken of once a part of the fine has been paid. */
export const additionalFineBases = { unpaid: '尚未缴纳的部分', whole: '罚款数额' } as const;
export type AdditionalFineBase = keyof typeof additionalFineBases;

/** 每日按罚款数额的百分之三加处罚款 — 行政处罚法第七十二条; of a fine paid in part the text does not speak. */
export const additionalFineBase = {
  value: 'unpaid' satisfies AdditionalFineBase as AdditionalFineBase,
  source: '行政处罚法第七十二条',
  ...unread('部分缴纳后以罚款数额还是未缴部分为基数，法律未明，暂按有利于当事人的未缴部分'),
} as const;

/** A payment: integer 分, on a day. Whole fen only; the law of money is not in floating point. */
export interface Payment {
  readonly amount: number;
  /** YYYY-MM-DD. */
  readonly on: string;
}

/** What the additional fine comes to. */
export interface AdditionalFine {
  /** Days counted, those of the stops left out. */
  readonly days: number;
  /** Integer 分, rounded down. */
  readonly amount: number;
  /** YYYY-MM-DD on which it reached the amount of the fine; null while it has not. */
  readonly capReachedOn: string | null;
}

/**
 * 加处罚款 of a fine (integer 分) for the days from `from` to `until` (YYYY-MM-DD, both counted) — 行政处罚法第七十二条、
 * 第七十三条. Three per cent of the base a day, never more than the fine; days of review or suit (`stops`, epoch ms) are
 * not counted. That it is charged at all is a person's decision, and only where the rate was told
 * (行政强制法第四十五条). Pure. Throws RangeError for amounts that are no whole positive 分.
 */
export function additionalFine({
  fine,
  from,
  until,
  payments = [],
  stops = [],
  base = additionalFineBase.value,
}: {
  readonly fine: number;
  readonly from: string;
  readonly until: string;
  readonly payments?: readonly Payment[];
  readonly stops?: readonly Pick<Stop, 'from' | 'until'>[];
  readonly base?: AdditionalFineBase;
}): AdditionalFine {
  refuseBrokenAmounts([fine, ...payments.map(({ amount }) => amount)]);
  const cap = (fine * limits.additionalFineCap.value) / PER_MILLE;
  const [first, last] = [epochDayOfDate(from), epochDayOfDate(until)];
  const paidBefore = (day: number) =>
    payments.filter(({ on }) => epochDayOfDate(on) < day).reduce((paid, { amount }) => paid + amount, 0);
  let [days, thousandths] = [0, 0];
  for (let day = first; day <= last; day += 1) {
    if (isStopped(day, stops)) continue;
    const basis = base === 'whole' ? fine : Math.max(fine - paidBefore(day), 0);
    if (basis === 0) break;
    days += 1;
    thousandths += basis * limits.additionalFineRate.value;
    if (thousandths >= cap * PER_MILLE) return { days, amount: cap, capReachedOn: formatEpochDay(day) };
  }
  return { days, amount: Math.floor(thousandths / PER_MILLE), capReachedOn: null };
}

/** Stopped from the day on which review or suit began to the day before the count goes on. */
const isStopped = (day: number, stops: readonly Pick<Stop, 'from' | 'until'>[]): boolean =>
  stops.some(({ from, until }) => epochDayOf(from) <= day && day < epochDayOf(until));

function refuseBrokenAmounts(amounts: readonly number[]): void {
  const broken = amounts.find((amount) => !Number.isSafeInteger(amount) || amount <= 0);
  if (broken !== undefined) throw new RangeError(`金额须为正整数分：${String(broken)}`);
}
