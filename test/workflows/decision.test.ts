import { afterEach, describe, expect, test } from '@jest/globals';
import type { ArticleNumber } from '../../src/workflows/law/articles.js';
import { articleTitle } from '../harness/article-title.js';
import { notOffered } from '../harness/offered.js';
import { CASE, DAY, DecisionScene, penalty } from './decision-scene.js';

const title = (article: ArticleNumber, rest: string) => `${articleTitle(article)} ${rest}`;

let scene: DecisionScene;
afterEach(async () => {
  expect(notOffered(await scene.world.records(CASE))).toEqual([]);
  await scene.world.sandbox.dispose();
});

/** A hearing that was held, with the evidence of the case heard. */
async function heard(): Promise<void> {
  await scene.note('hearing/1', { kind: 'opening', facts: scene.given });
  const facts = { evidenceRecords: [scene.evidence] };
  await scene.note('hearing/1', { kind: 'decided', step: 'hearing-record/submit/1', facts });
  await scene.conclude('hearing/1', 'held');
}

describe('审查决定', () => {
  test(
    title(21, '无须法制审核、集体讨论：起草、审查、批准、制作、盖章，各当事人的送达随即开始'),
    async () => {
      scene = await DecisionScene.told();
      expect((await scene.open()).refused).toBeUndefined();
      await scene.begun();
      expect(await scene.awaited()).toEqual(['draft/submit/1 officer-1|officer-2']);
      await scene.draft();
      await scene.decide('head-1', 'draft/review/1', 'agree');
      await scene.submitReview();
      expect(await scene.awaited()).toEqual(['draft/approve/1 leader-1']);
      await scene.decide('leader-1', 'draft/approve/1', 'agree');
      expect((await scene.document()).refused).toBeUndefined();
      expect((await scene.stamp()).refused).toBeUndefined();
      const { now } = scene.world.sandbox;
      expect(await scene.concluded()).toEqual({
        outcome: 'penalty',
        decidedOn: now,
        document: 'penaltyDecision',
      });
      const service = await scene.world.state(CASE, 'service/decision-1');
      expect(service.opening?.facts).toMatchObject({
        document: 'penaltyDecision',
        of: 'decision',
        party: '1',
        decidedOn: now,
      });
      expect(Object.values(service.clocks)).toMatchObject([{ period: 'decisionService', from: now }]);
    },
  );

  test(title(16, '《案件调查终结报告》未批准、未告知、听证未了：拒绝并一次列明全部所缺'), async () => {
    scene = await DecisionScene.investigated();
    const { refused } = await scene.open();
    expect(refused).toMatchObject({ code: 'requirementsMissing', article: 12 });
    expect(refused?.message).toContain('告知书已送达每一名当事人');
    expect(refused?.message).toContain('期限已届满或者已明确放弃');
    expect(refused?.message).toContain('听证已经举行、放弃');
    expect((await scene.world.state(CASE, 'decision')).opening).toBeUndefined();
  });

  test(title(16, '草案未链接证据、未载明依据编号：拒绝并列明'), async () => {
    scene = await (await DecisionScene.told()).begun();
    const { refused } = await scene.draft({ evidenceRecords: ['1'], basisKeys: ['noSuchBasis'] });
    expect(refused).toMatchObject({ code: 'requirementsMissing', params: { count: 2 } });
    expect(refused?.message).toContain('证据的记录序号');
    expect(refused?.message).toContain('依据编号');
  });

  test.each([
    { what: '两年内未被发现', facts: { violationEnded: '2023-10-01' }, code: 'timeBarred' },
    { what: '同一行为已被罚款', facts: { earlierFine: 'fined' }, code: 'secondFine' },
    { what: '不满十四周岁', facts: { age: 'underFourteen' }, code: 'underFourteen' },
    { what: '不能辨认自己行为', facts: { age: 'adult', capacity: 'none' }, code: 'withoutCapacity' },
    {
      what: '已满十四周岁不满十八周岁未减轻',
      facts: { age: 'fourteenToEighteen' },
      code: 'mitigationRequired',
    },
    { what: '证据不足', facts: { proven: 'notProven' }, code: 'notProven' },
  ])(title(16, '$what：不得拟处罚，拟不予处罚的照收'), async ({ facts, code }) => {
    scene = await (await DecisionScene.told()).begun(facts);
    expect((await scene.draft()).refused?.code).toBe(code);
    expect((await scene.draft({ proposal: 'minorNoPenalty' })).refused).toBeUndefined();
  });

  test(
    title(16, '处罚适用审查表填错，或者有新的情况：再次审查，以最后一份为准；报批后不再受理'),
    async () => {
      scene = await (await DecisionScene.told()).begun({ earlierFine: 'fined' });
      expect((await scene.draft()).refused?.code).toBe('secondFine');
      expect((await scene.examineAgain({ discovered: '2027-01-01' })).refused?.message).toContain('晚于今日');
      expect((await scene.examineAgain()).refused).toBeUndefined();
      await scene.world.resume(CASE);
      expect((await scene.draft()).refused).toBeUndefined();
      await scene.examineAgain({ proven: 'notProven' });
      await scene.decide('head-1', 'draft/review/1', 'return');
      await scene.examineAgain();
      await scene.draft({}, 2);
      await scene.decide('head-1', 'draft/review/2', 'agree');
      await scene.submitReview({}, 2);
      expect((await scene.examineAgain({ proven: 'notProven' })).refused?.message).toContain(
        '尚未报负责人批准',
      );
      expect((await scene.decide('leader-1', 'draft/approve/2', 'agree')).refused).toBeUndefined();
    },
  );

  test.each([
    { what: '违法行为仍在继续', facts: { violationEnded: '2023-10-01', continuing: 'continuing' } },
    { what: '发现之日早于立案', facts: { violationEnded: '2024-11-01', discovered: '2026-10-20' } },
  ])(title(17, '未超过时效只凭所填“$what”：由法制机构审核，未审核的负责人不得批准'), async ({ facts }) => {
    scene = await (await DecisionScene.told()).drafted();
    expect((await scene.examineAgain(facts)).refused).toBeUndefined();
    expect((await scene.submitReview()).refused?.message).toContain('由法制机构审核');
    expect((await scene.submitReview({ otherGround: 'yes' })).refused).toBeUndefined();
    await scene.reviewLegally();
    expect((await scene.decide('leader-1', 'draft/approve/1', 'agree')).refused).toBeUndefined();
  });

  test(title(17, '法制审核以后另行填报仍在继续：负责人不得批准，退回再审'), async () => {
    scene = await (await DecisionScene.told()).drafted();
    await scene.submitReview({ complexRelations: 'yes', gravity: 'complex' });
    await scene.reviewLegally();
    await scene.examineAgain({ violationEnded: '2023-10-01', continuing: 'continuing' });
    await scene.minute();
    await scene.decide('leader-1', 'discussion-signature-1/signer-1/1', 'agree');
    await scene.decide('leader-2', 'discussion-signature-1/signer-2/1', 'agree');
    const early = await scene.decide('leader-1', 'draft/approve/1', 'agree');
    expect(early.refused?.message).toContain('由法制机构审核');
    expect((await scene.decide('leader-1', 'draft/approve/1', 'return')).refused).toBeUndefined();
  });

  test(title(3, '案件终止：审查决定随之办结，任务撤销'), async () => {
    scene = await (await DecisionScene.told()).drafted();
    await scene.terminate();
    expect(await scene.concluded()).toEqual({ outcome: 'caseEnded' });
    expect(await scene.awaited()).toEqual([]);
  });

  test(title(16, '另一名当事人不满十四周岁：拟处罚被拒绝'), async () => {
    scene = await DecisionScene.investigated();
    await scene.addParty({ age: 'underFourteen' });
    await scene.tell({ ...penalty, hearingOffered: 'offered' }, ['1', '2']);
    await scene.begun();
    expect((await scene.draft()).refused?.message).toContain('不满十四周岁');
  });

  test(title(16, '草案重于告知：拒绝'), async () => {
    scene = await (await DecisionScene.told()).begun();
    const { refused } = await scene.draft({ fine: 6_000_000 });
    expect(refused?.message).toContain('决定不重于对每一名当事人的告知');
  });

  test(title(16, '降低资质等级由颁发证书的机关决定：不得拟处罚，拟处罚建议的照收'), async () => {
    scene = await (await DecisionScene.told()).begun();
    const lower = { penaltyKind: 'lowerGrade', fine: 0 };
    expect((await scene.draft(lower)).refused?.code).toBe('decidedElsewhere');
    expect((await scene.draft({ proposal: 'referral' })).refused?.code).toBe('decidedHere');
    expect((await scene.draft({ ...lower, proposal: 'referral' })).refused).toBeUndefined();
  });

  test(title(36, '起草人、起草机构审查人、负责人不得为同一人；审查退回的由原起草人再拟'), async () => {
    scene = await (await DecisionScene.told()).begun();
    const own = scene.world.people.get('officer-1')!;
    own.posts.push({ ...own.posts[0]!, post: 'unitHead' });
    await scene.draft();
    expect((await scene.decide('officer-1', 'draft/review/1', 'agree')).refused?.code).toBe('notYourTask');
    await scene.decide('head-1', 'draft/review/1', 'return');
    expect(await scene.awaited()).toEqual(['draft/submit/2 officer-1']);
    expect((await scene.draft({}, 2, 'officer-2')).refused?.code).toBe('notYourTask');
    expect((await scene.draft({}, 2)).refused).toBeUndefined();
  });

  describe('法制审核', () => {
    test(title(17, '应当审核而未通过：负责人也不得决定，退回重新起草，再审通过后方可审批'), async () => {
      scene = await (await DecisionScene.told()).drafted();
      await scene.submitReview({ complexRelations: 'yes' });
      expect(await scene.awaited()).toEqual(['legal-review/opinion/1 legal-1']);
      const early = await scene.decide('leader-1', 'draft/approve/1', 'agree');
      expect(early.refused).toMatchObject({ code: 'legalReviewNotPassed', article: 17 });
      await scene.reviewLegally({ result: 'notPassed' });
      expect(await scene.awaited()).toEqual(['draft/submit/2 officer-1']);
      const late = await scene.decide('leader-1', 'draft/approve/1', 'agree');
      expect(late.refused).toMatchObject({ code: 'legalReviewNotPassed', article: 17 });
      await scene.draft({}, 2);
      await scene.decide('head-1', 'draft/review/2', 'agree');
      await scene.submitReview({ complexRelations: 'yes' }, 2);
      await scene.reviewLegally({}, 2);
      expect(await scene.awaited()).toEqual(['draft/approve/2 leader-1']);
    });

    test(
      title(17, '人员登记中没有审核人员的法律职业资格，或者只有尚未到来的日期：拒绝；登记后可以审核'),
      async () => {
        scene = await (await DecisionScene.told()).drafted();
        await scene.submitReview({ publicInterest: 'yes' });
        const reviewer = scene.world.people.get('legal-1')!;
        for (const held of [
          null,
          { number: 'A-1', from: scene.world.sandbox.now + 3_600_000 },
          { number: null, from: 0 },
        ]) {
          reviewer.legalQualification = held;
          const { refused } = await scene.reviewLegally();
          expect(refused).toMatchObject({ code: 'reviewerUnsuitable', article: 17 });
          expect(refused?.message).toContain('孙六');
        }
        expect((await scene.reviewLegally({ qualification: 'experienced' })).refused).toBeUndefined();
      },
    );

    test(title(17, '审核人员是本案承办人，或者初次从事审核而无资格：拒绝'), async () => {
      scene = await (await DecisionScene.told()).drafted();
      await scene.submitReview({ publicInterest: 'yes' });
      expect((await scene.reviewLegally({ qualification: 'none' })).refused?.code).toBe('reviewerUnsuitable');
      scene.world.people.get('officer-2')!.posts.push({
        post: 'legalOfficer',
        unit: 'legal',
        from: 0,
        until: null,
      });
      scene.world.people.get('officer-2')!.legalQualification = { number: 'A-2', from: 0 };
      await scene.world.act(CASE, 'legal-1', 'reassign', {
        procedure: 'decision',
        step: 'legal-review/opinion/1',
        to: 'officer-2',
      });
      expect((await scene.reviewLegally({}, 1, 'officer-2')).refused?.code).toBe('reviewerUnsuitable');
    });

    test(title(17, '前一草案审核未通过，再次送审改称不属于应当审核的情形：仍须审核通过'), async () => {
      scene = await (await DecisionScene.told()).drafted();
      await scene.submitReview({ complexRelations: 'yes' });
      await scene.reviewLegally({ result: 'notPassed' });
      await scene.draft({}, 2);
      await scene.decide('head-1', 'draft/review/2', 'agree');
      await scene.submitReview({}, 2);
      expect(await scene.awaited()).toEqual(['legal-review/opinion/2 legal-1']);
      expect((await scene.decide('leader-1', 'draft/approve/2', 'agree')).refused).toBeDefined();
      await scene.world.resume(CASE);
      await scene.reviewLegally({}, 2);
      expect(await scene.awaited()).toEqual(['draft/approve/2 leader-1']);
      expect((await scene.decide('leader-1', 'draft/approve/2', 'agree')).refused).toBeUndefined();
    });

    test(title(17, '送审以后举行听证：负责人不得批准，退回草案，写明经过听证再审'), async () => {
      scene = await (await DecisionScene.told()).drafted();
      await scene.submitReview({ complexRelations: 'yes' });
      await scene.reviewLegally();
      await heard();
      const early = await scene.decide('leader-1', 'draft/approve/1', 'agree');
      expect(early.refused?.message).toContain('听证结束以后法制审核通过');
      await scene.decide('leader-1', 'draft/approve/1', 'return');
      await scene.draft({}, 2);
      await scene.decide('head-1', 'draft/review/2', 'agree');
      await scene.submitReview({ majorRights: 'yes' }, 2);
      await scene.reviewLegally({}, 2);
      expect((await scene.decide('leader-1', 'draft/approve/2', 'agree')).refused).toBeUndefined();
    });

    test(title(17, '经过听证而送审表称未经听证：拒绝'), async () => {
      scene = await DecisionScene.told();
      await heard();
      await scene.drafted();
      expect((await scene.submitReview()).refused?.message).toContain('经过听证');
      expect((await scene.submitReview({ majorRights: 'yes' })).refused).toBeUndefined();
      expect(await scene.awaited()).toEqual(['legal-review/opinion/1 legal-1']);
    });
  });

  describe('集体讨论', () => {
    const beforeMeeting = async () => {
      scene = await (await DecisionScene.told()).drafted();
      await scene.submitReview({ gravity: 'complex' });
    };

    test(title(19, '情节复杂：一人签批被拒绝；讨论记录经全体参加人员签名后方可审批'), async () => {
      await beforeMeeting();
      expect(await scene.awaited()).toEqual(['discussion-1/submit/1 officer-1|officer-2']);
      const single = await scene.decide('leader-1', 'draft/approve/1', 'agree');
      expect(single.refused).toMatchObject({ code: 'collectiveDiscussionRequired', article: 19 });
      await scene.minute();
      expect(await scene.awaited()).toEqual([
        'discussion-signature-1/signer-1/1 leader-1',
        'discussion-signature-1/signer-2/1 leader-2',
      ]);
      await scene.decide('leader-1', 'discussion-signature-1/signer-1/1', 'agree');
      const early = await scene.decide('leader-1', 'draft/approve/1', 'agree');
      expect(early.refused?.code).toBe('collectiveDiscussionRequired');
      await scene.decide('leader-2', 'discussion-signature-1/signer-2/1', 'agree');
      expect(await scene.awaited()).toEqual(['draft/approve/1 leader-1']);
      expect((await scene.decide('leader-1', 'draft/approve/1', 'agree')).refused).toBeUndefined();
    });

    test(title(19, '只有一人参加，或者签批的负责人未参加：不成其为集体讨论，拒绝'), async () => {
      await beforeMeeting();
      expect((await scene.minute({ attendees: ['leader-1'] })).refused?.code).toBe('meetingTooSmall');
      const apart = await scene.minute({ attendees: ['leader-2', 'leader-3'] });
      expect(apart.refused?.message).toContain('签批本案的行政机关负责人参加讨论');
    });

    test(title(19, '讨论决定给予处罚而未写明种类、数额：拒绝；未参加讨论的负责人不得签批'), async () => {
      await beforeMeeting();
      expect((await scene.minute({ fine: 0 })).refused?.message).toContain('讨论决定的处罚种类');
      await scene.minute();
      await scene.decide('leader-1', 'discussion-signature-1/signer-1/1', 'agree');
      await scene.decide('leader-2', 'discussion-signature-1/signer-2/1', 'agree');
      const { people } = scene.world;
      people.set('leader-3', { ...people.get('leader-1')!, id: 'leader-3', name: '未参加者' });
      const step = 'draft/approve/1';
      await scene.world.act(CASE, 'leader-1', 'reassign', { procedure: 'decision', step, to: 'leader-3' });
      expect((await scene.decide('leader-3', step, 'agree')).refused?.message).toContain(
        '参加集体讨论的负责人',
      );
      await scene.world.act(CASE, 'leader-3', 'reassign', { procedure: 'decision', step, to: 'leader-2' });
      expect((await scene.decide('leader-2', step, 'agree')).refused).toBeUndefined();
    });

    test(title(19, '第二次送审改称情节一般：仍须集体讨论'), async () => {
      await beforeMeeting();
      await scene.minute({ resultKind: 'returned' });
      await scene.decide('leader-1', 'discussion-signature-1/signer-1/1', 'agree');
      await scene.decide('leader-2', 'discussion-signature-1/signer-2/1', 'agree');
      await scene.draft({}, 2);
      await scene.decide('head-1', 'draft/review/2', 'agree');
      await scene.submitReview({}, 2);
      expect(await scene.awaited()).toEqual(['discussion-2/submit/1 officer-1|officer-2']);
    });

    test(title(19, '参加人员认为记录有误而退回：重新记录，全体再签'), async () => {
      await beforeMeeting();
      await scene.minute();
      await scene.decide('leader-1', 'discussion-signature-1/signer-1/1', 'agree');
      await scene.decide('leader-2', 'discussion-signature-1/signer-2/1', 'return');
      expect(await scene.awaited()).toEqual(['discussion-1/submit/2 officer-1|officer-2']);
      await scene.minute({}, 2);
      expect(await scene.awaited()).toEqual([
        'discussion-signature-1/signer-1/2 leader-1',
        'discussion-signature-1/signer-2/2 leader-2',
      ]);
    });

    test.each([
      { what: '不予处罚', decided: { resultKind: 'minorNoPenalty' } },
      { what: '罚款一万元', decided: { fine: 1_000_000 } },
      { what: '并处没收', decided: { confiscatedAmount: 100 } },
    ])(title(19, '讨论决定$what，与草案不同：退回起草，不得按原草案审批'), async ({ decided }) => {
      await beforeMeeting();
      await scene.minute(decided);
      await scene.decide('leader-1', 'discussion-signature-1/signer-1/1', 'agree');
      await scene.decide('leader-2', 'discussion-signature-1/signer-2/1', 'agree');
      expect(await scene.awaited()).toEqual(['draft/submit/2 officer-1']);
    });
  });

  describe('负责人审批', () => {
    test(title(20, '未签署意见：拒绝；退回的重新起草，经法制审核的再审'), async () => {
      scene = await (await DecisionScene.told()).drafted();
      await scene.submitReview();
      const silent = await scene.world.decide(CASE, 'leader-1', 'draft/approve/1', 'agree', {
        procedure: 'decision',
        opinion: ' ',
      });
      expect(silent.refused?.code).toBe('opinionRequired');
      await scene.decide('leader-1', 'draft/approve/1', 'return');
      expect(await scene.awaited()).toEqual(['draft/submit/2 officer-1']);
      await scene.draft({}, 2);
      await scene.decide('head-2', 'draft/review/2', 'agree');
      expect(await scene.awaited()).toEqual(['legal-submission/submit/2 officer-1|officer-2']);
    });

    test(title(20, '审查人在负责人审批前撤回：重新审查，同一草案不再送审'), async () => {
      scene = await (await DecisionScene.told()).drafted();
      await scene.submitReview();
      const procedure = { procedure: 'decision' };
      await scene.world.act(CASE, 'head-1', 'withdraw', { ...procedure, step: 'draft/review/1' });
      expect(await scene.awaited()).toEqual(['draft/review/2 head-1|head-2']);
      await scene.decide('head-1', 'draft/review/2', 'agree');
      expect(await scene.awaited()).toEqual(['draft/approve/2 leader-1']);
    });

    test(title(20, '移送正在办理：不得以处罚代替移送，批准被拒绝'), async () => {
      scene = await (await DecisionScene.told()).drafted();
      await scene.submitReview();
      await scene.note('crime-transfer/1', {
        kind: 'opening',
        facts: {
          ...scene.given,
          team: ['officer-1', 'officer-2'],
          principal: ['chief-1'],
          reportedAt: scene.world.sandbox.now,
        },
      });
      const held = await scene.decide('leader-1', 'draft/approve/1', 'agree');
      expect(held.refused?.message).toContain('没有正在办理的涉嫌犯罪移送');
      await scene.conclude('crime-transfer/1', 'policeDeclined');
      expect((await scene.decide('leader-1', 'draft/approve/1', 'agree')).refused).toBeUndefined();
    });
  });

  describe('决定文书', () => {
    test(title(21, '未写明救济途径：不得盖章；写错复议机关或者期限：拒绝'), async () => {
      scene = await (await DecisionScene.told()).approved();
      const without = await scene.document({ suitRemedy: '' });
      expect(without.refused?.message).toContain('提起行政诉讼的途径和期限');
      const wrong = await scene.document({ reviewRemedy: '十五日内向上级主管部门申请复议' });
      expect(wrong.refused?.message).toContain('六十日内向县级人民政府');
      expect((await scene.stamp()).refused?.code).toBe('taskClosed');
    });

    test(title(21, '未写明裁量理由、数额与草案不同、日期早于批准、漏列当事人：拒绝'), async () => {
      scene = await (await DecisionScene.told()).approved();
      expect((await scene.document({ discretion: '' })).refused?.code).toBe('discretionReasonRequired');
      const wrong = await scene.document({ fine: 4_000_000, decidedAt: '2026-11-23', parties: ['2'] });
      expect(wrong.refused).toMatchObject({ code: 'requirementsMissing', params: { count: 3 } });
    });

    test(title(21, '两名当事人：漏列一名的决定书被拒绝；每人一份送达，各自的期限'), async () => {
      scene = await DecisionScene.investigated();
      await scene.addParty();
      await scene.tell({ ...penalty, hearingOffered: 'offered' }, ['1', '2']);
      await scene.approved();
      expect((await scene.document()).refused?.message).toContain('每一名当事人');
      expect((await scene.document({ parties: ['1', '2'] })).refused).toBeUndefined();
      await scene.stamp();
      for (const party of ['1', '2']) {
        const { opening, clocks } = await scene.world.state(CASE, `service/decision-${party}`);
        expect(opening?.facts).toMatchObject({ party, document: 'penaltyDecision' });
        expect(Object.values(clocks)).toMatchObject([{ period: 'decisionService' }]);
      }
    });

    test(title(21, '不予处罚：写明依据、事实和教育，盖章后送达'), async () => {
      scene = await (await DecisionScene.told()).approved({ proposal: 'minorNoPenalty' });
      const form = { ground: 'minor', decidedAt: '2026-11-24', facts: '情节轻微', education: '当场教育' };
      await scene.submit('officer-1', 'no-penalty-decision/submit/1', 'noPenaltyDecision', form);
      await scene.stamp();
      expect(await scene.concluded()).toMatchObject({ outcome: 'noPenalty' });
      expect((await scene.world.state(CASE, 'service/decision-1')).opening).toBeDefined();
    });

    test.each([
      { ground: 'underFourteen', shown: { age: 'underFourteen' } },
      { ground: 'withoutCapacity', shown: { age: 'adult', capacity: 'none' } },
      { ground: 'timeBarred', shown: { violationEnded: '2023-10-01' } },
    ])(title(21, '不予处罚的依据为 $ground：须与处罚适用审查表一致'), async ({ ground, shown }) => {
      const form = { ground, decidedAt: '2026-11-24', facts: '查明', education: '当场教育' };
      const issue = () =>
        scene.submit('officer-1', 'no-penalty-decision/submit/1', 'noPenaltyDecision', form);
      scene = await (await DecisionScene.told()).approved({ proposal: 'minorNoPenalty' });
      expect((await issue()).refused?.message).toContain('与处罚适用审查表');
      await scene.world.sandbox.dispose();
      scene = await (await DecisionScene.told()).drafted({ proposal: 'minorNoPenalty' });
      await scene.examineAgain(shown);
      await scene.submitReview();
      await scene.decide('leader-1', 'draft/approve/1', 'agree');
      expect((await issue()).refused).toBeUndefined();
    });

    test(title(21, '盖章之日与决定书所写不同：拒绝；退回重新制作，盖章的时间以收到为准'), async () => {
      scene = await (await DecisionScene.told()).approved();
      await scene.document();
      await scene.world.sandbox.advanceTo(scene.world.sandbox.now + DAY);
      expect((await scene.stamp()).refused?.message).toContain('即为盖章之日');
      expect((await scene.decide('officer-1', 'stamp/submit/1', 'return')).refused).toBeUndefined();
      expect(await scene.awaited()).toEqual(['penalty-decision/submit/2 officer-1|officer-2']);
      await scene.world.resume(CASE);
      await scene.document({ decidedAt: '2026-11-25' }, 2);
      const { now } = scene.world.sandbox;
      const claimed = { procedure: 'decision', occurredAt: now - 1000 };
      await scene.world.decide(CASE, 'officer-1', 'stamp/submit/2', 'submit', claimed);
      expect(await scene.concluded()).toMatchObject({ outcome: 'penalty', decidedOn: now });
      const { opening } = await scene.world.state(CASE, 'service/decision-1');
      const made = (await scene.world.state(CASE, 'decision')).steps['penalty-decision/submit/2'];
      expect(opening?.facts).toMatchObject({ decidedOn: now, documentRecord: String(made?.seq) });
    });

    test(title(22, '盖章时已有他人启动的送达：以该次送达为准，决定照常办结'), async () => {
      scene = await (await DecisionScene.told()).approved();
      const { seq } = await scene.document();
      const facts = { ...scene.given, document: 'penaltyDecision', of: 'decision', party: '1' };
      await scene.note('service/1', { kind: 'opening', facts: { ...facts, documentRecord: String(seq) } });
      await scene.stamp();
      expect(await scene.concluded()).toMatchObject({ outcome: 'penalty' });
      expect((await scene.world.state(CASE, 'service/decision-1')).opening).toBeUndefined();
    });

    test(title(21, '调查结论为违法事实不能成立：无须告知，作出不予处罚决定'), async () => {
      scene = await DecisionScene.investigated('notProven');
      await scene.approved({ proposal: 'notProven' });
      const form = {
        partyNameAndAddress: '某公司',
        facts: '经查',
        reasons: '证据不足',
        decidedAt: '2026-11-24',
        agencyAndDate: '本局',
      };
      await scene.submit('officer-1', 'not-proven-decision/submit/1', 'notProvenDecision', form);
      await scene.stamp();
      expect(await scene.concluded()).toMatchObject({ outcome: 'notProven' });
    });

    test(title(2, '须由颁发证书的机关决定：报出处罚建议，不送达当事人'), async () => {
      scene = await DecisionScene.investigated('referral');
      await scene.approved({ proposal: 'referral', penaltyKind: 'revokeCertificate', fine: 0 });
      const form = {
        issuingAuthority: '陕西省住房和城乡建设厅',
        penaltyKind: 'revokeCertificate',
        certificate: '建筑业企业资质证书',
        facts: '查明',
        basis: '建筑法第七十六条',
        materials: ['案卷'],
        sentAt: scene.world.sandbox.now,
      };
      await scene.submit('officer-1', 'referral/submit/1', 'referralToIssuingAuthority', form);
      await scene.stamp();
      expect(await scene.concluded()).toMatchObject({ outcome: 'referred' });
      expect((await scene.world.state(CASE, 'service/decision-1')).opening).toBeUndefined();
    });
  });

  describe('会签', () => {
    const signers = { countersigners: ['head-1', 'head-2'] };
    const step = (signer: number, round = 1) => `countersign-1/signer-${String(signer)}/${String(round)}`;

    test(title(36, '草案先经所列人员会签；其中一人退回，直接再送退回的环节'), async () => {
      scene = await (await DecisionScene.told()).begun();
      await scene.draft(signers);
      expect(await scene.awaited()).toEqual([`${step(1)} head-1`, `${step(2)} head-2`]);
      await scene.decide('head-1', step(1), 'agree');
      await scene.decide('head-2', step(2), 'return');
      expect(await scene.awaited()).toEqual(['draft/submit/2 officer-1']);
      await scene.draft({ ...signers, resubmission: 'toReturner' }, 2);
      expect(await scene.awaited()).toEqual([`${step(2, 2)} head-2`]);
      await scene.decide('head-2', step(2, 2), 'agree');
      expect(await scene.awaited()).toEqual(['draft/review/2 head-1|head-2']);
    });

    test(title(36, '或签只用于会签：一人同意，其余任务撤销'), async () => {
      scene = await (await DecisionScene.told()).begun();
      await scene.draft({ ...signers, countersignRule: 'any' });
      await scene.decide('head-2', step(2), 'agree');
      expect(await scene.awaited()).toEqual(['draft/review/1 head-1|head-2']);
    });
  });

  test(title(18, '专家论证意见书由承办人入卷，写明专家姓名和利害关系；未写的拒绝'), async () => {
    scene = await (await DecisionScene.told()).begun();
    const put = (form: object) =>
      scene.world.putOnFile(CASE, 'officer-1', 'decision', 'expertOpinion', { form });
    expect((await put({ opinion: '可行' })).refused?.message).toContain('论证专家');
    const named = { experts: ['何教授'], opinion: '可行' };
    expect((await put(named)).refused?.message).toContain('利害关系声明');
    expect((await put({ ...named, interests: '与当事人无利害关系' })).refused).toBeUndefined();
  });

  test(title(36, '办理中途运行全部丢失：从案卷恢复，每个环节照旧'), async () => {
    scene = await (await DecisionScene.told()).drafted();
    const again = async (expected: string[]) => {
      await scene.world.resume(CASE);
      expect(await scene.awaited()).toEqual(expected);
    };
    await again(['legal-submission/submit/1 officer-1|officer-2']);
    await scene.submitReview({ gravity: 'serious', otherGround: 'yes' });
    await scene.reviewLegally();
    await scene.minute();
    await scene.decide('leader-2', 'discussion-signature-1/signer-2/1', 'agree');
    await again(['discussion-signature-1/signer-1/1 leader-1']);
    await scene.decide('leader-1', 'discussion-signature-1/signer-1/1', 'agree');
    await again(['draft/approve/1 leader-1']);
    await scene.decide('leader-1', 'draft/approve/1', 'agree');
    await scene.document();
    await again(['stamp/submit/1 officer-1|officer-2']);
    await scene.stamp();
    expect(await scene.concluded()).toMatchObject({ outcome: 'penalty' });
  });
});
