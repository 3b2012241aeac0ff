import type { ArticleNumber } from './articles.js';
import { isOutward } from './document-numbers.js';
import { documentOf, isDocumentKey, type DocumentKey } from './documents.js';
import { endOfEpochDay, epochDayOf, epochDayOfDate } from './moments.js';
import { approvedIn, outcomeOn, type Requirement, type WholeMatter } from './record/requirements.js';
import { readStep } from './record/approval-tasks.js';
import { awaitsStamp, issuesOf } from './record/issuing.js';
import { held, recordedOn, type State } from './record/fold.js';
import { numberOf, textOf, type Act, type Body, type Facts, type RecordHeader } from './record/kinds.js';
import { partiesOf } from './record/parties.js';
import {
  decisionsServed,
  failuresOf,
  firstMethods,
  prerequisitesOf,
  qualifiedSigners,
  residenceOf,
  servedDirectlyFirst,
  type Recipient,
  type ServiceSituation,
} from './rules/service.js';
import { serviceMethodKeys, serviceMethods, type ServiceMethodKey } from './service-methods.js';

/** Key of the row; its procedures are `service/1`, `service/2` … */
const SERVICE = 'service';

// — what is on file about one service —

/** The facts of the service an act is about: of its opening on file, or of the opening it is. */
const factsOf = (matter: WholeMatter, act: Act): Facts =>
  matter[act.procedure]?.opening?.facts ?? (act.kind === 'opening' ? act.facts : {});

const recordsOf = (matter: WholeMatter, act: Act, document: DocumentKey): RecordHeader[] => {
  const state = matter[act.procedure];
  return state ? recordedOn(state, document) : [];
};

const methodIn = (facts: Facts, key: string): ServiceMethodKey | undefined =>
  serviceMethodKeys.find((method) => method === textOf(facts, key));

/** A moment among the facts (epoch ms), or undefined. */
export function momentOf(facts: Facts, key: string): number | undefined {
  const fact = facts[key];
  return typeof fact === 'number' && Number.isSafeInteger(fact) && fact > 0 ? fact : undefined;
}

/** When the document was decided on: `decidedOn` (epoch ms) of a child, `decidedAt` (a day) of an order. */
export function decidedOn(facts: Facts): number | undefined {
  const moment = momentOf(facts, 'decidedOn');
  if (moment !== undefined) return moment;
  const day = textOf(facts, 'decidedAt');
  return /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/.test(day) ? endOfDay(day) : undefined;
}

function endOfDay(day: string): number | undefined {
  try {
    return endOfEpochDay(epochDayOfDate(day));
  } catch {
    return undefined;
  }
}

/** What the record that names a party says of it; empty where it says nothing or the matter is no case. */
function particularsOf(matter: WholeMatter, party: string): Facts {
  const found = partiesOf(matter).find(({ key }) => key === party);
  const named = matter['enforcement-case'] ? recordedOn(matter['enforcement-case'], 'partyParticulars') : [];
  const opening = matter['case-initiation']?.opening;
  return [...(opening ? [opening] : []), ...named].find(({ seq }) => seq === found?.seq)?.facts ?? {};
}

/**
 * What is known of the recipient: from the matter's file, else from the order of service; empty for
 * nothing.
 */
function knownOf(matter: WholeMatter, act: Act, key: 'partyKind' | 'domicile'): string {
  const ordered = factsOf(matter, act);
  return textOf(particularsOf(matter, textOf(ordered, 'party')), key) || textOf(ordered, key);
}

/**
 * The recipient. While nothing says of what kind he is he may be of either: what one may do is not
 * refused.
 */
function recipientsOn(matter: WholeMatter, act: Act): Recipient[] {
  const known = knownOf(matter, act, 'partyKind');
  const abroad = knownOf(matter, act, 'domicile') === 'abroad';
  return (['citizen', 'organisation'] as const)
    .filter((kind) => known === '' || known === kind)
    .map((kind) => ({ kind, abroad }));
}

