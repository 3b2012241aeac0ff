import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import fc from 'fast-check';
import { verify } from '../../src/models/verify.js';
import { bureauChain } from '../../src/workflows/law/bureau.js';
import type { Signer } from '../../src/workflows/law/joint-opinions.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import { textOf, type Facts } from '../../src/workflows/law/record/kinds.js';
import { substitutionRow } from '../../src/workflows/law/substitution-rows.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { answered, people, TUESDAY, World, type Answered } from '../harness/world.js';
import { branches, jointPaperRow, paperStep, type Branch } from './joint/joint-paper.js';
import { JointModel, type Rule, type Said } from './joint-model.js';

const title = (rest: string) => `${articleTitle(36)} ${rest}`;
const CASE = 'HY-2026-0400';
const PROCEDURE = 'joint-paper';
const ID = `${CASE}/${PROCEDURE}`;
const BUREAU = bureauChain(TUESDAY);
const HOUR = 3_600_000;
const signers = ['signer-1', 'signer-2', 'signer-3', 'signer-4', 'signer-5'];
const SUBSTITUTE = 'stand-in';
/** Another seed, or more runs: JOINT_SEED, JOINT_RUNS. */
const SEED = Number(process.env['JOINT_SEED'] ?? 20261124);
const RUNS = Number(process.env['JOINT_RUNS'] ?? 40);

let bundlePath: string;
let world: World;
beforeAll(async () => {
  bundlePath = join(given('TEST_SCRATCH'), 'joint-bundle.cjs');
  const workflowsPath = fileURLToPath(new URL('./joint/index.ts', import.meta.url));
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  writeFileSync(bundlePath, code);
});
afterEach(() => world.sandbox.dispose());

type Asked = { rule: Rule; signers: readonly Signer[] };
const row = jointPaperRow as unknown as ProcedureRow;
const all = (...some: string[]): Asked => ({
  rule: { kind: 'all' },
  signers: some.map((person) => ({ person })),
});

/** A bureau with five heads who sign, and one who stands in for the first of them. */
async function begin(left: Asked, right: Asked = all('signer-5')): Promise<void> {
  world = new World(bundlePath, undefined, [...rows, row]);
  for (const id of [...signers, SUBSTITUTE])
    world.people.set(id, { ...structuredClone(world.people.get('head-1')!), id, name: id });
  await world.begin(CASE);
  const facts = { unit: 'inspection', people, left, right } as unknown as Facts;
  await world.open(row, CASE, facts, 'head-1');
  const grant = {
    principal: 'signer-1',
    substitute: SUBSTITUTE,
    from: TUESDAY,
    until: TUESDAY + 300 * 24 * HOUR,
  };
  const scope = { edition: 'test', unit: 'inspection', roles: ['unitHead'], units: 'all' };
  await world.open(substitutionRow as unknown as ProcedureRow, BUREAU, { ...scope, ...grant }, 'clerk-1', {
    procedure: 'substitution/a',
    body: { authority: '华住建发〔2026〕12号', authorityDate: '2026-11-24' },
  });
}

const fields = (more: Record<string, unknown>) => ({ procedure: PROCEDURE, ...more });
const forFirst = () => ({
  actor: { ...world.actor(SUBSTITUTE), role: 'unitHead' as const },
  onBehalfOf: { ...world.actor('signer-1'), role: 'unitHead' as const, authentication: 'system' as const },
  substitution: `${BUREAU}/substitution/a`,
});
const send = (branch: Branch = 'left', round = 1, again = 'throughAll') =>
  world.decide(CASE, 'officer-1', paperStep(branch, round), 'submit', fields({ facts: { again } }));
const sign = (actor: string, step: string, decision: Said, more: Record<string, unknown> = {}) =>
  world.decide(CASE, actor, step, decision, fields(more));
const change = (actor: string, kind: string, signer?: string, branch: Branch = 'left') => {
  const facts = { change: kind, joint: branch, ...(signer ? { signer: [signer] } : {}) };
  return world.putOnFile(CASE, actor, PROCEDURE, 'jointChange', {
    facts,
    form: { reasons: '分工调整', ...facts },
  });
};
const awaited = async (branch: Branch = 'left') =>
  (await world.awaited(CASE, PROCEDURE)).filter((one) => one.startsWith(branch));
