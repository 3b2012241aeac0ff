import { read, unread, type Confirmation, type Rank } from './periods/period.js';

interface Row {
  readonly label: string;
  /**
   * In 分 for money, per mille of the fine for a rate, HH:MM or MM-DD for a time; null while nobody has set
   * it.
   */
  readonly value: number | string | null;
  readonly unit: 'fen' | 'perMille' | 'people' | 'timeOfDay' | 'dayOfYear' | 'calendarDay' | 'year' | 'times';
  readonly source: string;
  readonly rank: Rank;
}

/** A number of the law that is no period. */
export type Limit = Row &
  (
    | { readonly confirmed: Confirmation; readonly unconfirmedBecause?: never }
    | { readonly confirmed: null; readonly unconfirmedBecause: string }
  );

/** Numbers of the law that are no periods, each with its source. */
export const limits = {
  /** 执法人员不得少于两人，法律另有规定的除外 — 行政处罚法第四十二条. */
  officers: {
    label: '执法人员最少人数',
    value: 2,
    unit: 'people',
    source: '行政处罚法第四十二条',
    rank: 'statute',
    ...read('行政处罚法（2021）第四十二条'),
  },
  /** 当事人可以亲自参加听证，也可以委托一至二人代理 — 行政处罚法第六十四条（五）. */
  hearingAgents: {
    label: '听证代理人最多人数',
    value: 2,
    unit: 'people',
    source: '行政处罚法第六十四条',
    rank: 'statute',
    ...read('行政处罚法（2021）第六十四条'),
  },
  /** 对公民处以二百元以下……罚款或者警告的行政处罚的，可以当场作出 — 行政处罚法第五十一条. */
  spotFineCitizen: {
    label: '当场处罚：对公民的罚款上限',
    value: 200_00,
    unit: 'fen',
    source: '行政处罚法第五十一条',
    rank: 'statute',
    ...read('行政处罚法（2021）第五十一条'),
  },
  /** 对法人或者其他组织处以三千元以下罚款 — 行政处罚法第五十一条. */
  spotFineOrganisation: {
    label: '当场处罚：对法人或者其他组织的罚款上限',
    value: 3_000_00,
    unit: 'fen',
    source: '行政处罚法第五十一条',
    rank: 'statute',
    ...read('行政处罚法（2021）第五十一条'),
  },
  /** 依法给予一百元以下罚款的，可以当场收缴 — 行政处罚法第六十八条. */
  spotCollection: {
    label: '当场收缴罚款的上限',
    value: 100_00,
    unit: 'fen',
    source: '行政处罚法第六十八条',
    rank: 'statute',
    ...read('行政处罚法（2021）第六十八条'),
  },
  /** 每日按罚款数额的百分之三加处罚款 — 行政处罚法第七十二条. It is a 可以: a person decides it. */
  additionalFineRate: {
    label: '加处罚款的日标准',
    value: 30,
    unit: 'perMille',
    source: '行政处罚法第七十二条',
    rank: 'statute',
    ...read('行政处罚法（2021）第七十二条'),
  },
  /** 加处罚款的数额不得超出罚款的数额 — 行政处罚法第七十二条. */
  additionalFineCap: {
    label: '加处罚款的上限（罚款数额）',
    value: 1_000,
    unit: 'perMille',
    source: '行政处罚法第七十二条；行政强制法第四十五条',
    rank: 'statute',
    ...read('行政处罚法（2021）第七十二条；行政强制法（2011）第四十五条'),
  },
  /** 较大数额罚款, from which a hearing must be offered: set by the province, and its figure was not found. */
  hearingFineCitizen: {
    label: '应当告知听证的罚款数额（公民）',
    value: null,
    unit: 'fen',
    source: '行政处罚法第六十三条；陕西省的具体标准待查',
    rank: 'localRegulation',
    ...unread('陕西省标准未查到；未设定前，任何罚款均不得跳过听证告知'),
  },
  hearingFineOrganisation: {
    label: '应当告知听证的罚款数额（法人或者其他组织）',
    value: null,
    unit: 'fen',
    source: '行政处罚法第六十三条；陕西省的具体标准待查',
    rank: 'localRegulation',
    ...unread('陕西省标准未查到；未设定前，任何罚款均不得跳过听证告知'),
  },
  /** 不得在夜间或者法定节假日实施行政强制执行 — 行政强制法第四十三条, which does not say what 夜间 is. */
  nightBegins: {
    label: '夜间开始',
    value: '22:00',
    unit: 'timeOfDay',
    source: '行政强制法第四十三条；参照噪声污染防治法第八十八条',
    rank: 'statute',
    ...unread('行政强制法未界定夜间；参照噪声污染防治法，须法制机构确定'),
  },
  nightEnds: {
    label: '夜间结束',
    value: '06:00',
    unit: 'timeOfDay',
    source: '行政强制法第四十三条；参照噪声污染防治法第八十八条',
    rank: 'statute',
    ...unread('行政强制法未界定夜间；参照噪声污染防治法，须法制机构确定'),
  },
  /** Files go to the agency's own archive by the end of June of the following year: office practice. */
  archiveHandover: {
    label: '向本机关档案机构移交（次年）',
    value: '06-30',
    unit: 'dayOfYear',
    source: '机关档案管理规定（国家档案局令第13号，条号待核）',
    rank: 'departmentRule',
    ...unread('经其他网页转引，未见原文'),
  },
  /**
   * Yearly statistics of enforcement are published by the end of January, from memory of the paper of 2018.
   */
  yearlyStatistics: {
    label: '上年度执法统计公开',
    value: '01-31',
    unit: 'dayOfYear',
    source: '国办发〔2018〕118号',
    rank: 'normativeDocument',
    ...unread('凭记忆，未见原文'),
  },
  /** 合理确定频次上限, by the paper of 2024: how often one enterprise is visited in a year. Nobody has set it. */
  inspectionsPerYear: {
    label: '对同一企业每年行政检查的次数上限',
    value: null as number | null,
    unit: 'times',
    source: '国办发〔2024〕54号；本局的年度频次上限待查',
    rank: 'normativeDocument',
    ...unread('频次上限由主管部门公布，未查到；未设定前只计数、不拒绝'),
  },
  /** How long one 代理 may last, in days; when it is over it may be granted anew (Reading 0112). */
  longestSubstitution: {
    label: '一次代理的最长期限',
    value: 366,
    unit: 'calendarDay',
    source: '本局内部分工，法律法规未规定（第三十六条要求明确承办人、审核人、批准人）',
    rank: 'bureauParameter',
    ...unread('本局参数，须法制机构确定'),
  },
  /** How long one 委托书 may run; the statute asks for a term and names no length (decision 0761). */
  longestEntrustment: {
    label: '一次行政执法委托的最长期限',
    value: 5,
    unit: 'year',
    source: '行政处罚法第二十条要求载明期限，未规定长度',
    rank: 'bureauParameter',
    ...unread('本局参数，须法制机构确定'),
  },
} as const satisfies Record<string, Limit>;

/** The key of a limit. */
export type LimitKey = keyof typeof limits;
