import { afterEach, describe, expect, test } from '@jest/globals';
import { DECISION_CLOCK, rows } from '../../src/workflows/law/procedure-rows.js';
import { EMPTY_HEAD, SYSTEM, type Act, type Facts } from '../../src/workflows/law/record/kinds.js';
import { union } from '../../src/workflows/steps/standstill.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { TUESDAY, World } from '../harness/world.js';
import {
  approvedCase,
  approveForm,
  CASE,
  clockOf,
  DAY,
  openAppraisal,
  openInvestigation,
  paper,
  THE_CASE,
} from './case-course.js';

const title = (rest: string) => `${articleTitle(3)} ${rest}`;

let world: World;
afterEach(() => world.sandbox.dispose());

const after = (days: number) => world.sandbox.advanceTo(TUESDAY + days * DAY);
const term = () => clockOf(world, DECISION_CLOCK);
const code = (answer: { refused?: { code: string } }) => answer.refused?.code;

describe('办案期限的中止、恢复、延长', () => {
  test(title('中止经批准后期限停止，恢复经批准后继续，停止的日数不计入；各有告知任务'), async () => {
    world = await approvedCase();
    const before = (await term()).at;
    await after(10);
    await paper(world, 'suspensionForm', { facts: { ground: 'dependsOnAnotherCase' } });
    expect((await term()).stopped).toBeUndefined();
    await approveForm(world, 'suspension-1');
    expect((await term()).stopped).toBeDefined();
    expect(await world.awaited(CASE, THE_CASE)).toEqual([
      'course-notice-suspension-1/submit/1 officer-1|officer-2',
    ]);
    await after(30);
    await paper(world, 'resumptionForm');
    await approveForm(world, 'resumption-1');
    const { at, stopped, stops } = await term();
    expect(stopped).toBeUndefined();
    expect(stops).toEqual([{ from: TUESDAY + 10 * DAY, until: TUESDAY + 30 * DAY }]);
    expect(at - before).toBeGreaterThanOrEqual(20 * DAY);
  });

  test(title('恢复的情形早于批准已经消失：自消失之时起继续计算'), async () => {
    world = await approvedCase();
    await paper(world, 'suspensionForm', { facts: { ground: 'forceMajeure' } });
    await approveForm(world, 'suspension-1');
    await after(9);
    await paper(world, 'resumptionForm', { facts: { from: TUESDAY + 4 * DAY } });
    await approveForm(world, 'resumption-1');
    expect((await term()).stops).toEqual([{ from: TUESDAY, until: TUESDAY + 4 * DAY }]);
  });

  test(
    title('中止未批准、未填执行阶段以外的情形、重复中止、没有中止而恢复：期限不动或者被拒绝'),
    async () => {
      world = await approvedCase();
      expect(code(await paper(world, 'suspensionForm', { facts: { ground: 'hardship' } }))).toBe(
        'groundNotOfInvestigation',
      );
      expect(code(await paper(world, 'resumptionForm'))).toBe('notStandingStill');
      await paper(world, 'suspensionForm', { facts: { ground: 'other' } });
      expect(code(await paper(world, 'suspensionForm', { facts: { ground: 'other' } }))).toBe(
        'alreadyUnderReview',
      );
      await approveForm(world, 'suspension-1', 'refuse');
      expect((await term()).stopped).toBeUndefined();
      await paper(world, 'suspensionForm', { facts: { ground: 'other' } });
      await approveForm(world, 'suspension-2');
      expect((await term()).stopped).toBeDefined();
      expect(code(await paper(world, 'suspensionForm', { facts: { ground: 'other' } }))).toBe('notReady');
    },
  );

  test(
    title('第一次延长由负责人批准增加 30 日；第二次没有集体讨论记录不能批准，有记录后增加 60 日；没有第三次'),
    async () => {
      world = await approvedCase();
      const first = (await term()).lastDay;
      expect(first).toBe('2027-02-22');
      const extend = (extension: string) => paper(world, 'periodExtensionForm', { facts: { extension } });
      expect(code(await extend('caseDecisionSecondExtension'))).toBe('extensionNotAllowed');
      await extend('caseDecisionExtension');
      await approveForm(world, 'period-extension-1');
      expect(await term()).toMatchObject({ extensions: ['caseDecisionExtension'], lastDay: '2027-03-24' });
      await extend('caseDecisionSecondExtension');
      const alone = await approveForm(world, 'period-extension-2');
      expect(alone.refused).toMatchObject({ code: 'requirementsMissing', article: 19 });
      const minutes = { subject: 'secondExtension', attendees: ['leader-1', 'leader-2'] };
      await paper(world, 'collectiveDiscussionRecord', { by: 'leader-1', facts: minutes });
      const agreed = await world.decide(CASE, 'leader-1', 'period-extension-2/approve/1', 'agree', {
        procedure: THE_CASE,
      });
      expect(agreed.refused).toBeUndefined();
      expect((await term()).extensions).toEqual(['caseDecisionExtension', 'caseDecisionSecondExtension']);
      expect(code(await extend('caseDecisionSecondExtension'))).toBe('extensionNotAllowed');
    },
  );

  test.each([
    { asked: '2027-04-08', lastDay: '2027-04-08', granted: [0, 15] },
    { asked: '2027-05-23', lastDay: '2027-05-24', granted: [0, 60] },
    { asked: '2027-08-01', lastDay: '2027-05-24', granted: [0, 130] },
  ])(title('第二次延长申请至 $asked：按申请的日数延长，至多六十日，至 $lastDay'), async (row) => {
    world = await approvedCase();
    await paper(world, 'periodExtensionForm', { facts: { extension: 'caseDecisionExtension' } });
    await approveForm(world, 'period-extension-1');
    const facts = { extension: 'caseDecisionSecondExtension', until: row.asked };
    const before = { ...facts, until: '2027-03-24' };
    expect(code(await paper(world, 'periodExtensionForm', { facts: before }))).toBe('extensionNotAllowed');
    await paper(world, 'periodExtensionForm', { facts });
    const minutes = { subject: 'secondExtension', attendees: ['leader-1', 'leader-2'] };
    await paper(world, 'collectiveDiscussionRecord', { by: 'leader-1', facts: minutes });
    await approveForm(world, 'period-extension-2');
    expect(await term()).toMatchObject({ lastDay: row.lastDay, granted: row.granted });
    await world.resume(CASE);
    expect(await term()).toMatchObject({ lastDay: row.lastDay, granted: row.granted });
  });

  test(title('只有一名负责人参加的集体讨论：不足以批准第二次延长'), async () => {
    world = await approvedCase();
    await paper(world, 'periodExtensionForm', { facts: { extension: 'caseDecisionExtension' } });
    await approveForm(world, 'period-extension-1');
    await paper(world, 'periodExtensionForm', { facts: { extension: 'caseDecisionSecondExtension' } });
    const minutes = { subject: 'secondExtension', attendees: ['leader-1'] };
    await paper(world, 'collectiveDiscussionRecord', { by: 'leader-1', facts: minutes });
    expect(code(await approveForm(world, 'period-extension-2'))).toBe('requirementsMissing');
  });

  test.each([
    { when: '届满的最后一刻', late: 0, refused: undefined },
    { when: '届满后一毫秒', late: 1, refused: 'requirementsMissing' },
  ])(title('延长在期限$when批准'), async ({ late, refused }) => {
    world = await approvedCase();
    await paper(world, 'periodExtensionForm', { facts: { extension: 'caseDecisionExtension' } });
    const { at } = await term();
    await world.decide(CASE, 'head-1', 'period-extension-1/review/1', 'agree', { procedure: THE_CASE });
    await world.sandbox.advanceTo(at + late);
    const decided = await world.decide(CASE, 'leader-1', 'period-extension-1/approve/1', 'agree', {
      procedure: THE_CASE,
    });
    expect(code(decided)).toBe(refused);
    expect((await term()).extensions).toEqual(refused ? undefined : ['caseDecisionExtension']);
  });

  test(title('期限届满未作出决定：记录届满，不自动作出任何决定，案件仍在办理'), async () => {
    world = await approvedCase();
    await after(91);
    expect(await world.onFile(CASE, THE_CASE)).toContain(`periodPassed ${DECISION_CLOCK}`);
    expect((await world.state(CASE, THE_CASE)).concluded).toBeUndefined();
  });

  test(title('中止期间批准延长：期限仍然停止'), async () => {
    world = await approvedCase();
    await paper(world, 'suspensionForm', { facts: { ground: 'other' } });
    await approveForm(world, 'suspension-1');
    await paper(world, 'periodExtensionForm', { facts: { extension: 'caseDecisionExtension' } });
    await approveForm(world, 'period-extension-1');
    expect((await term()).stopped).toBeDefined();
  });
});

