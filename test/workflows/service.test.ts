import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { documentOf, type DocumentKey } from '../../src/workflows/law/documents.js';
import { applies, type Form } from '../../src/workflows/law/documents/circumstances.js';
import type { Field } from '../../src/workflows/law/documents/document.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import type { FileEntry, ProcedureRow } from '../../src/workflows/law/procedures.js';
import {
  SYSTEM,
  textsOf,
  type Act,
  type Body,
  type Facts,
  type Json,
} from '../../src/workflows/law/record/kinds.js';
import {
  ENTRUSTED_CLOCK,
  NOTICE_CLOCK,
  SERVICE_CLOCK,
  serviceRow,
} from '../../src/workflows/law/service-rows.js';
import type { ArticleNumber } from '../../src/workflows/law/articles.js';
import { overdue } from '../../src/workflows/law/record/fold.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { notOffered } from '../harness/offered.js';
import { people, TUESDAY, World, type Answered } from '../harness/world.js';
import { VIDEO } from './recording-scene.js';

const CASE = 'HY-2026-0001';
const SERVICE = 'service/1';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const title = (article: ArticleNumber, rest: string) => `${articleTitle(article)} ${rest}`;
const row = serviceRow as unknown as ProcedureRow;

/** Where the documents to be served come from; a made one, so that these tests rest on no other procedure. */
const desk: ProcedureRow = {
  ...row,
  key: 'desk',
  workflowType: 'desk',
  title: '制作文书',
  openedBy: [],
  requires: [],
  gate: () => undefined,
  begins: () => ({ opens: [], starts: [] }),
};

let world: World;
beforeEach(async () => {
  world = new World(given('TEST_WORKFLOW_BUNDLE'), TUESDAY, [...rows, desk]);
  await world.beginApproved(CASE);
  await made('opening', {});
  await made('concluded', { outcome: 'made', decidedOn: TUESDAY });
});
afterEach(async () => {
  expect(notOffered(await world.records(CASE))).toEqual([]);
  await world.sandbox.dispose();
});

/** A record that another procedure has put on file. */
async function made(kind: Act['kind'], facts: Facts, procedure = 'desk', step: string = kind): Promise<void> {
  const [head, own] = [(await world.records(CASE)).at(-1)!, await world.state(CASE, procedure)];
  const moment = { occurredAt: world.sandbox.now, receivedAt: world.sandbox.now };
  const asks = procedure === SERVICE ? row.begins(facts) : { opens: [], starts: [] };
  const rest = { ...asks, body: {}, attachments: [], secrecy: 1 as const, lawReferences: [] };
  const { refused } = await world.record.append(
    {
      chainId: CASE,
      procedure,
      kind,
      step,
      actor: SYSTEM,
      policy: { id: 'test', version: '1' },
      facts,
      ...moment,
      ...rest,
    },
    { head: { seq: head.seq, hash: head.hash }, state: { seq: own.seq } },
  );
  expect(refused).toBeUndefined();
}

// — forms, filled in as the table of documents asks —

const answers: Readonly<Record<Field['kind'], Json>> = {
  text: '略',
  longText: '略',
  instant: TUESDAY,
  date: '2026-11-24',
  people: ['officer-1', 'officer-2'],
  list: ['略'],
  choice: '',
  amount: 100,
  attachments: ['照片.jpg'],
};

/** Everything a document may ask, answered; choices by their first answer unless said otherwise. */
function filledIn(document: DocumentKey, said: Body): Body {
  const fields: readonly Field[] = documentOf(document).contents;
  const all = Object.fromEntries(
    fields.map((field) => [field.key, said[field.key] ?? field.choices?.[0]?.key ?? answers[field.kind]]),
  );
  const wanted = fields.filter((field) => applies(field, all as Form, false));
  return Object.fromEntries(wanted.map(({ key }) => [key, all[key]!]));
}

/** What of a form goes into the header, as the door copies it. */
function factsOf(document: DocumentKey, form: Body): Facts {
  const fields: readonly Field[] = documentOf(document).contents;
  return Object.fromEntries(
    fields.flatMap(({ key, fact }) => (fact && form[key] !== undefined ? [[key, form[key]]] : [])),
  );
}

