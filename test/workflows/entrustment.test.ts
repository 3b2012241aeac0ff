import { afterEach, describe, expect, test } from '@jest/globals';
import { entrustmentById, listEntrustments } from '../../src/models/entrustments.js';
import { bureauChain } from '../../src/workflows/law/bureau.js';
import { endOfTerm, entrustmentRow } from '../../src/workflows/law/entrustment-rows.js';
import { inspectionRow, urgentInspectionRow } from '../../src/workflows/law/inspection-rows.js';
import { seizureRow } from '../../src/workflows/law/measure-rows.js';
import type { Post } from '../../src/workflows/law/posts.js';
import { caseInitiationRow } from '../../src/workflows/law/procedure-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import { summaryPenaltyRow } from '../../src/workflows/law/summary-rows.js';
import type { Facts } from '../../src/workflows/law/record/kinds.js';
import { recordingCustodyRow } from '../../src/workflows/law/recording-rows.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { people, TUESDAY, World } from '../harness/world.js';

const title = (rest: string) => `${articleTitle(2)} ${rest}`;
const CASE = 'HY-2026-0001';
const BUREAU = bureauChain(TUESDAY);
const PAPER = 'entrustment/a';
const DAY = 86_400_000;
const HOUR = 3_600_000;
const SCAN = { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64), size: 1, mediaType: 'application/pdf' };
/** The term ends with this day. */
const UNTIL = '2027-01-31';
const END = endOfTerm({ until: UNTIL });

let world: World;
afterEach(() => world.sandbox.dispose());

const rowOf = (row: unknown) => row as ProcedureRow;

function settle(id: string, name: string, post: Post, unit: string, certificate?: string): void {
  world.people.set(id, {
    id,
    name,
    active: true,
    posts: [{ post, unit, from: 0, until: null }],
    certificates: certificate ? [{ number: certificate, from: 0, until: TUESDAY + 400 * DAY }] : [],
  });
}

/** A bureau with a station that is not of its own. */
function made(settings: ConstructorParameters<typeof World>[3] = {}): World {
  world = new World(given('TEST_WORKFLOW_BUNDLE'), TUESDAY, undefined, settings);
  world.units.set('station', { id: 'station', name: '质量监督站', kind: 'entrusted' });
  settle('station-1', '冯一', 'officer', 'station', '陕E-101');
  settle('station-2', '陈二', 'officer', 'station', '陕E-102');
  settle('station-lawyer', '褚三', 'legalOfficer', 'station');
  return world;
}

const paper: Facts = {
  edition: 'test',
  unit: 'legal',
  to: 'station',
  powers: ['qualityPenalty', 'qualityInspection'],
  from: '2026-11-01',
  until: UNTIL,
  publishedOn: '2026-11-20',
  link: 'https://example.org/entrustment',
  people: { handlers: ['legal-1'], reviewers: [], approvers: [], legalOffice: ['legal-1'] },
};

const entered = (facts: Facts = {}, by = 'legal-1', attachments = [SCAN]) =>
  world.open(rowOf(entrustmentRow), BUREAU, { ...paper, ...facts }, by, {
    procedure: PAPER,
    body: { number: '华住建委〔2026〕1号' },
    attachments,
  });

/** The record an opening by the station names. */
async function reference(): Promise<Facts> {
  const found = (await entrustmentById(world.store, `${BUREAU}/${PAPER}`))!;
  return { id: found.id, seq: found.seq, sha256: found.sha256 };
}

const byStation = (facts: Facts = {}): Facts => ({
  edition: 'test',
  unit: 'station',
  people: { ...people, handlers: ['station-1', 'station-2'] },
  ...facts,
});

const startedByStation = (facts: Facts = {}, number = CASE) =>
  world.open(rowOf(caseInitiationRow), number, byStation({ emergency: null, ...facts }), 'station-1', {
    body: { title: '质量违法' },
  });

