import { bureauChain } from '../../../src/workflows/law/bureau.js';
import { applicationRow } from '../../../src/workflows/law/application-rows.js';
import { complaintRow } from '../../../src/workflows/law/complaint-rows.js';
import { inspectionRow, urgentInspectionRow } from '../../../src/workflows/law/inspection-rows.js';
import { caseInitiationRow } from '../../../src/workflows/law/procedure-rows.js';
import type { ProcedureRow } from '../../../src/workflows/law/procedures.js';
import type { Body, Facts } from '../../../src/workflows/law/record/kinds.js';
import { substitutionRow } from '../../../src/workflows/law/substitution-rows.js';
import { World } from '../../harness/world.js';
import { colleagues, DAY, HOUR, named, officers, type Plan } from './plan.js';
import type { Chance } from './random.js';

export const CASE = 'HY-2026-0001';
const COMPLAINT = 'HYC-2026-0001';
const APPLICATION = 'HYA-2026-0001';
const INSPECTION = 'HYI-2026-0001';

const untyped = (row: unknown): ProcedureRow => row as ProcedureRow;
const given: Facts = { edition: 'test', unit: 'inspection', people: named };
const stamp = { at: 0, seq: 1, chainId: 'BUREAU-2026', by: 'clerk-1' };

/** The bureau as a plan needs it, before anything is on file. */
export async function bureauOf(bundle: string, plan: Plan): Promise<World> {
  const world = new World(bundle, plan.begins);
  for (const one of colleagues) world.people.set(one.id, structuredClone(one));
  const thing = { name: '设备', unit: 'inspection', active: true };
  const device = {
    ...thing,
    id: 'recorder-1',
    type: 'bodyCamera',
    serial: '1',
    holder: 'officer-1',
  } as const;
  await world.register.putDevice({ ...device, use: 'onSite', calibration: null }, stamp);
  await world.register.putStore({ ...thing, id: 'station-1', holder: 'clerk-1', place: '302 室' }, stamp);
  return world;
}

/** 代理 of one of the reviewers for the whole walk. */
async function substituted(world: World): Promise<void> {
  const { now } = world.sandbox;
  const facts: Facts = {
    edition: 'test',
    unit: 'inspection',
    principal: 'head-1',
    substitute: 'head-9',
    from: now,
    until: now + 360 * DAY,
    roles: ['reviewer'],
    units: 'all',
  };
  await world.open(untyped(substitutionRow), bureauChain(now), facts, 'clerk-1', {
    procedure: 'substitution/a',
    body: { authority: '华住建发〔2026〕12号', authorityDate: '2026-01-01' },
  });
}

/** The matters a case may arise from, some of which are on file before it is. */
async function before(world: World, chance: Chance): Promise<void> {
  const receivedAt = world.sandbox.now;
  const register = (row: unknown, chainId: string, actor: string, facts: Facts, form: Body) =>
    world.open(untyped(row), chainId, { ...given, ...facts }, actor, {
      body: { title: '登记', opinion: '予以登记', form: { ...facts, ...form } },
    });
  if (chance.happens(0.25))
    await register(
      complaintRow,
      COMPLAINT,
      'clerk-1',
      { receivedAt, realName: chance.pick(['realName', 'anonymous']) },
      { complaint: '违法施工', complainant: '某居民', complainantContact: '—' },
    );
  if (chance.happens(0.12))
    await register(
      applicationRow,
      APPLICATION,
      'clerk-1',
      { receivedAt, form: 'written' },
      {
        applicant: '某公司',
        matterApplied: '施工许可',
        items: ['申请表'],
      },
    );
  if (chance.happens(0.2)) {
    const seen = { subject: '某公司', basis: '年度计划', matters: ['施工许可'] };
    if (chance.happens(0.5))
      await register(inspectionRow, INSPECTION, 'officer-1', { plannedAt: receivedAt + DAY }, seen);
    else
      await register(
        urgentInspectionRow,
        INSPECTION,
        'officer-1',
        { startedAt: receivedAt - HOUR },
        {
          ...seen,
          officers: ['officer-1', 'officer-2'],
          certificateNumbers: ['陕E-001', '陕E-002'],
          certificatesShown: '已出示',
          urgency: '即将坍塌',
        },
      );
  }
}

/** 程序启动, as the plan has it. */
async function started(world: World, { hoursAgo, partyKind }: Plan): Promise<void> {
  const emergency =
    hoursAgo === undefined
      ? null
      : {
          startedAt: world.sandbox.now - hoursAgo * HOUR,
          officers: officers.slice(0, 2),
          lateEntry: hoursAgo > 24,
        };
  await world.open(untyped(caseInitiationRow), CASE, { ...given, partyKind, emergency }, 'clerk-1', {
    body: {
      title: '某建设公司未批先建',
      ...(emergency ? { urgency: '基坑即将坍塌', lateEntryReason: '通信中断' } : {}),
    },
  });
}

/** The world at the beginning of a walk. */
export async function worldOf(bundle: string, plan: Plan, chance: Chance): Promise<World> {
  const world = await bureauOf(bundle, plan);
  if (plan.eager.substitute) await substituted(world);
  await before(world, chance);
  await started(world, plan);
  return world;
}
