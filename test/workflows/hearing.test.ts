import { afterEach, describe, expect, test } from '@jest/globals';
import type { Body } from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';
import { notOffered } from '../harness/offered.js';
import { CASE, DAY, NOTICE, notice, NoticeScene } from './notice-scene.js';

const title = (rest: string) => `${articleTitle(13)} ${rest}`;
const HEARING = 'hearing/1';

let scene: NoticeScene;
afterEach(async () => {
  expect(notOffered(await scene.world.records(CASE))).toEqual([]);
  await scene.world.sandbox.dispose();
});

const now = () => scene.world.sandbox.now;
const pass = (ms: number) => scene.world.sandbox.advanceTo(now() + ms);
const decide = (actor: string, step: string, decision: string, form: Body = {}) =>
  scene.decide(actor, step, decision, form, HEARING);
const record = (document: Parameters<NoticeScene['putOnFile']>[0], form: Body, actor = 'legal-1') =>
  scene.putOnFile(document, form, { procedure: HEARING, actor });
const awaited = () => scene.world.awaited(CASE, HEARING);

const appointment = (chair = 'legal-1', recorder = 'clerk-1'): Body => ({
  chair: [chair],
  recorder: [recorder],
  publicity: 'open',
});
const announcement = (days: number): Body => ({
  hearingAt: now() + days * DAY,
  place: '本局 301 室',
  chair: '孙六',
  challenge: '可以申请主持人回避',
  agents: '可以委托一至二人代理',
  absence: '无正当理由拒不出席的，视为放弃听证权利',
});
const minutes = (more: Body = {}): Body => ({
  participants: ['王某', '张一'],
  caseOfInvestigators: '未取得施工许可证擅自施工',
  defence: '已经停工',
  examination: '对照片无异议',
  evidenceRecords: ['12', '13'],
  recordingMade: 'made',
  recordingIds: ['1'],
  signing: 'signed',
  signedOriginal: ['a'],
  ...more,
});
const challenge = (chair = 'legal-1'): Body => ({
  persons: [chair],
  receivedAt: now(),
  reasons: '与本案有利害关系',
});

/** A case in which the party has asked for a hearing on the Tuesday. */
async function requested(more: Partial<NoticeScene['people']> = {}): Promise<void> {
  scene = await NoticeScene.investigated();
  scene.people = { ...scene.people, ...more };
  scene.world.people.set('legal-2', {
    ...structuredClone(scene.world.people.get('legal-1')!),
    id: 'legal-2',
    name: '吴八',
  });
  await scene.noteElsewhere('recording-custody/1', 'stored');
  await scene.give();
  await scene.serve('1');
  await scene.putOnFile('hearingRequest', { receivedAt: now(), form: 'oral', original: ['a'] });
}

/** The same, with a chair and a time so many days on, told at once. */
async function announced(days = 14): Promise<void> {
  await requested();
  await decide('leader-1', 'hearing-appointment/submit/1', 'submit', appointment());
  await decide('legal-1', 'hearing-notice/submit/1', 'submit', announcement(days));
  await scene.serve('1', HEARING);
}