const inspected = (facts: Facts = {}, number = 'HYI-2026-0001', actor = 'station-1') =>
  world.open(rowOf(inspectionRow), number, byStation({ plannedAt: TUESDAY, ...facts }), actor, {
    body: {
      title: '日常检查',
      opinion: '拟予检查。',
      form: { subject: '某施工公司', basis: '建设工程质量管理条例', matters: ['质量'], plannedAt: TUESDAY },
    },
  });

describe(title('委托书：登记'), () => {
  test(
    title('委托书 › whole, with its scan › on file until its last day is over, then expired'),
    async () => {
      made();
      expect((await entered()).refused).toBeUndefined();
      expect(await listEntrustments(world.store, TUESDAY)).toMatchObject([
        { unit: 'station', from: '2026-11-01', until: UNTIL, enteredBy: 'legal-1' },
      ]);
      await world.sandbox.advanceTo(END);
      expect((await world.state(BUREAU, PAPER)).concluded).toBeUndefined();
      await world.sandbox.advanceTo(END + 1);
      expect((await world.state(BUREAU, PAPER)).concluded?.facts).toEqual({ outcome: 'expired' });
    },
  );

  test(
    title('委托书 › thirty days before its term is over › people are reminded, and nobody is late'),
    async () => {
      made();
      await entered();
      await world.sandbox.advanceTo(END - 31 * DAY);
      expect(await world.onFile(BUREAU, PAPER)).toEqual(['opening']);
      await world.sandbox.advanceTo(END);
      const reminded = Array.from({ length: 3 }, () => 'reminded entrustment-term');
      expect(await world.onFile(BUREAU, PAPER)).toEqual(['opening', ...reminded]);
      await world.sandbox.advanceTo(END + 1);
      expect(world.sandbox.overdue.get(`${BUREAU}/${PAPER}`)).toBeUndefined();
    },
  );

  test(title('委托书 › runs lost in mid-term › it ends all the same'), async () => {
    made();
    await entered();
    await world.resume(BUREAU);
    await world.sandbox.advanceTo(END + 1);
    expect((await world.state(BUREAU, PAPER)).concluded?.facts).toEqual({ outcome: 'expired' });
  });

  test.each([
    [
      '行政强制法第十七条 a coercive measure',
      { powers: ['safetyMeasure'] },
      'measureNotEntrustable',
      '施工安全查封、扣押',
    ],
    ['no powers', { powers: [] }, 'entrustmentIncomplete', '委托的具体事项'],
    ['to an office of the bureau', { to: 'inspection' }, 'entrustmentIncomplete', '受委托组织'],
    ['a term that is over', { from: '2026-01-01', until: '2026-11-23' }, 'entrustmentIncomplete', '尚未届满'],
    ['its days exchanged', { from: UNTIL, until: '2026-12-01' }, 'entrustmentIncomplete', '早于起始日'],
    ['five years to the day', { until: '2031-11-01' }, 'entrustmentIncomplete', '不超过 5 年'],
    ['a day without an address', { link: null }, 'entrustmentIncomplete', '公布日期和网址'],
    ['an address nobody can open', { link: '局门户' }, 'entrustmentIncomplete', 'https://'],
    ['to be published tomorrow', { publishedOn: '2026-11-25' }, 'entrustmentIncomplete', '不晚于今日'],
  ])(`${articleTitle(2)} 行政处罚法第二十条 %s › is refused`, async (_, facts, code, says) => {
    made();
    const { refused } = await entered(facts);
    expect([refused?.code, refused?.article]).toEqual([code, 2]);
    expect(refused?.message).toContain(says);
    expect(await world.records(BUREAU)).toEqual([]);
  });

  test(title('委托书 › without its scan; by somebody of an entrusted unit › refused'), async () => {
    made();
    expect((await entered({}, 'legal-1', [])).refused?.message).toContain('委托书扫描件');
    expect((await entered({}, 'station-lawyer')).refused?.code).toBe('subDelegation');
    expect((await entered({}, 'clerk-1')).refused?.code).toBe('postNotHeld');
  });

  test(title('委托书 › published after its entry › only then is it rested on; once'), async () => {
    made();
    await entered({ publishedOn: null, link: null });
    const facts = { entrustment: await reference() };
    expect((await startedByStation(facts)).refused).toMatchObject({
      code: 'entrustmentNotPublished',
      article: 2,
    });
    const form = { publishedOn: '2026-11-24', link: 'https://example.org/later' };
    const publish = { procedure: PAPER, document: 'entrustmentPublication', officers: [], form, facts: form };
    const late = { ...form, publishedOn: '2026-11-25' };
    const tomorrow = await world.act(BUREAU, 'legal-1', 'record', { ...publish, form: late, facts: late });
    expect(tomorrow.refused?.code).toBe('momentWrong');
    expect((await world.act(BUREAU, 'legal-1', 'record', publish)).refused).toBeUndefined();
    expect((await world.act(BUREAU, 'legal-1', 'record', publish)).refused?.code).toBe('momentWrong');
    expect((await startedByStation(facts)).refused).toBeUndefined();
  });

  test(
    title('委托书 › revoked with a reason › ended at once, and carries nothing from then on'),
    async () => {
      made();
      await entered();
      const facts = { entrustment: await reference() };
      expect(
        (await world.act(BUREAU, 'legal-1', 'revoke', { procedure: PAPER, opinion: ' ' })).refused?.code,
      ).toBe('opinionRequired');
      await world.act(BUREAU, 'legal-1', 'revoke', { procedure: PAPER, opinion: '机构改革' });
      expect((await world.state(BUREAU, PAPER)).concluded?.facts).toEqual({ outcome: 'revoked' });
      expect((await startedByStation(facts)).refused?.code).toBe('entrustmentNotInForce');
    },
  );
});

