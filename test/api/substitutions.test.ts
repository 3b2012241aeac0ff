import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TaskDetail, TaskList, Timeline, CaseList, OpenedLink } from '../../src/api/schemas.js';
import { BureauAnswer, SubstitutionDetail, SubstitutionList } from '../../src/api/substitution-schemas.js';
import { peopleOn } from '../../src/models/people.js';
import { createPeople } from '../../src/models/people.js';
import { rebuild } from '../../src/activities/rebuild.js';
import { lettersOf } from '../../src/activities/letters/letters-of.js';
import { substitutionsOn } from '../../src/models/substitutions.js';
import { articleTitle } from '../harness/article-title.js';
import { randomUUID as newKey } from 'node:crypto';
import {
  decide,
  form,
  openOffice,
  read,
  startCase,
  submit,
  taskOf,
  type Desks,
  type Office,
} from './desk.js';
import { pointers, problemOf, said, type Visitor } from './service.js';

const title = (rest: string) => `${articleTitle(36)} ${rest}`;
const DAY = 86_400_000;
const HOUR = 3_600_000;

let office: Office;
let desks: Desks;
let other: Visitor;
let second: Visitor;

beforeAll(async () => {
  office = await openOffice({}, async ({ connection }) => {
    const people = createPeople(connection);
    const hash = (await peopleOn(connection).findById('head-1').lean())!.passwordHash;
    const one = (id: string, name: string, post: 'unitHead' | 'officer', unit: string) => ({
      _id: id,
      name,
      email: `${id}@bureau.example`,
      active: true,
      posts: [{ post, unit, from: 0, until: null }],
      certificates: post === 'officer' ? [{ number: `E-${id}`, from: 0, until: Date.UTC(2029, 0, 1) }] : [],
      passwordHash: hash,
    });
    await people.addPerson(one('head-2', '何其昌', 'unitHead', 'construction'));
    await people.addPerson(one('officer-4', '韩四', 'officer', 'construction'));
  });
  ({ desks } = office);
  other = await office.service.signIn('head-9');
  second = await office.service.signIn('leader-2');
}, 120_000);
afterAll(() => office.close());

const now = () => office.service.parts.now();
/** head-9 acts for head-1. */
const grant = (more: object = {}) => ({
  principal: 'head-1',
  substitute: 'head-9',
  from: now() + HOUR,
  until: now() + 7 * DAY,
  roles: ['reviewer'],
  units: 'all',
  authority: '华住建发〔2026〕12号',
  authorityDate: '2026-11-20',
  ...more,
});

/** Begins at once: a moment of the same day that has passed. */
const atOnce = (more: object = {}) => grant({ from: now() - 1, ...more });

async function granted(visitor: Visitor, body: object): Promise<string> {
  const answer = await visitor.post('/api/substitutions', body);
  read(answer, 201, BureauAnswer);
  return (answer.get('location') ?? '').split('/').at(-1) ?? '';
}

const revoke = (visitor: Visitor, id: string, opinion = '提前返岗') =>
  visitor.post(`/api/substitutions/${id}/revocation`, { opinion });

const listOf = async (visitor: Visitor, query = '') =>
  read(await visitor.get(`/api/substitutions${query}`), 200, SubstitutionList);

const tasksOf = async (visitor: Visitor) =>
  read(await visitor.get('/api/tasks?limit=100'), 200, TaskList).items;

/** A case whose review awaits the heads of its unit. */
async function awaitingReview(reviewers?: string[]): Promise<string> {
  const people = { handlers: ['officer-1', 'officer-2'], ...(reviewers ? { reviewers } : {}) };
  const { ordinaryStart } = await import('./service.js');
  const number = await startCase(desks, { ...ordinaryStart(), people });
  await submit(number, desks.officer).expect(200);
  return number;
}

