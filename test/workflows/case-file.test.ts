import { afterEach, describe, expect, test } from '@jest/globals';
import { submitTask } from '../../src/workflows/law/record/approval-tasks.js';
import { EMPTY_HEAD, procedureId, SYSTEM, type Act } from '../../src/workflows/law/record/kinds.js';
import { emptyState, overdue, running } from '../../src/workflows/law/record/fold.js';
import { actOfClaim, actOfDecision } from '../../src/workflows/steps/acts.js';
import type { ClaimRequest, DecideRequest } from '../../src/workflows/messages.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { answered, initiationForm, people, TUESDAY, World } from '../harness/world.js';

const HOUR = 3_600_000;
const CASE = 'HY-2026-0200';
const ID = procedureId(CASE, 'case-initiation');
const IDS = { chainId: CASE, procedure: 'case-initiation' };
const nine = (rest: string) => `${articleTitle(9)} ${rest}`;
const title = (rest: string) => `${articleTitle(36)} ${rest}`;

let world: World;
afterEach(() => world.sandbox.dispose());

async function begun(hoursAgo?: number): Promise<void> {
  world = new World(given('TEST_WORKFLOW_BUNDLE'));
  await world.begin(CASE, hoursAgo === undefined ? {} : { hoursAgo });
}

async function withApprover(hoursAgo?: number): Promise<void> {
  await begun(hoursAgo);
  await world.submit(CASE, 'officer-1');
  await world.review(CASE, 'head-1', 'agree');
}

describe(nine('启动的门'), () => {
  test(
    nine('启动 › a sound one arrives while another is being refused › it is opened and goes on'),
    async () => {
      world = new World(given('TEST_WORKFLOW_BUNDLE'));
      let sound: unknown;
      world.whileNextCallRuns(async () => {
        world.whileNextCallRuns(async () => {
          sound = await world.begin(CASE);
        });
        return Promise.resolve();
      });
      const one = await world.begin(CASE, { people: { handlers: ['officer-1'] } });
      expect(one.refused?.code).toBe('twoOfficersRequired');
      expect(sound).toMatchObject({ accepted: true });
      expect(await world.onFile(CASE)).toEqual(['opening']);
      expect(world.sandbox.running(ID)).toBe(true);
      expect((await world.submit(CASE, 'officer-1')).seq).toBe(2);
    },
  );

  test(
    nine('紧急启动 › an officer leaves before the case itself is on file › the case is opened all the same'),
    async () => {
      world = new World(given('TEST_WORKFLOW_BUNDLE'));
      const officers = people.handlers.map((id) => ({ id, certificate: '陕E-001' }));
      const startedAt = TUESDAY - HOUR;
      const facts = { edition: 'test', unit: 'inspection', people, emergency: { startedAt, officers } };
      const opening = { ...systemAct('opening', 'opening'), body: { urgency: '基坑即将坍塌' } };
      const manager = { actor: world.actor('clerk-1'), requestId: 'once', facts };
      const nothing = { head: EMPTY_HEAD, state: emptyState() };
      expect((await world.record.append({ ...opening, ...manager }, nothing)).own).toBe(1);
      world.people.get('officer-2')!.active = false;
      const ofCase = { ...opening, procedure: 'enforcement-case', facts: { ...facts, startedAt } };
      expect(await world.record.append(ofCase, nothing)).toMatchObject({ own: 2 });
    },
  );
});

describe(title('另一运行的记录'), () => {
  test(
    title(
      '办理 › the step was decided behind the run’s back › who comes second hears by whom, and is not thanked',
    ),
    async () => {
      await begun();
      await world.submit(CASE, 'officer-1');
      const request = world.requestOf('head-2', { step: 'initiation-form/review/1', decision: 'return' });
      const opens = [submitTask('initiation-form', 'initiationForm', 2, ['officer-1'])];
      const elsewhere = { ...actOfDecision(IDS, request as unknown as DecideRequest), opens };
      const records = await world.records(CASE);
      const head = { seq: 2, hash: records[1]!.hash };
      await world.record.append(elsewhere, { head, state: await world.state(CASE) });
      const second = await world.review(CASE, 'head-1', 'agree');
      expect(second.refused).toMatchObject({ code: 'alreadyDecided', params: { by: '赵四' } });
      expect(await world.onFile(CASE)).toEqual(['opening', 'submit officer-1', 'return head-2']);
      expect(await world.awaited(CASE)).toEqual(['initiation-form/submit/2 officer-1']);
      expect((await world.submit(CASE, 'officer-1', 2)).seq).toBe(4);
    },
  );
});