describe(title('没有权限的机构'), () => {
  test(
    title('程序启动 › by the legal office, and by a unit nobody registered › refused by name'),
    async () => {
      made();
      settle('lawyer-1', '卫四', 'officer', 'legal', '陕E-201');
      const start = (unit: string) =>
        world.open(rowOf(caseInitiationRow), CASE, byStation({ unit, emergency: null }), 'lawyer-1');
      expect((await start('legal')).refused).toMatchObject({
        code: 'unitWithoutPower',
        message: '法制科没有“行政处罚”的权限，不能以其名义办理。',
      });
      expect((await start('nowhere')).refused?.code).toBe('unitWithoutPower');
      expect(await world.records(CASE)).toEqual([]);
    },
  );

  test(title('程序启动 › the 权责清单 gives the office other items › the named one is refused'), async () => {
    made();
    world.units.set('inspection', { ...world.units.get('inspection')!, powers: ['gasPenalty'] });
    const start = (power: string, number: string) =>
      world.open(
        rowOf(caseInitiationRow),
        number,
        { edition: 'test', unit: 'inspection', people, power, emergency: null },
        'clerk-1',
      );
    expect((await start('qualityPenalty', CASE)).refused?.message).toContain('工程质量行政处罚');
    expect((await start('gasPenalty', CASE)).refused).toBeUndefined();
  });
});