type Order = { document?: DocumentKey; kind?: 'citizen' | 'organisation' } & Record<string, Json | undefined>;

/** Opens a service by its order: of a 行政处罚决定书 on a citizen unless it says otherwise. */
function order({ kind = 'citizen', ...said }: Order = {}, procedure = SERVICE): Promise<Answered> {
  const form = filledIn('serviceOrder', {
    document: 'penaltyDecision',
    of: 'desk',
    party: '1',
    partyKind: kind,
    domicile: 'inChina',
    documentRecord: '1',
    ...(said as Body),
  });
  return world.openOn(CASE, row, 'officer-1', {
    procedure,
    form,
    facts: factsOf('serviceOrder', form),
  });
}

type Put = { by?: string; at?: string; officers?: readonly { id: string; certificate: string }[] };

/** Puts a document on file; moments are now unless it says otherwise, `without` leaves fields empty. */
function put(
  document: DocumentKey,
  said: Body = {},
  { by = 'officer-1', at = SERVICE, ...more }: Put = {},
): Promise<Answered> {
  const now = world.sandbox.now;
  const instants = documentOf(document).contents.filter(({ kind }: Field) => kind === 'instant');
  const moments = Object.fromEntries(instants.map(({ key }) => [key, now]));
  const form = filledIn(document, { ...moments, ...said });
  const attachments = textsOf(form, 'recording').length > 0 ? [VIDEO] : [];
  const facts = factsOf(document, form);
  return world.putOnFile(CASE, by, at, document, { form, facts, attachments, ...more });
}

const failedDirect = (outcome = 'nobodyThere') => put('serviceAttempt', { method: 'direct', outcome });
const unusable = async (...methods: string[]) => {
  for (const method of methods) await put('methodUnavailable', { method });
};
const approveNotice = async (decision = 'agree', subject = 'public-notice-1') => {
  await world.decide(CASE, 'head-1', `${subject}/review/1`, 'agree', { procedure: SERVICE });
  await world.decide(CASE, 'leader-1', `${subject}/approve/1`, decision, { procedure: SERVICE });
};
/** Everything that a public notice waits for, up to its approval. */
async function noticeApproved(): Promise<void> {
  await failedDirect();
  await unusable('leaving', 'post', 'entrusted', 'forwarded', 'electronic');
  await put('publicNoticeApplication');
  await approveNotice();
}

const state = (procedure = SERVICE) => world.state(CASE, procedure);
const outcome = async (procedure = SERVICE) => (await state(procedure)).concluded?.facts;
const missing = ({ refused }: Answered): string[] =>
  String(refused?.params['missing'] ?? refused?.code ?? '').split('；');

