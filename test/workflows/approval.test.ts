import { afterEach, describe, expect, test } from '@jest/globals';
import { caseInitiationRow } from '../../src/workflows/law/procedure-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import { refuse } from '../../src/workflows/law/record/gates.js';
import type { Act } from '../../src/workflows/law/record/kinds.js';
import { refusals } from '../../src/workflows/refusals.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { bureau, initiationForm, TUESDAY, World, type Answered } from '../harness/world.js';

const CASE = 'HY-2026-0036';
const HOUR = 3_600_000;
const title = (rest: string) => `${articleTitle(36)} ${rest}`;

let world: World;
afterEach(() => world.sandbox.dispose());

async function begun(): Promise<World> {
  world = new World(given('TEST_WORKFLOW_BUNDLE'));
  await world.begin(CASE);
  return world;
}
const submitted = async () => {
  await begun();
  await world.submit(CASE, 'officer-1');
};
const reviewed = async () => {
  await submitted();
  await world.review(CASE, 'head-1', 'agree');
};

describe(title('一人一环节'), () => {
  test(title('办理 › another person’s task › refused, and no event is left'), async () => {
    await begun();
    const other = await world.submit(CASE, 'head-1');
    expect(other).toMatchObject({ accepted: false, refused: { code: 'notYourTask', article: 36 } });
  });

  test(title('办理 › the 批准人 before the 审核人 › refused: not his turn yet'), async () => {
    await submitted();
    expect((await world.approve(CASE, 'leader-1', 'agree')).refused?.code).toBe('notYetYourTurn');
  });

  test(title('办理 › a step that is decided › the second hears who, when and what'), async () => {
    await reviewed();
    const again = await world.review(CASE, 'head-2', 'return');
    expect(again.refused).toMatchObject({
      code: 'alreadyDecided',
      message: '本环节已由王三于2026年11月24日 09:00办理（同意）。',
      params: { by: '王三', atMs: TUESDAY },
    });
  });

  test(title('办理 › an opinion of blanks › refused: an opinion is never generated'), async () => {
    await submitted();
    expect((await world.review(CASE, 'head-1', 'agree', 1, { opinion: ' \n ' })).refused?.code).toBe(
      'opinionRequired',
    );
  });

  test(title('办理 › an answer the step does not offer › refused'), async () => {
    await submitted();
    expect((await world.review(CASE, 'head-1', 'refuse')).refused?.code).toBe('decisionNotOffered');
  });

  test(
    title('办理 › a task that lists one who acted in another part › he may not hold two of the three'),
    async () => {
      await submitted();
      const state = await world.state(CASE);
      const step = 'initiation-form/review/1';
      const listed = { ...state.tasks[step]!, candidates: ['officer-1', 'head-1'] };
      const act: Act = {
        chainId: CASE,
        procedure: 'case-initiation',
        kind: 'decided',
        step,
        decision: 'agree',
        actor: world.actor('officer-1'),
        occurredAt: TUESDAY,
        receivedAt: TUESDAY,
        opens: [],
        starts: [],
        facts: {},
        body: { opinion: '同意' },
        attachments: [],
        secrecy: 1,
        policy: { id: 'test', version: '1' },
        lawReferences: [],
      };
      const asked = (record: Act) =>
        refuse(caseInitiationRow as unknown as ProcedureRow, { ...state, tasks: { [step]: listed } }, record);
      expect(asked(act)).toMatchObject({ code: 'samePersonTwoRoles', params: { role: '承办人' } });
      expect(asked({ ...act, actor: world.actor('head-1') })).toBeUndefined();
    },
  );

  test(title('办理 › a decision › its record cites the article it rests on'), async () => {
    await submitted();
    const cited = (await world.records(CASE)).map(({ kind, lawReferences }) => [kind, ...lawReferences]);
    expect(cited).toEqual([
      ['opening', articleTitle(9)],
      ['decided', articleTitle(9)],
    ]);
  });

  test(title('办理 › a certificate that ran out yesterday › refused at the moment of the act'), async () => {
    await begun();
    world.people.get('officer-1')!.certificates[0]!.until = TUESDAY - 1;
    expect((await world.submit(CASE, 'officer-1')).refused?.code).toBe('certificateExpired');
    expect((await world.submit(CASE, 'officer-2')).seq).toBe(2);
  });

  test(title('办理 › a post that ended meanwhile › refused'), async () => {
    await submitted();
    world.people.get('head-1')!.posts[0]!.until = TUESDAY - 1;
    expect((await world.review(CASE, 'head-1', 'agree')).refused?.code).toBe('postNotHeld');
  });
});

