import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EntrustmentDetail, EntrustmentList } from '../../src/api/entrustment-schemas.js';
import { NextSteps } from '../../src/api/opening-schemas.js';
import { InspectionFrequency, PowersOfUnit } from '../../src/api/power-schemas.js';
import { RegisterAnswer, RegisterUnits } from '../../src/api/register-schemas.js';
import { ActAnswer, CaseDetail } from '../../src/api/schemas.js';
import { BureauAnswer } from '../../src/api/substitution-schemas.js';
import { createPeople, peopleOn } from '../../src/models/people.js';
import { createUnits } from '../../src/models/units.js';
import { shanghaiDay } from '../../src/workflows/law/moments.js';
import { articleTitle } from '../harness/article-title.js';
import { openOffice, read, type Desks, type Office } from './desk.js';
import { ordinaryStart, pointers, problemOf, said, type Visitor } from './service.js';

const title = (rest: string) => `${articleTitle(2)} ${rest}`;
const DAY = 86_400_000;

let office: Office;
let desks: Desks;
let station: Visitor;
let lawyer: Visitor;
let administrator: Visitor;

beforeAll(async () => {
  const settings = { INSPECTIONS_PER_YEAR: '2', REGULATION_EFFECTIVE_FROM: '2026-01-01' };
  office = await openOffice(settings, async ({ connection }) => {
    await createUnits(connection).addUnit({ _id: 'station', name: '质量监督站', kind: 'entrusted' });
    const people = createPeople(connection);
    const { passwordHash } = (await peopleOn(connection).findById('legal-1').lean())!;
    const one = (id: string, post: 'officer' | 'unitHead' | 'legalOfficer') => ({
      _id: id,
      name: `站${id.at(-1) ?? ''}`,
      email: `${id}@bureau.example`,
      active: true,
      posts: [{ post, unit: 'station', from: 0, until: null }],
      certificates: post === 'officer' ? [{ number: `E-${id}`, from: 0, until: Date.UTC(2029, 0, 1) }] : [],
      passwordHash,
    });
    for (const id of ['station-1', 'station-2']) await people.addPerson(one(id, 'officer'));
    await people.addPerson(one('station-3', 'unitHead'));
    await people.addPerson(one('station-4', 'legalOfficer'));
  });
  ({ desks } = office);
  station = await office.service.signIn('station-1');
  lawyer = await office.service.signIn('station-4');
  administrator = await office.service.signIn('administrator-1');
}, 120_000);
afterAll(() => office.close());

const day = (days: number) => shanghaiDay(office.service.parts.now() + days * DAY);

async function scan(visitor: Visitor) {
  const answer = await visitor.agent
    .post('/api/attachments')
    .set('x-csrf-token', visitor.csrfToken)
    .attach('file', Buffer.from('%PDF-1.7 委托书'), {
      filename: 'paper.pdf',
      contentType: 'application/pdf',
    });
  const { sha256, name } = answer.body as { sha256: string; name: string };
  return { sha256, name };
}

const paper = (more: object = {}) => ({
  to: 'station',
  powers: ['qualityPenalty', 'qualityInspection'],
  from: day(-10),
  until: day(200),
  publishedOn: day(-5),
  link: 'https://example.org/entrustment',
  number: '华住建委〔2026〕1号',
  ...more,
});

async function entered(more: object = {}): Promise<string> {
  const body = { ...paper(more), attachments: [await scan(desks.legal)] };
  const answer = await desks.legal.post('/api/entrustments', body);
  read(answer, 201, BureauAnswer);
  return (answer.get('location') ?? '').split('/').at(-1) ?? '';
}

const revoke = (id: string) =>
  desks.legal.post(`/api/entrustments/${id}/revocation`, { opinion: '机构改革' });

const start = (more: object = {}) => ({
  ...ordinaryStart(),
  unit: 'station',
  people: { handlers: ['station-1', 'station-2'] },
  ...more,
});

