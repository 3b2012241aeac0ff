import { afterEach, describe, expect, test } from '@jest/globals';
import { DISPOSITION_CLOCK, evidencePreservationRow } from '../../src/workflows/law/preservation-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import type { Body } from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { World } from '../harness/world.js';

const title = (rest: string) => `${articleTitle(15)} ${rest}`;
const CASE = 'HY-2026-0001';
const PROCEDURE = 'evidence-preservation/1';
const DAY = 86_400_000;
const row = evidencePreservationRow as unknown as ProcedureRow;

const approvalForm: Body = {
  reasons: '钢筋可能被转移',
  objects: ['HRB400 钢筋 3 吨'],
  form: '就地登记保存',
};
const notice: Body = {
  reasons: '钢筋可能被转移',
  place: '施工现场东侧材料棚，就地封存',
  duty: '保存期间不得销毁或者转移',
  dueDay: '2026-12-03',
};
const list: Body = { items: ['HRB400 钢筋 3 吨'], signing: 'signed', signedOriginal: ['清单.jpg'] };
const disposal: Body = { outcome: 'release', items: ['HRB400 钢筋 3 吨'], reasons: '复验合格' };

let world: World;
afterEach(() => world.sandbox.dispose());

async function approved(): Promise<void> {
  world = new World(given('TEST_WORKFLOW_BUNDLE'));
  await world.beginApproved(CASE);
}

const open = () => world.openOn(CASE, row, 'officer-1', { form: approvalForm });
const decide = (actor: string, step: string, decision: string, form: Body = {}, facts: Body = {}) =>
  world.decide(CASE, actor, step, decision, { procedure: PROCEDURE, form, facts });

/** Preserved now, or so many milliseconds ago. */
const preserve = (ago = 0) => {
  const preservedAt = world.sandbox.now - ago;
  const form = { ...notice, preservedAt };
  return decide('officer-1', 'preservation-notice/submit/1', 'submit', form, { preservedAt });
};

async function preserved(): Promise<void> {
  await approved();
  await open();
  await decide('head-1', 'preservation-form/review/1', 'agree');
  await decide('leader-1', 'preservation-form/approve/1', 'agree');
  await preserve();
}

const putList = () => world.putOnFile(CASE, 'officer-1', PROCEDURE, 'preservationList', { form: list });
const propose = (outcome = 'release') =>
  decide('officer-1', 'preservation-disposition/submit/1', 'submit', { ...disposal, outcome }, { outcome });

async function disposed(): Promise<void> {
  await putList();
  await propose();
  await decide('head-1', 'preservation-disposition/review/1', 'agree');
  await decide('leader-1', 'preservation-disposition/approve/1', 'agree');
}

describe('先行登记保存', () => {
  test(title('经负责人批准后实施，七个工作日内处理：处理后办结'), async () => {
    await preserved();
    const { clocks } = await world.state(CASE, PROCEDURE);
    expect(clocks[DISPOSITION_CLOCK]).toMatchObject({
      period: 'evidencePreservation',
      lastDay: '2026-12-03',
    });
    expect(await world.awaited(CASE, PROCEDURE)).toEqual([
      'preservation-disposition/submit/1 officer-1|officer-2',
    ]);
    await disposed();
    expect((await world.state(CASE, PROCEDURE)).concluded?.facts).toEqual({ outcome: 'disposed' });
  });

  test(title('负责人不同意：不得实施，程序办结'), async () => {
    await approved();
    await open();
    await decide('head-1', 'preservation-form/review/1', 'agree');
    await decide('leader-1', 'preservation-form/approve/1', 'refuse');
    expect((await world.state(CASE, PROCEDURE)).concluded?.facts).toEqual({ outcome: 'notApproved' });
  });

  test(title('审核退回：由填报人再次填报，从审批表起'), async () => {
    await approved();
    await open();
    await decide('head-1', 'preservation-form/review/1', 'return');
    expect(await world.awaited(CASE, PROCEDURE)).toEqual(['preservation-form/submit/2 officer-1']);
    await decide('officer-1', 'preservation-form/submit/2', 'submit', approvalForm);
    expect(await world.awaited(CASE, PROCEDURE)).toEqual(['preservation-form/review/2 head-1|head-2']);
  });

  test(title('紧急启动尚未批准：先行登记保存须事先批准，被拒绝'), async () => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.begin(CASE, { hoursAgo: 2 });
    expect((await open()).refused).toMatchObject({ code: 'emergencyDoesNotCover', article: 15 });
  });

  test(title('审批表未写理由：被拒绝并指明所缺'), async () => {
    await approved();
    const answer = await world.openOn(CASE, row, 'officer-1', { form: { ...approvalForm, reasons: '' } });
    expect(answer.refused).toMatchObject({
      code: 'contentsRequired',
      params: { missing: '证据保全的启动理由' },
    });
  });

  test(title('不是本案承办人的执法人员提起：被拒绝'), async () => {
    await approved();
    const own = world.people.get('officer-2')!;
    world.people.set('officer-9', { ...own, id: 'officer-9', name: '郑九' });
    expect((await world.openOn(CASE, row, 'officer-9', { form: approvalForm })).refused).toMatchObject({
      code: 'notYourTask',
    });
  });

  test(title('七个工作日届满未处理：记录届满，任务仍在，逾期处理照收并记明迟延'), async () => {
    await preserved();
    await world.sandbox.advanceTo(world.sandbox.now + 11 * DAY);
    expect(await world.onFile(CASE, PROCEDURE)).toContain(`periodPassed ${DISPOSITION_CLOCK}`);
    await disposed();
    const { clocks, concluded } = await world.state(CASE, PROCEDURE);
    expect(concluded?.facts).toEqual({ outcome: 'disposed' });
    const clock = clocks[DISPOSITION_CLOCK];
    expect(clock?.metAt).toBeGreaterThan(clock?.at ?? 0);
  });

  test(title('批准之前已经实施、晚于现在实施：被拒绝；批准后的时间，事后记入：自实施之日起算'), async () => {
    await approved();
    await open();
    await decide('head-1', 'preservation-form/review/1', 'agree');
    await decide('leader-1', 'preservation-form/approve/1', 'agree');
    expect((await preserve(60_000)).refused).toMatchObject({ code: 'documentTimeWrong' });
    expect((await preserve(-60_000)).refused).toMatchObject({ code: 'documentTimeWrong' });
    await world.sandbox.advanceTo(world.sandbox.now + 3 * DAY);
    await preserve(3 * DAY);
    expect((await world.state(CASE, PROCEDURE)).clocks[DISPOSITION_CLOCK]?.lastDay).toBe('2026-12-03');
  });

  test(title('未制作清单，或者转为查封、没收而没有相应的程序：被拒绝，逐项指明'), async () => {
    await preserved();
    const confiscated = await propose('confiscation');
    expect(confiscated.refused?.params['missing']).toMatch(/清单.*行政处罚决定已经作出/);
    await putList();
    expect((await propose('seizure')).refused?.params['missing']).toMatch(/查封、扣押程序已经提起/);
    expect((await propose()).refused).toBeUndefined();
  });

  test(title('处理决定由负责人作出：不同意的重新提出；中途丢失运行，仍由负责人决定'), async () => {
    await preserved();
    await putList();
    await propose();
    await world.loseRuns();
    await world.resume(CASE);
    await decide('head-1', 'preservation-disposition/review/1', 'agree');
    await decide('leader-1', 'preservation-disposition/approve/1', 'refuse');
    expect(await world.awaited(CASE, PROCEDURE)).toEqual([
      'preservation-disposition-2/submit/1 officer-1|officer-2',
    ]);
  });
});
