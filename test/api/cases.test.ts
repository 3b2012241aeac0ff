import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ActAnswer,
  CaseDetail,
  CaseList,
  Pending,
  TaskDetail,
  TaskList,
  Timeline,
} from '../../src/api/schemas.js';
import { createPeople } from '../../src/models/people.js';
import type { RecordHeader } from '../../src/workflows/law/record/kinds.js';
import {
  decide,
  form,
  openOffice,
  read,
  startCase,
  submit as submitForm,
  taskOf,
  type Desks,
  type Office,
} from './desk.js';
import {
  emergencyStart,
  ordinaryStart,
  pointers,
  problemOf,
  said,
  type Service,
  type Visitor,
} from './service.js';

const HOUR_MS = 3_600_000;

let office: Office;
let service: Service;
let worked: Desks;

beforeAll(async () => {
  office = await openOffice();
  service = office.service;
  worked = office.desks;
});

afterAll(() => office.close());

const start = (body?: object): Promise<string> => startCase(worked, body);

const submit = (number: string, visitor: Visitor = worked.officer, round = 1, key?: string) =>
  submitForm(number, visitor, round, key);

/** Reads the record again until it holds what the procedure does by itself. */
async function untilOnFile(chainId: string, wanted: (record: RecordHeader) => boolean): Promise<void> {
  for (let reads = 0; reads < 500; reads += 1) if ((await records(chainId)).some(wanted)) return;
  throw new Error('it was never put on file');
}

/** Temporal forgets a run, as after its retention or with its whole database. */
async function forgetRun(workflowId: string): Promise<void> {
  const { workflowService } = service.client;
  await workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId } });
  for (let asks = 0; asks < 2_000; asks += 1) {
    const found = await service.client.workflow
      .getHandle(workflowId)
      .describe()
      .catch(() => undefined);
    if (!found) return;
  }
  throw new Error('Temporal still knows the run');
}

const records = (chainId: string) => service.parts.ledger.since(chainId, 1);

describe('第九条 starting a case › refused', () => {
  test('by somebody without the post, or for another unit › 403, nothing on file', async () => {
    for (const visitor of [worked.other, worked.legal, worked.operator])
      expect(said(await visitor.post('/api/cases', ordinaryStart()))).toEqual(problemOf(403, 'notPermitted'));
    expect(await service.connection.collection('headers').countDocuments({})).toBe(0);
  });

  test('with people or a unit that are not there › each named', async () => {
    const answer = await worked.clerk.post('/api/cases', {
      ...ordinaryStart(),
      unit: 'construction',
      people: { handlers: ['officer-1', 'nobody'], approvers: ['nobody'] },
    });
    expect(pointers(answer)).toEqual(['/people/handlers/1', '/people/approvers/0']);
  });

  test('with one officer, or the same one twice › 处罚法 42', async () => {
    for (const handlers of [['officer-1'], ['officer-1', 'officer-1']])
      expect(
        said(await worked.clerk.post('/api/cases', { ...ordinaryStart(), people: { handlers } })),
      ).toEqual(problemOf(422, 'twoOfficersRequired'));
  });

  test('with one person in two roles › 第三十六条', async () => {
    const held = { unit: 'bureau', from: 0, until: null };
    await createPeople(service.connection).addPerson({
      _id: 'leader-of-two',
      name: '何兼任',
      email: 'leader-of-two@bureau.example',
      active: true,
      posts: [
        { post: 'agencyHead', ...held },
        { post: 'unitHead', ...held },
      ],
      certificates: [],
      passwordHash: null,
    });
    const both = ['leader-of-two'];
    const people = { handlers: ['officer-1', 'officer-2'], reviewers: both, approvers: both };
    const answer = await worked.clerk.post('/api/cases', { ...ordinaryStart(), people });
    expect(said(answer)).toEqual(problemOf(422, 'threePersonsRequired'));
    expect(answer.body).toMatchObject({
      article: 36,
      detail: expect.stringContaining('不同的人') as unknown,
    });
  });

  test('in an emergency that begins in the future › refused', async () => {
    const answer = await worked.clerk.post('/api/cases', emergencyStart(Date.now() + HOUR_MS));
    expect(said(answer)).toEqual(problemOf(422, 'startInFuture'));
    expect(answer.body).toMatchObject({ title: '内容有误' });
  });

  test('in an emergency without saying why, or entered late without a reason › refused', async () => {
    const urgent = emergencyStart(Date.now() - HOUR_MS);
    const silent = { ...urgent, emergency: { ...urgent.emergency, urgency: ' ' } };
    expect(said(await worked.clerk.post('/api/cases', silent))).toEqual(problemOf(422, 'urgencyRequired'));
    expect(said(await worked.clerk.post('/api/cases', emergencyStart(Date.now() - 48 * HOUR_MS)))).toEqual(
      problemOf(422, 'lateEntryReasonRequired'),
    );
  });

  test('in an emergency by an officer whose certificate had expired › 第十一条', async () => {
    const urgent = emergencyStart(Date.now() - HOUR_MS);
    const body = { ...urgent, emergency: { ...urgent.emergency, officers: ['officer-1', 'officer-3'] } };
    expect(said(await worked.clerk.post('/api/cases', body))).toEqual(problemOf(403, 'certificateExpired'));
  });
});

