import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import type { World } from '../harness/world.js';
import { CASE, worldOf } from './walk/begin.js';
import { Coverage } from './walk/coverage.js';
import { Judge, resumed } from './walk/judge.js';
import { planOf } from './walk/plan.js';
import { Chance } from './walk/random.js';
import { Walk } from './walk/walk.js';

/** Another first seed, or more cases: WALK_SEED, WALK_CASES. With WALK_CASES what was reached is printed. */
const SEED = Number(process.env['WALK_SEED'] ?? 1);
const CASES = Number(process.env['WALK_CASES'] ?? 16);
const STEPS = 240;
const RUNS_ARE_LOST = 0.012;
/** Every case of a walk takes a second or two; so many run without anybody having asked for more. */
const TIMEOUT_MS = 120_000;

let world: World;
const coverage = new Coverage();
afterEach(() => world.sandbox.dispose());
afterAll(() => {
  if (process.env['WALK_CASES']) process.stderr.write(coverage.report());
});

/** Walks one case to its end, or for so many steps; every fault is named with the step after which it was seen. */
async function walkThrough(seed: number): Promise<string[]> {
  const chance = new Chance(seed);
  const plan = planOf(chance);
  world = await worldOf(given('TEST_WORKFLOW_BUNDLE'), plan, chance);
  const walk = new Walk(world, CASE, plan, chance);
  const judge = new Judge(walk);
  const faults = judge.look();
  for (let step = 0; step < STEPS && !walk.isOver() && faults.length === 0; step += 1) {
    const done = await walk.step();
    coverage.note(done);
    const found = judge.look(done);
    if (found.length === 0 && chance.happens(RUNS_ARE_LOST)) found.push(...(await resumed(walk)));
    faults.push(...found.map((fault) => `${String(step)} ${done.name}: ${fault}`));
  }
  if (faults.length === 0) faults.push(...(await resumed(walk)));
  coverage.add(walk, judge);
  return faults;
}

describe(`${articleTitle(3)} 任意办理`, () => {
  test.each(Array.from({ length: CASES }, (_, index) => SEED + index))(
    `${articleTitle(3)} 案件 %i › 每一步之后：无越过的关口、三职分离、每一期限只有一个结果、无停滞的程序；全部运行丢失后照旧`,
    async (seed) => {
      const faults = await walkThrough(seed);
      if (process.env['WALK_CASES'] && faults.length > 0)
        process.stderr.write(`案件 ${String(seed)}：${faults.join('；')}\n`);
      expect([seed, faults]).toEqual([seed, []]);
    },
    TIMEOUT_MS,
  );

  test(`${articleTitle(3)} 全部案件 › 案件走到处罚决定，决定已经送达：任意办理不在中途停下`, () => {
    expect(coverage.of('decision penalty')).toBeGreaterThan(0);
    expect(coverage.of('service served')).toBeGreaterThan(0);
    expect(coverage.cases).toBe(CASES);
  });
});
