import { describe, expect, test } from '@jest/globals';
import { MemoryLedgerStore } from '../../src/models/ledger-store-memory.js';
import { hashesOf, LedgerDamaged } from '../../src/models/seal.js';
import type { Act } from '../../src/workflows/law/record/kinds.js';
import type { MatterFile } from '../../src/workflows/law/procedures.js';
import type { Requirement } from '../../src/workflows/law/record/requirements.js';
import { refusal } from '../../src/workflows/refusals.js';
import {
  actor,
  appendAll,
  conclusion,
  decided,
  HOUR,
  knowing,
  learn,
  MONDAY,
  NOTHING_KNOWN,
  opening,
  people,
  recordsOver,
  remark,
  task,
  visitRow,
} from '../models/acts.js';

const CASE = 'HY-2026-0001';

/** On file whatever the matter holds. */
const onFile: Requirement = { missing: '《走访记录》', article: 11, met: (matter) => 'site-visit' in matter };

/**
 * A store that notes how a matter is read. From the known head on, a record's place is looked for; that is no
 * reading for a rule.
 */
function readsOf(store: MemoryLedgerStore, headSeq: number) {
  const reads: string[] = [];
  const since = store.since.bind(store);
  const outline = store.outline.bind(store);
  store.since = (chainId, seq) => {
    if (seq < headSeq) reads.push('since');
    return since(chainId, seq);
  };
  store.outline = (chainId) => {
    reads.push('outline');
    return outline(chainId);
  };
  return reads;
}

describe('append › a new act', () => {
  test('the first of a matter › record 1 with both hashes, the body apart and salted, and its consequences', async () => {
    const store = new MemoryLedgerStore();
    const records = recordsOver(store);
    const answer = await records.append(opening(CASE), NOTHING_KNOWN);

    expect(answer.own).toBe(1);
    expect(answer.head).toEqual({ seq: 1, hash: answer.records[0]?.hash });
    const [header] = store.headers;
    expect(header?._id).toBe(`${CASE}#1`);
    expect(header?.hash).toEqual(hashesOf(header?.bytes ?? ''));
    expect(header?.bytes).not.toContain('华山建设公司');
    const body = store.bodies.get(header?.body.sha256 ?? '');
    expect(JSON.parse(body?.bytes ?? '')).toMatchObject({
      title: '某工地扬尘',
      requestId: `open ${CASE}`,
      salt: body?.salt,
    });
    expect(records.followed).toEqual(answer.records);
  });

  test('the next › carries the hash of the one before', async () => {
    const store = new MemoryLedgerStore();
    await appendAll(recordsOver(store), [opening(CASE), decided(CASE, 'note/1')]);
    expect(store.headers[1]?.prev).toEqual(store.headers[0]?.hash);
  });

  test('by a clock that is behind the record before › is recorded no earlier than that record', async () => {
    const store = new MemoryLedgerStore();
    const known = await appendAll(recordsOver(store), [opening(CASE)]);
    const answer = await recordsOver(store, { now: () => MONDAY - HOUR }).append(
      decided(CASE, 'note/1'),
      known,
    );
    expect(answer.records[0]?.recordedAt).toBe(MONDAY);
  });
});

