import type { ArticleNumber } from './articles.js';

/**
 * What no text we have read settles. Each waits for the bureau or its lawyer; the code takes the safe side
 * meanwhile.
 */
export interface OpenQuestion {
  readonly question: string;
  readonly article: ArticleNumber | null;
  readonly source: string;
  /** What is done until it is answered. */
  readonly meanwhile: string;
}

/** The open questions, for the legal office. */
export const openQuestions = {
  workingDaysOfHousingRule: {
    question: '《住房和城乡建设行政处罚程序规定》的期间条款：哪些日数为工作日',
    article: null,
    source: '住房和城乡建设行政处罚程序规定',
    meanwhile: '三日、五日、七日、十日、十五日暂按工作日',
  },
  clauseNumbersOfHousingRule: {
    question: '该规定关于告知、复核、法制审核、延长、中止、终止、送达、结案的条号和原文',
    article: null,
    source: '住房和城乡建设行政处罚程序规定',
    meanwhile: '有关期限和文书标为未确认',
  },
  emergencyRefusal: {
    question: '紧急启动未获批准后，已取得的证据如何处理',
    article: 9,
    source: '本制度第九条；行政强制法第十九条',
    meanwhile: '程序终止，立即解除措施、退还物品，证据交法制机构提出意见',
  },
  complaintAnswer: {
    question: '告知实名投诉人、举报人的期限',
    article: 10,
    source: '本制度第十条（依照有关法律、法规和规章）',
    meanwhile: '按核查期限和信访期限提醒',
  },
  legalReviewTerm: {
    question: '法制审核的办理期限',
    article: 17,
    source: '行政处罚法第五十八条未规定',
    meanwhile: '不设期限，只显示等待时间',
  },
  recusalOfAgencyHead: {
    question: '行政机关负责人的回避由谁决定，回避决定的期限',
    article: 12,
    source: '行政处罚法第四十三条未规定',
    meanwhile: '由正职负责人以外的负责人集体讨论，不停止调查',
  },
  preservationLapse: {
    question: '先行登记保存七日内未作处理决定的，措施是否自动解除',
    article: 15,
    source: '行政处罚法第五十六条',
    meanwhile: '第五个工作日提醒；逾期记录在案，须立即作出处理决定或者解除',
  },
  spotPenaltyFiling: {
    question: '当场处罚决定报所属机关备案的期限',
    article: null,
    source: '行政处罚法第五十二条',
    meanwhile: '不设期限，当场记录即报备',
  },
  spotPenaltyRemedies: {
    question: '复议前置的当场处罚，申请法院执行的期限从何日起算',
    article: 29,
    source: '行政复议法第二十三条；行诉解释第一百五十六条',
    meanwhile: '不自动判断，由法制机构决定',
  },
  demandBeforeRemediesLapse: {
    question: '复议、起诉期限届满前可否催告',
    article: 28,
    source: '行政强制法第五十三条、第五十四条',
    meanwhile: '提示，不拒绝；届满后尽早送达',
  },
  endOfEnforcement: {
    question: '“行政执法行为终结之日”指何日',
    article: 30,
    source: '本制度第三十条第二款',
    meanwhile: '以结案、不予处罚、移送或者终止的批准之日为准',
  },
  weekendAsHoliday: {
    question: '“法定节假日”是否包括周末（强制执行的时间限制）',
    article: null,
    source: '行政强制法第四十三条',
    meanwhile: '周末一并不安排强制执行',
  },
  dateOfIssue: {
    question: '本制度的发布日期和文号',
    article: 37,
    source: '本制度第三十七条',
    meanwhile: '由本局设定实施日期；未设定前不主张对某日以前的行为适用',
  },
  powersOfUnits: {
    question: '本局及各科室、受委托组织实际享有哪些权责事项（规划、市容、燃气、物业等）',
    article: 2,
    source: '行政处罚法第十七条、第十九条至第二十一条；本局权责清单未取得',
    meanwhile: '各承办科室均按享有处理并标为未确认；受委托组织须有期限内、已公布的委托书，不得实施强制措施',
  },
  entrustmentEndsInCourse: {
    question: '委托期限在案件办理中届满或者委托被撤销的，已启动的程序如何处理',
    article: 2,
    source: '行政处罚法第二十条、第三十八条未规定',
    meanwhile: '在案件中提示；此后不得据以提起审查决定和当场处罚，须另有生效的委托书',
  },
  hearingThreshold: {
    question: '陕西省“较大数额罚款”的标准和施行日期',
    article: 12,
    source: '行政处罚法第六十三条',
    meanwhile: '一般程序的任何罚款、没收均告知听证权利，并注明标准未设定',
  },
  inspectionFrequency: {
    question: '对企业行政检查的年度频次上限',
    article: 2,
    source: '国办发〔2024〕54号',
    meanwhile: '由本局设定上限；未设定前只计数，不拒绝；依线索检查的不计入',
  },
  discretionBenchmarks: {
    question: '本局适用的行政处罚裁量基准及其公布日期',
    article: 21,
    source: '行政处罚法第三十四条',
    meanwhile: '决定须写明裁量的理由',
  },
  unsuitableForRecording: {
    question: '不适宜音像记录由谁批准',
    article: 14,
    source: '本制度第十四条未规定',
    meanwhile: '由承办机构负责人批准',
  },
  courtOfHuayin: {
    question: '华阴市行政非诉执行案件的管辖法院（集中管辖）',
    article: 29,
    source: '行政强制法第五十四条；行诉解释第一百五十七条',
    meanwhile: '由承办人填写',
  },
} as const satisfies Record<string, OpenQuestion>;
