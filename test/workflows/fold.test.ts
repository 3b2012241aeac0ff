import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold, foldMatter, held, project, type State } from '../../src/workflows/law/record/fold.js';
import {
  KINDS,
  NO_HASH,
  SYSTEM,
  type Decision,
  type Facts,
  type Kind,
  type RecordHeader,
} from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';

const SEED = 20261124;
const title = (rest: string) => `${articleTitle(36)} ${rest}`;

// Few steps, clocks and people, so that records meet; many of them could never be on file together.
const steps = ['form/submit/1', 'form/review/1', 'form/approve/1', 'form/submit/2', 'constructor'];
const clocks = ['filing', 'decision/1'];
const persons = ['officer-1', 'head-1', 'leader-1'];
const PROCEDURES = ['case-initiation', 'enforcement-case'];

const task = fc.record({
  step: fc.constantFrom(...steps),
  role: fc.constant('handler' as const),
  document: fc.constant(null),
  decisions: fc.constant<Decision[]>(['submit']),
  candidates: fc.subarray(persons, { minLength: 1 }),
  clock: fc.constantFrom(...clocks),
});
const clock = fc.record({
  key: fc.constantFrom(...clocks),
  period: fc.constant('emergencyFiling' as const),
  from: fc.nat(100),
  at: fc.nat(200),
  lastDay: fc.constant(null),
  provisional: fc.boolean(),
  calendarVersion: fc.constant('test'),
  remindAt: fc.constant<number[]>([]),
});
const opened = { unit: 'inspection', people: { handlers: persons }, emergency: null };
const facts: fc.Arbitrary<Facts> = fc.record({
  clock: fc.constantFrom(...clocks),
  assignee: fc.constantFrom(...persons),
  outcome: fc.constant('initiated'),
});

const record: fc.Arbitrary<Omit<RecordHeader, 'seq'>> = fc
  .record({
    procedure: fc.constantFrom(...PROCEDURES),
    kind: fc.constantFrom(...(Object.keys(KINDS) as Kind[])),
    step: fc.constantFrom(...steps),
    person: fc.constantFrom(...persons),
    receivedAt: fc.nat(300),
    requestId: fc.constantFrom('one', 'other', 'constructor'),
    decision: fc.constantFrom('agree' as const, 'withdraw' as const),
    opens: fc.array(task, { maxLength: 2 }),
    clocks: fc.array(clock, { maxLength: 1 }),
    facts,
  })
  .map(({ person, kind, ...made }): Omit<RecordHeader, 'seq'> => ({
    v: 1,
    chainId: 'HY-2026-0400',
    idem: 'idem',
    actor: { ...SYSTEM, id: person },
    kind,
    occurredAt: made.receivedAt,
    recordedAt: made.receivedAt,
    late: [],
    attachments: [],
    secrecy: 1,
    policy: { id: 'test', version: '1' },
    lawReferences: [],
    body: NO_HASH,
    prev: NO_HASH,
    hash: NO_HASH,
    ...made,
    facts: kind === 'opening' ? opened : made.facts,
  }));

const matter: fc.Arbitrary<RecordHeader[]> = fc
  .array(record, { minLength: 1, maxLength: 40 })
  .map((records) => records.map((one, index) => ({ ...one, seq: index + 1 })));
const chain = matter.map((records) => records.map((one) => ({ ...one, procedure: 'case-initiation' })));

/** As it travels to an activity, and as a run that was begun afresh has it. */
const travelled = (state: State): State => JSON.parse(JSON.stringify(state)) as State;

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

describe(title('记录的归结'), () => {
  test(title('分段归结 › in any pieces › the same state and projection as at once'), () => {
    fc.assert(
      fc.property(chain, fc.array(fc.nat(40), { maxLength: 5 }), (records, cuts) => {
        const at = [...new Set([0, ...cuts, records.length])].sort((one, other) => one - other);
        let state = fold([]);
        for (const [index, from] of at.entries())
          state = travelled(fold(freeze(records.slice(from, at[index + 1])), freeze(state)));
        const whole = fold(records);
        expect(state).toEqual(whole);
        const latest = records.at(-1)!;
        expect(project('id', state, latest)).toEqual(project('id', whole, latest));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test(title('重复归结 › records that are folded already › change nothing'), () => {
    fc.assert(
      fc.property(chain, fc.nat(40), (records, from) => {
        const state = fold(records);
        expect(fold(records.slice(from), freeze(state))).toEqual(state);
        expect(fold(records, fold(records.slice(0, from)))).toEqual(state);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  test(title('多程序 › interleaved on one matter › each is what its own records say'), () => {
    fc.assert(
      fc.property(matter, (records) => {
        const states = foldMatter(records);
        for (const procedure of PROCEDURES) {
          const own = records.filter((one) => one.procedure === procedure);
          if (own.length > 0) expect(held(states, procedure)).toEqual(fold(own));
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test(title('办结、终止 › after whatever came before › nothing old is asked, no clock counts'), () => {
    fc.assert(
      fc.property(chain, fc.constantFrom('concluded' as const, 'terminated' as const), (records, kind) => {
        const last = { ...records[0]!, kind, opens: [], clocks: [], seq: records.length + 1 };
        const state = fold([...records, last]);
        expect(state.tasks).toEqual({});
        expect(project('id', state, last)).toMatchObject({
          tasks: [],
          people: [],
          dueAt: null,
          overdue: false,
        });
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test(title('办理 › of an open task › it is gone, its clock is met once, at the moment of receipt'), () => {
    fc.assert(
      fc.property(chain, fc.constantFrom('decided' as const, 'withdrawn' as const), (records, kind) => {
        const before = fold(records);
        const [open] = Object.values(before.tasks);
        fc.pre(open !== undefined);
        const act = { ...records[0]!, kind, step: open.step, opens: [], clocks: [], seq: records.length + 1 };
        const after = fold([act], before);
        expect(Object.keys(after.tasks)).toEqual(
          Object.keys(before.tasks).filter((step) => step !== open.step),
        );
        expect(held(after.steps, open.step)?.seq).toBe(act.seq);
        const was = held(before.clocks, open.clock ?? '');
        const is = held(after.clocks, open.clock ?? '');
        expect(is?.met).toBe(was && (was.met ?? act.seq));
        expect(is?.metAt).toBe(was && (was.met === undefined ? act.receivedAt : was.metAt));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
