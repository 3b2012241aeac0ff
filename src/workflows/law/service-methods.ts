import type { ArticleNumber } from './articles.js';
import type { Field } from './documents/document.js';
import { read, unread, type Confirmation, type Rank } from './periods/period.js';
import type { PeriodKey } from './periods.js';

interface Row {
  /** The method's name. */
  readonly label: string;
  /** The article of the regulation, or null for the method it does not know. */
  readonly article: ArticleNumber | null;
  readonly source: string;
  readonly rank: Rank;
  /** When it may be used, in words. */
  readonly allowedWhen: string;
  /** What the 送达回证 or the file must say beyond the fields every service has. */
  readonly mustRecord: readonly Field[];
  /** Which moment is the moment of service, in words. */
  readonly servedWhen: string;
  /** Key of the event that is the moment of service, or that starts `servedAfter`. */
  readonly servedEvent: string;
  /** The periods, one of which must have run before it counts as served: by notice only. */
  readonly servedAfter: readonly PeriodKey[];
  /** What is kept as proof. */
  readonly proof: readonly string[];
  /** Stricter than the statute, or doubtful: shown to those who serve. */
  readonly remark: string | null;
}

/** One way of serving a document on a party. */
export type ServiceMethod = Row &
  (
    | { readonly confirmed: Confirmation; readonly unconfirmedBecause?: never }
    | { readonly confirmed: null; readonly unconfirmedBecause: string }
  );

/**
 * The ways of service: five of the regulation (第二十二条 to 第二十六条, 委托 and 转交 being two), and the electronic one
 * it does not know. Several parties are served apart, each with a date of its own.
 */
