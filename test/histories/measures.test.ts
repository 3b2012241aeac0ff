import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { OFFICE } from '../../dev/demo-full-acts.js';
import { Cast, waitFor } from '../../dev/demo-stage.js';
import { seedDemonstrationPeople } from '../../dev/demonstration-people.js';
import type { CaseDetail } from '../../src/api/schemas.js';
import { taskIdOf } from '../../src/api/words.js';
import { connectMongo } from '../../src/connections/mongodb.js';
import { peopleOn } from '../../src/models/people.js';
import { shanghaiDay } from '../../src/workflows/law/moments.js';
import type { Body } from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';
import { Parts } from '../harness/parts.js';
import { Office } from '../system/office.js';
import { HISTORY_KEYS } from './keys.js';
import { replayRun } from './runs.js';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const DAY = 86_400_000;
const CHIEF = 'leader-2';
const officers = ['officer-1', 'officer-2'];

let parts: Parts;
let office: Office;
let cast: Cast;
let connection: Connection;

beforeAll(async () => {
  parts = await Parts.create({ PAYLOAD_KEYS: HISTORY_KEYS });
  await parts.start();
  office = await Office.open(parts);
  cast = new Cast(parts.url, await seedDemonstrationPeople(parts.mongodbUri));
  connection = await Connection.connect({ address: parts.temporalAddress });
  await settleChief();
  await cast.act(OFFICE.administrator, '/api/devices', OFFICE.device);
}, 120_000);
afterAll(async () => {
  cast.close();
  await connection.close();
  await parts.remove();
}, 60_000);

/** 正职负责人: the demonstration bureau names none. */
async function settleChief(): Promise<void> {
  const mongo = await connectMongo(parts.mongodbUri);
  const post = { post: 'principal', unit: 'bureau', from: 0, until: null };
  await peopleOn(mongo).updateOne({ _id: CHIEF }, { $push: { posts: post } });
  await mongo.close();
}

/** A paper that goes with every act: whatever has to be signed is signed on it. */
const paper = new TextEncoder().encode('%PDF-1.4\n%%EOF\n');

/** What is done on one case by the doors for people. */
class Play {
  constructor(private readonly number: string) {}

  /** 启动、审核、批准. */
  async begin(): Promise<void> {
    await office.start(this.number);
    await office.path.submit(this.number);
    await office.path.review(this.number);
    await office.path.approve(this.number);
  }

  /** An officer opens a procedure; one without a form, as soon as what it waits for is on file. */
  async open(procedure: string, form: Body = {}): Promise<void> {
    const path = `/api/cases/${this.number}`;
    const ready = await waitFor(async () => {
      const { openings } = await cast.get<{ openings: Opening[] }>('officer-1', `${path}/next`);
      return openings.find(
        ({ procedure: key, document, missing }) => key === procedure && (document ?? missing.length === 0),
      );
    });
    expect(ready?.procedure).toBe(procedure);
    await this.act('officer-1', `${path}/procedures`, { procedure, form });
  }

  /** Of a task, once it is asked. */
  async decide(
    person: string,
    procedure: string,
    step: string,
    decision: string,
    form: Body = {},
  ): Promise<void> {
    const id = taskIdOf(this.number, procedure, step);
    const asked = await waitFor(async () => (await this.detail()).tasks.find((task) => task.id === id));
    expect(asked?.id).toBe(id);
    await this.act(person, `/api/tasks/${id}/decision`, { decision, form });
  }

  async approve(procedure: string, subject: string): Promise<void> {
    await this.decide('head-1', procedure, `${subject}/review/1`, 'agree');
    await this.decide('leader-1', procedure, `${subject}/approve/1`, 'agree');
  }

  record(procedure: string, document: string, form: Body, person = 'officer-1'): Promise<void> {
    const acted = person === 'officer-1' ? { officers } : {};
    return this.act(person, `/api/cases/${this.number}/records`, { procedure, document, form, ...acted });
  }

  async outcome(procedure: string): Promise<string | null | undefined> {
    return waitFor(async () => {
      const { procedures } = await this.detail();
      return procedures.find((one) => one.procedure === procedure)?.outcome ?? undefined;
    });
  }

