import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { ActAnswer } from '../../src/api/schemas.js';
import { OFFICE } from '../../dev/demo-full-acts.js';
import { taskIdOf } from '../../src/api/words.js';
import type { Body } from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';
import { Parts } from '../harness/parts.js';
import { Office } from '../system/office.js';
import { HISTORY_KEYS } from './keys.js';
import { replayRun } from './runs.js';

Runtime.install({ logger: new DefaultLogger('ERROR') });

let parts: Parts;
let office: Office;
let connection: Connection;

beforeAll(async () => {
  parts = await Parts.create({ PAYLOAD_KEYS: HISTORY_KEYS });
  await parts.start();
  office = await Office.open(parts);
  connection = await Connection.connect({ address: parts.temporalAddress });
  await office.sure(OFFICE.administrator, '/api/devices', OFFICE.device);
}, 120_000);
afterAll(async () => {
  await connection.close();
  await parts.remove();
}, 60_000);

const HOUR = 3_600_000;
const officers = ['officer-1', 'officer-2'];

/** One matter beside cases, on a number of its own. */
class Matter {
  constructor(
    private readonly number: string,
    private readonly procedure: string,
  ) {}

  open(person: string, title: string, form: Body): Promise<ActAnswer> {
    const { number, procedure } = this;
    const people = { handlers: officers };
    const told = { title, unit: 'construction', people, opinion: '按规定办理', form };
    return office.sure(person, '/api/matters', { procedure, number, ...told });
  }

  decide(person: string, step: string, decision: string, form: Body = {}): Promise<ActAnswer> {
    const id = taskIdOf(this.number, this.procedure, step);
    return office.sure(person, `/api/tasks/${id}/decision`, { decision, opinion: '情况属实，同意', form });
  }

  record(document: string, form: Body, more: object = {}): Promise<ActAnswer> {
    const { procedure } = this;
    const wish = { procedure, document, opinion: '记入案卷', form, ...more };
    return office.sure('officer-1', `/api/cases/${this.number}/records`, wish);
  }

  /** Another procedure on the same matter. */
  opens(procedure: string, form: Body): Promise<ActAnswer> {
    const wish = { procedure, opinion: '按规定办理', form };
    return office.sure('officer-1', `/api/cases/${this.number}/procedures`, wish);
  }

  async approve(subject: string): Promise<void> {
    await this.decide('head-1', `${subject}/review/1`, 'agree');
    await this.decide('leader-1', `${subject}/approve/1`, 'agree');
  }

  replay(): Promise<void> {
    return replayRun(new Client({ connection }), `${this.number}/${this.procedure}`);
  }
}

/** A visit that found nothing, with its notice, its recording and its result. */
const visit = async (matter: Matter): Promise<void> => {
  const now = Date.now();
  await matter.opens('recording-custody', {
    source: 'ownDevice',
    device: OFFICE.device.id,
    recordedBy: ['officer-1'],
    act: 'inspection',
    startedAt: now,
    progress: 'running',
  });
  const asked = { subject: '某工地', basis: '建设工程质量管理条例', matters: ['临边防护'] };
  await matter.decide('officer-1', 'inspection-notice/submit/1', 'submit', {
    ...asked,
    inspectionAt: now,
    officers,
  });
  const found = {
    certificatesShown: '已出示',
    inspectedAt: now,
    place: '某工地',
    findings: '未发现问题',
    measurements: ['照片 1'],
    recordingMade: 'made',
    recordingIds: ['recording-custody/1'],
    signing: 'refused',
    refusalToSign: '负责人不在场，在场人员拒绝签名',
    witness: '监理人员',
  };
  await matter.record('inspectionRecord', found, { officers });
  const result = { subject: '某工地', inspectedOn: '2026-11-24', result: 'noProblem' };
  await matter.decide('officer-1', 'inspection-result/submit/1', 'submit', result);
};

describe('histories of the real server › 申请和行政检查', () => {
  test(`${articleTitle(8)} 受理、决定期限停止和恢复、决定、颁发 › replays`, async () => {
    const now = Date.now();
    const matter = new Matter('HYA-2026-M1', 'application');
    const asked = { applicant: '某公司', receivedAt: now - HOUR, form: 'written', matterApplied: '施工许可' };
    await matter.open('clerk-1', '施工许可申请', { ...asked, items: ['申请表'] });
    const register = { ...asked, acceptance: 'accepted', voucher: '受理凭证 1 号' };
    await matter.decide('officer-1', 'examination/submit/1', 'submit', register);
    const accepted = { matter: '施工许可', acceptedAt: now, ground: 'complete' };
    await matter.decide('officer-1', 'acceptance-notice/submit/1', 'submit', accepted);
    const test = { activity: 'test', from: now, expectedUntil: '2026-12-31' };
    await matter.record('excludedTimeNotice', test);
    await matter.record('excludedTimeEnded', { until: Date.now(), result: '合格' });
    const permit = { applicant: '某公司', matter: '施工许可', result: 'granted', basis: '建筑法第八条' };
    await matter.decide('officer-1', 'permit-decision/submit/1', 'submit', {
      ...permit,
      decidedAt: '2026-11-24',
    });
    await matter.approve('permit-decision');
    await matter.replay();
  }, 120_000);

  test(`${articleTitle(2)} 先批准后检查 › replays`, async () => {
    const now = Date.now();
    const matter = new Matter('HYI-2026-M2', 'inspection');
    const asked = { subject: '某工地', basis: '建设工程质量管理条例', matters: ['临边防护'], plannedAt: now };
    await matter.open('officer-1', '某工地检查', asked);
    await matter.approve('inspection-approval');
    await visit(matter);
    await matter.replay();
  }, 120_000);

  test(`${articleTitle(2)} 先检查后补办批准 › replays`, async () => {
    const now = Date.now();
    const matter = new Matter('HYI-2026-M3', 'urgent-inspection');
    await matter.open('officer-1', '某工地紧急检查', {
      certificatesShown: '已出示',
      subject: '某工地',
      startedAt: now - 2 * HOUR,
      urgency: '基坑变形',
      basis: '安全生产法',
      matters: ['基坑支护'],
    });
    await matter.approve('inspection-approval');
    await visit(matter);
    await matter.replay();
  }, 120_000);
});
