import { afterEach, describe, expect, test } from '@jest/globals';
import { summaryPenaltyRow } from '../../src/workflows/law/summary-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import { isFrozen } from '../../src/workflows/law/evidence-records.js';
import { foldMatter } from '../../src/workflows/law/record/fold.js';
import type { Body } from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { World } from '../harness/world.js';
import { CASE, factsOf } from './decision-scene.js';

const title = (rest: string) => `${articleTitle(21)} ${rest}`;
const SUMMARY = 'summary-penalty';
const row = summaryPenaltyRow as unknown as ProcedureRow;

let world: World;
afterEach(() => world.sandbox.dispose());

/** A warning and a fine of 3 000 yuan for an organisation. */
const form = (more: Body = {}): Body => ({
  number: '当罚〔2026〕001号',
  act: '施工现场未设置围挡',
  typeAndBasis: '罚款三千元',
  fine: 300_000,
  penaltyKind: 'fine',
  partyKind: 'organisation',
  basisKeys: ['constructionWithoutPermit'],
  violationEnded: '2026-11-20',
  earlierFine: 'none',
  decidedAt: world.sandbox.now,
  place: '某工地',
  remedies:
    '不服本决定的，应当先自收到之日起六十日内向华阴市人民政府申请行政复议，对复议决定不服的，再提起行政诉讼',
  agency: '华阴市住房和城乡建设局',
  defence: '当场听取，当事人无异议',
  certificatesShown: '已主动出示',
  signing: 'signed',
  signedOriginal: ['决定书存根'],
  ...more,
});

const citizen: Body = { partyKind: 'citizen', age: 'adult', capacity: 'full' };

async function opened(): Promise<void> {
  world = new World(given('TEST_WORKFLOW_BUNDLE'));
  await world.begin(CASE);
  await world.openOn(CASE, row, 'officer-1');
}

function decide(more: Body = {}, fields: Record<string, unknown> = {}) {
  const filled = form(more);
  const facts = factsOf('spotPenaltyDecision', filled);
  return world.putOnFile(CASE, 'officer-1', SUMMARY, 'spotPenaltyDecision', {
    form: filled,
    facts,
    ...fields,
  });
}

const concluded = async () => (await world.state(CASE, SUMMARY)).concluded?.facts;

