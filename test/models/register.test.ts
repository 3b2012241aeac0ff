import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { connectMongo } from '../../src/connections/mongodb.js';
import { createInvitations } from '../../src/models/invitation.js';
import { createPeople } from '../../src/models/people.js';
import { prepareDatabase } from '../../src/models/prepare-database.js';
import { createRegister, createReminderReader, REMINDERS_REFRESH_MS } from '../../src/models/register.js';
import type { Stamp } from '../../src/models/stamp.js';
import type { RegisteredPerson } from '../../src/workflows/law/register/entries.js';
import { given } from '../harness/given.js';

const DAY_MS = 86_400_000;
let connection: Connection;
beforeAll(async () => {
  const name = `register_${randomBytes(5).toString('hex')}`;
  connection = await connectMongo(given('TEST_MONGODB_URI').replace(/\/[^/?]*\?/, `/${name}?`));
  await prepareDatabase(connection);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const by = (at: number, seq: number): Stamp => ({ at, seq, chainId: 'BUREAU-2026', by: 'administrator-1' });
const person = (id: string, more: Partial<RegisteredPerson> = {}): RegisteredPerson => ({
  id,
  name: '甲',
  email: `${id}@bureau.example`,
  active: true,
  posts: [{ post: 'clerk', unit: 'bureau', from: 1, until: null }],
  certificates: [],
  secrecyClearance: 2,
  ...more,
});

describe('the register › what a change on record leaves', () => {
  test('an older change that comes late › overwrites nothing; the same again › changes nothing', async () => {
    const register = createRegister(connection);
    expect(await register.putPerson(person('a'), by(100, 5))).toBe('written');
    expect(await register.putPerson(person('a', { name: '丙' }), by(300, 9))).toBe('written');
    expect(await register.putPerson(person('a', { name: '乙' }), by(200, 7))).toBe('superseded');
    expect(await register.putPerson(person('a', { name: '乙' }), by(300, 8))).toBe('superseded');
    expect(await register.putPerson(person('a', { name: '丙' }), by(300, 9))).toBe('written');
    expect(await register.person('a')).toMatchObject({ name: '丙', change: { seq: 9 } });
  });

  test('somebody from the set-up › is changed and keeps his password; a level taken away is none', async () => {
    const register = createRegister(connection);
    const { id: _id, secrecyClearance: _, ...rest } = person('b');
    await createPeople(connection).addPerson({ _id, ...rest, passwordHash: 'hash', secrecyClearance: 2 });
    expect(await register.person('b')).toMatchObject({
      change: null,
      hasPassword: true,
      secrecyClearance: 2,
    });
    await register.putPerson(person('b', { name: '新', secrecyClearance: null }), by(100, 1));
    expect(await register.person('b')).toMatchObject({
      name: '新',
      hasPassword: true,
      secrecyClearance: null,
    });
  });

  test('an e-mail that somebody else has › conflicting, written to neither', async () => {
    const register = createRegister(connection);
    await register.putPerson(person('c'), by(100, 1));
    expect(await register.putPerson(person('d', { email: 'c@bureau.example' }), by(200, 2))).toBe(
      'conflicting',
    );
    expect(await register.person('d')).toBeUndefined();
    await register.putPerson(person('d'), by(300, 3));
    expect(await register.putPerson(person('d', { email: 'c@bureau.example' }), by(400, 4))).toBe(
      'conflicting',
    );
    expect(await register.person('d')).toMatchObject({ email: 'd@bureau.example', change: { seq: 3 } });
  });

  test('eight processes carry out the same change › one entry', async () => {
    const register = createRegister(connection);
    const came = await Promise.all(
      Array.from({ length: 8 }, () => register.putPerson(person('e'), by(100, 1))),
    );
    expect(came.filter((one) => one === 'conflicting')).toEqual([]);
    expect((await register.people()).filter(({ id }) => id === 'e')).toHaveLength(1);
  });

  test('settings of reminders › read anew after their time, a null is the table’s', async () => {
    let now = 1_000_000;
    const register = createRegister(connection);
    const read = createReminderReader(connection, () => now);
    expect(await read()).toEqual({});
    await register.putReminder({ period: 'emergencyFiling', after: [6, 22] }, by(100, 1));
    expect(await read()).toEqual({});
    now += REMINDERS_REFRESH_MS;
    expect(await read()).toEqual({ emergencyFiling: [6, 22] });
    await register.putReminder({ period: 'emergencyFiling', after: null }, by(200, 2));
    now += REMINDERS_REFRESH_MS;
    expect(await read()).toEqual({});
  });
});

describe('invitations › the link to set a password', () => {
  const invitations = () => createInvitations(connection, 'k'.repeat(32), 'http://bureau.example/');
  const tokenOf = (url: string) => url.split('#')[1]!;
  const now = 1_000_000_000;

  test('the same letter again › the same link; a later letter › the earlier link is void, in any order', async () => {
    const first = await invitations().makeInvitation('letter-1', 'p', 1, now);
    expect(await invitations().makeInvitation('letter-1', 'p', 1, now + 1)).toBe(first);
    expect(first).toMatch(/^http:\/\/bureau\.example\/password#[A-Za-z0-9_-]{43}$/);
    const second = await invitations().makeInvitation('letter-2', 'p', 2, now);
    expect(await invitations().find(tokenOf(first), now)).toBeUndefined();
    expect(await invitations().find(tokenOf(second), now)).toMatchObject({ person: 'p' });
    await invitations().makeInvitation('letter-1', 'p', 1, now + 2);
    expect(await invitations().find(tokenOf(first), now + 2)).toBeUndefined();
    const late = await invitations().makeInvitation('letter-0', 'p', 0, now + 3);
    expect(await invitations().find(tokenOf(late), now + 3)).toBeUndefined();
  });

  test('sixteen at once › one uses it; then, after three days, or made up › nobody', async () => {
    const token = tokenOf(await invitations().makeInvitation('letter-3', 'q', 1, now));
    const used = await Promise.all(Array.from({ length: 16 }, () => invitations().use(token, now)));
    expect(used.filter((one) => one === 'q')).toHaveLength(1);
    expect(await invitations().use(token, now)).toBeUndefined();
    const other = tokenOf(await invitations().makeInvitation('letter-4', 'q', 2, now));
    expect(await invitations().use(other, now + 3 * DAY_MS)).toBeUndefined();
    expect(await invitations().use(other, now + 3 * DAY_MS - 1)).toBe('q');
    for (const wrong of ['', 'x', 'x'.repeat(43)])
      expect(await invitations().find(wrong, now)).toBeUndefined();
  });

  test('the token is nowhere in the database', async () => {
    const token = tokenOf(await invitations().makeInvitation('letter-5', 'r', 1, now));
    const kept = JSON.stringify(await connection.collection('invitations').find({}).toArray());
    expect(kept).not.toContain(token);
    await invitations().withdraw('r', now);
    expect(await invitations().find(token, now)).toBeUndefined();
  });
});