const concluded = async () => (await world.state(CASE, PROCEDURE)).concluded?.facts;

describe('会签', () => {
  test(title('会签：全部同意方通过；一人不同意即不通过，其余任务撤销'), async () => {
    await begin(all('signer-1', 'signer-2', 'signer-3'));
    await send();
    expect(await awaited()).toEqual([
      'left/signer-1/1 signer-1',
      'left/signer-2/1 signer-2',
      'left/signer-3/1 signer-3',
    ]);
    await sign('signer-3', 'left/signer-3/1', 'agree');
    await sign('signer-1', 'left/signer-1/1', 'refuse');
    expect(await awaited()).toEqual([]);
    expect((await sign('signer-2', 'left/signer-2/1', 'agree')).refused?.code).toBe('taskClosed');
    await send('right');
    await sign('signer-5', 'right/signer-1/1', 'agree');
    expect(await concluded()).toEqual({ outcome: 'over', left: 'refused', right: 'agreed' });
  });

  test(title('依次：前一人同意后才轮到后一人；前一人撤回，后一人的任务撤销，再签后重新交办'), async () => {
    await begin({ ...all('signer-1', 'signer-2'), rule: { kind: 'inOrder' } });
    await send();
    expect(await awaited()).toEqual(['left/signer-1/1 signer-1']);
    await sign('signer-1', 'left/signer-1/1', 'agree');
    expect(await awaited()).toEqual(['left/signer-2/1 signer-2']);
    expect((await change('signer-2', 'withdraw')).refused?.code).toBe('jointChangeWrong');
    expect((await change('signer-1', 'withdraw')).refused).toBeUndefined();
    expect(await awaited()).toEqual(['left/signer-1-2/1 signer-1']);
    await sign('signer-1', 'left/signer-1-2/1', 'agree');
    expect(await awaited()).toEqual(['left/signer-2-2/1 signer-2']);
  });

  test(title('按人数比例、按权重：达到比例即通过，不能达到即不通过'), async () => {
    const four = all('signer-1', 'signer-2', 'signer-3', 'signer-4');
    await begin(
      { ...four, rule: { kind: 'share', percent: 75 } },
      {
        rule: { kind: 'weighted', percent: 60 },
        signers: [{ person: 'signer-1', weight: 3 }, { person: 'signer-2' }, { person: 'signer-3' }],
      },
    );
    await send();
    await sign('signer-1', 'left/signer-1/1', 'refuse');
    expect(await awaited()).toHaveLength(3);
    await sign('signer-2', 'left/signer-2/1', 'refuse');
    await send('right');
    await sign('signer-1', 'right/signer-1/1', 'agree');
    expect(await concluded()).toEqual({ outcome: 'over', left: 'refused', right: 'agreed' });
  });

  test(title('增加、减少会签人员：只由承办人；减去未签的一人，其余已同意的即通过'), async () => {
    await begin(all('signer-1', 'signer-2'));
    await send();
    expect((await change('signer-1', 'add', 'signer-3')).refused?.code).toBe('notYourTask');
    expect((await change('officer-1', 'add', 'signer-2')).refused?.code).toBe('jointChangeWrong');
    expect((await change('officer-1', 'add', 'signer-3')).refused).toBeUndefined();
    expect(await awaited()).toContain('left/signer-3/1 signer-3');
    await sign('signer-1', 'left/signer-1/1', 'agree');
    await sign('signer-2', 'left/signer-2/1', 'agree');
    expect(await awaited()).toEqual(['left/signer-3/1 signer-3']);
    await change('officer-2', 'remove', 'signer-3');
    expect(await awaited()).toEqual([]);
    expect((await change('officer-1', 'add', 'signer-4')).refused?.code).toBe('jointChangeWrong');
  });

  test(title('一名会签人员受转办后不得代另一名再签'), async () => {
    await begin(all('signer-1', 'signer-2'));
    await send();
    await sign('signer-1', 'left/signer-1/1', 'agree');
    await world.act(CASE, 'signer-2', 'reassign', fields({ step: 'left/signer-2/1', to: 'signer-1' }));
    expect((await sign('signer-1', 'left/signer-2/1', 'agree')).refused?.code).toBe('signsTwice');
  });

  test(title('退回只退本分支；再送时可直接送退回人，也可重新经过全部'), async () => {
    await begin(all('signer-1', 'signer-2'), all('signer-3', 'signer-4'));
    await send();
    await send('right');
    await sign('signer-3', 'right/signer-1/1', 'agree');
    await sign('signer-1', 'left/signer-1/1', 'agree');
    await sign('signer-2', 'left/signer-2/1', 'return');
    expect(await awaited()).toEqual(['left-paper/submit/2 officer-1|officer-2']);
    expect(await awaited('right')).toEqual(['right/signer-2/1 signer-4']);
    await send('left', 2, 'toReturner');
    expect(await awaited()).toEqual(['left/signer-2/2 signer-2']);
    await sign('signer-2', 'left/signer-2/2', 'return');
    await send('left', 3);
    expect(await awaited()).toEqual(['left/signer-1/3 signer-1', 'left/signer-2/3 signer-2']);
  });

  test(title('各人的期限自交办起算，届满记录，迟签照收并记明迟延'), async () => {
    await begin(all('signer-1', 'signer-2'));
    await send();
    await sign('signer-1', 'left/signer-1/1', 'agree');
    await world.sandbox.advanceTo(world.sandbox.now + 25 * HOUR);
    const file = await world.onFile(CASE, PROCEDURE);
    expect(file.filter((one) => one.startsWith('periodPassed'))).toEqual(['periodPassed left/signer-2/1']);
    expect(file.filter((one) => one.startsWith('reminded'))).toHaveLength(2);
    await sign('signer-2', 'left/signer-2/1', 'agree');
    expect((await world.onFile(CASE, PROCEDURE)).at(-1)).toContain('late');
  });
});