describe('第九条 an ordinary start', () => {
  test('accepted › 201 with its address, one record, the officers asked', async () => {
    const answer = await worked.clerk.post('/api/cases', ordinaryStart());
    const body = read(answer, 201, ActAnswer);
    expect(answer.get('location')).toBe(`/api/cases/${body.caseNumber}`);
    expect(body.record).toMatchObject({ seq: 1, kind: 'opening' });
    expect(body.opens).toMatchObject([
      { id: taskOf(body.caseNumber, 'submit'), people: ['officer-1', 'officer-2'] },
    ]);
    expect(await records(body.caseNumber)).toMatchObject([
      {
        kind: 'opening',
        actor: { id: 'clerk-1', name: '冯雪梅', unit: 'construction', authentication: 'password' },
        policy: { id: 'api-policies' },
      },
    ]);
    const mine = read(await worked.officer.get('/api/tasks'), 200, TaskList);
    expect(mine.items.find((task) => task.caseNumber === body.caseNumber)).toMatchObject({
      mine: true,
      assignee: null,
      dueAt: null,
    });
    const other = read(await worked.head.get('/api/tasks'), 200, TaskList);
    expect(other.items.filter((task) => task.caseNumber === body.caseNumber)).toEqual([]);
  });

  test('the same request twice, and fifty times at once › one case, one answer', async () => {
    const key = 'one-request-many-times';
    const first = await worked.clerk.post('/api/cases', ordinaryStart(), key);
    const again = await worked.clerk.post('/api/cases', ordinaryStart(), key);
    expect([again.status, again.body, again.get('location')]).toEqual([
      201,
      first.body,
      first.get('location'),
    ]);
    const sameMoment = 'one-request-at-one-moment';
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => worked.clerk.post('/api/cases', ordinaryStart(), sameMoment)),
    );
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    const made = await service.connection
      .collection('headers')
      .countDocuments({ requestId: `clerk-1:${sameMoment}` });
    expect(made).toBe(1);
  });

  test('another request under the same key › refused', async () => {
    const key = 'a-key-that-is-used-twice';
    await worked.clerk.post('/api/cases', ordinaryStart(), key);
    const answer = await worked.clerk.post('/api/cases', { ...ordinaryStart(), title: '另一案件' }, key);
    expect(said(answer)).toEqual(problemOf(409, 'requestIdUsed'));
  });

  test('the same key of another person › is another request', async () => {
    const key = 'a-key-two-people-use';
    const one = read(await worked.clerk.post('/api/cases', ordinaryStart(), key), 201, ActAnswer);
    const two = read(await worked.officer.post('/api/cases', ordinaryStart(), key), 201, ActAnswer);
    expect(two.caseNumber).not.toBe(one.caseNumber);
  });

  test('a number that is taken › refused, by whom and when; two at once › one wins', async () => {
    const number = `${service.environment.CASE_NUMBER_PREFIX}-2026-9001`;
    const body = { ...ordinaryStart(), number };
    const answers = await Promise.all([
      worked.clerk.post('/api/cases', body),
      worked.officer.post('/api/cases', body),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    const late = await worked.clerk.post('/api/cases', body);
    expect(said(late)).toEqual(problemOf(409, 'caseNumberTaken'));
    expect(late.body).toMatchObject({ params: { number } });
  });

  test('an allocated number that somebody chose already › the next one', async () => {
    const { caseNumber } = read(await worked.clerk.post('/api/cases', ordinaryStart()), 201, ActAnswer);
    const next = caseNumber.replace(/\d+$/, (digits) =>
      String(Number(digits) + 1).padStart(digits.length, '0'),
    );
    expect(await start({ ...ordinaryStart(), number: next })).toBe(next);
    expect(await start()).not.toBe(next);
  });
});

describe('an allocated number', () => {
  const next = (number: string): string =>
    number.replace(/\d+$/, (digits) => String(Number(digits) + 1).padStart(digits.length, '0'));

  test('the same request again › the same number', async () => {
    const key = 'an-allocated-number-again';
    const first = read(await worked.clerk.post('/api/cases', ordinaryStart(), key), 201, ActAnswer);
    await start();
    const again = read(await worked.clerk.post('/api/cases', ordinaryStart(), key), 201, ActAnswer);
    expect(again.caseNumber).toBe(first.caseNumber);
  });

  test('fifty at once whose number somebody chose meanwhile › one case under the next, one answer', async () => {
    const taken = next(await start());
    expect(await start({ ...ordinaryStart(), number: taken })).toBe(taken);
    const key = 'fifty-at-once-one-taken';
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => worked.clerk.post('/api/cases', ordinaryStart(), key)),
    );
    expect(new Set(answers.map((answer) => `${String(answer.status)} ${answer.text}`)).size).toBe(1);
    const { caseNumber } = read(answers[0]!, 201, ActAnswer);
    expect(caseNumber).not.toBe(taken);
    const made = await service.connection
      .collection('headers')
      .countDocuments({ requestId: `clerk-1:${key}` });
    expect(made).toBe(1);
  });
});

