import { read, unread } from '../periods/period.js';
import { penaltyChoices } from '../penalties.js';
import { earlierFineField, threeOpinions, type Document, type Field } from './document.js';

const transferRule = '行政执法机关移送涉嫌犯罪案件的规定';

/** What is to be decided, in the fields the gates read. Amounts in 分. */
export const penaltyFields = [
  {
    key: 'penaltyKind',
    label: '处罚种类（有几种的，选最重的一种）',
    required: 'practice',
    kind: 'choice',
    fact: true,
    choices: penaltyChoices,
  },
  {
    key: 'confiscatedAmount',
    label: '没收违法所得、非法财物的数额或者价值',
    required: 'practice',
    kind: 'amount',
    fact: true,
  },
  {
    key: 'basisKeys',
    label: '适用的法律、法规、规章',
    required: 'practice',
    kind: 'list',
    fact: true,
    names: 'legalBasis',
  },
] as const satisfies readonly Field[];

/** Opinions of 承办人, 承办机构 and 行政机关负责人 on a form that passes all three. */
const opinions = [...threeOpinions('law')] as const satisfies readonly Field[];

const threeSign = [
  { by: 'handler', count: 2 },
  { by: 'reviewer', count: 1 },
  { by: 'agencyHead', count: 1 },
] as const satisfies Document['signatures'];