describe('当场处罚（简易程序）', () => {
  test(title('限额以内：当场决定、当场交付，报本机关备案后办结'), async () => {
    await opened();
    expect((await decide()).refused).toBeUndefined();
    expect(await world.awaited(CASE, SUMMARY)).toEqual(['spot-filing/submit/1 officer-1|officer-2']);
    const filing = { number: '当罚〔2026〕001号', filedAt: world.sandbox.now, copy: ['存根'] };
    const filed = await world.decide(CASE, 'officer-1', 'spot-filing/submit/1', 'submit', {
      procedure: SUMMARY,
      form: filing,
      facts: factsOf('spotPenaltyFiling', filing),
    });
    expect(filed.refused).toBeUndefined();
    const at = world.sandbox.now;
    expect(await concluded()).toEqual({ outcome: 'penalty', decidedOn: at, servedOn: at });
  });

  test.each([
    { when: '期限的最后一刻', late: 0, noted: [] },
    { when: '期限届满后一毫秒', late: 1, noted: [{ clock: 'spot-filing', byMs: 1 }] },
  ])(title('当场决定后起算备案期限；$when备案：照收，逾期记明'), async ({ late, noted }) => {
    await opened();
    await decide();
    const clock = (await world.state(CASE, SUMMARY)).clocks['spot-filing']!;
    expect(clock).toMatchObject({ period: 'spotPenaltyFiling', from: world.sandbox.now });
    await world.sandbox.advanceTo(clock.at + late);
    const filing = { number: '当罚〔2026〕001号', filedAt: world.sandbox.now, copy: ['存根'] };
    await world.decide(CASE, 'officer-1', 'spot-filing/submit/1', 'submit', {
      procedure: SUMMARY,
      form: filing,
      facts: factsOf('spotPenaltyFiling', filing),
    });
    const filed = (await world.records(CASE)).find(({ step }) => step === 'spot-filing/submit/1');
    expect(filed?.late).toEqual(noted);
  });

  test.each<[string, Body]>([
    ['对单位罚款三千元零一分', { fine: 300_001 }],
    ['对公民罚款二百元零一分', { ...citizen, fine: 20_001 }],
    ['没收', { penaltyKind: 'confiscation', confiscatedAmount: 1, fine: 0 }],
  ])(title('%s：不能当场作出，拒绝并指明一般程序'), async (_, more) => {
    await opened();
    const filled = form(more);
    const facts = { ...factsOf('spotPenaltyDecision', filled), ...more };
    const { refused } = await decide(more, { facts });
    expect(refused?.code).toBe('beyondSummaryProcedure');
    expect(refused?.message).toContain('请按一般程序办理');
  });

  test(title('对公民罚款二百元：恰在限额，可以当场作出'), async () => {
    await opened();
    expect((await decide({ ...citizen, fine: 20_000 })).refused).toBeUndefined();
  });

  const barred: [string, Body, string][] = [
    ['二年零一日前终了的违法行为', { violationEnded: '2024-11-23' }, 'timeBarred'],
    ['明日才发生的违法行为', { violationEnded: '2026-11-25' }, 'momentWrong'],
    ['不满十四周岁的人', { ...citizen, age: 'underFourteen' }, 'underFourteen'],
    ['不能辨认自己行为的人', { ...citizen, capacity: 'none' }, 'withoutCapacity'],
    ['已被罚款的同一违法行为', { earlierFine: 'fined' }, 'secondFine'],
  ];
  test.each(barred)(title('%s：不得当场处罚'), async (_, more, code) => {
    await opened();
    expect((await decide({ fine: 20_000, ...more })).refused?.code).toBe(code);
  });

  test(title('恰满二年被发现、或者只予警告的，可以当场作出'), async () => {
    await opened();
    expect((await decide({ violationEnded: '2024-11-24' })).refused).toBeUndefined();
    await world.sandbox.dispose();
    await opened();
    const warning: Body = { earlierFine: 'fined', penaltyKind: 'warning', fine: 0 };
    expect((await decide(warning)).refused).toBeUndefined();
  });

  test(title('未出示证件、未写明复议前置、无依据：一次列明全部所缺'), async () => {
    await opened();
    const { refused } = await decide({
      certificatesShown: '',
      remedies: '可以申请行政复议或者提起行政诉讼',
      basisKeys: [],
    });
    expect(refused).toMatchObject({ code: 'requirementsMissing', params: { count: 3 } });
  });

  test(title('只有一名执法人员、证件已过期、未听取申辩：拒绝'), async () => {
    await opened();
    const one = [{ id: 'officer-1', certificate: '陕E-001' }];
    expect((await decide({}, { officers: one })).refused?.code).toBe('twoOfficersRequired');
    expect((await decide({ defence: '' })).refused?.message).toContain('陈述、申辩及复核情况');
    world.people.get('officer-2')!.certificates[0]!.until = world.sandbox.now - 1;
    expect((await decide()).refused?.code).toBe('certificateExpired');
  });

  test(title('不适用简易程序：写明理由，转为一般程序；此后不得再当场决定'), async () => {
    await opened();
    await world.decide(CASE, 'officer-2', 'ordinary/submit/1', 'submit', { procedure: SUMMARY });
    expect(await concluded()).toEqual({ outcome: 'ordinary' });
    await world.resume(CASE);
    expect((await world.state(CASE, SUMMARY)).concluded?.facts).toEqual({ outcome: 'ordinary' });
  });

  test(title('转为一般程序：办案期限照走，证据不因此封闭；当场作出的，两者都止'), async () => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.beginApproved(CASE);
    const left = async () => {
      const { clocks } = await world.state(CASE, 'enforcement-case');
      return [clocks['case-decision']?.met !== undefined, isFrozen(foldMatter(await world.records(CASE)))];
    };
    await world.openOn(CASE, row, 'officer-1');
    await world.decide(CASE, 'officer-2', 'ordinary/submit/1', 'submit', { procedure: SUMMARY });
    expect(await concluded()).toEqual({ outcome: 'ordinary' });
    expect(await left()).toEqual([false, false]);
    await world.sandbox.dispose();
    await opened();
    await decide();
    expect(isFrozen(foldMatter(await world.records(CASE)))).toBe(true);
  });

  test(title('启动未获批准，尚未当场决定：程序随案件办结，任务撤销'), async () => {
    await opened();
    await world.submit(CASE, 'officer-1');
    await world.review(CASE, 'head-1', 'agree');
    await world.approve(CASE, 'leader-1', 'refuse');
    expect(await concluded()).toEqual({ outcome: 'caseEnded' });
    expect(await world.awaited(CASE, SUMMARY)).toEqual([]);
  });

  test(title('作出后运行丢失：从案卷恢复，仍待备案；不得再作第二份'), async () => {
    await opened();
    await decide();
    await world.resume(CASE);
    expect(await world.awaited(CASE, SUMMARY)).toEqual(['spot-filing/submit/1 officer-1|officer-2']);
    expect((await decide()).refused).toBeDefined();
  });
});
