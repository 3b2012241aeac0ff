import { expect, test } from '@jest/globals';
import { caseRecords } from '../../src/workflows/law/case-records.js';
import { emptyState, type State } from '../../src/workflows/law/record/fold.js';
import type { Act, Facts, RecordHeader } from '../../src/workflows/law/record/kinds.js';
import { partiesOf } from '../../src/workflows/law/record/parties.js';
import { unmet } from '../../src/workflows/law/record/requirements.js';
import { articleTitle } from '../harness/article-title.js';

const title = (rest: string) => `${articleTitle(9)} ${rest}`;

/** A case against an organisation, with these particulars on file one after another. */
function matterWith(...particulars: readonly Facts[]): Record<string, State> {
  const header = (seq: number, facts: Facts) => ({ kind: 'recorded', seq, facts }) as unknown as RecordHeader;
  const records = particulars.map((facts, index) =>
    header(index + 2, { document: 'partyParticulars', ...facts }),
  );
  const steps = Object.fromEntries(
    records.map((record) => [`partyParticulars/record/${String(record.seq)}`, record]),
  );
  return {
    'case-initiation': { ...emptyState(), opening: header(1, { partyKind: 'organisation' }) },
    'enforcement-case': { ...emptyState(), steps },
  };
}

test(title('第一名当事人的情况登记：不因此多出一名当事人，以最后登记的为准'), () => {
  const matter = matterWith(
    { party: '1', partyKind: 'citizen' },
    { partyKind: 'citizen', domicile: 'inChina' },
    { party: '2', partyKind: 'citizen', domicile: 'abroad' },
  );
  expect(partiesOf(matter)).toEqual([
    { key: '1', kind: 'citizen', abroad: false, seq: 2 },
    { key: '2', kind: 'citizen', abroad: true, seq: 4 },
  ]);
});

test(title('补充不在卷的当事人的情况：拒绝'), () => {
  const { requires } = caseRecords.partyParticulars;
  const missing = (party: string) =>
    unmet(requires ?? [], matterWith(), { facts: { party } } as unknown as Act).length;
  expect([missing(''), missing('1'), missing('2')]).toEqual([0, 0, 1]);
});