describe(title('请求的怪处'), () => {
  test.each(['constructor', '__proto__', 'toString/submit/1'])(
    title('催办 › of a step called %s › refused, nothing is written'),
    async (step) => {
      await begun();
      expect((await world.act(CASE, 'clerk-1', 'urge', { step })).refused?.code).toBe('taskClosed');
      expect((await world.act(CASE, 'officer-1', 'claim', { step })).refused?.code).toBe('taskClosed');
      const decided = await world.decide(CASE, 'officer-1', step, 'submit');
      expect(decided.refused?.code).toBe('taskClosed');
      expect(await world.onFile(CASE)).toEqual(['opening']);
    },
  );

  test.each(['constructor', 'valueOf'])(
    title('同一请求两次 › under a request id called %s › one record, the same answer'),
    async (requestId) => {
      await begun();
      const once = await world.submit(CASE, 'officer-1', 1, { requestId });
      expect(once).toEqual({ accepted: true, seq: 2 });
      expect(await world.submit(CASE, 'officer-1', 1, { requestId })).toEqual(once);
      expect(await world.onFile(CASE)).toEqual(['opening', 'submit officer-1']);
    },
  );

  test(
    title('办理 › contents beyond what one record holds › refused, and the next act goes on'),
    async () => {
      await begun();
      const form = { ...initiationForm, causeOfInitiation: '雨'.repeat(90_000) };
      const large = await world.submit(CASE, 'officer-1', 1, { form });
      expect(large.refused).toMatchObject({ code: 'contentsTooLarge' });
      expect((await world.submit(CASE, 'officer-1')).seq).toBe(2);
    },
  );

  test(
    title('办理 › contents no record can hold › a fault of that request alone, the next act goes on'),
    async () => {
      await begun();
      const odd = await world.submit(CASE, 'officer-1', 1, { form: { ...initiationForm, amount: 0.5 } });
      expect(odd).toMatchObject({ accepted: true });
      expect(odd.seq).toBeUndefined();
      expect((await world.submit(CASE, 'officer-1')).seq).toBe(2);
    },
  );

  test.each([0, 0.5, -1, 99])(title('更正 › of record %s › refused: there is none'), async (target) => {
    await begun();
    const correct = { target, reason: '笔误', replacement: {} };
    expect((await world.act(CASE, 'officer-1', 'correct', correct)).refused?.code).toBe(
      'correctionTargetUnknown',
    );
  });

  test(title('认领 › on behalf of another › the task is his for whom it was claimed'), async () => {
    await begun();
    const onBehalfOf = world.actor('officer-2');
    const request = { ...world.requestOf('officer-1', { step: 'initiation-form/submit/1' }), onBehalfOf };
    const act = actOfClaim(IDS, request as unknown as ClaimRequest);
    expect(act.facts).toEqual({ assignee: 'officer-2' });
  });
});

describe(nine('时限'), () => {
  test(nine('提醒 › two were slept through › the latest alone is made up'), async () => {
    await begun(0);
    await world.loseRuns();
    world.sandbox.now = TUESDAY + 21 * HOUR;
    await world.resume(CASE);
    expect(await world.onFile(CASE)).toEqual(['opening', 'reminded emergency-filing']);
    expect(Object.keys((await world.state(CASE)).steps)).toContain('clock/emergency-filing/reminded/2');
    await world.sandbox.advanceTo(TUESDAY + 23 * HOUR);
    expect((await world.onFile(CASE)).length).toBe(3);
  });

  test(nine('撤回 › the review, while the 负责人’s term runs › his term ends with his task'), async () => {
    await withApprover(1);
    await world.sandbox.advanceTo(TUESDAY + 2 * HOUR);
    await world.act(CASE, 'head-1', 'withdraw', { step: 'initiation-form/review/1' });
    await world.sandbox.advanceTo(TUESDAY + 30 * HOUR);
    expect(await world.onFile(CASE)).toEqual([
      'opening',
      'submit officer-1',
      'agree head-1',
      'withdraw head-1',
    ]);
    expect(running(await world.state(CASE))).toEqual([]);
  });

  test(nine('撤回 › after the 负责人’s term had passed › the lapse stays on file'), async () => {
    await withApprover(1);
    await world.sandbox.advanceTo(TUESDAY + 25 * HOUR);
    await world.act(CASE, 'head-1', 'withdraw', { step: 'initiation-form/review/1' });
    const file = await world.onFile(CASE);
    expect(file.slice(-2)).toEqual(['periodPassed initiation-form-decision/1', 'withdraw head-1']);
    expect(overdue(await world.state(CASE))).toEqual([]);
  });

  test(nine('启动未获批准 › the case is ended › its 90 days no longer run'), async () => {
    await withApprover(1);
    await world.approve(CASE, 'leader-1', 'refuse');
    const theCase = await world.state(CASE, 'enforcement-case');
    expect(theCase.terminated).toBeDefined();
    expect(running(theCase)).toEqual([]);
  });

  test(nine('届满 › an act and the timer in one activation › in time to the last millisecond'), async () => {
    await begun(0);
    await world.sandbox.advanceTo(TUESDAY + 23 * HOUR);
    const at = TUESDAY + 24 * HOUR;
    const file = (receivedAt: number) =>
      world.requestOf('officer-1', {
        step: 'initiation-form/submit/1',
        decision: 'submit',
        form: initiationForm,
        receivedAt,
      });
    const outcome = await world.sandbox.updateAsTimerFires(ID, 'decide', (now) => file(Math.min(now, at)));
    expect(answered(outcome!).refused).toBeUndefined();
    expect((await world.onFile(CASE)).slice(-3)).toEqual([
      'periodPassed emergency-filing',
      'submit officer-1',
      'lapseCorrected emergency-filing',
    ]);
  });

  test(nine('超期 › filed late, and resumed before › the operators’ mark follows the record'), async () => {
    await begun(0);
    const marks = () => world.sandbox.overdue.get(ID) ?? [];
    expect(marks()).toEqual([]);
    await world.sandbox.advanceTo(TUESDAY + 25 * HOUR);
    expect(marks()).toEqual([true]);
    await world.resume(CASE);
    expect(marks()).toEqual([true, true]);
    await world.submit(CASE, 'officer-1');
    expect(marks()).toEqual([true, true, false]);
  });
});

const systemAct = (kind: Act['kind'], step: string): Act => ({
  ...IDS,
  kind,
  step,
  actor: SYSTEM,
  occurredAt: world.sandbox.now,
  receivedAt: world.sandbox.now,
  opens: [],
  starts: [],
  facts: {},
  body: {},
  attachments: [],
  secrecy: 1,
  policy: { id: 'test', version: '1' },
  lawReferences: [],
});
