import type { Connection } from 'mongoose';
import { createSubstitutions, type SubstitutionEntry } from '../models/substitutions.js';
import { procedureId, type RecordHeader } from '../workflows/law/record/kinds.js';
import type { Caller } from './callers.js';
import { allowed, type Matter } from './policies.js';

/** What the rules ask about a substitution. */
export const substitutionMatter = ({
  unit,
  principal,
  substitute,
  grantedBy,
}: Pick<SubstitutionEntry, 'unit' | 'principal' | 'substitute' | 'grantedBy'>): Matter => ({
  unit,
  principal,
  substitute,
  author: grantedBy,
});

/** May the caller know of it? */
export const seesSubstitution = (caller: Caller, entry: SubstitutionEntry): boolean =>
  allowed(caller, 'seeSubstitution', substitutionMatter(entry));

/** The same of a record of its procedure. */
export async function seesSubstitutionOf(
  connection: Connection,
  caller: Caller,
  { chainId, procedure }: RecordHeader,
): Promise<boolean> {
  const id = procedureId(chainId, procedure);
  const entry = await createSubstitutions(connection).substitutionById(id);
  return entry !== undefined && seesSubstitution(caller, entry);
}
