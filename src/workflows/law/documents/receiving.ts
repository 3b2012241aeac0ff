import { read, unread } from '../periods/period.js';
import {
  ageField,
  capacityField,
  officerFields,
  partyField,
  threeOpinions,
  twoOfficers,
  type Document,
  type Field,
} from './document.js';

const regulationText = '《行政执法全过程记录制度》';
const permitLaw = '行政许可法（2019）';

/** A case that was there before takes the matter in: 并案. */
const joinedField = {
  key: 'joinedBecause',
  label: '并入在办案件的理由（案件不是由本事项启动的，必填）',
  required: 'practice',
  kind: 'longText',
} as const satisfies Field;

/** What a clue or a complaint may come to. */
const examinationChoices = [
  { key: 'start', label: '启动执法程序' },
  { key: 'noStart', label: '不启动执法程序' },
  { key: 'passOn', label: '移送有管辖权的机关' },
] as const;

/** Documents of parties, complaints, clues and competence. */
export const complaintDocuments = {
  /** 当事人基本情况 — 第九条第二款; 当事人的姓名或者名称、地址 — 行政处罚法第五十九条（一）. One for each party. */
  partyParticulars: {
    title: '当事人基本情况登记表',
    article: 9,
    source: '本制度第九条第二款；行政处罚法第三十条、第三十一条、第五十九条',
    contents: [
      { ...partyField, label: '已在卷的当事人（补充、更新其情况；另有一名当事人的，不选）' },
      { key: 'name', label: '姓名或者名称', required: 'law', kind: 'text' },
      {
        key: 'partyKind',
        label: '当事人类别',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'citizen', label: '公民（含个体工商户）' },
          { key: 'organisation', label: '法人或者其他组织' },
        ],
      },
      {
        key: 'identification',
        label: '身份证件号码或者统一社会信用代码',
        required: 'practice',
        kind: 'text',
      },
      {
        key: 'representative',
        label: '法定代表人或者负责人',
        required: 'law',
        kind: 'text',
        given: { field: 'partyKind', is: ['organisation'] },
      },
      ageField,
      capacityField,
      { key: 'guardian', label: '监护人', required: 'practice', kind: 'text' },
      { key: 'address', label: '住址或者住所', required: 'law', kind: 'text' },
      {
        key: 'domicile',
        label: '在中华人民共和国领域内有无住所',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'inChina', label: '有住所' },
          { key: 'abroad', label: '无住所' },
        ],
      },
      { key: 'phone', label: '联系电话', required: 'practice', kind: 'text' },
      { key: 'electronicAddress', label: '电子邮箱等电子地址', required: 'practice', kind: 'text' },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...read(`${regulationText}第九条；行政处罚法（2021）第三十条、第三十一条、第五十九条`),
  },
  /** 接到……投诉、举报的……进行相应记录 — 第十条. Written when it comes in, before anybody has examined it. */
  complaintReceipt: {
    title: '投诉举报接收记录',
    article: 10,
    source: '本制度第十条',
    contents: [
      { key: 'receivedAt', label: '接到时间', required: 'law', kind: 'instant', fact: true },
      {
        key: 'channel',
        label: '接到方式',
        required: 'practice',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'visit', label: '来访' },
          { key: 'letter', label: '来信' },
          { key: 'telephone', label: '电话' },
          { key: 'online', label: '网络' },
          { key: 'passedOn', label: '其他机关转来' },
        ],
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
        key: 'complainant',
        label: '投诉人、举报人（依法保密）',
        required: 'law',
        kind: 'text',
        restricted: true,
        given: { field: 'realName', is: ['realName'] },
      },
      {
        key: 'complainantContact',
        label: '投诉人、举报人的联系方式（依法保密）',
        required: 'law',
        kind: 'text',
        restricted: true,
        given: { field: 'realName', is: ['realName'] },
      },
      { key: 'suspected', label: '被投诉人、被举报人', required: 'practice', kind: 'text' },
      { key: 'complaint', label: '投诉、举报内容', required: 'law', kind: 'longText' },
      {
        key: 'materials',
        label: '投诉、举报材料（依法保密）',
        required: 'practice',
        kind: 'attachments',
        restricted: true,
      },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...read(`${regulationText}第十条`),
  },
  /** A clue is verified before it is decided whether to start — the housing rule 第十五条第一款. */
  complaintVerificationReport: {
    title: '线索核查报告',
    article: 10,
    source: '住房和城乡建设行政处罚程序规定第十五条第一款；本制度第十条',
    contents: [
      { key: 'officers', label: '核查人员', required: 'law', kind: 'people', posts: ['officer'] },
      { key: 'verifiedAt', label: '核查完成时间', required: 'law', kind: 'instant', fact: true },
      { key: 'course', label: '核查经过', required: 'law', kind: 'longText' },
      { key: 'findings', label: '核查情况', required: 'law', kind: 'longText' },
      {
        key: 'evidence',
        label: '取得的证据（立案前依法取得的可以使用）',
        required: 'practice',
        kind: 'list',
      },
      {
        key: 'conclusion',
        label: '核查结论',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'suspected', label: '有初步证据证明存在违法行为' },
          { key: 'noViolation', label: '未发现违法行为' },
          { key: 'insufficient', label: '证据不足' },
          { key: 'notOurs', label: '不属于本局管辖' },
          { key: 'timeBarred', label: '已超过处罚时效' },
        ],
      },
      {
        key: 'proposal',
        label: '处理建议',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: examinationChoices,
      },
      { key: 'reasons', label: '理由', required: 'law', kind: 'longText' },
    ],
    signatures: [twoOfficers],
    sealed: false,
    served: false,
    ...unread('核查义务和期限已在官方解读中核对；报告内容凭记忆，规章条款未见原文'),
  },
  /** 经审查不启动行政执法程序的，应……告知……并将相关情况作书面记录 — 第十条. What was decided, and the case it became. */
  complaintOutcome: {
    title: '投诉举报处理审批表',
    article: 10,
    source: '本制度第十条',
    contents: [
      {
        key: 'result',
        label: '处理结果',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: examinationChoices,
      },
      { key: 'reasons', label: '理由', required: 'law', kind: 'longText' },
      {
        key: 'caseNumber',
        label: '启动的案件',
        required: 'practice',
        kind: 'text',
        fact: true,
        names: 'case',
        given: { field: 'result', is: ['start'] },
      },
      {
        key: 'competentAgency',
        label: '有管辖权的机关',
        required: 'law',
        kind: 'text',
        given: { field: 'result', is: ['passOn'] },
      },
      ...threeOpinions('law'),
    ],
    signatures: [
      { by: 'handler', count: 1 },
      { by: 'reviewer', count: 1 },
      { by: 'agencyHead', count: 1 },
    ],
    sealed: false,
    served: false,
    ...read(`${regulationText}第十条`),
  },
  /** 需要查处的，及时启动执法程序，并进行相应记录 — 第十条: which case it became. */
  complaintCaseLink: {
    title: '投诉举报启动案件记录',
    article: 10,
    source: '本制度第十条',
    contents: [
      { key: 'caseNumber', label: '启动的案件', required: 'law', kind: 'text', fact: true, names: 'case' },
      joinedField,
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...read(`${regulationText}第十条`),
  },
  /** The proof that a real-name complainant was told — 第十条. Without it the complaint is not closed. */
  complainantTold: {
    title: '告知实名投诉人、举报人情况记录',
    article: 10,
    source: '本制度第十条',
    contents: [
      { key: 'toldAt', label: '告知时间', required: 'law', kind: 'instant', fact: true },
      {
        key: 'method',
        label: '告知方式',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'writing', label: '书面送达' },
          { key: 'telephone', label: '电话（录音）' },
          { key: 'message', label: '短信、电子邮件等' },
          { key: 'unreachable', label: '按留下的联系方式无法告知' },
        ],
      },
      { key: 'toldWhat', label: '告知的内容', required: 'law', kind: 'longText' },
      {
        key: 'proof',
        label: '告知凭证（依法保密）',
        required: 'law',
        kind: 'attachments',
        restricted: true,
      },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...read(`${regulationText}第十条`),
  },
  /** A case of another agency is passed on — the housing rule 第六条. */
  competenceTransferLetter: {
    title: '案件移送函',
    article: 2,
    source: '行政处罚法第二十二条至第二十五条；住房和城乡建设行政处罚程序规定第六条',
    contents: [
      { key: 'competentAgency', label: '受移送机关', required: 'law', kind: 'text' },
      { key: 'reasons', label: '移送的理由和依据', required: 'law', kind: 'longText' },
      { key: 'materials', label: '移送的材料和物品', required: 'law', kind: 'list' },
      { key: 'transferredAt', label: '移送时间', required: 'law', kind: 'instant', fact: true },
      { key: 'receipt', label: '受移送机关的回执', required: 'practice', kind: 'attachments' },
    ],
    signatures: [],
    sealed: true,
    served: false,
    ...unread('移送义务已核对第六条；文书格式凭记忆'),
  },
  /** Two agencies talk about who is competent and write it down — the housing rule 第六条. */
  competenceNegotiationRecord: {
    title: '管辖争议协商记录',
    article: 2,
    source: '行政处罚法第二十五条；住房和城乡建设行政处罚程序规定第六条',
    contents: [
      { key: 'disputedAt', label: '发生争议的时间', required: 'law', kind: 'instant', fact: true },
      { key: 'otherAgency', label: '对方机关', required: 'law', kind: 'text' },
      { key: 'talks', label: '协商经过', required: 'law', kind: 'longText' },
      {
        key: 'result',
        label: '协商结果',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'ours', label: '由本局管辖' },
          { key: 'theirs', label: '由对方管辖' },
          { key: 'designation', label: '协商不成，报请指定管辖' },
        ],
      },
    ],
    signatures: [{ by: 'handler', count: 2 }],
    sealed: false,
    served: false,
    ...unread('协商和记录的义务已核对第六条；记录内容凭记忆'),
  },
  /** 委托书应当载明委托的具体事项、权限、期限等内容……应当将委托书向社会公布 — 行政处罚法第二十条. */
  entrustmentLetter: {
    title: '行政处罚委托书',
    article: 2,
    source: '行政处罚法第二十条、第二十一条',
    contents: [
      { key: 'entrustedUnit', label: '受委托组织', required: 'law', kind: 'text' },
      { key: 'matters', label: '委托的具体事项', required: 'law', kind: 'list' },
      { key: 'powers', label: '委托的权限', required: 'law', kind: 'longText' },
      { key: 'validFrom', label: '委托期限的起始日', required: 'law', kind: 'date', fact: true },
      { key: 'validUntil', label: '委托期限的终止日', required: 'law', kind: 'date', fact: true },
      { key: 'publishedAt', label: '向社会公布的日期', required: 'law', kind: 'date', fact: true },
      { key: 'publishedLink', label: '公布的网址', required: 'law', kind: 'text' },
      { key: 'original', label: '委托书原件（扫描件）', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'agencyHead', count: 1 }],
    sealed: true,
    served: false,
    ...read('行政处罚法（2021）第二十条、第二十一条'),
  },
} as const satisfies Record<string, Document>;

