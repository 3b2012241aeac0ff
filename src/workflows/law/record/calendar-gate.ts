import type { CalendarImportFacts } from '../calendar-import.js';
import { isIssuedLater, noticeFaults } from '../calendar-notice.js';
import type { FileEntry, MatterFile } from '../procedures.js';
import { first, refusal, type Refusal } from '../../refusals.js';
import { textOf, type Act } from './kinds.js';

/** The imports of a year on the bureau's file, in their order. */
function importsOf(file: MatterFile, year: number): FileEntry[] {
  const prefix = `calendar-import/${String(year)}/`;
  const place = (procedure: string) => Number(procedure.slice(prefix.length));
  return Object.entries(file)
    .filter(([procedure]) => procedure.startsWith(prefix))
    .sort(([one], [other]) => place(one) - place(other))
    .map(([, entry]) => entry);
}

/**
 * What an import must say before it may be on file: a sound notice, issued by now, over the table that is in
 * force, and why, where one notice takes another's place. One import of a year at a time. Pure.
 */
export function refuseCalendarImport(file: MatterFile, act: Act): Refusal | undefined {
  const facts = act.facts as unknown as CalendarImportFacts;
  const { year, replaces, version } = facts;
  const imports = importsOf(file, year);
  const last = imports.at(-1);
  const [fault] = noticeFaults(facts);
  const reason = textOf(act.body, 'reason').trim();
  return first([
    fault && refusal('calendarNoticeFaulty', { fault: fault.detail }),
    isIssuedLater(facts, act.receivedAt)
      ? refusal('calendarNoticeFaulty', { fault: '印发日期不得晚于今天' })
      : undefined,
    imports.some(({ outcome }) => outcome === null) ? refusal('calendarImportRunning', { year }) : undefined,
    last && textOf(last.opened, 'version') !== replaces?.version
      ? refusal('calendarChanged', { year })
      : undefined,
    replaces?.version === version ? refusal('calendarInForce', { year }) : undefined,
    replaces?.notice && reason === ''
      ? refusal('supersedingReasonRequired', { year, notice: replaces.notice.number })
      : undefined,
  ]);
}