const powersOf = async (unit: string, kind = 'penalty') =>
  read(await desks.clerk.get(`/api/powers?unit=${unit}&kind=${kind}`), 200, PowersOfUnit);

describe(title('委托书'), () => {
  test(
    title('委托书 › by an officer; by somebody of an entrusted unit; of a measure; unscanned › refused'),
    async () => {
      const attachments = [await scan(desks.legal)];
      const enter = (visitor: Visitor, more: object = {}) =>
        visitor.post('/api/entrustments', { ...paper(more), attachments });
      expect(said(await enter(desks.officer))).toEqual(problemOf(403, 'notPermitted'));
      const own = { ...paper(), attachments: [await scan(lawyer)] };
      expect(said(await lawyer.post('/api/entrustments', own))).toEqual(problemOf(403, 'subDelegation'));
      const measure = await enter(desks.legal, { powers: ['safetyMeasure'] });
      expect([said(measure), pointers(measure)]).toEqual([
        problemOf(403, 'measureNotEntrustable'),
        ['/powers'],
      ]);
      const bare = await desks.legal.post('/api/entrustments', paper());
      expect(said(bare)).toEqual(problemOf(422, 'entrustmentIncomplete'));
      expect((bare.body as { detail: string }).detail).toContain('委托书扫描件');
    },
  );

  test(title('委托书 › entered, published later, revoked › each is seen, none is edited'), async () => {
    const id = await entered({ publishedOn: null, link: null });
    const list = async (query = '') =>
      read(await desks.officer.get(`/api/entrustments${query}`), 200, EntrustmentList);
    const own = (await list()).items.find((one) => one.id === id);
    expect([own?.state, own?.permissions]).toEqual(['unpublished', { publish: false, revoke: false }]);
    expect((await powersOf('station')).refused).toContain('尚未向社会公布');
    expect(said(await station.post('/api/cases', start()))).toEqual(
      problemOf(409, 'entrustmentNotPublished'),
    );
    const publication = { publishedOn: day(0), link: 'https://example.org/later' };
    read(await desks.legal.post(`/api/entrustments/${id}/publication`, publication), 200, BureauAnswer);
    expect((await powersOf('station')).refused).toBeNull();
    read(await revoke(id), 200, BureauAnswer);
    expect((await list()).items.map((one) => one.id)).not.toContain(id);
    const detail = read(await desks.legal.get(`/api/entrustments/${id}`), 200, EntrustmentDetail);
    expect(detail).toMatchObject({
      state: 'revoked',
      number: '华住建委〔2026〕1号',
      revokedBecause: '机构改革',
      publishedOn: day(0),
      attachments: [{ name: 'paper.pdf' }],
    });
    const sha256 = detail.attachments[0]?.sha256 ?? '';
    expect((await desks.officer.get(`/api/attachments/${sha256}`)).status).toBe(200);
    expect((await list('?state=ended')).items.map((one) => one.id)).toContain(id);
  });
});

