import { read, unread } from '../periods/period.js';
import {
  officerFields,
  partyOrRefusal,
  refusalField,
  rightsToldField,
  twoOfficers,
  type Document,
} from './document.js';

const regulationText = '《行政执法全过程记录制度》';

/** Documents of investigation, evidence and coercive measures. */
export const investigationDocuments = {
  /** 询问当事人或证人，应制作询问笔录等文书 — 第十三条（一）; 第十一条, 第十二条; 行政处罚法第五十五条. */
  questioningRecord: {
    title: '询问笔录',
    article: 13,
    source: '本制度第十一条至第十三条；行政处罚法第五十五条',
    contents: [
      ...officerFields,
      rightsToldField,
      { key: 'startedAt', label: '询问开始时间', required: 'law', kind: 'instant' },
      { key: 'endedAt', label: '询问结束时间', required: 'law', kind: 'instant' },
      { key: 'place', label: '询问地点', required: 'law', kind: 'text' },
      { key: 'personQuestioned', label: '被询问人身份', required: 'law', kind: 'longText' },
      { key: 'questionsAndAnswers', label: '问答内容', required: 'law', kind: 'longText' },
      { key: 'questionedAlone', label: '个别询问情况', required: 'practice', kind: 'text' },
      { key: 'corrections', label: '更正及被询问人确认', required: 'practice', kind: 'list' },
      refusalField,
    ],
    signatures: [partyOrRefusal, twoOfficers],
    sealed: false,
    served: false,
    ...read(`${regulationText}第十一条至第十三条；行政处罚法（2021）第五十五条`),
  },
  /** 现场检查（勘验）等，应制作现场检查（勘验）笔录 — 第十三条（三）; 应同时进行音像记录 — 第十四条. */
  inspectionRecord: {
    title: '现场检查（勘验）笔录',
    article: 13,
    source: '本制度第十一条、第十三条、第十四条；行政诉讼证据规定第十五条',
    contents: [
      ...officerFields,
      { key: 'inspectedAt', label: '检查（勘验）时间', required: 'law', kind: 'instant' },
      { key: 'place', label: '检查（勘验）地点', required: 'law', kind: 'text' },
      { key: 'findings', label: '检查（勘验）情况', required: 'law', kind: 'longText' },
      { key: 'measurements', label: '测量、绘图、照片编号', required: 'law', kind: 'list' },
      { key: 'recordings', label: '音像记录编号，或者不适宜音像记录的理由', required: 'law', kind: 'text' },
      refusalField,
    ],
    signatures: [partyOrRefusal, twoOfficers, { by: 'presentPerson', count: 1, refusal: 'noted' }],
    sealed: false,
    served: false,
    ...read(`${regulationText}第十一条、第十三条、第十四条；行政诉讼证据规定（2002）第十五条`),
  },
  /** 向有关单位和个人调取书证、物证的，应制作调取证据通知书 — 第十三条（二）. */
  evidenceCollectionNotice: {
    title: '调取证据通知书',
    article: 13,
    source: '本制度第十三条（二）',
    contents: [
      { key: 'provider', label: '被调取单位或者个人', required: 'law', kind: 'text' },
      { key: 'itemsAsked', label: '调取的证据', required: 'law', kind: 'list' },
      { key: 'termToProvide', label: '提供的期限和方式', required: 'practice', kind: 'text' },
    ],
    signatures: [twoOfficers],
    sealed: true,
    served: true,
    ...read(`${regulationText}第十三条`),
  },
  /** 证据登记保存清单 — 第十三条（二）. */
  evidenceList: {
    title: '证据登记保存清单',
    article: 13,
    source: '本制度第十三条（二）',
    contents: [
      { key: 'provider', label: '证据提供人', required: 'law', kind: 'text' },
      { key: 'items', label: '证据名称、数量、原件或者复制件', required: 'law', kind: 'list' },
      { key: 'sourceNote', label: '来源说明', required: 'law', kind: 'longText' },
    ],
    signatures: [partyOrRefusal, twoOfficers],
    sealed: false,
    served: false,
    ...read(`${regulationText}第十三条`),
  },
  /** 抽样的，应制作抽查取样通知书及物品清单等文书 — 第十三条（四）. */
  samplingNotice: {
    title: '抽查取样通知书',
    article: 13,
    source: '本制度第十三条（四）；行政处罚法第五十六条',
    contents: [
      ...officerFields,
      { key: 'sampledAt', label: '抽样时间', required: 'law', kind: 'instant' },
      { key: 'place', label: '抽样地点', required: 'law', kind: 'text' },
      { key: 'testBody', label: '检验机构', required: 'practice', kind: 'text' },
      { key: 'testPeriod', label: '检验期间', required: 'practice', kind: 'text' },
      { key: 'recordings', label: '音像记录编号，或者不适宜音像记录的理由', required: 'law', kind: 'text' },
      refusalField,
    ],
    signatures: [partyOrRefusal, twoOfficers],
    sealed: true,
    served: true,
    ...read(`${regulationText}第十三条、第十四条`),
  },
  /** 物品清单 — 第十三条（四）. */
  samplingList: {
    title: '抽样物品清单',
    article: 13,
    source: '本制度第十三条（四）',
    contents: [
      { key: 'items', label: '物品名称、批号、数量、基数', required: 'law', kind: 'list' },
      { key: 'seals', label: '封样编号', required: 'practice', kind: 'list' },
      { key: 'witness', label: '见证人', required: 'practice', kind: 'text' },
    ],
    signatures: [partyOrRefusal, twoOfficers],
    sealed: false,
    served: false,
    ...read(`${regulationText}第十三条`),
  },
  /** 经行政机关负责人批准，可以先行登记保存 — 行政处罚法第五十六条; the approval comes first, in an emergency too. */
  preservationApprovalForm: {
    title: '先行登记保存证据审批表',
    article: 15,
    source: '本制度第十五条；行政处罚法第五十六条',
    contents: [
      { key: 'reasons', label: '证据保全的启动理由', required: 'law', kind: 'longText', by: 'handler' },
      { key: 'objects', label: '证据保全的具体标的', required: 'law', kind: 'list', by: 'handler' },
      { key: 'form', label: '证据保全的形式', required: 'law', kind: 'text', by: 'handler' },
      { key: 'handlerOpinion', label: '承办人意见', required: 'law', kind: 'longText', by: 'handler' },
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
        required: 'law',
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
    ...read(`${regulationText}第十五条；行政处罚法（2021）第五十六条`),
  },
  /** 在此期间，当事人或者有关人员不得销毁或者转移证据 — 行政处罚法第五十六条. */
  preservationNotice: {
    title: '先行登记保存证据通知书',
    article: 15,
    source: '本制度第十五条；行政处罚法第五十六条',
    contents: [
      { key: 'reasons', label: '理由', required: 'law', kind: 'longText' },
      { key: 'place', label: '保存地点和方式', required: 'law', kind: 'text' },
      { key: 'duty', label: '不得销毁或者转移证据的义务', required: 'law', kind: 'longText' },
      { key: 'dueDay', label: '作出处理决定的最后一日', required: 'law', kind: 'date' },
      refusalField,
    ],
    signatures: [partyOrRefusal, twoOfficers],
    sealed: true,
    served: true,
    ...read(`${regulationText}第十五条；行政处罚法（2021）第五十六条`),
  },
  /** The things preserved, one line each. */
  preservationList: {
    title: '先行登记保存证据清单',
    article: 15,
    source: '本制度第十三条（二）、第十五条',
    contents: [
      { key: 'items', label: '物品名称、规格、数量、状况', required: 'law', kind: 'list' },
      refusalField,
    ],
    signatures: [partyOrRefusal, twoOfficers],
    sealed: false,
    served: false,
    ...read(`${regulationText}第十三条、第十五条`),
  },
  /** 应当在七日内及时作出处理决定 — 行政处罚法第五十六条. The list of outcomes is from memory of the housing rule. */
  preservationDisposition: {
    title: '先行登记保存证据处理决定书',
    article: 15,
    source: '行政处罚法第五十六条',
    contents: [
      {
        key: 'outcome',
        label: '处理决定',
        required: 'law',
        kind: 'choice',
        choices: [
          { key: 'copyAndReturn', label: '复制、拍照后退还' },
          { key: 'appraisal', label: '送检验、检测或者鉴定' },
          { key: 'seizure', label: '依法转为查封、扣押' },
          { key: 'confiscation', label: '依法没收' },
          { key: 'release', label: '解除登记保存' },
        ],
      },
      { key: 'items', label: '涉及的物品', required: 'law', kind: 'list' },
      { key: 'reasons', label: '理由和依据', required: 'law', kind: 'longText' },
    ],
    signatures: [{ by: 'agencyHead', count: 1 }],
    sealed: true,
    served: true,
    ...unread('七日和作出决定的义务已核对行政处罚法第五十六条；处理方式的种类凭记忆，规章条款未见原文'),
  },
  /** 查封、扣押决定书应当载明 (five contents) — 行政强制法第二十四条; delivered on the spot. */
  sealingDecision: {
    title: '查封（扣押）决定书',
    article: null,
    source: '行政强制法第二十四条',
    contents: [
      { key: 'partyNameAndAddress', label: '当事人的姓名或者名称、地址', required: 'law', kind: 'longText' },
      { key: 'reasonsBasisTerm', label: '查封、扣押的理由、依据和期限', required: 'law', kind: 'longText' },
      { key: 'things', label: '场所、设施或者财物的名称、数量', required: 'law', kind: 'list' },
      {
        key: 'remedies',
        label: '申请行政复议或者提起行政诉讼的途径和期限',
        required: 'law',
        kind: 'longText',
      },
      { key: 'agencyAndDate', label: '行政机关的名称和日期', required: 'law', kind: 'text' },
      refusalField,
    ],
    signatures: [partyOrRefusal, twoOfficers, { by: 'witness', count: 1, refusal: 'noted' }],
    sealed: true,
    served: true,
    ...read('行政强制法（2011）第二十四条'),
  },
  /** 查封、扣押清单一式二份，由当事人和行政机关分别保存 — 行政强制法第二十四条. */
  sealingList: {
    title: '查封（扣押）清单',
    article: null,
    source: '行政强制法第二十四条',
    contents: [
      { key: 'items', label: '名称、规格、数量、状况', required: 'law', kind: 'list' },
      { key: 'copies', label: '一式二份的交付情况', required: 'law', kind: 'text' },
      refusalField,
    ],
    signatures: [partyOrRefusal, twoOfficers],
    sealed: true,
    served: true,
    ...read('行政强制法（2011）第二十四条'),
  },
  /** 鉴定机构应出具鉴定意见书 — 第十三条（七）; its contents — 行政诉讼证据规定第十四条. */
  appraisalOpinion: {
    title: '鉴定意见书',
    article: 13,
    source: '本制度第十三条（七）；行政诉讼证据规定第十四条',
    contents: [
      { key: 'client', label: '委托人', required: 'law', kind: 'text' },
      { key: 'matter', label: '委托鉴定的事项', required: 'law', kind: 'longText' },
      { key: 'materials', label: '提交的相关材料', required: 'law', kind: 'list' },
      { key: 'method', label: '鉴定的依据和使用的科学技术手段', required: 'law', kind: 'longText' },
      { key: 'qualification', label: '鉴定部门和鉴定人的资格说明', required: 'law', kind: 'longText' },
      { key: 'analysis', label: '分析过程和结论', required: 'law', kind: 'longText' },
      { key: 'original', label: '鉴定意见书原件', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'appraiser', count: 1 }],
    sealed: false,
    served: false,
    ...read('行政诉讼证据规定（2002）第十四条'),
  },
  /** 权利告知书 — 第十三条（五）; 告知……权利的方式应进行记录 — 第十二条. */
  rightsNotice: {
    title: '权利告知书',
    article: 13,
    source: '本制度第十二条、第十三条（五）',
    contents: [
      { key: 'rights', label: '告知的权利（陈述、申辩、申请回避、听证等）', required: 'law', kind: 'list' },
      { key: 'toldHow', label: '告知的方式', required: 'law', kind: 'text' },
      { key: 'toldAt', label: '告知的时间', required: 'practice', kind: 'instant' },
      refusalField,
    ],
    signatures: [partyOrRefusal, twoOfficers],
    sealed: false,
    served: true,
    ...read(`${regulationText}第十二条、第十三条`),
  },
  /** The end of the investigation, in writing — 住房和城乡建设行政处罚程序规定第二十条; its contents from memory. */
  investigationReport: {
    title: '案件调查终结报告',
    article: 16,
    source: '住房和城乡建设行政处罚程序规定第二十条第一款',
    contents: [
      { key: 'party', label: '当事人情况', required: 'practice', kind: 'longText' },
      { key: 'sourceAndCourse', label: '案件来源和调查经过', required: 'practice', kind: 'longText' },
      { key: 'facts', label: '查明的事实', required: 'practice', kind: 'longText' },
      { key: 'evidence', label: '证据', required: 'practice', kind: 'list' },
      { key: 'proposal', label: '拟处理意见和依据', required: 'practice', kind: 'longText' },
      { key: 'discretion', label: '裁量基准的适用和理由', required: 'practice', kind: 'longText' },
    ],
    signatures: [twoOfficers],
    sealed: false,
    served: false,
    ...unread('第二十条已在官方解读中核对存在；报告内容凭记忆'),
  },
} as const satisfies Record<string, Document>;