describe('an allocated number of a start that is refused', () => {
  const refusedStart = () => ({ ...ordinaryStart(), people: { handlers: ['officer-1'] } });
  const count = (number: string): number => Number(/\d+$/.exec(number)?.[0]);

  test('is not used up; the same request, put right, opens the case under it', async () => {
    const before = count(await start());
    const key = 'a-refused-start-put-right';
    for (const once of [key, key, 'another-refused-start'])
      expect(said(await worked.clerk.post('/api/cases', refusedStart(), once))).toEqual(
        problemOf(422, 'twoOfficersRequired'),
      );
    const answer = await worked.clerk.post('/api/cases', ordinaryStart(), key);
    expect(count(read(answer, 201, ActAnswer).caseNumber)).toBe(before + 1);
    expect(count(await start())).toBe(before + 2);
  });

  test('a later number is counted meanwhile › it is not counted again, and the request gets a new one', async () => {
    const { caseNumbers, now } = service.parts;
    const propose = (request: string) => caseNumbers.propose(request, 'ZZ', now());
    const [first, second] = [await propose('x:first'), await propose('x:second')];
    await caseNumbers.release('x:first', first);
    expect(count(await propose('x:third'))).toBe(count(second) + 1);
    expect(count(await propose('x:first'))).toBe(count(second) + 2);
    await caseNumbers.release('x:second', first);
    expect(await propose('x:second')).toBe(second);
  });
});

describe('第三十六条 in which capacity somebody acts', () => {
  test('an officer outside his own step › is on record as 行政执法人员, with his certificate (第十一条)', async () => {
    const people = { handlers: ['officer-2', 'officer-3'] };
    const answer = await worked.officer.post('/api/cases', { ...ordinaryStart(), people });
    const number = read(answer, 201, ActAnswer).caseNumber;
    const submission = `/api/tasks/${taskOf(number, 'submit')}`;
    read(await worked.officer.post(`${submission}/urge`, { opinion: '请尽快' }), 200, ActAnswer);
    read(await worked.officer.post(`/api/cases/${number}/remarks`, { text: '已电话联系' }), 200, ActAnswer);
    const correction = {
      procedure: 'case-initiation',
      target: 1,
      reason: '笔误',
      replacement: { cause: '更正' },
    };
    read(await worked.officer.post(`/api/cases/${number}/corrections`, correction), 200, ActAnswer);
    const as = { id: 'officer-1', role: 'officer', unit: 'construction', certificate: 'E-officer-1' };
    expect((await records(number)).map(({ kind, actor }) => [kind, actor])).toEqual(
      ['opening', 'urged', 'remarked', 'corrected'].map((kind) => [kind, expect.objectContaining(as)]),
    );
  });

  test('heads, the 法制机构 and the 内勤 › as what they are', async () => {
    const number = await start();
    const urge = `/api/tasks/${taskOf(number, 'submit')}/urge`;
    for (const visitor of [worked.clerk, worked.head, worked.legal, worked.leader])
      read(await visitor.post(urge, { opinion: '请尽快' }), 200, ActAnswer);
    const urged = (await records(number)).filter(({ kind }) => kind === 'urged');
    expect(urged.map(({ actor }) => [actor.role, actor.unit])).toEqual([
      ['manager', 'construction'],
      ['unitHead', 'construction'],
      ['legalOffice', 'legal'],
      ['agencyHead', 'bureau'],
    ]);
  });
});

describe('第三十五条 what may be corrected', () => {
  test('the timeline says it exactly as the door answers', async () => {
    const number = await start();
    await submit(number);
    await decide(worked.head, taskOf(number, 'review'), 'agree');
    const readers = ['clerk', 'officer', 'second', 'head', 'leader', 'legal'] as const;
    const shown: Record<string, number[]> = {};
    for (const reader of readers) {
      const { items } = read(await worked[reader].get(`/api/cases/${number}/timeline`), 200, Timeline);
      const ofPeople = items.filter(({ actor }) => actor.role !== 'system');
      shown[reader] = ofPeople.filter(({ correctable }) => correctable).map(({ seq }) => seq);
      for (const { seq, correctable } of ofPeople) {
        const replacement = seq === 1 ? { cause: '更正后的原因' } : { opinion: '更正后的意见' };
        const body = { procedure: 'case-initiation', target: seq, reason: '笔误', replacement };
        if (correctable || seq > 3) continue;
        const answer = await worked[reader].post(`/api/cases/${number}/corrections`, body);
        expect([reader, seq, answer.status]).toEqual([reader, seq, 403]);
      }
    }
    expect(shown).toEqual({ clerk: [1], officer: [2], second: [], head: [1, 3], leader: [], legal: [] });
    const body = { procedure: 'case-initiation', reason: '笔误' };
    const opening = { ...body, target: 1, replacement: { cause: '更正后的原因' } };
    read(await worked.head.post(`/api/cases/${number}/corrections`, opening), 200, ActAnswer);
    const own = { ...body, target: 3, replacement: { opinion: '更正后的意见' } };
    read(await worked.head.post(`/api/cases/${number}/corrections`, own), 200, ActAnswer);
    const mine = read(await worked.clerk.get(`/api/cases/${number}`), 200, CaseDetail);
    const theirs = read(await worked.leader.get(`/api/cases/${number}`), 200, CaseDetail);
    expect([mine.permissions.correct, theirs.permissions.correct]).toEqual([true, false]);
  });
});

