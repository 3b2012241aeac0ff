import { proceduresOn } from '../models/procedures.js';
import type { ApiParts } from './parts.js';

/** Numbers of the cases that arise from a matter, in the order of their numbers. */
export async function arisenFrom(
  { connection }: Pick<ApiParts, 'connection'>,
  chainId: string,
): Promise<string[]> {
  const found = await proceduresOn(connection).find({ arisesFrom: chainId }, { chainId: 1 }).lean();
  return [...new Set(found.map((one) => one.chainId))].sort();
}
