import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lettersOf } from '../../src/activities/letters/letters-of.js';
import { bureauChain } from '../../src/workflows/law/bureau.js';
import type { Person } from '../../src/workflows/law/posts.js';
import { FILING_CLOCK } from '../../src/workflows/law/procedure-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import { fold } from '../../src/workflows/law/record/fold.js';
import { procedureId, type Body, type Facts } from '../../src/workflows/law/record/kinds.js';
import {
  factsOf,
  NO_CHANGE,
  type RegisterChange,
  type RegisteredPerson,
} from '../../src/workflows/law/register/entries.js';
import { registerChangeRow } from '../../src/workflows/law/register/row.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { answered, World, type Answered } from '../harness/world.js';

const title = (rest: string) => `${articleTitle(33)} 人员和机构登记变更 › ${rest}`;
const SINCE = Date.UTC(2020, 0, 1);

const administrator = (id: string): Person => ({
  id,
  name: `管理员${id}`,
  active: true,
  posts: [{ post: 'administrator', unit: 'bureau', from: SINCE, until: null }],
  certificates: [],
});
const somebody = (id: string, more: Partial<RegisteredPerson> = {}): RegisteredPerson => ({
  id,
  name: `某人${id}`,
  email: `${id}@bureau.example`,
  active: true,
  posts: [{ post: 'clerk', unit: 'inspection', from: SINCE, until: null }],
  certificates: [],
  secrecyClearance: null,
  ...more,
});
const adding = (...people: RegisteredPerson[]): RegisterChange => ({
  ...NO_CHANGE,
  people: people.map((after) => ({ before: null, after })),
  invited: people.map(({ id }) => id),
});

let world: World;
let instances = 0;
beforeEach(() => {
  instances = 0;
  world = new World(given('TEST_WORKFLOW_BUNDLE'));
  for (const id of ['administrator-1', 'administrator-2']) world.people.set(id, administrator(id));
});
afterEach(() => world.sandbox.dispose());

const chain = () => bureauChain(world.sandbox.now);

/** Asks for a change that was checked when so many had been carried out. */
async function ask(
  change: RegisterChange,
  basis: number,
  { actor = 'administrator-1', requestId }: { actor?: string; requestId?: string } = {},
): Promise<Answered & { procedure: string }> {
  instances += 1;
  const procedure = `register-change/${String(instances)}`;
  const facts = factsOf(change, { unit: 'bureau', basis, source: null }) as unknown as Facts;
  const request = {
    ...world.requestOf(actor, requestId === undefined ? {} : { requestId }),
    facts,
    body: { change: change as unknown as Body },
    secrecy: 2,
  };
  const outcome = await world.sandbox.updateWithStart(
    'registerChange',
    procedureId(chain(), procedure),
    [{ chainId: chain(), procedure }],
    'open',
    request,
  );
  return { ...answered(outcome), procedure };
}

const onFile = async () => (await world.records(chain())).map(({ kind }) => kind);
const names = () => [...world.register.entries.keys()];

describe(title('carried out'), () => {
  test('answered when it is in force › opening, carriedOut, concluded, and what came of it by ids', async () => {
    const { seq, procedure } = await ask(adding(somebody('new-1')), 0);
    expect(seq).toBe(1);
    expect(names()).toEqual(['person new-1']);
    expect(await onFile()).toEqual(['opening', 'carriedOut', 'concluded']);
    const [opening, carriedOut] = await world.records(chain());
    expect(carriedOut?.facts).toEqual({ written: 1, superseded: [], conflicting: [], invited: ['new-1'] });
    expect(JSON.stringify([opening?.facts, carriedOut?.facts])).not.toMatch(/某人|@/);
    expect(world.sandbox.running(procedureId(chain(), procedure))).toBe(false);
  });

  test('the link to set a password › follows from the carrying out, not from the asking', async () => {
    await ask(adding(somebody('new-1'), somebody('new-2')), 0);
    const records = await world.records(chain());
    const row = registerChangeRow as unknown as ProcedureRow;
    const letters = records.map((record, index) =>
      lettersOf(record, fold(records.slice(0, index)), fold(records.slice(0, index + 1)), row).map(
        ({ template, recipient }) => `${template} ${recipient}`,
      ),
    );
    expect(letters).toEqual([[], ['invitation new-1', 'invitation new-2'], []]);
  });

  test('the database goes away between the record and its carrying out › carried out when it is back', async () => {
    world.loseDatabaseFor(0);
    let calls = 0;
    const { putPerson } = world.register;
    world.register.putPerson = (person, by) => {
      calls += 1;
      return calls < 4 ? Promise.reject(new Error('away')) : putPerson(person, by);
    };
    await ask(adding(somebody('new-1')), 0);
    expect([names(), await onFile()]).toEqual([['person new-1'], ['opening', 'carriedOut', 'concluded']]);
  });

  test('the run is lost after writing, before it is noted › done again without harm, noted once', async () => {
    const { putPerson } = world.register;
    let lost: Promise<void> | undefined;
    world.register.putPerson = async (person, by) => {
      const done = await putPerson(person, by);
      if (!lost) {
        lost = world.loseRuns();
        await lost;
      }
      return done;
    };
    await ask(adding(somebody('new-1')), 0).catch(() => undefined);
    expect(await onFile()).toEqual(['opening']);
    const ids = { chainId: chain(), procedure: 'register-change/1' };
    await world.sandbox.start('registerChange', procedureId(ids.chainId, ids.procedure), [ids]);
    expect(await onFile()).toEqual(['opening', 'carriedOut', 'concluded']);
    expect([world.register.asked, names()]).toEqual([2, ['person new-1']]);
  });
});

