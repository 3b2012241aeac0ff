import { afterEach, describe, expect, test } from '@jest/globals';
import { noticeRequirements } from '../../src/workflows/law/notice-requirements.js';
import { emptyState, foldMatter, type State } from '../../src/workflows/law/record/fold.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import type { Act, Body, Facts } from '../../src/workflows/law/record/kinds.js';
import { serviceRow } from '../../src/workflows/law/service-rows.js';
import { unmet } from '../../src/workflows/law/record/requirements.js';
import { articleTitle } from '../harness/article-title.js';
import { notOffered } from '../harness/offered.js';
import { CASE, DAY, factsOf, NOTICE, notice, NoticeScene } from './notice-scene.js';

const title = (rest: string) => `${articleTitle(12)} ${rest}`;
const hearing = (rest: string) => `${articleTitle(13)} ${rest}`;
/** The end of 2026-12-01, five working days after the Tuesday on which the cases begin. */
const LAST = Date.UTC(2026, 11, 1, 16) - 1;

let scene: NoticeScene;
afterEach(async () => {
  expect(notOffered(await scene.world.records(CASE))).toEqual([]);
  await scene.world.sandbox.dispose();
});

const noted = async (step: string) => (await scene.step(step))?.facts;
const pass = (ms: number) => scene.world.sandbox.advanceTo(scene.world.sandbox.now + ms);
const request = (more: Body = {}, rest: Record<string, unknown> = {}) =>
  scene.putOnFile(
    'hearingRequest',
    { receivedAt: scene.world.sandbox.now, form: 'written', original: ['a'], ...more },
    rest,
  );
const statement = (more: Body = {}, rest: Record<string, unknown> = {}) =>
  scene.putOnFile(
    'writtenDefence',
    { receivedAt: scene.world.sandbox.now, facts: '已停工', reasons: '情节轻微', original: ['a'], ...more },
    rest,
  );
const waive = (document: 'defenceWaiver' | 'hearingWaiver', party = '') =>
  scene.putOnFile(document, {
    waivedAt: scene.world.sandbox.now,
    words: '放弃',
    original: ['a'],
    ...(party === '' ? {} : { party }),
  });
const review: Body = { pointsRaised: '已停工', adopted: 'notAdopted', reasons: '证据不足以支持' };

/** The end of a service is approved before it has reached anybody. */
async function failService(procedure: string): Promise<void> {
  const form = { ground: 'documentReplaced', reasons: '地址有误', materials: ['a'] };
  await scene.putOnFile('serviceEndReport', form, { procedure });
  await scene.decide('head-1', 'service-end-1/review/1', 'agree', {}, procedure);
  await scene.decide('leader-1', 'service-end-1/approve/1', 'agree', {}, procedure);
}

