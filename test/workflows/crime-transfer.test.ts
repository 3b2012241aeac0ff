import { afterEach, describe, expect, test } from '@jest/globals';
import type { DocumentKey } from '../../src/workflows/law/documents.js';
import { isFrozen } from '../../src/workflows/law/evidence-records.js';
import { foldMatter } from '../../src/workflows/law/record/fold.js';
import type { Body } from '../../src/workflows/law/record/kinds.js';
import { isWithPolice } from '../../src/workflows/law/with-police.js';
import { articleTitle } from '../harness/article-title.js';
import { notOffered } from '../harness/offered.js';
import { CASE, DAY, DecisionScene, factsOf } from './decision-scene.js';

const title = (rest: string) => `${articleTitle(21)} ${rest}`;
const TRANSFER = 'crime-transfer/1';
const HOUR = 3_600_000;

let scene: DecisionScene;
afterEach(async () => {
  expect(notOffered(await scene.world.records(CASE))).toEqual([]);
  await scene.world.sandbox.dispose();
});

const now = () => scene.world.sandbox.now;
const report = (more: Body = {}): Body => ({
  team: ['officer-1', 'officer-2'],
  suspectedCrime: '重大责任事故罪',
  facts: '查明',
  evidence: ['笔录'],
  principal: ['chief-1'],
  reportedAt: now(),
  ...more,
});

/** A case under investigation, and a 正职负责人. */
async function ready(): Promise<void> {
  scene = await DecisionScene.told();
  const { people } = scene.world;
  const posts = [{ post: 'principal' as const, unit: 'bureau', from: 0, until: null }];
  for (const id of ['chief-1', 'chief-2'])
    people.set(id, { ...people.get('leader-1')!, id, name: '正职', posts });
}

const submit = (actor: string, step: string, document: DocumentKey, form: Body, procedure = TRANSFER) =>
  scene.submit(actor, `${step}/submit/1`, document, form, procedure);

const principalDecides = (result: string, more: Body = {}, procedure = TRANSFER) =>
  submit(
    'chief-1',
    'transfer-decision',
    'crimeTransferDecision',
    { result, decidedAt: now(), ...more },
    procedure,
  );

const transfer = (procedure = TRANSFER) =>
  submit(
    'officer-1',
    'transfer-letter',
    'crimeTransferLetter',
    {
      letter: '移送书',
      investigationReport: ['报告'],
      thingsList: ['无'],
      testReports: ['鉴定意见'],
      otherMaterials: ['案卷'],
      transferredAt: now(),
    },
    procedure,
  );

function answer(reply: string, procedure = TRANSFER) {
  const form = { reply, receivedAt: now(), original: ['通知书'] };
  return scene.world.putOnFile(CASE, 'officer-1', procedure, 'policeReply', {
    form,
    facts: factsOf('policeReply', form),
  });
}

const request = (step: string, addressee: string) =>
  submit('officer-1', step, 'policeReconsiderationRequest', {
    addressee,
    reasons: '应当立案',
    sentAt: now(),
  });

const hand = (procedure = TRANSFER) =>
  submit(
    'officer-1',
    'things-handover',
    'thingsHandoverRecord',
    { items: ['无'], handedOverAt: now(), receipt: ['签收单'] },
    procedure,
  );

const frozen = async () => isFrozen(foldMatter(await scene.world.records(CASE)));
const clocks = async () => (await scene.world.state(CASE, TRANSFER)).clocks;

