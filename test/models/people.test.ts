import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPeople, type People, type PersonDocument } from '../../src/models/people.js';
import { createUnits } from '../../src/models/units.js';
import { createDatabase, type SuiteDatabase } from './database.js';

const MARCH = Date.UTC(2026, 2, 1);
const APRIL = Date.UTC(2026, 3, 1);

let database: SuiteDatabase;
let people: People;
const person = (id: string, change: Partial<PersonDocument> = {}): PersonDocument => ({
  _id: id,
  name: `姓名 ${id}`,
  email: `${id}@Example.invalid`,
  active: true,
  posts: [{ post: 'unitHead', unit: 'u-1', from: MARCH, until: null }],
  certificates: [],
  passwordHash: '$argon2id$…',
  ...change,
});

beforeAll(async () => {
  database = await createDatabase('people');
  people = createPeople(database.connection);
  await people.addPerson(person('p-1'));
  await people.addPerson(
    person('p-2', { posts: [{ post: 'unitHead', unit: 'u-2', from: MARCH, until: APRIL }] }),
  );
  await people.addPerson(person('p-3', { active: false }));
  // Two posts whose parts together look like a third: held in u-1 until March, in u-2 from April.
  await people.addPerson(
    person('p-4', {
      posts: [
        { post: 'unitHead', unit: 'u-1', from: 0, until: MARCH - 1 },
        { post: 'unitHead', unit: 'u-2', from: APRIL, until: null },
      ],
    }),
  );
});
afterAll(() => database.remove());

describe('people', () => {
  test('by id › without the password', async () => {
    expect(await people.personById('p-1')).toEqual({
      id: 'p-1',
      name: '姓名 p-1',
      email: 'p-1@example.invalid',
      active: true,
      posts: [{ post: 'unitHead', unit: 'u-1', from: MARCH, until: null }],
      certificates: [],
    });
    expect(await people.personById('p-0')).toBeUndefined();
  });

  test('to sign in, by id or by e-mail in any case › with the hash', async () => {
    expect(await people.personToSignIn('p-1')).toMatchObject({ passwordHash: '$argon2id$…' });
    expect(await people.personToSignIn('P-1@EXAMPLE.INVALID')).toMatchObject({ _id: 'p-1' });
    expect(await people.personToSignIn('nobody')).toBeUndefined();
  });

  test.each([
    ['before anybody', undefined, MARCH - 2, ['p-4']],
    ['at the first instant', undefined, MARCH, ['p-1', 'p-2']],
    ['at the last instant of one', undefined, APRIL, ['p-1', 'p-2', 'p-4']],
    ['a millisecond later', undefined, APRIL + 1, ['p-1', 'p-4']],
    ['in one unit', 'u-2', APRIL, ['p-2', 'p-4']],
    ['in a unit where somebody held it before', 'u-1', MARCH, ['p-1']],
  ])('who holds a post %s › only active people, by the moment', async (_, unit, moment, ids) => {
    expect((await people.peopleHolding('unitHead', unit, moment)).map(({ id }) => id)).toEqual(ids);
  });

  test('an id or an e-mail that is taken › false, and the first stays', async () => {
    expect(await people.addPerson(person('p-1', { email: 'new@example.invalid' }))).toBe(false);
    expect(await people.addPerson(person('p-9', { email: 'P-1@example.invalid' }))).toBe(false);
    expect(await people.personById('p-9')).toBeUndefined();
  });

  test('a field nobody knows, a post that is none › refused', async () => {
    await expect(people.addPerson({ ...person('p-8'), role: 'approver' } as never)).rejects.toThrow('role');
    await expect(
      people.addPerson(
        person('p-8', { posts: [{ post: 'king' as never, unit: 'u', from: 0, until: null }] }),
      ),
    ).rejects.toThrow('king');
  });
});

describe('units', () => {
  test('put on file twice › the first stays; listed by id', async () => {
    const units = createUnits(database.connection);
    await units.addUnit({ _id: 'u-2', name: '执法大队', kind: 'handlingUnit' });
    await units.addUnit({ _id: 'u-1', name: '局机关', kind: 'agency' });
    await units.addUnit({ _id: 'u-1', name: '改名', kind: 'archives' });
    expect(await units.listUnits()).toEqual([
      { _id: 'u-1', name: '局机关', kind: 'agency', powers: null },
      { _id: 'u-2', name: '执法大队', kind: 'handlingUnit', powers: null },
    ]);
    expect(await units.unitById('u-3')).toBeUndefined();
  });
});
