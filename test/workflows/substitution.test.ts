import { afterEach, describe, expect, test } from '@jest/globals';
import { bureauChain } from '../../src/workflows/law/bureau.js';
import { handoverRow, substitutionRow } from '../../src/workflows/law/substitution-rows.js';
import { appraisalRow } from '../../src/workflows/law/investigation-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import type { HandoverSlice } from '../../src/workflows/law/record/handover.js';
import type { Body, Facts } from '../../src/workflows/law/record/kinds.js';
import type { Post } from '../../src/workflows/law/posts.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { people, TUESDAY, World } from '../harness/world.js';

const title = (rest: string) => `${articleTitle(36)} ${rest}`;
const CASE = 'HY-2026-0001';
const BUREAU = bureauChain(TUESDAY);
const DAY = 86_400_000;
const GRANT = 'substitution/a';

let world: World;
afterEach(() => world.sandbox.dispose());

const rowOf = (row: unknown) => row as ProcedureRow;
const grant: Facts = {
  edition: 'test',
  unit: 'inspection',
  principal: 'head-1',
  substitute: 'head-9',
  from: TUESDAY,
  until: TUESDAY + 7 * DAY,
  roles: ['reviewer'],
  units: 'all',
};
const words: Body = { authority: '华住建发〔2026〕12号', authorityDate: '2026-11-24' };

/** Somebody of another unit, who is named nowhere in the case. */
function settle(id: string, name: string, post: Post, unit = 'housing', certificate?: string): void {
  world.people.set(id, {
    id,
    name,
    active: true,
    posts: [{ post, unit, from: 0, until: null }],
    certificates: certificate ? [{ number: certificate, from: 0, until: TUESDAY + 400 * DAY }] : [],
  });
}

function made(): World {
  world = new World(given('TEST_WORKFLOW_BUNDLE'));
  settle('head-9', '吴九', 'unitHead');
  settle('officer-3', '郑三', 'officer', 'inspection', '陕E-003');
  return world;
}

const granted = (facts: Facts = {}, procedure = GRANT) =>
  world.open(rowOf(substitutionRow), BUREAU, { ...grant, ...facts }, 'clerk-1', { procedure, body: words });

/** For head-1, by the grant. */
const forHead = (procedure = GRANT) => ({
  onBehalfOf: { ...world.actor('head-1'), authentication: 'system' },
  substitution: `${BUREAU}/${procedure}`,
});

async function awaitingReview(): Promise<void> {
  await world.begin(CASE, { people: { ...people, reviewers: ['head-1'] } });
  await world.submit(CASE, 'officer-1');
}