describe('append › the same act again', () => {
  test('by one who knows nothing of it › the same record, and what follows is done again', async () => {
    const records = recordsOver();
    const once = await records.append(opening(CASE), NOTHING_KNOWN);
    const twice = await records.append(opening(CASE), NOTHING_KNOWN);
    expect(twice).toEqual(once);
    expect(records.followed).toHaveLength(2);
  });

  test('by one who has folded it already › its seq, and no record sent again', async () => {
    const records = recordsOver();
    const known = await appendAll(records, [opening(CASE), decided(CASE, 'note/1'), remark(CASE, 'r-1')]);
    expect(await records.append(decided(CASE, 'note/1'), known)).toEqual({
      records: [],
      head: known.head,
      own: 2,
    });
    expect(await records.append(remark(CASE, 'r-1'), known)).toEqual({
      records: [],
      head: known.head,
      own: 3,
    });
  });

  test('after the post of its author has ended › still the same record: it was lawful then', async () => {
    const store = new MemoryLedgerStore();
    const known = await appendAll(recordsOver(store), [opening(CASE)]);
    const once = await recordsOver(store).append(decided(CASE, 'note/1'), known);
    const nobody = recordsOver(store, { people: knowing([]) });
    expect(await nobody.append(decided(CASE, 'note/1'), known)).toEqual(once);
  });

  test('by another person with another request › the record that was first, for the caller to compare', async () => {
    const records = recordsOver();
    const known = await appendAll(records, [opening(CASE)]);
    const first = await records.append(decided(CASE, 'note/1'), known);
    const second = await records.append(
      decided(CASE, 'note/1', { requestId: 'another', actor: actor('p-wang') }),
      known,
    );
    expect(second).toEqual(first);
  });
});

describe('append › what the caller does not know', () => {
  test('newer records of its procedure › are returned and nothing is written', async () => {
    const store = new MemoryLedgerStore();
    const records = recordsOver(store);
    const known = await appendAll(records, [opening(CASE)]);
    const newer = await appendAll(records, [decided(CASE, 'note/1')], known);
    const answer = await records.append(remark(CASE, 'r-1'), known);
    expect(answer.own).toBeUndefined();
    expect(answer.records.map((record) => record.seq)).toEqual([2]);
    expect(answer.head).toEqual(newer.head);
    expect(store.headers).toHaveLength(2);
  });

  test('newer records of another procedure only › are passed over, and the act stands after them', async () => {
    const store = new MemoryLedgerStore();
    const records = recordsOver(store);
    const known = await appendAll(records, [opening(CASE)]);
    const other = (step: string): Partial<Act> => ({
      procedure: 'site-visit/2',
      step,
      requestId: `other ${step}`,
    });
    await records.append(opening(CASE, other('opening')), NOTHING_KNOWN);
    const answer = await records.append(decided(CASE, 'note/1'), known);
    expect(answer).toMatchObject({ own: 3, head: { seq: 3 } });
  });

  test('a database restored from before the known head › is noticed, and nothing is written', async () => {
    const store = new MemoryLedgerStore();
    const records = recordsOver(store);
    const known = await appendAll(records, [opening(CASE), decided(CASE, 'note/1')]);
    store.headers.pop();
    await expect(records.append(remark(CASE, 'r-1'), known)).rejects.toThrow(LedgerDamaged);
    expect(store.headers).toHaveLength(1);
  });

  test('a record on file that was changed › stops the append', async () => {
    const store = new MemoryLedgerStore();
    const records = recordsOver(store);
    const known = await appendAll(records, [opening(CASE)]);
    const [first] = store.headers;
    if (first) first.bytes = first.bytes.replace('u-enforcement', 'u-other');
    await expect(records.append(decided(CASE, 'note/1'), known)).rejects.toThrow(LedgerDamaged);
  });
});

