import { patched } from '@temporalio/workflow';
import { CASE } from '../law/case-requirements.js';
import type { Facts } from '../law/record/kinds.js';
import type { CaseFile } from './case-file.js';
import { DECISIONS_END } from './changes.js';

/** Why a matter has come to its end around a procedure: its start was refused, or the case was terminated. */
export type MatterEnd = 'startRefused' | 'caseEnded';

/** Waits until the matter has ended around this procedure, which then has nothing more to go on for. */
export function endOfMatter<F extends Facts>(file: CaseFile<F>): Promise<MatterEnd> {
  let ended: (end: MatterEnd) => void = () => undefined;
  const end = new Promise<MatterEnd>((resolve) => {
    ended = resolve;
  });
  const refused = file.eachElsewhere({ key: 'case-initiation' }, 'concluded', ({ outcome }) => {
    if (outcome === 'notInitiated') ended('startRefused');
    return Promise.resolve();
  });
  const terminated = file.eachElsewhere({ key: CASE }, 'concluded', () => {
    ended('caseEnded');
    return Promise.resolve();
  });
  return Promise.race([end, refused, terminated]);
}

/** The same as the outcome of a procedure that ends with its case whatever it has come to. */
export const endsWithMatter = <F extends Facts>(file: CaseFile<F>): Promise<'caseEnded'> =>
  patched(DECISIONS_END) ? endOfMatter(file).then(() => 'caseEnded') : new Promise(() => undefined);
