import type { ArticleNumber } from '../articles.js';
import type { DocumentKey } from '../documents.js';
import type { PeriodKey } from '../periods.js';
import { serviceMethodKeys, serviceMethods, type ServiceMethodKey } from '../service-methods.js';

/** 催告书、行政强制执行决定书应当直接送达当事人 — 行政强制法第三十八条. */
export const servedDirectlyFirst: readonly DocumentKey[] = ['demandNotice', 'enforcementDecision'];

/** Decisions open to 行政复议: the channel is told when the internet serves them (G3). */
export const decisionsServed: readonly DocumentKey[] = [
  'penaltyDecision',
  'spotPenaltyDecision',
  'noPenaltyDecision',
  'notProvenDecision',
  'sealingDecision',
  'measureExtensionDecision',
  'preservationDisposition',
  'enforcementDecision',
  'substitutePerformanceDecision',
  'applicationDecision',
];

/** The term within which a document is served, for those that have one (行政处罚法第六十一条). */
export const serviceTerms: Readonly<Partial<Record<DocumentKey, PeriodKey>>> = {
  penaltyDecision: 'decisionService',
  noPenaltyDecision: 'decisionService',
  notProvenDecision: 'decisionService',
};

/** Who is served. `abroad`: no domicile in China (民事诉讼法第二百八十三条). */
export type Recipient = { kind: 'citizen' | 'organisation'; abroad: boolean };

/** What is on file about the service of one document on one recipient. */
export type ServiceSituation = {
  document: DocumentKey;
  recipient: Recipient;
  /** Ways that were tried and failed. */
  failed: readonly ServiceMethodKey[];
  /** Ways for which a reason is on file why they cannot be used. */
  unusable: readonly ServiceMethodKey[];
  /** The way the order of service begins with, with its reason. */
  firstMethod: ServiceMethodKey | undefined;
  /** A signed 确认书 for electronic service stands. */
  confirmed: boolean;
};

/** What must be on file before a way of service is used. */
export type Prerequisite = {
  missing: string;
  article: ArticleNumber | null;
  statute: string;
  met: (situation: ServiceSituation) => boolean;
};

/**
 * 受送达人是公民的，本人不在交他的同住成年家属签收；受送达人是法人或者其他组织的，应当由法人的法定代表人、其他组织的主要负责人或者该法人、组织
 * 负责收件的人签收；有诉讼代理人的，可以送交其代理人签收；已指定代收人的，送交代收人签收 — 民事诉讼法第八十八条.
 */
export const qualifiedSigners = ({ kind }: Pick<Recipient, 'kind'>): readonly string[] =>
  kind === 'citizen'
    ? ['party', 'familyMember', 'agent', 'namedRecipient']
    : ['legalRepresentative', 'agent', 'namedRecipient'];

/** Where a document may be left: 受送达人的住所 (第二十四条); of a legal person or organisation its own. */
export const residenceOf = ({ kind }: Pick<Recipient, 'kind'>): string =>
  kind === 'citizen' ? 'residence' : 'organisationDomicile';

/** After how long a public notice counts as service: 六十日 only without a domicile in China. */
export const noticePeriodOf = ({ abroad }: Pick<Recipient, 'abroad'>): PeriodKey =>
  serviceMethods.publicNotice.servedAfter[abroad ? 1 : 0];

/**
 * The date of service by method and recipient, as the moment (epoch ms) every clock of the recipient runs
 * from. Of a public notice the last instant of its period; of every other way what its 送达回证 says: signed,
 * left, received on the return receipt, arrived in the recipient's system (民事诉讼法第八十七条至第九十五条). Sent is
 * not served: undefined while that has not happened.
 */
export const dateOfService = (
  method: ServiceMethodKey,
  { proven, noticeEnds }: { proven?: number | undefined; noticeEnds?: number | undefined },
): number | undefined => (method === 'publicNotice' ? noticeEnds : proven);

const settled = ({ failed, unusable }: ServiceSituation, method: ServiceMethodKey): boolean =>
  failed.includes(method) || unusable.includes(method);

