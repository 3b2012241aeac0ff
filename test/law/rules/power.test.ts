import { describe, expect, test } from '@jest/globals';
import { basesInForce, editionsBetween, legalBasisKeys } from '../../../src/workflows/law/legal-bases.js';
import { powerKeys, powerOf } from '../../../src/workflows/law/powers.js';
import {
  refuseBasis,
  refuseMeasureBasis,
  refuseOwnEnforcement,
} from '../../../src/workflows/law/rules/legal-basis.js';
import {
  refuseBeforeRegulation,
  refuseEntrustment,
  refuseKindOfPower,
  refusePower,
  type ActingUnit,
  type Entrustment,
} from '../../../src/workflows/law/rules/power.js';
import { articleTitle } from '../../harness/article-title.js';
import { shanghai } from '../shanghai.js';

const office: ActingUnit = { id: 'construction', name: '建设科', kind: 'handlingUnit' };
const agency: ActingUnit = { id: 'bureau', name: '本局', kind: 'agency' };
const legal: ActingUnit = { id: 'legal', name: '法制科', kind: 'legalOffice' };
const entrusted: ActingUnit = { id: 'station', name: '质量监督站', kind: 'entrusted' };
const letter: Entrustment = {
  unit: 'station',
  powers: ['qualityPenalty', 'qualityInspection'],
  from: '2026-01-01',
  until: '2026-12-31',
  publishedOn: '2026-01-05',
  link: 'https://example.org/entrustment',
};
const day = (text: string) => shanghai(`${text} 10:00:00`);
const AT = day('2026-03-02');

describe(`${articleTitle(2)} whether a unit has the power`, () => {
  test.each(powerKeys)('%s › its row › says that nobody has confirmed who holds it', (key) => {
    const { confirmed, unconfirmedBecause, heldBy } = powerOf(key);
    expect([confirmed, unconfirmedBecause.includes('权责清单'), heldBy.length > 0]).toEqual([
      null,
      true,
      true,
    ]);
  });

  test('an office with the power › passes; the legal office › is refused', () => {
    expect(refusePower('qualityPenalty', office, AT, [])).toBeUndefined();
    expect(refusePower('qualityPenalty', legal, AT, [])).toMatchObject({
      code: 'unitWithoutPower',
      article: 2,
    });
  });

  test('the 权责清单 gives it to another office › this one is refused', () => {
    const set = { ...office, powers: ['gasPenalty'] as const };
    expect(refusePower('qualityPenalty', set, AT, [])?.code).toBe('unitWithoutPower');
    expect(refusePower('gasPenalty', set, AT, [])).toBeUndefined();
    expect(refusePower('gasPenalty', { ...legal, powers: ['gasPenalty'] }, AT, [])).toBeUndefined();
  });

  test.each([
    ['2025-12-31', 'entrustmentNotInForce'],
    ['2026-01-04', 'entrustmentNotPublished'],
    ['2026-01-05', undefined],
    ['2026-12-31', undefined],
    ['2027-01-01', 'entrustmentNotInForce'],
  ])('行政处罚法第二十条 an entrusted unit on %s › %s', (when, code) => {
    expect(refusePower('qualityPenalty', entrusted, day(when), [letter])?.code).toBe(code);
  });

  test('行政处罚法第二十条 a matter the letter does not name › is refused; a letter without a link › too', () => {
    expect(refusePower('gasPenalty', entrusted, AT, [letter])?.code).toBe('unitWithoutPower');
    expect(refusePower('qualityPenalty', entrusted, AT, [{ ...letter, link: null }])?.code).toBe(
      'entrustmentNotPublished',
    );
  });

  test('行政强制法第十七条 a coercive measure by an entrusted unit › is refused, whatever its letter says', () => {
    const wide = { ...letter, powers: ['safetyMeasure'] as const };
    expect(refusePower('safetyMeasure', entrusted, AT, [wide])?.code).toBe('measureNotEntrustable');
    expect(refusePower('safetyMeasure', office, AT, [])).toBeUndefined();
  });

  test('行政处罚法第二十条 sub-delegation, a measure, a missing term › are each refused on entry', () => {
    expect(refuseEntrustment(letter, agency, entrusted)).toBeUndefined();
    expect(refuseEntrustment(letter, entrusted, entrusted)).toMatchObject({
      code: 'subDelegation',
      article: 2,
    });
    expect(refuseEntrustment({ ...letter, powers: ['safetyMeasure'] }, agency, entrusted)?.code).toBe(
      'measureNotEntrustable',
    );
    expect(refuseEntrustment({ ...letter, until: null }, agency, entrusted)?.params).toEqual({
      missing: '委托的期限',
    });
    expect(refuseEntrustment({ ...letter, until: '2025-01-01' }, agency, entrusted)?.code).toBe(
      'entrustmentIncomplete',
    );
  });

  test('行政处罚法第二十条 to an office of the bureau, without powers or scan › names everything missing', () => {
    const missing = refuseEntrustment({ ...letter, powers: [] }, agency, office, ['委托书扫描件'])?.params[
      'missing'
    ];
    expect(missing).toBe('受委托组织（机构登记中的类别须为受委托组织）、委托的具体事项、委托书扫描件');
  });
});