describe('送达方式与送达日期', () => {
  /** `steps`: what is put on file, in order; the last is a 送达回证 dated `servedOn`. */
  const table: readonly {
    article: ArticleNumber;
    says: string;
    order?: Order;
    steps: readonly (readonly [DocumentKey, Body])[];
    concluded: Facts;
  }[] = [
    {
      article: 22,
      says: '直接送达公民本人：签收日期为送达日期',
      steps: [['proofOfDirectService', { signer: 'party' }]],
      concluded: { method: 'direct' },
    },
    {
      article: 22,
      says: '直接送达同住成年家属：视为送达',
      steps: [['proofOfDirectService', { signer: 'familyMember' }]],
      concluded: { method: 'direct' },
    },
    {
      article: 22,
      says: '直接送达法人负责收件的人：视为送达',
      order: { kind: 'organisation' },
      steps: [['proofOfDirectService', { signer: 'legalRepresentative' }]],
      concluded: { method: 'direct' },
    },
    {
      article: 23,
      says: '邮寄送达：回执上注明的收件日期为送达日期',
      order: { firstMethod: 'post' },
      steps: [
        ['postingRecord', { kind: 'express' }],
        ['proofOfPosting', { kind: 'express', signer: 'party' }],
      ],
      concluded: { method: 'post' },
    },
    {
      article: 24,
      says: '留置送达，见证人和音像记录兼备：留置之日送达',
      steps: [
        ['serviceAttempt', { method: 'direct', outcome: 'refused' }],
        ['proofOfLeaving', { witnessed: 'witnessed', leftAt: 'residence' }],
      ],
      concluded: { method: 'leaving' },
    },
    {
      article: 24,
      says: '留置送达，仅有音像记录：法律上有效，结论中注明无见证',
      steps: [['proofOfLeaving', { witnessed: 'recordingOnly', leftAt: 'residence' }]],
      concluded: { method: 'leaving', withoutWitness: true },
    },
    {
      article: 24,
      says: '留置于法人的住所：留置之日送达',
      order: { kind: 'organisation' },
      steps: [['proofOfLeaving', { leftAt: 'organisationDomicile' }]],
      concluded: { method: 'leaving' },
    },
    {
      article: 25,
      says: '直接送达未成后委托送达：签收日期为送达日期',
      steps: [
        ['serviceAttempt', { method: 'direct', outcome: 'moved' }],
        ['entrustedServiceLetter', {}],
        ['proofOfEntrustedService', { signer: 'familyMember' }],
      ],
      concluded: { method: 'entrusted' },
    },
    {
      article: 25,
      says: '通过监所转交：本人签收日期为送达日期',
      steps: [['proofOfForwardedService', { unit: 'prison' }]],
      concluded: { method: 'forwarded' },
    },
    {
      article: 22,
      says: '有确认书的电子送达：到达日期为送达日期',
      order: { firstMethod: 'electronic' },
      steps: [
        ['serviceConfirmation', { electronic: 'agreed' }],
        ['electronicSendingRecord', { reviewChannel: '政务服务网行政复议专栏' }],
        ['proofOfElectronicService', {}],
      ],
      concluded: { method: 'electronic' },
    },
  ];

  test.each(table.map((one) => [title(one.article, one.says), one] as const))('%s', async (_, one) => {
    expect((await order(one.order)).refused).toBeUndefined();
    for (const [index, [document, said]] of one.steps.entries()) {
      expect(await outcome()).toBeUndefined();
      await world.sandbox.advanceTo(TUESDAY + (index + 1) * HOUR);
      expect((await put(document, said)).refused).toBeUndefined();
    }
    const ours = { document: 'penaltyDecision', of: 'desk', party: '1' };
    expect(await outcome()).toEqual({
      outcome: 'served',
      servedOn: TUESDAY + one.steps.length * HOUR,
      proof: expect.any(Number),
      ...ours,
      ...one.concluded,
    });
    expect((await state()).tasks).toEqual({});
  });

  test(title(25, '委托送达：函发出之日起十日提醒受委托机关的期限，签收即止；不算本局逾期'), async () => {
    await order();
    await put('serviceAttempt', { method: 'direct', outcome: 'moved' });
    await put('entrustedServiceLetter', {});
    const clock = (await state()).clocks[ENTRUSTED_CLOCK]!;
    expect(clock).toMatchObject({ period: 'entrustedService', from: TUESDAY, lastDay: '2026-12-04' });
    await world.sandbox.advanceTo(clock.at + 1);
    expect((await state()).clocks[ENTRUSTED_CLOCK]?.passed).toBeDefined();
    expect(overdue(await state()).map(({ key }) => key)).not.toContain(ENTRUSTED_CLOCK);
    await put('proofOfEntrustedService', { signer: 'familyMember' });
    expect((await state()).clocks[ENTRUSTED_CLOCK]?.met).toBeDefined();
  });

  const notices = [
    [title(26, '公告送达：发出之日起经过三十日视为送达'), 'inChina', 'publicNoticeService', '2026-12-24'],
    [
      title(26, '公告送达，境内无住所：经过六十日视为送达'),
      'abroad',
      'publicNoticeServiceAbroad',
      '2027-01-25',
    ],
  ] as const;
  test.each(notices)('%s', async (_, domicile, period, lastDay) => {
    await order({ domicile });
    await noticeApproved();
    expect((await put('publicNoticeRecord', { domicile })).refused).toBeUndefined();
    const clock = (await state()).clocks[NOTICE_CLOCK]!;
    expect(clock).toMatchObject({ period, lastDay });
    await world.sandbox.advanceTo(clock.at);
    expect(await outcome()).toBeUndefined();
    await world.sandbox.advanceTo(clock.at + 1);
    expect(await outcome()).toMatchObject({ outcome: 'served', method: 'publicNotice', servedOn: clock.at });
  });

  test(title(26, '公告期间当事人到场签收：以签收日期为准'), async () => {
    await order();
    await noticeApproved();
    await put('publicNoticeRecord');
    await world.sandbox.advanceTo(TUESDAY + 5 * DAY);
    await put('proofOfDirectService', { signer: 'party' });
    expect(await outcome()).toMatchObject({ method: 'direct', servedOn: TUESDAY + 5 * DAY });
  });

  test(title(26, '多处公告：以最后张贴之日起算，先前的不缩短'), async () => {
    await order();
    await noticeApproved();
    await put('publicNoticeRecord');
    await world.sandbox.advanceTo(TUESDAY + 3 * DAY);
    await put('publicNoticeRecord');
    expect((await state()).clocks[NOTICE_CLOCK]).toMatchObject({ lastDay: '2026-12-28' });
    await put('publicNoticeRecord', { postedAt: TUESDAY + DAY });
    expect((await state()).clocks[NOTICE_CLOCK]).toMatchObject({ lastDay: '2026-12-28' });
  });
});

