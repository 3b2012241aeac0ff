import { afterEach, describe, expect, test } from '@jest/globals';
import { applicationRow } from '../../src/workflows/law/application-rows.js';
import { inspectionRow } from '../../src/workflows/law/inspection-rows.js';
import { investigationRow } from '../../src/workflows/law/investigation-rows.js';
import { caseInitiationRow, rows } from '../../src/workflows/law/procedure-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import {
  isMediaActKey,
  mediaActKeys,
  mediaMatrix,
  type MediaActKey,
} from '../../src/workflows/law/media-matrix.js';
import { recordingsAbsent } from '../../src/workflows/law/record/fold.js';
import { seizureRow } from '../../src/workflows/law/measure-rows.js';
import type { Body, Facts } from '../../src/workflows/law/record/kinds.js';
import { isRecordingFile } from '../../src/workflows/law/rules/media.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { people, TUESDAY, World, type Answered } from '../harness/world.js';
import {
  approvedCase,
  CASE,
  DAY,
  HOUR,
  INVESTIGATION,
  officers,
  openInvestigation,
  paper,
} from './case-course.js';
import { recordingOnFile } from './recording-scene.js';

let world: World;
afterEach(() => (world as World | undefined)?.sandbox.dispose());

const INSPECTION = 'HYI-2026-0001';
const APPLICATION = 'HYA-2026-0001';
const row = (one: unknown) => one as ProcedureRow;
const matter: Facts = { edition: 'test', unit: 'inspection', people };
const missing = ({ refused }: Answered): string => String(refused?.params['missing'] ?? refused?.code ?? '');

const questioned = (facts: Facts = {}, more: Record<string, unknown> = {}) =>
  paper(world, 'questioningRecord', {
    in: INVESTIGATION,
    facts,
    more: {
      officers,
      ...more,
      form: {
        certificatesShown: '已出示',
        rightsTold: '已告知',
        startedAt: TUESDAY,
        endedAt: TUESDAY,
        place: '科室',
        personQuestioned: '某经理',
        questionsAndAnswers: '问答',
        signing: 'refused',
        refusalToSign: '拒签',
        witness: '某人',
      },
    },
  });

describe(`${articleTitle(5)} 各程序依表核对`, () => {
  test('表中每种行为 › 都有程序的记录或者环节依表核对；余下的列明', () => {
    const asked = rows.flatMap((one) => [
      one.media,
      ...Object.values(one.records ?? {}).map(({ media }) => media),
      ...Object.values(one.steps).map(({ media }) => media),
    ]);
    const without = mediaActKeys.filter((act) => !asked.includes(act));
    const later: readonly MediaActKey[] = ['correctionCheck', 'enforcement', 'archiving'];
    expect(without.filter((act) => !later.includes(act))).toEqual([]);
  });

  test('建议音像记录的询问没有音像 › 入卷，记录中注明；有音像的不注明', async () => {
    world = await approvedCase();
    await openInvestigation(world);
    expect((await questioned()).refused).toBeUndefined();
    await recordingOnFile(world, CASE);
    expect((await questioned({ recordingIds: ['1'] })).refused).toBeUndefined();
    const state = await world.state(CASE, INVESTIGATION);
    expect(state.steps['questioningRecord/record/1']?.facts['recording']).toEqual({
      act: 'questioning',
      is: 'absent',
    });
    expect(recordingsAbsent(state)).toMatchObject([{ act: 'questioning' }]);
  });

  test('所列音像记录没有登记 › 建议音像的也被拒绝', async () => {
    world = await approvedCase();
    await openInvestigation(world);
    expect(missing(await questioned({ recordingIds: ['7'] }))).toContain('已经登记入卷');
  });

  test('本局的表要求询问音像 › 依此启动的事项没有音像的被拒绝，登记后通过', async () => {
    world = await approvedCase();
    const mediaMatrix = { version: 'BUREAU-2026#9', audioVisual: { questioning: 'required' } } as const;
    await world.openOn(CASE, row(investigationRow), 'officer-1', { facts: { mediaMatrix } });
    expect(missing(await questioned())).toContain('询问同时进行音像记录');
    await recordingOnFile(world, CASE);
    expect((await questioned({ recordingIds: ['1'] })).refused).toBeUndefined();
  });

  test('事项的表 › 由其程序再启动的程序沿用', async () => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    const mediaMatrix = { version: 'BUREAU-2026#9', audioVisual: { defence: 'required' } } as const;
    await world.open(row(caseInitiationRow), CASE, { ...matter, emergency: null, mediaMatrix }, 'clerk-1', {
      body: { title: '某案' },
    });
    await world.submit(CASE, 'officer-1');
    await world.review(CASE, 'head-1', 'agree');
    await world.approve(CASE, 'leader-1', 'agree');
    expect((await world.state(CASE, 'enforcement-case')).opening?.facts['mediaMatrix']).toEqual(mediaMatrix);
  });
});

