import type { Connection } from 'mongoose';
import { inspectionRow, urgentInspectionRow } from '../workflows/law/inspection-rows.js';
import { endOfEpochDay, epochDayOf, epochDayOfDate, yearOf } from '../workflows/law/moments.js';
import { textOf } from '../workflows/law/record/kinds.js';
import { inspectionKindOf } from '../workflows/law/rules/inspection.js';
import type { LedgerStore } from './ledger-store.js';
import { proceduresOn, type Procedure } from './procedures.js';
import { squeezed, tokensOfTerm } from './search-words.js';

/**
 * How many inspections of a subject in the calendar year of a moment (epoch ms) count towards the yearly cap:
 * those that were not refused and were not driven by a clue. The subject is found by its name among the words
 * of projections, however it was typed; no header holds a name.
 */
export type CountInspections = (subject: string, at: number) => Promise<number>;

/** What an inspection that was refused came to. */
const NOT_APPROVED = 'notApproved';

/** Counts them in MongoDB; what each was for is read from its opening. */
export function inspectionsOn(connection: Connection, ledger: Pick<LedgerStore, 'byIdem'>): CountInspections {
  const procedures = proceduresOn(connection);
  return async (subject, at) => {
    const wanted = squeezed(subject);
    if (wanted === '') return 0;
    const year = yearOf(epochDayOf(at));
    const found = await procedures
      .find(
        {
          tokens: { $all: tokensOfTerm(subject) },
          openedAt: { $gt: endOfYear(year - 1), $lte: endOfYear(year) },
          procedure: { $in: [inspectionRow.key, urgentInspectionRow.key] },
          outcome: { $ne: NOT_APPROVED },
        },
        { chainId: 1, procedure: 1, parties: 1 },
      )
      .lean<Pick<Procedure, 'chainId' | 'procedure' | 'parties'>[]>();
    const same = found.filter(({ parties = [] }) => parties.some((party) => squeezed(party) === wanted));
    const openings = await Promise.all(
      same.map(({ chainId, procedure }) => ledger.byIdem(chainId, `${procedure}:opening`)),
    );
    const kinds = openings.flatMap((one) => (one ? [inspectionKindOf(textOf(one.facts, 'kind'))] : []));
    return kinds.filter((kind) => kind !== 'clueDriven').length;
  };
}

/** The last instant of a year in Shanghai, epoch ms. */
const endOfYear = (year: number): number => endOfEpochDay(epochDayOfDate(`${String(year)}-12-31`));