describe('行政处罚告知 › 告知之前', () => {
  const gates: [string, Body, string][] = [
    ['应当告知听证而未告知（标准未设定，任何罚款）', { hearingOffered: 'notRequired' }, '告知要求听证的权利'],
    ['未写明处罚种类', { penaltyKind: '', fine: 0 }, '告知书写明拟处罚的种类'],
    ['当事人不在卷', { parties: ['1', '7'] }, '告知书写明受告知的当事人'],
    ['由颁发证书的机关决定的处罚', { penaltyKind: 'revokeCertificate' }, '拟处罚的种类由本局决定'],
  ];
  test.each(gates)(title('%s：被拒绝并指明所缺'), async (_, change, missing) => {
    scene = await NoticeScene.investigated();
    const { refused } = await scene.open({ ...notice, ...change });
    expect(refused).toMatchObject({ code: 'requirementsMissing', params: { count: 1 } });
    expect(refused?.message).toContain(missing);
  });

  test(title('告知听证而未写明权利和期限：被拒绝'), async () => {
    scene = await NoticeScene.investigated();
    expect((await scene.open({ ...notice, hearingRight: '' })).refused).toMatchObject({
      code: 'contentsRequired',
      params: { missing: '要求听证的权利和期限' },
    });
  });

  test(title('送达日期写成批准告知书之前的一日：被拒绝，期限不起算'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    const { refused } = await scene.serve('1', NOTICE, { servedAt: scene.world.sandbox.now - 8 * DAY });
    expect(refused?.message).toContain('送达时间不早于文书作出之日');
    expect(await scene.clocks()).toEqual({});
  });

  test(title('警告不属于应当告知听证的情形：不告知听证，只有陈述、申辩的期限'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give({ ...notice, penaltyKind: 'warning', fine: 0, hearingOffered: 'notRequired' });
    await scene.serve('1');
    expect(await scene.clocks()).toEqual({ 'defence/1': '2026-12-01' });
  });

  test(title('调查终结报告未批准，又少一项内容：一次指明全部所缺'), async () => {
    scene = await NoticeScene.approvedOnly();
    const { refused } = await scene.open({ ...notice, hearingOffered: 'notRequired' });
    expect(refused).toMatchObject({ code: 'requirementsMissing', params: { count: 2 } });
  });

  test(title('涉嫌犯罪正在移送或者已经移送：告知被拒绝；移送未获批准的可以告知'), async () => {
    scene = await NoticeScene.investigated();
    const matter = foldMatter(await scene.world.records(CASE));
    const { opening } = matter['case-initiation']!;
    const form = { ...notice };
    const act = { kind: 'opening', procedure: NOTICE, facts: factsOf('penaltyNotice', form), body: { form } };
    const open = { ...emptyState(), opening: opening! };
    const ended = (outcome: string) => ({ ...open, concluded: { ...opening!, facts: { outcome } } });
    const missing = (transfer: State) =>
      unmet(noticeRequirements, { ...matter, 'crime-transfer/1': transfer }, {
        ...act,
        receivedAt: scene.world.sandbox.now,
      } as unknown as Act).length;
    expect([open, ended('transferred'), ended('notApproved')].map(missing)).toEqual([1, 1, 0]);
  });

  test(title('调查结论为不予处罚：不能告知；补充调查终结报告经批准给予处罚的，可以告知'), async () => {
    scene = await NoticeScene.approvedOnly();
    await scene.noteElsewhere('investigation', 'noPenalty');
    expect((await scene.open()).refused?.message).toContain(
      '《案件调查终结报告》已经审核批准，拟给予行政处罚',
    );
    const at = { procedure: 'enforcement-case' };
    const bare = await scene.putOnFile('investigationReport', { facts: '复核后认为应当处罚' }, at);
    expect(bare.refused?.message).toContain('拟处理的方式');
    const report: Body = { facts: '复核后认为应当处罚', proposalKind: 'penalty' };
    expect((await scene.putOnFile('investigationReport', report, at)).refused).toBeUndefined();
    expect((await scene.putOnFile('investigationReport', report, at)).refused?.code).toBe(
      'alreadyUnderReview',
    );
    expect((await scene.open()).refused).toBeDefined();
    await scene.decide('head-1', 'investigation-report-1/review/1', 'agree', {}, 'enforcement-case');
    await scene.decide('leader-1', 'investigation-report-1/approve/1', 'agree', {}, 'enforcement-case');
    expect((await scene.open()).refused).toBeUndefined();
  });

  test(title('调查结论为涉嫌犯罪：移送有结果而公安机关未立案的，可以告知；立案的拒绝'), async () => {
    scene = await NoticeScene.approvedOnly();
    await scene.noteElsewhere('investigation', 'transfer');
    const { refused } = await scene.open();
    expect(refused?.message).toContain('已经办理移送并有结果');
    const matter = foldMatter(await scene.world.records(CASE));
    const { opening } = matter['investigation']!;
    const facts = factsOf('penaltyNotice', notice);
    const act = { kind: 'opening', procedure: NOTICE, facts, body: { form: notice } };
    const missing = (outcome: string) => {
      const concluded = { ...opening!, facts: { outcome } };
      const transfer = { ...emptyState(), opening: opening!, concluded };
      const { now } = scene.world.sandbox;
      const asked = { ...act, receivedAt: now } as unknown as Act;
      return unmet(noticeRequirements, { ...matter, 'crime-transfer/1': transfer }, asked).length;
    };
    expect(['transferred', 'policeDeclined', 'notApproved'].map(missing)).toEqual([1, 0, 0]);
  });

  test(title('审核退回：修改后再报，以最后一次填报的内容为准；批准人不同意的，办结'), async () => {
    scene = await NoticeScene.investigated();
    await scene.open();
    await scene.decide('head-1', 'penalty-notice/review/1', 'return');
    await scene.decide('officer-1', 'penalty-notice/submit/2', 'submit', { ...notice, fine: 3_000_000 });
    await scene.decide('head-1', 'penalty-notice/review/2', 'agree');
    await scene.decide('leader-1', 'penalty-notice/approve/2', 'refuse');
    expect(await scene.concluded()).toEqual({ outcome: 'notApproved' });
  });

  test(title('告知书未批准：陈述、申辩和撤回都不能登记'), async () => {
    scene = await NoticeScene.investigated();
    await scene.open();
    expect((await statement()).refused).toMatchObject({ code: 'notReady' });
  });
});