/** A signed 确认书 of this recipient, on file in any of his services, that no later record takes back. */
function confirmedOn(matter: WholeMatter, act: Act): RecordHeader | undefined {
  const party = textOf(factsOf(matter, act), 'party');
  const his = Object.values(matter).filter(({ opening }) => textOf(opening?.facts ?? {}, 'party') === party);
  const latest = (document: DocumentKey) =>
    his.flatMap((state) => recordedOn(state, document)).sort((one, other) => other.seq - one.seq)[0];
  const confirmation = latest('serviceConfirmation');
  const withdrawn = latest('serviceConfirmationWithdrawn');
  if (!confirmation || textOf(confirmation.facts, 'electronic') !== 'agreed') return undefined;
  return withdrawn && withdrawn.seq > confirmation.seq ? undefined : confirmation;
}

/** What the rules of service ask about, read from the matter's file. Pure. */
function situationOn(matter: WholeMatter, act: Act): ServiceSituation {
  const facts = factsOf(matter, act);
  const methods = (document: DocumentKey) =>
    recordsOf(matter, act, document).flatMap((record) => methodIn(record.facts, 'method') ?? []);
  return {
    document: documentServed(matter, act),
    recipient: recipientsOn(matter, act)[0] ?? { kind: 'organisation', abroad: false },
    failed: methods('serviceAttempt'),
    unusable: methods('methodUnavailable'),
    firstMethod: methodIn(facts, 'firstMethod'),
    confirmed: confirmedOn(matter, act) !== undefined,
  };
}

function documentServed(matter: WholeMatter, act: Act): DocumentKey {
  const document = textOf(factsOf(matter, act), 'document');
  return isDocumentKey(document) ? document : 'proofOfService';
}

/** What the law asks before a way of service is used, as requirements of the record that uses it. */
export const prerequisites = (method: ServiceMethodKey): Requirement[] =>
  prerequisitesOf[method].map(({ met, ...words }) => ({
    ...words,
    met: (matter, act) => met(situationOn(matter, act)),
  }));

// — before a service opens —

/** Has a procedure made a document: put it on file, handed it in, or had it approved where that is asked? */
export function isMade(state: State, document: DocumentKey): boolean {
  if (recordedOn(state, document).length > 0) return true;
  const asked = Object.values(state.steps)
    .flatMap(({ opens }) => opens)
    .filter((task) => task.document === document)
    .map(({ step }) => ({ step, ...readStep(step) }));
  const reviewed = new Set(asked.filter(({ part }) => part === 'review').map(({ subject }) => subject));
  return asked.some(({ step, subject }) =>
    reviewed.has(subject) ? approvedIn(state, subject) : held(state.steps, step)?.decision === 'submit',
  );
}

const documentMade: Requirement = {
  missing: '要送达的文书已经作出并在卷（作出它的程序已经办结，或者该文书已经填报）',
  article: 22,
  met: (matter, act) => {
    const { document, of } = act.facts;
    const source = typeof of === 'string' ? matter[of] : undefined;
    if (!source?.opening || typeof document !== 'string' || !isDocumentKey(document)) return false;
    return source.concluded !== undefined || isMade(source, document);
  },
};

/**
 * The procedure that made the document to be served; undefined where the prose itself opens the service,
 * after the issue and the seal.
 */
function sourceOf(
  matter: WholeMatter,
  { actor, facts }: Act,
): { state: State; document: DocumentKey } | undefined {
  const document = textOf(facts, 'document');
  const state = matter[textOf(facts, 'of')];
  return actor.role !== 'system' && state && isDocumentKey(document) ? { state, document } : undefined;
}

/**
 * What goes out is served as it was issued, and of several the one that is meant. A procedure that ended
 * before documents were issued on the record has none that could be.
 */
