import { read, unread } from '../periods/period.js';
import { partyOrRefusal, twoOfficers, type Document } from './document.js';

const regulationText = '《行政执法全过程记录制度》';

/** Documents of service, performance, demand, court application and archiving. */
export const enforcementDocuments = {
  /** 送达行政执法文书……在送达回证上签名或盖章 — 第二十二条; 受送达人在送达回证上的签收日期为送达日期 — 民事诉讼法第八十七条. */
  proofOfService: {
    title: '送达回证',
    article: 22,
    source: '本制度第二十二条至第二十六条；民事诉讼法第八十七条',
    contents: [
      { key: 'documentNameAndNumber', label: '送达文书名称和文号', required: 'law', kind: 'text' },
      { key: 'recipient', label: '受送达人', required: 'law', kind: 'text' },
      { key: 'recipientCapacity', label: '签收人与受送达人的关系', required: 'law', kind: 'text' },
      { key: 'place', label: '送达地点', required: 'law', kind: 'text' },
      {
        key: 'method',
        label: '送达方式',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'direct', label: '直接送达' },
          { key: 'leaving', label: '留置送达' },
          { key: 'post', label: '邮寄送达' },
          { key: 'entrusted', label: '委托送达' },
          { key: 'forwarded', label: '转交送达' },
          { key: 'publicNotice', label: '公告送达' },
          { key: 'electronic', label: '电子送达' },
        ],
      },
      { key: 'reasonForMethod', label: '采用该方式的理由', required: 'law', kind: 'longText' },
      { key: 'servers', label: '送达人（两人）', required: 'law', kind: 'people', posts: ['officer'] },
      { key: 'certificateNumbers', label: '执法证件编号', required: 'law', kind: 'list' },
      { key: 'servedAt', label: '送达日期和时间', required: 'law', kind: 'instant', fact: true },
      { key: 'proof', label: '所附凭证', required: 'law', kind: 'attachments' },
      {
        key: 'refusal',
        label: '拒收事由和日期',
        required: 'law',
        kind: 'longText',
        when: 'signatureRefused',
      },
    ],
    signatures: [
      { by: 'server', count: 2 },
      { by: 'recipient', count: 1, refusal: 'noted' },
    ],
    sealed: false,
    served: false,
    ...read(`${regulationText}第二十二条至第二十六条；民事诉讼法（2023）第八十七条`),
  },
  /** 留存书面公告……在案卷中记明原因和经过 — 第二十六条; demolition notice — 行政强制法第四十四条. */
  publicNotice: {
    title: '公告',
    article: 26,
    source: '本制度第二十六条；民事诉讼法第九十五条；行政强制法第四十四条',
    contents: [
      { key: 'purpose', label: '公告事项', required: 'law', kind: 'longText' },
      { key: 'medium', label: '公告的方式和载体', required: 'law', kind: 'text' },
      { key: 'postedAt', label: '发出公告的时间', required: 'law', kind: 'instant', fact: true },
      { key: 'reasonsAndCourse', label: '公告的原因和经过', required: 'law', kind: 'longText' },
      { key: 'failedAttempts', label: '其他方式无法送达的情况', required: 'law', kind: 'list' },
      { key: 'text', label: '公告全文及张贴、刊登的影像', required: 'law', kind: 'attachments' },
    ],
    signatures: [],
    sealed: true,
    served: false,
    ...read(`${regulationText}第二十六条；民事诉讼法（2023）第九十五条；行政强制法（2011）第四十四条`),
  },
  /** 应对当事人履行行政决定的情况进行文字记录 — 第二十七条第一款. */
  performanceRecord: {
    title: '履行情况记录',
    article: 27,
    source: '本制度第二十七条第一款',
    contents: [
      { key: 'obligation', label: '应履行的义务', required: 'law', kind: 'longText' },
      { key: 'performance', label: '履行情况', required: 'law', kind: 'longText' },
      {
        key: 'amountPaid',
        label: '已缴金额',
        required: 'practice',
        kind: 'amount',
        fact: true,
        when: 'money',
      },
      { key: 'vouchers', label: '缴款凭证', required: 'practice', kind: 'attachments', when: 'money' },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...read(`${regulationText}第二十七条`),
  },
  /** 应按期对改正情况进行核查并进行文字记录 — 第二十七条第二款. */
  correctionCheckRecord: {
    title: '改正情况核查记录',
    article: 27,
    source: '本制度第二十七条第二款',
    contents: [
      { key: 'checkedAt', label: '核查时间', required: 'law', kind: 'instant', fact: true },
      { key: 'findings', label: '改正情况', required: 'law', kind: 'longText' },
      {
        key: 'result',
        label: '核查结果',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'corrected', label: '已改正' },
          { key: 'partlyCorrected', label: '部分改正' },
          { key: 'notCorrected', label: '未改正' },
        ],
      },
    ],
    signatures: [twoOfficers],
    sealed: false,
    served: false,
    ...read(`${regulationText}第二十七条`),
  },
  /** 确有经济困难，需要延期或者分期缴纳罚款的，经当事人申请和行政机关批准 — 行政处罚法第六十六条. */
  paymentDeferralForm: {
    title: '延期（分期）缴纳罚款审批表',
    article: null,
    source: '行政处罚法第六十六条、第七十二条',
    contents: [
      { key: 'application', label: '当事人的申请', required: 'law', kind: 'longText' },
      { key: 'hardship', label: '经济困难的情况', required: 'law', kind: 'longText' },
      { key: 'instalments', label: '延期或者分期的日期和金额', required: 'law', kind: 'list' },
      { key: 'effects', label: '对加处罚款和申请法院执行期限的影响', required: 'practice', kind: 'longText' },
      {
        key: 'agencyHeadOpinion',
        label: '行政机关负责人意见',
        required: 'law',
        kind: 'longText',
        by: 'agencyHead',
      },
    ],
    signatures: [
      { by: 'handler', count: 2 },
      { by: 'agencyHead', count: 1 },
    ],
    sealed: false,
    served: false,
    ...unread('申请、批准和对期限的影响已核对行政处罚法第六十六条、第七十二条；表式凭记忆'),
  },
  /** The answer to the party's application. */
  paymentDeferralNotice: {
    title: '延期（分期）缴纳罚款通知书',
    article: null,
    source: '行政处罚法第六十六条',
    contents: [
      { key: 'decision', label: '是否准予延期或者分期', required: 'law', kind: 'longText' },
      { key: 'instalments', label: '缴纳的日期和金额', required: 'law', kind: 'list' },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...unread('行政处罚法第六十六条已核对；文书格式凭记忆'),
  },
  /** 催告应当以书面形式作出，并载明 (four contents) — 行政强制法第三十五条. */
  demandNotice: {
    title: '催告书',
    article: 28,
    source: '本制度第二十八条；行政强制法第三十五条、第三十八条、第五十四条',
    contents: [
      { key: 'termToPerform', label: '履行义务的期限', required: 'law', kind: 'text' },
      { key: 'wayToPerform', label: '履行义务的方式', required: 'law', kind: 'longText' },
      { key: 'amount', label: '明确的金额', required: 'law', kind: 'amount', fact: true, when: 'money' },
      { key: 'wayOfPayment', label: '给付方式', required: 'law', kind: 'text', when: 'money' },
      { key: 'defenceRight', label: '陈述权和申辩权', required: 'law', kind: 'longText' },
      {
        key: 'additionalFine',
        label: '截至催告时的加处罚款',
        required: 'practice',
        kind: 'amount',
        fact: true,
        when: 'money',
      },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...read('行政强制法（2011）第三十五条、第三十八条'),
  },
  /** 行政机关向人民法院申请强制执行，应当提供下列材料 — 行政强制法第五十五条. */
  courtApplicationForm: {
    title: '强制执行申请书',
    article: 29,
    source: '本制度第二十九条；行政强制法第五十五条',
    contents: [
      { key: 'application', label: '申请事项和理由', required: 'law', kind: 'longText' },
      {
        key: 'decisionBundle',
        label: '行政决定书及作出决定的事实、理由和依据',
        required: 'law',
        kind: 'attachments',
      },
      {
        key: 'partyOpinionAndDemand',
        label: '当事人的意见及行政机关催告情况',
        required: 'law',
        kind: 'attachments',
      },
      { key: 'objectOfEnforcement', label: '申请强制执行标的情况', required: 'law', kind: 'longText' },
      { key: 'otherMaterials', label: '法律、行政法规规定的其他材料', required: 'law', kind: 'attachments' },
      {
        key: 'proofsOfService',
        label: '决定书、催告书的送达回证',
        required: 'practice',
        kind: 'attachments',
      },
      { key: 'remediesLapsed', label: '复议、诉讼期限届满的证明', required: 'practice', kind: 'attachments' },
    ],
    signatures: [{ by: 'agencyHead', count: 1 }],
    sealed: true,
    served: false,
    ...read('行政强制法（2011）第五十五条'),
  },
  /** 执行决定书应当载明 (five contents) — 行政强制法第三十七条. Only with a power of enforcement given by statute (第十三条). */
  enforcementDecision: {
    title: '强制执行决定书',
    article: 28,
    source: '行政强制法第十三条、第三十七条',
    contents: [
      { key: 'statutoryPower', label: '法律授予的强制执行权', required: 'law', kind: 'text' },
      { key: 'partyNameAndAddress', label: '当事人的姓名或者名称、地址', required: 'law', kind: 'longText' },
      { key: 'reasonsAndBasis', label: '强制执行的理由和依据', required: 'law', kind: 'longText' },
      { key: 'wayAndTime', label: '强制执行的方式和时间', required: 'law', kind: 'longText' },
      {
        key: 'remedies',
        label: '申请行政复议或者提起行政诉讼的途径和期限',
        required: 'law',
        kind: 'longText',
      },
      { key: 'agencyAndDate', label: '行政机关的名称和日期', required: 'law', kind: 'text' },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...read('行政强制法（2011）第十三条、第三十七条'),
  },
  /** 代履行决定书应当载明……标的、费用预算以及代履行人 — 行政强制法第五十一条（一）. */
  substitutePerformanceDecision: {
    title: '代履行决定书',
    article: null,
    source: '行政强制法第五十条、第五十一条',
    contents: [
      { key: 'partyNameAndAddress', label: '当事人的姓名或者名称、地址', required: 'law', kind: 'longText' },
      { key: 'reasonsAndBasis', label: '代履行的理由和依据', required: 'law', kind: 'longText' },
      { key: 'wayAndTime', label: '代履行的方式和时间', required: 'law', kind: 'longText' },
      { key: 'object', label: '标的', required: 'law', kind: 'longText', when: 'substitutePerformance' },
      {
        key: 'costBudget',
        label: '费用预算',
        required: 'law',
        kind: 'amount',
        fact: true,
        when: 'substitutePerformance',
      },
      { key: 'performer', label: '代履行人', required: 'law', kind: 'text', when: 'substitutePerformance' },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...read('行政强制法（2011）第五十一条'),
  },
  /** 可以……与当事人达成执行协议。执行协议可以约定分阶段履行 — 行政强制法第四十二条. */
  enforcementAgreement: {
    title: '执行协议',
    article: null,
    source: '行政强制法第四十二条',
    contents: [
      { key: 'stages', label: '分阶段履行的内容和日期', required: 'law', kind: 'list' },
      {
        key: 'reduction',
        label: '减免的加处罚款或者滞纳金',
        required: 'law',
        kind: 'amount',
        fact: true,
        when: 'money',
      },
      { key: 'default', label: '不履行时恢复强制执行', required: 'law', kind: 'longText' },
    ],
    signatures: [
      { by: 'party', count: 1 },
      { by: 'agencyHead', count: 1 },
    ],
    sealed: true,
    served: false,
    ...read('行政强制法（2011）第四十二条'),
  },
  /** 应当附有下列材料 — 行政执法机关移送涉嫌犯罪案件的规定第六条. */
  crimeTransferLetter: {
    title: '涉嫌犯罪案件移送书',
    article: null,
    source: '行政执法机关移送涉嫌犯罪案件的规定第六条',
    contents: [
      { key: 'letter', label: '涉嫌犯罪案件移送书', required: 'law', kind: 'longText' },
      {
        key: 'investigationReport',
        label: '涉嫌犯罪案件情况的调查报告',
        required: 'law',
        kind: 'attachments',
      },
      { key: 'thingsList', label: '涉案物品清单', required: 'law', kind: 'list' },
      { key: 'testReports', label: '有关检验报告或者鉴定结论', required: 'law', kind: 'attachments' },
      { key: 'transferredAt', label: '移送时间', required: 'practice', kind: 'instant', fact: true },
      { key: 'otherMaterials', label: '其他有关涉嫌犯罪的材料', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'principal', count: 1 }],
    sealed: true,
    served: false,
    ...read('行政执法机关移送涉嫌犯罪案件的规定（2020）第六条'),
  },
  /**
   * The end of the enforcement act, from which 第三十条 counts its thirty days. Contents and grounds from
   * memory.
   */
  closingForm: {
    title: '结案审批表',
    article: 30,
    source: '住房和城乡建设行政处罚程序规定（条号待核）',
    contents: [
      { key: 'result', label: '处理结果', required: 'practice', kind: 'longText' },
      { key: 'executionProof', label: '执行情况和凭证', required: 'practice', kind: 'attachments' },
      { key: 'unresolved', label: '遗留事项', required: 'practice', kind: 'longText' },
      {
        key: 'handlingUnitOpinion',
        label: '承办机构意见',
        required: 'practice',
        kind: 'longText',
        by: 'reviewer',
      },
      {
        key: 'agencyHeadOpinion',
        label: '行政机关负责人意见',
        required: 'practice',
        kind: 'longText',
        by: 'agencyHead',
      },
    ],
    signatures: [
      { by: 'handler', count: 2 },
      { by: 'reviewer', count: 1 },
      { by: 'agencyHead', count: 1 },
    ],
    sealed: false,
    served: false,
    ...unread('凭记忆，规章条款未见原文；结案条件须本局确定'),
  },
  /** 形成相应案卷 — 第三十条第二款. One case, one file: cover, list, papers with page numbers, end sheet. */
  caseFileIndex: {
    title: '案卷目录',
    article: 30,
    source: '本制度第三十条第二款',
    contents: [
      {
        key: 'cover',
        label: '案卷封面（案名、文号、承办机构、立案和结案日期、保管期限）',
        required: 'law',
        kind: 'longText',
      },
      { key: 'items', label: '卷内文书、页码', required: 'law', kind: 'list' },
      { key: 'recordings', label: '音像记录及存放位置', required: 'law', kind: 'list' },
      { key: 'remarks', label: '备考', required: 'practice', kind: 'longText' },
    ],
    signatures: [
      { by: 'handler', count: 1 },
      { by: 'archivist', count: 1 },
    ],
    sealed: false,
    served: false,
    ...unread('形成案卷的义务已核对本制度第三十条；目录的项目和次序凭惯例'),
  },
  /** 当事人根据需要申请复制……经行政机关负责人同意，可复制使用 — 第三十二条. */
  copyRequestForm: {
    title: '复制执法记录申请表',
    article: 32,
    source: '本制度第三十二条',
    contents: [
      { key: 'applicant', label: '申请人', required: 'law', kind: 'text' },
      { key: 'scope', label: '申请复制的内容', required: 'law', kind: 'longText' },
      { key: 'purpose', label: '用途', required: 'practice', kind: 'text' },
      {
        key: 'secrecyOpinion',
        label: '保密审查意见',
        required: 'law',
        kind: 'longText',
        by: 'secrecyOfficer',
      },
      {
        key: 'agencyHeadOpinion',
        label: '行政机关负责人意见',
        required: 'law',
        kind: 'longText',
        by: 'agencyHead',
      },
    ],
    signatures: [partyOrRefusal, { by: 'agencyHead', count: 1 }],
    sealed: false,
    served: false,
    ...read(`${regulationText}第三十二条、第三十三条`),
  },
  /** A note on the file by anybody who works on it. It decides nothing. */
  remark: {
    title: '备注',
    article: null,
    source: '本局内部要求',
    contents: [{ key: 'remark', label: '备注', required: 'practice', kind: 'longText' }],
    signatures: [],
    sealed: false,
    served: false,
    ...unread('本局内部要求，无法定来源'),
  },
} as const satisfies Record<string, Document>;
