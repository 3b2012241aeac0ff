import { read, roll, type Period } from './period.js';

/** Evidence, inspection and coercive measures. */
export const investigationPeriods = {
  /**
   * 经行政机关负责人批准，可以先行登记保存，并应当在七日内及时作出处理决定 — 行政处罚法第五十六条; 第八十五条 makes the seven days working days. The
   * regulation's 第十五条 gives no term.
   *
   * No extension exists. People are warned on the fifth working day. Whether the measure lapses by itself
   * after the seventh is not settled, so the clock ends nothing: the lapse is recorded and the thing must
   * be decided or released.
   */
  evidencePreservation: {
    label: '先行登记保存证据的处理',
    length: 7,
    unit: 'workingDay',
    runsFrom: '先行登记保存之日',
    startEvent: 'evidencePreserved',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: 15,
    source: '行政处罚法第五十六条、第八十五条',
    rank: 'statute',
    remindAfterDays: [5],
    ...read('行政处罚法（2021）第五十六条、第八十五条'),
  },
  /**
   * 应当提前二十四小时通知生产经营单位 — 安全生产法第七十条第二款. The supply is not cut before the hours have run,
   * save where an emergency endangers safety. 主要负责人 approves it.
   */
  powerCutNotice: {
    label: '停止供电的提前通知',
    length: 24,
    unit: 'hour',
    runsFrom: '通知生产经营单位',
    startEvent: 'powerCutNotified',
    nature: 'notBefore',
    direction: 'rightOfParty',
    ...roll.hours,
    article: null,
    source: '安全生产法第七十条',
    rank: 'statute',
    ...read('安全生产法（2021）第七十条'),
  },
  /**
   * 应当在二十四小时内向行政机关负责人报告，并补办批准手续。……认为不应当采取行政强制措施的，应当立即解除 — 行政强制法第十九条.
   *
   * Not the 24 hours of 第九条: here the approval itself must be made up, and of a measure, not of a procedure.
   * By the wall clock from the moment of the measure.
   */
  emergencyMeasureApproval: {
    label: '当场实施强制措施后补办批准',
    length: 24,
    unit: 'hour',
    runsFrom: '当场实施行政强制措施',
    startEvent: 'measureTaken',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.hours,
    article: null,
    source: '行政强制法第十九条',
    rank: 'statute',
    remindAfterHours: [12, 20, 23],
    ...read('行政强制法（2011）第十九条'),
  },
  /**
   * 查封、扣押的期限不得超过三十日 — 行政强制法第二十五条. Thirty is more than the ten of 第六十九条: calendar days.
   *
   * It bounds a restraint on the party, so its last day does not roll (Reading 0104). Testing time does not
   * count if it was fixed and told in writing.
   */
  measureDuration: {
    label: '查封、扣押',
    length: 30,
    unit: 'calendarDay',
    runsFrom: '实施查封、扣押之日',
    startEvent: 'measureTaken',
    nature: 'lasts',
    direction: 'dutyOfBureau',
    ...roll.restraint,
    article: null,
    source: '行政强制法第二十五条、第六十九条',
    rank: 'statute',
    stops: '检测、检验、检疫或者技术鉴定的期间不计入，但应当明确并书面告知当事人',
    ...read('行政强制法（2011）第二十五条、第六十九条'),
  },
  /** 情况复杂的，经行政机关负责人批准，可以延长，但是延长期限不得超过三十日 — 行政强制法第二十五条. Once. */
  measureExtension: {
    label: '查封、扣押的延长',
    length: 30,
    unit: 'calendarDay',
    runsFrom: '原查封、扣押期限届满',
    startEvent: 'measureDurationLapsed',
    nature: 'lasts',
    direction: 'dutyOfBureau',
    ...roll.restraint,
    article: null,
    source: '行政强制法第二十五条、第六十九条',
    rank: 'statute',
    extends: 'measureDuration',
    stops: '检测、检验、检疫或者技术鉴定的期间不计入，但应当明确并书面告知当事人',
    ...read('行政强制法（2011）第二十五条、第六十九条'),
  },
  /** 行政执法机关……应当自接到报告之日起３日内作出批准移送或者不批准移送的决定 — 移送规定第五条. No working-day clause there. */
  crimeTransferDecision: {
    label: '是否移送涉嫌犯罪案件的决定',
    length: 3,
    unit: 'calendarDay',
    runsFrom: '正职负责人接到移送报告之日',
    startEvent: 'crimeReportReceived',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.byAnalogy,
    article: null,
    source: '行政执法机关移送涉嫌犯罪案件的规定第五条',
    rank: 'administrativeRegulation',
    ...read('行政执法机关移送涉嫌犯罪案件的规定（2020）第五条'),
  },
  /** 决定批准的，应当在２４小时内向同级公安机关移送 — 移送规定第五条. */
  crimeTransfer: {
    label: '向公安机关移送涉嫌犯罪案件',
    length: 24,
    unit: 'hour',
    runsFrom: '决定批准移送',
    startEvent: 'crimeTransferApproved',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.hours,
    article: null,
    source: '行政执法机关移送涉嫌犯罪案件的规定第五条',
    rank: 'administrativeRegulation',
    ...read('行政执法机关移送涉嫌犯罪案件的规定（2020）第五条'),
  },
  /** 公安机关应当自接受……之日起３日内……审查 — 移送规定第八条. */
  policeDecision: {
    label: '公安机关对移送案件的审查',
    length: 3,
    unit: 'calendarDay',
    runsFrom: '公安机关接受移送之日',
    startEvent: 'crimeTransferred',
    nature: 'actWithin',
    direction: 'dutyOfOthers',
    ...roll.byAnalogy,
    article: null,
    source: '行政执法机关移送涉嫌犯罪案件的规定第八条',
    rank: 'administrativeRegulation',
    ...read('行政执法机关移送涉嫌犯罪案件的规定（2020）第八条'),
  },
  /** 可以自接到不予立案通知书之日起３日内，提请……公安机关复议 — 移送规定第九条第一款. A window for the bureau. */
  policeReconsideration: {
    label: '对公安机关不予立案提请复议',
    length: 3,
    unit: 'calendarDay',
    runsFrom: '接到不予立案通知书之日',
    startEvent: 'policeRefused',
    nature: 'actWithin',
    direction: 'courtWindow',
    ...roll.window,
    article: null,
    source: '行政执法机关移送涉嫌犯罪案件的规定第九条',
    rank: 'administrativeRegulation',
    ...read('行政执法机关移送涉嫌犯罪案件的规定（2020）第九条'),
  },
  /** 应当自收到行政执法机关提请复议的文件之日起３日内作出立案或者不予立案的决定 — 移送规定第九条第二款. */
  policeReconsiderationDecision: {
    label: '公安机关的复议决定',
    length: 3,
    unit: 'calendarDay',
    runsFrom: '公安机关收到提请复议文件之日',
    startEvent: 'policeReconsiderationRequested',
    nature: 'actWithin',
    direction: 'dutyOfOthers',
    ...roll.byAnalogy,
    article: null,
    source: '行政执法机关移送涉嫌犯罪案件的规定第九条',
    rank: 'administrativeRegulation',
    ...read('行政执法机关移送涉嫌犯罪案件的规定（2020）第九条'),
  },
  /** 应当自收到复议决定通知书之日起３日内建议人民检察院依法进行立案监督 — 移送规定第九条第二款. */
  procuratorateSupervision: {
    label: '建议检察院立案监督',
    length: 3,
    unit: 'calendarDay',
    runsFrom: '收到公安机关复议决定通知书之日',
    startEvent: 'policeReconsiderationDecided',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.byAnalogy,
    article: null,
    source: '行政执法机关移送涉嫌犯罪案件的规定第九条',
    rank: 'administrativeRegulation',
    ...read('行政执法机关移送涉嫌犯罪案件的规定（2020）第九条'),
  },
  /** 应当自接到立案通知书之日起３日内将涉案物品以及与案件有关的其他材料移交公安机关 — 移送规定第十二条. */
  thingsHandover: {
    label: '向公安机关移交涉案物品',
    length: 3,
    unit: 'calendarDay',
    runsFrom: '接到公安机关立案通知书之日',
    startEvent: 'policeFiled',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.byAnalogy,
    article: null,
    source: '行政执法机关移送涉嫌犯罪案件的规定第十二条',
    rank: 'administrativeRegulation',
    ...read('行政执法机关移送涉嫌犯罪案件的规定（2020）第十二条'),
  },
} as const satisfies Record<string, Period>;