describe(title('两人同时、同一请求两次'), () => {
  test(
    title('两人同时 › both decide in one activation › one wins, the other hears who and when'),
    async () => {
      await submitted();
      const decide = (actor: string, decision: string) =>
        world.requestOf(actor, { step: 'initiation-form/review/1', decision });
      const both = await world.together(
        CASE,
        'decide',
        decide('head-1', 'agree'),
        decide('head-2', 'return'),
      );
      expect(both.map(({ seq }) => seq)).toEqual([3, undefined]);
      expect(both[1]?.refused).toMatchObject({ code: 'alreadyDecided', params: { by: '王三' } });
      expect(await world.onFile(CASE)).toEqual(['opening', 'submit officer-1', 'agree head-1']);
    },
  );

  test(title('同一请求两次 › under the same and another update id › the same record'), async () => {
    await submitted();
    const once = await world.review(CASE, 'head-1', 'agree', 1, { requestId: 'one-and-the-same' });
    const twice = await world.review(CASE, 'head-1', 'agree', 1, { requestId: 'one-and-the-same' });
    expect(twice).toEqual(once);
    expect(await world.onFile(CASE)).toEqual(['opening', 'submit officer-1', 'agree head-1']);
  });

  test(title('同一请求 › under another matter › refused, and nothing is written'), async () => {
    await submitted();
    await world.begin('HY-2026-0037');
    await world.submit('HY-2026-0037', 'officer-1', 1, { requestId: 'used-once' });
    expect((await world.review(CASE, 'head-1', 'agree', 1, { requestId: 'used-once' })).refused?.code).toBe(
      'requestIdUsed',
    );
  });
});

