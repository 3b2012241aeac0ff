import { read, roll, unread, type Period } from './period.js';

const regulationText = '《行政执法全过程记录制度》';

/** Archiving, custody, copies and how long things are kept. */
export const archivingPeriods = {
  /**
   * 在行政执法行为终结之日起30日内（法律、法规、规章有具体要求的，从其规定），应当将……形成相应案卷，并……归档、保存 — 第三十条第二款.
   *
   * 30日 has no day-type clause in the regulation: calendar days (Reading 0102). What 行政执法行为终结 is, is not
   * said: the approval of 结案, or of no penalty, transfer or termination.
   */
  archiving: {
    label: '立卷归档',
    length: 30,
    unit: 'calendarDay',
    runsFrom: '行政执法行为终结之日',
    startEvent: 'enforcementEnded',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.byAnalogy,
    article: 30,
    source: '本制度第三十条第二款',
    rank: 'thisRegulation',
    remindAfterDays: [15, 25],
    ...read(`${regulationText}第三十条`),
  },
  /**
   * 音像记录制作完成后，行政执法人员不得自行保管，应在24小时内按要求将信息储存至执法信息系统或本单位专用存储器 — 第三十条第三款. By the wall clock from the end of the
   * recording; a late deposit is accepted with its reason (Reading 0101).
   */
  recordingCustody: {
    label: '音像记录入库',
    length: 24,
    unit: 'hour',
    runsFrom: '音像记录制作完成',
    startEvent: 'recordingCompleted',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.hours,
    article: 30,
    source: '本制度第三十条第三款',
    rank: 'thisRegulation',
    remindAfterHours: [12, 20],
    ...read(`${regulationText}第三十条`),
  },
  /** 第三十二条 lets a party copy with the 负责人's consent and gives no term; twenty working days by analogy. */
  copyRequest: {
    label: '当事人复制申请的答复',
    length: 20,
    unit: 'workingDay',
    runsFrom: '收到复制申请之日',
    startEvent: 'copyRequested',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: 32,
    source: '本局参数：参照政府信息公开条例第三十三条',
    rank: 'bureauParameter',
    ...unread('第三十二条未规定期限；20 个工作日为参照值，须由本局确定'),
  },
  /** 应当自收到申请之日起20个工作日内予以答复 — 政府信息公开条例第三十三条. */
  informationRequest: {
    label: '政府信息公开申请的答复',
    length: 20,
    unit: 'workingDay',
    runsFrom: '收到政府信息公开申请之日',
    startEvent: 'informationRequested',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: null,
    source: '政府信息公开条例第三十三条',
    rank: 'administrativeRegulation',
    stops: '征求第三方和其他机关意见所需时间不计入',
    ...read('政府信息公开条例（2019）第三十三条'),
  },
  /** 延长的期限最长不得超过20个工作日 — 政府信息公开条例第三十三条. */
  informationRequestExtension: {
    label: '政府信息公开申请答复的延长',
    length: 20,
    unit: 'workingDay',
    runsFrom: '原答复期限届满',
    startEvent: 'informationRequestLapsed',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: null,
    source: '政府信息公开条例第三十三条',
    rank: 'administrativeRegulation',
    extends: 'informationRequest',
    ...read('政府信息公开条例（2019）第三十三条'),
  },
  /**
   * 机关文书档案 of ordinary cases: thirty years by two filing guides that quote 国家档案局令第8号; important cases for
   * ever.
   */
  caseFileRetention: {
    label: '一般处罚案卷保管',
    length: 30,
    unit: 'year',
    runsFrom: '案卷归档之日',
    startEvent: 'caseFileArchived',
    nature: 'lasts',
    direction: 'dutyOfBureau',
    ...roll.retention,
    article: 30,
    source: '机关文件材料归档范围和文书档案保管期限规定（国家档案局令第8号）',
    rank: 'departmentRule',
    ...unread('经两份案卷指南转引核对；该令是否已被替代待核；重要案件永久保管'),
  },
  /** No national number for recordings was found: they are kept as long as the file they belong to. */
  recordingRetention: {
    label: '音像记录保管（随案卷）',
    length: 30,
    unit: 'year',
    runsFrom: '案卷归档之日',
    startEvent: 'caseFileArchived',
    nature: 'lasts',
    direction: 'dutyOfBureau',
    ...roll.retention,
    article: 30,
    source: '本局参数：与所属案卷保管期限一致',
    rank: 'bureauParameter',
    ...unread('未见全国性规定，各地做法不一；须由本局确定'),
  },
  /** 应当自档案形成之日起满十年即向有关的县级国家档案馆移交 — 档案法实施条例第二十条. */
  countyArchiveTransfer: {
    label: '向县级国家档案馆移交',
    length: 10,
    unit: 'year',
    runsFrom: '档案形成之日',
    startEvent: 'archiveFormed',
    nature: 'notBefore',
    direction: 'dutyOfBureau',
    ...roll.retention,
    article: 30,
    source: '档案法实施条例第二十条',
    rank: 'administrativeRegulation',
    ...read('档案法实施条例（2024）第二十条'),
  },
  /** 个人信息保护影响评估报告和处理情况记录应当至少保存三年 — 个人信息保护法第五十六条. */
  impactAssessmentRetention: {
    label: '个人信息保护影响评估的保存',
    length: 3,
    unit: 'year',
    runsFrom: '评估报告完成之日',
    startEvent: 'impactAssessed',
    nature: 'lasts',
    direction: 'dutyOfBureau',
    ...roll.retention,
    article: 33,
    source: '个人信息保护法第五十六条',
    rank: 'statute',
    ...read('个人信息保护法（2021）第五十六条'),
  },
  /** 按照规定留存相关的网络日志不少于六个月 — 网络安全法第二十一条 (2016); the amendment of 2026 has not been read. */
  networkLogRetention: {
    label: '网络日志留存',
    length: 6,
    unit: 'month',
    runsFrom: '日志产生之日',
    startEvent: 'logWritten',
    nature: 'lasts',
    direction: 'dutyOfBureau',
    ...roll.retention,
    article: null,
    source: '网络安全法第二十一条',
    rank: 'statute',
    ...unread('已核对 2016 年文本；2026 年 1 月 1 日施行的修正文本未见'),
  },
} as const satisfies Record<string, Period>;