describe(title('refused, and nothing on record'), () => {
  test.each([
    ['a clerk', 'clerk-1', 'notPermitted'],
    ['an officer', 'officer-1', 'postNotHeld'],
  ])('%s › %s', async (_, actor, code) => {
    expect((await ask(adding(somebody('new-1')), 0, { actor })).refused?.code).toBe(code);
    expect(await onFile()).toEqual([]);
  });

  test('whose post ended a moment ago › by his posts of that moment', async () => {
    const held = world.people.get('administrator-1')!;
    held.posts[0]!.until = world.sandbox.now - 1;
    expect((await ask(adding(somebody('new-1')), 0)).refused?.code).toBe('postNotHeld');
  });

  test.each([
    ['posts', { posts: [] }],
    ['certificates', { certificates: [{ number: '陕E-9', from: SINCE, until: SINCE + 1 }] }],
    ['being in office', { active: false }],
    ['clearance', { secrecyClearance: 3 as const }],
  ])('his own %s › another has to do it', async (_, more) => {
    const before = somebody('administrator-1', {
      posts: [{ post: 'administrator', unit: 'bureau', from: SINCE, until: null }],
    });
    const change = { ...NO_CHANGE, people: [{ before, after: { ...before, ...more } }] };
    expect((await ask(change, 0)).refused?.code).toBe('ownPosts');
    expect((await ask(change, 0, { actor: 'administrator-2' })).refused).toBeUndefined();
  });

  test('checked against a register that has changed since › to be checked again', async () => {
    await ask(adding(somebody('new-1')), 0);
    expect((await ask(adding(somebody('new-2')), 0)).refused?.code).toBe('registerMoved');
    expect((await ask(adding(somebody('new-2')), 2)).refused?.code).toBe('registerMoved');
    expect((await ask(adding(somebody('new-2')), 1)).refused).toBeUndefined();
  });

  test('while another is on record and not carried out › refused until it is', async () => {
    const { putPerson } = world.register;
    let second: Answered | undefined;
    world.register.putPerson = async (person, by) => {
      if (person.id === 'new-1') second ??= await ask(adding(somebody('new-2')), 1);
      return putPerson(person, by);
    };
    await ask(adding(somebody('new-1')), 0);
    expect(second?.refused?.code).toBe('registerMoved');
    expect((await ask(adding(somebody('new-2')), 1)).refused).toBeUndefined();
  });

  test('the first moments of a year › what is under way on the old chain counts', async () => {
    const newYear = Date.UTC(2026, 11, 31, 16);
    await world.sandbox.dispose();
    world = new World(given('TEST_WORKFLOW_BUNDLE'), newYear - 60_000);
    world.people.set('administrator-1', administrator('administrator-1'));
    await ask(adding(somebody('new-1')), 0);
    await world.sandbox.advanceTo(newYear + 60_000);
    expect(chain()).toBe('BUREAU-2027');
    expect((await ask(adding(somebody('new-2')), 0)).refused?.code).toBe('registerMoved');
    expect((await ask(adding(somebody('new-2')), 1)).refused).toBeUndefined();
  });
});

describe(`${articleTitle(9)} 紧急启动补报 › reminders set by the bureau`, () => {
  const HOUR_MS = 3_600_000;
  const CASE = 'HY-2026-0621';
  const clock = async () => (await world.state(CASE)).clocks[FILING_CLOCK]!;

  test('set before it begins › reminded so; set again while it runs › as it began', async () => {
    world.reminders = { emergencyFiling: [6, 22] };
    const start = world.sandbox.now;
    await world.begin(CASE, { hoursAgo: 0 });
    world.reminders = { emergencyFiling: [12] };
    expect((await clock()).remindAt).toEqual([start + 6 * HOUR_MS, start + 22 * HOUR_MS]);
    await world.sandbox.advanceTo(start + 23 * HOUR_MS);
    expect((await world.onFile(CASE)).filter((word) => word.startsWith('reminded'))).toHaveLength(2);
  });

  test.each([
    ['beyond the bounds', [99]],
    ['empty', []],
    ['not in order', [22, 6]],
  ])('a setting that is %s › the law table’s, and the end is noted whatever is set', async (_, after) => {
    world.reminders = { emergencyFiling: after };
    const start = world.sandbox.now;
    await world.begin(CASE, { hoursAgo: 0 });
    await world.sandbox.advanceTo(start + 25 * HOUR_MS);
    expect((await world.onFile(CASE)).filter((word) => word.includes('emergency-filing'))).toEqual([
      ...Array.from({ length: 3 }, () => 'reminded emergency-filing'),
      'periodPassed emergency-filing',
    ]);
  });

  test('a period the bureau set itself › its timer names the article, not why there is none in the law', async () => {
    await world.begin(CASE, { hoursAgo: 1 });
    await world.submit(CASE, 'officer-1');
    await world.review(CASE, 'head-1', 'agree');
    const timers = world.sandbox.timersOf(procedureId(CASE, 'case-initiation'));
    expect(timers.map(({ summary }) => summary)).toEqual([
      '第九条（本局参数） 负责人对补报作出决定 到期提醒',
    ]);
  });
});
