import { appraisalRow, investigationRow } from '../../src/workflows/law/investigation-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import type { Body, Facts } from '../../src/workflows/law/record/kinds.js';
import { given } from '../harness/given.js';
import { World, type Answered } from '../harness/world.js';

export const CASE = 'HY-2026-0001';
export const THE_CASE = 'enforcement-case';
export const INVESTIGATION = 'investigation';
export const DAY = 86_400_000;
export const HOUR = 3_600_000;

/** A case whose start is approved on Tuesday, 24 November 2026, 09:00. */
export async function approvedCase(): Promise<World> {
  const world = new World(given('TEST_WORKFLOW_BUNDLE'));
  await world.beginApproved(CASE);
  return world;
}

/** Who puts a paper on file, where, with what facts beside its form. */
export type Paper = { by?: string; in?: string; facts?: Facts; more?: Record<string, unknown> };

/** The forms of these tests, whole as the law asks for them. */
const forms: Readonly<Record<string, Body>> = {
  suspensionForm: { ground: 'dependsOnAnotherCase', from: 0 },
  resumptionForm: { causeEnded: '另案已经判决', from: 0 },
  terminationForm: { ground: 'entityEnded' },
  periodExtensionForm: {
    period: '办案期限',
    ground: '案情复杂，涉及多个标段',
    until: '2027-03-24',
    partyNotified: '拟书面告知当事人',
  },
  collectiveDiscussionRecord: { heldAt: 0, attendees: ['leader-1'], views: '同意延长', result: '同意' },
  phaseSkipReason: { phase: 'investigation', reasons: '当场查明，按简易程序办理' },
  partyParticulars: {
    name: '华阴市某监理公司',
    partyKind: 'organisation',
    representative: '吴八',
    address: '华阴市',
    domicile: 'inChina',
  },
  recusalApplication: {
    appliedBy: 'party',
    capacity: 'officer',
    persons: ['officer-1'],
    receivedAt: 0,
    reasons: '系当事人的近亲属',
  },
  rightsToldRecord: {
    toldAt: 0,
    person: '某建设公司法定代表人',
    method: 'notice',
    statement: 'told',
    defence: 'told',
    recusal: 'told',
    hearing: 'notNow',
    receipt: ['权利告知书回执'],
  },
  questioningRecord: {
    certificatesShown: '两名执法人员出示执法证件',
    rightsTold: '当场口头告知并签字确认',
    startedAt: 0,
    endedAt: 0,
    place: '本局询问室',
    personQuestioned: '某建设公司项目经理',
    questionsAndAnswers: '问：何时开工？答：十月。',
    signing: 'signed',
    signedOriginal: ['签字原件'],
  },
  unsuitableForRecording: { act: 'inspection', reasons: '涉及商业秘密的生产区域' },
  inspectionRecord: {
    certificatesShown: '两名执法人员出示执法证件',
    inspectedAt: 0,
    place: '某工地三号楼',
    findings: '未取得施工许可证，主体施工至三层',
    measurements: ['照片 1–6'],
    recordings: '见音像记录',
    signing: 'signed',
    signedOriginal: ['签字原件'],
  },
  appraisalOpinion: {
    client: '本局',
    matter: '混凝土强度',
    materials: ['芯样 3 组'],
    method: '钻芯法',
    qualification: '检测资质证书',
    analysis: '强度不满足设计要求',
    original: ['检测报告'],
  },
};

/** Puts a paper of these tests on file; moments it does not name are now. */
export function paper(world: World, document: string, { by, in: place, facts, more }: Paper = {}) {
  const form = { ...forms[document], ...(more?.['form'] as Body | undefined) };
  return world.putOnFile(CASE, by ?? 'officer-1', place ?? THE_CASE, document, {
    officers: [],
    facts: { ...facts },
    ...more,
    form,
  });
}

/** The two parts of the approval of a recorded form. */
export async function approveForm(
  world: World,
  subject: string,
  verdict = 'agree',
  procedure = THE_CASE,
): Promise<Answered> {
  await world.decide(CASE, 'head-1', `${subject}/review/1`, 'agree', { procedure });
  return world.decide(CASE, 'leader-1', `${subject}/approve/1`, verdict, { procedure });
}

export const clockOf = async (world: World, key: string, procedure = THE_CASE) =>
  (await world.state(CASE, procedure)).clocks[key]!;

export const openInvestigation = (world: World, actor = 'officer-1') =>
  world.openOn(CASE, investigationRow as unknown as ProcedureRow, actor);

export const openAppraisal = (world: World, number = 1, actor = 'officer-1') =>
  world.openOn(CASE, appraisalRow as unknown as ProcedureRow, actor, {
    procedure: `appraisal/${String(number)}`,
    form: {
      appraiser: '某检测公司',
      matter: '混凝土强度',
      materials: ['芯样 3 组'],
      commissionedAt: world.sandbox.now,
    },
  });

export const officers = [
  { id: 'officer-1', certificate: '陕E-001' },
  { id: 'officer-2', certificate: '陕E-002' },
];

export const report: Body = {
  party: '某建设公司',
  sourceAndCourse: '巡查发现',
  facts: '未批先建',
  evidence: ['询问笔录'],
  proposal: '罚款',
  discretion: '按基准第 3 档',
  proposalKind: 'penalty',
};
