import { read, unread } from '../periods/period.js';
import { serviceMethods, serviceMethodKeys, type ServiceMethodKey } from '../service-methods.js';
import { officerFields, type Document, type Field } from './document.js';

const regulationText = '《行政执法全过程记录制度》';
const procedureLaw = '民事诉讼法（2023）';

const methodChoices = serviceMethodKeys.map((key) => ({ key, label: serviceMethods[key].label }));

/** Who served: two, with certificates shown on their own initiative — 行政处罚法第四十二条、第五十五条. */
const serverFields = officerFields;

/** What every 送达回证 says, whatever the way of service. */
const proofFields = [
  { key: 'documentNameAndNumber', label: '送达文书名称和文号', required: 'law', kind: 'text' },
  { key: 'recipient', label: '受送达人', required: 'law', kind: 'text' },
  { key: 'place', label: '送达地点', required: 'law', kind: 'text' },
  { key: 'reasonForMethod', label: '采用该方式的理由', required: 'law', kind: 'longText' },
  ...serverFields,
] as const satisfies readonly Field[];

/** The moment the date of service is read from, in the words of the way of service. */
const servedAt = (label: string) =>
  ({ key: 'servedAt', label, required: 'law', kind: 'instant', fact: true }) as const satisfies Field;

/** 受送达人下落不明，或者用其他方式无法送达的，公告送达 — 民事诉讼法第九十五条. */
const noticeGrounds = [
  { key: 'whereaboutsUnknown', label: '受送达人下落不明' },
  { key: 'othersFailed', label: '采用其他方式均无法送达' },
] as const;

/** What a way of service must record, besides the moment that `servedAt` holds. */
const recordedFor = (method: ServiceMethodKey): readonly Field[] =>
  serviceMethods[method].mustRecord.filter(({ key }) => !['signedAt', 'arrivedAt'].includes(key));

/** Who signed for it, on the list of those who may — 民事诉讼法第八十八条. */
const [signerField] = serviceMethods.direct.mustRecord;

const original = {
  key: 'proof',
  label: '送达回证原件（扫描件或者照片）',
  required: 'law',
  kind: 'attachments',
} as const satisfies Field;

const proofSignatures = [
  { by: 'server', count: 2 },
  { by: 'recipient', count: 1, refusal: 'noted' },
] as const satisfies Document['signatures'];