describe(`${articleTitle(2)} what an opening needs of its unit`, () => {
  const revoked = { ...letter, revokedAt: day('2026-02-01') };

  test('no item named › any of the kind will do, of its own or entrusted', () => {
    expect(refuseKindOfPower('penalty', null, office, AT, [])).toBeUndefined();
    expect(refuseKindOfPower('penalty', null, entrusted, AT, [letter])).toBeUndefined();
    expect(refuseKindOfPower('inspection', null, entrusted, AT, [letter])).toBeUndefined();
  });

  test('an item named › only that one', () => {
    expect(refuseKindOfPower('penalty', 'qualityPenalty', entrusted, AT, [letter])).toBeUndefined();
    expect(refuseKindOfPower('penalty', 'gasPenalty', entrusted, AT, [letter])).toMatchObject({
      code: 'unitWithoutPower',
      params: { unit: '质量监督站', power: '城镇燃气行政处罚' },
    });
    expect(refuseKindOfPower('inspection', 'qualityPenalty', office, AT, [])?.code).toBe('unitWithoutPower');
  });

  test('the refusal › says the nearest thing that is missing, and names the kind', () => {
    const unpublished = { ...letter, publishedOn: null, link: null };
    expect(refuseKindOfPower('penalty', null, entrusted, AT, [unpublished])?.code).toBe(
      'entrustmentNotPublished',
    );
    expect(refuseKindOfPower('penalty', null, entrusted, AT, [revoked])).toMatchObject({
      code: 'entrustmentNotInForce',
      params: { unit: '质量监督站', power: '行政处罚' },
    });
    expect(refuseKindOfPower('penalty', null, entrusted, AT, [])?.code).toBe('unitWithoutPower');
  });

  test('行政强制法第十七条 a measure by an entrusted unit › is refused as such, item or none', () => {
    expect(refuseKindOfPower('measure', null, entrusted, AT, [letter])?.code).toBe('measureNotEntrustable');
    expect(refuseKindOfPower('measure', 'safetyMeasure', entrusted, AT, [])?.code).toBe(
      'measureNotEntrustable',
    );
  });

  test('revoked › stands until that instant', () => {
    expect(refuseKindOfPower('penalty', null, entrusted, day('2026-02-01') - 1, [revoked])).toBeUndefined();
    expect(refuseKindOfPower('penalty', null, entrusted, day('2026-02-01'), [revoked])?.code).toBe(
      'entrustmentNotInForce',
    );
  });
});

describe(`${articleTitle(37)} the regulation’s own first day`, () => {
  test('unknown › nothing is refused; known › the day before is, the day itself is not', () => {
    expect(refuseBeforeRegulation(day('2020-01-01'), null)).toBeUndefined();
    expect(refuseBeforeRegulation(shanghai('2026-03-01 23:59:59'), '2026-03-02')?.code).toBe(
      'actBeforeRegulation',
    );
    expect(refuseBeforeRegulation(shanghai('2026-03-02 00:00:00'), '2026-03-02')).toBeUndefined();
  });
});

describe('行政处罚法第三十七条、第三十八条 legal bases', () => {
  test('an edition › is in force from its first day to its last', () => {
    expect(refuseBasis('unsafeOperationFormer', day('2021-08-31'))).toBeUndefined();
    expect(refuseBasis('unsafeOperationFormer', day('2021-09-01'))?.code).toBe('basisNotInForce');
    expect(refuseBasis('unsafeOperation', day('2021-08-31'))?.code).toBe('basisNotInForce');
    expect(basesInForce('2021-08-31', 'safetyPenalty')).toEqual(['unsafeOperationFormer', 'correctionOrder']);
    expect(basesInForce('2021-09-01', 'safetyPenalty')).toEqual(['unsafeOperation', 'correctionOrder']);
  });

  test('a violation under the old edition, decided under the new › both may be chosen from', () => {
    expect(editionsBetween('unsafeOperation', '2021-05-01', '2021-12-01')).toEqual([
      'unsafeOperation',
      'unsafeOperationFormer',
    ]);
    expect(editionsBetween('unsafeOperation', '2022-05-01', '2022-12-01')).toEqual(['unsafeOperation']);
  });

  test('行政强制法第二十二条 a measure without a basis, or under one that names none › is refused', () => {
    expect(refuseMeasureBasis(null, AT)?.code).toBe('measureLegalBasisRequired');
    expect(refuseMeasureBasis('qualityWithoutPermit', AT)?.code).toBe('basisGivesNoPower');
    expect(refuseMeasureBasis('safetySealing', AT)).toBeUndefined();
    expect(refuseMeasureBasis('safetySealing', day('2021-08-31'))?.code).toBe('basisNotInForce');
  });

  test.each(legalBasisKeys)('行政强制法第十三条 own enforcement under %s › is refused', (key) => {
    expect(refuseOwnEnforcement(key)?.code).toBe('basisGivesNoPower');
  });
});
