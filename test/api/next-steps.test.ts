import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NextSteps } from '../../src/api/opening-schemas.js';
import { ActAnswer } from '../../src/api/schemas.js';
import { documents, type DocumentKey } from '../../src/workflows/law/documents.js';
import type { Field } from '../../src/workflows/law/documents/document.js';
import { matterChains } from '../../src/workflows/law/matter-chains.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import { isFor, type MatterKind } from '../../src/workflows/law/procedures.js';
import type { RoleKey } from '../../src/workflows/law/roles.js';
import {
  decide,
  openOffice,
  read,
  startCase,
  submit,
  taskOf,
  until,
  type Desks,
  type Office,
} from './desk.js';

let office: Office;
let desks: Desks;

beforeAll(async () => {
  office = await openOffice();
  ({ desks } = office);
}, 120_000);
afterAll(() => office.close());

const next = async (number: string, desk: keyof Desks = 'officer') =>
  read(await desks[desk].get(`/api/cases/${number}/next`), 200, NextSteps);

/** What the table says an officer may begin on a matter of this kind on which none of it is begun. */
const openable = (kind: MatterKind): string[] =>
  rows
    .filter((row) => row.opening !== undefined && !row.opensMatter && isFor(row, kind))
    .filter(({ openedBy }) => openedBy.includes('officer'))
    .map(({ key }) => key);

/** What the table says may be put on file in a procedure by this role. */
const fileable = (key: string, role: RoleKey): string[] => {
  const records = rows.find((row) => row.key === key)?.records ?? {};
  return Object.entries(records).flatMap(([document, record]) =>
    record.by.includes(role) ? [document] : [],
  );
};

const documentsIn = ({ records }: NextSteps, procedure: string): string[] =>
  records.filter((one) => one.procedure === procedure).map(({ document }) => document.key);

describe('第三条 每一程序、每一文书都能从页面办理', () => {
  test('an approved case › every procedure of the table that an officer may begin is offered, with its form', async () => {
    const number = await startCase(desks);
    await submit(number, desks.officer);
    await decide(desks.head, taskOf(number, 'review'), 'agree');
    await decide(desks.leader, taskOf(number, 'approve'), 'agree');
    await until(
      'the case has begun',
      async () => documentsIn(await next(number), 'enforcement-case').length > 0,
    );
    const { openings } = await next(number);
    expect(openings.map(({ procedure }) => procedure)).toEqual(openable('case'));
    for (const { procedure, document } of openings)
      expect(document?.key ?? null).toBe(rows.find(({ key }) => key === procedure)?.opening);
    expect(documentsIn(await next(number), 'enforcement-case')).toEqual(
      fileable('enforcement-case', 'handler'),
    );
    const body = { procedure: 'investigation', opinion: '开始调查' };
    read(await desks.officer.post(`/api/cases/${number}/procedures`, body), 201, ActAnswer);
    expect(documentsIn(await next(number), 'investigation')).toEqual(fileable('investigation', 'handler'));
  });

  test('nothing that the form itself will say is held against whoever has not filled it in', async () => {
    const number = await startCase(desks);
    await submit(number, desks.officer);
    await decide(desks.head, taskOf(number, 'review'), 'agree');
    await decide(desks.leader, taskOf(number, 'approve'), 'agree');
    const { openings } = await next(number);
    const of = (key: string) => openings.find(({ procedure }) => procedure === key);
    expect(of('crime-transfer')).toMatchObject({ missing: [], refused: null });
    expect(of('crime-transfer')?.checked.join()).toContain('专案组');
    expect(of('seizure')).toMatchObject({ refused: null });
    expect(of('service')?.missing).toEqual(['送达的文书（卷内、登记簿中尚无可选的）']);
  });
});

describe('第二十二条、第三十条 在申请、投诉举报和行政检查中', () => {
  const people = { handlers: ['officer-1', 'officer-2'] };
  const registered = { title: '登记', unit: 'construction', people, opinion: '予以登记' };
  const inspection = {
    subject: '某公司',
    basis: '条例',
    matters: ['施工许可'],
    plannedAt: Date.UTC(2027, 0, 1),
  };
  const complaint = {
    receivedAt: Date.UTC(2026, 10, 20, 2),
    channel: 'letter',
    realName: 'anonymous',
    complaint: '夜间违法施工',
  };

  test.each([
    ['inspection', 'inspection', inspection],
    ['complaint', 'complaint', complaint],
  ] as const)(
    '%s › service and recordings are offered, and its own papers',
    async (procedure, kind, form) => {
      const wish = { ...registered, procedure, form };
      const { caseNumber } = read(await desks.officer.post('/api/matters', wish), 201, ActAnswer);
      const offered = await next(caseNumber);
      expect(offered.openings.map((one) => one.procedure)).toEqual(openable(kind));
      expect(openable(kind)).toEqual(['service', 'recording-custody']);
      expect(documentsIn(offered, procedure)).toEqual(fileable(procedure, 'handler'));
    },
  );

  test('a recording is put in custody from an inspection › 201, and its storing is asked', async () => {
    const wish = { ...registered, procedure: 'inspection', form: inspection };
    const { caseNumber } = read(await desks.officer.post('/api/matters', wish), 201, ActAnswer);
    const obtainedAt = Date.now() - 60_000;
    const form = { source: 'thirdParty', provider: '某公司', act: 'inspection', obtainedAt };
    const body = { procedure: 'recording-custody', opinion: '检查对象提供', form };
    const answer = read(
      await desks.officer.post(`/api/cases/${caseNumber}/procedures`, body),
      201,
      ActAnswer,
    );
    expect(answer.opens.map(({ label }) => label)).toEqual(['音像记录入库·填报']);
  });
});

describe('第二条、第八条、第十条 表中的事项', () => {
  test('the matters that are no cases › as many as the table opens', () => {
    const beginnings = rows.filter((row) => row.opensMatter && !isFor(row, 'case')).map(({ key }) => key);
    expect(matterChains.beginnings).toEqual(beginnings);
  });

  test('a field that names a thing by its key › says of what kind; no condition reads as two', () => {
    const keyed = (Object.keys(documents) as DocumentKey[]).flatMap((key) =>
      (documents[key].contents as readonly Field[])
        .filter(
          ({ fact, kind, key: field }) =>
            fact && kind === 'text' && /Key$|^(of|party|document|store|device)$/.test(field),
        )
        .filter(({ names }) => names === undefined)
        .map((field) => `${key}.${field.key}`),
    );
    expect(keyed).toEqual([]);
    const conditions = rows.flatMap(({ requires = [], records = {}, steps }) => [
      ...requires,
      ...Object.values(records).flatMap((record) => record.requires ?? []),
      ...Object.values(steps).flatMap((step) => step.requires ?? []),
    ]);
    expect(conditions.map(({ missing }) => missing).filter((missing) => missing.includes('）；'))).toEqual(
      [],
    );
  });
});