describe(title('案件'), () => {
  test(
    title('案件 › of an entrusted unit without a paper, then under one, which is revoked › shown'),
    async () => {
      const bare = await station.post('/api/cases', start());
      expect(said(bare).status).toBe(403);
      expect((bare.body as { detail: string }).detail).toContain('质量监督站');
      const id = await entered();
      const other = await station.post('/api/cases', start({ power: 'gasPenalty' }));
      expect(said(other)).toEqual(problemOf(403, 'unitWithoutPower'));
      const body = start({ power: 'qualityPenalty' });
      const { caseNumber } = read(await station.post('/api/cases', body), 201, ActAnswer);
      const detail = async () => read(await station.get(`/api/cases/${caseNumber}`), 200, CaseDetail);
      const listed = read(await desks.legal.get('/api/entrustments'), 200, EntrustmentList);
      const { record } = listed.items.find((one) => one.id === id)!;
      expect((await detail()).entrustment).toMatchObject({ id, ...record, over: false });
      const opened = async () =>
        read(await station.get(`/api/cases/${caseNumber}/next`), 200, NextSteps).openings.find(
          ({ procedure }) => procedure === 'summary-penalty',
        );
      expect([(await opened())?.refused, (await opened())?.notes[0]]).toEqual([
        null,
        expect.stringContaining('依据对该组织的委托书办理'),
      ]);
      read(await revoke(id), 200, BureauAnswer);
      expect((await detail()).entrustment).toMatchObject({
        over: true,
        says: expect.stringContaining('委托已撤销') as unknown as string,
      });
      expect((await opened())?.refused).toContain('没有期限内的书面委托');
    },
  );

  test(
    title('案件 › by an office › nobody is asked for a paper, and the list is shown as unconfirmed'),
    async () => {
      const told = await powersOf('construction');
      expect([told.refused, told.notes[0]]).toEqual([null, expect.stringContaining('行政处罚权限未确认')]);
      const { caseNumber } = read(await desks.clerk.post('/api/cases', ordinaryStart()), 201, ActAnswer);
      const detail = read(await desks.clerk.get(`/api/cases/${caseNumber}`), 200, CaseDetail);
      expect(detail.entrustment).toBeNull();
    },
  );

  test(title('权责事项 › set for a unit by a change of the register › no longer unconfirmed'), async () => {
    const units = read(await administrator.get('/api/register/units'), 200, RegisterUnits);
    const { version, name, kind } = units.items.find(({ id }) => id === 'housing')!;
    const change = { version, name, kind, active: true, powers: ['realEstatePenalty'] };
    read(await administrator.post('/api/register/units/housing', change), 200, RegisterAnswer);
    const after = read(await administrator.get('/api/register/units'), 200, RegisterUnits);
    expect(after.items.find(({ id }) => id === 'housing')?.powers).toEqual(['realEstatePenalty']);
  });
});

describe(title('国办发〔2024〕54号 行政检查的频次'), () => {
  const inspection = (kind: string, subject = '华阴 某建筑（有限）公司') => {
    const { unit, people } = ordinaryStart();
    return {
      procedure: 'inspection',
      title: '日常检查',
      unit,
      people,
      opinion: '拟予检查。',
      form: {
        ...{ subject, kind, basis: '建设工程质量管理条例', matters: ['工程质量'] },
        plannedAt: office.service.parts.now() + DAY,
      },
    };
  };
  const frequency = async (subject: string) =>
    read(
      await desks.officer.get(`/api/inspections/frequency?subject=${encodeURIComponent(subject)}`),
      200,
      InspectionFrequency,
    );

  test(
    title('频次 › two counted, one by a clue, another subject › the third is refused, and it is shown'),
    async () => {
      const visit = (kind: string, subject?: string) =>
        desks.officer.post('/api/matters', inspection(kind, subject));
      expect((await frequency('华阴某建筑有限公司')).times).toBe(0);
      for (const kind of ['planned', 'clueDriven', 'special']) read(await visit(kind), 201, ActAnswer);
      read(await visit('planned', '华阴某建筑有限公司二分公司'), 201, ActAnswer);
      expect(await frequency('华阴某建筑有限公司')).toMatchObject({ times: 2, cap: 2 });
      expect(said(await visit('planned'))).toEqual(problemOf(409, 'inspectionTooOften'));
      read(await visit('clueDriven'), 201, ActAnswer);
    },
  );
});

describe(`${articleTitle(37)} 本办法自发布之日起实施`, () => {
  test(`${articleTitle(37)} the day set › is shown with the edition`, async () => {
    const { body } = await desks.officer.get('/api/law/edition');
    expect((body as { items: object[] }).items).toMatchObject([
      { effectiveFrom: '2026-01-01', effectiveFromUnknownBecause: null },
    ]);
  });
});
