import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  createSubstitutions,
  substitutionsOn,
  type SubstitutionEntry,
  type Whose,
} from '../../src/models/substitutions.js';
import { articleTitle } from '../harness/article-title.js';
import { createDatabase, type SuiteDatabase } from './database.js';

const title = (rest: string) => `${articleTitle(36)} ${rest}`;
const MARCH = Date.UTC(2026, 2, 1);
const DAY = 86_400_000;
const MANY = 60;

let database: SuiteDatabase;

/** Six in seven have to do with p-1, each in another way or in several; ten of a kind end at one moment. */
const entry = (index: number) => ({
  _id: `BUREAU-2026/substitution/${String(index).padStart(3, '0')}`,
  seq: 1,
  unit: index % 7 === 3 ? 'u-1' : 'u-2',
  principal: [0, 4].includes(index % 7) ? 'p-1' : 'p-2',
  substitute: [1, 4].includes(index % 7) ? 'p-1' : 'p-3',
  grantedBy: [2, 4, 5].includes(index % 7) ? 'p-1' : 'p-4',
  roles: ['*'],
  units: ['*'],
  from: MARCH - DAY,
  until: MARCH + Math.floor(index / 10) * DAY,
  grantedAt: MARCH - DAY,
  authority: '华住建发〔2026〕12号',
  authorityDate: '2026-02-20',
  reason: null,
  revokedAt: null,
  revokedBy: null,
  revokedBecause: null,
});

beforeAll(async () => {
  database = await createDatabase('substitutions');
  await substitutionsOn(database.connection).insertMany(
    Array.from({ length: MANY }, (_, index) => entry(index)),
  );
});
afterAll(() => database.remove());

async function pages(whose: Whose, limit: number): Promise<SubstitutionEntry[][]> {
  const read: SubstitutionEntry[][] = [];
  const { listed } = createSubstitutions(database.connection);
  for (let last: SubstitutionEntry | undefined; ;) {
    const after = last ? { after: last } : {};
    const page = await listed(whose, { endingFrom: MARCH + DAY, limit, ...after });
    if (page.length === 0) return read;
    read.push(page);
    last = page.at(-1);
  }
}

const ids = (entries: readonly SubstitutionEntry[]) => entries.map(({ _id }) => _id);

test.each<[string, Whose, (index: number) => boolean]>([
  ['everybody’s', { all: true }, () => true],
  ['one’s own', { all: false, person: 'p-1', units: [] }, (index) => ![3, 6].includes(index % 7)],
  ['one’s own and a unit’s', { all: false, person: 'p-1', units: ['u-1'] }, (index) => index % 7 !== 6],
])(
  title('代理清单 › %s, page by page › each once, the one that ends last first'),
  async (_, whose, isMeant) => {
    const meant = Array.from({ length: MANY }, (_each, index) => index)
      .filter((index) => index >= 10 && isMeant(index))
      .sort((one, other) => Math.floor(other / 10) - Math.floor(one / 10) || one - other)
      .map((index) => entry(index)._id);
    const [few, all] = [await pages(whose, 7), await pages(whose, MANY)];
    expect(ids(all.flat())).toEqual(meant);
    expect(ids(few.flat())).toEqual(meant);
    expect(few.slice(0, -1).every(({ length }) => length === 7)).toBe(true);
  },
);