describe('听证', () => {
  test(title('指定主持人、七个工作日前通知、举行、笔录、报告：办结，期间案件期限停止'), async () => {
    await announced();
    const { clocks } = await scene.world.state(CASE, 'enforcement-case');
    expect(clocks['case-decision']?.stopped).toBeDefined();
    expect(await awaited()).toEqual(['hearing-record/submit/1 legal-1']);
    expect(
      (await decide('legal-1', 'hearing-record/submit/1', 'submit', minutes())).refused?.message,
    ).toContain('通知的听证时间已到');
    await pass(14 * DAY);
    await decide('legal-1', 'hearing-record/submit/1', 'submit', minutes());
    expect(await scene.missing()).toContain('hearingHeldOrGivenUp');
    expect(await awaited()).toEqual(['hearing-report/submit/1 legal-1']);
    await decide('legal-1', 'hearing-report/submit/1', 'submit', { course: '如笔录', advice: '维持' });
    expect(await scene.concluded(HEARING)).toMatchObject({ outcome: 'held', party: '1' });
    const after = await scene.world.state(CASE, 'enforcement-case');
    expect(after.clocks['case-decision']?.stopped).toBeUndefined();
    expect(await scene.missing({ evidenceRecords: ['12'] })).toEqual([]);
    expect(await scene.missing({ evidenceRecords: ['12', '40'] })).toEqual(['restsOnHearingRecord']);
  });

  const appointments: [string, Body, string][] = [
    ['承办人', appointment('officer-2'), '不是本案调查人员'],
    ['两人', { ...appointment(), chair: ['legal-1', 'legal-2'] }, '指定一名听证主持人'],
    ['记录人本人', appointment('legal-1', 'legal-1'), '不是同一人'],
  ];
  test.each(appointments)(title('指定%s主持：被拒绝'), async (_, form, missing) => {
    await requested();
    const { refused } = await decide('leader-1', 'hearing-appointment/submit/1', 'submit', form);
    expect(refused?.message).toContain(missing);
  });

  test(title('不是主持人的人通知听证时间：被拒绝'), async () => {
    await requested();
    await decide('leader-1', 'hearing-appointment/submit/1', 'submit', appointment());
    const { refused } = await decide('legal-2', 'hearing-notice/submit/1', 'submit', announcement(14));
    expect(refused).toMatchObject({ code: 'notYourTask' });
  });

  test(title('负责人以外的人指定主持人：被拒绝；负责人第二次指定：本环节已办理'), async () => {
    await requested();
    const step = 'hearing-appointment/submit/1';
    expect((await decide('head-1', step, 'submit', appointment())).refused).toMatchObject({
      code: 'notYourTask',
    });
    await decide('leader-1', step, 'submit', appointment());
    expect((await decide('leader-1', step, 'submit', appointment('legal-2'))).refused).toMatchObject({
      code: 'alreadyDecided',
    });
  });

  /** Hearing so many days after the notice, served so many days after it. */
  const times: [string, number, number, 'refused' | 'moved' | 'stands'][] = [
    ['第七日', 7, 0, 'refused'],
    ['第七个工作日当日（12 月 3 日）', 9, 0, 'moved'],
    ['第七个工作日次日（12 月 4 日）', 10, 0, 'stands'],
    ['次日起第七个工作日，但迟一日送达', 10, 1, 'moved'],
  ];
  test.each(times)(title('听证定在通知后%s：不足七个工作日的须改期'), async (_, days, later, then) => {
    await requested();
    await decide('leader-1', 'hearing-appointment/submit/1', 'submit', appointment());
    const told = await decide('legal-1', 'hearing-notice/submit/1', 'submit', announcement(days));
    expect(told.refused !== undefined).toBe(then === 'refused');
    if (then === 'refused') return;
    await pass(later * DAY);
    await scene.serve('1', HEARING);
    expect(await awaited()).toEqual([
      then === 'moved' ? 'hearing-postponement/submit/1 legal-1' : 'hearing-record/submit/1 legal-1',
    ]);
  });

  test(title('改期：重新送达、重新计算七个工作日，到期举行'), async () => {
    await announced(9);
    const later: Body = { reasons: '通知不足七个工作日', hearingAt: now() + 20 * DAY, place: '本局 301 室' };
    await decide('legal-1', 'hearing-postponement/submit/1', 'submit', later);
    await scene.serve('1', HEARING);
    expect(await awaited()).toEqual(['hearing-record-2/submit/1 legal-1']);
    await pass(20 * DAY);
    await decide('legal-1', 'hearing-record-2/submit/1', 'submit', minutes());
    await decide('legal-1', 'hearing-report/submit/1', 'submit');
    expect(await scene.concluded(HEARING)).toMatchObject({ outcome: 'held' });
  });

  test(title('两名当事人均要求听证：各自一次听证，全部结束前案件期限停止'), async () => {
    scene = await NoticeScene.investigated();
    await scene.addParty();
    await scene.give({ ...notice, parties: ['1', '2'] });
    await scene.serve('1');
    await scene.serve('2', NOTICE, { signer: 'party' });
    const form: Body = { receivedAt: now(), form: 'written', original: ['a'] };
    for (const party of ['1', '2']) await scene.putOnFile('hearingRequest', { ...form, party });
    const waiver: Body = { waivedAt: now(), words: '不再要求听证', original: ['a'] };
    const parties = ['hearing/1', 'hearing/1-2'].map(async (procedure) => {
      const { opening } = await scene.world.state(CASE, procedure);
      return opening?.facts['party'];
    });
    expect(await Promise.all(parties)).toEqual(['1', '2']);
    const stopped = async () =>
      (await scene.world.state(CASE, 'enforcement-case')).clocks['case-decision']?.stopped !== undefined;
    await record('hearingWaiver', waiver, 'officer-1');
    expect(await stopped()).toBe(true);
    await scene.putOnFile('hearingWaiver', waiver, { procedure: 'hearing/1-2' });
    expect(await stopped()).toBe(false);
  });

  test(title('主持人因故改期：原任务收回，他人改期被拒绝'), async () => {
    await announced();
    const later: Body = { reasons: '当事人申请延期', hearingAt: now() + 30 * DAY, place: '本局 301 室' };
    expect((await record('hearingPostponement', later, 'officer-1')).refused).toMatchObject({
      code: 'notTheHearingChair',
    });
    await record('hearingPostponement', later);
    expect(await awaited()).toEqual([]);
    await scene.serve('1', HEARING);
    expect(await awaited()).toEqual(['hearing-record-2/submit/1 legal-1']);
  });
});