describe(`${articleTitle(14)} 应同时进行音像记录`, () => {
  const record: Body = {
    certificatesShown: '已出示',
    inspectedAt: TUESDAY,
    place: '某工地',
    findings: '临边无防护',
    measurements: ['照片 1'],
    signing: 'refused',
    refusalToSign: '负责人拒绝签名',
    witness: '某监理',
  };
  const visit = (said: Facts) =>
    world.putOnFile(INSPECTION, 'officer-1', 'inspection', 'inspectionRecord', {
      form: { ...record, ...said },
      facts: said,
    });
  const decide = (actor: string, step: string, decision: string, form: Body = {}) =>
    world.decide(INSPECTION, actor, step, decision, { procedure: 'inspection', form });

  async function inspecting(): Promise<void> {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.open(row(inspectionRow), INSPECTION, { ...matter, plannedAt: TUESDAY }, 'officer-1', {
      body: {
        title: '检查',
        opinion: '拟检查',
        form: { subject: '某工地', basis: '建筑法', matters: ['临边防护'], plannedAt: TUESDAY },
      },
    });
    await decide('head-1', 'inspection-approval/review/1', 'agree');
    await decide('leader-1', 'inspection-approval/approve/1', 'agree');
    await decide('officer-1', 'inspection-notice/submit/1', 'submit', {
      subject: '某工地',
      basis: '建筑法',
      matters: ['临边防护'],
      inspectionAt: TUESDAY,
      officers: ['officer-1', 'officer-2'],
    });
  }

  test('行政检查的现场检查没有音像 › 被拒绝；以第三方的音像代替也被拒绝', async () => {
    await inspecting();
    expect(missing(await visit({ recordingMade: 'made', recordingIds: [] }))).toContain('音像记录');
    await recordingOnFile(world, INSPECTION, { source: 'thirdParty' });
    expect(missing(await visit({ recordingMade: 'made', recordingIds: ['1'] }))).toContain('本局登记的设备');
    await recordingOnFile(world, INSPECTION);
    expect((await visit({ recordingMade: 'made', recordingIds: ['2'] })).refused).toBeUndefined();
  });

  test('行政检查不适宜音像记录的理由经科室负责人批准 › 可以只用文字，一个理由只用一次', async () => {
    await inspecting();
    const said: Facts = { recordingMade: 'unsuitable' };
    const reason = { act: 'inspection', reasons: '涉及商业秘密' };
    const asked = await world.putOnFile(INSPECTION, 'officer-1', 'inspection', 'unsuitableForRecording', {
      form: reason,
      facts: { act: 'inspection' },
      officers: [],
    });
    expect(asked.refused).toBeUndefined();
    expect(missing(await visit(said))).toContain('不适宜音像记录已经批准');
    await decide('head-1', 'unsuitable-1/review/1', 'agree');
    expect((await visit(said)).refused).toBeUndefined();
    expect(missing(await visit(said))).toContain('不适宜音像记录已经批准');
  });

  test('查封扣押 › 现场笔录没有音像的被拒绝；调查中批准的不适宜理由可以代替', async () => {
    world = await approvedCase();
    await openInvestigation(world);
    const basis = { measure: 'seizure', basisKey: 'safetySealing', mode: 'approvedBefore' };
    await world.openOn(CASE, row(seizureRow), 'officer-1', {
      form: { ...basis, reasons: '不合格', things: ['升降机'] },
      facts: basis,
    });
    const at = { procedure: 'seizure/1' };
    await world.decide(CASE, 'head-1', 'sealing-form/review/1', 'agree', at);
    await world.decide(CASE, 'leader-1', 'sealing-form/approve/1', 'agree', at);
    const take = (said: Facts) =>
      world.putOnFile(CASE, 'officer-1', 'seizure/1', 'measureRecord', {
        form: {
          certificatesShown: '已出示',
          takenAt: TUESDAY,
          place: '某工地',
          presence: 'present',
          told: '已告知',
          defence: '无',
          course: '扣押',
          signing: 'signed',
          signedOriginal: ['原件'],
        },
        facts: { takenAt: world.sandbox.now, ...said },
      });
    expect(missing(await take({}))).toBe(
      '查封、扣押同时进行音像记录并写明编号或者附上音像文件，或者不适宜音像记录已经批准（第五条）',
    );
    await paper(world, 'unsuitableForRecording', {
      in: INVESTIGATION,
      facts: { act: 'measure' },
      more: { officers: [] },
    });
    await world.decide(CASE, 'head-1', 'unsuitable-1/review/1', 'agree', { procedure: INVESTIGATION });
    expect((await take({ recordingMade: 'unsuitable' })).refused).toBeUndefined();
  });
});