describe('送达：被拒绝的情形，一次指明全部所缺', () => {
  /** `before`: what is on file; then one document is refused. `names`: beginnings of everything missing. */
  const table: readonly {
    article: ArticleNumber;
    says: string;
    order?: Order;
    before?: () => Promise<unknown>;
    put: readonly [DocumentKey, Body?, Put?];
    names: readonly string[];
  }[] = [
    {
      article: 22,
      says: '公民由单位收件人签收',
      put: ['proofOfDirectService', { signer: 'legalRepresentative' }],
      names: ['符合法定条件的签收人'],
    },
    {
      article: 22,
      says: '法人由家属签收，时间又在作出之前',
      order: { kind: 'organisation' },
      put: ['proofOfDirectService', { signer: 'familyMember', servedAt: TUESDAY - 2 * DAY }],
      names: ['送达时间不早于文书作出之日', '符合法定条件的签收人'],
    },
    {
      article: 22,
      says: '送达时间晚于现在',
      put: ['proofOfDirectService', { signer: 'party', servedAt: TUESDAY + 9 * DAY }],
      names: ['送达时间已载明'],
    },
    {
      article: 22,
      says: '只有一名送达人',
      put: ['proofOfDirectService', {}, { officers: [{ id: 'officer-1', certificate: '陕E-001' }] }],
      names: ['twoOfficersRequired'],
    },
    {
      article: 22,
      says: '由科室负责人填报送达回证',
      put: ['proofOfDirectService', {}, { by: 'head-1' }],
      names: ['notPermitted'],
    },
    {
      article: 23,
      says: '未先直接送达又无理由的邮寄，且为平信',
      put: ['postingRecord', { kind: 'ordinary' }],
      names: ['直接送达有困难', '采用挂号信或者特快专递'],
    },
    {
      article: 23,
      says: '没有交寄登记的回执',
      order: { firstMethod: 'post' },
      put: ['proofOfPosting'],
      names: ['在收件之前交寄的邮寄送达登记表'],
    },
    {
      article: 23,
      says: '收件早于交寄',
      order: { firstMethod: 'post' },
      before: () => put('postingRecord', { sentAt: TUESDAY + HOUR / 2 }),
      put: ['proofOfPosting', { servedAt: TUESDAY }],
      names: ['在收件之前交寄的邮寄送达登记表'],
    },
    {
      article: 24,
      says: '留置于公民住所以外，拒收日期又在其后',
      put: ['proofOfLeaving', { leftAt: 'organisationDomicile', servedAt: TUESDAY, refusedAt: TUESDAY + 1 }],
      names: ['拒收日期已载明', '文书留在受送达人的住所'],
    },
    {
      article: 24,
      says: '留置没有音像记录，也没有拒收事由',
      put: ['proofOfLeaving', { recording: [], refusalReason: '' }],
      names: ['拒收事由、送达过程的音像记录'],
    },
    {
      article: 25,
      says: '委托送达没有委托函',
      put: ['proofOfEntrustedService'],
      names: ['在签收之前发出的委托送达函'],
    },
    {
      article: 25,
      says: '向法人转交，单位不在法定之列',
      order: { kind: 'organisation' },
      put: ['proofOfForwardedService', { unit: 'employer' }],
      names: ['受送达人是公民', '法定的转交单位'],
    },
    {
      article: 22,
      says: '没有确认书的电子送达，又未告知网上复议渠道',
      put: ['electronicSendingRecord', { reviewChannel: '' }],
      names: ['受送达人同意电子送达', '同时告知网上申请行政复议的渠道'],
    },
    {
      article: 22,
      says: '确认书不同意电子送达',
      before: () => put('serviceConfirmation', { electronic: 'declined' }),
      put: ['electronicSendingRecord'],
      names: ['受送达人同意电子送达'],
    },
    {
      article: 22,
      says: '同意已经撤回的电子送达',
      before: async () => {
        await put('serviceConfirmation', { electronic: 'agreed' });
        await put('serviceConfirmationWithdrawn');
      },
      put: ['electronicSendingRecord'],
      names: ['受送达人同意电子送达'],
    },
    {
      article: 22,
      says: '电子送达早于确认书',
      before: () => put('serviceConfirmation', { electronic: 'agreed', confirmedAt: TUESDAY + HOUR / 2 }),
      put: ['electronicSendingRecord', { sentAt: TUESDAY }],
      names: ['发送时间不早于'],
    },
    {
      article: 22,
      says: '已发送而未到达，不得出具电子送达的回证',
      put: ['proofOfElectronicService'],
      names: ['在到达之前的电子送达发送记录'],
    },
    {
      article: 22,
      says: '催告书的电子送达，虽有确认书',
      order: { document: 'demandNotice' },
      before: () => put('serviceConfirmation', { electronic: 'agreed' }),
      put: ['electronicSendingRecord'],
      names: ['催告书、强制执行决定书不得电子送达'],
    },
    {
      article: 22,
      says: '催告书未经直接送达的邮寄',
      order: { document: 'demandNotice' },
      put: ['postingRecord'],
      names: ['催告书、强制执行决定书应当先直接送达'],
    },
    {
      article: 26,
      says: '公告作为首选：逐项指明其他方式所缺',
      put: ['publicNoticeApplication'],
      names: ['至少一次直接送达', '留置送达', '邮寄送达', '委托送达', '转交送达', '电子送达'],
    },
    {
      article: 26,
      says: '其他方式只有部分说明',
      before: async () => {
        await failedDirect();
        await unusable('leaving', 'forwarded', 'electronic');
      },
      put: ['publicNoticeApplication'],
      names: ['邮寄送达', '委托送达'],
    },
    {
      article: 26,
      says: '不能直接送达只有理由而没有一次尝试',
      before: () => unusable('direct', 'leaving', 'post', 'entrusted', 'forwarded', 'electronic'),
      put: ['publicNoticeApplication'],
      names: ['至少一次直接送达'],
    },
    {
      article: 26,
      says: '未经批准的公告，住所又与卷内不符',
      put: ['publicNoticeRecord', { domicile: 'abroad' }],
      names: ['公告送达审批表已经审核、批准', '受送达人在境内有无住所与卷内一致'],
    },
    {
      article: 26,
      says: '公告发出早于批准',
      before: async () => {
        await noticeApproved();
      },
      put: ['publicNoticeRecord', { postedAt: TUESDAY }],
      names: ['发出公告的时间不早于批准'],
    },
    {
      article: 26,
      says: '未成的情形与方式不符，且没有交寄',
      put: ['serviceAttempt', { method: 'post', outcome: 'notArrived' }],
      names: ['尝试的送达方式及其未成的情形相符', '该方式的交寄'],
    },
    {
      article: 26,
      says: '说明不能公告',
      put: ['methodUnavailable', { method: 'publicNotice' }],
      names: ['不能采用的是公告以外的送达方式'],
    },
  ];

  test.each(table.map((one) => [title(one.article, one.says), one] as const))('%s', async (_, one) => {
    expect((await order(one.order)).refused).toBeUndefined();
    await world.sandbox.advanceTo(TUESDAY + HOUR);
    await one.before?.();
    const before = (await world.records(CASE)).length;
    const answer = await put(...one.put);
    const named = missing(answer);
    expect(named).toHaveLength(one.names.length);
    one.names.forEach((words, index) => expect(named[index]).toContain(words));
    expect((await world.records(CASE)).length).toBe(before);
    expect(await outcome()).toBeUndefined();
  });

  test(title(22, '送达人的证件在送达时失效：被拒绝'), async () => {
    await order();
    const one = world.people.get('officer-2')!;
    const certificates = one.certificates.map((held) => ({ ...held, until: TUESDAY - DAY }));
    world.people.set('officer-2', { ...one, certificates });
    expect((await put('proofOfDirectService')).refused).toMatchObject({ code: 'certificateExpired' });
  });

  test(title(22, '不是本案承办人的执法人员填报：被拒绝'), async () => {
    await order();
    world.people.set('officer-9', { ...world.people.get('officer-2')!, id: 'officer-9', name: '郑九' });
    const answer = await put('proofOfDirectService', {}, { by: 'officer-9' });
    expect(answer.refused).toMatchObject({ code: 'notYourTask' });
  });

  test(title(22, '邮件退回：不视为送达，仍待送达'), async () => {
    await order({ firstMethod: 'post' });
    await put('postingRecord');
    await put('serviceAttempt', { method: 'post', outcome: 'returned' });
    expect(await outcome()).toBeUndefined();
    expect(await world.awaited(CASE, SERVICE)).toEqual(['delivery/submit/1 officer-1|officer-2']);
  });
});

