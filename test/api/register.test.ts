import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RegisterAnswer, RegisterPeople, Reminders, RegisterUnits } from '../../src/api/register-schemas.js';
import { reminderSettingsOn } from '../../src/models/register.js';
import { bureauChain } from '../../src/workflows/law/bureau.js';
import { articleTitle } from '../harness/article-title.js';
import { read, startCase, taskOf } from './desk.js';
import {
  change,
  changeOf,
  done,
  newcomer,
  openRegisterOffice,
  personOn,
  SINCE,
  type RegisterOffice,
} from './register-office.js';
import { pointers, problemOf, said, signIn } from './service.js';

const DAY_MS = 86_400_000;
const title = (rest: string) => `${articleTitle(33)} 人员和机构登记 › ${rest}`;

let office: RegisterOffice;
beforeAll(async () => {
  office = await openRegisterOffice();
}, 60_000);
afterAll(() => office.close());

const add = (id: string, more: object = {}) =>
  office.administrator.post('/api/register/people', newcomer(id, more));
const recordsOfBureau = () => office.service.parts.ledger.since(bureauChain(Date.now()), 1);

describe(title('who may'), () => {
  test('nobody signed in, an officer, a clerk › each hears what he may not', async () => {
    const { service, desks } = office;
    expect(said(await service.anonymous().get('/api/register/people'))).toEqual(
      problemOf(401, 'unauthenticated'),
    );
    expect(said(await desks.officer.get('/api/register/people'))).toEqual(problemOf(403, 'notPermitted'));
    expect((await desks.clerk.get('/api/register/people')).status).toBe(200);
    for (const [path, body] of [
      ['/api/register/people', newcomer('x-1')],
      ['/api/register/people/officer-1/invitation', {}],
      ['/api/register/units', { id: 'x', name: 'x', kind: 'archives' }],
      ['/api/register/reminders/emergencyFiling', { version: 'initial', after: [23] }],
    ] as const)
      expect([path, said(await desks.clerk.post(path, body))]).toEqual([
        path,
        problemOf(403, 'notPermitted'),
      ]);
  });

  test('his own posts › refused at the gate and on record nothing; his own e-mail › changed', async () => {
    const before = (await recordsOfBureau()).length;
    const { posts } = await changeOf(office.administrator, 'administrator-1');
    const more = [...posts, { post: 'officer', unit: 'construction', from: SINCE, until: null }];
    expect(said(await change(office.administrator, 'administrator-1', { posts: more }))).toEqual(
      problemOf(403, 'ownPosts'),
    );
    expect(await recordsOfBureau()).toHaveLength(before);
    await done(change(office.administrator, 'administrator-1', { email: 'first@bureau.example' }));
  });

  test('the post is taken away › the next request is refused, and so is an act under way', async () => {
    const { posts } = await changeOf(office.administrator, 'administrator-2');
    const ended = posts.map((held) => ({ ...held, until: Date.now() }));
    await done(change(office.administrator, 'administrator-2', { posts: ended }));
    expect(said(await office.second.post('/api/register/people', newcomer('x-2')))).toEqual(
      problemOf(403, 'notPermitted'),
    );
    const again = [...ended, { post: 'administrator', unit: 'bureau', from: Date.now(), until: null }];
    await done(change(office.administrator, 'administrator-2', { posts: again }));
  });
});