describe(title('受委托的行政执法单位'), () => {
  test(
    title('程序启动、检查 › in the term › go ahead, and the opening names the record it rests on'),
    async () => {
      made();
      await entered();
      const entrustment = await reference();
      expect((await startedByStation({ entrustment, power: 'qualityPenalty' })).refused).toBeUndefined();
      expect((await inspected({ entrustment })).refused).toBeUndefined();
      const [opening] = await world.records(CASE);
      expect(opening?.facts['entrustment']).toEqual(entrustment);
    },
  );

  test(title('程序启动 › an item the paper does not name, another record, none › refused'), async () => {
    made();
    await entered();
    const entrustment = await reference();
    const starts = [
      { entrustment, power: 'gasPenalty' },
      { entrustment: { ...entrustment, sha256: 'c'.repeat(64) } },
      {},
    ];
    for (const facts of starts)
      expect((await startedByStation(facts)).refused?.code).toBe('unitWithoutPower');
  });

  test(title('程序启动 › the last instant of the term and the next › accepted, refused'), async () => {
    made();
    await entered();
    const entrustment = await reference();
    await world.sandbox.advanceTo(END);
    expect((await startedByStation({ entrustment })).refused).toBeUndefined();
    await world.sandbox.advanceTo(END + 1);
    expect((await startedByStation({ entrustment }, 'HY-2027-0001')).refused).toMatchObject({
      code: 'entrustmentNotInForce',
      params: { unit: '质量监督站', power: '行政处罚' },
    });
  });

  test(
    title('紧急启动、紧急检查 › begun in the term, entered after it › judged at the real start'),
    async () => {
      made();
      await entered();
      const entrustment = await reference();
      const officers = [
        { id: 'station-1', certificate: '陕E-101' },
        { id: 'station-2', certificate: '陕E-102' },
      ];
      await world.sandbox.advanceTo(END + HOUR);
      const emergency = (startedAt: number) => ({ startedAt, officers, lateEntry: false });
      const start = (startedAt: number, number: string) =>
        world.open(
          rowOf(caseInitiationRow),
          number,
          byStation({ entrustment, emergency: emergency(startedAt) }),
          'station-1',
          { body: { title: '质量违法', urgency: '即将坍塌' } },
        );
      expect((await start(END + 1, CASE)).refused?.code).toBe('entrustmentNotInForce');
      expect((await start(END, CASE)).refused).toBeUndefined();
      const urgent = (startedAt: number) =>
        world.open(
          rowOf(urgentInspectionRow),
          'HYI-2026-0009',
          byStation({ entrustment, startedAt }),
          'station-1',
          {
            body: {
              title: '紧急检查',
              opinion: '情况紧急。',
              form: {
                subject: '某施工公司',
                startedAt,
                urgency: '险情',
                basis: '条例',
                matters: ['质量'],
                certificatesShown: '已出示',
              },
            },
          },
        );
      expect((await urgent(END + 1)).refused?.code).toBe('entrustmentNotInForce');
      expect((await urgent(END)).refused).toBeUndefined();
    },
  );

  test(
    title('行政强制法第十七条 查封、扣押 › by an entrusted unit › refused whatever its paper says'),
    async () => {
      made();
      await entered();
      const entrustment = await reference();
      await startedByStation({ entrustment });
      const measure = { mode: 'approvedBefore', measure: 'seizure', basisKey: 'safetySealing' };
      const { refused } = await world.openOn(CASE, seizureRow as unknown as ProcedureRow, 'station-1', {
        facts: byStation({ entrustment, ...measure, takenAt: TUESDAY }),
        form: {
          ...measure,
          takenAt: TUESDAY,
          reasons: '不合格',
          things: ['升降机一台'],
          urgency: '即将坠落',
        },
      });
      expect([refused?.code, refused?.message.includes('质量监督站')]).toEqual([
        'measureNotEntrustable',
        true,
      ]);
    },
  );

  test(
    title('委托中途届满 › a summary penalty after the end › refused; under a new paper › accepted'),
    async () => {
      made();
      await entered({ until: '2026-11-30' });
      const entrustment = await reference();
      await startedByStation({ entrustment });
      await world.submit(CASE, 'station-1');
      await world.review(CASE, 'head-1', 'agree');
      await world.approve(CASE, 'leader-1', 'agree');
      await world.sandbox.advanceTo(endOfTerm({ until: '2026-11-30' }) + 1);
      const summary = (facts: Facts) =>
        world.openOn(CASE, rowOf(summaryPenaltyRow), 'station-1', { facts: byStation(facts) });
      expect((await summary({ entrustment })).refused?.code).toBe('entrustmentNotInForce');
      await world.open(rowOf(entrustmentRow), BUREAU, { ...paper, from: '2026-12-01' }, 'legal-1', {
        procedure: 'entrustment/b',
        attachments: [SCAN],
      });
      const renewed = (await entrustmentById(world.store, `${BUREAU}/entrustment/b`))!;
      const facts = { entrustment: { id: renewed.id, seq: renewed.seq, sha256: renewed.sha256 } };
      expect((await summary(facts)).refused).toBeUndefined();
    },
  );
});