const documentIssued: Requirement = {
  missing: '要送达的文书已经定稿、编号并制发，且为所指的那一份',
  article: 22,
  met: (matter, act) => {
    const source = sourceOf(matter, act);
    if (!source || !isOutward(source.document)) return true;
    const issues = issuesOf(source.state, source.document);
    if (issues.length === 0) return source.state.concluded !== undefined;
    const named = textOf(act.facts, 'documentRecord');
    return named === '' || issues.some(({ facts }) => numberOf(facts, 'of') === Number(named));
  },
};

/** 决定书先盖章，后送达: 行政处罚法第五十九条 asks for the seal. */
const documentStamped: Requirement = {
  missing: '决定书已经盖章',
  article: 21,
  statute: '行政处罚法第五十九条',
  met: (matter, act) => {
    const source = sourceOf(matter, act);
    return !source || !documentOf(source.document).sealed || !awaitsStamp(source.state);
  },
};

const recipientKnown: Requirement = {
  missing: '受送达人是本案在卷的当事人',
  article: 22,
  met: (matter, { facts }) =>
    matter['case-initiation']
      ? partiesOf(matter).some(({ key }) => key === textOf(facts, 'party'))
      : textOf(facts, 'party') !== '',
};

const recipientAgrees: Requirement = {
  missing: '受送达人的类别和在境内有无住所与卷内当事人情况一致',
  article: 22,
  met: (matter, { facts }) => {
    const onFile = particularsOf(matter, textOf(facts, 'party'));
    return ['partyKind', 'domicile'].every((key) => {
      const [known, said] = [textOf(onFile, key), textOf(facts, key)];
      return known === '' || said === '' || known === said;
    });
  },
};

/**
 * Is it the same document on the same recipient? One that names no record is meant for whichever there
 * is.
 */
export const sameService = (one: Facts, other: Facts): boolean =>
  ['document', 'of', 'party'].every((key) => textOf(one, key) === textOf(other, key)) &&
  new Set([one, other].map((facts) => textOf(facts, 'documentRecord')).filter((record) => record !== ''))
    .size < 2;

/** Each document is served on each recipient once; a service that failed may be begun again. */
const notServedBefore: Requirement = {
  missing: '该文书对该受送达人没有正在办理或者已经送达的记录',
  article: 22,
  met: (matter, { facts, procedure }) =>
    !Object.entries(matter).some(
      ([key, state]) =>
        key !== procedure &&
        key.startsWith(`${SERVICE}/`) &&
        outcomeOn(state) !== 'failed' &&
        sameService(state.opening?.facts ?? {}, facts),
    ),
};

const directAsFirst: Requirement = {
  missing: '催告书、强制执行决定书首先采用直接送达',
  article: 22,
  statute: '行政强制法第三十八条',
  met: (_, { facts }) =>
    !servedDirectlyFirst.some((document) => document === textOf(facts, 'document')) ||
    ['', 'direct'].includes(textOf(facts, 'firstMethod')),
};

const mayBeFirst: Requirement = {
  missing: '首先采用的不是留置送达或者公告送达（二者以拒绝接收或者其他方式均无法送达为前提）',
  article: 26,
  statute: '民事诉讼法第八十九条、第九十五条',
  met: (_, { facts }) => {
    const named = textOf(facts, 'firstMethod');
    return named === '' || firstMethods.some((method) => method === named);
  },
};

const decisionDayAgrees: Requirement = {
  missing: '作出之日与决定程序办结记录一致',
  article: 22,
  statute: '行政处罚法第六十一条',
  met: (matter, { facts }) => {
    const decided = matter[textOf(facts, 'of')]?.concluded;
    const onFile = decided && momentOf(decided.facts, 'decidedOn');
    const said = decidedOn(facts);
    return onFile === undefined || said === undefined || epochDayOf(onFile) === epochDayOf(said);
  },
};

/** What must be on file before a document is served on a recipient. */
export const openingRequirements: readonly Requirement[] = [
  documentMade,
  documentIssued,
  documentStamped,
  recipientKnown,
  recipientAgrees,
  notServedBefore,
  directAsFirst,
  mayBeFirst,
  decisionDayAgrees,
];