describe('送达的启动', () => {
  const table: readonly [article: ArticleNumber, says: string, order: Order, names: readonly string[]][] = [
    [22, '文书不在卷', { of: 'nowhere' }, ['要送达的文书已经作出并在卷']],
    [22, '受送达人不是当事人，文书也不在卷', { of: 'nowhere', party: '7' }, ['要送达的文书', '受送达人是']],
    [22, '催告书首选邮寄', { document: 'demandNotice', firstMethod: 'post' }, ['催告书、强制执行决定书首先']],
    [24, '首选留置', { firstMethod: 'leaving' }, ['首先采用的不是留置送达或者公告送达']],
    [26, '首选公告', { firstMethod: 'publicNotice' }, ['首先采用的不是留置送达或者公告送达']],
    [22, '作出之日与决定不符', { decidedAt: '2026-12-01' }, ['作出之日与决定程序办结记录一致']],
  ];
  test.each(table.map(([article, says, ...rest]) => [title(article, `${says}：被拒绝`), ...rest] as const))(
    '%s',
    async (_, said, names) => {
      const named = missing(await order(said));
      expect(named).toHaveLength(names.length);
      names.forEach((words, index) => expect(named[index]).toContain(words));
    },
  );

  test(title(22, '同一文书对同一受送达人再次启动：被拒绝；对另一受送达人分别计日'), async () => {
    await made(
      'recorded',
      { document: 'partyParticulars', partyKind: 'organisation', domicile: 'inChina' },
      'enforcement-case',
      'partyParticulars/record/1',
    );
    await order();
    expect(missing(await order({}, 'service/2'))).toEqual([expect.stringContaining('没有正在办理')]);
    expect((await order({ party: '2', kind: 'organisation' }, 'service/3')).refused).toBeUndefined();
    await put('proofOfDirectService', { signer: 'party' });
    await world.sandbox.advanceTo(TUESDAY + 2 * DAY);
    await put('proofOfDirectService', { signer: 'legalRepresentative' }, { at: 'service/3' });
    expect(await outcome()).toMatchObject({ party: '1', servedOn: TUESDAY });
    expect(await outcome('service/3')).toMatchObject({ party: '2', servedOn: TUESDAY + 2 * DAY });
  });

  test(title(22, '另一文书记录的同类文书：可以另行送达；未写明记录的，视为同一文书'), async () => {
    await order();
    expect(missing(await order({ documentRecord: '' }, 'service/2'))).toHaveLength(1);
    expect((await order({ documentRecord: '9' }, 'service/2')).refused).toBeUndefined();
  });

  test(title(9, '启动未获批准：只能送达解除措施、退还物品的文书；申请等其他事项由其程序启动'), () => {
    const refusedStart = { opened: {}, effects: ['startRefused' as const], outcome: 'notInitiated' };
    const asked = (document: DocumentKey, file: Record<string, FileEntry>) =>
      row.gate(file, { facts: { document } } as unknown as Act)?.code;
    expect(asked('penaltyDecision', { 'case-initiation': refusedStart })).toBe('startNotApproved');
    expect(asked('measureLiftingDecision', { 'case-initiation': refusedStart })).toBeUndefined();
    expect(asked('applicationDecision', { application: { ...refusedStart, effects: [] } })).toBeUndefined();
    expect(asked('penaltyDecision', {})).toBe('notReady');
  });

  test(title(22, '受送达人类别与卷内不符：被拒绝'), async () => {
    await made(
      'recorded',
      { document: 'partyParticulars', partyKind: 'organisation', domicile: 'abroad' },
      'enforcement-case',
      'partyParticulars/record/1',
    );
    expect(missing(await order({ party: '2' }))).toEqual([expect.stringContaining('与卷内当事人情况一致')]);
  });
});

