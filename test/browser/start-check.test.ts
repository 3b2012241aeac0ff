import { describe, expect, test } from '@jest/globals';
import { StartCase } from '../../src/api/schemas.js';
import { toField } from '../../src/api/web/format.js';
import { startFaults } from '../../src/api/web/parts/start-check.js';
import { emptyDraft, requestOf, type StartDraft } from '../../src/api/web/parts/start-draft.js';
import { articleTitle } from '../harness/article-title.js';

const NOW = Date.UTC(2026, 10, 24, 6);
const MINUTE_MS = 60_000;

const whole: StartDraft = {
  ...emptyDraft,
  emergency: true,
  title: '某工地',
  cause: '擅自施工',
  sourceOfCase: '巡查',
  suspectedProvision: '建筑法第七条',
  party: { ...emptyDraft.party, name: '某公司' },
  unit: 'inspection',
  handlers: ['officer-1', 'officer-2'],
  startedAt: toField(NOW - MINUTE_MS),
  urgency: '将坍塌',
  officers: ['officer-1', 'officer-2'],
  verified: true,
  verifiedAt: toField(NOW - MINUTE_MS),
  verification: '已核查',
};

const party = (change: Partial<StartDraft['party']>): Partial<StartDraft> => ({
  party: { ...whole.party, ...change },
});

/** Each text of a start, so long. */
const texts: Record<string, [limit: number, (words: string) => Partial<StartDraft>]> = {
  '/title': [200, (title) => ({ title })],
  '/cause': [4_000, (cause) => ({ cause })],
  '/sourceOfCase': [400, (sourceOfCase) => ({ sourceOfCase })],
  '/suspectedProvision': [1_000, (suspectedProvision) => ({ suspectedProvision })],
  '/party/name': [200, (name) => party({ name })],
  '/party/identification': [40, (identification) => party({ identification })],
  '/party/representative': [100, (representative) => party({ representative })],
  '/party/phone': [40, (phone) => party({ phone })],
  '/party/address': [400, (address) => party({ address })],
  '/emergency/urgency': [4_000, (urgency) => ({ urgency })],
  '/emergency/lateEntryReason': [2_000, (lateEntryReason) => ({ lateEntryReason })],
  '/emergency/measures': [500, (measure) => ({ measures: [measure] })],
  '/emergency/things': [500, (thing) => ({ things: [thing] })],
  '/priorVerification/description': [4_000, (verification) => ({ verification })],
};

const pointers = (change: Partial<StartDraft>) =>
  startFaults({ ...whole, ...change }, NOW).map(({ pointer }) => pointer);
const serverTakes = (change: Partial<StartDraft>): boolean =>
  StartCase.safeParse(requestOf({ ...whole, ...change }, [])).success;

describe(`${articleTitle(9)} 启动案件，提交前的检查与接口一致`, () => {
  test.each(Object.entries(texts))('%s › taken at its limit, refused one longer', (pointer, [limit, as]) => {
    expect([pointers(as('字'.repeat(limit))), serverTakes(as('字'.repeat(limit)))]).toEqual([[], true]);
    const longer = as('字'.repeat(limit + 1));
    expect([pointers(longer), serverTakes(longer)]).toEqual([[pointer], false]);
  });

  test.each([
    ['a minute ago', -1, []],
    ['now', 0, []],
    ['in a minute', 1, ['/emergency/startedAt']],
  ] as const)('a start %s › %d minutes from now', (_, minutes, faults) => {
    expect(pointers({ startedAt: toField(NOW + minutes * MINUTE_MS) })).toEqual(faults);
  });

  test('what belongs to the other way of starting › is not asked', () => {
    const ordinary = { emergency: false, startedAt: '', urgency: '', officers: [], verified: false };
    expect(pointers({ ...ordinary, verification: '' })).toEqual([]);
  });

  test('a number of another form › refused, in either case of its letters', () => {
    expect(pointers({ number: 'hy-2026-0123' })).toEqual([]);
    expect(pointers({ number: 'HY/2026/0123' })).toEqual(['/number']);
  });
});