describe(title('办理代理'), () => {
  test.each<[string, () => Visitor, () => object, number, string]>([
    ['a clerk of another unit', () => desks.other, grant, 403, 'notPermitted'],
    ['an archivist', () => desks.archivist, grant, 403, 'notPermitted'],
    ['himself', () => desks.clerk, () => grant({ substitute: 'head-1' }), 422, 'substituteIsPrincipal'],
    ['one without the post', () => desks.clerk, () => grant({ substitute: 'officer-2' }), 403, 'postNotHeld'],
    [
      'a time that is over',
      () => desks.clerk,
      () => grant({ until: now() - 1, from: now() - 2 }),
      422,
      'substitutionPeriodWrong',
    ],
    [
      'more than a year',
      () => desks.clerk,
      () => grant({ until: now() + 400 * DAY }),
      422,
      'substitutionPeriodWrong',
    ],
    ['no scope', () => desks.clerk, () => grant({ roles: [] }), 422, 'substitutionScopeMissing'],
    [
      'no instrument',
      () => desks.clerk,
      () => grant({ authority: '', authorityDate: '' }),
      422,
      'authorityRequired',
    ],
    ['nobody known', () => desks.clerk, () => grant({ substitute: 'nobody' }), 400, 'invalidRequest'],
    ['a unit that is none', () => desks.clerk, () => grant({ units: ['nowhere'] }), 400, 'invalidRequest'],
    ['a role that is none', () => desks.clerk, () => grant({ roles: ['operator'] }), 400, 'invalidRequest'],
  ])(title('办理 › to or by %s › refused'), async (_, visitor, body, status, code) => {
    expect(said(await visitor().post('/api/substitutions', body()))).toEqual(problemOf(status, code));
    expect((await listOf(desks.leader)).items).toEqual([]);
  });

  test(title('办理 › a refusal › is at its field'), async () => {
    const answer = await desks.clerk.post('/api/substitutions', grant({ authority: ' ' }));
    expect(pointers(answer)).toEqual(['/authority']);
  });

  test(
    title('办理 › by the unit’s clerk › on the list of those it concerns, and of nobody else'),
    async () => {
      const key = newKey();
      const body = grant();
      const first = await desks.clerk.post('/api/substitutions', body, key);
      const again = await desks.clerk.post('/api/substitutions', body, key);
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual(first.body);
      const id = first.get('location')!.split('/').at(-1)!;
      for (const visitor of [desks.head, other, desks.clerk, desks.leader, desks.legal])
        expect((await listOf(visitor)).items.map((one) => one.id)).toEqual([id]);
      for (const visitor of [desks.officer, desks.other, desks.archivist])
        expect((await listOf(visitor)).items).toEqual([]);
      const mine = (await listOf(other)).items[0]!;
      expect(mine).toMatchObject({ mine: 'substitute', state: 'coming', permissions: { revoke: false } });
      const detail = read(await desks.head.get(`/api/substitutions/${id}`), 200, SubstitutionDetail);
      expect(detail).toMatchObject({ authority: '华住建发〔2026〕12号', permissions: { revoke: true } });
      expect(said(await desks.officer.get(`/api/substitutions/${id}`))).toEqual(problemOf(404, 'notFound'));

      expect(said(await desks.clerk.post('/api/substitutions', grant({ substitute: 'head-2' })))).toEqual(
        problemOf(409, 'substitutionOverlaps'),
      );
      const onward = grant({ principal: 'head-9', substitute: 'head-2' });
      expect(said(await desks.leader.post('/api/substitutions', onward))).toEqual(
        problemOf(409, 'substitutionChained'),
      );

      expect(said(await revoke(other, id))).toEqual(problemOf(403, 'notPermitted'));
      expect(said(await revoke(desks.officer, id))).toEqual(problemOf(404, 'notFound'));
      expect(said(await revoke(desks.head, id, ' '))).toEqual(problemOf(422, 'opinionRequired'));
      read(await revoke(desks.head, id), 200, BureauAnswer);
      expect(said(await revoke(desks.clerk, id))).toEqual(problemOf(409, 'substitutionEnded'));
      expect((await listOf(desks.head)).items).toEqual([]);
      const [ended] = (await listOf(desks.head, '?state=ended')).items;
      expect(ended).toMatchObject({
        id,
        state: 'revoked',
        revoked: { by: { id: 'head-1' }, reason: '提前返岗' },
      });
    },
  );

  test(
    title('办理 › by the principal himself, with its instrument attached › both may read it'),
    async () => {
      const file = await desks.head.agent
        .post('/api/attachments')
        .set('x-csrf-token', desks.head.csrfToken)
        .attach('file', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF'), '委托书.pdf');
      const { sha256 } = file.body as { sha256: string };
      const attachments = [{ sha256, name: '委托书.pdf' }];
      const id = await granted(desks.head, grant({ attachments }));
      const detail = read(await other.get(`/api/substitutions/${id}`), 200, SubstitutionDetail);
      expect(detail.attachments).toMatchObject([{ sha256, name: '委托书.pdf' }]);
      await other.get(`/api/attachments/${sha256}`).expect(200);
      await desks.officer.get(`/api/attachments/${sha256}`).expect(404);
      await revoke(desks.head, id).expect(200);
    },
  );
});

describe(title('代为办理'), () => {
  test(title('代为办理 › without a substitution › the case is not to be seen'), async () => {
    const number = await awaitingReview();
    const task = taskOf(number, 'review');
    expect(said(await other.get(`/api/tasks/${task}`))).toEqual(problemOf(404, 'notFound'));
    expect(said(await decide(other, task, 'agree'))).toEqual(problemOf(404, 'notFound'));
    expect((await tasksOf(other)).map(({ id }) => id)).not.toContain(task);
  });

  test(title('代为审核 › in force › on his list with the mark, decided, both on the record'), async () => {
    const number = await awaitingReview(['head-1']);
    const task = taskOf(number, 'review');
    const id = await granted(desks.clerk, atOnce());
    const listed = (await tasksOf(other)).find((one) => one.id === task);
    expect(listed).toMatchObject({ mine: true, onBehalfOf: { id: 'head-1', name: '赵国栋' } });
    const cases = read(await other.get('/api/cases'), 200, CaseList).items;
    expect(cases.map((one) => one.number)).toContain(number);
    const detail = read(await other.get(`/api/tasks/${task}`), 200, TaskDetail);
    expect(detail).toMatchObject({
      state: 'yours',
      task: { onBehalfOf: { id: 'head-1' } },
      permissions: { decide: ['agree', 'return'], urge: false, reassign: true, remark: true },
    });
    const own = read(await desks.head.get(`/api/tasks/${task}`), 200, TaskDetail);
    expect(own.task.onBehalfOf).toBeNull();

    await decide(other, task, 'agree').expect(200);
    const { items } = read(await other.get(`/api/cases/${number}/timeline`), 200, Timeline);
    expect(items.at(-1)).toMatchObject({
      actor: { id: 'head-9', unit: 'housing', roleLabel: '审核人' },
      onBehalfOf: { id: 'head-1', unit: 'construction', certificate: null },
    });
    const after = read(await other.get(`/api/tasks/${task}`), 200, TaskDetail);
    expect(after).toMatchObject({ state: 'decided', permissions: { withdraw: true } });
    expect(after.end?.sentence).toContain('孙丽华代赵国栋');

    const back = { opinion: '再核对' };
    await other.post(`/api/tasks/${task}/withdrawal`, back).expect(200);
    expect((await tasksOf(other)).map((one) => one.id)).toContain(taskOf(number, 'review', 2));

    await revoke(desks.head, id).expect(200);
    expect(said(await decide(other, taskOf(number, 'review', 2), 'agree')).code).not.toBe(undefined);
    expect((await tasksOf(other)).map((one) => one.id)).not.toContain(taskOf(number, 'review', 2));
    await decide(desks.head, taskOf(number, 'review', 2), 'agree').expect(200);
  });

  test(title('代为审核 › revoked between the page and the decision › refused with its article'), async () => {
    const number = await awaitingReview(['head-1']);
    const task = taskOf(number, 'review');
    const id = await granted(desks.clerk, atOnce());
    await other.get(`/api/tasks/${task}`).expect(200);
    const read2 = office.service.parts.substitutions.actingFor;
    const known = await read2('head-9', now());
    await revoke(desks.head, id).expect(200);
    office.service.parts.substitutions.actingFor = () => Promise.resolve(known);
    const late = await decide(other, task, 'agree');
    office.service.parts.substitutions.actingFor = read2;
    expect(said(late)).toEqual(problemOf(403, 'substitutionNotInForce'));
    expect((late.body as { article: number; detail: string }).article).toBe(36);
    expect((late.body as { detail: string }).detail).toContain('孙丽华代理赵国栋');
  });

  test(title('代为审核 › its unit or role is not in scope › the case is not to be seen'), async () => {
    const number = await awaitingReview(['head-1']);
    const id = await granted(desks.clerk, atOnce({ units: ['housing'] }));
    expect(said(await other.get(`/api/tasks/${taskOf(number, 'review')}`))).toEqual(
      problemOf(404, 'notFound'),
    );
    expect(said(await decide(other, taskOf(number, 'review'), 'agree'))).toEqual(problemOf(404, 'notFound'));
    await revoke(desks.clerk, id).expect(200);
  });

  test(title('代为审核 › the principal has lost his post › refused'), async () => {
    const number = await awaitingReview(['head-2']);
    const id = await granted(desks.leader, atOnce({ principal: 'head-2' }));
    await peopleOn(office.service.connection).updateOne(
      { _id: 'head-2' },
      { $set: { 'posts.0.until': now() - 1 } },
    );
    const detail = read(await other.get(`/api/tasks/${taskOf(number, 'review')}`), 200, TaskDetail);
    expect(detail.permissions.decide).toEqual([]);
    expect(said(await decide(other, taskOf(number, 'review'), 'agree'))).toEqual(
      problemOf(403, 'postNotHeld'),
    );
    await peopleOn(office.service.connection).updateOne(
      { _id: 'head-2' },
      { $set: { 'posts.0.until': null } },
    );
    await revoke(desks.leader, id).expect(200);
  });

  test(
    title('代为填报 › the substitute’s certificate has run out › refused; a valid one is on the record'),
    async () => {
      const number = await startCase(desks);
      const expired = await granted(
        desks.clerk,
        atOnce({ principal: 'officer-1', substitute: 'officer-3', roles: ['handler'] }),
      );
      expect(said(await submit(number, desks.expired))).toEqual(problemOf(403, 'certificateExpired'));
      await revoke(desks.officer, expired).expect(200);
      const id = await granted(
        desks.clerk,
        atOnce({ principal: 'officer-1', substitute: 'officer-4', roles: ['handler'] }),
      );
      const officer = await office.service.signIn('officer-4');
      await officer.post(`/api/tasks/${taskOf(number, 'submit')}/claim`).expect(200);
      const detail = read(await officer.get(`/api/tasks/${taskOf(number, 'submit')}`), 200, TaskDetail);
      expect(detail).toMatchObject({ state: 'yours', task: { assignee: { id: 'officer-1' } } });
      await submit(number, officer).expect(200);
      const { items } = read(await officer.get(`/api/cases/${number}/timeline`), 200, Timeline);
      expect(items.at(-1)?.actor).toMatchObject({ id: 'officer-4', certificate: 'E-officer-4' });
      await revoke(desks.clerk, id).expect(200);
    },
  );

  test(
    title('三职分离 › the substitute is named for another part of it › refused, and not offered'),
    async () => {
      const number = await awaitingReview(['head-1']);
      await decide(desks.head, taskOf(number, 'review'), 'agree').expect(200);
      const people = peopleOn(office.service.connection);
      const extra = { post: 'agencyHead', unit: 'bureau', from: 0, until: null };
      await people.updateOne({ _id: 'head-1' }, { $push: { posts: extra } });
      const id = await granted(
        desks.leader,
        atOnce({ principal: 'leader-1', substitute: 'head-1', roles: ['approver'] }),
      );
      const task = taskOf(number, 'approve');
      const detail = read(await desks.head.get(`/api/tasks/${task}`), 200, TaskDetail);
      expect(detail.permissions.decide).toEqual([]);
      expect(said(await decide(desks.head, task, 'agree'))).toEqual(problemOf(403, 'samePersonTwoRoles'));
      await revoke(desks.leader, id).expect(200);
      await people.updateOne({ _id: 'head-1' }, { $pull: { posts: { post: 'agencyHead' } } });
      await decide(second, task, 'agree').expect(200);
    },
  );

  test(title('转办 › by the substitute, of the principal’s task › on his behalf'), async () => {
    const number = await awaitingReview(['head-1']);
    const id = await granted(desks.clerk, atOnce());
    const move = { to: 'head-2', opinion: '另有会议' };
    await other.post(`/api/tasks/${taskOf(number, 'review')}/reassignment`, move).expect(200);
    const { items } = read(await desks.head.get(`/api/cases/${number}/timeline`), 200, Timeline);
    expect(items.at(-1)).toMatchObject({ kind: 'reassigned', onBehalfOf: { id: 'head-1' } });
    await revoke(desks.clerk, id).expect(200);
  });
});

describe(title('代理的信件和重建'), () => {
  test(title('信件 › its link › leads to the substitutions and not to a task'), async () => {
    const { links } = office.service.parts;
    const target = { chainId: 'BUREAU-2026', procedure: 'substitution/a', step: 'opening' };
    const url = (
      await links.makeLinks([{ letterId: 'letter-1', person: 'head-1', target: target }], now())
    ).join();
    const token = url.split('#')[1];
    const opened = read(await desks.head.post('/api/links/open', { token }), 200, OpenedLink);
    expect(opened).toEqual({ caseNumber: null, taskId: null, page: '/substitutions' });
  });

  test(title('重建 › every entry thrown away › made anew from the record, the same'), async () => {
    const { connection, parts } = office.service;
    const entries = () => substitutionsOn(connection).find({}).sort({ _id: 1 }).lean();
    const before = await entries();
    expect(before.length).toBeGreaterThan(3);
    await substitutionsOn(connection).deleteMany({});
    const posted = { post: () => Promise.resolve() };
    await rebuild({ connection, store: parts.ledger, letterBox: posted, rows: parts.rows, lettersOf });
    expect(await entries()).toEqual(before);
  });

  test(title('期间 › a substitution in force an hour ago › found for that moment alone'), async () => {
    const { substitutions } = office.service.parts;
    const id = await granted(desks.clerk, atOnce({ until: now() + HOUR }));
    expect(await substitutions.actingFor('head-9', now())).toHaveLength(1);
    expect(await substitutions.actingFor('head-9', now() + 2 * HOUR)).toHaveLength(0);
    await revoke(desks.clerk, id).expect(200);
    expect(form.causeOfInitiation).not.toBe('');
  });
});
