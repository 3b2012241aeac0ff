import { read, roll, unread, type Period } from './period.js';

const decree55 = '住房和城乡建设行政处罚程序规定';
const regulationText = '《行政执法全过程记录制度》';

/** Competence, verification, start and the case's own term; applications of 第八条. */
export const startingPeriods = {
  /**
   * 情况紧急的，可先启动行政执法程序，并在行政执法程序启动后24小时内补报 — 第九条第一款.
   *
   * By the wall clock from the moment the procedure was really started, not from the moment it was entered
   * here; a filing at exactly start + 24 h is in time (Reading 0101). The first complete submission meets
   * it: a return for correction neither stops nor reopens it. When it passes nothing is voided: the lapse
   * is on the record, the late filing is accepted as late, and steps that need approval stay frozen.
   */
  emergencyFiling: {
    label: '紧急启动补报',
    length: 24,
    unit: 'hour',
    runsFrom: '行政执法程序实际启动',
    startEvent: 'actualStart',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.hours,
    article: 9,
    source: '本制度第九条第一款',
    rank: 'thisRegulation',
    remindAfterHours: [12, 20, 23],
    ...read(`${regulationText}第九条`),
  },
  /**
   * 报本机关负责人批准 — 第九条第一款. No text says how long the 负责人 may take over a report filed afterwards.
   *
   * The bureau's own parameter: 24 hours from the moment the reviewed filing comes to him, in every round
   * anew; chased and escalated, never decided by the clock (Reading 0107).
   */
  emergencyDecision: {
    label: '负责人对补报作出决定',
    length: 24,
    unit: 'hour',
    runsFrom: '补报经审核同意、报送负责人',
    startEvent: 'emergencyFilingReviewed',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.hours,
    article: 9,
    source: '本局参数：第九条未规定负责人作出决定的期限',
    rank: 'bureauParameter',
    remindAfterHours: [12, 20],
    ...unread('法律法规和本制度均未规定；24 小时为建议值，须由本局确定'),
  },
  /** Every inspection is approved; no text says within what time the approval of an urgent one is made up. */
  urgentInspectionApproval: {
    label: '紧急检查后补办批准手续',
    length: 24,
    unit: 'hour',
    runsFrom: '紧急检查实际开始',
    startEvent: 'urgentInspectionStarted',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.hours,
    article: 2,
    source: '本局参数：国办发〔2024〕54号要求检查须经批准，未规定紧急检查的补办期限',
    rank: 'bureauParameter',
    remindAfterHours: [12, 20],
    ...unread('补办期限未见规定；24 小时比照本制度第九条，须由本局确定'),
  },
  /**
   * The last days of an entrustment's term, so that it is renewed before it lapses: acts outside it have no
   * basis — 行政处罚法第二十条, 第三十八条. Nothing is due of us at its end, and so nothing is late (decision 0761).
   */
  entrustmentTerm: {
    label: '委托期限届满',
    length: 30,
    unit: 'calendarDay',
    runsFrom: '委托期限届满前第三十日',
    startEvent: 'entrustmentNearsItsEnd',
    nature: 'lasts',
    direction: 'dutyOfOthers',
    ...roll.power,
    article: 2,
    source: '本局参数：行政处罚法第二十条要求委托书载明期限，未规定届满前何时提醒',
    rank: 'bureauParameter',
    remindAfterDays: [1, 16, 25],
    ...unread('提前三十日提醒为建议值，须由本局确定'),
  },
  /**
   * Our own rule, of no text: an emergency start entered later than this after it happened needs a written
   * reason and is marked, so that nobody moves the start to where the 24 hours look kept (Reading 0107).
   */
  emergencyEntryLimit: {
    label: '紧急启动事后登记',
    length: 24,
    unit: 'hour',
    runsFrom: '行政执法程序实际启动',
    startEvent: 'actualStart',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.hours,
    article: 9,
    source: '本局参数：防止倒填启动时间',
    rank: 'bureauParameter',
    ...unread('法律法规和本制度均未规定；24 小时为建议值，须由本局确定'),
  },
  /**
   * Two agencies that dispute their competence have seven days to agree, with a record of the talks —
   * 住房和城乡建设行政处罚程序规定第六条. Working days by the clause we remember of that rule; not read (Reading 0110).
   */
  jurisdictionNegotiation: {
    label: '管辖争议协商',
    length: 7,
    unit: 'workingDay',
    runsFrom: '发生管辖争议',
    startEvent: 'jurisdictionDisputed',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: null,
    source: `${decree55}第六条`,
    rank: 'departmentRule',
    ...unread('七日已核对；是否为工作日凭记忆，该规定的期间条款未见原文'),
  },
  /** The common superior designates within seven days of the request, by memory of the same article. */
  jurisdictionDesignation: {
    label: '指定管辖',
    length: 7,
    unit: 'workingDay',
    runsFrom: '上一级机关收到指定管辖请求',
    startEvent: 'designationRequested',
    nature: 'actWithin',
    direction: 'dutyOfOthers',
    ...roll.workingDays,
    article: null,
    source: `${decree55}第六条`,
    rank: 'departmentRule',
    ...unread('凭记忆，未见原文'),
  },
  /**
   * 违法行为在二年内未被发现的，不再给予行政处罚……从违法行为发生之日起计算；违法行为有连续或者继续状态的，
   * 从行为终了之日起计算 — 行政处罚法第三十六条.
   *
   * The power to punish ends; no act is due on the last day, so it does not roll. What counts as discovered,
   * and whether an unpermitted building goes on being a violation, is for people to decide.
   */
  limitation: {
    label: '处罚时效',
    length: 2,
    unit: 'year',
    runsFrom: '违法行为发生之日；有连续或者继续状态的，行为终了之日',
    startEvent: 'violationEnded',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.power,
    article: null,
    source: '行政处罚法第三十六条',
    rank: 'statute',
    ...read('行政处罚法（2021）第三十六条'),
  },
  /** 涉及公民生命健康安全、金融安全且有危害后果的，上述期限延长至五年 — 行政处罚法第三十六条第一款. */
  graveLimitation: {
    label: '处罚时效（涉及生命健康安全、金融安全且有危害后果）',
    length: 5,
    unit: 'year',
    runsFrom: '违法行为发生之日；有连续或者继续状态的，行为终了之日',
    startEvent: 'violationEnded',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.power,
    article: null,
    source: '行政处罚法第三十六条',
    rank: 'statute',
    ...read('行政处罚法（2021）第三十六条'),
  },
  /**
   * 不能当场告知的，应当自收到信访事项之日起15日内书面告知信访人 — 信访工作条例第二十三条.
   * The same article says 工作日 where it means working days, so these fifteen are calendar days.
   */
  petitionAcceptanceNotice: {
    label: '信访事项告知',
    length: 15,
    unit: 'calendarDay',
    runsFrom: '收到信访事项之日',
    startEvent: 'petitionReceived',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.byAnalogy,
    article: 10,
    source: '信访工作条例第二十三条',
    rank: 'administrativeRegulation',
    ...read('信访工作条例（2022）第二十三条'),
  },
  /**
   * 应当自受理之日起60日内办结 — 信访工作条例第三十四条. Only for the matters of its 第三十一条第六项; where a statute
   * has its own procedure, as a penalty case has, that procedure's terms run instead.
   */
  petitionOutcome: {
    label: '信访事项办结',
    length: 60,
    unit: 'calendarDay',
    runsFrom: '受理信访事项之日',
    startEvent: 'petitionAccepted',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.byAnalogy,
    article: 10,
    source: '信访工作条例第三十四条',
    rank: 'administrativeRegulation',
    ...read('信访工作条例（2022）第三十四条'),
  },
  /** 经本机关、单位负责人批准，可以适当延长办理期限，但延长期限不得超过30日 — 信访工作条例第三十四条. */
  petitionOutcomeExtension: {
    label: '信访事项办结的延长',
    length: 30,
    unit: 'calendarDay',
    runsFrom: '原办理期限届满',
    startEvent: 'petitionOutcomeLapsed',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.byAnalogy,
    article: 10,
    source: '信访工作条例第三十四条',
    rank: 'administrativeRegulation',
    extends: 'petitionOutcome',
    ...read('信访工作条例（2022）第三十四条'),
  },
  /**
   * A clue from supervision, a complaint or a report is verified within fifteen days, and then a case is
   * filed or not — 住房和城乡建设行政处罚程序规定第十五条第一款. Many pages print 15 + 15: that is market regulation, not ours.
   * Working days by memory (Reading 0110).
   */
  verification: {
    label: '线索核查',
    length: 15,
    unit: 'workingDay',
    runsFrom: '发现或者收到违法线索之日',
    startEvent: 'clueReceived',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: 10,
    source: `${decree55}第十五条第一款`,
    rank: 'departmentRule',
    ...unread('十五日、延长十日和批准人已在官方解读中核对；是否为工作日凭记忆，期间条款未见原文'),
  },
  /** Ten days more for a complex clue, approved by the 负责人 — the same paragraph. */
  verificationExtension: {
    label: '线索核查的延长',
    length: 10,
    unit: 'workingDay',
    runsFrom: '原核查期限届满',
    startEvent: 'verificationLapsed',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: 10,
    source: `${decree55}第十五条第一款`,
    rank: 'departmentRule',
    extends: 'verification',
    ...unread('延长十日已在官方解读中核对；是否为工作日凭记忆，期间条款未见原文'),
  },
  /**
   * 行政机关应当自行政处罚案件立案之日起九十日内作出行政处罚决定。法律、法规、规章另有规定的，从其规定 — 行政处罚法第六十条.
   *
   * Ninety is not among the numbers of 第八十五条, so calendar days. An emergency start precedes the filing of the
   * case; the clock starts at the earlier of the two, the safe reading for a duty (Reading 0106).
   */
  caseDecision: {
    label: '作出行政处罚决定',
    length: 90,
    unit: 'calendarDay',
    runsFrom: '立案批准之日；紧急启动的，实际启动之日（取较早者）',
    startEvent: 'caseBegan',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.byAnalogy,
    article: 21,
    source: '行政处罚法第六十条',
    rank: 'statute',
    stops: '听证、检验、检测、鉴定的时间和中止调查的时间不计入（凭记忆，规章条款未见原文）；公告送达时间计入',
    ...read('行政处罚法（2021）第六十条、第八十五条'),
  },
  /** Thirty days more for a complex case, by the 负责人; the article number of the rule is not known to us. */
  caseDecisionExtension: {
    label: '办案期限第一次延长',
    length: 30,
    unit: 'calendarDay',
    runsFrom: '原办案期限届满',
    startEvent: 'caseDecisionLapsed',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.byAnalogy,
    article: 21,
    source: `${decree55}（条号待核）`,
    rank: 'departmentRule',
    extends: 'caseDecision',
    ...unread('凭记忆，条号不明，未见原文'),
  },
  /** Once more, up to sixty days, after the leaders' collective discussion. There is no third. */
  caseDecisionSecondExtension: {
    label: '办案期限第二次延长',
    length: 60,
    unit: 'calendarDay',
    runsFrom: '第一次延长期限届满',
    startEvent: 'caseDecisionExtensionLapsed',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.byAnalogy,
    article: 21,
    source: `${decree55}（条号待核）`,
    rank: 'departmentRule',
    extends: 'caseDecisionExtension',
    ...unread('凭记忆，条号不明，未见原文'),
  },
  /**
   * 申请材料不齐全或者不符合法定形式的，应当当场或者在五日内一次告知申请人需要补正的全部内容，
   * 逾期不告知的，自收到申请材料之日起即为受理 — 行政许可法第三十二条; working days by its 第八十二条.
   */
  applicationCorrectionNotice: {
    label: '一次性告知补正',
    length: 5,
    unit: 'workingDay',
    runsFrom: '收到申请材料之日',
    startEvent: 'applicationReceived',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: 8,
    source: '行政许可法第三十二条、第八十二条',
    rank: 'statute',
    ...read('行政许可法（2019）第三十二条、第八十二条'),
  },
  /** 应当自受理行政许可申请之日起二十日内作出行政许可决定 — 行政许可法第四十二条; working days by its 第八十二条. */
  permitDecision: {
    label: '行政许可决定',
    length: 20,
    unit: 'workingDay',
    runsFrom: '受理行政许可申请之日',
    startEvent: 'applicationAccepted',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: 8,
    source: '行政许可法第四十二条、第八十二条',
    rank: 'statute',
    stops:
      '听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审所需时间不计入，应书面告知申请人（行政许可法第四十五条）',
    ...read('行政许可法（2019）第四十二条、第四十五条、第八十二条'),
  },
  /** 经本行政机关负责人批准，可以延长十日，并应当将延长期限的理由告知申请人 — 行政许可法第四十二条. */
  permitDecisionExtension: {
    label: '行政许可决定的延长',
    length: 10,
    unit: 'workingDay',
    runsFrom: '原许可决定期限届满',
    startEvent: 'permitDecisionLapsed',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: 8,
    source: '行政许可法第四十二条、第八十二条',
    rank: 'statute',
    extends: 'permitDecision',
    ...read('行政许可法（2019）第四十二条、第八十二条'),
  },
  /** 应当自作出决定之日起十日内向申请人颁发、送达行政许可证件 — 行政许可法第四十四条; working days by its 第八十二条. */
  permitDelivery: {
    label: '颁发、送达许可证件',
    length: 10,
    unit: 'workingDay',
    runsFrom: '作出准予行政许可决定之日',
    startEvent: 'permitGranted',
    nature: 'actWithin',
    direction: 'dutyOfBureau',
    ...roll.workingDays,
    article: 8,
    source: '行政许可法第四十四条、第八十二条',
    rank: 'statute',
    ...read('行政许可法（2019）第四十四条、第八十二条'),
  },
} as const satisfies Record<string, Period>;