// — of the records —

/** When the document was approved (epoch ms), where its procedure has that asked: no draft is served. */
function approvedOn(matter: WholeMatter, act: Act): number | undefined {
  const { document, of } = factsOf(matter, act);
  const source = typeof of === 'string' ? matter[of] : undefined;
  if (!source) return undefined;
  const granted = Object.values(source.steps)
    .flatMap(({ opens }) => opens)
    .filter((task) => task.document === document && readStep(task.step).part === 'approve')
    .flatMap(({ step }) => held(source.steps, step) ?? [])
    .filter(({ decision }) => decision === 'agree')
    .map(({ occurredAt }) => occurredAt);
  return granted.length > 0 ? Math.max(...granted) : undefined;
}

/** A moment of a record is neither in the future nor before the document was decided on or approved. */
export const timely = (key: string, label: string, article: ArticleNumber): Requirement[] => [
  {
    missing: `${label}已载明，且不晚于现在`,
    article,
    met: (_, { facts, receivedAt }) => (momentOf(facts, key) ?? Number.MAX_SAFE_INTEGER) <= receivedAt,
  },
  {
    missing: `${label}不早于文书作出之日`,
    article,
    met: (matter, act) => {
      const made = decidedOn(factsOf(matter, act)) ?? approvedOn(matter, act);
      const at = momentOf(act.facts, key);
      return made === undefined || at === undefined || epochDayOf(at) >= epochDayOf(made);
    },
  },
];

/** Something was sent before what came of it: 已发出不等于已送达, and nothing arrives before it is sent. */
export const after = (document: DocumentKey, sent: string, label: string, article: ArticleNumber | null) =>
  ({
    missing: label,
    article,
    statute: '民事诉讼法第九十条、第九十一条',
    met: (matter, act) => {
      const before = recordsOf(matter, act, document);
      if (before.length === 0) return false;
      const at = momentOf(act.facts, 'servedAt') ?? Number.MAX_SAFE_INTEGER;
      return before.some(({ facts }) => (momentOf(facts, sent) ?? Number.MAX_SAFE_INTEGER) <= at);
    },
  }) satisfies Requirement;

export const signerQualified = (article: ArticleNumber): Requirement => ({
  missing:
    '符合法定条件的签收人（公民为本人、同住成年家属，法人、其他组织为法定代表人、主要负责人、负责收件的人，以及代理人、指定代收人）',
  article,
  statute: '民事诉讼法第八十八条',
  met: (matter, act) =>
    recipientsOn(matter, act)
      .flatMap(qualifiedSigners)
      .some((one) => one === textOf(act.facts, 'signer')),
});

export const leftAtResidence: Requirement = {
  missing: '文书留在受送达人的住所（公民的，或者法人、其他组织的）',
  article: 24,
  statute: '民事诉讼法第八十九条、民诉解释第一百三十条',
  met: (matter, act) => recipientsOn(matter, act).map(residenceOf).includes(textOf(act.facts, 'leftAt')),
};

export const refusedBefore: Requirement = {
  missing: '拒收日期已载明，且不晚于留置的时间',
  article: 24,
  met: (_, { facts }) =>
    (momentOf(facts, 'refusedAt') ?? Number.MAX_SAFE_INTEGER) <= (momentOf(facts, 'servedAt') ?? 0),
};

export const oneOf = (
  key: string,
  method: ServiceMethodKey,
  missing: string,
  article: ArticleNumber,
): Requirement => ({
  missing,
  article,
  met: (_, { facts }) => {
    const fields = serviceMethods[method].mustRecord;
    const field = fields.find((one) => one.key === key);
    const choices = field && 'choices' in field ? field.choices : [];
    return choices.some((choice) => choice.key === textOf(facts, key));
  },
});