/** Documents of examination and decision beside those of `decisionDocuments`. */
export const decidingDocuments = {
  /** Limitation, age and capacity, an earlier fine, mitigation — 行政处罚法第二十九条至第三十三条、第三十六条. */
  substanceReview: {
    title: '处罚适用审查表',
    article: 16,
    source: '行政处罚法第二十九条至第三十三条、第三十六条、第四十条',
    contents: [
      {
        key: 'violationEnded',
        label: '违法行为发生之日（连续或者继续的，终了之日）',
        required: 'law',
        kind: 'date',
        fact: true,
      },
      {
        key: 'continuing',
        label: '是否有连续或者继续状态',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'ended', label: '没有，或者已经终了' },
          { key: 'continuing', label: '仍在连续或者继续' },
        ],
      },
      { key: 'discovered', label: '违法行为被发现之日', required: 'law', kind: 'date', fact: true },
      {
        key: 'gravity',
        label: '是否涉及公民生命健康安全、金融安全且有危害后果',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'ordinary', label: '不涉及' },
          { key: 'grave', label: '涉及且有危害后果' },
        ],
      },
      earlierFineField,
      {
        key: 'proven',
        label: '违法事实是否清楚、证据是否充分',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'proven', label: '事实清楚，证据充分' },
          { key: 'notProven', label: '事实不清或者证据不足' },
        ],
      },
      {
        key: 'mitigation',
        label: '从轻、减轻、不予处罚情形的审查结论',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'none', label: '没有上述情形' },
          { key: 'lighter', label: '应当从轻' },
          { key: 'mitigated', label: '应当减轻' },
          { key: 'noPenalty', label: '应当或者可以不予处罚' },
        ],
      },
      {
        key: 'age',
        label: '当事人违法时的年龄',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'organisation', label: '当事人不是公民' },
          { key: 'adult', label: '已满十八周岁' },
          { key: 'fourteenToEighteen', label: '已满十四周岁不满十八周岁' },
          { key: 'underFourteen', label: '不满十四周岁' },
        ],
      },
      {
        key: 'capacity',
        label: '当事人辨认、控制自己行为的能力',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'full', label: '能够辨认和控制（含单位）' },
          { key: 'reduced', label: '尚未完全丧失' },
          { key: 'none', label: '不能辨认或者不能控制' },
        ],
      },
      { key: 'reasons', label: '审查的事实和理由', required: 'law', kind: 'longText' },
      {
        key: 'discretion',
        label: '裁量基准的编号，未适用的，写明理由',
        required: 'law',
        kind: 'longText',
      },
    ],
    signatures: [{ by: 'handler', count: 2 }],
    sealed: false,
    served: false,
    ...read('行政处罚法（2021）第二十九条至第三十四条、第三十六条、第四十条'),
  },
  /** Which grounds of 行政处罚法第五十八条 apply; without one the review may be asked for all the same. */
  legalReviewSubmission: {
    title: '法制审核送审表',
    article: 17,
    source: '行政处罚法第五十八条；本制度第十七条',
    contents: [
      {
        key: 'publicInterest',
        label: '是否涉及重大公共利益',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'no', label: '不涉及' },
          { key: 'yes', label: '涉及' },
        ],
      },
      {
        key: 'majorRights',
        label: '是否直接关系当事人或者第三人重大权益，经过听证程序',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'no', label: '否' },
          { key: 'yes', label: '是' },
        ],
      },
      {
        key: 'complexRelations',
        label: '案件情况是否疑难复杂、涉及多个法律关系',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'no', label: '否' },
          { key: 'yes', label: '是' },
        ],
      },
      {
        key: 'otherGround',
        label: '是否属于法律、法规规定应当审核的其他情形',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'no', label: '否' },
          { key: 'yes', label: '是' },
        ],
      },
      {
        key: 'gravity',
        label: '是否情节复杂或者重大违法行为（应当集体讨论）',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'ordinary', label: '否' },
          { key: 'complex', label: '情节复杂' },
          { key: 'serious', label: '重大违法行为' },
        ],
      },
      { key: 'materials', label: '送审材料', required: 'practice', kind: 'list' },
    ],
    signatures: [{ by: 'handler', count: 2 }],
    sealed: false,
    served: false,
    ...unread('应当审核、集体讨论的情形已核对行政处罚法第五十七条、第五十八条；送审表式凭惯例'),
  },
  /** The handling unit may disagree, and then the leaders decide — the paper of 2018, from memory. */
  legalReviewObjection: {
    title: '承办机构对法制审核意见的异议',
    article: 17,
    source: '国办发〔2018〕118号',
    contents: [
      { key: 'points', label: '不同意的意见', required: 'law', kind: 'longText' },
      { key: 'reasons', label: '理由', required: 'law', kind: 'longText' },
    ],
    signatures: [{ by: 'unitHead', count: 1 }],
    sealed: false,
    served: false,
    ...unread('凭记忆，未见原文'),
  },
  /** 专家论证会议纪要 — 第十八条; each expert by name, each with his interest declared. */
  expertPanelMinutes: {
    title: '专家论证会议纪要',
    article: 18,
    source: '本制度第十八条',
    contents: [
      { key: 'heldAt', label: '论证时间', required: 'law', kind: 'instant', fact: true },
      { key: 'experts', label: '参加论证的专家', required: 'law', kind: 'list' },
      { key: 'interests', label: '利害关系声明', required: 'law', kind: 'longText' },
      { key: 'questions', label: '论证的问题', required: 'law', kind: 'longText' },
      { key: 'opinion', label: '论证意见', required: 'law', kind: 'longText' },
    ],
    signatures: [{ by: 'expert', count: 1 }],
    sealed: false,
    served: false,
    ...unread('会议纪要已核对第十八条；每名专家的利害关系声明凭记忆，未见原文'),
  },
  /** One voice of a joint opinion (会签): for itself, with its reasons. */
  jointOpinion: {
    title: '会签意见',
    article: 36,
    source: '本制度第三十六条',
    contents: [
      { key: 'opinion', label: '会签意见', required: 'law', kind: 'longText' },
      {
        key: 'result',
        label: '是否同意',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'agreed', label: '同意' },
          { key: 'disagreed', label: '不同意' },
        ],
      },
    ],
    signatures: [{ by: 'unitHead', count: 1 }],
    sealed: false,
    served: false,
    ...unread('会签是本局内部分工，第三十六条只要求意见和理由'),
  },
  /** Who signs jointly is changed on record: 承办人 adds and removes, a signer takes his own word back. */
  jointChange: {
    title: '会签变更单',
    article: 36,
    source: '本制度第三十六条',
    contents: [
      {
        key: 'change',
        label: '变更事项',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'add', label: '增加会签人员' },
          { key: 'remove', label: '减少会签人员' },
          { key: 'withdraw', label: '撤回本人的签署' },
        ],
      },
      {
        key: 'joint',
        label: '会签事项（几项会签同时进行的，写明是哪一项）',
        required: 'practice',
        kind: 'text',
        fact: true,
      },
      {
        key: 'signer',
        label: '增加或者减少的会签人员',
        required: 'law',
        kind: 'people',
        fact: true,
        given: { field: 'change', is: ['add', 'remove'] },
      },
      { key: 'reasons', label: '理由', required: 'law', kind: 'longText' },
    ],
    signatures: [],
    sealed: false,
    served: false,
    ...unread('会签是本局内部分工，第三十六条只要求意见和理由'),
  },
  /** 违法事实不能成立的，不予行政处罚 — 行政处罚法第五十七条（三）. Nothing is proven, so nobody is admonished. */
  notProvenDecision: {
    title: '不予行政处罚决定书（违法事实不能成立）',
    article: 21,
    source: '行政处罚法第四十条、第五十七条',
    contents: [
      { key: 'partyNameAndAddress', label: '当事人的姓名或者名称、地址', required: 'law', kind: 'longText' },
      { key: 'facts', label: '调查的事项和查明的情况', required: 'law', kind: 'longText' },
      { key: 'reasons', label: '违法事实不能成立的理由', required: 'law', kind: 'longText' },
      {
        key: 'parties',
        label: '受处理的当事人（只有一名的，可以不选）',
        required: 'practice',
        kind: 'list',
        fact: true,
        names: 'party',
      },
      { key: 'decidedAt', label: '作出决定的日期', required: 'law', kind: 'date', fact: true },
      { key: 'agencyAndDate', label: '作出决定的行政机关名称和日期', required: 'law', kind: 'text' },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...unread('依据已核对行政处罚法第四十条、第五十七条；文书格式凭记忆'),
  },
  /** 执法人员当场作出的行政处罚决定，应当报所属行政机关备案 — 行政处罚法第五十二条第三款. Within how many days is not known. */
  spotPenaltyFiling: {
    title: '当场行政处罚备案表',
    article: null,
    source: '行政处罚法第五十二条',
    contents: [
      { key: 'number', label: '决定书编号', required: 'law', kind: 'text' },
      { key: 'filedAt', label: '报备时间', required: 'law', kind: 'instant', fact: true },
      { key: 'copy', label: '决定书存根', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'handler', count: 2 }],
    sealed: false,
    served: false,
    ...read('行政处罚法（2021）第五十二条'),
  },
  /** 由颁发资质证书的机关决定 — 建筑法第七十六条: what this bureau may not decide it proposes. */
  referralToIssuingAuthority: {
    title: '行政处罚建议书（报颁发证书的机关）',
    article: 2,
    source: '建筑法第七十六条；建设工程质量管理条例第七十五条',
    contents: [
      { key: 'issuingAuthority', label: '颁发证书的机关', required: 'law', kind: 'text' },
      {
        key: 'penaltyKind',
        label: '建议作出的处罚',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'stopForRectification', label: '责令停业整顿' },
          { key: 'stopPractice', label: '责令停止执业' },
          { key: 'lowerGrade', label: '降低资质等级' },
          { key: 'revokeCertificate', label: '吊销资质证书、许可证件' },
        ],
      },
      { key: 'certificate', label: '证书名称和编号', required: 'law', kind: 'text' },
      { key: 'facts', label: '违法事实和证据', required: 'law', kind: 'longText' },
      { key: 'basis', label: '依据', required: 'law', kind: 'longText' },
      { key: 'materials', label: '移送的材料', required: 'law', kind: 'list' },
      { key: 'sentAt', label: '发出时间', required: 'law', kind: 'instant', fact: true },
    ],
    signatures: [{ by: 'agencyHead', count: 1 }],
    sealed: true,
    served: false,
    ...unread('决定权限已核对建筑法第七十六条、建设工程质量管理条例第七十五条；文书格式凭记忆'),
  },
  /** What the authority answered. */
  issuingAuthorityReply: {
    title: '颁发证书机关的答复',
    article: 2,
    source: '建筑法第七十六条',
    contents: [
      { key: 'receivedAt', label: '收到时间', required: 'law', kind: 'instant', fact: true },
      {
        key: 'result',
        label: '答复',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'decided', label: '已作出处罚决定' },
          { key: 'declined', label: '不予处罚' },
          { key: 'returned', label: '退回补充材料' },
        ],
      },
      { key: 'original', label: '答复原件', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...unread('决定权限已核对建筑法第七十六条；答复的形式凭记忆'),
  },
} as const satisfies Record<string, Document>;