describe('第三十六条 承办 → 审核 → 批准', () => {
  test('an officer without a valid certificate that day › may not act as 承办人 (第十一条)', async () => {
    const number = await start({ ...ordinaryStart(), people: { handlers: ['officer-1', 'officer-3'] } });
    expect(said(await submit(number, worked.expired))).toEqual(problemOf(403, 'certificateExpired'));
    const task = read(await worked.expired.get(`/api/tasks/${taskOf(number, 'submit')}`), 200, TaskDetail);
    expect(task.permissions.decide).toEqual([]);
    expect(await records(number)).toHaveLength(1);
  });

  test('a task that is closed, a round that never was, a step that is none › each a clear no', async () => {
    const number = await start();
    await submit(number);
    await decide(worked.head, taskOf(number, 'review'), 'return', '请补充');
    expect(said(await decide(worked.head, taskOf(number, 'review'), 'agree'))).toEqual(
      problemOf(409, 'alreadyDecided'),
    );
    expect(said(await decide(worked.leader, taskOf(number, 'approve'), 'agree'))).toEqual(
      problemOf(409, 'taskClosed'),
    );
    expect(said(await decide(worked.head, taskOf(number, 'review', 9), 'agree'))).toEqual(
      problemOf(409, 'taskClosed'),
    );
    for (const step of ['constructor', 'initiation-form.constructor.1', '__proto__'])
      for (const procedure of ['case-initiation', 'constructor']) {
        const task = `${number}~${procedure}~${step}`;
        expect((await worked.head.get(`/api/tasks/${task}`)).status).toBe(404);
        const { status } = await decide(worked.head, task, 'agree');
        expect([404, 409]).toContain(status);
      }
    expect(service.log()).not.toContain('a request failed');
  });

  test('what is refused on the way › each says why', async () => {
    const number = await start();
    const submission = `/api/tasks/${taskOf(number, 'submit')}/decision`;
    expect(said(await worked.other.post(submission, { decision: 'submit', opinion: '同意', form }))).toEqual(
      problemOf(404, 'notFound'),
    );
    expect(said(await worked.head.post(submission, { decision: 'submit', opinion: '同意', form }))).toEqual(
      problemOf(403, 'notYourTask'),
    );
    expect(said(await worked.officer.post(submission, { decision: 'submit', opinion: '  ', form }))).toEqual(
      problemOf(422, 'opinionRequired'),
    );
    expect(said(await worked.officer.post(submission, { decision: 'agree', opinion: '同意', form }))).toEqual(
      problemOf(422, 'decisionNotOffered'),
    );
    expect(
      said(await worked.officer.post(submission, { decision: 'submit', opinion: '同意', form: {} })),
    ).toEqual(problemOf(422, 'contentsRequired'));
    expect(said(await decide(worked.leader, taskOf(number, 'approve'), 'agree'))).toEqual(
      problemOf(409, 'notYetYourTurn'),
    );
    expect(
      pointers(
        await worked.officer.post(submission, { decision: 'submit', opinion: '同意', form: { $set: 1 } }),
      ),
    ).toEqual(['/form/$set']);
    expect(
      pointers(
        await worked.officer.post(submission, {
          decision: 'submit',
          opinion: '同意',
          form,
          occurredAt: Date.now() + HOUR_MS,
        }),
      ),
    ).toEqual(['/occurredAt']);
    const unknown = [{ sha256: '0'.repeat(64), name: '照片.jpg' }];
    expect(
      pointers(
        await worked.officer.post(submission, {
          decision: 'submit',
          opinion: '同意',
          form,
          attachments: unknown,
        }),
      ),
    ).toEqual(['/attachments/0/sha256']);
    expect(await records(number)).toHaveLength(1);
  });

  test('three people, each with an opinion › approved; the case goes on; the timeline tells it', async () => {
    const number = await start();
    const submitted = read(await submit(number), 200, ActAnswer);
    expect(submitted.opens).toMatchObject([{ id: taskOf(number, 'review'), people: ['head-1'] }]);
    read(await decide(worked.head, taskOf(number, 'review'), 'agree'), 200, ActAnswer);
    const approved = read(
      await decide(worked.leader, taskOf(number, 'approve'), 'agree', '批准启动'),
      200,
      ActAnswer,
    );
    expect(approved.record).toMatchObject({
      decision: 'agree',
      decisionLabel: '同意',
      effect: 'startApproved',
    });
    const timeline = read(await worked.clerk.get(`/api/cases/${number}/timeline?limit=100`), 200, Timeline);
    const opinions = timeline.items
      .filter((entry) => entry.kind === 'decided')
      .map((entry) => [entry.actor.name, entry.decisionLabel, entry.opinion]);
    expect(opinions).toEqual([
      ['李建平', '提交', '事实清楚，建议启动'],
      ['赵国栋', '同意', '同意，理由充分'],
      ['周明远', '同意', '批准启动'],
    ]);
    expect(timeline.items[1]?.form[0]).toEqual({
      key: 'causeOfInitiation',
      label: '启动原因',
      kind: 'longText',
      choices: null,
      posts: null,
      value: '施工现场未设置围挡',
      words: '施工现场未设置围挡',
    });
    const detail = read(await worked.clerk.get(`/api/cases/${number}`), 200, CaseDetail);
    expect(detail.procedures[0]).toMatchObject({ procedure: 'case-initiation', article: 9 });
    expect(detail).toMatchObject({
      number,
      cause: '巡查发现施工现场未设置围挡',
      partyDetails: { name: '某建筑有限公司' },
    });
  });

  test('two at the same moment › one wins, the other hears who and when', async () => {
    const number = await start();
    const answers = await Promise.all([submit(number, worked.officer), submit(number, worked.second)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const lost = answers.find((answer) => answer.status === 409)!;
    const won = answers[0] === lost ? '王晓燕' : '李建平';
    expect(said(lost)).toEqual(problemOf(409, 'alreadyDecided'));
    expect((lost.body as { detail: string }).detail).toContain(won);
    expect((await records(number)).filter((record) => record.kind === 'decided')).toHaveLength(1);
  });

  test('the same decision twice › the same answer; fifty at once › one record', async () => {
    const number = await start();
    const key = 'one-decision-many-times';
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => submit(number, worked.officer, 1, key)),
    );
    answers.push(await submit(number, worked.officer, 1, key));
    expect(new Set(answers.map((answer) => `${String(answer.status)} ${answer.text}`)).size).toBe(1);
    expect((await records(number)).filter((record) => record.kind === 'decided')).toHaveLength(1);
  });

  test('退回 with reasons › a new round, prefilled; 撤回 while nobody has acted › the round after', async () => {
    const number = await start();
    await submit(number);
    read(await decide(worked.head, taskOf(number, 'review'), 'return', '当事人信息不全'), 200, ActAnswer);
    const again = read(
      await worked.officer.get(`/api/tasks/${taskOf(number, 'submit', 2)}`),
      200,
      TaskDetail,
    );
    expect(again).toMatchObject({ prefilled: form, permissions: { decide: ['submit'] } });
    expect(again.opinions.map((one) => one.opinion)).toContain('当事人信息不全');
    read(await submit(number, worked.officer, 2), 200, ActAnswer);
    const own = read(await worked.officer.get(`/api/tasks/${taskOf(number, 'submit', 2)}`), 200, TaskDetail);
    expect(own).toMatchObject({
      state: 'decided',
      permissions: { withdraw: true },
      end: { by: { name: '李建平' }, decision: 'submit' },
    });
    const withdrawal = `/api/tasks/${taskOf(number, 'submit', 2)}/withdrawal`;
    expect(said(await worked.second.post(withdrawal, { opinion: '撤回' }))).toEqual(
      problemOf(403, 'notYourTask'),
    );
    read(await worked.officer.post(withdrawal, { opinion: '补充材料' }), 200, ActAnswer);
    expect(said(await worked.officer.post(withdrawal, { opinion: '再撤' }))).toEqual(
      problemOf(409, 'nothingToWithdraw'),
    );
    read(await submit(number, worked.officer, 3), 200, ActAnswer);
    const tasks = read(await worked.head.get('/api/tasks?limit=100'), 200, TaskList);
    expect(tasks.items.filter((task) => task.caseNumber === number)).toHaveLength(1);
  });

  test('认领 and 转办 › the task is his alone; to somebody unsuitable › refused', async () => {
    const number = await start();
    const task = `/api/tasks/${taskOf(number, 'submit')}`;
    read(await worked.officer.post(`${task}/claim`), 200, ActAnswer);
    expect(said(await worked.second.post(`${task}/claim`))).toEqual(problemOf(409, 'alreadyClaimed'));
    expect(said(await submit(number, worked.second))).toEqual(problemOf(409, 'alreadyClaimed'));
    const held = read(await worked.second.get(task), 200, TaskDetail);
    expect(held).toMatchObject({ state: 'held', permissions: { decide: [], claim: false, reassign: false } });
    expect(
      said(await worked.second.post(`${task}/reassignment`, { to: 'officer-2', opinion: '我来' })),
    ).toEqual(problemOf(403, 'notPermitted'));
    expect(said(await worked.head.post(`${task}/reassignment`, { to: 'clerk-1', opinion: '出差' }))).toEqual(
      problemOf(422, 'assigneeUnsuitable'),
    );
    expect(
      pointers(await worked.head.post(`${task}/reassignment`, { to: 'nobody', opinion: '出差' })),
    ).toEqual(['/to']);
    expect(said(await worked.head.post(`${task}/reassignment`, { to: 'officer-2', opinion: '' }))).toEqual(
      problemOf(422, 'opinionRequired'),
    );
    read(
      await worked.head.post(`${task}/reassignment`, { to: 'officer-2', opinion: '出差' }),
      200,
      ActAnswer,
    );
    expect((await submit(number, worked.officer)).status).toBe(403);
    read(await submit(number, worked.second), 200, ActAnswer);
  });

  test('催办, 备注, 更正 › records of their own, the corrected one stays', async () => {
    const number = await start();
    read(
      await worked.clerk.post(`/api/tasks/${taskOf(number, 'submit')}/urge`, { opinion: '请尽快' }),
      200,
      ActAnswer,
    );
    expect(said(await worked.other.post(`/api/tasks/${taskOf(number, 'submit')}/urge`, {}))).toEqual(
      problemOf(404, 'notFound'),
    );
    read(await worked.legal.post(`/api/cases/${number}/remarks`, { text: '请注意时限' }), 200, ActAnswer);
    read(await submit(number), 200, ActAnswer);
    const target = (await records(number)).find((record) => record.kind === 'decided')!.seq;
    const correction = {
      procedure: 'case-initiation',
      target,
      reason: '名称录入有误',
      replacement: { partyParticulars: '某建设有限公司' },
    };
    expect(said(await worked.second.post(`/api/cases/${number}/corrections`, correction))).toEqual(
      problemOf(403, 'notPermitted'),
    );
    expect(
      said(await worked.officer.post(`/api/cases/${number}/corrections`, { ...correction, target: 999 })),
    ).toEqual(problemOf(404, 'correctionTargetUnknown'));
    read(await worked.officer.post(`/api/cases/${number}/corrections`, correction), 200, ActAnswer);
    const { items } = read(await worked.clerk.get(`/api/cases/${number}/timeline?limit=100`), 200, Timeline);
    const corrected = items.find((entry) => entry.seq === target);
    expect(corrected?.form).toMatchObject([{}, { label: '当事人基本情况', value: '某建筑有限公司' }]);
    expect(corrected?.corrections).toMatchObject([
      { reason: '名称录入有误', replacement: [{ label: '当事人基本情况', value: '某建设有限公司' }] },
    ]);
    expect(items.find((entry) => entry.corrects === target)).toMatchObject({
      kind: 'corrected',
      opinion: '名称录入有误',
    });
  });

  test('更正 of a record whose procedure has ended › accepted beside it, through the procedure that is open', async () => {
    const number = await start();
    await submit(number);
    await decide(worked.head, taskOf(number, 'review'), 'agree');
    await decide(worked.leader, taskOf(number, 'approve'), 'agree');
    const target = (await records(number)).find((record) => record.decision === 'submit')?.seq ?? 0;
    await untilOnFile(
      number,
      (record) => record.procedure === 'case-initiation' && record.kind === 'concluded',
    );
    const correction = {
      procedure: 'case-initiation',
      target,
      reason: '笔误',
      replacement: { causeOfInitiation: '更正后的原因' },
    };
    const answer = read(
      await worked.officer.post(`/api/cases/${number}/corrections`, correction),
      200,
      ActAnswer,
    );
    expect(answer.procedure).toBe('enforcement-case');
    const { items } = read(await worked.clerk.get(`/api/cases/${number}/timeline?limit=100`), 200, Timeline);
    expect(items.find((entry) => entry.seq === target)?.corrections).toMatchObject([{ reason: '笔误' }]);
  });

  test('不同意 › the procedure ends; whoever comes later hears so', async () => {
    const number = await start();
    await submit(number);
    await decide(worked.head, taskOf(number, 'review'), 'agree');
    const refused = read(
      await decide(worked.leader, taskOf(number, 'approve'), 'refuse', '不予启动，证据不足'),
      200,
      ActAnswer,
    );
    expect(refused.record.effect).toBe('startRefused');
    const late = await decide(worked.leader, taskOf(number, 'approve'), 'agree');
    expect(said(late)).toEqual(problemOf(409, 'alreadyDecided'));
    expect(late.body).toMatchObject({ params: { by: '周明远', decision: '不同意' } });
    const task = read(await worked.leader.get(`/api/tasks/${taskOf(number, 'approve')}`), 200, TaskDetail);
    expect(task).toMatchObject({
      state: 'decided',
      end: { decisionLabel: '不同意' },
      permissions: { decide: [] },
    });
  });
});