describe('行政处罚告知 › 期限', () => {
  test(title('送达后五个工作日无人陈述、申辩：记录期限届满，任务仍由人办结'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    expect(await scene.missing()).toContain('noticeServedOnEveryParty');
    await scene.serve('1');
    expect(await scene.clocks()).toEqual({ 'defence/1': '2026-12-01', 'hearing-request/1': '2026-12-01' });
    expect(await scene.world.awaited(CASE, NOTICE)).toEqual([]);
    expect(await scene.missing()).toEqual(['defencePeriodOver', 'hearingHeldOrGivenUp']);
    await pass(8 * DAY);
    expect(await scene.world.onFile(CASE, NOTICE)).toEqual(
      expect.arrayContaining(['periodPassed defence/1', 'periodPassed hearing-request/1']),
    );
    expect(await scene.world.awaited(CASE, NOTICE)).toEqual(['notice-closing/submit/1 officer-1|officer-2']);
    await scene.close();
    expect(await scene.concluded()).toMatchObject({
      outcome: 'lapsed',
      parties: ['1'],
      hearingThresholdUnset: true,
    });
    expect(await scene.missing()).toEqual([]);
  });

  test(title('两名当事人不同日送达：期限各自起算，后送达的届满后才能办结'), async () => {
    scene = await NoticeScene.investigated();
    await scene.addParty();
    expect((await scene.open()).refused?.message).toContain('告知书写明受告知的当事人');
    await scene.give({ ...notice, parties: ['1', '2'] });
    await scene.serve('1');
    await pass(2 * DAY);
    await scene.serve('2', NOTICE, { signer: 'party' });
    expect(await scene.clocks()).toMatchObject({ 'defence/1': '2026-12-01', 'defence/2': '2026-12-03' });
    await scene.world.sandbox.advanceTo(LAST + 1);
    expect(await scene.missing()).toEqual(['defencePeriodOver', 'hearingHeldOrGivenUp']);
    expect(await scene.world.awaited(CASE, NOTICE)).toEqual([]);
    await scene.world.sandbox.advanceTo(LAST + 2 * DAY + 1);
    expect(await scene.missing()).toEqual([]);
    await scene.close();
    expect(await scene.concluded()).toMatchObject({ outcome: 'lapsed', parties: ['1', '2'] });
  });

  test(title('各项权利均明确放弃：不待期限届满即可办结；沉默不是放弃'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    expect((await waive('defenceWaiver')).refused).toMatchObject({ code: 'notReady' });
    await scene.serve('1');
    await waive('defenceWaiver');
    expect(await scene.world.awaited(CASE, NOTICE)).toEqual([]);
    await waive('hearingWaiver');
    expect(await scene.world.awaited(CASE, NOTICE)).toEqual(['notice-closing/submit/1 officer-1|officer-2']);
    await scene.close();
    expect(await scene.concluded()).toMatchObject({ outcome: 'waived' });
    expect(await scene.missing()).toEqual([]);
  });

  test(title('运行中断后恢复，两次：送达、期限、任务照旧'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    await scene.world.resume(CASE);
    await scene.serve('1');
    await scene.world.resume(CASE);
    await statement();
    await scene.world.resume(CASE);
    const own = await scene.world.awaited(CASE, NOTICE);
    expect(own).toEqual([expect.stringMatching(/^defence-review-\d+\/submit\/1 head-1\|head-2$/)]);
    await pass(8 * DAY);
    await scene.decide('head-1', own[0]!.split(' ')[0]!, 'submit', review);
    await scene.close();
    expect(await scene.concluded()).toMatchObject({ outcome: 'heard' });
  });

  test(title('送达未成：查明后再次送达，期限自再次送达起算'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    await failService((await scene.services())['1']!);
    const [task] = await scene.world.awaited(CASE, NOTICE);
    expect(task).toMatch(/^service-again-\d+\/submit\/1 officer-1\|officer-2$/);
    await pass(DAY);
    await scene.decide('officer-1', task!.split(' ')[0]!, 'submit');
    await scene.serve('1');
    expect(await scene.clocks()).toMatchObject({ 'defence/1': '2026-12-02' });
  });
});

