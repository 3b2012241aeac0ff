import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ActAnswer, CaseDetail, CaseList, TaskList } from '../../src/api/schemas.js';
import { open } from '../../src/api/doors.js';
import { edition } from '../../src/workflows/law/edition.js';
import { isLateEntry } from '../../src/workflows/law/record/initiation-gate.js';
import { periods } from '../../src/workflows/law/periods.js';
import { openOffice, read, startCase, submit, taskOf, type Desks, type Office } from './desk.js';
import { emergencyStart, ordinaryStart, pointers, problemOf, said } from './service.js';

const HOUR_MS = 3_600_000;
/** 2026-11-24 09:00 in Shanghai. */
const NINE = Date.UTC(2026, 10, 24, 1);

let office: Office;
let desks: Desks;

beforeAll(async () => {
  // No year has its notice, whatever the day the test runs on: all that is counted in days is provisional.
  office = await openOffice({}, async ({ connection }) => {
    await connection.collection('calendar').updateMany({}, { $set: { provisional: true, notice: null } });
  });
  desks = office.desks;
});
afterAll(() => office.close());

/** An emergency entered so long after it began; later than the limit with its reason. */
const entered = (hoursAgo: number, reason?: string) => {
  const start = emergencyStart(Date.now() - hoursAgo * HOUR_MS);
  return reason === undefined
    ? start
    : { ...start, emergency: { ...start.emergency, lateEntryReason: reason } };
};

const numbersWith = async (query: string): Promise<string[]> =>
  read(await desks.leader.get(`/api/cases?limit=100&${query}`), 200, CaseList).items.map((one) => one.number);

const detail = async (number: string) => read(await desks.clerk.get(`/api/cases/${number}`), 200, CaseDetail);

describe('第九条 the marks of an emergency start', () => {
  test('entered within the limit › not marked', async () => {
    const { emergencyStart: start } = await detail(await startCase(desks, entered(23)));
    expect(start).toMatchObject({ lateEntry: false, lateEntryReason: null });
  });

  test('entered 30 h after it began, with a reason › marked on the case and in the record', async () => {
    const number = await startCase(desks, entered(30, '现场无网络'));
    const { emergencyStart: start } = await detail(number);
    expect(start).toMatchObject({ lateEntry: true, lateEntryReason: '现场无网络' });
    const timeline = await desks.clerk.get(`/api/cases/${number}/timeline`);
    expect(timeline.text).toContain('紧急启动事后登记晚于启动后 24 小时');
  });

  test('opened with a mark that is wrong › the moments decide', async () => {
    const chainId = `${office.service.environment.CASE_NUMBER_PREFIX}-2026-7001`;
    const now = Date.now();
    const person = {
      id: 'officer-1',
      name: '李建平',
      unit: 'construction',
      authentication: 'token',
    } as const;
    const officers = ['officer-1', 'officer-2'].map((id) => ({ id, certificate: `E-${id}` }));
    const people = { handlers: ['officer-1', 'officer-2'], reviewers: ['head-1'], approvers: ['leader-1'] };
    await open(
      office.service.parts.doors,
      { chainId, procedure: 'case-initiation' },
      {
        requestId: `officer-1:${chainId}`,
        fingerprint: 'of this test',
        actor: { ...person, role: 'handler' },
        occurredAt: now - 30 * HOUR_MS,
        receivedAt: now,
        seen: 0,
        policy: { id: 'test', version: '1' },
        facts: {
          edition: edition.id,
          unit: 'construction',
          people: { ...people, legalOffice: ['legal-1'] },
          emergency: { startedAt: now - 30 * HOUR_MS, officers, lateEntry: false },
        },
        body: { title: '案由', cause: '原因', urgency: '紧急', lateEntryReason: '现场无网络' },
        secrecy: 2,
        attachments: [],
      },
    );
    expect((await detail(chainId)).emergencyStart).toMatchObject({ lateEntry: true });
  });

  test.each([
    [-1, false],
    [0, false],
    [1, true],
  ])('the limit %i ms › marked: %s', (beyond, late) => {
    const limit = periods.emergencyEntryLimit.length * HOUR_MS;
    expect(isLateEntry(NINE, NINE + limit + beyond)).toBe(late);
  });
});