describe(title('退回、撤回、转办、认领、催办'), () => {
  test(title('退回 › by the 审核人, then by the 批准人 › new rounds with the same 承办人'), async () => {
    await submitted();
    await world.review(CASE, 'head-1', 'return');
    await world.submit(CASE, 'officer-1', 2);
    await world.review(CASE, 'head-2', 'agree', 2);
    await world.approve(CASE, 'leader-1', 'return', 2);
    expect(await world.awaited(CASE)).toEqual(['initiation-form/submit/3 officer-1']);
    await world.submit(CASE, 'officer-1', 3);
    await world.review(CASE, 'head-1', 'agree', 3);
    await world.approve(CASE, 'leader-1', 'agree', 3);
    expect((await world.state(CASE)).concluded?.facts).toEqual({ outcome: 'initiated' });
  });

  test(
    title('撤回 › the 承办人 before the review › submits again, and the review of that round is closed'),
    async () => {
      await submitted();
      expect((await withdraw('officer-1', 'submit/1')).seq).toBe(3);
      expect(await world.awaited(CASE)).toEqual(['initiation-form/submit/2 officer-1']);
      expect((await world.review(CASE, 'head-1', 'agree')).refused).toMatchObject({
        code: 'alreadyDecided',
        params: { decision: '撤回' },
      });
    },
  );

  test(title('撤回 › the 审核人 before the approval › reviews again without a new submission'), async () => {
    await reviewed();
    await withdraw('head-1', 'review/1');
    expect(await world.awaited(CASE)).toEqual(['initiation-form/review/2 head-1|head-2']);
    await world.review(CASE, 'head-2', 'agree', 2);
    await world.approve(CASE, 'leader-1', 'agree', 2);
    expect((await world.state(CASE)).concluded).toBeDefined();
  });

  test.each([
    { who: 'head-1', step: 'submit/1', code: 'notYourTask', circumstance: 'somebody else’s submission' },
    { who: 'officer-1', step: 'review/1', code: 'nothingToWithdraw', circumstance: 'nothing decided yet' },
  ])(title('撤回 › $circumstance › refused as $code'), async ({ who, step, code }) => {
    await submitted();
    expect((await withdraw(who, step)).refused?.code).toBe(code);
  });

  test(title('撤回 › the next person has acted › refused'), async () => {
    await reviewed();
    expect((await withdraw('officer-1', 'submit/1')).refused?.code).toBe('nothingToWithdraw');
  });

  test(title('认领 › from a pool › the other candidate is refused until it is his'), async () => {
    await submitted();
    const step = 'initiation-form/review/1';
    await world.act(CASE, 'head-2', 'claim', { step });
    expect(await world.awaited(CASE)).toEqual([`${step} head-2`]);
    expect((await world.review(CASE, 'head-1', 'agree')).refused).toMatchObject({
      code: 'alreadyClaimed',
      message: '该任务已由赵四认领。',
    });
    expect((await world.act(CASE, 'head-1', 'claim', { step })).refused?.code).toBe('alreadyClaimed');
    expect((await world.review(CASE, 'head-2', 'agree')).seq).toBeGreaterThan(0);
  });

  test(title('转办 › to a person of the post › he holds it alone'), async () => {
    await submitted();
    const step = 'initiation-form/review/1';
    await world.act(CASE, 'head-1', 'reassign', { step, to: 'head-2' });
    expect(await world.awaited(CASE)).toEqual([`${step} head-2`]);
    expect((await world.review(CASE, 'head-1', 'agree')).refused?.code).toBe('notYourTask');
    expect((await world.review(CASE, 'head-2', 'agree')).seq).toBe(4);
  });

  test.each([
    { to: 'officer-1', circumstance: 'one who acted in another part' },
    { to: 'officer-2', circumstance: 'one without the post' },
    { to: 'nobody', circumstance: 'one who does not exist' },
  ])(title('转办 › to $circumstance › refused'), async ({ to }) => {
    await submitted();
    const step = 'initiation-form/review/1';
    expect((await world.act(CASE, 'head-1', 'reassign', { step, to })).refused?.code).toBe(
      'assigneeUnsuitable',
    );
  });

  test(title('催办 › twice › two records, and the task is where it was'), async () => {
    await submitted();
    const step = 'initiation-form/review/1';
    await world.act(CASE, 'clerk-1', 'urge', { step, opinion: '请尽快审核' });
    await world.act(CASE, 'clerk-1', 'urge', { step, opinion: '请尽快审核' });
    expect((await world.onFile(CASE)).slice(-2)).toEqual(['urged', 'urged']);
    expect(await world.awaited(CASE)).toEqual([`${step} head-1|head-2`]);
  });

  test(title('备注、更正 › both versions stay on file'), async () => {
    await submitted();
    await world.act(CASE, 'officer-1', 'remark', { text: '当事人来电说明情况' });
    const corrected = await world.act(CASE, 'officer-1', 'correct', {
      target: 2,
      reason: '当事人名称笔误',
      replacement: { partyParticulars: '华阴市某某建设有限公司' },
    });
    expect(corrected.seq).toBe(4);
    const records = await world.records(CASE);
    const [original, replacement] = await Promise.all([world.bodyOf(records[1]!), world.bodyOf(records[3]!)]);
    expect(original).toMatchObject({ form: initiationForm });
    expect(replacement).toMatchObject({ replacement: { partyParticulars: '华阴市某某建设有限公司' } });
    const unknown = await world.act(CASE, 'officer-1', 'correct', {
      target: 99,
      reason: '笔误',
      replacement: {},
    });
    expect(unknown.refused?.code).toBe('correctionTargetUnknown');
  });

  const withdraw = (actor: string, step: string): Promise<Answered> =>
    world.act(CASE, actor, 'withdraw', { step: `initiation-form/${step}` });
});

