import type { ArticleNumber } from '../articles.js';
import type { Confirmation } from '../periods/period.js';
import type { Post } from '../posts.js';
import type { RoleKey } from '../roles.js';

/** What is written into a field. `amount` is in 分; `people` are persons of the bureau, by id. */
export type FieldKind =
  'text' | 'longText' | 'instant' | 'date' | 'people' | 'list' | 'choice' | 'amount' | 'attachments';

/**
 * When a field applies; without a condition it always does.
 * `emergency`: 情况紧急 · `money`: 涉及金钱给付 · `hearingRequired`: 依法应当告知听证 · `signatureRefused`: 拒绝签名
 * `absent`: 当事人不到场 · `heavierThanNotice`: 决定重于告知 · `substitutePerformance`: 代履行
 */
export type FieldCondition =
  | 'emergency'
  | 'money'
  | 'hearingRequired'
  | 'signatureRefused'
  | 'absent'
  | 'heavierThanNotice'
  | 'substitutePerformance';

/**
 * What on file, or on a register, a field names by its key: a person chooses it by its own name and never
 * types the key.
 */
export type NamedThing =
  | 'document'
  | 'record'
  | 'procedure'
  | 'party'
  | 'evidence'
  | 'recording'
  | 'legalBasis'
  | 'device'
  | 'store'
  | 'case';

/** One content of a document. A document is not locked while a field required by law is empty. */
export interface Field {
  readonly key: string;
  /** Its words on the form. */
  readonly label: string;
  /** `law`: the source asks for it. `practice`: good forms have it. */
  readonly required: 'law' | 'practice';
  readonly kind: FieldKind;
  /** Who fills it, when that is not whoever makes the document. */
  readonly by?: RoleKey;
  readonly when?: FieldCondition;
  /** It applies only when another field of the same form, a choice, was answered with one of these. */
  readonly given?: { readonly field: string; readonly is: readonly string[] };
  /**
   * The procedure runs on it, so it is copied into the record's header: keys, moments, amounts and ids of our
   * own, never a name or free text.
   */
  readonly fact?: true;
  /** Few may see it (第三十三条): it is kept as ciphertext, and shown only to those who handle the matter. */
  readonly restricted?: true;
  /** The closed list of a `choice`. */
  readonly choices?: readonly Choice[];
  /** Its text, or each entry of its list, is the key of such a thing. */
  readonly names?: NamedThing;
  /** Of `people`: the posts of those who may be named; left out, anybody of the bureau. */
  readonly posts?: readonly Post[];
}

/** One answer of a closed list. */
export interface Choice {
  readonly key: string;
  readonly label: string;
}

/**
 * Who signs. `refusal: 'noted'`: a refusal to sign is noted with its reason and does not stop the document.
 */
export interface Signature {
  readonly by: RoleKey;
  /** At least so many different people. */
  readonly count: number;
  readonly refusal?: 'noted';
}

interface Row {
  /** The document's name. */
  readonly title: string;
  /** The article of the regulation that names it or its contents, or null. */
  readonly article: ArticleNumber | null;
  /** Article and statute its required contents come from. */
  readonly source: string;
  readonly contents: readonly Field[];
  readonly signatures: readonly Signature[];
  /** Does it carry the bureau's seal? */
  readonly sealed: boolean;
  /** Is it served on the party, and so needs a 送达回证? */
  readonly served: boolean;
}

/** One document of the procedures. */
export type Document = Row &
  (
    | { readonly confirmed: Confirmation; readonly unconfirmedBecause?: never }
    | { readonly confirmed: null; readonly unconfirmedBecause: string }
  );

/** 执法人员不得少于两人 — 行政处罚法第四十二条; 在调查笔录中记录数量、姓名、证件编号及出示情况 — 第十一条. */
export const officerFields = [
  { key: 'officers', label: '执法人员姓名、数量', required: 'law', kind: 'people', posts: ['officer'] },
  { key: 'certificateNumbers', label: '执法证件编号', required: 'law', kind: 'list' },
  { key: 'certificatesShown', label: '出示执法证件情况', required: 'law', kind: 'text' },
] as const satisfies readonly Field[];

/** 对告知……权利的方式应进行记录 — 第十二条. */
export const rightsToldField = {
  key: 'rightsTold',
  label: '告知陈述、申辩、申请回避等权利的方式',
  required: 'law',
  kind: 'longText',
} as const satisfies Field;

/** A party or other person present may refuse to sign; the officers note why. */
export const refusalField = {
  key: 'refusalToSign',
  label: '拒绝签名或者盖章的原因',
  required: 'law',
  kind: 'text',
  when: 'signatureRefused',
} as const satisfies Field;

