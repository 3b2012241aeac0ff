import type { Act, RecordHeader } from './record/kinds.js';

/**
 * Fields in which a form says when a party acted: what was posted in time is in time (在途时间不计入 — 民事诉讼法第八十五条), else
 * when it reached the bureau.
 */
const momentFields = ['postedAt', 'receivedAt', 'waivedAt'];

/**
 * When a party did what the record tells of (epoch ms): what was posted or reached the bureau in time is in
 * time, also when it is entered later. As the form says, else as claimed for the record; never later than
 * the record itself.
 */
export function partyActedAt({
  facts,
  occurredAt,
  receivedAt,
}: Pick<Act | RecordHeader, 'facts' | 'occurredAt' | 'receivedAt'>): number {
  const said = momentFields.map((key) => facts[key]).find((fact) => typeof fact === 'number');
  return Math.min(typeof said === 'number' ? said : occurredAt, receivedAt);
}