describe(title('a person'), () => {
  test('registered › on record by ids only, on the page at once, a letter to be sent, no password', async () => {
    const answer = read(await add('new-1'), 200, RegisterAnswer);
    expect(answer).toMatchObject({ outcome: 'applied', invited: 1, conflicting: [] });
    const { person, history, warnings } = await personOn(office.administrator, 'new-1');
    expect(person).toMatchObject({ active: true, hasPassword: false });
    expect(person.posts.map(({ label, unitName, state }) => [label, unitName, state])).toEqual([
      ['行政执法人员', '建设工程执法科', 'current'],
    ]);
    expect(warnings).toEqual(['尚未设置密码，不能登录']);
    expect(history).toMatchObject([
      { by: '蒋涛', says: expect.arrayContaining(['登记', '发送设置密码的链接']) },
    ]);
    const own = (await recordsOfBureau()).slice(-3);
    expect(own.map(({ kind }) => kind)).toEqual(['opening', 'carriedOut', 'concluded']);
    expect(JSON.stringify(own)).not.toContain('new-1@bureau.example');
    expect(JSON.stringify(own.map(({ facts }) => facts))).not.toContain('新人');
    const letters = await office.service.connection
      .collection('letters')
      .find({ recipient: 'new-1' })
      .toArray();
    expect(letters.map(({ template }) => template as string)).toEqual(['invitation']);
  });

  test('the same request again › the same answer, nothing twice; another body under its key › refused', async () => {
    const key = 'one-key-for-both';
    const first = await office.administrator.post('/api/register/people', newcomer('new-2'), key);
    const records = (await recordsOfBureau()).length;
    const second = await office.administrator.post('/api/register/people', newcomer('new-2'), key);
    expect(second.body).toEqual(first.body);
    expect(await recordsOfBureau()).toHaveLength(records);
    expect(said(await office.administrator.post('/api/register/people', newcomer('new-3'), key))).toEqual(
      problemOf(409, 'requestIdUsed'),
    );
  });

  test.each([
    ['an id with capitals', { id: 'New' }, ['/id']],
    ['an id that is registered', { id: 'officer-1' }, ['/id', '/certificates/0/number']],
    ['no name', { name: ' ' }, ['/name', '/name']],
    ['an e-mail without a domain', { email: 'somebody' }, ['/email']],
    ['an e-mail that is taken', { email: 'OFFICER-1@bureau.example' }, ['/email']],
    [
      'a unit nobody has',
      { posts: [{ post: 'officer', unit: 'nowhere', from: SINCE, until: null }] },
      ['/posts/0/unit'],
    ],
    [
      'a post that ends before it begins',
      { posts: [{ post: 'clerk', unit: 'construction', from: SINCE, until: SINCE - DAY_MS }] },
      ['/posts/0/until'],
    ],
    [
      "another's certificate",
      { certificates: [{ number: 'E-officer-2', from: SINCE, until: SINCE + DAY_MS }] },
      ['/certificates/0/number'],
    ],
  ])('%s › refused, the field named', async (_, wrong, where) => {
    const answer = await add('new-4', {
      ...wrong,
      ...('id' in wrong && wrong.id === 'officer-1'
        ? { certificates: [{ number: 'E-officer-2', from: SINCE, until: SINCE + DAY_MS }] }
        : {}),
    });
    expect(said(answer)).toEqual(problemOf(422, 'entryFaulty'));
    expect(pointers(answer)).toEqual(where);
  });

  test('what is registered is ended, never taken away', async () => {
    await add('new-5');
    const gone = await change(office.administrator, 'new-5', { posts: [], certificates: [] });
    expect(said(gone)).toEqual(problemOf(422, 'entryFaulty'));
    expect(pointers(gone)).toEqual(['/posts', '/certificates']);
    const yesterday = Date.now() - 2 * DAY_MS;
    const { posts } = await changeOf(office.administrator, 'new-5');
    const backdated = await change(office.administrator, 'new-5', {
      posts: posts.map((held) => ({ ...held, until: yesterday })),
    });
    expect(pointers(backdated)).toEqual(['/posts/0/until']);
    await done(
      change(office.administrator, 'new-5', { posts: posts.map((held) => ({ ...held, until: Date.now() })) }),
    );
    const { person } = await personOn(office.administrator, 'new-5');
    expect(person.posts.map(({ state }) => state)).toEqual(['ended']);
  });

  test('changed meanwhile by another › 409 says who and when; nothing to change › 409', async () => {
    await add('new-6');
    const stale = await changeOf(office.administrator, 'new-6', { name: '甲' });
    await done(change(office.second, 'new-6', { name: '乙' }));
    const answer = await office.administrator.post('/api/register/people/new-6', stale);
    expect(said(answer)).toEqual(problemOf(409, 'entryChanged'));
    expect((answer.body as { detail: string }).detail).toMatch(/新人new-6|乙.*管二/);
    expect(said(await change(office.administrator, 'new-6'))).toEqual(problemOf(409, 'nothingChanged'));
  });

  test('eight changes at once › each is checked against the one before, none is lost', async () => {
    const ids = Array.from({ length: 4 }, (_, index) => `crowd-${String(index)}`);
    const answers = await Promise.all(
      ids.flatMap((id) => [
        add(id, { invite: false }),
        office.second.post('/api/register/people', newcomer(id)),
      ]),
    );
    for (const [index, id] of ids.entries()) {
      const pair = answers
        .slice(index * 2, index * 2 + 2)
        .map(({ status, body }) => (status === 200 ? 'done' : (body as { code: string }).code));
      expect([id, pair.toSorted()]).toEqual([id, ['done', 'entryFaulty']]);
      expect((await office.administrator.get(`/api/register/people/${id}`)).status).toBe(200);
    }
  }, 60_000);

  test('each takes the post of the other at once › one of them is left', async () => {
    const end = async (by: typeof office.second, whose: string) => {
      const { posts } = await changeOf(by, whose);
      return by.post(
        `/api/register/people/${whose}`,
        await changeOf(by, whose, {
          posts: posts.map((held) => (held.until === null ? { ...held, until: Date.now() } : held)),
        }),
      );
    };
    const answers = await Promise.all([
      end(office.administrator, 'administrator-2'),
      end(office.second, 'administrator-1'),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = answers[0].status === 200 ? office.administrator : office.second;
    const gone = left === office.administrator ? 'administrator-2' : 'administrator-1';
    const { posts } = await changeOf(left, gone);
    await done(
      change(left, gone, {
        posts: [...posts, { post: 'administrator', unit: 'bureau', from: Date.now(), until: null }],
      }),
    );
  }, 30_000);

  test('open tasks › 停用 is refused with their number, confirmed › done, and he is signed out', async () => {
    const number = await startCase(office.desks);
    await office.desks.officer.post(`/api/tasks/${taskOf(number, 'submit')}/claim`);
    const refused = await change(office.administrator, 'officer-1', { active: false });
    expect(said(refused)).toEqual(problemOf(409, 'openTasksRemain'));
    expect((refused.body as { params: object }).params).toMatchObject({ count: 1 });
    await done(change(office.administrator, 'officer-1', { active: false, confirmOpenTasks: true }));
    expect((await office.desks.officer.get('/api/session')).status).toBe(401);
    await done(change(office.administrator, 'officer-1', { active: true }));
  });

  test('the list › by name, post, unit, expiry; one page after another', async () => {
    const list = async (query: string) =>
      read(await office.administrator.get(`/api/register/people?${query}`), 200, RegisterPeople);
    expect((await list('q=officer-2')).items.map(({ id }) => id)).toEqual(['officer-2']);
    expect((await list('post=agencyHead')).items.map(({ id }) => id)).toContain('leader-1');
    expect((await list('expiring=true')).items.map(({ id }) => id)).toEqual(['officer-3']);
    const [first, all] = [await list('limit=3'), await list('limit=100')];
    const second = await list(`limit=3&cursor=${first.next ?? ''}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
      all.items.slice(0, 6).map(({ id }) => id),
    );
    expect(first.total).toBe(all.total);
  });
});

describe(title('a unit'), () => {
  test('registered, renamed, closed › stays on file; with people in it › not closed', async () => {
    const post = (path: string, body: object) => office.administrator.post(path, body);
    await post('/api/register/units', { id: 'planning', name: '规划执法科', kind: 'handlingUnit' });
    const unit = async () =>
      read(await office.administrator.get('/api/register/units'), 200, RegisterUnits).items.find(
        ({ id }) => id === 'planning',
      )!;
    const { version } = await unit();
    const closing = { version, name: '规划执法一科', kind: 'handlingUnit', active: false };
    expect((await post('/api/register/units/planning', closing)).status).toBe(200);
    expect(await unit()).toMatchObject({ name: '规划执法一科', active: false, people: 0 });
    expect(said(await post('/api/register/units/planning', closing))).toEqual(problemOf(409, 'entryChanged'));
    const busy = { version: 'initial', name: '建设工程执法科', kind: 'handlingUnit', active: false };
    const refused = await post('/api/register/units/construction', busy);
    expect([said(refused), pointers(refused)]).toEqual([problemOf(422, 'entryFaulty'), ['/active']]);
    const choices = (await office.desks.clerk.get('/api/units')).body as {
      items: { id: string; enforcing: boolean }[];
    };
    expect(choices.items.find(({ id }) => id === 'planning')?.enforcing).toBe(false);
  });
});

describe(title('reminders'), () => {
  const setting = (after: number[] | null, version = 'initial') =>
    office.administrator.post('/api/register/reminders/emergencyFiling', { version, after });
  const entry = async () =>
    read(await office.desks.clerk.get('/api/register/reminders'), 200, Reminders).items.find(
      ({ period }) => period === 'emergencyFiling',
    )!;

  test('bounds and default are named; beyond them › refused with the reason', async () => {
    expect(await entry()).toMatchObject({
      unit: 'hour',
      byDefault: [12, 20, 23],
      inForce: [12, 20, 23],
      bounds: { most: 6, earliest: 1, latest: 23, lastNoSoonerThan: 12 },
      changed: null,
    });
    for (const after of [[], [24], [0, 23], [23, 12], [12, 12], [2, 4], [1, 2, 3, 4, 5, 6, 23]])
      expect([after, said(await setting(after))]).toEqual([after, problemOf(422, 'reminderOutOfBounds')]);
    expect(
      said(
        await office.administrator.post('/api/register/reminders/limitation', {
          version: 'initial',
          after: [1],
        }),
      ),
    ).toEqual(problemOf(404, 'notFound'));
  });

  test('set › in force, by whom; set back › as the table', async () => {
    expect((await setting([6, 22])).status).toBe(200);
    const set = await entry();
    expect(set).toMatchObject({ inForce: [6, 22], changed: { by: '蒋涛' } });
    expect((await setting(null, set.version)).status).toBe(200);
    expect(await entry()).toMatchObject({ inForce: [12, 20, 23] });
  });

  test('a setting that no bounds allow, put there past the doors › the table holds', async () => {
    await reminderSettingsOn(office.service.connection).updateOne(
      { _id: 'emergencyFiling' },
      { $set: { after: [99] } },
    );
    expect(await entry()).toMatchObject({ inForce: [12, 20, 23] });
  });
});

test(title('setting a password by the link › once, by rules, and only then can he sign in'), async () => {
  await add('new-7');
  const { service } = office;
  const letter = await service.connection.collection('letters').findOne({ recipient: 'new-7' });
  const url = await service.parts.invitations.makeInvitation(
    String(letter!._id),
    'new-7',
    Number(letter!['createdAt']),
    Date.now(),
  );
  const token = url.split('#')[1]!;
  const visitor = service.anonymous();
  const open = await visitor.post('/api/invitations/open').send({ token });
  expect(open.body).toMatchObject({ signIn: 'new-7', name: '新人new-7' });
  const set = (password: string, withToken = token) =>
    visitor.post('/api/invitations/password').send({ token: withToken, password });
  expect(said(await set('short'))).toEqual(problemOf(422, 'passwordUnsuitable'));
  expect(said(await set('New-7@bureau.example'))).toEqual(problemOf(422, 'passwordUnsuitable'));
  expect(said(await set('a long enough password', 'x'.repeat(43)))).toEqual(
    problemOf(410, 'invitationInvalid'),
  );
  expect((await set('a long enough password')).status).toBe(204);
  expect(said(await set('a long enough password'))).toEqual(problemOf(410, 'invitationInvalid'));
  const signed = await signIn(visitor, 'new-7', 'a long enough password');
  expect((await signed.get('/api/session')).status).toBe(200);
  expect(service.log()).toContain('passwordSet');
  expect(service.log()).not.toContain('a long enough password');

  const other = await signIn(service.anonymous(), 'new-7', 'a long enough password');
  const next = 'quite another phrase';
  expect(said(await signed.post('/api/password', { current: 'wrong', password: next }))).toEqual(
    problemOf(403, 'passwordWrong'),
  );
  const changed = await signed.post('/api/password', { current: 'a long enough password', password: next });
  expect(changed.status).toBe(200);
  expect((await other.get('/api/session')).status).toBe(401);
  expect((await visitor.get('/api/session')).status).toBe(200);
});
