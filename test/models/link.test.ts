import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { createLinks, LINK_LIFE_MS, linksOn, type Links } from '../../src/models/link.js';
import { given } from '../harness/given.js';

const NOW = Date.UTC(2026, 10, 24, 6, 5);
const target = { chainId: 'HY-2026-0001', procedure: 'case-initiation', step: 'initiation-form/review/1' };

let connection: Connection;
let links: Links;

beforeAll(async () => {
  const dbName = `links_${randomBytes(6).toString('hex')}`;
  connection = await mongoose.createConnection(given('TEST_MONGODB_URI'), { dbName }).asPromise();
  links = createLinks(connection, 'a key of at least thirty-two characters', 'http://127.0.0.1:3000/');
  await linksOn(connection).createIndexes();
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const tokenIn = (url: string): string => new URL(url).hash.slice(1);
const made = async (letterId: string, now = NOW): Promise<string> =>
  tokenIn((await links.makeLinks([{ letterId: letterId, person: 'head-1', target: target }], now)).join());

describe('链接', () => {
  test('made › a pointer whose token stands in the fragment and nowhere in the database', async () => {
    const url = (await links.makeLinks([{ letterId: 'made', person: 'head-1', target: target }], NOW)).join();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/t#[A-Za-z0-9_-]{43}$/);
    expect(new URL(url).pathname).toBe('/t');
    const stored = await connection.collection('links').find({}).toArray();
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(tokenIn(url));
  });

  test('made twice for one letter › the same address; for another letter › another', async () => {
    expect(await made('twice')).toBe(await made('twice'));
    expect(await made('twice')).not.toBe(await made('other'));
  });

  test('opened by its person › the target, once; opened again › linkUsed', async () => {
    const token = await made('once');
    expect(await links.openLink(token, 'head-1', NOW)).toEqual(target);
    expect(await links.openLink(token, 'head-1', NOW + 1)).toMatchObject({
      refused: { code: 'linkUsed', params: {} },
    });
  });

  test('opened by another person › linkNotYours, and it stays open for its own', async () => {
    const token = await made('not-yours');
    expect(await links.openLink(token, 'head-2', NOW)).toMatchObject({ refused: { code: 'linkNotYours' } });
    expect(await links.openLink(token, 'head-1', NOW)).toEqual(target);
  });

  test.each([
    [LINK_LIFE_MS - 1, undefined],
    [LINK_LIFE_MS, 'linkExpired'],
    [LINK_LIFE_MS + 1, 'linkExpired'],
  ])('opened %d ms after it was made › %s', async (after, code) => {
    const token = await made(`life-${String(after)}`);
    const opened = await links.openLink(token, 'head-1', NOW + after);
    expect('refused' in opened ? opened.refused.code : undefined).toBe(code);
  });

  test('expired and another person › linkExpired takes precedence', async () => {
    const token = await made('both');
    expect(await links.openLink(token, 'head-2', NOW + LINK_LIFE_MS)).toMatchObject({
      refused: { code: 'linkExpired' },
    });
  });

  test('made again by a letter that waited › lives from then; a used one stays used', async () => {
    const token = await made('waited');
    await made('waited', NOW + LINK_LIFE_MS);
    expect(await links.openLink(token, 'head-1', NOW + LINK_LIFE_MS + 1)).toEqual(target);
    await made('waited', NOW + LINK_LIFE_MS + 2);
    const again = await links.openLink(token, 'head-1', NOW + LINK_LIFE_MS + 3);
    expect(again).toMatchObject({ refused: { code: 'linkUsed' } });
  });

  test.each(['', 'x', 'A'.repeat(43), '{"$ne":null}', `${'A'.repeat(42)}\n`])(
    'a token nobody made (%j) › linkExpired',
    async (token) => {
      expect(await links.openLink(token, 'head-1', NOW)).toMatchObject({ refused: { code: 'linkExpired' } });
    },
  );

  test('twenty at once › one opens it, the others hear linkUsed', async () => {
    const token = await made('twenty');
    const opened = await Promise.all(Array.from({ length: 20 }, () => links.openLink(token, 'head-1', NOW)));
    const codes = opened.map((one) => ('refused' in one ? one.refused.code : 'opened')).sort();
    expect(codes).toEqual([...Array<string>(19).fill('linkUsed'), 'opened']);
  });
});