// ── any order of everything, beside a simple model

type Move =
  | { move: 'send'; branch: Branch; again: string }
  | {
      move: 'sign';
      branch: Branch;
      seat: number;
      said: Said;
      by: 'holder' | 'substitute' | 'anybody';
      person: number;
    }
  | { move: 'together'; branch: Branch; said: Said; other: Said }
  | { move: 'change'; branch: Branch; kind: string; person: number; actor: number }
  | { move: 'reassign' | 'urge'; branch: Branch; seat: number; person: number }
  | { move: 'advance'; minutes: number }
  | { move: 'loseRuns'; minutes: number }
  | { move: 'loseDatabase'; calls: number };

const branch = fc.constantFrom(...branches);
const said = fc.constantFrom<Said>('agree', 'agree', 'agree', 'agree', 'refuse', 'return');
const person = fc.nat(signers.length - 1);
const seat = fc.nat(5);
const moves: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      move: fc.constant('send' as const),
      branch,
      again: fc.constantFrom('toReturner', 'throughAll'),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      move: fc.constant('sign' as const),
      branch,
      seat,
      said,
      by: fc.constantFrom(
        'holder' as const,
        'holder' as const,
        'holder' as const,
        'substitute' as const,
        'anybody' as const,
      ),
      person,
    }),
  },
  { weight: 3, arbitrary: fc.record({ move: fc.constant('together' as const), branch, said, other: said }) },
  {
    weight: 6,
    arbitrary: fc.record({
      move: fc.constant('change' as const),
      branch,
      kind: fc.constantFrom('add', 'remove', 'withdraw', 'withdraw'),
      person,
      actor: fc.nat(7),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      move: fc.constantFrom('reassign' as const, 'urge' as const),
      branch,
      seat,
      person,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      move: fc.constantFrom('advance' as const, 'loseRuns' as const),
      minutes: fc.nat(20 * 60),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      move: fc.constant('loseDatabase' as const),
      calls: fc.integer({ min: 1, max: 6 }),
    }),
  },
);
const askedOf = (persons: readonly string[]): fc.Arbitrary<Asked> =>
  fc.record({
    rule: fc.oneof(
      fc.constantFrom<Rule>({ kind: 'all' }, { kind: 'any' }, { kind: 'inOrder' }, { kind: 'inOrder' }),
      fc.record({
        kind: fc.constantFrom('share' as const, 'weighted' as const),
        percent: fc.integer({ min: 20, max: 100 }),
      }),
    ),
    signers: fc
      .subarray([...persons], { minLength: 1 })
      .chain((some) =>
        fc.tuple(
          ...some.map((one) =>
            fc.record({ person: fc.constant(one), weight: fc.integer({ min: 1, max: 3 }) }),
          ),
        ),
      ),
  });