describe('append › refused', () => {
  const refused = async (act: Act, known = NOTHING_KNOWN, records = recordsOver()) =>
    (await records.append(act, known)).refused?.code;

  test('第三十六条 a post not held on the day › postNotHeld, nothing written', async () => {
    const store = new MemoryLedgerStore();
    const records = recordsOver(store);
    const known = await appendAll(records, [opening(CASE)]);
    expect(await refused(decided(CASE, 'note/1', { actor: actor('p-zhao') }), known, records)).toBe(
      'postNotHeld',
    );
    expect(store.headers).toHaveLength(1);
    expect(store.bodies.size).toBe(1);
  });

  test('第十一条 a certificate that has run out › certificateExpired', async () => {
    const records = recordsOver();
    const known = await appendAll(records, [opening(CASE)]);
    const later = decided(CASE, 'note/1', { receivedAt: MONDAY + 10_000 * HOUR + 1 });
    expect(await refused(later, known, records)).toBe('certificateExpired');
    expect(await refused({ ...later, receivedAt: later.receivedAt - 1 }, known, records)).toBeUndefined();
  });

  test('第九条 an emergency by an officer who had no certificate then › certificateExpired', async () => {
    const emergency = {
      startedAt: MONDAY,
      officers: [
        { id: 'p-li', certificate: 'C' },
        { id: 'p-zhao', certificate: 'C' },
      ],
    };
    const act = opening(CASE, { facts: { ...opening(CASE).facts, emergency } });
    expect(await refused(act)).toBe('postNotHeld');
  });

  test('转办 to somebody without the post › assigneeUnsuitable', async () => {
    const records = recordsOver();
    const known = await appendAll(records, [opening(CASE)]);
    const to = (assignee: string): Act =>
      decided(CASE, 'note/1', {
        kind: 'reassigned',
        actor: actor('p-zhao', 'unitHead'),
        facts: { assignee },
      });
    expect(await refused(to('p-sun'), known, records)).toBe('assigneeUnsuitable');
    expect(await refused(to('p-wang'), known, records)).toBeUndefined();
  });

  test('an opening whose gate says no › its refusal', async () => {
    const gate = () => refusal('notReady', { missing: '立案' });
    expect(
      await refused(opening(CASE), NOTHING_KNOWN, recordsOver(undefined, { rows: [{ ...visitRow, gate }] })),
    ).toBe('notReady');
  });

  test.each([
    ['a gate alone', [], ['outline']],
    ['a gate and what it requires', [onFile], ['since']],
  ])('an opening on a matter, with %s › one read of the matter', async (_, requires, expected) => {
    const store = new MemoryLedgerStore();
    const known = await appendAll(recordsOver(store), [opening(CASE), decided(CASE, 'note/1')]);
    const seen: string[] = [];
    const gate = ({ 'site-visit': visit }: MatterFile) => {
      seen.push(...Object.keys(visit?.opened ?? {}));
      return undefined;
    };
    const reads = readsOf(store, known.head.seq);
    const later = { ...visitRow, key: 'revisit', opensMatter: false, gate, requires };
    const records = recordsOver(store, { rows: [visitRow, later] });
    const act = opening(CASE, { procedure: 'revisit', requestId: 'revisit' });
    expect(await refused(act, { ...NOTHING_KNOWN, head: known.head }, records)).toBeUndefined();
    expect(reads).toEqual(expected);
    expect(seen).toContain('people');
  });

  test('a case number in use, another request › caseNumberTaken with who and when', async () => {
    const records = recordsOver();
    await appendAll(records, [opening(CASE)]);
    const answer = await records.append(opening(CASE, { requestId: 'another' }), NOTHING_KNOWN);
    expect(answer.refused).toMatchObject({ code: 'caseNumberTaken', params: { number: CASE, atMs: MONDAY } });
  });

  test('a request id used in another matter › requestIdUsed', async () => {
    const records = recordsOver();
    await appendAll(records, [opening(CASE)]);
    const other = opening('HY-2026-0002', { requestId: `open ${CASE}` });
    expect(await refused(other, NOTHING_KNOWN, records)).toBe('requestIdUsed');
  });

  test('a request id used in this matter for another act › requestIdUsed', async () => {
    const records = recordsOver();
    const known = await appendAll(records, [opening(CASE)]);
    expect(await refused(remark(CASE, `open ${CASE}`), known, records)).toBe('requestIdUsed');
  });

  test('第三十三条 a level above the person › notPermitted', async () => {
    const cleared = people.map((one) => ({ ...one, secrecyClearance: 1 as const }));
    const records = recordsOver(undefined, { people: knowing(cleared) });
    expect(await refused(opening(CASE, { secrecy: 2 }), NOTHING_KNOWN, records)).toBe('notPermitted');
    expect(await refused(opening(CASE, { secrecy: 1 }), NOTHING_KNOWN, records)).toBeUndefined();
  });

  test('a body that uses a key of the ledger › a fault, nothing written', async () => {
    const store = new MemoryLedgerStore();
    await expect(
      recordsOver(store).append(opening(CASE, { body: { salt: 'x' } }), NOTHING_KNOWN),
    ).rejects.toThrow('salt');
    expect(store.headers).toHaveLength(0);
  });
});