describe('第九条 an emergency start', () => {
  test('accepted › the 24 hours run from the real start, and are explained', async () => {
    const startedAt = Date.now() - 9 * HOUR_MS;
    const number = await start(emergencyStart(startedAt));
    const task = read(await worked.officer.get(`/api/tasks/${taskOf(number, 'submit')}`), 200, TaskDetail);
    expect(task.task).toMatchObject({ emergency: true, dueAt: startedAt + 24 * HOUR_MS, overdue: false });
    expect(task.article).toMatchObject({ number: 9, text: expect.stringContaining('24小时') as unknown });
    expect(task.clocks[0]).toMatchObject({ state: 'running', at: startedAt + 24 * HOUR_MS });
    expect(task.clocks[0]?.explanation.length).toBeGreaterThan(0);
    expect(task.facts.map((fact) => fact.label)).toEqual(
      expect.arrayContaining(['情况紧急的理由', '程序实际启动时间', '执法人员']),
    );
    const detail = read(await worked.clerk.get(`/api/cases/${number}`), 200, CaseDetail);
    expect(detail.emergencyStart).toMatchObject({
      startedAt,
      officers: [{ name: '李建平', certificate: 'E-officer-1' }, { name: '王晓燕' }],
    });
    const opening = (await records(number))[0]!;
    expect(JSON.stringify(opening.facts)).not.toMatch(/李建平|坍塌/);
  });

  test('filed after the 24 hours › accepted, recorded as late by how long; the lists show it', async () => {
    const startedAt = Date.now() - 30 * HOUR_MS;
    const body = emergencyStart(startedAt);
    const number = await start({ ...body, emergency: { ...body.emergency, lateEntryReason: '现场无网络' } });
    const filed = read(await submit(number), 200, ActAnswer);
    expect(filed.late).toHaveLength(1);
    expect(filed.late[0]!.byMs).toBeGreaterThanOrEqual(6 * HOUR_MS);
    const list = read(await worked.clerk.get('/api/cases?late=true'), 200, CaseList);
    expect(list.items.map((item) => item.number)).toContain(number);
    expect(list.items.every((item) => item.late)).toBe(true);
  });
});