describe('检测、鉴定期间不计入', () => {
  test(title('鉴定与中止重叠：最后一个结束时恢复，每日只扣除一次；运行丢失两次后结果相同'), async () => {
    world = await approvedCase();
    await openInvestigation(world);
    await after(5);
    await openAppraisal(world);
    await after(10);
    await paper(world, 'suspensionForm', { facts: { ground: 'partyMissing' } });
    await approveForm(world, 'suspension-1');
    await world.resume(CASE);
    await after(15);
    await paper(world, 'appraisalOpinion', { in: 'appraisal/1' });
    expect((await term()).stopped).toBeDefined();
    await world.resume(CASE);
    await after(25);
    await paper(world, 'resumptionForm');
    await approveForm(world, 'resumption-1');
    const { stopped, stops } = await term();
    expect(stopped).toBeUndefined();
    expect(stops).toEqual([{ from: TUESDAY + 5 * DAY, until: TUESDAY + 25 * DAY }]);
  });

  test(title('先后两次鉴定：两段分别扣除，期间的日数照计'), async () => {
    world = await approvedCase();
    await openInvestigation(world);
    await openAppraisal(world, 1);
    await after(3);
    await paper(world, 'appraisalOpinion', { in: 'appraisal/1' });
    await after(6);
    await openAppraisal(world, 2);
    await after(8);
    await paper(world, 'appraisalOpinion', { in: 'appraisal/2' });
    expect((await term()).stops).toEqual([
      { from: TUESDAY, until: TUESDAY + 3 * DAY },
      { from: TUESDAY + 6 * DAY, until: TUESDAY + 8 * DAY },
    ]);
  });

  test(title('重叠、相接、包含的期间并为一段'), async () => {
    world = await approvedCase();
    const stops = [
      { from: 5, until: 9 },
      { from: 0, until: 3 },
      { from: 3, until: 4 },
      { from: 6, until: 7 },
    ];
    expect(union(stops)).toEqual([
      { from: 0, until: 4 },
      { from: 5, until: 9 },
    ]);
  });
});