/** 同时提供……行政复议渠道 — 行政复议法第二十二条: of a decision only. */
export const reviewChannelTold: Requirement = {
  missing: '同时告知网上申请行政复议的渠道',
  article: null,
  statute: '行政复议法第二十二条',
  met: (matter, act) => {
    if (!decisionsServed.includes(documentServed(matter, act))) return true;
    const channel = (act.body['form'] as Body | undefined)?.['reviewChannel'];
    return typeof channel === 'string' && channel.trim() !== '';
  },
};

export const sentAfterConfirmation: Requirement = {
  missing: '发送时间不早于受送达人签订确认书',
  article: null,
  statute: '行政处罚法第六十一条',
  met: (matter, act) => {
    const confirmed = confirmedOn(matter, act);
    const at = confirmed && momentOf(confirmed.facts, 'confirmedAt');
    return at === undefined || at <= (momentOf(act.facts, 'sentAt') ?? 0);
  },
};

/**
 * An attempt names a way that can fail, and how that way fails; what was never sent cannot have come
 * back.
 */
export const attemptMakesSense: Requirement[] = [
  {
    missing: '尝试的送达方式及其未成的情形相符（公告送达不存在未成）',
    article: 26,
    met: (_, { facts }) => {
      const method = methodIn(facts, 'method');
      return method !== undefined && failuresOf(method).includes(textOf(facts, 'outcome'));
    },
  },
  {
    missing: '该方式的交寄、发送或者委托已经入卷',
    article: 26,
    met: (matter, act) => {
      const method = methodIn(act.facts, 'method');
      const sending = method && SENDINGS[method];
      return !sending || recordsOf(matter, act, sending).length > 0;
    },
  },
];

/** What records that a way of service was set going, where that is apart from its success. */
const SENDINGS: Readonly<Partial<Record<ServiceMethodKey, DocumentKey>>> = {
  post: 'postingRecord',
  entrusted: 'entrustedServiceLetter',
  electronic: 'electronicSendingRecord',
};

export const notPublicNotice: Requirement = {
  missing: '不能采用的是公告以外的送达方式',
  article: 26,
  met: (_, { facts }) => ![undefined, 'publicNotice'].includes(methodIn(facts, 'method')),
};

export const confirmationToWithdraw: Requirement = {
  missing: '受送达人同意电子送达的确认书',
  article: null,
  statute: '行政处罚法第六十一条',
  met: (matter, act) => confirmedOn(matter, act) !== undefined,
};

/** The steps of an approval of the n-th document of its kind. */
export const approvalSubject = (kind: 'public-notice' | 'service-end', count: number): string =>
  `${kind}-${String(count)}`;

export const noticeApproved: Requirement = {
  missing: '公告送达审批表已经审核、批准',
  article: 26,
  statute: '本制度第三十六条',
  met: (matter, act) =>
    recordsOf(matter, act, 'publicNoticeApplication').some((_, index) =>
      approvedIn(matter[act.procedure], approvalSubject('public-notice', index + 1)),
    ),
};

export const noticeAfterApproval: Requirement = {
  missing: '发出公告的时间不早于批准',
  article: 26,
  statute: '本制度第三十六条',
  met: (matter, act) => {
    const steps = Object.values(matter[act.procedure]?.steps ?? {});
    const granted = steps.filter(
      ({ step, decision }) => /^public-notice-\d+\/approve\//.test(step) && decision === 'agree',
    );
    const at = momentOf(act.facts, 'postedAt');
    return at === undefined || granted.length === 0 || granted.some(({ receivedAt }) => receivedAt <= at);
  },
};

export const domicileAgrees: Requirement = {
  missing: '受送达人在境内有无住所与卷内一致（六十日只适用于境内无住所的受送达人）',
  article: 26,
  statute: '民事诉讼法第九十五条、第二百八十三条',
  met: (matter, act) => ['', textOf(act.facts, 'domicile')].includes(knownOf(matter, act, 'domicile')),
};