describe('陈述、申辩', () => {
  test(hearing('书面陈述：书面复核后才能办结，不因此加重'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    await scene.serve('1');
    await statement();
    await pass(8 * DAY);
    expect((await scene.close()).refused?.message).toContain('均已复核');
    expect(await scene.missing()).toEqual(['defenceReviewed']);
    const [task] = await scene.world.awaited(CASE, NOTICE);
    expect((await scene.decide('officer-1', task!.split(' ')[0]!, 'submit', review)).refused).toMatchObject({
      code: 'notYourTask',
    });
    await scene.decide('head-1', task!.split(' ')[0]!, 'submit', review);
    expect(await scene.missing()).toEqual([]);
    await scene.close();
    expect(await scene.concluded()).toMatchObject({ outcome: 'heard' });
  });

  test(hearing('口头陈述：两名执法人员制作笔录，一人的被拒绝'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    await scene.serve('1');
    const form: Body = {
      certificatesShown: '已出示',
      heardAt: '本局 201 室',
      facts: '已停工',
      reasons: '情节轻微',
      evidence: ['照片'],
      signing: 'signed',
      signedOriginal: ['a'],
    };
    const alone = [{ id: 'officer-1', certificate: '陕E-001' }];
    expect((await scene.putOnFile('defenceRecord', form, { officers: alone })).refused).toMatchObject({
      code: 'twoOfficersRequired',
    });
    expect(await scene.putOnFile('defenceRecord', form)).toHaveProperty('seq');
    expect(await scene.world.awaited(CASE, NOTICE)).toHaveLength(1);
  });

  test(hearing('逾期的陈述：照收、记明迟延，同样复核'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    await scene.serve('1');
    await pass(8 * DAY);
    await statement();
    expect((await scene.step('writtenDefence/record/1'))?.late).toEqual([
      { clock: 'defence/1', byMs: expect.any(Number) },
    ]);
    expect(await scene.missing()).toEqual(['defenceReviewed']);
  });

  test(hearing('不在告知对象之内的当事人：被拒绝'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    expect((await statement({ party: '2' })).refused).toMatchObject({ code: 'partyNotNotified' });
  });

  const heavier: [string, Facts, string[]][] = [
    ['与告知相同', { penaltyKind: 'fine', fine: 5_000_000 }, []],
    ['轻于告知', { penaltyKind: 'fine', fine: 1 }, []],
    ['不予处罚', {}, []],
    ['罚款更高', { penaltyKind: 'fine', fine: 5_000_001 }, ['notHeavierThanNotice']],
    ['增加没收', { penaltyKind: 'fine', fine: 1, confiscatedAmount: 1 }, ['notHeavierThanNotice']],
    ['种类更重', { penaltyKind: 'closure', fine: 0 }, ['notHeavierThanNotice']],
  ];
  test(title('决定与告知比较：重于告知的，须重新告知'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    await scene.serve('1');
    await pass(8 * DAY);
    for (const [, facts, missing] of heavier) expect(await scene.missing(facts)).toEqual(missing);
  });
});

