import type { ArticleNumber } from '../articles.js';
import type { Confirmation } from '../periods/period.js';
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
  /** The closed list of a `choice`. */
  readonly choices?: readonly Choice[];
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
  { key: 'officers', label: '执法人员姓名、数量', required: 'law', kind: 'people' },
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

/** Two officers sign. */
export const twoOfficers = { by: 'handler', count: 2 } as const satisfies Signature;

/** The party signs, or the refusal is noted. */
export const partyOrRefusal = { by: 'party', count: 1, refusal: 'noted' } as const satisfies Signature;