describe(`${articleTitle(8)} 受理地点视频监控`, () => {
  test('申请的登记 › 写明受理地点监控的音像；没有的注明', async () => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.open(
      row(applicationRow),
      APPLICATION,
      { ...matter, receivedAt: TUESDAY, form: 'written' },
      'clerk-1',
      {
        body: {
          title: '申请',
          opinion: '予以登记',
          form: {
            applicant: '某公司',
            receivedAt: TUESDAY,
            form: 'written',
            matterApplied: '施工许可',
            items: ['申请表'],
          },
        },
      },
    );
    await recordingOnFile(world, APPLICATION, { act: 'application' });
    const answer = await world.decide(APPLICATION, 'officer-1', 'examination/submit/1', 'submit', {
      procedure: 'application',
      form: {
        applicant: '某公司',
        receivedAt: TUESDAY,
        form: 'written',
        matterApplied: '施工许可',
        acceptance: 'accepted',
        voucher: '受理回执 1',
      },
      facts: { acceptance: 'accepted', recordingMade: 'made', recordingIds: ['1'] },
    });
    expect(answer.refused).toBeUndefined();
    expect(recordingsAbsent(await world.state(APPLICATION, 'application'))).toEqual([]);
  });
});

describe(`${articleTitle(3)} 文字与音像记录`, () => {
  test.each([
    ['照相', 'image/jpeg', true],
    ['录音', 'audio/wav', true],
    ['录像、视频监控', 'video/mp4', true],
    ['文字', 'application/pdf', false],
  ])('%s 的文件 › 是否音像记录', (_, mediaType, recorded) => {
    expect(isRecordingFile({ mediaType })).toBe(recorded);
  });

  test('表中每种行为 › 文字记录都是应当的，音像可以同时，也可以不用，另有规定的除外', () => {
    expect(new Set(mediaActKeys.map((act) => mediaMatrix[act].text))).toEqual(new Set(['required']));
    const demanded = new Set(mediaActKeys.map((act) => mediaMatrix[act].audioVisual));
    expect(demanded).toEqual(new Set(['optional', 'advised', 'required']));
  });
});

describe(`${articleTitle(6)} 在信息系统中全过程记录`, () => {
  test('现场做成、没有网络，回局后登记的音像和笔录 › 发生时间和记录时间各自保留', async () => {
    world = await approvedCase();
    await openInvestigation(world);
    await world.sandbox.advanceTo(TUESDAY + 4 * HOUR);
    await recordingOnFile(world, CASE, {
      startedAt: TUESDAY + HOUR,
      progress: 'ended',
      endedAt: TUESDAY + 2 * HOUR,
    });
    const { seq } = await questioned({ recordingIds: ['1'] }, { occurredAt: TUESDAY + HOUR });
    const records = await world.records(CASE);
    expect(records.find((one) => one.seq === seq)).toMatchObject({
      occurredAt: TUESDAY + HOUR,
      receivedAt: TUESDAY + 4 * HOUR,
    });
    expect(records.find(({ procedure }) => procedure === 'recording-custody/1')).toMatchObject({
      facts: { startedAt: TUESDAY + HOUR, endedAt: TUESDAY + 2 * HOUR },
      receivedAt: TUESDAY + 4 * HOUR,
    });
  });
});

describe(`${articleTitle(5)} 合法、客观、公正`, () => {
  test('未经批准即调查、自己审核自己的案件、记未来的事 › 都被拒绝', async () => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.begin(CASE);
    expect(missing(await openInvestigation(world))).toBe('startNotApproved');
    await world.submit(CASE, 'officer-1');
    expect(missing(await world.review(CASE, 'officer-1', 'agree'))).not.toBe('');
    await world.review(CASE, 'head-1', 'agree');
    await world.approve(CASE, 'leader-1', 'agree');
    await openInvestigation(world);
    expect(missing(await questioned({}, { occurredAt: TUESDAY + DAY }))).toBe('documentTimeWrong');
  });
});

test('表的键 › 与事实中的词相符', () => {
  expect([isMediaActKey('questioning'), isMediaActKey('constructor')]).toEqual([true, false]);
});
