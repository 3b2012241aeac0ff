import { afterEach, describe, expect, test } from '@jest/globals';
import type { Post } from '../../src/workflows/law/posts.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { people, TUESDAY, World } from '../harness/world.js';

const HOUR = 3_600_000;
const SECOND = 1_000;
const CASE = 'HY-2026-0001';
const nine = (rest: string) => `${articleTitle(9)} ${rest}`;

let world: World;
const begin = () => {
  world = new World(given('TEST_WORKFLOW_BUNDLE'));
  return world;
};
afterEach(() => world.sandbox.dispose());

describe(nine('一般启动'), () => {
  test(
    nine(
      '一般启动 › three different people agree in turn › initiated in four records, and the case is opened',
    ),
    async () => {
      begin();
      expect(await world.begin(CASE)).toEqual({ accepted: true, seq: 1 });
      expect(await world.awaited(CASE)).toEqual(['initiation-form/submit/1 officer-1|officer-2']);
      expect(await world.submit(CASE, 'officer-1')).toEqual({ accepted: true, seq: 2 });
      expect(await world.awaited(CASE)).toEqual(['initiation-form/review/1 head-1|head-2']);
      expect(await world.review(CASE, 'head-1', 'agree')).toEqual({ accepted: true, seq: 3 });
      expect(await world.awaited(CASE)).toEqual(['initiation-form/approve/1 leader-1']);
      expect(await world.approve(CASE, 'leader-1', 'agree')).toEqual({ accepted: true, seq: 4 });

      expect(await world.onFile(CASE)).toEqual([
        'opening',
        'submit officer-1',
        'agree head-1',
        'agree leader-1',
        'concluded',
      ]);
      expect((await world.state(CASE)).concluded?.facts).toEqual({ outcome: 'initiated' });
      const theCase = await world.state(CASE, 'enforcement-case');
      expect(theCase.clocks['case-decision']).toMatchObject({ period: 'caseDecision', from: TUESDAY });
      expect(theCase.opening?.facts).toMatchObject({ start: 'initiated', startedAt: TUESDAY });
    },
  );

  test(nine('一般启动 › the 负责人 refuses › not initiated, and no case is opened'), async () => {
    begin();
    await world.begin(CASE);
    await world.submit(CASE, 'officer-1');
    await world.review(CASE, 'head-1', 'agree');
    await world.approve(CASE, 'leader-1', 'refuse');
    expect((await world.state(CASE)).concluded?.facts).toEqual({ outcome: 'notInitiated' });
    expect(await world.onFile(CASE, 'enforcement-case')).toEqual([]);
  });

  test(nine('一般启动 › one officer › refused, and nothing is on file'), async () => {
    begin();
    const one = await world.begin(CASE, { people: { handlers: ['officer-1'] } });
    expect(one.refused?.code).toBe('twoOfficersRequired');
    expect(await world.records(CASE)).toEqual([]);
    expect(world.sandbox.running(`${CASE}/case-initiation`)).toBe(false);
  });

  test.each([
    { circumstance: 'a 承办人 named as 审核人', named: { reviewers: ['officer-1', 'head-1'] } },
    { circumstance: 'the 审核人 named as 批准人', named: { approvers: ['head-1', 'leader-1'] } },
    { circumstance: 'nobody named as 批准人', named: { approvers: [] } },
  ])(nine('一般启动 › $circumstance › refused: nobody may hold two parts'), async ({ named }) => {
    begin();
    const alsoHolds = (id: string, post: Post) =>
      world.people.get(id)!.posts.push({ post, unit: 'inspection', from: 0, until: null });
    alsoHolds('officer-1', 'unitHead');
    alsoHolds('head-1', 'agencyHead');
    expect((await world.begin(CASE, { people: named })).refused?.code).toBe('threePersonsRequired');
    expect(await world.records(CASE)).toEqual([]);
  });

  test(
    nine('一般启动 › somebody named for a part whose post he does not hold › refused, nothing is on file'),
    async () => {
      begin();
      const named = await world.begin(CASE, { people: { approvers: ['clerk-1'] } });
      expect(named.refused).toMatchObject({ code: 'postNotHeld', params: { name: '周七' } });
      expect(await world.records(CASE)).toEqual([]);
    },
  );

  test(
    nine('一般启动 › the case number is taken › the second hears when, also after the history is gone'),
    async () => {
      begin();
      await world.begin(CASE);
      expect((await world.begin(CASE)).refused).toMatchObject({
        code: 'caseNumberTaken',
        params: { number: CASE },
      });
      await world.sandbox.forget(`${CASE}/case-initiation`);
      expect((await world.begin(CASE)).refused?.code).toBe('caseNumberTaken');
      expect(await world.onFile(CASE)).toEqual(['opening']);
    },
  );

  test(
    nine('一般启动 › the form lacks what the law requires › refused with the missing contents'),
    async () => {
      begin();
      await world.begin(CASE);
      const bare = await world.submit(CASE, 'officer-1', 1, { form: { causeOfInitiation: '  ' } });
      expect(bare).toMatchObject({ accepted: false, refused: { code: 'contentsRequired' } });
      expect(bare.refused?.message).toContain('当事人基本情况');
    },
  );
});