/** Documents of applications (第八条). */
export const applicationDocuments = {
  /** 对申请登记、口头申请……予以记录 — 第八条第一款. Written when it comes in, before anybody has examined it. */
  applicationReceipt: {
    title: '申请接收登记',
    article: 8,
    source: '本制度第八条第一款；行政许可法第三十二条',
    contents: [
      { key: 'applicant', label: '申请人', required: 'law', kind: 'text' },
      { key: 'receivedAt', label: '收到申请材料的时间', required: 'law', kind: 'instant', fact: true },
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
      { key: 'items', label: '接收的材料和份数', required: 'law', kind: 'list' },
    ],
    signatures: [{ by: 'intakeClerk', count: 1 }],
    sealed: true,
    served: true,
    ...read(`${regulationText}第八条；${permitLaw}第三十二条`),
  },
  /** 出具加盖本行政机关专用印章和注明日期的书面凭证 — 行政许可法第三十二条; 出具书面凭证或回执 — 第八条第一款. */
  materialsReceipt: {
    title: '申请材料接收凭证',
    article: 8,
    source: '本制度第八条第一款；行政许可法第三十二条',
    contents: [
      { key: 'receivedAt', label: '接收时间', required: 'law', kind: 'instant', fact: true },
      { key: 'items', label: '接收的材料和份数', required: 'law', kind: 'list' },
      { key: 'clerk', label: '接收人', required: 'law', kind: 'people' },
    ],
    signatures: [{ by: 'intakeClerk', count: 1 }],
    sealed: true,
    served: true,
    ...read(`${regulationText}第八条；${permitLaw}第三十二条`),
  },
  /** 申请材料存在可以当场更正的错误的，应当允许申请人当场更正 — 行政许可法第三十二条（三）. */
  onTheSpotCorrection: {
    title: '申请材料当场更正记录',
    article: 8,
    source: '本制度第八条第一款；行政许可法第三十二条',
    contents: [
      { key: 'correctedAt', label: '更正时间', required: 'law', kind: 'instant', fact: true },
      { key: 'errors', label: '更正的错误', required: 'law', kind: 'longText' },
      { key: 'confirmation', label: '申请人确认的原件', required: 'practice', kind: 'attachments' },
    ],
    signatures: [
      { by: 'applicant', count: 1 },
      { by: 'intakeClerk', count: 1 },
    ],
    sealed: false,
    served: false,
    ...read(`${regulationText}第八条；${permitLaw}第三十二条`),
  },
  /** What the applicant brought after 一次性告知. Whatever is still missing, there is no second list. */
  correctionReceipt: {
    title: '补正材料接收凭证',
    article: 8,
    source: '本制度第八条第一款；行政许可法第三十二条',
    contents: [
      { key: 'receivedAt', label: '收到补正材料的时间', required: 'law', kind: 'instant', fact: true },
      { key: 'items', label: '补正的材料', required: 'law', kind: 'list' },
      {
        key: 'complete',
        label: '是否按要求提交全部补正材料',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'complete', label: '已按要求提交全部补正材料' },
          { key: 'incomplete', label: '未按要求补正' },
        ],
      },
    ],
    signatures: [{ by: 'intakeClerk', count: 1 }],
    sealed: true,
    served: true,
    ...read(`${regulationText}第八条；${permitLaw}第三十二条`),
  },
  /** 受理……行政许可申请，应当出具……书面凭证 — 行政许可法第三十二条第二款. */
  applicationAcceptance: {
    title: '受理通知书',
    article: 8,
    source: '本制度第八条第一款；行政许可法第三十二条',
    contents: [
      { key: 'matter', label: '申请事项', required: 'law', kind: 'longText' },
      { key: 'acceptedAt', label: '受理时间', required: 'law', kind: 'instant', fact: true },
      {
        key: 'ground',
        label: '受理的情形',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'complete', label: '申请材料齐全、符合法定形式' },
          { key: 'corrected', label: '已按要求提交全部补正材料' },
          { key: 'silence', label: '逾期未告知补正，自收到申请材料之日起即为受理' },
        ],
      },
      { key: 'decideBy', label: '作出决定的期限', required: 'practice', kind: 'date', fact: true },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...read(`${regulationText}第八条；${permitLaw}第三十二条`),
  },
  /** 不予受理……应当出具……书面凭证 — 行政许可法第三十二条第二款. */
  applicationRefusal: {
    title: '不予受理通知书',
    article: 8,
    source: '本制度第八条第一款；行政许可法第三十二条',
    contents: [
      { key: 'matter', label: '申请事项', required: 'law', kind: 'longText' },
      {
        key: 'ground',
        label: '不予受理的情形',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'noPermitNeeded', label: '依法不需要取得行政许可' },
          { key: 'notOurs', label: '依法不属于本局职权范围' },
          { key: 'notCorrected', label: '未按要求补正，不符合受理条件' },
        ],
      },
      { key: 'reasons', label: '理由', required: 'law', kind: 'longText' },
      {
        key: 'whereToApply',
        label: '应向何机关申请',
        required: 'law',
        kind: 'text',
        given: { field: 'ground', is: ['notOurs'] },
      },
      { key: 'refusedAt', label: '不予受理的时间', required: 'law', kind: 'instant', fact: true },
      { key: 'remedies', label: '申请行政复议、提起行政诉讼的途径和期限', required: 'law', kind: 'longText' },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...read(`${regulationText}第八条；${permitLaw}第三十二条`),
  },
  /** 二十日……作出行政许可决定 — 行政许可法第四十二条. The reasons and remedies of a refusal are from memory of 第三十八条. */
  applicationDecision: {
    title: '行政许可决定书',
    article: 8,
    source: '行政许可法第三十八条、第四十二条',
    contents: [
      { key: 'applicant', label: '申请人', required: 'law', kind: 'text' },
      { key: 'matter', label: '申请事项', required: 'law', kind: 'longText' },
      {
        key: 'result',
        label: '决定',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'granted', label: '准予行政许可' },
          { key: 'refused', label: '不予行政许可' },
        ],
      },
      { key: 'basis', label: '依据', required: 'law', kind: 'longText' },
      {
        key: 'reasons',
        label: '不予许可的理由',
        required: 'law',
        kind: 'longText',
        given: { field: 'result', is: ['refused'] },
      },
      {
        key: 'remedies',
        label: '申请行政复议、提起行政诉讼的途径和期限',
        required: 'law',
        kind: 'longText',
        given: { field: 'result', is: ['refused'] },
      },
      { key: 'decidedAt', label: '作出决定的日期', required: 'law', kind: 'date', fact: true },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...unread('决定的期限已核对行政许可法第四十二条；决定书内容（第三十八条）凭记忆'),
  },
  /** 经本行政机关负责人批准，可以延长十日，并应当将延长期限的理由告知申请人 — 行政许可法第四十二条. */
  permitExtensionNotice: {
    title: '延长行政许可决定期限告知书',
    article: 8,
    source: '行政许可法第四十二条',
    contents: [
      { key: 'reasons', label: '延长的理由', required: 'law', kind: 'longText' },
      { key: 'until', label: '延长至', required: 'law', kind: 'date', fact: true },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...read(`${permitLaw}第四十二条`),
  },
  /** 所需时间不计算在本节规定的期限内。行政机关应当将所需时间书面告知申请人 — 行政许可法第四十五条. */
  excludedTimeNotice: {
    title: '不计入许可期限时间告知书',
    article: 8,
    source: '行政许可法第四十五条',
    contents: [
      {
        key: 'activity',
        label: '不计入期限的事项',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'hearing', label: '听证' },
          { key: 'tender', label: '招标、拍卖' },
          { key: 'test', label: '检验、检测、检疫' },
          { key: 'appraisal', label: '鉴定' },
          { key: 'expertReview', label: '专家评审' },
        ],
      },
      { key: 'from', label: '开始时间', required: 'law', kind: 'instant', fact: true },
      { key: 'expectedUntil', label: '所需时间（预计完成日）', required: 'law', kind: 'date', fact: true },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...read(`${permitLaw}第四十五条`),
  },
  /** The thing named in an `excludedTimeNotice` is over, and the clock runs on. */
  excludedTimeEnded: {
    title: '不计入许可期限事项完成记录',
    article: 8,
    source: '行政许可法第四十五条',
    contents: [
      { key: 'until', label: '完成时间', required: 'law', kind: 'instant', fact: true },
      { key: 'result', label: '结果', required: 'law', kind: 'longText' },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...read(`${permitLaw}第四十五条`),
  },
  /** 应当自作出决定之日起十日内向申请人颁发、送达行政许可证件 — 行政许可法第四十四条. */
  permitDeliveryRecord: {
    title: '行政许可证件颁发送达记录',
    article: 8,
    source: '行政许可法第四十四条',
    contents: [
      { key: 'permit', label: '许可证件的名称和编号', required: 'law', kind: 'text' },
      { key: 'deliveredAt', label: '颁发、送达时间', required: 'law', kind: 'instant', fact: true },
      { key: 'receipt', label: '签收凭证', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'applicant', count: 1 }],
    sealed: false,
    served: false,
    ...read(`${permitLaw}第四十四条`),
  },
} as const satisfies Record<string, Document>;

