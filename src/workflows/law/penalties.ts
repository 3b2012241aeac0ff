import { read, unread, type Confirmation, type Rank } from './periods/period.js';

interface Row {
  readonly label: string;
  /** A hearing must be offered for it whatever its size, for its amount, or not at all. */
  readonly hearing: 'always' | 'byAmount' | 'never';
  /** Who decides it: this bureau, or whoever issued the certificate; it is then proposed to them. */
  readonly decidedBy: 'bureau' | 'issuingAuthority';
  /** May it be decided on the spot (简易程序)? */
  readonly onTheSpot: boolean;
  readonly source: string;
  readonly rank: Rank;
}

/** One kind of penalty, or an order that the courts treat as one. */
export type Penalty = Row &
  (
    | { readonly confirmed: Confirmation; readonly unconfirmedBecause?: never }
    | { readonly confirmed: null; readonly unconfirmedBecause: string }
  );

const hearingText = read('行政处罚法（2021）第六十三条');

/**
 * The kinds of penalty, the gravest last. Which of them a hearing must be offered for — 行政处罚法第六十三条; which
 * the bureau may not decide — 建筑法第七十六条, 建设工程质量管理条例第七十五条.
 */
export const penalties = {
  warning: {
    label: '警告',
    hearing: 'never',
    decidedBy: 'bureau',
    onTheSpot: true,
    source: '行政处罚法第五十一条、第六十三条',
    rank: 'statute',
    ...read('行政处罚法（2021）第五十一条、第六十三条'),
  },
  publicCriticism: {
    label: '通报批评',
    hearing: 'never',
    decidedBy: 'bureau',
    onTheSpot: false,
    source: '行政处罚法第九条',
    rank: 'statute',
    ...unread('种类凭记忆，第九条未见原文'),
  },
  fine: {
    label: '罚款',
    hearing: 'byAmount',
    decidedBy: 'bureau',
    onTheSpot: true,
    source: '行政处罚法第五十一条、第六十三条',
    rank: 'statute',
    ...read('行政处罚法（2021）第五十一条、第六十三条'),
  },
  /** 没收较大数额违法所得、没收较大价值非法财物. */
  confiscation: {
    label: '没收违法所得、非法财物',
    hearing: 'byAmount',
    decidedBy: 'bureau',
    onTheSpot: false,
    source: '行政处罚法第六十三条',
    rank: 'statute',
    ...hearingText,
  },
  /** Courts ask for hearing, legal review and collective discussion here as for the penalties of 第六十三条. */
  demolition: {
    label: '限期拆除',
    hearing: 'always',
    decidedBy: 'bureau',
    onTheSpot: false,
    source: '行政处罚法第六十三条（其他较重的行政处罚，据裁判实践）',
    rank: 'statute',
    ...unread('据公开裁判的做法，法律未明文列举；本局有无此项职权须按权责清单确定'),
  },
  restrictBusiness: {
    label: '限制开展生产经营活动',
    hearing: 'always',
    decidedBy: 'bureau',
    onTheSpot: false,
    source: '行政处罚法第九条、第六十三条',
    rank: 'statute',
    ...unread('种类凭记忆；是否属于其他较重的行政处罚，从严按应当告知听证办理'),
  },
  stopProduction: {
    label: '责令停产停业',
    hearing: 'always',
    decidedBy: 'bureau',
    onTheSpot: false,
    source: '行政处罚法第六十三条',
    rank: 'statute',
    ...hearingText,
  },
  /** 责令停业整顿……由颁发资质证书的机关决定 — 建筑法第七十六条. */
  stopForRectification: {
    label: '责令停业整顿',
    hearing: 'always',
    decidedBy: 'issuingAuthority',
    onTheSpot: false,
    source: '建筑法第七十六条；建设工程质量管理条例第七十五条',
    rank: 'statute',
    ...read('建筑法（2019）第七十六条；建设工程质量管理条例（2019）第七十五条'),
  },
  stopPractice: {
    label: '责令停止执业',
    hearing: 'always',
    decidedBy: 'issuingAuthority',
    onTheSpot: false,
    source: '住房和城乡建设行政处罚程序规定第三十二条',
    rank: 'departmentRule',
    ...unread('应当听证已由其他机关文件转引核对；由发证机关决定凭记忆'),
  },
  closure: {
    label: '责令关闭',
    hearing: 'always',
    decidedBy: 'bureau',
    onTheSpot: false,
    source: '行政处罚法第六十三条',
    rank: 'statute',
    ...hearingText,
  },
  restrictEmployment: {
    label: '限制从业',
    hearing: 'always',
    decidedBy: 'bureau',
    onTheSpot: false,
    source: '行政处罚法第六十三条',
    rank: 'statute',
    ...hearingText,
  },
  lowerGrade: {
    label: '降低资质等级',
    hearing: 'always',
    decidedBy: 'issuingAuthority',
    onTheSpot: false,
    source: '建筑法第七十六条；行政处罚法第六十三条',
    rank: 'statute',
    ...read('建筑法（2019）第七十六条；行政处罚法（2021）第六十三条'),
  },
  /** 吊销资质证书, and any other permit this bureau did not issue. */
  revokeCertificate: {
    label: '吊销资质证书、许可证件',
    hearing: 'always',
    decidedBy: 'issuingAuthority',
    onTheSpot: false,
    source: '建筑法第七十六条；行政处罚法第六十三条',
    rank: 'statute',
    ...read('建筑法（2019）第七十六条；行政处罚法（2021）第六十三条'),
  },
} as const satisfies Record<string, Penalty>;

/** The key of a kind of penalty. */
export type PenaltyKey = keyof typeof penalties;

/** The keys, in the order of the table. */
export const penaltyKeys = Object.keys(penalties) as readonly PenaltyKey[];

/** True if the word is the key of a penalty. */
export function isPenaltyKey(word: string): word is PenaltyKey {
  return Object.hasOwn(penalties, word);
}

/** The penalty, with the type every row has. */
export const penaltyOf = (key: PenaltyKey): Penalty => penalties[key];

/** The closed list of a form's 处罚种类. */
export const penaltyChoices = penaltyKeys.map((key) => ({ key, label: penalties[key].label }));