describe('Temporal has forgotten the run', () => {
  test('a number that is taken › still taken', async () => {
    const number = await start();
    await forgetRun(`${number}/case-initiation`);
    expect(said(await worked.clerk.post('/api/cases', { ...ordinaryStart(), number }))).toEqual(
      problemOf(409, 'caseNumberTaken'),
    );
    expect(await records(number)).toHaveLength(1);
  });

  test('an act on an open task › the run is restored from the record and decides', async () => {
    const number = await start();
    await forgetRun(`${number}/case-initiation`);
    const answer = read(await submit(number), 200, ActAnswer);
    expect(answer.opens).toMatchObject([{ id: taskOf(number, 'review') }]);
    expect((await records(number)).map((record) => record.kind)).toEqual(['opening', 'decided']);
  });

  test('an act on a step of a procedure that has ended › told who decided it', async () => {
    const number = await start();
    await submit(number);
    await decide(worked.head, taskOf(number, 'review'), 'agree');
    await decide(worked.leader, taskOf(number, 'approve'), 'agree');
    await untilOnFile(
      number,
      (record) => record.procedure === 'case-initiation' && record.kind === 'concluded',
    );
    const late = await decide(worked.leader, taskOf(number, 'approve'), 'refuse');
    expect(said(late)).toEqual(problemOf(409, 'alreadyDecided'));
    expect(late.body).toMatchObject({ params: { by: '周明远', decision: '同意' } });
  });
});