describe('要求听证', () => {
  /** Received when, entered when (against the last instant); what follows. */
  const moments: [string, number, number, 'hearing' | 'leave'][] = [
    ['最后一日二十四时前的最后一刻', 0, 0, 'hearing'],
    ['届满后一毫秒', 1, 1, 'leave'],
    ['期内收到、次日补记', -60_000, DAY, 'hearing'],
  ];
  test.each(moments)(
    hearing('%s提出：期内的举行听证，逾期的由负责人决定'),
    async (_, arrived, entered, then) => {
      scene = await NoticeScene.investigated();
      await scene.give();
      await scene.serve('1');
      await scene.world.sandbox.advanceTo(LAST + entered);
      await request({ receivedAt: LAST + arrived });
      const opened = (await scene.world.state(CASE, 'hearing/1')).opening;
      expect(opened !== undefined).toBe(then === 'hearing');
      const leave = (await scene.world.awaited(CASE, NOTICE)).filter((task) =>
        task.startsWith('late-request'),
      );
      expect(leave).toEqual(then === 'leave' ? ['late-request/approve/1 leader-1'] : []);
      const passed = (await scene.world.onFile(CASE, NOTICE)).includes('periodPassed hearing-request/1');
      expect(passed).toBe(entered > 0);
      expect((await noted('clock/hearing-request/1/corrected')) !== undefined).toBe(arrived < 0);
    },
  );

  test(hearing('逾期提出，负责人准予：举行听证；第二次要求被拒绝'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    await scene.serve('1');
    await pass(9 * DAY);
    await request({ excuse: '住院' });
    expect((await scene.close()).refused?.message).toContain('听证要求均已处理');
    expect(await scene.missing()).toEqual(['hearingHeldOrGivenUp']);
    await scene.decide('leader-1', 'late-request/approve/1', 'agree');
    expect((await scene.world.state(CASE, 'hearing/1')).opening?.facts).toMatchObject({
      notice: NOTICE,
      party: '1',
    });
    expect((await request()).refused).toMatchObject({ code: 'hearingRequestedAlready' });
    await scene.close();
    expect(await scene.concluded()).toMatchObject({ outcome: 'hearingRequested' });
    expect(await scene.missing()).toEqual(['hearingHeldOrGivenUp']);
  });

  test(hearing('逾期提出，负责人不准：听证权利已过期限，不再等待'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    await scene.serve('1');
    await pass(9 * DAY);
    await request();
    await scene.decide('leader-1', 'late-request/approve/1', 'refuse');
    expect(await scene.missing()).toEqual([]);
    await scene.close();
    expect(await scene.concluded()).toMatchObject({ outcome: 'lapsed' });
  });
});

describe('他人另行启动的送达', () => {
  /** The service that the notice ordered has failed; an officer orders another by hand. */
  async function orderedByHand(): Promise<string> {
    scene = await NoticeScene.investigated();
    await scene.give();
    await failService((await scene.services())['1']!);
    const [task = ''] = await scene.world.awaited(CASE, NOTICE);
    const form: Body = {
      document: 'penaltyNotice',
      of: NOTICE,
      documentNameAndNumber: '行政处罚意见告知书 华建罚告〔2026〕1号',
      decidedAt: '2026-11-24',
      party: '1',
      recipient: '华阴市某建设公司',
      partyKind: 'organisation',
      domicile: 'inChina',
      address: '华阴市华岳路',
      firstMethod: 'direct',
      reasonForMethod: '另行直接送达',
    };
    const opened = await scene.world.openOn(CASE, serviceRow as unknown as ProcedureRow, 'officer-1', {
      form,
      facts: factsOf('serviceOrder', form),
    });
    expect(opened.refused).toBeUndefined();
    return task.split(' ')[0]!;
  }

  test(title('再次送达时已有承办人另行启动的送达：告知以该次送达为准，期限自其送达起算'), async () => {
    const again = await orderedByHand();
    expect((await scene.decide('officer-1', again, 'submit')).refused).toBeUndefined();
    expect(Object.values(await scene.services())).toEqual(['service/1']);
    await scene.world.resume(CASE);
    await pass(DAY);
    await scene.serve('1');
    expect(await scene.clocks()).toMatchObject({ 'defence/1': '2026-12-02' });
  });

  test(title('另行启动的已经送达：再次送达的任务仍可办理，期限自该次送达起算'), async () => {
    const again = await orderedByHand();
    await scene.serve('1');
    expect((await scene.decide('officer-1', again, 'submit')).refused).toBeUndefined();
    expect(await scene.clocks()).toMatchObject({ 'defence/1': '2026-12-01' });
  });

  test(title('另行启动的也未送达：查明后再次送达，由告知程序另行启动'), async () => {
    const again = await orderedByHand();
    await scene.decide('officer-1', again, 'submit');
    await failService('service/1');
    const [task = ''] = await scene.world.awaited(CASE, NOTICE);
    expect(task).toMatch(/^service-again-/);
    await scene.decide('officer-1', task.split(' ')[0]!, 'submit');
    expect((await scene.services())['1']).toMatch(/-1-3$/);
  });
});

