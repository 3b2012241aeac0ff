import { read, roll, unread, type Period } from './period.js';

/** Performance, demand, the bureau's own enforcement, and the court. */
export const enforcementPeriods = {
  /** 当事人应当自收到行政处罚决定书之日起十五日内，到指定的银行……缴纳罚款 — 行政处罚法第六十七条. 十五日 is not in 第八十五条. */
  finePayment: {
    label: '缴纳罚款',
    length: 15,
    unit: 'calendarDay',
    runsFrom: '当事人收到行政处罚决定书之日',
    startEvent: 'decisionServed',
    nature: 'actWithin',
    direction: 'rightOfParty',
    ...roll.byAnalogy,
    article: 27,
    source: '行政处罚法第六十七条',
    rank: 'statute',
    ...read('行政处罚法（2021）第六十七条、第八十五条'),
  },
  /** 应当自收缴罚款之日起二日内，交至行政机关 — 行政处罚法第七十一条; working days by 第八十五条. */
  collectedFineToBureau: {
    label: '当场收缴罚款交至行政机关',
    length: 2,
    unit: 'workingDay',
    runsFrom: '当场收缴罚款之日',
    startEvent: 'fineCollected',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: null,
    source: '行政处罚法第七十一条、第八十五条',
    rank: 'statute',
    ...read('行政处罚法（2021）第七十一条、第八十五条'),
  },
  /** 行政机关应当在二日内将罚款缴付指定的银行 — 行政处罚法第七十一条; working days by 第八十五条. */
  collectedFineToBank: {
    label: '当场收缴罚款缴付银行',
    length: 2,
    unit: 'workingDay',
    runsFrom: '行政机关收到当场收缴罚款之日',
    startEvent: 'collectedFineReceived',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: null,
    source: '行政处罚法第七十一条、第八十五条',
    rank: 'statute',
    ...read('行政处罚法（2021）第七十一条、第八十五条'),
  },
  /**
   * 催告书送达十日后当事人仍未履行义务的，行政机关可以……申请强制执行 — 行政强制法第五十四条; 第六十九条 makes terms of ten
   * days or less working days. 第二十八条 of the regulation orders the demand and gives no number.
   *
   * Filing from the eleventh working day (Reading 0103). Web guides that count ten calendar days are wrong.
   * It is only one of two gates: the remedies must have lapsed as well (`courtWindow`).
   */
  demandNotice: {
    label: '催告期',
    length: 10,
    unit: 'workingDay',
    runsFrom: '催告书送达之日',
    startEvent: 'demandServed',
    nature: 'notBefore',
    direction: 'rightOfParty',
    ...roll.workingDays,
    article: 28,
    source: '行政强制法第五十四条、第六十九条',
    rank: 'statute',
    ...read('行政强制法（2011）第五十四条、第六十九条'),
  },
  /** 实施加处罚款或者滞纳金超过三十日，经催告当事人仍不履行的…… — 行政强制法第四十六条. More than ten: calendar days. */
  additionalFineEnforcement: {
    label: '加处罚款满三十日',
    length: 30,
    unit: 'calendarDay',
    runsFrom: '开始加处罚款之日',
    startEvent: 'additionalFineBegan',
    nature: 'notBefore',
    direction: 'rightOfParty',
    ...roll.byAnalogy,
    article: null,
    source: '行政强制法第四十六条、第六十九条',
    rank: 'statute',
    ...read('行政强制法（2011）第四十六条、第六十九条'),
  },
  /** 代履行三日前，催告当事人履行，当事人履行的，停止代履行 — 行政强制法第五十一条（二）; working days by 第六十九条. */
  substitutePerformanceDemand: {
    label: '代履行前的催告',
    length: 3,
    unit: 'workingDay',
    runsFrom: '代履行催告送达之日',
    startEvent: 'substitutePerformanceDemanded',
    nature: 'notBefore',
    direction: 'rightOfParty',
    ...roll.workingDays,
    article: null,
    source: '行政强制法第五十一条、第六十九条',
    rank: 'statute',
    ...read('行政强制法（2011）第五十一条、第六十九条'),
  },
  /**
   * 对没有明显社会危害，当事人确无能力履行，中止执行满三年未恢复执行的，行政机关不再执行 — 行政强制法第三十九条第二款.
   * The power ends; no act is due on the day, so it does not roll.
   */
  suspendedEnforcementLapse: {
    label: '中止执行满三年',
    length: 3,
    unit: 'year',
    runsFrom: '中止执行之日',
    startEvent: 'enforcementSuspended',
    nature: 'lasts',
    direction: 'dutyOfBureau',
    ...roll.power,
    article: null,
    source: '行政强制法第三十九条',
    rank: 'statute',
    ...read('行政强制法（2011）第三十九条'),
  },
  /**
   * Time kept for the post when the last day to send a 催告书 is counted back. No text sets it; a parcel that takes
   * longer is served later all the same.
   */
  postalAllowance: {
    label: '邮寄在途（预留）',
    length: 7,
    unit: 'calendarDay',
    runsFrom: '交寄之日',
    startEvent: 'posted',
    nature: 'lasts',
    direction: 'dutyOfBureau',
    ...roll.restraint,
    rollReason: '预留的在途时间，不因节假日延长',
    article: null,
    source: '本局参数',
    rank: 'bureauParameter',
    ...unread('各地邮路不同，由本局确定'),
  },
  /**
   * 可以自期限届满之日起三个月内……申请人民法院强制执行 — 行政强制法第五十三条; 应当自被执行人的法定起诉期限届满之日起三个月内提出。逾期申请的，除有正当理由外，人民法院不予受理 —
   * 行诉解释第一百五十六条.
   *
   * It opens when review and suit have both lapsed unused, and courts differ on whether its last day rolls:
   * it opens at the later reading and closes at the earlier (Reading 0111).
   */
  courtWindow: {
    label: '申请法院强制执行',
    length: 3,
    unit: 'month',
    runsFrom: '法定复议、起诉期限均届满之日',
    startEvent: 'remediesLapsed',
    nature: 'actWithin',
    direction: 'courtWindow',
    ...roll.window,
    article: 29,
    source: '行政强制法第五十三条；行诉解释第一百五十六条',
    rank: 'statute',
    ...read('行政强制法（2011）第五十三条；行诉解释（2018）第一百五十六条'),
  },
  /**
   * 申请执行的期限为二年……从法律文书规定的履行期间最后一日起计算 — 行诉解释第一百五十三条. For a decision the party sued
   * over and lost: the judgment is enforced, not the decision.
   */
  judgmentEnforcement: {
    label: '申请执行生效裁判',
    length: 2,
    unit: 'year',
    runsFrom: '裁判文书规定的履行期间最后一日',
    startEvent: 'judgmentPerformanceEnded',
    nature: 'actWithin',
    direction: 'courtWindow',
    ...roll.window,
    article: 29,
    source: '行政诉讼法第九十五条；行诉解释第一百五十三条',
    rank: 'judicialInterpretation',
    stops: '申请执行时效的中止、中断适用法律有关规定',
    ...read('行政诉讼法（2017）第九十五条；行诉解释（2018）第一百五十三条'),
  },
  /** 人民法院接到行政机关强制执行的申请，应当在五日内受理 — 行政强制法第五十六条; working days by 第六十九条. Often exceeded. */
  courtAcceptance: {
    label: '法院受理强制执行申请',
    length: 5,
    unit: 'workingDay',
    runsFrom: '法院接到强制执行申请之日',
    startEvent: 'courtApplicationFiled',
    nature: 'actWithin',
    direction: 'dutyOfOthers',
    ...roll.workingDays,
    article: 29,
    source: '行政强制法第五十六条、第六十九条；行诉解释第一百五十五条',
    rank: 'statute',
    ...read('行政强制法（2011）第五十六条、第六十九条'),
  },
  /** 对人民法院不予受理的裁定有异议的，可以在十五日内向上一级人民法院申请复议 — 行政强制法第五十六条. */
  nonAcceptanceReconsideration: {
    label: '对不予受理裁定申请复议',
    length: 15,
    unit: 'calendarDay',
    runsFrom: '收到不予受理裁定之日',
    startEvent: 'courtRefusedToAccept',
    nature: 'actWithin',
    direction: 'courtWindow',
    ...roll.window,
    article: 29,
    source: '行政强制法第五十六条、第六十九条',
    rank: 'statute',
    ...read('行政强制法（2011）第五十六条、第六十九条'),
  },
  /** 上一级人民法院应当自收到复议申请之日起十五日内作出是否受理的裁定 — 行政强制法第五十六条. */
  nonAcceptanceReconsiderationRuling: {
    label: '上一级法院对不予受理复议的裁定',
    length: 15,
    unit: 'calendarDay',
    runsFrom: '上一级法院收到复议申请之日',
    startEvent: 'nonAcceptanceReconsiderationFiled',
    nature: 'actWithin',
    direction: 'dutyOfOthers',
    ...roll.procedure,
    article: 29,
    source: '行政强制法第五十六条、第六十九条',
    rank: 'statute',
    ...read('行政强制法（2011）第五十六条、第六十九条'),
  },
  /** 人民法院应当自受理之日起七日内作出执行裁定 — 行政强制法第五十七条; working days by 第六十九条. Often exceeded. */
  courtRuling: {
    label: '法院作出执行裁定',
    length: 7,
    unit: 'workingDay',
    runsFrom: '法院受理之日',
    startEvent: 'courtAccepted',
    nature: 'actWithin',
    direction: 'dutyOfOthers',
    ...roll.workingDays,
    article: 29,
    source: '行政强制法第五十七条、第六十九条；行诉解释第一百六十条',
    rank: 'statute',
    ...read('行政强制法（2011）第五十七条、第六十九条'),
  },
  /** Manifest illegality: 人民法院应当自受理之日起三十日内作出是否执行的裁定 — 行政强制法第五十八条. */
  courtRulingAfterHearing: {
    label: '法院听取意见后作出裁定',
    length: 30,
    unit: 'calendarDay',
    runsFrom: '法院受理之日',
    startEvent: 'courtAccepted',
    nature: 'actWithin',
    direction: 'dutyOfOthers',
    ...roll.procedure,
    article: 29,
    source: '行政强制法第五十八条、第六十九条；行诉解释第一百六十条',
    rank: 'statute',
    ...read('行政强制法（2011）第五十八条、第六十九条'),
  },
  /** 裁定不予执行的，应当说明理由，并在五日内将不予执行的裁定送达行政机关 — 行政强制法第五十八条; working days by 第六十九条. */
  courtRefusalService: {
    label: '送达不予执行裁定',
    length: 5,
    unit: 'workingDay',
    runsFrom: '法院裁定不予执行之日',
    startEvent: 'courtRefused',
    nature: 'actWithin',
    direction: 'dutyOfOthers',
    ...roll.workingDays,
    article: 29,
    source: '行政强制法第五十八条、第六十九条',
    rank: 'statute',
    ...read('行政强制法（2011）第五十八条、第六十九条'),
  },
  /** 行政机关对人民法院不予执行的裁定有异议的，可以自收到裁定之日起十五日内向上一级人民法院申请复议 — 行政强制法第五十八条. */
  refusalReconsideration: {
    label: '对不予执行裁定申请复议',
    length: 15,
    unit: 'calendarDay',
    runsFrom: '收到不予执行裁定之日',
    startEvent: 'courtRefusalReceived',
    nature: 'actWithin',
    direction: 'courtWindow',
    ...roll.window,
    article: 29,
    source: '行政强制法第五十八条、第六十九条；行诉解释第一百六十一条',
    rank: 'statute',
    ...read('行政强制法（2011）第五十八条、第六十九条'),
  },
  /** 上一级人民法院应当自收到复议申请之日起三十日内作出是否执行的裁定 — 行政强制法第五十八条. */
  refusalReconsiderationRuling: {
    label: '上一级法院对不予执行复议的裁定',
    length: 30,
    unit: 'calendarDay',
    runsFrom: '上一级法院收到复议申请之日',
    startEvent: 'refusalReconsiderationFiled',
    nature: 'actWithin',
    direction: 'dutyOfOthers',
    ...roll.procedure,
    article: 29,
    source: '行政强制法第五十八条、第六十九条；行诉解释第一百六十一条',
    rank: 'statute',
    ...read('行政强制法（2011）第五十八条、第六十九条'),
  },
  /** 因情况紧急，为保障公共安全……人民法院应当自作出执行裁定之日起五日内执行 — 行政强制法第五十九条; working days by 第六十九条. */
  urgentCourtEnforcement: {
    label: '法院立即执行',
    length: 5,
    unit: 'workingDay',
    runsFrom: '法院作出执行裁定之日',
    startEvent: 'courtRuled',
    nature: 'actWithin',
    direction: 'dutyOfOthers',
    ...roll.workingDays,
    article: 29,
    source: '行政强制法第五十九条、第六十九条',
    rank: 'statute',
    ...read('行政强制法（2011）第五十九条、第六十九条'),
  },
} as const satisfies Record<string, Period>;