describe(nine('紧急启动'), () => {
  test(
    nine('紧急启动 › starts first › the case runs before approval, its 90 days from the real start'),
    async () => {
      begin();
      await world.begin(CASE, { hoursAgo: 9 });
      const { clocks } = await world.state(CASE);
      expect(clocks['emergency-filing']?.at).toBe(TUESDAY + 15 * HOUR);
      expect((await world.state(CASE, 'enforcement-case')).clocks['case-decision']?.from).toBe(
        TUESDAY - 9 * HOUR,
      );
    },
  );

  test.each([
    { offset: -SECOND, verdict: 'in time' },
    { offset: 0, verdict: 'in time' },
    { offset: SECOND, verdict: 'late' },
  ])(nine('紧急启动 › filed 24 h after the start $offset ms › $verdict'), async ({ offset, verdict }) => {
    begin();
    await world.begin(CASE, { hoursAgo: 0 });
    await world.sandbox.advanceTo(TUESDAY + 24 * HOUR + offset);
    await world.submit(CASE, 'officer-1');
    const late = (await world.records(CASE)).flatMap((record) => record.late);
    expect(late).toEqual(verdict === 'late' ? [{ clock: 'emergency-filing', byMs: SECOND }] : []);
    const passed = (await world.onFile(CASE)).includes('periodPassed emergency-filing');
    expect(passed).toBe(verdict === 'late');
  });

  test(
    nine('紧急启动 › nobody files › reminded at 12, 20 and 23 h, the lapse is noted once and closes nothing'),
    async () => {
      begin();
      await world.begin(CASE, { hoursAgo: 0 });
      const seen: [number, string[]][] = [];
      for (const hour of [11, 12, 20, 23, 24, 30]) {
        await world.sandbox.advanceTo(TUESDAY + hour * HOUR + SECOND);
        seen.push([hour, (await world.onFile(CASE)).slice(1)]);
      }
      const reminded = 'reminded emergency-filing';
      expect(seen).toEqual([
        [11, []],
        [12, [reminded]],
        [20, [reminded, reminded]],
        [23, [reminded, reminded, reminded]],
        [24, [reminded, reminded, reminded, 'periodPassed emergency-filing']],
        [30, [reminded, reminded, reminded, 'periodPassed emergency-filing']],
      ]);
      expect(await world.awaited(CASE)).toEqual(['initiation-form/submit/1 officer-1|officer-2']);
      expect((await world.state(CASE)).concluded).toBeUndefined();
    },
  );

  test(nine('紧急启动 › entered 13 h after the start › the 12 h reminder is not made up'), async () => {
    begin();
    await world.begin(CASE, { hoursAgo: 13 });
    await world.sandbox.advanceTo(TUESDAY + 7 * HOUR + SECOND);
    expect(await world.onFile(CASE)).toEqual(['opening', 'reminded emergency-filing']);
  });

  test(
    nine('紧急启动 › filed late, then approved › accepted, late by how long, and the case goes on'),
    async () => {
      begin();
      await world.begin(CASE, { hoursAgo: 0 });
      await world.sandbox.advanceTo(TUESDAY + 25 * HOUR);
      await world.submit(CASE, 'officer-1');
      await world.review(CASE, 'head-1', 'agree');
      await world.approve(CASE, 'leader-1', 'agree');
      expect(await world.onFile(CASE)).toEqual([
        'opening',
        'reminded emergency-filing',
        'reminded emergency-filing',
        'reminded emergency-filing',
        'periodPassed emergency-filing',
        'submit officer-1 late 3600s',
        'agree head-1',
        'agree leader-1',
        'concluded',
      ]);
    },
  );

  test(
    nine('紧急启动 › received in time but recorded after the lapse › the lapse is corrected by a record'),
    async () => {
      begin();
      await world.begin(CASE, { hoursAgo: 0 });
      await world.sandbox.advanceTo(TUESDAY + 24 * HOUR + 5 * SECOND);
      await world.submit(CASE, 'officer-1', 1, { receivedAt: TUESDAY + 24 * HOUR });
      const file = await world.onFile(CASE);
      expect(file.slice(-2)).toEqual(['submit officer-1', 'lapseCorrected emergency-filing']);
      expect((await world.state(CASE)).clocks['emergency-filing']).toMatchObject({
        metAt: TUESDAY + 24 * HOUR,
      });
    },
  );

  test(
    nine('紧急启动 › returned after a filing in time › the 24 h neither stop nor begin again'),
    async () => {
      begin();
      await world.begin(CASE, { hoursAgo: 0 });
      await world.submit(CASE, 'officer-2');
      await world.review(CASE, 'head-1', 'return');
      expect(await world.awaited(CASE)).toEqual(['initiation-form/submit/2 officer-2']);
      await world.sandbox.advanceTo(TUESDAY + 48 * HOUR);
      await world.submit(CASE, 'officer-2', 2);
      expect(await world.onFile(CASE)).toEqual([
        'opening',
        'submit officer-2',
        'return head-1',
        'submit officer-2',
      ]);
    },
  );

  test(
    nine('紧急启动 › the 负责人 is slow › his own 24 h are chased, noted, and decide nothing'),
    async () => {
      begin();
      await world.begin(CASE, { hoursAgo: 0 });
      await world.submit(CASE, 'officer-1');
      await world.review(CASE, 'head-1', 'agree');
      const clock = 'initiation-form-decision/1';
      expect((await world.state(CASE)).clocks[clock]?.at).toBe(TUESDAY + 24 * HOUR);
      await world.sandbox.advanceTo(TUESDAY + 25 * HOUR);
      expect(await world.onFile(CASE)).toContain(`periodPassed ${clock}`);
      expect(await world.awaited(CASE)).toEqual(['initiation-form/approve/1 leader-1']);
      await world.approve(CASE, 'leader-1', 'agree');
      expect(await world.onFile(CASE)).toContain('agree leader-1 late 3600s');
    },
  );

  test(
    nine('紧急启动 › refused › ended at once; lifting, returning, telling and the evidence are asked for'),
    async () => {
      begin();
      await world.begin(CASE, { hoursAgo: 1 });
      await world.submit(CASE, 'officer-1');
      await world.review(CASE, 'head-1', 'agree');
      await world.approve(CASE, 'leader-1', 'refuse');
      expect((await world.state(CASE)).concluded?.facts).toEqual({ outcome: 'notInitiated' });
      const theCase = await world.state(CASE, 'enforcement-case');
      expect(theCase.terminated).toBeDefined();
      expect(await world.awaited(CASE, 'enforcement-case')).toEqual([
        'termination-report/submit/1 officer-1|officer-2',
        'evidence-flag/submit/1 legal-1',
      ]);

      const procedure = 'enforcement-case';
      const evidence = { evidenceFlagOpinion: '已取得的证据不得作为定案依据', opinion: '不予采用' };
      const flagged = await world.decide(CASE, 'legal-1', 'evidence-flag/submit/1', 'submit', {
        procedure,
        form: evidence,
      });
      expect(flagged.refused?.message ?? '').toBe('');
      const report = {
        measuresLifted: ['解除封条'],
        thingsReturned: ['退还图纸原件'],
        partyTold: '当场口头告知并签收',
      };
      const lifted = await world.decide(CASE, 'officer-1', 'termination-report/submit/1', 'submit', {
        procedure,
        form: report,
      });
      expect(lifted.refused?.message ?? '').toBe('');
      expect((await world.state(CASE, procedure)).concluded?.facts).toEqual({ outcome: 'terminated' });
    },
  );

  test.each([
    { circumstance: 'a start in the future', begin: { hoursAgo: -1 }, code: 'startInFuture' },
    {
      circumstance: 'no reason of urgency',
      begin: { hoursAgo: 1, body: { urgency: ' ' } },
      code: 'urgencyRequired',
    },
    {
      circumstance: 'entered 25 h after the start without a reason',
      begin: { hoursAgo: 25 },
      code: 'lateEntryReasonRequired',
    },
  ])(nine('紧急启动 › $circumstance › refused as $code'), async ({ begin: how, code }) => {
    begin();
    expect((await world.begin(CASE, how)).refused?.code).toBe(code);
    expect(await world.records(CASE)).toEqual([]);
  });

  test(nine('紧急启动 › entered 30 h after the start with a reason › overdue at once, marked'), async () => {
    begin();
    await world.begin(CASE, { hoursAgo: 30, body: { lateEntryReason: '现场无网络' } });
    expect(await world.onFile(CASE)).toEqual(['opening', 'periodPassed emergency-filing']);
    expect((await world.state(CASE)).opening?.facts['emergency']).toMatchObject({ lateEntry: true });
  });

  test(nine('紧急启动 › an officer without a valid certificate at the start › refused'), async () => {
    begin();
    world.people.get('officer-2')!.certificates[0]!.until = TUESDAY - 48 * HOUR;
    expect((await world.begin(CASE, { hoursAgo: 1 })).refused?.code).toBe('certificateExpired');
  });

  test(nine('紧急启动 › the first filing is withdrawn › refused: it stands'), async () => {
    begin();
    await world.begin(CASE, { hoursAgo: 1 });
    await world.submit(CASE, 'officer-1');
    const back = await world.act(CASE, 'officer-1', 'withdraw', { step: 'initiation-form/submit/1' });
    expect(back.refused?.code).toBe('emergencyFilingStands');
  });

  test(nine('紧急启动 › timers › cite the period in the words of its source'), async () => {
    begin();
    await world.begin(CASE, { hoursAgo: 0 });
    const summaries = world.sandbox.timersOf(`${CASE}/case-initiation`).map(({ summary }) => summary);
    expect(summaries).toHaveLength(1);
    expect(summaries[0]).toContain('第九条');
    expect(people.handlers).toHaveLength(2);
  });
});
