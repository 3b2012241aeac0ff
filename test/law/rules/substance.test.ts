import { describe, expect, test } from '@jest/globals';
import { limits } from '../../../src/workflows/law/limits.js';
import { penaltyKeys, penaltyOf } from '../../../src/workflows/law/penalties.js';
import { refuseForPerson, refuseUnconsidered } from '../../../src/workflows/law/rules/capacity.js';
import {
  refusePenaltyNow,
  refuseUnexplained,
  refuseWithoutRemedies,
} from '../../../src/workflows/law/rules/decision-document.js';
import { limitationEnds, refuseTimeBarred } from '../../../src/workflows/law/rules/limitation.js';
import { penaltyIn, refuseOthersDecision } from '../../../src/workflows/law/rules/penalty.js';
import { refuseLowerNorm, refuseSecondFine } from '../../../src/workflows/law/rules/second-fine.js';
import { refuseOnTheSpot } from '../../../src/workflows/law/rules/summary-procedure.js';
import { articleTitle } from '../../harness/article-title.js';

const ordinary = { grave: false, harmful: false };

describe('行政处罚法第三十六条 limitation', () => {
  test.each([
    ['discovered on the last day', '2026-03-02', undefined],
    ['discovered the day after', '2026-03-03', 'timeBarred'],
  ])('two years › %s › %s', (_, discovered, code) => {
    expect(refuseTimeBarred({ ended: '2024-03-02', discovered, ...ordinary })?.code).toBe(code);
  });

  test.each([
    ['discovered on the last day', '2029-03-02', undefined],
    ['discovered the day after', '2029-03-03', 'timeBarred'],
  ])('five years when grave and harmful › %s › %s', (_, discovered, code) => {
    expect(refuseTimeBarred({ ended: '2024-03-02', discovered, grave: true, harmful: true })?.code).toBe(
      code,
    );
  });

  test('grave without harm, harm without gravity › the earlier end, two years', () => {
    const violation = { ended: '2024-03-02', discovered: '2026-03-02' };
    expect(limitationEnds({ ...violation, grave: true, harmful: false })).toBe('2026-03-02');
    expect(limitationEnds({ ...violation, grave: false, harmful: true })).toBe('2026-03-02');
  });

  test('29 February › ends on 28 February; the end of a holiday › does not roll', () => {
    expect(limitationEnds({ ended: '2024-02-29', discovered: '2024-03-01', ...ordinary })).toBe('2026-02-28');
    expect(limitationEnds({ ended: '2024-10-01', discovered: '2024-10-02', ...ordinary })).toBe('2026-10-01');
  });

  test('a violation that goes on › is never barred', () => {
    expect(refuseTimeBarred({ ended: null, discovered: '2040-01-01', ...ordinary })).toBeUndefined();
  });
});

describe('行政处罚法第三十条至第三十三条 age, capacity, mitigation', () => {
  test.each([
    ['underFourteen', 'full', 'mitigated', 'underFourteen'],
    ['adult', 'none', 'none', 'withoutCapacity'],
    ['fourteenToEighteen', 'full', 'none', 'mitigationRequired'],
    ['fourteenToEighteen', 'full', 'lighter', undefined],
    ['fourteenToEighteen', 'full', 'mitigated', undefined],
    ['adult', 'reduced', 'none', undefined],
    ['adult', 'full', undefined, 'mitigationNotConsidered'],
    ['adult', 'full', 'none', undefined],
  ] as const)('%s, capacity %s, review %s › %s', (age, capacity, mitigation, code) => {
    expect(refuseForPerson(age, capacity, mitigation)?.code).toBe(code);
  });

  test('an organisation nobody has reviewed › is refused', () => {
    expect(refuseUnconsidered(undefined)?.code).toBe('mitigationNotConsidered');
    expect(refuseUnconsidered('none')).toBeUndefined();
  });
});

describe('行政处罚法第二十九条 one act, one fine', () => {
  test('fined before › no second fine, but other penalties', () => {
    expect(refuseSecondFine(true, 1)?.code).toBe('secondFine');
    expect(refuseSecondFine(true, 0)).toBeUndefined();
    expect(refuseSecondFine(false, 100_00)).toBeUndefined();
  });

  test('several norms › the highest fine', () => {
    expect(refuseLowerNorm(10_000_00, [20_000_00])).toMatchObject({ params: { highest: '20000.00' } });
    expect(refuseLowerNorm(20_000_00, [20_000_00, 5_00])).toBeUndefined();
    expect(refuseLowerNorm(1_00, [])).toBeUndefined();
  });
});

