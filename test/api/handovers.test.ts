import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CaseList, TaskList } from '../../src/api/schemas.js';
import {
  BureauAnswer,
  HandoverDetail,
  HandoverList,
  HandoverPreview,
} from '../../src/api/substitution-schemas.js';
import { createPeople, peopleOn } from '../../src/models/people.js';
import { articleTitle } from '../harness/article-title.js';
import { randomUUID as newKey } from 'node:crypto';
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
import { ordinaryStart, problemOf, said, type Visitor } from './service.js';

const title = (rest: string) => `${articleTitle(36)} ${rest}`;

let office: Office;
let desks: Desks;
let successor: Visitor;
let mine: string;
let pooled: string;
let later: string;

beforeAll(async () => {
  office = await openOffice({}, async ({ connection }) => {
    const { passwordHash } = (await peopleOn(connection).findById('head-1').lean())!;
    for (const [id, name] of [
      ['head-2', '何其昌'],
      ['head-3', '吕三'],
    ] as const)
      await createPeople(connection).addPerson({
        _id: id,
        name,
        email: `${id}@bureau.example`,
        active: true,
        posts: [{ post: 'unitHead', unit: 'construction', from: 0, until: null }],
        certificates: [],
        passwordHash,
      });
  });
  ({ desks } = office);
  successor = await office.service.signIn('head-3');
  const started = (reviewers: string[]) =>
    startCase(desks, {
      ...ordinaryStart(),
      people: { handlers: ['officer-1', 'officer-2'], reviewers },
    });
  mine = await started(['head-1']);
  await submit(mine, desks.officer).expect(200);
  pooled = await started(['head-1', 'head-2']);
  await submit(pooled, desks.officer).expect(200);
  later = await started(['head-1']);
}, 120_000);
afterAll(() => office.close());

const order = (more: object = {}) => ({
  from: 'head-1',
  successors: [{ role: 'reviewer', to: 'head-3' }],
  reason: '调离本局',
  ...more,
});
const preview = (visitor: Visitor, from = 'head-1') => visitor.get(`/api/handovers/preview?from=${from}`);

describe(title('离职转办'), () => {
  test.each<[string, () => Visitor, object, number, string]>([
    ['by an officer', () => desks.officer, {}, 403, 'notPermitted'],
    ['by the clerk of another unit', () => desks.other, {}, 403, 'notPermitted'],
    ['of nobody known', () => desks.clerk, { from: 'nobody' }, 400, 'invalidRequest'],
    ['to nobody', () => desks.clerk, { successors: [] }, 422, 'handoverWrong'],
    [
      'to himself',
      () => desks.clerk,
      { successors: [{ role: 'reviewer', to: 'head-1' }] },
      422,
      'handoverWrong',
    ],
    [
      'to one without the post',
      () => desks.clerk,
      { successors: [{ role: 'reviewer', to: 'officer-2' }] },
      403,
      'postNotHeld',
    ],
    ['without a reason', () => desks.clerk, { reason: ' ' }, 422, 'opinionRequired'],
  ])(title('办理 › %s › refused, nothing moves'), async (_, visitor, body, status, code) => {
    expect(said(await visitor().post('/api/handovers', order(body)))).toEqual(problemOf(status, code));
    expect(read(await desks.clerk.get('/api/handovers'), 200, HandoverList).items).toEqual([]);
  });

  test(
    title('预览 › of whom he is named for › tasks, pools and later rounds; for strangers refused'),
    async () => {
      expect(said(await preview(desks.officer))).toEqual(problemOf(403, 'notPermitted'));
      expect(said(await preview(desks.clerk, 'nobody'))).toEqual(problemOf(404, 'notFound'));
      const seen = read(await preview(desks.clerk), 200, HandoverPreview);
      expect(seen.roles).toEqual([{ role: 'reviewer', roleLabel: '审核人', procedures: 3, tasks: 2 }]);
      const tasks = Object.fromEntries(seen.items.map((one) => [one.caseNumber, one.tasks]));
      expect(tasks[mine]).toEqual([{ label: '程序启动审批表·审核', pool: false }]);
      expect(tasks[pooled]).toEqual([{ label: '程序启动审批表·审核', pool: true }]);
      expect(tasks[later]).toEqual([]);
    },
  );

  test(
    title(
      '办理 › by the clerk › every part goes over, the later round asks the successor, the leaver still sees',
    ),
    async () => {
      const key = newKey();
      const answer = await desks.clerk.post('/api/handovers', order(), key);
      read(answer, 201, BureauAnswer);
      const home = answer.get('location')!;
      await until('the handover is over', async () => {
        const { state } = read(await desks.clerk.get(home), 200, HandoverDetail);
        return state !== 'running';
      });
      const done = read(await desks.clerk.get(home), 200, HandoverDetail);
      expect(done).toMatchObject({ state: 'handedOver', done: 3, refused: 0, reason: '调离本局' });
      expect(done.results.map(({ caseNumber }) => caseNumber).sort()).toEqual([mine, pooled, later].sort());
      expect((await desks.clerk.post('/api/handovers', order(), key)).body).toEqual(answer.body);
      expect(said(await desks.officer.get(home))).toEqual(problemOf(404, 'notFound'));

      await submit(later, desks.officer).expect(200);
      const tasks = read(await successor.get('/api/tasks?limit=100'), 200, TaskList).items.map(
        ({ id }) => id,
      );
      expect(tasks.sort()).toEqual([mine, pooled, later].map((number) => taskOf(number, 'review')).sort());
      expect(said(await decide(desks.head, taskOf(mine, 'review'), 'agree'))).toEqual(
        problemOf(403, 'notYourTask'),
      );
      await decide(successor, taskOf(mine, 'review'), 'agree').expect(200);

      const cases = read(await desks.head.get('/api/cases'), 200, CaseList).items.map(({ number }) => number);
      expect(cases).toEqual(expect.arrayContaining([mine, pooled, later]));
      expect(read(await preview(desks.clerk), 200, HandoverPreview).roles).toEqual([]);
    },
  );

  test(title('转办 › a task handed on by one who is not named › he still sees the case'), async () => {
    const number = await startCase(desks);
    await desks.officer
      .post(`/api/tasks/${taskOf(number, 'submit')}/reassignment`, { to: 'officer-2', opinion: '外出' })
      .expect(200);
    const people = peopleOn(office.service.connection);
    await people.updateOne({ _id: 'officer-9' }, { $set: { 'posts.0.unit': 'housing' } });
    await desks.second
      .post(`/api/tasks/${taskOf(number, 'submit')}/reassignment`, { to: 'officer-9', opinion: '外出' })
      .expect(200);
    const lent = await office.service.signIn('officer-9');
    await lent
      .post(`/api/tasks/${taskOf(number, 'submit')}/reassignment`, { to: 'officer-1', opinion: '不熟悉' })
      .expect(200);
    const cases = read(await lent.get('/api/cases'), 200, CaseList).items.map((one) => one.number);
    expect(cases).toContain(number);
  });
});
