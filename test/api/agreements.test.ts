import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Agreements } from '../../src/api/agreement-schemas.js';
import { ActAnswer, TaskList } from '../../src/api/schemas.js';
import { decide, openOffice, read, startCase, submit, taskOf, type Desks, type Office } from './desk.js';
import { pointers, problemOf, said } from './service.js';

let office: Office;
let desks: Desks;
const OPINION = '经审查，事实清楚，同意报批';
const PATH = '/api/tasks/agreements';

beforeAll(async () => {
  office = await openOffice();
  ({ desks } = office);
}, 120_000);
afterAll(() => office.close());

/** Cases whose review is asked of the head. */
async function reviews(count: number): Promise<string[]> {
  const numbers = await Promise.all(Array.from({ length: count }, () => startCase(desks)));
  await Promise.all(numbers.map((number) => submit(number, desks.officer)));
  return numbers.map((number) => taskOf(number, 'review'));
}

const numberIn = (task: string): string => task.split('~')[0] ?? '';
const decisionsOn = (task: string): Promise<number> =>
  office.service.connection.collection('headers').countDocuments({
    chainId: numberIn(task),
    step: task.split('~')[2]?.replaceAll('.', '/'),
    kind: 'decided',
  });
const agreeTo = (ids: readonly string[], key?: string, opinion = OPINION) =>
  desks.head.post(PATH, { items: ids.map((id) => ({ id })), opinion }, key);

describe('第三十六条 批量同意 › refused as a whole', () => {
  test('no opinion, or only spaces › 400 at the field: opinions are never made up', async () => {
    const [task = ''] = await reviews(1);
    for (const opinion of ['', '   ']) {
      const answer = await agreeTo([task], undefined, opinion);
      expect(said(answer)).toEqual(problemOf(400, 'invalidRequest'));
      expect(pointers(answer)).toEqual(['/opinion']);
    }
    expect(await decisionsOn(task)).toBe(0);
  });

  test('nothing, the same twice, more than fifty › 400', async () => {
    const task = taskOf('HY-2026-0001', 'review');
    const many = Array.from({ length: 51 }, (_, at) => taskOf(`HY-2026-${String(1_000 + at)}`, 'review'));
    for (const ids of [[], [task, task], many]) expect((await agreeTo(ids)).status).toBe(400);
  });
});

describe('第三十六条 批量同意 › a result for each', () => {
  test('those that may be are recorded; each other is refused by its own reason, in the order asked', async () => {
    const [first = '', second = '', decided = '', third = ''] = await reviews(4);
    await decide(desks.head, decided, 'return', '材料不全');
    const fresh = await startCase(desks);
    const foreign = taskOf('ZZ-2026-0001', 'review');
    const ids = [first, decided, foreign, second, taskOf(fresh, 'submit'), third];
    const { items } = read(await agreeTo(ids), 200, Agreements);
    expect(items.map((one) => [one.id, one.state, one.problem?.code ?? null])).toEqual([
      [first, 'recorded', null],
      [decided, 'refused', 'alreadyDecided'],
      [foreign, 'refused', 'notFound'],
      [second, 'recorded', null],
      [taskOf(fresh, 'submit'), 'refused', 'notYourTask'],
      [third, 'recorded', null],
    ]);
    expect(items[1]?.problem).toMatchObject({ article: 36, status: 409 });
    const next = read(await desks.leader.get('/api/tasks?limit=100'), 200, TaskList).items.map(
      (task) => task.id,
    );
    for (const task of [first, second, third]) expect(next).toContain(taskOf(numberIn(task), 'approve'));
  });

  test('the same request again › the same answer from the record, nothing done twice', async () => {
    const ids = await reviews(3);
    const key = 'several-at-once-repeated';
    const [one, other] = await Promise.all([agreeTo(ids, key), agreeTo(ids, key)]);
    const again = await agreeTo(ids, key);
    expect([one.body, other.body]).toEqual([again.body, again.body]);
    expect(await Promise.all(ids.map(decisionsOn))).toEqual([1, 1, 1]);
  });

  test('a part of it again under the same key › the same acts; another opinion › refused for what is on file', async () => {
    const [first = '', second = ''] = await reviews(2);
    const key = 'several-at-once-in-parts';
    const done = read(await agreeTo([first], key), 200, Agreements);
    const both = read(await agreeTo([first, second], key), 200, Agreements);
    expect(both.items[0]).toEqual(done.items[0]);
    expect(both.items[1]?.state).toBe('recorded');
    const other = read(await agreeTo([first], key, '另一意见'), 200, Agreements);
    expect(other.items[0]?.problem?.code).toBe('requestIdUsed');
  });

  test('each bears the opinion that was typed, on its own record', async () => {
    const [task = ''] = await reviews(1);
    await agreeTo([task]);
    const timeline = await desks.head.get(`/api/cases/${numberIn(task)}/timeline?limit=100`);
    const items = (timeline.body as { items: { step: string; decision: string; opinion: string }[] }).items;
    expect(items.find((one) => one.decision === 'agree')).toMatchObject({ opinion: OPINION });
  });

  test('remarked or corrected since the list was read › that one is to be read first', async () => {
    const [remarked = '', quiet = ''] = await reviews(2);
    const listed = read(await desks.head.get('/api/tasks?limit=100'), 200, TaskList).items;
    const seen = (id: string) => ({ id, seen: listed.find((task) => task.id === id)?.seq ?? 0 });
    const remark = { text: '当事人已提出异议' };
    read(await desks.clerk.post(`/api/cases/${numberIn(remarked)}/remarks`, remark), 200, ActAnswer);
    const urge = await desks.clerk.post(`/api/tasks/${quiet}/urge`, {});
    expect(urge.status).toBe(200);
    const body = { items: [seen(remarked), seen(quiet)], opinion: OPINION };
    const { items } = read(await desks.head.post(PATH, body), 200, Agreements);
    expect(items.map((one) => one.problem?.code ?? one.state)).toEqual(['changedSinceRead', 'recorded']);
  });
});