describe('行政处罚法第五十一条 the summary procedure', () => {
  const fine = (amount: number) => ({ kind: 'fine', fine: amount, confiscated: 0 }) as const;
  test.each([
    ['citizen', limits.spotFineCitizen.value],
    ['organisation', limits.spotFineOrganisation.value],
  ] as const)('a fine on a %s › at the limit accepted, one 分 above refused', (party, limit) => {
    expect(refuseOnTheSpot(party, fine(limit))).toBeUndefined();
    expect(refuseOnTheSpot(party, fine(limit + 1))?.code).toBe('beyondSummaryProcedure');
  });

  test('a warning › accepted, with a small fine too; any confiscation or other kind › refused', () => {
    expect(refuseOnTheSpot('citizen', { kind: 'warning', fine: 0, confiscated: 0 })).toBeUndefined();
    expect(refuseOnTheSpot('citizen', { kind: 'warning', fine: 200_00, confiscated: 0 })).toBeUndefined();
    expect(refuseOnTheSpot('citizen', { kind: 'warning', fine: 0, confiscated: 1 })?.code).toBe(
      'beyondSummaryProcedure',
    );
    for (const kind of penaltyKeys) {
      const answer = refuseOnTheSpot('organisation', { kind, fine: 0, confiscated: 0 });
      expect([kind, answer === undefined]).toEqual([kind, penaltyOf(kind).onTheSpot]);
    }
  });
});

describe(`${articleTitle(2)} what the bureau may not decide`, () => {
  test.each(['stopForRectification', 'lowerGrade', 'revokeCertificate'] as const)(
    '建筑法第七十六条 %s › refused, also beside a fine',
    (kind) => {
      expect(refuseOthersDecision({ kind, fine: 1, confiscated: 0 })?.code).toBe('decidedElsewhere');
    },
  );

  test('a fine › is the bureau’s; a form without a kind but with a fine › is a fine', () => {
    expect(refuseOthersDecision({ kind: 'fine', fine: 1, confiscated: 0 })).toBeUndefined();
    expect(penaltyIn({ fine: 5 })).toEqual({ kind: 'fine', fine: 5, confiscated: 0 });
    expect(penaltyIn({})).toBeUndefined();
  });
});

describe(`${articleTitle(21)} the decision document`, () => {
  test('行政处罚法第五十九条 a remedy missing › refused before the seal, each named', () => {
    expect(refuseWithoutRemedies({ reviewRemedy: ' ', suitRemedy: '' })?.params['missing']).toBe(
      '申请行政复议的途径和期限、提起行政诉讼的途径和期限',
    );
    expect(refuseWithoutRemedies({ reviewRemedy: '六十日', suitRemedy: '六个月' })).toBeUndefined();
  });

  test('行政处罚法第三十四条 neither a benchmark in force nor reasons › refused', () => {
    const grade = { key: 'light', label: '较轻', from: 0, to: 1 };
    const table = [
      {
        key: 'benchmark',
        basis: 'qualityWithoutPermit',
        label: '裁量基准',
        publishedOn: '2026-01-01',
        from: '2026-01-01',
        until: '2026-12-31',
        grades: [grade],
      },
    ] as const;
    const applied = { benchmark: 'benchmark', reasons: '' };
    expect(refuseUnexplained(applied, ['qualityWithoutPermit'], '2026-12-31', table)).toBeUndefined();
    expect(refuseUnexplained(applied, ['qualityWithoutPermit'], '2027-01-01', table)?.code).toBe(
      'discretionReasonRequired',
    );
    expect(refuseUnexplained(applied, ['unsafeOperation'], '2026-12-31', table)?.code).toBe(
      'discretionReasonRequired',
    );
    expect(refuseUnexplained({ benchmark: null, reasons: '情节轻微' }, [], '2026-01-01')).toBeUndefined();
  });

  test('行政处罚法第四十条 not proven › no penalty; 移送规定第十一条 a transfer pending › goes first', () => {
    expect(refusePenaltyNow(false, false)?.code).toBe('notProven');
    expect(refusePenaltyNow(true, true)?.code).toBe('crimeTransferPending');
    expect(refusePenaltyNow(true, false)).toBeUndefined();
  });
});