describe(title('代理：从办理到终止'), () => {
  test(title('代理 › granted, its time over › in force until then, concluded as expired'), async () => {
    made();
    expect((await granted()).refused).toBeUndefined();
    expect(await world.onFile(BUREAU, GRANT)).toEqual(['opening']);
    await world.sandbox.advanceTo(TUESDAY + 7 * DAY);
    expect(await world.onFile(BUREAU, GRANT)).toEqual(['opening']);
    await world.sandbox.advanceTo(TUESDAY + 7 * DAY + 1);
    expect(await world.onFile(BUREAU, GRANT)).toEqual(['opening', 'concluded']);
    expect((await world.state(BUREAU, GRANT)).concluded?.facts).toEqual({ outcome: 'expired' });
  });

  test(title('代理 › revoked with a reason › ended at once; a second revocation is refused'), async () => {
    made();
    await granted();
    const revoke = { procedure: GRANT, opinion: '提前返岗' };
    expect((await world.act(BUREAU, 'clerk-1', 'revoke', { ...revoke, opinion: ' ' })).refused?.code).toBe(
      'opinionRequired',
    );
    expect((await world.act(BUREAU, 'clerk-1', 'revoke', revoke)).refused).toBeUndefined();
    expect(await world.onFile(BUREAU, GRANT)).toEqual(['opening', 'terminated', 'concluded']);
    expect((await world.state(BUREAU, GRANT)).concluded?.facts).toEqual({ outcome: 'revoked' });
  });

  test(title('撤销 › on a case, which no person may end so › there is no such door'), async () => {
    made();
    await awaitingReview();
    const answer = await world.act(CASE, 'clerk-1', 'revoke', { opinion: '不办了' });
    expect(answer.seq).toBeUndefined();
    expect((await world.state(CASE)).terminated).toBeUndefined();
  });

  test(title('代理 › the run is lost and begun again › it waits for the same end'), async () => {
    made();
    await granted();
    await world.resume(BUREAU);
    await world.sandbox.advanceTo(TUESDAY + 8 * DAY);
    expect(await world.onFile(BUREAU, GRANT)).toEqual(['opening', 'concluded']);
  });

  test.each<[string, Facts, string]>([
    ['a person who is not there', { substitute: 'nobody' }, 'postNotHeld'],
    ['one without the post', { substitute: 'officer-3' }, 'postNotHeld'],
    ['himself', { substitute: 'head-1' }, 'substituteIsPrincipal'],
    ['one for a time that is over', { until: TUESDAY }, 'substitutionPeriodWrong'],
  ])(title('代理 › granted to %s › refused, nothing on file'), async (_, facts, code) => {
    made();
    expect((await granted(facts)).refused?.code).toBe(code);
    expect(await world.records(BUREAU)).toEqual([]);
  });

  test(title('代理 › granted twice for the same time › the second is refused'), async () => {
    made();
    settle('head-8', '陈八', 'unitHead');
    await granted();
    const again = await granted({ substitute: 'head-8' }, 'substitution/b');
    expect(again.refused).toMatchObject({ code: 'substitutionOverlaps', article: 36 });
  });

  test(
    title('代理 › granted in December into January, and again in January › the old year is seen'),
    async () => {
      made();
      settle('head-8', '陈八', 'unitHead');
      await world.sandbox.advanceTo(Date.UTC(2026, 11, 30));
      const from = world.sandbox.now;
      await granted({ from, until: from + 30 * DAY });
      await world.sandbox.advanceTo(Date.UTC(2027, 0, 5));
      const now = world.sandbox.now;
      expect(bureauChain(now)).not.toBe(BUREAU);
      const facts = { ...grant, substitute: 'head-8', from: now, until: now + DAY };
      const more = { procedure: 'substitution/b', body: words };
      const again = await world.open(rowOf(substitutionRow), bureauChain(now), facts, 'clerk-1', more);
      expect(again.refused?.code).toBe('substitutionOverlaps');
    },
  );
});

