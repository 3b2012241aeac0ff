import { unread, read, type Confirmation, type Rank } from './periods/period.js';
import type { PowerKey } from './powers.js';

interface Row {
  /** The law with its article, as decisions cite it. */
  readonly label: string;
  /** Which edition of the law: 2021 修订. */
  readonly edition: string;
  /** The editions of one article share it, so that the older and the newer are found together. */
  readonly rule: string;
  /** Powers it gives; a decision under it is only made by a unit that holds one of them. */
  readonly powers: readonly PowerKey[];
  /** First and last day in force (YYYY-MM-DD, Shanghai); null while it is in force. */
  readonly validFrom: string;
  readonly validUntil: string | null;
  /** The term of suit; 行政诉讼法第四十六条: six months, 法律另有规定的除外. */
  readonly suitTerm: { readonly length: number; readonly unit: 'month' | 'calendarDay' };
  /** Does it name sealing or seizure (强制法第十条、第二十二条), or give the agency its own enforcement (第十三条)? */
  readonly measures: boolean;
  readonly ownEnforcement: boolean;
  /** The discretion benchmark for it, by key; null while there is none. */
  readonly benchmark: string | null;
  readonly rank: Rank;
}

/** One article that acts of the bureau rest on, in one edition. */
export type LegalBasis = Row &
  (
    | { readonly confirmed: Confirmation; readonly unconfirmedBecause?: never }
    | { readonly confirmed: null; readonly unconfirmedBecause: string }
  );

/** 六个月 — 行政诉讼法第四十六条第一款. */
const sixMonths = { length: 6, unit: 'month' } as const;

const ordinary = {
  suitTerm: sixMonths,
  measures: false,
  ownEnforcement: false,
  benchmark: null,
  validUntil: null,
} as const;
const fromMemory = unread('施行日期和罚则条款凭记忆，须法制机构逐条核对');

/**
 * The articles the bureau acts under. A row is one edition; when the law changes it gets a last day and the
 * new edition a row of its own: acts are judged by the law of their day, by the newer where it is lighter —
 * 行政处罚法第三十七条.
 */
export const legalBases = {
  safetySealing: {
    ...ordinary,
    label: '安全生产法第六十五条第一款第四项',
    edition: '2021 修正',
    rule: 'safetySealing',
    powers: ['safetyMeasure'],
    validFrom: '2021-09-01',
    measures: true,
    rank: 'statute',
    ...unread('第六十五条已核对；施行日期凭记忆'),
  },
  constructionWithoutPermit: {
    ...ordinary,
    label: '建筑法第六十四条',
    edition: '2019 修正',
    rule: 'constructionWithoutPermit',
    powers: ['marketPenalty'],
    validFrom: '2019-04-23',
    rank: 'statute',
    ...fromMemory,
  },
  qualityWithoutPermit: {
    ...ordinary,
    label: '建设工程质量管理条例第五十七条',
    edition: '2019 修订',
    rule: 'qualityWithoutPermit',
    powers: ['qualityPenalty', 'marketPenalty'],
    validFrom: '2019-04-23',
    rank: 'administrativeRegulation',
    ...fromMemory,
  },
  cuttingCornersInQuality: {
    ...ordinary,
    label: '建设工程质量管理条例第六十四条',
    edition: '2019 修订',
    rule: 'cuttingCornersInQuality',
    powers: ['qualityPenalty'],
    validFrom: '2019-04-23',
    rank: 'administrativeRegulation',
    ...fromMemory,
  },
  unsafeOperation: {
    ...ordinary,
    label: '安全生产法第一百零二条',
    edition: '2021 修正',
    rule: 'unsafeOperation',
    powers: ['safetyPenalty'],
    validFrom: '2021-09-01',
    rank: 'statute',
    ...fromMemory,
  },
  unsafeOperationFormer: {
    ...ordinary,
    label: '安全生产法第九十九条',
    edition: '2014 修正',
    rule: 'unsafeOperation',
    powers: ['safetyPenalty'],
    validFrom: '2014-12-01',
    validUntil: '2021-08-31',
    rank: 'statute',
    ...fromMemory,
  },
  buildingAgainstPlan: {
    ...ordinary,
    label: '城乡规划法第六十四条',
    edition: '2019 修正',
    rule: 'buildingAgainstPlan',
    powers: ['planningPenalty'],
    validFrom: '2019-04-23',
    rank: 'statute',
    ...fromMemory,
  },
  correctionOrder: {
    ...ordinary,
    label: '行政处罚法第二十八条',
    edition: '2021 修订',
    rule: 'correctionOrder',
    powers: ['marketPenalty', 'qualityPenalty', 'safetyPenalty', 'realEstatePenalty', 'propertyPenalty'],
    validFrom: '2021-07-15',
    rank: 'statute',
    ...read('行政处罚法（2021）第二十八条'),
  },
} as const satisfies Record<string, LegalBasis>;

/** The key of a legal basis. */
export type LegalBasisKey = keyof typeof legalBases;

/** The keys, in the order of the table. */
export const legalBasisKeys = Object.keys(legalBases) as readonly LegalBasisKey[];

/** True if the word is the key of a legal basis. */
export function isLegalBasisKey(word: string): word is LegalBasisKey {
  return Object.hasOwn(legalBases, word);
}

/** The basis, with the type every row has. */
export const legalBasisOf = (key: LegalBasisKey): LegalBasis => legalBases[key];

/** Was this edition in force on a day (YYYY-MM-DD)? Its first and its last day count. */
export const isInForceOn = (
  { validFrom, validUntil }: Pick<LegalBasis, 'validFrom' | 'validUntil'>,
  day: string,
): boolean => validFrom <= day && (validUntil === null || day <= validUntil);

/** The bases in force on a day (YYYY-MM-DD), for a power if one is named. */
export const basesInForce = (day: string, power?: PowerKey): readonly LegalBasisKey[] =>
  legalBasisKeys.filter((key) => {
    const basis = legalBasisOf(key);
    return isInForceOn(basis, day) && (power === undefined || basis.powers.includes(power));
  });

/**
 * The editions a decision may choose between: that of the day of the violation and those that came after it
 * until the day of the decision; a newer one only where it is lighter — 行政处罚法第三十七条. Days as YYYY-MM-DD.
 */
export const editionsBetween = (
  key: LegalBasisKey,
  violationDay: string,
  decisionDay: string,
): readonly LegalBasisKey[] => {
  const { rule } = legalBasisOf(key);
  return legalBasisKeys.filter((other) => {
    const basis = legalBasisOf(other);
    const begun = basis.validFrom <= decisionDay;
    return basis.rule === rule && begun && (basis.validUntil === null || basis.validUntil >= violationDay);
  });
};