describe('决定作出', () => {
  /** The decision as its records leave it; how it comes about is shown in its own tests. */
  async function decided(decidedOn: number): Promise<void> {
    const open = rows.map((row) =>
      row.key === 'decision' ? { ...row, requires: [], gate: () => undefined } : row,
    );
    world = new World(given('TEST_WORKFLOW_BUNDLE'), TUESDAY, open);
    await world.beginApproved(CASE);
    await after(20);
    const now = world.sandbox.now;
    const act = (kind: Act['kind'], facts: Facts): Act => ({
      ...{ chainId: CASE, procedure: 'decision', kind, step: kind, actor: SYSTEM, facts },
      ...{ occurredAt: now, receivedAt: now, opens: [], starts: [], body: {}, attachments: [] },
      ...{ secrecy: 1, policy: { id: 'test', version: '1' }, lawReferences: [] },
    });
    const opened = await world.record.append(act('opening', {}), { head: EMPTY_HEAD, state: { seq: 0 } });
    const known = { head: opened.head, state: { seq: opened.own! } };
    const { own } = await world.record.append(act('concluded', { outcome: 'penalty', decidedOn }), known);
    await world.sandbox.tell(`${CASE}/${THE_CASE}`, 'fileChanged', own);
  }

  test(title('决定办结：办案期限以作出决定之时为准办结，此后不再记录届满，也不能再延长'), async () => {
    await decided(TUESDAY + 19 * DAY);
    expect(await term()).toMatchObject({ metAt: TUESDAY + 19 * DAY });
    await world.resume(CASE);
    await after(120);
    expect(await world.onFile(CASE, THE_CASE)).toEqual(['opening', `clockMet ${DECISION_CLOCK}`]);
    const late = await paper(world, 'periodExtensionForm', { facts: { extension: 'caseDecisionExtension' } });
    expect(code(late)).toBe('extensionNotAllowed');
  });
});

describe('终止与略过', () => {
  test(title('终止经批准：告知当事人后案件办结，正在进行的调查随之结束'), async () => {
    world = await approvedCase();
    await openInvestigation(world);
    await paper(world, 'terminationForm', { facts: { ground: 'entityEnded' } });
    await approveForm(world, 'termination-1');
    const step = 'course-notice-termination/submit/1';
    expect(await world.awaited(CASE, THE_CASE)).toEqual([`${step} officer-1|officer-2`]);
    const form = {
      change: 'terminated',
      reasons: '当事人已经注销，无权利义务承受人',
      from: world.sandbox.now,
    };
    await world.decide(CASE, 'officer-1', step, 'submit', { procedure: THE_CASE, form });
    expect((await world.state(CASE, THE_CASE)).concluded?.facts).toEqual({ outcome: 'ended' });
    expect((await world.state(CASE, 'investigation')).concluded?.facts).toEqual({ outcome: 'caseEnded' });
  });

  test(title('以移送司法机关为由终止而尚未移送：批准被拒绝并指明所缺'), async () => {
    world = await approvedCase();
    await paper(world, 'terminationForm', { facts: { ground: 'crimeTransfer' } });
    expect(code(await approveForm(world, 'termination-1'))).toBe('requirementsMissing');
    expect((await world.state(CASE, THE_CASE)).terminated).toBeUndefined();
  });

  test(title('略过阶段须说明理由并经批准；登记第二名当事人记入案卷'), async () => {
    world = await approvedCase();
    const noReason = { more: { form: { reasons: '' } }, facts: { phase: 'investigation' } };
    expect(code(await paper(world, 'phaseSkipReason', noReason))).toBe('contentsRequired');
    await paper(world, 'phaseSkipReason', { facts: { phase: 'investigation' } });
    expect((await approveForm(world, 'phase-skip-1')).refused).toBeUndefined();
    const party = { facts: { partyKind: 'organisation', domicile: 'inChina' } };
    expect((await paper(world, 'partyParticulars', party)).refused).toBeUndefined();
  });

  test(title('普通启动经批准：案件只有开始一份记录，不增加记录和程序'), async () => {
    world = await approvedCase();
    expect(await world.onFile(CASE, THE_CASE)).toEqual(['opening']);
    expect([...world.sandbox.runs.keys()].sort()).toEqual([`${CASE}/case-initiation`, `${CASE}/${THE_CASE}`]);
  });
});