/** 催告书、强制执行决定书: only after direct service was refused or proved impossible. */
const directFirst: Prerequisite = {
  missing: '催告书、强制执行决定书应当先直接送达，当事人拒绝接收或者无法直接送达的情况已经入卷',
  article: 22,
  statute: '行政强制法第三十八条',
  met: (situation) => !servedDirectlyFirst.includes(situation.document) || settled(situation, 'direct'),
};

/** 直接送达……有困难的，可以委托……代为送达，或者邮寄送达 — 民事诉讼法第九十一条. */
const directDifficult = (method: ServiceMethodKey): Prerequisite => ({
  missing: `直接送达有困难：直接送达未成的记录，或者不能直接送达的理由，或者送达审批单中首选${serviceMethods[method].label}的理由`,
  article: serviceMethods[method].article,
  statute: '民事诉讼法第九十一条',
  met: (situation) =>
    servedDirectlyFirst.includes(situation.document) ||
    settled(situation, 'direct') ||
    situation.firstMethod === method,
});

const confirmation: Prerequisite = {
  missing: '受送达人同意电子送达并签名、盖章的确认书，且未撤回',
  article: null,
  statute: '行政处罚法第六十一条',
  met: ({ confirmed }) => confirmed,
};

const notElectronically: Prerequisite = {
  missing: '催告书、强制执行决定书不得电子送达，应当直接送达或者采用其他方式',
  article: 22,
  statute: '行政强制法第三十八条',
  met: ({ document }) => !servedDirectlyFirst.includes(document),
};

const citizensOnly: Prerequisite = {
  missing: '受送达人是公民（军人、被监禁或者被采取强制性教育措施的人）',
  article: 25,
  statute: '民事诉讼法第九十二条至第九十四条',
  met: ({ recipient }) => recipient.kind === 'citizen',
};

const directFailed: Prerequisite = {
  missing: '至少一次直接送达未成的记录',
  article: 26,
  statute: '民事诉讼法第九十五条',
  met: ({ failed }) => failed.includes('direct'),
};

/** 用本节规定的其他方式无法送达的，公告送达: each other way has failed, or its reason is on file. */
const othersImpossible: readonly Prerequisite[] = serviceMethodKeys
  .filter((method) => method !== 'direct' && method !== 'publicNotice')
  .map((method) => ({
    missing: `${serviceMethods[method].label}未成的记录，或者不能采用${serviceMethods[method].label}的理由`,
    article: 26,
    statute: '民事诉讼法第九十五条',
    met: (situation) => settled(situation, method) || excludedByLaw(method, situation),
  }));

const excludedByLaw = (method: ServiceMethodKey, situation: ServiceSituation): boolean =>
  (method === 'electronic' && !notElectronically.met(situation)) ||
  (method === 'forwarded' && !citizensOnly.met(situation));

/** What must be on file before each way of service is used (service method prerequisites). */
export const prerequisitesOf: Readonly<Record<ServiceMethodKey, readonly Prerequisite[]>> = {
  direct: [],
  // A refusal to take it, which its own 送达回证 records, is all that it waits for.
  leaving: [],
  post: [directFirst, directDifficult('post')],
  entrusted: [directFirst, directDifficult('entrusted')],
  forwarded: [directFirst, citizensOnly],
  electronic: [notElectronically, confirmation],
  publicNotice: [directFailed, ...othersImpossible],
};

/** Ways a service may begin with; the others rest on a refusal or on the failure of every other way. */
export const firstMethods: readonly ServiceMethodKey[] = [
  'direct',
  'post',
  'entrusted',
  'forwarded',
  'electronic',
];

/** How an attempt by each way can fail; what it cannot come to is an error of entry. */
export const failuresOf = (method: ServiceMethodKey): readonly string[] => {
  const everywhere = ['refused', 'moved', 'addressUnknown', 'other'];
  if (method === 'electronic') return ['notArrived', 'refused', 'other'];
  if (method === 'post') return [...everywhere, 'nobodyThere', 'returned'];
  return method === 'publicNotice' ? [] : [...everywhere, 'nobodyThere'];
};
