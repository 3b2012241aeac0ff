import { read, roll, unread, type Period } from './period.js';

const decree55 = '住房和城乡建设行政处罚程序规定';

/** Notice, defence, hearing, service and publication of the decision. */
export const decisionPeriods = {
  /**
   * 行政处罚法 gives the party's statement and defence no number of days. The housing rule, as we remember it,
   * gives five from service of the notice; silence then is a waiver. A late statement is still heard while
   * the decision is not sealed.
   */
  statementAndDefence: {
    label: '陈述、申辩',
    length: 5,
    unit: 'workingDay',
    runsFrom: '行政处罚意见告知文书送达之日',
    startEvent: 'penaltyNoticeServed',
    nature: 'actWithin',
    direction: 'rightOfParty',
    ...roll.workingDays,
    article: 13,
    source: `${decree55}（条号待核）`,
    rank: 'departmentRule',
    ...unread('凭记忆，条号不明，未见原文'),
  },
  /** 当事人要求听证的，应当在行政机关告知后五日内提出 — 行政处罚法第六十四条（一）; working days by 第八十五条. */
  hearingRequest: {
    label: '要求听证',
    length: 5,
    unit: 'workingDay',
    runsFrom: '行政机关告知听证权利之日',
    startEvent: 'hearingRightTold',
    nature: 'actWithin',
    direction: 'rightOfParty',
    ...roll.workingDays,
    article: 13,
    source: '行政处罚法第六十四条、第八十五条',
    rank: 'statute',
    ...read('行政处罚法（2021）第六十四条、第八十五条'),
  },
  /**
   * 行政机关应当在举行听证的七日前，通知当事人及有关人员听证的时间、地点 — 行政处罚法第六十四条（二）; working days by 第八十五条.
   * Counted from the notice: no hearing before seven whole working days have passed.
   */
  hearingNotice: {
    label: '听证通知',
    length: 7,
    unit: 'workingDay',
    runsFrom: '听证通知书送达之日',
    startEvent: 'hearingNotified',
    nature: 'notBefore',
    direction: 'rightOfParty',
    ...roll.workingDays,
    article: 13,
    source: '行政处罚法第六十四条、第八十五条',
    rank: 'statute',
    ...read('行政处罚法（2021）第六十四条、第八十五条'),
  },
  /** 当事人不在场的，行政机关应当在七日内依照……将行政处罚决定书送达当事人 — 行政处罚法第六十一条; working days by 第八十五条. */
  decisionService: {
    label: '送达行政处罚决定书',
    length: 7,
    unit: 'workingDay',
    runsFrom: '行政处罚决定宣告之日',
    startEvent: 'penaltyDecided',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: 22,
    source: '行政处罚法第六十一条、第八十五条',
    rank: 'statute',
    ...read('行政处罚法（2021）第六十一条、第八十五条'),
  },
  /**
   * 自发出公告之日起，经过三十日，即视为送达 — 民事诉讼法第九十五条. Many templates still print the sixty of the older law. It runs from
   * the last posting or publishing. The party's side is the later reading, so the last day rolls.
   */
  publicNoticeService: {
    label: '公告送达',
    length: 30,
    unit: 'calendarDay',
    runsFrom: '发出公告之日（多处公告的，以最后张贴或者刊登之日为准）',
    startEvent: 'publicNoticePosted',
    nature: 'notBefore',
    direction: 'rightOfParty',
    ...roll.procedure,
    article: 26,
    source: '民事诉讼法第九十五条（行政处罚法第六十一条）',
    rank: 'statute',
    ...read('民事诉讼法（2023）第九十五条；行政处罚法（2021）第六十一条'),
  },
  /** A party without a domicile in mainland China: 自发出公告之日起，经过六十日，即视为送达 — 民事诉讼法第二百八十三条. */
  publicNoticeServiceAbroad: {
    label: '公告送达（境内无住所）',
    length: 60,
    unit: 'calendarDay',
    runsFrom: '发出公告之日',
    startEvent: 'publicNoticePosted',
    nature: 'notBefore',
    direction: 'rightOfParty',
    ...roll.procedure,
    article: 26,
    source: '民事诉讼法第二百八十三条',
    rank: 'statute',
    ...read('民事诉讼法（2023）第二百八十三条'),
  },
  /** 应当报所属行政机关备案 — 行政处罚法第五十二条; within how many days no text we have read says. */
  spotPenaltyFiling: {
    label: '当场行政处罚的备案',
    length: 3,
    unit: 'workingDay',
    runsFrom: '当场作出行政处罚决定之日',
    startEvent: 'spotPenaltyDecided',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: 21,
    source: '本局参数（行政处罚法第五十二条只规定应当报备案）',
    rank: 'bureauParameter',
    ...unread('应当备案已核对行政处罚法第五十二条；天数法律未规定，暂按三个工作日'),
  },
  /**
   * An agency asked to serve for another does so within ten days: the courts' practice, not a rule for
   * agencies.
   */
  entrustedService: {
    label: '委托送达',
    length: 10,
    unit: 'calendarDay',
    runsFrom: '受委托机关收到委托函之日',
    startEvent: 'serviceEntrusted',
    nature: 'actWithin',
    direction: 'dutyOfOthers',
    ...roll.byAnalogy,
    article: 25,
    source: '民诉解释第一百三十四条（法院之间），行政机关参照',
    rank: 'judicialInterpretation',
    ...unread('法院之间委托送达的规定已核对；行政机关之间参照适用凭记忆'),
  },
  /**
   * Penalty decisions of social effect are published within seven days — the housing rule 第十条; working days
   * from memory.
   */
  penaltyPublication: {
    label: '行政处罚决定公开',
    length: 7,
    unit: 'workingDay',
    runsFrom: '作出行政处罚决定之日',
    startEvent: 'penaltyDecided',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: null,
    source: `行政处罚法第四十八条；${decree55}第十条`,
    rank: 'departmentRule',
    ...unread('七日已核对；是否为工作日凭记忆，该规定的期间条款未见原文'),
  },
  /** 公开的行政处罚决定被依法变更、撤销……应当在三日内撤回……并公开说明理由 — 行政处罚法第四十八条; working days by 第八十五条. */
  publicationWithdrawal: {
    label: '撤回已公开的行政处罚决定',
    length: 3,
    unit: 'workingDay',
    runsFrom: '决定被变更、撤销、确认违法或者确认无效之日',
    startEvent: 'publishedDecisionOverturned',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: null,
    source: '行政处罚法第四十八条、第八十五条',
    rank: 'statute',
    ...read('行政处罚法（2021）第四十八条、第八十五条'),
  },
  /** The three-systems paper of 2018, from memory: results of permits and penalties in seven working days. */
  permitAndPenaltyDisclosure: {
    label: '许可、处罚信息公示',
    length: 7,
    unit: 'workingDay',
    runsFrom: '作出行政许可、行政处罚决定之日',
    startEvent: 'resultDecided',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: null,
    source: '国办发〔2018〕118号',
    rank: 'normativeDocument',
    ...unread('凭记忆，未见原文'),
  },
  /** The same paper, from memory: other results of enforcement in twenty working days. */
  otherResultDisclosure: {
    label: '其他执法结果公示',
    length: 20,
    unit: 'workingDay',
    runsFrom: '作出执法决定之日',
    startEvent: 'resultDecided',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: null,
    source: '国办发〔2018〕118号',
    rank: 'normativeDocument',
    ...unread('凭记忆，未见原文'),
  },
  /** 对生产经营单位作出处罚决定后七个工作日内在监督管理部门公示系统予以公开曝光 — 安全生产法第七十八条. */
  safetyPenaltyExposure: {
    label: '安全生产处罚信息公开曝光',
    length: 7,
    unit: 'workingDay',
    runsFrom: '作出处罚决定之日',
    startEvent: 'penaltyDecided',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: null,
    source: '安全生产法第七十八条',
    rank: 'statute',
    ...read('安全生产法（2021）第七十八条'),
  },
  /** 应当自该政府信息形成或者变更之日起20个工作日内及时公开 — 政府信息公开条例第二十六条. The shorter terms above go first. */
  governmentInformation: {
    label: '政府信息主动公开',
    length: 20,
    unit: 'workingDay',
    runsFrom: '政府信息形成或者变更之日',
    startEvent: 'informationMade',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: null,
    source: '政府信息公开条例第二十六条',
    rank: 'administrativeRegulation',
    ...read('政府信息公开条例（2019）第二十六条'),
  },
} as const satisfies Record<string, Period>;
