import { textOf, type RecordHeader } from './kinds.js';
import { recordedOn } from './fold.js';
import type { WholeMatter } from './requirements.js';

/**
 * A party of the case. `key`: its number, `1` for the one the case was opened against, which documents,
 * services and clocks name. `seq`: of the record that said last who it is. `kind` decides limits and signers; `abroad`: no domicile in China (民事诉讼法第二百八十三条).
 */
export type Party = { key: string; kind: 'citizen' | 'organisation'; abroad: boolean; seq: number };

/** The key of the party of a case that has one; documents need not name it. */
export const ONLY_PARTY = '1';

/** Where the first party's own particulars and those of further ones are put on file. */
const CASE = 'enforcement-case';

/** The parties of a case, in the order in which they were named. Pure; names are in the bodies alone. */
export function partiesOf(matter: WholeMatter): readonly Party[] {
  const opening = matter['case-initiation']?.opening;
  const particulars = matter[CASE] ? recordedOn(matter[CASE], 'partyParticulars') : [];
  const named = [...(opening ? [opening] : []), ...particulars.filter((one) => partyAlready(one) === '')];
  return named.map((first, index) => {
    const key = String(index + 1);
    return partyFrom(particulars.findLast((one) => partyAlready(one) === key) ?? first, index);
  });
}

/** The party already in the case whose particulars a record gives; empty of a further party. */
const partyAlready = ({ facts }: RecordHeader): string => textOf(facts, 'party');

const partyFrom = ({ facts, seq }: RecordHeader, index: number): Party => ({
  key: String(index + 1),
  kind: textOf(facts, 'partyKind') === 'citizen' ? 'citizen' : 'organisation',
  abroad: textOf(facts, 'domicile') === 'abroad',
  seq,
});