describe('lists', () => {
  test('whose cases › the unit’s, one’s own, all for the bureau’s head, none for operators', async () => {
    const number = await start();
    const numbers = async (visitor: Visitor, query = '') =>
      read(await visitor.get(`/api/cases?limit=100${query}`), 200, CaseList).items.map((item) => item.number);
    for (const visitor of [
      worked.clerk,
      worked.officer,
      worked.head,
      worked.leader,
      worked.legal,
      worked.archivist,
    ])
      expect(await numbers(visitor)).toContain(number);
    const shown = async (visitor: Visitor) =>
      read(await visitor.get(`/api/cases?q=${number}`), 200, CaseList).items[0]?.party;
    expect(await shown(worked.clerk)).toBe('某建筑有限公司');
    expect(await shown(worked.archivist)).toBeNull();
    expect((await worked.archivist.get(`/api/cases/${number}`)).text).not.toContain('某建筑有限公司');
    for (const visitor of [worked.other, worked.operator]) {
      expect(await numbers(visitor)).toEqual([]);
      expect(said(await visitor.get(`/api/cases/${number}`))).toEqual(problemOf(404, 'notFound'));
      expect(said(await visitor.get(`/api/cases/${number}/timeline`))).toEqual(problemOf(404, 'notFound'));
      expect(said(await visitor.get(`/api/tasks/${taskOf(number, 'submit')}`))).toEqual(
        problemOf(404, 'notFound'),
      );
    }
    expect(await numbers(worked.leader, `&q=${number}`)).toEqual([number]);
    expect(await numbers(worked.leader, `&q=${number}&open=true`)).toEqual([number]);
    expect(await numbers(worked.leader, `&q=${number}&open=false`)).toEqual([]);
    expect(await numbers(worked.leader, `&q=${number}&overdue=true`)).toEqual([]);
    expect(await numbers(worked.leader, `&q=${number}&unit=housing`)).toEqual([]);
  });

  test('page after page › every case once, newest first', async () => {
    const all = read(await worked.leader.get('/api/cases?limit=100'), 200, CaseList).items.map(
      (item) => item.number,
    );
    const paged: string[] = [];
    let cursor = '';
    do {
      const list = read(await worked.leader.get(`/api/cases?limit=3${cursor}`), 200, CaseList);
      paged.push(...list.items.map((item) => item.number));
      cursor = list.next === null ? '' : `&cursor=${encodeURIComponent(list.next)}`;
    } while (cursor !== '');
    expect(paged).toEqual(all);
  });

  test('my tasks, page after page › each once', async () => {
    const all = read(await worked.officer.get('/api/tasks?limit=100'), 200, TaskList).items.map(
      (task) => task.id,
    );
    const paged: string[] = [];
    let cursor = '';
    do {
      const list = read(await worked.officer.get(`/api/tasks?limit=2${cursor}`), 200, TaskList);
      paged.push(...list.items.map((task) => task.id));
      cursor = list.next === null ? '' : `&cursor=${list.next}`;
    } while (cursor !== '');
    expect(paged).toEqual(all);
  });

  test('an archivist › reads who and when, not the contents above his level', async () => {
    const number = await start();
    await submit(number);
    const { items } = read(await worked.archivist.get(`/api/cases/${number}/timeline`), 200, Timeline);
    const submission = items.find((entry) => entry.kind === 'decided');
    expect(submission).toMatchObject({
      opinion: null,
      form: [],
      note: '内容因密级限制不予显示。',
      actor: { name: '李建平' },
    });
  });
});