describe(title('代为审核'), () => {
  test(title('代为审核 › in force › both are on the record, and by which authority'), async () => {
    made();
    await awaitingReview();
    await granted();
    const done = await world.review(CASE, 'head-9', 'agree', 1, forHead());
    expect(done.refused).toBeUndefined();
    const record = (await world.records(CASE)).at(-1)!;
    expect(record).toMatchObject({
      actor: { id: 'head-9', unit: 'housing' },
      onBehalfOf: { id: 'head-1', unit: 'inspection' },
      facts: { substitution: `${BUREAU}/${GRANT}` },
    });
    expect(record.onBehalfOf?.certificate).toBeUndefined();
  });

  test(title('代为审核 › without one, before it begins, after it ends › refused'), async () => {
    made();
    await awaitingReview();
    expect((await world.review(CASE, 'head-9', 'agree', 1, forHead())).refused?.code).toBe(
      'substitutionNotInForce',
    );
    await granted({ from: TUESDAY + DAY });
    expect((await world.review(CASE, 'head-9', 'agree', 1, forHead())).refused?.code).toBe(
      'substitutionNotInForce',
    );
    await world.sandbox.advanceTo(TUESDAY + 7 * DAY + 1);
    expect((await world.review(CASE, 'head-9', 'agree', 1, forHead())).refused?.code).toBe(
      'substitutionNotInForce',
    );
    expect(await world.onFile(CASE)).toEqual(['opening', 'submit officer-1']);
  });

  test(title('代为审核 › revoked between the page and the decision › refused'), async () => {
    made();
    await awaitingReview();
    await granted();
    await world.act(BUREAU, 'clerk-1', 'revoke', { procedure: GRANT, opinion: '提前返岗' });
    expect((await world.review(CASE, 'head-9', 'agree', 1, forHead())).refused).toMatchObject({
      code: 'substitutionNotInForce',
      article: 36,
    });
  });

  test(title('代为审核 › received before the revocation, on file after it › it stands'), async () => {
    made();
    await awaitingReview();
    await granted();
    const receivedAt = TUESDAY + 1_000;
    await world.sandbox.advanceTo(TUESDAY + 2_000);
    await world.act(BUREAU, 'clerk-1', 'revoke', { procedure: GRANT, opinion: '提前返岗' });
    const done = await world.review(CASE, 'head-9', 'agree', 1, { ...forHead(), receivedAt });
    expect(done.refused).toBeUndefined();
  });

  test(title('代为审核 › in a matter outside its units › refused'), async () => {
    made();
    await awaitingReview();
    await granted({ units: ['housing'] });
    expect((await world.review(CASE, 'head-9', 'agree', 1, forHead())).refused?.code).toBe(
      'substitutionNotInForce',
    );
  });

  test(title('代为填报 › the substitute’s own certificate has run out › refused'), async () => {
    made();
    await world.begin(CASE);
    await granted({ principal: 'officer-1', substitute: 'officer-3', roles: ['handler'] });
    const officer = world.people.get('officer-3')!;
    world.people.set('officer-3', {
      ...officer,
      certificates: [{ number: '陕E-003', from: 0, until: TUESDAY - 1 }],
    });
    const behalf = {
      onBehalfOf: { ...world.actor('officer-1'), authentication: 'system' },
      substitution: `${BUREAU}/${GRANT}`,
    };
    expect((await world.submit(CASE, 'officer-3', 1, behalf)).refused?.code).toBe('certificateExpired');
  });

  test(title('代为填报 › returned › the principal is asked again, his substitute may do it'), async () => {
    made();
    await world.begin(CASE, { people: { ...people, handlers: ['officer-1', 'officer-2'] } });
    await granted({ principal: 'officer-1', substitute: 'officer-3', roles: ['handler'] });
    const behalf = {
      onBehalfOf: { ...world.actor('officer-1'), authentication: 'system' },
      substitution: `${BUREAU}/${GRANT}`,
    };
    expect((await world.submit(CASE, 'officer-3', 1, behalf)).refused).toBeUndefined();
    await world.review(CASE, 'head-2', 'return');
    expect(await world.awaited(CASE)).toEqual(['initiation-form/submit/2 officer-1']);
    expect((await world.submit(CASE, 'officer-3', 2, behalf)).refused).toBeUndefined();
  });

  test(title('代为审核 › he whom he acts for has left › refused'), async () => {
    made();
    await awaitingReview();
    await granted();
    const behalf = forHead();
    world.people.set('head-1', { ...world.people.get('head-1')!, active: false });
    expect((await world.review(CASE, 'head-9', 'agree', 1, behalf)).refused?.code).toBe('postNotHeld');
  });

  test(title('认领、撤回、转办 › by the substitute › the principal’s part throughout'), async () => {
    made();
    await world.begin(CASE);
    await world.submit(CASE, 'officer-1');
    await granted();
    const step = 'initiation-form/review/1';
    expect((await world.act(CASE, 'head-9', 'claim', { step, ...forHead() })).refused).toBeUndefined();
    expect(await world.awaited(CASE)).toEqual([`${step} head-1`]);
    await world.review(CASE, 'head-9', 'agree', 1, forHead());
    const back = await world.act(CASE, 'head-9', 'withdraw', { step, ...forHead() });
    expect(back.refused).toBeUndefined();
    const handOn = { step: 'initiation-form/review/2', to: 'head-2', ...forHead() };
    await world.act(CASE, 'head-1', 'claim', { step: 'initiation-form/review/2' });
    expect((await world.act(CASE, 'head-9', 'reassign', handOn)).refused).toBeUndefined();
    expect(await world.awaited(CASE)).toEqual(['initiation-form/review/2 head-2']);
    const back2 = { ...handOn, to: 'head-1' };
    expect((await world.act(CASE, 'head-9', 'reassign', back2)).refused?.code).toBe('notYourTask');
  });
});

