import type { Connection } from 'mongoose';
import { reachOf } from '../workflows/law/calendar-import.js';
import { proceduresOn, type Procedure } from './procedures.js';

/** An open procedure with a clock that reaches into a year. */
export type Crossing = Pick<Procedure, '_id' | 'chainId' | 'procedure' | 'clocks' | 'terminated'>;

/**
 * Open procedures with a clock that the notice of a year may move, after the id `after`, in the order of
 * their ids; some of them only with a clock that is met by now. The engine reads every match before it sorts,
 * so each call costs as much as all of them would.
 */
export function openCrossing(
  connection: Connection,
  year: number,
  after: string,
  limit: number,
): Promise<Crossing[]> {
  const { startsBy, endsFrom } = reachOf(year);
  return proceduresOn(connection)
    .find(
      {
        open: true,
        _id: { $gt: after },
        clocks: { $elemMatch: { from: { $lte: startsBy }, at: { $gte: endsFrom } } },
      },
      { chainId: 1, procedure: 1, clocks: 1, terminated: 1 },
    )
    .sort({ _id: 1 })
    .limit(limit)
    .lean<Crossing[]>();
}
