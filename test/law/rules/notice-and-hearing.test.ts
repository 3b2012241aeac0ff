import { describe, expect, test } from '@jest/globals';
import { hearingThreshold } from '../../../src/workflows/law/hearing-threshold.js';
import { penaltyKeys, penaltyOf } from '../../../src/workflows/law/penalties.js';
import { hearingDuty, refuseChair } from '../../../src/workflows/law/rules/hearing.js';
import { heavierThan } from '../../../src/workflows/law/rules/notice.js';
import { articleTitle } from '../../harness/article-title.js';

const DAY = '2026-03-02';
const fine = (amount: number) => ({ kind: 'fine', fine: amount, confiscated: 0 }) as const;
const table = [
  { from: '2026-01-01', citizen: 10_000_00, organisation: 100_000_00, source: '示例' },
  { from: '2027-01-01', citizen: 20_000_00, organisation: 200_000_00, source: '示例' },
];

describe('行政处罚法第六十三条 when a hearing is offered', () => {
  test('threshold not set › on every fine and confiscation, and so marked', () => {
    expect(hearingThreshold('citizen', DAY)).toBeNull();
    for (const penalty of [fine(1), { kind: 'warning', fine: 0, confiscated: 1 } as const])
      expect(hearingDuty('citizen', penalty, DAY)).toMatchObject({ offered: true, thresholdUnset: true });
    expect(hearingDuty('citizen', { kind: 'warning', fine: 0, confiscated: 0 }, DAY)).toEqual({
      offered: false,
      grounds: [],
      thresholdUnset: false,
    });
  });

  test.each([
    ['citizen', 10_000_00],
    ['organisation', 100_000_00],
  ] as const)('threshold set › a %s › from the amount on, not one 分 below', (party, amount) => {
    expect(hearingDuty(party, fine(amount), DAY, table)).toMatchObject({
      offered: true,
      thresholdUnset: false,
    });
    expect(hearingDuty(party, fine(amount - 1), DAY, table).offered).toBe(false);
    expect(hearingDuty(party, { ...fine(1), confiscated: amount }, DAY, table).offered).toBe(true);
  });

  test('a dated threshold › holds from its first day until the next', () => {
    expect(hearingThreshold('citizen', '2025-12-31', table)).toBeNull();
    expect(hearingThreshold('citizen', '2026-12-31', table)).toBe(10_000_00);
    expect(hearingThreshold('citizen', '2027-01-01', table)).toBe(20_000_00);
  });

  test.each(penaltyKeys.filter((kind) => penaltyOf(kind).hearing === 'always'))(
    '%s › always, whatever the amounts',
    (kind) => {
      const duty = hearingDuty('organisation', { kind, fine: 0, confiscated: 0 }, DAY, table);
      expect(duty).toMatchObject({ offered: true, grounds: [penaltyOf(kind).label] });
    },
  );
});

describe(`${articleTitle(13)} 行政处罚法第六十四条 the hearing`, () => {
  test('a chair who investigated › is refused', () => {
    expect(refuseChair({ id: 'one', name: '甲' }, ['one', 'two'])?.code).toBe('chairInvestigated');
    expect(refuseChair({ id: 'three', name: '丙' }, ['one', 'two'])).toBeUndefined();
  });
});

describe(`${articleTitle(12)} 行政处罚法第四十五条 nothing heavier than was told`, () => {
  test.each([
    ['the same', fine(5_00), fine(5_00), []],
    ['lighter', fine(5_00), fine(4_99), []],
    ['a higher fine', fine(5_00), fine(5_01), ['罚款数额提高']],
    ['a confiscation added', fine(5_00), { ...fine(5_00), confiscated: 1 }, ['增加了没收违法所得、非法财物']],
    ['a warning instead of a fine', fine(5_00), { kind: 'warning', fine: 0, confiscated: 0 } as const, []],
    [
      'closure instead of a fine',
      fine(5_00),
      { kind: 'closure', fine: 0, confiscated: 0 } as const,
      ['增加了责令关闭'],
    ],
    [
      'a fine added to a graver kind',
      { kind: 'closure', fine: 0, confiscated: 0 } as const,
      { kind: 'closure', fine: 1, confiscated: 0 } as const,
      ['增加了罚款'],
    ],
    [
      'a kind that was not told, though it stands before what was told',
      { kind: 'stopProduction', fine: 0, confiscated: 0 } as const,
      { kind: 'demolition', fine: 0, confiscated: 0 } as const,
      ['增加了限期拆除'],
    ],
  ])('a decision that is %s › %#', (_, notice, decision, how) => {
    expect(heavierThan(notice, decision)).toEqual(how);
  });
});