  /** Every run of the case replays; with RECORD_HISTORIES set it is saved. */
  async replay(): Promise<void> {
    const { procedures } = await this.detail();
    const client = new Client({ connection });
    for (const { procedure } of procedures) await replayRun(client, `${this.number}/${procedure}`);
  }

  detail(): Promise<CaseDetail> {
    return cast.get('clerk-1', `/api/cases/${this.number}`);
  }

  private async act(person: string, path: string, body: object): Promise<void> {
    const attachments = [await cast.upload(person, '原件.pdf', paper)];
    await cast.act(person, path, { opinion: '情况属实，同意', ...body, attachments });
  }
}

type Opening = { procedure: string; document: object | null; missing: string[] };

const shown = { certificatesShown: '两名执法人员均已出示执法证件' };
const things = ['施工升降机一台'];
const measure = { measure: 'seizure', basisKey: 'safetySealing' };

/** 查封、扣押: approved, carried out, extended, lifted and the things given back. */
async function seize(play: Play): Promise<void> {
  const now = Date.now();
  const lastDay = shanghaiDay(now + 30 * DAY);
  await play.open('recording-custody', {
    source: 'ownDevice',
    device: OFFICE.device.id,
    recordedBy: ['officer-1'],
    act: 'other',
    startedAt: now,
    progress: 'running',
  });
  await play.open('seizure', { ...measure, mode: 'approvedBefore', reasons: '涉嫌使用不合格升降机', things });
  await play.approve('seizure/1', 'sealing-form');
  await play.record('seizure/1', 'measureRecord', {
    ...shown,
    takenAt: Date.now(),
    place: '某工地',
    presence: 'present',
    told: '已告知理由、依据、权利和救济途径',
    defence: '无',
    course: '当场扣押',
    signing: 'signed',
    recordingIds: ['recording-custody/1'],
  });
  await play.decide('officer-1', 'seizure/1', 'sealing-decision/submit/1', 'submit', {
    ...measure,
    partyNameAndAddress: '华阴市某建设公司，华阴市某路 1 号',
    reasonsBasisTerm: '涉嫌使用不合格升降机，依据建设工程安全生产管理条例，三十日',
    from: now,
    until: lastDay,
    things,
    remedies: '六十日内申请行政复议，或者六个月内提起行政诉讼',
    agencyAndDate: '华阴市住房和城乡建设局',
    signing: 'signed',
  });
  const list = { items: things, copies: '一式二份，当场交付', signing: 'signed' };
  await play.decide('officer-1', 'seizure/1', 'sealing-list/submit/1', 'submit', list);
  const until = shanghaiDay(now + 60 * DAY);
  await play.record('seizure/1', 'periodExtensionForm', {
    period: '查封、扣押期限',
    extension: 'measureExtension',
    ground: '情况复杂',
    until,
    partyNotified: '已书面告知',
  });
  await play.approve('seizure/1', 'period-extension-1');
  const extended = { reasons: '情况复杂', until, agencyAndDate: '华阴市住房和城乡建设局' };
  await play.decide('officer-1', 'seizure/1', 'extension-decision-1/submit/1', 'submit', extended);
  const lifting = { ground: 'unrelated', itemsReturned: things, liftedAt: Date.now() };
  await play.record('seizure/1', 'measureLiftingDecision', lifting, 'leader-1');
  const back = { items: things, returnedAt: Date.now(), receiver: '某建设公司', signing: 'signed' };
  await play.decide('officer-1', 'seizure/1', 'things-returned/submit/1', 'submit', back);
  expect(await play.outcome('seizure/1')).toBe('lifted');
}

