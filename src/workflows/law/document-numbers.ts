import { documentOf, type DocumentKey } from './documents.js';
import { addressedToParty } from './documents/layout.js';
import { unread, type Confirmation } from './periods/period.js';

/**
 * How a document is numbered. `word`: the characters of its 文号 between the bureau's prefix and 字.
 * Each kind counts for itself, from 1 in every year; no two kinds have the same word.
 */
export type DocumentNumberRow = { readonly word: string } & (
  | { readonly confirmed: Confirmation; readonly unconfirmedBecause?: never }
  | { readonly confirmed: null; readonly unconfirmedBecause: string }
);

const unset = unread('文号用字系本局参数，须由本局办公室确定');

/** The documents that bear a 文号. */
export const documentNumbers = {
  complainantNotice: { word: '不启告', ...unset },
  oneTimeNotice: { word: '补正告', ...unset },
  competenceTransferLetter: { word: '案移', ...unset },
  entrustmentLetter: { word: '委托', ...unset },
  materialsReceipt: { word: '收', ...unset },
  correctionReceipt: { word: '补收', ...unset },
  applicationAcceptance: { word: '受', ...unset },
  applicationRefusal: { word: '不受', ...unset },
  applicationDecision: { word: '许决', ...unset },
  permitExtensionNotice: { word: '许延', ...unset },
  excludedTimeNotice: { word: '不计期', ...unset },
  applicationReceipt: { word: '收件', ...unset },
  inspectionNotice: { word: '检通', ...unset },
  inspectionResult: { word: '检告', ...unset },
  recusalDecision: { word: '回避', ...unset },
  evidenceCollectionNotice: { word: '调证', ...unset },
  samplingNotice: { word: '抽样', ...unset },
  appraisalCommission: { word: '鉴委', ...unset },
  testNotice: { word: '检测告', ...unset },
  testResultNotice: { word: '检测果告', ...unset },
  preservationNotice: { word: '登存', ...unset },
  preservationDisposition: { word: '登处', ...unset },
  sealingDecision: { word: '查扣', ...unset },
  measureExtensionDecision: { word: '延查扣', ...unset },
  thingsTransferNotice: { word: '查扣移', ...unset },
  measureLiftingDecision: { word: '解查扣', ...unset },
  penaltyNotice: { word: '罚告', ...unset },
  correctionOrder: { word: '责改', ...unset },
  hearingRightNotice: { word: '听告', ...unset },
  hearingNotice: { word: '听通', ...unset },
  hearingPostponement: { word: '听改', ...unset },
  penaltyDecision: { word: '罚决', ...unset },
  noPenaltyDecision: { word: '不罚决', ...unset },
  notProvenDecision: { word: '不立罚决', ...unset },
  referralToIssuingAuthority: { word: '罚建', ...unset },
  suspensionNotice: { word: '中恢告', ...unset },
  entrustedServiceLetter: { word: '委送', ...unset },
  publicNotice: { word: '公告', ...unset },
  paymentDeferralNotice: { word: '延缴', ...unset },
  demandNotice: { word: '催', ...unset },
  courtApplicationForm: { word: '申执', ...unset },
  enforcementDecision: { word: '强执', ...unset },
  substitutePerformanceDecision: { word: '代履', ...unset },
  enforcementAgreement: { word: '执协', ...unset },
  policeReconsiderationRequest: { word: '提复', ...unset },
  crimeTransferLetter: { word: '移', ...unset },
} as const satisfies Partial<Record<DocumentKey, DocumentNumberRow>>;

/** The key of a document that bears a 文号. */
export type NumberedDocument = keyof typeof documentNumbers;

/** Documents under the bureau's seal that bear no 文号 of the bureau's register, and why. */
export const sealedWithoutNumber = {
  sealingList: '清单附于查封（扣押）决定书，用该决定书的文号',
  measureDisposalRecord: '附于查封（扣押）决定书的处理记录，用该决定书的文号',
  thingsHandoverRecord: '清单附于涉嫌犯罪案件移送书，用该移送书的文号',
  spotPenaltyDecision: '预定格式、编有号码（行政处罚法第五十二条），用其预定编号',
} as const satisfies Partial<Record<DocumentKey, string>>;

/** Does the document bear a 文号? */
export const isNumbered = (key: DocumentKey): key is NumberedDocument => Object.hasOwn(documentNumbers, key);

/** Does the document go out: under a 文号, under the seal, or to the party of the case? The rest are forms. */
export const isOutward = (key: DocumentKey): boolean =>
  isNumbered(key) || Object.hasOwn(sealedWithoutNumber, key) || addressedToParty.includes(key);

/** The row of a numbered document, with the type every row has. */
export const documentNumberOf = (key: NumberedDocument): DocumentNumberRow => documentNumbers[key];

/** An allocated place in a register of documents. `year`: calendar year of Shanghai; `serial`: from 1. */
export type DocumentNumber = { readonly year: number; readonly serial: number };

/**
 * A 文号 in words: 华住建罚告字〔2026〕第1号. Six-cornered brackets and a serial without leading zeros
 * (党政机关公文格式 GB/T 9704，凭记忆; whether 第 is written is a custom of each bureau). Before it has been
 * allocated the place of the serial is left open.
 */
export function documentNumberInWords(
  key: NumberedDocument,
  prefix: string,
  year: number,
  serial: number | null,
): string {
  const place = serial === null ? '\u3000\u3000' : String(serial);
  return `${prefix}${documentNumbers[key].word}字〔${String(year)}〕第${place}号`;
}

/** Why the document bears the mark 待确认, each reason in a sentence; none where all of it has been read. */
export function unconfirmedOf(key: DocumentKey): readonly string[] {
  const { title, unconfirmedBecause } = documentOf(key);
  const reasons = unconfirmedBecause === undefined ? [] : [`《${title}》：${unconfirmedBecause}`];
  if (!isNumbered(key)) return reasons;
  const { unconfirmedBecause: ofNumber } = documentNumberOf(key);
  return ofNumber === undefined ? reasons : [...reasons, `文号：${ofNumber}`];
}
