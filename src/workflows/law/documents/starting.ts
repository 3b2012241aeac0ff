import { read, unread } from '../periods/period.js';
import { recordingFieldsIfAny, threeOpinions, type Document } from './document.js';

/** Documents of the start of a procedure, and of applications, complaints and inspections. */
export const startingDocuments = {
  /**
   * 程序启动审批表应载明启动原因、当事人基本情况、承办人意见、承办机构意见和行政机关负责人意见 — 第九条第二款.
   * In a penalty case the same paper serves as 立案审批表.
   */
  initiationForm: {
    title: '程序启动审批表',
    article: 9,
    source: '本制度第九条第二款',
    contents: [
      { key: 'causeOfInitiation', label: '启动原因', required: 'law', kind: 'longText', by: 'handler' },
      { key: 'partyParticulars', label: '当事人基本情况', required: 'law', kind: 'longText', by: 'handler' },
      ...threeOpinions('law'),
      {
        key: 'actualStart',
        label: '程序实际启动时间',
        required: 'law',
        kind: 'instant',
        by: 'handler',
        when: 'emergency',
      },
      {
        key: 'urgency',
        label: '情况紧急的理由',
        required: 'law',
        kind: 'longText',
        by: 'handler',
        when: 'emergency',
      },
      {
        key: 'filedAt',
        label: '补报时间',
        required: 'law',
        kind: 'instant',
        by: 'handler',
        when: 'emergency',
      },
      { key: 'sourceOfCase', label: '案件来源', required: 'practice', kind: 'text', by: 'handler' },
      {
        key: 'suspectedProvision',
        label: '涉嫌违反的规定',
        required: 'practice',
        kind: 'text',
        by: 'handler',
      },
      { key: 'evidenceList', label: '证据清单', required: 'practice', kind: 'list', by: 'handler' },
      {
        key: 'handlers',
        label: '承办人（两人以上）',
        required: 'practice',
        kind: 'people',
        posts: ['officer'],
        by: 'handler',
      },
      {
        key: 'priorVerification',
        label: '核查、检查中先行取得的证据',
        required: 'practice',
        kind: 'list',
        by: 'handler',
      },
    ],
    signatures: [
      { by: 'handler', count: 2 },
      { by: 'reviewer', count: 1 },
      { by: 'agencyHead', count: 1 },
    ],
    sealed: false,
    served: false,
    ...read('《行政执法全过程记录制度》第九条'),
  },
  /**
   * What was done after the 负责人 refused an emergency start. 强制法第十九条 asks for it of measures
   * (应当立即解除); for the rest it is our reading (Reading 0004).
   */
  terminationReport: {
    title: '启动未获批准后的处理记录',
    article: 9,
    source: '行政强制法第十九条（强制措施）；其余比照办理',
    contents: [
      { key: 'measuresLifted', label: '已解除的措施', required: 'law', kind: 'list', by: 'handler' },
      {
        key: 'thingsReturned',
        label: '退还的物品和证据原件清单',
        required: 'practice',
        kind: 'list',
        by: 'handler',
      },
      {
        key: 'partyTold',
        label: '告知当事人的时间和方式',
        required: 'practice',
        kind: 'longText',
        by: 'handler',
      },
    ],
    signatures: [{ by: 'handler', count: 2 }],
    sealed: false,
    served: false,
    ...unread('解除强制措施已核对行政强制法第十九条；终止程序后的其他处理系比照，须法制机构签署'),
  },
  /**
   * What becomes of evidence taken before the refusal is for the 法制机构 to say; no text decides it
   * (Reading 0004).
   */
  evidenceFlagOpinion: {
    title: '法制机构对已取得证据的处理意见',
    article: 7,
    source: '本局内部要求；本制度第七条（法制机构监督、指导）',
    contents: [
      {
        key: 'evidenceConcerned',
        label: '涉及的证据',
        required: 'practice',
        kind: 'list',
        by: 'legalOffice',
      },
      {
        key: 'disposition',
        label: '处理意见',
        required: 'practice',
        kind: 'choice',
        by: 'legalOffice',
        choices: [
          { key: 'keepOnFile', label: '留存备查，不作为定案证据' },
          { key: 'usableLater', label: '依法取得，可在另行立案后使用' },
          { key: 'returnToHolder', label: '退还持有人' },
        ],
      },
      { key: 'reasons', label: '理由', required: 'practice', kind: 'longText', by: 'legalOffice' },
    ],
    signatures: [{ by: 'legalOffice', count: 1 }],
    sealed: false,
    served: false,
    ...unread('法律法规和本制度均未规定，须法制机构确定'),
  },
  /** 对实名投诉、举报，经审查不启动……并将相关情况作书面记录 — 第十条. */
  complaintRegister: {
    title: '投诉举报登记表',
    article: 10,
    source: '本制度第十条',
    contents: [
      { key: 'receivedAt', label: '接到时间', required: 'law', kind: 'instant', fact: true },
      { key: 'complaint', label: '投诉、举报内容', required: 'law', kind: 'longText' },
      {
        key: 'complainant',
        label: '投诉人、举报人（依法保密）',
        required: 'practice',
        kind: 'text',
        restricted: true,
      },
      {
        key: 'realName',
        label: '是否实名',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'realName', label: '实名' },
          { key: 'anonymous', label: '匿名' },
        ],
      },
      {
        key: 'examination',
        label: '审查结果',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'start', label: '启动执法程序' },
          { key: 'noStart', label: '不启动执法程序' },
          { key: 'passOn', label: '移送有管辖权的机关' },
        ],
      },
      { key: 'reasons', label: '理由', required: 'law', kind: 'longText' },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...read('《行政执法全过程记录制度》第十条'),
  },
  /** 应依据相关法律、法规和规章的规定告知投诉人、举报人 — 第十条. */
  complainantNotice: {
    title: '不予启动告知书',
    article: 10,
    source: '本制度第十条',
    contents: [
      { key: 'complaint', label: '投诉、举报事项', required: 'law', kind: 'longText' },
      { key: 'decision', label: '不启动执法程序的决定和理由', required: 'law', kind: 'longText' },
      { key: 'toldHow', label: '告知的时间和方式', required: 'law', kind: 'text' },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...read('《行政执法全过程记录制度》第十条'),
  },
  /** 对申请登记、口头申请、受理或不予受理、当场更正……予以记录 — 第八条第一款. */
  applicationRegister: {
    title: '申请事项登记表',
    article: 8,
    source: '本制度第八条第一款；行政许可法第三十二条',
    contents: [
      { key: 'applicant', label: '申请人', required: 'law', kind: 'text' },
      { key: 'receivedAt', label: '收到申请的时间', required: 'law', kind: 'instant', fact: true },
      {
        key: 'form',
        label: '申请方式',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'written', label: '书面申请' },
          { key: 'oral', label: '口头申请' },
          { key: 'online', label: '网上申请' },
        ],
      },
      { key: 'matterApplied', label: '申请事项', required: 'law', kind: 'longText' },
      { key: 'correctedOnTheSpot', label: '当场更正的错误', required: 'practice', kind: 'longText' },
      {
        key: 'acceptance',
        label: '受理情况',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'accepted', label: '受理' },
          { key: 'refused', label: '不予受理' },
          { key: 'incomplete', label: '告知补正' },
        ],
      },
      { key: 'voucher', label: '出具的书面凭证或者回执', required: 'law', kind: 'text' },
      ...recordingFieldsIfAny,
    ],
    signatures: [{ by: 'intakeClerk', count: 1 }],
    sealed: false,
    served: false,
    ...read('《行政执法全过程记录制度》第八条；行政许可法（2019）第三十二条'),
  },
  /** 一次告知申请人需要补正的全部内容 — 行政许可法第三十二条; 一次性告知 — 第八条第一款. */
  oneTimeNotice: {
    title: '一次性告知书',
    article: 8,
    source: '本制度第八条第一款；行政许可法第三十二条',
    contents: [
      { key: 'missingItems', label: '需补正的全部内容', required: 'law', kind: 'list' },
      { key: 'toldAt', label: '告知时间', required: 'law', kind: 'instant', fact: true },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...read('《行政执法全过程记录制度》第八条；行政许可法（2019）第三十二条'),
  },
  /** 委托书应当……向社会公布 — 行政处罚法第二十条: put on file when that came after the 委托书 was entered. */
  entrustmentPublication: {
    title: '委托书公布情况',
    article: 2,
    source: '行政处罚法第二十条第二款',
    contents: [
      { key: 'publishedOn', label: '公布日期', required: 'law', kind: 'date', fact: true },
      { key: 'link', label: '公布网址', required: 'law', kind: 'text', fact: true },
    ],
    signatures: [],
    sealed: false,
    served: false,
    ...read('行政处罚法（2021）第二十条'),
  },
  /** Approved and notified before the visit; the ministry's trial format texts name the paper. */
  inspectionApprovalForm: {
    title: '行政检查审批表',
    article: 2,
    source: '国办发〔2024〕54号；司法部《行政检查文书基本格式文本（试行）》',
    contents: [
      { key: 'subject', label: '检查对象', required: 'law', kind: 'text' },
      { key: 'basis', label: '检查依据', required: 'law', kind: 'longText' },
      { key: 'matters', label: '检查事项', required: 'law', kind: 'list' },
      { key: 'plannedAt', label: '拟检查时间', required: 'law', kind: 'instant', fact: true },
      { key: 'subjectNumber', label: '检查对象编号', required: 'practice', kind: 'text', fact: true },
      {
        key: 'kind',
        label: '检查类别',
        required: 'practice',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'planned', label: '日常检查（计入年度频次）' },
          { key: 'special', label: '专项检查（计入年度频次）' },
          { key: 'clueDriven', label: '依投诉举报、转办交办等线索检查（不计入年度频次）' },
        ],
      },
      { key: 'timesThisYear', label: '本年度已检查次数', required: 'practice', kind: 'text' },
    ],
    signatures: [
      { by: 'handler', count: 2 },
      { by: 'reviewer', count: 1 },
      { by: 'agencyHead', count: 1 },
    ],
    sealed: false,
    served: false,
    ...unread('文书名称已在司法部网页核对；内容和审批人凭记忆'),
  },
  /** Handed over before or at the inspection. */
  inspectionNotice: {
    title: '行政检查通知书',
    article: 2,
    source: '国办发〔2024〕54号；司法部《行政检查文书基本格式文本（试行）》',
    contents: [
      { key: 'subject', label: '检查对象', required: 'law', kind: 'text' },
      { key: 'basis', label: '检查依据', required: 'law', kind: 'longText' },
      { key: 'matters', label: '检查事项', required: 'law', kind: 'list' },
      { key: 'inspectionAt', label: '检查时间', required: 'law', kind: 'instant', fact: true },
      { key: 'officers', label: '检查人员', required: 'law', kind: 'people', posts: ['officer'] },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...unread('文书名称已在司法部网页核对；内容凭记忆'),
  },
} as const satisfies Record<string, Document>;