describe('移送涉嫌犯罪案件', () => {
  test(title('正职负责人批准后24小时内移送，公安机关立案，三日内移交物品：办结'), async () => {
    await ready();
    expect((await scene.transfer(report())).refused).toBeUndefined();
    expect(await scene.awaited(TRANSFER)).toEqual(['transfer-decision/submit/1 chief-1']);
    expect((await clocks())['transfer-decision']).toMatchObject({ period: 'crimeTransferDecision' });
    await principalDecides('approved');
    expect((await clocks())['transfer']).toMatchObject({ period: 'crimeTransfer', at: now() + 24 * HOUR });
    await transfer();
    expect((await clocks())['police-decision']).toMatchObject({ period: 'policeDecision' });
    await answer('receipt');
    expect(await scene.awaited(TRANSFER)).toEqual([]);
    await answer('filed');
    expect((await clocks())['police-decision']?.met).toBeDefined();
    await hand();
    expect(await scene.concluded(TRANSFER)).toEqual({ outcome: 'transferred', transferredOn: now() });
  });

  test(title('专案组不足两人、未指明正职负责人：拒绝并列明'), async () => {
    await ready();
    const { refused } = await scene.transfer(
      report({ team: ['officer-1'], principal: ['chief-1', 'chief-2'] }),
    );
    expect(refused).toMatchObject({ code: 'requirementsMissing', params: { count: 2 } });
  });

  test(title('报告写明的不是正职负责人：当场拒绝，不待其不能办理'), async () => {
    await ready();
    const { refused } = await scene.transfer(report({ principal: ['leader-1'] }));
    expect(refused).toMatchObject({ code: 'postNotHeld' });
    await scene.approved({ proposal: 'crimeTransfer' });
    const wrong = report({ principal: ['leader-1'] });
    const own = await submit('officer-1', 'transfer-report', 'crimeTransferReport', wrong, 'decision');
    expect(own.refused).toMatchObject({ code: 'postNotHeld' });
  });

  test(title('不批准的须记明理由；其他负责人不得代为决定'), async () => {
    await ready();
    await scene.transfer(report());
    const other = await submit('leader-1', 'transfer-decision', 'crimeTransferDecision', {
      result: 'approved',
      decidedAt: now(),
    });
    expect(other.refused?.code).toBe('notYourTask');
    expect((await principalDecides('refused')).refused?.message).toContain('不予批准的理由');
    await principalDecides('refused', { reasons: '不构成犯罪' });
    expect(await scene.concluded(TRANSFER)).toEqual({ outcome: 'notApproved' });
  });

  test(title('三日届满未决定、24小时届满未移送：记录届满，任务仍在，迟延记明'), async () => {
    await ready();
    await scene.transfer(report());
    await scene.world.sandbox.advanceTo(now() + 6 * DAY);
    await principalDecides('approved');
    await scene.world.sandbox.advanceTo(now() + 25 * HOUR);
    await transfer();
    const file = await scene.world.onFile(CASE, TRANSFER);
    expect(file).toEqual(expect.arrayContaining(['periodPassed transfer-decision', 'periodPassed transfer']));
    const late = (await scene.world.records(CASE)).flatMap((record) => record.late.map(({ clock }) => clock));
    expect(late).toEqual(['transfer-decision', 'transfer']);
  });

  test(title('公安机关不予立案：提请复议，维持后建议立案监督，终不立案：由本机关依法处理'), async () => {
    await ready();
    await scene.transfer(report());
    await principalDecides('approved');
    expect((await answer('filed')).refused?.code).toBe('notReady');
    await transfer();
    expect((await answer('reconsiderationUpheld')).refused?.code).toBe('notReady');
    await answer('notFiled');
    await request('reconsideration', 'police');
    await answer('reconsiderationUpheld');
    await scene.world.resume(CASE);
    await request('supervision', 'procuratorate');
    await answer('notFiled');
    expect(await scene.concluded(TRANSFER)).toEqual({ outcome: 'policeDeclined' });
  });

  test(title('不提请复议的写明理由：由本机关依法处理，处罚不再停止'), async () => {
    await ready();
    await scene.transfer(report());
    await principalDecides('approved');
    await transfer();
    await answer('notFiled');
    await scene.decide('officer-1', 'reconsideration/submit/1', 'refuse', TRANSFER);
    expect(await scene.concluded(TRANSFER)).toEqual({ outcome: 'policeDeclined' });
    await scene.begun();
    expect((await scene.draft()).refused).toBeUndefined();
  });

  test(title('移送期间和移送以后：不得以处罚代替；司法机关移送回来后可以处罚'), async () => {
    await ready();
    await scene.begun();
    await scene.transfer(report());
    expect((await scene.draft()).refused?.message).toContain('没有正在办理的涉嫌犯罪移送');
    await principalDecides('approved');
    await transfer();
    await answer('filed');
    await hand();
    expect((await scene.draft()).refused?.message).toContain('由司法机关移送回本机关处理');
    await answer('givenBack', 'decision');
    expect((await scene.draft()).refused).toBeUndefined();
  });

  const ordered = 'crime-transfer/decision-1';
  /** The 负责人 decides to transfer, and the police file the case. */
  async function transferredByDecision(): Promise<void> {
    await ready();
    await scene.approved({ proposal: 'crimeTransfer' });
    await submit('officer-1', 'transfer-report', 'crimeTransferReport', report(), 'decision');
    expect(await scene.awaited(ordered)).toEqual(['transfer-decision/submit/1 chief-1']);
    await principalDecides('approved', {}, ordered);
    await transfer(ordered);
    await answer('filed', ordered);
    await hand(ordered);
  }

  test(title('负责人决定移送，公安机关立案：办案期限已办；案件终止时，决定以移送办结'), async () => {
    await transferredByDecision();
    const { clocks: terms } = await scene.world.state(CASE, 'enforcement-case');
    expect(terms['case-decision']?.met).toBeDefined();
    expect(await scene.awaited()).toEqual([]);
    const decidedOn = now();
    await scene.world.sandbox.advanceTo(now() + DAY);
    await scene.world.resume(CASE);
    await scene.terminate({ ground: 'crimeTransfer' });
    expect(await scene.concluded()).toEqual({ outcome: 'transferred', decidedOn });
  });

  test(title('决定移送的案件由司法机关移送回来：回到起草，证据重新开放，可以处罚'), async () => {
    await transferredByDecision();
    expect(await frozen()).toBe(true);
    expect((await answer('filed', 'decision')).refused?.message).toContain('其他答复');
    await scene.world.resume(CASE);
    expect((await answer('givenBack', 'decision')).refused).toBeUndefined();
    expect(await scene.awaited()).toEqual(['draft/submit/2 officer-1']);
    expect(await frozen()).toBe(false);
    expect((await answer('givenBack', 'decision')).refused?.message).toContain('尚未移送回来');
    expect((await scene.draft({}, 2)).refused).toBeUndefined();
  });

  test(title('尚未开始审查决定而案件移送回来：记入案件，此后可以告知、处罚'), async () => {
    await ready();
    await scene.transfer(report());
    const of = 'enforcement-case';
    expect((await answer('givenBack', of)).refused?.message).toContain('案件已经移送');
    await principalDecides('approved');
    await transfer();
    await answer('filed');
    await hand();
    expect(isWithPolice(foldMatter(await scene.world.records(CASE)))).toBe(true);
    expect((await answer('givenBack', of)).refused).toBeUndefined();
    expect(isWithPolice(foldMatter(await scene.world.records(CASE)))).toBe(false);
    await scene.begun();
    expect((await scene.draft()).refused).toBeUndefined();
  });

  test(title('负责人决定移送而正职负责人不批准：回到起草，另作处理'), async () => {
    await ready();
    await scene.approved({ proposal: 'crimeTransfer' });
    await submit('officer-1', 'transfer-report', 'crimeTransferReport', report(), 'decision');
    await principalDecides('refused', { reasons: '不构成犯罪' }, 'crime-transfer/decision-1');
    expect(await scene.awaited()).toEqual(['draft/submit/2 officer-1']);
    expect((await scene.draft({}, 2)).refused).toBeUndefined();
  });
});