describe('听证主持人的回避', () => {
  test(title('申请未决：不得举行；驳回的，照常举行'), async () => {
    await announced();
    expect((await record('hearingChallenge', challenge('clerk-1'), 'officer-1')).refused).toMatchObject({
      code: 'notReady',
    });
    await record('hearingChallenge', challenge(), 'officer-1');
    await pass(14 * DAY);
    const held = () => decide('legal-1', 'hearing-record/submit/1', 'submit', minutes());
    expect((await held()).refused?.message).toContain('回避申请均已决定');
    await decide('leader-1', 'hearing-challenge/approve/1', 'refuse');
    expect(await held()).toHaveProperty('seq');
  });

  test(title('负责人同意回避：收回原主持人的任务，另行指定，重新通知'), async () => {
    await announced();
    await record('hearingChallenge', challenge(), 'officer-1');
    await decide('leader-1', 'hearing-challenge/approve/1', 'agree');
    expect(await awaited()).toEqual(['hearing-appointment-2/submit/1 leader-1']);
    const { refused } = await decide('legal-1', 'hearing-record/submit/1', 'submit', minutes());
    expect(refused).toMatchObject({ code: 'taskClosed' });
    await decide('leader-1', 'hearing-appointment-2/submit/1', 'submit', appointment('legal-2'));
    await decide('legal-2', 'hearing-notice-2/submit/1', 'submit', announcement(14));
    await scene.serve('1', HEARING);
    await scene.world.resume(CASE);
    expect(await awaited()).toEqual(['hearing-record-2/submit/1 legal-2']);
  });

  test(title('同意回避的主持人、已经回避的人：不得再被指定，也不得任记录人'), async () => {
    await announced();
    await record('hearingChallenge', challenge(), 'officer-1');
    await decide('leader-1', 'hearing-challenge/approve/1', 'agree');
    const of = { procedure: 'enforcement-case', actor: 'officer-1' };
    const application: Body = { appliedBy: 'party', capacity: 'officer', reasons: '系近亲属' };
    await scene.putOnFile(
      'recusalApplication',
      { ...application, persons: ['clerk-1'], receivedAt: now() },
      of,
    );
    const withdraws: Body = { persons: ['clerk-1'], result: 'withdraws', decidedAt: now(), reasons: '属实' };
    await scene.decide('leader-1', 'recusal-1/submit/1', 'submit', withdraws, of.procedure);
    const appoint = async (chair: string, recorder: string) => {
      const form = appointment(chair, recorder);
      return (await decide('leader-1', 'hearing-appointment-2/submit/1', 'submit', form)).refused?.message;
    };
    expect(await appoint('legal-1', 'head-2')).toContain('未曾回避');
    expect(await appoint('legal-2', 'clerk-1')).toContain('未曾回避');
    expect(await appoint('legal-2', 'legal-1')).toContain('未曾回避');
    expect(await appoint('legal-2', 'head-2')).toBeUndefined();
  });

  test(
    title('负责人自任主持人：没有他人决定对他的回避申请，拒绝；另有负责人的可以，由另一人决定'),
    async () => {
      const leader = (id: string) => ({
        ...structuredClone(scene.world.people.get('leader-1')!),
        id,
        name: id,
      });
      await requested();
      const appoint = () =>
        decide('leader-1', 'hearing-appointment/submit/1', 'submit', appointment('leader-1'));
      expect((await appoint()).refused?.message).toContain('对主持人的回避申请');
      await scene.world.sandbox.dispose();
      await requested({ approvers: ['leader-1', 'leader-2'] });
      scene.world.people.set('leader-2', leader('leader-2'));
      expect((await appoint()).refused).toBeUndefined();
      await decide('leader-1', 'hearing-notice/submit/1', 'submit', announcement(14));
      await scene.serve('1', HEARING);
      await record('hearingChallenge', challenge('leader-1'), 'officer-1');
      expect(await awaited()).toContain('hearing-challenge/approve/1 leader-2');
      const own = await decide('leader-1', 'hearing-challenge/approve/1', 'refuse');
      expect(own.refused?.code).toBe('notYourTask');
      await decide('leader-2', 'hearing-challenge/approve/1', 'agree');
      expect(await awaited()).toEqual(['hearing-appointment-2/submit/1 leader-1|leader-2']);
    },
  );
});