describe('第九条 the case list finds', () => {
  let overdue: string;
  let late: string;
  let inTime: string;
  let ordinary: string;

  beforeAll(async () => {
    overdue = await startCase(desks, entered(30, '现场无网络'));
    late = await startCase(desks, entered(30, '现场无网络'));
    read(await submit(late, desks.officer), 200, ActAnswer);
    inTime = await startCase(desks, entered(2));
    read(await submit(inTime, desks.officer), 200, ActAnswer);
    ordinary = await startCase(desks, ordinaryStart());
  });

  test('超期 › the one that has passed and is not filed, and only while it is not', async () => {
    const found = await numbersWith('overdue=true');
    expect(found).toContain(overdue);
    for (const number of [late, inTime, ordinary]) expect(found).not.toContain(number);
    const others = await numbersWith('overdue=false');
    expect(others).toEqual(expect.arrayContaining([late, inTime, ordinary]));
    expect(others).not.toContain(overdue);
    const mine = read(await desks.officer.get('/api/tasks?limit=100&overdue=true'), 200, TaskList).items;
    expect(mine.map((task) => task.id)).toContain(taskOf(overdue, 'submit'));
    expect(mine.every((task) => task.overdue && (task.timeLeftMs ?? 0) < 0)).toBe(true);
  });

  test('超期 › before the lapse itself is on file, as while the worker is away', async () => {
    const lists = office.service.connection.collection('procedures');
    const _id = `${overdue}/case-initiation` as never;
    await lists.updateOne({ _id }, { $set: { overdue: false } });
    expect(await numbersWith('overdue=true')).toContain(overdue);
    expect((await detail(overdue)).overdue).toBe(true);
    await lists.updateOne({ _id }, { $set: { overdue: true } });
  });

  test('逾期补报 › the one that was filed late, not the one filed in time', async () => {
    const found = await numbersWith('late=true');
    expect(found).toContain(late);
    for (const number of [overdue, inTime, ordinary]) expect(found).not.toContain(number);
    const others = await numbersWith('late=false');
    expect(others).toEqual(expect.arrayContaining([overdue, inTime, ordinary]));
    expect(others).not.toContain(late);
  });

  test('暂定日期 › every case whose term is counted in days of a year without its notice', async () => {
    const found = await numbersWith('provisional=true');
    expect(found).toEqual(expect.arrayContaining([overdue, late, inTime]));
    // Nothing is running yet but hours and people.
    expect(found).not.toContain(ordinary);
    expect(await numbersWith('provisional=false')).toContain(ordinary);
    const { clocks, provisional } = await detail(inTime);
    expect(provisional).toBe(true);
    expect(clocks.filter((clock) => clock.provisional).map((clock) => clock.label)).toContain(
      periods.caseDecision.label,
    );
  });

  test('紧急启动 › emergencies, or all the others; several conditions at once', async () => {
    expect(await numbersWith('emergency=true')).toEqual(expect.arrayContaining([overdue, late, inTime]));
    expect(await numbersWith('emergency=false')).toEqual([ordinary]);
    expect(await numbersWith('late=true&overdue=false&emergency=true')).toContain(late);
    expect(await numbersWith('late=true&overdue=true')).toEqual([]);
  });
});

describe('第九条 refused, at its field', () => {
  const refused = async (body: object, status: number, code: string, at: string[]) => {
    const answer = await desks.clerk.post('/api/cases', body);
    expect(said(answer)).toEqual(problemOf(status, code));
    expect(pointers(answer)).toEqual(at);
  };
  const withEmergency = (change: object, hoursAgo = 1) => {
    const start = entered(hoursAgo);
    return { ...start, emergency: { ...start.emergency, ...change } };
  };

  test('the moment and its reasons › startedAt, lateEntryReason, urgency', async () => {
    await refused(entered(-1), 422, 'startInFuture', ['/emergency/startedAt']);
    await refused(entered(48), 422, 'lateEntryReasonRequired', ['/emergency/lateEntryReason']);
    await refused(withEmergency({ urgency: ' ' }), 422, 'urgencyRequired', ['/emergency/urgency']);
  });

  test('处罚法 42 › one officer, or the same twice: whichever list it is', async () => {
    const one = withEmergency({ officers: ['officer-1'] });
    await refused(one, 422, 'twoOfficersRequired', ['/emergency/officers']);
    const twice = { ...ordinaryStart(), people: { handlers: ['officer-1', 'officer-1'] } };
    await refused(twice, 422, 'twoOfficersRequired', ['/people/handlers']);
    const both = { ...withEmergency({ officers: [] }), people: { handlers: ['officer-1'] } };
    await refused(both, 422, 'twoOfficersRequired', ['/emergency/officers', '/people/handlers']);
  });

  test('第三十六条 › the lists that cannot give three people', async () => {
    const people = { handlers: ['officer-1', 'officer-2'], reviewers: ['head-1'], approvers: [] };
    const at = ['/people/handlers', '/people/reviewers', '/people/approvers'];
    await refused({ ...ordinaryStart(), people }, 422, 'threePersonsRequired', at);
  });

  test('第十一条 › the officer without a certificate, the one who is no officer', async () => {
    const expired = withEmergency({ officers: ['officer-1', 'officer-3'] });
    await refused(expired, 403, 'certificateExpired', ['/emergency/officers/1']);
    const none = withEmergency({ officers: ['clerk-1', 'officer-1'] });
    await refused(none, 403, 'postNotHeld', ['/emergency/officers/0']);
  });

  test('a number that is taken, a unit that is not his › number, unit', async () => {
    const number = await startCase(desks);
    await refused({ ...ordinaryStart(), number }, 409, 'caseNumberTaken', ['/number']);
    await refused({ ...ordinaryStart(), unit: 'housing' }, 403, 'notPermitted', ['/unit']);
  });

  test('第三十六条 › an opinion, a decision, a person of a task', async () => {
    const number = await startCase(desks);
    const act = async (door: string, body: object, code: string, at: string[]) => {
      const answer = await desks.officer.post(`/api/tasks/${taskOf(number, 'submit')}/${door}`, body);
      expect(said(answer)).toEqual(problemOf(422, code));
      expect(pointers(answer)).toEqual(at);
    };
    const silent = { decision: 'submit', opinion: '\n', form: {} };
    await act('decision', silent, 'opinionRequired', ['/opinion']);
    await act('decision', { decision: 'agree', opinion: '同意' }, 'decisionNotOffered', ['/decision']);
    read(await desks.officer.post(`/api/tasks/${taskOf(number, 'submit')}/claim`), 200, ActAnswer);
    await act('reassignment', { to: 'clerk-1', opinion: '出差' }, 'assigneeUnsuitable', ['/to']);
    await act('reassignment', { to: 'officer-2', opinion: '' }, 'opinionRequired', ['/opinion']);
  });
});