describe(title('国办发〔2024〕54号 行政检查的年度频次'), () => {
  const ours = (facts: Facts, number: string) =>
    inspected({ unit: 'inspection', people, ...facts }, number, 'officer-1');

  test(
    title('频次 › below the cap, at the cap, driven by a clue › accepted, refused, accepted'),
    async () => {
      made({ inspectionsPerYear: 2 });
      world.inspected.set('某施工公司', 1);
      expect((await ours({ kind: 'planned' }, 'HYI-2026-0001')).refused).toBeUndefined();
      world.inspected.set('某施工公司', 2);
      expect((await ours({ kind: 'special' }, 'HYI-2026-0002')).refused).toMatchObject({
        code: 'inspectionTooOften',
        params: { times: 2, cap: 2 },
      });
      expect((await ours({ kind: 'clueDriven' }, 'HYI-2026-0002')).refused).toBeUndefined();
    },
  );

  test(title('频次 › no cap set › nothing is refused'), async () => {
    made();
    world.inspected.set('某施工公司', 99);
    expect((await ours({ kind: 'planned' }, 'HYI-2026-0001')).refused).toBeUndefined();
  });
});

describe(`${articleTitle(37)} 本办法自发布之日起实施`, () => {
  const FROM = '2026-11-24';
  const MIDNIGHT = Date.UTC(2026, 10, 23, 16);
  const hoursBefore = (moment: number) => (TUESDAY - moment) / HOUR;

  test(`${articleTitle(37)} 紧急启动 › the last instant before that day, its first › refused, accepted`, async () => {
    made({ regulationFrom: FROM });
    const before = await world.begin(CASE, { hoursAgo: hoursBefore(MIDNIGHT - 1) });
    expect(before.refused).toMatchObject({ code: 'actBeforeRegulation', article: 37 });
    expect((await world.begin(CASE, { hoursAgo: hoursBefore(MIDNIGHT) })).refused).toBeUndefined();
  });

  test(`${articleTitle(37)} the day unknown › an earlier emergency start › is judged as any other`, async () => {
    made();
    expect((await world.begin(CASE, { hoursAgo: hoursBefore(MIDNIGHT - 1) })).refused).toBeUndefined();
  });

  test.each([
    ['before that day', MIDNIGHT - 1, []],
    ['on that day', MIDNIGHT, ['recordingCustody']],
  ])(
    `${articleTitle(37)} a recording made %s › kept › its 24 hours run from then on only`,
    async (_, at, runs) => {
      made({ regulationFrom: FROM });
      await world.beginApproved(CASE);
      const row = rowOf(recordingCustodyRow);
      const { refused } = await world.openOn(CASE, row, 'officer-1', {
        procedure: 'recording-custody/1',
        facts: { progress: 'completed', source: 'thirdParty', act: 'inspection', obtainedAt: at },
        form: {
          act: 'inspection',
          source: 'thirdParty',
          progress: 'completed',
          obtainedAt: at,
          provider: '物业',
          content: '现场',
        },
      });
      expect(refused).toBeUndefined();
      const { clocks } = await world.state(CASE, 'recording-custody/1');
      expect(Object.values(clocks).map(({ period }) => period)).toEqual(runs);
    },
  );
});