describe('送达期限与过程', () => {
  const deadline = async () => (await state()).clocks[SERVICE_CLOCK];

  test(title(22, '处罚决定书：自作出之日起七个工作日内送达；当日送达满足期限'), async () => {
    await order();
    expect(await deadline()).toMatchObject({ period: 'decisionService', lastDay: '2026-12-03' });
    await world.sandbox.advanceTo(TUESDAY + 9 * DAY);
    await put('proofOfDirectService');
    expect(await deadline()).toMatchObject({ metAt: TUESDAY + 9 * DAY });
    expect((await deadline())?.passed).toBeUndefined();
  });

  test(title(22, '七个工作日届满未送达：记录届满，仍待送达，逾期送达照收'), async () => {
    await order();
    await world.sandbox.advanceTo(TUESDAY + 11 * DAY);
    expect(await world.onFile(CASE, SERVICE)).toContain(`periodPassed ${SERVICE_CLOCK}`);
    await put('proofOfDirectService');
    const clock = (await deadline())!;
    expect(clock.metAt! > clock.at).toBe(true);
    expect(await outcome()).toMatchObject({ outcome: 'served', servedOn: TUESDAY + 11 * DAY });
  });

  test(title(22, '期限内送达、届满后入卷：以送达日期为准，届满记录更正'), async () => {
    await order();
    await world.sandbox.advanceTo(TUESDAY + 11 * DAY);
    await put('proofOfDirectService', { servedAt: TUESDAY + DAY });
    const onFile = await world.onFile(CASE, SERVICE);
    expect(onFile).toContain(`lapseCorrected ${SERVICE_CLOCK}`);
    expect(onFile.at(-1)).toBe('concluded');
  });

  test(title(23, '七个工作日内交寄：期限已满足，但仍未送达'), async () => {
    await order({ firstMethod: 'post' });
    await put('postingRecord');
    expect((await deadline())?.met).toBeDefined();
    expect(await outcome()).toBeUndefined();
  });

  test(title(22, '告知书没有送达期限：不起算'), async () => {
    await order({ document: 'penaltyNotice' });
    expect(await deadline()).toBeUndefined();
    await put('proofOfDirectService');
    expect(await outcome()).toMatchObject({ outcome: 'served', document: 'penaltyNotice' });
  });

  test(title(26, '负责人不同意公告：不得公告；补充后再次报批'), async () => {
    await order();
    await failedDirect();
    await unusable('leaving', 'post', 'entrusted', 'forwarded', 'electronic');
    await put('publicNoticeApplication');
    await approveNotice('refuse');
    expect(missing(await put('publicNoticeRecord'))).toEqual([expect.stringContaining('审核、批准')]);
    await put('publicNoticeApplication');
    await approveNotice('agree', 'public-notice-2');
    expect((await put('publicNoticeRecord')).refused).toBeUndefined();
  });

  test(title(36, '公告审批表退回：由承办人再次填报'), async () => {
    await order();
    await failedDirect();
    await unusable('leaving', 'post', 'entrusted', 'forwarded', 'electronic');
    await put('publicNoticeApplication');
    await world.decide(CASE, 'head-1', 'public-notice-1/review/1', 'return', { procedure: SERVICE });
    expect(await world.awaited(CASE, SERVICE)).toEqual([
      'delivery/submit/1 officer-1|officer-2',
      'public-notice-1/submit/2 officer-1',
    ]);
  });

  test(title(22, '终止送达经批准：结论为终止，可以另行启动'), async () => {
    await order();
    await put('serviceEndReport', { ground: 'documentReplaced' });
    await approveNotice('agree', 'service-end-1');
    expect(await outcome()).toEqual({
      outcome: 'failed',
      document: 'penaltyDecision',
      of: 'desk',
      party: '1',
    });
    expect((await order({}, 'service/2')).refused).toBeUndefined();
  });

  test(title(26, '公告期间运行全部丢失后恢复：期限和结论不变'), async () => {
    await order();
    await noticeApproved();
    await world.resume(CASE);
    await put('publicNoticeRecord');
    await world.resume(CASE);
    const { at } = (await state()).clocks[NOTICE_CLOCK]!;
    await world.sandbox.advanceTo(at + 1);
    await world.resume(CASE);
    expect(await outcome()).toMatchObject({ outcome: 'served', method: 'publicNotice', servedOn: at });
    const steps = (await world.records(CASE)).map(({ procedure, step }) => `${procedure} ${step}`);
    expect(new Set(steps).size).toBe(steps.length);
  });

  test(title(22, '同一请求重复提交送达回证：只有一份记录'), async () => {
    await order({ document: 'penaltyNotice' });
    await put('serviceAttempt', { method: 'direct', outcome: 'moved' }, { requestId: 'same' } as Put);
    await put('serviceAttempt', { method: 'direct', outcome: 'moved' }, { requestId: 'same' } as Put);
    const attempts = (await world.onFile(CASE, SERVICE)).filter((word) => word === 'recorded');
    expect(attempts).toHaveLength(1);
  });

  describe('由其他程序启动', () => {
    const child = async (facts: Facts): Promise<void> => {
      const opened = { edition: 'test', unit: 'inspection', people, of: 'desk', party: '1', ...facts };
      await made('opening', opened, SERVICE);
      await world.sandbox.start('service', `${CASE}/${SERVICE}`, [{ chainId: CASE, procedure: SERVICE }]);
    };

    test(
      title(22, '未说明作出之日的决定书：期限自启动起算；当事人类别不明的，公民、单位的签收人均可'),
      async () => {
        await world.sandbox.advanceTo(TUESDAY + DAY);
        await child({ document: 'noPenaltyDecision' });
        expect(await deadline()).toMatchObject({ period: 'decisionService', from: TUESDAY + DAY });
        expect(await world.awaited(CASE, SERVICE)).toEqual(['delivery/submit/1 officer-1|officer-2']);
        expect(missing(await put('proofOfDirectService', { signer: 'nobody' }))).toHaveLength(1);
        await put('proofOfDirectService', { signer: 'party' });
        expect(await outcome()).toMatchObject({ outcome: 'served', document: 'noPenaltyDecision' });
      },
    );

    test(title(22, '说明作出时刻的决定书：期限自作出之日起算'), async () => {
      await world.sandbox.advanceTo(TUESDAY + DAY);
      await child({ document: 'penaltyDecision', decidedOn: TUESDAY });
      expect(await deadline()).toMatchObject({ from: TUESDAY, lastDay: '2026-12-03' });
    });
  });
});
