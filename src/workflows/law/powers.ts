import { unread, type Rank } from './periods/period.js';
import type { UnitKind } from './units.js';

/** What a power lets a unit do. */
export const powerKinds = {
  penalty: '行政处罚',
  inspection: '行政检查',
  measure: '行政强制措施',
  permit: '行政许可',
} as const;
export type PowerKind = keyof typeof powerKinds;

/** The fields of the bureau's work. Which of them it really holds, the 权责清单 says. */
export const domains = {
  constructionMarket: '建筑市场',
  constructionQuality: '建设工程质量',
  constructionSafety: '建筑施工安全生产',
  realEstate: '房地产市场',
  propertyServices: '物业管理',
  gas: '城镇燃气',
  planning: '城乡规划（违法建设）',
  cityAppearance: '市容环境卫生',
} as const;
export type Domain = keyof typeof domains;

/** One power item (权责事项). `heldBy`: kinds of units that hold it of their own, without an entrustment. */
export interface Power {
  readonly label: string;
  readonly kind: PowerKind;
  readonly domain: Domain;
  readonly heldBy: readonly UnitKind[];
  readonly source: string;
  readonly rank: Rank;
  readonly confirmed: null;
  readonly unconfirmedBecause: string;
}

/** The bureau itself and its offices: 本局具有行政执法权的机关科室 — 第二条. */
const bureauAndOffices = ['agency', 'handlingUnit'] as const satisfies readonly UnitKind[];

const unlisted = unread('本局和各科室实际享有的权限须按权责清单逐项确认，未见清单');

const power = <K extends PowerKind, D extends Domain>(label: string, kind: K, domain: D, statute: string) =>
  ({
    label,
    kind,
    domain,
    heldBy: bureauAndOffices,
    source: `${statute}；本局权责清单（待核）`,
    rank: 'statute',
    ...unlisted,
  }) as const;

/**
 * The powers of the bureau by item (第二条). Every row is a parameter until the 权责清单 has been read: that a
 * unit of a kind holds it is assumed, not known.
 */
export const powers = {
  marketPenalty: power('建筑市场行政处罚', 'penalty', 'constructionMarket', '建筑法'),
  marketInspection: power('建筑市场行政检查', 'inspection', 'constructionMarket', '建筑法'),
  constructionPermit: power('建筑工程施工许可', 'permit', 'constructionMarket', '建筑法'),
  qualityPenalty: power('工程质量行政处罚', 'penalty', 'constructionQuality', '建设工程质量管理条例'),
  qualityInspection: power('工程质量行政检查', 'inspection', 'constructionQuality', '建设工程质量管理条例'),
  safetyPenalty: power('施工安全行政处罚', 'penalty', 'constructionSafety', '安全生产法'),
  safetyInspection: power('施工安全行政检查', 'inspection', 'constructionSafety', '安全生产法第六十五条'),
  safetyMeasure: power('施工安全查封、扣押', 'measure', 'constructionSafety', '安全生产法第六十五条'),
  realEstatePenalty: power('房地产市场行政处罚', 'penalty', 'realEstate', '城市房地产管理法'),
  realEstateInspection: power('房地产市场行政检查', 'inspection', 'realEstate', '城市房地产管理法'),
  presalePermit: power('商品房预售许可', 'permit', 'realEstate', '城市房地产管理法'),
  propertyPenalty: power('物业管理行政处罚', 'penalty', 'propertyServices', '物业管理条例'),
  propertyInspection: power('物业管理行政检查', 'inspection', 'propertyServices', '物业管理条例'),
  gasPenalty: power('城镇燃气行政处罚', 'penalty', 'gas', '城镇燃气管理条例'),
  gasInspection: power('城镇燃气行政检查', 'inspection', 'gas', '城镇燃气管理条例'),
  planningPenalty: power('违法建设行政处罚', 'penalty', 'planning', '城乡规划法'),
  appearancePenalty: power('市容环境卫生行政处罚', 'penalty', 'cityAppearance', '城市市容和环境卫生管理条例'),
} as const satisfies Record<string, Power>;

/** The key of a power item. */
export type PowerKey = keyof typeof powers;

/** The keys, in the order of the table. */
export const powerKeys = Object.keys(powers) as readonly PowerKey[];

/** True if the word is the key of a power item. */
export function isPowerKey(word: string): word is PowerKey {
  return Object.hasOwn(powers, word);
}

/** The power, with the type every row has. */
export const powerOf = (key: PowerKey): Power => powers[key];

/** The items of one kind, in the order of the table. */
export const powersOfKind = (kind: PowerKind): PowerKey[] =>
  powerKeys.filter((key) => powers[key].kind === kind);

/** Why who holds a power is not known: shown to whoever is about to use one. */
export const powersUnconfirmed = unlisted.unconfirmedBecause;