/** Documents of the transfer of suspected crimes beside the 移送书 itself. */
export const crimeTransferDocuments = {
  /** 应当立即指定2名或者2名以上行政执法人员组成专案组……提出移送涉嫌犯罪案件的书面报告 — 移送规定第五条. */
  crimeTransferReport: {
    title: '移送涉嫌犯罪案件报告',
    article: null,
    source: `${transferRule}第五条`,
    contents: [
      {
        key: 'team',
        label: '专案组成员（两人以上）',
        required: 'law',
        kind: 'people',
        posts: ['officer'],
        fact: true,
      },
      { key: 'suspectedCrime', label: '涉嫌的罪名', required: 'law', kind: 'text' },
      { key: 'facts', label: '核实的情况', required: 'law', kind: 'longText' },
      { key: 'evidence', label: '证据', required: 'law', kind: 'list' },
      {
        key: 'principal',
        label: '接到报告的正职负责人（或者主持工作的负责人）',
        required: 'law',
        kind: 'people',
        posts: ['principal'],
        fact: true,
      },
      {
        key: 'reportedAt',
        label: '正职负责人接到报告的时间',
        required: 'law',
        kind: 'instant',
        fact: true,
      },
    ],
    signatures: [{ by: 'handler', count: 2 }],
    sealed: false,
    served: false,
    ...read(`${transferRule}（2020）第五条`),
  },
  /** 3日内作出批准移送或者不批准移送的决定……不批准的，应当将不予批准的理由记录在案 — 移送规定第五条. */
  crimeTransferDecision: {
    title: '移送涉嫌犯罪案件审批表',
    article: null,
    source: `${transferRule}第五条`,
    contents: [
      {
        key: 'result',
        label: '正职负责人的决定',
        required: 'law',
        kind: 'choice',
        fact: true,
        by: 'principal',
        choices: [
          { key: 'approved', label: '批准移送' },
          { key: 'refused', label: '不批准移送' },
        ],
      },
      { key: 'decidedAt', label: '决定时间', required: 'law', kind: 'instant', fact: true, by: 'principal' },
      {
        key: 'reasons',
        label: '不予批准的理由',
        required: 'law',
        kind: 'longText',
        by: 'principal',
        given: { field: 'result', is: ['refused'] },
      },
    ],
    signatures: [{ by: 'principal', count: 1 }],
    sealed: false,
    served: false,
    ...read(`${transferRule}（2020）第五条`),
  },
  /** What the police, or after them the procuratorate, answered — 移送规定第七条至第九条. */
  policeReply: {
    title: '公安机关回执（决定）登记表',
    article: null,
    source: `${transferRule}第八条、第九条`,
    contents: [
      {
        key: 'reply',
        label: '答复',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'receipt', label: '接受移送的回执' },
          { key: 'filed', label: '立案' },
          { key: 'notFiled', label: '不予立案，退回案卷材料' },
          { key: 'filedOnReconsideration', label: '复议后立案' },
          { key: 'reconsiderationUpheld', label: '复议维持不予立案' },
          { key: 'givenBack', label: '依法不需要追究或者免予刑事处罚，移送行政机关处理（处罚法第二十七条）' },
        ],
      },
      { key: 'receivedAt', label: '收到时间', required: 'law', kind: 'instant', fact: true },
      { key: 'original', label: '回执或者通知书原件', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...read(`${transferRule}（2020）第八条、第九条`),
  },
  /** 可以……提请作出不予立案决定的公安机关复议，也可以建议人民检察院依法进行立案监督 — 移送规定第九条. */
  policeReconsiderationRequest: {
    title: '提请复议（建议立案监督）书',
    article: null,
    source: `${transferRule}第九条`,
    contents: [
      {
        key: 'addressee',
        label: '提请的机关',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'police', label: '公安机关（复议）' },
          { key: 'procuratorate', label: '人民检察院（立案监督）' },
        ],
      },
      { key: 'reasons', label: '理由', required: 'law', kind: 'longText' },
      { key: 'sentAt', label: '提请时间', required: 'law', kind: 'instant', fact: true },
    ],
    signatures: [{ by: 'agencyHead', count: 1 }],
    sealed: true,
    served: false,
    ...read(`${transferRule}（2020）第九条`),
  },
  /** 应当自接到立案通知书之日起3日内将涉案物品以及……其他材料移交公安机关，并办结交接手续 — 移送规定第十二条. */
  thingsHandoverRecord: {
    title: '涉案物品材料移交清单',
    article: null,
    source: `${transferRule}第十二条`,
    contents: [
      { key: 'items', label: '移交的物品和材料', required: 'law', kind: 'list' },
      { key: 'handedOverAt', label: '移交时间', required: 'law', kind: 'instant', fact: true },
      { key: 'receipt', label: '公安机关签收的清单', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'handler', count: 2 }],
    sealed: true,
    served: false,
    ...read(`${transferRule}（2020）第十二条`),
  },
} as const satisfies Record<string, Document>;

