import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { verify } from '../../src/models/verify.js';
import { readStep } from '../../src/workflows/law/record/approval-tasks.js';
import { procedureId, textOf, type RecordHeader } from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { answered, bureau, initiationForm, people, World, type Answered } from '../harness/world.js';
import { ApprovalModel, type Wish } from './approval-model.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const CASE = 'HY-2026-0300';
const title = (rest: string) => `${articleTitle(36)} ${rest}`;
const ID = procedureId(CASE, 'case-initiation');

/** Another seed, or more runs: INTERACTIONS_SEED, INTERACTIONS_RUNS. */
const SEED = Number(process.env['INTERACTIONS_SEED'] ?? 20261124);
const RUNS = Number(process.env['INTERACTIONS_RUNS'] ?? 60);
const ACTS_LIMIT = 25;

// One of the officers may review and one of the unit heads approve: by 转办 the three parts can collide.
const alsoHolds = { 'officer-1': 'unitHead', 'head-2': 'agencyHead' } as const;

// ── what may happen

type Wanted = {
  door: Wish['door'];
  person: number;
  /** Somebody the open task is for, rather than anybody. */
  suited: boolean;
  where: 'here' | 'ahead' | 'behind' | 'nowhere';
  decision: string;
  to: string;
  target: number;
  opinion: string;
  complete: boolean;
  minutesAgo: number;
};
type Move =
  | { move: 'act' | 'actBesideTimer'; one: Wanted }
  | { move: 'actBeforeTimers'; one: Wanted; minutes: number }
  | { move: 'together' | 'meanwhile'; one: Wanted; other: Wanted }
  | { move: 'repeat' | 'repeatTogether'; which: number }
  | { move: 'advance' | 'loseRuns'; minutes: number }
  | { move: 'advanceToEnd'; past: number }
  | { move: 'loseDatabase'; calls: number };