/** Documents of inspections (第二条) beside those of `startingDocuments`. */
export const inspectionDocuments = {
  /** An urgent visit is reported and its approval made up; the paper of 2024 asks only for the approval. */
  urgentInspectionReport: {
    title: '紧急行政检查情况报告',
    article: 2,
    source: '国办发〔2024〕54号',
    contents: [
      ...officerFields,
      { key: 'subject', label: '检查对象', required: 'law', kind: 'text' },
      { key: 'startedAt', label: '检查开始时间', required: 'law', kind: 'instant', fact: true },
      { key: 'urgency', label: '情况紧急的理由', required: 'law', kind: 'longText' },
      { key: 'basis', label: '检查依据', required: 'law', kind: 'longText' },
      { key: 'matters', label: '检查事项', required: 'law', kind: 'list' },
      ...threeOpinions('practice'),
    ],
    signatures: [twoOfficers, { by: 'reviewer', count: 1 }, { by: 'agencyHead', count: 1 }],
    sealed: false,
    served: false,
    ...unread('检查须经批准已核对新闻稿；紧急检查的补办凭记忆'),
  },
  /** The subject is told what came of it: 反馈 is the last link of the ministry's chain of papers. */
  inspectionResult: {
    title: '行政检查结果告知书',
    article: 2,
    source: '司法部《行政检查文书基本格式文本（试行）》',
    contents: [
      { key: 'subject', label: '检查对象', required: 'law', kind: 'text' },
      { key: 'inspectedOn', label: '检查日期', required: 'law', kind: 'date', fact: true },
      {
        key: 'result',
        label: '检查结果',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'noProblem', label: '未发现问题' },
          { key: 'guidance', label: '当场指导、即时改正' },
          { key: 'correction', label: '责令（限期）改正' },
          { key: 'caseOpened', label: '涉嫌违法，启动执法程序' },
          { key: 'passedOn', label: '移送有管辖权的机关' },
        ],
      },
      { key: 'problems', label: '发现的问题', required: 'practice', kind: 'list' },
      {
        key: 'correctBy',
        label: '改正的期限',
        required: 'law',
        kind: 'date',
        fact: true,
        given: { field: 'result', is: ['correction'] },
      },
      {
        key: 'caseNumber',
        label: '启动的案件',
        required: 'practice',
        kind: 'text',
        fact: true,
        names: 'case',
        given: { field: 'result', is: ['caseOpened'] },
      },
      { ...joinedField, given: { field: 'result', is: ['caseOpened'] } },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...unread('审批、通知、实施、记录、反馈的文书链已在司法部网页核对；本文书内容凭记忆'),
  },
} as const satisfies Record<string, Document>;