describe('attachments', () => {
  test('uploaded, used, read › by those who see the case; as a download that no browser runs', async () => {
    const number = await start();
    const bytes = Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n', 'latin1');
    const upload = await worked.officer.agent
      .post('/api/attachments')
      .set('x-csrf-token', worked.officer.csrfToken)
      .attach('file', bytes, { filename: '现场检查（勘验）笔录.pdf' });
    expect(upload.status).toBe(201);
    const { sha256, name } = upload.body as { sha256: string; name: string };
    expect(name).toBe('现场检查（勘验）笔录.pdf');
    expect(said(await worked.officer.get(`/api/attachments/${sha256}`))).toEqual(problemOf(404, 'notFound'));
    const answer = await worked.officer.post(`/api/tasks/${taskOf(number, 'submit')}/decision`, {
      decision: 'submit',
      opinion: '附现场笔录',
      form,
      attachments: [{ sha256, name }],
    });
    read(answer, 200, ActAnswer);
    const download = await worked.head.get(`/api/attachments/${sha256}`).buffer(true);
    expect(download.status).toBe(200);
    expect(download.get('content-disposition')).toMatch(
      /^attachment; filename\*?=.*filename\*=UTF-8''%E7%8E%B0/,
    );
    expect(download.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    for (const visitor of [worked.other, worked.operator, worked.archivist])
      expect(said(await visitor.get(`/api/attachments/${sha256}`))).toEqual(problemOf(404, 'notFound'));
  });

  test('another’s upload named by its hash › refused like one that is not there, until a matter he sees has it', async () => {
    const number = await start();
    const upload = await worked.officer.agent
      .post('/api/attachments')
      .set('x-csrf-token', worked.officer.csrfToken)
      .attach('file', Buffer.from(`%PDF-1.4\n% ${number}\n%%EOF\n`), { filename: '照片.pdf' });
    const { sha256, name } = upload.body as { sha256: string; name: string };
    const remark = (attached: string) => ({ text: '附件', attachments: [{ sha256: attached, name }] });
    const remarks = `/api/cases/${number}/remarks`;
    const [stolen, absent] = [
      await worked.clerk.post(remarks, remark(sha256)),
      await worked.clerk.post(remarks, remark('0'.repeat(64))),
    ];
    expect(stolen.body).toEqual(absent.body);
    expect(pointers(stolen)).toEqual(['/attachments/0/sha256']);
    const mine = { ...ordinaryStart(), unit: 'housing', attachments: [{ sha256, name }] };
    expect(pointers(await worked.other.post('/api/cases', mine))).toEqual(
      pointers(
        await worked.other.post('/api/cases', { ...mine, attachments: remark('0'.repeat(64)).attachments }),
      ),
    );
    read(await worked.officer.post(remarks, remark(sha256)), 200, ActAnswer);
    read(await worked.clerk.post(remarks, remark(sha256)), 200, ActAnswer);
  });
});

describe('letters and links', () => {
  test('a link › opens the task of its own person once; another’s, used, unknown › refused', async () => {
    const number = await start();
    const target = { chainId: number, procedure: 'case-initiation', step: 'initiation-form/submit/1' };
    const address = (
      await service.parts.links.makeLinks(
        [{ letterId: `letter-of-${number}`, person: 'officer-1', target: target }],
        Date.now(),
      )
    ).join();
    const token = address.split('#')[1]!;
    expect(said(await service.anonymous().post('/api/links/open').send({ token }))).toEqual(
      problemOf(401, 'unauthenticated'),
    );
    expect(said(await worked.head.post('/api/links/open', { token }))).toEqual(
      problemOf(403, 'linkNotYours'),
    );
    const opened = await worked.officer.post('/api/links/open', { token });
    expect([opened.status, opened.body]).toEqual([
      200,
      { caseNumber: number, taskId: taskOf(number, 'submit'), page: null },
    ]);
    expect(said(await worked.officer.post('/api/links/open', { token }))).toEqual(problemOf(410, 'linkUsed'));
    expect(said(await worked.officer.post('/api/links/open', { token: 'x'.repeat(43) }))).toEqual(
      problemOf(410, 'linkExpired'),
    );
  });

  test('my letters › with state and attempts', async () => {
    const number = await start();
    const letters = (await worked.officer.get('/api/letters')).body as {
      items: { caseNumber: string; label: string }[];
    };
    expect(letters.items.find((letter) => letter.caseNumber === number)).toMatchObject({ label: '待办通知' });
  });
});

describe('payloads for the Temporal Web UI', () => {
  test('an operator from the UI’s origin › decoded; anybody else or another origin › refused', async () => {
    const number = await start();
    const { history } = await service.client.workflowService.getWorkflowExecutionHistory({
      namespace: 'default',
      execution: { workflowId: `${number}/case-initiation` },
    });
    expect(JSON.stringify(history)).not.toContain('未设置围挡');
    const sealed = await service.parts.codec.encode([
      { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('"未设置围挡"') },
    ]);
    const payloads = sealed.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(
        Object.entries(metadata ?? {}).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
      ),
      data: Buffer.from(data ?? []).toString('base64'),
    }));
    const origin = new URL(service.environment.TEMPORAL_UI_URL).origin;
    const decode = (visitor: Visitor, from: string) =>
      visitor.agent.post('/codec/decode').set('origin', from).send({ payloads });
    expect(said(await decode(worked.clerk, origin))).toEqual(problemOf(403, 'notPermitted'));
    expect(said(await decode(worked.operator, 'http://evil.test'))).toEqual(problemOf(403, 'originRefused'));
    const answer = await decode(worked.operator, origin);
    const [first] = (answer.body as { payloads: { data: string }[] }).payloads;
    expect(Buffer.from(first!.data, 'base64').toString('utf8')).toBe('"未设置围挡"');
    expect(answer.get('access-control-allow-origin')).toBe(origin);
    expect(answer.get('access-control-allow-credentials')).toBe('true');
    const preflight = await service
      .anonymous()
      .options('/codec/decode')
      .set('origin', origin)
      .set('access-control-request-method', 'POST');
    expect([preflight.status, preflight.get('access-control-allow-origin')]).toEqual([204, origin]);
  });
});

describe('what the log holds', () => {
  test('no name, no opinion, no party, no password', () => {
    expect(service.log()).not.toMatch(/李建平|某建筑|事实清楚|a password of the tests|bureau\.example/);
  });
});

test('Pending › the shape of a 202', () => {
  expect(Pending.safeParse({ state: 'pending', detail: '…', status: '/api/cases/x' }).success).toBe(true);
});