describe(title('程序在任何一点重新开始'), () => {
  type Act = () => Promise<Answered>;
  const path: Act[] = [
    () => world.submit(CASE, 'officer-1'),
    () => world.review(CASE, 'head-1', 'return'),
    () => world.submit(CASE, 'officer-1', 2),
    () => world.review(CASE, 'head-2', 'agree', 2),
    () => world.act(CASE, 'head-2', 'withdraw', { step: 'initiation-form/review/2' }),
    () => world.review(CASE, 'head-1', 'agree', 3),
    () => world.approve(CASE, 'leader-1', 'agree', 3),
  ];

  test.each(path.map((_, steps) => ({ steps })))(
    title(
      '历史丢失 › after $steps acts › resumed from the record, it waits where it waited and nobody is asked twice',
    ),
    async ({ steps }) => {
      world = new World(given('TEST_WORKFLOW_BUNDLE'));
      await world.begin(CASE, { hoursAgo: 1 });
      for (const act of path.slice(0, steps)) await act();
      const before = [
        await world.awaited(CASE),
        await world.onFile(CASE),
        await world.onFile(CASE, 'enforcement-case'),
      ];
      await world.resume(CASE);
      const after = [
        await world.awaited(CASE),
        await world.onFile(CASE),
        await world.onFile(CASE, 'enforcement-case'),
      ];
      expect(after).toEqual(before);
      for (const act of path.slice(steps)) expect((await act()).refused).toBeUndefined();
      expect((await world.state(CASE)).concluded?.facts).toEqual({ outcome: 'initiated' });
    },
  );

  test(title('continue-as-new › every two records › the same record as in one run'), async () => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.begin(CASE, { hoursAgo: 1, turnover: 2 });
    for (const act of path) expect((await act()).refused).toBeUndefined();
    const turned = await world.onFile(CASE);
    expect(world.sandbox.commands.filter((one) => one.includes('continueAsNew')).length).toBeGreaterThan(2);
    await world.sandbox.dispose();

    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.begin(CASE, { hoursAgo: 1 });
    for (const act of path) await act();
    expect(turned).toEqual(await world.onFile(CASE));
  });

  test(title('determinism › the same scenario twice › the same commands'), async () => {
    const play = async () => {
      world = new World(given('TEST_WORKFLOW_BUNDLE'));
      await world.begin(CASE, { hoursAgo: 1 });
      for (const act of path) await act();
      await world.sandbox.advanceTo(TUESDAY + 30 * HOUR);
      const { commands } = world.sandbox;
      await world.sandbox.dispose();
      return commands;
    };
    expect(await play()).toEqual(await play());
  });

  test(
    title('数据库中断 › a decision while it is away › waits, is written once, nothing is lost'),
    async () => {
      await submitted();
      world.loseDatabaseFor(6);
      expect((await world.review(CASE, 'head-1', 'agree')).seq).toBe(3);
      expect(world.failedCalls).toBe(6);
      expect(await world.onFile(CASE)).toEqual(['opening', 'submit officer-1', 'agree head-1']);
    },
  );
});

test(title('refusals › every row › has a sentence, and those of the law an article'), () => {
  for (const [code, row] of Object.entries(refusals)) {
    expect(`${code} ${row.zh}`).toMatch(/[。]$/);
    expect(row.article === null || (row.article >= 1 && row.article <= 37)).toBe(true);
  }
  expect(bureau.length).toBeGreaterThan(0);
});