const scenario = fc.record({
  left: askedOf(signers),
  right: askedOf(signers),
  course: fc.array(moves, { minLength: 15, maxLength: 40, size: 'max' }),
});

type HandOn = Extract<Move, { seat: number; person: number; move: 'reassign' | 'urge' }>;

class Play {
  readonly seen = { accepted: 0, refused: 0, ended: 0 };
  private readonly models: Record<Branch, JointModel>;

  constructor(private readonly course: { left: Asked; right: Asked; course: Move[] }) {
    const { left, right } = course;
    this.models = {
      left: new JointModel('left', left.rule, left.signers),
      right: new JointModel('right', right.rule, right.signers),
    };
  }

  async run(): Promise<void> {
    await begin(this.course.left, this.course.right);
    await this.check();
    for (const move of this.course.course) {
      if (this.over) break;
      await this.make(move);
      await this.check();
    }
    this.seen.ended = this.over ? 1 : 0;
    const { headers, bodies } = world.store;
    const own = headers.filter(({ chainId }) => chainId === CASE);
    const chain = { chainId: CASE, headers: own, bodies: [...bodies.values()], known: [] };
    expect((await verify([chain], 'k'.repeat(32))).problems).toEqual([]);
  }

  private get over(): boolean {
    return branches.every((one) => this.models[one].phase === 'over');
  }

  private async make(move: Move): Promise<void> {
    if (move.move === 'send') return this.send(move.branch, move.again);
    if (move.move === 'sign') return this.sign(move);
    if (move.move === 'together') return this.together(move);
    if (move.move === 'change') return this.change(move);
    if (move.move === 'advance') return world.sandbox.advanceTo(world.sandbox.now + move.minutes * 60_000);
    if (move.move === 'loseRuns') return this.loseRuns(move.minutes);
    if (move.move === 'loseDatabase') {
      world.loseDatabaseFor(move.calls);
      return;
    }
    return this.handOn(move);
  }

  private async loseRuns(minutes: number): Promise<void> {
    await world.loseRuns();
    world.sandbox.now += minutes * 60_000;
    await world.resume(CASE);
  }

  private async send(name: Branch, again: string): Promise<void> {
    const model = this.models[name];
    const may = model.phase === 'paper';
    const answer = await send(name, model.round, again);
    this.judge({ send: name }, may, answer);
    if (may) model.send(again === 'toReturner');
  }

  private stepAt(model: JointModel, index: number): string {
    const open = model.seats.filter((one) => one.open);
    const found = open[index % Math.max(open.length, 1)] ?? model.seats[index % model.seats.length];
    return found ? model.stepOf(found) : `${model.name}/signer-1/1`;
  }

  private async sign({
    branch: name,
    seat: index,
    said: word,
    by,
    person: anybody,
  }: Move & { move: 'sign' }) {
    const model = this.models[name];
    const step = this.stepAt(model, index);
    const holder = model.seatAt(step)?.holder ?? signers[anybody]!;
    const actor = { holder, substitute: SUBSTITUTE, anybody: signers[anybody]! }[by];
    const principal = by === 'substitute' ? 'signer-1' : undefined;
    const may = model.maySign(step, actor, principal);
    const answer = await sign(actor, step, word, principal ? forFirst() : {});
    this.judge({ sign: step, actor, word, principal }, may, answer);
    if (may) model.sign(step, word, actor, principal);
  }