const persons = bureau.map(({ id }) => id);
const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, ...others.map((one) => fc.constant(one)));
const wanted: fc.Arbitrary<Wanted> = fc.record({
  door: fc.oneof(
    { weight: 12, arbitrary: fc.constant('decide' as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'withdraw' as const,
        'claim' as const,
        'reassign' as const,
        'reassign' as const,
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom('urge' as const, 'remark' as const, 'correct' as const) },
  ),
  person: fc.nat(persons.length - 1),
  suited: mostly(true, false, false),
  where: mostly('here' as const, 'ahead' as const, 'behind' as const, 'nowhere' as const),
  decision: fc.constantFrom(
    'natural',
    'natural',
    'natural',
    'natural',
    'natural',
    'return',
    'refuse',
    'submit',
  ),
  to: fc.constantFrom(...persons, 'officer-1', 'head-2', 'nobody'),
  target: mostly(1, 0, 999),
  opinion: mostly('情况属实。', ' '),
  complete: mostly(true, false),
  minutesAgo: mostly(0, 1, 150),
});
const minutes = fc.oneof(fc.nat(90), fc.nat(30 * 60));
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ move: fc.constant('act' as const), one: wanted }) },
  { weight: 1, arbitrary: fc.record({ move: fc.constant('actBesideTimer' as const), one: wanted }) },
  {
    weight: 1,
    arbitrary: fc.record({ move: fc.constant('actBeforeTimers' as const), one: wanted, minutes }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      move: fc.constantFrom('together' as const, 'meanwhile' as const),
      one: wanted,
      other: wanted,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      move: fc.constantFrom('repeat' as const, 'repeatTogether' as const),
      which: fc.nat(20),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      move: fc.constant('advanceToEnd' as const),
      past: fc.constantFrom(0, 1, 1000),
    }),
  },
  { weight: 3, arbitrary: fc.record({ move: fc.constant('advance' as const), minutes }) },
  { weight: 2, arbitrary: fc.record({ move: fc.constant('loseRuns' as const), minutes }) },
  {
    weight: 1,
    arbitrary: fc.record({
      move: fc.constant('loseDatabase' as const),
      calls: fc.integer({ min: 1, max: 8 }),
    }),
  },
);
const scenario = fc.record({
  hoursAgo: fc.option(fc.integer({ min: 0, max: 23 }), { nil: undefined }),
  turnover: fc.option(fc.integer({ min: 2, max: 5 }), { nil: undefined }),
  course: fc.array(moves, { minLength: 15, maxLength: ACTS_LIMIT, size: 'max' }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never;

// ── the real thing beside the model

class Play {
  readonly world = new World(given('TEST_WORKFLOW_BUNDLE'));
  readonly seen = { accepted: 0, refused: 0, ended: 0 };
  private readonly model: ApprovalModel;
  private readonly answers = new Map<string, { request: unknown; door: string; seq: number }>();
  private readonly late = new Map<string, number>();
  private wishes = 0;

  constructor(private readonly course: Scenario) {
    for (const [id, post] of Object.entries(alsoHolds))
      this.world.people.get(id)!.posts.push({ post, unit: 'inspection', from: 0, until: null });
    const posts = (id: string) => this.world.people.get(id)?.posts.map(({ post }) => post) ?? [];
    const { hoursAgo } = course;
    const { now } = this.world.sandbox;
    const parts = { submit: people.handlers, review: people.reviewers, approve: people.approvers };
    const emergency =
      hoursAgo === undefined ? undefined : { startedAt: now - hoursAgo * HOUR, enteredAt: now };
    this.model = new ApprovalModel(parts, posts, emergency);
  }

  async run(): Promise<void> {
    const { hoursAgo, turnover, course } = this.course;
    await this.world.begin(CASE, {
      requestId: 'opening',
      ...(hoursAgo === undefined ? {} : { hoursAgo }),
      ...(turnover === undefined ? {} : { turnover }),
    });
    await this.check();
    for (const move of course) {
      if (this.model.ended) break;
      await this.make(move);
      await this.check();
    }
    this.seen.ended = this.model.ended ? 1 : 0;
    await this.checkWhole();
  }

  private async make(move: Move): Promise<void> {
    if ('past' in move) return this.advanceToEnd(move.past);
    if ('calls' in move) {
      this.world.loseDatabaseFor(move.calls);
      return;
    }
    if ('which' in move) return this.repeat(move.which, move.move === 'repeatTogether');
    if (move.move === 'actBeforeTimers') return this.actBeforeTimers(move.one, move.minutes * MINUTE);
    if ('other' in move)
      return move.move === 'together'
        ? this.together(move.one, move.other)
        : this.meanwhile(move.one, move.other);
    if ('one' in move) return move.move === 'act' ? this.act(move.one) : this.actBesideTimer(move.one);
    return move.move === 'advance'
      ? this.advance(move.minutes * MINUTE)
      : this.loseRuns(move.minutes * MINUTE);
  }

  // — moves

  private async advance(by: number): Promise<void> {
    const until = this.world.sandbox.now + by;
    await this.world.sandbox.advanceTo(until);
    for (const moment of this.model.moments(until)) this.model.passTo(moment);
  }

  /** To the last instant of a running term, or just past it. */
  private async advanceToEnd(past: number): Promise<void> {
    const { now } = this.world.sandbox;
    const ends = this.model.terms.flatMap(({ at, metAt }) => (metAt === undefined ? [at + past] : []));
    const end = ends.find((moment) => moment > now);
    if (end !== undefined) await this.advance(end - now);
  }

  private async loseRuns(sleptFor: number): Promise<void> {
    const before = await this.world.awaited(CASE);
    await this.world.loseRuns();
    this.world.sandbox.now += sleptFor;
    await this.world.resume(CASE, this.course.turnover);
    this.model.passTo(this.world.sandbox.now);
    expect(await this.world.awaited(CASE)).toEqual(before);
  }

  private async act(one: Wanted): Promise<void> {
    const wish = this.wishOf(one);
    const may = this.model.allows(wish);
    this.judge(wish, may, await this.world.act(CASE, wish.actor, wish.door, fieldsOf(wish)));
  }

  private async together(one: Wanted, other: Wanted): Promise<void> {
    const [first, second] = [this.wishOf(one), this.wishOf(other)];
    const before = this.model.allows(second);
    const may = this.model.allows(first);
    const outcomes = await this.world.sandbox.updateTogether(
      ID,
      first.door,
      this.requestOf(first),
      this.requestOf(second),
      second.door,
    );
    this.judge(first, may, answered(outcomes[0]!));
    // Its validator ran before the first was on file, its handler after.
    this.judge(second, before && this.model.allows(second), answered(outcomes[1]!));
  }

  /** The second comes while the first is being written. */
  private async meanwhile(one: Wanted, other: Wanted): Promise<void> {
    const [first, second] = [this.wishOf(one), this.wishOf(other)];
    const before = this.model.allows(second);
    const may = this.model.allows(first);
    const send = () => this.world.sandbox.update(ID, second.door, this.requestOf(second));
    let outcome: Awaited<ReturnType<typeof send>> | undefined;
    this.world.whileNextCallRuns(async () => {
      outcome = await send();
    });
    const made = await this.world.act(CASE, first.actor, first.door, fieldsOf(first));
    this.world.whileNextCallRuns(() => Promise.resolve());
    outcome ??= await send();
    this.judge(first, may, made);
    this.judge(second, before && this.model.allows(second), answered(outcome));
  }

  private async actBeforeTimers(one: Wanted, by: number): Promise<void> {
    const moment = this.world.sandbox.now + by;
    const wish = this.wishOf(one, moment);
    const outcome = await this.world.sandbox.updateBeforeTimers(ID, moment, wish.door, this.requestOf(wish));
    this.model.passTo(moment);
    this.judge(wish, this.model.allows(wish), answered(outcome));
  }

  private async actBesideTimer(one: Wanted): Promise<void> {
    let wish = this.wishOf(one);
    const outcome = await this.world.sandbox.updateAsTimerFires(ID, wish.door, (now) => {
      wish = { ...wish, receivedAt: now - one.minutesAgo * MINUTE };
      return this.requestOf(wish);
    });
    if (!outcome) {
      await this.act(one);
      return;
    }
    this.model.passTo(this.world.sandbox.now);
    this.judge(wish, this.model.allows(wish), answered(outcome));
  }

  /** The same request again: the same answer, and nothing is written. */
  private async repeat(which: number, twice: boolean): Promise<void> {
    const before = [...this.answers.values()];
    const told = before[which % Math.max(before.length, 1)];
    if (!told) return;
    const { door, request, seq } = told;
    const again = twice
      ? await this.world.sandbox.updateTogether(ID, door, request, request)
      : [await this.world.sandbox.update(ID, door, request)];
    for (const outcome of again) expect(answered(outcome)).toEqual({ accepted: true, seq });
  }

  // — wishes

  private wishOf(one: Wanted, now = this.world.sandbox.now): Wish {
    const { model } = this;
    this.wishes += 1;
    const suited = model.candidates[one.person % model.candidates.length]!;
    const withdrawn = one.door === 'withdraw' && one.where === 'here';
    return {
      requestId: `wish-${String(this.wishes)}`,
      door: one.door,
      actor: one.suited ? suited : persons[one.person]!,
      step: withdrawn ? model.takenBack : this.placeOf(one.where),
      decision: one.decision === 'natural' ? this.natural(one.person) : one.decision,
      to: one.to,
      target: one.target,
      opinion: one.opinion,
      complete: one.complete,
      receivedAt: now - one.minutesAgo * MINUTE,
    };
  }

  /** Often back for another round, so that courses grow long. */
  private natural(person: number): string {
    const { part, round } = this.model;
    if (part === 'submit') return 'submit';
    return part === 'approve' && round < 4 && person % 4 > 0 ? 'return' : 'agree';
  }

  private placeOf(where: Wanted['where']): string {
    const { part, round } = this.model;
    if (where === 'nowhere') return 'constructor';
    if (where === 'behind') return `initiation-form/submit/${String(Math.max(1, round - 1))}`;
    if (where === 'ahead') return `initiation-form/approve/${String(part === 'approve' ? round + 1 : round)}`;
    return this.model.step;
  }

  private requestOf(wish: Wish) {
    return this.world.requestOf(wish.actor, fieldsOf(wish));
  }

  // — what must hold

  private judge(wish: Wish, may: boolean, answer: Answered): void {
    const verdict = { wish, accepted: answer.seq !== undefined, refused: answer.refused !== undefined };
    expect(verdict).toEqual({ wish, accepted: may, refused: !may });
    this.seen[may ? 'accepted' : 'refused'] += 1;
    if (!may) return;
    this.late.set(wish.requestId, this.model.latenessOf(wish));
    this.model.accept(wish);
    this.model.passTo(this.world.sandbox.now);
    const { requestId, door } = wish;
    this.answers.set(requestId, { request: this.requestOf(wish), door, seq: answer.seq! });
  }

  private async check(): Promise<void> {
    const records = await this.world.records(CASE);
    const own = records.filter(({ procedure }) => procedure === 'case-initiation');
    expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1));
    expect(await this.world.awaited(CASE)).toEqual(this.expectedTasks());
    expect(idsOf(own)).toEqual(['opening', ...this.model.accepted.map(({ requestId }) => requestId)].sort());
    expect(this.world.sandbox.running(ID)).toBe(!this.model.ended);
    checkParts(own);
    this.checkTerms(own);
    if (this.model.ended) this.checkEnd(own);
  }

  private expectedTasks(): string[] {
    const { ended, step, holder, candidates } = this.model;
    return ended ? [] : [`${step} ${holder ?? candidates.join('|')}`];
  }

  private checkTerms(own: readonly RecordHeader[]): void {
    const said = own.flatMap(({ kind, step, facts }) => {
      const clock = textOf(facts, 'clock');
      if (kind === 'reminded') return [`${clock} ${step.slice(`clock/${clock}/`.length)}`];
      return kind === 'periodPassed' || kind === 'lapseCorrected' ? [`${clock} ${kind}`] : [];
    });
    const expected = this.model.terms.flatMap((term) => term.said.map((word) => `${term.key} ${word}`));
    expect(said.sort()).toEqual(expected.sort());
    const late = own.flatMap(({ requestId, late }) => late.map(({ byMs }) => [requestId, byMs]));
    expect(late).toEqual([...this.late].filter(([, byMs]) => byMs > 0));
    const mark = this.world.sandbox.overdue.get(ID)?.at(-1) ?? false;
    expect(mark).toBe(this.model.overdue);
  }

  private checkEnd(own: readonly RecordHeader[]): void {
    const outcome = this.model.ended === 'agree' ? 'initiated' : 'notInitiated';
    expect(own.filter(({ kind }) => kind === 'concluded').map(({ facts }) => facts)).toEqual([{ outcome }]);
  }

  /** The chain, its hashes and its bodies, by the project's own verifier. */
  private async checkWhole(): Promise<void> {
    const { headers, bodies } = this.world.store;
    const chain = { chainId: CASE, headers, bodies: [...bodies.values()], known: [] };
    expect((await verify([chain], 'k'.repeat(32))).problems).toEqual([]);
  }
}

const fieldsOf = ({ actor: _, door: __, complete, ...wish }: Wish) => ({
  ...wish,
  to: wish.to ?? '',
  form: complete ? initiationForm : {},
  text: wish.opinion,
  reason: wish.opinion,
  replacement: {},
});

const idsOf = (own: readonly RecordHeader[]): string[] =>
  own.flatMap(({ requestId }) => (requestId === undefined ? [] : [requestId])).sort();

/** No step twice, and the three parts by three people over all rounds. */
function checkParts(own: readonly RecordHeader[]): void {
  const concluded = own.filter(({ decision }) => decision !== undefined).map(({ step }) => step);
  expect(new Set(concluded).size).toBe(concluded.length);
  const parts = own
    .filter(({ kind }) => kind === 'decided')
    .map(({ step, actor }) => ({ part: readStep(step).part, id: actor.id }));
  for (const { part, id } of parts)
    expect(parts.filter((other) => other.id === id && other.part !== part)).toEqual([]);
}

describe(title('相互作用'), () => {
  let play: Play | undefined;
  afterEach(() => play?.world.sandbox.dispose());

  test(
    title(`任意顺序的办理 › seed ${String(SEED)} › the record is what a simple model says`),
    async () => {
      const seen = { accepted: 0, refused: 0, ended: 0 };
      const property = fc.asyncProperty(scenario, async (course) => {
        play = new Play(course);
        try {
          await play.run();
        } finally {
          await play.world.sandbox.dispose();
        }
        for (const key of ['accepted', 'refused', 'ended'] as const) seen[key] += play.seen[key];
      });
      await fc.assert(property, { seed: SEED, numRuns: RUNS });
      // A generator that only ever hears no, or never comes to an end, would show nothing.
      expect(seen.accepted).toBeGreaterThan(RUNS * 4);
      expect(seen.refused).toBeGreaterThan(RUNS * 2);
      expect(seen.ended).toBeGreaterThan(RUNS / 6);
    },
    300_000,
  );
});