/** Documents about the course of a case. */
export const courseDocuments = {
  /** 全过程记录 — 第三条: whoever passes a phase over says why, and somebody agrees. */
  phaseSkipReason: {
    title: '略过执法阶段说明',
    article: 3,
    source: '本制度第三条',
    contents: [
      {
        key: 'phase',
        label: '略过的阶段',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'investigation', label: '调查取证' },
          { key: 'decision', label: '审查决定' },
          { key: 'enforcement', label: '送达执行' },
        ],
      },
      { key: 'reasons', label: '理由', required: 'law', kind: 'longText' },
      ...opinions,
    ],
    signatures: threeSign,
    sealed: false,
    served: false,
    ...unread('五个阶段已核对第三条；略过须说明理由为本局要求'),
  },
  /** The suspended case told to the party: practice of the housing rule, from memory. */
  suspensionNotice: {
    title: '中止（恢复、终止）调查告知书',
    article: null,
    source: '住房和城乡建设行政处罚程序规定（条号待核）',
    contents: [
      {
        key: 'change',
        label: '事项',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'suspended', label: '中止调查' },
          { key: 'resumed', label: '恢复调查' },
          { key: 'terminated', label: '终止调查' },
        ],
      },
      { key: 'reasons', label: '理由', required: 'law', kind: 'longText' },
      { key: 'from', label: '自何时起', required: 'law', kind: 'instant', fact: true },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...unread('凭记忆，规章条款未见原文'),
  },
} as const satisfies Record<string, Document>;