describe('听证的终止', () => {
  const ended = (ground: string): Body => ({ ground, endedAt: now(), course: '经核实，无正当理由' });

  test(title('当事人不出席：时间未到不得终止，到时由主持人记录，视为放弃'), async () => {
    await announced();
    expect((await record('hearingNoShow', ended('noShow'))).refused?.message).toContain('通知的听证时间已到');
    await pass(14 * DAY);
    expect((await record('hearingNoShow', ended('noShow'), 'officer-1')).refused).toMatchObject({
      code: 'notTheHearingChair',
    });
    await record('hearingNoShow', ended('noShow'));
    expect(await scene.concluded(HEARING)).toMatchObject({ outcome: 'absent' });
    expect(await scene.missing()).toEqual([]);
  });

  test(title('当事人在指定主持人之前撤回要求：办结'), async () => {
    await requested();
    await record('hearingWaiver', { waivedAt: now(), words: '不再要求听证', original: ['a'] }, 'officer-1');
    expect(await scene.concluded(HEARING)).toMatchObject({ outcome: 'withdrawn' });
  });
});

describe('听证笔录', () => {
  const faults: [string, Body, string][] = [
    ['没有音像记录', { recordingIds: [] }, '音像记录'],
    ['所列音像记录不在卷', { recordingIds: ['9'] }, '已经登记入卷'],
    ['不适宜音像记录未经批准', { recordingMade: 'unsuitable' }, '不适宜音像记录已经批准'],
    ['代理人三人', { agents: ['甲', '乙', '丙'] }, '代理人不超过二人'],
    ['拒绝签名而未注明原因', { signing: 'refused' }, '拒绝签名'],
  ];
  test.each(faults)(title('%s：被拒绝并指明所缺'), async (_, change, missing) => {
    await announced();
    await pass(14 * DAY);
    const { refused } = await decide('legal-1', 'hearing-record/submit/1', 'submit', minutes(change));
    expect(refused?.message).toContain(missing);
  });

  test(title('拒绝签名并注明原因，不适宜音像记录经承办机构批准：成立'), async () => {
    await announced();
    await record('unsuitableForRecording', { act: 'hearing', reasons: '涉及个人隐私' });
    await decide('head-1', 'recording-unsuitable/approve/1', 'agree');
    await pass(14 * DAY);
    const change: Body = {
      recordingMade: 'unsuitable',
      signing: 'refused',
      refusalToSign: '当事人认为记录不全，拒绝说明',
      witness: '郑九',
    };
    expect(await decide('legal-1', 'hearing-record/submit/1', 'submit', minutes(change))).toHaveProperty(
      'seq',
    );
  });

  test(title('运行中断后恢复，两次：主持人的任务照旧，笔录只作一次'), async () => {
    await announced();
    await scene.world.resume(CASE);
    await pass(14 * DAY);
    await decide('legal-1', 'hearing-record/submit/1', 'submit', minutes());
    await scene.world.resume(CASE);
    expect((await decide('legal-1', 'hearing-record/submit/1', 'submit', minutes())).refused).toMatchObject({
      code: 'alreadyDecided',
    });
    await decide('legal-1', 'hearing-report/submit/1', 'submit');
    expect(await scene.concluded(HEARING)).toMatchObject({ outcome: 'held' });
  });
});