/** 鉴定: the case's term stands still until the opinion is there. */
async function appraise(play: Play): Promise<void> {
  const clock = async () => (await play.detail()).clocks.find(({ key }) => key === 'case-decision');
  await play.open('appraisal', {
    appraiser: '某检测机构',
    matter: '升降机钢丝绳强度',
    materials: ['钢丝绳一段'],
    commissionedAt: Date.now(),
    expectedUntil: shanghaiDay(Date.now() + 10 * DAY),
  });
  expect(await waitFor(async () => ((await clock())?.state === 'stopped' ? 'stopped' : undefined))).toBe(
    'stopped',
  );
  await play.record('appraisal/1', 'appraisalOpinion', {
    client: '华阴市住房和城乡建设局',
    matter: '升降机钢丝绳强度',
    materials: ['钢丝绳一段'],
    method: '拉力试验',
    qualification: '检验检测机构资质认定证书',
    analysis: '强度不合格',
    receivedAt: Date.now(),
  });
  expect(await play.outcome('appraisal/1')).toBe('received');
  expect(await waitFor(async () => ((await clock())?.state === 'running' ? 'running' : undefined))).toBe(
    'running',
  );
}

/** 移送涉嫌犯罪 to the police, up to their answer. */
async function transfer(play: Play, procedure: string): Promise<void> {
  await play.open('crime-transfer', {
    team: officers,
    suspectedCrime: '重大责任事故罪',
    facts: '查明',
    evidence: ['笔录'],
    principal: [CHIEF],
    reportedAt: Date.now(),
  });
  const approved = { result: 'approved', decidedAt: Date.now() };
  await play.decide(CHIEF, procedure, 'transfer-decision/submit/1', 'submit', approved);
  await play.decide('officer-1', procedure, 'transfer-letter/submit/1', 'submit', {
    letter: '移送书',
    thingsList: ['无'],
    transferredAt: Date.now(),
  });
}

const answer = (play: Play, procedure: string, reply: string): Promise<void> =>
  play.record(procedure, 'policeReply', { reply, receivedAt: Date.now() });

describe('histories of the real server › 强制措施、鉴定、移送和当场处罚', () => {
  test(`${articleTitle(15)} 扣押经延长后解除，鉴定期间停止计算，两次移送一次不立案一次立案 › replays`, async () => {
    const play = new Play('HY-2026-E1');
    await play.begin();
    await play.open('investigation');
    await seize(play);
    await appraise(play);
    await transfer(play, 'crime-transfer/1');
    await answer(play, 'crime-transfer/1', 'notFiled');
    await play.decide('officer-1', 'crime-transfer/1', 'reconsideration/submit/1', 'refuse');
    expect(await play.outcome('crime-transfer/1')).toBe('policeDeclined');
    await transfer(play, 'crime-transfer/2');
    await answer(play, 'crime-transfer/2', 'filed');
    const handed = { items: ['无'], handedOverAt: Date.now() };
    await play.decide('officer-1', 'crime-transfer/2', 'things-handover/submit/1', 'submit', handed);
    expect(await play.outcome('crime-transfer/2')).toBe('transferred');
    await play.replay();
  }, 300_000);

  test(`${articleTitle(21)} 当场处罚，报备 › replays`, async () => {
    const play = new Play('HY-2026-E2');
    await office.start('HY-2026-E2');
    await play.open('summary-penalty');
    await play.record('summary-penalty', 'spotPenaltyDecision', {
      ...shown,
      number: '当罚〔2026〕001号',
      act: '施工现场未设置围挡',
      typeAndBasis: '罚款三千元',
      fine: 300_000,
      penaltyKind: 'fine',
      violationEnded: shanghaiDay(Date.now()),
      earlierFine: 'none',
      partyKind: 'organisation',
      partyNameAndAddress: '华阴市某建设公司',
      basisKeys: ['constructionWithoutPermit'],
      decidedAt: Date.now(),
      place: '某工地',
      remedies:
        '不服本决定的，应当先自收到之日起六十日内向华阴市人民政府申请行政复议，对复议决定不服的，再提起行政诉讼',
      agency: '华阴市住房和城乡建设局',
      defence: '当场听取，当事人无异议',
      signing: 'signed',
    });
    const filing = { number: '当罚〔2026〕001号', filedAt: Date.now() };
    await play.decide('officer-1', 'summary-penalty', 'spot-filing/submit/1', 'submit', filing);
    expect(await play.outcome('summary-penalty')).toBe('penalty');
    await play.replay();
  }, 120_000);
});
