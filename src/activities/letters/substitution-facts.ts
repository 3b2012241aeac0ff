import type { Letter } from '../../models/letter.js';
import { formatMoment } from '../../workflows/law/moments.js';
import type { RecordHeader } from '../../workflows/law/record/kinds.js';
import {
  rolesInWords,
  SUBSTITUTION,
  type SubstitutionFacts,
} from '../../workflows/law/record/substitution.js';
import type { ProcedureRow } from '../../workflows/law/procedures.js';
import type { LetterParts } from './reads.js';
import { oneLine } from './words.js';

/**
 * What a letter about a substitution says: the two, its period and scope in words, who reads it, how it
 * ended.
 */
export type SubstitutionWords = {
  principal: string;
  substitute: string;
  from: string;
  until: string;
  roles: string;
  reader: 'principal' | 'substitute';
  revoked: boolean;
};

/** Reads them from the grant; undefined where the letter is about something else. */
export async function substitutionWords(
  letter: Letter,
  record: RecordHeader,
  row: ProcedureRow,
  { store, people }: Pick<LetterParts, 'store' | 'people'>,
): Promise<SubstitutionWords | undefined> {
  if (row.key !== SUBSTITUTION) return undefined;
  const span = { after: 0, upTo: record.seq, limit: 1 };
  const [opening] = await store.ofProcedure(letter.chainId, letter.procedure, span);
  if (!opening) return undefined;
  const { principal, substitute, from, until, roles } = opening.facts as unknown as SubstitutionFacts;
  const [away, acting] = await Promise.all([people.personById(principal), people.personById(substitute)]);
  return {
    principal: oneLine(away?.name ?? principal),
    substitute: oneLine(acting?.name ?? substitute),
    from: formatMoment(from),
    until: formatMoment(until),
    roles: rolesInWords(roles),
    reader: letter.recipient === principal ? 'principal' : 'substitute',
    revoked: record.kind === 'terminated',
  };
}
