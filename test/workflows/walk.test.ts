import { afterEach, describe, expect, test } from '@jest/globals';
import { foldMatter } from '../../src/workflows/law/record/fold.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { World } from '../harness/world.js';
import { faultsOf, randomOf, Walk } from './walk.js';

/** Another first seed, or more cases: WALK_SEED, WALK_CASES. */
const SEED = Number(process.env['WALK_SEED'] ?? 1);
const CASES = Number(process.env['WALK_CASES'] ?? 16);
const STEPS = 60;
const CASE = 'HY-2026-0001';

let world: World;
afterEach(() => world.sandbox.dispose());

describe(`${articleTitle(3)} 任意办理`, () => {
  test.each(Array.from({ length: CASES }, (_, index) => SEED + index))(
    `${articleTitle(3)} 案件 %i › 每一步之后：无越过的关口、三职分离、每一期限只有一个结果、无停滞的程序；全部运行丢失后照旧`,
    async (seed) => {
      world = new World(given('TEST_WORKFLOW_BUNDLE'));
      await world.beginApproved(CASE);
      const walk = new Walk(world, CASE, randomOf(seed));
      for (let step = 0; step < STEPS; step += 1) {
        await walk.step();
        const faults = faultsOf(await world.records(CASE), world.sandbox.now);
        expect([seed, step, walk.accepted.at(-1), faults]).toEqual([seed, step, walk.accepted.at(-1), []]);
      }
      const before = foldMatter(await world.records(CASE));
      await world.resume(CASE);
      const after = foldMatter(await world.records(CASE));
      const asked = (states: typeof before) =>
        Object.entries(states).map(([key, { tasks }]) => [key, Object.keys(tasks)]);
      expect([seed, asked(after)]).toEqual([seed, asked(before)]);
      expect(walk.accepted.length).toBeGreaterThan(5);
    },
    60_000,
  );
});
