import { read, unread } from '../periods/period.js';
import { officerFields, partyField, partyOrRefusal, type Document, type Field } from './document.js';

const penaltyLaw = '行政处罚法（2021）';

/** 在途时间不计入 — 民事诉讼法第八十五条: what was posted before the term lapsed is in time. */
const postedField = {
  key: 'postedAt',
  label: '邮寄的，邮戳所载的寄出时间',
  required: 'practice',
  kind: 'instant',
  fact: true,
} as const satisfies Field;

/** Documents of defence and hearing beside those of `decisionDocuments`. */
export const hearingDocuments = {
  /** A statement or defence that came in writing; what was said is written into a 陈述申辩笔录 instead. */
  writtenDefence: {
    title: '书面陈述申辩材料接收记录',
    article: 13,
    source: '本制度第十三条（五）；行政处罚法第四十五条',
    contents: [
      partyField,
      { key: 'receivedAt', label: '收到时间', required: 'law', kind: 'instant', fact: true },
      postedField,
      { key: 'facts', label: '当事人提出的事实', required: 'law', kind: 'longText' },
      { key: 'reasons', label: '当事人提出的理由', required: 'law', kind: 'longText' },
      { key: 'evidence', label: '当事人提出的证据', required: 'practice', kind: 'list' },
      { key: 'original', label: '陈述申辩书原件', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...read(`《行政执法全过程记录制度》第十三条；${penaltyLaw}第四十五条`),
  },
  /** 当事人明确放弃陈述或者申辩权利的除外 — 行政处罚法第六十二条. Expressly: silence before the term lapses is none. */
  defenceWaiver: {
    title: '放弃陈述申辩权利声明',
    article: 12,
    source: '行政处罚法第六十二条',
    contents: [
      partyField,
      { key: 'waivedAt', label: '声明时间', required: 'law', kind: 'instant', fact: true },
      { key: 'words', label: '声明内容', required: 'law', kind: 'longText' },
      { key: 'original', label: '当事人签名、盖章的声明', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'party', count: 1 }],
    sealed: false,
    served: false,
    ...read(`${penaltyLaw}第六十二条`),
  },
  /** 当事人要求听证的，应当在行政机关告知后五日内提出 — 行政处罚法第六十四条（一）. */
  hearingRequest: {
    title: '听证申请登记表',
    article: 13,
    source: '行政处罚法第六十三条、第六十四条',
    contents: [
      partyField,
      { key: 'receivedAt', label: '收到申请的时间', required: 'law', kind: 'instant', fact: true },
      postedField,
      {
        key: 'form',
        label: '提出方式',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'written', label: '书面' },
          { key: 'oral', label: '口头' },
        ],
      },
      { key: 'request', label: '听证的请求和理由', required: 'practice', kind: 'longText' },
      { key: 'agents', label: '代理人', required: 'practice', kind: 'text' },
      { key: 'excuse', label: '逾期提出的理由', required: 'practice', kind: 'longText' },
      { key: 'original', label: '申请书（口头的，记录）', required: 'law', kind: 'attachments' },
    ],
    signatures: [partyOrRefusal],
    sealed: false,
    served: false,
    ...read(`${penaltyLaw}第六十三条、第六十四条`),
  },
  /** The party does without a hearing it has asked for, or says that it will not ask. */
  hearingWaiver: {
    title: '放弃听证权利声明',
    article: 13,
    source: '行政处罚法第六十四条',
    contents: [
      partyField,
      { key: 'waivedAt', label: '声明时间', required: 'law', kind: 'instant', fact: true },
      { key: 'words', label: '声明内容', required: 'law', kind: 'longText' },
      { key: 'original', label: '当事人签名、盖章的声明', required: 'law', kind: 'attachments' },
    ],
    signatures: [{ by: 'party', count: 1 }],
    sealed: false,
    served: false,
    ...unread('放弃听证的方式行政处罚法未规定，凭惯例'),
  },
  /** A notice taken back before the decision, because another must be given: the party is told anew. */
  penaltyNoticeWithdrawal: {
    title: '撤回告知书说明',
    article: 12,
    source: '行政处罚法第四十四条、第四十五条',
    contents: [
      {
        key: 'ground',
        label: '撤回的情形',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'newFacts', label: '查明新的事实或者证据，须重新告知' },
          { key: 'correction', label: '告知内容、依据或者当事人有误，须重新告知' },
          { key: 'ended', label: '不再拟给予行政处罚' },
        ],
      },
      { key: 'reasons', label: '撤回的理由', required: 'law', kind: 'longText' },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...unread('重新告知据行政处罚法第四十四条、第四十五条；撤回的格式为本局安排'),
  },
  /** 听证由行政机关指定的非本案调查人员主持 — 行政处罚法第六十四条（四）. */
  hearingAppointment: {
    title: '听证主持人指定书',
    article: 13,
    source: '行政处罚法第六十四条',
    contents: [
      { key: 'chair', label: '听证主持人（非本案调查人员）', required: 'law', kind: 'people', fact: true },
      { key: 'recorder', label: '记录人', required: 'law', kind: 'people', fact: true },
      {
        key: 'publicity',
        label: '是否公开举行',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'open', label: '公开' },
          { key: 'stateSecret', label: '涉及国家秘密，不公开' },
          { key: 'tradeSecret', label: '涉及商业秘密，不公开' },
          { key: 'privacy', label: '涉及个人隐私，不公开' },
        ],
      },
    ],
    signatures: [{ by: 'agencyHead', count: 1 }],
    sealed: false,
    served: false,
    ...read(`${penaltyLaw}第六十四条`),
  },
  /** 当事人认为主持人与本案有直接利害关系的，有权申请回避 — 行政处罚法第六十四条（四）. */
  hearingChallenge: {
    title: '听证主持人回避申请书',
    article: 13,
    source: '行政处罚法第六十四条',
    contents: [
      { key: 'persons', label: '被申请回避的主持人', required: 'law', kind: 'people', fact: true },
      { key: 'receivedAt', label: '提出时间', required: 'law', kind: 'instant', fact: true },
      { key: 'reasons', label: '理由', required: 'law', kind: 'longText' },
    ],
    signatures: [partyOrRefusal],
    sealed: false,
    served: false,
    ...read(`${penaltyLaw}第六十四条`),
  },
  /** A hearing on another day: the notice of seven days begins anew. */
  hearingPostponement: {
    title: '听证改期通知书',
    article: 13,
    source: '行政处罚法第六十四条',
    contents: [
      { key: 'reasons', label: '改期的理由', required: 'law', kind: 'longText' },
      { key: 'hearingAt', label: '新的听证时间', required: 'law', kind: 'instant', fact: true },
      { key: 'place', label: '听证地点', required: 'law', kind: 'text' },
    ],
    signatures: [],
    sealed: true,
    served: true,
    ...unread('提前七日通知已核对行政处罚法第六十四条；改期凭惯例'),
  },
  /** 无正当理由拒不出席听证或者未经许可中途退出听证的，视为放弃听证权利，行政机关终止听证 — 行政处罚法第六十四条（六）. */
  hearingNoShow: {
    title: '终止听证记录',
    article: 13,
    source: '行政处罚法第六十四条',
    contents: [
      {
        key: 'ground',
        label: '终止的情形',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'noShow', label: '无正当理由拒不出席听证' },
          { key: 'left', label: '未经许可中途退出听证' },
          { key: 'withdrawn', label: '当事人撤回听证要求' },
        ],
      },
      { key: 'endedAt', label: '终止时间', required: 'law', kind: 'instant', fact: true },
      { key: 'course', label: '经过和核实情况', required: 'law', kind: 'longText' },
    ],
    signatures: [
      { by: 'hearingChair', count: 1 },
      { by: 'hearingRecorder', count: 1 },
    ],
    sealed: false,
    served: false,
    ...read(`${penaltyLaw}第六十四条`),
  },
  /** 行政执法人员当场……应当听取 — the housing rule 第十三条: the defence of an on-the-spot penalty, heard at once. */
  spotDefenceRecord: {
    title: '当场陈述申辩及复核记录',
    article: 13,
    source: '行政处罚法第五十二条；住房和城乡建设行政处罚程序规定第十三条',
    contents: [
      ...officerFields,
      { key: 'heardAt', label: '听取时间', required: 'law', kind: 'instant', fact: true },
      { key: 'defence', label: '当事人的陈述、申辩', required: 'law', kind: 'longText' },
      {
        key: 'adopted',
        label: '当场复核结果',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'adopted', label: '采纳' },
          { key: 'notAdopted', label: '不采纳' },
          { key: 'none', label: '当事人未陈述、申辩' },
        ],
      },
      { key: 'reasons', label: '复核的理由', required: 'law', kind: 'longText' },
    ],
    signatures: [partyOrRefusal, { by: 'handler', count: 2 }],
    sealed: false,
    served: false,
    ...unread('当场听取和复核已在官方解读中核对；记录格式凭记忆'),
  },
} as const satisfies Record<string, Document>;
