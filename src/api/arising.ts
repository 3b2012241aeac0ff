import { proceduresOn } from '../models/procedures.js';
import type { RecordHeader } from '../workflows/law/record/kinds.js';
import { objectIn, textIn } from './matters.js';
import type { ApiParts } from './parts.js';

/** Numbers of the cases that arise from a matter, in the order of their numbers. */
export async function arisenFrom(
  { connection }: Pick<ApiParts, 'connection'>,
  chainId: string,
): Promise<string[]> {
  const found = await proceduresOn(connection).find({ arisesFrom: chainId }, { chainId: 1 }).lean();
  return [...new Set(found.map((one) => one.chainId))].sort();
}

/** The matter that a case arises from, as its opening says. */
export const originIn = (opening: RecordHeader): string | null =>
  textIn(objectIn(opening.facts, 'arisesFrom'), 'chainId');