describe('第九条 clocks', () => {
  const emergency = opening(CASE, {
    opens: [task('note/1', ['p-li'], 'filing')],
    starts: [{ key: 'filing', period: 'emergencyFiling', from: MONDAY }],
  });

  test('a record that starts one › carries its last instant, counted from the real start', async () => {
    const answer = await recordsOver().append(emergency, NOTHING_KNOWN);
    expect(answer.records[0]?.clocks).toMatchObject([
      { key: 'filing', period: 'emergencyFiling', from: MONDAY, at: MONDAY + 24 * HOUR, provisional: false },
    ]);
  });

  test.each([
    ['a second before the end', -1_000, []],
    ['at the last instant', 0, []],
    ['a millisecond after', 1, [{ clock: 'filing', byMs: 1 }]],
    ['an hour after', HOUR, [{ clock: 'filing', byMs: HOUR }]],
  ])('the task that meets it, received %s › is recorded so', async (_, afterEnd, late) => {
    const records = recordsOver();
    const known = await appendAll(records, [emergency]);
    const answer = await records.append(
      decided(CASE, 'note/1', { receivedAt: MONDAY + 24 * HOUR + afterEnd }),
      known,
    );
    expect(answer.records[0]?.late).toEqual(late);
    expect(learn(known, answer).state.clocks['filing']?.met).toBe(2);
  });
});

describe('load', () => {
  test('a matter that is not there › nothing and an empty head', async () => {
    expect(await recordsOver().load(CASE, 'site-visit', 0)).toMatchObject({
      records: [],
      head: { seq: 0 },
      more: false,
    });
  });

  test('a procedure among others › only its own records, the head of the chain, and what is concluded', async () => {
    const records = recordsOver();
    await appendAll(records, [opening(CASE), decided(CASE, 'note/1'), conclusion(CASE)]);
    await records.append(opening(CASE, { procedure: 'site-visit/2', requestId: 'second' }), NOTHING_KNOWN);
    const loaded = await records.load(CASE, 'site-visit', 1);
    expect(loaded.records.map((record) => record.seq)).toEqual([2, 3]);
    expect(loaded.head.seq).toBe(4);
    expect(loaded.concluded).toMatchObject([{ procedure: 'site-visit', outcome: 'done', seq: 3 }]);
    expect(loaded.opened?.map(({ procedure }) => procedure)).toEqual(['site-visit/2']);
  });

  test('records from which nothing has followed: somebody died right after the commit › made up before the run relies on them, once', async () => {
    const store = new MemoryLedgerStore();
    await appendAll(recordsOver(store), [opening(CASE), decided(CASE, 'note/1')]);
    const records = recordsOver(store);
    const loaded = await records.load(CASE, 'site-visit', 0);
    expect(records.followed).toEqual(loaded.records);
    await records.load(CASE, 'site-visit', 0);
    expect(records.followed).toHaveLength(2);
  });

  test('more than a page holds › pages that together are everything, each within 256 KiB, heads that never run ahead', async () => {
    const store = new MemoryLedgerStore();
    const records = recordsOver(store);
    const facts = { note: 'x'.repeat(40_000) };
    await appendAll(records, [
      opening(CASE),
      ...Array.from({ length: 20 }, (_, n) => remark(CASE, `r-${String(n)}`, { facts })),
    ]);
    const seen: number[] = [];
    for (let after = 0, more = true; more; after = seen.at(-1) ?? 0) {
      const page = await records.load(CASE, 'site-visit', after);
      expect(Buffer.byteLength(JSON.stringify(page.records))).toBeLessThanOrEqual(256 * 1024);
      seen.push(...page.records.map((record) => record.seq));
      more = page.more;
      if (more) expect(page.head.seq).toBe(seen.at(-1));
    }
    expect(seen).toEqual(store.headers.map((header) => header.seq));
  });
});
