import { describe, expect, test } from '@jest/globals';
import { faultsOf } from '../../bench/read-back.js';
import type { TimelineEntry } from '../../src/api/schemas.js';
import { entry, sent, SINCE, wholeRecord } from './record.js';

/** The whole record with one of its entries changed. */
const changed = (seq: number, fields: Partial<TimelineEntry>): TimelineEntry[] =>
  wholeRecord().map((one) => (one.seq === seq ? { ...one, ...fields } : one));

describe('bench › a record that was read back', () => {
  test('bench › read-back › one start and three decisions with everything on them › counts', () => {
    expect(faultsOf(wholeRecord(), sent)).toEqual([]);
  });

  const noName = { ...wholeRecord()[1]!.actor, name: '' };
  const wrongRole = { ...wholeRecord()[2]!.actor, role: 'approver' };
  const anotherPerson = { ...wholeRecord()[3]!.actor, id: 'leader-2' };
  test.each<[string, TimelineEntry[], string]>([
    ['without its last decision', wholeRecord().filter(({ seq }) => seq !== 4), '2 decisions instead of 3'],
    ['empty', [], '0 starts instead of one'],
    [
      'with a decision twice',
      [...wholeRecord(), { ...wholeRecord()[3]!, seq: 7 }],
      '4 decisions instead of 3',
    ],
    ['with two starts', [...wholeRecord(), { ...wholeRecord()[0]!, seq: 7 }], '2 starts instead of one'],
    ['with an opinion lost', changed(2, { opinion: null }), 'decision 1 has another opinion or none'],
    ['with another outcome', changed(3, { decision: 'refuse' }), 'decision 2 has outcome refuse'],
    ['with another person', changed(4, { actor: anotherPerson }), 'decision 3 is by leader-2'],
    ['with another role', changed(3, { actor: wrongRole }), 'decision 2 has role approver'],
    ['with a person without a name', changed(2, { actor: noName }), 'decision 1 is by officer-1'],
    ['recorded before it was sent', changed(2, { receivedAt: SINCE - 1 }), 'decision 1 has impossible times'],
    ['recorded before it was received', changed(2, { recordedAt: SINCE }), 'decision 1 has impossible times'],
    ['without the cause of the start', changed(1, { form: [] }), 'the start has not the cause'],
    ['without a hash', changed(3, { hash: '' }), 'decision 2 has no hash'],
    ['with a gap', [...wholeRecord(), entry(8)], 'record 8 stands where 7 should'],
  ])('bench › read-back › %s › does not count', (_, entries, fault) => {
    expect(faultsOf(entries, sent).join('\n')).toContain(fault);
  });
});