/** Whether those present signed: 拒绝签名……注明原因 — 第十一条, 第十三条. */
export const signingField = {
  key: 'signing',
  label: '签名、盖章情况',
  required: 'law',
  kind: 'choice',
  fact: true,
  choices: [
    { key: 'signed', label: '已签名或者盖章' },
    { key: 'refused', label: '拒绝签名或者盖章' },
    { key: 'absent', label: '当事人不在场' },
  ],
} as const satisfies Field;

/** Who saw the refusal, or why nobody could be had. */
export const witnessField = {
  key: 'witness',
  label: '见证人（无法取得见证的，写明原因）',
  required: 'law',
  kind: 'text',
  given: { field: 'signing', is: ['refused', 'absent'] },
} as const satisfies Field;

/** The paper that was signed: 签名或者盖章 cannot be typed. */
export const signedOriginalField = {
  key: 'signedOriginal',
  label: '签名、盖章的原件（扫描件或者照片）',
  required: 'law',
  kind: 'attachments',
  given: { field: 'signing', is: ['signed'] },
} as const satisfies Field;

/** 应同时进行音像记录，……不适宜……的除外 — 第十四条. */
export const recordingFields = [
  {
    key: 'recordingMade',
    label: '音像记录情况',
    required: 'law',
    kind: 'choice',
    fact: true,
    choices: [
      { key: 'made', label: '已同时进行音像记录' },
      { key: 'unsuitable', label: '不适宜音像记录，理由已经批准' },
    ],
  },
  {
    key: 'recordingIds',
    label: '音像记录',
    required: 'law',
    kind: 'list',
    fact: true,
    names: 'recording',
    given: { field: 'recordingMade', is: ['made'] },
  },
] as const satisfies readonly Field[];

/** The same where the matrix may leave the act without a recording (第五条): what there is, is named. */
export const recordingFieldsIfAny = [
  {
    key: 'recordingMade',
    label: '音像记录情况',
    required: 'practice',
    kind: 'choice',
    fact: true,
    choices: [...recordingFields[0].choices, { key: 'none', label: '没有音像记录' }],
  },
  { ...recordingFields[1], required: 'practice' },
] as const satisfies readonly Field[];

/** Two officers sign. */
export const twoOfficers = { by: 'handler', count: 2 } as const satisfies Signature;

/** The party signs, or the refusal is noted. */
export const partyOrRefusal = { by: 'party', count: 1, refusal: 'noted' } as const satisfies Signature;

/** Which party of the case it comes from or goes to; a case with one party needs no number. */
export const partyField = {
  key: 'party',
  label: '当事人（只有一名的，可以不选）',
  required: 'practice',
  kind: 'text',
  fact: true,
  names: 'party',
} as const satisfies Field;

const citizen = { field: 'partyKind', is: ['citizen'] } as const;

/** 不满十四周岁的未成年人……不予行政处罚；已满十四周岁不满十八周岁……应当从轻或者减轻 — 行政处罚法第三十条. */
export const ageField = {
  key: 'age',
  label: '年龄段（违法行为发生时）',
  required: 'law',
  kind: 'choice',
  fact: true,
  given: citizen,
  choices: [
    { key: 'underFourteen', label: '不满十四周岁' },
    { key: 'fourteenToEighteen', label: '已满十四周岁不满十八周岁（应当从轻或者减轻）' },
    { key: 'adult', label: '已满十八周岁' },
  ],
} as const satisfies Field;

/** 精神病人、智力残疾人 — 行政处罚法第三十一条. */
export const capacityField = {
  key: 'capacity',
  label: '违法时能否辨认、控制自己的行为',
  required: 'law',
  kind: 'choice',
  fact: true,
  given: citizen,
  choices: [
    { key: 'full', label: '能够' },
    { key: 'reduced', label: '尚未完全丧失辨认或者控制能力的精神病人、智力残疾人' },
    { key: 'none', label: '不能辨认或者不能控制自己行为的精神病人、智力残疾人' },
  ],
} as const satisfies Field;

/** 对当事人的同一个违法行为，不得给予两次以上罚款的行政处罚 — 行政处罚法第二十九条. */
export const earlierFineField = {
  key: 'earlierFine',
  label: '同一违法行为是否已被罚款',
  required: 'law',
  kind: 'choice',
  fact: true,
  choices: [
    { key: 'none', label: '未被罚款' },
    { key: 'fined', label: '已被罚款' },
  ],
} as const satisfies Field;

/**
 * 承办人意见、承办机构意见和行政机关负责人意见, each filled by the decision itself (第三十六条). `unit`: does the source
 * ask for the second?
 */
export const threeOpinions = (unit: Field['required']): readonly Field[] => [
  { key: 'handlerOpinion', label: '承办人意见', required: 'law', kind: 'longText', by: 'handler' },
  { key: 'handlingUnitOpinion', label: '承办机构意见', required: unit, kind: 'longText', by: 'reviewer' },
  {
    key: 'agencyHeadOpinion',
    label: '行政机关负责人意见',
    required: 'law',
    kind: 'longText',
    by: 'agencyHead',
  },
];