describe('重新告知', () => {
  const second = 'penalty-notice/2';

  test(title('前一告知尚未办结：须先撤回；加重的须有新的事实，以新的告知为准'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    await scene.serve('1');
    await statement();
    expect((await scene.open(notice, second)).refused?.message).toContain('没有正在办理的另一次告知');
    const withdrawal: Body = { ground: 'newFacts', reasons: '查明另一处擅自施工' };
    expect((await scene.putOnFile('penaltyNoticeWithdrawal', withdrawal)).refused?.code).toBe('notPermitted');
    await scene.putOnFile('penaltyNoticeWithdrawal', withdrawal, { actor: 'leader-1' });
    expect(await scene.concluded()).toMatchObject({ outcome: 'withdrawn' });
    expect(await scene.missing()).toContain('noticeServedOnEveryParty');
    const more = { ...notice, fine: 8_000_000 };
    expect((await scene.open(more, second)).refused?.message).toContain('写明重新告知的情形');
    const corrected = { ...more, renewalGround: 'correction' };
    expect((await scene.open(corrected, second)).refused?.message).toContain('以新的事实或者证据为据');
    const alone = { ...more, renewalGround: 'newFacts' };
    expect((await scene.open(alone, second)).refused?.message).toContain('原告知之后入卷的证据');
    await scene.supplement();
    expect(await scene.give({ ...more, renewalGround: 'newFacts' }, second)).toHaveProperty('seq');
    await scene.serve('1', second);
    await pass(8 * DAY);
    expect(await scene.missing({ penaltyKind: 'fine', fine: 8_000_000 })).toEqual(['defenceReviewed']);
    expect(await scene.missing({ penaltyKind: 'fine', fine: 8_000_001 })).toContain('notHeavierThanNotice');
  });

  test(title('两名当事人分别告知：可以同时办理，决定不得重于对其中任何一名的告知'), async () => {
    scene = await NoticeScene.investigated();
    await scene.addParty();
    await scene.give({ ...notice, parties: ['1'] });
    await scene.give({ ...notice, fine: 500_000, parties: ['2'] }, second);
    await scene.serve('1');
    expect(await scene.missing()).toContain('noticeServedOnEveryParty');
    await scene.serve('2', second, { signer: 'party' });
    await pass(8 * DAY);
    expect(await scene.missing({ penaltyKind: 'fine', fine: 500_000 })).toEqual([]);
    expect(await scene.missing({ penaltyKind: 'fine', fine: 500_001 })).toEqual(['notHeavierThanNotice']);
  });

  test(title('案件终止：告知随之办结'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    await scene.serve('1');
    const form: Body = { ground: 'other', reasons: '当事人注销' };
    await scene.putOnFile('terminationForm', form, { procedure: 'enforcement-case' });
    await scene.decide('head-1', 'termination-1/review/1', 'agree', {}, 'enforcement-case');
    await scene.decide('leader-1', 'termination-1/approve/1', 'agree', {}, 'enforcement-case');
    const [told] = await scene.world.awaited(CASE, 'enforcement-case');
    await scene.decide(
      'officer-1',
      told!.split(' ')[0]!,
      'submit',
      { change: 'terminated', reasons: '无', from: 1 },
      'enforcement-case',
    );
    expect(await scene.concluded()).toMatchObject({ outcome: 'caseEnded' });
  });

  test(title('听证正在进行：不得撤回告知'), async () => {
    scene = await NoticeScene.investigated();
    await scene.give();
    await scene.serve('1');
    await request();
    const form: Body = { ground: 'correction', reasons: '数额有误' };
    const refused = await scene.putOnFile('penaltyNoticeWithdrawal', form, { actor: 'leader-1' });
    expect(refused.refused?.message).toContain('没有正在进行的听证');
  });
});
