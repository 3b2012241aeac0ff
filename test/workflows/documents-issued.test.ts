import { afterEach, describe, expect, test } from '@jest/globals';
import { issueStep } from '../../src/workflows/law/record/issuing.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { World } from '../harness/world.js';
import { CASE, DECISION, DecisionScene } from './decision-scene.js';

const title = (rest: string) => `${articleTitle(21)} ${rest}`;

let world: World;
afterEach(() => world.sandbox.dispose());

/** Approved; `deaths`: how often the worker dies after it has issued the document, before that is on file. */
async function approved(deaths = 0): Promise<DecisionScene> {
  const scene = await DecisionScene.told();
  ({ world } = scene);
  world.deadIssues = deaths;
  return scene.approved();
}

const issues = async (procedure = DECISION) =>
  (await world.records(CASE)).filter((record) => record.kind === 'issued' && record.procedure === procedure);

describe(title('决定书制发'), () => {
  test(
    title('决定书制发 › handed in whole › issued at once, then stamped, then served as issued'),
    async () => {
      const scene = await approved();
      const { seq: made } = await scene.document();
      const [issued, ...others] = await issues();
      expect(others).toEqual([]);
      expect(issued).toMatchObject({
        step: issueStep(made!),
        facts: { document: 'penaltyDecision', of: made },
        attachments: [{ mediaType: 'application/pdf' }],
      });
      expect(await scene.stamp()).toHaveProperty('seq');
      const { opening } = await world.state(CASE, 'service/decision-1');
      expect(opening?.facts).toMatchObject({ document: 'penaltyDecision', documentRecord: String(made) });
      expect(world.issueCalls).toBe(1);
    },
  );

  test(
    title('决定书制发 › a mandatory content empty › refused, all named, and nothing is issued'),
    async () => {
      const scene = await approved();
      const { refused } = await scene.document({ factsAndEvidence: '', performance: '' });
      expect(refused?.code).toBe('contentsRequired');
      expect(refused?.message).toMatch(/证据.*履行/);
      expect(await issues()).toEqual([]);
    },
  );

  test(title('决定书制发 › the worker dies between the number and the record › on file once'), async () => {
    const scene = await approved(1);
    await scene.document();
    expect(await issues()).toHaveLength(1);
    expect(world.issueCalls).toBe(2);
  });

  test(
    title('决定书制发 › every run lost before and after › on file once, and the stamp goes on'),
    async () => {
      const scene = await approved();
      await world.resume(CASE);
      await scene.document();
      await world.resume(CASE);
      await world.resume(CASE, 1);
      expect(await issues()).toHaveLength(1);
      expect(world.issueCalls).toBe(1);
      expect(await scene.stamp()).toHaveProperty('seq');
      expect(await scene.concluded()).toMatchObject({ outcome: 'penalty' });
    },
  );
});

test(`${articleTitle(9)} 程序启动审批表 stays in the bureau › approved › nothing is issued`, async () => {
  world = new World(given('TEST_WORKFLOW_BUNDLE'));
  await world.beginApproved(CASE);
  expect(await issues('case-initiation')).toEqual([]);
  expect(world.issueCalls).toBe(0);
});