/** Documents of service beside the 送达回证 and the 公告 of `enforcementDocuments`; one proof for each way. */
export const serviceDocuments = {
  /** One for each document and each recipient; several parties have dates of their own. */
  serviceOrder: {
    title: '送达审批单',
    article: 22,
    source: '本制度第二十二条；行政处罚法第六十一条',
    contents: [
      { key: 'document', label: '送达的文书', required: 'law', kind: 'text', fact: true, names: 'document' },
      {
        key: 'documentRecord',
        label: '送达的文书是哪一份（同种文书有多份的）',
        required: 'practice',
        kind: 'text',
        fact: true,
        names: 'record',
      },
      {
        key: 'of',
        label: '作出该文书的程序',
        required: 'practice',
        kind: 'text',
        fact: true,
        names: 'procedure',
      },
      { key: 'documentNameAndNumber', label: '文书名称和文号', required: 'law', kind: 'text' },
      { key: 'decidedAt', label: '作出之日', required: 'law', kind: 'date', fact: true },
      {
        key: 'party',
        label: '受送达人是哪一名当事人',
        required: 'practice',
        kind: 'text',
        fact: true,
        names: 'party',
      },
      { key: 'recipient', label: '受送达人', required: 'law', kind: 'text' },
      {
        key: 'partyKind',
        label: '受送达人类别',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'citizen', label: '公民（含个体工商户）' },
          { key: 'organisation', label: '法人或者其他组织' },
        ],
      },
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
      { key: 'address', label: '送达地址', required: 'law', kind: 'text' },
      {
        key: 'firstMethod',
        label: '首先采用的送达方式',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: methodChoices,
      },
      {
        key: 'reasonForMethod',
        label: '首先采用该方式的理由',
        required: 'law',
        kind: 'longText',
        given: { field: 'firstMethod', is: serviceMethodKeys.filter((key) => key !== 'direct') },
      },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...unread('各受送达人分别送达、分别计日已核对；审批单为本局惯例'),
  },
  /** An attempt that failed, with its day and its proof: the ground of every other way of service. */
  serviceAttempt: {
    title: '送达未成记录',
    article: 26,
    source: '本制度第二十二条至第二十六条；民事诉讼法第八十九条、第九十五条',
    contents: [
      {
        key: 'method',
        label: '尝试的送达方式',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: methodChoices,
      },
      { key: 'attemptedAt', label: '尝试的时间', required: 'law', kind: 'instant', fact: true },
      { key: 'place', label: '地点或者地址', required: 'law', kind: 'text' },
      {
        key: 'outcome',
        label: '未成的情形',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'refused', label: '拒绝接收' },
          { key: 'nobodyThere', label: '受送达人及其同住成年家属、收件人员均不在' },
          { key: 'moved', label: '已迁离，去向不明' },
          { key: 'addressUnknown', label: '查无此址、查无此人' },
          { key: 'returned', label: '邮件退回' },
          { key: 'notArrived', label: '未到达受送达人的系统' },
          { key: 'other', label: '其他' },
        ],
      },
      { key: 'course', label: '经过', required: 'law', kind: 'longText' },
      ...serverFields,
      { key: 'materials', label: '照片、退件、查询记录等', required: 'practice', kind: 'attachments' },
    ],
    signatures: [{ by: 'server', count: 2 }],
    sealed: false,
    served: false,
    ...read(`${regulationText}第二十二条至第二十六条；${procedureLaw}第八十九条、第九十五条`),
  },
  /** 已经采用其他方式均无法送达的情况 — 第二十六条: of a way that was not tried, why it cannot be used. */
  methodUnavailable: {
    title: '不能采用其他送达方式的说明',
    article: 26,
    source: '本制度第二十六条；民事诉讼法第九十五条',
    contents: [
      {
        key: 'method',
        label: '不能采用的送达方式',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: methodChoices,
      },
      { key: 'reasons', label: '不能采用的理由', required: 'law', kind: 'longText' },
      { key: 'materials', label: '证明材料', required: 'practice', kind: 'attachments' },
    ],
    signatures: [{ by: 'server', count: 2 }],
    sealed: false,
    served: false,
    ...read(`${regulationText}第二十六条；${procedureLaw}第九十五条`),
  },
  /** 当事人同意并签订确认书的 — 行政处罚法第六十一条第二款. The signature is what makes it lawful. */
  serviceConfirmation: {
    title: '送达地址（电子送达）确认书',
    article: null,
    source: '行政处罚法第六十一条；民事诉讼法第九十条',
    contents: [
      {
        key: 'electronic',
        label: '是否同意电子送达',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'agreed', label: '同意' },
          { key: 'declined', label: '不同意' },
        ],
      },
      { key: 'address', label: '送达地址', required: 'law', kind: 'text' },
      {
        key: 'electronicAddress',
        label: '电子送达地址',
        required: 'law',
        kind: 'text',
        given: { field: 'electronic', is: ['agreed'] },
      },
      { key: 'confirmedAt', label: '确认时间', required: 'law', kind: 'instant', fact: true },
      { key: 'original', label: '当事人签名、盖章的确认书', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'party', count: 1 }],
    sealed: false,
    served: false,
    ...read(`行政处罚法（2021）第六十一条；${procedureLaw}第九十条`),
  },
  /** The party no longer wants it, or another address. */
  serviceConfirmationWithdrawn: {
    title: '撤回（变更）电子送达同意记录',
    article: null,
    source: '行政处罚法第六十一条',
    contents: [
      { key: 'withdrawnAt', label: '收到撤回或者变更的时间', required: 'law', kind: 'instant', fact: true },
      { key: 'words', label: '内容', required: 'law', kind: 'longText' },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...unread('同意和确认书已核对行政处罚法第六十一条；撤回的方式凭惯例'),
  },
  /** 第二十二条. */
  proofOfDirectService: {
    title: '送达回证（直接送达）',
    article: 22,
    source: '本制度第二十二条；民事诉讼法第八十七条、第八十八条',
    contents: [...proofFields, servedAt('在送达回证上签收的日期和时间'), ...recordedFor('direct'), original],
    signatures: proofSignatures,
    sealed: false,
    served: false,
    ...read(`${regulationText}第二十二条；${procedureLaw}第八十七条、第八十八条`),
  },
  /** 第二十四条. Without a witness the recording alone is enough in law, and that is said (X8). */
  proofOfLeaving: {
    title: '送达回证（留置送达）',
    article: 24,
    source: '本制度第二十四条；民事诉讼法第八十九条',
    contents: [
      ...proofFields,
      servedAt('把文书留在住所的日期和时间'),
      { key: 'refusalReason', label: '拒收事由', required: 'law', kind: 'longText' },
      { key: 'refusedAt', label: '拒收日期', required: 'law', kind: 'instant', fact: true },
      {
        key: 'witnessed',
        label: '见证情况',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'witnessed', label: '见证人在场并签名、盖章' },
          { key: 'recordingOnly', label: '无法取得见证，仅有音像记录' },
        ],
      },
      {
        key: 'witness',
        label: '见证人（基层组织或者所在单位的代表）',
        required: 'law',
        kind: 'text',
        given: { field: 'witnessed', is: ['witnessed'] },
      },
      {
        key: 'noWitnessReason',
        label: '无法取得见证的原因',
        required: 'law',
        kind: 'longText',
        given: { field: 'witnessed', is: ['recordingOnly'] },
      },
      {
        key: 'leftAt',
        label: '留置地点',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'residence', label: '公民的住所' },
          { key: 'organisationDomicile', label: '法人、其他组织的住所' },
        ],
      },
      { key: 'recording', label: '送达过程的音像记录', required: 'law', kind: 'attachments' },
      original,
    ],
    signatures: [
      { by: 'server', count: 2 },
      { by: 'witness', count: 1, refusal: 'noted' },
    ],
    sealed: false,
    served: false,
    ...read(`${regulationText}第二十四条；${procedureLaw}第八十九条`),
  },
  /** 留存邮寄送达的登记、付邮凭证 — 第二十三条. Sent; not yet served. */
  postingRecord: {
    title: '邮寄送达登记表',
    article: 23,
    source: '本制度第二十三条；民事诉讼法第九十一条',
    contents: [
      ...serverFields,
      {
        key: 'kind',
        label: '邮寄方式',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'registered', label: '挂号信' },
          { key: 'express', label: '特快专递' },
        ],
      },
      { key: 'trackingNumber', label: '邮件编号', required: 'law', kind: 'text' },
      { key: 'address', label: '邮寄地址', required: 'law', kind: 'text' },
      { key: 'sentAt', label: '交寄时间', required: 'law', kind: 'instant', fact: true },
      { key: 'registration', label: '邮寄送达的登记', required: 'law', kind: 'attachments' },
      { key: 'paymentSlip', label: '付邮凭证', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'server', count: 2 }],
    sealed: false,
    served: false,
    ...read(`${regulationText}第二十三条；${procedureLaw}第九十一条`),
  },
  /** 以回执上注明的收件日期为送达日期 — 民事诉讼法第九十一条. */
  proofOfPosting: {
    title: '送达回证（邮寄送达）',
    article: 23,
    source: '本制度第二十三条；民事诉讼法第九十一条',
    contents: [
      ...proofFields,
      servedAt('回执上注明的收件日期'),
      ...recordedFor('post'),
      signerField,
      { key: 'receiptSigner', label: '回执上签收人的姓名', required: 'law', kind: 'text' },
    ],
    signatures: [{ by: 'server', count: 2 }],
    sealed: false,
    served: false,
    ...read(`${regulationText}第二十三条；${procedureLaw}第九十一条`),
  },
  /** 应记录委托……原因 — 第二十五条. */
  entrustedServiceLetter: {
    title: '委托送达函',
    article: 25,
    source: '本制度第二十五条；民诉解释第一百三十四条',
    contents: [
      { key: 'entrustedAgency', label: '受委托机关', required: 'law', kind: 'text' },
      { key: 'documentNameAndNumber', label: '委托送达的文书', required: 'law', kind: 'text' },
      { key: 'recipient', label: '受送达人及其地址', required: 'law', kind: 'text' },
      { key: 'reason', label: '委托的原因', required: 'law', kind: 'longText' },
      { key: 'receivedAt', label: '受委托机关收到的时间', required: 'practice', kind: 'instant', fact: true },
      { key: 'sentAt', label: '发出时间', required: 'law', kind: 'instant', fact: true },
    ],
    signatures: [],
    sealed: true,
    served: false,
    ...unread('法院之间的委托送达已核对；行政机关之间委托的做法凭记忆'),
  },
  /** Comes back from the agency that served. */
  proofOfEntrustedService: {
    title: '送达回证（委托送达）',
    article: 25,
    source: '本制度第二十五条；民事诉讼法第九十一条',
    contents: [
      ...proofFields,
      servedAt('在送达回证上签收的日期和时间'),
      signerField,
      ...recordedFor('entrusted'),
      original,
    ],
    signatures: proofSignatures,
    sealed: false,
    served: false,
    ...unread('法院之间的委托送达已核对；行政机关之间委托的做法凭记忆'),
  },
  /** Through the units the statute names, and no others. */
  proofOfForwardedService: {
    title: '送达回证（转交送达）',
    article: 25,
    source: '本制度第二十五条；民事诉讼法第九十二条至第九十四条',
    contents: [
      ...proofFields,
      servedAt('在送达回证上签收的日期和时间'),
      ...recordedFor('forwarded'),
      original,
    ],
    signatures: proofSignatures,
    sealed: false,
    served: false,
    ...read(`${regulationText}第二十五条；${procedureLaw}第九十二条至第九十四条`),
  },
  /** Sent; not yet served. 通过互联网……送达……应当同时提供……行政复议渠道 — 行政复议法第二十二条. */
  electronicSendingRecord: {
    title: '电子送达发送记录',
    article: null,
    source: '行政处罚法第六十一条；行政复议法第二十二条',
    contents: [
      ...serverFields,
      { key: 'address', label: '电子送达地址', required: 'law', kind: 'text' },
      { key: 'system', label: '送达系统', required: 'law', kind: 'text' },
      { key: 'sentAt', label: '发送时间', required: 'law', kind: 'instant', fact: true },
      { key: 'sendLog', label: '发送记录', required: 'law', kind: 'attachments' },
      // Asked of decisions, which alone can be reviewed: by the requirement of the record.
      { key: 'reviewChannel', label: '同时告知的网上申请行政复议渠道', required: 'practice', kind: 'text' },
    ],
    signatures: [{ by: 'server', count: 2 }],
    sealed: false,
    served: false,
    ...read('行政处罚法（2021）第六十一条；行政复议法（2023）第二十二条'),
  },
  /** 到达受送达人特定系统的日期 — 民事诉讼法第九十条. */
  proofOfElectronicService: {
    title: '送达回证（电子送达）',
    article: null,
    source: '行政处罚法第六十一条；民事诉讼法第九十条；民诉解释第一百三十五条',
    contents: [...proofFields, servedAt('到达受送达人特定系统的时间'), ...recordedFor('electronic')],
    signatures: [{ by: 'server', count: 2 }],
    sealed: false,
    served: false,
    ...read(`行政处罚法（2021）第六十一条；${procedureLaw}第九十条；民诉解释（2022）第一百三十五条`),
  },
  /** 公告送达……已经采用其他方式均无法送达 — 第二十六条: approved before it is posted or published. */
  publicNoticeApplication: {
    title: '公告送达审批表',
    article: 26,
    source: '本制度第二十六条、第三十六条；民事诉讼法第九十五条',
    contents: [
      {
        key: 'ground',
        label: '公告送达的理由',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: noticeGrounds,
      },
      { key: 'failedAttempts', label: '采用其他方式均无法送达的情况', required: 'law', kind: 'list' },
      { key: 'medium', label: '拟采用的公告方式和载体', required: 'law', kind: 'text' },
      { key: 'noticeText', label: '公告文稿', required: 'law', kind: 'attachments' },
      { key: 'reasons', label: '承办人意见和理由', required: 'law', kind: 'longText' },
    ],
    signatures: [{ by: 'handler', count: 2 }],
    sealed: false,
    served: false,
    ...unread('公告送达的条件已核对；由谁批准法律法规未规定，依第三十六条由承办、审核、批准三级办理'),
  },
  /** The document need not or cannot be served any more; never because serving it is difficult. */
  serviceEndReport: {
    title: '终止送达报告',
    article: 22,
    source: '本制度第二十二条、第三十六条',
    contents: [
      {
        key: 'ground',
        label: '终止送达的情形',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'documentReplaced', label: '文书已经撤销、变更或者重新作出' },
          { key: 'recipientGone', label: '受送达人死亡或者终止，没有权利义务承受人' },
          { key: 'caseEnded', label: '案件已经终止或者移送' },
        ],
      },
      { key: 'reasons', label: '情况和理由', required: 'law', kind: 'longText' },
      { key: 'materials', label: '证明材料', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'handler', count: 2 }],
    sealed: false,
    served: false,
    ...unread('法律法规未规定终止送达的文书，本局惯例，须法制机构确定'),
  },
  /** What was posted or published, where and when, with the last place's day; the term runs from it. */
  publicNoticeRecord: {
    title: '公告送达情况记录',
    article: 26,
    source: '本制度第二十六条；民事诉讼法第九十五条；民诉解释第一百三十八条',
    contents: [
      { key: 'documentNameAndNumber', label: '送达文书名称和文号', required: 'law', kind: 'text' },
      { key: 'recipient', label: '受送达人', required: 'law', kind: 'text' },
      {
        key: 'ground',
        label: '公告送达的理由',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: noticeGrounds,
      },
      ...serverFields,
      ...recordedFor('publicNotice'),
    ],
    signatures: [{ by: 'server', count: 2 }],
    sealed: false,
    served: false,
    ...read(`${regulationText}第二十六条；${procedureLaw}第九十五条；民诉解释（2022）第一百三十八条`),
  },
} as const satisfies Record<string, Document>;