const ORDER = 'handover/a';
const order = (from: string, successors: { role: string; to: string }[]) =>
  world.open(
    rowOf(handoverRow),
    BUREAU,
    { edition: 'test', unit: 'inspection', from, successors },
    'clerk-1',
    { procedure: ORDER, body: { reason: '调离本局' } },
  );

const resultsOf = async () =>
  (await world.records(BUREAU)).flatMap((record) =>
    record.kind === 'carriedOut'
      ? (record.facts as unknown as HandoverSlice).results.map(
          ({ procedure, role, to, refused }) => `${procedure} ${role} ${to} ${refused ?? 'ok'}`,
        )
      : [],
  );

describe(title('离职转办'), () => {
  test(title('离职转办 › tasks, pools and later rounds › all go to the successor'), async () => {
    made();
    await world.begin('HY-2026-0001', { people: { ...people, reviewers: ['head-1'] } });
    await world.submit('HY-2026-0001', 'officer-1');
    await world.begin('HY-2026-0002');
    await world.submit('HY-2026-0002', 'officer-1');
    await world.begin('HY-2026-0003', { people: { ...people, reviewers: ['head-1'] } });
    expect((await order('head-1', [{ role: 'reviewer', to: 'head-9' }])).refused).toBeUndefined();
    expect(await resultsOf()).toEqual([
      'HY-2026-0001/case-initiation reviewer head-9 ok',
      'HY-2026-0002/case-initiation reviewer head-9 ok',
      'HY-2026-0003/case-initiation reviewer head-9 ok',
    ]);
    expect(await world.awaited('HY-2026-0001')).toEqual(['initiation-form/review/1 head-9']);
    expect(await world.awaited('HY-2026-0002')).toEqual(['initiation-form/review/1 head-9|head-2']);
    await world.submit('HY-2026-0003', 'officer-1');
    expect(await world.awaited('HY-2026-0003')).toEqual(['initiation-form/review/1 head-9']);
    expect(await world.onFile(BUREAU, ORDER)).toEqual(['opening', 'carriedOut', 'concluded']);
    expect((await world.state(BUREAU, ORDER)).concluded?.facts).toEqual({ outcome: 'handedOver' });
    const record = (await world.records('HY-2026-0001')).at(-1)!;
    expect(record).toMatchObject({ kind: 'handedOver', actor: { id: 'clerk-1' } });
    expect(await world.bodyOf(record)).toMatchObject({ opinion: '调离本局' });
  });

  test(title('离职转办 › of one who submitted, then returned › the successor is asked again'), async () => {
    made();
    await world.begin(CASE);
    await world.submit(CASE, 'officer-1');
    await order('officer-1', [{ role: 'handler', to: 'officer-3' }]);
    await world.review(CASE, 'head-1', 'return');
    expect(await world.awaited(CASE)).toEqual(['initiation-form/submit/2 officer-3']);
    expect((await world.submit(CASE, 'officer-3', 2)).refused).toBeUndefined();
  });

  test(
    title('离职转办 › of the approver, before the approval opens the case › the case names the successor'),
    async () => {
      made();
      settle('leader-2', '孔二', 'agencyHead', 'bureau');
      await world.begin(CASE);
      await order('leader-1', [{ role: 'approver', to: 'leader-2' }]);
      await order2('officer-2');
      await world.submit(CASE, 'officer-1');
      await world.review(CASE, 'head-1', 'agree');
      expect((await world.approve(CASE, 'leader-1', 'agree')).refused?.code).toBe('notYourTask');
      await world.approve(CASE, 'leader-2', 'agree');
      const opened = (await world.state(CASE, 'enforcement-case')).opening!;
      expect(opened.facts['people']).toEqual({
        ...people,
        handlers: ['officer-1', 'officer-3'],
        approvers: ['leader-2'],
      });
    },
  );

  const order2 = (from: string) =>
    world.open(
      rowOf(handoverRow),
      BUREAU,
      { edition: 'test', unit: 'inspection', from, successors: [{ role: 'handler', to: 'officer-3' }] },
      'clerk-1',
      { procedure: 'handover/b', body: { reason: '调离本局' } },
    );

  test(
    title('离职转办 › one who has acted in another part there › that one is left for hand work'),
    async () => {
      made();
      const officer = world.people.get('officer-1')!;
      const alsoHead = { post: 'unitHead' as const, unit: 'inspection', from: 0, until: null };
      world.people.set('officer-1', { ...officer, posts: [...officer.posts, alsoHead] });
      await world.begin('HY-2026-0001', { people: { ...people, reviewers: ['head-1'] } });
      await world.submit('HY-2026-0001', 'officer-1');
      await world.begin('HY-2026-0002', {
        people: { ...people, handlers: ['officer-2', 'officer-3'], reviewers: ['head-1'] },
      });
      await order('head-1', [{ role: 'reviewer', to: 'officer-1' }]);
      expect(await resultsOf()).toEqual([
        'HY-2026-0001/case-initiation reviewer officer-1 assigneeUnsuitable',
        'HY-2026-0002/case-initiation reviewer officer-1 ok',
      ]);
      expect((await world.state(BUREAU, ORDER)).concluded?.facts).toEqual({ outcome: 'partly' });
      expect(await world.awaited('HY-2026-0001')).toEqual(['initiation-form/review/1 head-1']);
    },
  );

  test(title('离职转办 › to one without the post › refused before anything is handed over'), async () => {
    made();
    await awaitingReview();
    expect((await order('head-1', [{ role: 'reviewer', to: 'officer-3' }])).refused?.code).toBe(
      'postNotHeld',
    );
    expect(await world.records(BUREAU)).toEqual([]);
  });

  test(
    title('离职转办 › the worker dies at the end of slices, 45 cases › each handed over once'),
    async () => {
      made();
      const numbers = Array.from({ length: 45 }, (_, index) => `HY-2026-1${String(index).padStart(3, '0')}`);
      for (const number of numbers)
        await world.begin(number, { people: { ...people, reviewers: ['head-1'] } });
      world.deadSlices = 3;
      await order('head-1', [{ role: 'reviewer', to: 'head-9' }]);
      expect((await resultsOf()).sort()).toEqual(
        numbers.map((number) => `${number}/case-initiation reviewer head-9 ok`),
      );
      for (const number of numbers) {
        const kinds = (await world.records(number)).map(({ kind }) => kind);
        expect(kinds).toEqual(['opening', 'handedOver']);
      }
      expect(await world.onFile(BUREAU, ORDER)).toEqual([
        'opening',
        'carriedOut',
        'carriedOut',
        'carriedOut',
        'concluded',
      ]);
    },
    60_000,
  );
});

