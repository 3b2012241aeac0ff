import { afterEach, describe, expect, test } from '@jest/globals';
import { clocksWhileSuspended } from '../../src/workflows/law/case-course.js';
import { evidencePreservationRow } from '../../src/workflows/law/preservation-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import { articleTitle } from '../harness/article-title.js';
import { TUESDAY, type World } from '../harness/world.js';
import {
  approvedCase,
  approveForm,
  CASE,
  clockOf,
  DAY,
  HOUR,
  INVESTIGATION,
  officers,
  openAppraisal,
  openInvestigation,
  paper,
  THE_CASE,
} from './case-course.js';

const title = (rest: string) => `${articleTitle(3)} ${rest}`;
const PRESERVATION = 'evidence-preservation/1';

let world: World;
afterEach(() => world.sandbox.dispose());

const suspend = async (count = 1) => {
  await paper(world, 'suspensionForm', { facts: { ground: 'other' } });
  await approveForm(world, `suspension-${String(count)}`);
};
const resumeCase = async (count = 1, facts = {}) => {
  await paper(world, 'resumptionForm', { facts });
  await approveForm(world, `resumption-${String(count)}`);
};
const question = (more: Record<string, unknown> = {}) =>
  paper(world, 'questioningRecord', { in: INVESTIGATION, more: { officers, ...more } });
const preserve = (number = 1) =>
  world.openOn(CASE, evidencePreservationRow as unknown as ProcedureRow, 'officer-1', {
    procedure: `evidence-preservation/${String(number)}`,
    form: { reasons: '可能灭失', objects: ['钢筋'], form: '就地登记保存' },
  });
const preserved = async () => {
  await preserve();
  await approveForm(world, 'preservation-form', 'agree', PRESERVATION);
};
const said = ({ refused }: { refused?: { code: string; message: string } }) => refused?.message ?? '';
const SUSPENDED = '中止的调查已经恢复';

describe('中止期间', () => {
  test(title('询问、先行登记保存、委托鉴定被拒绝；当事人的权利告知、回避申请照办；恢复后照常'), async () => {
    world = await approvedCase();
    await openInvestigation(world);
    await suspend();
    expect(said(await question())).toContain(SUSPENDED);
    expect(said(await preserve())).toContain(SUSPENDED);
    expect(said(await openAppraisal(world))).toContain(SUSPENDED);
    const told = { statement: 'told', defence: 'told', recusal: 'told', hearing: 'notNow', method: 'notice' };
    const rights = { in: INVESTIGATION, facts: told, more: { officers } };
    expect((await paper(world, 'rightsToldRecord', rights)).refused).toBeUndefined();
    const facts = { appliedBy: 'party', capacity: 'officer', persons: ['officer-1'] };
    expect((await paper(world, 'recusalApplication', { in: INVESTIGATION, facts })).refused).toBeUndefined();
    await resumeCase();
    expect((await question()).refused).toBeUndefined();
    expect((await preserve()).refused).toBeUndefined();
  });

  test.each([
    { moment: '中止生效前一毫秒', at: HOUR - 1, refused: false },
    { moment: '中止生效之时', at: HOUR, refused: true },
  ])(title('补记在$moment进行的询问：按发生的时间判断'), async ({ at, refused }) => {
    world = await approvedCase();
    await openInvestigation(world);
    await world.sandbox.advanceTo(TUESDAY + HOUR);
    await suspend();
    await world.sandbox.advanceTo(TUESDAY + 2 * HOUR);
    expect(said(await question({ occurredAt: TUESDAY + at })).includes(SUSPENDED)).toBe(refused);
  });

  test(title('恢复后补记中止期间进行的询问：仍被拒绝；再次中止、运行丢失后同样判断'), async () => {
    world = await approvedCase();
    await openInvestigation(world);
    await suspend();
    await world.sandbox.advanceTo(TUESDAY + DAY);
    await resumeCase();
    expect(said(await question({ occurredAt: TUESDAY + HOUR }))).toContain(SUSPENDED);
    await world.resume(CASE);
    expect(said(await question({ occurredAt: TUESDAY + HOUR }))).toContain(SUSPENDED);
    expect((await question()).refused).toBeUndefined();
    await world.sandbox.advanceTo(TUESDAY + 2 * DAY);
    await suspend(2);
    expect(said(await question())).toContain(SUSPENDED);
  });

  test(title('先行登记保存已经批准：实施被拒绝；已经实施的，期限不停止，处理决定照办'), async () => {
    world = await approvedCase();
    await preserved();
    const at = { procedure: PRESERVATION };
    const implement = () => {
      const preservedAt = world.sandbox.now;
      const form = {
        reasons: '可能灭失',
        place: '材料棚',
        duty: '不得转移',
        dueDay: '2026-12-03',
        preservedAt,
      };
      return world.decide(CASE, 'officer-1', 'preservation-notice/submit/1', 'submit', {
        ...at,
        form,
        facts: { preservedAt },
      });
    };
    await suspend();
    expect(said(await implement())).toContain(SUSPENDED);
    await resumeCase();
    expect((await implement()).refused).toBeUndefined();
    const list = { items: ['钢筋'], signing: 'signed', signedOriginal: ['清单'] };
    await world.putOnFile(CASE, 'officer-1', PRESERVATION, 'preservationList', { form: list });
    await suspend(2);
    expect((await clockOf(world, 'preservation-disposition', PRESERVATION)).stopped).toBeUndefined();
    expect((await clockOf(world, 'case-decision')).stopped).toBeDefined();
    const disposed = await world.decide(CASE, 'officer-1', 'preservation-disposition/submit/1', 'submit', {
      ...at,
      form: { outcome: 'release', items: ['钢筋'], reasons: '复验合格' },
      facts: { outcome: 'release' },
    });
    expect(disposed.refused).toBeUndefined();
  });

  test(title('停止的只有办案期限，恢复后顺延；其他已经起算的期限一律照常计算'), async () => {
    world = await approvedCase();
    await suspend();
    const states = async () =>
      (await world.records(CASE)).flatMap(({ clocks }) => clocks.map(({ period }) => period));
    expect((await clockOf(world, 'case-decision')).stopped).toBeDefined();
    for (const period of await states()) expect(Object.keys(clocksWhileSuspended)).toContain(period);
    await world.sandbox.advanceTo(TUESDAY + 5 * DAY);
    await resumeCase();
    expect((await clockOf(world, 'case-decision')).stops).toEqual([
      { from: TUESDAY, until: TUESDAY + 5 * DAY },
    ]);
  });
});

describe('终止之后', () => {
  test(title('除结束办理的事项外一律被拒绝：启动程序、填报证据'), async () => {
    world = await approvedCase();
    await openInvestigation(world);
    await paper(world, 'terminationForm', { facts: { ground: 'entityEnded' } });
    await approveForm(world, 'termination-1');
    expect(said(await preserve())).toContain('案件未终止');
    expect(said(await openAppraisal(world))).toContain('案件未终止');
    const notice = 'course-notice-termination/submit/1';
    expect(await world.awaited(CASE, THE_CASE)).toEqual([`${notice} officer-1|officer-2`]);
    const form = { kind: 'terminated', reasons: '当事人终止', toldAt: TUESDAY };
    const answer = await world.decide(CASE, 'officer-1', notice, 'submit', { procedure: THE_CASE, form });
    expect(said(answer)).not.toContain('案件未终止');
  });
});