export const serviceMethods = {
  /** 由送达人、受送达人或符合法定条件的签收人在送达回证上签名或盖章 — 第二十二条. First and alone for 催告书: 强制法第三十八条. */
  direct: {
    label: '直接送达',
    article: 22,
    source: '民事诉讼法第八十七条、第八十八条；民诉解释第一百三十条；行政强制法第三十八条',
    rank: 'statute',
    allowedWhen: '首选方式；催告书、强制执行决定书应当直接送达，当事人拒绝接收或者无法直接送达的才用其他方式',
    mustRecord: [
      {
        key: 'signer',
        label: '签收人',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'party', label: '受送达人本人' },
          { key: 'familyMember', label: '同住成年家属' },
          { key: 'legalRepresentative', label: '法定代表人、主要负责人或者负责收件的人' },
          { key: 'agent', label: '诉讼代理人' },
          { key: 'namedRecipient', label: '受送达人指定的代收人' },
        ],
      },
      { key: 'signedAt', label: '签收日期', required: 'law', kind: 'instant' },
    ],
    servedWhen: '在送达回证上签收的日期',
    servedEvent: 'signed',
    servedAfter: [],
    proof: ['送达回证'],
    remark: null,
    ...read(
      '民事诉讼法（2023）第八十七条、第八十八条；民诉解释（2022）第一百三十条；行政强制法（2011）第三十八条',
    ),
  },
  /**
   * 在送达回证上记明拒收事由和日期，由送达人、见证人签名或盖章，把执法文书留在受送达人的住所，并采用音像记录等方式记录送达过程— 第二十四条. The statute asks for the witness
   * or the recording; the regulation for both, and it binds the bureau.
   */
  leaving: {
    label: '留置送达',
    article: 24,
    source: '民事诉讼法第八十九条',
    rank: 'thisRegulation',
    allowedWhen: '受送达人或者其同住成年家属拒绝接收',
    mustRecord: [
      { key: 'refusalReason', label: '拒收事由', required: 'law', kind: 'longText' },
      { key: 'refusedAt', label: '拒收日期', required: 'law', kind: 'instant' },
      { key: 'witness', label: '见证人（基层组织或者所在单位的代表）', required: 'law', kind: 'text' },
      { key: 'leftAt', label: '留置地点（受送达人的住所）', required: 'law', kind: 'text' },
      { key: 'recording', label: '送达过程的音像记录', required: 'law', kind: 'attachments' },
    ],
    servedWhen: '把文书留在受送达人住所的日期',
    servedEvent: 'left',
    servedAfter: [],
    proof: ['送达回证', '音像记录'],
    remark:
      '本制度要求见证人和音像记录兼备，严于民事诉讼法；无法取得见证的，仅有音像记录在法律上仍为有效，须注明',
    ...read('《行政执法全过程记录制度》第二十四条；民事诉讼法（2023）第八十九条'),
  },
  /** 应用挂号信或特快专递，留存邮寄送达的登记、付邮凭证和回执 — 第二十三条. Sent is not served. */
  post: {
    label: '邮寄送达',
    article: 23,
    source: '民事诉讼法第九十一条',
    rank: 'statute',
    allowedWhen: '直接送达有困难',
    mustRecord: [
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
      { key: 'registration', label: '邮寄送达的登记', required: 'law', kind: 'attachments' },
      { key: 'paymentSlip', label: '付邮凭证', required: 'law', kind: 'attachments' },
      { key: 'returnReceipt', label: '回执', required: 'law', kind: 'attachments' },
    ],
    servedWhen: '回执上注明的收件日期；退回或者拒收的不视为送达',
    servedEvent: 'received',
    servedAfter: [],
    proof: ['邮寄登记', '付邮凭证', '回执'],
    remark: '“退回即送达”只适用于法院专递，不适用于行政机关',
    ...read('《行政执法全过程记录制度》第二十三条；民事诉讼法（2023）第九十一条'),
  },
  /** 应记录委托……原因，由送达人、受送达人在送达回证上签名或盖章 — 第二十五条. */
  entrusted: {
    label: '委托送达',
    article: 25,
    source: '民事诉讼法第九十一条；民诉解释第一百三十四条',
    rank: 'statute',
    allowedWhen: '直接送达有困难',
    mustRecord: [
      { key: 'reason', label: '委托的原因', required: 'law', kind: 'longText' },
      { key: 'letter', label: '委托函', required: 'law', kind: 'attachments' },
      { key: 'entrustedAgency', label: '受委托机关及其送达人', required: 'law', kind: 'text' },
      { key: 'signedAt', label: '签收日期', required: 'law', kind: 'instant' },
    ],
    servedWhen: '受送达人在送达回证上签收的日期',
    servedEvent: 'signed',
    servedAfter: [],
    proof: ['委托函', '送达回证'],
    remark: null,
    ...unread('法院之间的委托送达已核对；行政机关之间委托的做法凭记忆'),
  },
  /** 应记录……转交原因 — 第二十五条. Only through the units the statute names. */
  forwarded: {
    label: '转交送达',
    article: 25,
    source: '民事诉讼法第九十二条至第九十四条',
    rank: 'statute',
    allowedWhen: '受送达人是军人、被监禁或者被采取强制性教育措施',
    mustRecord: [
      { key: 'reason', label: '转交的原因', required: 'law', kind: 'longText' },
      {
        key: 'unit',
        label: '转交单位',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'military', label: '所在部队团以上单位的政治机关' },
          { key: 'prison', label: '所在监所' },
          { key: 'compulsoryEducation', label: '所在强制性教育机构' },
        ],
      },
      { key: 'handedOver', label: '交付情况', required: 'law', kind: 'text' },
      { key: 'signedAt', label: '签收日期', required: 'law', kind: 'instant' },
    ],
    servedWhen: '受送达人在送达回证上签收的日期',
    servedEvent: 'signed',
    servedAfter: [],
    proof: ['送达回证'],
    remark: null,
    ...read('民事诉讼法（2023）第九十二条至第九十四条'),
  },
  /**
   * 应重点记录已经采用其他方式均无法送达的情况以及公告送达的方式和载体，留存书面公告，以适当方式进行音像记录，并在案卷中记明原因和经过
   * — 第二十六条. Never the first choice: at least one direct attempt failed, and each other way has its reason.
   */
  publicNotice: {
    label: '公告送达',
    article: 26,
    source: '民事诉讼法第九十五条、第二百八十三条；民诉解释第一百三十八条',
    rank: 'statute',
    allowedWhen: '受送达人下落不明，或者用其他方式均无法送达；至少有一次直接送达未成',
    mustRecord: [
      { key: 'failedAttempts', label: '采用其他方式均无法送达的情况', required: 'law', kind: 'list' },
      { key: 'medium', label: '公告的方式和载体', required: 'law', kind: 'text' },
      {
        key: 'postedAt',
        label: '发出公告的时间（多处的，最后张贴、刊登的时间）',
        required: 'law',
        kind: 'instant',
        fact: true,
      },
      { key: 'noticeText', label: '书面公告', required: 'law', kind: 'attachments' },
      { key: 'recording', label: '张贴、刊登的音像记录', required: 'law', kind: 'attachments' },
      { key: 'reasonsAndCourse', label: '原因和经过', required: 'law', kind: 'longText' },
      {
        key: 'domicile',
        label: '受送达人在境内有无住所',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'inChina', label: '有住所' },
          { key: 'abroad', label: '无住所' },
        ],
      },
    ],
    servedWhen: '自发出公告之日起经过规定期间，即视为送达；多处公告的以最后张贴或者刊登之日为准',
    servedEvent: 'publicNoticePosted',
    servedAfter: ['publicNoticeService', 'publicNoticeServiceAbroad'],
    proof: ['书面公告', '音像记录', '网页截图'],
    remark: '三十日；六十日只适用于境内无住所的受送达人',
    ...read(
      '《行政执法全过程记录制度》第二十六条；民事诉讼法（2023）第九十五条、第二百八十三条；民诉解释（2022）第一百三十八条',
    ),
  },
  /** 当事人同意并签订确认书的，行政机关可以采用传真、电子邮件等方式 — 行政处罚法第六十一条第二款. Not in the regulation. */
  electronic: {
    label: '电子送达',
    article: null,
    source: '行政处罚法第六十一条；民事诉讼法第九十条；民诉解释第一百三十五条、第一百三十六条',
    rank: 'statute',
    allowedWhen: '当事人同意并签订确认书；催告书、强制执行决定书不得首先采用',
    mustRecord: [
      { key: 'confirmation', label: '送达地址确认书', required: 'law', kind: 'attachments' },
      { key: 'address', label: '电子送达地址', required: 'law', kind: 'text' },
      { key: 'system', label: '送达系统', required: 'law', kind: 'text' },
      { key: 'sendLog', label: '发送记录', required: 'law', kind: 'attachments' },
      { key: 'screenshot', label: '截图', required: 'practice', kind: 'attachments' },
      { key: 'arrivedAt', label: '到达受送达人特定系统的时间', required: 'law', kind: 'instant' },
    ],
    servedWhen: '信息到达受送达人特定系统的日期；发送系统显示成功的日期可先采用，受送达人能证明不一致的除外',
    servedEvent: 'arrived',
    servedAfter: [],
    proof: ['确认书', '发送记录', '截图'],
    remark: '同时告知网上申请行政复议的渠道（行政复议法第二十二条）',
    ...read(
      '行政处罚法（2021）第六十一条；民事诉讼法（2023）第九十条；民诉解释（2022）第一百三十五条、第一百三十六条；行政复议法（2023）第二十二条',
    ),
  },
} as const satisfies Record<string, ServiceMethod>;

/** The key of a way of service. */
export type ServiceMethodKey = keyof typeof serviceMethods;

/** The keys, in the order of the table. */
export const serviceMethodKeys = Object.keys(serviceMethods) as readonly ServiceMethodKey[];