  /** Two signers in one moment: both are on file, and what came first decides. */
  private async together({ branch: name, said: word, other }: Move & { move: 'together' }): Promise<void> {
    const model = this.models[name];
    const [one, two] = model.seats.filter(({ open }) => open);
    if (!one || !two || model.phase !== 'signing') return;
    const wishes = [one, two].map(({ number, holder }, index) => ({
      number,
      step: model.stepOf(index === 0 ? one : two),
      actor: holder,
      decision: index === 0 ? word : other,
    }));
    const requests = wishes.map(({ actor, step, decision }) => world.requestOf(actor, { step, decision }));
    const before = wishes.map(({ step, actor }) => model.maySign(step, actor));
    const outcomes = await world.sandbox.updateTogether(ID, 'decide', requests[0], requests[1]);
    for (const [index, { step, actor, decision, number }] of wishes.entries()) {
      const tooLate = model.seatAt(step) === undefined;
      const may =
        before[index]! && (tooLate ? model.mayStillSign(actor, number) : model.maySign(step, actor));
      this.judge({ together: step, actor, decision }, may, answered(outcomes[index]!));
      if (may && !tooLate) model.sign(step, decision, actor);
      if (may && tooLate) model.sitDown(actor, number);
    }
  }

  private async change({ branch: name, kind, person: index, actor: by }: Move & { move: 'change' }) {
    const model = this.models[name];
    const actor = [...signers, 'officer-1', 'officer-1', 'officer-2'][by]!;
    const may = model.mayChange(kind, signers[index]!, actor);
    this.judge(
      { change: kind, actor, person: signers[index] },
      may,
      await change(actor, kind, signers[index], name),
    );
    if (may) model.change(kind, signers[index]!, actor);
  }

  private async handOn({ move, branch: name, seat: index, person: to }: HandOn): Promise<void> {
    const model = this.models[name];
    const step = this.stepAt(model, index);
    const may = move === 'urge' ? model.seatAt(step) !== undefined : model.mayReassign(step, signers[to]!);
    const answer = await world.act(CASE, 'head-1', move, fields({ step, to: signers[to] }));
    this.judge({ [move]: step, to: signers[to] }, may, answer);
    if (may && move === 'reassign') model.reassign(step, signers[to]!);
  }

  private judge(wish: object, may: boolean, answer: Answered): void {
    const accepted = answer.seq !== undefined;
    expect({ wish, accepted, refused: answer.refused?.code }).toEqual({
      wish,
      accepted: may,
      refused: may ? undefined : expect.any(String),
    });
    this.seen[may ? 'accepted' : 'refused'] += 1;
  }

  private async check(): Promise<void> {
    const expected = branches.flatMap((one) => this.models[one].awaited);
    expect((await world.awaited(CASE, PROCEDURE)).sort()).toEqual(expected.sort());
    expect(world.sandbox.running(ID)).toBe(!this.over);
    const { left, right } = this.models;
    if (this.over)
      expect(await concluded()).toEqual({ outcome: 'over', left: left.result, right: right.result });
    await this.checkTerms();
  }

  /** Each term that ran out before it was met has passed once, and no other. */
  private async checkTerms(): Promise<void> {
    const { clocks } = await world.state(CASE, PROCEDURE);
    const passed = Object.values(clocks)
      .filter((one) => (one.metAt ?? world.sandbox.now) > one.at)
      .map(({ key }) => key);
    const said = (await world.records(CASE)).filter(
      ({ kind, procedure }) => kind === 'periodPassed' && procedure === PROCEDURE,
    );
    expect(said.map(({ facts }) => textOf(facts, 'clock')).sort()).toEqual(passed.sort());
  }
}

describe(title('退回 × 会签 × 并行 × 提醒 × 转办 × 撤回 × 代理'), () => {
  test(
    title(`任意顺序的办理 › seed ${String(SEED)} › the record is what a simple model says`),
    async () => {
      const seen = { accepted: 0, refused: 0, ended: 0 };
      const property = fc.asyncProperty(scenario, async (course) => {
        const play = new Play(course);
        try {
          await play.run();
        } finally {
          await world.sandbox.dispose();
        }
        for (const key of ['accepted', 'refused', 'ended'] as const) seen[key] += play.seen[key];
      });
      await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
      expect(seen.accepted).toBeGreaterThan(RUNS * 5);
      expect(seen.refused).toBeGreaterThan(RUNS);
      expect(seen.ended).toBeGreaterThan(0);
    },
    600_000,
  );
});
