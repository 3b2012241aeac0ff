import type { PartyKind } from './rules/party.js';

/**
 * From which amount a fine is 较大数额, by the province's rule — 行政处罚法第六十三条. Amounts in 分, reached is
 * enough; `from` is the first day (YYYY-MM-DD), it stands until the next row begins.
 */
export interface HearingThreshold {
  readonly from: string;
  readonly citizen: number;
  readonly organisation: number;
  readonly source: string;
}

/** 陕西省的标准未查到. While there is no row a hearing is offered on every fine, and that is said. */
export const hearingThresholds: readonly HearingThreshold[] = [];

/** The amount in 分 in force on a day, or null while nobody has set it. */
export function hearingThreshold(
  party: PartyKind,
  day: string,
  table: readonly HearingThreshold[] = hearingThresholds,
): number | null {
  const inForce = table.filter(({ from }) => from <= day).sort((a, b) => (a.from < b.from ? 1 : -1));
  return inForce[0]?.[party] ?? null;
}