describe(title('代承办人启动程序、填报文书'), () => {
  const FOR_OFFICER = { principal: 'officer-1', substitute: 'officer-3', roles: ['handler'] };
  const APPRAISAL = 'appraisal/1';
  const forOfficer = () => ({
    actor: { ...world.actor('officer-3'), role: 'handler' },
    onBehalfOf: { ...world.actor('officer-1'), authentication: 'system' },
    substitution: `${BUREAU}/${GRANT}`,
  });
  const form = () => ({
    appraiser: '某检测公司',
    matter: '混凝土强度',
    materials: ['芯样 3 组'],
    commissionedAt: world.sandbox.now,
  });
  const opens = (more: object = forOfficer()) =>
    world.openOn(CASE, rowOf(appraisalRow), 'officer-3', { procedure: APPRAISAL, form: form(), more });
  const records = (more: object = {}) =>
    world.putOnFile(CASE, 'officer-3', 'enforcement-case', 'phaseSkipReason', {
      officers: [],
      form: { phase: 'investigation', reasons: '当场查明' },
      facts: { phase: 'investigation' },
      ...forOfficer(),
      ...more,
    });
  const reviewSkip = (by: string, more: object = {}) =>
    world.decide(CASE, by, 'phase-skip-1/review/1', 'agree', { procedure: 'enforcement-case', ...more });

  async function substituted(facts: Facts = {}): Promise<void> {
    made();
    await granted({ ...FOR_OFFICER, ...facts });
    await world.beginApproved(CASE);
  }

  test(
    title('启动、填报 › in force, for a 承办人 › on file with both names and what allowed it'),
    async () => {
      await substituted();
      expect((await opens()).refused).toBeUndefined();
      expect((await records()).refused).toBeUndefined();
      const made = (await world.records(CASE)).filter(({ actor }) => actor.id === 'officer-3');
      expect(
        made.map(({ kind, onBehalfOf, facts }) => [kind, onBehalfOf?.id, facts['substitution']]),
      ).toEqual([
        ['opening', 'officer-1', `${BUREAU}/${GRANT}`],
        ['recorded', 'officer-1', `${BUREAU}/${GRANT}`],
      ]);
    },
  );

  test(title('启动、填报 › by an officer who acts for nobody of the case › refused'), async () => {
    await substituted();
    const alone = { actor: forOfficer().actor, onBehalfOf: undefined, substitution: undefined };
    expect((await opens(alone)).refused?.code).toBe('notYourTask');
  });

  test.each([
    { when: '最后一刻', late: 0, code: undefined },
    { when: '期满后一毫秒', late: 1, code: 'substitutionNotInForce' },
  ])(title('填报 › 代理期限的$when › judged to the millisecond'), async ({ late, code }) => {
    await substituted();
    await world.sandbox.advanceTo(TUESDAY + 7 * DAY + late);
    expect((await records()).refused?.code).toBe(code);
  });

  test(
    title('启动、填报 › the scope is another role, or the principal handles nothing here › refused'),
    async () => {
      await substituted({ principal: 'head-1', substitute: 'head-9', roles: ['reviewer'] });
      expect((await records()).refused?.code).toBe('substitutionNotInForce');
      await world.sandbox.dispose();
      made();
      settle('officer-4', '冯四', 'officer', 'inspection', '陕E-004');
      await granted({ ...FOR_OFFICER, principal: 'officer-4' });
      await world.beginApproved(CASE);
      const onBehalfOf = { ...world.actor('officer-4'), authentication: 'system' };
      expect((await records({ onBehalfOf })).refused?.code).toBe('notYourTask');
      expect((await opens({ ...forOfficer(), onBehalfOf })).refused?.code).toBe('notYourTask');
    },
  );

  test(title('审核 › of what he put on file for another, or the other through him › refused'), async () => {
    await substituted();
    const both = world.people.get('officer-3')!;
    both.posts.push({ post: 'unitHead', unit: 'inspection', from: 0, until: null });
    await records();
    await world.act(CASE, 'head-1', 'reassign', {
      procedure: 'enforcement-case',
      step: 'phase-skip-1/review/1',
      to: 'officer-3',
    });
    const asHead = { actor: { ...world.actor('officer-3'), role: 'reviewer' } };
    expect((await reviewSkip('officer-3', asHead)).refused).toMatchObject({
      code: 'samePersonTwoRoles',
      article: 36,
    });
  });

  test(title('填报 › by one who is named for the review of the case › refused'), async () => {
    made();
    await granted(FOR_OFFICER);
    const named = { ...people, reviewers: ['head-1', 'officer-3'] };
    world.people.get('officer-3')!.posts.push({ post: 'unitHead', unit: 'inspection', from: 0, until: null });
    await world.begin(CASE, { people: named });
    await world.submit(CASE, 'officer-1');
    await world.review(CASE, 'head-1', 'agree');
    await world.approve(CASE, 'leader-1', 'agree');
    expect((await records()).refused?.code).toBe('samePersonTwoRoles');
  });

  test(title('填报 › after the runs were lost and begun again › still allowed, once'), async () => {
    await substituted();
    await world.resume(CASE);
    expect((await records()).refused).toBeUndefined();
    await world.resume(CASE);
    expect(await world.awaited(CASE, 'enforcement-case')).toEqual(['phase-skip-1/review/1 head-1|head-2']);
  });
});
