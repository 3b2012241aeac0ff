import { shanghaiDay } from '../workflows/law/moments.js';
import { periodOf } from '../workflows/law/periods.js';
import { numberOf, type Act, type ClockStart, type Facts } from '../workflows/law/record/kinds.js';
import { refuseBeforeRegulation } from '../workflows/law/rules/power.js';
import type { Refusal } from '../workflows/refusals.js';

/** The regulation's own first day, YYYY-MM-DD; nothing is judged by it while nobody has said it. */
type Parts = { regulationFrom?: string | null };

/**
 * 本办法自发布之日起实施 — 第三十七条. An emergency start (第九条) from before that day had no leave to go before its
 * approval, so that it is no such start. What else was done before is put on file: it only is not judged.
 */
export function refuseByRegulation({ regulationFrom = null }: Parts, act: Act): Refusal | undefined {
  if (act.kind !== 'opening' || act.actor.role === 'system') return undefined;
  const startedAt = numberOf((act.facts['emergency'] ?? {}) as Facts, 'startedAt');
  return startedAt === undefined ? undefined : refuseBeforeRegulation(startedAt, regulationFrom);
}

/**
 * Does the period run? One of the regulation's own (24 小时, 30 日) does not from an event before its first day,
 * so that nobody is late by it; those of the statutes do.
 */
export const runsUnder = ({ regulationFrom = null }: Parts, { period, from }: ClockStart): boolean =>
  regulationFrom === null ||
  periodOf(period).rank !== 'thisRegulation' ||
  shanghaiDay(from) >= regulationFrom;
